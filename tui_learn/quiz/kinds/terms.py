"""C1: which key term is missing?"""

from __future__ import annotations

from collections.abc import Iterator

from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.material import Material


def generate_terms(material: Material) -> Iterator[Exercise]:
    """To be written."""
    yield from ()
