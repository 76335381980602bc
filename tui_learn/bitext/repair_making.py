"""Beads made by hand out of those that are there: merged, split, unlinked; and the repairs that keep them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import Literal

from tui_learn.bitext.beads import Bead, FixedBead
from tui_learn.bitext.bitext import Bitext
from tui_learn.bitext.repair_places import MOST, RepairSide, Searched
from tui_learn.bitext.repairs import Repair, locate
from tui_learn.i18n import gettext as _
from tui_learn.text import Edition

Side = Literal["left", "right"]


class CannotRepair(ValueError):
    """The bead cannot be changed in that way; the message says why."""

    bead: FixedBead | None = None
    """What was asked to be changed, where the message does not say it."""


class CannotBeToldApart(CannotRepair):
    """The same sentences stand in the text elsewhere, between the same neighbours."""


def check_two_texts(left: Edition, right: Edition) -> None:
    """Raises ``CannotRepair`` where there is no alignment to speak of."""
    if left is right:
        raise CannotRepair(_("in one language there is nothing to repair"))
    if left.sha256 == right.sha256:
        raise CannotRepair(_("both files hold the same text; there is nothing to repair"))


# --- which beads


def merged_here(bitext: Bitext, side: Side, sentence: int) -> list[FixedBead]:
    """The bead of a sentence made one with the next; a sentence without counterpart with one beside it that has none.

    Raises ``CannotRepair``.
    """
    number = _number_of(bitext, side, sentence)
    run = _without_counterpart(bitext.beads, number)
    lefts, rights = [n for bead in run for n in bead.left], [n for bead in run for n in bead.right]
    if lefts and rights:
        own, other = (lefts, rights) if side == "left" else (rights, lefts)
        there = other[min(own.index(sentence), len(other) - 1)]
        return [FixedBead((sentence,), (there,)) if side == "left" else FixedBead((there,), (sentence,))]
    if number + 1 >= len(bitext.beads):
        raise CannotRepair(_("nothing comes after this; go to the sentence before it and merge that with this one"))
    one, next_one = bitext.beads[number : number + 2]
    left, right = one.left + next_one.left, one.right + next_one.right
    if not left or not right:
        raise CannotRepair(_("neither this nor the next answers anything; begin where a counterpart is next to it"))
    return [FixedBead(left, right)]


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


def split_before(bitext: Bitext, side: Side, sentence: int) -> list[FixedBead]:
    """The bead of a sentence cut before it; the other side is shared out by length. Raises ``CannotRepair``."""
    bead = bitext.beads[_number_of(bitext, side, sentence)]
    own, other = (bead.left, bead.right) if side == "left" else (bead.right, bead.left)
    count = own.index(sentence)
    if not count:
        raise CannotRepair(_("it begins here already; choose the sentence with which the second part begins"))
    sentences = (bitext.left if side == "left" else bitext.right).sentences
    there = _share([len(sentences[n].text) for n in own], count, other)
    counts = (count, there) if side == "left" else (there, count)
    return _cut(bead.left, bead.right, *counts)


def split_at(bitext: Bitext, left: int, right: int) -> list[FixedBead]:
    """A bead ends before these two sentences and a new one begins with them.

    The two lie in one bead or in two that follow one another. Raises ``CannotRepair``.
    """
    first, last = sorted((_number_of(bitext, "left", left), _number_of(bitext, "right", right)))
    if last - first > 1:
        raise CannotRepair(_("these two do not lie side by side; merge what lies between first"))
    beads = bitext.beads[first : last + 1]
    all_left = tuple(n for bead in beads for n in bead.left)
    all_right = tuple(n for bead in beads for n in bead.right)
    return _cut(all_left, all_right, all_left.index(left), all_right.index(right))


def unlinked_here(bitext: Bitext, side: Side, sentence: int) -> list[FixedBead]:
    """Every sentence of a sentence's bead answers nothing. Raises ``CannotRepair``."""
    bead = bitext.beads[_number_of(bitext, side, sentence)]
    if not bead.left or not bead.right:
        raise CannotRepair(_("nothing answers this already"))
    return alone(bead.left, bead.right)


def alone(left: Iterable[int], right: Iterable[int]) -> list[FixedBead]:
    """Each of these sentences answers nothing."""
    return [FixedBead((n,), ()) for n in left] + [FixedBead((), (n,)) for n in right]


