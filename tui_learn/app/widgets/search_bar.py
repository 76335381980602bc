"""The line at the foot in which one types what to look for, and which then says how many places there are."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from tui_learn.app.cells import fit, width_of
from tui_learn.i18n import gettext as _
from tui_learn.text.clean import clean_text
from tui_learn.text.finding import LONGEST


class SearchBar(Horizontal):
    """While one types, an entry field with a count; afterwards the query with its count."""

    DEFAULT_CSS = """
    SearchBar { height: 1; background: $panel; padding: 0 2; }
    SearchBar .sign { width: 2; color: $key; text-style: bold; }
    SearchBar Input, SearchBar Input:focus {
        width: 1fr; height: 1; border: none; padding: 0; background: $panel; color: $foreground;
        background-tint: $foreground 0%; }
    SearchBar .count { width: auto; color: $foreground; padding: 0 0 0 2; text-wrap: nowrap; }
    SearchBar.-resting Input, SearchBar.-resting .sign { display: none; }
    SearchBar.-resting .count { width: 1fr; padding: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", _("back to where you were"), priority=True),
        Binding("down,f3", "onward(1)", _("next place"), key_display="↓"),
        Binding("up,shift+f3", "onward(-1)", _("previous place"), key_display="↑"),
        Binding("tab", "keep", _("keep"), show=False, priority=True),
    ]

    class Typed(Message):
        """Something else is looked for."""

        def __init__(self, query: str) -> None:
            super().__init__()
            self.query = query

    class Onward(Message):
        """To the next or the previous place."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    class Kept(Message):
        """The reader stays where the search has led."""

    class Left(Message):
        """The reader goes back to where it began."""

    def compose(self) -> ComposeResult:
        """Sign, field, count."""
        yield Static("/", classes="sign")
        yield Input(select_on_focus=True, max_length=LONGEST)
        yield Static("", classes="count")

    @property
    def typing(self) -> bool:
        """Whether it is being typed in."""
        return not self.has_class("-resting")

    @property
    def value(self) -> str:
        """What is typed, safe to show."""
        return clean_text(self.query_one(Input).value).replace("\n", " ")

    def begin(self, query: str) -> None:
        """Type; what was looked for last stands there, to be typed over or taken again."""
        self.remove_class("-resting")
        field = self.query_one(Input)
        with self.prevent(Input.Changed):
            field.value = query
        self.say("")
        self.screen.set_focus(field)  # at once: the next key is for it

    def rest(self) -> None:
        """Be read only."""
        self.add_class("-resting")

    def say(self, count: str, hint: str = "") -> None:
        """How many places there are; while nothing is typed also for what, and which keys go on."""
        if self.typing:
            self.query_one(".count", Static).update(Content(count))
            return
        width = self.content_size.width or self.app.size.width - 4
        shown = fit(f"/{self.value}", max(4, width - width_of(count) - 3))
        room = width - width_of(shown) - width_of(count) - 3
        parts: list[Content | str] = [Content.styled(shown, "bold"), "   ", Content(count)]
        if hint and width_of(hint) + 3 <= room:
            parts += ["   ", Content.styled(hint, "$foreground")]
        self.query_one(".count", Static).update(Content.assemble(*parts))

    def on_input_changed(self, event: Input.Changed) -> None:
        """As one types."""
        event.stop()
        if self.typing:
            self.post_message(self.Typed(self.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter."""
        event.stop()
        self.action_keep()

    def on_descendant_blur(self) -> None:
        """A click on the page keeps what was found."""
        if self.typing and self.screen.is_current and self.app.app_focus:
            self.action_keep()

    def action_keep(self) -> None:
        """Stay there."""
        if self.typing:
            self.post_message(self.Kept())

    def action_leave(self) -> None:
        """Go back."""
        self.post_message(self.Left())

    def action_onward(self, by: int) -> None:
        """Another place."""
        self.post_message(self.Onward(by))
