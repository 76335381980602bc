"""Which views of a card were used already, so that no wording is learnt by heart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from tui_learn.quiz.ability import Attempt
from tui_learn.quiz.exercise import Exercise


class Rotation:
    """How often kinds and questions were asked, folded from first attempts."""

    def __init__(self, attempts: Iterable[Attempt] = ()) -> None:
        self._items: Counter[str] = Counter()
        self._kinds: Counter[tuple[str, str]] = Counter()
        self._last: dict[str, str] = {}
        for attempt in attempts:
            self._items[attempt.item] += 1
            self._kinds[attempt.card, attempt.code] += 1
            self._last[attempt.card] = attempt.item

    def times(self, exercise: Exercise) -> int:
        """How often a question was asked."""
        return self._items[exercise.id]

    def turned(self, card: str, tiers: Sequence[Sequence[Exercise]]) -> list[list[Exercise]]:
        """The views with what was asked last moved behind the others; of concepts, kinds less asked come first."""
        turned: list[list[Exercise]] = []
        worn: list[Exercise] = []
        for tier in tiers:
            fresh = [exercise for exercise in tier if exercise.id != self._last.get(card)]
            worn += [exercise for exercise in tier if exercise.id == self._last.get(card)]
            if fresh and not fresh[0].is_vocabulary:
                least = min(self._kinds[card, exercise.code] for exercise in fresh)
                first = [e for e in fresh if self._kinds[card, e.code] == least]
                turned += [first, [e for e in fresh if self._kinds[card, e.code] > least]]
            else:
                turned.append(fresh)
        return [tier for tier in (*turned, worn) if tier]
