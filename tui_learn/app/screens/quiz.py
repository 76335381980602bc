"""The quiz: one exercise at a time, its answer explained, a summary at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.screen import Screen
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from tui_learn.app.card import answered_parts, grades_part, question_parts, row_of_cursor
from tui_learn.app.quiz_keys import State, keys_answered, keys_asking, means_something
from tui_learn.app.screens.notes import help_screen
from tui_learn.app.widgets.bars import KeyLine, TitleLine
from tui_learn.i18n import gettext as _
from tui_learn.library import Article, Pair
from tui_learn.progress import ProgressDamaged, ProgressNotSaved, Rating
from tui_learn.quiz.answers import Outcome, name_match
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.generate import of_kind
from tui_learn.quiz.of_article import ArticleQuiz
from tui_learn.quiz.selection import select
from tui_learn.quiz.session import Session, rejected_ids
from tui_learn.text import UnreadableFile
from tui_learn.text.clean import clean_line

if TYPE_CHECKING:
    from tui_learn.app.app import TuiLearn

SMALL = 20
"""Rows below which the verdict stands above the question, not under it."""


class _Left(Exception):
    """The learner has left: the work is no longer wanted."""


class QuizScreen(Screen[None]):
    """A session on one article."""

    app: TuiLearn
    DEFAULT_CSS = """
    QuizScreen { background: $background; align: center top; }
    QuizScreen #card { width: 100%; max-width: 84; height: 1fr; padding: 1 2; background: $background;
                       scrollbar-size-vertical: 1; }
    QuizScreen #question, QuizScreen #feedback { height: auto; }
    QuizScreen #feedback { margin: 1 0 0 0; }
    QuizScreen Input { margin: 1 0 0 0; border: none; height: 1; padding: 0 1; background: $panel; }
    QuizScreen Input:focus { border: none; background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(str(number), f"digit({number})", _("choose, then grade") if number == 1 else "", show=False)
            for number in range(10)
        ),
        Binding("up,left", "highlight(-1)", _("option before"), show=False),
        Binding("down,right", "highlight(1)", _("option after"), show=False),
        # Where the card scrolls it takes the arrows; a cursor on words is followed by itself.
        Binding("left,up", "point(-1)", _("word before"), show=False, priority=True),
        Binding("right,down", "point(1)", _("word after"), show=False, priority=True),
        Binding("space", "lay", _("take the piece; after the answer, go on"), show=False),
        Binding("backspace", "take_back", _("take the last piece back"), show=False),
        Binding("backspace", "part", _("part the words joined last"), show=False),
        Binding("enter", "go_on", _("answer, go on"), key_display="Enter"),
        Binding("f2", "hint", _("hint")),
        Binding("f3", "give_up", _("don't know")),
        Binding("o", "open", _("open in the reader")),
        Binding("u", "undo", _("undo")),
        Binding("exclamation_mark,f6", "was_right", _("I was right"), key_display="!"),
        Binding("b", "bad", _("bad question, never again")),
        Binding("question_mark,f1", "help", _("help"), key_display="?"),
        Binding("q,escape", "leave", _("leave"), key_display="q"),
    ]

    def __init__(
        self,
        article: Article,
        pair: Pair,
        *,
        kind: str | None = None,
        count: int | None = None,
        seed: int = 0,
    ) -> None:
        super().__init__()
        self.article = article
        self.pair = pair
        self._kind, self._count, self._seed = kind, count, seed
        self._state: State = "loading"
        self.session: Session | None = None
        self._quiz: ArticleQuiz | None = None
        self._laid: list[int] = []
        self._highlighted: int | None = None
        self._hint: str | None = None
        self._note: Content | None = None
        self._question = Content("")

    def compose(self) -> ComposeResult:
        """Title, card, keys."""
        yield TitleLine(self.article.title(self.pair.learned, self.pair.known))
        with VerticalScroll(id="card", can_focus=True):
            yield Static(Content(_("Preparing questions …")), id="question")
            yield Input(id="answer")
            yield Static(id="feedback")
        yield KeyLine([("q", _("leave"))])

    def on_mount(self) -> None:
        """The questions come when they are made."""
        self.query_one(Input).display = False
        # A scrollbar takes a cell of every line.
        self.watch(self.query_one("#card"), "show_vertical_scrollbar", self.on_resize, init=False)
        self.load()

    @work(thread=True, exclusive=True, group="quiz")
    def load(self) -> None:
        """Generate in a thread, until the quiz is left."""
        worker, last = get_current_worker(), -1

        def tell(share: float) -> None:
            nonlocal last
            if worker.is_cancelled:
                raise _Left
            if int(100 * share) > last:
                last = int(100 * share)
                self.app.call_from_thread(self._say_preparing, last)

        try:
            quiz = self.app.desk.quiz(self.article, self.pair, self._seed, tell)
            progress = self.app.desk.progress()
            exercises = of_kind(quiz.exercises, self._kind)
            chosen = select(exercises, progress, count=self._count, rejected=rejected_ids(progress))
        except (UnreadableFile, ProgressDamaged) as error:
            self.app.call_from_thread(self._fail, str(error))
            return
        except _Left:
            return
        session = Session(chosen, progress, place=self.article.id, vocabulary=quiz.vocabulary)
        self.app.call_from_thread(self._begin, quiz, session, bool(exercises))

    def _say_preparing(self, percent: int) -> None:
        if self.is_attached:
            message = _("Preparing questions … {percent} %").format(percent=percent)
            self.query_one("#question", Static).update(Content(message))

    def _fail(self, message: str) -> None:
        self._state = "over"
        self.query_one("#question", Static).update(Content(message))

    def _begin(self, quiz: ArticleQuiz, session: Session, anything: bool) -> None:
        self._quiz, self.session = quiz, session
        if session.current is None:
            self._state = "over"
            message = (
                _("Nothing is due and nothing is new. Read on, and come back later.")
                if anything
                else _("Nothing can be asked of this article in these languages; choose others with c in the reader.")
                if len(self.article.languages) > 1
                else _("This article is too short to ask anything about it in one language.")
            )
            self.query_one("#question", Static).update(Content(message))
            return
        self._ask()

    # --- showing

    def _exercise(self) -> Exercise:
        assert self.session is not None
        assert self.session.current is not None
        return self.session.current.exercise

    def _ask(self) -> None:
        assert self.session is not None
        if self.session.current is None:
            self._finish()
            return
        self._state = "asking"
        self._laid, self._hint, self._note = [], None, None
        exercise = self._exercise()
        self._highlighted = 0 if exercise.type in ("tiles", "match") else None
        box = self.query_one(Input)
        box.display = exercise.type == "cloze"
        box.value = ""
        box.disabled = False
        if exercise.type == "cloze":
            box.focus()
        else:
            self.query_one("#card").focus()
        self._draw()
        self.query_one("#card").scroll_home(animate=False)
        if exercise.type == "cloze":
            self.call_after_refresh(self._show_answer_field)
        self.session.shown()

    def _show_answer_field(self) -> None:
        """On a small terminal the field lies below the question: what one types must be seen."""
        box = self.query_one(Input)
        if box.display:
            self.query_one("#card", VerticalScroll).scroll_to_widget(box, animate=False)

    def _room(self) -> int:
        """Cells of a line of the card."""
        return max(8, self.query_one("#question").size.width or self.size.width - 6)

    def on_resize(self) -> None:
        """Lines break elsewhere."""
        if self.session is not None:
            self.call_after_refresh(self._redraw)

    def _redraw(self) -> None:
        if self._state == "asking":
            self._draw()
            self.call_after_refresh(self._show_answer_field)
        elif self._state == "answered":
            self._explain()

    def _draw(self) -> None:
        """The card as it is now."""
        assert self.session is not None
        item = self.session.current
        if item is None:
            return
        room = self._room()
        parts = question_parts(item.exercise, room, laid=self._laid, highlighted=self._highlighted, hint=self._hint)
        self._question = Content("\n\n").join(parts)
        self.query_one("#question", Static).update(self._question)
        self.query_one("#feedback", Static).update(self._note or Content(""))
        self._title(_("once more") if item.practice else f"{self.session.position}/{self.session.total}")
        self.query_one(KeyLine).show(keys_asking(item.exercise, len(self._laid), self._highlighted))

    def _title(self, where: str) -> None:
        title = self.article.title(self.pair.learned, self.pair.known)
        self.query_one(TitleLine).show(title, [where, f"{self.pair.known} → {self.pair.learned}"])

    def _explain(self) -> None:
        """The answer explained."""
        assert self.session is not None
        assert self.session.last is not None
        assert self._quiz is not None
        answered = self.session.last
        self._state = "answered"
        self.query_one(Input).display = False
        self.query_one("#card").focus()
        exercise = answered.item.exercise
        editions = {tag: self.article.edition(tag) for tag in {self.pair.known, self.pair.learned}}
        parts = answered_parts(
            exercise,
            answered,
            editions,
            self._room(),
            verdict_first=self.size.height < SMALL,
            counterpart=self._counterpart,
        )
        if not answered.item.practice:
            parts.append(grades_part(answered.outcome.rating, self.app.desk.progress().state(exercise.target)))
        self.query_one("#question", Static).update(Content("\n\n").join(parts))
        self.query_one("#feedback", Static).update(Content(""))
        self.query_one("#card").scroll_home(animate=False)
        self.query_one(KeyLine).show(keys_answered(answered))

    def _counterpart(self, language: str, segment: str) -> str:
        """What a sentence of one language of the pair says in the other; empty when nothing answers it."""
        bitext = self.app.desk.bitext(self.article, self.pair)
        ours, theirs = bitext.left, bitext.right
        beads = bitext.bead_of_left
        if language == theirs.language:
            ours, theirs, beads = theirs, ours, bitext.bead_of_right
        number = next((n for n, sentence in enumerate(ours.sentences) if sentence.id == segment), None)
        if number is None or ours is theirs:
            return ""
        bead = beads[number]
        return " ".join(theirs.sentences[n].text for n in (bead.right if theirs is bitext.right else bead.left))

    def _finish(self) -> None:
        assert self.session is not None
        self._state = "over"
        self.query_one(Input).display = False
        summary = self.session.summary()
        lines = [
            Content.styled(_("Done."), "bold"),
            Content(
                _("{asked} asked: {right} right, {almost} almost, {wrong} wrong").format(
                    asked=summary.asked, right=summary.right, almost=summary.almost, wrong=summary.wrong
                )
            ),
        ]
        if summary.practised:
            again = _("{count} more answers were practice.").format(count=summary.practised)
            lines.append(Content(again))
        self.query_one("#question", Static).update(Content("\n\n").join(lines))
        self.query_one("#feedback", Static).update(Content(""))
        self._title(_("end"))
        self.query_one(KeyLine).show([("Enter", _("back")), ("u", _("undo")), ("?", _("help"))])
        self.query_one("#card").focus()

    # --- answering

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys act only where they mean something."""
        item = self.session.current if self.session is not None else None
        return means_something(action, self._state, item.exercise.type if item is not None else None)

    def _answer(self, text: str) -> None:
        assert self.session is not None
        try:
            outcome = self.session.answer(text)
        except ProgressNotSaved as error:
            self._not_saved(error)
            return
        self._after(outcome)

    def _not_saved(self, error: ProgressNotSaved) -> None:
        """Nothing was accepted: the question stays, to be answered again or left."""
        self._note = Content.assemble(("✗ ", "bold $error"), str(error))
        if self._state == "asking":
            self._draw()
        else:
            self.app.tell(str(error), "error")

    def _after(self, outcome: Outcome) -> None:
        if outcome.word == "again":
            self._note = Content.assemble(("↻ ", "bold $warning"), outcome.explanation)
            self.query_one(Input).value = ""
            self._draw()
            return
        self._explain()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """A typed answer."""
        event.stop()
        if self._state == "asking":
            self._answer(clean_line(event.value))

    def action_digit(self, number: int) -> None:
        """Before the answer a choice, after it a grade."""
        assert self.session is not None
        if self._state == "answered":
            if 1 <= number <= 4 and self.session.last is not None and not self.session.last.item.practice:
                self._regrade(Rating(number))
            return
        exercise = self._exercise()
        index = number - 1 if number else 9
        if exercise.options and index < len(exercise.options):
            self._answer(str(index + 1))
        elif exercise.type == "tiles" and index < len(exercise.tiles):
            self._toggle(index)
        elif exercise.type == "match" and index < len(exercise.rights):
            self._join(index)

    def _regrade(self, rating: Rating) -> None:
        assert self.session is not None
        try:
            self.session.regrade(rating)
        except ProgressNotSaved as error:
            self._not_saved(error)
            return
        self._explain()

    def _toggle(self, index: int) -> None:
        if index in self._laid:
            self._laid.remove(index)
        else:
            self._laid.append(index)
        self._highlighted = index
        self._draw()

    def action_highlight(self, by: int) -> None:
        """Another option under the cursor."""
        exercise = self._exercise()
        count = len(exercise.options) or len(exercise.tiles)
        if count:
            before = self._highlighted if self._highlighted is not None else (-1 if by > 0 else 0)
            self._highlighted = (before + by) % count
            self._draw()

    def action_point(self, by: int) -> None:
        """Another word under the cursor; words that are joined already are passed over."""
        exercise = self._exercise()
        count = len(exercise.tokens) or len(exercise.rights)
        place = self._highlighted if self._highlighted is not None else (-1 if by > 0 else 0)
        if len(self._laid) < count:
            place = (place + by) % count
            while exercise.type == "match" and place in self._laid:
                place = (place + by) % count
            self._highlighted = place
            self._draw()
            self.call_after_refresh(self._show_highlighted)

    def _show_highlighted(self) -> None:
        """On a small terminal what is under the cursor may lie below the edge of the card."""
        row = row_of_cursor(self._question, self._room())
        if row is not None and self._state == "asking":
            region = Region(0, self.query_one("#question").virtual_region.y + row, 1, 1)
            self.query_one("#card", VerticalScroll).scroll_to_region(region, animate=False)

    def action_lay(self) -> None:
        """Take the piece under the cursor; after an answer, go on as Enter does."""
        if self._state == "answered":
            self.action_go_on()
        elif self._exercise().type == "tiles" and self._highlighted is not None:
            self._toggle(self._highlighted)
        elif self._exercise().type == "match" and self._highlighted is not None:
            self._join(self._highlighted)

    def _join(self, right: int) -> None:
        """Join the first word whose turn it is with a second one."""
        if right not in self._laid:
            self._laid.append(right)
            free = [n for n in range(len(self._exercise().rights)) if n not in self._laid]
            self._highlighted = free[0] if free else None
            self._draw()
            self.call_after_refresh(self._show_highlighted)

    def action_part(self) -> None:
        """Part the words joined last."""
        if self._laid:
            self._highlighted = self._laid.pop()
            self._draw()

    def action_take_back(self) -> None:
        """Put the last piece back."""
        if self._laid:
            self._laid.pop()
            self._draw()

    def action_go_on(self) -> None:
        """Answer with what is chosen; after the answer, the next question; at the end, leave."""
        if self._state == "over":
            self.app.go_back(self)
        elif self._state == "answered":
            self._ask()
        elif self._exercise().type == "tiles" and self._laid:
            self._answer(" ".join(str(index + 1) for index in self._laid))
        elif self._exercise().type == "match":
            if len(self._laid) == len(self._exercise().pairs):
                self._answer(name_match(self._laid))
            elif self._highlighted is not None:
                self._join(self._highlighted)
        elif self._highlighted is not None and (self._exercise().options or self._exercise().type == "point"):
            self._answer(str(self._highlighted + 1))

    def action_hint(self) -> None:
        """A little help with a typed answer; it costs a grade."""
        assert self.session is not None
        text = self.session.hint()
        if text is not None:
            self._hint = text
            self._draw()
            self.call_after_refresh(self._show_answer_field)
        else:
            self.app.tell(_("There is no (further) hint."))

    def action_give_up(self) -> None:
        """Not known."""
        assert self.session is not None
        try:
            self.session.give_up()
        except ProgressNotSaved as error:
            self._not_saved(error)
            return
        self._explain()

    def action_undo(self) -> None:
        """Take the last answer back and ask it again."""
        assert self.session is not None
        try:
            back = self.session.undo()
        except ProgressNotSaved as error:
            self._not_saved(error)
            return
        if back is not None:
            self._ask()
        elif self._state == "asking":
            self.app.tell(_("There is nothing to take back."))

    def action_was_right(self) -> None:
        """The learner knows better: accepted from now on."""
        assert self.session is not None
        try:
            self.session.was_right()
        except ProgressNotSaved as error:
            self._not_saved(error)
            return
        self._explain()

    def action_bad(self) -> None:
        """Never ask this again."""
        assert self.session is not None
        try:
            if self._state == "answered":
                self.session.bad_last()
            else:
                self.session.bad()
        except ProgressNotSaved as error:
            self._not_saved(error)
            return
        self.app.tell(_("That question will not be asked again; u takes this back."))
        self._ask()

    def action_open(self) -> None:
        """The place in the article; leaving the reader comes back here."""
        from tui_learn.app.screens.reader import ReaderScreen

        assert self.session is not None
        if self.session.last is not None:
            exercise = self.session.last.item.exercise
            own = next((p for p in exercise.evidence if p.lang == self.pair.learned), exercise.evidence[0])
            self.app.push_screen(ReaderScreen(self.article, self.pair, (own.lang, own.seg)))

    def action_help(self) -> None:
        """All keys."""
        self.app.push_screen(help_screen(self))

    def action_leave(self) -> None:
        """Leave; every answer is already stored."""
        self.app.go_back(self)
