"""A disk that refuses: nothing is shown as accepted, and it can be tried again or left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from textual.pilot import Pilot

from tests.app.conftest import Open, screen_text, settle
from tests.app.quiz_at import Samples, Sit, foot, press, samples, screen_of, session_of, sit, way_of
from tests.app.right_keys import right_keys
from tui_learn.app.start import Start
from tui_learn.library import Pair
from tui_learn.paths import progress_folder
from tui_learn.progress import Progress, disk
from tui_learn.quiz import Exercise
from tui_learn.quiz.recorder import accepted_texts, rejected_ids

__all__ = ["samples", "sit"]
REFUSED = "Not saved: No space left on device. Make room; Enter tries again, q leaves without this answer."
UNCHANGED = "Not saved: No space left on device. Nothing was changed; make room, and the same key tries again."


@contextmanager
def full_disk() -> Iterator[None]:
    def no_room(_descriptor: int, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "append", no_room)
        yield


def told(pilot: Pilot[int]) -> list[str]:
    return [note.message for note in pilot.app._notifications]


def shown(pilot: Pilot[int]) -> str:
    return " ".join(screen_text(pilot).split())


def answers() -> int:
    return int(Progress(progress_folder()).stats()["answers"])


def every_type(samples: Samples) -> list[Exercise]:
    return [samples.choice(), samples.odd(), samples.point(), samples.order(), samples.said()]


@pytest.mark.parametrize("number", range(5))
async def test_what_was_chosen_stays_and_enter_tries_again(sit: Sit, samples: Samples, number: int) -> None:
    exercise = every_type(samples)[number]
    async with sit(exercise) as pilot:
        with full_disk():
            await press(pilot, *right_keys(exercise))
            assert REFUSED in shown(pilot)
            assert session_of(pilot).last is None
            assert "✓" not in screen_text(pilot)
            assert "don't know" in foot(pilot)
            laid, highlighted = list(way_of(pilot).laid), way_of(pilot).highlighted
            assert laid or highlighted is not None
            await press(pilot, "enter")  # still no room
            assert REFUSED in shown(pilot)
            assert (way_of(pilot).laid, way_of(pilot).highlighted) == (laid, highlighted)
            assert answers() == 0
        await press(pilot, "enter")
        last = session_of(pilot).last
        assert last is not None
        assert last.outcome.word == "right"
        assert REFUSED not in shown(pilot)
        assert answers() == 1
    assert last.milliseconds is None  # what it took says nothing


async def test_what_was_typed_stays(sit: Sit, samples: Samples) -> None:
    async with sit(samples.cloze()) as pilot:
        with full_disk():
            await press(pilot, *"kirja", "enter")
            assert screen_of(pilot).card.field.value == "kirja"
            assert REFUSED.replace(", q ", ", Esc ") in shown(pilot)
            await press(pilot, "enter")
            assert answers() == 0
            await press(pilot, "f2")  # help needs no disk
            assert "hint" in shown(pilot)
        await press(pilot, "t", "enter")  # and it can be typed on
        last = session_of(pilot).last
        assert last is not None
        assert (last.text, last.outcome.word) == ("kirjat", "right")
        assert answers() == 1


async def test_another_answer_may_be_given(sit: Sit, samples: Samples) -> None:
    async with sit(samples.choice()) as pilot:
        with full_disk():
            await press(pilot, "1")
            assert REFUSED in shown(pilot)
            await press(pilot, "down")
            assert REFUSED not in shown(pilot)
        await press(pilot, "enter")
        last = session_of(pilot).last
        assert last is not None
        assert last.outcome.chosen == 1


@pytest.mark.parametrize("typed", [True, False])
async def test_not_knowing_is_tried_again_too(sit: Sit, samples: Samples, typed: bool) -> None:
    async with sit(samples.cloze() if typed else samples.choice()) as pilot:
        with full_disk():
            await press(pilot, *("k" if typed else ()), "f3")
            assert "Not saved" in shown(pilot)
            assert session_of(pilot).last is None
        await press(pilot, "enter")
        last = session_of(pilot).last
        assert last is not None
        assert (last.text, last.outcome.word) == ("", "wrong")


async def test_leaving_without_the_answer(sit: Sit, samples: Samples) -> None:
    async with sit(samples.choice(), quiz=True) as pilot:
        with full_disk():
            await press(pilot, "1", "q")
        assert type(pilot.app.screen).__name__ == "LibraryScreen"
    assert answers() == 0


@pytest.mark.parametrize("size", [(100, 30), (40, 10)])
async def test_the_line_can_be_read_at_any_size(sit: Sit, samples: Samples, size: tuple[int, int]) -> None:
    async with sit(samples.choice(), size=size) as pilot:
        with full_disk():
            await press(pilot, "1")
            assert REFUSED in shown(pilot)
            assert "kirjoja" in shown(pilot)  # what was chosen is still in sight


@pytest.mark.parametrize("key", ["4", "exclamation_mark", "u", "b", "minus", "at"])
async def test_what_is_said_after_an_answer(sit: Sit, samples: Samples, key: str) -> None:
    other = samples.point()
    async with sit(samples.choice(), other) as pilot:
        await press(pilot, "2")
        session, before = session_of(pilot), screen_text(pilot)
        state = session._state
        with full_disk():
            await press(pilot, key)
            assert UNCHANGED in told(pilot)
            assert session._state is state
            pilot.app.clear_notifications()
            await settle(pilot)
            assert screen_text(pilot) == before
            progress = Progress(progress_folder())
            assert progress.stats()["answers"] == 1
            assert (rejected_ids(progress), accepted_texts(progress)) == (frozenset(), {})
        await press(pilot, key)
        assert session._state is not state
        assert len(told(pilot)) == (key in ("b", "minus", "at"))
    progress = Progress(progress_folder())
    row = progress.row(samples.choice().target)
    assert progress.stats()["answers"] == (key not in ("u", "b"))
    assert bool(rejected_ids(progress)) == (key == "b")
    assert (row is not None and row.suspended) == (key == "at")


@pytest.mark.parametrize("key", ["u", "b", "minus", "at"])
async def test_what_is_said_before_an_answer(sit: Sit, samples: Samples, key: str) -> None:
    async with sit(samples.point(), samples.choice(), samples.odd()) as pilot:
        await press(pilot, "b")  # something that u could take back
        session = session_of(pilot)
        pilot.app.clear_notifications()
        await settle(pilot)
        state, before = session._state, screen_text(pilot)
        with full_disk():
            await press(pilot, key)
            assert UNCHANGED in told(pilot)
            assert session._state is state
        pilot.app.clear_notifications()
        await settle(pilot)
        assert screen_text(pilot) == before
        await press(pilot, key)
        assert session._state is not state


async def test_a_session_of_the_seeds_survives_a_full_disk(opened: Open) -> None:
    async with opened(Start(article="parisuhteen-hoito", pair=Pair("nb", "fi"), quiz=True, count=3)) as pilot:
        session = session_of(pilot)
        with full_disk():
            await press(pilot, "f3", "enter", "enter")
            assert session.last is None
        while session.current is not None:
            await press(pilot, "f3", "enter")
        assert session.summary().asked == 3
    assert Progress(progress_folder()).stats()["reviews"] == 3
