"""Changes of an alignment, each a verb and a bead, and what they make of the repairs there are.

On the command line a bead is written as ``align`` prints it: ``[3, 4]:[2, 3]``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from tui_learn.bitext.beads import FixedBead
from tui_learn.bitext.bitext import Bitext
from tui_learn.bitext.repair_making import (
    CannotRepair,
    alone,
    check_numbers,
    check_two_texts,
    repairs_of,
    split_at,
    split_before,
)
from tui_learn.bitext.repair_places import Searched
from tui_learn.bitext.repairs import Compatible, Found, Placed, Repair, in_order, look_for
from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext
from tui_learn.text import Edition

Verb = Literal["merge", "split", "unlink", "forget"]
Align = Callable[[Sequence[FixedBead]], Bitext]
"""Aligns the two editions around beads made by hand."""

_SIDE = r"\[\s*((?:[0-9]{1,9}(?:\s*,\s*[0-9]{1,9})*)?)\s*\]"
_BEAD = re.compile(rf"\s*{_SIDE}\s*:\s*{_SIDE}\s*")


class BadBead(ValueError):
    """Not a bead in ladder notation; the message says what one looks like."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change that was asked for."""

    verb: Verb
    bead: FixedBead

    def __str__(self) -> str:
        return f"--{self.verb} {ladder(self.bead)}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What changes make of the repairs of two editions."""

    new: tuple[Repair, ...]
    gone: frozenset[Repair]
    """Those that make way, and those to be forgotten."""
    made_way: tuple[FixedBead, ...]
    """Where those that make way stood."""


def parse_bead(text: str) -> FixedBead:
    """Sentence numbers from 0 on each side, as ``align`` prints them. Raises ``BadBead``."""
    match = _BEAD.fullmatch(text)
    if match is not None:
        left, right = (tuple(int(number) for number in side.split(",") if number.strip()) for side in match.groups())
        rising = all(a < b for numbers in (left, right) for a, b in pairwise(numbers))
        if rising and (left or right):
            return FixedBead(left, right)
    raise BadBead(
        _('"{text}" is no bead; write sentence numbers as align prints them: "[3, 4]:[2, 3]"').format(text=text)
    )


def parse_edit(verb: Verb, text: str) -> Edit:
    """A change by its name and the bead it is about. Raises ``BadBead``."""
    bead = parse_bead(text)
    if verb == "merge" and not (bead.left and bead.right):
        raise BadBead(_('"{text}": to merge, name sentences of both sides; --unlink is for one').format(text=text))
    if verb == "split" and (len(bead.left) > 1 or len(bead.right) > 1):
        raise BadBead(_('"{text}": to split, name the first sentences of the second part: "[3]:[2]"').format(text=text))
    return Edit(verb, bead)


def edits_for(beads: Iterable[FixedBead]) -> list[Edit]:
    """The changes that make these beads."""
    return [Edit("merge" if bead.left and bead.right else "unlink", bead) for bead in beads]


def ladder(bead: FixedBead) -> str:
    """``[3, 4]:[2, 3]``."""
    return f"{list(bead.left)}:{list(bead.right)}"


def making_way(beads: Sequence[FixedBead]) -> str:
    """``2 earlier repairs make way: [0]:[0], [3]:[4]``."""
    message = ngettext("{count} earlier repair makes way: {beads}", "{count} earlier repairs make way: {beads}",
                       len(beads))  # fmt: skip
    return message.format(count=len(beads), beads=", ".join(map(ladder, beads)))


# --- what changes come to


