"""Reading the logs of all devices: what is new since the last look, or everything.

A log is expected to grow and never to change. Where one does (a tool that synchronises brought back an older copy, a
disk was restored, a bit flipped), what was read of it before and kept beside is read too, and nothing is lost.
"""

from __future__ import annotations

import heapq
import itertools
import json
import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext
from tui_learn.progress import disk
from tui_learn.progress.errors import ProgressDamaged, Trouble
from tui_learn.progress.lines import Damage, Line, complete, scan, tail, with_any
from tui_learn.progress.writers import KEPT, LOCAL, LOG, SEQ_BITS, is_writer, segment_name

NUMBERED = re.compile(r"(0\d{7})\b.*\.jsonl")
"""A segment, or a copy of one that a tool has put beside it."""
_IDENTITY = re.compile(r"([0-9a-f]{16,64})-([0-9a-f]+)-([0-9a-f]{8})(?:\.(\d+))?")
_PLACE = (1 << SEQ_BITS) - 1
"""The part of a line's number that is its place in the segment."""
_SETTLED = 100_000_000
"""Nanoseconds after which a folder's time tells a later change from an earlier one."""


class Position(NamedTuple):
    """How far a file was read."""

    size: int
    """Bytes, to the end of a line."""
    crc: int
    """The sum of them."""
    number: int
    """Of the last line, within its segment."""
    stat: tuple[int, int]
    """Size and time of the file when it was looked at."""


class Read(NamedTuple):
    """A line, and whose it is."""

    writer: str
    line: Line


@dataclass
class _Folder:
    """A writer's folder as it was listed."""

    mtime: int
    listed: int
    files: list[str]


@dataclass
class _Notes:
    """What was met on the way."""

    damage: dict[str, int] = field(default_factory=dict)
    odd: dict[str, str] = field(default_factory=dict)


