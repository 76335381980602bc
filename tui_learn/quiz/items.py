"""What a session shows and tells: the exercise that is asked now, an answer, the sum of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tui_learn.quiz.answers import Outcome
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.hints import help_in_sight


@dataclass(frozen=True, slots=True)
class Item:
    """An exercise as it is asked now."""

    exercise: Exercise
    practice: bool
    """Whether the answer is stored, but changes no schedule: after a miss, or on a second look at what is new."""
    returns: int
    """How often it has come back after a miss."""
    hints: int = 0
    """Steps of help that were asked for."""
    retried: bool = False
    card: str = ""
    """The memory card the answer is for."""
    given: int = 0
    """Steps of letters that are shown from the start, at no cost."""
    part: str = ""
    """The set it belongs to."""
    origin: Exercise | None = None
    """What was missed, where it comes back in an easier kind."""

    @property
    def help(self) -> str | None:
        """The help in sight."""
        return help_in_sight(self.exercise, self.given, self.hints)


@dataclass(frozen=True, slots=True)
class Answered:
    """An item with what was answered; it can be taken back."""

    item: Item
    outcome: Outcome
    event: str
    """Id of the stored answer."""
    returned: Item | None
    """The item that will come back because of it."""
    text: str
    """The answer itself."""
    accepted: str | None = None
    """What "I was right" made a right answer."""
    milliseconds: int | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """A session in numbers; first attempts only."""

    asked: int
    right: int
    almost: int
    wrong: int
    practised: int
    missed: tuple[Exercise, ...] = ()
    """What was wrong at the first attempt; their evidence are the sentences in both languages."""
    next_due: datetime | None = None
    """When the first of the session's cards is due again, UTC."""
    told: tuple[str, ...] = ()
    """Why there is no more today: lines for the learner."""
