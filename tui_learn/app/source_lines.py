"""The lines of a file around a place in it, safe to show. No drawing here."""

from __future__ import annotations

import os
from dataclasses import dataclass

from tui_learn.i18n import gettext as _
from tui_learn.text.decoding import NotText, decode

AROUND = 100
"""Lines that are shown before and after the place."""
MOST_BYTES = 16_000_000
"""Of a longer file only the beginning is read."""
LONGEST = 2000
"""Characters of a line; nobody looks for the mistake beyond."""


class CannotShow(Exception):
    """The file is not there or cannot be read; the message says which."""


@dataclass(frozen=True, slots=True)
class Source:
    """Some lines of a file."""

    first: int
    """The number of the first of them, from 1."""
    lines: tuple[str, ...]
    count: int
    """Lines of the whole file, as far as it was read."""


def lines_around(path: str, line: int | None) -> Source:
    """The lines around one, counted from 1, or the first ones. Raises ``CannotShow``."""
    if os.path.isdir(path):
        raise CannotShow(_("This is a folder."))
    if not os.path.exists(path):
        raise CannotShow(_("The file is not there any more."))
    if not os.path.isfile(path):  # to open a pipe would wait for whoever writes into it
        raise CannotShow(_("This is no file that could be shown."))
    try:
        with open(path, "rb") as file:
            raw = file.read(MOST_BYTES)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise CannotShow(_("The file cannot be read: {reason}").format(reason=reason)) from error
    try:
        lines = decode(raw).text.split("\n")
    except NotText as error:
        raise CannotShow(_("This is no text.")) from error
    if not lines[-1]:
        lines.pop()
    at = max(1, min(line or 1, len(lines)))
    first = max(1, at - AROUND)
    return Source(first, tuple(text[:LONGEST] for text in lines[first - 1 : at + AROUND]), len(lines))
