"""Pictures of every screen but quiz, progress and cards, with the bundled article and with hostile names and titles."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from tests.app.at_words import go
from tests.app.conftest import Open, settle, until
from tests.app.picture_texts import HOSTILE, MUST_NOT_COME, TITLE, put
from tests.app.pictures import Album, Shoot, drawn, text_of
from tests.conftest import SEEDS
from tui_learn.app.app import TuiLearn
from tui_learn.app.screens.confirm import ConfirmScreen
from tui_learn.app.screens.first_run import FirstKeysScreen, FirstRunScreen
from tui_learn.app.screens.library import LibraryScreen
from tui_learn.app.screens.reader import ReaderScreen
from tui_learn.app.screens.scopes import ScopeScreen
from tui_learn.app.screens.third import ThirdScreen
from tui_learn.app.start import Start
from tui_learn.library import Pair
from tui_learn.progress import Progress


@pytest.fixture
def silent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is said in the corner."""
    monkeypatch.setattr(TuiLearn, "notify", lambda *_args, **_named: None)


@pytest.fixture(autouse=True)
def same_everywhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The settings stand in a file whose name is the same everywhere, and it is always the same day."""
    monkeypatch.setattr(Progress, "day", lambda *_args: "2026-11-21")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tui_learn.paths.settings_file", lambda: Path("config.toml"))


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


async def shown(pilot: Pilot[int], shoot: Shoot, name: str, *keys: str, back: str = "escape") -> None:
    """A screen that keys lead to, and back again."""
    before = pilot.app.screen
    await press(pilot, *keys)
    assert pilot.app.screen is not before, name
    await shoot(name)
    await press(pilot, back)
    assert pilot.app.screen is before, name


async def everywhere(pilot: Pilot[int], shoot: Shoot, word: str) -> None:
    """From the library through every screen and back."""
    app = pilot.app
    assert isinstance(app, TuiLearn)
    assert isinstance(app.screen, LibraryScreen)
    await press(pilot, "home")
    await shoot("library")
    await shown(pilot, shoot, "problems", "e")
    await shown(pilot, shoot, "pair", "c")
    await shown(pilot, shoot, "keys", "question_mark")
    await shown(pilot, shoot, "settings", "o")
    await shown(pilot, shoot, "palette", "ctrl+p")
    for screen, name in ((FirstRunScreen(app.desk.library().articles), "welcome"), (FirstKeysScreen(), "first-keys")):
        await app.push_screen(screen)
        await settle(pilot)
        await shoot(name)
        await press(pilot, "escape")
    await press(pilot, "enter")
    reader = app.screen
    assert isinstance(reader, ReaderScreen)
    await until(lambda: reader._knowledge is not None)
    await in_the_reader(pilot, shoot, word)
    await press(pilot, "home", "q")


async def in_the_reader(pilot: Pilot[int], shoot: Shoot, word: str) -> None:
    """Every screen over the reader."""
    await press(pilot, "home")
    await go(pilot, word, "right")
    await shown(pilot, shoot, "entry", "enter")
    await shown(pilot, shoot, "contents", "t")
    await shown(pilot, shoot, "bookmarks", "B")
    await shown(pilot, shoot, "unknown", "W")
    await shown(pilot, shoot, "reader-keys", "f1")
    await shown(pilot, shoot, "reader-palette", "ctrl+p")
    await shown(pilot, shoot, "own-word", "e")
    await press(pilot, "home", "slash", "e", "n")
    await shoot("search")
    await press(pilot, "z", "z")
    await shoot("search-nothing")
    await press(pilot, "escape")


async def ready(pilot: Pilot[int], word: str) -> None:
    """A bookmark, a status, and words of one's own."""
    await press(pilot, "enter")
    reader = pilot.app.screen
    assert isinstance(reader, ReaderScreen)
    await until(lambda: reader._knowledge is not None)
    await go(pilot, word, "right")
    await press(pilot, "b", "3", "e")
    await press(pilot, *"oma [b]", "tab", *"note", "enter")
    assert pilot.app.screen is reader
    await press(pilot, "home", "q")


@pytest.fixture
def renew(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("update_snapshots", default=False))


@pytest.mark.usefixtures("silent")
async def test_screens(opened: Open, renew: bool, tmp_path: Path) -> None:
    album = Album("screen")
    shutil.copytree(SEEDS, tmp_path / "seeds")
    async with opened(Start(library="seeds")) as pilot:
        app = pilot.app
        assert isinstance(app, TuiLearn)
        app.choose_pair(Pair("nb", "fi"), app.desk.library().articles[0])
        await ready(pilot, "organisaatio")
        await album.walk(pilot, lambda shoot: everywhere(pilot, shoot, "organisaatio"))
    album.hold(renew=renew)


@pytest.mark.usefixtures("silent")
async def test_screens_of_hostile_text(opened: Open, renew: bool, tmp_path: Path) -> None:
    album = Album("hostile-screen")
    folder = put(tmp_path / "evil", "evil", HOSTILE, TITLE)
    (folder / "empty [red]\x9b\x1b]0;name\x07.md").touch()
    (tmp_path / "config.toml").write_text('[keys]\n"[bold]\\u001b]52;c;eA==\\u0007" = "\\u202e"\n', encoding="utf-8")
    async with opened(Start(library="evil")) as pilot:
        app = pilot.app
        assert isinstance(app, TuiLearn)
        app.choose_pair(Pair("nb", "fi"), app.desk.library().articles[0])
        await ready(pilot, "johtaja")
        await album.walk(pilot, lambda shoot: everywhere(pilot, shoot, "johtaja"))
        written = "".join(album.files().values())
        for there in ("[/nope]", "[@click=app.quit]", "[red]", "owned"):
            assert there in written, there
        assert not any(evil in written for evil in MUST_NOT_COME)
    album.hold(renew=renew)


TINY = ((10, 3), (2, 1), (1, 1))
KEYS = ("pagedown", "down", "end", "pageup", "up", "home")


@pytest.mark.usefixtures("silent")
async def test_tiny_terminals(opened: Open, tmp_path: Path) -> None:
    put(tmp_path / "evil", "evil", HOSTILE, TITLE)
    seen = []

    async with opened(Start(library="evil")) as pilot:
        app = pilot.app
        assert isinstance(app, TuiLearn)

        async def try_out(name: str) -> None:
            screen = app.screen
            for size in TINY:
                await pilot.resize_terminal(*size)
                await press(pilot, *KEYS)
                assert app.screen is screen, name
                for row in drawn(app):
                    assert cell_len(text_of(row)) == size[0], (name, size, text_of(row))
            seen.append(name)
            await pilot.resize_terminal(100, 30)
            await settle(pilot)

        app.choose_pair(Pair("nb", "fi"), app.desk.library().articles[0])
        await ready(pilot, "johtaja")
        await everywhere(pilot, try_out, "johtaja")
        article = app.desk.library().articles[0]
        for made in (
            ThirdScreen(["pl", "sv"], None),
            ConfirmScreen("[bold]?", "one", "two"),
            ScopeScreen(article, Pair("nb", "fi"), ("fi", "b0s0"), "article"),
        ):
            await app.push_screen(made)
            await settle(pilot)
            await try_out(type(made).__name__)
            await press(pilot, "escape")
    assert len(seen) == 20
