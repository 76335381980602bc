"""Processes of our own: a module whose ``main()`` runs with the same places to import from as this program has."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import tempfile
from typing import IO

from tui_learn.failed import Failed
from tui_learn.i18n import gettext as _
from tui_learn.text.clean import clean_line

LONGEST = 300
"""Characters of an error that are told."""
# The folder one happens to stand in is not among the places to import from.
_BEGIN = "import sys; sys.path[:] = sys.argv[2:]; from importlib import import_module; "
_RUN = _BEGIN + "sys.exit(import_module(sys.argv[1]).main())"


def start_child(module: str, errors: IO[bytes] | int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    """Run a module with pipes to and from it. Raises ``Failed``."""
    # On Windows a console program would open a window of its own.
    flags: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        return subprocess.Popen(
            [sys.executable, "-c", _RUN, module, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            creationflags=flags,
        )
    except (OSError, ValueError) as error:
        raise Failed(_("it could not be started ({reason})").format(reason=error)) from error


def file_for_errors() -> IO[bytes]:
    """What a process may write its errors to. Raises ``Failed``."""
    try:
        return tempfile.TemporaryFile()
    except OSError as error:
        raise Failed(_("it could not be started ({reason})").format(reason=error)) from error


def end_child(process: subprocess.Popen[bytes]) -> None:
    """Whatever it is doing, nobody waits for it any more."""
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
    process.wait()


def ending(code: int, errors: IO[bytes]) -> str:
    """Why a process has ended that told nothing."""
    errors.seek(0)
    lines = errors.read()[-4096:].decode("utf-8", "replace").strip().splitlines()
    said = shown(lines[-1]) if lines else ""
    ended = _("it ended unexpectedly, with code {code}").format(code=code)
    return f"{ended}: {said}" if said else ended


def shown(text: str) -> str:
    """A line of another program as it may be shown."""
    return clean_line(text)[:LONGEST]
