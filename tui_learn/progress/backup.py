"""Backups: one zip file with the logs of all devices, and a list of what is in it with the sum of each.

A backup is written beside its place and renamed. One that is restored is unpacked beside the folder of progress
first; then the folder is moved away, whole, and what was unpacked takes its place: two renames. Where the program is
stopped between them, both are there under other names, and ``finish_restore`` does the second.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Self

from tui_learn import __version__
from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext
from tui_learn.progress import disk
from tui_learn.progress.copies import MAX_FILE, Key, Segment, copies_in, united
from tui_learn.progress.errors import Trouble
from tui_learn.progress.first_version import take_over
from tui_learn.progress.writers import KEPT, LOCAL, LOG, RESTORED, SEQ_BITS, segment_name

FORMAT, VERSION = "tui-learn progress", 1
MANIFEST = "manifest.json"
MAX_MEMBERS = 200_000
MAX_MANIFEST = 32 << 20
MAX_BYTES = 16 << 30
MAX_RATIO = 200
"""Bytes for each byte of the file; lines of a log, each with a sum of its own, come to about 10."""
_MEMBER = re.compile(r"log/([0-9a-f]{16,64})/([0-9]{8})\.jsonl")
_SUM = re.compile(r"[0-9a-f]{64}")
_ENCRYPTED = 1
_NO_ZIP = (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error)
"""What zipfile raises for a list of contents that is damaged: a flipped bit may ask for a later version of zip."""
_UNREADABLE = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError)

Clock = Callable[[], datetime]
"""The local time, with its zone."""


class CannotBackUp(Exception):
    """No backup was made; the message is one clear line."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path


class CannotRestore(Exception):
    """Nothing was changed; the message is one clear line."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup holds."""

    path: Path
    answers: int
    """Those taken back too."""
    writers: int
    """Devices, and programs at once on one."""
    bytes: int
    """Of the file."""
    troubles: tuple[Trouble, ...]
    """What could not be put into it."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored."""

    answers: int
    made: str
    """When the backup was made."""
    before: Path | None
    """Where the progress is that was there; None when there was none."""


def _now() -> datetime:
    return datetime.now().astimezone()


# --- backing up


def back_up(
    folder: Path,
    file: Path,
    *,
    force: bool = False,
    clock: Clock = _now,
    progress: Callable[[float], None] | None = None,
) -> BackedUp:
    """Write all that is known in the progress in ``folder`` into one file; programs may have it open.

    A file that is there is replaced with ``force`` only. ``progress`` is told how much is done, 0 to 1. Raises
    ``CannotBackUp``, and ``ProgressDamaged`` where a file of the first version cannot be taken over.
    """
    take_over(folder)
    if file.is_dir():
        raise CannotBackUp(file, _("this is a folder; name a file"))
    if file.exists() and not force:
        raise CannotBackUp(file, _("there is such a file already; name another, or replace it with --force"))
    try:
        segments = copies_in(folder / LOG, folder / KEPT)
        if not segments:
            raise CannotBackUp(folder, _("there is no progress yet to back up"))
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=file.name, suffix=".new")
        try:
            with open(handle, "w+b") as out:
                made = _write(out, segments, clock().astimezone(), progress or (lambda _share: None))
                out.flush()
                disk.sync(out.fileno())
            disk.replace(name, file)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        disk.sync_folder(file.parent)
        size = file.stat().st_size
    except OSError as error:
        raise CannotBackUp(file, error.strerror or type(error).__name__) from error
    answers, troubles = made
    return BackedUp(file, answers, len({segment.writer for segment in segments}), size, troubles)


def _write(
    out: IO[bytes], segments: dict[Segment, list[Path]], made: datetime, progress: Callable[[float], None]
) -> tuple[int, tuple[Trouble, ...]]:
    """Write the archive; how many answers it holds, and what was left out."""
    sums: dict[str, str] = {}
    answers = 0
    troubles = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for done, (segment, paths) in enumerate(segments.items()):
            progress(done / len(segments))
            held = united([path.read_bytes() for path in paths], segment.number)
            if held.damaged and (len(paths) == 1 or _is_lacking(held.lines.keys(), segment.number)):
                message = ngettext(
                    "{count} damaged line was left out", "{count} damaged lines were left out", held.damaged
                )
                troubles.append(Trouble("error", paths[0], message.format(count=held.damaged)))
            if not held.lines:
                continue
            name = f"{LOG}/{segment.writer}/{segment_name(segment.number)}"
            text = held.text
            sums[name] = hashlib.sha256(text).hexdigest()
            answers += sum(line.answers for line in held.lines.values())
            archive.writestr(_info(name, made), text)
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "program": __version__,
            "made": made.isoformat(timespec="seconds"),
            "answers": answers,
            "members": sums,
        }
        archive.writestr(_info(MANIFEST, made), json.dumps(manifest, indent=1).encode())
    return answers, tuple(troubles)


