"""How the schedule is set: what the learner may change about it."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from typing import Any

DEFAULT_WEIGHTS = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
)  # fmt: skip
"""FSRS-6, as the package ``fsrs`` has them (a test compares)."""
_FOLDED = (
    "weights", "retention", "learning_steps", "relearning_steps", "maximum_days", "day_begins", "leech_after",
    "leech_suspends",
)  # fmt: skip
"""Options that change what is folded from answers."""


@dataclass(frozen=True)
class ScheduleOptions:
    """The options; the defaults are those most learners are well served with."""

    retention: float = 0.9
    """The chance, .7 to .97, at which a card is asked again."""
    new_a_day: int = 20
    """New cards a day and pair of languages."""
    reviews_a_day: int = 200
    """Due cards a day and pair of languages."""
    learning_steps: tuple[float, ...] = (1.0, 10.0)
    """Minutes after which a new card is asked again, before it is left to FSRS."""
    relearning_steps: tuple[float, ...] = (10.0,)
    """The same for a card that was forgotten."""
    maximum_days: int = 36500
    """No card stays away longer."""
    balance: bool = True
    """Whether cards may come some days sooner or later, so that days are evenly full."""
    leech_after: int = 8
    """Times a card is forgotten after which it is called a leech; 0 never."""
    leech_suspends: bool = False
    """Whether a leech is asked no more until the learner says so."""
    day_begins: int = 4
    """The hour, local time, at which the learner's day begins."""
    weights: tuple[float, ...] = DEFAULT_WEIGHTS
    """The weights of FSRS-6."""

    def __hash__(self) -> int:
        return self._hash  # looked up several times an answer

    @cached_property
    def _hash(self) -> int:
        return hash(tuple(getattr(self, field.name) for field in fields(self)))

    @cached_property
    def id(self) -> str:
        """Eight digits for those options that change what is folded from answers."""
        text = json.dumps([getattr(self, name) for name in _FOLDED], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:8]

    def to_json(self) -> dict[str, Any]:
        """A JSON object."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}

    @classmethod
    def from_json(cls, data: object) -> ScheduleOptions:
        """Inverse of ``to_json``; what is missing has its default, names of later versions are left aside.

        Raises ``ValueError`` that says which option cannot be.
        """
        if not isinstance(data, dict):
            return cls()
        known = {field.name for field in fields(cls)}
        given: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in data.items() if name in known
        }
        options = cls(**given)
        options.check()
        return options

    def check(self) -> None:
        """Raise ``ValueError`` that names the option that cannot be."""
        numbers = (*self.learning_steps, *self.relearning_steps, *self.weights, self.retention)
        if not all(isinstance(n, int | float) and not isinstance(n, bool) and math.isfinite(n) for n in numbers):
            raise ValueError("steps, weights and retention are numbers")
        wholes = (self.new_a_day, self.reviews_a_day, self.maximum_days, self.leech_after, self.day_begins)
        if not all(isinstance(n, int) and not isinstance(n, bool) and n >= 0 for n in wholes):
            raise ValueError("days and counts are whole numbers")
        possible = {
            "retention": 0.7 <= self.retention <= 0.97,
            "learning_steps": all(0 < step <= 24 * 60 for step in self.learning_steps),
            "relearning_steps": all(0 < step <= 24 * 60 for step in self.relearning_steps),
            "maximum_days": 1 <= self.maximum_days <= 36500,
            "day_begins": self.day_begins < 24,
            "weights": len(self.weights) == len(DEFAULT_WEIGHTS),
        }
        for name, is_possible in possible.items():
            if not is_possible:
                raise ValueError(name)
