"""Summaries of files already read, kept between starts. Derived data: deleting it loses nothing."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, TypeAlias

from tui_learn import __version__
from tui_learn.cache import json_bytes, read_json, sweep, write_atomically
from tui_learn.library.deck_files import DeckFile
from tui_learn.library.summary import EditionSummary
from tui_learn.text.problems import Problem

Stamp = tuple[int, int, int]
Found: TypeAlias = EditionSummary | DeckFile | Problem
"""What a file turned out to be."""
_FORMAT = f"4/{__version__}"


class Index:
    """What is known of files by absolute path, inode, size and time of change."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._entries: dict[str, tuple[Stamp, Found]] = {}
        self._seen: set[str] = set()
        self._changed = False
        if file is not None:
            self._load(file)

    def _load(self, file: Path) -> None:
        # A cache that cannot be read is only slower: everything in it can be made again.
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            data = read_json(file.read_bytes())
            if data["format"] != _FORMAT:
                return
            for path, (stamp, kind, entry) in data["files"].items():
                self._entries[path] = (_stamp_from_json(stamp), _READERS[kind](entry))

    def get(self, path: Path, stat: os.stat_result) -> Found | None:
        """What is known of the file, if it has not changed since."""
        name = os.path.abspath(path)
        self._seen.add(name)
        entry = self._entries.get(name)
        if entry is None or entry[0] != _stamp(stat):
            return None
        return _at(path, entry[1])

    def put(self, path: Path, stat: os.stat_result, value: Found) -> None:
        """Keep what was found."""
        name = os.path.abspath(path)
        self._seen.add(name)
        self._entries[name] = (_stamp(stat), value)
        self._changed = True

    def save(self, folders: Iterable[Path] = ()) -> None:
        """Write the index if anything changed; a read-only cache folder is no error.

        Files below ``folders`` that nobody has asked about are gone, and forgotten.
        """
        if self._file is None:
            return
        roots = tuple(os.path.join(os.path.abspath(folder), "") for folder in folders)
        gone = [path for path in self._entries if path.startswith(roots) and path not in self._seen] if roots else []
        for path in gone:
            del self._entries[path]
        if not (self._changed or gone):
            return
        files = {path: (stamp, *_to_json(value)) for path, (stamp, value) in sorted(self._entries.items())}
        with contextlib.suppress(OSError):
            write_atomically(self._file, json_bytes({"format": _FORMAT, "files": files}))
            self._changed = False
            sweep(self._file.parent, self._file.name + "*.new")


def _stamp(stat: os.stat_result) -> Stamp:
    return stat.st_ino, stat.st_size, stat.st_mtime_ns


def _stamp_from_json(value: Any) -> Stamp:
    inode, size, changed = value
    return inode, size, changed


_READERS: dict[str, Callable[[Any], Found]] = {
    "edition": EditionSummary.from_json,
    "deck": lambda entry: DeckFile(**entry),
    "problem": lambda entry: Problem(**entry),
}


def _to_json(value: Found) -> tuple[str, dict[str, Any]]:
    if isinstance(value, EditionSummary):
        return "edition", value.to_json()
    return "deck" if isinstance(value, DeckFile) else "problem", asdict(value)


def _at(path: Path, value: Found) -> Found:
    """What is known of a file, under the path by which it is asked for now."""
    name = str(path)
    if value.path == name:
        return value
    if not isinstance(value, EditionSummary):
        return replace(value, path=name)
    return replace(value, path=name, problems=tuple(replace(problem, path=name) for problem in value.problems))
