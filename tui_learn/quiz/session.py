"""One sitting: what is asked next, what an answer did, and how to take it back.

Every answer is on disk before its outcome is returned; leaving at any time loses nothing. All that changes is one
frozen state; taking something back puts the state before it in its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import TypeGuard

from tui_learn.progress import CardState, ProgressNotSaved, Rating
from tui_learn.quiz.ability import Ability
from tui_learn.quiz.adaptivity import Mood, easier, last_one, next_look, not_given_away
from tui_learn.quiz.answers import NO_ANSWER, Outcome, VerdictWord, answer_text, judge
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.grades import IGNORED_MILLISECONDS, is_quick, rated, time_that_counts
from tui_learn.quiz.hints import free_steps, hint
from tui_learn.quiz.items import Answered, Item, Summary
from tui_learn.quiz.leaks import Leaks
from tui_learn.quiz.recorder import REJECTED, Recorder, accepted_texts, rejected_ids
from tui_learn.quiz.returns import MAX_RETURNS, asked_anew, distance, reshuffled
from tui_learn.quiz.selection import Slot, exchanged
from tui_learn.quiz.stages import Stage

__all__ = ["Adaptive", "Answered", "Item", "Recorder", "Session", "Summary", "accepted_texts", "rejected_ids"]


@dataclass(frozen=True)
class Adaptive:
    """What a session needs to choose its questions as it goes."""

    ability: Ability
    usual: Mapping[str, float] = field(default_factory=dict)
    """Median times of the learner by kind, in milliseconds."""
    views: Callable[[str], Sequence[Exercise]] = lambda _card: ()
    """All exercises about what a card is about."""
    minutes: float | None = None
    """How long new questions are begun; None without end."""
    strict: bool = True
    """Whether a question is left out when its key has stood in clear before."""
    at_end: Callable[[], Sequence[str]] = tuple
    """Lines that say why there is no more today."""


_CALM = Mood()


@dataclass(frozen=True, slots=True)
class _State:
    """Everything that answers change."""

    waiting: tuple[Slot, ...]
    total: int
    ability: Ability
    mood: Mood = _CALM
    returning: tuple[tuple[int, Item], ...] = ()
    """(from which number of looks on, what comes back)."""
    current: Item | None = None
    done: tuple[Answered, ...] = ()
    before: tuple[Item, ...] = ()
    """What was asked so far, answered or skipped."""
    spent: float = 0.0
    """Seconds of answering; long pauses do not count."""
    struck: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Step:
    """Something that can be taken back."""

    before: _State
    event: str = ""
    """The answer it stored."""
    struck: str = ""
    """The exercise it called bad."""
    decided: tuple[str, ...] = ()
    """The decisions it stored about a card."""


class Session:
    """Asks exercises one after another; without ``adaptive`` in the order in which they are given.

    ``place`` names where the exercises come from, or says it of each. ``vocabulary`` gives the words of each
    language that exist in the article: none of them is ever taken for a typing error.
    """

    def __init__(
        self,
        exercises: Sequence[Exercise] | Sequence[Slot],
        recorder: Recorder,
        *,
        place: str | Callable[[Exercise], str] = "",
        vocabulary: Mapping[str, Iterable[str]] | None = None,
        clock: Callable[[], float] = monotonic,
        adaptive: Adaptive | None = None,
    ) -> None:
        self._recorder = recorder
        self._place = place if callable(place) else lambda _exercise: place
        self._vocabulary = {language: frozenset(words) for language, words in (vocabulary or {}).items()}
        self._clock = clock
        self._adaptive = adaptive
        self._leaks = Leaks(self._place)
        self._edited: dict[str, Exercise | None] = {}
        self._steps: list[_Step] = []
        self._taught: dict[str, list[str]] | None = None
        slots = tuple(one if isinstance(one, Slot) else self._slot(one) for one in exercises)
        ability = adaptive.ability if adaptive is not None else Ability()
        self._state = self._advanced(_State(slots, len(slots), ability))
        self._shown_at = clock()
        self._away = False

    def _slot(self, exercise: Exercise) -> Slot:
        return Slot(exercise.target, Stage.MATURE, ((exercise,),))

    # --- where it stands

    @property
    def current(self) -> Item | None:
        """What is asked now; None when the session is over."""
        return self._state.current

    @property
    def total(self) -> int:
        """How many questions there are in all, returns not counted."""
        return self._state.total

    @property
    def position(self) -> int:
        """Number of the current exercise, from 1, returns not counted."""
        return min(self.total, sum(not answered.item.returns for answered in self._state.done) + 1)

    @property
    def last(self) -> Answered | None:
        """The last answer."""
        return self._state.done[-1] if self._state.done else None

    def shown(self) -> None:
        """Tell that the current exercise is now on the screen: the time of the answer counts from here."""
        self._shown_at = self._clock()
        self._away = False

    def away(self) -> None:
        """Tell that the learner looked elsewhere: the time of this answer says nothing."""
        self._away = True

    def summary(self) -> Summary:
        """The session so far."""
        done = self._state.done
        first = [answered for answered in done if not answered.item.practice]
        words = [answered.outcome.word for answered in first]
        missed = {answered.item.exercise.id: answered.item.exercise for answered in first if _is_miss(answered)}
        states = [self._recorder.state(answered.item.card) for answered in done]
        return Summary(
            asked=len(first),
            right=words.count("right"),
            almost=words.count("almost"),
            wrong=words.count("wrong"),
            practised=len(done) - len(first),
            missed=tuple(missed.values()),
            next_due=min((state.comes or state.due for state in states if _comes_back(state)), default=None),
            told=tuple(self._adaptive.at_end()) if self._adaptive is not None else (),
        )

    # --- answering

    def answer(self, text: str) -> Outcome:
        """Judge and store an answer to the current exercise.

        The outcome ``again`` stores nothing and asks the same once more. Raises
        ``tui_learn.progress.ProgressNotSaved``; then the exercise is still the current one.
        """
        item = self._item()
        exercise = item.exercise
        outcome = judge(
            exercise,
            text,
            hints=item.hints,
            retried=item.retried,
            accept=self._accepted(exercise),
            vocabulary=self._vocabulary.get(exercise.key_lang, frozenset()),
        )
        if outcome.word == "again":
            self._state = replace(self._state, current=replace(item, retried=item.retried or bool(text.strip())))
            return outcome
        return self._store(item, outcome, text)

    def give_up(self) -> Outcome:
        """Count the current exercise as not known."""
        item = self._item()
        wrong = judge(item.exercise, NO_ANSWER, retried=True)
        return self._store(item, replace(wrong, word="wrong", rating=Rating.AGAIN), "")

    def _item(self) -> Item:
        assert self._state.current is not None, "the session is over"
        return self._state.current

    def _accepted(self, exercise: Exercise) -> list[str]:
        if self._taught is None:
            self._taught = accepted_texts(self._recorder)
        now = [a.accepted for a in self._state.done if a.accepted and a.item.exercise.id == exercise.id]
        return [*self._taught.get(exercise.id, ()), *now]

    def _store(self, item: Item, outcome: Outcome, text: str) -> Outcome:
        exercise, before = item.exercise, self._state
        passed = int((self._clock() - self._shown_at) * 1000)
        taken = time_that_counts(exercise, passed, away=self._away)
        usual = self._adaptive.usual if self._adaptive is not None else {}
        helped = bool(item.given or item.hints or item.retried)
        outcome = replace(outcome, rating=rated(exercise, outcome, taken, usual, helped=helped))
        answered = Answered(item, outcome, "", None, text, milliseconds=taken)
        try:
            event = self._record(answered, answer_text(exercise, text, outcome.chosen) if _is_miss(answered) else "")
        except ProgressNotSaved:
            self._away = True  # what goes on until there is room says nothing of the question
            raise
        answered = replace(answered, event=event, returned=self._returned(answered))
        self._steps.append(_Step(before, event=event))
        state = self._passed(before)
        state = replace(
            state,
            done=(*before.done, answered),
            returning=self._with_return(state, answered),
            spent=before.spent + min(passed, IGNORED_MILLISECONDS) / 1000,
        )
        self._go_to(self._advanced(self._learnt(state, before, answered)))
        return outcome

    def _record(self, answered: Answered, text: str, replaces: str = "") -> str:
        item = answered.item
        return self._recorder.record(
            item.card,
            answered.outcome.rating,
            group=item.exercise.pair,
            place=self._place(item.exercise),
            milliseconds=answered.milliseconds,
            practice=item.practice,
            replaces=replaces,
            item=item.exercise.id,
            kind=item.exercise.code,
            answer=text,
            part="" if item.practice else item.part,
            hints=item.given + item.hints,
        )

    def _learnt(self, state: _State, before: _State, answered: Answered) -> _State:
        """The state with what an answer tells of the learner."""
        if self._adaptive is None:
            return state
        item, right = answered.item, not _is_miss(answered)
        hints = item.given + item.hints
        quick = right and not item.hints and is_quick(item.exercise, answered.milliseconds, self._adaptive.usual)
        ability = before.ability
        if not item.practice:
            ability = ability.after(item.exercise, right, hints)
        return replace(state, ability=ability, mood=before.mood.after(right, quick))

    # --- what comes next

    def _go_to(self, state: _State) -> None:
        self._state = state
        self.shown()

    def _passed(self, state: _State) -> _State:
        """The state with the current item behind it."""
        assert state.current is not None
        return replace(state, current=None, before=(*state.before, state.current))

    def _advanced(self, state: _State) -> _State:
        """The state with the next item as the current one: what is due to come back, else what waits."""
        if state.current is not None:
            return state
        looks = len(state.before)
        waiting = [entry for entry in state.returning if entry[0] <= looks]
        if not waiting and state.returning and self._only_end_is_left(state):
            waiting = [min(state.returning, key=lambda entry: entry[0])]
        if waiting:
            entry = min(waiting, key=lambda entry: entry[0])
            rest = tuple(other for other in state.returning if other is not entry)
            return replace(state, current=entry[1], returning=rest)
        if not state.waiting:
            return state
        if self._adaptive is None:
            slot, *others = state.waiting
            exercise = slot.views[0]
            given = free_steps(exercise)
            item = Item(exercise, slot.practice, 0, card=slot.card, given=given, part=slot.part)
            return replace(state, waiting=tuple(others), current=item)
        return self._chosen(state, self._adaptive)

    def _only_end_is_left(self, state: _State) -> bool:
        # A session within the limits ends with something easy; where a number was asked for, that many come first.
        return len(state.waiting) <= (self._adaptive is not None and self._adaptive.strict)

    def _chosen(self, state: _State, adaptive: Adaptive) -> _State:
        usable = not_given_away(state.before, state.struck, self._leaks, strict=adaptive.strict)
        slots = state.waiting
        if adaptive.strict:
            slots = tuple(slot for slot in slots if any(usable(slot, view) for view in slot.views))
        if adaptive.minutes is not None and state.spent >= 60 * adaptive.minutes and len(slots) > 1:
            slots = last_one(slots, state.ability, usable)
        found = next_look(slots, state.before, state.ability, state.mood, self._leaks, usable)
        if found is None:
            return self._advanced(replace(state, waiting=(), total=state.total - len(state.waiting)))
        dropped = len(state.waiting) - len(slots)
        index, look = found
        slot = slots[index]
        item = Item(look.exercise, slot.practice, 0, card=slot.card, given=look.given, part=slot.part)
        rest = (*slots[:index], *slots[index + 1 :])
        return replace(state, waiting=rest, current=item, total=state.total - dropped)

    def _returned(self, answered: Answered) -> Item | None:
        """What comes back after an answer: what was missed, easier if it can be; after that once as it was."""
        item = answered.item
        if item.returns >= MAX_RETURNS:
            return None
        origin = item.origin or item.exercise
        if not _is_miss(answered):
            if item.origin is None or not item.returns:
                return None
            again, given, kept = origin, self._given_first(origin), None
        else:
            again, given, kept = origin, item.given, None
            if self._adaptive is not None:
                without = self._state.struck
                views = [v for v in map(self._as_edited, self._adaptive.views(item.card)) if v is not None]
                look = easier(origin, views, self._state.ability, without)
                again, given = look.exercise, max(look.given, free_steps(look.exercise))
                kept = origin if (again.id, given) != (origin.id, item.given) else None
        returns = item.returns + 1
        return Item(reshuffled(again, returns), True, returns, card=item.card, given=given, part=item.part, origin=kept)

    def _given_first(self, exercise: Exercise) -> int:
        """The letters that were shown when an exercise was asked first."""
        first = (i.given for i in self._state.before if i.exercise.id == exercise.id and not i.returns)
        return next(first, free_steps(exercise))

    def _with_return(self, state: _State, answered: Answered) -> tuple[tuple[int, Item], ...]:
        """What comes back, with what an answer that has just been given brings back."""
        if answered.returned is None:
            return state.returning
        return (*state.returning, (len(state.before) + distance(answered.returned.returns), answered.returned))

    # --- help, leaving out, taking back

    def hint(self) -> str | None:
        """The next help for the current exercise, or None when there is none (left)."""
        item = self._item()
        text = hint(item.exercise, item.hints + 1, item.given)
        if text is not None:
            self._state = replace(self._state, current=replace(item, hints=item.hints + 1))
        return text

    def skip(self) -> None:
        """Leave the current exercise out of this session; nothing is stored."""
        self._steps.append(_Step(self._state))
        self._go_to(self._advanced(self._left_out(self._state)))

    def _left_out(self, state: _State) -> _State:
        assert state.current is not None
        total = state.total - (not state.current.returns)
        return replace(self._passed(state), total=total)

    def undo(self) -> Item | None:
        """Take the last answer, skip, strike or decision about a card back; everything is as it was before.

        A changed grade, and what "I was right" taught, go with the answer. Returns what is asked then: None when
        there is nothing to undo, or nothing was asked when a card was decided about.
        """
        if not self._steps:
            return None
        step = self._steps[-1]
        if step.event:
            self._recorder.undo(step.event)
        for decision in step.decided:
            self._recorder.undo(decision)
        if step.struck:
            self._recorder.unmark(REJECTED, [step.struck])
        self._steps.pop()
        self._go_to(step.before)
        return step.before.current

    @property
    def can_undo_decision(self) -> bool:
        """Whether the last thing done was a decision about a card: ``undo`` takes that back, and no answer."""
        return bool(self._steps and self._steps[-1].decided)

    def regrade(self, rating: Rating) -> Outcome | None:
        """Store the last answer again with another rating; None when there is none."""
        return self._regraded(rating, teach=False)

    def was_right(self) -> Outcome | None:
        """The learner says the last answer was right: it is accepted from now on. None when there is none."""
        answered = self.last
        if answered is None or answered.outcome.word == "right":
            return None if answered is None else answered.outcome
        return self._regraded(Rating.GOOD, teach=True)

    def _regraded(self, rating: Rating, *, teach: bool) -> Outcome | None:
        old = self.last
        if old is None:
            return None
        number = max(n for n, step in enumerate(self._steps) if step.event == old.event)
        exercise = old.item.exercise
        text = answer_text(exercise, old.text, old.outcome.chosen)
        learns = teach and exercise.type in ("cloze", "typed") and not exercise.options and bool(text)
        outcome = replace(old.outcome, rating=rating, word=_word_of(old, rating))
        kept_before = old.accepted if rating > Rating.AGAIN else None
        new = replace(old, outcome=outcome, accepted=text if learns else kept_before)
        # What is kept with a right rating is what the learner says is right; with a wrong one, what was wrong.
        kept = text if teach or new.accepted or _is_miss(new) else ""
        event = self._record(new, kept, replaces=old.event)
        returned = old.returned
        if _is_miss(new) != _is_miss(old):
            returned = self._returned(new)
        new = replace(new, event=event, returned=returned)
        step = self._steps[number]
        self._steps[number] = replace(step, event=event)
        for later in range(number + 1, len(self._steps)):
            amended = self._amended(self._steps[later].before, step.before, old, new)
            self._steps[later] = replace(self._steps[later], before=amended)
        self._state = self._amended(self._state, step.before, old, new)
        return outcome

    def _amended(self, state: _State, before: _State, old: Answered, new: Answered) -> _State:
        """The state as it would be had the last answer been graded so."""
        done = tuple(new if answered.event == old.event else answered for answered in state.done)
        returning, current = state.returning, state.current
        if new.returned is not old.returned:
            returning = tuple(entry for entry in returning if entry[1] is not old.returned)
            if new.returned is not None:
                answered_at = len(before.before) + 1
                returning = (*returning, (answered_at + distance(new.returned.returns), new.returned))
            if old.returned is not None and current is not None and _is_same_item(current, old.returned):
                current = None
        state = replace(state, done=done, returning=returning, current=current)
        return self._advanced(self._learnt(state, before, new))

    def bad(self) -> Exercise | None:
        """The exercise on the screen is bad: never ask it again.

        Returns what was struck; None when there is nothing.
        """
        item = self.current
        if item is None:
            return None
        self._reject(item.exercise.id)
        self._strike()
        return item.exercise

    def bad_last(self) -> Exercise | None:
        """The exercise just answered is bad: never ask it again, and take its answer back.

        None when the last thing done was no answer.
        """
        if self.last is None or self._steps[-1].event != self.last.event:
            return None
        exercise = self._as_edited(self.last.item.exercise)
        if exercise is None:  # taken out of its deck meanwhile
            self.undo()
            return None
        self._reject(exercise.id)
        try:
            self.undo()
        except ProgressNotSaved:
            with suppress(ProgressNotSaved):  # it failed and is told; this only tidies up after it
                self._recorder.unmark(REJECTED, [exercise.id])
            raise
        self._strike()
        return exercise

    def _strike(self) -> None:
        """Leave the current exercise out, wherever it still comes; that it is bad has been stored."""
        name = self._item().exercise.id
        self._steps.append(_Step(self._state, struck=name))
        state = self._left_out(self._state)
        returning = tuple(entry for entry in state.returning if entry[1].exercise.id != name)
        state = replace(state, struck=state.struck | {name}, returning=returning)
        self._go_to(self._advanced(state))

    def bury(self, *, last: bool = False) -> bool:
        """Leave the current card alone until tomorrow, or with ``last`` that of the last answer, which stays.

        False where there is none. Raises ``tui_learn.progress.ProgressNotSaved``.
        """
        return self._decide(self._recorder.bury, last=last)

    def suspend(self, *, last: bool = False) -> bool:
        """The same until the learner resumes it."""
        return self._decide(self._recorder.suspend, last=last)

    def _decide(self, decide: Callable[[list[str]], Sequence[str]], *, last: bool) -> bool:
        item = self.last.item if last and self.last is not None else None if last else self.current
        if item is None:
            return False
        decided = tuple(decide([item.card]))
        self._steps.append(_Step(self._state, decided=decided))
        self._go_to(self._without(self._state, item.card))
        return True

    def _without(self, state: _State, card: str) -> _State:
        """The state in which a card comes no more."""
        waiting = tuple(slot for slot in state.waiting if slot.card != card)
        returning = tuple(entry for entry in state.returning if entry[1].card != card)
        total = state.total - (len(state.waiting) - len(waiting))
        state = replace(state, waiting=waiting, returning=returning, total=total)
        if state.current is not None and state.current.card == card:
            state = self._left_out(state)
        return self._advanced(state)

    def exchange(self, name: str, exercise: Exercise | None) -> bool:
        """Ask an exercise that was edited as it is now, wherever it still comes; None: no more.

        What was answered stays as it was. False when it does not come again.
        """
        self._edited[name] = exercise
        state = self._exchanged(self._state, name)
        comes = state != self._state
        self._steps = [replace(step, before=self._exchanged(step.before, name)) for step in self._steps]
        self._state = state
        if comes:
            self.shown()
        return comes

    def _as_edited(self, exercise: Exercise) -> Exercise | None:
        return self._edited.get(exercise.id, exercise)

    def _exchanged(self, state: _State, name: str) -> _State:
        now = self._edited[name]
        waiting = [exchanged(slot, name, now) for slot in state.waiting]
        kept = tuple(slot for slot in waiting if slot.views)
        returning = [(at, asked_anew(item, name, now)) for at, item in state.returning]
        state = replace(
            state,
            waiting=kept,
            total=state.total - (len(waiting) - len(kept)),
            returning=tuple((at, item) for at, item in returning if item is not None),
        )
        if state.current is None:
            return state
        current = asked_anew(state.current, name, now)
        return replace(state, current=current) if current is not None else self._advanced(self._left_out(state))

    def _reject(self, name: str) -> None:
        self._recorder.mark(REJECTED, [name])


def _comes_back(state: CardState | None) -> TypeGuard[CardState]:
    return state is not None and not state.suspended


def _is_miss(answered: Answered) -> bool:
    return answered.outcome.word == "wrong"


def _is_same_item(current: Item, returned: Item) -> bool:
    """Whether the one is the other, whatever help was asked for meanwhile."""
    return replace(current, hints=returned.hints, retried=returned.retried) == returned


def _word_of(answered: Answered, rating: Rating) -> VerdictWord:
    """The verdict that goes with a grade the learner gives."""
    if rating == Rating.AGAIN:
        return "wrong"
    if answered.item.exercise.code == "C20":
        return "almost" if rating == Rating.HARD else "right"
    return "right" if answered.outcome.word == "wrong" else answered.outcome.word
