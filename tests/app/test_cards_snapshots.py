"""Pictures of the card browser, in three sizes, dark and light; compared where ``test_snapshots`` compares its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.app.conftest import settle
from tests.app.test_snapshots import pytestmark as only_where_pictures_were_taken
from tests.quiz.samples import small_library
from tui_learn.app.app import TuiLearn
from tui_learn.app.screens.card_moving import CardMovingScreen
from tui_learn.app.screens.cards import CardsScreen
from tui_learn.app.start import Start
from tui_learn.progress import Progress, Rating
from tui_learn.progress.cards import Status
from tui_learn.quiz.card_names import card_name
from tui_learn.quiz.orphans import Candidate

pytestmark = only_where_pictures_were_taken
NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
CARDS = [
    ("word/nb:fi/recognise/kirjoja", "3", 20),
    ("word/nb:fi/produce/kirjoja", "34", 8),
    ("word/nb:fi/recognise/asukkaille", "4", 3),
    ("sentence/nb:fi/produce/Se on avoinna joka päivä, eikä se maksa mitään.", "13", 6),
    ("claim/nb:fi/said/fi/Kirjastonhoitaja tuntee kaikki kirjat.", "3313131313131313131", 60),
    ("claim/nb:fi/figure/fi/1927/Se rakennettiin vuonna 1927.", "3", 1),
    ("board/nb:fi/recognise/kirjasto", "3", 2),
    ("claim/nb:fi/statements/library", "3", 4),
    ("word/nb:zh-Hans/produce/图书馆", "2", 1),
    ("deck/rules/opening-hours", "3", 12),
]
Picture = Callable[..., bool]


@pytest.fixture(autouse=True)
def greenwich(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Days begin at the same moment everywhere."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def picture(snap_compare: Any, own_home: Path, tmp_path: Path) -> Picture:
    small_library(tmp_path / "library")

    def take(size: tuple[int, int], theme: str, *names: str, over: Callable[[TuiLearn], None] | None = None) -> bool:
        progress = Progress(own_home / "progress", clock=lambda: NOW)
        for key, ratings, days in CARDS:
            for number, rating in enumerate(ratings):
                at = NOW - timedelta(days=days - number * days / 20)
                progress.record(key, Rating(int(rating)), group=card_name(key).pair, place="library", at=at,
                                milliseconds=3100, answer="kirja" if rating == "1" else "")  # fmt: skip
        progress.suspend(["deck/rules/opening-hours"])
        progress.set_status(["word/nb:fi/recognise/asukkaille"], Status.WELL_KNOWN)
        app = TuiLearn(Start(library=str(tmp_path / "library")))
        app.theme = theme
        app.desk.progress = lambda: progress  # type: ignore[method-assign]

        async def run(pilot: Pilot[Any]) -> None:
            await settle(pilot)
            pilot.app.push_screen(CardsScreen())
            await settle(pilot)
            for name in names:
                await pilot.press(name)
                await settle(pilot)
            if over is not None:
                over(app)
                await settle(pilot)

        return bool(snap_compare(app, terminal_size=size, run_before=run))

    return take


@pytest.mark.parametrize("theme", ["ink", "paper"])
@pytest.mark.parametrize("size", [(100, 30), (60, 20), (40, 10)], ids=["100x30", "60x20", "40x10"])
class TestCards:
    def test_table(self, picture: Picture, size: tuple[int, int], theme: str) -> None:
        assert picture(size, theme, "down", "space", "down", "space")

    def test_history(self, picture: Picture, size: tuple[int, int], theme: str) -> None:
        assert picture(size, theme, "o", "o", "o", "g", "enter")


def candidates(app: TuiLearn) -> None:
    found = [Candidate(card_name(key), 0.91 - place / 5) for place, (key, _ratings, _days) in enumerate(CARDS[:4])]
    app.push_screen(CardMovingScreen("Kirjastonhoitaja tunsi kaikki kirjat.", found))


@pytest.mark.parametrize("size", [(100, 30), (40, 10)], ids=["100x30", "40x10"])
class TestDialogs:
    def test_changing(self, picture: Picture, size: tuple[int, int]) -> None:
        assert picture(size, "ink", "e", "7")

    def test_deleting(self, picture: Picture, size: tuple[int, int]) -> None:
        assert picture(size, "paper", "d")

    def test_candidates(self, picture: Picture, size: tuple[int, int]) -> None:
        assert picture(size, "ink", over=candidates)

    def test_what_cannot_be_understood(self, picture: Picture, size: tuple[int, int]) -> None:
        assert picture(size, "paper", "slash", "i", "s", "colon", "x", "enter")


def test_without_colours(picture: Picture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert picture((60, 20), "ink", "down", "space")
