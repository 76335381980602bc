"""A page of text over the app: the keys, or what is wrong with some files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, Static

from tui_learn.app.commands import Listed, listed_commands
from tui_learn.app.hanging import hanging
from tui_learn.app.widgets.bars import KeyLine, TitleLine
from tui_learn.i18n import gettext as _
from tui_learn.text import Problem

Row = tuple[Content, Content]
"""A label, and the text that stands beside it or, with an empty label, below; without text it is a heading."""


class NotesScreen(ModalScreen[None]):
    """A title and rows of text, to be read and left."""

    DEFAULT_CSS = """
    NotesScreen { background: $background; }
    NotesScreen VerticalScroll { padding: 1 2; background: $background; scrollbar-size-vertical: 1; }
    NotesScreen Static { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,f1,question_mark", "dismiss", _("back"), key_display="Esc"),
    ]

    def __init__(self, title: str, rows: Sequence[Row]) -> None:
        super().__init__()
        self._title_text = title
        self._rows = rows

    def compose(self) -> ComposeResult:
        """The page."""
        yield TitleLine(self._title_text)
        with VerticalScroll():
            yield Static()
        yield KeyLine([("↑ ↓", _("scroll")), ("Esc", _("back"))])

    def on_mount(self) -> None:
        """Keys scroll at once."""
        self.query_one(VerticalScroll).focus()

    def on_resize(self, event: events.Resize) -> None:
        """Lines break elsewhere."""
        self.draw()

    def draw(self) -> None:
        """The rows, as wide as the window."""
        width = max(10, min(100, self.size.width - 5))
        widest = max((label.cell_length for label, text in self._rows if text.cell_length), default=0)
        column = min(widest + 2, width // 2)
        lines = []
        for label, text in self._rows:
            if label.cell_length:
                lines.append(hanging(label.pad_right(max(1, column - label.cell_length)), text, width))
            else:
                lines.append(hanging(Content("  "), text, width))
        self.query_one(Static).update(Content("\n").join(lines))


class HelpScreen(NotesScreen):
    """The keys of a screen; typing after / leaves those that match."""

    DEFAULT_CSS = """
    HelpScreen Input, HelpScreen Input:focus {
        border: none; height: 1; padding: 0 1; margin: 0 1; background: $panel; color: $foreground; display: none; }
    HelpScreen.-searching Input { display: block; }
    HelpScreen Input > .input--placeholder { color: $quiet; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash,f3", "search", _("search"), key_display="/"),
        Binding("n,f2", "names", _("names for the settings"), key_display="n"),
        Binding("escape", "leave", _("back"), key_display="Esc"),
    ]

    def __init__(self, commands: Sequence[Listed]) -> None:
        super().__init__(_("Keys"), ())
        self._commands = commands
        self._named = False
        self._narrow("")

    def compose(self) -> ComposeResult:
        """The page, and the field that is not there before it is asked for."""
        yield TitleLine(self._title_text)
        yield Input(placeholder=_("what does it do?"), select_on_focus=False)
        with VerticalScroll():
            yield Static()
        yield KeyLine([("↑ ↓", _("scroll")), ("/", _("search")), ("n", _("names")), ("Esc", _("back"))])

    def _narrow(self, query: str) -> None:
        words = query.casefold().split()
        rows: dict[str, list[Row]] = {}
        for each in self._commands:
            searched = f"{each.group} {each.description} {each.name} {' '.join(each.keys)}".casefold()
            if all(word in searched for word in words):
                text = Content(each.description)
                if self._named and each.name:
                    text = Content.assemble(text, ("  " + each.name, "$quiet"))
                keys = Content.styled(" ".join(each.keys), "bold $key")
                rows.setdefault(each.group, []).append((keys, text))
        made = rows.pop("", [])
        for heading, group in rows.items():
            made += [(Content(""), Content("")), (Content.styled(heading, "bold"), Content("")), *group]
        self._rows = made or [(Content(""), Content(_("No key does that.")))]

    def on_input_changed(self, event: Input.Changed) -> None:
        """Only what matches stays."""
        self._narrow(event.value)
        self.draw()

    def on_input_submitted(self) -> None:
        """To what was found."""
        self.query_one(VerticalScroll).focus()

    def action_search(self) -> None:
        """Type what is looked for."""
        self.add_class("-searching")
        self.query_one(Input).focus()

    def action_names(self) -> None:
        """How the settings name the commands."""
        self._named = not self._named
        self._narrow(self.query_one(Input).value)
        self.draw()

    def action_leave(self) -> None:
        """Out of the search, else back."""
        if not self.has_class("-searching"):
            self.dismiss(None)
            return
        self.query_one(Input).value = ""
        self.remove_class("-searching")
        self.query_one(VerticalScroll).focus()


def help_screen(screen: Screen[Any]) -> HelpScreen:
    """All keys of a screen, drawn from its bindings."""
    return HelpScreen(listed_commands(screen))


_SIGNS = {"error": "✗", "warning": "!", "notice": "·"}


def problems_screen(problems: Sequence[Problem]) -> NotesScreen:
    """What could not be read, or is doubtful, with file and line."""
    rows: list[Row] = []
    for problem in problems:
        where = problem.path if problem.line is None else f"{problem.path}:{problem.line}"
        colour = {"error": "$error", "warning": "$warning", "notice": "$quiet"}[problem.severity]
        sign = Content.styled(_SIGNS[problem.severity], colour)
        rows.append((sign, Content.assemble((where, "bold"))))
        rows.append((Content(""), Content(problem.message)))
    if not rows:
        rows.append((Content(""), Content(_("Nothing is wrong with any file."))))
    return NotesScreen(_("Problems"), rows)
