"""V10: put the letters of the missing word in order."""

from __future__ import annotations

from collections.abc import Iterator

from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.material import Material


def generate_letters(material: Material) -> Iterator[Exercise]:
    """To be written."""
    yield from ()
