"""What the learner has answered, and what comes next.

Only events are stored, each once and for good, in the log; cards and numbers are folded from them. This room knows
nothing of articles or exercises: a card is a key, a group is a name.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tinydb import TinyDB

from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext
from tui_learn.progress import counters as count
from tui_learn.progress import disk
from tui_learn.progress.balance import choose_shift
from tui_learn.progress.card_table import DAY, CardTable, States
from tui_learn.progress.cards import CardRow, CardState, Phase, Rating, Status, in_milliseconds, moment
from tui_learn.progress.counters import DayCounters
from tui_learn.progress.errors import ProgressDamaged, ProgressNotSaved, Trouble
from tui_learn.progress.events import ANSWERS, MAX_ANSWER, Event, Kind
from tui_learn.progress.fold import apply, state_of, status_of
from tui_learn.progress.following import SCHEDULE, TABLE, Done, Fold, options_of
from tui_learn.progress.journal import Change, JournalDB, JournalStorage
from tui_learn.progress.kept import Kept
from tui_learn.progress.options import DEFAULT_WEIGHTS, ScheduleOptions
from tui_learn.progress.schedule import comes_at, learning_day, scheduler, start_of_day
from tui_learn.progress.snapshot import Snapshot, read_snapshot, write_snapshot
from tui_learn.progress.writers import LOCAL

LOCK_SECONDS = 10
REPLAYED, SMALL = 300, 5000
"""With so many cards or more a start folds up to so many events rather than that a leave-taking packs all cards."""
FUTURE = 10 * 60 * 1000
"""Milliseconds by which another device's clock may be ahead before that is told."""
_MINUTE, _HOUR = 60_000, 3_600_000
_NOT_A_SNAPSHOT = (KeyError, TypeError, ValueError, IndexError, AttributeError)


