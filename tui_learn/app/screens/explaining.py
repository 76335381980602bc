"""The part of the quiz that explains: the answer in its context, the grade, and what the learner says of it."""

from __future__ import annotations

from textual.timer import Timer

from tui_learn.app.card import answered_parts, grades_part
from tui_learn.app.loading import Source
from tui_learn.app.quiz_keys import keys_answered
from tui_learn.app.screens.asking import AskingScreen
from tui_learn.app.widgets.bars import KeyLine
from tui_learn.i18n import gettext as _
from tui_learn.progress import ProgressNotSaved, Rating
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.feedback import Feedback, feedback

SMALL = 20
"""Rows below which the verdict stands above the question, not under it."""


class ExplainingScreen(AskingScreen):
    """Explains the last answer."""

    auto_advance = 0.0
    """Seconds after which a right answer is left by itself; 0 waits for a key."""

    def __init__(self) -> None:
        super().__init__()
        self._told: Feedback | None = None
        self._leaving: Timer | None = None

    def _source(self, exercise: Exercise) -> Source:
        """The article an exercise was made of, and what explains its answers."""
        raise NotImplementedError

    def _take_source(self, exercise: Exercise, source: Source) -> None:
        """Remember where an exercise that has just been written comes from."""
        raise NotImplementedError

    def _explain(self) -> None:
        """The last answer explained; a hit may be left by itself, a miss waits."""
        self._stop_leaving()
        self._state = "answered"
        self.card.field.display = False
        self.card.focus()
        self._draw_answered()
        self.card.scroll_home(animate=False)
        assert self.session is not None
        assert self.session.last is not None
        if self.auto_advance > 0 and self.session.last.outcome.word == "right":
            self._leaving = self.set_timer(self.auto_advance, self._leave_by_itself)

    def _leave_by_itself(self) -> None:
        if self._state == "answered" and self.app.screen is self:
            self._ask()

    def _stop_leaving(self) -> None:
        """Whoever presses a key wants to stay."""
        if self._leaving is not None:
            self._leaving.stop()
            self._leaving = None

    def on_key(self) -> None:
        """Any key stops the leaving."""
        self._stop_leaving()

    def on_screen_suspend(self) -> None:
        """So does another screen; and the time there is not the time of an answer."""
        self._stop_leaving()
        if self.session is not None:
            self.session.away()

    def _draw_answered(self) -> None:
        assert self.session is not None
        assert self.session.last is not None
        answered = self.session.last
        exercise = answered.item.exercise
        source = self._source(exercise)
        editions = source.editions
        self._told = feedback(exercise, answered.outcome, answered.text, editions, source.counterpart, source.proven)
        parts = answered_parts(
            exercise,
            answered,
            editions,
            self.card.room,
            verdict_first=self.size.height < SMALL,
            counterpart=source.counterpart,
            proven=source.proven,
        )
        if not answered.item.practice:
            state = self.app.desk.progress().state(answered.item.card)
            parts.append(grades_part(answered.outcome.rating, state, self.card.room))
        self.card.say(self.card.joined(parts))
        self._title(self._where, exercise)
        self.query_one(KeyLine).show(keys_answered(answered, self._told.chosen_place is not None))

    # --- what the learner says

    def _grade(self, number: int) -> None:
        """A digit after an answer."""
        assert self.session is not None
        if 1 <= number <= 4 and self.session.last is not None and not self.session.last.item.practice:
            try:
                self.session.regrade(Rating(number))
            except ProgressNotSaved as error:
                self._not_saved(error)
                return
            self._draw_answered()

    # --- where it stands

    def action_open(self) -> None:
        """The place in the article; leaving the reader comes back here."""
        assert self.session is not None
        if self.session.last is not None and self._told is not None:
            source = self._source(self.session.last.item.exercise)
            self._open_at(source, self._told.place(source.pair.learned, source.pair.known))

    def action_open_choice(self) -> None:
        """The place where the wrong answer stands."""
        assert self.session is not None
        if self.session.last is not None and self._told is not None:
            self._open_at(self._source(self.session.last.item.exercise), self._told.chosen_place)

    def _open_at(self, source: Source, place: tuple[str, str] | None) -> None:
        from tui_learn.app.screens.reader import ReaderScreen

        if place is None or source.article is None:
            self.app.tell(_("It stands nowhere in the article."))
            return
        self.app.push_screen(ReaderScreen(source.article, source.pair, place))
