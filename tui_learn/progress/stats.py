"""Progress in numbers, in the shape of ``stats --json``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tui_learn.progress import counters as count
from tui_learn.progress.statistics import all_statistics, statistics_json

if TYPE_CHECKING:
    from tui_learn.progress.progress import Progress


def stats_of(progress: Progress, at: datetime | None = None) -> dict[str, Any]:
    """The numbers as of a time; none of them needs the history to be read."""
    counters, cards = progress.counters(), progress.cards_by_group()
    totals, none = counters.by_group(), [0] * len(count.FIELDS)
    pairs = {}
    for group in sorted({*totals, *cards}):
        row = totals.get(group, none)
        if row[count.ANSWERS] or cards.get(group):
            pairs[group] = {
                "answers": row[count.ANSWERS],
                "reviews": row[count.REVIEWS],
                "right": row[count.RIGHT],
                "cards": cards.get(group, 0),
                "due": len(progress.due(at, group=group)),
            }
    whole = [sum(row[field] for row in totals.values()) for field in range(len(count.FIELDS))]
    return {
        "answers": whole[count.ANSWERS],
        "reviews": whole[count.REVIEWS],
        "cards": progress.cards(),
        "due": len(progress.due(at)),
        "days": {
            day: {"reviews": row[count.REVIEWS], "right": row[count.RIGHT]}
            for day, row in counters.by_day().items()
            if row[count.REVIEWS]
        },
        "pairs": pairs,
        "retention": retention_of(whole),
        **statistics_json(all_statistics(progress)),
    }


def retention_of(totals: Sequence[int]) -> dict[str, Any]:
    """Of cards past the learning steps: how many were right, and how many FSRS expected."""
    reviews = totals[count.LEARNED]
    if not reviews:
        return {"reviews": 0, "measured": None, "expected": None}
    expected = totals[count.EXPECTED] / count.NANO
    return {
        "reviews": reviews,
        "measured": round(totals[count.LEARNED_RIGHT] / reviews, 4),
        "expected": round(expected / reviews, 4),
    }
