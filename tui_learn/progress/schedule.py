"""When a card comes back: FSRS-6 (Ye, Su & Cao 2022, and later), through the package ``fsrs``, and the learner's days.

Times are whole milliseconds since 1970, UTC. FSRS itself counts in days of 24 hours since the last review; a card past
its learning steps is asked from the beginning of a day of the learner's on.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from tui_learn.progress.cards import UNSEEN, CardState, Memory, Phase, Rating, in_milliseconds
from tui_learn.progress.fsrs6 import numbers_of, recall, reviewed
from tui_learn.progress.options import ScheduleOptions

if TYPE_CHECKING:
    from fsrs import Scheduler

__all__ = [
    "CardState",
    "Rating",
    "comes_at",
    "day_number",
    "fuzz_range",
    "learning_day",
    "retrievability",
    "review_memory",
    "scheduler",
    "start_of_day",
]

DAY = 24 * 60 * 60 * 1000
"""Milliseconds."""
_HOUR, _MINUTE = 60 * 60 * 1000, 60 * 1000
_MILLISECOND = timedelta(milliseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_DAY = _EPOCH.toordinal()
_DEFAULTS = ScheduleOptions()
_RATINGS = frozenset(Rating)
_LEARNT = frozenset({Phase.REVIEW, Phase.RELEARNING})
FUZZ = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, math.inf, 0.05))
"""From so many days to so many, the part of them by which an interval may be longer or shorter, besides one day."""


# --- memory


@lru_cache(maxsize=8)
def scheduler(options: ScheduleOptions = _DEFAULTS) -> Scheduler:
    """A schedule as py-fsrs has it. Fuzzing is off: its random numbers could not be repeated.

    Steps are taken to the second, as py-fsrs itself keeps them; so what is due is due at a whole millisecond, also
    after half of a step. Raises ``ValueError`` for weights that FSRS does not allow.
    """
    from fsrs import Scheduler

    return Scheduler(
        parameters=options.weights,
        desired_retention=options.retention,
        learning_steps=_steps(options.learning_steps),
        relearning_steps=_steps(options.relearning_steps),
        maximum_interval=options.maximum_days,
        enable_fuzzing=False,
    )


def _steps(minutes: Iterable[float]) -> tuple[timedelta, ...]:
    return tuple(timedelta(seconds=max(1, round(step * 60))) for step in minutes)


def is_learnt(memory: Memory) -> bool:
    """Whether a card has left the learning steps, forgotten since or not."""
    return memory.phase in _LEARNT


def review_memory(memory: Memory, rating: int, at: int, options: ScheduleOptions = _DEFAULTS) -> Memory:
    """What is kept of a card after a review at ``at``, exactly as py-fsrs has it.

    A clock that ran backwards is straightened: a review not after the last one is taken to be a millisecond after it.
    A lapse is a card past its steps that was forgotten. Raises ``ValueError`` for a rating that is none.
    """
    if rating not in _RATINGS:
        raise ValueError(rating)
    if memory.reviews and at <= memory.last:
        at = memory.last + 1
    return reviewed(memory, int(rating), at, numbers_of(options))


def retrievability(of: Memory | CardState, at: int | datetime, options: ScheduleOptions = _DEFAULTS) -> float:
    """The chance, 0 to 1, that a card is remembered at a time; 0 for one that was never reviewed."""
    memory = _memory_of(of) if isinstance(of, CardState) else of
    return recall(memory, at if isinstance(at, int) else (at - _EPOCH) // _MILLISECOND, numbers_of(options))


def _memory_of(state: CardState) -> Memory:
    """What the chance of recall depends on."""
    last = in_milliseconds(state.last_review)
    return UNSEEN._replace(phase=Phase.REVIEW, step=-1, stability=state.stability, last=last, reviews=state.reviews)


# --- days


def day_number(at: int, zone_minutes: int, day_begins: int = 4) -> int:
    """The learner's day a time belongs to, in days since 1970-01-01, by a clock so many minutes ahead of UTC."""
    return (at + zone_minutes * _MINUTE - day_begins * _HOUR) // DAY


def learning_day(at: int | datetime, zone_minutes: int, day_begins: int = 4) -> str:
    """The day an answer belongs to, ``YYYY-MM-DD``, by the clock of the learner at the time."""
    milliseconds = at if isinstance(at, int) else (at - _EPOCH) // _MILLISECOND
    return day_name(day_number(milliseconds, zone_minutes, day_begins))


@lru_cache(maxsize=4096)
def day_name(number: int) -> str:
    """A day since 1970-01-01 as ``YYYY-MM-DD``."""
    return date.fromordinal(_EPOCH_DAY + number).isoformat()


def start_of_day(day: str | int, zone_minutes: int, day_begins: int = 4) -> int:
    """When a day, by name or by number, begins. Raises ``ValueError`` for a name that is none."""
    number = day if isinstance(day, int) else date.fromisoformat(day).toordinal() - _EPOCH_DAY
    return number * DAY + day_begins * _HOUR - zone_minutes * _MINUTE


@lru_cache(maxsize=4096)
def fuzz_range(days: int, maximum_days: int) -> tuple[int, int]:
    """The shortest and the longest interval that may stand for one of ``days``, as FSRS and Anki have it.

    Intervals under 2.5 days stay as they are. None is shorter than two days or longer than ``maximum_days``.
    """
    if days < FUZZ[0][0]:
        return days, days
    delta = 1.0 + sum(part * max(min(days, end) - start, 0.0) for start, end, part in FUZZ)
    longest = min(round(days + delta), maximum_days)
    return min(max(2, round(days - delta)), longest), longest


def interval_of(memory: Memory) -> int:
    """Days for which FSRS leaves a card alone."""
    return (memory.due - memory.last) // DAY


def comes_at(memory: Memory, zone_minutes: int, shift: int, options: ScheduleOptions = _DEFAULTS) -> int:
    """When a card is asked again.

    In its learning steps when it is due. Past them, from the beginning of the learner's day ``shift`` days after the
    one it is due on; a shift that was chosen under other options goes no further than the interval now allows.
    """
    if memory.phase != Phase.REVIEW:
        return memory.due
    days = interval_of(memory)
    shortest, longest = fuzz_range(days, options.maximum_days)
    held = min(max(shift, shortest - days), longest - days)
    number = day_number(memory.due, zone_minutes, options.day_begins) + held
    return start_of_day(number, zone_minutes, options.day_begins)
