"""A table of cards of any length: only the rows in sight are looked up and drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from tui_learn.app.cells import fit, width_of
from tui_learn.i18n import gettext as _

WIDE, ROOMY = 84, 48
"""Cells from which all columns are shown, and all but the kind and the numbers."""
GAP = 2
MARKS = 2
"""Cells before the name: the cursor and the mark."""


@dataclass(frozen=True, slots=True)
class Row:
    """What is shown of a card."""

    name: str
    way: str
    """The languages."""
    kind: str
    status: str
    due: str
    stability: str
    lapses: str
    quiet: bool = False
    """Whether it is asked no more for now."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column besides the name, which takes the rest."""

    field: str
    title: str
    width: int
    right: bool = False


@lru_cache(maxsize=8)
def columns(width: int) -> tuple[Column, ...]:
    """The columns that have room, from left to right."""
    found = [
        Column("way", _("pair"), 7),
        Column("kind", _("kind"), 14),
        Column("status", _("st"), 2),
        Column("due", _("due"), 12),
        Column("stability", _("stable"), 7, right=True),
        Column("lapses", _("lapses"), 6, right=True),
    ]
    if width >= WIDE:
        return tuple(found)
    if width >= ROOMY:
        return tuple(column for column in found if column.field in ("way", "status", "due"))
    return tuple(column for column in found if column.field in ("status", "due"))


def name_width(width: int) -> int:
    """Cells of the column of names."""
    return max(1, width - MARKS - sum(column.width + GAP for column in columns(width)))


def _cell(text: str, width: int, right: bool = False) -> str:
    text = fit(text, width)
    gap = " " * (width - width_of(text))
    return gap + text if right else text + gap


class CardHeader(Widget):
    """The titles of the columns."""

    DEFAULT_CSS = """
    CardHeader { height: 1; padding: 0 1; color: $quiet; background: $background; }
    """

    def render(self) -> RenderResult:
        """The line; as wide as the table, which has a scroll bar."""
        width = self.content_size.width - 1
        line = " " * MARKS + _cell(_("card"), name_width(width))
        for column in columns(width):
            line += " " * GAP + _cell(column.title, column.width, column.right)
        return Content(fit(line, width))


