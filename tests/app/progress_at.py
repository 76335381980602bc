"""Progress as it might look after half a year, without the half year."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tui_learn.progress.cards import CardState, Status
from tui_learn.progress.counters import FIELDS, NANO, DayCounters
from tui_learn.progress.options import ScheduleOptions

TODAY = date(2026, 11, 22)
WORDS = ("organisaatio", "sitoutuminen", "yleisö", "suhteenhallinta", "markkinointi", "asiakas", "luottamus")


class HalfAYear:
    """What the screens need of ``Progress``, made by chance from a seed."""

    def __init__(
        self, groups: Sequence[str] = ("en:sv", "nb:fi"), days: int = 180, cards: int = 300, *, minutes_read: int = 0
    ) -> None:
        """``minutes_read``: on each of the last three days, in the last of the groups; 40 words a minute."""
        chance = random.Random(7)
        self.options = ScheduleOptions()
        self.kept = DayCounters()
        self.cards: dict[str, CardState] = {}
        self.saving: Exception | None = None
        """Raised instead of keeping options."""
        for group in groups:
            for ago in range(days, -1, -1):
                if ago > 6 and chance.random() < 0.25:
                    continue
                self._day((TODAY - timedelta(days=ago)).isoformat(), group, chance)
        for ago in range(3 if minutes_read else 0):
            numbers = {"read_milliseconds": minutes_read * 60_000, "read_words": minutes_read * 40}
            key = (TODAY - timedelta(days=ago)).isoformat(), groups[-1], "read"
            self.kept.rows[key] = [numbers.get(name, 0) for name in FIELDS]
        for number in range(cards if groups else 0):
            self._card(number, groups[number % len(groups)], chance)

    def _day(self, day: str, group: str, chance: random.Random) -> None:
        reviews = chance.randrange(5, 60)
        again, hard, easy = reviews // 9, reviews // 8, reviews // 12
        learned = reviews // 2
        numbers = {
            "answers": reviews + 2, "reviews": reviews, "right": reviews - again, "milliseconds": 7300 * reviews,
            "learned": learned, "learned_right": max(0, learned - chance.randrange(2 + reviews // 12)),
            "expected": learned * 89 * NANO // 100, "known": chance.randrange(-1, 4),
            "again": again, "hard": hard, "easy": easy, "good": reviews - again - hard - easy,
        }  # fmt: skip
        self.kept.rows[day, group, "word/recognise"] = [numbers.get(name, 0) for name in FIELDS]

    def _card(self, number: int, group: str, chance: random.Random) -> None:
        key = f"word/{group}/recognise/{WORDS[number % len(WORDS)]}{number or ''}"
        comes = self.now() + timedelta(days=chance.expovariate(1 / 15) - 2)
        self.cards[key] = CardState(
            key, comes, 10.0, 1 + 9 * chance.random(), True, 9, chance.randrange(9), self.now(), comes, group,
            status=Status.SEEN,
        )  # fmt: skip

    def now(self) -> datetime:
        return datetime(TODAY.year, TODAY.month, TODAY.day, 12).astimezone(UTC)

    def day(self, at: datetime | None = None) -> str:
        return TODAY.isoformat()

    def counters(self) -> DayCounters:
        return self.kept

    def states(self) -> Mapping[str, CardState]:
        return self.cards

    def forgotten(self) -> list[CardState]:
        return [state for state in self.cards.values() if state.lapses]

    def cards_by_group(self) -> dict[str, int]:
        return Counter(state.group for state in self.cards.values())

    def due(self, at: datetime | None = None, *, group: str | None = None) -> list[CardState]:
        now = at or self.now()
        return [
            state
            for state in self.cards.values()
            if state.comes is not None and state.comes <= now and group in (None, state.group)
        ]

    def due_by_place(self, at: datetime | None = None, *, group: str | None = None) -> dict[str, int]:
        return {}

    def place_of(self, card: str) -> str:
        return ""

    def today(self, at: datetime | None = None, *, group: str | None = None) -> int:
        return 0

    def recall(self, name: str, default: Any = None) -> Any:
        return default

    def recall_all(self, beginning: str) -> dict[str, Any]:
        return {}

    def troubles(self) -> list[Any]:
        return []

    def set_options(self, options: ScheduleOptions) -> None:
        if self.saving is not None:
            raise self.saving
        self.options = options
