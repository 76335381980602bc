"""A session that knows its learner: from exercises and stored answers to the first question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from time import monotonic

from tui_learn.progress import Progress
from tui_learn.quiz.ability import follow
from tui_learn.quiz.adaptivity import likely
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.grades import medians
from tui_learn.quiz.health import retired
from tui_learn.quiz.rotation import Rotation
from tui_learn.quiz.selection import Pool, Read, plan
from tui_learn.quiz.session import Adaptive, Session, rejected_ids

MINUTES = 8.0
"""How long a session begins new questions, where nobody says how many."""


def begin_session(
    exercises: Sequence[Exercise],
    progress: Progress,
    *,
    count: int | None = None,
    place: str | Callable[[Exercise], str] = "",
    vocabulary: Mapping[str, Iterable[str]] | None = None,
    read: Read | None = None,
    clock: Callable[[], float] = monotonic,
) -> Session:
    """A session on exercises that are ranked best first; its ``current`` is None when nothing is to be asked.

    With a ``count`` so many questions are asked, whatever the limits and whatever has been read. ``read`` says of a
    question about what the article says whether its section has been opened; without it all have. ``place`` and
    ``vocabulary`` as in ``Session``.
    """
    known = {exercise.id: exercise for exercise in exercises}
    answers = progress.attempts(practice=True)
    attempts = [answer for answer in answers if answer.kind == "review"]
    ability, traced = follow(attempts, known)
    left_out = rejected_ids(progress) | retired(answers, traced)
    place_of: Callable[[Exercise], str] = place if callable(place) else lambda _exercise: place
    pool = Pool((exercise for exercise in exercises if exercise.id not in left_out), place_of)
    slots = plan(
        pool,
        progress,
        count=count,
        rotation=Rotation(attempts),
        read=None if count is not None else read,
        chance=lambda exercise, stage: likely(exercise, stage, ability),
    )

    def views(card: str) -> list[Exercise]:
        cards = [card, *pool.siblings(card)]
        return [view for other in cards for view in pool.by_card.get(other, ())]

    adaptive = Adaptive(
        ability=ability,
        usual=medians(attempts),
        views=views,
        minutes=MINUTES if count is None else None,
        strict=count is None,
    )
    return Session(slots, progress, place=place, vocabulary=vocabulary, clock=clock, adaptive=adaptive)
