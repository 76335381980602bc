"""A page of text over the app: the keys, or what is wrong with some files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from tui_learn.app.widgets.bars import KeyLine, TitleLine
from tui_learn.i18n import gettext as _
from tui_learn.text import Problem


class NotesScreen(ModalScreen[None]):
    """A title and paragraphs, to be read and left."""

    DEFAULT_CSS = """
    NotesScreen { background: $background; }
    NotesScreen VerticalScroll { padding: 1 2; background: $background; scrollbar-size-vertical: 1; }
    NotesScreen Static { max-width: 100; height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,f1,question_mark", "dismiss", _("back"), key_display="Esc"),
    ]

    def __init__(self, title: str, body: Sequence[Content]) -> None:
        super().__init__()
        self._title_text = title
        self._body = body

    def compose(self) -> ComposeResult:
        """The page."""
        yield TitleLine(self._title_text)
        with VerticalScroll():
            yield Static(Content("\n").join(self._body))
        yield KeyLine()

    def on_mount(self) -> None:
        """Keys scroll at once."""
        self.query_one(VerticalScroll).focus()


def help_screen(screen: Screen[Any]) -> NotesScreen:
    """All keys of a screen, drawn from its bindings."""
    body: list[Content] = []
    seen: set[tuple[str, str]] = set()
    by_action: dict[str, tuple[list[str], str]] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if not binding.description or (binding.key, binding.description) in seen:
            continue
        seen.add((binding.key, binding.description))
        keys, _description = by_action.setdefault(binding.action, ([], binding.description))
        keys.append(_display(binding.key))
    for keys, description in by_action.values():
        body.append(Content.assemble((" ".join(keys).ljust(22), "bold $footer-key-foreground"), description))
    return NotesScreen(_("Keys"), body)


_KEY_NAMES = {
    "question_mark": "?", "exclamation_mark": "!", "pagedown": "PgDn", "pageup": "PgUp", "space": "Space",
    "enter": "Enter", "escape": "Esc", "up": "↑", "down": "↓", "left": "←", "right": "→", "tab": "Tab",
    "home": "Home", "end": "End", "backspace": "Backspace", "shift+tab": "Shift+Tab",
}  # fmt: skip


def _display(key: str) -> str:
    if key in _KEY_NAMES:
        return _KEY_NAMES[key]
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[5:].upper()}"
    return key.upper() if key.startswith("f") and key[1:].isdigit() else key


_WORDS = {"error": "✗", "warning": "!", "notice": "·"}


def problems_screen(problems: Sequence[Problem]) -> NotesScreen:
    """What could not be read, or is doubtful, with file and line."""
    body: list[Content] = []
    for problem in problems:
        where = problem.path if problem.line is None else f"{problem.path}:{problem.line}"
        colour = {"error": "$error", "warning": "$warning", "notice": "$quiet"}[problem.severity]
        body.append(Content.assemble((f"{_WORDS[problem.severity]} ", colour), (where, "bold")))
        body.append(Content(f"  {problem.message}"))
    if not body:
        body.append(Content(_("Nothing is wrong with any file.")))
    return NotesScreen(_("Problems"), body)
