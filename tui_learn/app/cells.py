"""Cells of the terminal."""

from __future__ import annotations

from rich.cells import cell_len


def width_of(text: str) -> int:
    """Cells a text takes."""
    return len(text) if text.isascii() else cell_len(text)


def fit(text: str, width: int) -> str:
    """A text cut to so many cells, with an ellipsis where something was cut."""
    if width_of(text) <= width:
        return text
    cut = ""
    for character in text:
        if width_of(cut + character) > width - 1:
            break
        cut += character
    return cut + "…" if width > 0 else ""