def plan(left: Edition, right: Edition, repairs: Iterable[Repair], edits: Sequence[Edit], align: Align) -> Plan:
    """All changes together: they do not build on one another, and none may contradict another.

    Every repair makes way that stands in these editions and cannot be true together with what is asked for.
    Raises ``CannotRepair``.
    """
    check_two_texts(left, right)
    found = look_for(repairs, left, right)
    bare, texts = Bitext(left, right, (), ()), (Searched(left), Searched(right))

    @cache
    def bitext() -> Bitext:
        return align(found.fixed)

    def made(edit: Edit, beads: Iterable[FixedBead]) -> list[Repair]:
        beads = list(beads)
        one_sided = not all(bead.left and bead.right for bead in beads)
        with _about(edit):
            return repairs_of(bitext() if one_sided else bare, beads, texts)

    asked: list[tuple[Edit, list[FixedBead]]] = []
    for edit in edits:
        with _about(edit):
            asked.append((edit, _asked_for(edit, bare, bitext)))
    kept = _together(asked)
    new = [repair for edit, beads in asked for repair in made(edit, beads)]
    for edit, rest in _rests(found, edits, kept):
        new += made(edit, [rest])
        kept.add(rest)
    # What holds already stays as it stands in the file.
    holding = {repair.sides for repair, _bead in found.applied} & {repair.sides for repair in new}
    way = [placed for placed in found.placed if not kept.allows(placed[1]) and placed[0].sides not in holding]
    return Plan(
        tuple(repair for repair in new if repair.sides not in holding),
        frozenset(repair for repair, _bead in [*way, *_forgotten(found, edits)]),
        tuple(in_order(bead for _repair, bead in way)),
    )


@contextmanager
def _about(edit: Edit) -> Iterator[None]:
    try:
        yield
    except CannotRepair as error:
        error.bead = edit.bead
        raise


def _asked_for(edit: Edit, bare: Bitext, bitext: Callable[[], Bitext]) -> list[FixedBead]:
    """The beads that a change makes."""
    left, right = edit.bead.left, edit.bead.right
    if edit.verb == "merge":
        check_numbers(bare, left, right)
        return [edit.bead]
    for bead in alone(left, right):
        check_numbers(bare, bead.left, bead.right)
    if edit.verb == "forget":
        return []
    if edit.verb == "unlink":
        return alone(left, right)
    if left and right:
        return split_at(bitext(), left[0], right[0])
    return split_before(bitext(), "left", left[0]) if left else split_before(bitext(), "right", right[0])


def _together(asked: Sequence[tuple[Edit, list[FixedBead]]]) -> Compatible:
    """All beads that are asked for. Raises ``CannotRepair`` where they cannot all be true."""
    kept = Compatible()
    for number, (edit, beads) in enumerate(asked):
        for bead in beads:
            if not kept.allows(bead):
                only = Compatible([bead])
                other = next(e for e, theirs in asked[:number] if not all(map(only.allows, theirs)))
                raise _contradiction(other, edit)
            kept.add(bead)
    for forget in (edit for edit, _beads in asked if edit.verb == "forget"):
        for edit, beads in asked:
            if any(_touch(forget.bead, bead) for bead in beads):
                raise _contradiction(forget, edit)
    return kept


def _contradiction(one: Edit, other: Edit) -> CannotRepair:
    message = _(
        "{one} and {other} contradict one another: they are about the same sentences, or cross; drop one of them"
    )
    return CannotRepair(message.format(one=one, other=other))


def _rests(found: Found, edits: Sequence[Edit], kept: Compatible) -> Iterator[tuple[Edit, FixedBead]]:
    """What is left of beads made by hand, some of whose sentences are to answer nothing."""
    unlinked = [edit for edit in edits if edit.verb == "unlink"]
    left = {number: edit for edit in unlinked for number in edit.bead.left}
    right = {number: edit for edit in unlinked for number in edit.bead.right}
    for _repair, bead in found.applied:
        out = [left[n] for n in bead.left if n in left] + [right[n] for n in bead.right if n in right]
        rest = FixedBead(tuple(n for n in bead.left if n not in left), tuple(n for n in bead.right if n not in right))
        if out and rest.left and rest.right and kept.allows(rest):
            if any(side[-1] - side[0] >= len(side) for side in (rest.left, rest.right)):
                with _about(out[0]):
                    message = _("it lies in the middle of {bead}, made by hand; split that first")
                    raise CannotRepair(message.format(bead=ladder(bead)))
            yield out[0], rest


def _forgotten(found: Found, edits: Sequence[Edit]) -> list[Placed]:
    gone: list[Placed] = []
    for edit in (edit for edit in edits if edit.verb == "forget"):
        touched = [placed for placed in found.placed if _touch(placed[1], edit.bead)]
        if not touched:
            with _about(edit):
                raise CannotRepair(_("no repair is kept of these sentences"))
        gone += touched
    return gone


def _touch(one: FixedBead, other: FixedBead) -> bool:
    """Whether two beads share a sentence."""
    return not (set(one.left).isdisjoint(other.left) and set(one.right).isdisjoint(other.right))
