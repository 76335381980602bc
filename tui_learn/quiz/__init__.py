"""From a Bitext to Exercises, and from answers to what they are worth."""

import sys
from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING, Any

from tui_learn.lazy import lazy_names

if TYPE_CHECKING:
    from tui_learn.quiz.exercise import Exercise
    from tui_learn.quiz.generate import generate
    from tui_learn.quiz.grading import Verdict, grade

__all__ = ["Exercise", "Verdict", "generate", "grade"]

__getattr__ = lazy_names(__name__, {"Exercise": "exercise", "Verdict": "grading", "grade": "grading"})


class _Quiz(ModuleType):
    """Has a function of the same name as one of its modules, which the import system would put in its place."""

    @property
    def generate(self) -> Callable[..., Any]:
        from tui_learn.quiz.generate import generate

        return generate

    @generate.setter
    def generate(self, module: ModuleType) -> None:
        """The module is found where modules are."""


sys.modules[__name__].__class__ = _Quiz
