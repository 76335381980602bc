"""The Progress screen: what it says and draws, at every size, of every state of progress."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from tests.app.conftest import screen_text, settle
from tests.app.progress_at import TODAY, HalfAYear
from tui_learn.app import progress_text as say
from tui_learn.app.app import TuiLearn
from tui_learn.app.screens.progress import ProgressScreen, Section
from tui_learn.app.start import Start
from tui_learn.app.widgets.plots import (
    LEVELS,
    ForecastColumns,
    bar,
    beside,
    column_lines,
    columns_of,
    legend,
    map_lines,
    months_between,
    weeks_in,
)
from tui_learn.progress import Progress, ProgressDamaged
from tui_learn.progress.counters import FIELDS, NANO, DayCounters
from tui_learn.progress.statistics import Day, Forecast, heat_map

Shown = Callable[..., AbstractAsyncContextManager[Pilot[int]]]


@pytest.fixture
def shown(warm_home: Path) -> Shown:
    """The screen over what progress says: ``async with shown(progress, size=(w, h)) as pilot``."""

    @asynccontextmanager
    async def show(progress: Any, size: tuple[int, int] = (100, 30)) -> AsyncIterator[Pilot[int]]:
        app = TuiLearn(Start())
        app.desk.progress = lambda: progress  # type: ignore[method-assign]
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            await pilot.press("s")
            await settle(pilot)
            yield pilot

    return show


def numbers(pilot: Pilot[int], section: str) -> str:
    """What stands beside a plot."""
    return str(pilot.app.screen.query_one(f"#{section} .numbers", Static).render())


def sections(pilot: Pilot[int]) -> list[str]:
    """The sections that are shown."""
    return [section.id or "" for section in pilot.app.screen.query(Section) if section.display]


async def all_text(pilot: Pilot[int]) -> str:
    """What is on the whole page, from the top to the bottom."""
    await pilot.press("home")
    await pilot.pause()
    seen = screen_text(pilot)
    page = pilot.app.screen.query_one("#page")
    while page.scroll_y < page.max_scroll_y:
        await pilot.press("pagedown")
        await pilot.pause()
        seen += "\n" + screen_text(pilot)
    return seen


class TestScreen:
    async def test_every_section_and_the_numbers_beside_its_plot(self, shown: Shown) -> None:
        async with shown(HalfAYear()) as pilot:
            assert isinstance(pilot.app.screen, ProgressScreen)
            assert sections(pilot) == ["days", "coming", "retention", "known", "answers", "hardest", "pairs"]
            text = await all_text(pilot)
            progress = HalfAYear()
            for number in (len(progress.due()), progress.kept.total(FIELDS.index("reviews"), day=TODAY.isoformat())):
                assert f" {number} " in f" {text.splitlines()[2]} "
            for said in ("Mon ", "today", "+7", "aimed at", "• expected", "last 30 days", "Again", "forgotten 8 times"):
                assert said in text
            assert "nb → fi" in numbers(pilot, "pairs")

    async def test_months_and_their_numbers_are_those_of_the_counters(self, shown: Shown) -> None:
        progress = HalfAYear()
        rows = [row for (day, _g, _s), row in progress.kept.rows.items() if day.startswith("2026-10")]
        learned, right, expected = (
            sum(row[FIELDS.index(name)] for row in rows) for name in ("learned", "learned_right", "expected")
        )
        async with shown(progress) as pilot:
            line = next(line for line in numbers(pilot, "retention").splitlines() if line.startswith("2026-10"))
        assert line.split()[1:] == [
            str(round(100 * right / learned)), "%", "•", str(round(100 * expected / NANO / learned)), "%", str(learned),
        ]  # fmt: skip

    async def test_pairs_one_by_one_and_round_again(self, shown: Shown) -> None:
        async with shown(HalfAYear()) as pilot:
            titles = []
            for key in ("", "right", "tab", "right", "left", "shift+tab"):
                if key:
                    await pilot.press(key)
                    await pilot.pause()
                titles.append(screen_text(pilot).splitlines()[0].split("Progress")[1].rsplit("   ", 1)[0].strip())
            assert titles == ["all pairs", "en → sv", "nb → fi", "all pairs", "nb → fi", "en → sv"]
            assert "pairs" not in sections(pilot)

    async def test_one_pair_needs_no_choice(self, shown: Shown) -> None:
        async with shown(HalfAYear(groups=["nb:fi"])) as pilot:
            assert screen_text(pilot).splitlines()[0].split() == ["Progress", "nb", "→", "fi"]
            assert "pairs" not in sections(pilot)
            await pilot.press("right")
            assert screen_text(pilot).splitlines()[0].split() == ["Progress", "nb", "→", "fi"]

    async def test_the_forecast_looks_thirty_or_ninety_days_ahead(self, shown: Shown) -> None:
        async with shown(HalfAYear()) as pilot:
            columns = pilot.app.screen.query_one(ForecastColumns)
            assert "+28" in str(columns.render())
            await pilot.press("f")
            assert "+28" not in str(columns.render())
            assert str(columns.render()).splitlines()[-1].split() == ["!", "1", "w", "5", "w", "9", "w", "13", "w"]
            await pilot.press("f")
            assert "+28" in str(columns.render())

    async def test_nothing_yet_says_what_to_do(self, shown: Shown) -> None:
        async with shown(HalfAYear(groups=[])) as pilot:
            assert sections(pilot) == []
            keys = screen_text(pilot).splitlines()[-1].split()
            assert keys == ["b", "cards", "o", "schedule", "q", "back", "?", "help"]
            assert "press p" in " ".join(screen_text(pilot).split())

    async def test_after_the_first_day_there_are_no_empty_plots(self, shown: Shown) -> None:
        progress = HalfAYear(groups=["nb:fi"], days=0, cards=2)
        async with shown(progress) as pilot:
            for name in ("retention", "known"):
                if name in sections(pilot):
                    assert not pilot.app.screen.query_one(f"#{name} LinePlot").display
            assert "days" in sections(pilot)

    async def test_what_was_read_is_told(self, shown: Shown) -> None:
        async with shown(HalfAYear(minutes_read=12)) as pilot:
            assert "12 min read today" in screen_text(pilot).splitlines()[2]
            assert [row.split() for row in numbers(pilot, "reading").splitlines()] == [
                ["today", "12", "min,", "480", "words"], ["last", "7", "days", "36", "min,", "1440", "words"],
                ["last", "30", "days", "36", "min,", "1440", "words"], ["in", "all", "36", "min,", "1440", "words"],
                ["words", "a", "minute", "40"],
            ]  # fmt: skip
            assert "reviews + minutes read" in numbers(pilot, "days")
            await pilot.press("right")  # the pair in which nothing was read
            await settle(pilot)
            assert "reading" not in sections(pilot)
            assert "minutes read" not in numbers(pilot, "days")

    async def test_whoever_only_reads_sees_what_was_read(self, shown: Shown) -> None:
        progress = HalfAYear(groups=[], days=0)
        read = dict.fromkeys(FIELDS, 0) | {"read_milliseconds": 90_000, "read_words": 60}
        progress.kept.rows[TODAY.isoformat(), "nb:fi", "read"] = list(read.values())
        async with shown(progress) as pilot:
            assert sections(pilot) == ["days", "reading"]
            assert "1 day in a row" in screen_text(pilot)

    async def test_damaged_progress_is_told(self, shown: Shown, tmp_path: Path) -> None:
        class Damaged(HalfAYear):
            def counters(self) -> DayCounters:
                raise ProgressDamaged(tmp_path / "log [/x]", "no [b]permission")

        async with shown(Damaged(groups=[])) as pilot:
            text = " ".join(screen_text(pilot).split())
            assert "log [/x]" in text
            assert "no [b]permission" in text

    async def test_keys_scroll_and_lead_back(self, shown: Shown) -> None:
        async with shown(HalfAYear()) as pilot:
            page = pilot.app.screen.query_one("#page")
            for key, direction in (("down", 1), ("pagedown", 1), ("up", -1), ("end", 1), ("pageup", -1), ("g", -1)):
                before = page.scroll_y
                await pilot.press(key)
                await pilot.pause()
                assert (page.scroll_y - before) * direction > 0, key
            assert page.scroll_y == 0
            await pilot.press("q")
            assert not isinstance(pilot.app.screen, ProgressScreen)

    async def test_help_lists_every_key_once(self, shown: Shown) -> None:
        async with shown(HalfAYear()) as pilot:
            await pilot.press("question_mark")
            await settle(pilot)
            rows = [line.split() for line in screen_text(pilot).splitlines()[2:]]
            assert ["↓", "j", "scroll"] in rows
            assert ["f", "F4", "30", "or", "90", "days"] in rows
            assert not [row for row in rows if "Scroll" in row]

    async def test_coming_back_counts_anew(self, shown: Shown) -> None:
        progress = HalfAYear()
        async with shown(progress) as pilot:
            await pilot.press("o")
            await settle(pilot)
            progress.cards.clear()
            await pilot.press("escape")
            await settle(pilot)
            assert screen_text(pilot).splitlines()[2].split()[:2] == ["0", "due"]

    async def test_names_from_files_are_not_markup(self, shown: Shown) -> None:
        group = "[@click=app.quit]x[/]:[/nope]"
        async with shown(HalfAYear(groups=[group, "nb:fi"])) as pilot:
            await pilot.press("right")
            await pilot.pause()
            assert "[@click=app.quit]x[/] → [/nope]" in screen_text(pilot).splitlines()[0]

    @pytest.mark.parametrize("size", [(1, 1), (10, 3), (83, 24), (84, 24), (300, 100)])
    async def test_every_size(self, shown: Shown, size: tuple[int, int]) -> None:
        async with shown(HalfAYear(), size=size) as pilot:
            await pilot.press("right", "end", "f")
            await pilot.resize_terminal(100, 30)
            await pilot.pause()
            await pilot.press("home")
            await settle(pilot)
            assert "Days" in screen_text(pilot)

    @pytest.mark.parametrize("width", [100, 60, 40])
    async def test_nothing_is_cut_off_at_the_side(self, shown: Shown, width: int) -> None:
        async with shown(HalfAYear(), size=(width, 30)) as pilot:
            page = pilot.app.screen.query_one("#page")
            assert page.max_scroll_x == 0
            for widget in page.query("*"):
                if widget.display and widget.region.width:
                    assert widget.region.right <= width - 1, widget
            text = await all_text(pilot)
            assert "…" not in text

    async def test_marks_are_there_without_colour(self, shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("NO_COLOR", "1")
        async with shown(HalfAYear()) as pilot:
            strips = pilot.app.screen._compositor.render_strips()
            for segment in (segment for strip in strips for segment in strip if segment.style is not None):
                for colour in (segment.style.color, segment.style.bgcolor):
                    if colour is not None:
                        red, green, blue = colour.get_truecolor()
                        assert red == green == blue
            text = screen_text(pilot)
            assert set(LEVELS) <= set(text)
            assert "! overdue" in text

    async def test_the_theme_changes_what_plotext_draws(self, shown: Shown) -> None:
        async with shown(HalfAYear()) as pilot:
            plot = pilot.app.screen.query_one("#known LinePlot")
            pilot.app.screen.query_one("#page").scroll_to_widget(plot, animate=False)
            await settle(pilot)

            def colours() -> set[str]:
                strips = plot.render_lines(plot.size.region)
                return {str(s.style.color) for strip in strips for s in strip if s.style is not None and s.text.strip()}

            before = colours()
            await pilot.press("f9")
            await settle(pilot)
            assert colours() - before


async def test_of_the_progress_that_is_kept(shown: Shown, tmp_path: Path) -> None:
    now = [datetime(2026, 9, 1, 12, tzinfo=UTC)]
    with Progress(tmp_path / "kept", clock=lambda: now[0]) as progress:
        for number in range(80):
            for word in ("talo", "metsä", "järvi"):
                progress.record(
                    f"word/nb:fi/recognise/{word}", 1 if (number, word) == (60, "talo") else 3,
                    group="nb:fi", milliseconds=3000,
                )  # fmt: skip
            now[0] += timedelta(days=1)
        now[0] -= timedelta(days=1)
        async with shown(progress) as pilot:
            text = await all_text(pilot)
            assert "80 days in a row" in text
            assert "3 words known" in text or "2 words known" in text
            assert "talo  fi→nb" in text
            assert "forgotten 1 time" in text
            assert "240" in numbers(pilot, "answers")
            assert sections(pilot) == ["days", "coming", "retention", "known", "answers", "hardest"]


@pytest.mark.usefixtures("warm_home")
def test_plots_are_imported_when_first_shown() -> None:
    script = """
