"""Progress in numbers, made of counters per day and of when cards come."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_learn.progress import Progress, Rating
from tui_learn.progress.cards import CardState, Status
from tui_learn.progress.counters import FIELDS, NANO, DayCounters
from tui_learn.progress.options import ScheduleOptions
from tui_learn.progress.statistics import (
    AHEAD,
    HARDEST,
    Day,
    Retention,
    Streak,
    all_statistics,
    figures_of,
    forecast_of,
    hardest_of,
    heat_map,
    known_on,
    statistics_json,
    statistics_of,
    streak_of,
)
from tui_learn.progress.statistics_lines import duration, lines, percent

TODAY = "2026-11-22"
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31)).map(date.isoformat)


def counters(*rows: tuple[str, str, str, dict[str, int]]) -> DayCounters:
    """Counters of (day, group, sort, numbers by name)."""
    return DayCounters({row[:3]: [row[3].get(name, 0) for name in FIELDS] for row in rows})


def card(key: str, comes: datetime, *, group: str = "nb:fi", lapses: int = 0, **more: Any) -> CardState:
    kept: dict[str, Any] = {"difficulty": 5.0, "status": Status.SEEN, **more}
    return CardState(
        key, comes, 10.0, learned=True, reviews=9, lapses=lapses, last_review=comes, comes=comes, group=group, **kept
    )


@dataclass
class Kept:
    """What ``statistics_of`` needs of progress, from memory."""

    kept: DayCounters
    cards: Sequence[CardState] = ()
    options: ScheduleOptions = field(default_factory=ScheduleOptions)

    def day(self, at: datetime | None = None) -> str:
        return TODAY

    def counters(self) -> DayCounters:
        return self.kept

    def states(self) -> Mapping[str, CardState]:
        return {state.key: state for state in self.cards}

    def forgotten(self) -> list[CardState]:
        return [state for state in self.cards if state.lapses]

    def cards_by_group(self) -> dict[str, int]:
        groups = [state.group for state in self.cards]
        return {group: groups.count(group) for group in groups}

    def due(self, at: datetime | None = None, *, group: str | None = None) -> Sequence[CardState]:
        now = at or noon(TODAY)
        return [s for s in self.cards if s.comes is not None and s.comes <= now and group in (None, s.group)]


def noon(day: str, ahead: int = 0) -> datetime:
    """Noon by the clock of this machine, so many days later."""
    return (datetime.fromisoformat(day) + timedelta(days=ahead, hours=12)).astimezone(UTC)


class TestStreak:
    def test_counts_up_to_today(self) -> None:
        assert streak_of(["2026-11-20", "2026-11-21", TODAY, "2026-11-18"], TODAY) == Streak(3, 3, 4)

    def test_is_not_broken_while_today_is_not_over(self) -> None:
        assert streak_of(["2026-11-20", "2026-11-21"], TODAY) == Streak(2, 2, 2)

    def test_is_broken_by_a_day(self) -> None:
        assert streak_of(["2026-11-17", "2026-11-18", "2026-11-20"], TODAY) == Streak(0, 2, 3)

    def test_goes_over_the_end_of_a_year(self) -> None:
        assert streak_of(["2025-12-31", "2026-01-01"], "2026-01-01").now == 2

    def test_without_days(self) -> None:
        assert streak_of([], TODAY) == Streak(0, 0, 0)

    @given(st.sets(DAYS, max_size=60), DAYS)
    def test_against_walking_from_day_to_day(self, days: set[str], today: str) -> None:
        def run_to(day: date) -> int:
            length = 0
            while day.isoformat() in days:
                length, day = length + 1, day - timedelta(days=1)
            return length

        now = date.fromisoformat(today)
        expected = run_to(now) or run_to(now - timedelta(days=1))
        longest = max((run_to(date.fromisoformat(day)) for day in days), default=0)
        assert streak_of(days, today) == Streak(expected, longest, len(days))


WORDS = "word/recognise"


class TestFigures:
    COUNTERS = counters(
        ("2026-10-31", "nb:fi", WORDS, {"answers": 5, "reviews": 4, "right": 3, "milliseconds": 60_000, "known": 3}),
        ("2026-11-01", "nb:fi", WORDS, {"reviews": 2, "learned": 2, "learned_right": 1, "expected": 9 * NANO // 5}),
        ("2026-11-21", "nb:fi", WORDS, {"answers": 9, "reviews": 8, "right": 6, "known": -1, "again": 2, "good": 6}),
        ("2026-11-21", "nb:fi", "claim", {"reviews": 1, "right": 1, "known": 50, "easy": 1, "learned": 1}),
        (TODAY, "en:sv", WORDS, {"answers": 1, "reviews": 1, "hard": 1, "known": 4, "milliseconds": 1500}),
    )

    def test_sums(self) -> None:
        figures = figures_of(self.COUNTERS, TODAY)
        assert (figures.answers, figures.reviews, figures.right, figures.milliseconds) == (15, 16, 10, 61_500)
        assert figures.ratings == (2, 1, 6, 1)

    def test_days_are_of_all_sorts_together(self) -> None:
        assert figures_of(self.COUNTERS, TODAY, "nb:fi").days["2026-11-21"] == Day(9, 7, 0)

    def test_a_group_alone(self) -> None:
        figures = figures_of(self.COUNTERS, TODAY, "en:sv")
        assert (figures.reviews, list(figures.days), figures.streak) == (1, [TODAY], Streak(1, 1, 1))

    def test_known_counts_words_and_adds_up(self) -> None:
        assert figures_of(self.COUNTERS, TODAY).known == (("2026-10-31", 3), ("2026-11-21", 2), (TODAY, 6))

    def test_retention_of_all_and_by_month(self) -> None:
        figures = figures_of(self.COUNTERS, TODAY)
        assert figures.retention == Retention(3, 1, 1_800_000_000)
        assert (figures.retention.measured, figures.retention.expected) == (1 / 3, 0.6)
        assert list(figures.months) == ["2026-11"]

    def test_nothing(self) -> None:
        figures = figures_of(DayCounters(), TODAY)
        assert figures.retention.measured is None
        assert figures.retention.expected is None
        assert figures.words_known == 0

    def test_what_was_read_is_counted_by_day_and_group_and_in_all(self) -> None:
        figures = figures_of(READ, TODAY)
        assert (figures.read_milliseconds, figures.read_words) == (1_050_000, 1200)
        assert figures.days["2026-11-20"] == Day(0, 0, 0, 600_000, 700)
        assert figures.read_since("2026-11-21") == (450_000, 500)
        assert (figures.answers, figures.milliseconds) == (2, 0)
        swedish = figures_of(READ, TODAY, "en:sv")
        assert (swedish.read_milliseconds, list(swedish.days)) == (30_000, ["2026-11-21"])

    def test_a_minute_of_reading_makes_a_day_of_learning(self) -> None:
        assert figures_of(READ, TODAY).streak == Streak(3, 3, 3)
        assert figures_of(READ, TODAY, "nb:fi").streak == Streak(3, 3, 3)
        assert figures_of(READ, TODAY, "en:sv").streak == Streak(0, 0, 0)  # half a minute is none

    def test_a_day_of_which_all_was_taken_back_is_no_day_practised(self) -> None:
        taken_back = counters((TODAY, "nb:fi", WORDS, {"answers": 1, "milliseconds": 900}))
        assert figures_of(taken_back, TODAY).streak == Streak(0, 0, 0)

    @given(st.lists(st.tuples(DAYS, st.integers(-5, 5)), max_size=30), DAYS)
    def test_known_on_a_day(self, changes: list[tuple[str, int]], day: str) -> None:
        rows: dict[str, int] = {}
        for name, amount in changes:
            rows[name] = rows.get(name, 0) + amount
        known = figures_of(counters(*((d, "", WORDS, {"known": n}) for d, n in rows.items())), TODAY).known
        assert known_on(known, day) == sum(number for name, number in rows.items() if name <= day)


READ = counters(
    ("2026-11-20", "nb:fi", "read", {"read_milliseconds": 600_000, "read_words": 700}),
    ("2026-11-21", "nb:fi", "read", {"read_milliseconds": 60_000, "read_words": 90}),
    ("2026-11-21", "en:sv", "read", {"read_milliseconds": 30_000, "read_words": 10}),
    (TODAY, "nb:fi", "read", {"read_milliseconds": 360_000, "read_words": 400}),
    (TODAY, "nb:fi", WORDS, {"answers": 2, "reviews": 2, "right": 1}),
)


class TestForecast:
    def test_what_is_late_comes_first_and_then_day_by_day(self) -> None:
        comes = [noon(TODAY, ahead) for ahead in (-40, -1, 0, 0, 1, 29, 200)]
        forecast = forecast_of(lambda at: sum(moment <= at for moment in comes), TODAY, 4)
        assert forecast.overdue == 2
        assert len(forecast.days) == AHEAD
        assert {day: count for day, count in forecast.days if count} == {TODAY: 2, "2026-11-23": 1, "2026-12-21": 1}
        assert [forecast.within(days) for days in (1, 2, 7, 30, 90)] == [4, 5, 5, 6, 6]

    @pytest.mark.parametrize("hours", [-1, 0, 1])
    def test_a_day_that_began_by_a_clock_an_hour_off_is_the_same_day(self, hours: int) -> None:
        begins = datetime(2026, 11, 25, 4).astimezone(UTC) + timedelta(hours=hours)
        forecast = forecast_of(lambda at: int(begins <= at), TODAY, 4)
        assert [day for day, count in forecast.days if count] == ["2026-11-25"]

    @given(st.lists(st.integers(-60, 120), max_size=40), st.integers(0, 23))
    def test_every_card_is_counted_once(self, days: list[int], begins: int) -> None:
        comes = [noon(TODAY, ahead) + timedelta(hours=begins) for ahead in days]
        forecast = forecast_of(lambda at: sum(moment <= at for moment in comes), TODAY, begins)
        assert forecast.overdue == sum(ahead < 0 for ahead in days)
        assert forecast.within(AHEAD) == sum(ahead < AHEAD for ahead in days)


class TestHardest:
    def test_most_often_forgotten_first_then_most_difficult(self) -> None:
        now = noon(TODAY)
        states = [
            card("word/nb:fi/recognise/a", now, lapses=2, difficulty=3.0),
            card("word/nb:fi/recognise/b", now, lapses=3, difficulty=1.0),
            card("word/nb:fi/produce/c", now, lapses=2, difficulty=9.0),
        ]
        found = hardest_of(states, lambda key: key[-1].upper())
        assert [(hard.name, hard.lapses) for hard in found] == [("B", 3), ("C", 2), ("A", 2)]

    def test_only_words_that_are_asked_and_were_forgotten(self) -> None:
        now = noon(TODAY)
        states = [
            card("claim/nb:fi/x", now, lapses=9),
            card("word/nb:fi/recognise/a", now),
            card("word/nb:fi/recognise/b", now, lapses=9, status=Status.IGNORED),
            card("word/nb:fi/recognise/c", now, lapses=9, status=Status.WELL_KNOWN),
        ]
        assert hardest_of(states, str) == ()

    def test_no_more_than_are_shown(self) -> None:
        states = [card(f"word/nb:fi/recognise/{n}", noon(TODAY), lapses=n) for n in range(1, 90)]
        assert [hard.lapses for hard in hardest_of(states, str)] == list(range(89, 89 - HARDEST, -1))


class TestHeatMap:
    def test_weeks_begin_on_monday_and_end_with_today(self) -> None:
        heat = heat_map({}, "2026-11-19", 3)  # a Thursday
        assert [len(week) for week in heat.weeks] == [7, 7, 7]
        assert heat.weeks[0][0] == ("2026-11-02", 0)
        assert heat.weeks[2] == (*((f"2026-11-{day}", 0) for day in (16, 17, 18, 19)), None, None, None)

    def test_levels_are_thirds_of_a_busy_day(self) -> None:
        days = {f"2026-11-{day:02}": Day(count, 0, 0) for day, count in enumerate([1, 10, 11, 20, 21, 30, 30, 30], 1)}
        heat = heat_map(days, TODAY, 10)
        assert (heat.middle, heat.much) == (10, 20)
        assert [heat.level(count) for count in (0, 1, 9, 10, 19, 20, 400)] == [0, 1, 1, 2, 2, 3, 3]

    def test_one_day_of_zeal_does_not_pale_the_others(self) -> None:
        days = {f"2026-11-{day:02}": Day(20, 0, 0) for day in range(1, 21)} | {"2026-11-21": Day(5000, 0, 0)}
        heat = heat_map(days, TODAY, 10)
        assert heat.level(20) == 3

    def test_steady_days_are_full_days(self) -> None:
        days = {f"2026-11-{day:02}": Day(1, 0, 0) for day in range(1, 21)}
        assert heat_map(days, TODAY, 10).level(1) == 3

    def test_minutes_of_reading_count_like_reviews(self) -> None:
        heat = heat_map(dict(figures_of(READ, TODAY).days), TODAY, 1)
        assert heat.weeks[0][4:] == (("2026-11-20", 10), ("2026-11-21", 1), (TODAY, 8))

    @given(st.dictionaries(DAYS, st.integers(0, 500), max_size=50), DAYS, st.integers(1, 60))
    def test_levels_rise_with_reviews_and_nothing_is_never_some(
        self, counts: dict[str, int], today: str, weeks: int
    ) -> None:
        heat = heat_map({day: Day(count, 0, 0) for day, count in counts.items()}, today, weeks)
        levels = [heat.level(count) for count in range(501)]
        assert levels == sorted(levels)
        assert (levels[0], set(levels) <= {0, 1, 2, 3}) == (0, True)
        days = [cell[0] for week in heat.weeks for cell in week if cell is not None]
        assert days == sorted(days)
        assert (days[-1], len(heat.weeks)) == (today, weeks)


def whole() -> Kept:
    cards = [
        card("word/nb:fi/recognise/yleisö", noon(TODAY, -2), lapses=4),
        card("word/nb:fi/produce/yleisö", noon(TODAY)),
        card("claim/en:sv/x", noon(TODAY, 5), group="en:sv"),
    ]
    return Kept(TestFigures.COUNTERS, cards)


class TestTogether:
    def test_every_group_has_its_own(self) -> None:
        statistics = all_statistics(whole())
        assert list(statistics.groups) == ["en:sv", "nb:fi"]
        assert (statistics.whole.cards, statistics.whole.due) == (3, 2)
        finnish, swedish = statistics.groups["nb:fi"], statistics.groups["en:sv"]
        assert (finnish.cards, finnish.due, finnish.forecast.overdue, len(finnish.hardest)) == (2, 2, 1, 1)
        assert (swedish.cards, swedish.due, swedish.forecast.within(7), swedish.hardest) == (1, 0, 1, ())

    def test_a_card_is_called_as_its_key_ends_unless_told_otherwise(self) -> None:
        assert all_statistics(whole()).whole.hardest[0].name == "yleisö"
        assert all_statistics(whole(), str.upper).whole.hardest[0].name == "WORD/NB:FI/RECOGNISE/YLEISÖ"

    def test_cards_are_not_looked_at_for_the_rest(self) -> None:
        class NoCards(Kept):
            def forgotten(self) -> list[CardState]:
                raise AssertionError("every card was looked at")

        assert statistics_of(NoCards(TestFigures.COUNTERS)).whole.answers == 15

    def test_for_programs(self) -> None:
        data = statistics_json(all_statistics(whole()))
        assert data["forecast"] == {"overdue": 1, "days": {TODAY: 1, "2026-11-27": 1}}
        assert data["known"] == {"now": 6, "days": {"2026-10-31": 3, "2026-11-21": 2, TODAY: 6}}
        assert data["months"] == {"2026-11": {"reviews": 3, "measured": 0.3333, "expected": 0.6}}
        assert data["ratings"] == {"again": 2, "hard": 1, "good": 6, "easy": 1}
        assert data["minutes"] == {"total": 1.0, "days": {"2026-10-31": 1.0, TODAY: 0.0}}
        assert data["streak"] == {"now": 2, "longest": 2, "days": 4}
        assert data["hardest"] == [
            {"card": "word/nb:fi/recognise/yleisö", "name": "yleisö", "lapses": 4, "difficulty": 5.0}
        ]
        assert data["reading"] == {"minutes": 0.0, "words": 0, "days": {}}
        swedish = data["groups"]["en:sv"]
        assert swedish["days"] == {TODAY: {"reviews": 1, "right": 0}}
        assert swedish["retention"] == {"reviews": 0, "measured": None, "expected": None}
        assert swedish["known"]["now"] == 4

    def test_reading_for_programs(self) -> None:
        data = statistics_json(all_statistics(Kept(READ)))
        assert data["reading"] == {
            "minutes": 17.5, "words": 1200,
            "days": {
                "2026-11-20": {"minutes": 10.0, "words": 700}, "2026-11-21": {"minutes": 1.5, "words": 100},
                TODAY: {"minutes": 6.0, "words": 400},
            },
        }  # fmt: skip
        assert data["groups"]["en:sv"]["reading"]["words"] == 10
        assert list(data["groups"]["nb:fi"]["days"]) == [TODAY]  # those are of reviews


class TestLines:
    def test_say_what_was_read(self) -> None:
        told = lines(all_statistics(Kept(READ)))
        assert "read     18 min, 1200 words" in told
        assert "in a row 3 days, at most 3 days; 3 days in all" in told
        assert "2026-11-20: read 10 min, 700 words" in told
        assert f"{TODAY}: 1 of 2 right, read 6 min, 400 words" in told
        assert told[told.index("en:sv: 0 of 0 right, 0 cards, 0 due") + 2] == "  read 30 s, 10 words"

    def test_say_what_the_numbers_are(self) -> None:
        told = lines(all_statistics(whole()))
        assert "answers  15" in told
        assert "remembered 33 % of 3, expected 60 %, aimed at 90 %" in told
        assert "2026-11-21: 7 of 9 right" in told
        assert "overdue: 1" in told
        assert "2026-11-27: 1" in told
        assert "yleisö (nb:fi): forgotten 4 times, difficulty 5.0" in told
        assert "nb:fi: 10 of 15 right, 2 cards, 2 due" in told
        assert not [line for line in told if line.startswith("2026-10-31")], "longer ago than is told"

    def test_of_nothing(self) -> None:
        assert lines(all_statistics(Kept(DayCounters())))[:2] == ["answers  0", "reviews  0"]

    def test_nothing_in_a_name_is_for_the_terminal(self) -> None:
        bad = Kept(DayCounters(), [card("word/x/recognise/\x1b]0;hacked\x07\u202eab", noon(TODAY), lapses=1)])
        text = "\n".join(lines(all_statistics(bad)))
        assert "]0;hackedab" in text
        assert not {"\x1b", "\x07", "\u202e"} & set(text)

    @pytest.mark.parametrize(
        ("milliseconds", "told"),
        [(0, "0 s"), (59_400, "59 s"), (60_000, "1 min"), (3_599_000, "1 h 0 min"), (7_500_000, "2 h 5 min")],
    )
    def test_durations(self, milliseconds: int, told: str) -> None:
        assert duration(milliseconds) == told

    def test_shares(self) -> None:
        assert (percent(0.894), percent(None)) == ("89 %", "–")


def test_of_the_progress_that_is_kept(tmp_path: Path) -> None:
    now = noon(TODAY)
    with Progress(tmp_path / "progress", clock=lambda: now) as progress:
        for word, rating in (("a", 3), ("b", 1), ("c", 4)):
            progress.record(f"word/nb:fi/recognise/{word}", rating, group="nb:fi", milliseconds=4000)
        progress.record("claim/en:sv/x", 3, group="en:sv", practice=True)
        undone = progress.record("word/en:sv/recognise/y", 3, group="en:sv")
        progress.undo(undone)
        statistics = all_statistics(progress)
    assert statistics.today == TODAY
    assert (statistics.whole.answers, statistics.whole.reviews, statistics.whole.right) == (4, 3, 2)
    assert statistics.whole.ratings == (1, 0, 1, 1)
    assert statistics.whole.streak == Streak(1, 1, 1)
    assert statistics.whole.milliseconds == 12_000
    assert statistics.groups["nb:fi"].forecast.within(AHEAD) == 3
    assert statistics.groups["en:sv"].cards == 0


def test_small_hours_belong_to_the_day_that_is_not_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    now = datetime(2026, 11, 22, 3, 31, tzinfo=UTC)
    with Progress(tmp_path / "progress", clock=lambda: now) as progress:
        progress.record("word/nb:fi/recognise/sana", Rating.AGAIN)
        forecast = progress.stats()["forecast"]
    assert forecast == {"overdue": 0, "days": {"2026-11-21": 1}}
