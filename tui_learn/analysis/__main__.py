"""One request from standard input, and what comes of it on standard output, a line of JSON each."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import threading
from dataclasses import astuple
from typing import Any

GENTLE = 10
"""How much the work gives way to that of other programs, where the system knows of that."""


def main() -> int:
    """Do what is asked for."""
    # What a package prints, be it in C, is no line of ours.
    source, target = sys.stdin.fileno(), os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    line = _first_line(source)
    threading.Thread(target=_end_with_parent, args=(source,), daemon=True).start()
    sys.stdout = sys.stderr
    if hasattr(os, "nice"):
        os.nice(GENTLE)

    def say(**told: Any) -> None:
        os.write(target, json.dumps(told).encode() + b"\n")

    from tui_learn.analysis.request import Request
    from tui_learn.analysis.work import make
    from tui_learn.paths import cache_folder
    from tui_learn.text import Problem, UnreadableFile

    told = -1

    def tell(share: float) -> None:
        nonlocal told
        if int(100 * share) > told:
            told = int(100 * share)
            say(share=share)

    def report(problem: Problem) -> None:
        say(problem=astuple(problem))

    try:
        made = make(Request.from_json(json.loads(line), cache_folder()), tell, report)
        say(done=made.key, path=None if made.data is None else _aside(made.data))
    except UnreadableFile as error:
        say(unreadable=astuple(error.problem))
    return 0


def _first_line(source: int) -> bytes:
    """Read without a buffer: what reads on in another thread must hold no lock when the program ends."""
    parts: list[bytes] = []
    while not (parts and parts[-1].endswith(b"\n")):
        part = os.read(source, 65536)
        if not part:
            raise SystemExit(2)
        parts.append(part)
    return b"".join(parts)


def _end_with_parent(source: int) -> None:
    """Nobody waits for the work any more once this end is closed."""
    while os.read(source, 4096):
        pass
    os._exit(3)


def _aside(data: bytes) -> str:
    """What could not be kept, in a file for whoever asked, who removes it."""
    handle, path = tempfile.mkstemp(prefix="tui-learn-", suffix=".flat")
    with open(handle, "wb") as file:
        file.write(data)
    return path


if __name__ == "__main__":
    sys.exit(main())
