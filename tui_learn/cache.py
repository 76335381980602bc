"""Derived data kept between runs, as JSON or flat files by key. Deleting them loses nothing.

A cache never stops the program: what cannot be read is made again, what cannot be written is not kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
import time
import zlib
from pathlib import Path
from typing import Any

from tui_learn import __version__

KEPT = 400
"""Entries of one kind that are kept unless said otherwise."""

STALE_SECONDS = 3600
"""Age from which a file half written belongs to no living process."""


class Cache:
    """One kind of derived data in a folder of its own; without a folder it remembers nothing."""

    def __init__(self, folder: Path | None, kind: str, version: int, *, kept: int = KEPT, ending: str = "json") -> None:
        """``kept`` is how many entries there may be; the oldest go first. ``ending`` is that of their files."""
        self._folder = folder / kind if folder is not None else None
        self._kept = kept
        self._stamp = f"{__version__}/{version}"
        self._ending = ending

    def file(self, *key: str) -> Path | None:
        """Where an entry is kept, whether there is one or not; None without a folder."""
        if self._folder is None:
            return None
        name = hashlib.sha256("\x1f".join([self._stamp, *key]).encode("utf-8", "surrogatepass")).hexdigest()[:40]
        return self._folder / f"{name}.{self._ending}"

    def get(self, *key: str) -> Any:
        """What was kept under a key, or None."""
        try:
            return read_json(self.get_bytes(*key) or b"")
        except (ValueError, RecursionError):
            return None

    def get_bytes(self, *key: str) -> bytes | None:
        """The file that was kept under a key, or None."""
        file = self.file(*key)
        if file is None:
            return None
        try:
            return file.read_bytes()
        except OSError:
            return None

    def put(self, value: Any, *key: str) -> None:
        """Keep a JSON value under a key."""
        self.put_bytes(json_bytes(value), *key)

    def put_bytes(self, data: bytes, *key: str) -> bool:
        """Keep a file under a key; whether it was kept."""
        file = self.file(*key)
        if file is None:
            return False
        try:
            write_atomically(file, data)
            self._forget_oldest(file.parent)
        except OSError:
            return False
        return True

    def _forget_oldest(self, folder: Path) -> None:
        sweep(folder, "*.new")
        files = list(folder.glob(f"*.{self._ending}"))
        if len(files) > self._kept * 1.25:
            for old in sorted(files, key=lambda f: f.stat().st_mtime)[: len(files) - self._kept]:
                old.unlink(missing_ok=True)


def json_bytes(value: Any) -> bytes:
    """A JSON value with a checksum on a line of its own.

    A bit that a disk turns around leaves JSON that can be read more often than not, and says something else.
    """
    data = json.dumps(value, separators=(",", ":")).encode()
    return b"%s\n%08x" % (data, zlib.crc32(data))


def read_json(data: bytes) -> Any:
    """Inverse of ``json_bytes``. Raises ``ValueError`` and ``RecursionError``."""
    text, _line, checksum = data.rpartition(b"\n")
    if checksum != b"%08x" % zlib.crc32(text):
        raise ValueError("damaged")
    return json.loads(text)


def write_atomically(file: Path, text: str | bytes, *, durable: bool = False, mode: int | None = None) -> None:
    """Replace a file as a whole, making its folder first; durably: synced before it takes the old one's place.

    ``mode`` says who may read and write it; without one only the user may.

    Raises ``OSError``.

    File names that are not UTF-8 are lone surrogates in ``text``: JSON must be written in ASCII.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=file.name, suffix=".new")
    try:
        with open(handle, "wb") as out:
            out.write(text if isinstance(text, bytes) else text.encode("utf-8"))
            if durable:
                out.flush()
                os.fsync(out.fileno())
        if mode is not None:
            os.chmod(name, mode)
        os.replace(name, file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def sweep(folder: Path, pattern: str) -> None:
    """Remove what writes that were killed have left behind."""
    for left in folder.glob(pattern):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > STALE_SECONDS:
                left.unlink()
