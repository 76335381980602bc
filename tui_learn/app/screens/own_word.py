"""A dialog: what the learner writes of a word, its meaning and a note."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui_learn.app.screens.pair import SMALL
from tui_learn.i18n import gettext as _
from tui_learn.quiz.own_words import LONGEST_MEANING, LONGEST_NOTE, OwnWords, own_words


class OwnWordScreen(ModalScreen[OwnWords | None]):
    """Two lines to write in; gives what is to be kept, None where nothing is."""

    DEFAULT_CSS = """
    OwnWordScreen { align: center middle; background: $background 60%; }
    OwnWordScreen > Vertical { width: 72; max-width: 100%; height: auto; max-height: 100%; background: $surface;
                               border: round $rule; padding: 1 2; }
    OwnWordScreen Static { height: auto; }
    OwnWordScreen Input, OwnWordScreen Input:focus {
        border: none; height: 1; padding: 0 1; background: $panel; color: $foreground; }
    OwnWordScreen Input > .input--placeholder { color: $quiet; }
    OwnWordScreen .word { text-style: bold; color: $heading; padding: 0 0 1 0; }
    OwnWordScreen .foot { color: $quiet; padding: 1 0 0 0; }
    OwnWordScreen.-small > Vertical { padding: 0 1; border: none; }
    OwnWordScreen.-small .word { padding: 0; height: 1; }
    OwnWordScreen.-small .foot, OwnWordScreen.-small .label { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", _("leave it as it was")),
        Binding("down,up", "app.focus_next", _("the other line"), show=False),
    ]

    def __init__(self, word: str, own: OwnWords) -> None:
        super().__init__()
        self._word, self._own = word, own

    def compose(self) -> ComposeResult:
        """The dialog."""
        with Vertical():
            yield Static(Content(self._word), classes="word")
            yield Static(Content(_("Meaning")), classes="label")
            yield Input(self._own.meaning, placeholder=_("meaning"), id="meaning", max_length=LONGEST_MEANING,
                        select_on_focus=False)  # fmt: skip
            yield Static(Content(_("Note")), classes="label")
            yield Input(self._own.note, placeholder=_("note"), id="note", max_length=LONGEST_NOTE,
                        select_on_focus=False)  # fmt: skip
            yield Static(Content(_("Enter keeps it, ↑ ↓ goes to the other line, Esc leaves it")), classes="foot")

    def on_resize(self, event: events.Resize) -> None:
        """A small terminal has no room for frames."""
        self.set_class(event.size.height < SMALL, "-small")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter keeps both lines; empty ones are nothing."""
        event.stop()
        self.dismiss(own_words(self.query_one("#meaning", Input).value, self.query_one("#note", Input).value))
