"""The part of the reader that knows which words the learner knows: statuses, own meanings and notes, terms."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.worker import get_current_worker

from tui_learn.app.page import Page, Position, SideName
from tui_learn.app.screens.comparing import ComparingScreen
from tui_learn.app.screens.learning import WORDS
from tui_learn.app.status_words import STATUS_KEYS, status_words
from tui_learn.app.widgets.aligned_view import AlignedView
from tui_learn.app.widgets.foot import WordLine
from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext
from tui_learn.progress import ProgressDamaged, ProgressNotSaved

if TYPE_CHECKING:
    from tui_learn.app.app import TuiLearn
    from tui_learn.app.deeds import Deed, Job
    from tui_learn.app.screens.unknown import UnknownScreen
    from tui_learn.app.word_marks import Said, WordMarks
    from tui_learn.bitext.word_links import SpanLink, Strength, Words
    from tui_learn.progress import Progress
    from tui_learn.progress.cards import Status
    from tui_learn.quiz.knowledge import Changes, Knowledge
    from tui_learn.quiz.own_words import OwnWords
    from tui_learn.text import Edition

KNOW = "know"
"""The worker that looks up what is known."""


def _status_bindings() -> list[BindingType]:
    return [
        Binding(sign, f"status('{sign}')", _("status: {status}").format(status=status_words(status)), show=False,
                group=WORDS)
        for sign, status in STATUS_KEYS.items()
    ]  # fmt: skip


class KnowingScreen(ComparingScreen):
    """Shows a page whose words have a status."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *_status_bindings(),
        Binding("0", "status('0')", _("status as it follows from the answers; no term any more"), group=WORDS),
        Binding("e", "own_words", _("own meaning and note"), group=WORDS),
        Binding("W,f4", "unknown", _("words not known yet"), group=WORDS),
    ]

    _knowledge: Knowledge | None = None
    """What is known of the words of the learned side; None while it is looked up."""
    _marks: WordMarks | None = None
    _looked_up: tuple[Edition, Words | None] | None = None
    """What is being looked up: the words of an edition, or an edition whose dictionary forms are not known yet."""
    _jobs: tuple[Job, ...] = ()
    """What is not on the disk yet, or not shown."""
    _deeds: tuple[Deed, ...] = ()
    """What was decided here, the latest last."""
    _unknown: UnknownScreen | None = None
    _stays = True
    """Whether what is known here is all there is to know: no other screen was there that changes it."""

    # --- what others need

    def _known_changed(self) -> None:
        """Something else is known of the words: for layouts and the title."""

    @property
    def known_share(self) -> float | None:
        """Running words of the learned side that are known, 0 to 1; None while that is not known."""
        return self._knowledge.share if self._knowledge is not None else None

    @property
    def _known_side(self) -> SideName:
        """The side of the learned language."""
        return "left" if self._page is None or self._page.one_sided else "right"

    def said_at(self, page: Page, position: Position) -> Said:
        """What is known of the word at a position."""
        from tui_learn.app.word_marks import said_at

        return said_at(page, position, self._knowledge, self._known_side)

    # --- looking up what is known

    def _find_links(self) -> None:
        super()._find_links()
        self._find_knowledge()

    def _learn(self, page: Page) -> None:
        super()._learn(page)
        self._find_knowledge()

    def on_mount(self) -> None:
        """Which words show what is known of them is a setting."""
        self.app.settings_changed.subscribe(self, lambda _settings: self._find_knowledge())

    def on_screen_suspend(self) -> None:
        """Only in a quiz or in the list of cards is anything answered or decided that is not known here."""
        self._stays = isinstance(self.app.screen, ModalScreen)

    def on_screen_resume(self) -> None:
        """Answers may have been given meanwhile, and cards decided about."""
        if not self._stays:
            self._find_knowledge(anew=True)
        self._stays = True

    def look_up_again(self) -> None:
        """Answers were given in a quiz."""
        self._find_knowledge(anew=True)

    def _find_knowledge(self, *, anew: bool = False) -> None:
        """Look up what is known of the words of the page, behind it."""
        page = self._page
        if page is None or page.words(self._known_side) is None or not self.is_attached:
            return
        edition, words = page.edition(self._known_side), _with_forms(page, self._known_side)
        knowledge = self._knowledge
        if knowledge is not None and knowledge.running.words.edition is not edition:
            knowledge = self._knowledge = self._marks = None  # another language, or another text
            if self._unknown is not None:
                self._unknown.outdate()
        if self._looked_up is not None and self._looked_up[0] is edition and self._looked_up[1] is words:
            return
        if knowledge is not None and not anew and (words is None or words is knowledge.running.words):
            self._mark(page, knowledge)
            return
        self._looked_up = edition, words
        self._know(edition, words, knowledge)

    @work(thread=True, exclusive=True, group=KNOW, exit_on_error=False)
    def _know(self, edition: Edition, words: Words | None, before: Knowledge | None) -> None:
        """The same in a thread: all cards are looked at. Without ``words`` they are those found before, if any were."""
        from tui_learn.quiz.knowledge import load_knowledge, strays
        from tui_learn.quiz.running_words import running_words

        worker = get_current_worker()
        if before is not None and (words is None or words is before.running.words):
            running = before.running
        else:
            words = words or self.app.desk.kept_words(edition)
            if words is None:  # they are being found for the page: then it is time
                self.app.call_from_thread(self._not_looked_up)
                return
            running = running_words(words)
        if worker.is_cancelled:
            return
        problem = ""
        try:
            progress = self.app.desk.progress()
            knowledge = load_knowledge(progress, running)
            found = strays(knowledge, progress)
            try:
                for status, cards in found.items():
                    progress.set_status(cards, status or None)
            except ProgressNotSaved as error:
                problem = str(error)
        except ProgressDamaged as error:
            self.app.call_from_thread(self._not_looked_up, error)
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._take_knowledge, knowledge, problem)

    def _not_looked_up(self, error: ProgressDamaged | None = None) -> None:
        self._looked_up = None
        if error is not None:
            self.app._tell_damaged(error)

    def _take_knowledge(self, knowledge: Knowledge, problem: str) -> None:
        self._looked_up = None
        page = self._page
        if page is None or page.edition(self._known_side) is not knowledge.running.words.edition:
            return
        if not self.is_attached:
            return
        self._knowledge = knowledge
        self._mark(page, knowledge)
        self._changed()
        if problem:
            self.app.tell(problem, "error")

    def _mark(self, page: Page, knowledge: Knowledge) -> None:
        """Show it on the page."""
        from tui_learn.app.word_marks import WordMarks

        self._marks = WordMarks(page, self._known_side, knowledge, self.app.settings.reader.marks)
        self._show_marks()
        self.query_one(WordLine).said = self.said_at

    def _show_marks(self) -> None:
        if self._marks is not None:
            view = self.query_one(AlignedView)
            view.set_layer("status", self._marks.statuses)
            view.set_layer("terms", self._marks.terms)

    def _changed(self) -> None:
        """Say everywhere what is known now."""
        self._say_words()
        if self._entry is not None:
            self._entry.show_said()
        if self._unknown is not None and self._knowledge is not None:
            self._unknown.take(self._knowledge)
        self._known_changed()

    def _error_of(self, group: str) -> str:
        if group == KNOW:
            self._looked_up = None
            return _("What you know of these words could not be found; this is an error of the program ({error}).")
        return super()._error_of(group)

    # --- keeping what is decided: nothing is shown before it is on the disk

    def _do(self, job: Job) -> None:
        self._jobs = (*self._jobs, job)
        app = self.app
        app.keep(lambda: self._decide(app, job))

    def _decide(self, app: TuiLearn, job: Job) -> None:
        """In the thread that keeps; the reader may have been left meanwhile, or show another language."""
        from tui_learn.quiz.knowledge import changes_of

        untold = app.desk.keeping.untold
        tell = partial(self._not_kept, job)
        try:
            progress = app.desk.progress()
            deed = job.act(progress, job.knowledge)
            tell = partial(self._kept, job, deed, changes_of(job.knowledge, progress, deed.lexemes))
        except (ProgressNotSaved, ProgressDamaged) as error:
            untold.append(str(error))
            tell = partial(self._not_kept, job, str(error))
        finally:
            app.call_later(tell)

    def _not_kept(self, job: Job, message: str = "") -> None:
        """Without a message it was an error of the program, which the app tells."""
        self._jobs = tuple(other for other in self._jobs if other is not job)
        if message:
            self.app.desk.keeping.untold.remove(message)
            self.app.tell(message, "error")

    def _kept(self, job: Job, deed: Deed, changes: Changes) -> None:
        from tui_learn.quiz.knowledge import changed

        self._jobs = tuple(other for other in self._jobs if other is not job)
        if job.undone is not None:
            self._deeds = tuple(done for done in self._deeds if done is not job.undone)
        else:
            self._deeds = (*self._deeds, deed)
        if job.told:
            self.app.tell(job.told)
        if not self.is_attached:
            return
        if self._knowledge is not None and self._knowledge.running is job.knowledge.running:
            self._knowledge = changed(self._knowledge, changes)
            if self._marks is not None:
                self._marks.take(self._knowledge, deed.lexemes, terms=bool(deed.made or deed.dropped))
                self._show_marks()
            self._changed()
            if self._looked_up is None:
                return
        self._looked_up = None  # what is being looked up may be as it was before
        self._find_knowledge(anew=True)

    def _is_being_kept(self, lexemes: Sequence[str]) -> bool:
        """Whether something of these words is decided that is not on the disk yet."""
        return any(lexeme in job.lexemes for job in self._jobs for lexeme in lexemes)

    def set_statuses(
        self,
        lexemes: Sequence[str],
        status: Status,
        told: str = "",
        *,
        term: str = "",
        spelled: str = "",
        known: Knowledge | None = None,
    ) -> None:
        """Keep how well some words are known; ``term`` is made a term with it, or given up where nothing is known.

        They are words of the language of ``known``, or of the one that is shown. The term is shown as it is
        ``spelled``.
        """
        from tui_learn.app.deeds import Deed, Job
        from tui_learn.quiz.knowledge import cards_to_set
        from tui_learn.quiz.own_terms import drop_term, keep_term

        page, known = self._page, known or self._knowledge
        if page is None or known is None or not lexemes:
            return
        one_language, after, named = page.one_sided, tuple(self._done), spelled or known.terms.named(lexemes[0])

        def act(progress: Progress, knowledge: Knowledge) -> Deed:
            made = dropped = ""
            if term and status:
                made = term if keep_term(progress, knowledge.language, term, spelled) else ""
            elif term:
                dropped = term if drop_term(progress, knowledge.language, term) else ""
            cards = [card for lexeme in lexemes for card in cards_to_set(knowledge, lexeme, one_language=one_language)]
            events = progress.set_status(cards, status or None)
            return Deed(knowledge.language, tuple(lexemes), tuple(events), None, made, dropped, after, named)

        self._do(Job(act, known, tuple(lexemes), told))

    def _keep_own(self, known: Knowledge, lexeme: str, own: OwnWords, *, term: str = "", spelled: str = "") -> None:
        from tui_learn.app.deeds import Deed, Job
        from tui_learn.quiz.own_terms import keep_term
        from tui_learn.quiz.own_words import keep_own

        after, named = tuple(self._done), spelled or known.terms.named(lexeme)

        def act(progress: Progress, knowledge: Knowledge) -> Deed:
            made = term if term and keep_term(progress, knowledge.language, term, spelled) else ""
            before = keep_own(progress, knowledge.language, lexeme, own)
            return Deed(knowledge.language, (lexeme,), (), before, made, "", after, named)

        self._do(Job(act, known, (lexeme,), _("Kept. u takes it back.")))

    # --- where the cursor is

    def _ready(self) -> bool:
        if self._knowledge is None:
            self.app.tell(_("What you know of these words is still being looked up; try again in a moment."))
        return self._knowledge is not None

    def _lexemes_at(self, page: Page, position: Position) -> tuple[str, ...]:
        """The words of the learned language that are meant: the one at a position, or those that answer it."""
        if position.word is None or self._knowledge is None:
            self.app.tell(_("There is no word under the cursor."))
            return ()
        words = self._knowledge.running.words
        if position.side == self._known_side:
            return (words.words[position.word].lexeme,)
        answer: tuple[SpanLink, Strength] | None = page.answer(position)
        if answer is None or answer[1] == "faint":
            self.app.tell(_("Statuses and meanings belong to the words of the language you learn, and none surely "
                            "answers this one. Tab goes to the other side."))  # fmt: skip
            return ()
        answering = [words.words[number] for number in answer[0].right]
        chosen = [one for one in answering if one.is_content] or answering
        return tuple(dict.fromkeys(one.lexeme for one in chosen))

    def _selected_term(self) -> tuple[bool, str, str]:
        """Whether several words are selected, the term they make, and how it is spelled there.

        Empty, and told, where they make none.
        """
        from tui_learn.quiz.own_terms import spelling_of, term_of

        selection = self.query_one(AlignedView).selection
        if selection is None or selection[1] == selection[2]:
            return False, "", ""
        side, first, last = selection
        if side != self._known_side or self._knowledge is None:
            self.app.tell(_("Terms are made of words of the language you learn. Tab goes to the other side."))
            return True, "", ""
        words = self._knowledge.running.words
        term = term_of(words, first, last)
        if term is None:
            self.app.tell(_("A term is two to nine words of one sentence."))
            return True, "", ""
        return True, term, self._knowledge.terms.spelled.get(term) or spelling_of(words, first, last)

    # --- statuses

    def action_status(self, sign: str) -> None:
        """How well the word under the cursor is known, or the words selected as a term."""
        from tui_learn.quiz.card_filter import STATUSES

        page = self._page
        if page is None or not self._ready():
            return
        selected, term, spelled = self._selected_term()
        if term:
            self.set_status_of_term(term, STATUSES[sign], spelled)
            self.query_one(AlignedView).clear_selection()
        elif not selected:
            self.set_status_at(self._position, sign)

    def set_status_of_term(self, term: str, status: Status, spelled: str = "") -> None:
        """Keep a term with a status, as it is ``spelled`` in the text; without a status it is given up."""
        knowledge = self._knowledge
        if knowledge is None or not (status or term in knowledge.terms.terms or self._is_being_kept([term])):
            self.app.tell(_("These words are no term."))
            return
        if status:
            told = _("Term “{term}”: {status}. u takes it back.")
        else:
            told = _("“{term}” is no term any more. u takes it back.")
        told = told.format(term=spelled or knowledge.terms.named(term), status=status_words(status))
        self.set_statuses((term,), status, told, term=term, spelled=spelled)

    def set_status_at(self, position: Position, sign: str) -> None:
        """How well the word at a position of the page is known, or the one that answers it."""
        from tui_learn.quiz.card_filter import STATUSES

        page, knowledge, status = self._page, self._knowledge, STATUSES[sign]
        if page is None or knowledge is None or not self._ready():
            return
        lexemes = self._lexemes_at(page, position)
        if not lexemes:
            return
        by_hand = any(knowledge.of(lexeme).by_hand for lexeme in lexemes)
        if not (status or by_hand or self._is_being_kept(lexemes)):
            if term := self.said_at(page, position).term:
                self.set_status_of_term(term, status)
            else:
                self.app.tell(_("The status of this word follows from your answers already."))
            return
        told = ""
        if not status:
            told = _("“{word}”: the status follows from your answers again. u takes it back.")
        elif position.side != self._known_side:
            told = _("“{word}”, which answers this word: {status}. u takes it back.")
        self.set_statuses(lexemes, status, told.format(word=" ".join(lexemes), status=status_words(status)))

    # --- own meanings and notes

    def action_own_words(self) -> None:
        """Write a meaning and a note of the word under the cursor, or of the term selected."""
        page = self._page
        if page is None or not self._ready():
            return
        selected, term, spelled = self._selected_term()
        if term:
            self.edit_word(term, term=term, spelled=spelled)
        elif not selected:
            self.edit_at(self._position)

    def edit_at(self, position: Position) -> None:
        """Write of the word at a position of the page, or of the one that answers it."""
        if self._page is not None and self._ready() and (lexemes := self._lexemes_at(self._page, position)):
            self.edit_word(lexemes[0])

    def edit_word(self, lexeme: str, *, term: str = "", spelled: str = "") -> None:
        """Write of a word by its dictionary form, or of a term, which is made with it, as it is ``spelled``."""
        known = self._knowledge  # of the language of the word, whatever is shown when it is written
        if known is None:
            return
        from tui_learn.app.screens.own_word import OwnWordScreen

        before = known.own_of(lexeme)

        def take(own: OwnWords | None) -> None:
            if own is not None and (own != before or (term and term not in known.terms.terms)):
                self._keep_own(known, lexeme, own, term=term, spelled=spelled)
            if term and own is not None and self.is_attached:
                self.query_one(AlignedView).clear_selection()

        self.app.push_screen(OwnWordScreen(spelled or known.terms.named(lexeme), before), take)

    # --- taking back

    def action_undo(self) -> None:
        """Take back what was done last here: a status, a meaning or a term, a repair or a verdict."""
        deed = self._last_deed()
        if deed is None:
            super().action_undo()
        else:
            self.take_back(deed)

    def undo_word(self) -> bool:
        """Take back what was done last if it is a status, a meaning or a term; False where it is something else."""
        deed = self._last_deed()
        if deed is not None:
            self.take_back(deed)
        return deed is not None

    @property
    def has_deeds(self) -> bool:
        """Whether anything of this language was decided here that can be taken back, be it not at once."""
        return self._knowledge is not None and any(deed.language == self._knowledge.language for deed in self._deeds)

    def _last_deed(self) -> Deed | None:
        """The last one of this language, if nothing else was done after it that holds."""
        language = self._knowledge.language if self._knowledge is not None else ""
        mine = [deed for deed in self._deeds if deed.language == language]
        if not mine:
            return None
        languages = tuple(sorted((self.pair.known, self.pair.learned)))
        before = {id(done) for done in mine[-1].after}
        later = [done for done in self._done if done.languages == languages and id(done) not in before]
        return None if later else mine[-1]

    def take_back(self, deed: Deed) -> None:
        """What a deed changed is as it was."""
        from tui_learn.app.deeds import Job
        from tui_learn.quiz.own_terms import drop_term, keep_term
        from tui_learn.quiz.own_words import keep_own

        known = self._knowledge
        if self._jobs or known is None:
            self.app.tell(_("The last change is still being kept; try again in a moment."))
            return

        def act(progress: Progress, _knowledge: Knowledge) -> Deed:
            if deed.events:
                progress.undo_all(reversed(deed.events))
            if deed.made:
                drop_term(progress, deed.language, deed.made)
            if deed.dropped:
                keep_term(progress, deed.language, deed.dropped)
            if deed.own_before is not None:
                keep_own(progress, deed.language, deed.lexemes[0], deed.own_before)
            return deed

        count = len(deed.lexemes)
        told = ngettext("Taken back: “{word}” is as it was.", "Taken back: {count} words are as they were.", count)
        self._do(Job(act, known, deed.lexemes, told.format(word=deed.named or deed.lexemes[0], count=count), deed))

    # --- the list, the entry, leaving

    def action_unknown(self) -> None:
        """The words of the article that are not known yet."""
        if self._page is None or self._knowledge is None or not self._ready():
            return
        from tui_learn.app.screens.unknown import UnknownScreen

        self._unknown = UnknownScreen(self, self._page, self._knowledge, self._known_side)
        self.app.push_screen(self._unknown, self._go_from_unknown)

    def _go_from_unknown(self, position: Position | None) -> None:
        self._unknown = None
        if position is not None and self._page is not None:
            self.query_one(AlignedView).go(position, centre=True)

    def practise_unknown(self) -> None:
        """A quiz on the words of the article that are not known yet."""
        from tui_learn.quiz.scope import Wanted

        if self._page is not None:
            edition = self._page.edition(self._position.side)
            segment = self._page.sentence(self._position).id
            self.app.open_quiz(self.article, self.pair, Wanted("unknown", edition.language, segment))

    def action_entry(self) -> None:
        """Everything about the word under the cursor."""
        super().action_entry()
        if self._entry is not None:
            self._entry.knower = self

    def on_unmount(self) -> None:
        """The known share is kept for the list of articles."""
        if self._knowledge is None or self._knowledge.share is None:
            return
        from tui_learn.quiz.knowledge import remember_share

        try:
            remember_share(self.app.desk.progress(), self._knowledge.language, self.article.id, self._knowledge.share)
        except (ProgressNotSaved, ProgressDamaged) as error:
            self.app.tell(str(error), "error")


def _with_forms(page: Page, side: SideName) -> Words | None:
    """The words of a side of a page with their dictionary forms, as far as it has them."""
    words = page.words(side)
    return words if page.glossary is not None or (words is not None and words.guessed) else None
