"""From an outcome to a grade: what help and time make of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from tui_learn.progress import Rating
from tui_learn.quiz.ability import Attempt, was_right
from tui_learn.quiz.answers import Outcome
from tui_learn.quiz.difficulty import median
from tui_learn.quiz.exercise import Exercise
from tui_learn.text import tokenize
from tui_learn.text.languages import has_word_spaces

IGNORED_MILLISECONDS = 60_000
"""A longer pause says nothing about how hard the question was."""
NO_HAND = 400
"""Milliseconds in which nobody can have read a question: the answer came from a program."""
LONG_WORDS, LONG_CHARACTERS = 40, 160
"""A longer sentence takes its time to be read."""
ENOUGH = 15
"""Answers of a kind after which their median says something."""
SLOW, FAST = 2.0, 0.6
"""Of the own median."""
QUICK_MILLISECONDS = 8_000
"""A quick answer where there is no median yet."""


def medians(attempts: Iterable[Attempt]) -> dict[str, float]:
    """The learner's median time of right answers, by kind, in milliseconds; kinds with enough of them."""
    times: dict[str, list[int]] = defaultdict(list)
    for attempt in attempts:
        if attempt.code and attempt.milliseconds is not None and attempt.milliseconds >= NO_HAND and was_right(attempt):
            times[attempt.code].append(attempt.milliseconds)
    return {code: median(row) for code, row in times.items() if len(row) >= ENOUGH}


def is_long(exercise: Exercise) -> bool:
    """Whether a sentence of it takes longer to read than its difficulty could tell."""
    shown = [(piece.text, piece.lang) for piece in exercise.prompt]
    shown += [(option.text, option.lang) for option in exercise.options]
    return any(
        len(tokenize(text, language)) > LONG_WORDS if has_word_spaces(language) else len(text) > LONG_CHARACTERS
        for text, language in shown
    )


def time_that_counts(exercise: Exercise, milliseconds: int, *, away: bool) -> int | None:
    """The time of an answer, or None where it says nothing."""
    if away or milliseconds > IGNORED_MILLISECONDS or is_long(exercise):
        return None
    return milliseconds


def is_quick(exercise: Exercise, milliseconds: int | None, usual: Mapping[str, float]) -> bool:
    """Whether an answer came at once."""
    if milliseconds is None or milliseconds < NO_HAND:
        return False
    return milliseconds < usual.get(exercise.code, QUICK_MILLISECONDS)


def rated(
    exercise: Exercise, outcome: Outcome, milliseconds: int | None, usual: Mapping[str, float], *, helped: bool
) -> Rating:
    """The grade that is proposed: hard where it took long; easy where a word was typed fast, exactly, without help."""
    rating = outcome.rating
    middle = usual.get(exercise.code)
    if rating != Rating.GOOD or middle is None or milliseconds is None or milliseconds < NO_HAND:
        return rating
    if milliseconds > SLOW * middle:
        return Rating.HARD
    typed = exercise.type in ("cloze", "typed") and not exercise.options and outcome.exact
    return Rating.EASY if typed and not helped and milliseconds < FAST * middle else rating
