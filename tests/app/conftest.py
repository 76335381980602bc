from __future__ import annotations

import asyncio
import contextlib
import json
import shutil
import sys
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from types import ModuleType

import pytest
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from tests.app.idle import be_quick
from tests.app.linking import glossary_by_hand
from tests.quiz.conftest import editions as editions
from tests.quiz.conftest import exercises_of as exercises_of
from tests.quiz.conftest import glossary_for as glossary_for
from tui_learn.analysis import process
from tui_learn.analysis.request import Request
from tui_learn.analysis.work import Made, Report, Tell, make
from tui_learn.app.app import TuiLearn
from tui_learn.app.start import Start
from tui_learn.library import scan_process
from tui_learn.library.decisions import DecisionStore
from tui_learn.library.index import Index
from tui_learn.library.scan import Progress
from tui_learn.library.scanning import scan
from tui_learn.paths import cache_folder

be_quick()

Open = Callable[..., AbstractAsyncContextManager[Pilot[int]]]


@pytest.fixture(autouse=True)
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cards are looked for as soon as a letter is typed."""
    monkeypatch.setattr("tui_learn.app.screens.cards.PAUSE", 0.005)


@pytest.fixture(autouse=True)
def links_by_hand(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Words of Norwegian and Finnish linked by hand, none of other languages."""
    stub = ModuleType("tui_learn.quiz.glossaries")
    stub.glossary_of = glossary_by_hand  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "tui_learn.quiz.glossaries", stub)
    return stub


@pytest.fixture(autouse=True)
def analysed_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a process of its own finds out is found out in a thread: to start one takes half a second."""

    def run(request: Request, tell: Tell, report: Report) -> Made:
        sent = json.loads(json.dumps(request.to_json()))
        return make(Request.from_json(sent, cache_folder()), tell, report)

    monkeypatch.setattr(process, "run", run)


@pytest.fixture(autouse=True)
def scanned_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library is scanned in a thread, for the same reason, and not watched."""

    def scan_here(
        folders: Sequence[Path],
        cache: Path,
        progress: Progress,
        *,
        stop: threading.Event,
        decisions: Path | None = None,
        workers: int | None = None,
    ) -> bool:
        store = DecisionStore(decisions) if decisions is not None else None
        scan(folders, Index(cache), progress, stop=stop, decisions=store, workers=workers or 0)
        return True

    monkeypatch.setattr(scan_process, "scan_apart", scan_here)
    monkeypatch.setattr("tui_learn.app.app.WATCH_AFTER", 3600.0)


async def settle(pilot: Pilot[int]) -> None:
    """Wait for workers and what they set off; never sleeps for a fixed time."""
    for _ in range(3):
        with contextlib.suppress(WorkerCancelled):  # one that began anew: the next round waits for it
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
