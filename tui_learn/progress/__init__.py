"""From answers to what comes next: events in a log, cards folded from them, the FSRS schedule."""

from typing import TYPE_CHECKING

from tui_learn.lazy import lazy_names
from tui_learn.progress.errors import ProgressDamaged, ProgressNotSaved, Trouble

if TYPE_CHECKING:
    from tui_learn.progress.cards import CardState, Rating, Status
    from tui_learn.progress.events import Event
    from tui_learn.progress.options import ScheduleOptions
    from tui_learn.progress.progress import Progress

__all__ = [
    "CardState",
    "Event",
    "Progress",
    "ProgressDamaged",
    "ProgressNotSaved",
    "Rating",
    "ScheduleOptions",
    "Status",
    "Trouble",
]

__getattr__ = lazy_names(
    __name__,
    {
        "CardState": "cards",
        "Event": "events",
        "Progress": "progress",
        "Rating": "cards",
        "ScheduleOptions": "options",
        "Status": "cards",
    },
)
