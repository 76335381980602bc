"""Where a text that was repaired stands now: the same words first, then words edited a little."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from tui_learn.text import Edition

NEIGHBOURS = 2
"""Sentences before and after that are remembered."""
LIKE = 0.8
"""Similarity, 0 to 1, from which an edited text is still the same text."""
TELLING = 25
"""Characters from which a text is told by itself, where none of its neighbours is left."""
LONGEST = 20_000
"""Characters of a sentence that are kept and compared; of a longer one only its beginning is."""
COMMON = 50
"""Places up to which each of them is looked at."""
MOST = 1_000
"""Sentences one side of a repair may have."""


def on_one_line(text: str) -> str:
    """The beginning of the text with all white space joined to single spaces."""
    return " ".join(text.split())[:LONGEST].rstrip()


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
    """How many neighbouring texts still stand beside it; an edge of the text is none."""


@dataclass(frozen=True)
class Searched:
    """An edition in which repairs are looked for."""

    edition: Edition
    _found: dict[RepairSide, Place | None] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
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

    def knows_neighbour(self, side: RepairSide) -> bool:
        """Whether any of the side's neighbours is said here at all."""
        return any(text and self.places_of(text) for text in side.neighbours.values())

    def find(self, side: RepairSide) -> Place | None:
        """Where the side's sentences stand; None where they are gone or cannot be told from others."""
        if side not in self._found:
            self._found[side] = self._find(side)
        return self._found[side]

    def _find(self, side: RepairSide) -> Place | None:
        start = self._best(side, self._exact(side))
        if start is not None:
            known = self._support(side, start)[0]
            if known or self._is_whole(side, start) or sum(map(len, side.texts)) >= TELLING:
                return Place(start, known)
        elif self._says_somewhere(side.texts):
            return None  # in several places, and nothing tells which
        start = self._best(side, self._edited(side))
        return None if start is None else Place(start, self._support(side, start)[0])

    def _support(self, side: RepairSide, start: int) -> tuple[int, int]:
        """How many neighbours stand as they stood if the side begins at ``start``: (texts, edges)."""
        same = [text for offset, text in side.neighbours.items() if self._at(start + offset) == text]
        texts = sum(1 for text in same if text)
        return texts, len(same) - texts

    def _best(self, side: RepairSide, starts: Collection[int]) -> int | None:
        """The one of these places with the most neighbours; None where two have as many."""
        ranked = sorted(((self._support(side, start), start) for start in starts), reverse=True)
        if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
            return None
        return ranked[0][1]

    def _exact(self, side: RepairSide) -> Collection[int]:
        """Places that say exactly the same: all, or of a great many those that can be the best."""
        places = self.places_of(side.texts[0])
        if len(places) > COMMON:
            offsets = sorted(
                (offset for offset, text in side.neighbours.items() if text),
                key=lambda offset: len(self.places_of(side.neighbours[offset])),
            )
            found: set[int] = set()
            for looked, offset in enumerate(offsets, start=1):
                beside = self.places_of(side.neighbours[offset])
                found.update(place - offset for place in beside if self._says(place - offset, side.texts))
                # Any other place has no more neighbours than are left to look at.
                if max((self._support(side, start)[0] for start in found), default=0) > len(offsets) - looked:
                    return found
        return [start for start in places if self._says(start, side.texts)]

    def _says(self, start: int, texts: tuple[str, ...]) -> bool:
        return start >= 0 and self.texts[start : start + len(texts)] == texts

    def _says_somewhere(self, texts: tuple[str, ...]) -> bool:
        return any(self._says(start, texts) for start in self.places_of(texts[0]))

    def _is_whole(self, side: RepairSide, start: int) -> bool:
        """Whether the side was the whole text, which has no neighbours, and is it still."""
        alone = not any(side.neighbours.values())
        return alone and len(self.texts) == len(side.texts) and start == 0

    def _edited(self, side: RepairSide) -> list[int]:
        """Places beside a neighbour that say nearly the same; what stands everywhere is no neighbour here."""
        from rapidfuzz import fuzz  # most repairs are found without it

        count, known = len(side.texts), frozenset(side.neighbours.values())
        wanted, found = " ".join(side.texts), []
        around = [(offset, self.places_of(text)) for offset, text in side.neighbours.items() if text]
        for start in {place - offset for offset, places in around if len(places) <= COMMON for place in places}:
            window = self.texts[max(0, start) : start + count]
            # A neighbour is itself, however like the edited text it is.
            if start < 0 or len(window) < count or known.intersection(window):
                continue
            if fuzz.ratio(wanted, " ".join(window), score_cutoff=100 * LIKE):
                found.append(start)
        return found
