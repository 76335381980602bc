"""A dialog: which third language the word line tells of."""

from __future__ import annotations

from collections.abc import Sequence
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
from tui_learn.text.languages import language_name


class ThirdScreen(ModalScreen[str | None]):
    """A list of languages; gives the one that was chosen, "" for none, and None where it was left."""

    DEFAULT_CSS = """
    ThirdScreen { align: center middle; background: $background 60%; }
    ThirdScreen > Vertical { width: 40; max-width: 100%; height: auto; max-height: 100%; background: $surface;
                             border: round $rule; padding: 1 2; }
    ThirdScreen OptionList, ThirdScreen OptionList:focus {
        height: auto; max-height: 14; border: none; background: $surface; padding: 0;
        background-tint: $foreground 0%; text-wrap: nowrap; text-overflow: ellipsis; }
    ThirdScreen .question { text-style: bold; color: $heading; padding: 0 0 1 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss(None)", _("leave it"))]

    def __init__(self, languages: Sequence[str], now: str | None) -> None:
        super().__init__()
        self._choices = ["", *languages]
        self._now = now or ""

    def compose(self) -> ComposeResult:
        """The dialog."""
        names = [f"{language_name(tag)}  {tag}" if tag else _("none") for tag in self._choices]
        with Vertical():
            yield Static(Content(_("Third language")), classes="question")
            yield Options(*(Option(Content(name)) for name in names))

    def on_mount(self) -> None:
        """Begin at the present one."""
        choices = self.query_one(OptionList)
        choices.highlighted = self._choices.index(self._now)
        choices.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """That is the one."""
        self.dismiss(self._choices[event.option_index])