import asyncio, json, sys
from tui_learn.app.app import TuiLearn
def plots():
    return sorted(name for name in sys.modules if name.partition(".")[0] in ("plotext", "textual_plotext"))
async def main():
    app = TuiLearn()
    async with app.run_test(size=(100, 30)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        before = plots(), "tui_learn.app.screens.progress" in sys.modules
        app.desk.progress().record("word/nb:fi/recognise/x", 3, group="nb:fi")
        await pilot.press("s")
        for _ in range(3):
            await app.workers.wait_for_complete()
            await pilot.pause()
        from tui_learn.app.widgets.plots import Lines, Series, drawn
        drawn(Lines((Series(((0, 0), (1, 1)), "mark", "braille"),), (), (), (0, 1)), 20, 6, lambda name: (0, 0, 0))
        print(json.dumps([*before, bool(plots())]))
asyncio.run(main())
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout.splitlines()[-1]) == [[], False, True]


class TestMap:
    def test_a_mark_a_day(self) -> None:
        days = {"2026-11-16": Day(1, 0, 0), "2026-11-17": Day(30, 0, 0), "2026-11-18": Day(15, 0, 0)}
        rows = [line.plain for line in map_lines(heat_map(days, "2026-11-19", 3))]
        assert [row.rstrip() for row in rows] == [
            "    Nov",
            "Mon · · ▂", "Tue · · █", "Wed · · ▄", "Thu · · ·", "Fri · ·", "Sat · ·", "Sun · ·",
        ]  # fmt: skip

    def test_months_stand_over_the_week_in_which_they_begin(self) -> None:
        months = map_lines(heat_map({}, "2026-11-22", 30))[0].plain
        for name, first in (("Jul", "2026-07-01"), ("Nov", "2026-11-01")):
            week = next(
                number
                for number, week in enumerate(heat_map({}, "2026-11-22", 30).weeks)
                if any(cell is not None and cell[0] == first for cell in week)
            )
            assert months.index(name) == 4 + 2 * week

    @pytest.mark.parametrize("today", ["2026-01-01", "2026-02-28", "2026-03-01", "2026-06-07", "2026-12-31"])
    def test_names_of_months_never_touch(self, today: str) -> None:
        for weeks in range(1, 54):
            names = map_lines(heat_map({}, today, weeks))[0].plain.split()
            assert all(len(name) <= 3 for name in names)

    def test_the_legend_leaves_out_what_cannot_be(self) -> None:
        every = legend(heat_map({f"2026-11-{n:02}": Day(30, 0, 0) for n in range(1, 20)}, "2026-11-22", 9))
        assert every.plain.splitlines() == ["▂  1–9", "▄  10–19", "█  20 or more"]
        ones = legend(heat_map({"2026-11-20": Day(1, 0, 0)}, "2026-11-22", 9))
        assert ones.plain.splitlines() == ["█  1 or more"]

    def test_weeks_in_sight(self) -> None:
        assert [weeks_in(width) for width in (1, 36, 67, 500)] == [1, 16, 31, 53]


