"""Reviews of a card, one after another, without anything else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from tui_learn.progress.cards import UNSEEN, CardRow, CardState, Rating, in_milliseconds
from tui_learn.progress.fold import state_of
from tui_learn.progress.options import ScheduleOptions
from tui_learn.progress.schedule import review_memory


def fold(
    key: str, reviews: Iterable[tuple[datetime, Rating]], options: ScheduleOptions | None = None
) -> CardState | None:
    """The state of a card after reviews that are given in order of time; None without any."""
    options, memory = options or ScheduleOptions(), UNSEEN
    for at, rating in reviews:
        memory = review_memory(memory, rating, in_milliseconds(at), options)
    return state_of(key, CardRow(memory), options)
