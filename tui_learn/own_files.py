"""Files of the learner's own decisions: changed under a lock, and replaced as a whole.

Where a file is a link, what it leads to is replaced, and the link stays.
"""

from __future__ import annotations

import glob
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tui_learn.cache import sweep, write_atomically
from tui_learn.i18n import gettext as _

LOCK_SECONDS = 10.0
WINDOWS_ATTEMPTS = 25

Stamp = tuple[str, int, int, int]
"""What changes when a file does: name, time, size, inode."""


def stamp_of(file: Path) -> Stamp | None:
    """None where the file cannot be looked at."""
    try:
        found = file.stat()
    except OSError:
        return None
    return file.name, found.st_mtime_ns, found.st_size, found.st_ino


def is_missing(file: Path) -> bool:
    """Whether there is no such file; what cannot be looked at is there, and reading it will say what is wrong."""
    try:
        os.stat(file)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


@contextmanager
def locked(folder: Path, not_kept: Callable[[str], Exception]) -> Iterator[None]:
    """Hold a folder, made if need be, against other programs.

    What goes wrong with the folder, the lock or in the body's file system raises ``not_kept`` of the reason.
    """
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "lock", timeout=LOCK_SECONDS):
            sweep(folder, "*.new")
            yield
    except Timeout as error:
        raise not_kept(_("another program is holding it")) from error
    except NotImplementedError as error:
        raise not_kept(_("files cannot be locked there")) from error
    except OSError as error:
        raise not_kept(error.strerror or type(error).__name__) from error


def replace_file(file: Path, text: str | bytes) -> None:
    """Replace a file durably, with the rights it had. Raises ``OSError``."""
    target = Path(os.path.realpath(file))
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
    if target.parent != file.parent:
        sweep(target.parent, f"{glob.escape(target.name)}*.new")
    for _attempt in range(WINDOWS_ATTEMPTS if sys.platform == "win32" else 0):
        try:
            write_atomically(target, text, durable=True, mode=mode)
        except PermissionError:  # somebody is reading it; there that stands in the way
            time.sleep(0.02)
        else:
            return
    write_atomically(target, text, durable=True, mode=mode)
