"""Beads made by hand: kept by the words they join, found again in a text that has been edited since.

A repair holds the sentences of both sides and their neighbours, no numbers: so it survives every change of the
file that leaves its own sentences, or at least what stands around them, as they were.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, combinations, pairwise
from typing import Literal

from tui_learn.bitext.beads import Bead, FixedBead
from tui_learn.bitext.bitext import Bitext, Progress, build_bitext, same_edition
from tui_learn.bitext.repair_places import Place, RepairSide, Searched
from tui_learn.i18n import gettext as _
from tui_learn.text import Edition

Side = Literal["left", "right"]


class CannotRepair(ValueError):
    """The bead cannot be changed in that way; the message says why."""


class CannotBeToldApart(CannotRepair):
    """The same sentences stand in the text elsewhere, between the same neighbours."""


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


@dataclass(frozen=True, slots=True)
class Found:
    """What has become of repairs in two editions."""

    applied: tuple[tuple[Repair, FixedBead], ...]
    """In the order in which they were made; no two touch the same sentence or cross."""
    overruled: tuple[Repair, ...]
    """Those a later repair has taken the place of."""
    orphans: tuple[Repair, ...]
    """Those of these files whose sentences are gone, or cannot be told from others."""

    @property
    def fixed(self) -> list[FixedBead]:
        """The beads, in the order of the text."""
        return sorted((bead for _repair, bead in self.applied), key=lambda bead: (bead.left or (1 << 60,), bead.right))


# --- finding them again


def look_for(repairs: Iterable[Repair], left: Edition, right: Edition) -> Found:
    """Where repairs of these two editions stand now; repairs of other texts are in none of the lists."""
    wanted = sorted((left.language, right.language))
    own = [repair for repair in repairs if sorted(repair.languages) == wanted]
    if not own or left is right:
        return Found((), (), ())
    texts = Searched(left), Searched(right)
    applied: list[tuple[Repair, FixedBead]] = []
    overruled, orphans = [], []
    for repair in reversed(own):
        bead = _locate(repair, *texts)
        if bead is None:
            if _names_a_file(repair, *texts):
                orphans.append(repair)
        elif any(conflict(bead, later) for _repair, later in applied):
            overruled.append(repair)
        else:
            applied.append((repair, bead))
    return Found(tuple(reversed(applied)), tuple(reversed(overruled)), tuple(reversed(orphans)))


def find_repairs(repairs: Iterable[Repair], left: Edition, right: Edition) -> tuple[list[FixedBead], list[Repair]]:
    """The beads that repairs make of these editions, and the repairs of their files that find no place."""
    found = look_for(repairs, left, right)
    return found.fixed, list(found.orphans)


def places(repairs: Iterable[Repair], left: Edition, right: Edition) -> list[FixedBead | None]:
    """Where each repair stands on its own, whatever the others say; None where it has no place here."""
    texts = Searched(left), Searched(right)
    return [None if left is right else _locate(repair, *texts) for repair in repairs]


def repairs_between(repairs: Iterable[Repair], editions: Sequence[Edition]) -> list[Repair]:
    """The repairs that have a place between any two of these editions."""
    repairs = list(repairs)
    kept: dict[Repair, None] = {}
    for left, right in combinations(editions, 2):
        kept.update(dict.fromkeys(repair for repair, _bead in look_for(repairs, left, right).applied))
    return [repair for repair in repairs if repair in kept]


def conflict(one: FixedBead, other: FixedBead) -> bool:
    """Whether two beads share a sentence, or cross: an alignment has only one of them."""
    if set(one.left) & set(other.left) or set(one.right) & set(other.right):
        return True
    if not (one.left and one.right and other.left and other.right):
        return False
    return (one.left < other.left) != (one.right < other.right)


def _turned(repair: Repair, left: Searched, right: Searched) -> list[tuple[RepairSide, RepairSide]]:
    """The sides as (left, right); both ways round where the languages are the same."""
    one, other = repair.sides
    ways = [(one, other), (other, one)]
    languages = (left.edition.language, right.edition.language)
    return [way for way in ways if (way[0].language, way[1].language) == languages]


def _names_a_file(repair: Repair, left: Searched, right: Searched) -> bool:
    return any(a.file == left.file or b.file == right.file for a, b in _turned(repair, left, right))


def _locate(repair: Repair, left: Searched, right: Searched) -> FixedBead | None:
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


def repaired_bitext(left: Edition, right: Edition, repairs: Iterable[Repair] = ()) -> Bitext:
    """Two editions aligned, the repairs first and the rest around them."""
    return build_repaired(left, right, find_repairs(repairs, left, right)[0])


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


# --- making them


def linked(bitext: Bitext, left: Sequence[int], right: Sequence[int]) -> list[Repair]:
    """These sentences, and no others, answer one another; where one side is empty, each of them answers nothing.

    Raises ``CannotRepair`` where they have gaps or are not there, ``CannotBeToldApart``.
    """
    _check(bitext, left, right)
    texts = Searched(bitext.left), Searched(bitext.right)
    if left and right:
        return [_made(texts, left, right, (left[0], right[0]))]
    corners = dict(zip(bitext.beads, _corners(bitext.beads), strict=True))
    alone = [_made(texts, (n,), (), (n, corners[bitext.bead_of_left[n]][1])) for n in left]
    return alone + [_made(texts, (), (n,), (corners[bitext.bead_of_right[n]][0], n)) for n in right]


def merged(bitext: Bitext, number: int) -> list[Repair]:
    """A bead, by its number in ``bitext.beads``, made one with the next. Raises ``CannotRepair``."""
    if number + 1 >= len(bitext.beads):
        raise CannotRepair(_("nothing comes after this that it could be merged with"))
    one, other = bitext.beads[number : number + 2]
    left, right = one.left + other.left, one.right + other.right
    if not left or not right:
        raise CannotRepair(_("neither this nor the next answers anything; begin where a counterpart is next to it"))
    return linked(bitext, left, right)


def merged_here(bitext: Bitext, side: Side, sentence: int) -> list[Repair]:
    """The bead of a sentence made one with the next; a sentence without counterpart with one beside it that has none.

    Raises ``CannotRepair``.
    """
    number = number_of(bitext, side, sentence)
    run = _without_counterpart(bitext.beads, number)
    lefts, rights = [n for bead in run for n in bead.left], [n for bead in run for n in bead.right]
    if not lefts or not rights:
        return merged(bitext, number)
    own, other = (lefts, rights) if side == "left" else (rights, lefts)
    there = other[min(own.index(sentence), len(other) - 1)]
    return linked(bitext, *(((sentence,), (there,)) if side == "left" else ((there,), (sentence,))))


def _without_counterpart(beads: Sequence[Bead], number: int) -> Sequence[Bead]:
    """The beads with an empty side around this one; among them the order of left and right means nothing."""
    first = last = number
    if beads[number].left and beads[number].right:
        return ()
    while first > 0 and not (beads[first - 1].left and beads[first - 1].right):
        first -= 1
    while last + 1 < len(beads) and not (beads[last + 1].left and beads[last + 1].right):
        last += 1
    return beads[first : last + 1]


def number_of(bitext: Bitext, side: Side, sentence: int) -> int:
    """The number, in ``bitext.beads``, of a sentence's bead. Raises ``CannotRepair``."""
    _check(bitext, *(((sentence,), ()) if side == "left" else ((), (sentence,))))
    return bitext.beads.index((bitext.bead_of_left if side == "left" else bitext.bead_of_right)[sentence])


