"""The lines of a file around the place with which something is wrong."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from tui_learn.app.card_rows import Line, wrapped
from tui_learn.app.source_lines import CannotShow, Source, lines_around
from tui_learn.app.widgets.bars import KeyLine, TitleLine
from tui_learn.app.widgets.line_list import WIDEST, LineList
from tui_learn.i18n import gettext as _
from tui_learn.text import Problem
from tui_learn.text.clean import clean_line

if TYPE_CHECKING:
    from tui_learn.app.app import TuiLearn

HERE = "▶"


def lines_of(source: Source, problem: Problem) -> tuple[list[Line], int]:
    """What is shown of a file, what is wrong beneath the line it is about; and the number of that line among them."""
    digits = len(str(source.first + len(source.lines)))
    lines: list[Line] = []
    here = 0
    for number, text in enumerate(source.lines, start=source.first):
        if number != problem.line:
            lines.append((f"  {number:{digits}}  {text}", "text"))
            continue
        here = len(lines)
        lines.append((f"{HERE} {number:{digits}}  {text}", "strong"))
        lines.append((" " * (digits + 4) + clean_line(problem.message), "heading"))
    if problem.line is None or not lines:
        lines[:0] = [(clean_line(problem.message), "heading"), ("", "text")]
    return lines, here


class SourceScreen(ModalScreen[None]):
    """Over the list of problems."""

    app: TuiLearn
    DEFAULT_CSS = """
    SourceScreen { background: $background; }
    SourceScreen LineList { height: 1fr; margin: 1 0 0 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", _("copy the place")),
        Binding("question_mark,f1", "help", _("help"), key_display="?"),
        Binding("escape,q,enter", "dismiss(None)", _("back"), key_display="Esc"),
    ]

    def __init__(self, problem: Problem) -> None:
        super().__init__()
        self._problem = problem
        self._lines: list[Line] = []
        self._here = 0

    def compose(self) -> ComposeResult:
        """Title, lines, keys."""
        yield TitleLine()
        yield LineList()
        yield KeyLine([("↑ ↓", _("scroll")), ("y", _("copy the place")), ("Esc", _("back"))])

    def on_mount(self) -> None:
        """The file as it is now."""
        problem = self._problem
        name = clean_line(os.path.basename(problem.path) or problem.path)
        where = name if problem.line is None else f"{name}:{problem.line}"
        try:
            source = lines_around(problem.path, problem.line)
            self._lines, self._here = lines_of(source, problem)
            facts = [_("{count} lines").format(count=f"{source.count:,}")]
        except CannotShow as error:
            self._lines, facts = [(str(error), "strong"), ("", "text"), (clean_line(problem.message), "text")], []
        self.query_one(TitleLine).show(where, facts)
        lines = self.query_one(LineList)
        lines.show(self._lines)
        lines.focus()
        self.call_after_refresh(self._scroll)

    def _scroll(self) -> None:
        """The line in the middle."""
        lines = self.query_one(LineList)
        width = max(4, min(WIDEST, lines.scrollable_content_region.width - 1))
        above = len(wrapped(self._lines[: self._here], width))
        lines.scroll_to(y=max(0, above - lines.size.height // 3), animate=False, force=True)

    def action_copy(self) -> None:
        """Where the problem is, for another program."""
        copy_place(self.app, self._problem)

    def action_help(self) -> None:
        """All keys."""
        from tui_learn.app.screens.notes import help_screen

        self.app.push_screen(help_screen(self))


def copy_place(app: TuiLearn, problem: Problem) -> None:
    """The path of a file, and the line where there is one, to the clipboard of the terminal."""
    path = clean_line(os.path.abspath(problem.path))
    app.copy_to_clipboard(path if problem.line is None else f"{path}:{problem.line}")
    app.tell(_("Copied, if the terminal lets it."))
