"""Labels with text beside them."""

from __future__ import annotations

from textual.content import Content

from tui_learn.app.wrap import fill


def hanging(label: Content, text: Content, width: int) -> Content:
    """A text beside its label: further lines begin under the first, not under the label."""
    indent = label.cell_length
    lines = [text[start:end] for start, end in fill(text.plain, max(8, width - indent))]
    return label + Content("\n" + " " * indent).join(lines)


def filled(text: str, style: str, width: int) -> Content:
    """A text in lines of so many cells."""
    return hanging(Content(""), Content.styled(text, style), width)


def labelled(language: str, text: Content, width: int) -> Content:
    """A text beside the tag of its language."""
    return hanging(Content.styled(f"{language}  ", "$quiet"), text, width)
