"""Numbers per day, pair and sort of card: statistics are made of them, never of the whole history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from tui_learn.progress.cards import Delta

FIELDS = (
    "answers", "reviews", "right", "milliseconds", "new",
    "learned", "learned_right", "expected", "known", "again", "hard", "good", "easy",
    "read_milliseconds", "read_words",
)  # fmt: skip
"""answers: all of them, practice too; reviews: first attempts, of which right were right; milliseconds: time of
answers; new: cards seen for the first time; learned: reviews of cards past the learning steps (a set is one), of which
learned_right were right and expected / 1e9 were expected to be; known: cards that came to be known less those that
ceased to; again ... easy: reviews by rating; read_milliseconds, read_words: how long was read, and how many words of
the language that is learned."""
ANSWERS, REVIEWS, RIGHT, MILLISECONDS, NEW, LEARNED, LEARNED_RIGHT, EXPECTED, KNOWN, AGAIN = range(10)
READ_MILLISECONDS, READ_WORDS = 13, 14
NANO = 1_000_000_000
"""Expected answers are kept as whole billionths: sums are the same in whatever order they are made."""

Key = tuple[str, str, str]
"""Day, group, sort."""


class DayCounters:
    """The counters; adding is order-free, so that merged logs give the same numbers."""

    def __init__(self, rows: dict[Key, list[int]] | None = None) -> None:
        self.rows: dict[Key, list[int]] = rows if rows is not None else {}

    def add(self, deltas: Iterable[Delta], sign: int = 1) -> None:
        """Add numbers, or with -1 take them off."""
        for day, group, sort, field, amount in deltas:
            row = self.rows.get((day, group, sort))
            if row is None:
                row = self.rows[(day, group, sort)] = [0] * len(FIELDS)
            row[field] += sign * amount

    def total(self, field: int, *, day: str | None = None, group: str | None = None) -> int:
        """The sum of a counter over all days and groups, or of one."""
        return sum(
            row[field]
            for (row_day, row_group, _sort), row in self.rows.items()
            if (day is None or row_day == day) and (group is None or row_group == group)
        )

    def by_day(self, group: str | None = None, sort: str | None = None) -> dict[str, list[int]]:
        """The counters of each day with anything, in order of time."""
        found: dict[str, list[int]] = {}
        for (day, row_group, row_sort), row in sorted(self.rows.items()):
            if (group is None or row_group == group) and (sort is None or row_sort == sort):
                kept = found.setdefault(day, [0] * len(FIELDS))
                for number, value in enumerate(row):
                    kept[number] += value
        return {day: row for day, row in found.items() if any(row)}

    def by_group(self) -> dict[str, list[int]]:
        """The counters of each group over all days."""
        found: dict[str, list[int]] = {}
        for (_day, group, _sort), row in sorted(self.rows.items()):
            kept = found.setdefault(group, [0] * len(FIELDS))
            for number, value in enumerate(row):
                kept[number] += value
        return {group: row for group, row in found.items() if any(row)}

    def to_json(self) -> list[list[Any]]:
        """Rows of day, group, sort and numbers; those with nothing left out."""
        return [[*key, *row] for key, row in sorted(self.rows.items()) if any(row)]

    @classmethod
    def from_json(cls, rows: Iterable[list[Any]]) -> DayCounters:
        """Inverse of ``to_json``. Raises ``ValueError`` for anything else."""
        return cls(dict(_parsed(rows)))


def _parsed(rows: Iterable[list[Any]]) -> Iterator[tuple[Key, list[int]]]:
    for day, group, sort, *numbers in rows:
        if len(numbers) != len(FIELDS):
            raise ValueError("counters of another version")
        yield (str(day), str(group), str(sort)), [int(n) for n in numbers]
