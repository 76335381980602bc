"""Reading a file that may be anything: only regular files, only up to a size."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from tui_learn.i18n import gettext as _
from tui_learn.text.problems import Problem, UnreadableFile

MAX_BYTES = 64_000_000
"""A larger file is refused: no article is that long, and parsing it would take minutes."""
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
# Without O_NONBLOCK, opening a named pipe nobody writes to would wait for ever.


def read_file(path: Path) -> bytes:
    """The bytes of a regular file. Raises ``UnreadableFile`` with one clear line."""
    try:
        descriptor = os.open(path, _FLAGS)
    except FileNotFoundError:
        raise unreadable(path, None, _("there is no such file; check the name")) from None
    except IsADirectoryError:
        raise unreadable(path, None, _("this is a folder, a file is needed")) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise unreadable(path, None, _cannot(error)) from error
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        if stat.S_ISDIR(mode):
            raise unreadable(path, None, _("this is a folder, a file is needed"))
        raise unreadable(path, None, _("this is a pipe or a device, not a file with text"))
    try:
        with open(descriptor, "rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise unreadable(path, None, _cannot(error)) from error
    if len(raw) > MAX_BYTES:
        limit = MAX_BYTES // 1_000_000
        raise unreadable(path, None, _("the file is larger than {limit} MB; split it").format(limit=limit))
    return raw


def _cannot(error: Exception) -> str:
    reason = getattr(error, "strerror", None) or type(error).__name__
    return _("the file cannot be read: {reason}").format(reason=reason)


def unreadable(path: Path, line: int | None, message: str) -> UnreadableFile:
    """The error of a file, with one clear line."""
    return UnreadableFile(Problem("error", str(path), line, message))
