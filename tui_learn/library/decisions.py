"""The learner's decisions on disk: in the user's own data, never derived and never guessed at.

A file that cannot be understood is reported and left as it is. Reading needs no lock, since a file is replaced as a
whole; every change is made under one, on what the file holds at that moment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from tui_learn.entry_file import Damaged, read_document
from tui_learn.i18n import gettext as _
from tui_learn.library.decision_file import Document, entry_of, parse, written
from tui_learn.library.said import NONE, Decision, Decisions, HasFile, Kind, Known, known
from tui_learn.own_files import Stamp, locked, replace_file, stamp_of
from tui_learn.text.languages import UNKNOWN, normalise_tag
from tui_learn.text.problems import Problem

__all__ = ["NONE", "Decision", "DecisionStore", "Decisions", "DecisionsNotKept", "Known", "known"]


class DecisionsNotKept(Exception):
    """Nothing was changed on disk; the message says why, and what to do."""


class DecisionStore:
    """The decisions in a file; without a file there are none. Safe to use from threads."""

    def __init__(self, file: Path | None, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.file = file
        self._clock = clock

    # --- reading

    def stamp(self) -> Stamp | None:
        """Differs after every change, by whatever program; None where there is no file."""
        return stamp_of(self.file) if self.file is not None else None

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
            document = read_document(self.file, parse)
        except Damaged as error:
            return NONE, [_damage(self.file, error)]
        except OSError as error:
            message = _("what you have said of your articles cannot be read ({reason}); check the file and its folder")
            reason = error.strerror or type(error).__name__
            return NONE, [Problem("error", str(self.file), None, message.format(reason=reason))]
        return Decisions(tuple(document.values)), _damaged_entries(self.file, document)

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
                places = [number for number, entry in enumerate(entries) if entry.value == decision]
                if not places:
                    return False
                del entries[places[-1]]
            replace_file(file, written(document.with_entries(entries)))
        return True

    def _date(self) -> str:
        return self._clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def _add(self, made: list[Decision]) -> list[Decision]:
        """Add decisions; those they contradict stay, and count again when these are taken back."""
        with self._changing() as (file, document):
            replace_file(file, written(document.with_entries([*document.entries, *map(entry_of, made)])))
        return made

    @contextmanager
    def _changing(self) -> Iterator[tuple[Path, Document]]:
        if self.file is None:
            raise DecisionsNotKept(_("there is no file to keep it in"))
        message = _("{path}: what you said could not be kept ({reason}); make room or check the folder, then try again")
        try:
            with locked(self.file.parent, lambda reason: _not_kept(message, self.file, reason)):
                yield self.file, read_document(self.file, parse)
        except Damaged as error:
            raise DecisionsNotKept(str(_damage(self.file, error))) from error


def _not_kept(message: str, file: Path | None, reason: str) -> DecisionsNotKept:
    return DecisionsNotKept(message.format(path=file, reason=reason))


def _damage(file: Path, error: Damaged) -> Problem:
    message = _("what you have said of your articles cannot be read: {reason}; mend the file, or move it away")
    return Problem("error", str(file), error.line, message.format(reason=error))


def _damaged_entries(file: Path, document: Document) -> list[Problem]:
    if not document.damaged:
        return []
    message = _("damaged decisions in it are passed over: entries {numbers}; mend them or take them out")
    return [Problem("error", str(file), None, message.format(numbers=document.damaged))]