def _number_of(bitext: Bitext, side: Side, sentence: int) -> int:
    """The number, in ``bitext.beads``, of a sentence's bead."""
    check_two_texts(bitext.left, bitext.right)
    check_numbers(bitext, *(((sentence,), ()) if side == "left" else ((), (sentence,))))
    return bitext.beads.index((bitext.bead_of_left if side == "left" else bitext.bead_of_right)[sentence])


def _cut(left: tuple[int, ...], right: tuple[int, ...], left_count: int, right_count: int) -> list[FixedBead]:
    """The first so many sentences, and the rest; what has nothing on the other side answers nothing."""
    if not left or not right:
        raise CannotRepair(_("nothing answers this already"))
    if left_count + right_count == 0:
        raise CannotRepair(_("it begins here already; choose the sentence with which the second part begins"))
    parts = (left[:left_count], right[:right_count]), (left[left_count:], right[right_count:])
    return [bead for one, other in parts for bead in ([FixedBead(one, other)] if one and other else alone(one, other))]


def _share(lengths: Sequence[int], count: int, other: Sequence[int]) -> int:
    """How many of the other side go with the first ``count``: as much of it as of this side; one stays first."""
    if len(other) < 2:
        return len(other)
    part = sum(lengths[:count]) / max(1, sum(lengths))
    return max(1, min(len(other) - 1, round(part * len(other))))


def check_numbers(bitext: Bitext, left: Sequence[int], right: Sequence[int]) -> None:
    """Raises ``CannotRepair`` where sentences are not there or have gaps between them."""
    if not left and not right:
        raise CannotRepair(_("no sentence is named"))
    for numbers, edition in ((left, bitext.left), (right, bitext.right)):
        last = len(edition.sentences) - 1
        if any(not 0 <= number <= last for number in numbers):
            raise CannotRepair(_("{path}: its sentences are 0 to {last}").format(path=edition.path, last=last))
        if left and right and any(b - a != 1 for a, b in pairwise(numbers)):
            raise CannotRepair(_("what belongs together is named without gaps, in order"))
        if len(numbers) > MOST:
            raise CannotRepair(_("more than {most} sentences cannot be one bead").format(most=MOST))


# --- the repairs that keep them


def repairs_of(
    bitext: Bitext, beads: Iterable[FixedBead], texts: tuple[Searched, Searched] | None = None
) -> list[Repair]:
    """The beads as repairs, one each. Raises ``CannotRepair`` and ``CannotBeToldApart``.

    ``bitext`` tells where on the other side a sentence stands that answers nothing. ``texts`` are its two editions, for
    callers that ask more than once.
    """
    texts = texts or (Searched(bitext.left), Searched(bitext.right))
    check_two_texts(bitext.left, bitext.right)
    corners: dict[Bead, tuple[int, int]] = {}
    made = []
    for bead in beads:
        check_numbers(bitext, bead.left, bead.right)
        if bead.left and bead.right:
            corner = bead.left[0], bead.right[0]
        else:
            corners = corners or _corners(bitext.beads)
            table, number = (bitext.bead_of_left, bead.left) if bead.left else (bitext.bead_of_right, bead.right)
            left, right = corners[table[number[0]]]
            corner = (number[0], right) if bead.left else (left, number[0])
        made.append(_repair_of(texts, bead, corner))
    return made


def _corners(beads: Sequence[Bead]) -> dict[Bead, tuple[int, int]]:
    """How many sentences of each side lie before each bead."""
    lefts = accumulate((len(bead.left) for bead in beads), initial=0)
    rights = accumulate((len(bead.right) for bead in beads), initial=0)
    return dict(zip(beads, zip(lefts, rights, strict=True), strict=False))


def _repair_of(texts: tuple[Searched, Searched], bead: FixedBead, corner: tuple[int, int]) -> Repair:
    sides = []
    for text, numbers, start in zip(texts, (bead.left, bead.right), corner, strict=True):
        before, after = text.around(start, start + len(numbers))
        said = tuple(text.texts[number] for number in numbers)
        sides.append(RepairSide(text.edition.language, text.file, said, before, after))
    one, other = sorted(sides, key=lambda side: side.language)
    repair = Repair((one, other))
    if locate(repair, *texts) != bead:
        raise CannotBeToldApart(_("the same sentences stand in the text more than once, between the same neighbours"))
    return repair
