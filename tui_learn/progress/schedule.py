"""When a card comes back: FSRS (Ye 2022 and later), through the package ``fsrs``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from functools import lru_cache

from fsrs import Card, Scheduler, State
from fsrs import Rating as FsrsRating

ROLL_OVER = timedelta(hours=4)
"""A learner's day ends at four in the morning, local time."""


class Rating(IntEnum):
    """How well something was remembered."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class CardState:
    """What is known of a card after its reviews."""

    key: str
    due: datetime
    """UTC."""
    stability: float
    """Days until the chance of recall falls to 90 %."""
    difficulty: float
    """1 to 10."""
    learned: bool
    """Whether it has left the learning steps."""
    reviews: int
    lapses: int
    last_review: datetime


@lru_cache(maxsize=1)
def scheduler() -> Scheduler:
    """The schedule's settings. Fuzzing is off: its random numbers could not be repeated."""
    return Scheduler(enable_fuzzing=False)


def fold(key: str, reviews: Iterable[tuple[datetime, Rating]]) -> CardState | None:
    """The state of a card after its reviews, given in order of time; None without any.

    A clock that ran backwards is straightened: no review is taken to be earlier than the one before it.
    """
    card = Card(card_id=0)
    count = lapses = 0
    last: datetime | None = None
    for at, rating in reviews:
        at = at.astimezone(UTC)
        if last is not None and at <= last:
            at = last + timedelta(milliseconds=1)
        if card.state == State.Review and rating == Rating.AGAIN:
            lapses += 1
        card, _log = scheduler().review_card(card, FsrsRating(int(rating)), at)
        count, last = count + 1, at
    if last is None:
        return None
    return CardState(
        key=key,
        due=card.due,
        stability=card.stability or 0.0,
        difficulty=card.difficulty or 0.0,
        learned=card.state != State.Learning,
        reviews=count,
        lapses=lapses,
        last_review=last,
    )


def retrievability(state: CardState, at: datetime) -> float:
    """The chance, 0 to 1, that a card is remembered at a time."""
    card = Card(
        card_id=0,
        state=State.Review,
        stability=state.stability or None,
        difficulty=state.difficulty or None,
        last_review=state.last_review,
    )
    return float(scheduler().get_card_retrievability(card, at.astimezone(UTC)))


def learning_day(at: datetime, zone_minutes: int) -> str:
    """The day an answer belongs to, ``YYYY-MM-DD``, by the clock of the learner at the time."""
    local = at.astimezone(UTC) + timedelta(minutes=zone_minutes)
    return (local - ROLL_OVER).date().isoformat()
