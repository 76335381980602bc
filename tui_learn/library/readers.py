"""Reading many files: in this process where they are few, else in several of their own.

A process that ends over a file, as packages in C may make it, takes only that file with it: it is told, and the others
go on in a new one.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import queue
import subprocess
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tui_learn.child_process import end_child, ending, file_for_errors, shown, start_child
from tui_learn.failed import Failed
from tui_learn.i18n import gettext as _
from tui_learn.library.found import Found, Unread, found_from_json, found_in
from tui_learn.text.problems import Problem

FEW = 24
"""Files that are read sooner than a process is started."""
BATCH = 16
"""Files a process is given at a time."""
BEAT = 0.2
"""Seconds after which is asked whether to stop."""
PATIENCE, PATIENCE_MB = 30.0, 20.0
"""Seconds a file is given, and each megabyte of it."""
DEATHS = 5
"""Processes that end before any has read a file: then it is not the files that end them."""
MOST = 8
"""Processes at most: more wait for the disk and take memory."""

Files = list[str]
_Answer = tuple[Files, list[Found]]


def read_files(
    paths: Sequence[str], workers: int | None = None, stop: threading.Event | None = None
) -> Iterator[tuple[str, Found]]:
    """What each file is, in no order. ``workers`` is the number of processes, 0 for none.

    Closing the iterator ends them; so does ``stop``, whatever they are doing.
    """
    if workers is None:
        workers = 0 if len(paths) <= FEW else min(MOST, processors())
    if workers == 0:
        for path in paths:
            yield path, read_one(path)
        return
    pool = _Pool(paths, workers)
    try:
        for batch, found in pool.answers(stop):
            yield from zip(batch, found, strict=True)
    finally:
        pool.end()


def read_one(path: str) -> Found:
    """What a file is. One that the program cannot read for an error of its own is told, as any other."""
    try:
        return found_in(Path(path))
    except Exception as error:  # noqa: BLE001 - one file must not take all others with it, and nothing is hidden
        message = _("an error of the program, please report it, with the file: {error}")
        return Unread(Problem("error", path, None, message.format(error=shown(f"{type(error).__name__}: {error}"))))


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Pool:
    """Threads that each feed a process and hear its answers."""

    def __init__(self, paths: Iterable[str], workers: int) -> None:
        self._batches = _batches(paths)
        self._lock = threading.Lock()
        # Bounded: whoever takes the answers may be slower than those who give them.
        self._answers: queue.Queue[_Answer | BaseException | None] = queue.Queue(maxsize=4 * workers)
        self._processes: set[subprocess.Popen[bytes]] = set()
        self._ended = False
        self._deaths = 0
        self._has_read = False
        self._errors = file_for_errors()
        self._threads = [threading.Thread(target=self._feed, daemon=True) for _number in range(workers)]
        for thread in self._threads:
            thread.start()

    def answers(self, stop: threading.Event | None = None) -> Iterator[_Answer]:
        """All answers. Raises what has gone wrong with the processes themselves."""
        working = len(self._threads)
        while working:
            try:
                answer = self._answers.get(timeout=None if stop is None else BEAT)
            except queue.Empty:
                if stop is not None and stop.is_set():
                    return
                continue
            if answer is None:
                working -= 1
            elif isinstance(answer, BaseException):
                raise answer
            else:
                yield answer

    def end(self) -> None:
        """Nobody waits for the rest."""
        with self._lock:
            self._ended = True
            processes = list(self._processes)
        for process in processes:
            process.kill()
        while any(thread.is_alive() for thread in self._threads):
            with contextlib.suppress(queue.Empty):  # a thread may wait until there is room for its answer
                self._answers.get(timeout=0.01)
        self._errors.close()

    def _feed(self) -> None:
        process: subprocess.Popen[bytes] | None = None
        try:
            while (batch := self._next()) is not None:
                for files in [batch, *([name] for name in batch)]:  # one after the other where they end it together
                    if process is None:
                        process = self._start()
                    found = _ask(process, files)
                    if found is not None:
                        self._has_read = True
                        self._answers.put((files, found))
                        if files is batch:
                            break
                        continue
                    self._drop(process)
                    code, process = process.returncode, None
                    if self._ended:
                        return
                    self._died(code)
                    if files is not batch:
                        self._answers.put((files, [_deadly(files[0])]))
        except (Failed, OSError, ValueError, KeyError, TypeError) as error:
            self._answers.put(error)
        finally:
            if process is not None:
                self._drop(process)
            self._answers.put(None)

    def _died(self, code: int) -> None:
        """Raises ``Failed`` where it cannot be the fault of the files."""
        with self._lock:
            self._deaths += 1
            if not self._has_read and self._deaths >= DEATHS:
                raise Failed(_("files cannot be read: {reason}").format(reason=ending(code, self._errors)))

    def _next(self) -> Files | None:
        with self._lock:
            return None if self._ended else next(self._batches, None)

    def _start(self) -> subprocess.Popen[bytes]:
        """Raises ``Failed``."""
        process = start_child("tui_learn.library.read_process", self._errors)
        with self._lock:
            self._processes.add(process)
            if self._ended:
                process.kill()
        return process

    def _drop(self, process: subprocess.Popen[bytes]) -> None:
        with self._lock:
            self._processes.discard(process)
        end_child(process)


def _batches(paths: Iterable[str]) -> Iterator[Files]:
    waiting = iter(paths)
    while batch := list(itertools.islice(waiting, BATCH)):
        yield batch


def _ask(process: subprocess.Popen[bytes], files: Files) -> list[Found] | None:
    """What the files are; None where the process ends instead."""
    assert process.stdin is not None
    assert process.stdout is not None
    clock = threading.Timer(_patience(files), process.kill)
    clock.daemon = True
    clock.start()
    try:
        process.stdin.write(json.dumps(files).encode() + b"\n")
        process.stdin.flush()
        line = process.stdout.readline()
    except (OSError, ValueError):  # ValueError: closed meanwhile
        return None
    finally:
        clock.cancel()
    if not line.endswith(b"\n"):
        return None
    return [found_from_json(found) for found in json.loads(line)]


def _deadly(path: str) -> Unread:
    message = _("reading this file ended the program that read it; if that goes on, cut it in two to find the place")
    return Unread(Problem("error", path, None, message))


def _patience(files: Files) -> float:
    """Seconds after which files are read no longer: no parser takes a tenth of that."""
    return sum(PATIENCE + PATIENCE_MB * _size(path) / 1_000_000 for path in files)


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except (OSError, ValueError):
        return 0
