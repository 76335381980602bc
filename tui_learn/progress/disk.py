"""Everything through which progress reaches the disk: few functions, so that faults can be put in their place."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

WINDOWS_ATTEMPTS = 25
_BINARY = getattr(os, "O_BINARY", 0)
_SYNC = getattr(os, "fdatasync", os.fsync)


def make_folder(path: Path) -> None:
    """Make a folder and those above it, durably."""
    missing = []
    while not path.is_dir():
        missing.append(path)
        path = path.parent
    for folder in reversed(missing):
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def create(path: Path) -> int:
    """A new file to append to, its name durable. Raises ``FileExistsError``."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | _BINARY, 0o600)
    try:
        sync_folder(path.parent)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def reopen(path: Path) -> int:
    """A file that is there, to append to."""
    return os.open(path, os.O_WRONLY | os.O_APPEND | _BINARY)


def append(descriptor: int, data: bytes) -> None:
    """Write all of it at the end."""
    done = os.write(descriptor, data)
    while done < len(data):
        done += os.write(descriptor, data[done:])


def sync(descriptor: int) -> None:
    """What was written is on the disk when this returns."""
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)  # there fsync leaves it in the drive's own memory
        return
    _SYNC(descriptor)


def holds(descriptor: int, size: int) -> bool:
    """Whether an open file still has its name, and the size it was given."""
    stat = os.fstat(descriptor)
    return stat.st_nlink > 0 and stat.st_size == size


def truncate(descriptor: int, size: int) -> None:
    """Take back what was written beyond a size, durably."""
    os.ftruncate(descriptor, size)
    sync(descriptor)


def close(descriptor: int) -> None:
    """Close a file."""
    os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """The names in a folder are on the disk when this returns."""
    if sys.platform == "win32":  # a folder cannot be opened there; NTFS journals names itself
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def put(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Put a whole file in a file's place, or nothing of it. Caches need not be ``durable``."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".new")
    try:
        with open(handle, "wb") as out:
            out.write(data)
            out.flush()
            if durable:
                sync(out.fileno())
        replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    if durable:
        sync_folder(path.parent)


def replace(source: str | Path, path: Path) -> None:
    """Give a file another's name, whether or not there is one of that name."""
    for _attempt in range(WINDOWS_ATTEMPTS if sys.platform == "win32" else 0):
        try:
            os.replace(source, path)
        except PermissionError:  # somebody is reading it; there that stands in the way
            time.sleep(0.02)
        else:
            return
    os.replace(source, path)
