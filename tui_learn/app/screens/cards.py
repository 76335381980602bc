"""The cards: every one, searched and sorted, with what may be done to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from tui_learn.app import card_deeds as say
from tui_learn.app.card_rows import Line, history_lines, memory_lines, row_of, title_of_card
from tui_learn.app.cells import fit
from tui_learn.app.widgets.bars import KeyLine, TitleLine
from tui_learn.app.widgets.card_table import CardHeader, CardTable, Row
from tui_learn.failed import Failed
from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext
from tui_learn.library import Pair
from tui_learn.progress import ProgressDamaged, ProgressNotSaved
from tui_learn.progress.cards import Status
from tui_learn.quiz.card_filter import SORTINGS, STATUSES, parse_filter, select, sorting_name
from tui_learn.quiz.card_names import card_name
from tui_learn.text import UnreadableFile

if TYPE_CHECKING:
    from tui_learn.app.app import TuiLearn
    from tui_learn.app.screens.card_edit import CardEdit
    from tui_learn.progress import CardState, Progress
    from tui_learn.quiz.orphans import Candidate

FIRST = 300
"""Cards that are shown before all are sorted."""
FAR = datetime(2900, 1, 1, tzinfo=UTC)
"""By then every card has come."""
PAUSE = 0.15
"""Seconds after the last letter until the cards are looked through."""
MANY = 20
"""Cards from which taking back takes a while."""
LONGEST = 60
"""Cells of the name of a card in a question."""
LOW = 14
"""Rows below which there is no line of column titles."""

Act = Callable[["Progress"], list[str]]
"""Something done to cards: gives the ids of the events it stored."""


class _Left(Exception):
    """What was begun is no longer wanted."""


class CardsScreen(Screen[None]):
    """A filter, a table, the keys."""

    app: TuiLearn
    DEFAULT_CSS = """
    CardsScreen { background: $background; }
    CardsScreen Input, CardsScreen Input:focus {
        border: none; height: 1; padding: 0 1; margin: 0 2; background: $panel; color: $foreground; }
    CardsScreen Input > .input--placeholder { color: $quiet; }
    CardsScreen #message { height: auto; max-height: 4; padding: 0 3; color: $quiet; }
    CardsScreen #message.-wrong { color: $error; text-style: bold; }
    CardsScreen CardHeader { margin: 1 1 0 2; }
    CardsScreen CardTable { height: 1fr; margin: 0 0 0 2; }
    CardsScreen.-low CardHeader { display: none; }
    CardsScreen.-low Input, CardsScreen.-low Input:focus { margin: 0; padding: 0 2; }
    CardsScreen.-low CardTable { margin: 0 0 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash,f3", "filter", _("filter"), key_display="/"),
        Binding("enter", "history", _("history"), key_display="Enter"),
        Binding("at,f2", "suspend", _("suspend or resume"), key_display="@"),
        Binding("minus", "bury", _("bury until tomorrow"), key_display="-"),
        Binding("e,f4", "edit", _("change when it comes, and its status"), key_display="e"),
        Binding("d,delete", "forget", _("delete: begin anew"), key_display="d"),
        Binding("a,f7", "attach", _("put an orphan on to another card"), key_display="a"),
        Binding("u,f8", "undo", _("take back what was done last"), key_display="u"),
        Binding("o,f6", "sort", _("sort otherwise"), key_display="o"),
        *(
            Binding(key, f"status('{key}')", _("status"), show=False)
            for key in STATUSES
        ),
        Binding("ctrl+a", "mark_all", _("mark all cards shown"), show=False),
        Binding("question_mark,f1", "help", _("help"), key_display="?"),
        Binding("escape", "leave", _("unmark, or back"), show=False),
        Binding("q", "back", _("back"), key_display="q"),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._progress: Progress | None = None
        self._titles: Mapping[str, str] = {}
        """Titles of articles, by the places answers are kept under."""
        self._all_titles: Mapping[str, str] = {}
        """The same in every language, to be searched."""
        self._texts: dict[str, str] = {}
        """What cards are searched by, by key."""
        self._orphans: frozenset[str] | None = None
        self._order = SORTINGS[0]
        self._done: list[list[str]] = []
        """What was done here, in events that can be taken back; the latest last."""
        self._busy = False
        self._looking = True
        """Whether it is being told that cards are looked for."""
        self._total = 0
        self._waiting: Timer | None = None

    def compose(self) -> ComposeResult:
        """Title, filter, table, keys."""
        yield TitleLine(_("Cards"))
        yield Input(placeholder=_("filter: words, is:due, -is:suspended, pair:nb:fi, kind:word, lapses>3 …"),
                    select_on_focus=False)  # fmt: skip
        yield Static(id="message")
        yield CardHeader()
        yield CardTable(self._row)
        yield KeyLine()

    @property
    def table(self) -> CardTable:
        """The table."""
        return self.query_one(CardTable)

    def on_mount(self) -> None:
        """The cards come when they are sorted; the screen is there at once."""
        self.table.focus()
        self._say(_("Looking for cards …"))
        self._retitle()
        self._show_keys()
        self._open()

    def on_resize(self) -> None:
        """A low window has no room for titles of columns."""
        self.set_class(self.size.height < LOW, "-low")

    # --- what is shown

    def _title_of(self, place: str) -> str:
        return self._titles.get(place, "")

    def _state(self, key: str) -> CardState | None:
        return self._progress.state(key, decided=True) if self._progress is not None else None

    def _row(self, key: str) -> Row:
        assert self._progress is not None
        return row_of(key, self._progress.state(key, decided=True), self._progress.now(), self._title_of)

    def _say(self, message: str, *, wrong: bool = False) -> None:
        if not self.is_attached:
            return
        line = self.query_one("#message", Static)
        line.set_class(wrong, "-wrong")
        line.update(Content(message))
        line.display = bool(message)

    def _say_looking(self, message: str) -> None:
        self._looking = True
        self._say(message)

    def _retitle(self) -> None:
        shown = len(self.table.keys_shown)
        count = str(shown) if shown == self._total else _("{count} of {total}").format(count=shown, total=self._total)
        facts = [sorting_name(self._order)]
        if self.table.marked:
            marked = len(self.table.marked)
            facts.insert(0, ngettext("{count} marked", "{count} marked", marked).format(count=marked))
        self.query_one(TitleLine).show(_("Cards  {count}").format(count=count), facts)

    def _show_keys(self) -> None:
        line = self.query_one(KeyLine)
        if isinstance(self.focused, Input):
            line.show([("Enter Esc", _("to the cards"))])
            return
        keys = [("/", _("filter"))]
        if self.table.key is not None:
            keys += [("Enter", _("history")), ("@", _("suspend")), ("-", _("bury")), ("e", _("edit"))]
        if self._done:
            keys.append(("u", _("undo")))
        if self.table.key is not None:
            keys += [("d", _("delete")), ("Space", _("mark")), ("1-5 i w", _("status"))]
            if self._orphans is None or self.table.key in self._orphans:
                keys.append(("a", _("re-attach")))
        line.show([*keys, ("o", _("sort")), ("q", _("back")), ("?", _("help"))])

    def on_card_table_moved(self) -> None:
        """Other keys may work, more or fewer cards are marked."""
        self._retitle()
        self._show_keys()

    def on_descendant_focus(self) -> None:
        """The foot line shows the keys of what has the focus."""
        self._show_keys()

    def on_card_table_chosen(self) -> None:
        """A second click opens a card."""
        self.action_history()

    # --- looking for cards

    def on_input_changed(self) -> None:
        """Letters that come close together are one search."""
        self._say("")
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self.set_timer(PAUSE, self._look)

    def on_input_submitted(self) -> None:
        """Enter goes to the cards."""
        self.table.focus()

    def on_key(self) -> None:
        """Whatever was said has been read."""
        if self._progress is not None and not self._busy and not isinstance(self.focused, Input):
            self._say(self._empty() if not self.table.keys_shown else "")

    @work(thread=True, exclusive=True, group="look")
    def _open(self) -> None:
        """The first screenfuls, which are there at once; the rest follows."""
        try:
            progress = self.app.desk.progress()
            first = [state.key for state in islice(progress.due(FAR), FIRST)]
            total = len(progress.states(decided=True))
            titles, searched = self._titles_of_places()
        except ProgressDamaged as error:
            self.app.call_from_thread(self._say, str(error), wrong=True)
        else:
            self.app.call_from_thread(self._begin, progress, titles, searched, first, total)

    def _begin(
        self,
        progress: Progress,
        titles: Mapping[str, str],
        searched: Mapping[str, str],
        first: list[str],
        total: int,
    ) -> None:
        if self.is_attached:
            self._progress, self._titles, self._all_titles = progress, titles, searched
            if first or not total:  # cards that were decided about and never asked are found by looking
                self._take(first, (), total)
            if len(first) < total or self.query_one(Input).value:
                self.set_timer(PAUSE, self._look)  # a busy thread would keep the first screenful from being drawn

    def _look(self) -> None:
        """Filter and sort; what is typed before there is anything to look through is looked at then."""
        if self._progress is not None and self.is_attached:
            self._search(self._progress, self.query_one(Input).value)

    @work(thread=True, exclusive=True, group="look")
    def _search(self, progress: Progress, text: str) -> None:
        """The same in a thread."""
        worker, wanted = get_current_worker(), parse_filter(text)
        try:
            if wanted.asks_for_orphans and self._orphans is None:
                found = self._find_orphans(progress)
                self.app.call_from_thread(self._take_orphans, found)
            states = progress.states(decided=True)
            keys = select(
                _each(states),
                wanted,
                now=progress.now(),
                order=self._order,
                title_of=lambda place: self._all_titles.get(place, ""),
                orphans=self._orphans or frozenset(),
                texts=self._texts,
                stop=lambda: worker.is_cancelled,
            )
        except _Left:
            return
        except ProgressDamaged as error:
            self.app.call_from_thread(self._say, str(error), wrong=True)
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take, keys, wanted.problems, len(states))

    def _titles_of_places(self) -> tuple[dict[str, str], dict[str, str]]:
        """The titles of articles by place: one each, and those of all languages."""
        from tui_learn.quiz.homes import homes

        articles = {article.id: article for article in self.app.desk.library().articles}
        pair = self.app.desk.chosen_pair()
        preferred = (pair.learned, pair.known) if pair is not None else ()
        known = homes(articles.values())
        titles = {place: articles[home].title(*preferred) for place, home in known.items()}
        searched = {place: " ".join(e.title for e in articles[home].editions) for place, home in known.items()}
        return titles, searched

    def _teller(self, message: str) -> Callable[[float], None]:
        """Says how far the work of a thread is; stops the work when it is no longer wanted."""
        worker = get_current_worker()
        told = -1

        def tell(share: float) -> None:
            nonlocal told
            if worker.is_cancelled:
                raise _Left
            if int(100 * share) != told:
                told = int(100 * share)
                self.app.call_from_thread(self._say_looking, message.format(share=told))

        return tell

    def _find_orphans(self, progress: Progress) -> frozenset[str]:
        from tui_learn.quiz.orphans import orphans

        tell = self._teller(_("Looking which cards no article asks any more … {share} %"))
        cards = {state.key: state.place for state in _each(progress.states())}
        return orphans(cards, self.app.desk.library().articles, tell)

    def _take_orphans(self, found: frozenset[str]) -> None:
        self._orphans = found

    def _take(self, keys: list[str], problems: Iterable[str], total: int) -> None:
        if not self.is_attached:
            return
        self._total = total
        self.table.show(keys)
        message = "\n".join(problems)
        if message or not keys:
            self._say(message or self._empty(), wrong=bool(message))
        elif self._looking:
            self._say("")
        self._looking = False

    def _empty(self) -> str:
        if not self._total:
            return _("There are no cards yet. They begin when you answer questions: open an article and press p.")
        return _("No card fits this filter. Press / and change it.")

    def action_filter(self) -> None:
        """To the filter line."""
        self.query_one(Input).focus()

    def action_sort(self) -> None:
        """The next order."""
        self._order = SORTINGS[(SORTINGS.index(self._order) + 1) % len(SORTINGS)]
        self._retitle()
        self._look()

    def action_mark_all(self) -> None:
        """Every card that is shown; once more, none."""
        table = self.table
        if len(table.marked) == len(table.keys_shown):
            table.unmark_all()
        else:
            table.marked.update(dict.fromkeys(table.keys_shown))
            table.refresh()
            self.on_card_table_moved()

    # --- one card

    def action_history(self) -> None:
        """Everything that happened to the card under the cursor."""
        if self.table.key is not None and self._progress is not None:
            self._find_history(self.table.key, self._progress)

    @work(thread=True, exclusive=True, group="history")
    def _find_history(self, key: str, progress: Progress) -> None:
        from tui_learn.progress.schedule import retrievability

        worker = get_current_worker()
        try:
            state, now, events = progress.state(key, decided=True), progress.now(), progress.history(key)
            chance = retrievability(state, now, progress.options) if state is not None else 0.0
        except ProgressDamaged as error:
            self.app.call_from_thread(self._say, str(error), wrong=True)
            return
        title = self._title_of(state.place) if state is not None else ""
        memory = memory_lines(key, state, now, chance, title)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_history, key, memory, history_lines(events))

    def _show_history(self, key: str, memory: list[Line], history: list[Line]) -> None:
        if self.app.screen is self:
            from tui_learn.app.screens.card_history import CardHistoryScreen

            self.app.push_screen(CardHistoryScreen(title_of_card(card_name(key), self._title_of), memory, history))

    # --- what may be done; nothing changes on the screen before it is on the disk

    def _do(self, act: Act, said: Callable[[int], str], *, look: bool = False) -> None:
        """Do something to cards in a thread; ``said`` makes the line that tells it, of the number of cards."""
        if self._busy or self._progress is None:
            return
        self._busy = True
        self._write(act, said, look)

    @work(thread=True, group="write")
    def _write(self, act: Act, said: Callable[[int], str], look: bool) -> None:
        assert self._progress is not None
        try:
            ids = act(self._progress)
        except (ProgressNotSaved, ProgressDamaged) as error:
            self.app.call_from_thread(self._written, [], str(error), True, False)
        else:
            self.app.call_from_thread(self._written, ids, said(len(ids)), False, look)

    def _written(self, ids: list[str], message: str, wrong: bool, look: bool) -> None:
        self._busy = False
        if not self.is_attached:
            return
        if ids:
            self._done.append(ids)
        self._say(message, wrong=wrong)
        self.table.refresh()
        self._show_keys()
        if look:
            self._look()

    def action_suspend(self) -> None:
        """Ask the chosen cards no more; or again, where none of them is asked."""
        keys = self.table.chosen
        states = [self._state(key) for key in keys]
        if keys and all(state is not None and state.suspended for state in states):
            self._do(lambda progress: list(progress.resume(keys)), say.resumed)
        elif keys:
            asked = [key for key, state in zip(keys, states, strict=True) if state is None or not state.suspended]
            self._do(lambda progress: list(progress.suspend(asked)), say.suspended)

    def action_bury(self) -> None:
        """Not today."""
        keys = self.table.chosen
        if keys:
            self._do(lambda progress: list(progress.bury(keys)), say.buried)

    def action_status(self, sign: str) -> None:
        """How well the chosen cards are known."""
        keys = self.table.chosen
        if keys:
            self._set_status(keys, STATUSES[sign])

    def _set_status(self, keys: list[str], status: Status) -> None:
        wanted = status or None
        self._do(lambda progress: list(progress.set_status(keys, wanted)), say.statused)

    def action_edit(self) -> None:
        """When the chosen cards come, and how well they are known."""
        keys = self.table.chosen
        if not keys:
            return
        from tui_learn.app.screens.card_edit import CardEditScreen

        def take(edit: CardEdit | None) -> None:
            if edit is not None:
                self._do(lambda progress: say.edited(progress, keys, edit), say.changed)

        self.app.push_screen(CardEditScreen(len(keys)), take)

    def action_forget(self) -> None:
        """Let the chosen cards begin anew, when that is really meant."""
        keys = self.table.chosen
        if not keys:
            return
        from tui_learn.app.screens.confirm import ConfirmScreen

        if len(keys) == 1:
            question = _("Delete what is remembered of “{card}”? It will be asked as a new card.")
            question = question.format(card=fit(title_of_card(card_name(keys[0]), self._title_of), LONGEST))
        else:
            question = _("Delete what is remembered of {count} cards? They will be asked as new cards.")
            question = question.format(count=len(keys))

        def take(answer: bool | None) -> None:
            if answer:
                self.table.unmark_all()
                self._do(lambda progress: list(progress.forget(keys)), say.forgotten, look=True)

        self.app.push_screen(ConfirmScreen(question, _("delete it; u takes that back"), _("leave it")), take)

    def action_undo(self) -> None:
        """Take back what was done last on this screen."""
        if not self._done or self._busy:
            self._say(_("Nothing was done here that could be taken back."))
            return
        ids = self._done[-1]

        def act(progress: Progress) -> list[str]:
            progress.undo_all(reversed(ids))
            return []

        def said(_count: int) -> str:
            self._done.pop()
            return say.taken_back(len(ids))

        if len(ids) > MANY:
            self._say(_("Taking back …"))
        self._do(act, said, look=True)

    # --- orphans

    def action_attach(self) -> None:
        """Put the card under the cursor on to another one, if nothing asks it any more."""
        if self.table.key is not None and self._progress is not None and not self._busy:
            self._say(_("Looking for cards like it …"))
            self._find_candidates(self.table.key)

    @work(thread=True, exclusive=True, group="candidates")
    def _find_candidates(self, key: str) -> None:
        worker = get_current_worker()
        try:
            found = self._candidates(key, self._teller(_("Looking for cards like it … {share} %")))
        except _Left:
            return
        except (UnreadableFile, ProgressDamaged, Failed) as error:
            self.app.call_from_thread(self._say, str(error), wrong=True)
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._offer, key, found)

    def _candidates(self, key: str, tell: Callable[[float], None]) -> list[Candidate] | None:
        """The cards it may be put on to; None for a card that is no orphan."""
        from tui_learn.quiz.of_article import quiz_of
        from tui_learn.quiz.orphans import MOST, Standing, articles_for, candidates, segments_alike

        desk = self.app.desk
        progress = desk.progress()
        articles = desk.library().articles
        place = progress.place_of(key)
        if not Standing(articles).is_orphan(key, place, tell):
            return None
        name = card_name(key)
        pair = Pair(name.known, name.learned)
        found: list[Candidate] = []
        for article in articles_for(key, place, articles):
            bitext = desk.bitext(article, pair, tell)
            # Only boards rest on pairs of words alone: for the others nobody need wait until dictionaries are read.
            if name.sort == "board" or desk.kept_glossary(article, pair) is not None:
                quiz = desk.quiz(article, pair, self.app.start.seed, tell, segments_alike(key, bitext))
            else:
                quiz = quiz_of(
                    article,
                    pair,
                    seed=self.app.start.seed,
                    bitext=bitext,
                    store=desk.repairs(),
                    library=desk.library(),
                    also=segments_alike(key, bitext),
                )
            found += candidates(key, quiz.exercises, article.id, taken=lambda other: progress.state(other) is not None)
        return sorted(found, key=lambda one: (-one.likeness, one.name.key))[:MOST]

    def _offer(self, key: str, found: list[Candidate] | None) -> None:
        if not self.is_attached or self.app.screen is not self or self.table.key != key:
            return  # the learner has gone on to something else
        if found is None:
            self._say(_("This card is still asked: there is nothing to put on to another one."))
        elif not found:
            self._say(_("No article asks anything like it that you have not begun yet."))
        else:
            from tui_learn.app.screens.card_moving import CardMovingScreen

            self._say("")

            def take(to: str | None) -> None:
                if to is not None:
                    self._do(lambda progress: [progress.move(key, to)], say.moved, look=True)

            self.app.push_screen(
                CardMovingScreen(fit(title_of_card(card_name(key), self._title_of), LONGEST), found), take
            )

    # --- leaving

    def action_leave(self) -> None:
        """From the filter to the table; then marks go; then the screen."""
        if isinstance(self.focused, Input):
            self.table.focus()
        elif self.table.marked:
            self.table.unmark_all()
        else:
            self.action_back()

    def action_back(self) -> None:
        """Leave the screen."""
        self.workers.cancel_node(self)
        self.app.go_back(self)

    def action_help(self) -> None:
        """All keys."""
        from tui_learn.app.screens.notes import help_screen

        self.app.push_screen(help_screen(self))


def _each(states: Mapping[str, CardState]) -> Iterator[CardState]:
    """The states one by one; a card that is forgotten meanwhile is left out."""
    return (state for state in map(states.get, states) if state is not None)
