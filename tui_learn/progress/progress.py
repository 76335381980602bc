"""What the learner has answered, and what comes next.

Only events are stored, each once and for good, in the log; cards and numbers are folded from them. This room knows
nothing of articles or exercises: a card is a key, a group is a name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from tui_learn.progress import counters as count
from tui_learn.progress.balance import choose_shift
from tui_learn.progress.card_table import DAY, CardTable, DueCards, States, is_card, is_decided
from tui_learn.progress.cards import CardRow, CardState, Phase, Rating, Status, moment
from tui_learn.progress.counters import DayCounters
from tui_learn.progress.events import ANSWERS, MAX_ANSWER, MAX_MILLISECONDS, MAX_WORDS, READ, Event, Kind
from tui_learn.progress.fold import apply, state_before_reviews, state_of, status_of
from tui_learn.progress.following import TABLE, Done
from tui_learn.progress.journal import Change
from tui_learn.progress.opened import Opened
from tui_learn.progress.schedule import comes_at, learning_day, start_of_day

_MINUTE, _HOUR = 60_000, 3_600_000


class Progress(Opened):
    """The progress kept in one folder; safe to use from threads, by several programs, and when synchronised.

    Opening makes no file: the folder is made by the first answer, and what is there is read when first asked for.
    What reads raises ``ProgressDamaged`` where nothing can be read; single damaged lines are told by ``troubles``.
    What writes raises ``ProgressNotSaved``, and then nothing was stored. Close it, or use it in a ``with``: then the
    next start is quick. Nothing is lost otherwise.
    """

    def __init__(self, folder: str | Path, *, clock: Callable[[], datetime] | None = None) -> None:
        super().__init__(folder, clock=clock)
        self._zone: tuple[int, int] = (0, 0)
        self._attempts: tuple[object, list[Event]] = (None, [])
        """The latest attempts as they were asked for last: a session asks for them several times."""

    # --- reading

    def _state(self, key: str, row: CardRow) -> CardState:
        return state_of(key, row, self._fold.options) or state_before_reviews(key, row)

    def forgotten(self) -> Iterator[CardState]:
        """The cards that were ever forgotten, in no order; without those that are asked no more."""
        with self._lock:
            return (self._state(key, row) for key, row in self._table().forgotten())

    def state(self, card: str, *, decided: bool = False) -> CardState | None:
        """What is known of a card; None when it was never reviewed.

        With ``decided`` also of one never reviewed that was suspended, put off, or given a status.
        """
        with self._lock:
            fold = self._refresh()
            key = fold.key_of(card)
            row = fold.table.get(key)
            is_shown = row is not None and (is_decided(row) if decided else is_card(row))
            return self._state(key, row) if row is not None and is_shown else None

    def states(self, *, decided: bool = False) -> Mapping[str, CardState]:
        """What is known of every card that was reviewed, as of now; each is made when it is looked at.

        With ``decided`` also of those never reviewed that were suspended, put off, or given a status.
        """
        with self._lock:
            return States(self._refresh().table, self._state, decided=decided)

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

    def due(self, at: datetime | None = None, *, group: str | None = None) -> DueCards:
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
            fold = self._refresh()
            asked = (self._storage.version, frozenset(kinds), last)
            if last is None:  # too many to be held
                return fold.answers(kinds, None)
            if self._attempts[0] != asked:
                self._attempts = (asked, fold.answers(kinds, last))
            return list(self._attempts[1])

    def approved(self) -> list[Event]:
        """Of all history the right answers whose text was kept: those the learner said were right."""
        with self._lock:
            found = [Event.from_document(document) for document in self._refresh().approved.values()]
            return sorted(found, key=lambda event: (event.at, event.id))

    def history(self, card: str) -> list[Event]:
        """What happened to a card and was not taken back, in order of time, also from before it was moved."""
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
            fold = self._before_answer()
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
            old = self._find(replaces) if replaces and replaces not in fold.undone else None
            if old is None or old.kind == "undo":
                return self._answer(key, row, event)
            done = fold.last_done(replaces)
            if done is None or done.key != key:
                return self._commit(self._undo_of(old), event)[1]
            return self._answer(key, done.before, event, self._undo_of(old))

    def _moment(self, row: CardRow | None, at: datetime | None) -> int:
        """When something happened: after whatever happened to the card before, if clocks ran backwards."""
        when = self._at(at)
        return when if row is None or when > row.last_event else row.last_event + 1

    def _event(self, kind: Kind, card: str, at: int, **more: Any) -> Event:
        fields: dict[str, Any] = {
            "id": "", "rating": 0, "milliseconds": None, "group": "", "place": "", "undoes": "", **more,
        }  # fmt: skip
        return Event(card=card, kind=kind, at=moment(at), zone=self._zone_at(at), **fields)

    def _answer(self, key: str, row: CardRow | None, event: Event, undo: Event | None = None) -> str:
        """Store an answer, and show what it did; with ``undo`` another is taken back in the same write.

        ``row`` is the card before the answer, and before the one that is taken back.
        """
        options = self._fold.options
        step = apply(row, event, options)
        assert step is not None  # nothing has happened to the card later
        after, deltas = step
        assert after is not None  # an answer makes a card
        document = event.to_document()
        shift = 0
        if event.kind == "review" and after.memory.phase == Phase.REVIEW and options.balance:
            shift = self._shift(key, after, event)
            if shift:
                document["shift"] = shift
                after = after._replace(comes=comes_at(after.memory, event.zone, shift, options))
        documents = [document] if undo is None else [undo.to_document(), document]
        ids = self._storage.commit([Change("e", TABLE, "", one) for one in documents])
        if undo is not None:
            self._fold.take_back(replace(undo, id=ids[0]))
        self._fold.did(Done(ids[-1], event, shift, key, row, after, deltas))
        return ids[-1]

    def _shift(self, key: str, after: CardRow, event: Event) -> int:
        options, load = self._fold.options, self._fold.table.load_of
        later = (options.day_begins * _HOUR - event.zone * _MINUTE) // DAY
        return choose_shift(after.memory, event.zone, lambda day: load(day + later, 0), key, options)

    def _commit(self, *events: Event) -> list[str]:
        """Store events in one write and fold them."""
        ids = self._storage.commit([Change("e", TABLE, "", event.to_document()) for event in events])
        for event, identity in zip(events, ids, strict=True):
            if event.kind == "undo":
                self._fold.take_back(replace(event, id=identity))
            else:
                self._fold.take({**event.to_document(), "id": identity})
        self._fold.settle()
        return ids

    def undo(self, event_id: str) -> bool:
        """Take an event back, durably; False when there is none of that id, or it was taken back before."""
        return self.undo_all([event_id]) > 0

    def undo_all(self, event_ids: Iterable[str]) -> int:
        """Take events back in one write; how many, leaving out what is none or was taken back before."""
        with self._lock:
            fold = self._refresh()
            found = (self._find(one) for one in dict.fromkeys(event_ids) if one not in fold.undone)
            events = [event for event in found if event is not None and event.kind != "undo"]
            if events:
                self._before_writing()
                self._commit(*map(self._undo_of, events))
            return len(events)

    def _find(self, identity: str) -> Event | None:
        return self._fold.recent(identity) or self._fold.find(identity)

    def _undo_of(self, event: Event) -> Event:
        return self._event("undo", event.card, self._at(None), group=event.group, place=event.place, undoes=event.id)

    # --- what is read

    def read(self, place: str, *, group: str, milliseconds: int, words: int) -> str:
        """Store that an article was read for so long just now, and how many words of what is learned; an id.

        On disk when this returns, and like an answer it can be undone. Raises ``ProgressNotSaved``, and then nothing
        was stored; ``ValueError`` for less than nothing.
        """
        if milliseconds < 0 or words < 0:
            raise ValueError((milliseconds, words))
        with self._lock:
            fold = self._before_answer()
            key = fold.key_of(f"{READ}/{place}")
            event = self._event(
                "reading", key, self._at(None), group=group, place=place,
                milliseconds=min(milliseconds, MAX_MILLISECONDS), value=str(min(words, MAX_WORDS)),
            )  # fmt: skip
            row = fold.table.get(key)
            step = apply(row, event, fold.options)
            assert step is not None  # it is of no card
            (identity,) = self._storage.commit([Change("e", TABLE, "", event.to_document())])
            fold.did(Done(identity, event, 0, key, row, *step))
            return identity

    # --- decisions about cards

    def _decide(self, kind: Kind, cards: Iterable[str], value: str = "") -> list[str]:
        with self._lock:
            fold = self._before_writing()
            done = []
            for key in dict.fromkeys(fold.key_of(card) for card in cards):
                row = fold.table.get(key)
                more = {} if row is None else {"group": row.group, "place": row.place}
                event = self._event(kind, key, self._moment(row, None), value=value, **more)
                step = apply(row, event, fold.options)
                assert step is not None  # nothing has happened to the card later
                done.append(Done("", event, 0, key, row, *step))
            ids = self._storage.commit([Change("e", TABLE, "", one.event.to_document()) for one in done])
            for one, identity in zip(done, ids, strict=True):
                fold.did(one._replace(identity=identity))
            return ids

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
