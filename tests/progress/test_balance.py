"""Days that are evenly full, and cards that come neither sooner nor later for it on the whole."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_learn.progress.balance import NEAR, choose_shift
from tui_learn.progress.cards import UNSEEN, Memory, Phase
from tui_learn.progress.options import ScheduleOptions
from tui_learn.progress.schedule import (
    DAY,
    comes_at,
    day_number,
    fuzz_range,
    interval_of,
    is_learnt,
    retrievability,
    review_memory,
)

NOW = 20_500 * DAY + 12 * 3_600_000
OPTIONS = ScheduleOptions()
PLAIN = ScheduleOptions(balance=False)


def learnt(days: int, reviews: int = 3) -> Memory:
    """A card that FSRS leaves alone for so many days."""
    return Memory(Phase.REVIEW, -1, float(days), 5.0, NOW, NOW + days * DAY, reviews, 0)


def no_cards(_day: int) -> int:
    return 0


@pytest.mark.parametrize(
    ("days", "shortest", "longest"),
    [(1, 1, 1), (2, 2, 2), (3, 2, 4), (7, 5, 9), (17, 14, 20), (20, 17, 23), (37, 33, 41), (100, 93, 107)],
)
def test_the_ranges_are_those_of_anki(days: int, shortest: int, longest: int) -> None:
    assert fuzz_range(days, 36500) == (shortest, longest)


@given(st.integers(1, 36500), st.integers(1, 36500), st.text(max_size=5), st.integers(1, 50))
def test_no_card_comes_before_the_next_day_or_after_the_longest(days: int, most: int, seed: str, reviews: int) -> None:
    days = min(days, most)  # as FSRS has it
    shift = choose_shift(learnt(days, reviews), 0, no_cards, seed, ScheduleOptions(maximum_days=most))
    shortest, longest = fuzz_range(days, most)
    assert 1 <= shortest <= days + shift <= longest <= most
    assert (shift == 0) or days >= 3


def test_only_learnt_cards_are_moved_and_only_where_that_is_wanted() -> None:
    for phase in (Phase.NEW, Phase.LEARNING, Phase.RELEARNING):
        moved = {choose_shift(learnt(30)._replace(phase=phase), 0, no_cards, str(n), OPTIONS) for n in range(50)}
        assert moved == {0}
    assert {choose_shift(learnt(30), 0, no_cards, str(n), PLAIN) for n in range(50)} == {0}


def test_the_draw_is_that_of_the_card_and_its_repetition() -> None:
    memory = learnt(30)
    first = choose_shift(memory, 60, no_cards, "word/nb:fi/hus", OPTIONS)
    assert first == 3  # for ever: what was drawn once is never drawn otherwise
    assert choose_shift(memory, 60, no_cards, "word/nb:fi/hus", OPTIONS) == first
    of_others = {choose_shift(memory, 60, no_cards, f"word {n}", OPTIONS) for n in range(200)}
    assert of_others == set(range(-3, 4))
    later = {choose_shift(learnt(30, n), 60, no_cards, "word/nb:fi/hus", OPTIONS) for n in range(1, 200)}
    assert later == of_others


def test_full_days_are_avoided() -> None:
    due = day_number(learnt(30).due, 0)
    full = [choose_shift(learnt(30), 0, lambda day: 50 * (day != due + 3), str(n), OPTIONS) for n in range(100)]
    assert full.count(3) > 90
    asked: list[int] = []

    def watched(day: int) -> int:
        asked.append(day)
        return 0

    choose_shift(learnt(30), 0, watched, "x", OPTIONS)
    assert asked == list(range(due - 3, due + 4))
    choose_shift(learnt(NEAR + 1), 0, watched, "x", OPTIONS)
    assert len(asked) == 7  # so far off nobody looks
    far = Counter(choose_shift(learnt(1000), 0, no_cards, str(n), OPTIONS) for n in range(3000))
    assert abs(fmean(far.elements())) < 2.5  # of +-52 days


@dataclass
class Learner:
    """Somebody who answers what comes and remembers as FSRS expects; days from 0 on."""

    options: ScheduleOptions
    new: Callable[[int], int]
    seed: int = 1

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.memories: dict[str, Memory] = {}
        self.comes: dict[str, int] = {}
        self.load: Counter[int] = Counter()
        self.due_counts: list[int] = []
        self.days = self.days_moved = 0

    def live(self, days: int) -> Learner:
        first = day_number(NOW, 0)
        for day in range(first, first + days):
            due = [card for card, comes in self.comes.items() if comes <= day]
            self.due_counts.append(len(due))
            for card in due:
                self.load[self.comes[card]] -= 1
                self.learn(card, day)
            for number in range(self.new(day - first)):
                self.learn(f"{day}-{number}", day)
        return self

    def learn(self, card: str, day: int) -> None:
        """Answer until the card has left its steps, and put it where it comes next."""
        memory, at = self.memories.get(card, UNSEEN), day * DAY + 9 * 3_600_000 + self.random.randrange(3_600_000)
        while memory.reviews == 0 or memory.phase != Phase.REVIEW or memory.last < day * DAY:
            memory = review_memory(memory, self.rating(memory, at), at, self.options)
            at = memory.due
        shift = choose_shift(memory, 0, lambda day: self.load[day], card, self.options)
        comes = day_number(comes_at(memory, 0, shift, self.options), 0)
        self.days += interval_of(memory)
        self.days_moved += interval_of(memory) + shift
        self.memories[card], self.comes[card] = memory, comes
        self.load[comes] += 1

    def rating(self, memory: Memory, at: int) -> int:
        if not memory.reviews:
            return self.random.choices((1, 2, 3, 4), (24, 10, 55, 11))[0]
        chance = retrievability(memory, at, self.options) if is_learnt(memory) else 0.85
        return self.random.choices((2, 3, 4), (10, 80, 10))[0] if self.random.random() < chance else 1

    def spread(self, settled: int = 10) -> float:
        """How far the days' counts are from those of the week around, as part of the mean count."""
        counts = self.due_counts
        middle = range(settled, len(counts) - 3)
        off = fmean((counts[n] - fmean(counts[n - 3 : n + 4])) ** 2 for n in middle)
        return float(off**0.5 / fmean(counts[n] for n in middle))


@pytest.mark.parametrize(
    ("new", "less"), [(lambda _day: 30, 0.85), (lambda day: 210 * (day % 7 == 5), 0.85)], ids=["daily", "weekly"]
)
def test_days_are_more_even_and_intervals_as_long(new: Callable[[int], int], less: float) -> None:
    seeds = (1, 2, 3)
    balanced = [Learner(OPTIONS, new, seed).live(60) for seed in seeds]
    plain = [Learner(PLAIN, new, seed).live(60) for seed in seeds]
    assert fmean(learner.spread() for learner in balanced) < less * fmean(learner.spread() for learner in plain)
    for learner in balanced:
        assert learner.days_moved == pytest.approx(learner.days, rel=0.02)
        assert learner.days_moved != learner.days
    assert all(learner.days_moved == learner.days for learner in plain)
