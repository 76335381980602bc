"""Places in texts, each of several lines, of which one is chosen; only the lines in sight are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.geometry import Size
from textual.strip import Strip

from tui_learn.app.library_hits import Line
from tui_learn.app.widgets.row_list import RowList


class HitList(RowList):
    """Lines by place, and a cursor on a place."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--hit"}
    DEFAULT_CSS = """
    HitList > .rows--hit { background: $hit-here; color: $foreground; text-style: bold underline; }
    """

    def __init__(self, lay_out: Callable[[int], Sequence[Line]], *, id: str | None = None) -> None:
        """``lay_out`` gives the lines in so many cells."""
        super().__init__(id=id)
        self._lay_out = lay_out
        self._lines: Sequence[Line] = ()
        self._first: list[int] = []
        """The first line of each place."""

    def show_places(self, cursor: int | None = None) -> None:
        """Lay the lines out again, with the cursor on a place, or where it was."""
        self._lines = self._lay_out(self._room) if self._room > 0 else ()
        self._first = []
        for number, line in enumerate(self._lines):
            if line.item is not None and line.item == len(self._first):
                self._first.append(number)
        self._count = len(self._first)
        self._cursor = max(0, min(self._count - 1, self._cursor if cursor is None else cursor))
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._lines))
        self.refresh()
        self.call_after_refresh(self._reveal)

    def _resized(self) -> None:
        self.show_places()  # lines break elsewhere

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        number = y + int(self.scroll_offset.y)
        if number >= len(self._lines):
            return Strip.blank(self.size.width, self._style("text"))
        line = self._lines[number]
        return self._strip(line.runs, line.item is not None and line.item == self._cursor)

    # --- moving

    def _reveal(self, centre: bool = False) -> None:
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
            at_foot = last - height + 1
            self.scroll_to(y=min(begin, at_foot) if last - begin >= height else at_foot, animate=False, force=True)

    def _last_of(self, item: int) -> int:
        last = self._first[item]
        while last + 1 < len(self._lines) and self._lines[last + 1].item == item:
            last += 1
        return last

    def action_leap(self, by: int) -> None:
        """A screenful on."""
        if not self._first:
            return
        wanted = self._first[self._cursor] + by * max(1, self.size.height - 1)
        items = range(len(self._first))
        nearest = max((item for item in items if self._first[item] <= wanted), default=0)
        self._choose(nearest if nearest != self._cursor else self._cursor + by)

    def _number_at(self, line: int) -> int | None:
        return self._lines[line].item if line < len(self._lines) else None
