"""From a Bitext to Exercises, and from answers to what they are worth."""

from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.generate import generate
from tui_learn.quiz.grading import Verdict, grade

__all__ = ["Exercise", "Verdict", "generate", "grade"]
