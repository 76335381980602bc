"""C8 (does the article say this?) and C16 (which pair of sentences contradicts?)."""

from __future__ import annotations

from collections.abc import Iterator

from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.material import Material


def generate_alterations(material: Material) -> Iterator[Exercise]:
    """To be written."""
    yield from ()
