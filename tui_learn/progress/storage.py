"""How TinyDB reaches the disk: whole and synced, or not at all.

TinyDB's own JSONStorage writes over the old bytes in place, so a crash in the middle loses everything.
Here a new file is written beside the old one, synced, and put in its place.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from tui_learn.i18n import gettext as _
from tui_learn.progress.errors import ProgressDamaged, ProgressNotSaved

WINDOWS_ATTEMPTS = 25


class AtomicJSONStorage(Storage):
    """One JSON file, replaced as a whole at every write; durable when ``write`` returns."""

    def __init__(self, path: str | Path) -> None:
        super().__init__()
        self._path = Path(path)

    def read(self) -> dict[str, dict[str, Any]] | None:
        """The whole database; None when there is none yet. Raises ``ProgressDamaged``."""
        try:
            raw = self._path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise ProgressDamaged(self._path, error.strerror or type(error).__name__) from error
        try:
            data = json.loads(raw)
        except (ValueError, RecursionError) as error:
            raise ProgressDamaged(self._path, _("it is not whole")) from error
        tables_are_mappings = isinstance(data, dict) and all(
            isinstance(table, dict) and all(isinstance(document, dict) for document in table.values())
            for table in data.values()
        )
        if not tables_are_mappings:
            raise ProgressDamaged(self._path, _("it is not a database of this program"))
        return data  # type: ignore[no-any-return]

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace the file, durably.

        Raises ``ProgressNotSaved``, and then the file holds what it held before; only where the disk refuses
        even to put that back, it holds the new answer, without a promise.
        """
        try:
            before = self._path.read_bytes() if self._path.exists() else None
            self._put(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))
        except OSError as error:
            raise ProgressNotSaved(self._path, error.strerror or type(error).__name__) from error
        try:
            _sync_folder(self._path.parent)
        except OSError as error:
            # The new file stands there, but might be gone after a power cut: what is not durable is not accepted.
            with contextlib.suppress(OSError):
                if before is None:
                    self._path.unlink()
                else:
                    self._put(before)
            raise ProgressNotSaved(self._path, error.strerror or type(error).__name__) from error

    def _put(self, raw: bytes) -> None:
        """Put these bytes in the file's place, synced. Raises ``OSError``, and then the old file is untouched."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=self._path.name, suffix=".new")
        try:
            with open(handle, "wb") as out:
                out.write(raw)
                out.flush()
                os.fsync(out.fileno())
            _replace(name, self._path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def sweep(self) -> None:
        """Remove what killed writers left; only for who holds the lock."""
        for left in self._path.parent.glob(self._path.name + "*.new"):
            left.unlink(missing_ok=True)

    def close(self) -> None:
        """Nothing is held open."""


def _replace(name: str, path: Path) -> None:
    for _attempt in range(WINDOWS_ATTEMPTS if sys.platform == "win32" else 0):
        try:
            os.replace(name, path)
        except PermissionError:  # somebody is reading it; there that stands in the way
            time.sleep(0.02)
        else:
            return
    os.replace(name, path)


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":  # a folder cannot be opened there; the rename itself is journalled by NTFS
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
