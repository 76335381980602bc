"""What is decided is on the disk when the program ends, in the order of the keys, whatever was done meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.app.at_words import NB_FI, go, page_of, said, word_here
from tests.app.conftest import Open, settle, until
from tui_learn.app.keeping import Keeping
from tui_learn.app.screens.library import LibraryScreen
from tui_learn.paths import progress_folder
from tui_learn.progress import Progress, ProgressNotSaved, Status

OWN = "word/fi:fi/recognise/"


def test_one_thing_after_another() -> None:
    keeping, kept, go_on = Keeping(), list[int](), threading.Event()

    def slowly() -> None:
        assert go_on.wait(5)
        kept.append(1)

    assert keeping.add(slowly)
    thread = threading.Thread(target=keeping.work)
    thread.start()
    assert not keeping.add(lambda: kept.append(2))
    go_on.set()
    keeping.work()  # waits for what the thread has begun
    assert kept == [1, 2]
    thread.join()
    assert keeping.add(lambda: kept.append(3))  # nobody is at it: whoever adds it has to see to it
    assert kept == [1, 2]
    keeping.work()
    assert kept == [1, 2, 3]


def test_an_error_of_the_program_stops_nothing_else() -> None:
    keeping, kept = Keeping(), list[int]()
    assert keeping.add(lambda: kept.append([][1]))
    assert not keeping.add(lambda: kept.append(2))
    with pytest.raises(IndexError):
        keeping.work()
    assert keeping.add(lambda: kept.append(3))
    keeping.work()
    assert kept == [2, 3]


@pytest.fixture
def slow_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Statuses are written once the event is set."""
    written, real = threading.Event(), Progress.set_status

    def set_status(progress: Progress, *about: Any) -> Any:
        assert written.wait(10)
        return real(progress, *about)

    monkeypatch.setattr(Progress, "set_status", set_status)
    yield written
    written.set()


async def set_two(pilot: Pilot[int]) -> str:
    """Statuses of two words; the second one."""
    await go(pilot, "organisaatio", "right")
    await pilot.press("2", "right")
    second = word_here(pilot)
    await pilot.press("3")
    return second


async def test_statuses_hold_though_one_leaves(opened: Open, slow_disk: threading.Event) -> None:
    async with opened(NB_FI) as pilot:
        assert await set_two(pilot) == "ylläpitää"
        await pilot.press("x")
        await until(lambda: page_of(pilot).edition("right").language == "nb")
        await pilot.press("q")
        await until(lambda: isinstance(pilot.app.screen, LibraryScreen))
        threading.Timer(0.1, slow_disk.set).start()
        await pilot.press("ctrl+q")
    expected = {OWN + "organisaatio": Status.SEEN, OWN + "ylläpitää": Status.FAMILIAR}
    assert Progress(progress_folder()).statuses() == expected


async def test_what_is_not_kept_is_told_to_whoever_quits(
    opened: Open, slow_disk: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_changes: object, **_more: object) -> None:
        raise ProgressNotSaved(progress_folder(), "no space left")

    async with opened(NB_FI) as pilot:
        app: Any = pilot.app
        await set_two(pilot)
        monkeypatch.setattr(app.desk.progress()._storage, "commit", refuse)
        threading.Timer(0.1, slow_disk.set).start()
        await pilot.press("ctrl+q")
    assert len([message for message in app.desk.keeping.untold if "no space left" in message]) == 2


async def test_an_error_of_the_program_is_told(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(NB_FI) as pilot:
        app: Any = pilot.app
        await go(pilot, "organisaatio", "right")
        with monkeypatch.context() as patch:
            patch.setattr(Progress, "set_status", lambda *_about: 1 / 0)
            await pilot.press("2")
            await until(lambda: "ZeroDivisionError" in " ".join(said(pilot)))
        await pilot.press("3")
        await settle(pilot)
        assert app.desk.progress().status(OWN + "organisaatio") == Status.FAMILIAR
