"""Summaries of files already read, kept between starts. Derived data: deleting it loses nothing."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

from tui_learn import __version__
from tui_learn.cache import write_atomically
from tui_learn.library.summary import EditionSummary
from tui_learn.text.problems import Problem

_FORMAT = f"1/{__version__}"


class Index:
    """What is known of files by path, size and time of change."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._entries: dict[str, tuple[int, int, EditionSummary | Problem]] = {}
        self._changed = False
        if file is not None:
            self._load(file)

    def _load(self, file: Path) -> None:
        # A cache that cannot be read is only slower: everything in it can be made again.
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            data = json.loads(file.read_text(encoding="utf-8"))
            if data["format"] != _FORMAT:
                return
            for path, (size, changed, kind, entry) in data["files"].items():
                value = EditionSummary.from_json(entry) if kind == "edition" else Problem(**entry)
                self._entries[path] = (size, changed, value)

    def get(self, path: Path, stat: os.stat_result) -> EditionSummary | Problem | None:
        """What is known of the file, if it has not changed since."""
        entry = self._entries.get(str(path))
        if entry is None or entry[:2] != (stat.st_size, stat.st_mtime_ns):
            return None
        return entry[2]

    def put(self, path: Path, stat: os.stat_result, value: EditionSummary | Problem) -> None:
        """Keep what was found."""
        self._entries[str(path)] = (stat.st_size, stat.st_mtime_ns, value)
        self._changed = True

    def save(self) -> None:
        """Write the index if anything changed; a read-only cache folder is no error."""
        if self._file is None or not self._changed:
            return
        files = {
            path: (size, changed, "problem", {"severity": value.severity, "path": value.path, "line": value.line,
                                              "message": value.message})
            if isinstance(value, Problem)
            else (size, changed, "edition", value.to_json())
            for path, (size, changed, value) in sorted(self._entries.items())
        }  # fmt: skip
        with contextlib.suppress(OSError):
            write_atomically(self._file, json.dumps({"format": _FORMAT, "files": files}, ensure_ascii=False))
            self._changed = False
