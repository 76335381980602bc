"""From events to cards and counters, as they come: those of this program one by one, those of others in batches.

An event that is the last of its card is added to what is folded already. One that belongs earlier (another device's,
or one that was taken back) makes its card be folded anew from all its events, read from the logs.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from tui_learn.progress.card_table import CardTable
from tui_learn.progress.cards import CardRow, Delta, in_milliseconds
from tui_learn.progress.counters import DayCounters
from tui_learn.progress.events import NOT_WHOLE, Event
from tui_learn.progress.fold import apply, fold_events
from tui_learn.progress.logs import Logs, event_document, is_event
from tui_learn.progress.options import DEFAULT_WEIGHTS, ScheduleOptions
from tui_learn.progress.packed import Packed
from tui_learn.progress.schedule import scheduler
from tui_learn.progress.snapshot import Snapshot

TABLE = "reviews"
MANY_CARDS = 64
"""Cards above which all events are read, rather than searched for those of the cards."""
_RECENT = 500
"""Answers of this program that are taken back without reading the logs."""
SCHEDULE = "schedule"
"""The name under which the options are kept."""
_OPTIONS = b'"name":"schedule"'
_TAKING_BACK = (b'"kind":"undo"', b'"kind":"move"')


class Done(NamedTuple):
    """An event of this program, and what it did."""

    identity: str
    event: Event
    """As it was before it had its identity and its shift."""
    shift: int
    key: str
    before: CardRow | None
    after: CardRow | None
    deltas: tuple[Delta, ...]

    @property
    def whole(self) -> Event:
        """The event as everybody else reads it."""
        return replace(self.event, id=self.identity, shift=self.shift)


class Fold:
    """Cards and counters; a ``Follower`` of the journal."""

    def __init__(self, logs: Logs) -> None:
        self._logs = logs
        self.options = ScheduleOptions()
        """The schedule's options by which everything is folded: the latest that were kept."""
        self.options_seen = -1
        """The version of what is kept by name in which they were last looked for."""
        self.forget()

    def forget(self) -> None:
        """Nothing has come yet."""
        self.table = CardTable()
        self.counters = DayCounters()
        self.undone: set[str] = set()
        self.moves: dict[str, Event] = {}
        """Moves of cards that were not taken back, by the key they move from; the latest of each."""
        self.approved: dict[str, dict[str, Any]] = {}
        """Right answers whose text was kept, by id."""
        self.latest = 0
        """Milliseconds since 1970: when the last event is said to have happened."""
        self.malformed = 0
        """Events that this version cannot understand."""
        self._news: list[Event] = []
        self._anew: dict[str, CardRow] | None = None
        self._late: set[str] = set()
        self._recent: dict[str, Done] = {}
        self._adopted: set[str] = set()
        """Ids that the first version gave."""
        self.changed = 0
        """How many events were folded since the last snapshot."""

    # --- everything anew

    def begin_anew(self) -> None:
        """All events come again: forget what was made of them, but look first which of them were taken back."""
        self.forget()
        self._anew = {}
        decided: list[Event] = []
        latest: tuple[Any, ...] = ()
        self.options = ScheduleOptions()
        for writer, line in self._logs.lines((*_TAKING_BACK, _OPTIONS), bounded=False):
            for place, op in enumerate(line.ops):
                if is_event(op):
                    decided += _understood([event_document(writer, line, place)])
                    continue
                match op:
                    case ["p", "kept", str(), {"name": "schedule", "value": value}]:
                        stamp = (line.time, writer, line.seq, place)
                        if stamp > latest:
                            latest, self.options = stamp, options_of(value)
        self._note_decisions(decided)

    def _note_decisions(self, events: Iterable[Event]) -> None:
        events = list(events)
        moved = {event.id for event in self.moves.values()}
        if any(event.kind == "undo" and event.undoes in moved for event in events):
            self.moves = {}  # the one before it is in force again
            events = list(self._events(_TAKING_BACK))
        moves = []
        for event in events:
            if event.kind == "undo":
                self.undone.add(event.undoes)
            elif event.kind == "move":
                moves.append(event)
        for event in [*self.moves.values(), *moves] if moves or self.moves else ():
            old = self.moves.get(event.card)
            if event.id not in self.undone and (old is None or (old.at, old.id) < (event.at, event.id)):
                self.moves[event.card] = event
        for key in [key for key, event in self.moves.items() if event.id in self.undone]:
            del self.moves[key]

    def key_of(self, card: str) -> str:
        """The key under which a card's history goes on."""
        return _resolved(card, self.moves) if self.moves else card

    # --- what comes

    def take(self, document: dict[str, Any]) -> None:
        """An event of another program, device or run."""
        try:
            event = Event.from_document(document)
        except NOT_WHOLE:
            self.malformed += 1
            return
        self.changed += 1
        if is_adopted(event.id):
            if event.id in self._adopted:
                return  # two devices have taken over copies of one file
            self._adopted.add(event.id)
        if self._anew is None:
            self._news.append(event)
        else:
            self._add_anew(event, self._anew)

    def _add_anew(self, event: Event, rows: dict[str, CardRow]) -> None:
        self.latest = max(self.latest, in_milliseconds(event.at))
        if event.kind in ("undo", "move"):
            self._news.append(event)  # looked at again when all is there: it may have been written meanwhile
            return
        if event.id in self.undone:
            return
        key = self.key_of(event.card)
        if key in self._late:
            return
        step = apply(rows.get(key), event, self.options)
        if step is None:
            self._late.add(key)
            return
        row, deltas = step
        if row is not None:
            rows[key] = row
        self.counters.add(deltas)
        self._note_approved(event)

    def _is_new(self, decision: Event) -> bool:
        """Whether an undo or a move was not known yet."""
        if decision.kind == "undo":
            return decision.undoes not in self.undone
        known = self.moves.get(decision.card)
        is_later = known is None or (known.at, known.id) < (decision.at, decision.id)
        return decision.id not in self.undone and is_later

    def _note_approved(self, event: Event) -> None:
        if event.answer and event.rating > 1:
            self.approved[event.id] = {"id": event.id, **event.to_document()}

    def settle(self) -> None:
        """Fold what has come."""
        if self._anew is not None:
            rows, self._anew = self._anew, None
            for key, events in self._events_of(self._late).items():
                self._replay(key, events, rows)
            self._late = set()
            self.table = CardTable(Packed.of(_taken_out(rows)))
            self._news = [event for event in self._news if self._is_new(event)]
        if self._news:
            news, self._news = self._news, []
            self._fold_news(news)

    def _replay(self, key: str, events: list[Event], rows: dict[str, CardRow]) -> None:
        """Take off what was counted of a card before it was found to be out of order, then count it in order."""
        row: CardRow | None = None
        valid = [event for event in events if self._counts(event)]
        for event in valid:
            step = apply(row, event, self.options)
            if step is None:
                break
            row = step[0]
            self.counters.add(step[1], -1)
        folded, deltas = fold_events(valid, self.options)
        self.counters.add(deltas)
        for event in valid:
            self._note_approved(event)
        if folded is None:
            rows.pop(key, None)
        else:
            rows[key] = folded

    def _counts(self, event: Event) -> bool:
        return event.kind not in ("undo", "move") and event.id not in self.undone

    # --- news

    def _fold_news(self, news: list[Event]) -> None:
        ids = {event.id for event in news}
        undone_before, moves_before = set(self.undone), dict(self.moves)
        self._note_decisions(news)
        self.latest = max(self.latest, *(in_milliseconds(event.at) for event in news))
        late: set[str] = set()
        for event in news:
            if event.kind == "undo" and event.undoes not in ids:
                late.add(event.card)
                self.approved.pop(event.undoes, None)
        for card in {*self.moves, *moves_before}:
            if self.moves.get(card) != moves_before.get(card):
                late |= {card, _resolved(card, self.moves), _resolved(card, moves_before)}
        late = {key for card in late for key in (self.key_of(card), _resolved(card, moves_before))}
        by_key: dict[str, list[Event]] = defaultdict(list)
        for event in sorted((e for e in news if self._counts(e)), key=lambda e: (e.at, e.id)):
            by_key[self.key_of(event.card)].append(event)
        for key, events in by_key.items():
            if key not in late and not self._added(key, events):
                late.add(key)
        if late:
            self._fold_late(late, ids, undone_before, moves_before)
        touched = {*late, *by_key}
        for identity in [identity for identity, done in self._recent.items() if done.key in touched]:
            del self._recent[identity]  # what was before it is not what is before it now

    def _added(self, key: str, events: list[Event]) -> bool:
        """Add events to a card; False, and nothing is done, when one of them belongs before what was folded."""
        row, found = self.table.get(key), []
        for event in events:
            step = apply(row, event, self.options)
            if step is None:
                return False
            row = step[0]
            found.append(step[1])
        self.table.put(key, row)
        for deltas in found:
            self.counters.add(deltas)
        for event in events:
            self._note_approved(event)
        return True

    def _fold_late(
        self, keys: set[str], news: Collection[str], undone_before: set[str], moves_before: Mapping[str, Event]
    ) -> None:
        """Fold cards anew from all their events: take off what they had counted, and count what they count now."""
        before: dict[str, list[Event]] = defaultdict(list)
        after: dict[str, list[Event]] = defaultdict(list)
        for event in self._events_naming(keys, moves_before):
            if event.kind in ("undo", "move"):
                continue
            old, new = _resolved(event.card, moves_before), self.key_of(event.card)
            if old in keys and event.id not in news and event.id not in undone_before:
                before[old].append(event)
            if new in keys and event.id not in self.undone:
                after[new].append(event)
        for events in before.values():
            self.counters.add(fold_events(events, self.options)[1], -1)
        for key in keys:
            row, deltas = fold_events(after[key], self.options)
            self.counters.add(deltas)
            if row is not None or self.table.get(key) is not None:
                self.table.put(key, row)
            for event in after[key]:
                self._note_approved(event)

    # --- what this program does

    def did(self, done: Done) -> None:
        """An event of this program has been stored: show what it did."""
        self.changed += 1
        self.latest = max(self.latest, in_milliseconds(done.event.at))
        self.table.put(done.key, done.after)
        self.counters.add(done.deltas)
        if done.event.answer:
            self._note_approved(done.whole)
        self._recent[done.identity] = done
        if len(self._recent) > _RECENT:
            del self._recent[next(iter(self._recent))]

    def recent(self, identity: str) -> Event | None:
        """A recent event of this program."""
        done = self._recent.get(identity)
        return None if done is None else done.whole

    def last_done(self, identity: str) -> Done | None:
        """A recent event of this program, if nothing has happened to its card since."""
        done = self._recent.get(identity)
        if done is None or self.table.get(done.key) != done.after or self.key_of(done.event.card) != done.key:
            return None
        return done

    def take_back(self, undo: Event) -> None:
        """The undo of an event has been stored; ``settle`` shows what is not shown at once."""
        done = self.last_done(undo.undoes)
        self._recent.pop(undo.undoes, None)
        if done is None:
            self._news.append(undo)
            self.changed += 1
            return
        self.changed += 1
        self.undone.add(undo.undoes)
        self.approved.pop(undo.undoes, None)
        self.table.put(done.key, done.before)
        self.counters.add(done.deltas, -1)

    # --- reading

    def answers(self, kinds: Collection[str], last: int | None) -> list[Event]:
        """Events of these kinds that were not taken back, in order of time; with ``last`` so many of the latest."""
        documents = self._logs.events(TABLE) if last is None else self._latest(kinds, last)
        events = {event.id: event for event in _understood(documents) if event.kind in kinds and self._counts(event)}
        found = sorted(events.values(), key=lambda event: (event.at, event.id))
        return found if last is None else found[-last:] if last else []

    def _latest(self, kinds: Collection[str], last: int) -> Iterator[dict[str, Any]]:
        """Of each device the latest segments that hold so many."""
        for segments in self._logs.backwards(TABLE):
            left = last
            for documents in segments:
                yield from documents
                left -= sum(d.get("kind") in kinds and d["id"] not in self.undone for d in documents)
                if left <= 0:
                    break

    def find(self, identity: str) -> Event | None:
        """The event of an id, taken back or not."""
        for document in self._logs.find(TABLE, identity):
            return next(_understood([document]), None)
        return None

    def _events(self, containing: tuple[bytes, ...] | None = None) -> Iterator[Event]:
        """The events of all logs, those that were taken back too; ``containing``: whose line has one of these."""
        return _understood(self._logs.events(TABLE, containing))

    def _events_naming(self, keys: set[str], moves_before: Mapping[str, Event] | None = None) -> Iterator[Event]:
        """Events of cards whose history is that of one of these keys, now or before moves."""
        names = set(keys)
        for moves in (self.moves, moves_before or {}):
            names |= {card for card in moves if _resolved(card, moves) in keys}
        if len(names) > MANY_CARDS:
            return (event for event in self._events() if event.card in names)
        if not names:
            return iter(())
        spelled = tuple(b'"card":%b,' % json.dumps(name, ensure_ascii=False).encode("utf-8", "surrogatepass")
                        for name in sorted(names))  # fmt: skip
        return (event for event in self._events(spelled) if event.card in names)

    def _events_of(self, keys: set[str]) -> dict[str, list[Event]]:
        """The events of cards, in the order in which the logs give them."""
        found: dict[str, list[Event]] = defaultdict(list)
        for event in self._events_naming(keys) if keys else ():
            found[self.key_of(event.card)].append(event)
        return found

    def history(self, key: str) -> list[Event]:
        """Every event of a card that was not taken back, in order of time."""
        events = [event for event in self._events_naming({key}) if self._counts(event)]
        return sorted(events, key=lambda event: (event.at, event.id))

    # --- what a snapshot keeps

    def to_snapshot(self) -> tuple[dict[str, Any], dict[str, bytes]]:
        """Head and sections."""
        packed = self.table.pack()
        self.table = CardTable(packed)
        more = {
            "undone": sorted(self.undone),
            "moves": [{"id": event.id, **event.to_document()} for event in self.moves.values()],
            "approved": list(self.approved.values()),
            "adopted": sorted(self._adopted),
        }
        sections = packed.to_sections()
        sections["counters"] = _dumped(self.counters.to_json())
        sections["more"] = _dumped(more)
        head = {"malformed": self.malformed, "latest": self.latest, "options": self.options.to_json()}
        return head, sections

    def restore(self, snapshot: Snapshot) -> None:
        """Inverse. Raises ``ValueError``, ``KeyError`` or ``TypeError`` for what is none."""
        table = CardTable(Packed.from_sections(dict(snapshot.sections)))
        counters = DayCounters.from_json(json.loads(snapshot.sections["counters"]))
        more = json.loads(snapshot.sections["more"])
        moves = [Event.from_document(document) for document in more["moves"]]
        self.options = options_of(snapshot.head["options"])
        self.table, self.counters = table, counters
        self.undone, self._adopted = set(more["undone"]), set(more["adopted"])
        self.moves = {event.card: event for event in moves}
        self.approved = {document["id"]: document for document in more["approved"]}
        self.malformed, self.latest = int(snapshot.head["malformed"]), int(snapshot.head["latest"])


def options_of(value: object) -> ScheduleOptions:
    """The options as they were kept; the defaults where another version has kept what cannot be."""
    try:
        options = ScheduleOptions.from_json(value)
        if options.weights != DEFAULT_WEIGHTS:
            scheduler(options)  # raises where FSRS allows no such weights
        return options
    except (ValueError, TypeError, OverflowError):
        return ScheduleOptions()


def _understood(documents: Iterable[dict[str, Any]]) -> Iterator[Event]:
    for document in documents:
        try:
            yield Event.from_document(document)
        except NOT_WHOLE:
            continue  # counted where it is taken


def is_adopted(identity: str) -> bool:
    """Whether an id was given by the first version, not by the log."""
    return "-" not in identity


def _taken_out(rows: dict[str, CardRow]) -> Iterator[tuple[str, CardRow]]:
    """The rows sorted by key; each is let go as it is given."""
    return ((key, rows.pop(key)) for key in sorted(rows))


def _dumped(data: object) -> bytes:
    return json.dumps(data, separators=(",", ":")).encode()


def _resolved(card: str, moves: Mapping[str, Event]) -> str:
    seen = {card}
    while card in moves and moves[card].value not in seen:
        card = moves[card].value
        seen.add(card)
    return card
