"""C13: which figure, date or name is missing?"""

from __future__ import annotations

from collections.abc import Iterator

from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.material import Material


def generate_figures(material: Material) -> Iterator[Exercise]:
    """To be written."""
    yield from ()
