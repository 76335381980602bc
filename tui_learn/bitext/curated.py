"""Terms a person wrote down in several languages, found again in an article."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from tui_learn.bitext.word_links import LinkedBitext, SpanLink, Words
from tui_learn.text.fold import lower, primary

CERTAINTY = 0.99
"""Probability that a term stands opposite its counterpart where both stand in one bead."""


@dataclass(frozen=True, slots=True)
class CuratedWord:
    """A term in one language."""

    head: str
    """Its dictionary form, one word or several."""
    forms: tuple[str, ...] = ()
    """How it stands in the text, in lower case, where that differs."""


@dataclass(frozen=True, slots=True)
class CuratedTerm:
    """A term in several languages, by their tags."""

    words: Mapping[str, CuratedWord]

    def in_language(self, language: str) -> CuratedWord | None:
        """The term in a language, or in one of which it is a variety."""
        return self.words.get(language) or self.words.get(primary(language))


def with_heads(words: Words, terms: Iterable[CuratedTerm]) -> Words:
    """The words with the dictionary forms that terms give them; forms of two different heads are left as they are."""
    language = words.edition.language
    heads: dict[str, set[str]] = defaultdict(set)
    for term in terms:
        word = term.in_language(language)
        if word is not None and " " not in word.head:
            for form in (word.head, *word.forms):
                heads[lower(form, language)].add(word.head)
    if not heads:
        return words

    def headed(text: str, lexeme: str) -> str:
        found = heads.get(lower(text, language), set())
        return next(iter(found)) if len(found) == 1 else lexeme

    taught = {head for found in heads.values() for head in found}
    return replace(
        words,
        words=tuple(replace(word, lexeme=headed(word.text, word.lexeme)) for word in words.words),
        guessed=words.guessed - taught,
    )


Places = dict[tuple[str, str], list[SpanLink]]


def curated_pairs(terms: Iterable[CuratedTerm], linked: LinkedBitext) -> tuple[Places, list[SpanLink]]:
    """Where terms stand opposite each other, by their two dictionary forms; and the links that are not there yet."""
    left, right = linked.left, linked.right
    places: Places = defaultdict(list)
    chosen: list[SpanLink] = []
    taken: tuple[set[int], set[int]] = set(), set()
    existing = {(link.left, link.right): link for link in linked.links}
    # Longer terms first: "relationship management" takes its words before "relationship" does.
    found: list[Found] = []
    for term in terms:
        one, other = term.in_language(left.edition.language), term.in_language(right.edition.language)
        if one is not None and other is not None:
            found.append((one, other, _standing(one, left), _standing(other, right)))
    found.sort(key=lambda term: -_size_of(term))
    for _size, same in itertools.groupby(found, key=_size_of):
        terms_of_size = list(same)
        # Where a link says so already there is nothing to choose.
        for certain in (True, False):
            for one, other, lefts, rights in terms_of_size:
                for bead in linked.bitext.beads:
                    here = [span for n in bead.left for span in lefts.get(n, ()) if taken[0].isdisjoint(span)]
                    there = [span for n in bead.right for span in rights.get(n, ()) if taken[1].isdisjoint(span)]
                    for span, match in _matched(here, there, set(existing) if certain else None):
                        link = existing.get((span, match)) or SpanLink(span, match, CERTAINTY)
                        places[one.head, other.head].append(replace(link, confidence=max(CERTAINTY, link.confidence)))
                        chosen.append(places[one.head, other.head][-1])
                        taken[0].update(span)
                        taken[1].update(match)
    return {pair: sorted(links, key=lambda link: link.left) for pair, links in places.items()}, chosen


Found = tuple[CuratedWord, CuratedWord, dict[int, list[tuple[int, ...]]], dict[int, list[tuple[int, ...]]]]


def _size_of(term: Found) -> int:
    """Words of the longer side of a term."""
    return max(len(term[0].head.split()), len(term[1].head.split()))


def _standing(word: CuratedWord, words: Words) -> dict[int, list[tuple[int, ...]]]:
    """Sentence to the places where one of the word's forms stands."""
    language = words.edition.language
    forms = {tuple(lower(form, language).split()) for form in (word.head, *word.forms)}
    sizes = sorted({len(form) for form in forms}, reverse=True)
    found: dict[int, list[tuple[int, ...]]] = defaultdict(list)
    for sentence in range(len(words.first) - 1):
        numbers = words.of_sentence(sentence)
        texts = [lower(words.words[number].text, language) for number in numbers]
        at = 0
        while at < len(texts):
            size = next((size for size in sizes if tuple(texts[at : at + size]) in forms), 0)
            if size:
                found[sentence].append(tuple(range(numbers[at], numbers[at] + size)))
            at += max(1, size)
    return found


Span = tuple[int, ...]


def _matched(here: list[Span], there: list[Span], only: set[tuple[Span, Span]] | None) -> list[tuple[Span, Span]]:
    """Places of one bead that belong together: those linked already, else in the order of the text where their number
    is the same."""
    if only is not None:
        return [(a, b) for a in here for b in there if (a, b) in only]
    return list(zip(here, there, strict=True)) if len(here) == len(there) else []
