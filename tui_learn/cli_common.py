"""What every verb of the command line shares: exit codes, what stops it, and what is said on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tui_learn.text import Problem

DONE, NOT_ALL, USAGE = 0, 1, 2


class Failure(Exception):
    """The command cannot go on; the message is one clear line."""


class Misuse(Exception):
    """The command was called wrongly; the message says how."""


def say(message: object) -> None:
    """One line on standard error."""
    from tui_learn.text.clean import clean_line  # file names can hold anything, and a terminal acts on it

    print(clean_line(str(message)), file=sys.stderr)


def report(problems: Iterable[Problem], *, notices: bool = True) -> bool:
    """Print problems to stderr; whether any of them is more than a notice."""
    serious = False
    for problem in problems:
        serious = serious or problem.severity != "notice"
        if notices or problem.severity != "notice":
            say(problem)
    return serious


def as_json(data: Any) -> str:
    """For programs, on one line."""
    from tui_learn.exchange.escape import json_line

    return json_line(data)
