"""Drawing numbered things: one a line, or as many on a line as fit."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from tui_learn.app.hanging import hanging
from tui_learn.app.signs import COLOURS, SIGNS

KEY = "bold $key"
"""The look of a digit that chooses something."""
TAKEN = "strike $quiet"
CURSOR = "reverse"


def digit_of(number: int) -> str:
    """The key that names the thing with a number from 0; those beyond the tenth have none."""
    return str((number + 1) % 10) if number < 10 else "·"


def look(*, taken: bool = False, cursor: bool = False) -> str:
    """How a piece looks."""
    return " ".join(style for style, holds in ((TAKEN, taken), (CURSOR, cursor)) if holds)


def listed(texts: Sequence[Content], width: int) -> Content:
    """Each on a line of its own with its digit."""
    lines = [hanging(Content.styled(f" {digit_of(number)}  ", KEY), text, width) for number, text in enumerate(texts)]
    return Content("\n").join(lines)


def flowing(texts: Sequence[Content], width: int) -> Content:
    """As many on a line as fit, each with its digit."""
    rows: list[Content] = []
    for number, text in enumerate(texts):
        label = Content.styled(f"{digit_of(number)} ", KEY)
        piece = label + text
        if rows and rows[-1].cell_length + 3 + piece.cell_length <= width:
            rows[-1] = rows[-1] + "   " + piece
        else:
            rows.append(hanging(label, text, width))
    return Content("\n").join(rows)


def signed(word: str) -> Content:
    """The sign of a verdict before something on a card; blank for none."""
    return Content.styled(f"{SIGNS[word]} ", f"bold {COLOURS[word]}") if word else Content("  ")
