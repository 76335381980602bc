"""What ``align`` is told about repairs on the command line."""

from __future__ import annotations

import argparse
from functools import partial
from typing import TYPE_CHECKING

from tui_learn.i18n import gettext as _

if TYPE_CHECKING:
    from tui_learn.bitext import Bitext
    from tui_learn.bitext.bitext import Progress
    from tui_learn.bitext.repair_edits import Edit
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
        _("repairs"), _("BEAD is written as align prints it, [3, 4]:[2, 3]; each may be given more than once.")
    )
    for verb, text in helps.items():
        group.add_argument(
            f"--{verb}", dest="edits", action="append", type=partial(_named, verb), metavar="BEAD", help=text
        )
    group.add_argument("--no-repairs", action="store_true", help=_("show the alignment as the program alone makes it"))


def _named(verb: str, text: str) -> tuple[str, str]:
    return verb, text


def edits_of(arguments: argparse.Namespace) -> list[Edit]:
    """The changes that were asked for, in order. Raises ``BadBead`` where they are wrongly written or out of place."""
    from tui_learn.bitext.repair_edits import BadBead, parse_edit

    if arguments.edits and arguments.presplit:
        raise BadBead(_("lines that are split already cannot be repaired; leave out --presplit"))
    if arguments.edits and arguments.no_repairs:
        raise BadBead(_("--no-repairs shows the alignment without repairs; it goes with none"))
    return [parse_edit(verb, text) for verb, text in arguments.edits or []]


def aligned(
    arguments: argparse.Namespace, left: Edition, right: Edition, progress: Progress | None = None
) -> tuple[Bitext, list[Problem]]:
    """The changes made and kept, then the alignment, and what is wrong with the file of repairs.

    Raises ``BadBead``, ``CannotRepair`` and ``RepairsNotKept``.
    """
    from tui_learn.bitext.repair_edits import apply_edits
    from tui_learn.bitext.repair_store import RepairStore
    from tui_learn.bitext.store import load_bitext
    from tui_learn.paths import repairs_folder

    folder = None if arguments.no_repairs else repairs_folder()
    edits = edits_of(arguments)
    if edits:
        apply_edits(left, right, edits, RepairStore(folder))
    problems: list[Problem] = []
    return load_bitext(left, right, None, folder, report=problems.append, progress=progress), problems
