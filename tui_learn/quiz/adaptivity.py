"""Which question comes next: one a learner gets right about four times in five, and nothing has given away."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from tui_learn.quiz.ability import Ability
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.hints import letter_steps
from tui_learn.quiz.items import Item
from tui_learn.quiz.leaks import Leaks
from tui_learn.quiz.selection import WINDOW, Slot
from tui_learn.quiz.stages import BROUGHT_FORTH, Stage, letters_given, memory_of

AIM, EASIER, HARDER = 0.8, 0.9, 0.7
"""The chance of being right that is aimed at; after two misses; after four quick hits."""
RANGE = 0.1
"""By how much it may be missed before other kinds are looked at."""
SURE = 0.9
"""The chance at which a session ends."""
MISSES, QUICK = 2, 4
_APART = 3
"""Questions between two looks at the same word."""


Usable = Callable[[Slot, Exercise], bool]
"""Whether a question may be asked for a slot."""


@dataclass(frozen=True, slots=True)
class Mood:
    """How it has been going."""

    misses: int = 0
    """In a row."""
    quick: int = 0
    """Quick hits in a row."""

    @property
    def aim(self) -> float:
        """The chance of being right to aim at now."""
        return EASIER if self.misses >= MISSES else HARDER if self.quick >= QUICK else AIM

    def after(self, right: bool, quick: bool) -> Mood:
        """The mood after an answer."""
        if not right:
            return Mood(self.misses + 1, 0)
        return Mood(0, self.quick + 1 if quick else 0)


@dataclass(frozen=True, slots=True)
class Look:
    """A question with the letters of its word that are shown from the start."""

    exercise: Exercise
    given: int
    chance: float
    """P(right)."""


def looks(exercises: Sequence[Exercise], stage: Stage, ability: Ability, *, easing: bool = False) -> Iterator[Look]:
    """The exercises as they may be asked at a stage, words to be typed with more or fewer letters.

    What is long known is asked without, but for ``easing``.
    """
    for exercise in exercises:
        given = letters_given(stage, exercise)
        eased = exercise.code in BROUGHT_FORTH and (easing or stage < Stage.MATURE)
        most = len(letter_steps(exercise)) if eased else given
        for letters in range(given, max(given, most) + 1):
            yield Look(exercise, letters, ability.chance(exercise, letters))


def nearest(found: Sequence[Look], aim: float) -> Look:
    """The look whose chance is nearest; the first of equals."""
    return min(found, key=lambda look: abs(look.chance - aim))


def likely(exercise: Exercise, stage: Stage, ability: Ability) -> float:
    """The chance of the look at an exercise that is nearest to what is aimed at."""
    return nearest(list(looks([exercise], stage, ability)), AIM).chance


def choose(slot: Slot, ability: Ability, aim: float, usable: Usable) -> Look | None:
    """A view of a slot that the stage calls for and whose chance is near the aim; else the nearest of all views."""
    everything: list[Look] = []
    for number, tier in enumerate(slot.tiers):
        found = list(looks([e for e in tier if usable(slot, e)], slot.stage, ability))
        if number == 0 and found:
            best = nearest(found, aim)
            if abs(best.chance - aim) <= RANGE:
                return best
        everything += found
    return nearest(everything, aim) if everything else None


def easiest(slot: Slot, ability: Ability, usable: Usable) -> Look | None:
    """The view to end with: one that is as good as sure, or the surest there is."""
    found = list(looks([e for e in slot.views if usable(slot, e)], slot.stage, ability, easing=True))
    sure = [look for look in found if look.chance >= SURE]
    return nearest(sure, SURE) if sure else max(found, key=lambda look: look.chance, default=None)


def easier(exercise: Exercise, views: Sequence[Exercise], ability: Ability, without: Collection[str]) -> Look:
    """An easier kind of question about the same for one that was missed; where there is none, the same once more.

    A word that is to be typed gets easier by its letters too.
    """
    chance = ability.chance(exercise)
    others = [view for view in views if view.code != exercise.code and view.id not in without]
    found = [look for look in looks(others, Stage.YOUNG, ability) if look.chance > chance + 0.05]
    if found:
        return max(found, key=lambda look: look.chance)
    letters = min(2, len(letter_steps(exercise))) if exercise.code in BROUGHT_FORTH else 0
    return Look(exercise, letters, ability.chance(exercise, letters))


def not_given_away(before: Sequence[Item], struck: Collection[str], leaks: Leaks, *, strict: bool) -> Usable:
    """Which questions may still be asked: none twice, none that was struck, and, where there is a choice, none whose
    key stood in clear before; of what is looked at again it did, and that is no harm."""
    without = {item.exercise.id for item in before} | set(struck)
    earlier = [(item.exercise, memory_of(item.card)) for item in before] if strict else []

    def usable(slot: Slot, exercise: Exercise) -> bool:
        if exercise.id in without:
            return False
        return not any(memory != slot.memory and leaks.leaks(other, exercise) for other, memory in earlier)

    return usable


def next_look(
    waiting: Sequence[Slot],
    before: Sequence[Item],
    ability: Ability,
    mood: Mood,
    leaks: Leaks,
    usable: Usable,
) -> tuple[int, Look] | None:
    """Which of the waiting slots comes next, and by which view; None when none has a view left.

    The easiest slot is kept for the end.
    """
    near = list(waiting[:WINDOW])
    chosen = [choose(slot, ability, mood.aim, usable) for slot in near]
    kept = _kept(near, ability, usable) if len(waiting) <= WINDOW else None
    views = [look.exercise for look in chosen if look is not None]
    asked = [item.exercise for item in before]
    recent = {memory_of(item.card) for item in before[-_APART:]}
    best: tuple[float, int, Look] | None = None
    for index, (slot, look) in enumerate(zip(near, chosen, strict=True)):
        if look is None:
            continue
        cost = leaks.crowding(asked, look.exercise) + 2 * leaks.gives_away(look.exercise, views) + 0.05 * index
        cost += abs(look.chance - mood.aim) + 4 * (mood.misses >= MISSES) * max(0.0, AIM - look.chance)
        cost += 6 * (slot.memory in recent)
        if slot.practice:
            cost += 100 * any(other.memory == slot.memory and not other.practice for other in near)
        cost += 1000 * (index == kept)
        if best is None or cost < best[0]:
            best = cost, index, look
    if best is None:
        return None
    _cost, index, look = best
    if index == kept and len(waiting) == 1:
        look = easiest(near[index], ability, usable) or look
    return index, look


def last_one(slots: Sequence[Slot], ability: Ability, usable: Usable) -> tuple[Slot, ...]:
    """Of the waiting slots only that with which to end."""
    kept = _kept(slots[:WINDOW], ability, usable)
    return () if kept is None else (slots[kept],)


def _kept(slots: Sequence[Slot], ability: Ability, usable: Usable) -> int | None:
    """The slot to end with: the last of those that are as good as sure, else the surest.

    None whose second look is still to come.
    """
    best: tuple[float, int] | None = None
    for index, slot in enumerate(slots):
        look = easiest(slot, ability, usable)
        again = not slot.practice and any(other.practice and other.memory == slot.memory for other in slots)
        if look is not None and not again:
            best = max(best or (-1.0, -1), (min(look.chance, SURE), index))
    return best[1] if best is not None else None
