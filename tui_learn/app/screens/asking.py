"""The part of the quiz that asks: the question on the card, and the keys that put its answer together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input

from tui_learn.app.answering import Way, way_of
from tui_learn.app.card import question_parts
from tui_learn.app.quiz_keys import State, keys_asking
from tui_learn.app.widgets.bars import KeyLine
from tui_learn.app.widgets.quiz_card import QuizCard
from tui_learn.i18n import gettext as _
from tui_learn.progress import ProgressNotSaved
from tui_learn.quiz.answers import Outcome
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.session import Item, Session
from tui_learn.text.clean import clean_line

if TYPE_CHECKING:
    from tui_learn.app.app import TuiLearn


class AskingScreen(Screen[None]):
    """Shows one question and takes its answer."""

    app: TuiLearn

    def __init__(self) -> None:
        super().__init__()
        self.session: Session | None = None
        self.way: Way | None = None
        """How the question that is asked is answered, and what was chosen so far."""
        self._state: State = "loading"
        self._note: Content | None = None
        self._question = Content("")
        self._where = ""
        """Which question it is, of how many."""

    @property
    def card(self) -> QuizCard:
        """The card."""
        return self.query_one(QuizCard)

    def _item(self) -> Item:
        assert self.session is not None
        assert self.session.current is not None
        return self.session.current

    def _exercise(self) -> Exercise:
        return self._item().exercise

    # --- what the rest of the quiz does

    def _finish(self) -> None:
        raise NotImplementedError

    def _explain(self) -> None:
        raise NotImplementedError

    def _title(self, where: str, exercise: Exercise | None = None) -> None:
        raise NotImplementedError

    # --- showing

    def _ask(self) -> None:
        """Ask what comes next; the end where nothing does."""
        assert self.session is not None
        if self.session.current is None:
            self._finish()
            return
        self._state = "asking"
        self._note = None
        self.way = way_of(self._exercise())
        self.card.open_field(self.way.is_typed)
        self._draw()
        self.card.scroll_home(animate=False)
        if self.way.is_typed:
            self.call_after_refresh(self.card.show_field)
        self.session.shown()

    def _draw(self) -> None:
        """The question as it is now."""
        assert self.session is not None
        way, item = self.way, self.session.current
        if item is None or way is None:
            return
        self._question = self.card.joined(question_parts(way, self.card.room, item.help))
        self.card.say(self._question, self._note)
        self._where = _("once more") if item.returns else f"{self.session.position}/{self.session.total}"
        self._title(self._where, item.exercise)
        self.query_one(KeyLine).show(keys_asking(way))

    def _moved(self) -> None:
        """Draw what a key has changed, and keep the cursor in view."""
        self._draw()
        self.call_after_refresh(self._show_cursor)

    def _show_cursor(self) -> None:
        if self._state == "asking":
            self.card.show_cursor(self._question)

    # --- answering

    def _answer(self, text: str) -> None:
        assert self.session is not None
        try:
            outcome = self.session.answer(text)
        except ProgressNotSaved as error:
            self._not_saved(error)
            return
        self._after(outcome)

    def _after(self, outcome: Outcome) -> None:
        if outcome.word == "again":
            self._note = Content.assemble(("↻ ", "bold $warning"), outcome.explanation)
            self.card.field.value = ""
            self._draw()
            self.call_after_refresh(self.card.show_field)
            return
        self._explain()

    def _not_saved(self, error: ProgressNotSaved) -> None:
        """Nothing was accepted: the question stays, to be answered again or left."""
        self._note = Content.assemble(("✗ ", "bold $error"), str(error))
        if self._state == "asking":
            self._draw()
        else:
            self.app.tell(str(error), "error")

    def _hand_in(self, answer: str | None) -> None:
        """Answer where a key has made an answer; else show what it has changed."""
        if answer is not None:
            self._answer(answer)
        else:
            self._moved()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """A typed answer."""
        event.stop()
        if self._state == "asking":
            self._answer(clean_line(event.value))

    def _digit(self, number: int) -> None:
        """A digit while a question is asked."""
        if self.way is not None:
            self._hand_in(self.way.digit(number - 1 if number else 9))

    def action_letter(self, letter: str) -> None:
        """The letter of a heading puts a phrase under it."""
        if self.way is not None:
            self._hand_in(self.way.digit(ord(letter) - ord("a")))

    def action_highlight(self, by: int) -> None:
        """Another option, piece or heading under the cursor."""
        if self.way is not None:
            self.way.move(by)
            self._moved()

    def action_point(self, by: int) -> None:
        """Another word under the cursor."""
        self.action_highlight(by)

    def action_take_back(self) -> None:
        """Put the last piece back."""
        if self.way is not None and self.way.put_back():
            self._moved()

    def action_part(self) -> None:
        """Part the words joined last."""
        self.action_take_back()

    def _take(self) -> None:
        """Space while a question is asked."""
        if self.way is not None:
            self.way.take()
            self._moved()

    def _enter(self) -> None:
        """Enter while a question is asked."""
        if self.way is not None:
            self._hand_in(self.way.done())

    def action_hint(self) -> None:
        """A little help; it costs a grade."""
        assert self.session is not None
        if self.session.hint() is None:
            self.app.tell(_("There is no (further) hint."))
            return
        self._draw()
        self.call_after_refresh(self.card.show_field)

    def action_give_up(self) -> None:
        """Not known."""
        assert self.session is not None
        try:
            self.session.give_up()
        except ProgressNotSaved as error:
            self._not_saved(error)
            return
        self._explain()
