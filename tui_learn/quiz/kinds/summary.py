"""C15: which summary is that of this article?"""

from __future__ import annotations

from collections.abc import Iterator

from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.material import Material


def generate_summaries(material: Material) -> Iterator[Exercise]:
    """To be written."""
    yield from ()
