"""Article text with stretches lit."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from tui_learn.quiz.exercise import Text

LIT = "bold underline $accent"
"""The look of a word a question is about, and of the word that answers it."""


def lit(piece: Text) -> Content:
    """Article text with its lit stretch."""
    content = Content(piece.text)
    return content if piece.marked is None else content.stylize(LIT, *piece.marked)


def lit_at(text: str, marks: Iterable[tuple[int, int]], style: str = LIT) -> Content:
    """Article text with several stretches lit."""
    content = Content(text)
    for start, end in marks:
        content = content.stylize(style, start, end)
    return content
