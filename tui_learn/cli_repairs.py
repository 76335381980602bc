"""Repairs on the command line: what ``align`` and ``doctor`` are told about them."""

from __future__ import annotations

import argparse
from functools import cache, partial
from typing import TYPE_CHECKING

from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_learn.bitext import Bitext
    from tui_learn.bitext.beads import FixedBead
    from tui_learn.bitext.bitext import Progress
    from tui_learn.bitext.repair_edits import Edit
    from tui_learn.doctor import Diagnosis
    from tui_learn.text import Edition, Problem

EXAMPLES = (
    'tui-learn align a.fi.md a.nb.md --merge "[3, 4]:[2]" --unlink "[7]:[]"',
    'tui-learn align a.fi.md a.nb.md --split "[4]:[3]" --forget "[7]:[]"',
)


def add_repair_options(parser: argparse.ArgumentParser) -> None:
    """The options that change an alignment for good, and the one that shows it without."""
    helps = {
        "merge": _("these sentences, and no others, answer one another; kept for the reader and the quizzes too"),
        "split": _("a bead ends before these sentences and a new one begins with them"),
        "unlink": _("each of these sentences answers nothing"),
        "forget": _("drop the repairs that touch these sentences"),
    }
    group = parser.add_argument_group(
        _("repairs"),
        _("BEAD is written as align prints it, [3, 4]:[2, 3]. All that are given hold together, or none is kept."),
    )
    for verb, text in helps.items():
        group.add_argument(
            f"--{verb}", dest="edits", action="append", type=partial(_named, verb), metavar="BEAD", help=text
        )
    group.add_argument("--no-repairs", action="store_true", help=_("show the alignment as the program alone makes it"))


def _named(verb: str, text: str) -> tuple[str, str]:
    return verb, text


def read_edits(arguments: argparse.Namespace) -> list[Edit]:
    """The changes that were asked for, in order. Raises ``BadBead`` where they are wrongly written or out of place."""
    from tui_learn.bitext.repair_edits import BadBead, parse_edit

    if arguments.edits and arguments.presplit:
        raise BadBead(_("lines that are split already cannot be repaired; leave out --presplit"))
    if arguments.edits and arguments.no_repairs:
        raise BadBead(_("--no-repairs shows the alignment without repairs; it goes with none"))
    return [parse_edit(verb, text) for verb, text in arguments.edits or []]


def apply_edits(left: Edition, right: Edition, edits: Sequence[Edit], progress: Progress | None = None) -> str:
    """Make the changes and keep them, all or none; what is to be said about it, if anything.

    Raises ``CannotRepair`` and ``RepairsNotKept``.
    """
    from tui_learn.bitext.repair_edits import making_way
    from tui_learn.bitext.repair_store import RepairStore
    from tui_learn.bitext.repairs import build_repaired, look_for
    from tui_learn.paths import repairs_folder

    store = RepairStore(repairs_folder())

    @cache
    def aligned(fixed: tuple[FixedBead, ...]) -> Bitext:
        return build_repaired(left, right, fixed, progress=progress)

    if any(edit.verb in ("split", "unlink") for edit in edits):
        # Aligned before the lock is taken: with a book, others would wait for it in vain.
        aligned(tuple(look_for(store.read(left.language, right.language)[0], left, right).fixed))
    change = store.apply(left, right, edits, lambda fixed: aligned(tuple(fixed)))
    return making_way(change.made_way) if change.made_way else ""


def align_repaired(
    left: Edition, right: Edition, *, repaired: bool = True, progress: Progress | None = None
) -> tuple[Bitext, list[Problem]]:
    """The alignment with the repairs that are kept, or without, and what is wrong with the file of repairs."""
    from tui_learn.bitext.repair_store import RepairStore
    from tui_learn.bitext.store import load_bitext
    from tui_learn.paths import repairs_folder

    store = RepairStore(repairs_folder()) if repaired else None
    problems: list[Problem] = []
    return load_bitext(left, right, None, store, report=problems.append, progress=progress), problems


def one_line(error: Exception) -> str:
    """Why a change cannot be made or kept, and which one."""
    from tui_learn.bitext.repair_edits import ladder
    from tui_learn.bitext.repair_making import CannotRepair

    bead = error.bead if isinstance(error, CannotRepair) else None
    return str(error) if bead is None else f"{ladder(bead)}: {error}"


def forget_orphans(diagnosis: Diagnosis) -> tuple[Diagnosis, str]:
    """Take the repairs that have no effect out of their files; what is left to tell, and what is to be said.

    Raises ``RepairsNotKept``.
    """
    from tui_learn.bitext.repair_store import RepairStore
    from tui_learn.paths import repairs_folder

    gone = diagnosis.to_forget
    if not gone:
        return diagnosis, _("There is no repair to drop.")
    count, file = RepairStore(repairs_folder()).drop(gone)
    message = ngettext(
        "{count} repair was dropped; {path} still holds it",
        "{count} repairs were dropped; {path} still holds them",
        count,
    )
    return diagnosis.after_forgetting(), message.format(count=count, path=file)
