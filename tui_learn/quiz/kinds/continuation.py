"""C10: how does the sentence go on?"""

from __future__ import annotations

from collections.abc import Iterator

from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.material import Material


def generate_continuations(material: Material) -> Iterator[Exercise]:
    """To be written."""
    yield from ()
