"""Changing cards by hand: when they come, and how well they are known."""

from __future__ import annotations

from dataclasses import dataclass
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
from tui_learn.i18n import ngettext
from tui_learn.progress.cards import Status
from tui_learn.quiz.card_filter import STATUSES

MOST_DAYS = 36500


@dataclass(frozen=True, slots=True)
class CardEdit:
    """What is to be changed; None leaves it."""

    days: int | None
    """In how many days the cards come; 0 is today."""
    status: Status | None
    """``Status.NONE`` lets it follow from the answers again."""


def read_edit(days: str, status: str) -> CardEdit | str:
    """What was typed into the two fields, or what is wrong with it."""
    days, status = days.strip(), status.strip().casefold()
    if days and not (days.isascii() and days.isdigit() and int(days[:9]) <= MOST_DAYS and len(days) <= 9):
        return _("The days are a whole number from 0 to {most}.").format(most=MOST_DAYS)
    if status and status not in STATUSES:
        return _("The status is one of {signs}.").format(signs=" ".join(STATUSES))
    return CardEdit(int(days) if days else None, STATUSES[status] if status else None)


class CardEditScreen(ModalScreen[CardEdit | None]):
    """Two fields; what is left empty stays as it is."""

    DEFAULT_CSS = """
    CardEditScreen { align: center middle; background: $background 60%; }
    CardEditScreen > Vertical { width: 62; max-width: 100%; height: auto; max-height: 100%; background: $surface;
                                border: round $rule; padding: 1 2; }
    CardEditScreen Static { height: auto; }
    CardEditScreen Input, CardEditScreen Input:focus {
        border: none; height: 1; padding: 0 1; background: $panel; color: $foreground; width: 16; }
    CardEditScreen .question { text-style: bold; color: $heading; }
    CardEditScreen .label { padding: 1 0 0 0; }
    CardEditScreen .foot { color: $quiet; padding: 1 0 0 0; }
    CardEditScreen .foot.-wrong { color: $error; text-style: bold; }
    CardEditScreen.-small > Vertical { padding: 0 1; border: none; }
    CardEditScreen.-small .question, CardEditScreen.-small .label, CardEditScreen.-small .foot { padding: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", _("leave it")),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count

    def compose(self) -> ComposeResult:
        """The dialog."""
        with Vertical():
            question = ngettext("Change {count} card", "Change {count} cards", self._count)
            yield Static(Content(question.format(count=self._count)), classes="question")
            yield Static(Content(_("Comes in how many days (0 is today)")), classes="label")
            yield Input(id="days", select_on_focus=False)
            yield Static(
                Content(_("Status: 1 new to 5 learned, i ignore, w well known, 0 as the answers say")), classes="label"
            )
            yield Input(id="status", select_on_focus=False, max_length=1)
            yield Static(Content(self._usual), classes="foot")

    @property
    def _usual(self) -> str:
        return _("Enter keeps it, an empty field changes nothing, Esc leaves")

    def on_resize(self, event: events.Resize) -> None:
        """A small terminal has no room for frames."""
        self.set_class(event.size.height < SMALL, "-small")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in either field."""
        event.stop()
        found = read_edit(self.query_one("#days", Input).value, self.query_one("#status", Input).value)
        foot = self.query_one(".foot", Static)
        foot.set_class(isinstance(found, str), "-wrong")
        if isinstance(found, str):
            foot.update(Content(found))
        else:
            self.dismiss(found if (found.days, found.status) != (None, None) else None)
