"""What a search has found on both sides of a page, in the order in which it is read. No drawing here."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from tui_learn.app.page import Page, Position, SideName, in_sentence
from tui_learn.text.finding import Hit, find, fold_edition, is_folded

Key = tuple[int, int, int, int]
"""Row of the page, side (0 left, 1 right), block, offset: sorts as the page is read."""


@dataclass(frozen=True, slots=True)
class Place:
    """One hit."""

    side: SideName
    block: int
    start: int
    end: int


@dataclass(frozen=True)
class Found:
    """All hits of a query."""

    page: Page
    query: str
    hits: Mapping[SideName, tuple[Hit, ...]]

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(map(len, self.hits.values()))

    def _key(self, side: SideName, hit: Hit) -> Key:
        return key_of(self.page, side, hit[0], hit[1])

    def number(self, place: Place) -> int:
        """Which of them one is, from 1."""
        key = key_of(self.page, place.side, place.block, place.start)
        return 1 + sum(bisect_left(hits, key, key=lambda hit: self._key(side, hit)) for side, hits in self.hits.items())

    def after(self, key: Key, *, here: bool = False) -> Place | None:
        """The first one after a place, or with ``here`` just there; None where there is none."""
        cut = bisect_left if here else bisect_right
        found = []
        for side, hits in self.hits.items():
            number = cut(hits, key, key=lambda hit: self._key(side, hit))
            found += [(self._key(side, hit), Place(side, *hit)) for hit in hits[number : number + 1]]
        return min(found, key=lambda one: one[0])[1] if found else None

    def before(self, key: Key) -> Place | None:
        """The last one before a place."""
        found = []
        for side, hits in self.hits.items():
            number = bisect_left(hits, key, key=lambda hit: self._key(side, hit))
            found += [(self._key(side, hit), Place(side, *hit)) for hit in hits[max(0, number - 1) : number]]
        return max(found, key=lambda one: one[0])[1] if found else None

    def first(self) -> Place | None:
        """The first of all."""
        return self.after((-1, 0, 0, 0))

    def last(self) -> Place | None:
        """The last of all."""
        return self.before((len(self.page.rows), 0, 0, 0))

    def in_block(self, side: SideName, block: int) -> tuple[Hit, ...]:
        """Those of a block."""
        hits = self.hits.get(side, ())
        return hits[bisect_left(hits, (block, 0, 0)) : bisect_left(hits, (block + 1, 0, 0))]


def key_of(page: Page, side: SideName, block: int, offset: int) -> Key:
    """Where an offset of a block stands in the order of the page."""
    return page.row_of_block[side].get(block, 0), 0 if side == "left" else 1, block, offset


def key_of_place(page: Page, place: Place) -> Key:
    """The same of a hit."""
    return key_of(page, place.side, place.block, place.start)


def key_of_position(page: Page, position: Position) -> Key:
    """The same of the word, or of the sentence, at a position."""
    word, sentence = page.word(position), page.sentence(position)
    block, start = (sentence.block, sentence.start) if word is None else page.stretch(position.side, word)[:2]
    return key_of(page, position.side, block, start)


def position_of(page: Page, place: Place) -> Position | None:
    """The word a hit begins in; None where there is no sentence."""
    number = page.sentence_at(place.side, place.block, place.start)
    if number is None:
        return None
    sentence = page.edition(place.side).sentences[number]
    text = page.edition(place.side).blocks[place.block].text
    offset = in_sentence(text, sentence, max(sentence.start, min(place.start, sentence.end - 1)))
    return page.near(place.side, number, offset)


def is_ready(page: Page) -> bool:
    """Whether a search takes no longer than a key may."""
    return all(is_folded(page.edition(side)) for side in page.sides)


def make_ready(page: Page) -> None:
    """What takes a while the first time; for a thread."""
    for side in page.sides:
        fold_edition(page.edition(side))


def search(page: Page, query: str) -> Found:
    """Look for a query on every side of a page."""
    return Found(page, query, {side: find(page.edition(side), query) for side in page.sides})
