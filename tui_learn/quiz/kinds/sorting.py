"""C18: under which heading does the article have each of these?"""

from __future__ import annotations

from collections.abc import Iterator

from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.material import Material


def generate_sortings(material: Material) -> Iterator[Exercise]:
    """To be written."""
    yield from ()
