from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from types import ModuleType

import pytest
from textual.pilot import Pilot

from tests.app.linking import glossary_by_hand
from tests.quiz.conftest import editions as editions
from tests.quiz.conftest import exercises_of as exercises_of
from tests.quiz.conftest import glossary_for as glossary_for
from tui_learn.app.app import TuiLearn
from tui_learn.app.start import Start

Open = Callable[..., AbstractAsyncContextManager[Pilot[int]]]


@pytest.fixture(autouse=True)
def links_by_hand(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Words of Norwegian and Finnish linked by hand, none of other languages."""
    stub = ModuleType("tui_learn.quiz.glossaries")
    stub.glossary_of = glossary_by_hand  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "tui_learn.quiz.glossaries", stub)
    return stub


async def settle(pilot: Pilot[int]) -> None:
    """Wait for workers and what they set off; never sleeps for a fixed time."""
    for _ in range(3):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


@pytest.fixture
def warm_home(own_home: Path, seed_cache: Path) -> Path:
    """A home whose cache knows the bundled article already."""
    shutil.copytree(seed_cache, own_home / "cache")
    return own_home


@pytest.fixture
def opened(warm_home: Path) -> Open:
    """Open the app: ``async with opened(Start(...), size=(w, h)) as pilot``."""

    @asynccontextmanager
    async def open_app(start: Start | None = None, size: tuple[int, int] = (100, 30)) -> AsyncIterator[Pilot[int]]:
        app = TuiLearn(start)
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            yield pilot

    return open_app


def screen_text(pilot: Pilot[int]) -> str:
    """What is on the screen, as text."""
    compositor = pilot.app.screen._compositor
    return "\n".join("".join(segment.text for segment in strip) for strip in compositor.render_strips())


async def until(condition: Callable[[], bool], limit: int = 400) -> None:
    """Wait until something is so; fails when it never is."""
    for _ in range(limit):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never became so")
