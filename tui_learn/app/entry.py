"""The entry of a word: forms, translations with their evidence, and every place it stands at. No drawing here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Literal, TypeAlias

from tui_learn.app.page import Page, Position, SideName
from tui_learn.app.status_words import status_words
from tui_learn.app.word_line import (
    OWN,
    answer_words,
    evidence_words,
    pairs_of,
    strength_name,
    strength_of,
)
from tui_learn.app.word_marks import NOTHING_SAID, Said, SaidOfTerm
from tui_learn.app.wrap import fill
from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext
from tui_learn.text.fold import lower

if TYPE_CHECKING:
    from tui_learn.bitext.glossary import GlossaryPair
    from tui_learn.bitext.word_links import SpanLink

How = Literal["text", "strong", "quiet", "heading", "word", "phrase", "sure", "likely", "faint"]
Runs: TypeAlias = tuple[tuple[str, How], ...]
"""A line in pieces of one style each."""
_FORMS = 12
"""Forms that are named."""
_INDENT = 5
"""Cells before a sentence; its number stands there."""


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence in which the word stands."""

    sentence: int
    words: tuple[int, ...]
    """The numbers of its words that are this one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """All there is to say of a dictionary form on a side of a page."""

    side: SideName
    lexeme: str
    forms: tuple[tuple[str, int], ...]
    """The forms as they stand and how often, the most frequent first."""
    translations: tuple[GlossaryPair, ...]
    """Best first, those the learner struck last."""
    places: tuple[Place, ...]
    count: int
    """How often it stands in the text."""
    said: Said = NOTHING_SAID
    """What the learner says of it."""


Choice: TypeAlias = "GlossaryPair | Place | SaidOfTerm"
"""What can be chosen in an entry."""


@dataclass(frozen=True, slots=True)
class Item:
    """Some lines of the entry that belong together."""

    lines: tuple[Runs, ...]
    what: Choice | None = None
    """What is chosen with it; None where there is nothing to choose."""


def entry_of(page: Page, position: Position, said: Said = NOTHING_SAID) -> Entry | None:
    """The entry of the word at a position, with what the learner ``said`` of it; None where there is no word."""
    words, word, side = page.words(position.side), page.word(position), position.side
    if words is None or word is None:
        return None
    language = page.edition(side).language
    numbers = words.of_lexeme[word.lexeme]
    spelt: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for number in numbers:
        text = words.words[number].text
        counts[spelt.setdefault(lower(text, language), text)] += 1
    places = tuple(
        Place(sentence, tuple(found)) for sentence, found in groupby(numbers, key=lambda n: words.words[n].sentence)
    )
    translations = _translations(page, position, numbers)
    return Entry(side, word.lexeme, tuple(counts.most_common()), translations, places, len(numbers), said)


def _translations(page: Page, position: Position, numbers: Iterable[int]) -> tuple[GlossaryPair, ...]:
    word, glossary = page.word(position), page.glossary
    if glossary is None or word is None:
        return ()
    links = [glossary.linked.link_of(position.side, number) for number in numbers]
    pairs = pairs_of(glossary, position.side, word.lexeme, links)
    return tuple(sorted(pairs, key=lambda pair: (pair.verdict == "struck", -pair.confidence)))


def head_items(page: Page, entry: Entry, width: int, note: str = "") -> list[Item]:
    """The forms and the translations; ``note`` says why there are none yet."""
    forms = ", ".join(f"{form} {count}x" for form, count in entry.forms[:_FORMS])
    if len(entry.forms) > _FORMS:
        forms = _("{forms} and {count} more").format(forms=forms, count=len(entry.forms) - _FORMS)
    items = [*_said_items(entry.said, width), Item(tuple(_wrapped(forms, "text", width, _("in the text: ")))), _EMPTY]
    if not page.one_sided:
        items += [Item(tuple(_translation_lines(pair, entry, width)), pair) for pair in entry.translations]
        if not entry.translations:
            items.append(Item(tuple(_wrapped(note or _("Nothing was found that answers this word."), "quiet", width))))
        items.append(_EMPTY)
    count = ngettext("{count} place", "{count} places", entry.count).format(count=entry.count)
    return [*items, Item((((count, "heading"),),))]


_EMPTY = Item(((),))


def _said_items(said: Said, width: int) -> list[Item]:
    """What the learner wrote and said of the word."""
    lines: list[Runs] = []
    if said.own.meaning:
        lines += _wrapped(said.own.meaning, "strong", width, f"{OWN} ")
    if said.own.note:
        lines += _wrapped(said.own.note, "text", width, "  " if said.own.meaning else f"{OWN} ")
    if said.status:
        whose = _("set by you") if said.by_hand else _("from your answers")
        lines += _wrapped(f"{status_words(said.status)} · {whose}", "quiet", width)
    items = [Item(tuple(lines))] if lines else []
    for term in said.terms:
        facts = [fact for fact in (term.meaning, status_words(term.status)) if fact]
        told = f"“{term.named}”: {', '.join(facts)}" if facts else f"“{term.named}”"
        items.append(Item(tuple(_wrapped(told, "text", width, _("part of: "))), term))
    return [*items, _EMPTY] if items else []


def place_items(page: Page, entry: Entry, width: int, start: int, end: int) -> list[Item]:
    """The places from number ``start`` to before ``end``, from 0, with the sentences that answer them."""
    return [
        Item(tuple(_place_lines(page, entry, place, number, width)), place)
        for number, place in enumerate(entry.places[start:end], start=start + 1)
    ]


def _translation_lines(pair: GlossaryPair, entry: Entry, width: int) -> list[Runs]:
    strength = strength_of(pair.confidence)
    sure = f"{strength_name(strength)}, {round(100 * pair.confidence)} %"
    lines = _wrapped(answer_words(pair, entry.side, entry.lexeme), "strong", width)
    forms = pair.right_forms if entry.side == "left" else pair.left_forms
    facts = [sure, *evidence_words(pair)]
    lines += _wrapped(" · ".join(facts), "quiet", width, "  ")
    if forms[1:] or (forms and forms[0] not in (pair.left, pair.right)):
        lines += _wrapped(", ".join(forms[:_FORMS]), "quiet", width, "  " + _("as: "))
    return lines


def _place_lines(page: Page, entry: Entry, place: Place, number: int, width: int) -> list[Runs]:
    own: dict[int, How] = dict.fromkeys(place.words, "word")
    lit: dict[int, How] = {}
    answers = [page.answer(Position(entry.side, place.sentence, word)) for word in place.words]
    for link, strength in (answer for answer in answers if answer is not None):
        ours, theirs = (link.left, link.right) if entry.side == "left" else (link.right, link.left)
        for word in ours:
            own.setdefault(word, "phrase")
        how: How = strength
        lit.update(dict.fromkeys(theirs, how))
    label = f"{number}. ".rjust(_INDENT)
    lines = _sentence_lines(page, entry.side, place.sentence, own, "text", width, label)
    side, sentences, _sure = page.counterpart(Position(entry.side, place.sentence))
    for sentence in sentences:
        lines += _sentence_lines(page, side, sentence, lit, "quiet", width, " " * _INDENT)
    return lines


def _sentence_lines(
    page: Page, side: SideName, sentence: int, lit: dict[int, How], plain: How, width: int, label: str
) -> list[Runs]:
    text, words = page.edition(side).sentences[sentence].text, page.words(side)
    stretches: list[tuple[int, int, How]] = []
    for number in words.of_sentence(sentence) if words is not None and lit else ():
        assert words is not None
        if number in lit:
            stretches.append((words.words[number].start, words.words[number].end, lit[number]))
    lines: list[Runs] = []
    for start, end in fill(text, max(8, width - len(label))):
        edges = sorted({start, end, *(edge for a, b, _how in stretches for edge in (a, b) if start < edge < end)})
        runs: list[tuple[str, How]] = [(label if not lines else " " * len(label), "quiet")]
        for a, b in pairwise(edges):
            runs.append((text[a:b], next((how for c, d, how in stretches if c <= a < d), plain)))
        lines.append(tuple(runs))
    return lines


def _wrapped(text: str, how: How, width: int, label: str = "") -> list[Runs]:
    indent = " " * min(len(label), 2)
    return [
        ((label if number == 0 else indent, "quiet"), (text[start:end], how))
        for number, (start, end) in enumerate(fill(text, max(8, width - len(label))))
    ]


def pair_of(page: Page, entry: Entry, what: Choice | None) -> GlossaryPair | None:
    """The translation that is meant by a choice: itself, or the one of the place."""
    if isinstance(what, SaidOfTerm):
        return None
    if not isinstance(what, Place):
        return what
    links: Sequence[SpanLink | None] = [page.link(Position(entry.side, what.sentence, word)) for word in what.words]
    found = [page.glossary.of_link(link) for link in links if link is not None and page.glossary is not None]
    return next((pair for pair in found if pair is not None), None)


def position_of(page: Page, entry: Entry, what: Choice | None) -> Position | None:
    """Where a choice leads: to the place, or to the first one of the translation."""
    if isinstance(what, Place):
        return page.at_word(entry.side, what.words[0])
    if what is None or isinstance(what, SaidOfTerm) or not what.places:
        return None
    first = what.places[0]
    return page.at_word(entry.side, (first.left if entry.side == "left" else first.right)[0])
