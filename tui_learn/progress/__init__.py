"""From answers to what comes next: reviews in TinyDB, cards folded from them, the FSRS schedule."""

from tui_learn.progress.progress import Event, Progress
from tui_learn.progress.schedule import CardState, Rating
from tui_learn.progress.storage import ProgressDamaged, ProgressNotSaved

__all__ = ["CardState", "Event", "Progress", "ProgressDamaged", "ProgressNotSaved", "Rating"]
