"""Repairs on disk: one file a pair of languages in the user's own folder, never derived and never guessed at.

A file that cannot be understood is reported and left as it is. Reading needs no lock, since a file is replaced as a
whole; every change is made under one, on what the file holds at that moment. What a file holds is understood by modules
that are imported when there is such a file.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tui_learn.i18n import gettext as _
from tui_learn.own_files import Stamp, is_missing, locked, replace_file, stamp_of
from tui_learn.text import Edition, Problem

if TYPE_CHECKING:
    from tui_learn.bitext.beads import FixedBead
    from tui_learn.bitext.repair_edits import Align, Edit
    from tui_learn.bitext.repair_format import Document, Entry
    from tui_learn.bitext.repairs import Repair
    from tui_learn.entry_file import Damaged

QUICK_BYTES = 200_000
"""Size up to which a file of repairs is read and looked through without anybody noticing."""
DROPPED = "dropped-"
"""How the names of files with repairs that were taken out begin."""


class RepairsNotKept(Exception):
    """Nothing was changed on disk; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to a file of repairs at one time."""

    languages: tuple[str, str]
    """Sorted."""
    added: tuple[Entry, ...]
    gone: tuple[tuple[int, Entry], ...]
    """Each with the place it had in the file, from 0."""
    made_way: tuple[FixedBead, ...]
    """Where those stood that could not be true together with what was asked for; without what was to be forgotten."""


class RepairStore:
    """The repairs in a folder; without a folder there are none. Safe to use from threads."""

    def __init__(self, folder: Path | None, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.folder = folder
        self._clock = clock
        self._read: dict[Path, tuple[Stamp, Document, list[Problem]]] = {}

    # --- reading

    def files(self) -> list[Path]:
        """The files of repairs there are."""
        try:
            files = sorted(self.folder.glob("*.json")) if self.folder is not None else []
        except OSError:
            return []
        return [file for file in files if not file.name.startswith(DROPPED)]

    def stamp(self) -> tuple[Stamp, ...]:
        """Differs after every change, by whatever program."""
        return tuple(stamp for stamp in map(stamp_of, self.files()) if stamp is not None)

    def is_quick(self, one: str, other: str) -> bool:
        """Whether the repairs of two languages are so few that nobody has to wait for them."""
        file = self._file(one, other)
        stamp = stamp_of(file) if file is not None else None
        return stamp is None or stamp[2] <= QUICK_BYTES

    def read(self, *languages: str) -> tuple[list[Repair], list[Problem]]:
        """The repairs between any two of these languages, and what is wrong with their files."""
        repairs: list[Repair] = []
        problems: list[Problem] = []
        files = {self._file(*pair) for pair in itertools.combinations(languages, 2)}
        for file in sorted(file for file in files if file is not None and not is_missing(file)):
            document, wrong = self.document(file)
            repairs += document.values
            problems += wrong
        return repairs, problems

    def document(self, file: Path) -> tuple[Document, list[Problem]]:
        """What is in one file, nothing where there is no such file, and what is wrong with it."""
        stamp = stamp_of(file)  # before it is read: what is written meanwhile is read again the next time
        kept = self._read.get(file)
        if stamp is not None and kept is not None and kept[0] == stamp:
            return kept[1], kept[2]
        document, problems = _read(file)
        if stamp is not None:
            self._read[file] = stamp, document, problems
        return document, problems

    def _file(self, one: str, other: str) -> Path | None:
        # A language tag holds letters, digits and hyphens only: it is safe as a name.
        return None if self.folder is None else self.folder / f"{'-'.join(sorted((one, other)))}.json"

    # --- changing

    def apply(self, left: Edition, right: Edition, edits: Sequence[Edit], align: Align | None = None) -> Change:
        """Make changes together: all of them, or none.

        ``align`` aligns the two editions around beads made by hand, for callers that know the answer.
        Raises ``CannotRepair`` and ``RepairsNotKept``.
        """
        from tui_learn.bitext.repair_edits import plan
        from tui_learn.bitext.repair_format import entry_of
        from tui_learn.bitext.repairs import build_repaired

        align = align or (lambda fixed: build_repaired(left, right, fixed))
        one, other = sorted((left.language, right.language))
        with self._changing(one, other) as (document, keep):
            made = plan(left, right, document.values, edits, align)
            date = self._clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            added = tuple(entry_of(replace(repair, date=date)) for repair in made.new)
            gone = tuple((n, entry) for n, entry in enumerate(document.entries) if entry.value in made.gone)
            if added or gone:
                left_out = {number for number, _entry in gone}
                kept = [entry for number, entry in enumerate(document.entries) if number not in left_out]
                keep(document.with_entries([*kept, *added]))
        return Change((one, other), added, gone, made.made_way)

    def take_back(self, change: Change) -> bool:
        """Undo a change, and nothing else; False where what it added is no longer there, and nothing is done.

        Raises ``RepairsNotKept``.
        """
        with self._changing(*change.languages) as (document, keep):
            entries = list(document.entries)
            for added in change.added:
                places = [number for number, entry in enumerate(entries) if entry.raw == added.raw]
                if not places:
                    return False
                del entries[places[-1]]
            for number, entry in change.gone:
                entries.insert(number, entry)
            keep(document.with_entries(entries))
        return True

    def drop(self, gone: Mapping[Path, Mapping[int, Repair]]) -> tuple[int, Path]:
        """Take repairs out of their files, each given with its place from 0, into a file with today's date.

        How many there were, and that file; what has changed since it was looked at stays. Raises ``RepairsNotKept``.
        """
        folder = self._folder()
        target = folder / f"{DROPPED}{self._clock():%Y-%m-%d}.json"
        with self._locked(target):
            out: list[Entry] = []
            documents = {}
            for file, repairs in gone.items():
                document = _document(file)
                dropped = {n for n, entry in enumerate(document.entries) if n in repairs and entry.value == repairs[n]}
                out += [entry for number, entry in enumerate(document.entries) if number in dropped]
                documents[file] = document.with_entries(
                    entry for number, entry in enumerate(document.entries) if number not in dropped
                )
            if out:
                earlier = _document(target)
                _write(target, earlier.with_entries([*earlier.entries, *out]))
                for file, document in documents.items():
                    _write(file, document)
        return len(out), target

    @contextmanager
    def _changing(self, one: str, other: str) -> Iterator[tuple[Document, Callable[[Document], None]]]:
        file = self._folder() / f"{'-'.join(sorted((one, other)))}.json"
        with self._locked(file):
            yield _document(file), lambda document: _write(file, document)

    def _folder(self) -> Path:
        if self.folder is None:
            raise RepairsNotKept(_("there is no folder to keep repairs in"))
        return self.folder

    @contextmanager
    def _locked(self, file: Path) -> Iterator[None]:
        from tui_learn.entry_file import Damaged

        not_kept = _("{path}: the repair could not be kept ({reason}); make room or check the folder, then try again")
        try:
            with locked(file.parent, lambda reason: RepairsNotKept(not_kept.format(path=file, reason=reason))):
                yield
        except Damaged as error:
            raise RepairsNotKept(str(_damage(file, error))) from error


def _read(file: Path) -> tuple[Document, list[Problem]]:
    from tui_learn.bitext.repair_format import Document
    from tui_learn.entry_file import Damaged

    try:
        document = _document(file)
    except Damaged as error:
        return Document(), [_damage(file, error)]
    except OSError as error:
        message = _("your repairs cannot be read ({reason}); check the file and its folder")
        reason = error.strerror or type(error).__name__
        return Document(), [Problem("error", str(file), None, message.format(reason=reason))]
    if not document.damaged:
        return document, []
    message = _("damaged repairs in it are passed over: entries {numbers}; mend them or take them out")
    return document, [Problem("error", str(file), None, message.format(numbers=document.damaged))]


def _document(file: Path) -> Document:
    """Raises ``Damaged`` or ``OSError``; a file that is not there is an empty one."""
    from tui_learn.bitext.repair_format import parse
    from tui_learn.entry_file import read_document

    return read_document(file, parse)


def _damage(file: Path, error: Damaged) -> Problem:
    message = _("your repairs cannot be read: {reason}; mend the file, or move it away to begin anew")
    return Problem("error", str(file), error.line, message.format(reason=error))


def _write(file: Path, document: Document) -> None:
    """Replace a file as a whole; where it is a link, what the link leads to, and the link stays."""
    from tui_learn.bitext.repair_format import written

    replace_file(file, written(document))
