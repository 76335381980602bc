"""What the learner has answered, and what comes next.

Only answers are stored, each once and for good; cards are folded from them. This room knows nothing of
articles or exercises: a card is a key, a group is a name.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from tinydb import TinyDB
from tinydb.table import Document, Table

from tui_learn.i18n import gettext as _
from tui_learn.progress.errors import ProgressDamaged, ProgressNotSaved
from tui_learn.progress.storage import AtomicJSONStorage

if TYPE_CHECKING:
    from tui_learn.progress.schedule import CardState, Rating

FILE = "progress.json"
LOCK_SECONDS = 10
YEARS = range(1970, 3000)
MAX_ZONE = 24 * 60
"""Minutes a clock can be off UTC."""
MAX_ANSWER = 200
"""Characters of an answer that are kept."""
_NOT_WHOLE = (KeyError, TypeError, ValueError, OverflowError, OSError)

Kind = Literal["review", "practice", "undo"]


@dataclass(frozen=True, slots=True)
class Event:
    """One acknowledged answer, or the taking back of one."""

    id: str
    card: str
    rating: int
    """1 to 4; 0 for an undo."""
    at: datetime
    """UTC, to the millisecond."""
    zone: int
    """Minutes the learner's clock was ahead of UTC."""
    milliseconds: int | None
    """How long the answer took, where it was measured."""
    kind: Kind
    group: str
    """A name by which answers are counted together, such as a pair of languages."""
    place: str
    """Where the question came from, as the caller names it."""
    undoes: str
    """For an undo, the id of the event taken back."""
    item: str = ""
    """What was asked, as the caller names it."""
    code: str = ""
    """The kind of question."""
    answer: str = ""
    """What was answered, where that is worth keeping."""
    part: str = ""
    """Reviews of a card that share it are one review."""
    hints: int = 0
    """Steps of help that were in sight."""

    def to_document(self) -> dict[str, Any]:
        """What is stored; what is empty among the later fields is left out."""
        more = {"item": self.item, "code": self.code, "answer": self.answer, "part": self.part, "hints": self.hints}
        return {
            "id": self.id,
            "card": self.card,
            "rating": self.rating,
            "at": int(self.at.timestamp() * 1000),
            "zone": self.zone,
            "ms": self.milliseconds,
            "kind": self.kind,
            "group": self.group,
            "place": self.place,
            "undoes": self.undoes,
            **{name: value for name, value in more.items() if value},
        }

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> Event:
        """Inverse of ``to_document``. Raises an error of ``_NOT_WHOLE`` for anything else."""
        event = cls(
            id=str(document["id"]),
            card=str(document["card"]),
            rating=int(document["rating"]),
            at=datetime.fromtimestamp(document["at"] / 1000, UTC),
            zone=int(document["zone"]),
            milliseconds=document.get("ms"),
            kind=document["kind"],
            group=str(document.get("group", "")),
            place=str(document.get("place", "")),
            undoes=str(document.get("undoes", "")),
            item=str(document.get("item", "")),
            code=str(document.get("code", "")),
            answer=str(document.get("answer", "")),
            part=str(document.get("part", "")),
            hints=int(document.get("hints", 0)),
        )
        possible = {"review": range(1, 5), "practice": range(1, 5), "undo": range(1)}[event.kind]
        if event.rating not in possible or event.at.year not in YEARS or abs(event.zone) > MAX_ZONE:
            raise ValueError(event.id)
        return event


class _Table(Table):
    # Another process may have written since: nothing may be answered from memory.
    default_query_cache_capacity = 0


class _Database(TinyDB):
    table_class = _Table


