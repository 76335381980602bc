"""What is known of a card: plain numbers for the fold and the disk, dates for everybody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from typing import NamedTuple


class Rating(IntEnum):
    """How well something was remembered."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class Phase(IntEnum):
    """Where a card is on its way, in FSRS's words."""

    NEW = 0
    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3


class Status(IntEnum):
    """How well a word is known, on Lute's scale; ``NONE`` where nothing is known of it."""

    NONE = 0
    NEW = 1
    SEEN = 2
    FAMILIAR = 3
    KNOWN = 4
    LEARNED = 5
    IGNORED = 98
    WELL_KNOWN = 99


class Memory(NamedTuple):
    """What FSRS keeps of a card; times are milliseconds since 1970, UTC."""

    phase: int
    step: int
    """The learning step it is at, from 0; -1 when it is past them."""
    stability: float
    """Days until the chance of recall falls to 90 %; 0 when new."""
    difficulty: float
    """1 to 10; 0 when new."""
    last: int
    due: int
    reviews: int
    lapses: int


UNSEEN = Memory(Phase.NEW, 0, 0.0, 0.0, 0, 0, 0, 0)


class Delta(NamedTuple):
    """A number to be added to a counter of a day."""

    day: str
    """``YYYY-MM-DD``, the learner's day."""
    group: str
    sort: str
    """What the card is about: its key up to the first ``/``."""
    field: int
    """Which counter: an index of ``tui_learn.progress.counters.FIELDS``."""
    amount: int


class OpenSet(NamedTuple):
    """The set of questions a card was asked last: its next answer replaces what the earlier ones did."""

    part: str
    ratings: tuple[int, ...]
    before: Memory
    """The card before the set."""
    gave: tuple[Delta, ...]
    """What the set has added to the counters as one review, to be taken off when it grows."""


class CardRow(NamedTuple):
    """A card as it is folded and kept; times are milliseconds since 1970, UTC."""

    memory: Memory = UNSEEN
    comes: int = 0
    """When it is asked again, apart from suspension."""
    group: str = ""
    """Of its last answer."""
    place: str = ""
    """Of its last answer."""
    suspended: bool = False
    status: int = 0
    """Set by hand since the last review; 0 when not."""
    last_event: int = 0
    """When anything last happened to it."""
    open_set: OpenSet | None = None


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class CardState:
    """What is known of a card after its reviews."""

    key: str
    due: datetime
    """UTC; what FSRS says."""
    stability: float
    """Days until the chance of recall falls to 90 %."""
    difficulty: float
    """1 to 10."""
    learned: bool
    """Whether it has left the learning steps."""
    reviews: int
    lapses: int
    last_review: datetime
    comes: datetime | None = None
    """When it is asked again: learnt cards from the beginning of the learner's day on, moved so that days are evenly
    full; None where nobody has looked (``due`` counts then)."""
    group: str = ""
    place: str = ""
    suspended: bool = False
    leech: bool = False
    status: Status = Status.NONE
    """As set by hand since the last review, else as it follows from the memory."""
    by_hand: bool = False
    """Whether the status was set by hand."""


def moment(milliseconds: int) -> datetime:
    """The time in UTC."""
    return _EPOCH + timedelta(milliseconds=milliseconds)  # exact in centuries to come too


def in_milliseconds(at: datetime) -> int:
    """Inverse of ``moment``."""
    return round(at.timestamp() * 1000)
