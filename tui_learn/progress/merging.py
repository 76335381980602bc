"""Taking in what another folder of progress, or a backup, knows: the union of both, and nothing is ever removed.

A segment of a device that is not here is copied; one that is longer there takes the place of ours. Where neither is
the beginning of the other (a copied folder was gone on with in two places), and where a program here is writing to
it, the lines we lack are put beside ours. What is made of the lines is the same on every device that has them.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from zlib import crc32

from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext
from tui_learn.progress import disk
from tui_learn.progress.backup import Backup, CannotRestore
from tui_learn.progress.copies import (
    MAX_FILE,
    Held,
    Segment,
    Whole,
    copies_in,
    united,
    without_prefixes,
    writer_folders,
)
from tui_learn.progress.errors import ProgressDamaged, Trouble
from tui_learn.progress.first_version import FILE, take_over
from tui_learn.progress.writers import KEPT, LOCAL, LOG, segment_name

LOCK_SECONDS = 10


class CannotMerge(Exception):
    """Nothing more was taken in; the message is one clear line."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge has brought."""

    source: Path
    """Where it was found."""
    lines: int = 0
    """Writes that were not here."""
    events: int = 0
    """Events in them: answers, what was taken back, decisions about cards, what was read."""
    answers: int = 0
    """Answers among those, practice and those taken back too."""
    writers: int = 0
    """Devices of which nothing was here."""
    longer_there: int = 0
    """Logs of which more was there."""
    longer_here: int = 0
    """Logs of which more is here."""
    forked: int = 0
    """Logs that were gone on with in both places."""
    troubles: tuple[Trouble, ...] = ()
    """What could not be taken from the source."""


@dataclass
class _Tally:
    """The same, while it is counted."""

    lines: int = 0
    events: int = 0
    answers: int = 0
    writers: set[str] = field(default_factory=set)
    longer_there: int = 0
    longer_here: int = 0
    forked: int = 0
    troubles: list[Trouble] = field(default_factory=list)


class _Source(Protocol):
    """Where segments come from."""

    def segments(self) -> list[Segment]:
        """Those that are there."""

    def contents(self, segment: Segment) -> Iterator[tuple[Path, bytes | str]]:
        """The copies of one, each with the name it is told by; in the place of bytes why it cannot be read."""


def merge(folder: Path, source: Path, *, progress: Callable[[float], None] | None = None) -> Merged:
    """Take into the progress in ``folder`` what ``source`` knows; that is never written to.

    ``source`` is a folder of progress, its ``log/``, a folder with ``progress/`` in it, or the file of a backup.
    Programs that have the progress open may stay open. Merging again changes nothing. ``progress`` is told how much
    is done, 0 to 1. Raises ``CannotMerge``, and what was taken in until then stays; ``ProgressDamaged`` where a file
    of the first version here cannot be taken over.
    """
    with ExitStack() as stack:
        try:
            found = _opened(folder, source, stack)
            take_over(folder)
            disk.make_folder(folder / LOG)
            disk.make_folder(folder / LOCAL)
            stack.enter_context(_alone(folder))
            tally = _Tally()
            known = {path.name for root in _roots(folder) for path in writer_folders(root)}
            ours = copies_in(*_roots(folder))
            segments = found.segments()
            for done, segment in enumerate(segments):
                if progress is not None:
                    progress(done / len(segments))
                _merge_segment(folder, segment, ours.get(segment, []), found, tally)
        except OSError as error:
            raise CannotMerge(Path(error.filename or folder), error.strerror or type(error).__name__) from error
    return Merged(
        source, tally.lines, tally.events, tally.answers, len(tally.writers - known),
        tally.longer_there, tally.longer_here, tally.forked, tuple(tally.troubles),
    )  # fmt: skip


def _roots(folder: Path) -> tuple[Path, Path]:
    return folder / LOG, folder / KEPT


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    try:
        with FileLock(folder / LOCAL / "merge.lock", timeout=LOCK_SECONDS):
            yield
    except Timeout:
        raise CannotMerge(folder, _("another program is merging into it; wait until it is done")) from None


# --- where it comes from


class _Folders:
    """Folders of logs."""

    def __init__(self, roots: list[Path]) -> None:
        self._copies = copies_in(*roots)

    def segments(self) -> list[Segment]:
        return list(self._copies)

    def contents(self, segment: Segment) -> Iterator[tuple[Path, bytes | str]]:
        for path in self._copies[segment]:
            try:
                if path.stat().st_size > MAX_FILE:
                    yield path, _("it is too large for a log")
                else:
                    yield path, path.read_bytes()
            except OSError as error:
                yield path, error.strerror or type(error).__name__