class CardTable(ScrollView, can_focus=True):
    """Rows of a list of keys, with a cursor and marks."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "cards--text",
        "cards--quiet",
        "cards--cursor",
        "cards--chosen",
        "cards--mark",
    }
    DEFAULT_CSS = """
    CardTable {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        background: $background;
        color: $foreground;
        padding: 0 0 0 1;
        & > .cards--text { color: $foreground; }
        & > .cards--quiet { color: $quiet; }
        & > .cards--cursor { background: $lit; color: $foreground; }
        & > .cards--chosen { text-style: bold; }
        & > .cards--mark { color: $mark; text-style: bold; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", _("next"), show=False),
        Binding("up,k", "move(-1)", _("previous"), show=False),
        Binding("pagedown", "leap(1)", _("page down"), show=False),
        Binding("pageup", "leap(-1)", _("page up"), show=False),
        Binding("g,home", "edge(-1)", _("beginning"), show=False),
        Binding("G,end", "edge(1)", _("end"), show=False),
        Binding("space", "mark", _("mark"), show=False),
    ]

    class Chosen(Message):
        """The row under the cursor was clicked once more."""

    class Moved(Message):
        """The cursor stands on another row, or marks have changed."""

    def __init__(self, row: Callable[[str], Row], *, id: str | None = None) -> None:
        """``row`` tells what is shown of a card, by its key."""
        super().__init__(id=id)
        self._row = row
        self._keys: Sequence[str] = ()
        self._cursor = 0
        self.marked: dict[str, None] = {}
        """Keys that are marked, in the order in which they were."""
        self._styles: dict[str, Style] = {}

    # --- what is shown

    def show(self, keys: Sequence[str]) -> None:
        """Show other cards; the cursor stays on its card, else where it was."""
        here = self.key
        self._keys = keys
        if here is not None and here != self.key:
            try:
                self._cursor = keys.index(here)
            except ValueError:
                self._cursor = min(self._cursor, max(0, len(keys) - 1))
        self._cursor = min(self._cursor, max(0, len(keys) - 1))
        self.virtual_size = Size(1, len(keys))
        self.refresh()
        self.call_after_refresh(self._reveal)
        self.post_message(self.Moved())

    @property
    def key(self) -> str | None:
        """The card under the cursor."""
        return self._keys[self._cursor] if 0 <= self._cursor < len(self._keys) else None

    @property
    def keys_shown(self) -> Sequence[str]:
        """The cards of the table."""
        return self._keys

    @property
    def chosen(self) -> list[str]:
        """The marked cards, else the one under the cursor."""
        if self.marked:
            return list(self.marked)
        return [self.key] if self.key is not None else []

    def unmark_all(self) -> None:
        """No card is marked."""
        self.marked.clear()
        self.refresh()
        self.post_message(self.Moved())

    def notify_style_update(self) -> None:
        """Colours changed."""
        super().notify_style_update()
        self._styles = {}

    # --- drawing

    def _style(self, name: str) -> Style:
        style = self._styles.get(name)
        if style is None:
            style = self._styles[name] = self.get_component_rich_style(f"cards--{name}", partial=name != "text")
        return style

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width = self.scrollable_content_region.width
        number = y + int(self.scroll_offset.y)
        base = self._style("text")
        if not 0 <= number < len(self._keys):
            return Strip.blank(width, base)
        key = self._keys[number]
        line, quiet = self.line_of(key, width)
        here, marked = number == self._cursor, key in self.marked
        if quiet and not here:  # on the ground of the cursor the quiet colour is too faint
            base = base + self._style("quiet")
        if here:
            base = base + self._style("cursor")
        if marked:
            base = base + self._style("chosen")
        signs = ("▌" if here else " ") + ("*" if marked else " ")
        segments = [Segment(signs, base + self._style("mark")), Segment(line, base)]
        return Strip(segments).adjust_cell_length(width, base)

    def line_of(self, key: str, width: int) -> tuple[str, bool]:
        """The text of a row after its marks, in ``width`` cells with them, and whether it is quiet."""
        row = self._row(key)
        line = _cell(row.name, name_width(width))
        for column in columns(width):
            line += " " * GAP + _cell(str(getattr(row, column.field)), column.width, column.right)
        return line, row.quiet

    # --- moving

    def _go(self, number: int) -> None:
        number = max(0, min(len(self._keys) - 1, number))
        if number != self._cursor:
            self._cursor = number
            self._reveal()
            self.refresh()
            self.post_message(self.Moved())

    def _reveal(self) -> None:
        top, height = int(self.scroll_offset.y), max(1, self.scrollable_content_region.height)
        if self._cursor < top:
            self.scroll_to(y=self._cursor, animate=False, force=True)
        elif self._cursor >= top + height:
            self.scroll_to(y=self._cursor - height + 1, animate=False, force=True)

    def on_resize(self) -> None:
        """The cursor stays in sight."""
        self._reveal()

    def action_move(self, by: int) -> None:
        """So many rows further."""
        self._go(self._cursor + by)

    def action_leap(self, by: int) -> None:
        """A screenful on."""
        self._go(self._cursor + by * max(1, self.scrollable_content_region.height - 1))

    def action_edge(self, by: int) -> None:
        """To the first or the last row."""
        self._go(0 if by < 0 else len(self._keys) - 1)

    def action_mark(self) -> None:
        """Mark the row, or unmark it, and go on to the next."""
        key = self.key
        if key is None:
            return
        if key in self.marked:
            del self.marked[key]
        else:
            self.marked[key] = None
        self.refresh()
        self.post_message(self.Moved())
        self._go(self._cursor + 1)

    def on_click(self, event: events.Click) -> None:
        """A click goes there; one on the row under the cursor opens it."""
        number = event.y + int(self.scroll_offset.y)
        if not 0 <= number < len(self._keys):
            return
        if number == self._cursor:
            self.post_message(self.Chosen())
        else:
            self._go(number)
