"""Events become a card, one by one, and numbers of a day: pure functions, the same on every device.

A card is folded from its events in order of time. ``apply`` adds one event to a card; where that event belongs before
what was folded already, the card is folded anew with ``fold_events``, which gives what ``apply`` would have given.
"""

from __future__ import annotations

from collections.abc import Iterable

from tui_learn.progress.cards import (
    CardRow,
    CardState,
    Delta,
    Memory,
    OpenSet,
    Phase,
    Status,
    in_milliseconds,
    moment,
)
from tui_learn.progress.counters import (
    AGAIN,
    ANSWERS,
    EXPECTED,
    KNOWN,
    LEARNED,
    LEARNED_RIGHT,
    MILLISECONDS,
    NANO,
    NEW,
    READ_MILLISECONDS,
    READ_WORDS,
    REVIEWS,
    RIGHT,
)
from tui_learn.progress.events import MAX_WORDS, READ, Event
from tui_learn.progress.fsrs6 import numbers_of, recall
from tui_learn.progress.options import ScheduleOptions
from tui_learn.progress.schedule import (
    comes_at,
    is_learnt,
    learning_day,
    review_memory,
)
from tui_learn.progress.sets import rating_of_set

KNOWN_DAYS = 21
"""A card is known whose stability is so many days (Anki calls it mature)."""
STATUS_DAYS = ((1, Status.NEW), (3, Status.SEEN), (7, Status.FAMILIAR), (KNOWN_DAYS, Status.KNOWN))
"""A reviewed card whose stability is under so many days has this status; above all of them it is ``LEARNED``."""
NOT_ASKED = frozenset({Status.IGNORED, Status.WELL_KNOWN})
_COUNTED = frozenset({"review", "practice", "forget"})
_DIRECTIONS = frozenset({"recognise", "produce"})
_STATUSES = {str(int(status)): int(status) for status in Status}

Step = tuple[CardRow | None, tuple[Delta, ...]]
"""A card and what an event has added to the counters; None as long as nothing has happened to the card."""
Where = tuple[str, str, str]
"""What numbers are counted under: day, group, sort."""


# --- folding


def apply(row: CardRow | None, event: Event, options: ScheduleOptions) -> Step | None:
    """The card after one more event, and what that adds to the counters.

    None when the event is not known to be the last of the card's events in order of time: then the card has to be
    folded from the beginning. Events that were taken back are left out by the caller, and so are undos.
    What was read is of no card: it leaves the row as it is, whenever it was, and adds to the counters.
    """
    at = in_milliseconds(event.at)
    if event.kind == "reading":
        return row, _read(event, at, options)
    if row is not None and at <= row.last_event:  # at the same time the ids decide, which a row has not
        return None
    return _next(row, event, at, options)


def fold_events(events: Iterable[Event], options: ScheduleOptions) -> tuple[CardRow | None, list[Delta]]:
    """A card from all of its events, given in any order, and what they add to the counters; None without any."""
    row: CardRow | None = None
    deltas: list[Delta] = []
    for event in in_order(events):
        row, more = _next(row, event, in_milliseconds(event.at), options)
        deltas += more
    return row, deltas


def in_order(events: Iterable[Event]) -> list[Event]:
    """Events in the order in which they are folded: of time, and at the same time of their ids."""
    return sorted(events, key=lambda event: (event.at, event.id))


def is_understood(event: Event) -> bool:
    """Whether the value of an event means something; the fold leaves aside what it does not understand."""
    if event.kind == "status":
        return event.value in _STATUSES
    if event.kind == "reading":
        return _number(event.value) is not None
    return event.kind not in ("bury", "due") or _number(event.value) is not None


def _next(row: CardRow | None, event: Event, at: int, options: ScheduleOptions) -> Step:
    if event.kind == "reading":
        return row, _read(event, at, options)
    old = row or CardRow()  # whatever happens to a card makes a row, so that it is known what came last
    if event.kind not in _COUNTED:
        return _decided(old._replace(last_event=at), event), ()
    where = _where(event, at, options)
    if event.kind == "review":
        return _reviewed(old, event, at, where, options)
    if event.kind == "practice":
        new = old._replace(group=event.group, place=event.place, last_event=at)
        return new, (*_answer(event, where), *_known(old, new, where))
    new = CardRow(group=old.group, place=old.place, last_event=at)
    return new, tuple(_known(old, new, where))


