"""Telling when files of the library have changed, through what the system says of its folders (watchfiles)."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tui_learn.i18n import gettext as _
from tui_learn.library.walking import SUFFIXES, is_folder

if TYPE_CHECKING:
    from watchfiles import Change

SETTLED = 400
"""Milliseconds without another change after which a change is told: programs write files in several steps."""
ASKED = 1000
"""Milliseconds after which is asked whether to stop, and whether a folder has come or gone."""


Places = dict[str, tuple[int, int]]
"""Folders that are there, with what tells them from others of the same name."""


class CannotWatch(Exception):
    """The system cannot tell of changes; the message says why."""


def changes(folders: Sequence[Path], stop: threading.Event) -> Iterator[frozenset[str]]:
    """The absolute paths of the files, or folders, that have changed, each time that some have, until ``stop``.

    Folders that are not there, or go, are waited for: a disk may come back. Raises ``CannotWatch``.
    """
    roots = [os.path.abspath(folder) for folder in folders]
    there = _there(roots)
    while not stop.is_set():
        found: Iterable[tuple[frozenset[str], Places]]
        found = _heard(there, roots, stop) if there else _waited(roots, stop)
        for paths, now in found:
            moved = {root for root in roots if there.get(root) != now.get(root)}
            there = now
            if paths or moved:
                yield paths | moved
            if moved:
                break  # what is watched are others now


def _there(roots: Sequence[str]) -> Places:
    """The folders that are there."""
    found = {}
    for root in roots:
        try:
            status = os.stat(root)
        except (OSError, ValueError):
            continue
        if os.path.isdir(root):
            found[root] = (status.st_dev, status.st_ino)
    return found


def _waited(roots: Sequence[str], stop: threading.Event) -> Iterator[tuple[frozenset[str], Places]]:
    """What is there after a while."""
    stop.wait(ASKED / 1000)
    yield frozenset(), _there(roots)


def _heard(there: Places, roots: Sequence[str], stop: threading.Event) -> Iterator[tuple[frozenset[str], Places]]:
    """What changes in folders, and what is there at that moment."""
    from watchfiles import watch

    try:
        for found in watch(
            *there,
            watch_filter=concerning(list(there)),
            stop_event=stop,
            debounce=4 * SETTLED,
            step=SETTLED,
            rust_timeout=ASKED,
            yield_on_timeout=True,
            raise_interrupt=False,
            ignore_permission_denied=True,
        ):
            yield frozenset(path for _change, path in found), _there(roots)
    except (OSError, RuntimeError) as error:
        now = _there(roots)
        if now == there:
            message = _("changes of files are not noticed while the program runs: {reason}")
            raise CannotWatch(message.format(reason=error)) from error
        yield frozenset(), now  # it went while it was looked into


def concerning(roots: Sequence[str]) -> Callable[[Change, str], bool]:
    """Whether a change may be one of articles."""
    # Some systems tell the path behind links.
    beginnings = sorted({os.path.join(way, "") for root in roots for way in (root, os.path.realpath(root))}, key=len)
    dotted = {below for root in roots for below in _dotted(root)}

    def concerns(_change: Change, path: str) -> bool:
        below = next((path[len(begin) :] for begin in reversed(beginnings) if path.startswith(begin)), "")
        if any(part.startswith(".") for part in Path(below).parts):
            return False
        # What has no ending may be a folder, which brings or takes all that is in it.
        if path.lower().endswith(SUFFIXES) or not Path(path).suffix:
            return True
        if os.path.isdir(path):
            dotted.add(below)
        return below in dotted

    return concerns


def _dotted(root: str) -> Iterator[str]:
    """The folders below one whose names have an ending, as files have: one that is gone does not tell what it was."""
    waiting = [root]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                inside = [entry for entry in entries if entry.name[0] != "." and is_folder(entry)]
        except OSError:  # gone, or closed: the scan tells it
            continue
        for entry in inside:
            waiting.append(entry.path)
            if Path(entry.name).suffix:
                yield os.path.relpath(entry.path, root)
