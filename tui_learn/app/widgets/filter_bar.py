"""The line in which one types which rows of a list are to stay."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from tui_learn.app.widgets.search_bar import SearchBar
from tui_learn.i18n import gettext as _


class FilterBar(SearchBar):
    """While one types, an entry field with a count; afterwards what was typed, with its count."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", _("show all again"), priority=True),
        Binding("down", "onward(1)", _("next"), key_display="↓"),
        Binding("up", "onward(-1)", _("previous"), key_display="↑"),
        Binding("tab,f3", "keep", _("to the list"), show=False, priority=True),
    ]
