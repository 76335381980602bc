"""Which exercises make a session: what is due first, then what is new, mixed so that nothing gives another away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from tui_learn.progress import CardState
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.stems import any_same_stem
from tui_learn.text.fold import fold

SESSION = 15
"""Exercises of a session when nobody says how many."""
NEW = 5
"""New targets of such a session while enough is due."""
DUE_SHARE = 0.7
"""Most of a session that may be due cards while there are new ones."""
FAR = 4
"""Exercises between two that show the same sentence."""


class KnowsCards(Protocol):
    """What is known of cards."""

    def state(self, card: str) -> CardState | None: ...

    def due(self) -> list[CardState]: ...


def select(
    exercises: Sequence[Exercise],
    progress: KnowsCards,
    *,
    count: int | None = None,
    rejected: Iterable[str] = (),
) -> list[Exercise]:
    """Exercises for a session, in the order in which they are asked.

    ``exercises`` are ranked best first; ``rejected`` are ids never to ask again. With a ``count`` that many
    are chosen whatever the limits.
    """
    refused = frozenset(rejected)
    usable = [exercise for exercise in exercises if exercise.id not in refused]
    size = SESSION if count is None else count
    by_target: dict[str, list[Exercise]] = {}
    for exercise in usable:
        by_target.setdefault(exercise.target, []).append(exercise)

    due = [state for state in progress.due() if state.key in by_target]
    fresh = [exercise for exercise in usable if progress.state(exercise.target) is None]
    most_due = size if not fresh else max(1, round(size * DUE_SHARE))
    chosen: list[Exercise] = []
    shown: set[str] = set()
    for state in due[:most_due]:
        views = by_target[state.key]
        # Another view of the target each time, so that no wording is learnt by heart.
        chosen.append(views[state.reviews % len(views)])
    shown.update(segment for exercise in chosen for segment in exercise.shown_segments)
    room = size - len(chosen)
    if count is None and len(due) > NEW:
        room = min(room, NEW)
    chosen += _new(fresh, room, {exercise.target for exercise in chosen}, shown)
    if count is not None and len(chosen) < count:
        taken = {exercise.id for exercise in chosen}
        chosen += [exercise for exercise in usable if exercise.id not in taken][: count - len(chosen)]
    return interleave(chosen)


def _new(fresh: Sequence[Exercise], room: int, targets: set[str], shown: set[str]) -> list[Exercise]:
    """New targets, one exercise each; first those whose sentences nothing else in the session shows."""
    chosen: list[Exercise] = []
    for apart in (True, False):
        for exercise in fresh:
            if len(chosen) >= room:
                return chosen
            if exercise.target in targets or (apart and shown & exercise.shown_segments):
                continue
            chosen.append(exercise)
            targets.add(exercise.target)
            shown.update(exercise.shown_segments)
    return chosen


def interleave(exercises: Sequence[Exercise]) -> list[Exercise]:
    """The same exercises, with never three of a kind in a row and equal sentences four apart, as far as possible.

    A word to be typed stands four apart from whatever has told what it means.
    """
    waiting = list(exercises)
    ordered: list[Exercise] = []
    while waiting:
        recent = {segment for exercise in ordered[-FAR:] for segment in exercise.shown_segments}
        told = tuple(fold(word, e.key_lang) for e in ordered[-FAR:] for word in e.words_told)
        last_two = [exercise.code for exercise in ordered[-2:]]
        costs = [
            (
                2 * (bool(recent & exercise.shown_segments) or _told(exercise, told))
                + (last_two == [exercise.code] * 2),
                index,
            )
            for index, exercise in enumerate(waiting)
        ]
        ordered.append(waiting.pop(min(costs)[1]))
    return ordered


def _told(exercise: Exercise, told: tuple[str, ...]) -> bool:
    """Whether a form of the word to be typed is among folded words."""
    return exercise.type == "cloze" and any_same_stem([fold(exercise.key, exercise.key_lang)], told)
