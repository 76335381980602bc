"""The library: every article, in which languages, what is read and known of it and what is due."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence, Set
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static
from textual.worker import Worker, WorkerState, get_current_worker

from tui_learn.app.exact_updates import send_exactly
from tui_learn.app.screens.filtering import Filtering
from tui_learn.app.shelf import USUAL, Facts, Order, Row, Shelf
from tui_learn.app.widgets.article_table import ArticleHeader, ArticleTable
from tui_learn.app.widgets.bars import KeyLine, TitleLine
from tui_learn.app.widgets.row_list import RowList
from tui_learn.app.widgets.scan_bar import ScanBar
from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext
from tui_learn.library import Article, Pair

if TYPE_CHECKING:
    from tui_learn.app.app import TuiLearn
    from tui_learn.app.counting import Counted
    from tui_learn.library.scan import Scan

COUNT_AFTER = 0.02
"""Seconds after which files are read and is counted what is due: what can be drawn is drawn before."""
FIRST = 100
"""Articles that are drawn before the others are known."""
MEASURED = 500
"""Articles whose languages tell how wide their column is."""
MOST_ERRORS = 3
"""What is wrong with files is said above the list of so many at the most; the others are in the list of problems."""
SCAN, READY, QUESTIONS = "scan", "ready", "questions"
"""The workers that look at the files, that make the articles ready to be filtered, and that ask what is to be asked."""
LOW, LOWEST = 14, 7
"""Rows of the screen below which no row is left empty, and below which there is no room for titles of columns."""


class Stopped(Exception):
    """The scan is to end: nobody wants it any more."""


class LibraryScreen(Filtering[None]):
    """The first screen."""

    app: TuiLearn
    DEFAULT_CSS = """
    LibraryScreen { background: $background; }
    LibraryScreen ArticleHeader { margin: 1 0 0 0; }
    LibraryScreen #message { padding: 1 3 0 3; height: auto; color: $quiet; display: none; }
    LibraryScreen #message.-shown { display: block; }
    LibraryScreen.-empty ArticleHeader, LibraryScreen.-empty ArticleTable { display: none; }
    LibraryScreen.-low ArticleHeader { margin: 0; }
    LibraryScreen.-low #message { padding: 0 2; }
    LibraryScreen.-lowest ArticleHeader, LibraryScreen.-lowest #message { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", _("read"), key_display="Enter"),
        Binding("p,f5", "practise", _("practise"), key_display="p"),
        Binding("slash,f3", "filter", _("filter"), key_display="/"),
        Binding("F,f4", "search", _("search in all texts"), key_display="F"),
        Binding("c", "languages", _("languages")),
        Binding("x", "swap", _("swap languages"), show=False),
        Binding("s,f8", "progress", _("progress"), key_display="s"),
        Binding("t,f6", "sort", _("sort by the next column"), key_display="t"),
        Binding("T", "turn", _("sort the other way round"), show=False),
        Binding("e", "problems", _("problems")),
        Binding("a", "answer", _("what belongs together? which language?"), show=False),
        Binding("R", "rescan", _("look at the files again"), show=False),
        Binding("o", "app.settings", _("settings")),
        Binding("question_mark,f1", "help", _("help"), key_display="?"),
        Binding("escape", "leave", _("stop reading files, or show all articles again"), show=False),
        Binding("q", "app.quit", _("quit")),
    ]

    def __init__(self, wanted: str = "") -> None:
        """``wanted`` is the id of the article the cursor begins on."""
        super().__init__()
        send_exactly(self)
        self._shelf = Shelf(())
        self._numbers: Sequence[int] = ()
        """Of the articles that are shown, in the shelf."""
        self._facts: Mapping[str, Facts] = {}
        self._numbers_of_day: tuple[int, int, Pair | None] | None = None
        self._order = USUAL
        self._order_known = False
        """Whether the order is what was chosen last."""
        self._sought = ""
        """What was looked for in all texts."""
        self._partial = True
        """Whether there may be more articles than are shown."""
        self._scan: Scan | None = None
        self._stop = threading.Event()
        self._published = 0
        self._scanned = self._again = False
        """Whether the files were looked at, and whether they are to be once more."""
        self._errors: tuple[Sequence[str], int] = (), 0
        """What is said of the first files that could not be read, and how many those are."""
        self._answers = False
        """Whether the learner has asked for the scan."""
        self._wanted = wanted

    def compose(self) -> ComposeResult:
        """Title, what is wrong, the table, how far a scan is, keys."""
        yield TitleLine(_("Library"))
        yield Static(Content(_("Looking for articles …")), id="message", classes="-shown")
        yield ArticleHeader()
        yield ArticleTable(self._row, id="articles")
        yield ScanBar()
        yield KeyLine(self._keys())

    @staticmethod
    def _keys() -> list[tuple[str, str]]:
        return [
            ("Enter", _("read")),
            ("p", _("practise")),
            ("/", _("filter")),
            ("F", _("search")),
            ("c", _("languages")),
            ("s", _("progress")),
            ("t", _("sort")),
            ("o", _("settings")),
            ("e", _("problems")),
            ("q", _("quit")),
            ("?", _("help")),
        ]

    @property
    def table(self) -> ArticleTable:
        """The table."""
        return self.query_one(ArticleTable)

    # --- what is shown

    def on_mount(self) -> None:
        """The first articles are there at once, as they were when the files were looked at last."""
        self._show_table(False)
        first = self.app.desk.opened_library().kept(FIRST)
        if first:
            pair = self.app.pair_now
            self._take_shelf(Shelf(first, _languages_of(pair)), partial=len(first) == FIRST)
        self.set_timer(COUNT_AFTER, self.load)

    def on_screen_resume(self) -> None:
        """Numbers may have changed in reader or quiz."""
        if not self._partial:
            self.set_timer(COUNT_AFTER, self.load)

    def on_resize(self) -> None:
        """A low window has room for the list only."""
        self.set_class(self.size.height < LOW, "-low")
        self.set_class(self.size.height < LOWEST, "-lowest")
        if self._errors[1]:
            self._say(empty=not self._shelf.articles)

    def on_library_changed(self) -> None:
        """The articles are others than they were: for whoever watches the files."""
        self.load()

    @work(thread=True, exclusive=True, group="library", exit_on_error=False)
    def load(self) -> None:
        """Count, and take the articles as they are known; in a thread."""
        from tui_learn.app.counting import Counted, count_progress
        from tui_learn.progress import ProgressDamaged

        worker = get_current_worker()
        try:
            counted = count_progress(self.app.desk)
        except ProgressDamaged as error:
            self.app.call_from_thread(self.app._tell_damaged, error)
            counted = Counted(pair=self.app.pair_now, order=self._order)
        articles = self.app.desk.opened_library().kept()
        if articles is None or worker.is_cancelled:
            if not worker.is_cancelled:
                self.app.call_from_thread(self._take_counted, counted)
            return
        shelf = self._shelf
        languages = _languages_of(counted.pair)
        errors, count, wrong = self._problems()
        if shelf.given is not articles or shelf.languages != languages or shelf.wrong != wrong:
            shelf = Shelf(articles, languages, wrong)
            shelf.take_from(self._shelf)
            shelf.settle()
            shelf.ordered(self._order if self._order_known else counted.order, counted.facts)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take, shelf, counted, (errors, count))

    def _problems(self) -> tuple[list[str], int, Set[str]]:
        """What is said of the first files that could not be read, how many those are, and all paths of problems."""
        problems = self.app.desk.opened_library().problems
        errors = [problem for problem in problems if problem.severity == "error"]
        paths = frozenset(problem.path for problem in problems if problem.severity != "notice")
        return list(map(str, errors[:MOST_ERRORS])), len(errors), paths

    def _take_counted(self, counted: Counted) -> None:
        """Before anything is known of any article."""
        self._note(counted)
        self._retitle()
        self._begin_scan()

    def _take(self, shelf: Shelf, counted: Counted, errors: tuple[Sequence[str], int]) -> None:
        if not self.is_attached:
            return
        self._note(counted)
        self._errors = errors
        self._say(empty=not shelf.articles)
        if shelf.articles and not self._shelf.articles and self.app.start.welcome:
            self.app.welcome()
        self._take_shelf(shelf, partial=False)
        self._begin_scan()

    def _note(self, counted: Counted) -> None:
        self.app.pair_now = counted.pair
        self._facts = counted.facts
        self._numbers_of_day = counted.today, counted.due, counted.pair
        if not self._order_known:
            self._order, self._order_known = counted.order, True

    def _say(self, *, empty: bool) -> None:
        lines = []
        if self._errors[1]:
            from tui_learn.app.error_lines import error_lines

            lines = error_lines(*self._errors, self.size.width - (4 if self.size.height < LOW else 6), self.size.height)
        if empty and self._scan_is_over:
            lines.append(_("There is no article yet. Put .md or .txt files into a folder and name it:"))
            lines.append("tui-learn FOLDER")
        elif empty:
            lines.append(_("Looking for articles …"))
        message = self.query_one("#message", Static)
        message.update(Content("\n".join(lines)))
        message.set_class(bool(lines), "-shown")

    def _take_shelf(self, shelf: Shelf, *, partial: bool) -> None:
        """Show other articles; the cursor stays on its article, unless the first ones were shown for a moment."""
        here = None if self._partial and not self.table.chosen else self._nearest(shelf)
        if self._wanted and here is None:
            here = shelf.articles[shelf.number[self._wanted]] if self._wanted in shelf.number else None
        if not partial:
            self._wanted = ""
        self._shelf, self._partial = shelf, partial
        if shelf.articles and partial:
            self.query_one("#message", Static).remove_class("-shown")
        self._arrange(here)
        self._show_table(bool(shelf.articles))

    def _nearest(self, shelf: Shelf) -> Article | None:
        """The article under the cursor; where that is gone, the next one that is still there, else the one before."""
        place = self.table.chosen
        if place is None or not self._numbers:
            return None
        for near in (*range(place, len(self._numbers)), *range(place - 1, -1, -1)):
            article: Article = self._shelf.articles[self._numbers[near]]
            if article.id in shelf.number:
                return article
        return None

    def _show_table(self, there: bool) -> None:
        self.set_class(not there, "-empty")
        if there and self.focused is None:
            self.call_after_refresh(self._focus_table)

    def _focus_table(self) -> None:
        """When it can be seen."""
        if self.is_attached and self.focused is None and not self._is_typing:
            self.table.focus()

    def _arrange(self, here: Article | None) -> None:
        """Draw the rows again, with the cursor on an article if it is among them."""
        shelf = self._shelf
        if self._query and not shelf.is_ready:
            self._make_ready(shelf)
        query = self._query if shelf.is_ready else ""
        self._numbers = shelf.shown(query, self._order, self._facts)
        cursor = shelf.number.get(here.id) if here is not None else None
        widest = max((len(" ".join(article.languages)) for article in shelf.articles[:MEASURED]), default=0)
        self.query_one(ArticleHeader).show(self._order, widest)
        self.table.show_articles(self._numbers, shelf.languages, widest, cursor)
        self._say_filter()
        self._retitle()

    def _retitle(self) -> None:
        facts = []
        if self._numbers_of_day is not None:
            today, due, pair = self._numbers_of_day
            if pair is not None:
                facts.append(f"{pair.known} → {pair.learned}")
            facts.append(ngettext("{count} due", "{count} due", due).format(count=due))
            facts.append(ngettext("{count} review today", "{count} reviews today", today).format(count=today))
            count = len(self._shelf.articles)
            if count and not self._partial:
                facts.append(ngettext("{count} article", "{count} articles", count).format(count=f"{count:,}"))
            if not self._partial and (asked := self._shelf.asked):
                text = ngettext("{count} question (a)", "{count} questions (a)", asked)
                facts.append(text.format(count=f"{asked:,}"))
        self.query_one(TitleLine).show(_("Library"), facts)

    def _row(self, number: int) -> Row:
        return self._shelf.row(number, self._facts)

    def _chosen(self) -> Article | None:
        number = self.table.number if self._numbers else None
        return None if number is None else self._shelf.articles[number]

    # --- looking at the files

    @property
    def _scan_is_over(self) -> bool:
        return self._scanned and not self._scanning

    @property
    def _scanning(self) -> bool:
        return any(worker.group == SCAN and worker.node is self and worker.is_running for worker in self.workers)

    def _begin_scan(self) -> None:
        """Once, when there is something to see."""
        if not self._scanned:
            self._scanned = True
            self._start_scan()

    def rescan_soon(self) -> None:
        """Look at the files once more, when a scan that has begun is over."""
        self._again = self._scanning
        if not self._again:
            self._start_scan()

    def action_rescan(self) -> None:
        """Look at the files, and read those that have changed or are new."""
        self._answers = True
        self._start_scan()

    def _start_scan(self) -> None:
        if self._scanning:
            return
        self._scan, self._published, self._stop = None, 0, threading.Event()
        self.query_one(ScanBar).begin(self._look)
        self._rescan(self._stop)

    def _look(self) -> Scan | None:
        """How far the scan is; what it has found by then is shown."""
        scan = self._scan
        if scan is not None and scan.published > self._published:
            self._published = scan.published
            self.load()
        return scan

    @work(thread=True, group=SCAN, exit_on_error=False)
    def _rescan(self, stop: threading.Event) -> bool:
        worker = get_current_worker()

        def note(scan: Scan) -> None:
            if worker.is_cancelled:
                raise Stopped
            self._scan = scan

        try:
            return self.app.desk.rescan(note, stop)
        except Stopped:
            return False

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A scan has ended; an error of the program is told."""
        worker = event.worker
        if event.state == WorkerState.ERROR:
            error = worker.error
            message = {
                SCAN: _("The files could not be looked at: {error}"),
                READY: _("The articles cannot be filtered; this is an error of the program ({error})."),
            }.get(worker.group, _("The library could not be shown; this is an error of the program ({error})."))
            self.app.tell(message.format(error=_told(error)), "error")
        if worker.group != SCAN or event.state not in (WorkerState.SUCCESS, WorkerState.ERROR, WorkerState.CANCELLED):
            return
        library, stopped = self.app.desk.opened_library(), self._stop.is_set()
        self.query_one(ScanBar).end(*((library.unread, library.files) if stopped else (0, 0)))
        if worker.result:
            self.app.tell_changed()
        elif self._answers and not stopped and event.state == WorkerState.SUCCESS:
            self.app.tell(_("Nothing has changed."))
        self._answers = False
        if not worker.result and not self._shelf.articles:
            self.load()
        if self._again and event.state == WorkerState.SUCCESS:
            self._again = False
            self.call_later(self._start_scan)

    # --- filtering and sorting

    def _has_rows(self) -> bool:
        return bool(self._shelf.articles)

    def _filtered(self) -> None:
        self._arrange(self._chosen())

    def _rows(self) -> ArticleTable:
        return self.table

    def _choose_row(self, by: int) -> None:
        self.table.action_choose(by)

    async def action_filter(self) -> None:
        """Type which articles are to stay."""
        await super().action_filter()
        if self._shelf.articles and not self._shelf.is_ready:
            self._make_ready(self._shelf)

    @work(thread=True, exclusive=True, group=READY, exit_on_error=False)
    def _make_ready(self, shelf: Shelf) -> None:
        shelf.make_ready()
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._made_ready, shelf)

    def _made_ready(self, shelf: Shelf) -> None:
        if self.is_attached and shelf is self._shelf and self._query:
            self._arrange(self._chosen())

    def _say_filter(self) -> None:
        bar = self._bar()
        if bar is None or not bar.display:
            return
        if not self._shelf.is_ready:
            bar.say(_("making ready …") if self._query else "")
        elif not self._query:
            bar.say("" if self.size.width < 80 else _("lang:fi  is:due  is:unread  is:asked  is:wrong"))
        else:
            text = _("{count} of {all}").format(count=f"{len(self._numbers):,}", all=f"{len(self._shelf.articles):,}")
            bar.say(text, _("Esc shows all"))

    def action_leave(self) -> None:
        """A scan stops; else all articles are shown again."""
        bar = self.query_one(ScanBar)
        if self._scanning and bar.is_shown:
            self._stop.set()
        elif self._query:
            self._end_filter()
        else:
            bar.hide()

    def action_sort(self) -> None:
        """By the next column."""
        self._sort(self._order.next())

    def action_turn(self) -> None:
        """The other way round."""
        self._sort(self._order.turned())

    def on_article_header_clicked(self, event: ArticleHeader.Clicked) -> None:
        """By that column; by the same one, the other way round."""
        event.stop()
        self._sort(self._order.turned() if event.by == self._order.by else Order(event.by))

    def _sort(self, order: Order) -> None:
        self._order, self._order_known = order, True
        self._arrange(None)  # to the top: that is what one wants to see
        desk = self.app.desk

        def keep() -> None:
            from tui_learn.app.counting import keep_order

            keep_order(desk, order)

        self.app.keep(keep)

    # --- going places

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """A click on the article under the cursor opens it."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Read the article; the languages are asked for the first time."""
        article = self._chosen()
        if article is not None:
            self.app.open_reader(article)

    def action_practise(self) -> None:
        """A quiz on the article."""
        article = self._chosen()
        if article is not None:
            self.app.open_quiz(article)

    def action_languages(self) -> None:
        """Choose the two languages of the article under the cursor."""
        article = self._chosen()
        if article is None or len(article.languages) < 2:
            self.app.tell(_("Choose an article in at least two languages first."))
            return
        from tui_learn.app.screens.pair import PairScreen

        pair, _chosen = self.app.desk.pair_for(article)
        self.app.push_screen(PairScreen(article.languages, pair), self._take_pair)

    def _take_pair(self, pair: Pair | None) -> None:
        if pair is not None:
            self.app.choose_pair(pair, self._chosen())
            self.load()

    def action_swap(self) -> None:
        """The known language becomes the learned one."""
        article = self._chosen()
        if article is not None:
            pair, _chosen = self.app.desk.pair_for(article)
            self._take_pair(pair.swapped())

    def action_progress(self) -> None:
        """What was learnt, in numbers and plots."""
        from tui_learn.app.screens.progress import ProgressScreen

        self.app.push_screen(ProgressScreen())

    def action_problems(self) -> None:
        """What is wrong with which file."""
        from tui_learn.app.screens.problems import ProblemsScreen

        self.app.push_screen(ProblemsScreen())

    def action_search(self) -> None:
        """Look for words in all texts."""
        from tui_learn.app.screens.search_library import SearchScreen

        def note(query: str | None) -> None:
            self._sought = query or ""

        self.app.push_screen(SearchScreen(self._sought), note)

    def action_answer(self) -> None:
        """Say what belongs together, or which language a text is in."""
        self._ask(self._chosen())

    @work(thread=True, exclusive=True, group=QUESTIONS, exit_on_error=False)
    def _ask(self, article: Article | None) -> None:
        from tui_learn.app.screens.questions import open_questions

        found = self.app.desk.opened_library().questions()
        if not get_current_worker().is_cancelled:
            common = self._shelf.common_languages()
            self.app.call_from_thread(open_questions, self.app, found, article, self.rescan_soon, common)

    def action_help(self) -> None:
        """All keys."""
        from tui_learn.app.screens.notes import help_screen

        self.app.push_screen(help_screen(self))


def _languages_of(pair: Pair | None) -> tuple[str, ...]:
    return (pair.known, pair.learned) if pair is not None else ()


def _told(error: BaseException | None) -> str:
    from tui_learn.failed import Failed

    return str(error) if isinstance(error, Failed) else f"{type(error).__name__}: {error}"
