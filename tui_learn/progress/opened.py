"""A folder of progress that is open: reading along, what is remembered by name, and taking leave."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tinydb import TinyDB

from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext
from tui_learn.progress import disk
from tui_learn.progress.cards import in_milliseconds
from tui_learn.progress.errors import ProgressDamaged, ProgressNotSaved, Trouble
from tui_learn.progress.following import SCHEDULE, TABLE, Fold, options_of
from tui_learn.progress.journal import JournalDB, JournalStorage
from tui_learn.progress.kept import Kept
from tui_learn.progress.options import DEFAULT_WEIGHTS, ScheduleOptions
from tui_learn.progress.schedule import scheduler
from tui_learn.progress.snapshot import Snapshot, read_snapshot, write_snapshot
from tui_learn.progress.writers import LOCAL, RESTORED

LOCK_SECONDS = 10
A_MOMENT = 0.1
"""Seconds."""
REPLAYED, SMALL = 300, 5000
"""With so many cards or more a start folds up to so many events rather than that a leave-taking packs all cards."""
FUTURE = 10 * 60 * 1000
"""Milliseconds by which another device's clock may be ahead before that is told."""
_NOT_A_SNAPSHOT = (KeyError, TypeError, ValueError, IndexError, AttributeError)


class Opened:
    """What ``Progress`` is built on."""

    def __init__(self, folder: str | Path, *, clock: Callable[[], datetime] | None = None) -> None:
        self.folder = Path(folder)
        self._clock = clock or (lambda: datetime.now(UTC))
        self._lock = threading.RLock()
        self.db: TinyDB = JournalDB(self.folder, events=(TABLE,))
        """A ``TinyDB`` with the tables ``reviews`` (every event) and those of what is remembered by name."""
        storage = self.db.storage
        assert isinstance(storage, JournalStorage)
        self._storage = storage
        self._fold = Fold(storage.logs)
        storage.follower = self._fold
        self._kept = Kept(storage)
        self._loaded = False
        self._looked = 0.0
        self._uncached = ""

    # --- reading

    def _refresh(self) -> Fold:
        """Read along what changed on disk since the last look."""
        if not self._loaded:
            self._load()
        self._storage.refresh()
        if self._fold.options_seen != self._storage.table_version("kept"):
            self._note_options()
        self._looked = time.monotonic()
        return self._fold

    def _before_writing(self) -> Fold:
        """The same, and this program has its place in the log."""
        self._refresh()
        self._storage.begin()
        return self._fold

    def _before_answer(self) -> Fold:
        """The same, unless it was done a moment ago: whoever answers has just been shown what there is."""
        if self._storage.is_writing and time.monotonic() - self._looked < A_MOMENT:
            return self._fold
        return self._before_writing()

    def _load(self) -> None:
        self._complete()
        try:
            snapshot = read_snapshot(self.folder)
        except OSError as error:
            raise ProgressDamaged(self.folder, error.strerror or type(error).__name__) from error
        if snapshot is not None:
            try:
                self._fold.restore(snapshot)
                self._storage.restore(snapshot.head["journal"], snapshot.sections["tables"])
            except _NOT_A_SNAPSHOT:  # made by another version: what it says is in the logs
                self._fold.forget()
                self._storage.forget()
        self._loaded = True

    def _complete(self) -> None:
        """Finish what was begun on the folder: a restoring that was stopped, the taking over of an older file."""
        from tui_learn.progress.first_version import FILE, take_over

        if not self.folder.exists() and self.folder.with_name(self.folder.name + RESTORED).is_dir():
            from tui_learn.progress.backup import CannotRestore, finish_restore

            try:
                finish_restore(self.folder)
            except (CannotRestore, OSError) as error:
                raise ProgressDamaged(self.folder, str(error)) from error
        if (self.folder / FILE).is_file():
            take_over(self.folder)

    def _note_options(self) -> None:
        """What is folded by other options than are kept now is folded anew."""
        kept = self._kept.get(SCHEDULE)
        options = options_of(kept) if kept is not None else ScheduleOptions()
        is_other = options.id != self._fold.options.id
        self._fold.options = options
        self._fold.options_seen = self._storage.table_version("kept")
        if is_other:
            self._storage.reread()

    def now(self) -> datetime:
        """The time by which answers are kept."""
        return self._clock()

    def _at(self, at: datetime | None) -> int:
        return in_milliseconds(at or self._clock())

    # --- what is remembered by name

    def remember(self, name: str, value: Any) -> None:
        """Keep a JSON value under a name, durably; of two devices' values the later counts."""
        self.change(name, lambda _old: value)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """No other program changes what is kept by name meanwhile. Raises ``ProgressNotSaved``."""
        from filelock import FileLock, Timeout

        try:
            disk.make_folder(self.folder / LOCAL)
            lock = FileLock(self.folder / LOCAL / "change.lock", timeout=LOCK_SECONDS)
            lock.acquire()
        except Timeout as error:
            raise ProgressNotSaved(self.folder, _("another program is holding it")) from error
        except OSError as error:
            raise ProgressNotSaved(self.folder, error.strerror or type(error).__name__) from error
        try:
            yield
        finally:
            lock.release()

    def change(self, name: str, change: Callable[[Any], Any], default: Any = None) -> Any:
        """Replace what is kept under a name by what ``change`` makes of it, and return that."""
        with self._lock, self._alone():
            self._before_writing()
            value = change(self._kept.get(name, default))
            self._kept.put(name, value)
            return value

    def recall(self, name: str, default: Any = None) -> Any:
        """What was kept under a name."""
        with self._lock:
            self._refresh()
            return self._kept.get(name, default)

    def recall_all(self, beginning: str) -> dict[str, Any]:
        """What was kept under all names that begin so, by the rest of their names; not to be changed."""
        with self._lock:
            self._refresh()
            return self._kept.beginning(beginning)

    def marks(self, name: str) -> frozenset[str]:
        """The elements of a set that is kept one by one: two devices' elements come together."""
        with self._lock:
            self._refresh()
            return self._kept.marks(name)

    def mark(self, name: str, elements: Iterable[str]) -> bool:
        """Put elements into it, in one write; False when they were there."""
        with self._lock:
            self._refresh()
            return self._kept.mark(name, elements)

    def unmark(self, name: str, elements: Iterable[str]) -> bool:
        """Take elements out of it; False when none was there."""
        with self._lock:
            self._refresh()
            return self._kept.mark(name, elements, on=False)

    @property
    def options(self) -> ScheduleOptions:
        """How the schedule is set."""
        with self._lock:
            return self._refresh().options

    def set_options(self, options: ScheduleOptions) -> None:
        """Set the schedule. What changes the fold changes it for all answers there are.

        Raises ``ValueError`` that names the option that cannot be.
        """
        options.check()
        if options.weights != DEFAULT_WEIGHTS:
            scheduler(options)  # py-fsrs knows what weights can be
        self.remember(SCHEDULE, options.to_json())
        self._refresh()

    # --- the folder

    def troubles(self) -> list[Trouble]:
        """What in the folder is not as it should be; the rest is used all the same."""
        with self._lock:
            fold = self._refresh()
            found = self._storage.logs.troubles()
            unknown = fold.malformed + self._storage.unknown
            if unknown:
                message = ngettext(
                    "{count} entry is of a later version", "{count} entries are of a later version", unknown
                )
                found.append(Trouble("warning", self.folder, message.format(count=unknown)))
            if fold.latest > self._at(None) + FUTURE:
                message = _("an answer lies in the future: the clock of a device is wrong")
                found.append(Trouble("warning", self.folder, message))
            if self._uncached:
                found.append(Trouble("warning", self.folder, self._uncached))
            return found

    def tidy(self) -> None:
        """Keep what was folded, so that the next start is quick, and copies of the logs that were read.

        Only caches: where the disk refuses, that is among the troubles.
        """
        with self._lock:
            if not self._loaded or not (self._fold.changed or self._storage.is_writing):
                return
            try:
                self._storage.keep()
                if self._fold.changed > REPLAYED or self._fold.table.cards < SMALL or self._uncached:
                    self._snapshot()
                self._uncached = ""
            except OSError as error:
                self._uncached = error.strerror or type(error).__name__

    def _snapshot(self) -> None:
        head, sections = self._fold.to_snapshot()
        journal, tables = self._storage.to_snapshot()
        write_snapshot(self.folder, Snapshot({**head, "journal": journal}, {**sections, "tables": tables}))
        self._fold.changed = 0

    def close(self) -> None:
        """Keep what makes the next start quick and let other programs have this one's place in the log."""
        with self._lock:
            if self._loaded:
                self.tidy()
            self._storage.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
