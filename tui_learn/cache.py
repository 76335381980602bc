"""Derived data kept between runs, as JSON files by key. Deleting them loses nothing.

A cache never stops the program: what cannot be read is made again, what cannot be written is not kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from tui_learn import __version__

KEPT = 400
"""Entries of one kind that are kept; the oldest go first."""


class Cache:
    """One kind of derived data in a folder of its own; without a folder it remembers nothing."""

    def __init__(self, folder: Path | None, kind: str, version: int) -> None:
        self._folder = folder / kind if folder is not None else None
        self._stamp = f"{__version__}/{version}"

    def _file(self, *key: str) -> Path | None:
        if self._folder is None:
            return None
        name = hashlib.sha256("\x1f".join([self._stamp, *key]).encode()).hexdigest()[:40]
        return self._folder / f"{name}.json"

    def get(self, *key: str) -> Any:
        """What was kept under a key, or None."""
        file = self._file(*key)
        if file is None:
            return None
        try:
            return json.loads(file.read_bytes())
        except (OSError, ValueError):
            return None

    def put(self, value: Any, *key: str) -> None:
        """Keep a JSON value under a key."""
        file = self._file(*key)
        if file is None:
            return
        with contextlib.suppress(OSError):
            write_atomically(file, json.dumps(value, ensure_ascii=False, separators=(",", ":")))
            self._forget_oldest(file.parent)

    @staticmethod
    def _forget_oldest(folder: Path) -> None:
        files = list(folder.glob("*.json"))
        if len(files) > KEPT * 1.25:
            for old in sorted(files, key=lambda f: f.stat().st_mtime)[: len(files) - KEPT]:
                old.unlink(missing_ok=True)


def write_atomically(file: Path, text: str) -> None:
    """Replace a file as a whole, making its folder first. Raises ``OSError``."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=file.name, suffix=".new")
    try:
        with open(handle, "w", encoding="utf-8") as out:
            out.write(text)
        os.replace(name, file)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
