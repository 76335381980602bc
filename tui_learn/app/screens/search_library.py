"""Looking for words in all texts: sentences by article, each with its translation beneath."""

from __future__ import annotations

import itertools
import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input, Static
from textual.worker import Worker, WorkerState, get_current_worker

from tui_learn.app.exact_updates import send_exactly
from tui_learn.app.library_hits import (
    Counterpart,
    Line,
    Results,
    alone,
    answer_of,
    key_of,
    lines_of,
    pair_of,
)
from tui_learn.app.widgets.bars import KeyLine, TitleLine
from tui_learn.app.widgets.hit_list import HitList
from tui_learn.failed import Failed
from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext
from tui_learn.library import Article, Pair
from tui_learn.text import UnreadableFile
from tui_learn.text.clean import clean_line
from tui_learn.text.finding import LONGEST

if TYPE_CHECKING:
    from tui_learn.app.app import TuiLearn
    from tui_learn.bitext import Bitext
    from tui_learn.library.search import Hit

PAUSE = 0.3
"""Seconds without a key after which what is typed is looked for."""
MOST = 500
"""Places that are shown; who looks for something more common has to say more."""
EVERY = 0.1
"""Seconds between two looks at what has been found."""
ALIGNED = 12
"""Articles that are aligned for the sake of their translations; others only where that was done before."""
FIND, ANSWER = "find", "answer"
"""The workers that look for words and for translations."""


Look = Callable[[Pair], "Bitext | None"]
"""From two languages of an article to its alignment; None where it would have to be made first."""


class Unwanted(Exception):
    """Something else is looked for by now."""


