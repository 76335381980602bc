"""What a learner can do, per language and skill, and how hard questions turned out to be (Elo; Pelánek 2016).

Nothing of it is stored: it is folded from first attempts, which are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

from tui_learn.progress import Rating
from tui_learn.quiz.difficulty import HINT_EASE, base_difficulty, chance, guess_of, usual_guess
from tui_learn.quiz.exercise import Exercise

Skill = Literal["recognition", "production", "concept"]
PRODUCTION = frozenset({"V2", "V7", "V8", "V10"})
"""Kinds for which words are brought forth, not recognised."""


class Attempt(Protocol):
    """A stored first attempt; ``tui_learn.progress.Event`` is one."""

    @property
    def item(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def card(self) -> str: ...
    @property
    def group(self) -> str: ...
    @property
    def rating(self) -> int: ...
    @property
    def answer(self) -> str: ...
    @property
    def hints(self) -> int: ...
    @property
    def milliseconds(self) -> int | None: ...


def skill_of(code: str) -> Skill:
    """What a kind of question asks for."""
    if not code.startswith("V"):
        return "concept"
    return "production" if code in PRODUCTION else "recognition"


def learned_language(pair: str) -> str:
    """The second language of ``known:learned``."""
    return pair.rpartition(":")[2]


def was_right(attempt: Attempt) -> bool:
    """Whether it counts as right: almost does."""
    return attempt.rating > Rating.AGAIN


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that attempts have moved, and how many."""

    value: float = 0.0
    attempts: int = 0

    def moved(self, surprise: float) -> Measure:
        """After one more attempt. U(n) = 4/(1 + 0.05 n) in points, a quarter of that in logits."""
        return Measure(self.value + surprise / (1 + 0.05 * self.attempts), self.attempts + 1)


_ZERO = Measure()


@dataclass(frozen=True)
class Ability:
    """A learner's thetas, and by how much single questions differ from their prior difficulty, in logits."""

    thetas: Mapping[tuple[str, Skill], Measure] = field(default_factory=dict)
    offsets: Mapping[str, Measure] = field(default_factory=dict)

    def theta(self, pair: str, code: str) -> float:
        """What the learner can do in the skill a kind asks for."""
        return self.thetas.get((learned_language(pair), skill_of(code)), _ZERO).value

    def difficulty(self, exercise: Exercise, hints: int = 0) -> float:
        """How hard a question is, with so many steps of help."""
        return exercise.difficulty + self.offsets.get(exercise.id, _ZERO).value - HINT_EASE * hints

    def chance(self, exercise: Exercise, hints: int = 0) -> float:
        """P(right)."""
        theta = self.theta(exercise.pair, exercise.code)
        return chance(theta, self.difficulty(exercise, hints), guess_of(exercise))

    def after(self, exercise: Exercise, right: bool, hints: int = 0) -> Ability:
        """The ability after a first attempt; a question's own measure waits for the next fold."""
        name = (learned_language(exercise.pair), skill_of(exercise.code))
        moved = self.thetas.get(name, _ZERO).moved(right - self.chance(exercise, hints))
        return replace(self, thetas={**self.thetas, name: moved})


@dataclass(frozen=True, slots=True)
class Traced:
    """An attempt, and what the learner could do."""

    attempt: Attempt
    skill: tuple[str, Skill]
    theta: float
    """Before it."""
    guess: float
    """The chance of being right without knowing anything."""


def follow(attempts: Iterable[Attempt], known: Mapping[str, Exercise]) -> tuple[Ability, list[Traced]]:
    """The ability after first attempts, given in order of time, and each of them with the ability before it.

    ``known`` are exercises by id; of others only the kind is known.
    """
    thetas: dict[tuple[str, Skill], Measure] = {}
    offsets: dict[str, Measure] = {}
    traced: list[Traced] = []
    for attempt in attempts:
        if not attempt.code:
            continue  # stored before kinds were
        exercise = known.get(attempt.item)
        prior = exercise.difficulty if exercise is not None else base_difficulty(attempt.code)
        guess = guess_of(exercise) if exercise is not None else usual_guess(attempt.code)
        name = (learned_language(attempt.group), skill_of(attempt.code))
        theta, offset = thetas.get(name, _ZERO), offsets.get(attempt.item, _ZERO)
        expected = chance(theta.value, prior + offset.value - HINT_EASE * attempt.hints, guess)
        traced.append(Traced(attempt, name, theta.value, guess))
        surprise = was_right(attempt) - expected
        thetas[name] = theta.moved(surprise)
        if attempt.item:
            offsets[attempt.item] = offset.moved(-surprise)
    return Ability(thetas, offsets), traced


def fold_ability(attempts: Iterable[Attempt], known: Mapping[str, Exercise]) -> Ability:
    """The ability after first attempts, given in order of time."""
    return follow(attempts, known)[0]
