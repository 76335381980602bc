"""Progress in numbers: everything that is shown of it, made of counters per day and of what is due when.

Nothing here reads the history. Days are the learner's, ``YYYY-MM-DD``; a group is a pair of languages, as a rule.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from typing import Any, Protocol

from tui_learn.progress.cards import CardState, Status
from tui_learn.progress.counters import (
    AGAIN,
    ANSWERS,
    EXPECTED,
    KNOWN,
    LEARNED,
    LEARNED_RIGHT,
    MILLISECONDS,
    NANO,
    READ_MILLISECONDS,
    READ_WORDS,
    REVIEWS,
    RIGHT,
    DayCounters,
)
from tui_learn.progress.options import ScheduleOptions

AHEAD = 90
"""Days that are forecast, today being the first."""
HARDEST = 20
MANY = 1000
"""Forgotten words that are held at once."""
WORD = "word/"
"""The beginning of the keys of cards that are words."""
RECOGNISED = "word/recognise"
"""The sort of those by which a word is recognised: a word that is produced too is one word."""
NOT_ASKED = (Status.IGNORED, Status.WELL_KNOWN)
MINUTE = 60_000
"""In milliseconds."""
BUSY = 0.9
"""The day that is as busy as this share of the days is what the others are measured by."""
CLOCKS_CHANGE = timedelta(hours=2)
"""Summer time: a card whose day began by the clock of its last answer belongs to the same day by the clock of now."""

Names = Callable[[str], str]
"""What a card is called, by its key."""


class Source(Protocol):
    """What is needed of ``Progress``."""

    @property
    def options(self) -> ScheduleOptions: ...
    def day(self, at: datetime | None = None) -> str: ...
    def counters(self) -> DayCounters: ...
    def cards_by_group(self) -> Mapping[str, int]: ...
    def forgotten(self) -> Iterable[CardState]: ...
    def due(self, at: datetime | None = None, *, group: str | None = None) -> Sequence[CardState]: ...


@dataclass(frozen=True, slots=True)
class Day:
    """What was done on a day."""

    reviews: int
    right: int
    milliseconds: int
    """Of answers."""
    read_milliseconds: int = 0
    read_words: int = 0

    @property
    def learnt(self) -> int:
        """How much was learnt: reviews, and whole minutes of reading.

        A day with any counts as a day in a row: to read is what all the rest is for, and nobody shall be sent to review
        what is not due yet. To open an article and close it again is no minute.
        """
        return self.reviews + self.read_milliseconds // MINUTE


@dataclass(frozen=True, slots=True)
class Retention:
    """Of the reviews of learnt cards: how many were right, and how many were expected to be."""

    reviews: int = 0
    right: int = 0
    expected_nano: int = 0
    """In billionths."""

    @property
    def measured(self) -> float | None:
        """The share that was right, 0 to 1; None without reviews."""
        return self.right / self.reviews if self.reviews else None

    @property
    def expected(self) -> float | None:
        """The share FSRS expected to be right, 0 to 1; None without reviews."""
        return self.expected_nano / NANO / self.reviews if self.reviews else None

    def to_json(self) -> dict[str, Any]:
        """``{"reviews", "measured", "expected"}``."""
        return {"reviews": self.reviews, "measured": _rounded(self.measured), "expected": _rounded(self.expected)}


@dataclass(frozen=True, slots=True)
class Streak:
    """Days on which something was learnt: reviewed, or read for a minute."""

    now: int = 0
    """In a row up to today; up to yesterday as long as nothing is done today."""
    longest: int = 0
    days: int = 0
    """In all."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """When cards come: each once, as if none were answered until then; cards that were never seen are not in it."""

    overdue: int = 0
    """Came before today."""
    days: tuple[tuple[str, int], ...] = ()
    """Each day from today on, and how many cards come on it."""

    def within(self, days: int) -> int:
        """Cards that come in so many days from today on; those that are overdue come today."""
        return self.overdue + sum(count for _day, count in self.days[:days])


@dataclass(frozen=True, slots=True)
class Hard:
    """A card that was forgotten."""

    card: str
    name: str
    group: str
    lapses: int
    difficulty: float
    """1 to 10."""


@dataclass(frozen=True)
class Figures:
    """Numbers of a group, or of all of them."""

    answers: int = 0
    reviews: int = 0
    right: int = 0
    milliseconds: int = 0
    """Of answers."""
    read_milliseconds: int = 0
    read_words: int = 0
    days: Mapping[str, Day] = field(default_factory=dict)
    """Those with anything, in order."""
    streak: Streak = Streak()
    retention: Retention = Retention()
    months: Mapping[str, Retention] = field(default_factory=dict)
    """``YYYY-MM``, in order; those in which learnt cards were reviewed."""
    known: tuple[tuple[str, int], ...] = ()
    """Each day on which that changed, and how many words were known then; recognised and produced are counted apart."""
    ratings: tuple[int, int, int, int] = (0, 0, 0, 0)
    """Reviews rated again, hard, good, easy."""
    cards: int = 0
    due: int = 0
    forecast: Forecast = Forecast()
    hardest: tuple[Hard, ...] = ()

    def read_since(self, day: str) -> tuple[int, int]:
        """How long was read from a day on, in milliseconds, and how many words."""
        days = [done for name, done in self.days.items() if name >= day]
        return sum(done.read_milliseconds for done in days), sum(done.read_words for done in days)

    @property
    def words_known(self) -> int:
        """How many words are known now."""
        return self.known[-1][1] if self.known else 0


@dataclass(frozen=True)
class Statistics:
    """Everything that is shown."""

    today: str
    wanted: float
    """The retention that is aimed at, 0 to 1."""
    whole: Figures
    groups: Mapping[str, Figures] = field(default_factory=dict)


# --- made of counters


DAY_FIELDS = (REVIEWS, RIGHT, MILLISECONDS, READ_MILLISECONDS, READ_WORDS)
NOTHING = Day(0, 0, 0)


def figures_of(counters: DayCounters, today: str, group: str | None = None) -> Figures:
    """What the counters say; the rest is left empty."""
    by_day = counters.by_day(group)
    rows = by_day.values()
    done = {day: Day(*(row[field] for field in DAY_FIELDS)) for day, row in by_day.items()}
    return Figures(
        answers=sum(row[ANSWERS] for row in rows),
        reviews=sum(row[REVIEWS] for row in rows),
        right=sum(row[RIGHT] for row in rows),
        milliseconds=sum(row[MILLISECONDS] for row in rows),
        read_milliseconds=sum(row[READ_MILLISECONDS] for row in rows),
        read_words=sum(row[READ_WORDS] for row in rows),
        days={day: one for day, one in done.items() if one != NOTHING},
        streak=streak_of((day for day, one in done.items() if one.learnt > 0), today),
        retention=_retention(rows),
        months=_months(by_day),
        known=_known(counters.by_day(group, RECOGNISED)),
        ratings=_ratings(rows),
    )


def streak_of(days: Iterable[str], today: str) -> Streak:
    """Days in a row, of the days on which something was done."""
    done = sorted(date.fromisoformat(day).toordinal() for day in set(days))
    longest = run = 0
    runs: dict[int, int] = {}
    for number, day in enumerate(done):
        run = run + 1 if number and done[number - 1] == day - 1 else 1
        runs[day] = run
        longest = max(longest, run)
    now = date.fromisoformat(today).toordinal()
    return Streak(runs.get(now, runs.get(now - 1, 0)), longest, len(done))


def _retention(rows: Iterable[Sequence[int]]) -> Retention:
    kept = list(rows)
    return Retention(*(sum(row[number] for row in kept) for number in (LEARNED, LEARNED_RIGHT, EXPECTED)))


def _months(by_day: Mapping[str, Sequence[int]]) -> dict[str, Retention]:
    months: dict[str, list[Sequence[int]]] = {}
    for day, row in by_day.items():
        if row[LEARNED]:
            months.setdefault(day[:7], []).append(row)
    return {month: _retention(rows) for month, rows in months.items()}


def _known(by_day: Mapping[str, Sequence[int]]) -> tuple[tuple[str, int], ...]:
    found: list[tuple[str, int]] = []
    total = 0
    for day, row in by_day.items():
        if row[KNOWN]:
            total += row[KNOWN]
            found.append((day, total))
    return tuple(found)


def _ratings(rows: Iterable[Sequence[int]]) -> tuple[int, int, int, int]:
    kept = list(rows)
    again, hard, good, easy = (sum(row[AGAIN + number] for row in kept) for number in range(4))
    return again, hard, good, easy


# --- made of cards


def forecast_of(count: Callable[[datetime], int], today: str, day_begins: int, days: int = AHEAD) -> Forecast:
    """When cards come; ``count`` says how many have come by a time."""
    first = date.fromisoformat(today)
    begins = [_begin(first + timedelta(days=ahead), day_begins) for ahead in range(days + 1)]
    begins[1] += CLOCKS_CHANGE - timedelta(milliseconds=1)  # what comes in the last hours of today comes by the minute
    bounds = [count(begin) for begin in begins]
    coming = tuple(
        ((first + timedelta(days=ahead)).isoformat(), bounds[ahead + 1] - bounds[ahead]) for ahead in range(days)
    )
    return Forecast(bounds[0], coming)


def _begin(day: date, day_begins: int) -> datetime:
    """When a day of the learner begins by the clock of this machine, a little early."""
    return datetime.combine(day, time(day_begins)).astimezone(UTC) - CLOCKS_CHANGE


def is_hard(state: CardState) -> bool:
    """Whether it is a word that was forgotten and is still asked."""
    return state.lapses > 0 and state.key.startswith(WORD) and state.status not in NOT_ASKED


def hardest_of(states: Iterable[CardState], name: Names, count: int = HARDEST) -> tuple[Hard, ...]:
    """The words that were forgotten most often, of those the most difficult first."""
    hard = heapq.nsmallest(count, filter(is_hard, states), key=_easier)
    return tuple(Hard(s.key, name(s.key), s.group, s.lapses, round(s.difficulty, 1)) for s in hard)


def _easier(state: CardState) -> tuple[int, float, str]:
    """Sorts the hardest first."""
    return -state.lapses, -state.difficulty, state.key


def last_part(card: str) -> str:
    """The last part of a card's key: of a word the word."""
    return card.rpartition("/")[2]


