"""Places in texts, each of several lines, of which one is chosen; only the lines in sight are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui_learn.app.library_hits import Line
from tui_learn.i18n import gettext as _

MARGIN = 2
"""Cells before a line."""


class HitList(ScrollView, can_focus=True):
    """Lines by place, and a cursor on a place."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "hits--text",
        "hits--strong",
        "hits--quiet",
        "hits--hit",
        "hits--mark",
        "hits--cursor",
    }
    DEFAULT_CSS = """
    HitList {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        background: $background;
        color: $foreground;
        & > .hits--text { color: $foreground; }
        & > .hits--strong { color: $heading; text-style: bold; }
        & > .hits--quiet { color: $quiet; }
        & > .hits--hit { background: $hit-here; color: $foreground; text-style: bold underline; }
        & > .hits--mark { color: $mark; }
        & > .hits--cursor { background: $lit; }
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
        """The place under the cursor was clicked."""

    def __init__(self, lay_out: Callable[[int], Sequence[Line]], *, id: str | None = None) -> None:
        """``lay_out`` gives the lines in so many cells."""
        super().__init__(id=id)
        self._lay_out = lay_out
        self._lines: Sequence[Line] = ()
        self._first: list[int] = []
        """The first line of each place."""
        self._cursor = 0
        self._styles: dict[str, Style] = {}

    @property
    def chosen(self) -> int | None:
        """The number of the place under the cursor; None where there is none."""
        return self._cursor if self._first else None

    def show(self, cursor: int | None = None) -> None:
        """Lay the lines out again, with the cursor on a place, or where it was."""
        self._lines = self._lay_out(self._room) if self._room > 0 else ()
        self._first = []
        for number, line in enumerate(self._lines):
            if line.item is not None and line.item == len(self._first):
                self._first.append(number)
        self._cursor = max(0, min(len(self._first) - 1, self._cursor if cursor is None else cursor))
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._lines))
        self.refresh()
        self.call_after_refresh(self._reveal)

    @property
    def _margin(self) -> int:
        return MARGIN if self.size.width >= 20 else 1

    @property
    def _room(self) -> int:
        return max(0, self.scrollable_content_region.width - self._margin - (1 if self.size.width >= 20 else 0))

    def notify_style_update(self) -> None:
        """Colours changed."""
        super().notify_style_update()
        self._styles = {}

    def on_resize(self, event: events.Resize) -> None:
        """Lines break elsewhere."""
        self.show()

    def _style(self, name: str) -> Style:
        style = self._styles.get(name)
        if style is None:
            style = self._styles[name] = self.get_component_rich_style(f"hits--{name}", partial=name != "text")
        return style

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        number = y + int(self.scroll_offset.y)
        base, width = self._style("text"), self.size.width
        if number >= len(self._lines):
            return Strip.blank(width, base)
        line = self._lines[number]
        chosen = line.item is not None and line.item == self._cursor
        if chosen:
            base = base + self._style("cursor")
            segments = [Segment("▌", base + self._style("mark")), Segment(" " * (self._margin - 1), base)]
        else:
            segments = [Segment(" " * self._margin, base)]
        for text, how in line.runs:
            plain = how == "text" or (how == "quiet" and chosen)  # on that ground the quiet colour is too faint
            segments.append(Segment(text, base if plain else base + self._style(how)))
        return Strip(segments).simplify().adjust_cell_length(width, base)

    # --- moving

    def _choose(self, item: int) -> None:
        item = max(0, min(len(self._first) - 1, item))
        if item != self._cursor:
            self._cursor = item
            self._reveal()
            self.refresh()

    def _reveal(self) -> None:
        """All lines of the place, as far as there is room, and for the first of an article its title."""
        if not self._first:
            return
        top, height = int(self.scroll_offset.y), max(1, self.size.height)
        first = self._first[self._cursor]
        last = self._last_of(self._cursor)
        begin = first - 1 if first and self._lines[first - 1].item is None else first
        if begin < top:
            self.scroll_to(y=begin, animate=False, force=True)
        elif last >= top + height:
            self.scroll_to(y=min(begin, last - height + 1) if last - begin >= height else last - height + 1,
                           animate=False, force=True)  # fmt: skip

    def _last_of(self, item: int) -> int:
        last = self._first[item]
        while last + 1 < len(self._lines) and self._lines[last + 1].item == item:
            last += 1
        return last

    def action_choose(self, by: int) -> None:
        """So many places further."""
        self._choose(self._cursor + by)

    def action_leap(self, by: int) -> None:
        """A screenful on."""
        if not self._first:
            return
        wanted = self._first[self._cursor] + by * max(1, self.size.height - 1)
        items = range(len(self._first))
        nearest = max((item for item in items if self._first[item] <= wanted), default=0)
        self._choose(nearest if nearest != self._cursor else self._cursor + by)

    def action_edge(self, by: int) -> None:
        """To the first or the last place."""
        self._choose(0 if by < 0 else len(self._first) - 1)

    def on_click(self, event: events.Click) -> None:
        """A click chooses; one on what is chosen takes it."""
        number = event.y + int(self.scroll_offset.y)
        item = self._lines[number].item if number < len(self._lines) else None
        if item is None:
            return
        if item == self._cursor:
            self.post_message(self.Chosen())
        else:
            self._choose(item)
