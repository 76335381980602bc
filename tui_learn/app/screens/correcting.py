"""The part of the quiz in which the learner knows better: I was right, bad question, not now, edit, taking back."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from textual.app import SuspendNotSupported

from tui_learn.app.editing import CannotEdit, Edited, edit, editor
from tui_learn.app.screens.explaining import ExplainingScreen
from tui_learn.i18n import gettext as _
from tui_learn.progress import ProgressNotSaved
from tui_learn.quiz.decks.teaching import DeckNotKept, teach_about
from tui_learn.quiz.exercise import Exercise


class CorrectingScreen(ExplainingScreen):
    """Takes the learner's word; where a question stands in the learner's own deck, it is written there too."""

    def __init__(self) -> None:
        super().__init__()
        self._struck: dict[str, Exercise] = {}
        """What was called bad here, by its id."""
        self._broken: dict[str, Exercise] = {}
        """Questions whose deck has an error since it was edited here, with the deck's name in them."""
        self._seed = 0

    def action_was_right(self) -> None:
        """The learner knows better: accepted from now on."""
        assert self.session is not None
        try:
            self.session.was_right()
        except ProgressNotSaved as error:
            self._not_saved(error)
            return
        last = self.session.last
        if last is not None and last.accepted:
            self._teach(last.item.exercise, accept=last.accepted)
        self._draw_answered()

    def action_bad(self) -> None:
        """Never ask this again."""
        assert self.session is not None
        try:
            struck = self.session.bad_last() if self._state == "answered" else self.session.bad()
        except ProgressNotSaved as error:
            self._not_saved(error)
            return
        if struck is not None:
            self._struck[struck.id] = struck
            self._teach(struck, status="rejected")
        self.app.tell(_("That question will not be asked again; u takes this back."))
        self._ask()

    def action_undo(self) -> None:
        """Take the last piece back; where none was taken, the last answer, and ask it again."""
        assert self.session is not None
        if self._state == "asking" and self.way is not None and self.way.put_back():
            self._moved()
            return
        before, decided = self.session.last, self.session.can_undo_decision
        try:
            back = self.session.undo()
        except ProgressNotSaved as error:
            self._not_saved(error)
            return
        if decided:
            self.app.tell(_("Taken back: the card comes as before."))
            self._ask()
            return
        if back is None:
            if self._state == "asking":
                self.app.tell(_("There is nothing to take back."))
            return
        if before is not None and before.accepted and self.session.last is not before:
            self._teach(before.item.exercise, unaccept=before.accepted)
        if back.exercise.id in self._struck:
            self._teach(self._struck.pop(back.exercise.id), status="ok")
        self._ask()

    def action_bury(self) -> None:
        """Leave the card on the screen alone until tomorrow."""
        self._decide("bury", _("This card rests until tomorrow with all its questions; u takes this back."))

    def action_suspend(self) -> None:
        """Ask the card on the screen no more until it is resumed."""
        told = _("This card is suspended with all its questions; s, then b, lets it be resumed; u takes this back.")
        self._decide("suspend", told)

    def _decide(self, what: Literal["bury", "suspend"], done: str) -> None:
        session, last = self._session(), self._state == "answered"
        try:
            decided = session.bury(last=last) if what == "bury" else session.suspend(last=last)
        except ProgressNotSaved as error:
            self._not_saved(error)
            return
        if decided:
            self.app.tell(done)
            self._ask()

    def _teach(self, exercise: Exercise, **what: str) -> None:
        """Write what the learner says into the deck of a question, if it has one."""
        try:
            teach_about(exercise, **what)
        except DeckNotKept as error:
            self.app.tell(str(error), "error")

    # --- editing

    def action_edit(self) -> None:
        """Edit the question in its deck; one that was generated is written into the learner's own deck first."""
        assert self.session is not None
        last = self.session.last
        exercise = self._exercise() if self._state == "asking" or last is None else last.item.exercise
        asked = self._broken.get(exercise.id, exercise)
        try:
            command = editor()
            with self.app.suspend():
                edited = edit(asked, self._source(exercise), command, self._seed)
        except SuspendNotSupported:
            self.app.tell(_("This terminal cannot be lent to an editor."), "error")
            return
        except (CannotEdit, DeckNotKept) as error:
            self.app.tell(str(error), "error")
            return
        self._took(exercise, edited)

    def _took(self, exercise: Exercise, edited: Edited) -> None:
        """Ask what was edited as it is now; say what is wrong with it."""
        if not edited.changed:
            self.app.tell(_("Nothing was changed."))
            return
        if edited.problem is not None:
            self._broken[exercise.id] = replace(exercise, deck=edited.problem.path)
            told = _("{problem} — e opens the editor again.")
            self.app.tell(told.format(problem=edited.problem), "error")
            if edited.exercise is None:
                return  # asked as it was
        self._broken.pop(exercise.id, None)
        self._exchange(exercise, edited.exercise)

    def _exchange(self, exercise: Exercise, now: Exercise | None) -> None:
        assert self.session is not None
        if now is not None:
            self._take_source(now, self._source(exercise))
        self.session.exchange(exercise.id, now)
        told = _("The question is asked like this from now on.")
        self.app.tell(told if now is not None else _("The question is not asked any more."))
        if self._state == "asking":
            self._ask()
