"""C2: which term is this said of, and what is said of a term?"""

from __future__ import annotations

from collections.abc import Iterator

from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.material import Material


def generate_definitions(material: Material) -> Iterator[Exercise]:
    """To be written."""
    yield from ()