def split(bitext: Bitext, number: int, left_count: int, right_count: int) -> list[Repair]:
    """A bead cut in two: its first ``left_count`` and ``right_count`` sentences, and the rest.

    What has nothing on the other side answers nothing. Raises ``CannotRepair``.
    """
    bead = bitext.beads[number]
    return _cut(bitext, bead.left, bead.right, left_count, right_count)


def split_before(bitext: Bitext, side: Side, sentence: int) -> list[Repair]:
    """The bead of a sentence cut before it; the other side is shared out by length. Raises ``CannotRepair``."""
    bead = bitext.beads[number_of(bitext, side, sentence)]
    own, other = (bead.left, bead.right) if side == "left" else (bead.right, bead.left)
    count = own.index(sentence)
    if not count:
        raise CannotRepair(_("it begins here already; choose the sentence with which the second part begins"))
    sentences = (bitext.left if side == "left" else bitext.right).sentences
    there = _share([len(sentences[n].text) for n in own], count, other)
    counts = (count, there) if side == "left" else (there, count)
    return _cut(bitext, bead.left, bead.right, *counts)


def split_at(bitext: Bitext, left: int, right: int) -> list[Repair]:
    """A bead ends before these two sentences and a new one begins with them.

    The two lie in one bead or in two that follow one another. Raises ``CannotRepair``.
    """
    _check(bitext, (left,), (right,))
    numbers = sorted({bitext.beads.index(bitext.bead_of_left[left]), bitext.beads.index(bitext.bead_of_right[right])})
    if numbers[-1] - numbers[0] > 1:
        raise CannotRepair(_("these two do not lie side by side; merge what lies between first"))
    beads = [bitext.beads[number] for number in numbers]
    all_left = tuple(n for bead in beads for n in bead.left)
    all_right = tuple(n for bead in beads for n in bead.right)
    return _cut(bitext, all_left, all_right, all_left.index(left), all_right.index(right))


