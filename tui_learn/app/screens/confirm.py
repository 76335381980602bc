"""A question with two answers."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui_learn.app.widgets.options import Options
from tui_learn.i18n import gettext as _


class ConfirmScreen(ModalScreen[bool]):
    """The first answer is yes; leaving is no."""

    DEFAULT_CSS = """
    ConfirmScreen { align: center middle; background: $background 60%; }
    ConfirmScreen > Vertical { width: 62; max-width: 100%; height: auto; max-height: 100%; background: $surface;
                               border: round $rule; padding: 1 2; }
    ConfirmScreen Static { height: auto; padding: 0 0 1 0; }
    ConfirmScreen OptionList, ConfirmScreen OptionList:focus {
        height: auto; border: none; background: $surface; padding: 0; background-tint: $foreground 0%; }
    ConfirmScreen OptionList:focus > .option-list--option-highlighted {
        background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1,y", "dismiss(True)", show=False),
        Binding("2,n,escape,q", "dismiss(False)", _("leave it"), show=False),
    ]

    def __init__(self, question: str, yes: str, no: str) -> None:
        super().__init__()
        self._question, self._answers = question, (yes, no)

    def compose(self) -> ComposeResult:
        """The dialog."""
        with Vertical():
            yield Static(Content(self._question))
            yield Options(*(Option(Content(f"{n}  {text}")) for n, text in enumerate(self._answers, start=1)))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click."""
        event.stop()
        self.dismiss(event.option_index == 0)
