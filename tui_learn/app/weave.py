"""Weaving: the known language with words exchanged for those of the learned one that answer them there.

Words that are learned come first, then those being learned, then the most frequent ones of the article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_learn.app.page import Page, SideName
from tui_learn.app.passages import Passage, Swap, swapped

if TYPE_CHECKING:
    from tui_learn.bitext.glossary import Glossary, GlossaryPair
    from tui_learn.bitext.word_links import SpanLink, Words

WOVEN: SideName = "left"
"""The side whose words are exchanged."""
StatusOf = Callable[[str], int]
"""From a dictionary form of the learned language to how well it is known, a value of ``Status``."""
Key = tuple[str, str]
"""The two dictionary forms of a pair."""


@dataclass(frozen=True)
class Weave:
    """Which pairs are exchanged."""

    pairs: frozenset[Key] = frozenset()
    percent: int = 0
    """The share of the words that could be exchanged that are."""
    learned: int = 0
    """The share that would be if those were that are learned."""

    def passage(self, page: Page, side: SideName, block: int) -> Passage:
        """A block with its words exchanged."""
        return swapped(page, side, block, swaps(page, block, self.pairs) if side == WOVEN and self.pairs else ())


def is_learned(status: int) -> bool:
    """Whether a word counts as learned."""
    from tui_learn.progress.cards import Status

    return status in (Status.KNOWN, Status.LEARNED, Status.WELL_KNOWN)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair that could be exchanged."""

    key: Key
    count: int
    """Places at which it could."""
    has_content: bool
    """Whether it carries meaning of its own."""


def candidates(glossary: Glossary) -> tuple[Candidate, ...]:
    """Every pair that could be exchanged somewhere. Of a book of 100,000 words that takes most of a second."""
    words = glossary.linked.left
    found = []
    for pair in glossary.pairs:
        places = _places(pair)
        if places:
            content = any(words.words[number].is_content for number in places[0].left)
            found.append(Candidate((pair.left, pair.right), len(places), content))
    return tuple(found)


def weave(possible: Iterable[Candidate], status_of: StatusOf, percent: int | None) -> Weave:
    """The pairs to be exchanged out of those possible: so many percent of the places, or those that are learned."""
    from tui_learn.progress.cards import Status

    found: list[tuple[tuple[int, int, int], Candidate, bool]] = []
    for one in possible:
        status = _status(one.key[1], status_of)
        if status != Status.IGNORED and (status or one.has_content):
            learned = is_learned(status)
            found.append(((0 if learned else 1, -status, -one.count), one, learned))
    found.sort(key=lambda ranked: (ranked[0], ranked[1].key))
    total = sum(one.count for _rank, one, _learned in found)
    if not total:
        return Weave()
    known = sum(one.count for _rank, one, learned in found if learned)
    wanted = known if percent is None else total * percent / 100
    chosen, taken = set(), 0
    for _rank, one, _learned in found:
        if taken >= wanted:
            break
        chosen.add(one.key)
        taken += one.count
    return Weave(frozenset(chosen), 100 * taken // total, 100 * known // total)


def _places(pair: GlossaryPair) -> list[SpanLink]:
    """Where the words stand beside one another and surely answer each other."""
    return [place for place in pair.places if _is_sure(pair, place) and _beside(place)]


def _is_sure(pair: GlossaryPair, place: SpanLink) -> bool:
    from tui_learn.bitext.word_links import LIKELY

    return pair.verdict != "struck" and (pair.verdict == "confirmed" or place.confidence >= LIKELY)


def _beside(place: SpanLink) -> bool:
    return all(one[-1] - one[0] == len(one) - 1 for one in (place.left, place.right))


def _status(lexemes: str, status_of: StatusOf) -> int:
    """Of a phrase its own, else that of the word of it that is known least."""
    own = status_of(lexemes)
    if own or " " not in lexemes:
        return own
    return min(status_of(lexeme) for lexeme in lexemes.split())


def swaps(page: Page, block: int, pairs: frozenset[Key]) -> list[Swap]:
    """The words of a block that are exchanged, with what is shown instead."""
    glossary = page.glossary
    edition = page.edition(WOVEN)
    sentences = edition.blocks[block].sentences
    if glossary is None or not sentences:
        return []
    left, right = glossary.linked.left, glossary.linked.right
    found: list[Swap] = []
    for sentence in page.sentences_between(WOVEN, block, 0, sentences[-1].start + 1):
        for number in left.of_sentence(sentence):
            link = glossary.linked.link_of("left", number)
            if link is None or link.left[0] != number or not _beside(link):
                continue
            pair = glossary.of_link(link)
            if pair is None or (pair.left, pair.right) not in pairs or not _is_sure(pair, link):
                continue
            first, last = left.words[link.left[0]], left.words[link.left[-1]]
            others = {right.words[other].sentence for other in link.right}
            if first.sentence != last.sentence or len(others) > 1:
                continue
            _block, start, _end = page.stretch("left", first)
            _block, _start, end = page.stretch("left", last)
            found.append(Swap(start, end, _cased(page, left, right, link)))
    return found


def _cased(page: Page, left: Words, right: Words, link: SpanLink) -> str:
    """The words as they stand in the learned text, with a capital where the sentence they come into begins."""
    first, last = right.words[link.right[0]], right.words[link.right[-1]]
    text = page.edition("right").sentences[first.sentence].text[first.start : last.end]
    begins = link.left[0] == left.first[left.words[link.left[0]].sentence]
    began = link.right[0] == right.first[first.sentence]
    own = left.words[link.left[0]].text
    if begins and own[:1].isupper():
        return text[:1].upper() + text[1:]
    if began and not begins and text[:1].isupper() and text[1:2].islower() and not own[:1].isupper():
        return text[:1].lower() + text[1:]
    return text
