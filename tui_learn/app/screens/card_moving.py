"""Putting the history of a card that nothing asks any more on to one that is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui_learn.app.screens.pair import SMALL
from tui_learn.app.widgets.options import Options
from tui_learn.i18n import gettext as _
from tui_learn.quiz.orphans import MOST, Candidate


class CardMovingScreen(ModalScreen[str | None]):
    """The candidates, the most alike first; gives the key of the chosen one."""

    DEFAULT_CSS = """
    CardMovingScreen { align: center middle; background: $background 60%; }
    CardMovingScreen > Vertical { width: 90; max-width: 100%; height: auto; max-height: 100%; background: $surface;
                                  border: round $rule; padding: 1 2; }
    CardMovingScreen Static { height: auto; }
    CardMovingScreen OptionList, CardMovingScreen OptionList:focus {
        height: auto; border: none; background: $surface; padding: 0; background-tint: $foreground 0%; }
    CardMovingScreen OptionList > .option-list--option-highlighted,
    CardMovingScreen OptionList:focus > .option-list--option-highlighted {
        background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold; }
    CardMovingScreen OptionList { text-wrap: nowrap; text-overflow: ellipsis; }
    CardMovingScreen .question { text-style: bold; color: $heading; padding: 0 0 1 0; }
    CardMovingScreen .foot { color: $quiet; padding: 1 0 0 0; }
    CardMovingScreen.-small > Vertical { padding: 0 1; border: none; }
    CardMovingScreen.-small .question, CardMovingScreen.-small .foot { padding: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(number), f"choose({number})", show=False) for number in range(1, MOST + 1)),
        Binding("escape,q", "dismiss(None)", _("leave it")),
    ]

    def __init__(self, title: str, found: Sequence[Candidate]) -> None:
        super().__init__()
        self._title_text, self._found = title, found

    def compose(self) -> ComposeResult:
        """The dialog."""
        with Vertical():
            question = _("Nothing asks “{card}” any more. Go on with its history as")
            yield Static(Content(question.format(card=self._title_text)), classes="question")
            yield Options(
                *(
                    Option(Content(f"{number}  {round(100 * one.likeness):3} %  {one.name.title}"))
                    for number, one in enumerate(self._found, start=1)
                )
            )
            yield Static(
                Content(_("Enter or a digit takes it, Esc leaves; u takes it back afterwards")), classes="foot"
            )

    def on_resize(self, event: events.Resize) -> None:
        """A small terminal has no room for frames."""
        self.set_class(event.size.height < SMALL, "-small")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click."""
        event.stop()
        self.dismiss(self._found[event.option_index].name.key)

    def action_choose(self, number: int) -> None:
        """A digit."""
        if number <= len(self._found):
            self.dismiss(self._found[number - 1].name.key)