# --- of a learner


def statistics_of(progress: Source) -> Statistics:
    """What the counters and the calendar of cards say: quick however many cards there are.

    ``with_hardest`` adds what only the cards themselves know.
    """
    counters, today, options = progress.counters(), progress.day(), progress.options
    cards = progress.cards_by_group()

    def figures(group: str | None) -> Figures:
        return replace(
            figures_of(counters, today, group),
            cards=sum(cards.values()) if group is None else cards.get(group, 0),
            due=len(progress.due(group=group)),
            forecast=forecast_of(lambda at: len(progress.due(at, group=group)), today, options.day_begins),
        )

    groups = {group: figures(group) for group in sorted({*counters.by_group(), *cards})}
    return Statistics(today, options.retention, figures(None), groups)


def with_hardest(statistics: Statistics, states: Iterable[CardState], name: Names = last_part) -> Statistics:
    """With the hardest words, of cards that were ever forgotten."""
    hard: dict[str, list[CardState]] = {}
    for state in filter(is_hard, states):
        found = hard.setdefault(state.group, [])
        found.append(state)
        if len(found) >= MANY:
            found[:] = heapq.nsmallest(HARDEST, found, key=_easier)
    everywhere = chain.from_iterable(hard.values())
    return replace(
        statistics,
        whole=replace(statistics.whole, hardest=hardest_of(everywhere, name)),
        groups={
            group: replace(figures, hardest=hardest_of(hard.get(group, ()), name))
            for group, figures in statistics.groups.items()
        },
    )