def unlinked(bitext: Bitext, number: int) -> list[Repair]:
    """Every sentence of a bead answers nothing. Raises ``CannotRepair``."""
    bead = bitext.beads[number]
    if not bead.left or not bead.right:
        raise CannotRepair(_("nothing answers this already"))
    return linked(bitext, bead.left, ()) + linked(bitext, (), bead.right)


def unlinked_here(bitext: Bitext, side: Side, sentence: int) -> list[Repair]:
    """Every sentence of a sentence's bead answers nothing. Raises ``CannotRepair``."""
    return unlinked(bitext, number_of(bitext, side, sentence))


def _cut(bitext: Bitext, left: Sequence[int], right: Sequence[int], left_count: int, right_count: int) -> list[Repair]:
    if not (0 <= left_count <= len(left) and 0 <= right_count <= len(right)):
        raise CannotRepair(_("there are not so many sentences in it"))
    if not left or not right:
        raise CannotRepair(_("nothing answers this already"))
    if left_count + right_count in (0, len(left) + len(right)):
        raise CannotRepair(_("it begins here already; choose the sentence with which the second part begins"))
    first = linked(bitext, left[:left_count], right[:right_count])
    return first + linked(bitext, left[left_count:], right[right_count:])


def _share(lengths: Sequence[int], count: int, other: Sequence[int]) -> int:
    """How many of the other side go with the first ``count``: as much of it as of this side; one stays first."""
    if len(other) < 2:
        return len(other)
    part = sum(lengths[:count]) / max(1, sum(lengths))
    return max(1, min(len(other) - 1, round(part * len(other))))


def _check(bitext: Bitext, left: Sequence[int], right: Sequence[int]) -> None:
    if bitext.left is bitext.right:
        raise CannotRepair(_("in one language there is nothing to repair"))
    if not left and not right:
        raise CannotRepair(_("no sentence is named"))
    for numbers, edition in ((left, bitext.left), (right, bitext.right)):
        last = len(edition.sentences) - 1
        if any(not 0 <= number <= last for number in numbers):
            raise CannotRepair(_("{path}: its sentences are 0 to {last}").format(path=edition.path, last=last))
        if left and right and any(b - a != 1 for a, b in pairwise(numbers)):
            raise CannotRepair(_("what belongs together is named without gaps, in order"))


def _corners(beads: Sequence[Bead]) -> list[tuple[int, int]]:
    """How many sentences of each side lie before each bead."""
    lefts = accumulate((len(bead.left) for bead in beads), initial=0)
    rights = accumulate((len(bead.right) for bead in beads), initial=0)
    return list(zip(lefts, rights, strict=True))[: len(beads)]


def _made(
    texts: tuple[Searched, Searched], left: Sequence[int], right: Sequence[int], corner: tuple[int, int]
) -> Repair:
    sides = []
    for text, numbers, start in zip(texts, (left, right), corner, strict=True):
        before, after = text.around(start, start + len(numbers))
        said = tuple(text.texts[number] for number in numbers)
        sides.append(RepairSide(text.edition.language, text.file, said, before, after))
    one, other = sorted(sides, key=lambda side: side.language)
    repair = Repair((one, other))
    if _locate(repair, *texts) != FixedBead(tuple(left), tuple(right)):
        raise CannotBeToldApart(_("the same sentences stand in the text more than once, between the same neighbours"))
    return repair
