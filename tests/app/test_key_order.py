"""Keys that come all at once, as from a quick hand: none is lost, and no letter that is typed runs a command."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widgets import Input

from tests.app.conftest import Open, settle, until
from tests.app.test_library_screen import folder as folder
from tests.app.test_library_screen import listed, start
from tui_learn.app.screens.cards import CardsScreen
from tui_learn.app.screens.contents import ContentsScreen
from tui_learn.app.screens.library import LibraryScreen
from tui_learn.app.screens.problems import ProblemsScreen
from tui_learn.app.screens.reader import ReaderScreen
from tui_learn.app.screens.search_library import SearchScreen

TYPED = "lang:fi? q1a"
"""Half of the letters are commands of some screen."""


def burst(pilot: Pilot[int], *keys: str) -> None:
    """Keys as a driver sends them when they come together; names of keys have more than one letter."""
    driver = pilot.app._driver
    assert driver is not None
    for key in keys:
        single = len(key) == 1
        event = events.Key(_character_to_key(key) if single else key, key if single else None)
        event.set_sender(pilot.app)
        driver.send_message(event)


async def written(pilot: Pilot[int], text: str) -> None:
    await until(lambda: any(field.value == text for field in pilot.app.screen.query(Input)))
    await settle(pilot)


@pytest.mark.parametrize("again", [False, True])
async def test_the_filter_of_the_library(opened: Open, folder: Path, again: bool) -> None:
    async with opened(start(folder)) as pilot:
        if again:
            await pilot.press("slash", "k", "escape")
        burst(pilot, "/", *"lang:fi", "enter")
        await until(lambda: len(listed(pilot)) == 2)
        await settle(pilot)
        assert isinstance(pilot.app.screen, LibraryScreen)
        assert not isinstance(pilot.app.focused, Input)
        burst(pilot, "/", *TYPED, "backspace")
        await written(pilot, TYPED[:-1])
        assert isinstance(pilot.app.screen, LibraryScreen)


async def test_the_filter_of_problems(opened: Open, folder: Path) -> None:
    (folder / "empty.md").touch()
    async with opened(start(folder)) as pilot:
        await pilot.press("e")
        await settle(pilot)
        burst(pilot, "/", *TYPED)
        await written(pilot, TYPED)
        assert isinstance(pilot.app.screen, ProblemsScreen)


async def test_a_search_screen_that_is_being_opened(opened: Open, folder: Path) -> None:
    async with opened(start(folder)) as pilot:
        burst(pilot, "F", *TYPED)
        await until(lambda: isinstance(pilot.app.screen, SearchScreen))
        await written(pilot, TYPED)


async def test_what_is_pasted(opened: Open, folder: Path) -> None:
    async with opened(start(folder)) as pilot:
        driver = pilot.app._driver
        assert driver is not None
        driver.send_message(events.Paste("qaF"))  # into no field
        burst(pilot, "/", "x")
        driver.send_message(events.Paste("a:b q"))
        burst(pilot, "y")
        await written(pilot, "xa:b qy")
        await pilot.press("escape")
        burst(pilot, "F")
        driver.send_message(events.Paste("a:b q"))
        burst(pilot, "y")
        await until(lambda: isinstance(pilot.app.screen, SearchScreen))
        await written(pilot, "a:b qy")


async def test_fields_of_the_reader(opened: Open, folder: Path) -> None:
    async with opened(start(folder)) as pilot:
        await pilot.press("enter")
        await settle(pilot)
        reader = pilot.app.screen
        assert isinstance(reader, ReaderScreen)
        for _time in range(2):  # made when first asked for
            burst(pilot, "/", *TYPED)
            await written(pilot, TYPED)
            assert pilot.app.screen is reader
            burst(pilot, "escape")
            await until(lambda: not isinstance(pilot.app.focused, Input))
            await settle(pilot)
        burst(pilot, "t", *TYPED)
        await until(lambda: isinstance(pilot.app.screen, ContentsScreen))
        await written(pilot, TYPED)


async def test_the_filter_of_cards_and_the_search_for_keys(opened: Open, folder: Path) -> None:
    async with opened(start(folder)) as pilot:
        burst(pilot, "s", "b")
        await until(lambda: isinstance(pilot.app.screen, CardsScreen))
        burst(pilot, "/", *TYPED)
        await written(pilot, TYPED)
        await pilot.press("escape")
        burst(pilot, "?", "/", *TYPED)
        await written(pilot, TYPED)


async def test_a_key_that_is_never_done_holds_no_other_up(
    opened: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_learn.app.key_order.PATIENCE", 0.05)
    async with opened(start(folder)) as pilot:
        monkeypatch.setattr(pilot.app, "on_key_done", lambda _event: None)
        burst(pilot, "/", "x", "y", "z")
        await written(pilot, "xyz")