def all_statistics(progress: Source, name: Names = last_part) -> Statistics:
    """Both together."""
    return with_hardest(statistics_of(progress), progress.forgotten(), name)


# --- the heat map


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Weeks of days, Monday first."""

    weeks: tuple[tuple[tuple[str, int] | None, ...], ...]
    """Each seven days with how much was learnt; None for days to come."""
    middle: int
    """Reviews and minutes of reading from which a day is of the second level,"""
    much: int
    """and of the third."""

    def level(self, learnt: int) -> int:
        """0 nothing, 1 some, 2 more, 3 much."""
        if learnt <= 0:
            return 0
        return 1 + (learnt >= self.middle) + (learnt >= self.much)


def heat_map(days: Mapping[str, Day], today: str, weeks: int) -> HeatMap:
    """The last so many weeks.

    Levels are thirds of a busy day, so that a single day of zeal does not pale all the others.
    """
    last = date.fromisoformat(today)
    monday = last - timedelta(days=last.weekday())
    rows = []
    for week in range(1 - weeks, 1):
        begin = monday + timedelta(weeks=week)
        row: list[tuple[str, int] | None] = []
        for number in range(7):
            day = begin + timedelta(days=number)
            text = day.isoformat()
            row.append((text, days[text].learnt if text in days else 0) if day <= last else None)
        rows.append(tuple(row))
    counts = sorted(cell[1] for row in rows for cell in row if cell is not None and cell[1] > 0)
    busy = counts[min(len(counts) - 1, int(BUSY * len(counts)))] if counts else 0
    return HeatMap(tuple(rows), middle=-(-busy // 3), much=-(-2 * busy // 3))


def known_on(known: Sequence[tuple[str, int]], day: str) -> int:
    """How many words were known at the end of a day."""
    number = bisect_left(known, (day, -1))
    if number < len(known) and known[number][0] == day:
        return known[number][1]
    return known[number - 1][1] if number else 0


# --- for programs


def statistics_json(statistics: Statistics) -> dict[str, Any]:
    """What ``stats --json`` says besides the plain counts: every number that is drawn on the screen.

    ``{"forecast": {"overdue", "days": {day: cards}}, "known": {"now", "days": {day: words}}, "months": {month:
    {"reviews", "measured", "expected"}}, "ratings": {"again", "hard", "good", "easy"}, "minutes": {"total", "days":
    {day: minutes}}, "reading": {"minutes", "words", "days": {day: {"minutes", "words"}}}, "streak": {"now", "longest",
    "days"}, "hardest": [{"card", "name", "lapses", "difficulty"}], "groups": {group: the same and "days" and
    "retention"}}``. Days on which nothing comes are left out.
    """
    return _figures_json(statistics.whole) | {
        "groups": {
            group: {
                "days": {
                    day: {"reviews": done.reviews, "right": done.right}
                    for day, done in figures.days.items()
                    if done.reviews
                },
                "retention": figures.retention.to_json(),
                **_figures_json(figures),
            }
            for group, figures in statistics.groups.items()
        }
    }


def _figures_json(figures: Figures) -> dict[str, Any]:
    return {
        "forecast": {
            "overdue": figures.forecast.overdue,
            "days": {day: count for day, count in figures.forecast.days if count},
        },
        "known": {"now": figures.words_known, "days": dict(figures.known)},
        "months": {month: retention.to_json() for month, retention in figures.months.items()},
        "ratings": dict(zip(("again", "hard", "good", "easy"), figures.ratings, strict=True)),
        "minutes": {
            "total": _minutes(figures.milliseconds),
            "days": {day: _minutes(done.milliseconds) for day, done in figures.days.items() if done.milliseconds},
        },
        "reading": {
            "minutes": _minutes(figures.read_milliseconds),
            "words": figures.read_words,
            "days": {
                day: {"minutes": _minutes(done.read_milliseconds), "words": done.read_words}
                for day, done in figures.days.items()
                if done.read_milliseconds or done.read_words
            },
        },
        "streak": {"now": figures.streak.now, "longest": figures.streak.longest, "days": figures.streak.days},
        "hardest": [
            {"card": hard.card, "name": hard.name, "lapses": hard.lapses, "difficulty": hard.difficulty}
            for hard in figures.hardest
        ],
    }


def _minutes(milliseconds: int) -> float:
    return round(milliseconds / MINUTE, 1)


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
