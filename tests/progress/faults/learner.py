"""Somebody who does everything that can be done to progress, by chance, and writes down what was acknowledged."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tui_learn.progress import Progress, Rating, disk
from tui_learn.progress.cards import Status
from tui_learn.progress.options import ScheduleOptions
from tui_learn.progress.writers import Writer

START = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
CARDS = [f"{sort}/{number}" for sort in ("word", "text", 'ø"\\\n\ud800') for number in range(4)]
NAMES = ("place", "ø")
SMALL = 1500
"""Bytes of a segment, so that a short history has several."""


class Clock:
    """A clock that is set by hand."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def opened(folder: Path, clock: Callable[[], datetime], *, segment: int = SMALL) -> Progress:
    """Progress with small segments."""
    progress = Progress(folder, clock=clock)
    progress._storage._max_segment = segment
    return progress


@contextmanager
def unhurried() -> Iterator[None]:
    """The disk is trusted, and every folder is taken to be this device's: for tests that fail in other ways."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "sync", lambda _descriptor: None)
        patch.setattr(disk, "sync_folder", lambda _folder: None)
        patch.setattr(Writer, "_device", lambda _writer, _name: "this")
        yield


class Learner:
    """Acts on progress. ``acknowledged`` are the ids of events; ``values`` what was kept last by name."""

    def __init__(self, progress: Progress, clock: Clock, chance: random.Random) -> None:
        self.progress, self.clock, self.chance = progress, clock, chance
        self.acknowledged: list[str] = []
        self.values: dict[str, int] = {}

    def acts(self, count: int) -> None:
        """So many acts."""
        for _number in range(count):
            self.act()

    def act(self) -> list[str]:
        """Do something; the ids of events that were acknowledged."""
        chance, progress = self.chance, self.progress
        self.clock.now += timedelta(seconds=chance.choice([1, 60, 3600, 86_400, 5 * 86_400, -60]))
        card = chance.choice(CARDS)
        some = chance.sample(CARDS, chance.randint(1, 3))
        words = chance.randint(0, 900)
        ids: Iterable[str] = ()
        match chance.choices(range(14), [60, 6, 6, 8, 3, 3, 2, 2, 2, 2, 3, 3, 1, 6])[0]:
            case 0:
                ids = [self.answer(card)]
            case 1:
                ids = [progress.record(card, chance.randint(1, 4), practice=True, group="fi:nb", milliseconds=500)]
            case 2 if self.acknowledged:
                ids = [progress.record(card, Rating.GOOD, group="nb:fi", replaces=chance.choice(self.acknowledged))]
            case 3 if self.acknowledged:
                progress.undo(chance.choice(self.acknowledged[-5:] + self.acknowledged[:1]))
            case 4:
                ids = chance.choice([progress.suspend, progress.resume])(some)
            case 5:
                ids = progress.bury(some)
            case 6:
                ids = progress.forget(some[:1])
            case 7:
                ids = progress.set_due(some, chance.randint(0, 9))
            case 8:
                ids = progress.set_status(some, chance.choice([Status.KNOWN, Status.IGNORED, None]))
            case 9:
                to = chance.choice([f"{card}/moved", *some])
                with suppress(ValueError):  # it is there already
                    ids = [progress.move(card, to)]
            case 10:
                name = chance.choice(NAMES)
                value = self.values.get(name, 0) + 1
                progress.remember(name, value)
                self.values[name] = value
            case 11:
                chance.choice([progress.mark, progress.unmark])("places", some)
            case 12:
                progress.set_options(ScheduleOptions(retention=chance.choice([0.8, 0.9]), reviews_a_day=9))
            case 13:
                place, group = chance.choice(["an article", 'ø"\\\n\ud800']), chance.choice(["nb:fi", "fi:nb"])
                ids = [progress.read(place, group=group, milliseconds=chance.randint(0, 300_000), words=words)]
        found = list(ids)
        self.acknowledged += found
        return found

    def answer(self, card: str) -> str:
        """Answer a question about a card."""
        chance = self.chance
        return self.progress.record(
            card,
            chance.randint(1, 4),
            group=chance.choice(["nb:fi", "fi:nb"]),
            place=chance.choice(["an article", ""]),
            milliseconds=chance.choice([None, 1234]),
            item="a question",
            answer=chance.choice(["", "", "svar"]),
            part=chance.choice(["", "", f"{card} a", f"{card} b"]),
        )


def picture(progress: Progress, at: datetime) -> dict[str, Any]:
    """Everything that can be seen of progress."""
    return {
        "states": dict(sorted(progress.states().items())),
        "statuses": progress.statuses(),
        "due": [state.key for state in progress.due(at)],
        "places": progress.due_by_place(at),
        "counters": progress.counters().to_json(),
        "coming": {day: count for day, count in progress.coming().items() if count},
        "answers": [event.id for event in progress.attempts(practice=True)],
        "approved": [event.id for event in progress.approved()],
        "kept": {name: progress.recall(name) for name in NAMES},
        "marks": progress.marks("places"),
        "options": progress.options,
    }


def stored(progress: Progress) -> set[str]:
    """The ids of all events that are there."""
    return {document["id"] for document in progress.db.table("reviews").all()}


def differences(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """Where two pictures differ, for messages."""
    found = []
    for name in one:
        left, right = one[name], other[name]
        if left == right:
            continue
        if isinstance(left, dict):
            left, right = left.items(), right.items()
        if not isinstance(left, str | int | float | ScheduleOptions | None):
            gone, come = ([item for item in a if item not in b] for a, b in ((left, right), (right, left)))
            left, right = gone or left, come or right
        found.append(f"{name}: {left!r} != {right!r}")
    return found
