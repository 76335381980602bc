"""Rows of which one is chosen; there may be thousands, so only those in sight are made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Literal

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui_learn.app.cells import fit, width_of
from tui_learn.i18n import gettext as _

Run = tuple[str, Literal["text", "strong", "quiet", "mark"]]
"""A piece of a row, and how it is shown."""
Draw = Callable[[int, int], Sequence[Run]]
"""From the number of a row and its cells to what stands in it."""

MARGIN = 2
"""Cells before a row."""


class RowList(ScrollView, can_focus=True):
    """One line a row, and a cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rows--text",
        "rows--strong",
        "rows--quiet",
        "rows--mark",
        "rows--cursor",
    }
    DEFAULT_CSS = """
    RowList {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        background: $background;
        color: $foreground;
        & > .rows--text { color: $foreground; }
        & > .rows--strong { color: $heading; text-style: bold; }
        & > .rows--quiet { color: $quiet; }
        & > .rows--mark { color: $mark; }
        & > .rows--cursor { background: $lit; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "choose(1)", _("next"), key_display="↓"),
        Binding("up,k", "choose(-1)", _("previous"), key_display="↑"),
        Binding("space,pagedown", "leap(1)", _("page down"), show=False),
        Binding("pageup", "leap(-1)", _("page up"), show=False),
        Binding("g,home", "edge(-1)", _("beginning"), show=False),
        Binding("G,end", "edge(1)", _("end"), show=False),
    ]

    class Chosen(Message):
        """The row under the cursor was clicked."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._count = 0
        self._draw: Draw = lambda _number, _width: ()
        self._cursor = 0
        self._styles: dict[str, Style] = {}

    @property
    def chosen(self) -> int | None:
        """The number of the row under the cursor; None where there is no row."""
        return self._cursor if self._count else None

    def show(self, count: int, draw: Draw, cursor: int = 0) -> None:
        """Show so many rows, with the cursor on one."""
        self._count, self._draw = count, draw
        self._cursor = max(0, min(count - 1, cursor))
        self.virtual_size = Size(self.scrollable_content_region.width, count)
        self.refresh()
        self.call_after_refresh(self._reveal, True)

    def notify_style_update(self) -> None:
        """Colours changed."""
        super().notify_style_update()
        self._styles = {}

    @property
    def _margin(self) -> int:
        """Cells before each row."""
        return MARGIN if self.size.width >= 20 else 1

    @property
    def _room(self) -> int:
        """Cells of a row."""
        return max(0, self.scrollable_content_region.width - self._margin - (1 if self.size.width >= 20 else 0))

    def on_resize(self, event: events.Resize) -> None:
        """The row that is chosen stays in sight."""
        self._resized()

    def _resized(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, self._count)
        self._reveal()
        self.refresh()

    # --- drawing

    def _style(self, name: str) -> Style:
        style = self._styles.get(name)
        if style is None:
            style = self._styles[name] = self.get_component_rich_style(f"rows--{name}", partial=name != "text")
        return style

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        number = y + int(self.scroll_offset.y)
        if number >= self._count:
            return Strip.blank(self.size.width, self._style("text"))
        return self._strip(self._draw(number, self._room), number == self._cursor)

    def _strip(self, runs: Sequence[tuple[str, str]], chosen: bool) -> Strip:
        """A line of what stands in it, and how each piece is shown."""
        base, width, room = self._style("text"), self.size.width, self._room
        if chosen:
            base = base + self._style("cursor")
            segments = [Segment("▌", base + self._style("mark")), Segment(" " * (self._margin - 1), base)]
        else:
            segments = [Segment(" " * self._margin, base)]
        for text, how in runs:
            shown = fit(text, room)
            room -= width_of(shown)
            plain = how == "text" or (how == "quiet" and chosen)  # on that ground the quiet colour is too faint
            segments.append(Segment(shown, base if plain else base + self._style(how)))
        return Strip(segments).simplify().adjust_cell_length(width, base)

    # --- moving

    def _choose(self, number: int) -> None:
        number = max(0, min(self._count - 1, number))
        if number != self._cursor:
            self._cursor = number
            self._reveal()
            self.refresh()

    def _reveal(self, centre: bool = False) -> None:
        top, height = int(self.scroll_offset.y), self.size.height
        if self._count and not top <= self._cursor < top + height:
            above = height // 3 if centre else 0 if self._cursor < top else height - 1
            self.scroll_to(y=max(0, self._cursor - above), animate=False, force=True)

    def action_choose(self, by: int) -> None:
        """So many rows further."""
        self._choose(self._cursor + by)

    def action_leap(self, by: int) -> None:
        """A screenful on."""
        self._choose(self._cursor + by * max(1, self.size.height - 1))

    def action_edge(self, by: int) -> None:
        """To the first or the last row."""
        self._choose(0 if by < 0 else self._count - 1)

    def _number_at(self, line: int) -> int | None:
        """Of the row in a line, counted from the first one."""
        return line if line < self._count else None

    def on_click(self, event: events.Click) -> None:
        """A click chooses; one on what is chosen takes it."""
        number = self._number_at(event.y + int(self.scroll_offset.y))
        if number is None:
            return
        if number == self._cursor:
            self.post_message(self.Chosen())
        else:
            self._choose(number)
