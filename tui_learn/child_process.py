"""Processes of our own: a module whose ``main()`` runs with the same places to import from as this program has."""

from __future__ import annotations

import contextlib
import json
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Set
from typing import IO, Any, Self

from tui_learn.failed import Failed
from tui_learn.i18n import gettext as _
from tui_learn.text.clean import clean_line

LONGEST = 300
"""Characters of an error that are told."""
BEAT = 0.1
"""Seconds after which whoever waits is told how far it is, whether there is anything new or not."""
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


class Child:
    """A process that is asked one thing, in a line of JSON, and tells lines of JSON until it has answered.

    A context: whatever it does when that ends, it is ended too.
    """

    def __init__(self, module: str, request: Any, kinds: Set[str]) -> None:
        """``kinds`` are the keys of which each line has one. Raises ``Failed``."""
        self._errors = file_for_errors()
        self._kinds = kinds
        try:
            self._process = start_child(module, self._errors)
        except Failed:
            self._errors.close()
            raise
        self._lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        threading.Thread(target=_read, args=(self._process.stdout, self._lines), daemon=True).start()
        self.order(json.dumps(request))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        end_child(self._process)
        self._errors.close()

    def order(self, line: str) -> None:
        """Tell it something more."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):  # it has ended already: what it wrote says why
            self._process.stdin.write(line.encode() + b"\n")
            self._process.stdin.flush()

    def heard(self) -> Iterator[dict[str, Any] | None]:
        """What it tells; None at least every ``BEAT`` seconds. Raises ``Failed`` where it ends or talks nonsense."""
        while True:
            try:
                line = self._lines.get(timeout=BEAT)
            except queue.Empty:
                yield None
                continue
            if line is None or not line.endswith(b"\n"):  # it ended, perhaps while it told something
                end_child(self._process)
                raise Failed(ending(self._process.returncode, self._errors))
            yield _told(line, self._kinds)


def _read(source: IO[bytes] | None, lines: queue.SimpleQueue[bytes | None]) -> None:
    assert source is not None
    with contextlib.suppress(ValueError, OSError):  # closed by whoever waits no longer
        for line in source:
            lines.put(line)
    lines.put(None)


def _told(line: bytes, kinds: Set[str]) -> dict[str, Any]:
    """Raises ``Failed`` for what is no line of ours."""
    try:
        told = json.loads(line)
    except ValueError:  # text that is no UTF-8 too
        told = None
    if not isinstance(told, dict) or not told.keys() & kinds:
        said = shown(line.decode("utf-8", "replace"))
        raise Failed(_("it told something that is not understood: {line}").format(line=said))
    return told


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
