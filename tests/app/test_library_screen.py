"""The library, driven by keys: filtering, sorting, scanning, what has changed meanwhile."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Input

from tests.app.conftest import Open, screen_text, settle, until
from tui_learn.app.app import TuiLearn
from tui_learn.app.counting import SORT, count_progress
from tui_learn.app.desk import PLACE, Desk
from tui_learn.app.error_lines import error_lines
from tui_learn.app.screens.library import LibraryScreen
from tui_learn.app.screens.reader import ReaderScreen
from tui_learn.app.shelf import Order
from tui_learn.app.start import Start
from tui_learn.app.widgets import scan_bar
from tui_learn.app.widgets.article_table import ArticleHeader
from tui_learn.failed import Failed
from tui_learn.library import Library, Pair, open_library, watching
from tui_learn.library.scan import Scan
from tui_learn.library.watching import CannotWatch
from tui_learn.paths import progress_folder
from tui_learn.progress import Progress
from tui_learn.quiz.knowledge import remember_share

TEXTS = {
    "kahvi.fi.md": "# Kahvi ja tee\n\nKahvi on hyvää, ja tee on hyvää. Juon niitä joka päivä.\n",
    "kahvi.nb.md": "# Kaffe og te\n\nKaffe er godt, og te er godt. Jeg drikker dem hver dag, og jeg liker dem.\n",
    "talo.fi.md": "# Ähtärin talo\n\nTalo on vanha, ja sen ovi on sininen. Kukaan ei asu siellä.\n",
    "katu.nb.md": "# Gate og hus\n\nGaten er lang, og husene er gamle. Noen bor der ennå, men ikke mange.\n",
}


@pytest.fixture
def folder(tmp_path: Path, warm_home: Path) -> Path:
    """Four texts of three articles that were read before."""
    made = tmp_path / "texts"
    made.mkdir()
    for name, text in TEXTS.items():
        (made / name).write_text(text, encoding="utf-8")
    open_library(made).scan()
    return made


def start(folder: Path) -> Start:
    """A library that is read in the test's own process: to start another one takes a second."""
    return Start(library=str(folder), opened=open_library(folder))


def listed(pilot: Pilot[int]) -> list[str]:
    """The ids of the articles that are shown."""
    screen = library_of(pilot)
    return [screen._shelf.articles[number].id for number in screen._numbers]


def library_of(pilot: Pilot[int]) -> LibraryScreen:
    screen = pilot.app.screen
    assert isinstance(screen, LibraryScreen)
    return screen


def here(pilot: Pilot[int]) -> str:
    chosen = library_of(pilot)._chosen()
    return chosen.id if chosen is not None else ""


async def press(pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


async def put(pilot: Pilot[int], text: str, *keys: str) -> None:
    """Write into the field, all at once, and press keys."""
    await settle(pilot)
    pilot.app.screen.query_one(Input).value = text
    await press(pilot, *keys)


async def test_what_is_typed_leaves_what_fits(opened: Open, folder: Path) -> None:
    async with opened(start(folder)) as pilot:
        everything = listed(pilot)
        assert len(everything) == 3
        await press(pilot, "slash")
        await put(pilot, "gate", "escape")
        assert listed(pilot) == everything
        assert here(pilot) == "katu"  # the cursor stays on its article
        await press(pilot, "slash", "enter")
        assert not isinstance(pilot.app.focused, Input)
        await press(pilot, "slash", "a", "h")
        await put(pilot, "ahta")
        assert len(listed(pilot)) == 1
        assert "1 of 3" in screen_text(pilot)
        assert "Ähtärin talo" in screen_text(pilot)
        await press(pilot, "enter")
        assert not isinstance(pilot.app.focused, Input)
        await press(pilot, "f3")
        await put(pilot, "lang:nb")
        assert "2 of 3" in screen_text(pilot)
        first = here(pilot)
        await press(pilot, "down")  # while one still types
        assert here(pilot) != first
        await press(pilot, "q", "x", "1")  # letters are typed
        assert listed(pilot) == []
        await press(pilot, "enter", "enter", "p", "c", "x")
        assert library_of(pilot)._chosen() is None
        await press(pilot, "escape")
        assert listed(pilot) == everything
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ReaderScreen)


