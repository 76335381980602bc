"""A session that knows its learner: from exercises and stored answers to the first question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from time import monotonic

from tui_learn.progress import Progress
from tui_learn.quiz.ability import Ability, follow
from tui_learn.quiz.adaptivity import likely
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.grades import medians
from tui_learn.quiz.health import retired
from tui_learn.quiz.limits import Held, left_today, resting, set_aside_of, told
from tui_learn.quiz.recorder import RECENT, rejected_ids
from tui_learn.quiz.rotation import Rotation
from tui_learn.quiz.selection import Pool, Read, plan_today
from tui_learn.quiz.session import Adaptive, Session

MINUTES = 8.0
"""How long a session begins new questions, where nobody says how many."""


@dataclass(frozen=True, eq=False)
class Learner:
    """What earlier answers say of who is asked."""

    ability: Ability
    usual: Mapping[str, float]
    """Median times by kind, in milliseconds."""
    rotation: Rotation
    left_out: frozenset[str]
    """Questions that are asked no more."""


def learner_of(progress: Progress, exercises: Iterable[Exercise]) -> Learner:
    """The learner as the recent answers show them; ``exercises`` tell how hard the questions were."""
    attempts = progress.attempts(last=RECENT)
    ability, traced = follow(attempts, {exercise.id: exercise for exercise in exercises})
    left_out = rejected_ids(progress) | retired(progress.approved(), traced)
    return Learner(ability, medians(attempts), Rotation(attempts), left_out)


def begin_session(
    exercises: Sequence[Exercise],
    progress: Progress,
    *,
    count: int | None = None,
    place: str | Callable[[Exercise], str] = "",
    vocabulary: Mapping[str, Iterable[str]] | None = None,
    read: Read | None = None,
    clock: Callable[[], float] = monotonic,
    learner: Learner | None = None,
) -> Session:
    """A session on exercises that are ranked best first; its ``current`` is None when nothing is to be asked.

    With a ``count`` so many questions are asked, whatever the limits of a day and whatever has been read; but never
    cards that are suspended, nor words that are ignored or well known. ``read`` says of a question about what the
    article says whether its section has been opened; without it all have. ``place`` and ``vocabulary`` as in
    ``Session``. Whoever begins several sessions gives the ``learner`` whom ``learner_of`` found.
    """
    learner = learner or learner_of(progress, exercises)
    ability = learner.ability
    place_of: Callable[[Exercise], str] = place if callable(place) else lambda _exercise: place
    pool = Pool(
        (exercise for exercise in exercises if exercise.id not in learner.left_out),
        place_of,
        set_aside_of(progress),
    )
    pair = exercises[0].pair if exercises else ""
    planned = plan_today(
        pool,
        progress,
        count=count,
        rotation=learner.rotation,
        read=None if count is not None else read,
        chance=lambda exercise, stage: likely(exercise, stage, ability),
        left=left_today(progress, pair) if count is None else None,
        resting=resting(progress) if count is None else frozenset(),
    )
    held = _told_held(planned.held, len(planned.slots), count)

    def views(card: str) -> list[Exercise]:
        cards = [card, *pool.siblings(card)]
        return [view for other in cards for view in pool.by_card.get(other, ())]

    adaptive = Adaptive(
        ability=ability,
        usual=learner.usual,
        views=views,
        minutes=MINUTES if count is None else None,
        strict=count is None,
        at_end=lambda: told(held, left_today(progress, pair), progress.options),
    )
    return Session(planned.slots, progress, place=place, vocabulary=vocabulary, clock=clock, adaptive=adaptive)


def _told_held(held: Held, slots: int, count: int | None) -> Held:
    """What is set aside is only spoken of where it is missed: fewer questions than were wanted, or none."""
    return held if slots < (1 if count is None else count) else replace(held, set_aside=0)
