"""Changes of an alignment as a person writes them on the command line: ``[3, 4]:[2, 3]`` is one bead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from tui_learn.bitext.beads import FixedBead
from tui_learn.bitext.bitext import Bitext
from tui_learn.bitext.repair_store import RepairStore
from tui_learn.bitext.repairs import (
    CannotRepair,
    Repair,
    conflict,
    linked,
    look_for,
    repaired_bitext,
    split_at,
    split_before,
)
from tui_learn.i18n import gettext as _
from tui_learn.text import Edition

Verb = Literal["merge", "split", "unlink", "forget"]

_SIDE = r"\[\s*((?:[0-9]{1,9}(?:\s*,\s*[0-9]{1,9})*)?)\s*\]"
_BEAD = re.compile(rf"\s*{_SIDE}\s*:\s*{_SIDE}\s*")


class BadBead(ValueError):
    """Not a bead in ladder notation; the message says what one looks like."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change that was asked for."""

    verb: Verb
    bead: FixedBead


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


def edited(left: Edition, right: Edition, repairs: Sequence[Repair], edit: Edit) -> tuple[list[Repair], list[Repair]]:
    """What a change adds to the repairs of two editions, and what it takes away. Raises ``CannotRepair``."""
    found = look_for(repairs, left, right)
    if edit.verb == "forget":
        gone = [repair for repair, bead in found.applied if touches(bead, edit.bead)]
        if not gone:
            raise CannotRepair(_("no repair is kept of these sentences"))
        return [], gone
    if edit.verb == "merge":  # what is there now does not matter
        new = linked(Bitext(left, right, (), ()), edit.bead.left, edit.bead.right)
    else:
        new = _asked_for(repaired_bitext(left, right, repairs), edit)
    beads = [bead for _repair, bead in look_for(new, left, right).applied]
    return new, [repair for repair, bead in found.applied if any(conflict(bead, other) for other in beads)]


def _asked_for(bitext: Bitext, edit: Edit) -> list[Repair]:
    left, right = edit.bead.left, edit.bead.right
    if edit.verb == "unlink":
        return (linked(bitext, left, ()) if left else []) + (linked(bitext, (), right) if right else [])
    if left and right:
        return split_at(bitext, left[0], right[0])
    return split_before(bitext, "left", left[0]) if left else split_before(bitext, "right", right[0])


def touches(one: FixedBead, other: FixedBead) -> bool:
    """Whether two beads share a sentence."""
    return bool(set(one.left) & set(other.left) or set(one.right) & set(other.right))


def ladder(bead: FixedBead) -> str:
    """``[3, 4]:[2, 3]``."""
    return f"{list(bead.left)}:{list(bead.right)}"


def apply_edits(left: Edition, right: Edition, edits: Sequence[Edit], store: RepairStore) -> None:
    """Make changes one after another and keep them: all that were asked for, or none.

    Raises ``CannotRepair`` where one of them is not possible, ``RepairsNotKept``.
    """
    repairs, _problems = store.read(left.language, right.language)
    steps = []
    for edit in edits:
        try:
            new, gone = edited(left, right, repairs, edit)
        except CannotRepair as error:
            raise CannotRepair(f"{ladder(edit.bead)}: {error}") from error
        repairs = [repair for repair in repairs if repair not in gone] + new
        steps.append((new, gone))
    for new, gone in steps:
        if new:
            store.add(new, left, right)
        else:
            store.forget(gone, left, right)
