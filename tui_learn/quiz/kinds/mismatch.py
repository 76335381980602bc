"""V13: which of these pairs of sentences do not belong together?"""

from __future__ import annotations

from collections.abc import Iterator

from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.material import Material


def generate_mismatches(material: Material) -> Iterator[Exercise]:
    """To be written."""
    yield from ()
