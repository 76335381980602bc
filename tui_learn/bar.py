"""A progress bar on a terminal's standard error; nothing elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

WAIT = 0.5
"""Seconds of work before anything is shown."""
_WIDTH = 24


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[float], None] | None]:
    """A function to call with the share done, 0 to 1; None where standard error is no terminal.

    The line is wiped in the end, also when the work was stopped.
    """
    stream = sys.stderr
    if not stream.isatty():
        yield None
        return
    begun = time.monotonic()
    shown = -1

    def show(share: float) -> None:
        nonlocal shown
        percent = int(100 * share)
        if percent != shown and time.monotonic() - begun >= WAIT:
            shown = percent
            full = int(_WIDTH * share)
            stream.write(f"\r{label} [{'#' * full}{'.' * (_WIDTH - full)}] {percent:3d} %")
            stream.flush()

    try:
        yield show
    finally:
        if shown >= 0:
            stream.write("\r" + " " * (len(label) + _WIDTH + 14) + "\r")
            stream.flush()
