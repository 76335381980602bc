"""A part of screens with a list: typing which rows are to stay, in a line at the foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen, ScreenResultType
from textual.widget import Widget

from tui_learn.app.widgets.bars import KeyLine
from tui_learn.i18n import gettext as _

if TYPE_CHECKING:
    from tui_learn.app.widgets.filter_bar import FilterBar
    from tui_learn.app.widgets.search_bar import SearchBar


class Filtering(Screen[ScreenResultType]):
    """What it filters, and how, the screen says; it is made when it is first asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._query = ""

    # --- what the screen says

    def _has_rows(self) -> bool:
        """Whether there is anything to filter."""
        raise NotImplementedError

    def _filtered(self) -> None:
        """Show what fits the query."""
        raise NotImplementedError

    def _say_filter(self) -> None:
        """Say beside what is typed how much fits it."""
        raise NotImplementedError

    def _choose_row(self, by: int) -> None:
        """Move the cursor of the list."""
        raise NotImplementedError

    def _rows(self) -> Widget:
        """The list."""
        raise NotImplementedError

    @staticmethod
    def _keys() -> list[tuple[str, str]]:
        """What the foot line says while nothing is typed."""
        raise NotImplementedError

    # --- the line

    def _bar(self) -> FilterBar | None:
        """The line, if it was ever asked for."""
        return next((widget for widget in self.children if widget.has_class("filter")), None)  # type: ignore[return-value]

    @property
    def _is_typing(self) -> bool:
        bar = self._bar()
        return bar is not None and bar.typing and bar.display

    async def action_filter(self) -> None:
        """Type which rows are to stay."""
        if not self._has_rows():
            return
        bar = self._bar()
        if bar is None:
            from tui_learn.app.widgets.filter_bar import FilterBar

            bar = FilterBar(classes="filter")
            await self.mount(bar, before=self.query_one(KeyLine))
        self._begin_filter(bar)

    def _begin_filter(self, bar: FilterBar) -> None:
        bar.display = True
        bar.begin(self._query)
        self._say_filter()
        keys = [("Enter", _("to the list")), ("Esc", _("show all")), ("↓ ↑", _("choose")), ("F1", _("help"))]
        self.query_one(KeyLine).show(keys)

    def on_search_bar_typed(self, event: SearchBar.Typed) -> None:
        """As one types."""
        event.stop()
        self._query = event.query.strip()
        self._filtered()

    def on_search_bar_onward(self, event: SearchBar.Onward) -> None:
        """Up and down the list, while one still types."""
        event.stop()
        self._choose_row(event.by)

    def on_search_bar_kept(self, event: SearchBar.Kept) -> None:
        """To the list."""
        event.stop()
        bar = self._bar()
        if bar is None or not bar.typing:
            return
        if not self._query:
            self._end_filter()
            return
        bar.rest()
        self._say_filter()
        self.query_one(KeyLine).show(self._keys())
        self._rows().focus()

    def on_search_bar_left(self, event: SearchBar.Left) -> None:
        """All rows again."""
        event.stop()
        self._end_filter()

    def _end_filter(self) -> None:
        bar = self._bar()
        if bar is not None:
            bar.rest()
            bar.display = False
        self.query_one(KeyLine).show(self._keys())
        if self._query:
            self._query = ""
            self._filtered()
        self._rows().focus()