def _is_lacking(keys: Iterable[Key], number: int) -> bool:
    """Whether a line is missing that no copy has: those of a segment are numbered from 1 without gaps."""
    numbers = {seq - (number << SEQ_BITS) for seq, _crc in keys}
    return len(numbers) < max(numbers, default=0)


def _info(name: str, made: datetime) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, max(made.timetuple()[:6], (1980, 1, 1, 0, 0, 0)))  # zip knows no earlier time
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


# --- reading a backup


class Backup:
    """A backup that is open, its list read and found in order. Raises ``CannotRestore``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._archive = zipfile.ZipFile(path)
        except _NO_ZIP:
            raise CannotRestore(path, _("this is no backup of progress")) from None
        except OSError as error:
            raise CannotRestore(path, error.strerror or type(error).__name__) from error
        try:
            self._infos = {info.filename: info for info in self._archive.infolist()}
            manifest = self._manifest()
            self._check_members(manifest)
            self._sums: dict[str, str] = manifest["members"]
            self.answers: int = manifest["answers"]
            self.made: str = manifest["made"]
            """When, in ISO 8601."""
            self.members = {_segment(name): name for name in sorted(self._sums)}
            """The segments in it, and how they are called there."""
        except BaseException:
            self._archive.close()
            raise

    def _manifest(self) -> dict[str, Any]:
        """The list of what is in it, as far as that says what the rest has to be."""
        info = self._infos.get(MANIFEST)
        if info is None or info.file_size > MAX_MANIFEST:
            raise CannotRestore(self.path, _("this is no backup of progress"))
        try:
            manifest = json.loads(self._bytes_of(MANIFEST))
        except (ValueError, RecursionError):
            raise CannotRestore(self.path, _("it is damaged")) from None
        if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
            raise CannotRestore(self.path, _("this is no backup of progress"))
        version = manifest.get("version")
        if type(version) is int and version > VERSION:
            raise CannotRestore(self.path, _("it was made by a later version of this program; update that first"))
        sums = manifest.get("members")
        is_whole = (
            version == VERSION
            and type(manifest.get("answers")) is int
            and isinstance(manifest.get("made"), str)
            and isinstance(sums, dict)
            and all(isinstance(value, str) and _SUM.fullmatch(value) for value in sums.values())
        )
        if not is_whole:
            raise CannotRestore(self.path, _("it is damaged"))
        return manifest

    def _check_members(self, manifest: dict[str, Any]) -> None:
        """Nothing that does not belong there, and no more than a backup can hold."""
        infos = self._archive.infolist()
        names = self._infos.keys() - {MANIFEST}
        if len(infos) != len(self._infos) or not all(map(_MEMBER.fullmatch, names)):
            raise CannotRestore(self.path, _("there is something in it that is no part of a backup"))
        if names != manifest["members"].keys():
            raise CannotRestore(self.path, _("it is damaged"))
        total = sum(info.file_size for info in infos)
        is_small = (
            len(infos) <= MAX_MEMBERS
            and total <= min(MAX_BYTES, MAX_RATIO * max(1 << 16, self.path.stat().st_size))
            and all(info.file_size <= MAX_FILE for info in infos)
        )
        if not is_small:
            raise CannotRestore(self.path, _("what is in it is larger than a backup can be"))

    def _bytes_of(self, name: str) -> bytes:
        info = self._infos[name]
        if info.flag_bits & _ENCRYPTED:
            raise CannotRestore(self.path, _("it is encrypted"))
        try:
            with self._archive.open(info) as file:
                data = file.read(info.file_size + 1)
        except _UNREADABLE:
            raise CannotRestore(self.path, _("it is damaged")) from None
        if len(data) != info.file_size:
            raise CannotRestore(self.path, _("it is damaged"))
        return data

    def read(self, segment: Segment) -> bytes:
        """The lines of a segment. Raises ``CannotRestore`` when they are not what was backed up."""
        name = self.members[segment]
        data = self._bytes_of(name)
        if hashlib.sha256(data).hexdigest() != self._sums[name]:
            raise CannotRestore(self.path, _("it is damaged"))
        return data

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._archive.close()


def _segment(name: str) -> Segment:
    match = _MEMBER.fullmatch(name)
    assert match is not None  # the names were looked at
    return Segment(match[1], int(match[2]))


# --- restoring


def restore(folder: Path, file: Path, *, clock: Clock = _now) -> Restored:
    """Make the progress in ``folder`` what it was when a backup was made; what is there is moved beside it.

    Raises ``CannotRestore`` when the file is not wholly what was backed up, when another program is writing, or when
    the disk fails; then nothing has changed, unless it failed at the very end, when all is done but not yet flushed.
    """
    folder = folder.resolve()  # where that is a link, it goes on naming what it names
    with Backup(file) as backup:
        try:
            disk.make_folder(folder.parent)
            with _alone(folder):
                _finish(folder)
                _clear(folder)
                _hold_all(folder, ExitStack()).close()  # before much is written in vain
                try:
                    ready = _unpacked(backup, folder)
                    before = _swap(folder, ready, clock())
                except BaseException:
                    if folder.exists():
                        _clear(folder)
                    raise
        except OSError as error:
            raise CannotRestore(Path(error.filename or folder), error.strerror or type(error).__name__) from error
        return Restored(backup.answers, backup.made, before)


def finish_restore(folder: Path) -> bool:
    """Do what is left of a restoring that was stopped half-way; False when there is nothing to do.

    Raises ``OSError``, and ``CannotRestore`` while another program is at it.
    """
    folder = folder.resolve()
    if folder.exists() or not _ready(folder).is_dir():
        return False
    with _alone(folder):
        return _finish(folder)


def _finish(folder: Path) -> bool:
    ready = _ready(folder)
    if folder.exists() or not ready.is_dir():
        return False
    disk.replace(ready, folder)
    disk.sync_folder(folder.parent)
    return True


def _ready(folder: Path) -> Path:
    """What is to take the folder's place, whole and on the disk."""
    return folder.with_name(folder.name + RESTORED)


