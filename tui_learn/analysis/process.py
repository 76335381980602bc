"""Starting the process and hearing what it tells."""

from __future__ import annotations

import contextlib
import json
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, Protocol

from tui_learn.analysis.failed import Failed
from tui_learn.analysis.request import Request
from tui_learn.i18n import gettext as _
from tui_learn.text import Problem, UnreadableFile
from tui_learn.text.clean import clean_line

BEAT = 0.1
"""Seconds after which whoever waits is told how far it is, whether there is anything new or not."""
LINES = frozenset({"share", "problem", "unreadable", "done"})
"""What a line of the process begins with."""
LONGEST = 300
"""Characters of an error that are told."""
# With the same places to import from as this program has: the folder one happens to stand in is not among them.
_BEGIN = "import sys; sys.path[:] = sys.argv[1:]; from tui_learn.analysis.__main__ import main; sys.exit(main())"

Tell = Callable[[float], None]
Report = Callable[[Problem], None]


class Made(Protocol):
    """What has become of a request."""

    @property
    def key(self) -> str: ...

    @property
    def data(self) -> bytes | None: ...


class _Result:
    def __init__(self, key: str, data: bytes | None) -> None:
        self.key = key
        self.data = data


def run(request: Request, tell: Tell, report: Report) -> Made:
    """Do what is asked for in a process of its own; what ``tell`` raises ends it.

    ``tell`` hears how much is done, 0 to 1, at least every tenth of a second. Raises ``UnreadableFile`` and ``Failed``.
    """
    with _file_for_errors() as errors:
        process = _started(errors)
        lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        try:
            assert process.stdin is not None
            threading.Thread(target=_read, args=(process.stdout, lines), daemon=True).start()
            with contextlib.suppress(OSError):  # it has ended already: what it wrote says why
                process.stdin.write(json.dumps(request.to_json()).encode() + b"\n")
                process.stdin.flush()
            result = _heard(lines, tell, report)
        finally:
            _end(process)
        if result is None:
            raise Failed(_ending(process.returncode, errors))
        return result


def _file_for_errors() -> IO[bytes]:
    """Raises ``Failed``."""
    try:
        return tempfile.TemporaryFile()
    except OSError as error:
        raise Failed(_("it could not be started ({reason})").format(reason=error)) from error


def _started(errors: IO[bytes]) -> subprocess.Popen[bytes]:
    """Raises ``Failed``."""
    # On Windows a console program would open a window of its own.
    flags: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        return subprocess.Popen(
            [sys.executable, "-c", _BEGIN, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            creationflags=flags,
        )
    except (OSError, ValueError) as error:
        raise Failed(_("it could not be started ({reason})").format(reason=error)) from error


def _read(source: IO[bytes] | None, lines: queue.SimpleQueue[bytes | None]) -> None:
    assert source is not None
    with source:
        for line in source:
            lines.put(line)
    lines.put(None)


def _heard(lines: queue.SimpleQueue[bytes | None], tell: Tell, report: Report) -> _Result | None:
    """What the process tells at last; None where it ends without a word."""
    share = 0.0
    while True:
        try:
            line = lines.get(timeout=BEAT)
        except queue.Empty:
            tell(share)
            continue
        if line is None or not line.endswith(b"\n"):  # it ended while it told something
            return None
        told = _told(line)
        if "share" in told:
            share = told["share"]
            tell(share)
        elif "problem" in told:
            report(Problem(*told["problem"]))
        elif "unreadable" in told:
            raise UnreadableFile(Problem(*told["unreadable"]))
        else:
            return _Result(told["done"], None if told["path"] is None else _taken(Path(told["path"])))


def _told(line: bytes) -> dict[str, Any]:
    """Raises ``Failed`` for what is no line of ours."""
    try:
        told = json.loads(line)
    except ValueError:  # text that is no UTF-8 too
        told = None
    if not isinstance(told, dict) or not told.keys() & LINES:
        shown = _shown(line.decode("utf-8", "replace"))
        raise Failed(_("it told something that is not understood: {line}").format(line=shown))
    return told


def _taken(path: Path) -> bytes:
    """What could not be kept, of which there is no other copy. Raises ``Failed``."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Failed(_shown(str(error))) from error
    finally:
        with contextlib.suppress(OSError):
            path.unlink()


def _end(process: subprocess.Popen[bytes]) -> None:
    """Whatever it is doing, nobody waits for it any more."""
    process.kill()
    with contextlib.suppress(OSError):
        if process.stdin is not None:
            process.stdin.close()
    process.wait()


def _ending(code: int, errors: IO[bytes]) -> str:
    """Why a process has ended that told nothing."""
    errors.seek(0)
    lines = errors.read()[-4096:].decode("utf-8", "replace").strip().splitlines()
    said = _shown(lines[-1]) if lines else ""
    ended = _("it ended unexpectedly, with code {code}").format(code=code)
    return f"{ended}: {said}" if said else ended


def _shown(text: str) -> str:
    return clean_line(text)[:LONGEST]
