"""A page of text over the app: the keys, or what is wrong with some files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, Static

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
        width = max(10, min(100, event.size.width - 5))
        widest = max((label.cell_length for label, text in self._rows if text.cell_length), default=0)
        column = min(widest + 2, width // 2)
        lines = []
        for label, text in self._rows:
            if label.cell_length:
                lines.append(hanging(label.pad_right(max(1, column - label.cell_length)), text, width))
            else:
                lines.append(hanging(Content("  "), text, width))
        self.query_one(Static).update(Content("\n").join(lines))


_NOT_OURS = frozenset(
    {"page_left", "page_right", "scroll_left", "scroll_right", "app.focus_next", "app.focus_previous",
     "screen.copy_text", "help_quit", "dismiss_menu"}
)  # fmt: skip
"""Actions every Textual program has; listing them would bury ours."""


def _is_of_field(active: ActiveBinding) -> bool:
    """Whether a key only moves about in a field of text, as everywhere."""
    if not isinstance(active.node, Input):
        return False
    usual = {(binding.action, binding.description) for _key, binding in Input()._bindings}
    return (active.binding.action, active.binding.description) in usual


def help_screen(screen: Screen[Any]) -> NotesScreen:
    """All keys of a screen, drawn from its bindings."""
    by_action: dict[str, tuple[list[str], Binding]] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if not binding.description or binding.action in _NOT_OURS or _is_of_field(active):
            continue
        keys, _binding = by_action.setdefault(binding.action, ([], binding))
        if _display(binding.key) not in keys:
            keys.append(_display(binding.key))
    rows: dict[str, list[Row]] = {}
    for keys, binding in by_action.values():
        heading = binding.group.description if binding.group is not None else ""
        row = (Content.styled(" ".join(keys), "bold $footer-key-foreground"), Content(binding.description))
        rows.setdefault(heading, []).append(row)
    made = rows.pop("", [])
    for heading, group in rows.items():
        made += [(Content(""), Content("")), (Content.styled(heading, "bold"), Content("")), *group]
    return NotesScreen(_("Keys"), made)


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
