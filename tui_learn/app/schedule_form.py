"""The options of the schedule as a form: what each is called and means, how it is written, and what it can be."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from tui_learn.i18n import gettext as _
from tui_learn.progress.options import ScheduleOptions

_UNITS = {"s": 1 / 60, "m": 1.0, "h": 60.0, "d": 1440.0}
_STEP = re.compile(r"(\d+(?:[.,]\d+)?)([smhd]?)")


@dataclass(frozen=True)
class Field:
    """One option that is written as text."""

    name: str
    """As ``ScheduleOptions`` calls it."""
    label: str
    unit: str
    meaning: str
    """What it does, in a sentence."""
    wrong: str
    """What it can be, for who wrote something else."""
    read: Callable[[str], Any]
    """Its value; raises ``ValueError``."""
    written: Callable[[Any], str]


@dataclass(frozen=True)
class Switch:
    """One option that is on or off."""

    name: str
    label: str
    meaning: str


def share_read(text: str) -> float:
    """``90``, ``90 %``, ``0.9`` or ``92,5`` as a share of 1. Raises ``ValueError``."""
    number = float(text.replace("%", "").replace(",", ".").strip())
    return round(number if number <= 1 else number / 100, 4)


def share_written(share: float) -> str:
    """Inverse of ``share_read``, in percent."""
    return f"{100 * share:.4g}"


def steps_read(text: str) -> tuple[float, ...]:
    """``1m 10m``, ``30s``, ``1h 1d`` in minutes; a bare number is minutes. Raises ``ValueError``."""
    found = []
    for word in text.split():
        step = _STEP.fullmatch(word.lower())
        if step is None:
            raise ValueError(word)
        found.append(float(step[1].replace(",", ".")) * _UNITS[step[2] or "m"])
    return tuple(found)


def steps_written(steps: tuple[float, ...]) -> str:
    """Inverse of ``steps_read``."""
    return " ".join(_step_written(step) for step in steps)


def _step_written(minutes: float) -> str:
    for letter in ("d", "h", "m", "s"):
        number = round(minutes / _UNITS[letter], 6)
        if number >= 1 and number == int(number):
            return f"{int(number)}{letter}"
    return f"{minutes:g}m"


def hour_read(text: str) -> int:
    """``4`` or ``4:00``. Raises ``ValueError``."""
    hour, colon, minutes = text.strip().partition(":")
    if colon and minutes != "00":
        raise ValueError(text)
    return int(hour)


def fields() -> tuple[Field, ...]:
    """The options that are written, in the order of the form."""
    return (
        Field(
            "retention", _("Remembered"), "%",
            _("A card comes when the chance that you remember it has fallen to this. More means more reviews."),
            _("Write a number from 70 to 97."), share_read, share_written,
        ),
        Field(
            "new_a_day", _("New cards a day"), "",
            _("For each pair of languages. The more there are, the more reviews follow in the weeks after."),
            _("Write a whole number, 0 or more."), int, str,
        ),
        Field(
            "reviews_a_day", _("Reviews a day"), "",
            _("For each pair of languages. What is left over comes on the next day."),
            _("Write a whole number, 0 or more."), int, str,
        ),
        Field(
            "learning_steps", _("Steps of a new card"), "",
            _("How long until a new card is asked again on its first day, such as 1m 10m; empty for no steps."),
            _("Write times such as 30s, 10m or 2h, at most a day each, with spaces between them."),
            steps_read, steps_written,
        ),
        Field(
            "relearning_steps", _("Steps after forgetting"), "",
            _("The same for a card that was forgotten."),
            _("Write times such as 30s, 10m or 2h, at most a day each, with spaces between them."),
            steps_read, steps_written,
        ),
        Field(
            "maximum_days", _("Longest wait"), _("days"),
            _("No card stays away longer than this."),
            _("Write a whole number from 1 to 36500."), int, str,
        ),
        Field(
            "leech_after", _("A leech after"), _("times forgotten"),
            _("A card that is forgotten this often takes more time than it is worth: a leech. 0 for never."),
            _("Write a whole number, 0 or more."), int, str,
        ),
        Field(
            "day_begins", _("The day begins at"), _("o’clock"),
            _("Answers before this hour belong to the day before; cards of a day come from this hour on."),
            _("Write an hour from 0 to 23."), hour_read, str,
        ),
    )  # fmt: skip


def switches() -> tuple[Switch, ...]:
    """The options that are on or off."""
    return (
        Switch(
            "leech_suspends",
            _("Leeches are not asked"),
            _("A leech is not asked any more until you say so among the cards."),
        ),
        Switch(
            "balance",
            _("Even days"),
            _("Cards may come a few days sooner or later, so that no day is much fuller than the next."),
        ),
    )


def read_field(field: Field, text: str, options: ScheduleOptions) -> ScheduleOptions:
    """The options with what is written in a field. Raises ``ValueError`` with what to write instead."""
    try:
        changed = _with(options, field.name, field.read(text))
        changed.check()
    except (ValueError, OverflowError):
        raise ValueError(field.wrong) from None
    return changed


def switched(switch: Switch, on: bool, options: ScheduleOptions) -> ScheduleOptions:
    """The options with a switch on or off."""
    return _with(options, switch.name, on)


def _with(options: ScheduleOptions, name: str, value: Any) -> ScheduleOptions:
    changed: dict[str, Any] = {name: value}
    return replace(options, **changed)
