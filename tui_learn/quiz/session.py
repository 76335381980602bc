"""One sitting: what is asked next, what an answer did, and how to take it back.

Every answer is on disk before its outcome is returned; leaving at any time loses nothing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from time import monotonic
from typing import Any, Protocol

from tui_learn.progress import Rating
from tui_learn.quiz.answers import Outcome, hint, judge
from tui_learn.quiz.exercise import Exercise

RETURN_AFTER = 3
"""Other exercises before a missed one comes back."""
MAX_RETURNS = 3
IGNORED_MILLISECONDS = 60_000
"""A longer pause says nothing about how hard the question was."""
REJECTED = "quiz/rejected"
ACCEPTED = "quiz/accepted"


class Recorder(Protocol):
    """Where answers are kept; ``tui_learn.progress.Progress`` is one."""

    def record(
        self,
        card: str,
        rating: Rating | int,
        *,
        group: str = "",
        place: str = "",
        milliseconds: int | None = None,
        practice: bool = False,
        replaces: str = "",
    ) -> str: ...

    def undo(self, event_id: str) -> bool: ...

    def change(self, name: str, change: Callable[[Any], Any], default: Any = None) -> Any: ...

    def recall(self, name: str, default: Any = None) -> Any: ...


def rejected_ids(recorder: Recorder) -> frozenset[str]:
    """Exercises the learner called bad."""
    return frozenset(recorder.recall(REJECTED, []))


@dataclass(frozen=True, slots=True)
class Item:
    """An exercise as it is asked now."""

    exercise: Exercise
    practice: bool
    """Whether it came back after a miss: the answer is stored, but changes no schedule."""
    returns: int
    """How often it has come back."""
    hints: int = 0
    retried: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """An item with what was answered; it can be taken back."""

    item: Item
    outcome: Outcome
    event: str
    """Id of the stored answer."""
    returned: Item | None
    """The item queued to come back because of it."""
    text: str
    """The answer itself."""
    accepted: str | None = None
    """What "I was right" made a right answer, if it was none before."""


@dataclass(frozen=True, slots=True)
class Summary:
    """A session in numbers; first attempts only."""

    asked: int
    right: int
    almost: int
    wrong: int
    practised: int


class Session:
    """Asks the exercises one after another.

    ``vocabulary`` gives the words of each language that exist in the article: none of them is ever taken
    for a typing error.
    """

    def __init__(
        self,
        exercises: Sequence[Exercise],
        recorder: Recorder,
        *,
        place: str = "",
        vocabulary: Mapping[str, Iterable[str]] | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._queue: deque[Item] = deque(Item(exercise, False, 0) for exercise in exercises)
        self._recorder = recorder
        self._place = place
        self._vocabulary = {language: tuple(words) for language, words in (vocabulary or {}).items()}
        self._clock = clock
        self._shown_at = clock()
        self._done: list[Answered] = []
        self._struck: Item | None = None
        self.total = len(self._queue)

    @property
    def current(self) -> Item | None:
        """What is asked now; None when the session is over."""
        return self._queue[0] if self._queue else None

    @property
    def position(self) -> int:
        """Number of the current exercise, from 1, returns not counted."""
        return min(self.total, sum(not answered.item.practice for answered in self._done) + 1)

    @property
    def last(self) -> Answered | None:
        """The last answer."""
        return self._done[-1] if self._done else None

    def shown(self) -> None:
        """Tell that the current exercise is now on the screen: the time of the answer counts from here."""
        self._shown_at = self._clock()

    def _accepted(self, exercise: Exercise) -> list[str]:
        return list(self._recorder.recall(ACCEPTED, {}).get(exercise.id, []))

    def answer(self, text: str) -> Outcome:
        """Judge and store an answer to the current exercise.

        The outcome ``again`` stores nothing and asks the same once more. Raises
        ``tui_learn.progress.ProgressNotSaved``; then the exercise is still the current one.
        """
        item = self._queue[0]
        exercise = item.exercise
        outcome = judge(
            exercise,
            text,
            hints=item.hints,
            retried=item.retried,
            accept=self._accepted(exercise),
            vocabulary=self._vocabulary.get(exercise.key_lang, ()),
        )
        if outcome.word == "again":
            self._queue[0] = replace(item, retried=item.retried or bool(text.strip()))
            return outcome
        self._store(item, outcome, text)
        return outcome

    def give_up(self) -> Outcome:
        """Count the current exercise as not known."""
        item = self._queue[0]
        wrong = judge(item.exercise, "\N{REPLACEMENT CHARACTER}", retried=True)
        outcome = replace(wrong, word="wrong", rating=Rating.AGAIN)
        self._store(item, outcome, "")
        return outcome

    def _store(self, item: Item, outcome: Outcome, text: str) -> None:
        exercise = item.exercise
        self._struck = None
        taken = int((self._clock() - self._shown_at) * 1000)
        event = self._recorder.record(
            exercise.target,
            outcome.rating,
            group=exercise.pair,
            place=self._place,
            milliseconds=taken if taken <= IGNORED_MILLISECONDS else None,
            practice=item.practice,
        )
        self._queue.popleft()
        returned = self._come_back(item) if outcome.word == "wrong" else None
        self._done.append(Answered(item, outcome, event, returned, text))
        self.shown()

    def _come_back(self, item: Item) -> Item | None:
        if item.returns >= MAX_RETURNS:
            return None
        again = Item(item.exercise, True, item.returns + 1)
        self._queue.insert(min(RETURN_AFTER, len(self._queue)), again)
        return again

    def hint(self) -> str | None:
        """The next help for the current exercise, or None when there is none (left)."""
        item = self._queue[0]
        text = hint(item.exercise, item.hints + 1)
        if text is not None:
            self._queue[0] = replace(item, hints=item.hints + 1)
        return text

    def skip(self) -> None:
        """Leave the current exercise out of this session; nothing is stored."""
        self._struck = None
        item = self._queue.popleft()
        if not item.practice:
            self.total -= 1
        self.shown()

    def undo(self) -> Item | None:
        """Take the last answer, or the last strike, back; its exercise is the current one again.

        What "I was right" added to that answer goes with it. None when there is nothing to undo.
        """
        if self._struck is not None:
            return self._unstrike(self._struck)
        if not self._done:
            return None
        answered = self._done[-1]
        if answered.accepted is not None:
            self._accept(answered.item.exercise, answered.accepted, right=False)
        self._recorder.undo(answered.event)
        self._done.pop()
        if answered.returned is not None and answered.returned in self._queue:
            self._queue.remove(answered.returned)
        item = Item(answered.item.exercise, answered.item.practice, answered.item.returns)
        self._queue.appendleft(item)
        self.shown()
        return item

    def _unstrike(self, item: Item) -> Item:
        self._recorder.change(REJECTED, lambda ids: sorted({*(ids or [])} - {item.exercise.id}))
        self._struck = None
        self._queue.appendleft(item)
        if not item.practice:
            self.total += 1
        self.shown()
        return item

    def regrade(self, rating: Rating) -> Outcome | None:
        """Store the last answer again with another rating; None when there is none."""
        if not self._done:
            return None
        answered = self._done[-1]
        event = self._recorder.record(
            answered.item.exercise.target,
            rating,
            group=answered.item.exercise.pair,
            place=self._place,
            practice=answered.item.practice,
            replaces=answered.event,
        )
        word = answered.outcome.word if rating > Rating.AGAIN else "wrong"
        if rating > Rating.AGAIN and word == "wrong":
            word = "right"
        outcome = replace(answered.outcome, rating=rating, word=word)
        returned = answered.returned
        if word != "wrong" and returned is not None and returned in self._queue:
            self._queue.remove(returned)
            returned = None
        elif word == "wrong" and returned is None:
            returned = self._come_back(answered.item)
        self._done[-1] = replace(answered, event=event, outcome=outcome, returned=returned)
        return outcome

    def was_right(self) -> Outcome | None:
        """The learner says the last answer was right: it is accepted from now on. None when there is none."""
        answered = self.last
        if answered is None:
            return None
        exercise, text = answered.item.exercise, answered.text.strip()
        if exercise.type == "cloze" and text and text not in self._accepted(exercise):
            self._accept(exercise, text, right=True)
            self._done[-1] = replace(answered, accepted=text)
        return self.regrade(Rating.GOOD)

    def _accept(self, exercise: Exercise, text: str, *, right: bool) -> None:
        """Keep, or no longer keep, a text as another right answer."""

        def changed(old: Any) -> dict[str, list[str]]:
            accepted = dict(old or {})
            texts = set(accepted.get(exercise.id, []))
            accepted[exercise.id] = sorted(texts | {text} if right else texts - {text})
            return {name: kept for name, kept in accepted.items() if kept}

        self._recorder.change(ACCEPTED, changed)

    def bad(self) -> Exercise | None:
        """The exercise on the screen is bad: never ask it again. Of the last answer when one was just given.

        Returns what was struck; None when there is nothing.
        """
        item = self.current
        if item is None:
            return None
        self._reject(item.exercise)
        self.skip()
        self._struck = item
        return item.exercise

    def bad_last(self) -> Exercise | None:
        """The exercise just answered is bad: never ask it again, and take its answer back."""
        answered = self.last
        if answered is None:
            return None
        self._reject(answered.item.exercise)
        self._struck = None
        item = self.undo()
        assert item is not None
        self.skip()
        self._struck = item
        return answered.item.exercise

    def _reject(self, exercise: Exercise) -> None:
        self._recorder.change(REJECTED, lambda ids: sorted({*(ids or []), exercise.id}))

    def summary(self) -> Summary:
        """The session so far."""
        first = [answered.outcome.word for answered in self._done if not answered.item.practice]
        return Summary(
            asked=len(first),
            right=first.count("right"),
            almost=first.count("almost"),
            wrong=first.count("wrong"),
            practised=len(self._done) - len(first),
        )
