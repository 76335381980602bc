"""How TinyDB reaches the disk: whole and synced, or not at all.

TinyDB's own JSONStorage writes over the old bytes in place, so a crash in the middle loses everything.
Here a new file is written beside the old one, synced, and put in its place.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from tui_learn.i18n import gettext as _
from tui_learn.progress.errors import ProgressDamaged, ProgressNotSaved


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
        except ValueError as error:
            raise ProgressDamaged(self._path, _("it is not whole")) from error
        tables_are_mappings = isinstance(data, dict) and all(
            isinstance(table, dict) and all(isinstance(document, dict) for document in table.values())
            for table in data.values()
        )
        if not tables_are_mappings:
            raise ProgressDamaged(self._path, _("it is not a database of this program"))
        return data  # type: ignore[no-any-return]

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace the file. Raises ``ProgressNotSaved``, and then the old file is untouched."""
        name = None
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=self._path.name, suffix=".new")
            with open(handle, "w", encoding="utf-8") as out:
                json.dump(data, out, ensure_ascii=False, separators=(",", ":"))
                out.flush()
                os.fsync(out.fileno())
            os.replace(name, self._path)
            _sync_folder(self._path.parent)
        except OSError as error:
            if name is not None:
                Path(name).unlink(missing_ok=True)
            raise ProgressNotSaved(self._path, error.strerror or type(error).__name__) from error

    def close(self) -> None:
        """Nothing is held open."""


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":  # a folder cannot be opened there; the rename itself is journalled by NTFS
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