class Progress:
    """The progress kept in one folder.

    Opening reads and makes no file: the folder is made by the first answer, and what is there is read when
    first asked for. Every method raises ``ProgressDamaged`` when the file cannot be understood. Two
    processes may share a folder.
    """

    def __init__(self, folder: str | Path, *, clock: Callable[[], datetime] | None = None) -> None:
        self.folder = Path(folder)
        self._file = self.folder / FILE
        self._clock = clock or (lambda: datetime.now(UTC))
        self._swept = False
        self.db = _Database(self._file, storage=AtomicJSONStorage)
        """A ``TinyDB`` with the tables ``reviews`` (every answer) and ``kept`` (what is remembered by name)."""
        self._seen: tuple[int, int, int] | None = None
        self._events: dict[str, Event] = {}
        self._undone: set[str] = set()
        self._by_card: dict[str, list[Event]] = {}
        self._states: dict[str, CardState] = {}
        self._kept: dict[str, Any] = {}

    # --- reading

    def _stamp(self) -> tuple[int, int, int] | None:
        try:
            stat = self._file.stat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise ProgressDamaged(self._file, error.strerror or type(error).__name__) from error
        return stat.st_ino, stat.st_size, stat.st_mtime_ns

    def _refresh(self) -> None:
        """Fold again whatever changed on disk since the last look."""
        stamp = self._stamp()
        if stamp == self._seen:
            return
        events: dict[str, Event] = {}
        tables = self._storage.read() or {}
        try:
            for document in tables.get("reviews", {}).values():
                event = Event.from_document(document)
                events[event.id] = event
        except _NOT_WHOLE as error:
            raise ProgressDamaged(self._file, _("an answer in it is not whole")) from error
        self._events = events
        self._undone = {event.undoes for event in events.values() if event.kind == "undo"}
        self._by_card = defaultdict(list)
        for event in events.values():
            self._by_card[event.card].append(event)
        self._states = {}
        for card in self._by_card:
            self._fold(card)
        rows = [row for row in tables.get("kept", {}).values() if "value" in row]
        self._kept = {str(row.get("name")): row["value"] for row in reversed(rows)}
        self._seen = stamp

    def _fold(self, card: str) -> None:
        from tui_learn.progress.schedule import fold  # fsrs is not needed to know where one was reading

        state = fold(card, self._reviews(card))
        if state is None:
            self._states.pop(card, None)
        else:
            self._states[card] = state

    def _reviews(self, card: str) -> list[tuple[datetime, Rating]]:
        """The reviews of a card in order of time; those of one set are one."""
        from tui_learn.progress.sets import joined_reviews

        return joined_reviews(
            event for event in self._by_card.get(card, ()) if event.kind == "review" and event.id not in self._undone
        )

    def _counted(self) -> list[Event]:
        return [
            event
            for event in sorted(self._events.values(), key=lambda e: (e.at, e.id))
            if event.kind != "undo" and event.id not in self._undone
        ]

    # --- writing

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """The only writer while inside. Raises ``ProgressNotSaved``."""
        from filelock import FileLock, Timeout

        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / "lock", timeout=LOCK_SECONDS)
            with lock:
                if not self._swept:
                    self._storage.sweep()
                    self._swept = True
                yield
        except Timeout as error:
            raise ProgressNotSaved(self._file, _("another program is holding it")) from error
        except OSError as error:
            raise ProgressNotSaved(self._file, error.strerror or type(error).__name__) from error

    @property
    def _storage(self) -> AtomicJSONStorage:
        storage = self.db.storage
        assert isinstance(storage, AtomicJSONStorage)
        return storage

    def _append(self, *events: Event) -> None:
        """Store events in one write: all of them, or none."""
        with self._locked():
            self._refresh()
            table = self.db.table("reviews")
            last = max((row.doc_id for row in table.all()), default=0)
            table.insert_multiple(
                Document(event.to_document(), doc_id=last + number) for number, event in enumerate(events, start=1)
            )
            for event in events:
                self._events[event.id] = event
                self._by_card.setdefault(event.card, []).append(event)
                if event.kind == "undo":
                    self._undone.add(event.undoes)
            for card in {event.card for event in events}:
                self._fold(card)
            self._seen = self._stamp()

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
        review; ``hints`` counts the steps of help. Raises ``ProgressNotSaved``, and then
        nothing was stored; ``ValueError`` for a rating that is none.
        """
        from tui_learn.progress.schedule import Rating

        rating = Rating(rating)
        self._refresh()
        now = (at or self._clock()).astimezone(UTC)
        last = self._states.get(card)
        if last is not None and now <= last.last_review:
            now = datetime.fromtimestamp(int(last.last_review.timestamp() * 1000 + 1) / 1000, UTC)
        now = now.replace(microsecond=now.microsecond // 1000 * 1000)
        offset = now.astimezone().utcoffset()
        event = Event(
            id=uuid.uuid4().hex,
            card=card,
            rating=int(rating),
            at=now,
            zone=int(offset.total_seconds() // 60) if offset else 0,
            milliseconds=milliseconds,
            kind="practice" if practice else "review",
            group=group,
            place=place,
            undoes="",
            item=item,
            code=kind,
            answer=answer[:MAX_ANSWER],
            part=part,
            hints=hints,
        )
        old = self._events.get(replaces)
        if old is not None and replaces not in self._undone:
            self._append(self._undo_of(old), event)
        else:
            self._append(event)
        return event.id

    def undo(self, event_id: str) -> bool:
        """Take one answer back, durably; False when there is none of that id, or it was taken back before."""
        self._refresh()
        event = self._events.get(event_id)
        if event is None or event.kind == "undo" or event_id in self._undone:
            return False
        self._append(self._undo_of(event))
        return True

    def _undo_of(self, event: Event) -> Event:
        now = self._clock().astimezone(UTC)
        return Event(uuid.uuid4().hex, event.card, 0, now, event.zone, None, "undo", event.group, event.place, event.id)

    # --- what comes next

    def now(self) -> datetime:
        """The time by which answers are kept."""
        return self._clock()

    def state(self, card: str) -> CardState | None:
        """What is known of a card; None when it was never reviewed."""
        self._refresh()
        return self._states.get(card)

    def states(self) -> dict[str, CardState]:
        """What is known of every card that was reviewed."""
        self._refresh()
        return dict(self._states)

    def due(self, at: datetime | None = None) -> list[CardState]:
        """Cards that are due, the longest overdue first."""
        self._refresh()
        now = at or self._clock()
        return sorted((s for s in self._states.values() if s.due <= now), key=lambda s: (s.due, s.key))

    def attempts(self, *, practice: bool = False) -> list[Event]:
        """First attempts that were not taken back, in order of time; with ``practice`` every answer."""
        self._refresh()
        return [event for event in self._counted() if practice or event.kind == "review"]

    def group_of(self, card: str) -> str:
        """The group of a card's last answer."""
        self._refresh()
        events = self._by_card.get(card)
        return events[-1].group if events else ""

    def place_of(self, card: str) -> str:
        """The place of a card's last answer."""
        self._refresh()
        events = self._by_card.get(card)
        return events[-1].place if events else ""

    def today(self, at: datetime | None = None) -> int:
        """First attempts since the learner's day began."""
        from tui_learn.progress.schedule import learning_day

        self._refresh()
        now = (at or self._clock()).astimezone(UTC)
        offset = now.astimezone().utcoffset()
        day = learning_day(now, int(offset.total_seconds() // 60) if offset else 0)
        return sum(1 for e in self._counted() if e.kind == "review" and learning_day(e.at, e.zone) == day)

    def stats(self, at: datetime | None = None) -> dict[str, Any]:
        """Progress in numbers, in the shape of ``stats --json``."""
        from tui_learn.progress.schedule import Rating, learning_day

        self._refresh()
        now = at or self._clock()
        answers = self._counted()
        reviews = [event for event in answers if event.kind == "review"]
        due = {state.key for state in self.due(now)}
        days: dict[str, dict[str, int]] = {}
        pairs: dict[str, dict[str, int]] = {}
        for event in answers:
            pair = pairs.setdefault(event.group, {"answers": 0, "reviews": 0, "right": 0, "cards": 0, "due": 0})
            pair["answers"] += 1
            if event.kind != "review":
                continue
            day = days.setdefault(learning_day(event.at, event.zone), {"reviews": 0, "right": 0})
            right = int(event.rating > Rating.AGAIN)
            day["reviews"] += 1
            day["right"] += right
            pair["reviews"] += 1
            pair["right"] += right
        for card in self._states:
            pair = pairs[self.group_of(card)]
            pair["cards"] += 1
            pair["due"] += int(card in due)
        return {
            "answers": len(answers),
            "reviews": len(reviews),
            "cards": len(self._states),
            "due": len(due),
            "days": dict(sorted(days.items())),
            "pairs": dict(sorted(pairs.items())),
            "retention": self._retention(),
        }

    def _retention(self) -> dict[str, Any]:
        """Of cards past the learning steps: how many were right, and how many FSRS expected."""
        from tui_learn.progress.schedule import Rating, fold, retrievability

        right = count = 0
        expected = 0.0
        for card in self._states:
            seen: list[tuple[datetime, Rating]] = []
            for at, rating in self._reviews(card):
                before = fold(card, seen)
                if before is not None and before.learned:
                    count += 1
                    right += int(rating > Rating.AGAIN)
                    expected += retrievability(before, at)
                seen.append((at, rating))
        if not count:
            return {"reviews": 0, "measured": None, "expected": None}
        return {"reviews": count, "measured": round(right / count, 4), "expected": round(expected / count, 4)}

    # --- what is remembered by name

    def remember(self, name: str, value: Any) -> None:
        """Keep a JSON value under a name, durably. Raises ``ProgressNotSaved``."""
        self.change(name, lambda _old: value)

    def change(self, name: str, change: Callable[[Any], Any], default: Any = None) -> Any:
        """Replace what is kept under a name by what ``change`` makes of it, and return that.

        Nobody else writes between the reading and the writing. Raises ``ProgressNotSaved``.
        """
        with self._locked():
            self._refresh()  # a damaged file is not written to
            table = self.db.table("kept")
            rows = table.all()
            row = next((r for r in rows if r.get("name") == name), None)
            number = row.doc_id if row is not None else max((r.doc_id for r in rows), default=0) + 1
            value = change(default if row is None else row.get("value", default))
            table.upsert(Document({"name": name, "value": value}, doc_id=number))
            self._kept[name] = deepcopy(value)
            self._seen = self._stamp()
            return value

    def recall(self, name: str, default: Any = None) -> Any:
        """What was kept under a name."""
        if self._seen is not None and self._stamp() == self._seen:
            return deepcopy(self._kept.get(name, default))
        for row in self.db.table("kept").all():
            if row.get("name") == name:
                return row.get("value", default)
        return default
