"""Starting the process and hearing what it tells."""

from __future__ import annotations

import contextlib
import json
import queue
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, Protocol

from tui_learn.analysis.request import Request
from tui_learn.child_process import end_child, ending, file_for_errors, shown, start_child
from tui_learn.failed import Failed
from tui_learn.i18n import gettext as _
from tui_learn.text import Problem, UnreadableFile

BEAT = 0.1
"""Seconds after which whoever waits is told how far it is, whether there is anything new or not."""
LINES = frozenset({"share", "problem", "unreadable", "done"})
"""What a line of the process begins with."""

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
    with file_for_errors() as errors:
        process = start_child("tui_learn.analysis.__main__", errors)
        lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        try:
            assert process.stdin is not None
            threading.Thread(target=_read, args=(process.stdout, lines), daemon=True).start()
            with contextlib.suppress(OSError):  # it has ended already: what it wrote says why
                process.stdin.write(json.dumps(request.to_json()).encode() + b"\n")
                process.stdin.flush()
            result = _heard(lines, tell, report)
        finally:
            end_child(process)
        if result is None:
            raise Failed(ending(process.returncode, errors))
        return result


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
        said = shown(line.decode("utf-8", "replace"))
        raise Failed(_("it told something that is not understood: {line}").format(line=said))
    return told


def _taken(path: Path) -> bytes:
    """What could not be kept, of which there is no other copy. Raises ``Failed``."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Failed(shown(str(error))) from error
    finally:
        with contextlib.suppress(OSError):
            path.unlink()
