"""V3: one word fills the gaps of two sentences."""

from __future__ import annotations

from collections.abc import Iterator

from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.material import Material


def generate_two_gaps(material: Material) -> Iterator[Exercise]:
    """To be written."""
    yield from ()