class Logs:
    """The logs in a folder of progress. Raises ``ProgressDamaged`` where they cannot be read at all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._log = folder / LOG
        self._log_name = str(self._log)
        self.positions: dict[str, Position] = {}
        """By ``writer/file``."""
        self.damage: dict[str, int] = {}
        """Damaged stretches met, by ``writer/file``."""
        self.odd: dict[str, str] = {}
        """What else is not as it should be, by ``writer/file``."""
        self._watched: list[tuple[str, int, int | None]] = []
        """Paths, with their time and size, that are as they were while nothing is new."""
        self._watched_for: str | None = None
        self._root: _Folder | None = None
        self._folders: dict[str, _Folder] = {}
        self._verified = False
        self.apart: set[str] = set()
        """Files, as ``writer/file``, of segments that were read from copies too: what such a file has later may be
        nothing new."""
        self.kept: dict[str, int] = {}
        """How much of each file was copied, in bytes."""

    # --- what is new

    def news(self, own: str | None = None) -> list[Read] | None:
        """The lines added since the last look; None when a log is not what it was: then read ``everything``.

        ``own`` is the file, ``writer/file``, that the caller itself is appending to: it is not looked at.
        """
        try:
            if own == self._watched_for and self._is_quiet():
                return []
            self._watched = []
            found = self._news(own)
            self._verified = True
            self._watch(own)
        except OSError as error:
            raise ProgressDamaged(self._log, error.strerror or type(error).__name__) from error
        return found

    def _is_quiet(self) -> bool:
        """Whether everything is as it was when it was looked at last."""
        stat = os.stat
        for path, mtime, size in self._watched:
            try:
                now = stat(path)
            except FileNotFoundError:
                return False
            if now.st_mtime_ns != mtime or (size is not None and now.st_size != size):
                return False
        return bool(self._watched)

    def _watch(self, own: str | None) -> None:
        """Note what tells that nothing is new, where the times of folders are old enough to tell it."""
        root = self._root
        folders = self._folders
        if root is None or not all(f.listed - f.mtime >= _SETTLED for f in (root, *folders.values())):
            return
        skipped = own.partition("/")[0] if own is not None else None
        watched: list[tuple[str, int, int | None]] = [(self._log_name, root.mtime, None)]
        for writer, folder in folders.items():
            watched.append((f"{self._log_name}/{writer}", folder.mtime, None))
            for name in _newest(folder.files) if writer != skipped else ():
                at = self.positions.get(f"{writer}/{name}")
                if at is None:
                    return
                watched.append((f"{self._log_name}/{writer}/{name}", at.stat[1], at.stat[0]))
        self._watched, self._watched_for = watched, own

    def _news(self, own: str | None) -> list[Read] | None:
        found: list[Read] = []
        skipped = own.partition("/")[0] if own is not None else None
        writers, others = self._writers()
        if others and any(key.partition("/")[0] not in writers for key in self.positions if key != own):
            return None
        for writer in writers:
            if writer == skipped:
                names, changed = self._files(writer)
                if changed and any(f"{writer}/{name}" not in self.positions for name in names):
                    return None  # somebody has put a copy beside what is written here
                continue
            names, changed = self._files(writer)
            # Only the newest grows, unless a tool has put others in their place.
            for name in names if changed or not self._verified else _newest(names):
                lines = self._news_of(writer, name)
                if lines is None:
                    return None
                found += lines
            if changed and any(gone not in names for gone in self._known(writer)):
                return None
        return found

    def _known(self, writer: str) -> list[str]:
        start = writer + "/"
        return [key[len(start) :] for key in self.positions if key.startswith(start)]

    def _writers(self) -> tuple[list[str], bool]:
        """The folders of the log, and whether they may be others than at the last look."""
        try:
            mtime = os.stat(self._log_name).st_mtime_ns
        except FileNotFoundError:
            self._root, self._folders = None, {}
            return [], True
        root = self._root
        if root is None or root.mtime != mtime or root.listed - mtime < _SETTLED:
            now = time.time_ns()
            names = sorted(entry.name for entry in os.scandir(self._log) if is_writer(entry.name) and entry.is_dir())
            self._root = root = _Folder(mtime, now, names)
            self._folders = {name: old for name, old in self._folders.items() if name in names}
            return names, True
        return root.files, False

    def _files(self, writer: str) -> tuple[list[str], bool]:
        """The files of a writer, and whether they may be others than at the last look."""
        path = f"{self._log_name}/{writer}"
        mtime = os.stat(path).st_mtime_ns
        old = self._folders.get(writer)
        if old is not None and old.mtime == mtime and old.listed - mtime >= _SETTLED:
            return old.files, False
        now = time.time_ns()
        names = sorted(e.name for e in os.scandir(path) if NUMBERED.fullmatch(e.name) and e.is_file())
        self._folders[writer] = _Folder(mtime, now, names)
        return names, True

    def _news_of(self, writer: str, name: str) -> list[Read] | None:
        key = f"{writer}/{name}"
        path = Path(f"{self._log_name}/{key}")
        try:
            stat = os.stat(path)
        except FileNotFoundError:
            return None
        now = (stat.st_size, stat.st_mtime_ns)
        known = self.positions.get(key)
        if known is not None and known.stat == now:
            return []
        if key in self.apart or (known is None and name != segment_name(int(name[:8]))):
            return None  # it and its copies are read together
        start = known.size if known is not None else 0
        if known is not None and (stat.st_size < start or not self._is_as_it_was(path, known, stat.st_size)):
            return None
        with path.open("rb") as file:
            file.seek(start)
            data = file.read()
        return self._taken(writer, name, data, known, now)

    def _is_as_it_was(self, path: Path, known: Position, size: int) -> bool:
        with path.open("rb") as file:
            if self._verified and size > known.size:  # it has grown while we were looking
                file.seek(max(0, known.size - 1))
                return known.size == 0 or file.read(1) == b"\n"
            return crc32(file.read(known.size)) == known.crc

    def _taken(self, writer: str, name: str, data: bytes, known: Position | None, stat: tuple[int, int]) -> list[Read]:
        found = []
        key = f"{writer}/{name}"
        last = known.number if known is not None else 0
        last_line, is_damaged = tail(data)
        if is_damaged:
            self.damage[key] = self.damage.get(key, 0) + 1
        if last_line is None:  # what follows the last line end is still being written, or was never finished
            data = data[: complete(data)]
        for line in itertools.chain(scan(data), [last_line] if last_line is not None else ()):
            if isinstance(line, Damage) or line.seq >> SEQ_BITS != int(name[:8]):
                self.damage[key] = self.damage.get(key, 0) + 1
                continue
            last = self._numbered(key, line, last, _Notes(self.damage, self.odd))
            found.append(Read(writer, line))
        start = known if known is not None else Position(0, 0, 0, (0, 0))
        self.positions[key] = Position(start.size + len(data), crc32(data, start.crc), last, stat)
        return found

    def _numbered(self, key: str, line: Line, last: int, notes: _Notes) -> int:
        number = line.seq & _PLACE
        if number > last + 1 and key not in notes.damage:
            missing = number - last - 1
            notes.odd[key] = ngettext("{count} line is missing", "{count} lines are missing", missing).format(
                count=missing
            )
        return max(number, last)

    def advance(self, key: str, size: int, crc: int, number: int) -> None:
        """The caller itself has appended to a file, ``writer/file``."""
        self.positions[key] = Position(size, crc, number, (0, 0))

    # --- everything

    def everything(self) -> Iterator[Read]:
        """All lines of all devices, by their logical time; from here on ``news`` are those after them.

        Each line once, wherever it still stands.
        """
        self.positions, self.damage, self.odd, self.apart = {}, {}, {}, set()
        self._root, self._folders, self._verified, self._watched = None, {}, False, []
        notes = _Notes(self.damage, self.odd)
        yield from self._merged(lambda writer, number: self._segment(writer, number, notes, positions=self.positions))

    def lines(self, containing: tuple[bytes, ...] | None = None, *, bounded: bool = True) -> Iterator[Read]:
        """The lines that were read so far, once more; ``containing``: those with one of these in them.

        Without ``bounded`` also those that nobody has read yet.
        """
        notes = _Notes()
        yield from self._merged(
            lambda writer, number: self._segment(writer, number, notes, containing=containing, bounded=bounded)
        )
        self._note(notes)

    def _note(self, notes: _Notes) -> None:
        """What was met when lines were read once more: a file may have been damaged since."""
        for key, count in notes.damage.items():
            self.damage[key] = max(count, self.damage.get(key, 0))
        self.odd = notes.odd | self.odd

    def identified(
        self, table: str, containing: tuple[bytes, ...] | None = None
    ) -> Iterator[tuple[str, dict[str, Any]]]:
        """The events of a table by the logical time of their lines: where each stands, and the event with its id."""
        given: set[str] = set()
        for writer, line in self.lines(containing):
            for place, op in enumerate(line.ops):
                if is_event(op) and op[1] == table:
                    own = op[2].get("id")
                    if own is None or own not in given:
                        if own is not None:
                            given.add(own)
                        yield event_id(writer, line.seq, line.crc, place), event_document(writer, line, place)

    def events(self, table: str, containing: tuple[bytes, ...] | None = None) -> Iterator[dict[str, Any]]:
        """The same, the events alone."""
        return (document for _identity, document in self.identified(table, containing))

    def _merged(self, segment: Callable[[str, int], Iterator[Line]]) -> Iterator[Read]:
        try:
            streams = [self._stream(writer, segment) for writer in self._all_writers()]
            yield from heapq.merge(*streams, key=_order) if len(streams) > 1 else _only(streams)
        except OSError as error:
            raise ProgressDamaged(self._log, error.strerror or type(error).__name__) from error

    def _all_writers(self) -> list[str]:
        names = set()
        for folder in (self._log, self.folder / KEPT):
            if folder.is_dir():
                names |= {entry.name for entry in os.scandir(folder) if is_writer(entry.name) and entry.is_dir()}
        return sorted(names)

    def numbers(self, writer: str) -> list[int]:
        """The segments of a writer that are there, or were."""
        return sorted({int(path.name[:8]) for path in self._copies(writer)})

    def _copies(self, writer: str) -> list[Path]:
        folders = (self._log / writer, self.folder / KEPT / writer)
        return [
            path for folder in folders if folder.is_dir() for path in sorted(folder.iterdir())
            if NUMBERED.fullmatch(path.name) and path.is_file()
        ]  # fmt: skip

    def _stream(self, writer: str, segment: Callable[[str, int], Iterator[Line]]) -> Iterator[Read]:
        for number in self.numbers(writer):
            for line in segment(writer, number):
                yield Read(writer, line)

    def _segment(
        self,
        writer: str,
        number: int,
        notes: _Notes,
        *,
        containing: tuple[bytes, ...] | None = None,
        positions: dict[str, Position] | None = None,
        bounded: bool = False,
    ) -> Iterator[Line]:
        """The lines of a segment in order, from all copies of it; how far they were read goes to ``positions``."""
        limit = self._read_so_far(writer, number) if bounded else None
        contents = [
            (path, path.stat(), path.read_bytes()) for path in self._copies(writer) if int(path.name[:8]) == number
        ]
        longest = max((data for _path, _stat, data in contents), key=len)
        name = segment_name(number)
        main = self._log / writer / name
        shorter = not any(path == main and len(data) == len(longest) for path, _stat, data in contents)
        if shorter:
            notes.odd[f"{writer}/{name}"] = _("it is shorter than it was; what had been read of it before is used")
        union = not all(longest.startswith(data) for _path, _stat, data in contents)
        if not union:
            (key,) = [f"{writer}/{path.name}" for path, _stat, data in contents if data is longest][:1]
            lines = self._of_copy(key, longest, number, notes, containing)
        else:
            lines = self._united(writer, [(path, data) for path, _stat, data in contents], number, notes, containing)
        last = 0
        for line in lines:
            if limit is not None and line.seq & _PLACE > limit:
                continue
            last = self._numbered(f"{writer}/{name}", line, last, notes) if containing is None else 0
            yield line
        if positions is None:
            return
        beside = [path for path, _stat, _data in contents if path.parent.parent == self._log]
        if beside != [main] or shorter or union:
            self.apart.update([f"{writer}/{name}", *(f"{writer}/{path.name}" for path in beside)])
        for path, stat, data in contents:
            if path.parent.parent == self._log:
                size = len(data) if tail(data)[0] is not None else complete(data)
                at = Position(size, crc32(data[:size]), last, (stat.st_size, stat.st_mtime_ns))
                positions[f"{writer}/{path.name}"] = at

    def _read_so_far(self, writer: str, number: int) -> int | None:
        """The place in a segment up to which its lines were read; None for all, where only copies of it are left."""
        start = f"{writer}/{number:08d}"
        places = [at.number for key, at in self.positions.items() if key.startswith(start)]
        if places:
            return max(places)
        return 0 if (self._log / writer / segment_name(number)).is_file() else None

    def _united(
        self,
        writer: str,
        copies: list[tuple[Path, bytes]],
        number: int,
        notes: _Notes,
        containing: tuple[bytes, ...] | None,
    ) -> Iterator[Line]:
        """The lines that stand in any copy. Damage of a line that another copy has whole is no loss."""
        union: dict[tuple[int, int], Line] = {}
        found: list[tuple[str, int, int]] = []
        for path, data in copies:
            key, met = f"{writer}/{path.name}", _Notes()
            lines = list(self._of_copy(key, data, number, met, containing))
            union.update(((line.seq, line.crc), line) for line in lines)
            found.append((key, len(lines), met.damage.get(key, 0)))
        for key, whole, damaged in found:
            if whole + damaged > len(union):
                notes.damage[key] = notes.damage.get(key, 0) + damaged
            elif damaged:
                notes.odd[key] = _("a line in it is damaged; it was read from a copy")
        yield from (line for _identity, line in sorted(union.items()))

    def _of_copy(
        self, key: str, data: bytes, number: int, notes: _Notes, containing: tuple[bytes, ...] | None
    ) -> Iterator[Line]:
        last, is_damaged = tail(data)
        lines = scan(data if containing is None else with_any(data[: complete(data)], containing))
        for line in lines if last is None else itertools.chain(lines, [last]):
            if isinstance(line, Damage) or line.seq >> SEQ_BITS != number:
                notes.damage[key] = notes.damage.get(key, 0) + 1
            else:
                yield line
        if is_damaged:
            notes.damage[key] = notes.damage.get(key, 0) + 1

    def segment(self, writer: str, number: int) -> list[Line]:
        """The lines of one segment, in order; none where there is none."""
        try:
            notes = _Notes()
            found = list(self._segment(writer, number, notes)) if number in self.numbers(writer) else []
            self._note(notes)
            return found
        except OSError as error:
            raise ProgressDamaged(self._log, error.strerror or type(error).__name__) from error

    def begin(self, writer: str) -> None:
        """The caller begins to append to a writer's folder: what stands there already has its place among the news."""
        self._root, self._watched = None, []
        self._folders.pop(writer, None)

    def backwards(self, table: str) -> Iterator[Iterator[list[dict[str, Any]]]]:
        """For each device the events of its segments, the latest segment first."""
        for writer in self._all_writers():
            yield (
                [
                    event_document(writer, line, place)
                    for line in self.segment(writer, number)
                    for place, op in enumerate(line.ops)
                    if is_event(op) and op[1] == table
                ]
                for number in reversed(self.numbers(writer))
            )

    def find(self, table: str, identity: str) -> Iterator[dict[str, Any]]:
        """The event of an id; at most one."""
        match = _IDENTITY.fullmatch(identity)
        if match is None:  # one that the first version gave
            wanted = json.dumps(identity, ensure_ascii=False).encode("utf-8", "surrogatepass")
            yield from (found for found in self.events(table, (wanted,)) if found["id"] == identity)
            return
        writer, seq, crc, place = match[1], int(match[2], 16), int(match[3], 16), int(match[4] or 0)
        for line in self.segment(writer, seq >> SEQ_BITS):
            if (line.seq, line.crc) == (seq, crc) and place < len(line.ops):
                op = line.ops[place]
                if is_event(op) and op[1] == table:
                    yield event_document(writer, line, place)
                    return

    # --- keeping

    def keep(self) -> None:
        """Copy what was read of the logs, so that nothing is lost when one comes back shorter.

        Raises ``OSError``. One program at a time does it; another finds it done.
        """
        behind = {key: at for key, at in self.positions.items() if self.kept.get(key) != at.size}
        if not behind:
            return
        from filelock import FileLock, Timeout

        disk.make_folder(self.folder / LOCAL)
        try:
            with FileLock(self.folder / LOCAL / "keep.lock", timeout=0):
                for key, at in behind.items():
                    self._keep_file(key, at)
        except Timeout:
            return

    def _keep_file(self, key: str, at: Position) -> None:
        source, target = self._log / key, self.folder / KEPT / key
        try:
            data = source.read_bytes()[: at.size]
        except FileNotFoundError:
            return
        if crc32(data) != at.crc:
            return  # it is not what was read any more
        disk.make_folder(target.parent)
        copies = {path: path.read_bytes() for path in target.parent.glob(f"{target.name[:8]}*.jsonl")}
        if not any(kept.startswith(data) for kept in copies.values()):
            behind = next((path for path, kept in copies.items() if data.startswith(kept)), None)
            if behind is not None:
                _append(behind, data[len(copies[behind]) :])
            else:
                beside = f"{target.name[:8]}.{crc32(data):08x}.jsonl"
                disk.put(target if not copies else target.with_name(beside), data)
        self.kept[key] = at.size

    # --- what is wrong

    def troubles(self) -> list[Trouble]:
        """What is damaged or missing; the rest is used all the same."""
        found = []
        for key, count in sorted(self.damage.items()):
            message = ngettext("{count} damaged line", "{count} damaged lines", count).format(count=count)
            found.append(Trouble("error", self._log / key, message))
        found += [Trouble("warning", self._log / key, message) for key, message in sorted(self.odd.items())]
        return found


