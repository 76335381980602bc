"""The entry of a word on the screen: lines that are made when they come near, and a cursor on what can be chosen."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui_learn.app.entry import Choice, Entry, Item, Place, head_items, place_items
from tui_learn.app.page import Page
from tui_learn.app.word_marks import SaidOfTerm
from tui_learn.i18n import gettext as _

CHUNK = 60
"""Places whose lines are broken at a time: a frequent word of a book has thousands."""
WIDEST = 100
"""Cells of a line."""
_MARGIN = 2


class EntryView(ScrollView, can_focus=True):
    """Forms, translations, places."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "entry--text",
        "entry--strong",
        "entry--quiet",
        "entry--heading",
        "entry--word",
        "entry--phrase",
        "entry--sure",
        "entry--likely",
        "entry--faint",
        "entry--cursor",
        "entry--mark",
    }
    DEFAULT_CSS = """
    EntryView {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        background: $background;
        color: $foreground;
        & > .entry--text { color: $foreground; }
        & > .entry--strong { color: $foreground; text-style: bold; }
        & > .entry--quiet { color: $quiet; }
        & > .entry--heading { color: $heading; text-style: bold; }
        & > .entry--word { color: $mark; text-style: reverse; }
        & > .entry--phrase { text-style: underline; }
        & > .entry--sure { color: $mark-other; text-style: reverse; }
        & > .entry--likely { text-style: bold underline; }
        & > .entry--faint { text-style: underline; }
        & > .entry--cursor { background: $lit; }
        & > .entry--mark { color: $mark; }
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
        """A choice was clicked."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._page: Page | None = None
        self._entry: Entry | None = None
        self._note = ""
        self._items: list[Item] = []
        self._lines: list[tuple[int, int]] = []
        """For each line, its item and its number in it."""
        self._first: list[int] = []
        """The first line of each item."""
        self._shown = 0
        """Places whose lines are there."""
        self._cursor = -1
        self._width = 0
        self._styles: dict[str, Style] = {}

    @property
    def chosen(self) -> Choice | None:
        """What the cursor is on."""
        return self._items[self._cursor].what if 0 <= self._cursor < len(self._items) else None

    def show(self, page: Page, entry: Entry, note: str) -> None:
        """Show an entry; what was chosen stays chosen as long as it is there."""
        self._page, self._entry, self._note = page, entry, note
        self._lay_out()

    def notify_style_update(self) -> None:
        """Colours changed."""
        super().notify_style_update()
        self._styles = {}

    def on_resize(self, event: events.Resize) -> None:
        """Another width breaks lines elsewhere."""
        if self.scrollable_content_region.width != self._width:
            self._lay_out()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if self._page is None or self._entry is None or width <= 0:
            return
        chosen, shown = _name(self.chosen), max(CHUNK, self._shown)
        self._width, self._items, self._lines, self._first, self._shown = width, [], [], [], 0
        self._add(head_items(self._page, self._entry, self._text_width, self._note))
        self._extend(shown)
        names = [_name(item.what) for item in self._items]
        self._cursor = names.index(chosen) if chosen is not None and chosen in names else self._usual()
        self.refresh()
        self.call_after_refresh(self._reveal)

    @property
    def _text_width(self) -> int:
        return max(8, min(WIDEST, self._width - 2 * _MARGIN))

    def _add(self, items: list[Item]) -> None:
        for item in items:
            self._first.append(len(self._lines))
            self._lines += [(len(self._items), number) for number in range(len(item.lines))]
            self._items.append(item)
        self.virtual_size = Size(self._width, max(1, len(self._lines)))

    def _extend(self, places: int) -> None:
        """So many more places, as far as there are any."""
        if self._page is None or self._entry is None or self._shown >= len(self._entry.places):
            return
        end = min(len(self._entry.places), self._shown + places)
        self._add(place_items(self._page, self._entry, self._text_width, self._shown, end))
        self._shown = end

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """More places come before the last one is in sight."""
        super().watch_scroll_y(old_value, new_value)
        if new_value + 3 * self.size.height > len(self._lines):
            self._extend(CHUNK)

    def _choices(self) -> list[int]:
        return [number for number, item in enumerate(self._items) if item.what is not None]

    def _usual(self) -> int:
        """The item that is chosen to begin with: the keys mean the word, unless one goes up to a term it is part of."""
        choices = self._choices()
        words = [number for number in choices if not isinstance(self._items[number].what, SaidOfTerm)]
        return (words or choices or [-1])[0]

    # --- drawing

    def _style(self, name: str) -> Style:
        style = self._styles.get(name)
        if style is None:
            style = self._styles[name] = self.get_component_rich_style(f"entry--{name}", partial=name != "text")
        return style

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        y += int(self.scroll_offset.y)
        base = self._style("text")
        if y >= len(self._lines):
            return Strip.blank(self.size.width, base)
        number, line = self._lines[y]
        chosen = number == self._cursor
        if chosen:
            base = base + self._style("cursor")
            segments = [Segment("▌", base + self._style("mark")), Segment(" " * (_MARGIN - 1), base)]
        else:
            segments = [Segment(" " * _MARGIN, base)]
        for text, how in self._items[number].lines[line]:
            plain = how == "text" or (how == "quiet" and chosen)  # on that ground the quiet colour is too faint
            segments.append(Segment(text, base if plain else base + self._style(how)))
        return Strip(segments).simplify().adjust_cell_length(self.size.width, base)

    # --- moving

    def _choose(self, number: int) -> None:
        if number != self._cursor:
            self._cursor = number
            self._reveal()
            self.refresh()

    def _reveal(self) -> None:
        if not 0 <= self._cursor < len(self._items):
            return
        first = self._first[self._cursor]
        if self._cursor <= self._usual():
            first = 0  # with what stands above the first choice
        last = self._first[self._cursor] + len(self._items[self._cursor].lines) - 1
        top, height = int(self.scroll_offset.y), self.size.height
        if first < top or last - first >= height:
            self.scroll_to(y=first if last - first < height else last - height + 1, animate=False, force=True)
        elif last >= top + height:
            self.scroll_to(y=last - height + 1, animate=False, force=True)

    def action_choose(self, by: int) -> None:
        """So many choices further."""
        choices = self._choices()
        if self._cursor not in choices:
            return
        place = choices.index(self._cursor) + by
        if place >= len(choices) - 1:
            self._extend(CHUNK)
            choices = self._choices()
        self._choose(choices[max(0, min(len(choices) - 1, place))])

    def action_leap(self, by: int) -> None:
        """A screenful on."""
        if self._cursor < 0:
            return
        wanted = self._first[self._cursor] + by * max(1, self.size.height - 1)
        while wanted >= len(self._lines) and self._entry is not None and self._shown < len(self._entry.places):
            self._extend(CHUNK)
        self._choose(min(self._choices(), key=lambda number: abs(self._first[number] - wanted)))

    def action_edge(self, by: int) -> None:
        """To the first or the last choice."""
        if by > 0 and self._entry is not None:
            self._extend(len(self._entry.places))
        choices = self._choices()
        if choices:
            self._choose(choices[0 if by < 0 else -1])

    def on_click(self, event: events.Click) -> None:
        """A click chooses; one on what is chosen goes there."""
        y = event.y + int(self.scroll_offset.y)
        if not 0 <= y < len(self._lines) or self._items[self._lines[y][0]].what is None:
            return
        if self._lines[y][0] == self._cursor:
            self.post_message(self.Chosen())
        else:
            self._choose(self._lines[y][0])


def _name(what: Choice | None) -> object:
    """What a choice is known by when the entry is made anew."""
    if isinstance(what, SaidOfTerm):
        return what.term
    if isinstance(what, Place):
        return what.words
    return None if what is None else (what.left, what.right)
