"""Which questions are to be asked no more, by what came of asking them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from tui_learn.quiz.ability import Attempt, Skill, Traced, was_right

OVERRIDES = 2
"""Times a learner says "I was right" before a question is taken to be wrong itself."""
LEAST = 4
"""Attempts of a strong learner before their rate says anything."""


def is_override(answer: Attempt) -> bool:
    """Whether the learner said "I was right": only then an answer is kept that counts as right."""
    return was_right(answer) and bool(answer.answer)


def retired(approved: Iterable[Attempt], traced: Iterable[Traced]) -> frozenset[str]:
    """Ids of questions with two "I was right", or that a strong learner gets right less often than by chance.

    ``approved`` are answers among which are all that the learner called right, ``traced`` the recent first attempts.
    Strong is a learner at the times when theta stood in the upper third of where it has been.
    """
    overrides = Counter(answer.item for answer in approved if answer.item and is_override(answer))
    wrong = {item for item, count in overrides.items() if count >= OVERRIDES}
    return frozenset(wrong | _below_chance(traced))


def _below_chance(traced: Iterable[Traced]) -> set[str]:
    by_skill: dict[tuple[str, Skill], list[Traced]] = defaultdict(list)
    for one in traced:
        by_skill[one.skill].append(one)
    found: set[str] = set()
    for row in by_skill.values():
        limit = sorted(one.theta for one in row)[len(row) * 2 // 3]
        strong: dict[str, list[Traced]] = defaultdict(list)
        for one in row:
            if one.theta >= limit and one.attempt.item:
                strong[one.attempt.item].append(one)
        found |= {
            item
            for item, tries in strong.items()
            if len(tries) >= LEAST and sum(was_right(t.attempt) for t in tries) / len(tries) < tries[0].guess
        }
    return found
