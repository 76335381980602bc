"""The learner's decisions on disk: in the user's own data, never derived and never guessed at.

A file that cannot be understood is reported and left as it is. Reading needs no lock, since a file is replaced as a
whole; every change is made under one, on what the file holds at that moment.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from tui_learn.cache import sweep, write_atomically
from tui_learn.i18n import gettext as _
from tui_learn.library.decision_file import Document, NotDecisions, entry_of, parse, written
from tui_learn.library.said import NONE, Decision, Decisions, HasFile, Kind, Known, known
from tui_learn.text.files import read_file
from tui_learn.text.languages import UNKNOWN, normalise_tag
from tui_learn.text.problems import Problem, UnreadableFile

__all__ = ["NONE", "Decision", "DecisionStore", "Decisions", "DecisionsNotKept", "Known", "known"]

LOCK_SECONDS = 10.0
NAMED = 3
"""Damaged entries that are named; of the others only the number is told."""


class DecisionsNotKept(Exception):
    """Nothing was changed on disk; the message says why, and what to do."""


class DecisionStore:
    """The decisions in a file; without a file there are none. Safe to use from threads."""

    def __init__(self, file: Path | None, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.file = file
        self._clock = clock

    # --- reading

    def stamp(self) -> tuple[int, int, int] | None:
        """Differs after every change, by whatever program; None where there is no file."""
        try:
            found = self.file.stat() if self.file is not None else None
        except OSError:
            return None
        return (found.st_mtime_ns, found.st_size, found.st_ino) if found is not None else None

    def decisions(self) -> Decisions:
        """All that was understood, the latest last."""
        return self.read()[0]

    def problems(self) -> list[Problem]:
        """What is wrong with the file."""
        return self.read()[1]

    def read(self) -> tuple[Decisions, list[Problem]]:
        """All that was understood, the latest last, and what is wrong with the file."""
        if self.file is None:
            return NONE, []
        try:
            document = _document(self.file)
        except NotDecisions as error:
            return NONE, [_damage(self.file, error)]
        except OSError as error:
            message = _("what you have said of your articles cannot be read ({reason}); check the file and its folder")
            reason = error.strerror or type(error).__name__
            return NONE, [Problem("error", str(self.file), None, message.format(reason=reason))]
        made = tuple(entry.decision for entry in document.entries if entry.decision is not None)
        return Decisions(made), _damaged_entries(self.file, document)

    # --- changing

    def say_together(self, one: HasFile, other: HasFile) -> Decision:
        """Two editions are one article. Raises ``DecisionsNotKept``."""
        return self.say([("together", one, other)])[0]

    def say_apart(self, one: HasFile, other: HasFile) -> Decision:
        """Two editions are not one article. Raises ``DecisionsNotKept``."""
        return self.say([("apart", one, other)])[0]

    def say_language(self, edition: HasFile, tag: str) -> Decision:
        """An edition is in a language.

        Raises ``DecisionsNotKept``, and ``ValueError`` where ``tag`` is no BCP 47 tag of a language.
        """
        language = normalise_tag(tag)
        if language is None or language == UNKNOWN:
            raise ValueError(_('"{tag}" is not a language tag; write one such as fi, nb or pt-BR').format(tag=tag))
        (made,) = self._add([Decision("language", (known(edition),), language, self._date())])
        return made

    def say(self, pairs: list[tuple[Kind, HasFile, HasFile]]) -> list[Decision]:
        """Several at once: "together" or "apart", of two editions each. Raises ``DecisionsNotKept``."""
        date = self._date()
        return self._add([Decision(kind, (known(one), known(other)), "", date) for kind, one, other in pairs])

    def take_back(self, *made: Decision) -> bool:
        """Take decisions out again; False where one of them is no longer there, and nothing is done.

        Raises ``DecisionsNotKept``.
        """
        with self._changing() as (file, document):
            entries = list(document.entries)
            for decision in made:
                places = [number for number, entry in enumerate(entries) if entry.decision == decision]
                if not places:
                    return False
                del entries[places[-1]]
            _replace(file, written(document.with_entries(entries)))
        return True

    def _date(self) -> str:
        return self._clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def _add(self, made: list[Decision]) -> list[Decision]:
        """Add decisions; one about the same editions as before takes the place of the earlier one."""
        with self._changing() as (file, document):
            about = {_about(decision) for decision in made}
            entries = document.entries
            kept = [entry for entry in entries if entry.decision is None or _about(entry.decision) not in about]
            _replace(file, written(document.with_entries([*kept, *map(entry_of, made)])))
        return made

    @contextmanager
    def _changing(self) -> Iterator[tuple[Path, Document]]:
        if self.file is None:
            raise DecisionsNotKept(_("there is no file to keep it in"))
        from filelock import FileLock, Timeout

        message = _("{path}: what you said could not be kept ({reason}); make room or check the folder, then try again")

        def not_kept(reason: str) -> DecisionsNotKept:
            return DecisionsNotKept(message.format(path=self.file, reason=reason))

        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(self.file.with_name(self.file.name + ".lock"), timeout=LOCK_SECONDS):
                sweep(self.file.parent, self.file.name + "*.new")
                yield self.file, _document(self.file)
        except NotDecisions as error:
            raise DecisionsNotKept(str(_damage(self.file, error))) from error
        except Timeout as error:
            raise not_kept(_("another program is holding it")) from error
        except NotImplementedError as error:
            raise not_kept(_("files cannot be locked there")) from error
        except OSError as error:
            raise not_kept(error.strerror or type(error).__name__) from error


def _about(decision: Decision) -> tuple[bool, frozenset[Known]]:
    return decision.kind == "language", frozenset(decision.editions)


def _document(file: Path) -> Document:
    """Raises ``NotDecisions`` or ``OSError``; a file that is not there is an empty one."""
    try:
        os.stat(file)
    except (FileNotFoundError, NotADirectoryError):
        return Document()
    try:
        return parse(read_file(file))
    except UnreadableFile as error:  # a folder, a pipe, 64 MB
        raise NotDecisions(error.problem.message) from error


def _damage(file: Path, error: NotDecisions) -> Problem:
    message = _("what you have said of your articles cannot be read: {reason}; mend the file, or move it away")
    return Problem("error", str(file), error.line, message.format(reason=error))


def _damaged_entries(file: Path, document: Document) -> list[Problem]:
    damaged = [number for number, entry in enumerate(document.entries, start=1) if entry.decision is None]
    if not damaged:
        return []
    names = ", ".join(map(str, damaged[:NAMED]))
    if len(damaged) > NAMED:
        names = _("{numbers} and {count} more").format(numbers=names, count=len(damaged) - NAMED)
    message = _("damaged decisions in it are passed over: entries {numbers}; mend them or take them out")
    return [Problem("error", str(file), None, message.format(numbers=names))]


def _replace(file: Path, text: str) -> None:
    """Replace a file durably, with the rights it had; where it is a link, what it leads to, and the link stays."""
    target = Path(os.path.realpath(file))
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
    write_atomically(target, text, durable=True, mode=mode)
