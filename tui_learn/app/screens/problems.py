"""What is wrong with settings and files: how bad it is, where, and what to do about it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static
from textual.worker import Worker, WorkerState, get_current_worker

from tui_learn.app.cells import fit, width_of
from tui_learn.app.screens.filtering import Filtering
from tui_learn.app.screens.source import SourceScreen, copy_place
from tui_learn.app.widgets.bars import KeyLine, TitleLine
from tui_learn.app.widgets.row_list import RowList, Run
from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext
from tui_learn.text import Problem
from tui_learn.text.clean import clean_line

if TYPE_CHECKING:
    from tui_learn.app.app import TuiLearn

SEVERITIES = ("error", "warning", "notice")
SIGNS = {"error": "✗", "warning": "!", "notice": "·"}
ROOMY, WIDE = 46, 76
"""Cells from which what is wrong stands beside the place, and from which the word for how bad it is does too."""
LOW = 12
"""Rows below which less is told of the problem under the cursor."""


def word_of(severity: str) -> str:
    """What a person calls it."""
    return {"error": _("error"), "warning": _("warning"), "notice": _("notice")}[severity]


def count_of(severity: str, count: int) -> str:
    """So many of them."""
    match severity:
        case "error":
            text = ngettext("{count} error", "{count} errors", count)
        case "warning":
            text = ngettext("{count} warning", "{count} warnings", count)
        case _other:
            text = ngettext("{count} notice", "{count} notices", count)
    return text.format(count=f"{count:,}")


def place_of(problem: Problem, whole: bool = False) -> str:
    """The file and the line, safe to show; the ``whole`` path, or the name alone."""
    path = problem.path if whole else os.path.basename(problem.path.rstrip(os.sep)) or problem.path
    return clean_line(path) if problem.line is None else f"{clean_line(path)}:{problem.line}"


def row_of(problem: Problem, width: int) -> list[Run]:
    """A problem in so many cells."""
    runs: list[Run] = [(SIGNS[problem.severity], "strong" if problem.severity == "error" else "mark"), (" ", "text")]
    left = width - 2
    if width >= WIDE:
        word = word_of(problem.severity)
        runs.append((word + " " * (9 - width_of(word)), "quiet"))
        left -= 9
    if width < ROOMY:
        return [*runs, (fit(place_of(problem), left), "text")]
    room = min(32, left // 2)
    place = place_of(problem)
    if width_of(place) > room:  # the end of a name tells it from its neighbours, and has the line
        while width_of(place) > room - 1:
            place = place[1:]
        place = "…" + place
    runs.append((place + " " * (room - width_of(place) + 2), "text"))
    return [*runs, (fit(clean_line(problem.message), max(0, left - room - 2)), "quiet")]


class ProblemList(RowList):
    """The problems, one a row."""

    DEFAULT_CSS = "ProblemList { height: 1fr; margin: 1 0 0 0; }"

    class Moved(Message):
        """The cursor stands on another one."""

    def _choose(self, number: int) -> None:
        before = self.chosen
        super()._choose(number)
        if self.chosen != before:
            self.post_message(self.Moved())


class ProblemsScreen(Filtering[None], ModalScreen[None]):
    """Over the library."""

    app: TuiLearn
    DEFAULT_CSS = """
    ProblemsScreen { background: $background; }
    ProblemsScreen #message { padding: 1 3; height: auto; color: $quiet; }
    ProblemsScreen #detail { padding: 0 2; height: auto; max-height: 7; background: $surface; color: $foreground; }
    ProblemsScreen.-low #detail { max-height: 3; }
    ProblemsScreen.-low ProblemList { margin: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "source", _("the lines of the file")),
        Binding("tab,f", "severity", _("errors, warnings or notices only"), key_display="Tab", priority=False),
        Binding("slash,f3", "filter", _("filter"), key_display="/"),
        Binding("y", "copy", _("copy the place")),
        Binding("question_mark,f1", "help", _("help"), key_display="?"),
        Binding("escape", "leave", _("show all again, or back"), show=False),
        Binding("q,e", "dismiss(None)", _("back"), key_display="q"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._problems: Sequence[Problem] = ()
        self._texts: Sequence[str] = ()
        """What the filter looks through."""
        self._shown: Sequence[int] = ()
        self._counts: Counter[str] = Counter()
        self._severity = ""

    def compose(self) -> ComposeResult:
        """Title, problems, all of the one under the cursor, keys."""
        yield TitleLine(_("Problems"))
        yield Static(Content(_("Looking for problems …")), id="message")
        yield ProblemList()
        yield Static(id="detail")
        yield KeyLine(self._keys())

    @staticmethod
    def _keys() -> list[tuple[str, str]]:
        return [("↑ ↓", _("choose")), ("Enter", _("lines of the file")), ("Esc", _("back")), ("Tab", _("how bad")),
                ("/", _("filter")), ("y", _("copy the place")), ("?", _("help"))]  # fmt: skip

    def on_mount(self) -> None:
        """There may be very many."""
        self.query_one("#detail").display = self.query_one(ProblemList).display = False
        self.query_one(ProblemList).focus()
        self._load()

    def on_resize(self) -> None:
        """A low window shows less of one problem."""
        self.set_class(self.size.height < LOW, "-low")
        self._tell()

    def on_library_changed(self) -> None:
        """Files were changed: other problems."""
        self._load()

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _load(self) -> None:
        problems = [*self.app.settings_problems, *self.app.desk.library().problems]
        problems.sort(key=lambda problem: SEVERITIES.index(problem.severity))  # the worst first, else as they were
        texts = [f"{problem.path}:{problem.line or ''} {problem.message}".casefold() for problem in problems]
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._take, problems, texts)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """An error of the program is told."""
        if event.state == WorkerState.ERROR:
            error = event.worker.error
            message = _("The problems could not be listed; this is an error of the program ({error}).")
            self.app.tell(message.format(error=f"{type(error).__name__}: {error}"), "error")

    def _take(self, problems: Sequence[Problem], texts: Sequence[str]) -> None:
        if not self.is_attached:
            return
        self._problems, self._texts = problems, texts
        self._counts = Counter(problem.severity for problem in problems)
        if not self._counts[self._severity]:
            self._severity = ""
        self._show()

    def _show(self) -> None:
        here = self._chosen()
        query = self._query.casefold()
        self._shown = [
            number
            for number, problem in enumerate(self._problems)
            if self._severity in ("", problem.severity) and query in self._texts[number]
        ]
        rows, message = self.query_one(ProblemList), self.query_one("#message", Static)

        def draw(place: int, width: int) -> list[Run]:
            return row_of(self._problems[self._shown[place]], width)

        cursor = next((place for place, number in enumerate(self._shown) if self._problems[number] is here), 0)
        rows.show(len(self._shown), draw, cursor)
        rows.display = bool(self._shown)
        if not self._problems:
            message.update(Content(_("Nothing is wrong with any file.")))
        elif not self._shown:
            message.update(Content(_("No problem fits this filter. Press / and change it, or Esc.")))
        message.display = not self._shown
        if self.focused is None:
            rows.focus()
        self._tell()
        self._retitle()

    def _retitle(self) -> None:
        facts = [count_of(severity, self._counts[severity]) for severity in SEVERITIES if self._counts[severity]]
        if self._severity:
            facts = [_("only {what}").format(what=count_of(self._severity, self._counts[self._severity]))]
        self.query_one(TitleLine).show(_("Problems"), facts)
        self._say_filter()

    def _chosen(self) -> Problem | None:
        place = self.query_one(ProblemList).chosen
        return self._problems[self._shown[place]] if place is not None and place < len(self._shown) else None

    def _tell(self) -> None:
        """All there is to say of the problem under the cursor."""
        detail, problem = self.query_one("#detail", Static), self._chosen()
        detail.display = problem is not None and self.size.height >= 6
        if problem is not None:
            head = Content.styled(f"{word_of(problem.severity)}  {place_of(problem, whole=True)}", "bold")
            lines = [head, Content(clean_line(problem.message))]
            detail.update(Content("\n").join(reversed(lines) if self.has_class("-low") else lines))

    def on_problem_list_moved(self) -> None:
        """Another one."""
        self._tell()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """A second click shows the lines."""
        event.stop()
        self.action_source()

    def action_source(self) -> None:
        """The lines of the file around the place."""
        problem = self._chosen()
        if problem is not None:
            self.app.push_screen(SourceScreen(problem))

    def action_severity(self) -> None:
        """All of them, then only the worst, and so on."""
        kinds = ["", *(severity for severity in SEVERITIES if self._counts[severity])]
        self._severity = kinds[(kinds.index(self._severity) + 1) % len(kinds)]
        self._show()

    def action_copy(self) -> None:
        """Where the problem is, for another program."""
        problem = self._chosen()
        if problem is not None:
            copy_place(self.app, problem)

    # --- filtering

    def _has_rows(self) -> bool:
        return bool(self._problems)

    def _filtered(self) -> None:
        self._show()

    def _rows(self) -> ProblemList:
        return self.query_one(ProblemList)

    def _choose_row(self, by: int) -> None:
        self._rows().action_choose(by)

    def _say_filter(self) -> None:
        bar = self._bar()
        if bar is not None and bar.display:
            count = _("{count} of {all}").format(count=f"{len(self._shown):,}", all=f"{len(self._problems):,}")
            bar.say(count, _("Esc shows all"))

    def action_leave(self) -> None:
        """What was typed goes first, then the choice of severity, then the screen."""
        if self._query:
            self._end_filter()
        elif self._severity:
            self._severity = ""
            self._show()
        else:
            self.dismiss(None)

    def action_help(self) -> None:
        """All keys."""
        from tui_learn.app.screens.notes import help_screen

        self.app.push_screen(help_screen(self))
