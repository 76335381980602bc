"""C9: in which order does the article say this, and what comes next?"""

from __future__ import annotations

from collections.abc import Iterator

from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.material import Material


def generate_sequences(material: Material) -> Iterator[Exercise]:
    """To be written."""
    yield from ()
