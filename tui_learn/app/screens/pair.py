"""Choosing the two languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui_learn.app.widgets.options import Options
from tui_learn.i18n import gettext as _
from tui_learn.library import Pair
from tui_learn.text.languages import language_name

SMALL = 16
"""Rows below which everything but the lists is left out."""


class PairScreen(ModalScreen[Pair | None]):
    """Two lists: the language one knows, the language one learns."""

    DEFAULT_CSS = """
    PairScreen { align: center middle; background: $background 60%; }
    PairScreen > Vertical { width: 62; max-width: 100%; height: auto; max-height: 100%; background: $surface;
                            border: round $rule; padding: 1 2; }
    PairScreen Horizontal { height: auto; }
    PairScreen .column { width: 1fr; height: auto; padding: 0 1; }
    PairScreen OptionList, PairScreen OptionList:focus {
        height: auto; max-height: 14; border: none; background: $surface; padding: 0;
        background-tint: $foreground 0%; }
    PairScreen OptionList > .option-list--option-highlighted { background: $lit; color: $foreground; text-style: bold; }
    PairScreen OptionList:focus > .option-list--option-highlighted {
        background: $block-cursor-background; color: $block-cursor-foreground; }
    PairScreen OptionList { text-wrap: nowrap; text-overflow: ellipsis; }
    PairScreen.-small > Vertical { padding: 0 1; border: none; height: 100%; }
    PairScreen.-small .question { padding: 0; }
    PairScreen.-small .foot { display: none; }
    PairScreen.-small OptionList { max-height: 100%; height: 1fr; }
    PairScreen.-small Horizontal, PairScreen.-small .column { height: 1fr; }
    PairScreen .question { text-style: bold; color: $heading; padding: 0 0 1 0; }
    PairScreen .foot { color: $quiet; padding: 1 1 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", _("leave it")),
        Binding("right,tab", "app.focus_next", show=False, priority=True),
        Binding("left,shift+tab", "app.focus_previous", show=False, priority=True),
    ]

    def __init__(self, languages: Sequence[str], pair: Pair) -> None:
        super().__init__()
        self._languages = tuple(languages)
        self._pair = pair

    def compose(self) -> ComposeResult:
        """The dialog."""
        options = [f"{language_name(tag)}  {tag}" for tag in self._languages]
        with Vertical():
            with Horizontal():
                with Vertical(classes="column"):
                    yield Static(Content(_("I know")), classes="question")
                    yield Options(*(Option(Content(text)) for text in options), id="known")
                with Vertical(classes="column"):
                    yield Static(Content(_("I learn")), classes="question")
                    yield Options(*(Option(Content(text)) for text in options), id="learned")
            yield Static(Content(_("Enter takes the language, ← → change the list, Esc leaves")), classes="foot")

    def on_resize(self, event: events.Resize) -> None:
        """A small terminal has no room for frames and hints."""
        self.set_class(event.size.height < SMALL, "-small")

    def on_mount(self) -> None:
        """Begin at the present pair."""
        self.query_one("#known", OptionList).highlighted = self._languages.index(self._pair.known)
        self.query_one("#learned", OptionList).highlighted = self._languages.index(self._pair.learned)
        self.query_one("#known", OptionList).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """The first list leads to the second, the second to the page."""
        if event.option_list.id == "known":
            learned_list = self.query_one("#learned", OptionList)
            if learned_list.highlighted == event.option_index:  # never the same language twice by accident
                others = [self._pair.known, self._pair.learned, *self._languages]
                other = next((tag for tag in others if tag != self._languages[event.option_index]), None)
                if other is not None:
                    learned_list.highlighted = self._languages.index(other)
            learned_list.focus()
            return
        known = self.query_one("#known", OptionList).highlighted or 0
        learned = self.query_one("#learned", OptionList).highlighted or 0
        self.dismiss(Pair(self._languages[known], self._languages[learned]))
