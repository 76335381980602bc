"""How the parts of the page look, through the colours of the theme.

Not by component classes: Textual would work out the styles of each of these parts anew whenever it looks at those of
the page, which made up a good share of the time until there was something to read.
"""

from __future__ import annotations

from collections.abc import Mapping

from rich.style import Style
from textual.color import Color

PARTS = {
    "heading": ("heading", "", "bold"),
    "link": ("link", "", "underline"),
    "code": ("", "code-ground", ""),
    "quote": ("quiet", "", ""),
    "emphasis": ("", "", "italic"),
    "strong": ("", "", "bold"),
    "strike": ("", "", "strike"),
    "second": ("quiet", "", ""),
    "rule": ("rule", "", ""),
    "mark": ("mark", "", ""),
    "mark-answer": ("mark-other", "", ""),
    "note": ("quiet", "", "bold"),
    "cursor": ("", "lit", ""),
    "answer": ("", "lit-other", ""),
    "word": ("mark", "lit", "reverse"),
    "phrase": ("", "", "underline"),
    "sure": ("mark-other", "lit-other", "reverse"),
    "likely": ("", "", "bold underline"),
    "faint": ("", "", "underline"),
    "status-1": ("foreground", "status-1", ""),
    "status-2": ("foreground", "status-2", ""),
    "status-3": ("foreground", "status-3", ""),
    "status-4": ("foreground", "status-4", ""),
    "status-5": ("foreground", "status-5", ""),
    "unknown": ("foreground", "unknown", ""),
    "after": ("foreground", "", ""),
    "term": ("", "", "underline"),
    "hit": ("foreground", "hit", "underline"),
    "hit-here": ("hit-here", "foreground", "bold underline reverse"),
    "selected": ("mark", "background", "bold reverse"),
    "woven": ("mark-other", "", "italic"),
    "veiled": ("quiet", "", ""),
}
"""The colours of the letters and of the ground, as names of variables of the theme, and the style of the letters."""

LOOK = """
PageView {
    overflow-x: hidden;
    scrollbar-gutter: stable;
    scrollbar-size-vertical: 1;
    background: $background;
    color: $foreground;
}
"""


def look(part: str, colours: Mapping[str, str]) -> Style:
    """What a part adds to the style of the text, with the variables of a theme."""
    letters, ground, how = PARTS[part]
    return Style.parse(how) + Style(
        color=Color.parse(colours[letters]).rich_color if letters else None,
        bgcolor=Color.parse(colours[ground]).rich_color if ground else None,
    )