class TestColumns:
    @staticmethod
    def forecast(*counts: int, overdue: int = 0) -> Forecast:
        days = [(f"d{number}", count) for number, count in enumerate([*counts, *[0] * (90 - len(counts))])]
        return Forecast(overdue, tuple(days))

    def drawn(self, forecast: Forecast, days: int, width: int, height: int = 6) -> list[str]:
        lines = column_lines(columns_of(forecast, days, width), width, height)
        return [line.plain.rstrip() for line in lines]

    def test_heights_are_in_proportion(self) -> None:
        assert self.drawn(self.forecast(8, 4, 2, 1, 0, 8), 30, 70) == [
            "8┤█         █",
            " │█         █",
            " │█ █       █",
            " │█ █ █ ▄   █",
            "0└" + "─" * 60,
            "  today         +7            +14           +21           +28",
        ]

    def test_what_is_late_stands_first_with_a_mark_of_its_own(self) -> None:
        rows = self.drawn(self.forecast(4, overdue=8), 30, 70)
        assert rows[:4] == ["8┤▒", " │▒", " │▒ █", " │▒ █"]
        assert rows[-1].startswith("  ! today")

    def test_a_single_card_is_seen_beside_thousands(self) -> None:
        assert self.drawn(self.forecast(5000, 1), 30, 80)[3].endswith("█ ▁")

    def test_ninety_days_are_weeks_where_they_do_not_fit(self) -> None:
        forecast = self.forecast(*[1] * 90)
        assert columns_of(forecast, 90, 91).counts == (*[7] * 12, 6)
        assert columns_of(forecast, 90, 92).counts == (1,) * 90

    @pytest.mark.parametrize("width", [1, 5, 12, 32, 36, 67, 120])
    @pytest.mark.parametrize("days", [30, 90])
    def test_it_stays_within_its_width(self, width: int, days: int) -> None:
        columns = columns_of(self.forecast(120, 3, overdue=7), days, width)
        widest = max(line.cell_length for line in column_lines(columns, width, 9))
        assert widest <= max(width, 20)


class TestNumbers:
    def test_they_stand_below_one_another(self) -> None:
        assert beside([("a", "1"), ("long name", "100")], 40).plain.splitlines() == ["a            1", "long name  100"]

    def test_a_name_gives_way_to_its_number(self) -> None:
        assert beside([("a very long name indeed", "12345")], 16).plain == "a very l…  12345"

    @pytest.mark.parametrize(("share", "drawn"), [(0.0, ""), (1.0, "█" * 8), (0.5, "████"), (0.001, "▏"), (0.3, "██▍")])
    def test_bars(self, share: float, drawn: str) -> None:
        assert bar(share, 8) == drawn

    def test_groups_have_names(self) -> None:
        assert [say.group_name(group) for group in (None, "nb:fi", "", "deck")] == [
            "all pairs", "nb → fi", "no pair", "deck",
        ]  # fmt: skip

    def test_months_between_are_not_too_many(self) -> None:
        first, last = datetime(2020, 5, 9).date(), datetime(2026, 11, 22).date()
        for at_most in (1, 3, 7, 40):
            found = months_between(first, last, at_most)
            assert 1 <= len(found) <= at_most
            assert all(day.day == 1 and first < day <= last for day in found)
        assert months_between(last, last, 5) == []
