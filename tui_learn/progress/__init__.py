"""From answers to what comes next: reviews in TinyDB, cards folded from them, the FSRS schedule."""

from typing import TYPE_CHECKING

from tui_learn.lazy import lazy_names
from tui_learn.progress.errors import ProgressDamaged, ProgressNotSaved

if TYPE_CHECKING:
    from tui_learn.progress.progress import Event, Progress
    from tui_learn.progress.schedule import CardState, Rating

__all__ = ["CardState", "Event", "Progress", "ProgressDamaged", "ProgressNotSaved", "Rating"]

__getattr__ = lazy_names(
    __name__, {"Event": "progress", "Progress": "progress", "CardState": "schedule", "Rating": "schedule"}
)
