"""Beads made by hand: kept by the words they join, found again in a text that has been edited since.

A repair holds the sentences of both sides and their neighbours, no numbers: so it survives every change of the
file that leaves its own sentences, or at least what stands around them, as they were.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tui_learn.bitext.beads import FixedBead
from tui_learn.bitext.bitext import Bitext, Progress, build_bitext, same_edition
from tui_learn.bitext.repair_places import Place, RepairSide, Searched
from tui_learn.text import Edition


@dataclass(frozen=True, slots=True)
class Repair:
    """One bead as a learner wants it."""

    sides: tuple[RepairSide, RepairSide]
    """By language tag; which of the two was left and which right does not matter."""
    date: str = ""
    """When it was kept, ISO 8601 in UTC; empty before."""

    @property
    def languages(self) -> tuple[str, str]:
        """The two language tags, sorted."""
        return self.sides[0].language, self.sides[1].language


Placed = tuple[Repair, FixedBead]
"""A repair and the bead it stands for in two editions."""


@dataclass(frozen=True, slots=True)
class Found:
    """What has become of repairs in two editions."""

    applied: tuple[Placed, ...]
    """In the order in which they were made; no two touch the same sentence or cross."""
    overruled: tuple[Placed, ...]
    """Those a later repair has taken the place of."""
    orphans: tuple[Repair, ...]
    """Those of these files whose sentences are gone, or cannot be told from others."""

    @property
    def fixed(self) -> list[FixedBead]:
        """The beads that hold, in the order of the text."""
        return in_order(bead for _repair, bead in self.applied)

    @property
    def placed(self) -> tuple[Placed, ...]:
        """All that stand in these editions, whether they hold or not."""
        return self.applied + self.overruled


def in_order(beads: Iterable[FixedBead]) -> list[FixedBead]:
    """In the order of the left text, then those that have nothing on the left."""
    return sorted(beads, key=lambda bead: (bead.left or (1 << 60,), bead.right))


class Compatible:
    """Beads of which no two share a sentence or cross: an alignment can have them all."""

    def __init__(self, beads: Iterable[FixedBead] = ()) -> None:
        self._left: set[int] = set()
        self._right: set[int] = set()
        self._corners: list[tuple[int, int]] = []
        """The first sentences of the beads with two sides: rising on the left, and so on the right."""
        for bead in beads:
            self.add(bead)

    def allows(self, bead: FixedBead) -> bool:
        """Whether a bead goes together with all of these."""
        if not (self._left.isdisjoint(bead.left) and self._right.isdisjoint(bead.right)):
            return False
        if not (bead.left and bead.right):
            return True  # what answers nothing crosses nothing
        left, right = bead.left[0], bead.right[0]
        place = bisect_left(self._corners, (left, right))
        before, after = self._corners[place - 1 : place], self._corners[place : place + 1]
        return all(there < right for _left, there in before) and all(there > right for _left, there in after)

    def add(self, bead: FixedBead) -> None:
        """One more, which is allowed."""
        self._left.update(bead.left)
        self._right.update(bead.right)
        if bead.left and bead.right:
            insort(self._corners, (bead.left[0], bead.right[0]))


# --- finding them again


def look_for(repairs: Iterable[Repair], left: Edition, right: Edition) -> Found:
    """Where repairs of these two editions stand now; repairs of other texts are in none of the lists."""
    wanted = tuple(sorted((left.language, right.language)))
    own = [repair for repair in repairs if repair.languages == wanted]
    if not own or left is right:
        return Found((), (), ())
    texts = Searched(left), Searched(right)
    kept = Compatible()
    applied: list[Placed] = []
    overruled: list[Placed] = []
    orphans: list[Repair] = []
    for repair in reversed(own):  # later ones win
        bead = locate(repair, *texts)
        if bead is None:
            if _names_a_file(repair, *texts):
                orphans.append(repair)
        elif kept.allows(bead):
            kept.add(bead)
            applied.append((repair, bead))
        else:
            overruled.append((repair, bead))
    return Found(tuple(reversed(applied)), tuple(reversed(overruled)), tuple(reversed(orphans)))


def _turned(repair: Repair, left: Searched, right: Searched) -> list[tuple[RepairSide, RepairSide]]:
    """The sides as (left, right); both ways round where the languages are the same."""
    one, other = repair.sides
    ways = [(one, other), (other, one)]
    languages = (left.edition.language, right.edition.language)
    return [way for way in ways if (way[0].language, way[1].language) == languages]


def _names_a_file(repair: Repair, left: Searched, right: Searched) -> bool:
    return any(a.file == left.file or b.file == right.file for a, b in _turned(repair, left, right))


def locate(repair: Repair, left: Searched, right: Searched) -> FixedBead | None:
    """The bead of a repair in two editions, whatever other repairs say; None where it has no place in them."""
    for a, b in _turned(repair, left, right):
        beads = []
        for side, text in ((a, left), (b, right)):
            # Of a side without sentences only the neighbours can tell whether this is its text.
            found = text.find(side) if side.texts else Place(0, int(text.knows_neighbour(side)))
            if found is not None:
                beads.append((tuple(range(found.start, found.start + len(side.texts))), found.neighbours))
        if len(beads) == 2:
            (left_numbers, left_known), (right_numbers, right_known) = beads
            if a.file == left.file or b.file == right.file or (left_known and right_known):
                return FixedBead(left_numbers, right_numbers)
    return None


# --- an alignment that heeds them


def build_repaired(
    left: Edition, right: Edition, fixed: Sequence[FixedBead], *, progress: Progress | None = None
) -> Bitext:
    """Two editions aligned around fixed beads, which are marked as repaired."""
    if left is right:
        return same_edition(left)
    return marked(build_bitext(left, right, fixed, progress=progress), fixed)


def marked(bitext: Bitext, fixed: Sequence[FixedBead]) -> Bitext:
    """The bitext with these beads marked as repaired."""
    if not fixed:
        return bitext
    by_hand = {(bead.left, bead.right) for bead in fixed}
    # Sentences that answer nothing stand alone, however many were named together.
    by_hand |= {((n,), ()) for bead in fixed if not bead.right for n in bead.left}
    by_hand |= {((), (n,)) for bead in fixed if not bead.left for n in bead.right}
    beads = (replace(b, repaired=True) if (b.left, b.right) in by_hand else b for b in bitext.beads)
    return replace(bitext, beads=tuple(beads))