def _decided(row: CardRow, event: Event) -> CardRow:
    """A card after a decision about it that moves no counter."""
    match event.kind:
        case "suspend" | "resume":
            return row._replace(suspended=event.kind == "suspend")
        case "bury" if (comes := _number(event.value)) is not None:
            return row._replace(comes=max(row.comes, comes))
        case "due" if (comes := _number(event.value)) is not None:
            return row._replace(comes=comes)
        case "status" if event.value in _STATUSES:
            return row._replace(status=_STATUSES[event.value])
    return row


def _number(value: str) -> int | None:
    """Milliseconds since 1970, or words, from an event's value; None for anything else."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 16 else None


def _reviewed(row: CardRow, event: Event, at: int, where: Where, options: ScheduleOptions) -> Step:
    begun = row.open_set if event.part and row.open_set and row.open_set.part == event.part else None
    before = begun.before if begun else row.memory
    ratings = (*(begun.ratings if begun else ()), event.rating)
    rating = rating_of_set(ratings) if event.part else event.rating
    memory = review_memory(before, rating, at, options)
    gave = _retention(before, rating, at, where, options)
    new = CardRow(
        memory=memory,
        comes=comes_at(memory, event.zone, event.shift, options),
        group=event.group,
        place=event.place,
        suspended=_suspended(row, begun, memory, before, options),
        last_event=at,
        open_set=OpenSet(event.part, ratings, before, gave) if event.part else None,
    )
    deltas = _answer(event, where)
    if not before.reviews and begun is None:  # in a set, by its first question
        deltas.append(Delta(*where, NEW, 1))
    if begun:
        deltas += [delta._replace(amount=-delta.amount) for delta in begun.gave]
    return new, (*deltas, *gave, *_known(row, new, where))


def _suspended(row: CardRow, begun: OpenSet | None, memory: Memory, before: Memory, options: ScheduleOptions) -> bool:
    """Whether a card is suspended after a review. What an unfinished set has done is not held against it."""
    if becomes_leech(before, memory, options):
        return True
    return row.suspended and not (begun is not None and becomes_leech(before, row.memory, options))


# --- what is counted


def _where(event: Event, at: int, options: ScheduleOptions) -> Where:
    """The learner's day, the group and the sort an event is counted under."""
    return learning_day(at, event.zone, options.day_begins), event.group, sort_of(event.card)


def sort_of(card: str) -> str:
    """What a card is about: its key up to the first ``/``, and whether it is recognised or produced.

    Keys are ``sort/group/direction/rest`` where there is a direction; a word has a card for each.
    """
    parts = card.split("/", 3)
    return f"{parts[0]}/{parts[2]}" if len(parts) > 3 and parts[2] in _DIRECTIONS else parts[0]


def _answer(event: Event, where: Where) -> list[Delta]:
    """What every answer adds, also one of a set, and an answer that is practice."""
    day, group, sort = where
    deltas = [Delta(day, group, sort, ANSWERS, 1)]
    if event.milliseconds:
        deltas.append(Delta(day, group, sort, MILLISECONDS, event.milliseconds))
    if event.kind == "review":
        deltas.append(Delta(day, group, sort, REVIEWS, 1))
        deltas.append(Delta(day, group, sort, AGAIN + event.rating - 1, 1))
        if event.rating > 1:
            deltas.append(Delta(day, group, sort, RIGHT, 1))
    return deltas


def _read(event: Event, at: int, options: ScheduleOptions) -> tuple[Delta, ...]:
    """What a while of reading adds: nothing where its value is not understood."""
    words = _number(event.value)
    if words is None:
        return ()
    day, group, _sort = _where(event, at, options)
    numbers = ((READ_MILLISECONDS, event.milliseconds or 0), (READ_WORDS, min(words, MAX_WORDS)))
    return tuple(Delta(day, group, READ, field, number) for field, number in numbers if number)


