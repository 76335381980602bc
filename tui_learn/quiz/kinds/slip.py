"""V11: which word of the sentence does not belong there?"""

from __future__ import annotations

from collections.abc import Iterator

from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.material import Material


def generate_slips(material: Material) -> Iterator[Exercise]:
    """To be written."""
    yield from ()
