"""One review by FSRS-6 (Ye, Su & Cao 2022, and later) on plain numbers.

The arithmetic is that of the package ``fsrs``, operation by operation, so that every bit agrees (tests compare some
tens of thousands of reviews); there a review takes five times as long, and an answer must not be slower than the disk.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

from tui_learn.progress.cards import Memory, Phase, Rating
from tui_learn.progress.options import ScheduleOptions

DAY = 86_400_000
"""Milliseconds."""
LEAST_STABILITY = 0.001
_E = math.e
_AGAIN, _HARD, _GOOD, _EASY = (int(rating) for rating in Rating)
_LEARNING, _REVIEW, _RELEARNING = int(Phase.LEARNING), int(Phase.REVIEW), int(Phase.RELEARNING)


class Numbers(NamedTuple):
    """What follows from the options alone; steps are milliseconds."""

    w: tuple[float, ...]
    decay: float
    factor: float
    per_stability: float
    maximum_days: int
    growth: float
    reverted: float
    kept: float
    relief: float
    learning: tuple[int, ...]
    relearning: tuple[int, ...]


@lru_cache(maxsize=8)
def numbers_of(options: ScheduleOptions) -> Numbers:
    """The numbers of a schedule. Steps are whole seconds, and at least one."""
    w = options.weights
    decay = -w[20]
    easy = w[4] - (_E ** (w[5] * (_EASY - 1))) + 1
    return Numbers(
        w=w,
        decay=decay,
        factor=0.9 ** (1 / decay) - 1,
        per_stability=(options.retention ** (1 / decay)) - 1,
        maximum_days=options.maximum_days,
        growth=_E ** w[8],
        reverted=w[7] * easy,
        kept=1 - w[7],
        relief=_E ** (w[17] * w[18]),
        learning=_milliseconds(options.learning_steps),
        relearning=_milliseconds(options.relearning_steps),
    )


def _milliseconds(minutes: tuple[float, ...]) -> tuple[int, ...]:
    return tuple(max(1, round(step * 60)) * 1000 for step in minutes)


def reviewed(memory: Memory, rating: int, at: int, n: Numbers) -> Memory:
    """What is kept of a card after a review at ``at``, in milliseconds, later than the one before."""
    phase, step, stability, difficulty, last, _due, reviews, lapses = memory
    if reviews:
        days = (at - last) // DAY
        stability = _stability(stability, difficulty, rating, days, n)
        difficulty = _difficulty(difficulty, rating, n)
    else:
        phase, step = _LEARNING, 0
        stability = max(n.w[rating - 1], LEAST_STABILITY)
        difficulty = min(max(n.w[4] - (_E ** (n.w[5] * (rating - 1))) + 1, 1.0), 10.0)
    if phase == _REVIEW:
        if rating == _AGAIN:
            lapses += 1
            if n.relearning:
                phase, step, wait = _RELEARNING, 0, n.relearning[0]
            else:
                wait = _interval(stability, n)
        else:
            wait = _interval(stability, n)
    else:
        steps = n.learning if phase == _LEARNING else n.relearning
        phase, step, wait = _stepped(phase, step, rating, steps, stability, n)
    return Memory(phase, step, stability, difficulty, at, at + wait, reviews + 1, lapses)


def recall(memory: Memory, at: int, n: Numbers) -> float:
    """The chance, 0 to 1, that a card is remembered at a time; 0 for one that was never reviewed."""
    if not memory.reviews:
        return 0.0
    elapsed = max(0, (at - memory.last) // DAY)
    return float((1 + n.factor * elapsed / memory.stability) ** n.decay)


def _stability(stability: float, difficulty: float, rating: int, days: int, n: Numbers) -> float:
    w = n.w
    if days < 1:
        growth = (_E ** (w[17] * (rating - 3 + w[18]))) * (stability ** -w[19])
        if rating != _AGAIN:
            growth = max(growth, 1.0)
        return float(max(stability * growth, LEAST_STABILITY))
    chance = (1 + n.factor * days / stability) ** n.decay
    if rating == _AGAIN:
        long = w[11] * (difficulty ** -w[12]) * (((stability + 1) ** (w[13])) - 1) * (_E ** ((1 - chance) * w[14]))
        return float(max(min(long, stability / n.relief), LEAST_STABILITY))
    grown = stability * (
        1
        + n.growth
        * (11 - difficulty)
        * (stability ** -w[9])
        * ((_E ** ((1 - chance) * w[10])) - 1)
        * (w[15] if rating == _HARD else 1)
        * (w[16] if rating == _EASY else 1)
    )
    return float(max(grown, LEAST_STABILITY))


def _difficulty(difficulty: float, rating: int, n: Numbers) -> float:
    change = -(n.w[6] * (rating - 3))
    damped = difficulty + (10.0 - difficulty) * change / 9.0
    return min(max(n.reverted + n.kept * damped, 1.0), 10.0)


def _interval(stability: float, n: Numbers) -> int:
    days = round((stability / n.factor) * n.per_stability)
    return min(max(days, 1), n.maximum_days) * DAY


def _stepped(
    phase: int, step: int, rating: int, steps: tuple[int, ...], stability: float, n: Numbers
) -> tuple[int, int, int]:
    """Phase, step and wait in the learning steps; a card may stand at a step that is no more."""
    if not steps or (step >= len(steps) and rating != _AGAIN) or rating == _EASY:
        return _REVIEW, -1, _interval(stability, n)
    if rating == _AGAIN:
        return phase, 0, steps[0]
    if rating == _HARD:
        if step:
            return phase, step, steps[step]
        return phase, step, steps[0] * 3 // 2 if len(steps) == 1 else (steps[0] + steps[1]) // 2
    if step + 1 == len(steps):
        return _REVIEW, -1, _interval(stability, n)
    return phase, step + 1, steps[step + 1]