def _append(path: Path, data: bytes) -> None:
    if not data:
        return
    descriptor = disk.reopen(path)
    try:
        disk.append(descriptor, data)
        disk.sync(descriptor)
    finally:
        disk.close(descriptor)


def event_id(writer: str, seq: int, crc: int, place: int) -> str:
    """The identity of an event: the same wherever the line came from, another for any other line."""
    return f"{writer}-{seq:x}-{crc:08x}" + (f".{place}" if place else "")


def is_event(op: list[Any]) -> bool:
    """Whether a part of a line is an event, of whatever table."""
    match op:
        case ["e", str(), dict()]:
            return True
    return False


def event_document(writer: str, line: Line, place: int) -> dict[str, Any]:
    """The event at a place in a line, with its id."""
    document: dict[str, Any] = line.ops[place][2]
    # What came from a file of the first version has an id of its own.
    document.setdefault("id", event_id(writer, line.seq, line.crc, place))
    return document


def _newest(names: list[str]) -> list[str]:
    """The files of the last segment: itself, and copies that a tool has put beside it."""
    return [name for name in names if name[:8] == names[-1][:8]]


def _order(read: Read) -> tuple[int, str, int, int]:
    return read.line.time, read.writer, read.line.seq, read.line.crc


def _only(streams: list[Iterator[Read]]) -> Iterator[Read]:
    for stream in streams:
        yield from stream