def _clear(folder: Path) -> None:
    """Take away what an earlier restoring has left that changed nothing."""
    for path in folder.parent.iterdir():
        if path == _ready(folder) or path.name.startswith(f"{folder.name}.unpacking-"):
            shutil.rmtree(path)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    try:
        with FileLock(folder.with_name(f".{folder.name}.restoring.lock"), timeout=0):
            yield
    except Timeout:
        raise CannotRestore(folder, _("another program is restoring it; wait until it is done")) from None


def _unpacked(backup: Backup, folder: Path) -> Path:
    """The backup as a folder of progress beside the one that is there."""
    work = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f"{folder.name}.unpacking-"))
    disk.make_folder(work / LOG)
    for segment in backup.members:
        target = work / LOG / segment.writer / segment_name(segment.number)
        disk.make_folder(target.parent)
        disk.put(target, backup.read(segment))
    disk.replace(work, _ready(folder))
    disk.sync_folder(folder.parent)
    return _ready(folder)


def _swap(folder: Path, ready: Path, now: datetime) -> Path | None:
    """Put what is ready in the folder's place; where the folder is now, if there was one."""
    with ExitStack() as stack:
        _hold_all(folder, stack)
        if os.name == "nt":
            stack.close()  # there a folder in which a file is open cannot be renamed
        before = _free_name(folder, now) if folder.exists() else None
        if before is not None:
            disk.replace(folder, before)
        try:
            disk.replace(ready, folder)
        except OSError:
            if before is not None:
                disk.replace(before, folder)
            raise
    disk.sync_folder(folder.parent)
    return before


def _hold_all(folder: Path, stack: ExitStack) -> ExitStack:
    """Hold the locks of all programs that write. Raises ``CannotRestore`` when one of them is running."""
    from filelock import FileLock, Timeout

    local = folder / LOCAL
    for path in sorted(local.glob("*.lock")) if local.is_dir() else ():
        lock = FileLock(path, timeout=0, thread_local=False)
        try:
            lock.acquire()
        except Timeout:
            stack.close()
            raise CannotRestore(folder, _("another program has this progress open; close it and try again")) from None
        stack.callback(lock.release)
    return stack


def _free_name(folder: Path, now: datetime) -> Path:
    dated = f"{folder.name}.before-{now:%Y-%m-%dT%H-%M-%S}"
    target, number = folder.with_name(dated), 1
    while target.exists():
        number += 1
        target = folder.with_name(f"{dated}-{number}")
    return target