class SearchScreen(Screen[str]):
    """Over the library; gives what was looked for."""

    app: TuiLearn
    DEFAULT_CSS = """
    SearchScreen { background: $background; }
    SearchScreen Input, SearchScreen Input:focus {
        border: none; height: 1; padding: 0 1; margin: 1 2 0 2; background: $panel; color: $foreground;
        background-tint: $foreground 0%; }
    SearchScreen Input > .input--placeholder { color: $quiet; }
    SearchScreen #message { height: auto; padding: 1 3; color: $quiet; }
    SearchScreen HitList { height: 1fr; margin: 1 0 0 0; }
    SearchScreen.-low Input, SearchScreen.-low Input:focus { margin: 0; padding: 0 2; }
    SearchScreen.-low #message { padding: 0 2; }
    SearchScreen.-low HitList { margin: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", _("read there"), key_display="Enter"),
        Binding("slash,f3", "edit", _("look for something else"), key_display="/"),
        Binding("down", "results", _("to what was found"), show=False),
        Binding("question_mark,f1", "help", _("help"), key_display="?"),
        Binding("escape", "leave", _("stop looking, or back"), show=False),
        Binding("q", "back", _("back"), key_display="q"),
    ]

    def __init__(self, query: str = "") -> None:
        super().__init__()
        send_exactly(self)
        self._given = query
        self._query = ""
        self._results = Results()
        self._counterparts: dict[tuple[str, str, str], Counterpart] = {}
        self._fresh: deque[Hit] = deque()
        """Found by the worker, not shown yet."""
        self._answered: deque[tuple[tuple[str, str, str], Counterpart]] = deque()
        self._cut = False
        self._onward = False
        """Whether what is found first gets the focus."""
        self._pause: Timer | None = None
        self._look: Timer | None = None
        self._lock = threading.Lock()

    def compose(self) -> ComposeResult:
        """Title, what is looked for, what was found, keys."""
        yield TitleLine(_("Search in all texts"))
        placeholder = _("words; between quotation marks they stand next to each other")
        yield Input(self._given, placeholder=placeholder, max_length=LONGEST, select_on_focus=True)
        yield Static(id="message")
        yield HitList(self._lay_out)
        yield KeyLine()

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(HitList).display = False
        self.set_focus(self.query_one(Input))
        self._say()

    def on_resize(self) -> None:
        """A low window has no room for empty rows."""
        self.set_class(self.size.height < 14, "-low")

    def on_library_changed(self) -> None:
        """Other texts: what was found may not be there any more."""
        if self._query:
            self._begin(self._query)

    # --- what is shown

    def _lay_out(self, width: int) -> Sequence[Line]:
        pair = self.app.pair_now
        return lines_of(self._results, self._counterparts, (pair.known, pair.learned) if pair else (), width)

    @property
    def _looking(self) -> bool:
        return any(worker.group == FIND and worker.node is self and worker.is_running for worker in self.workers)

    def _say(self) -> None:
        message, count = self.query_one("#message", Static), self._results.count
        text = ""
        if not count and self._looking:
            text = _("Looking …")
        elif not count and self._query:
            text = _("“{query}” is in no text. The beginnings of words are enough; every word has to be there.")
            text = text.format(query=self._query)
        elif not self._query:
            text = _("Type words that stand in a text, in whatever language.")
        message.update(Content(text))
        message.display = bool(text)
        facts = []
        if count:
            articles = len(self._results.groups)
            facts.append(ngettext("{count} place", "{count} places", count).format(count=count))
            facts.append(ngettext("in {count} article", "in {count} articles", articles).format(count=articles))
            if self._cut:
                facts.insert(0, _("only the first"))
            elif self._looking:
                facts.insert(0, _("looking …"))
        self.query_one(TitleLine).show(_("Search in all texts"), facts)
        self._show_keys()

    def _show_keys(self) -> None:
        if isinstance(self.focused, Input):
            keys = [("Enter", _("to what was found")), ("Esc", _("back")), ("F1", _("help"))]
        else:
            keys = [("↑ ↓", _("choose")), ("Enter", _("read there")), ("/", _("look for something else")),
                    ("q", _("back")), ("?", _("help"))]  # fmt: skip
        self.query_one(KeyLine).show(keys)

    def on_descendant_focus(self) -> None:
        """The foot line shows the keys of what has the focus."""
        self._show_keys()

    # --- looking

    def on_input_changed(self, event: Input.Changed) -> None:
        """When one pauses."""
        event.stop()
        self._onward = False
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self._typed)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """At once, and to what was found."""
        event.stop()
        self._typed()
        self.action_results()

    def _typed(self) -> None:
        if self._pause is not None:
            self._pause.stop()
            self._pause = None
        query = clean_line(self.query_one(Input).value)
        if query != self._query:
            self._begin(query)

    def _begin(self, query: str) -> None:
        """Forget what was found, and look for this."""
        for group in (FIND, ANSWER):
            self.workers.cancel_group(self, group)
        with self._lock:
            self._fresh, self._answered = deque(), deque()
        self._query, self._results, self._counterparts = query, Results(), {}
        self._cut = False
        listing = self.query_one(HitList)
        listing.show_places(0)
        listing.display = False
        if query:
            if self._look is None:
                self._look = self.set_interval(EVERY, self._take)
            self._find(query, self._fresh)
        self._say()

    @work(thread=True, exclusive=True, group=FIND, exit_on_error=False)
    def _find(self, query: str, fresh: deque[Hit]) -> bool:
        """Whether there may be more."""
        worker = get_current_worker()
        for number, hit in enumerate(self.app.desk.library().search(query)):
            if worker.is_cancelled:
                return False
            if number >= MOST:
                return True
            fresh.append(hit)
        return False

    def _take(self) -> None:
        """Show what was found since the last look."""
        hits = [self._fresh.popleft() for _number in range(len(self._fresh))]
        answers = [self._answered.popleft() for _number in range(len(self._answered))]
        if hits or answers:
            listing = self.query_one(HitList)
            chosen = self._chosen()
            self._results.add(hits)
            self._counterparts.update(answers)
            listing.display = self._results.count > 0
            if self._onward and self._results.count:
                self._onward = False
                self.set_focus(listing)
            cursor = None
            if chosen is not None:
                cursor = next((n for n, hit in enumerate(self._results.hits) if hit is chosen), None)
            listing.show_places(cursor)
            self._say()
        if not hits and not self._looking and not self._answering and self._look is not None:
            self._look.stop()
            self._look = None

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """When all is found translations are looked for; an error of the program is told."""
        worker = event.worker
        if event.state == WorkerState.ERROR:
            error = worker.error
            text = _("The search failed; this is an error of the program ({error}).")
            told = str(error) if isinstance(error, Failed) else text.format(error=f"{type(error).__name__}: {error}")
            self.app.tell(told, "error")
        if worker.group != FIND or event.state not in (WorkerState.SUCCESS, WorkerState.ERROR):
            return
        self._cut = bool(worker.result)
        self._onward = self._onward and bool(self._fresh)
        self._take()
        self._say()
        self._answer_all()

    def _answer_all(self) -> None:
        """Look for the translations of what was found."""
        hits = self._results.hits
        if hits:
            if self._look is None:
                self._look = self.set_interval(EVERY, self._take)
            self._answer(hits, self._answered)

    # --- translations

    @property
    def _answering(self) -> bool:
        return any(worker.group == ANSWER and worker.node is self and worker.is_running for worker in self.workers)

    @work(thread=True, exclusive=True, group=ANSWER, exit_on_error=False)
    def _answer(self, hits: Sequence[Hit], answered: deque[tuple[tuple[str, str, str], Counterpart]]) -> None:
        """The translation of each place: of texts aligned before at once, of a few others when they are aligned."""
        worker = get_current_worker()

        def wanted(_share: float = 0.0) -> None:
            if worker.is_cancelled:
                raise Unwanted

        waiting: list[list[Hit]] = []
        try:
            for _name, group in itertools.groupby(hits, key=lambda hit: hit.article.id):
                places = list(group)
                left, look = [], self._look_at(places)
                for hit in places:
                    wanted()
                    found = self._answer_to(hit, look)
                    if found is not None:
                        answered.append((key_of(hit), found))
                    else:
                        left.append(hit)
                waiting += [left] if left else []
            for number, places in enumerate(waiting):
                look = self._look_at(places, wanted) if number < ALIGNED else _unknown
                for hit in places:
                    wanted()
                    unknown = Counterpart("", _("Enter shows the translation"))
                    answered.append((key_of(hit), self._answer_to(hit, look) or unknown))
        except Unwanted:
            return

    def _look_at(self, hits: Sequence[Hit], wanted: Callable[[float], None] | None = None) -> Look:
        """The alignments of the article of some places; those that would have to be made only if they are wanted."""
        article, found, desk = hits[0].article.passing(), dict[Pair, "Bitext | None"](), self.app.desk

        def look(pair: Pair) -> Bitext | None:
            if pair not in found:
                if wanted is None:
                    found[pair] = desk.kept_bitext(article, pair, hold=False)
                else:
                    found[pair] = desk.bitext(article, pair, wanted, hold=False)
            return found[pair]

        return look

    def _answer_to(self, hit: Hit, look: Look) -> Counterpart | None:
        """None where the texts would have to be aligned first."""
        pair = pair_of(hit.article, hit.language, self.app.pair_now)
        if pair.known == pair.learned:
            return alone(hit.language)
        other = pair.learned if hit.language == pair.known else pair.known
        try:
            bitext = look(pair)
        except (UnreadableFile, Failed) as error:
            return Counterpart("", str(error))
        if bitext is None:
            return None
        return Counterpart(other, answer_of(bitext, hit.language, hit.segment) or _("nothing answers it"))

    # --- going places

    def _chosen(self) -> Hit | None:
        number = self.query_one(HitList).chosen
        hits = self._results.hits
        return hits[number] if number is not None and number < len(hits) else None

    def on_row_list_chosen(self, event: HitList.Chosen) -> None:
        """A second click reads there."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """The article, at what was found; back leads here again."""
        from tui_learn.app.screens.reader import ReaderScreen

        hit = self._chosen()
        if hit is not None:
            pair = pair_of(hit.article, hit.language, self.app.pair_now)
            article: Article = hit.article
            reader = ReaderScreen(article, pair, (hit.language, hit.segment))
            if hit.stretches and not hit.in_title:
                reader.begin_on_word(hit.stretches[0][0])
            self.app.push_screen(reader)

    def action_results(self) -> None:
        """From the field to what was found, as soon as there is anything."""
        self._onward = not self._results.count and self._looking
        if self._results.count:
            self.set_focus(self.query_one(HitList))

    def action_edit(self) -> None:
        """Type something else."""
        self._onward = False
        self.set_focus(self.query_one(Input))

    def action_leave(self) -> None:
        """What is being looked for first, then the screen."""
        if self._looking:
            self.workers.cancel_group(self, FIND)
            self._take()
            self._answer_all()
            self._say()
        else:
            self.action_back()

    def action_back(self) -> None:
        """To the library."""
        self.dismiss(self._query)

    def action_help(self) -> None:
        """All keys."""
        from tui_learn.app.screens.notes import help_screen

        self.app.push_screen(help_screen(self))


def _unknown(_pair: Pair) -> None:
    """For articles that are not looked at."""
