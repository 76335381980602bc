"""The table of the library: however many articles there are, only the rows in sight are made."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from tui_learn.app.cells import fit, width_of
from tui_learn.app.shelf import By, Order, Row
from tui_learn.app.widgets.row_list import MARGIN, RowList, Run
from tui_learn.i18n import gettext as _

GAP = 2
SIGN = 2
"""Cells before a title: whether something is to be asked, or is wrong."""
ASKED, WRONG = "?", "!"
MOST_LANGUAGES, LEAST_LANGUAGES = 20, 5
"""Cells of the languages."""
_LEAST_TITLE = 26
_ROOMY = 60
"""Cells from which the title of the languages is not cut."""
_LEFT_OUT: tuple[By, ...] = ("last", "read", "known", "words", "due", "languages")
"""Columns in the order in which they give way to titles."""
_LEFT_TO_RIGHT = "\u200e"
_ROOM_FOR_BOTH = 34
"""Cells of a title from which it stands there in the other language too."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column besides the titles, which take the rest."""

    by: By
    title: str
    width: int
    right: bool = True


@lru_cache(maxsize=8)
def columns(width: int, languages: int = MOST_LANGUAGES) -> tuple[Column, ...]:
    """The columns that have room in so many cells, from left to right; ``languages`` are the cells of all of them."""
    least = width_of(_("languages")) + 1 if width >= _ROOMY else LEAST_LANGUAGES
    languages = max(least, min(languages, MOST_LANGUAGES, width // 4))
    found = [
        Column("languages", _("languages"), languages, right=False),
        Column("words", _("words"), 6),
        Column("read", _("read"), 5),
        Column("known", _("known"), 6),
        Column("due", _("due"), 4),
        Column("last", _("last read"), 10),
    ]
    for by in _LEFT_OUT:
        if title_width(width, found) >= max(1, min(_LEAST_TITLE, width // 2)):
            break
        found = [column for column in found if column.by != by]
    return tuple(found)


def title_width(width: int, shown: Sequence[Column]) -> int:
    """Cells of the titles beside these columns."""
    return max(0, width - SIGN - sum(column.width + GAP for column in shown))


def room_of(width: int) -> int:
    """Cells of what stands in a row of a list that is so wide, as ``RowList`` gives them."""
    return max(0, width - (MARGIN + 1 if width >= 20 else 1))


def runs_of(row: Row, chosen: Sequence[str], width: int, languages: int = MOST_LANGUAGES) -> list[Run]:
    """A row in so many cells; the ``chosen`` languages stand before the others."""
    shown = columns(width, languages)
    room = title_width(width, shown)
    title = fit(row.title, room)
    runs: list[Run] = [(ASKED if row.is_asked else WRONG if row.is_wrong else " ", "mark"), (" ", "text")]
    runs.append((_apart(title), "text"))
    left = room - width_of(title)
    if row.other and room >= _ROOM_FOR_BOTH and left >= 8:
        other = "  " + fit(row.other, left - 2)
        runs.append((_apart(other), "quiet"))
        left -= width_of(other)
    runs.append((" " * max(0, left), "text"))
    for column in shown:
        text = fit(_cell(row, column, chosen), column.width)
        space = " " * (column.width - width_of(text))
        text = space + text if column.right else text + space
        runs += [(" " * GAP, "text"), (text, "mark" if column.by == "due" else "quiet")]
    return runs


def _cell(row: Row, column: Column, chosen: Sequence[str]) -> str:
    match column.by:
        case "languages":
            return tags_in(row.languages, chosen, column.width)
        case "words":
            return str(row.words)
        case "read":
            return _percent(row.facts.read)
        case "known":
            return _percent(row.facts.known)
        case "due":
            return str(row.facts.due or "")
        case "last":
            return row.facts.last
    return ""


def _percent(share: float | None) -> str:
    return "" if share is None else f"{round(100 * share)} %"


def tags_in(tags: Sequence[str], chosen: Sequence[str], width: int) -> str:
    """As many tags as fit, the chosen ones first, and how many more there are."""
    first = [tag for tag in chosen if tag in tags]
    ranked = [*dict.fromkeys(first), *(tag for tag in tags if tag not in first)]
    for count in range(len(ranked), 0, -1):
        more = f" +{len(ranked) - count}" if count < len(ranked) else ""
        text = " ".join(ranked[:count]) + more
        if width_of(text) <= width:
            return text
    return fit(f"+{len(ranked)}" if len(ranked) > 1 else " ".join(ranked), width)


def _apart(text: str) -> str:
    """A text after which the line goes on from left to right, whatever it is written in."""
    if text.isascii() or not any(unicodedata.bidirectional(character) in ("R", "AL") for character in text):
        return text
    return text + _LEFT_TO_RIGHT


class ArticleHeader(Widget):
    """The titles of the columns; a click sorts by one."""

    DEFAULT_CSS = """
    ArticleHeader { height: 1; color: $quiet; background: $background; }
    """

    class Clicked(Message):
        """The title of a column was clicked."""

        def __init__(self, by: By) -> None:
            super().__init__()
            self.by = by

    def __init__(self) -> None:
        super().__init__()
        self._order = Order()
        self._languages = MOST_LANGUAGES
        self._places: list[tuple[int, int, By]] = []

    def show(self, order: Order, languages: int) -> None:
        """What the table is sorted by, and the cells of all languages."""
        self._order, self._languages = order, languages
        self.refresh()

    def render(self) -> RenderResult:
        """The line."""
        width = self.size.width - 1  # the table beneath has a scroll bar
        room = room_of(width)
        shown = columns(room, self._languages)
        indent = max(0, width - room - (1 if width >= 20 else 0)) + SIGN
        wide = title_width(room, shown)
        parts: list[Content | str] = [" " * indent]
        self._places = [(0, indent + wide, "title")]
        parts.append(self._titled("title", _("title"), wide, right=False))
        place = indent + wide
        for column in shown:
            parts += [" " * GAP, self._titled(column.by, column.title, column.width, right=column.right)]
            self._places.append((place + GAP, place + GAP + column.width, column.by))
            place += GAP + column.width
        return Content.assemble(*parts)[: max(0, self.size.width)]

    def _titled(self, by: By, title: str, width: int, *, right: bool) -> Content:
        mark = ("▲" if self._order.rises else "▼") if by == self._order.by else ""
        text = fit(title, max(0, width - len(mark))) + mark if width > len(mark) else mark[:width]
        space = " " * (width - width_of(text))
        made = Content.styled(text, "bold") if mark else Content(text)
        return space + made if right else made + space

    def on_click(self, event: events.Click) -> None:
        """Sort by the column under the mouse."""
        by = next((by for start, end, by in self._places if start <= event.x < end), None)
        if by is not None:
            self.post_message(self.Clicked(by))


class ArticleTable(RowList):
    """The articles."""

    DEFAULT_CSS = """
    ArticleTable { height: 1fr; scrollbar-gutter: stable; }
    """

    def __init__(self, row: Callable[[int], Row], *, id: str | None = None) -> None:
        """``row`` tells what is shown of an article, by its number in the shelf."""
        super().__init__(id=id)
        self._row = row
        self._numbers: Sequence[int] = ()
        self._chosen_languages: tuple[str, ...] = ()
        self._languages = MOST_LANGUAGES

    def show_articles(
        self, numbers: Sequence[int], chosen: tuple[str, ...], languages: int, cursor: int | None
    ) -> None:
        """Show these, with the cursor on the one with a number, else on the first."""
        self._numbers, self._chosen_languages, self._languages = numbers, chosen, languages
        place = 0
        if cursor is not None:
            try:
                place = numbers.index(cursor)
            except ValueError:
                place = 0
        self.show(len(numbers), self._runs, place)

    @property
    def number(self) -> int | None:
        """The article under the cursor, by its number in the shelf."""
        return None if self.chosen is None else self._numbers[self.chosen]

    def _runs(self, place: int, width: int) -> list[Run]:
        return runs_of(self._row(self._numbers[place]), self._chosen_languages, width, self._languages)