class Progress:
    """The progress kept in one folder; safe to use from threads, by several programs, and when synchronised.

    Opening makes no file: the folder is made by the first answer, and what is there is read when first asked for.
    What reads raises ``ProgressDamaged`` where nothing can be read; single damaged lines are told by ``troubles``.
    What writes raises ``ProgressNotSaved``, and then nothing was stored. Close it, or use it in a ``with``: then the
    next start is quick. Nothing is lost otherwise.
    """

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
        self._uncached = ""
        self._zone: tuple[int, int] = (0, 0)

    # --- reading

    def _refresh(self) -> Fold:
        """Read along what changed on disk since the last look."""
        if not self._loaded:
            self._load()
        self._storage.refresh()
        if self._fold.options_seen != self._storage.table_version("kept"):
            self._note_options()
        return self._fold

    def _before_writing(self) -> Fold:
        """The same, and this program has its place in the log."""
        self._refresh()
        self._storage.begin()
        return self._fold

    def _load(self) -> None:
        from tui_learn.progress.first_version import FILE, take_over

        if (self.folder / FILE).is_file():
            take_over(self.folder)
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

    def _note_options(self) -> None:
        """What is folded by other options than are kept now is folded anew."""
        kept = self._kept.get(SCHEDULE)
        options = options_of(kept) if kept is not None else ScheduleOptions()
        is_other = options.id != self._fold.options.id
        self._fold.options = options
        self._fold.options_seen = self._storage.table_version("kept")
        if is_other:
            self._storage.reread()

    def _state(self, key: str, row: CardRow) -> CardState:
        state = state_of(key, row, self._fold.options)
        assert state is not None  # only cards that were reviewed are shown
        return state

    def forgotten(self) -> Iterator[CardState]:
        """The cards that were ever forgotten, in no order; without those that are asked no more."""
        with self._lock:
            return (self._state(key, row) for key, row in self._table().forgotten())

    def state(self, card: str) -> CardState | None:
        """What is known of a card; None when it was never reviewed."""
        with self._lock:
            fold = self._refresh()
            row = fold.table.get(fold.key_of(card))
            return None if row is None or not row.memory.reviews else self._state(fold.key_of(card), row)

    def states(self) -> Mapping[str, CardState]:
        """What is known of every card that was reviewed, as of now; each is made when it is looked at."""
        with self._lock:
            return States(self._refresh().table, self._state)

    def status(self, card: str) -> Status:
        """How well a word is known, also where only the learner has said so."""
        with self._lock:
            fold = self._refresh()
            row = fold.table.get(fold.key_of(card))
            return Status.NONE if row is None else status_of(row)

    def statuses(self) -> dict[str, Status]:
        """Statuses set by hand since the last review, by card."""
        with self._lock:
            return {key: Status(row.status) for key, row in self._refresh().table.items() if row.status}

    def now(self) -> datetime:
        """The time by which answers are kept."""
        return self._clock()

    def _at(self, at: datetime | None) -> int:
        return in_milliseconds(at or self._clock())

    def due(self, at: datetime | None = None, *, group: str | None = None) -> Sequence[CardState]:
        """Cards that have come, the longest waiting first; suspended ones, and words put aside, never do."""
        with self._lock:
            return self._table().due(self._at(at), self._state, group)

    def _table(self) -> CardTable:
        return self._refresh().table

    def next_due(self, at: datetime | None = None, *, group: str | None = None) -> datetime | None:
        """When the first card comes that has not come yet."""
        with self._lock:
            comes = self._table().next_due(self._at(at), group)
            return None if comes is None else moment(comes)

    def due_by_place(self, at: datetime | None = None, *, group: str | None = None) -> dict[str, int]:
        """How many cards have come, by the place where they were asked last."""
        with self._lock:
            return self._table().due_by_place(self._at(at), group)

    def coming(self) -> dict[str, int]:
        """How many cards come on each day, those in learning steps not counted; earlier days are overdue."""
        with self._lock:
            loads = self._table().loads()
            zone = self._zone_at(self._at(None))
            return {self._day_of(day * DAY, zone): number for day, number in loads.items()}

    def group_of(self, card: str) -> str:
        """The group of a card's last answer."""
        row = self.row(card)
        return "" if row is None else row.group

    def place_of(self, card: str) -> str:
        """The place of a card's last answer."""
        row = self.row(card)
        return "" if row is None else row.place

    def row(self, card: str) -> CardRow | None:
        """A card as it is folded, also one never reviewed that the learner has decided about."""
        with self._lock:
            fold = self._refresh()
            return fold.table.get(fold.key_of(card))

    def attempts(self, *, practice: bool = False, forgets: bool = False, last: int | None = None) -> list[Event]:
        """First attempts that were not taken back, in order of time; with ``practice`` every answer.

        With ``forgets`` also the decisions to let a card begin anew. ``last`` gives only so many of the latest: all of
        a long history are many.
        """
        kinds = (ANSWERS if practice else {"review"}) | ({"forget"} if forgets else set())
        with self._lock:
            return self._refresh().answers(kinds, last)

    def approved(self) -> list[Event]:
        """Of all history the right answers whose text was kept: those the learner said were right."""
        with self._lock:
            found = [Event.from_document(document) for document in self._refresh().approved.values()]
            return sorted(found, key=lambda event: (event.at, event.id))

    def history(self, card: str) -> list[Event]:
        """Every event of a card that was not taken back, in order of time, also from before it was moved."""
        with self._lock:
            fold = self._refresh()
            return fold.history(fold.key_of(card))

    # --- days and numbers

    def _zone_at(self, at: int) -> int:
        """Minutes the learner's clock is ahead of UTC."""
        hour, zone = self._zone
        if hour != at // _HOUR:
            offset = moment(at).astimezone().utcoffset()
            zone = int(offset.total_seconds() // 60) if offset else 0
            self._zone = (at // _HOUR, zone)
        return zone

    def _day_of(self, at: int, zone: int) -> str:
        return learning_day(at, zone, self._fold.options.day_begins)

    def day(self, at: datetime | None = None) -> str:
        """The learner's day, ``YYYY-MM-DD``."""
        with self._lock:
            self._refresh()
            when = self._at(at)
            return self._day_of(when, self._zone_at(when))

    def today(self, at: datetime | None = None, *, group: str | None = None) -> int:
        """First attempts since the learner's day began."""
        with self._lock:
            return self._refresh().counters.total(count.REVIEWS, day=self.day(at), group=group)

    def new_today(self, at: datetime | None = None, *, group: str | None = None) -> int:
        """Cards seen for the first time since the learner's day began."""
        with self._lock:
            return self._refresh().counters.total(count.NEW, day=self.day(at), group=group)

    def counters(self) -> DayCounters:
        """The numbers of every day; not to be changed."""
        with self._lock:
            return self._refresh().counters

    def stats(self, at: datetime | None = None) -> dict[str, Any]:
        """Progress in numbers, in the shape of ``stats --json``."""
        from tui_learn.progress.stats import stats_of

        with self._lock:
            return stats_of(self, at)

    def cards(self) -> int:
        """How many cards were ever reviewed."""
        with self._lock:
            return self._table().cards

    def cards_by_group(self) -> dict[str, int]:
        """How many cards were ever reviewed, by the group of their last answer."""
        with self._lock:
            return self._table().by_group()

    # --- answers

    def record(
        self,
        card: str,
        rating: Rating | int,
        *,
        group: str = "",
        place: str = "",
        milliseconds: int | None = None,
        practice: bool = False,
        at: datetime | None = None,
        replaces: str = "",
        item: str = "",
        kind: str = "",
        answer: str = "",
        part: str = "",
        hints: int = 0,
    ) -> str:
        """Store one answer and return its id. On disk when this returns.

        ``practice`` answers are counted but change no schedule. ``replaces`` is the id of an answer that is
        taken back in the same write. ``item``, ``kind`` and ``answer`` say what was asked and, where that is worth
        keeping, what was answered (its first 200 characters); reviews of a card that share a ``part`` are one
        review; ``hints`` counts the steps of help. Raises ``ProgressNotSaved``, and then nothing was stored;
        ``ValueError`` for a rating that is none.
        """
        rating = int(Rating(rating))
        with self._lock:
            fold = self._before_writing()
            if replaces:
                old = self._find(replaces)
                if old is not None and replaces not in fold.undone:
                    return self._replace(
                        old, card, rating, group, place, milliseconds, practice, at, item, kind, answer, part, hints
                    )
            key = fold.key_of(card)
            row = fold.table.get(key)
            event = self._event(
                "practice" if practice else "review",
                key,
                self._moment(row, at),
                rating=rating,
                group=group,
                place=place,
                milliseconds=milliseconds,
                item=item,
                code=kind,
                answer=answer[:MAX_ANSWER],
                part=part,
                hints=hints,
                options=fold.options.id,
            )
            return self._answer(key, row, event)

    def _moment(self, row: CardRow | None, at: datetime | None) -> int:
        """When something happened: after whatever happened to the card before, if clocks ran backwards."""
        when = self._at(at)
        return when if row is None or when > row.last_event else row.last_event + 1

    def _event(self, kind: Kind, card: str, at: int, **more: Any) -> Event:
        fields: dict[str, Any] = {
            "id": "", "rating": 0, "milliseconds": None, "group": "", "place": "", "undoes": "", **more,
        }  # fmt: skip
        return Event(card=card, kind=kind, at=moment(at), zone=self._zone_at(at), **fields)

    def _answer(self, key: str, row: CardRow | None, event: Event) -> str:
        """Store an answer, and show what it did."""
        options = self._fold.options
        step = apply(row, event, options)
        assert step is not None  # nothing has happened to the card later
        after, deltas = step
        document = event.to_document()
        shift = 0
        if event.kind == "review" and after.memory.phase == Phase.REVIEW and options.balance:
            shift = self._shift(key, after, event)
            if shift:
                document["shift"] = shift
                after = after._replace(comes=comes_at(after.memory, event.zone, shift, options))
        (identity,) = self._storage.commit([Change("e", TABLE, "", document)])
        self._fold.did(Done(identity, event, shift, key, row, after, deltas))
        return identity

    def _shift(self, key: str, after: CardRow, event: Event) -> int:
        options, load = self._fold.options, self._fold.table.load_of
        later = (options.day_begins * _HOUR - event.zone * _MINUTE) // DAY
        return choose_shift(after.memory, event.zone, lambda day: load(day + later, 0), key, options)

    def _replace(
        self, old: Event, card: str, rating: int, group: str, place: str, milliseconds: int | None, practice: bool,
        at: datetime | None, item: str, code: str, answer: str, part: str, hints: int,
    ) -> str:  # fmt: skip
        """Take an answer back and store another, both in one write."""
        when = self._moment(self._fold.table.get(self._fold.key_of(card)), at)
        event = self._event(
            "practice" if practice else "review", self._fold.key_of(card), when, rating=rating, group=group,
            place=place, milliseconds=milliseconds, item=item, code=code, answer=answer[:MAX_ANSWER], part=part,
            hints=hints, options=self._fold.options.id,
        )  # fmt: skip
        ids = self._commit(self._undo_of(old), event)
        return ids[1]

    def _commit(self, *events: Event) -> list[str]:
        """Store events in one write and fold them."""
        ids = self._storage.commit([Change("e", TABLE, "", event.to_document()) for event in events])
        if len(events) == 1 and events[0].kind == "undo":
            self._fold.take_back(replace(events[0], id=ids[0]))
            return ids
        for event, identity in zip(events, ids, strict=True):
            self._fold.take({**event.to_document(), "id": identity})
        self._fold.settle()
        return ids

    def undo(self, event_id: str) -> bool:
        """Take an event back, durably; False when there is none of that id, or it was taken back before."""
        with self._lock:
            fold = self._refresh()
            if event_id in fold.undone:
                return False
            event = self._find(event_id)
            if event is None or event.kind == "undo":
                return False
            self._before_writing()
            self._commit(self._undo_of(event))
            return True

    def _find(self, identity: str) -> Event | None:
        return self._fold.recent(identity) or self._fold.find(identity)

    def _undo_of(self, event: Event) -> Event:
        return self._event("undo", event.card, self._at(None), group=event.group, place=event.place, undoes=event.id)

    # --- decisions about cards

    def _decide(self, kind: Kind, cards: Iterable[str], value: str = "") -> list[str]:
        with self._lock:
            fold = self._before_writing()
            events = []
            for key in dict.fromkeys(fold.key_of(card) for card in cards):
                row = fold.table.get(key)
                more = {} if row is None else {"group": row.group, "place": row.place}
                events.append(self._event(kind, key, self._moment(row, None), value=value, **more))
            return self._commit(*events) if events else []

    def suspend(self, cards: Iterable[str]) -> list[str]:
        """Ask cards no more until they are resumed; ids that can be undone, one a card."""
        return self._decide("suspend", cards)

    def resume(self, cards: Iterable[str]) -> list[str]:
        """Ask suspended cards again."""
        return self._decide("resume", cards)

    def bury(self, cards: Iterable[str]) -> list[str]:
        """Ask cards no more before the learner's next day."""
        return self._decide("bury", cards, str(self._start_of(1)))

    def set_due(self, cards: Iterable[str], days: int) -> list[str]:
        """Have cards come in so many days; 0 is today."""
        return self._decide("due", cards, str(self._start_of(days)))

    def _start_of(self, days: int) -> int:
        """When the learner's day begins that is so many days off."""
        with self._lock:
            self._refresh()
            now = self._at(None)
            zone = self._zone_at(now)
            return start_of_day(self._day_of(now, zone), zone, self._fold.options.day_begins) + days * DAY

    def forget(self, cards: Iterable[str]) -> list[str]:
        """Let cards begin anew; what was answered stays in the statistics."""
        return self._decide("forget", cards)

    def set_status(self, cards: Iterable[str], status: Status | None) -> list[str]:
        """Say how well words are known, until their next review; None lets it follow from the card again."""
        return self._decide("status", cards, str(int(status or Status.NONE)))

    def move(self, card: str, to: str) -> str:
        """Let a card's history go on under another key; the id can be undone."""
        with self._lock:
            fold = self._before_writing()
            if fold.key_of(to) == fold.key_of(card):
                raise ValueError(to)
            row = fold.table.get(fold.key_of(card))
            event = self._event("move", fold.key_of(card), self._moment(row, None), value=fold.key_of(to))
            return self._commit(event)[0]

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