async def test_sorting_is_remembered(opened: Open, folder: Path) -> None:
    async with opened(start(folder)) as pilot:
        by_title = listed(pilot)
        await press(pilot, "t", "t")
        assert library_of(pilot)._order == Order("words")
        by_words = listed(pilot)
        assert by_words[-1] == "talo"
        assert "words▼" in screen_text(pilot)
        await press(pilot, "T")
        assert listed(pilot)[0] == "talo"
        await pilot.click(ArticleHeader, offset=(6, 0))
        await settle(pilot)
        assert listed(pilot) == by_title
        await pilot.click(ArticleHeader, offset=(6, 0))
        await settle(pilot)
        assert listed(pilot) == by_title[::-1]
    async with opened(start(folder)) as pilot:
        assert "title▼" in screen_text(pilot)
        assert listed(pilot) == by_title[::-1]
    assert Progress(progress_folder()).recall(SORT) == "title backwards"


async def test_what_is_known_of_articles(opened: Open, folder: Path) -> None:
    with Progress(progress_folder()) as progress:
        progress.remember(PLACE + "talo", {"share": 0.38, "day": "2026-11-20"})
        progress.remember(PLACE + "katu", {"share": "much", "day": 7})
        progress.remember("reader/pair", "nb:fi")
        remember_share(progress, "fi", "talo", 0.25)
        remember_share(progress, "nb", "katu", 0.5)
    async with opened(start(folder)) as pilot:
        row = next(line for line in screen_text(pilot).splitlines() if "Ähtärin talo" in line)
        assert row.split()[-4:] == ["%", "25", "%", "2026-11-20"]
        assert "38 %" in row
        other = next(line for line in screen_text(pilot).splitlines() if "Gate og hus" in line)
        assert "%" not in other
        both = next(line for line in screen_text(pilot).splitlines() if "Kaffe og te" in line)
        assert "Kahvi ja tee" in both
        await press(pilot, "slash")
        await put(pilot, "is:read")
        assert listed(pilot) == ["talo"]
        await press(pilot, "escape")
        app, name = pilot.app, here(pilot)
        assert isinstance(app, TuiLearn)
        await press(pilot, "enter")
        await press(pilot, "down", "q")
        today = app.desk.progress().day()
        assert count_progress(app.desk).facts[name].last == today
        assert today in screen_text(pilot)


async def test_files_that_change_while_it_is_open(opened: Open, folder: Path) -> None:
    async with opened(start(folder)) as pilot:
        await press(pilot, "end")
        before = here(pilot)
        (folder / "uusi.fi.md").write_text("# Aivan uusi teksti\n\nTämä on uusi, ja se on pitkä.\n", encoding="utf-8")
        await press(pilot, "R")
        await until(lambda: len(listed(pilot)) == 4)
        assert "Aivan uusi teksti" in screen_text(pilot)
        assert here(pilot) == before
        await press(pilot, "slash")
        await put(pilot, "uusi", "enter")
        (folder / "uusi.fi.md").unlink()
        await press(pilot, "R")
        await until(lambda: not listed(pilot))
        await press(pilot, "escape")
        assert len(listed(pilot)) == 3


async def test_the_cursor_stays_near_an_article_that_is_gone(opened: Open, folder: Path) -> None:
    async with opened(start(folder)) as pilot:
        ids = listed(pilot)
        for gone, key, near in ((ids[1], "down", ids[2]), (ids[2], "end", ids[0])):
            await press(pilot, key)
            assert here(pilot) == gone
            for file in folder.glob(f"{gone}.*"):
                file.unlink()
            await press(pilot, "R")
            await until(lambda gone=gone: gone not in listed(pilot))  # type: ignore[misc]
            assert here(pilot) == near


