"""Scanning a library in a process of its own, so that whoever waits for it can do something else meanwhile.

One request on standard input, a line of JSON; then, as often as wanted, a line ``stop``, which ends the reading but not
the scan. Its end closed, everything ends at once. On standard output: how far it is. What is found is in the index.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Any

from tui_learn.child_process import Child, shown
from tui_learn.failed import Failed
from tui_learn.library.scan import Progress, Scan

KINDS = frozenset({"scan", "failed", "done"})
"""What a line of the process begins with."""
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
    request = {
        "folders": [str(folder) for folder in folders],
        "cache": str(cache),
        "decisions": None if decisions is None else str(decisions),
        "workers": workers,
    }
    scan, stopped = Scan("looking", 0, None), False
    with Child(__name__, request, KINDS) as child:
        for told in child.heard():
            if stop.is_set() and not stopped:
                stopped = True
                child.order("stop")
            if told is not None and "failed" in told:
                raise Failed(shown(str(told["failed"])))
            if told is not None and "done" in told:
                return bool(told["done"])
            scan = scan if told is None else Scan(*told["scan"])
            progress(scan)
    raise AssertionError("what is heard has no end but these")


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
