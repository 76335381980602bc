"""Pictures of the Progress screen and of the options of the schedule; see ``test_snapshots``."""

from __future__ import annotations

import sys
from importlib.metadata import version
from typing import Any

import pytest

from tests.app.progress_at import HalfAYear
from tests.app.test_snapshots import app, keys
from tui_learn.app.app import TuiLearn

pytestmark = [
    pytest.mark.skipif(
        sys.version_info[:2] != (3, 11) or version("textual") != "8.2.8" or version("plotext") != "5.3.2",
        reason="the pictures were taken on Python 3.11 with Textual 8.2.8 and plotext 5.3.2",
    ),
    pytest.mark.usefixtures("warm_home"),
]


def over(progress: HalfAYear, theme: str) -> TuiLearn:
    made = app(theme)
    made.desk.progress = lambda: progress  # type: ignore[method-assign, assignment, return-value]
    return made


@pytest.mark.parametrize("theme", ["ink", "paper"])
@pytest.mark.parametrize("size", [(100, 30), (60, 20), (40, 10)], ids=["100x30", "60x20", "40x10"])
class TestScreens:
    """In three sizes, dark and light."""

    def test_the_beginning(self, snap_compare: Any, size: tuple[int, int], theme: str) -> None:
        assert snap_compare(over(HalfAYear(), theme), terminal_size=size, run_before=keys("s"))

    def test_options(self, snap_compare: Any, size: tuple[int, int], theme: str) -> None:
        run = keys("s", "o", "down", "down", "x")
        assert snap_compare(over(HalfAYear(), theme), terminal_size=size, run_before=run)


@pytest.mark.parametrize("size", [(100, 90), (40, 120)], ids=["100x90", "40x120"])
@pytest.mark.parametrize("theme", ["ink", "paper"])
def test_the_whole_page(snap_compare: Any, size: tuple[int, int], theme: str) -> None:
    assert snap_compare(over(HalfAYear(), theme), terminal_size=size, run_before=keys("s"))


def test_a_pair_and_ninety_days(snap_compare: Any) -> None:
    run = keys("s", "right", "f")
    assert snap_compare(over(HalfAYear(), "paper"), terminal_size=(130, 60), run_before=run)


@pytest.mark.parametrize("size", [(100, 30), (40, 10)], ids=["100x30", "40x10"])
def test_nothing_yet(snap_compare: Any, size: tuple[int, int]) -> None:
    assert snap_compare(over(HalfAYear(groups=[]), "ink"), terminal_size=size, run_before=keys("s"))


def test_without_colour(snap_compare: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(over(HalfAYear(), "ink"), terminal_size=(100, 60), run_before=keys("s"))