async def test_nothing_new_is_told_to_who_asks(opened: Open, folder: Path) -> None:
    async with opened(start(folder)) as pilot:
        await settle(pilot)
        assert not pilot.app._notifications
        await press(pilot, "R")
        await until(lambda: [note.message for note in pilot.app._notifications] == ["Nothing has changed."])


async def test_back_from_an_article_that_was_named(opened: Open, folder: Path) -> None:
    async with opened(replace(start(folder), article="katu")) as pilot:
        assert isinstance(pilot.app.screen, ReaderScreen)
        await press(pilot, "q")
        await until(lambda: isinstance(pilot.app.screen, LibraryScreen) and len(listed(pilot)) == 3)
        assert here(pilot) == "katu" != listed(pilot)[0]


def test_errors_leave_the_list_its_room() -> None:
    short = ["a.md: it is empty", "b.md: it is empty", "c.md: it is empty"]
    assert error_lines([], 0, 90, 30) == []
    assert error_lines(short, 3, 90, 30) == short
    assert error_lines(short, 9, 90, 30) == [*short[:2], "… and 7 more; e shows all"]
    assert error_lines(short, 9, 90, 19) == ["9 errors; e shows them"]
    assert error_lines(short[:1], 1, 90, 10) == short[:1]
    assert error_lines(short[:1], 1, 10, 10) == ["1 error; e shows it"]
    long = ["word " * 80, short[0]]
    assert error_lines(long, 2, 90, 40) == ["2 errors; e shows them"]
    assert error_lines(["word " * 30, short[0]], 2, 90, 40) == ["word " * 30, short[0]]


