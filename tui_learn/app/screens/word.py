"""The entry of a word: forms, translations with their evidence, and every sentence it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.worker import Worker, WorkerState, get_current_worker

from tui_learn.app.cells import fit
from tui_learn.app.entry import Entry, entry_of, pair_of, position_of
from tui_learn.app.page import Page, Position
from tui_learn.app.screens.notes import help_screen
from tui_learn.app.screens.pair import SMALL
from tui_learn.app.status_words import status_words
from tui_learn.app.widgets.bars import KeyLine, TitleLine
from tui_learn.app.widgets.entry_view import EntryView
from tui_learn.app.word_line import OWN, form_words
from tui_learn.app.word_marks import NOTHING_SAID, SaidOfTerm
from tui_learn.i18n import gettext as _
from tui_learn.quiz.card_filter import STATUSES
from tui_learn.text.languages import language_name

if TYPE_CHECKING:
    from tui_learn.app.app import TuiLearn
    from tui_learn.app.screens.knowing import KnowingScreen
    from tui_learn.app.screens.learning import LearningScreen
    from tui_learn.bitext.glossary import Verdict


class WordScreen(ModalScreen[Position | None]):
    """Over the reader; gives the place to go to."""

    app: TuiLearn
    DEFAULT_CSS = """
    WordScreen { background: $background; }
    WordScreen EntryView { height: 1fr; margin: 1 0 0 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go", _("go there in the text")),
        Binding("y", "judge('confirmed')", _("confirm this translation")),
        Binding("r", "judge('struck')", _("strike this translation")),
        Binding("u", "undo", _("take the last verdict back")),
        *(
            Binding(sign, f"status('{sign}')", _("status: {status}").format(status=status_words(status)), show=False)
            for sign, status in STATUSES.items()
            if status
        ),
        Binding("0", "status('0')", _("status as it follows from the answers"), show=False),
        Binding("e", "own_words", _("own meaning and note")),
        Binding("question_mark,f1", "help", _("help"), key_display="?"),
        Binding("q,escape", "dismiss(None)", _("back"), key_display="q"),
    ]

    def __init__(self, reader: LearningScreen, page: Page, position: Position, note: str) -> None:
        super().__init__()
        self._reader = reader
        self._page = page
        self._position = position
        self._note = note
        self._outdated = self._left = False
        self._entry: Entry | None = None
        self.knower: KnowingScreen | None = None
        """Who knows what the learner says of words, if anybody does."""

    def compose(self) -> ComposeResult:
        """Title, entry, keys."""
        yield TitleLine()
        yield EntryView()
        keys = [("↑ ↓", _("choose")), ("Enter", _("go there"))]
        if not self._page.one_sided:
            keys += [("y", _("confirm")), ("r", _("strike")), ("u", _("undo"))]
        keys += [("1-5 i w", _("status")), ("e", _("own meaning"))]
        yield KeyLine([*keys, ("q", _("back")), ("?", _("help"))])

    def on_mount(self) -> None:
        """Keys work at once."""
        self.query_one(EntryView).focus()
        self._show()

    def on_screen_resume(self) -> None:
        """There may be another text beneath."""
        if self._outdated and not self._left:
            self._left = True
            self.dismiss(None)

    def show_page(self, page: Page, note: str) -> None:
        """More is known of the words, or another verdict holds."""
        if (page is self._page and note == self._note) or not self.is_attached:
            return
        if self._outdated or page.bitext is not self._page.bitext:  # another text is shown beneath
            self._outdated = True
            if self.is_active:
                self.on_screen_resume()
            return
        if page is not self._page:
            self._position = page.same_place(self._position, self._page)
        self._page, self._note = page, note
        self._show()

    def show_said(self) -> None:
        """The learner says something else of the word."""
        if self.is_attached:
            self._show()

    def _show(self) -> None:
        word = self._page.word(self._position)
        said = self.knower.said_at(self._page, self._position) if self.knower is not None else NOTHING_SAID
        self._entry = entry_of(self._page, self._position, said)
        if word is None or self._entry is None:
            return
        language = self._page.edition(self._position.side).language
        facts = [language_name(language)]
        if said.own.meaning and self.size.height < SMALL:  # there is no room for it over the first translation
            facts.insert(0, fit(f"{OWN} {said.own.meaning}", self.size.width // 2))
        if self._page.glossary is not None and self._note:
            facts.append(self._note)
        if (frequency := self._frequency(word.text, word.lexeme, language)) is not None:
            facts.insert(0, frequency)
        self.query_one(TitleLine).show(form_words(word, language), facts)
        self.query_one(EntryView).show(self._page, self._entry, self._note)

    def _frequency(self, word: str, lexeme: str, language: str) -> str | None:
        """How frequent the word is in the language at large, once that is known; None without the extra for it."""
        from tui_learn.text import frequency

        if not frequency.is_loaded(language):
            self._load_frequencies(language)
            return None
        from tui_learn.app.frequency_words import frequency_words

        return frequency_words((word, lexeme), language)

    @work(thread=True, exclusive=True, group="frequencies", exit_on_error=False)
    def _load_frequencies(self, language: str) -> None:
        from tui_learn.text import frequency

        frequency.load(language)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self.show_said)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """An error of the program is told."""
        if event.state == WorkerState.ERROR:
            error = event.worker.error
            message = _("How frequent words are could not be read; this is an error of the program ({error}).")
            self.app.tell(message.format(error=f"{type(error).__name__}: {error}"), "error")

    def on_entry_view_chosen(self) -> None:
        """A second click goes there."""
        self.action_go()

    def action_go(self) -> None:
        """To the chosen place in the reader; a term is opened."""
        if self._term is not None:
            self.action_own_words()
        elif self._entry is not None:
            position = position_of(self._page, self._entry, self.query_one(EntryView).chosen)
            if position is not None:
                self.dismiss(position)

    def action_judge(self, verdict: Verdict) -> None:
        """Keep what the learner says of the chosen translation, or of the one at the chosen place."""
        if self._page.one_sided:
            self.app.tell(_("In one language there are no pairs of words to judge."))
            return
        pair = None
        if self._entry is not None:
            pair = pair_of(self._page, self._entry, self.query_one(EntryView).chosen)
        if self._term is not None:
            self.app.tell(_("This is a term of yours: 1-5 set its status, e changes its meaning, 0 gives it up."))
        elif pair is None:
            self.app.tell(self._note or _("Nothing is known to answer this word: there is nothing to judge."))
        else:
            self._reader.give(pair, verdict)

    @property
    def _term(self) -> SaidOfTerm | None:
        """The term that is chosen."""
        chosen = self.query_one(EntryView).chosen
        return chosen if isinstance(chosen, SaidOfTerm) else None

    def action_status(self, sign: str) -> None:
        """How well the word is known, or the term that is chosen."""
        if self.knower is None:
            return
        if self._term is not None:
            self.knower.set_status_of_term(self._term.term, STATUSES[sign])
        else:
            self.knower.set_status_at(self._position, sign)

    def action_own_words(self) -> None:
        """Write a meaning and a note of the word, or of the term that is chosen."""
        if self.knower is None:
            return
        if self._term is not None:
            self.knower.edit_word(self._term.term, term=self._term.term)
        else:
            self.knower.edit_at(self._position)

    def action_undo(self) -> None:
        """The last verdict, status or meaning holds no more."""
        if self.knower is None or not self.knower.undo_word():
            self._reader.undo_verdict()

    def action_help(self) -> None:
        """All keys."""
        self.app.push_screen(help_screen(self))
