"""C4 (what a linked term is called in the other language) and C19 (what a section links to)."""

from __future__ import annotations

from collections.abc import Iterator

from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.material import Material


def generate_links(material: Material) -> Iterator[Exercise]:
    """To be written."""
    yield from ()
