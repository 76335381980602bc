"""The screen of the settings, and the very first start."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from tests.app.conftest import Open, screen_text, settle
from tui_learn import paths
from tui_learn.app.app import TuiLearn
from tui_learn.app.screens.first_run import FirstKeysScreen, FirstRunScreen, partners
from tui_learn.app.screens.library import LibraryScreen
from tui_learn.app.screens.reader import ReaderScreen
from tui_learn.app.screens.settings import FieldScreen, SettingsScreen
from tui_learn.app.start import Start
from tui_learn.library import Article, Pair
from tui_learn.settings import read_settings


async def test_changing_settings(opened: Open) -> None:
    file = paths.settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("# mine\n[app] # look\n")
    async with opened() as pilot:
        app = pilot.app
        assert isinstance(app, TuiLearn)
        await pilot.press("o")
        await settle(pilot)
        assert isinstance(app.screen, SettingsScreen)
        text = screen_text(pilot)
        for part in ("Reading", "Layout", "auto", "default", "config.toml", "auto goes by the width"):
            assert part in text
        await pilot.press("right", "enter", "left")  # side by side, stacked, side by side
        await settle(pilot)
        assert read_settings()[0].reader.layout == "side-by-side"
        assert not any("next start" in note.message for note in app._notifications)  # it holds for the next article
        await pilot.press("down", "enter")
        await settle(pilot)
        assert isinstance(app.screen, FieldScreen)
        app.screen.query_one(Input).value = "7"
        await pilot.press("enter")
        await settle(pilot)
        assert "from 20 to 120" in screen_text(pilot)
        app.screen.query_one(Input).value = "60"
        await pilot.press("enter")
        await settle(pilot)
        assert app.settings.reader.text_width == 60
        await pilot.press("d")
        await settle(pilot)
        assert app.settings.reader.text_width == 72
        await pilot.press("down", "down", "down", "left")  # past a heading, to the theme
        await settle(pilot)
        assert app.theme == app.settings.app.theme != "auto"  # at once
        await pilot.press("d")
        assert file.read_text() == '# mine\n[app] # look\n\n[reader]\nlayout = "side-by-side"\n'
        file.write_text("a = = 1\n")
        await pilot.press("right")
        await settle(pilot)
        assert file.read_text() == "a = = 1\n"
        assert "valid TOML" in screen_text(pilot)
        await pilot.press("q")
        await settle(pilot)
        assert isinstance(app.screen, LibraryScreen)


@pytest.mark.parametrize("size", [(1, 1), (10, 3)])
async def test_hostile_settings_in_a_small_terminal(opened: Open, size: tuple[int, int]) -> None:
    file = paths.settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text('[reader]\nlayout = "[/nope]"\nspeak = "[@click=app.quit]\\u001b]0;x\\u0007"\ntext_width = 3\n')
    async with opened(Start(), size=size) as pilot:
        await pilot.press("f10")
        await settle(pilot)
        assert isinstance(pilot.app.screen, SettingsScreen)
        await pilot.press("down", "down", "down", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, FieldScreen)
        await pilot.press("escape", "f1", "n", "escape", "escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, LibraryScreen)


def test_which_languages_can_be_chosen(seeds: Article) -> None:
    assert partners([seeds]) == dict.fromkeys(["nb", "pl", "fi", "sv", "tr"], 1)
    assert list(partners([seeds], "nb")) == ["pl", "fi", "sv", "tr"]
    assert partners([seeds], "de") == {}
    assert partners([]) == {}


async def test_the_very_first_start(opened: Open) -> None:
    async with opened(Start(welcome=True), size=(40, 10)) as pilot:
        app = pilot.app
        await settle(pilot)
        assert isinstance(app.screen, FirstRunScreen)
        assert "norsk bokmål" in screen_text(pilot)
        await pilot.press("down", "enter")  # polski
        assert "polski" not in screen_text(pilot)
        await pilot.press("left", "up", "enter", "down", "enter")  # norsk, after all; suomi
        await settle(pilot)
        assert isinstance(app.screen, FirstKeysScreen)
        assert "everything about the word" in screen_text(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, ReaderScreen)
        assert app.screen.pair == Pair("nb", "fi")
    async with opened(Start(welcome=True)) as pilot:
        await settle(pilot)
        assert isinstance(pilot.app.screen, LibraryScreen)


async def test_the_first_start_can_be_skipped(opened: Open) -> None:
    async with opened(Start(welcome=True)) as pilot:
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, LibraryScreen)
        assert isinstance(pilot.app, TuiLearn)
        assert pilot.app.desk.progress().recall("app/first_run") is True


async def test_damaged_progress_asks_nothing(opened: Open) -> None:
    folder = paths.progress_folder()
    folder.mkdir(parents=True)
    (folder / "progress.json").write_text("{")
    async with opened(Start(welcome=True)) as pilot:
        await settle(pilot)
        assert isinstance(pilot.app.screen, LibraryScreen)
