"""Where a text that was repaired stands now: the same words first, then words edited a little."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tui_learn.text import Edition

NEIGHBOURS = 2
"""Sentences before and after that are remembered."""
LIKE = 0.8
"""Similarity, 0 to 1, from which an edited text is still the same text."""
TELLING = 25
"""Characters from which a text is told by itself, where none of its neighbours is left."""


def on_one_line(text: str) -> str:
    """The text with all white space joined to single spaces."""
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class RepairSide:
    """One side of a repair: what was said there, and what stood around it."""

    language: str
    file: str
    """Name of the edition's file, without its folder."""
    texts: tuple[str, ...]
    """The sentences, on one line each; none where nothing answers the other side."""
    before: tuple[str, ...]
    """The two sentences before, the nearest last; ``""`` beyond the edge of the text."""
    after: tuple[str, ...]
    """The two sentences after, the nearest first."""

    @property
    def neighbours(self) -> dict[int, str]:
        """Offset from the first sentence to the text that stood there, ``""`` beyond the edge."""
        offsets = [*range(-len(self.before), 0), *range(len(self.texts), len(self.texts) + len(self.after))]
        return dict(zip(offsets, [*self.before, *self.after], strict=True))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a side stands now."""

    start: int
    """Number of its first sentence in the edition."""
    neighbours: int
    """How many neighbours still stand beside it, edges of the text not counted."""


@dataclass(frozen=True)
class Searched:
    """An edition in which repairs are looked for."""

    edition: Edition

    @property
    def file(self) -> str:
        """The name of its file."""
        return Path(self.edition.path).name

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Its sentences, on one line each."""
        return tuple(on_one_line(sentence.text) for sentence in self.edition.sentences)

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for number, text in enumerate(self.texts):
            places.setdefault(text, []).append(number)
        return places

    def places_of(self, text: str) -> list[int]:
        """The numbers of the sentences that say exactly this."""
        return self._places.get(text, [])

    def around(self, start: int, stop: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The neighbours before ``start`` and from ``stop`` on."""
        return (
            tuple(self._at(number) for number in range(start - NEIGHBOURS, start)),
            tuple(self._at(number) for number in range(stop, stop + NEIGHBOURS)),
        )

    def _at(self, number: int) -> str:
        return self.texts[number] if 0 <= number < len(self.texts) else ""

    def support(self, side: RepairSide, start: int) -> tuple[int, int]:
        """How many neighbours stand as they stood if the side begins at ``start``: (texts and edges, texts only)."""
        same = [text for offset, text in side.neighbours.items() if self._at(start + offset) == text]
        return len(same), sum(1 for text in same if text)

    def knows_neighbour(self, side: RepairSide) -> bool:
        """Whether any of the side's neighbours is said here at all."""
        return any(text and self.places_of(text) for text in side.neighbours.values())

    def find(self, side: RepairSide) -> Place | None:
        """Where the side's sentences stand; None where they are gone or cannot be told from others."""
        exact = [start for start in self.places_of(side.texts[0]) if self._says(start, side.texts)]
        if exact:
            start = self._best(side, exact)
            if start is None:
                return None
            if self.support(side, start)[0] or (len(exact) == 1 and sum(map(len, side.texts)) >= TELLING):
                return Place(start, self.support(side, start)[1])
        start = self._best(side, list(self._edited(side)))
        return None if start is None else Place(start, self.support(side, start)[1])

    def _says(self, start: int, texts: tuple[str, ...]) -> bool:
        return self.texts[start : start + len(texts)] == texts

    def _best(self, side: RepairSide, starts: list[int]) -> int | None:
        """The one of these places with the most neighbours; None where two have as many."""
        ranked = sorted(((self.support(side, start), start) for start in starts), reverse=True)
        if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
            return None
        return ranked[0][1]

    def _edited(self, side: RepairSide) -> Iterator[int]:
        """Places beside a neighbour that say nearly the same."""
        from rapidfuzz import fuzz  # most repairs are found without it

        count, known = len(side.texts), frozenset(side.neighbours.values())
        starts = {place - offset for offset, text in side.neighbours.items() if text for place in self.places_of(text)}
        wanted = " ".join(side.texts)
        for start in sorted(starts):
            window = self.texts[max(0, start) : start + count]
            # A neighbour is itself, however like the edited text it is.
            if len(window) < count or known.intersection(window):
                continue
            if fuzz.ratio(wanted, " ".join(window)) >= 100 * LIKE:
                yield start
