"""``stats``, ``backup``, ``restore`` and ``merge`` on the command line."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from tui_learn.cli_common import DONE, NOT_ALL, Failure, as_json, say
from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_learn.progress import Trouble
    from tui_learn.progress.merging import Merged

STATS_EXAMPLES = ("tui-learn stats", "tui-learn stats --json")
BACKUP_EXAMPLES = ("tui-learn backup ~/progress-2026-11-22.zip", "tui-learn backup /mnt/disk/progress.zip --force")
RESTORE_EXAMPLES = ("tui-learn restore ~/progress-2026-11-22.zip",)
MERGE_EXAMPLES = (
    "tui-learn merge /mnt/laptop/.local/share/tui-learn",
    "tui-learn merge ~/progress.before-2026-11-22T10-20-30",
    "tui-learn merge ~/progress-2026-11-22.zip",
)


def add_stats_options(parser: argparse.ArgumentParser) -> None:
    """The options of ``stats``."""
    parser.add_argument("--json", action="store_true", help=_("for programs"))


def add_backup_options(parser: argparse.ArgumentParser) -> None:
    """The options of ``backup``."""
    parser.add_argument("file", metavar="FILE", help=_("the zip file that is made"))
    parser.add_argument("--force", action="store_true", help=_("replace it where there is one already"))


def add_restore_options(parser: argparse.ArgumentParser) -> None:
    """The options of ``restore``."""
    parser.add_argument("file", metavar="FILE", help=_("what `tui-learn backup` has made"))


def add_merge_options(parser: argparse.ArgumentParser) -> None:
    """The options of ``merge``."""
    parser.add_argument(
        "folder",
        metavar="FOLDER",
        help=_("a folder of progress, one with progress/ in it, or the file of a backup; it is not changed"),
    )


def run_stats(arguments: argparse.Namespace) -> int:
    """``stats``: progress in numbers."""
    from tui_learn.progress import Progress, ProgressDamaged
    from tui_learn.progress.statistics import all_statistics
    from tui_learn.progress.statistics_lines import lines

    try:
        with Progress(_folder()) as progress:
            if arguments.json:
                print(as_json(progress.stats()))
            else:
                print("\n".join(lines(all_statistics(progress))))
            return _told(trouble for trouble in progress.troubles() if trouble.severity == "error")
    except ProgressDamaged as error:
        raise Failure(str(error)) from None


def run_backup(arguments: argparse.Namespace) -> int:
    """``backup``: all of progress in one file."""
    from tui_learn.bar import progress_bar
    from tui_learn.progress import ProgressDamaged
    from tui_learn.progress.backup import CannotBackUp, back_up

    try:
        with progress_bar(_("backing up")) as progress:
            made = back_up(_folder(), Path(arguments.file), force=arguments.force, progress=progress)
    except (CannotBackUp, ProgressDamaged) as error:
        raise Failure(str(error)) from None
    told = ngettext("{path}: {count} answer, {size} kB", "{path}: {count} answers, {size} kB", made.answers)
    _show(told.format(path=made.path, count=made.answers, size=-(-made.bytes // 1000)))
    return _told(made.troubles)


def run_restore(arguments: argparse.Namespace) -> int:
    """``restore``: progress as it was when a backup was made."""
    from tui_learn.paths import progress_folder
    from tui_learn.progress.backup import CannotRestore, restore

    try:
        done = restore(progress_folder(), Path(arguments.file))
    except CannotRestore as error:
        raise Failure(str(error)) from None
    told = ngettext(
        "{count} answer was restored, as of {made}", "{count} answers were restored, as of {made}", done.answers
    )
    _show(told.format(count=done.answers, made=done.made))
    if done.before is not None:
        _show(_("what was there before is in {path}").format(path=done.before))
        if (done.before / "log").is_symlink():
            say(_("log/ was a link and is none any more; what synchronises it has to be set up again"))
    return DONE


def run_merge(arguments: argparse.Namespace) -> int:
    """``merge``: what another folder of progress knows, too."""
    from tui_learn.bar import progress_bar
    from tui_learn.progress import ProgressDamaged
    from tui_learn.progress.merging import CannotMerge, merge

    try:
        with progress_bar(_("merging")) as progress:
            merged = merge(_folder(), Path(arguments.folder), progress=progress)
    except (CannotMerge, ProgressDamaged) as error:
        raise Failure(str(error)) from None
    for line in _merge_lines(merged):
        print(line)
    return _told(merged.troubles)


def _merge_lines(merged: Merged) -> Iterable[str]:
    if not merged.lines:
        yield _("nothing in it was new")
        return
    yield ngettext("{count} answer is new", "{count} answers are new", merged.answers).format(count=merged.answers)
    others = merged.events - merged.answers
    if others:
        yield ngettext("{count} other change is new", "{count} other changes are new", others).format(count=others)
    if merged.writers:
        count = merged.writers
        yield ngettext(
            "{count} log of another device or program is new",
            "{count} logs of other devices or programs are new",
            count,
        ).format(count=count)
    if merged.forked:
        count = merged.forked
        yield ngettext(
            "{count} log had been gone on with in two places; both are kept",
            "{count} logs had been gone on with in two places; both are kept",
            count,
        ).format(count=count)


def _folder() -> Path:
    """The folder of progress; a restoring that was stopped half-way is done first."""
    from tui_learn.paths import progress_folder
    from tui_learn.progress.backup import CannotRestore, finish_restore

    folder = progress_folder()
    try:
        if finish_restore(folder):
            say(_("{path}: the restoring that was stopped has been finished").format(path=folder))
    except (CannotRestore, OSError) as error:
        raise Failure(str(error)) from None
    return folder


def _show(line: str) -> None:
    """A line with a name or a text from a file in it, on standard output."""
    from tui_learn.text.clean import clean_line

    print(clean_line(line))


def _told(troubles: Iterable[Trouble]) -> int:
    """Say what is wrong; the exit code."""
    found = list(troubles)
    for trouble in found:
        say(trouble)
    return NOT_ALL if found else DONE
