"""One card: what is known of it now, and everything that ever happened to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from tui_learn.app.card_rows import Line
from tui_learn.app.screens.notes import help_screen
from tui_learn.app.widgets.bars import KeyLine, TitleLine
from tui_learn.app.widgets.line_list import LineList
from tui_learn.i18n import gettext as _


class CardHistoryScreen(ModalScreen[None]):
    """A page over the table; leaving comes back to it."""

    DEFAULT_CSS = """
    CardHistoryScreen { background: $background; }
    CardHistoryScreen LineList { height: 1fr; margin: 1 0 0 0; }
    CardHistoryScreen.-low LineList { margin: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "dismiss(None)", _("back"), key_display="q"),
        Binding("question_mark,f1", "help", _("help"), key_display="?"),
    ]

    def __init__(self, title: str, memory: Sequence[Line], history: Sequence[Line]) -> None:
        super().__init__()
        self._title_text = title
        self._lines: list[Line] = [(title, "strong"), *memory, ("", "text"), (_("History"), "heading"), *history]
        if not history:
            self._lines.append((_("Nothing has happened to it yet."), "quiet"))

    def compose(self) -> ComposeResult:
        """The page."""
        yield TitleLine(_("Card"))
        yield LineList()
        yield KeyLine([("↑ ↓", _("scroll")), ("q", _("back")), ("?", _("help"))])

    def on_mount(self) -> None:
        """Keys scroll at once."""
        lines = self.query_one(LineList)
        lines.show(self._lines)
        lines.focus()

    def on_resize(self) -> None:
        """A low window has no room for margins."""
        self.set_class(self.size.height < 16, "-low")

    def action_help(self) -> None:
        """All keys."""
        self.app.push_screen(help_screen(self))
