"""Lines of text that scroll: a history may be thousands of lines long, so only those in sight are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui_learn.app.card_rows import Line, wrapped
from tui_learn.i18n import gettext as _

WIDEST = 100
"""Cells of a line."""


class LineList(ScrollView, can_focus=True):
    """Lines, each shown as ``text``, ``strong``, ``quiet`` or ``heading``."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"lines--text", "lines--strong", "lines--quiet", "lines--heading"}
    DEFAULT_CSS = """
    LineList {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        padding: 0 0 0 2;
        background: $background;
        color: $foreground;
        & > .lines--text { color: $foreground; }
        & > .lines--strong { color: $foreground; text-style: bold; }
        & > .lines--quiet { color: $quiet; }
        & > .lines--heading { color: $heading; text-style: bold; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll_down", _("scroll"), show=False),
        Binding("up,k", "scroll_up", _("scroll back"), show=False),
        Binding("pagedown,space", "page_down", _("page down"), show=False),
        Binding("pageup", "page_up", _("page up"), show=False),
        Binding("home,g", "scroll_home", _("beginning"), show=False),
        Binding("end,G", "scroll_end", _("end"), show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._given: Sequence[Line] = ()
        self._lines: list[Line] = []
        self._styles: dict[str, Style] = {}

    def show(self, lines: Sequence[Line]) -> None:
        """What to show."""
        self._given = lines
        self._lay_out()

    def on_resize(self) -> None:
        """Lines break elsewhere."""
        self._lay_out()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if width > 0:
            self._lines = wrapped(self._given, max(4, min(WIDEST, width - 1)))
            self.virtual_size = Size(1, len(self._lines))
            self.refresh()

    def notify_style_update(self) -> None:
        """Colours changed."""
        super().notify_style_update()
        self._styles = {}

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width = self.scrollable_content_region.width
        number = y + int(self.scroll_offset.y)
        text, how = self._lines[number] if 0 <= number < len(self._lines) else ("", "text")
        style = self._styles.get(how)
        if style is None:
            style = self._styles[how] = self.get_component_rich_style(f"lines--{how}")
        return Strip([Segment(text, style)]).adjust_cell_length(width, style)
