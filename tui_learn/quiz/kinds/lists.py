"""C11 (what belongs to which list) and C12 (complete the list)."""

from __future__ import annotations

from collections.abc import Iterator

from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.material import Material


def generate_lists(material: Material) -> Iterator[Exercise]:
    """To be written."""
    yield from ()
