"""The part of the quiz that asks: the question on the card, and the keys that put its answer together."""

from __future__ import annotations

from collections.abc import Callable
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
        self._retry: Callable[[], None] | None = None
        """What could not be saved, and Enter tries again."""
        self._unsaved = ""
        """What stood in the field then."""
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
        self._note = self._retry = None
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
        if self._retry is not None:  # another answer than the one that could not be saved
            self._note = self._retry = None
        self._draw()
        self.call_after_refresh(self._show_cursor)

    def _show_cursor(self) -> None:
        if self._state == "asking":
            self.card.show_cursor(self._question)

    # --- answering

    def _answer(self, text: str) -> None:
        self._keep(lambda: self._session().answer(text))

    def _keep(self, answer: Callable[[], Outcome]) -> None:
        """Answer and show the outcome once it is stored; until it is, the question stays as it is."""
        try:
            outcome = answer()
        except ProgressNotSaved as error:
            self._not_saved(error, lambda: self._keep(answer))
            return
        self._note = self._retry = None
        self._after(outcome)

    def _session(self) -> Session:
        assert self.session is not None
        return self.session

    def _after(self, outcome: Outcome) -> None:
        if outcome.word == "again":
            self._note = Content.assemble(("↻ ", "bold $warning"), outcome.explanation)
            self.card.field.value = ""
            self._draw()
            self.call_after_refresh(self.card.show_field)
            return
        self._explain()

    def _not_saved(self, error: ProgressNotSaved, retry: Callable[[], None] | None = None) -> None:
        """Nothing was accepted: what was typed or chosen stays, to be handed in again with Enter or to be left."""
        if retry is None:
            text = _("Not saved: {reason}. Nothing was changed; make room, and the same key tries again.")
            self.app.tell(text.format(reason=error.reason), "error")
            return
        self._retry, self._unsaved = retry, self.card.field.value
        text = _("Not saved: {reason}. Make room; Enter tries again, {key} leaves without this answer.")
        leave = "Esc" if self.way is not None and self.way.is_typed else "q"
        self._note = Content.assemble(("✗ ", "bold $error"), text.format(reason=error.reason, key=leave))
        self._draw()
        self.call_after_refresh(self.card.scroll_end, animate=False)

    def _hand_in(self, answer: str | None) -> None:
        """Answer where a key has made an answer; else show what it has changed."""
        if answer is not None:
            self._answer(answer)
        else:
            self._moved()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """A typed answer."""
        event.stop()
        if self._state != "asking":
            return
        if self._retry is not None and event.value == self._unsaved:
            self._retry()
        else:
            self._answer(clean_line(event.value))

    def _digit(self, number: int) -> None:
        """A digit while a question is asked."""
        if self.way is None:
            return
        index = number - 1 if number else 9
        answer = self.way.digit(index)
        if answer is not None:
            self.way.highlighted = index  # in sight where it cannot be saved
        self._hand_in(answer)

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
        if self._retry is not None:
            self._retry()
        elif self.way is not None:
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
        self._keep(lambda: self._session().give_up())