class _File:
    """A backup; what is whole in it is taken even where the rest is not."""

    def __init__(self, backup: Backup) -> None:
        self._backup = backup

    def segments(self) -> list[Segment]:
        return list(self._backup.members)

    def contents(self, segment: Segment) -> Iterator[tuple[Path, bytes | str]]:
        path = self._backup.path / self._backup.members[segment]
        try:
            yield path, self._backup.read(segment)
        except CannotRestore as error:
            yield path, error.reason


def _opened(folder: Path, source: Path, stack: ExitStack) -> _Source:
    """The logs that are meant. Raises ``CannotMerge``."""
    if source.is_file():
        try:
            return _File(stack.enter_context(Backup(source)))
        except CannotRestore as error:
            raise CannotMerge(source, error.reason) from None
    if not source.is_dir():
        raise CannotMerge(source, _("there is no such folder; check the name"))
    for place in (source, source / "progress"):
        roots = [root for root in _roots(place) if root.is_dir()]
        if roots or (place / FILE).is_file():
            _refuse_own(folder, source, [place, *roots])
            return _Folders([*roots, *_first_version(place, stack)])
    if not writer_folders(source):
        raise CannotMerge(source, _("no progress of this program is in it; name the folder in which log/ lies"))
    _refuse_own(folder, source, [source])
    return _Folders([source])


def _refuse_own(folder: Path, source: Path, places: list[Path]) -> None:
    own = folder.resolve()
    for place in places:
        real = place.resolve()
        if own in (real, *real.parents) or any(_is_same(place, mine) for mine in (folder, *_roots(folder))):
            raise CannotMerge(source, _("this is the progress that would be merged into"))


def _is_same(one: Path, other: Path) -> bool:
    return other.is_dir() and os.path.samefile(one, other)


def _first_version(place: Path, stack: ExitStack) -> list[Path]:
    """What the first version kept there, as a log made of a copy of it."""
    file = place / FILE
    if not file.is_file():
        return []
    copy = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tui-learn-")))
    (copy / FILE).write_bytes(file.read_bytes())
    try:
        take_over(copy)
    except ProgressDamaged:
        raise CannotMerge(file, _("it cannot be read; move it away to merge the rest")) from None
    return [copy / LOG]


# --- one segment


def _merge_segment(folder: Path, segment: Segment, ours: list[Path], source: _Source, tally: _Tally) -> None:
    copies: list[bytes] = []
    shown = Path()
    for shown, content in source.contents(segment):
        if isinstance(content, str):
            tally.troubles.append(Trouble("error", shown, content))
        else:
            copies.append(content)
    if not any(copies):
        return
    copies = without_prefixes(copies)
    here = [path.read_bytes() for path in ours]
    if _is_known(copies, here):
        tally.longer_here += all(len(copies[0]) < len(data) for data in here)
        return
    theirs = united(copies, segment.number)
    if theirs.damaged:
        count = theirs.damaged
        message = ngettext("{count} damaged line was left out", "{count} damaged lines were left out", count)
        tally.troubles.append(Trouble("error", shown, message.format(count=count)))
    known = united(here, segment.number).lines if here else {}
    new = [line for key, line in theirs.lines.items() if key not in known]
    if not new:
        return
    tally.writers.add(segment.writer)
    with _held(folder, segment.writer) as is_free:
        _store(folder, segment, theirs, new, tally, is_free=is_free)
    tally.lines += len(new)
    tally.events += sum(line.events for line in new)
    tally.answers += sum(line.answers for line in new)


def _is_known(copies: list[bytes], here: list[bytes]) -> bool:
    """Whether a copy here begins with all of theirs: then nothing need be looked at line by line."""
    return len(copies) == 1 and any(data.startswith(copies[0]) for data in here)


def _store(folder: Path, segment: Segment, theirs: Held, new: list[Whole], tally: _Tally, *, is_free: bool) -> None:
    main = folder / LOG / segment.writer / segment_name(segment.number)
    disk.make_folder(main.parent)
    ours = main.read_bytes() if main.is_file() else None
    text = theirs.text
    if is_free and ours is None:
        disk.put(main, text)
    elif is_free and ours is not None and not theirs.damaged and text.startswith(ours):
        disk.put(main, text)
        tally.longer_there += 1
    else:
        # Beside it in the log, where open programs look and other devices get it too.
        data = b"".join(line.raw for line in new)
        disk.put(main.with_name(f"{segment.number:08d}.{crc32(data):08x}.jsonl"), data)
        tally.forked += 1


@contextmanager
def _held(folder: Path, writer: str) -> Iterator[bool]:
    """Keep programs here from writing to a device's folder meanwhile; False when one is at it."""
    from filelock import FileLock, Timeout

    lock = folder / LOCAL / f"{writer}.lock"
    if not lock.exists() and not lock.with_suffix(".json").exists():
        yield True  # never written to here
        return
    held = FileLock(lock, timeout=0, thread_local=False)
    try:
        held.acquire()
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        held.release()
