"""Repairs on disk: one file a pair of languages in the user's own folder, never derived and never guessed at.

A file that cannot be understood is reported and left as it is. Reading needs no lock, since a file is replaced as a
whole; every change is made under one, on what the file holds at that moment.
"""

from __future__ import annotations

import itertools
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tui_learn.bitext.repair_format import Document, NotRepairs, parse, written
from tui_learn.bitext.repairs import Repair, conflict, places
from tui_learn.cache import sweep, write_atomically
from tui_learn.i18n import gettext as _
from tui_learn.text import Edition, Problem

LOCK_SECONDS = 10.0
WINDOWS_ATTEMPTS = 25

Stamp = tuple[tuple[str, int, int, int], ...]
"""What changes when any file of repairs does: (name, time, size, inode) of each."""


class RepairsNotKept(Exception):
    """Nothing was changed on disk; the message says why, and what to do."""


class RepairStore:
    """The repairs in a folder; without a folder there are none."""

    def __init__(self, folder: Path | None, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.folder = folder
        self._clock = clock

    # --- reading

    def files(self) -> list[Path]:
        """The files of repairs there are."""
        try:
            return sorted(self.folder.glob("*.json")) if self.folder is not None else []
        except OSError:
            return []

    def stamp(self) -> Stamp:
        """Differs after every change, by whatever program."""
        found = []
        for file in self.files():
            try:
                stat = file.stat()
            except OSError:
                continue
            found.append((file.name, stat.st_mtime_ns, stat.st_size, stat.st_ino))
        return tuple(found)

    def read(self, *languages: str) -> tuple[list[Repair], list[Problem]]:
        """The repairs between any two of these languages, and what is wrong with their files."""
        repairs: list[Repair] = []
        problems: list[Problem] = []
        files = {self._file(*pair) for pair in itertools.combinations(languages, 2)}
        for file in sorted(file for file in files if file is not None):
            found, wrong = read_repairs(file)
            repairs += found
            problems += wrong
        return repairs, problems

    def _file(self, one: str, other: str) -> Path | None:
        # A language tag holds letters, digits and hyphens only: it is safe as a name.
        return None if self.folder is None else self.folder / f"{'-'.join(sorted((one, other)))}.json"

    # --- changing

    def add(self, new: Sequence[Repair], left: Edition, right: Edition) -> list[Repair]:
        """Keep repairs of two editions as one step; those they contradict make way and are returned.

        Raises ``RepairsNotKept``.
        """
        date = self._clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        dated = [replace(repair, date=date) for repair in new]
        with self._changing(left, right) as (document, keep):
            beads = [bead for bead in places(dated, left, right) if bead is not None]
            there = places(document.repairs, left, right)
            gone = [
                repair
                for repair, bead in zip(document.repairs, there, strict=True)
                if bead is not None and any(conflict(bead, other) for other in beads)
            ]
            keep(document.with_step(dated, gone))
        return gone

    def forget(self, repairs: Sequence[Repair], left: Edition, right: Edition) -> None:
        """Take repairs of two editions out, as one step. Raises ``RepairsNotKept``."""
        with self._changing(left, right) as (document, keep):
            keep(document.with_step([], repairs))

    def undo(self, left: Edition, right: Edition) -> tuple[list[Repair], list[Repair]] | None:
        """Take back the last step that concerns these two editions: (what is gone, what is there again).

        None where there is no such step. Raises ``RepairsNotKept``.
        """
        with self._changing(left, right) as (document, keep):
            step = _last_step_here(document, left, right)
            if step is None:
                return None
            gone = [e.repair for e in document.entries if e.step == step and e.repair is not None]
            back = [e.repair for e in document.replaced_by(step) if e.repair is not None]
            keep(document.without_step(step))
        return gone, back

    @contextmanager
    def _changing(self, left: Edition, right: Edition) -> Iterator[tuple[Document, Callable[[Document], None]]]:
        from filelock import FileLock, Timeout

        file = self._file(left.language, right.language)
        if file is None:
            raise RepairsNotKept(_("there is no folder to keep repairs in"))
        not_kept = _("{path}: the repair could not be kept ({reason}); make room or check the folder, then try again")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(file.parent / "lock", timeout=LOCK_SECONDS):
                sweep(file.parent, "*.new")
                yield _document(file), lambda document: _write(file, written(document))
        except NotRepairs as error:
            raise RepairsNotKept(str(_damage(file, error))) from error
        except Timeout as error:
            reason = _("another program is holding it")
            raise RepairsNotKept(not_kept.format(path=file, reason=reason)) from error
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise RepairsNotKept(not_kept.format(path=file, reason=reason)) from error


def _last_step_here(document: Document, left: Edition, right: Edition) -> int | None:
    """The last step that added or took out a repair which has a place in these two editions."""
    replaced = [(step, entry) for step in document.steps for entry in document.replaced_by(step)]
    touched = [(step, e.repair) for step, e in [*((e.step, e) for e in document.entries), *replaced] if e.repair]
    there = places([repair for _step, repair in touched], left, right)
    steps = [step for (step, _repair), place in zip(touched, there, strict=True) if place is not None]
    return max(steps, default=None)


def read_repairs(file: Path) -> tuple[list[Repair], list[Problem]]:
    """The repairs in one file, none where there is no such file, and what is wrong with it."""
    try:
        document = _document(file)
    except NotRepairs as error:
        return [], [_damage(file, error)]
    except OSError as error:
        message = _("your repairs cannot be read ({reason}); check the file and its folder")
        return [], [Problem("error", str(file), None, message.format(reason=error.strerror or type(error).__name__))]
    message = _("repair {number} in it lacks sides, text, language or file; mend it or take it out")
    numbers = [number for number, entry in enumerate(document.entries, start=1) if entry.repair is None]
    return document.repairs, [Problem("error", str(file), None, message.format(number=number)) for number in numbers]


def _document(file: Path) -> Document:
    """Raises ``NotRepairs`` or ``OSError``; a file that is not there is an empty one."""
    try:
        return parse(file.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return Document()


def _damage(file: Path, error: NotRepairs) -> Problem:
    message = _("your repairs cannot be read: {reason}; mend the file, or move it away to begin anew")
    return Problem("error", str(file), error.line, message.format(reason=error))


def _write(file: Path, text: str) -> None:
    for _attempt in range(WINDOWS_ATTEMPTS if sys.platform == "win32" else 0):
        try:
            write_atomically(file, text, durable=True)
        except PermissionError:  # somebody is reading it; there that stands in the way
            time.sleep(0.02)
        else:
            return
    write_atomically(file, text, durable=True)
