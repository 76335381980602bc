"""The ways in which questions are answered: one for choosing, typing, pointing, laying, matching and sorting each."""

from __future__ import annotations

from tui_learn.app.answering.choosing import Choosing
from tui_learn.app.answering.laying import Laying, Ordering
from tui_learn.app.answering.matching import Matching
from tui_learn.app.answering.pointing import Pointing
from tui_learn.app.answering.sorting import Sorting
from tui_learn.app.answering.typing import Typing
from tui_learn.app.answering.way import Way
from tui_learn.quiz.exercise import Exercise, ExerciseType

__all__ = ["Way", "way_of"]

_WAYS: dict[ExerciseType, type[Way]] = {
    "choice": Choosing,
    "tf": Choosing,
    "odd": Choosing,
    "cloze": Typing,
    "typed": Typing,
    "point": Pointing,
    "tiles": Laying,
    "order": Ordering,
    "match": Matching,
    "sort": Sorting,
}


def way_of(exercise: Exercise) -> Way:
    """The way in which an exercise is answered, with nothing chosen yet."""
    # A gap with a list of words to choose from is a choice.
    return (Choosing if exercise.options else _WAYS[exercise.type])(exercise)
