"""Progress: days of learning, what was read, what is to come, what was remembered, the words known. A page to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import Worker, get_current_worker

from tui_learn.app import progress_text as say
from tui_learn.app.widgets.bars import KeyLine, TitleLine
from tui_learn.app.widgets.plots import DaysMap, ForecastColumns, LinePlot, beside, legend
from tui_learn.i18n import gettext as _
from tui_learn.progress import ProgressDamaged
from tui_learn.progress.statistics import Figures, Statistics, statistics_of, with_hardest

if TYPE_CHECKING:
    from tui_learn.app.app import TuiLearn
    from tui_learn.progress import CardState

BESIDE = 84
"""Cells from which numbers stand beside their plot, below it else."""
LOW = 16
"""Rows below which plots are low."""
NUMBERS = 26
"""Cells of the numbers beside a plot."""
SPANS = (30, 90)
"""Days of the forecast."""


class Section(Vertical):
    """A heading, a plot, and its numbers."""

    def __init__(self, title: str, plot: Widget | None, *, id: str) -> None:
        super().__init__(id=id)
        self._title, self._plot = title, plot

    def compose(self) -> ComposeResult:
        """The heading, and the two side by side."""
        yield Static(Content(self._title), classes="heading")
        with Horizontal(classes="body"):
            if self._plot is not None:
                yield self._plot
            yield Static(classes="numbers")

    def say(self, numbers: Content) -> None:
        """The numbers."""
        self.query_one(".numbers", Static).update(numbers)


class ProgressScreen(Screen[None]):
    """Numbers and plots of all pairs of languages or of one."""

    app: TuiLearn
    DEFAULT_CSS = """
    ProgressScreen { background: $background; }
    ProgressScreen #page { padding: 1 0 1 2; background: $background; scrollbar-size-vertical: 1; }
    ProgressScreen #message { height: auto; color: $quiet; margin: 0 2 1 0; max-width: 100; }
    ProgressScreen #message.-wrong { color: $error; }
    ProgressScreen #summary { height: auto; text-style: bold; margin: 0 2 0 0; }
    ProgressScreen Section { height: auto; max-width: 148; margin: 1 2 0 0; }
    ProgressScreen .heading { height: auto; color: $heading; text-style: bold; }
    ProgressScreen .body { height: auto; }
    ProgressScreen .body > .plot { width: 1fr; margin: 0 2 0 0; }
    ProgressScreen .body > .numbers { width: 26; height: auto; }
    ProgressScreen .body > .numbers:first-child { width: 1fr; }
    ProgressScreen.-narrow .body { layout: vertical; }
    ProgressScreen.-narrow .body > .plot { width: 100%; margin: 0; }
    ProgressScreen.-narrow .body > .numbers { width: 100%; }
    ProgressScreen.-low #page { padding: 0 0 0 2; }
    ProgressScreen.-low ForecastColumns, ProgressScreen.-low LinePlot { height: 7; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,tab", "group(1)", _("next pair"), key_display="→"),
        Binding("left,shift+tab", "group(-1)", _("pair before"), show=False),
        Binding("f,f4", "span", _("30 or 90 days"), key_display="f"),
        Binding("b,f6", "cards", _("cards"), key_display="b"),
        Binding("o,f7", "options", _("schedule"), key_display="o"),
        Binding("question_mark,f1", "help", _("help"), key_display="?"),
        Binding("escape,q", "back", _("back"), key_display="q"),
        Binding("down,j", "line(1)", _("scroll"), show=False),
        Binding("up,k", "line(-1)", _("scroll back"), show=False),
        Binding("pagedown,space", "page(1)", _("a page on"), show=False),
        Binding("pageup", "page(-1)", _("a page back"), show=False),
        Binding("home,g", "edge(-1)", _("to the beginning"), show=False),
        Binding("end,G", "edge(1)", _("to the end"), show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._statistics: Statistics | None = None
        self._whole = False
        self._group: str | None = None
        self._days = SPANS[0]

    def compose(self) -> ComposeResult:
        """One column of sections; those with nothing to show are left out."""
        yield TitleLine(_("Progress"))
        with VerticalScroll(id="page", can_focus=False):
            yield Static(Content(_("Counting …")), id="message")
            yield Static(id="summary")
            yield Section(_("Days"), _plot(DaysMap()), id="days")
            yield Section(_("Reading"), None, id="reading")
            yield Section(_("To come"), _plot(ForecastColumns()), id="coming")
            yield Section(_("Remembered"), _plot(LinePlot()), id="retention")
            yield Section(_("Words known"), _plot(LinePlot()), id="known")
            yield Section(_("Answers"), _plot(Static()), id="answers")
            yield Section(_("Hardest words"), None, id="hardest")
            yield Section(_("Pairs"), None, id="pairs")
        yield KeyLine()

    def on_mount(self) -> None:
        """The numbers come when they are counted; the screen is there at once."""
        self._hide_all()
        self.load()

    def on_screen_resume(self) -> None:
        """Cards or options may have been changed."""
        if self._statistics is not None:
            self.load()

    @work(thread=True, exclusive=True, group="statistics")
    def load(self) -> None:
        """Count in a thread: first what is counted already, then the hardest words."""
        worker: Worker[None] = get_current_worker()
        try:
            progress = self.app.desk.progress()
            statistics = statistics_of(progress)
            self.app.call_from_thread(self._take, statistics, False)
            statistics = with_hardest(statistics, _until_left(progress.forgotten(), worker), _card_name)
        except ProgressDamaged as error:
            self.app.call_from_thread(self._wrong, str(error))
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take, statistics, True)

    def _take(self, statistics: Statistics, whole: bool) -> None:
        if not self.is_attached:
            return
        if self._whole and not whole:
            return  # better the old numbers for a moment than the hardest words gone
        self._statistics, self._whole = statistics, whole
        if self._group not in (None, *statistics.groups):
            self._group = None
        self._show()

    def _wrong(self, message: str) -> None:
        if self.is_attached:
            self._say(message, wrong=True)

    # --- showing

    def on_resize(self, event: events.Resize) -> None:
        """Numbers stand beside their plot or below it."""
        self.set_class(event.size.width < BESIDE, "-narrow")
        self.set_class(event.size.height < LOW, "-low")
        self.call_after_refresh(self._show)

    def _say(self, message: str, wrong: bool = False) -> None:
        static = self.query_one("#message", Static)
        static.update(Content(message))
        static.set_class(wrong, "-wrong")
        static.display = bool(message)

    def _hide_all(self) -> None:
        for section in self.query(Section):
            section.display = False

    def _groups(self) -> list[str | None]:
        groups = list(self._statistics.groups) if self._statistics is not None else []
        return [None, *groups] if len(groups) != 1 else [*groups]

    def _figures(self) -> Figures | None:
        statistics = self._statistics
        if statistics is None:
            return None
        return statistics.whole if self._group is None else statistics.groups[self._group]

    def _show(self) -> None:
        statistics, figures = self._statistics, self._figures()
        if statistics is None or figures is None or not self.is_attached:
            return
        groups = self._groups()
        if self._group not in groups:
            self._group = groups[0]
            figures = self._figures() or figures
        self.call_after_refresh(self.refresh_bindings)
        facts = [say.group_name(self._group)]
        if len(groups) > 1:
            number = groups.index(self._group) + 1
            facts.append(_("{number} of {count}").format(number=number, count=len(groups)))
        self.query_one(TitleLine).show(_("Progress"), facts)
        if not statistics.whole.answers and not statistics.whole.read_milliseconds:
            self._hide_all()
            self.query_one("#summary", Static).display = False
            self._say(
                _(
                    "Nothing has been read or answered yet. Go back to the library (q), choose an article, read it and "
                    "press p: what you do there is counted here."
                )
            )
            return
        self._say("")
        summary = self.query_one("#summary", Static)
        summary.display = True
        summary.update(Content(say.summary(figures, statistics.today, self._page_width())))
        self._show_plots(statistics, figures)

    def _show_plots(self, statistics: Statistics, figures: Figures) -> None:
        today, width = statistics.today, self._numbers_width()
        plot_width = self._plot_width()
        days = self.query_one(DaysMap)
        days.show(dict(figures.days), today)
        marks, unit = legend(days.heat_in(plot_width)), say.day_unit(figures)
        self._section("days").say(say.stacked([beside(say.day_rows(figures, today), width), marks, unit]))
        self._section("reading").say(beside(say.reading_rows(figures, today), min(width + 20, self._page_width())))
        self.query_one(ForecastColumns).show(figures.forecast, self._days)
        self._section("coming").say(beside(say.coming_rows(figures), width))
        lines = say.retention_lines(figures)
        self._line("retention", lines is not None)
        if lines is not None:
            self._section("retention").query_one(LinePlot).show(lines)
        numbers = [say.retention_rows(figures, statistics.wanted), say.month_rows(figures)]
        self._section("retention").say(say.stacked([beside(rows, width) for rows in numbers]))
        lines = say.known_lines(figures, today, plot_width)
        self._line("known", lines is not None)
        if lines is not None:
            self._section("known").query_one(LinePlot).show(lines)
        self._section("known").say(beside(say.known_rows(figures, today), width))
        self._section("answers").query_one(".plot", Static).update(say.answer_bars(figures, plot_width))
        self._section("answers").say(beside(say.time_rows(figures, today), width))
        whole = self._page_width()
        self._section("hardest").say(say.hardest_lines(figures, min(72, whole)))
        self._section("pairs").say(say.pair_lines(statistics, whole))
        shown = {
            "days": True,
            "reading": figures.read_milliseconds > 0,
            "coming": figures.forecast.within(len(figures.forecast.days)) > 0,
            "retention": figures.retention.reviews > 0,
            "known": bool(figures.known),
            "answers": sum(figures.ratings) > 0,
            "hardest": bool(figures.hardest),
            "pairs": len(statistics.groups) > 1 and self._group is None,
        }
        for name, is_shown in shown.items():
            self._section(name).display = is_shown

    def _section(self, name: str) -> Section:
        return self.query_one(f"#{name}", Section)

    def _line(self, name: str, drawn: bool) -> None:
        """A plot only where there is a line to draw; else its numbers stand alone."""
        self._section(name).query_one(LinePlot).display = drawn

    def _page_width(self) -> int:
        return max(8, min(148, self.size.width - 5))

    def _numbers_width(self) -> int:
        return NUMBERS if not self.has_class("-narrow") else min(self._page_width(), 44)

    def _plot_width(self) -> int:
        return self._page_width() if self.has_class("-narrow") else self._page_width() - NUMBERS - 2

    # --- keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only keys that do something are shown."""
        if action == "group":
            return len(self._groups()) > 1
        if action == "span":
            return self._section("coming").display if self.is_mounted else False
        return True

    def action_group(self, by: int) -> None:
        """The next pair, or all of them."""
        groups = self._groups()
        if len(groups) > 1:
            self._group = groups[(groups.index(self._group) + by) % len(groups)]
            self._show()

    def action_span(self) -> None:
        """How far the forecast looks."""
        self._days = SPANS[(SPANS.index(self._days) + 1) % len(SPANS)]
        self._show()

    def action_line(self, by: int) -> None:
        """A line up or down."""
        self.query_one("#page").scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        """A page up or down."""
        page = self.query_one("#page")
        page.scroll_relative(y=by * max(1, page.size.height - 2), animate=False)

    def action_edge(self, to: int) -> None:
        """To the beginning or the end."""
        page = self.query_one("#page")
        if to > 0:
            page.scroll_end(animate=False)
        else:
            page.scroll_home(animate=False)

    def action_cards(self) -> None:
        """All cards."""
        from tui_learn.app.screens.cards import CardsScreen

        self.app.push_screen(CardsScreen())

    def action_options(self) -> None:
        """How the schedule is set."""
        from tui_learn.app.screens.schedule_options import ScheduleOptionsScreen

        self.app.push_screen(ScheduleOptionsScreen())

    def action_help(self) -> None:
        """All keys."""
        from tui_learn.app.screens.notes import help_screen

        self.app.push_screen(help_screen(self))

    def action_back(self) -> None:
        """To the screen below."""
        self.app.go_back(self)


def _plot(widget: Widget) -> Widget:
    widget.add_class("plot")
    return widget


def _card_name(card: str) -> str:
    from tui_learn.quiz.card_names import card_name

    name = card_name(card)
    return f"{name.title}  {name.way}" if name.way else name.title


def _until_left(states: Iterable[CardState], worker: Worker[None]) -> Iterator[CardState]:
    """The states, until the learner has left."""
    for state in states:
        if worker.is_cancelled:
            return
        yield state