def test_a_bar_that_moves() -> None:
    for width in (1, 2, 7, 24):
        seen = {scan_bar.moving_bar(ticks, width) for ticks in range(60)}
        assert all(len("".join(parts)) == width and parts[1] for parts in seen)
        assert len(seen) == width - max(1, width // 4) + 1
    assert scan_bar.said(Scan("looking", 5000, None)) == "Looking at files … 5,000"


async def test_one_failure_does_not_end_the_watching(
    opened: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures: list[Exception] = [Failed("no room"), sqlite3.OperationalError("database is locked")]
    told: list[str] = []
    rescan = Desk.rescan

    def fail_at_first(desk: Desk, *given: Any) -> bool:
        if failures:
            raise failures.pop(0)
        return rescan(desk, *given)

    def change_thrice(*_given: object) -> Iterator[frozenset[str]]:
        yield from (frozenset({str(number)}) for number in range(3))
        raise CannotWatch("the disk is gone")

    async with opened(start(folder)) as pilot:
        monkeypatch.setattr(pilot.app, "tell", lambda message, *_severity: told.append(message))
        monkeypatch.setattr(Desk, "rescan", fail_at_first)
        monkeypatch.setattr(watching, "changes", change_thrice)
        (folder / "uusi.fi.md").write_text("# Aivan uusi teksti\n\nTämä on uusi, ja se on pitkä.\n", encoding="utf-8")
        app = pilot.app
        assert isinstance(app, TuiLearn)
        app.watch_library()
        await until(lambda: len(listed(pilot)) == 4 and len(told) == 3)
    assert "no room" in told[0]
    assert "database is locked" in told[1]
    assert told[2] == "the disk is gone"


async def test_a_deck_alone_waits_for_no_library(opened: Open, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_desk: Desk) -> Library:
        raise AssertionError("the library was asked for")

    asked: list[tuple[Path, object]] = []
    monkeypatch.setattr(Desk, "library", refuse)
    monkeypatch.setattr(TuiLearn, "_open_deck", lambda _app, path, article: asked.append((path, article)))
    async with opened(replace(start(folder), quiz=True, deck=folder / "deck.md")):
        assert asked == [(folder / "deck.md", None)]


async def test_the_first_articles_are_there_before_the_others(
    opened: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_learn.app.screens.library.FIRST", 2)
    asked: list[int | None] = []
    kept = Library.kept

    def counted(library: Library, limit: int | None = None) -> object:
        asked.append(limit)
        return kept(library, limit)

    monkeypatch.setattr(Library, "kept", counted)
    async with opened(start(folder)) as pilot:
        assert asked[0] == 2
        assert len(listed(pilot)) == 3


def slow(begun: threading.Event, ended: list[bool]) -> Callable[..., bool]:
    """A scan that ends when it is told to."""

    def rescan(_desk: Desk, progress: Callable[[Scan], None], stop: threading.Event) -> bool:
        progress(Scan("looking", 12, None))
        progress(Scan("reading", 12_000, 100_000))
        begun.set()
        try:
            while not stop.wait(0.05):
                progress(Scan("reading", 12_000, 100_000))
        finally:
            ended.append(stop.is_set())
        return False

    return rescan


async def test_a_long_scan_is_told_and_can_be_stopped(
    opened: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, ended = threading.Event(), list[bool]()
    monkeypatch.setattr(Desk, "rescan", slow(begun, ended))
    monkeypatch.setattr(scan_bar, "PATIENCE", 0.05)
    monkeypatch.setattr(scan_bar, "EVERY", 0.1)
    monkeypatch.setattr(Library, "unread", property(lambda _library: 88_000))
    monkeypatch.setattr(Library, "files", property(lambda _library: 100_000))
    app = TuiLearn(start(folder))
    async with app.run_test(size=(100, 30)) as pilot:
        await until(lambda: "Reading files: 12,000 of 100,000" in screen_text(pilot))
        assert "12 %" in screen_text(pilot)
        assert "Ähtärin talo" in screen_text(pilot)  # the list is there meanwhile
        await pilot.press("slash", "g", "enter", "escape")
        await pilot.press("escape")
        await until(lambda: "Stopped at 12,000 of 100,000 files; R goes on" in screen_text(pilot))
        assert ended == [True]
        begun.clear()
        await pilot.press("R")
        await until(begun.is_set)
        await until(lambda: "Reading files" in screen_text(pilot))
    await until(lambda: len(ended) == 2)  # whoever leaves ends it


async def test_a_short_scan_is_not_told(opened: Open, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Content] = []
    monkeypatch.setattr(scan_bar.ScanBar, "render", lambda _bar: shown.append(Content("scan")) or shown[-1])
    monkeypatch.setattr(scan_bar, "PATIENCE", 60.0)
    async with opened(start(folder)) as pilot:
        await press(pilot, "R")
    assert not shown


async def test_any_size(opened: Open, folder: Path) -> None:
    async with opened(start(folder), size=(10, 3)) as pilot:
        await press(pilot, "slash", "k", "enter", "t", "escape", "e", "slash", "x")
        for size in ((1, 1), (40, 10)):
            await pilot.resize_terminal(*size)
        await press(pilot, "escape", "escape", "F", "t", "enter")
        for size in ((1, 1), (10, 3)):
            await pilot.resize_terminal(*size)
        await press(pilot, "down", "escape", "escape")
        assert isinstance(pilot.app.screen, LibraryScreen)
        await pilot.resize_terminal(1, 1)
        await press(pilot, "down")


async def test_counting_looks_once_at_what_is_remembered(opened: Open) -> None:
    with Progress(progress_folder()) as progress:
        progress.remember(PLACE + "a", {"share": 2})
        progress.remember(PLACE + "b", ["share"])
        progress.remember(SORT, "due")
        progress.remember("reader/pair", str(Pair("nb", "fi")))
        progress.remember("reader/known/fi/a", True)
    counted = count_progress(Desk())
    assert counted.order == Order("due")
    assert counted.pair == Pair("nb", "fi")
    assert counted.facts["a"].read is counted.facts["a"].known is None
    assert not any(facts.due or facts.last for facts in counted.facts.values())
