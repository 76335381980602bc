"""One line about something that is wrong: what, where, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["notice", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person should know about a file."""

    severity: Severity
    """A notice says what was mended, a warning what is doubtful, an error what could not be read."""
    path: str
    """The file or folder it is about."""
    line: int | None
    """The line in the file, counted from 1; None when the whole file is meant."""
    message: str
    """What is wrong and what to do, in one line."""
    code: str = ""
    """What kind of problem it is, for programs, whatever language the message is in; empty where none asks."""

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{where}: {self.message}"


class UnreadableFile(Exception):
    """A file that gives no Edition; ``problem`` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem
