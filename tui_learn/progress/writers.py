"""Who writes: each device, and each program running on it, has a folder of its own in the log and appends there only.

A folder is held by a lock beside the caches of this device. Whoever finds none that is free makes another, so that
two programs at once both work. A folder that was copied from elsewhere, caches and all, is not written to.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import platform
import re
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from tui_learn.i18n import gettext as _
from tui_learn.progress import disk, lines
from tui_learn.progress.errors import ProgressNotSaved

if TYPE_CHECKING:
    from filelock import FileLock

LOG, LOCAL, KEPT = "log", "local", "kept"
"""Folders of progress: the truth, what this device makes of it, and copies of logs that were read."""
RESTORED = ".restored"
"""What the folder's name ends in while a backup is being restored."""
SEGMENT = re.compile(r"(0\d{7})\.jsonl")
MAX_SEGMENT = 4 << 20
"""Bytes after which a new segment is begun."""
SEQ_BITS = 24
"""A line's number is that of its segment and its place there: a new segment never uses a number again."""


def segment_name(number: int) -> str:
    """The file of a segment."""
    return f"{number:08d}.jsonl"


def is_writer(name: str) -> bool:
    """Whether a folder of the log is a device's."""
    return re.fullmatch(r"[0-9a-f]{16,64}", name) is not None


class Writer:
    """Appends lines to the folder of one device, each on the disk when ``append`` returns.

    Raises ``ProgressNotSaved`` where no folder can be written to. ``folder`` is that of progress.
    """

    def __init__(self, folder: Path, *, max_segment: int = MAX_SEGMENT) -> None:
        self._folder = folder
        self._max_segment = max_segment
        self._descriptor = -1
        self._in_segment = 0
        self.number = 0
        """Of the segment."""
        self.size = 0
        """Bytes of the segment that are on the disk."""
        self.crc = 0
        """The sum of them."""
        self._since: list[bytes] = []
        """Lines appended here that may stand nowhere else yet."""
        self.key = ""
        """The segment that grows, as ``writer/file``."""
        try:
            disk.make_folder(folder / LOG)
            disk.make_folder(folder / LOCAL)
            self.name, self._lock = self._taken()
            try:
                self.folder = folder / LOG / self.name
                disk.make_folder(self.folder)
                self._open()
            except BaseException:
                self._lock.release()
                raise
        except OSError as error:
            raise ProgressNotSaved(folder, error.strerror or type(error).__name__) from error

    # --- whose folder

    def _taken(self) -> tuple[str, FileLock]:
        from filelock import FileLock, Timeout

        local = self._folder / LOCAL
        names = sorted(path.stem for path in local.glob("*.json") if is_writer(path.stem))
        for name in [*filter(self._is_of_this_device, names), secrets.token_hex(8)]:
            lock = FileLock(local / f"{name}.lock", timeout=0, thread_local=False)
            try:
                lock.acquire()
            except Timeout:
                continue
            return name, lock
        raise ProgressNotSaved(local, _("no lock can be had"))

    def _is_of_this_device(self, name: str) -> bool:
        """Whether it was made here, or came here in a copy: then another program may be writing under its name."""
        try:
            kept = json.loads((self._folder / LOCAL / f"{name}.json").read_bytes())
            return isinstance(kept, dict) and kept.get("device") == self._device(name)
        except (OSError, ValueError):
            return False

    def _device(self, name: str) -> str:
        folder = (self._folder / LOG / name).stat()
        return hashlib.sha256(f"{platform.node()} {folder.st_ino}".encode()).hexdigest()[:16]

    # --- segments

    def _open(self) -> None:
        """Go on with the last segment after a clean stop; else begin another."""
        numbers = [int(m[1]) for m in (SEGMENT.match(p.name) for p in self._everywhere()) if m]
        last = max(numbers, default=0)
        clean = self._clean_stop()
        self._keep_state({})
        path = self.folder / segment_name(last)
        if clean is not None and clean.get("segment") == last and path.is_file():
            data = path.read_bytes()
            crc = crc32(data)
            if len(data) == clean.get("size") and crc == clean.get("crc") and len(data) < self._max_segment:
                self._descriptor = disk.reopen(path)
                self.number, self.size, self.crc = last, len(data), crc
                self._in_segment = int(clean["lines"])
                self.key = f"{self.name}/{segment_name(last)}"
                return
        self._begin(last + 1)

    def _everywhere(self) -> list[Path]:
        kept = self._folder / KEPT / self.name
        return [*self.folder.iterdir(), *(kept.iterdir() if kept.is_dir() else ())]

    def _state(self) -> Path:
        return self._folder / LOCAL / f"{self.name}.json"

    def _clean_stop(self) -> dict[str, Any] | None:
        try:
            kept = json.loads(self._state().read_bytes())
        except (OSError, ValueError):
            return None
        return kept if isinstance(kept, dict) and isinstance(kept.get("lines"), int) else None

    def _keep_state(self, state: dict[str, Any]) -> None:
        # Believed only where it agrees with the log, so it need not be durable.
        data = json.dumps({"device": self._device(self.name), **state}).encode()
        disk.put(self._state(), data, durable=False)

    def _begin(self, number: int) -> None:
        while True:
            try:
                self._descriptor = disk.create(self.folder / segment_name(number))
            except FileExistsError:  # made before a failure
                number += 1
            else:
                break
        self.number, self.size, self.crc, self._in_segment = number, 0, 0, 0
        self._since = []
        self.key = f"{self.name}/{segment_name(number)}"

    # --- writing

    def append(self, time: int, ops: list[list[Any]]) -> lines.Line:
        """Write one line; on the disk when this returns.

        Raises ``ProgressNotSaved``, and then it is not stored; only where the disk refuses even to take back what it
        could not keep, the line may stand there all the same.
        """
        try:
            if self._descriptor < 0 or self.size >= self._max_segment:
                self._leave()
                self._begin(self.number + 1)
            seq = self.number << SEQ_BITS | self._in_segment + 1
            data, crc = lines.encode(seq, time, ops)
            self._write(data)
            self._since.append(data)
            if not disk.holds(self._descriptor, self.size + len(data)):
                self._rescue()
        except OSError as error:
            raise ProgressNotSaved(self.folder, error.strerror or type(error).__name__) from error
        self._in_segment += 1
        self.size += len(data)
        self.crc = crc32(data, self.crc)
        return lines.Line(seq, crc, time, ops)

    def _write(self, data: bytes) -> None:
        try:
            disk.append(self._descriptor, data)
        except BaseException:
            self._take_back()
            raise
        try:
            disk.sync(self._descriptor)
        except BaseException:
            # What the system still holds of this file cannot be known any more: nothing is added to it.
            self._take_back()
            self._leave()
            raise

    def _rescue(self) -> None:
        """Another program has put another file in the segment's place, or cut it: what was written here is kept apart.

        A tool that synchronises may do so. The next line begins another segment.
        """
        data = b"".join(self._since)
        folder = self._folder / KEPT / self.name
        disk.make_folder(folder)
        disk.put(folder / f"{self.number:08d}.{crc32(data):08x}.jsonl", data)
        self._since = []
        self._leave()

    def kept(self) -> None:
        """All that was appended stands elsewhere too."""
        self._since = []

    def _take_back(self) -> None:
        try:
            disk.truncate(self._descriptor, self.size)
        except OSError:
            self._leave()

    def _leave(self) -> None:
        """Seal the segment: the next line begins another."""
        if self._descriptor >= 0:
            descriptor, self._descriptor = self._descriptor, -1
            disk.close(descriptor)

    def close(self) -> None:
        """Stop cleanly and let others have the folder. What was appended is on the disk already."""
        is_open = self._descriptor >= 0
        # Where the disk refuses, the next program begins another segment: nothing is lost by it.
        with contextlib.suppress(OSError):
            if is_open and self._since and not disk.holds(self._descriptor, self.size):
                self._rescue()
            self._leave()
            if is_open:
                self._keep_state(
                    {"segment": self.number, "size": self.size, "crc": self.crc, "lines": self._in_segment}
                )
        self._lock.release()
