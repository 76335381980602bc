"""Scanning a library in a process of its own, so that whoever waits for it can do something else meanwhile.

One request on standard input, a line of JSON; then, as often as wanted, a line ``stop``, which ends the reading but not
the scan. Its end closed, everything ends at once. On standard output: how far it is. What is found is in the index.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import sys
import threading
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path
from typing import IO, Any

from tui_learn.child_process import end_child, ending, file_for_errors, shown, start_child
from tui_learn.failed import Failed
from tui_learn.i18n import gettext as _
from tui_learn.library.scan import Progress, Scan

BEAT = 0.1
"""Seconds after which whoever waits is told how far it is, whether there is anything new or not."""
GENTLE = 5
"""How much the work gives way to that of other programs, where the system knows of that."""


def scan_apart(
    folders: Sequence[Path],
    cache: Path,
    progress: Progress,
    *,
    stop: threading.Event,
    decisions: Path | None = None,
    workers: int | None = None,
) -> bool:
    """As ``scanning.scan``, in a process of its own; what ``progress`` raises ends it. Raises ``Failed``.

    False where what was found could not be kept, and is not known to anybody.
    """
    with file_for_errors() as errors:
        process = start_child(__name__, errors)
        lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        request = {
            "folders": [str(folder) for folder in folders],
            "cache": str(cache),
            "decisions": None if decisions is None else str(decisions),
            "workers": workers,
        }
        try:
            threading.Thread(target=_read, args=(process.stdout, lines), daemon=True).start()
            assert process.stdin is not None
            with contextlib.suppress(OSError):  # it has ended already: what it wrote says why
                process.stdin.write(json.dumps(request).encode() + b"\n")
                process.stdin.flush()
            done = _hear(lines, process.stdin, progress, stop)
        finally:
            end_child(process)
        if done is None:
            raise Failed(ending(process.returncode, errors))
        return done


def _read(source: IO[bytes] | None, lines: queue.SimpleQueue[bytes | None]) -> None:
    assert source is not None
    with contextlib.suppress(ValueError, OSError):  # closed by whoever waits no longer
        for line in source:
            lines.put(line)
    lines.put(None)


def _hear(
    lines: queue.SimpleQueue[bytes | None], orders: IO[bytes], progress: Progress, stop: threading.Event
) -> bool | None:
    """Tell what the process tells; whether what it has found is kept. None where it did not come to its end."""
    scan, stopped = Scan("looking", 0, None), False
    while True:
        if stop.is_set() and not stopped:
            stopped = True
            with contextlib.suppress(OSError):
                orders.write(b"stop\n")
                orders.flush()
        try:
            line = lines.get(timeout=BEAT)
        except queue.Empty:
            progress(scan)
            continue
        if line is None or not line.endswith(b"\n"):
            return None
        told = _told(line)
        if "failed" in told:
            raise Failed(shown(str(told["failed"])))
        if "done" in told:
            return bool(told["done"])
        scan = Scan(*told["scan"])
        progress(scan)


def _told(line: bytes) -> dict[str, Any]:
    """Raises ``Failed`` for what is no line of ours."""
    try:
        told = json.loads(line)
    except ValueError:  # text that is no UTF-8 too
        told = None
    if not isinstance(told, dict) or not told.keys() & {"scan", "done", "failed"}:
        line_shown = shown(line.decode("utf-8", "replace"))
        raise Failed(_("it told something that is not understood: {line}").format(line=line_shown))
    return told


def main() -> int:
    """Do what is asked for."""
    source, target = sys.stdin.fileno(), os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    sys.stdout = sys.stderr
    if hasattr(os, "nice"):
        os.nice(GENTLE)
    stop, orders = threading.Event(), _Orders(source)
    request = json.loads(orders.line())
    threading.Thread(target=orders.obey, args=(stop,), daemon=True).start()

    def say(**told: Any) -> None:
        os.write(target, json.dumps(told).encode() + b"\n")

    import sqlite3

    from tui_learn.library.decisions import DecisionStore
    from tui_learn.library.index import Index
    from tui_learn.library.scanning import scan

    index = Index(Path(request["cache"]))
    folders = [Path(folder) for folder in request["folders"]]
    try:
        said = DecisionStore(Path(request["decisions"])) if request["decisions"] is not None else None
        scan(folders, index, lambda far: say(scan=astuple(far)), stop=stop, decisions=said, workers=request["workers"])
    except (sqlite3.Error, OSError) as error:
        say(failed=str(error))
        return 1
    kept = index.is_on_disk()
    index.close()
    say(done=kept)
    return 0


class _Orders:
    """What comes in, read without a buffer: what reads on in another thread must hold no lock when the program ends."""

    def __init__(self, source: int) -> None:
        self._source = source
        self._rest = b""

    def line(self) -> bytes:
        while b"\n" not in self._rest:
            part = os.read(self._source, 65536)
            if not part:
                os._exit(3)
            self._rest += part
        line, _end, self._rest = self._rest.partition(b"\n")
        return line

    def obey(self, stop: threading.Event) -> None:
        while True:
            if self.line() == b"stop":
                stop.set()


if __name__ == "__main__":
    sys.exit(main())