def _retention(before: Memory, rating: int, at: int, where: Where, options: ScheduleOptions) -> tuple[Delta, ...]:
    """What a review of a card past the learning steps says of what was remembered, and what had been expected."""
    if not is_learnt(before):
        return ()
    day, group, sort = where
    expected = round(recall(before, at, numbers_of(options)) * NANO)
    deltas = Delta(day, group, sort, LEARNED, 1), Delta(day, group, sort, EXPECTED, expected)
    return (*deltas, Delta(day, group, sort, LEARNED_RIGHT, 1)) if rating > 1 else deltas


def _known(old: CardRow, new: CardRow, where: Where) -> list[Delta]:
    """Known cards are counted in the group of their last answer, whichever that is."""
    was, now = is_known(old.memory), is_known(new.memory)
    if (was, old.group) == (now, new.group):
        return []
    day, _group, sort = where
    deltas = [Delta(day, old.group, sort, KNOWN, -1)] if was else []
    return [*deltas, Delta(day, new.group, sort, KNOWN, 1)] if now else deltas


# --- what follows from a card


def is_known(memory: Memory) -> bool:
    """Whether a card counts as known: it would be remembered, at 90 %, for three weeks."""
    return memory.stability >= KNOWN_DAYS


def is_leech(row: CardRow, options: ScheduleOptions) -> bool:
    """Whether a card was forgotten so often that it costs more than it gives."""
    return 0 < options.leech_after <= row.memory.lapses


def becomes_leech(before: Memory, after: Memory, options: ScheduleOptions) -> bool:
    """Whether a review suspends a leech: at so many lapses, then after every half of them again, as Anki does."""
    if not options.leech_suspends or not 0 < options.leech_after <= after.lapses or after.lapses <= before.lapses:
        return False
    half = (options.leech_after + 1) // 2
    return (after.lapses - options.leech_after) % half == 0


def is_asked(row: CardRow) -> bool:
    """Whether a card is ever due: it was reviewed, is not suspended, and the learner has not put it aside."""
    return row.memory.phase != Phase.NEW and not row.suspended and row.status not in NOT_ASKED


def status_of(row: CardRow) -> Status:
    """How well a word is known: as set by hand since the last review, else as it follows from the stability.

    Under 1 day ``NEW``, under 3 ``SEEN``, under 7 ``FAMILIAR``, under 21 ``KNOWN``, else ``LEARNED``; ``NONE`` where
    it was never reviewed.
    """
    if row.status:
        return Status(row.status)
    if not row.memory.reviews:
        return Status.NONE
    return next((status for days, status in STATUS_DAYS if row.memory.stability < days), Status.LEARNED)


def state_of(key: str, row: CardRow, options: ScheduleOptions) -> CardState | None:
    """A card as everybody else sees it; None when it was never reviewed, or not since it was forgotten."""
    memory = row.memory
    if not memory.reviews:
        return None
    return CardState(
        key=key,
        due=moment(memory.due),
        stability=memory.stability,
        difficulty=memory.difficulty,
        learned=is_learnt(memory),
        reviews=memory.reviews,
        lapses=memory.lapses,
        last_review=moment(memory.last),
        comes=moment(row.comes),
        group=row.group,
        place=row.place,
        suspended=row.suspended,
        leech=is_leech(row, options),
        status=status_of(row),
        by_hand=row.status != Status.NONE,
    )


def state_before_reviews(key: str, row: CardRow) -> CardState:
    """A card that was never reviewed, as far as the learner has decided something about it."""
    return CardState(
        key=key,
        due=moment(row.comes),
        stability=0.0,
        difficulty=0.0,
        learned=False,
        reviews=0,
        lapses=0,
        last_review=moment(row.last_event),
        comes=moment(row.comes),
        group=row.group,
        place=row.place,
        suspended=row.suspended,
        status=status_of(row),
        by_hand=row.status != Status.NONE,
    )
