"""A quiz of questions made by hand, asked in the order in which they are given."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.app.conftest import screen_text, settle
from tests.quiz.samples import PAIR, Samples, small_library
from tui_learn.app import loading
from tui_learn.app.answering import Way
from tui_learn.app.app import TuiLearn
from tui_learn.app.desk import Desk
from tui_learn.app.screens.quiz import QuizScreen
from tui_learn.app.start import Start
from tui_learn.progress import Progress
from tui_learn.quiz import Exercise
from tui_learn.quiz.session import Session

Sit = Callable[..., AbstractAsyncContextManager[Pilot[int]]]


def in_order(exercises: list[Exercise], progress: Progress, **named: Any) -> Session:
    """In the place of ``begin_session``."""
    return Session(exercises, progress, place=named["place"], vocabulary=named["vocabulary"])


@pytest.fixture
def samples(tmp_path: Path) -> Samples:
    """Questions about the small article."""
    return Samples(small_library(tmp_path / "library").articles[0])


@pytest.fixture
def sit(samples: Samples, own_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sit:
    """Open the app at a session of these questions."""
    monkeypatch.setattr(loading, "begin_session", in_order)

    @asynccontextmanager
    async def sit_down(
        *exercises: Exercise, size: tuple[int, int] = (100, 30), of: Samples = samples, **start: Any
    ) -> AsyncIterator[Pilot[int]]:
        quiz = of.quiz(*exercises)
        monkeypatch.setattr(Desk, "quiz", lambda *_args, **_named: quiz)
        folder = str(Path(of.known.path).parent)
        app = TuiLearn(Start(**{"library": folder, "article": of.article.id, "pair": of.pair, "quiz": True, **start}))
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            yield pilot

    return sit_down


def screen_of(pilot: Pilot[int]) -> QuizScreen:
    assert isinstance(pilot.app.screen, QuizScreen)
    return pilot.app.screen


def way_of(pilot: Pilot[int]) -> Way:
    way = screen_of(pilot).way
    assert way is not None
    return way


def session_of(pilot: Pilot[int]) -> Session:
    session = screen_of(pilot).session
    assert session is not None
    return session


def foot(pilot: Pilot[int]) -> str:
    return screen_text(pilot).splitlines()[-1]


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


__all__ = ["PAIR", "Samples", "Sit", "foot", "in_order", "press", "samples", "screen_of", "session_of", "sit", "way_of"]
