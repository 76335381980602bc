"""The words of an article that are not known yet, those that are met most often first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static
from textual.worker import Worker, WorkerState, get_current_worker

from tui_learn.app.page import Page, Position, SideName
from tui_learn.app.screens.notes import help_screen
from tui_learn.app.status_words import status_words
from tui_learn.app.unknown_words import WordRow, fitting, folded_translation, row_of, unknown_words
from tui_learn.app.widgets.bars import KeyLine, TitleLine
from tui_learn.app.widgets.card_table import CardTable
from tui_learn.app.widgets.word_table import WordTable
from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext
from tui_learn.progress.cards import Status
from tui_learn.quiz.card_filter import STATUSES

if TYPE_CHECKING:
    from tui_learn.app.app import TuiLearn
    from tui_learn.app.screens.knowing import KnowingScreen
    from tui_learn.quiz.knowledge import Knowledge

BATCH = 500
"""Words whose translations are found at a time, for the filter."""
LOW = 12
"""Rows below which the filter is there only while something is typed."""


class UnknownScreen(ModalScreen[Position | None]):
    """Over the reader; gives the place to go to."""

    app: TuiLearn
    DEFAULT_CSS = """
    UnknownScreen { background: $background; }
    UnknownScreen Input, UnknownScreen Input:focus {
        border: none; height: 1; padding: 0 1; margin: 0 2; background: $panel; color: $foreground; }
    UnknownScreen Input > .input--placeholder { color: $quiet; }
    UnknownScreen #message { height: auto; padding: 0 3; color: $quiet; }
    UnknownScreen WordTable { height: 1fr; margin: 1 0 0 2; }
    UnknownScreen.-low Input { display: none; }
    UnknownScreen.-low Input:focus, UnknownScreen.-low Input.-used { display: block; margin: 0; padding: 0 2; }
    UnknownScreen.-low WordTable { margin: 0 0 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash,f3", "filter", _("filter"), key_display="/"),
        Binding("enter", "go", _("to its first place in the text")),
        *(
            Binding(sign, f"status('{sign}')", _("status: {status}").format(status=status_words(status)), show=False)
            for sign, status in STATUSES.items()
            if status
        ),
        Binding("0", "status('0')", _("status as it follows from the answers"), show=False),
        Binding("e", "own_words", _("own meaning and note")),
        Binding("u", "undo", _("take back what was done last")),
        Binding("p,f5", "practise", _("practise the words you do not know yet"), key_display="p"),
        Binding("ctrl+a", "mark_all", _("mark all words shown"), show=False),
        Binding("question_mark,f1", "help", _("help"), key_display="?"),
        Binding("escape", "leave", _("unmark, or back"), show=False),
        Binding("q", "dismiss(None)", _("back"), key_display="q"),
    ]

    def __init__(self, reader: KnowingScreen, page: Page, knowledge: Knowledge, side: SideName) -> None:
        super().__init__()
        self._reader, self._page, self._side = reader, page, side
        self._knowledge = knowledge
        self._practised = self._outdated = self._left = False
        self._words = unknown_words(knowledge)
        """Those that were not known when the list was opened: they stay until it is left."""
        self._translations: dict[str, str] = {}
        """Folded, those found so far; none is looked for before something is typed."""
        self._translated: Sequence[str] = ()
        """The words whose translations were looked for, or are."""

    def compose(self) -> ComposeResult:
        """Title, filter, table, keys."""
        yield TitleLine(_("Words not known yet"))
        yield Input(placeholder=_("filter: a part of the word or of its meaning"), select_on_focus=False)
        yield Static(id="message")
        yield WordTable(self._row)
        yield KeyLine()

    @property
    def table(self) -> WordTable:
        """The table."""
        return self.query_one(WordTable)

    def on_mount(self) -> None:
        """The words are there at once."""
        self.table.focus()
        self._filter()

    def on_resize(self) -> None:
        """A low window has no room for a filter nobody uses."""
        self.set_class(self.size.height < LOW, "-low")

    def on_screen_resume(self) -> None:
        """After a quiz other words may be known."""
        if self._outdated:
            if not self._left:
                self._left = True
                self.dismiss(None)
        elif self._practised:
            self._practised = False
            self._reader.look_up_again()

    def outdate(self) -> None:
        """Another text is shown beneath: these are not its words."""
        self._outdated = True
        if self.is_active:
            self.on_screen_resume()

    def take(self, knowledge: Knowledge) -> None:
        """Something else is known of the words."""
        before, self._knowledge = self._knowledge.running, knowledge
        if knowledge.running is not before:  # other dictionary forms were found
            stay = [word for word in self._words if word in knowledge.running.by_lexeme]
            self._words = list(dict.fromkeys([*stay, *unknown_words(knowledge)]))
            if self.is_attached:
                self.table.unmark_all()
                self._filter()
        if self.is_attached:
            self.table.refresh()
            self._retitle()

    def show_frequencies(self) -> None:
        """How frequent words are is known now."""
        if self.is_attached:
            self.table.refresh()

    # --- what is shown

    def _row(self, word: str) -> WordRow:
        return row_of(word, self._knowledge, self._page, self._side)

    def _filter(self) -> None:
        field = self.query_one(Input)
        field.set_class(bool(field.value), "-used")
        if field.value and self._translated is not self._words:
            self._translated = self._words
            self._translate(self._words, self._knowledge)
        words, before = fitting(self._words, field.value, self._knowledge, self._translations), self.table.key
        self.table.show(words)
        if self.table.key != before:
            self.table.action_edge(-1)
        message = self.query_one("#message", Static)
        if words:
            empty = ""
        elif self._words:
            empty = _("No word fits this filter. Press / and change it.")
        else:
            empty = _("You know all words of this article. Read on, or press q.")
        message.update(Content(empty))
        message.display = bool(empty)
        self._retitle()

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _translate(self, words: Sequence[str], knowledge: Knowledge) -> None:
        """In a thread: each word is looked up in the glossary."""
        worker = get_current_worker()
        for start in range(0, len(words), BATCH):
            batch = words[start : start + BATCH]
            found = {word: folded_translation(word, knowledge, self._page, self._side) for word in batch}
            if worker.is_cancelled:
                return
            self.app.call_from_thread(self._take_translations, words, found)

    def _take_translations(self, words: Sequence[str], found: Mapping[str, str]) -> None:
        if self.is_attached and words is self._translated:
            self._translations.update(found)
            if self.query_one(Input).value:
                self._filter()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """An error of the program is told."""
        if event.state == WorkerState.ERROR:
            error = event.worker.error
            message = _("The meanings could not be looked through; this is an error of the program ({error}).")
            self.app.tell(message.format(error=f"{type(error).__name__}: {error}"), "error")

    def _retitle(self) -> None:
        table = self.table
        facts = []
        if table.marked:
            facts.append(
                ngettext("{count} marked", "{count} marked", len(table.marked)).format(count=len(table.marked))
            )
        if (share := self._knowledge.share) is not None:
            facts.append(_("known {percent} %").format(percent=round(100 * share)))
        title = _("Words not known yet  {count}").format(count=len(table.keys_shown))
        self.query_one(TitleLine).show(title, facts)
        self._show_keys()

    def _show_keys(self) -> None:
        line = self.query_one(KeyLine)
        if isinstance(self.focused, Input):
            line.show([("Enter Esc", _("to the words"))])
            return
        keys = [("/", _("filter"))]
        if self.table.key is not None:
            keys += [("1-5 i w", _("status")), ("Enter", _("go there")), ("e", _("own meaning")), ("Space", _("mark"))]
        line.show([*keys, ("p", _("practise")), ("u", _("undo")), ("q", _("back")), ("?", _("help"))])

    def on_card_table_moved(self) -> None:
        """More or fewer words are marked."""
        self._retitle()

    def on_card_table_chosen(self, event: CardTable.Chosen) -> None:
        """A second click goes there."""
        event.stop()
        self.action_go()

    def on_descendant_focus(self) -> None:
        """The foot line shows the keys of what has the focus."""
        self._show_keys()

    # --- filtering

    def action_filter(self) -> None:
        """To the filter line."""
        field = self.query_one(Input)
        field.add_class("-used")
        field.focus()

    def on_input_changed(self) -> None:
        """As it is typed."""
        self._filter()

    def on_input_submitted(self) -> None:
        """Enter goes to the words."""
        self.table.focus()

    # --- words

    def action_status(self, sign: str) -> None:
        """How well the chosen words are known."""
        words = [self._knowledge.running.by_lexeme[key].lexeme for key in self.table.chosen]
        if not words:
            return
        status = STATUSES[sign]
        told = ""
        if len(words) > 1:
            text = ngettext("{count} word: {status}. u takes it back.", "{count} words: {status}. u takes it back.",
                            len(words))  # fmt: skip
            told = text.format(count=len(words), status=status_words(status) or _("as it follows from your answers"))
        if self.table.marked:
            self.table.unmark_all()
        self._reader.set_statuses(words, status, told, known=self._knowledge)
        if len(words) == 1 and status != Status.NONE:
            self.table.action_move(1)

    def action_own_words(self) -> None:
        """Write a meaning and a note of the word."""
        if self.table.key is not None:
            self._reader.edit_word(self._knowledge.running.by_lexeme[self.table.key].lexeme)

    def action_undo(self) -> None:
        """The last status or meaning holds no more."""
        if self._reader.undo_word():
            return
        if self._reader.has_deeds:
            self.app.tell(_("The last thing done was a verdict or a repair: u in the text takes that back first."))
        else:
            self.app.tell(_("There is nothing to take back: no status was set and no meaning written here."))

    def action_mark_all(self) -> None:
        """Every word that is shown; once more, none."""
        table = self.table
        if len(table.marked) == len(table.keys_shown):
            table.unmark_all()
        else:
            table.marked.update(dict.fromkeys(table.keys_shown))
            table.refresh()
            self._retitle()

    def action_go(self) -> None:
        """To the first place of the word in the text."""
        running = self._knowledge.running.by_lexeme.get(self.table.key or "")
        if running is not None:
            self.dismiss(self._page.at_word(self._side, running.numbers[0]))

    def action_practise(self) -> None:
        """A quiz on the words that are not known yet."""
        self._practised = True
        self._reader.practise_unknown()

    def action_leave(self) -> None:
        """From the filter to the words; then marks go; then the list."""
        if isinstance(self.focused, Input):
            self.table.focus()
        elif self.table.marked:
            self.table.unmark_all()
        else:
            self.dismiss(None)

    def action_help(self) -> None:
        """All keys."""
        self.app.push_screen(help_screen(self))
