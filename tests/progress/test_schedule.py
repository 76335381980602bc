"""The schedule is py-fsrs replayed, to the last bit; the days are the learner's."""

from __future__ import annotations

import random
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import fsrs
import pytest
from fsrs.scheduler import DEFAULT_PARAMETERS, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.progress.replay import fold
from tui_learn.progress.cards import UNSEEN, Memory, Phase, in_milliseconds, moment
from tui_learn.progress.options import DEFAULT_WEIGHTS, ScheduleOptions
from tui_learn.progress.schedule import (
    DAY,
    CardState,
    Rating,
    comes_at,
    day_name,
    day_number,
    learning_day,
    retrievability,
    review_memory,
    scheduler,
    start_of_day,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
START = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
NOW = in_milliseconds(START)
HOUR, MINUTE = 3_600_000, 60_000
OPTIONS = ScheduleOptions()
OTHERS = (
    OPTIONS,
    ScheduleOptions(retention=0.8, learning_steps=(), relearning_steps=()),
    ScheduleOptions(learning_steps=(1.5,), relearning_steps=(0.35, 7.77, 60.0), maximum_days=30),
    ScheduleOptions(weights=tuple(w * 1.01 for w in DEFAULT_WEIGHTS), learning_steps=(0.1, 0.2, 1440.0)),
)

BOUNDS = tuple(zip(LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True))


def plain(options: ScheduleOptions) -> fsrs.Scheduler:
    """py-fsrs, set up without this program."""
    return fsrs.Scheduler(
        options.weights,
        options.retention,
        [timedelta(seconds=round(minutes * 60)) for minutes in options.learning_steps],
        [timedelta(seconds=round(minutes * 60)) for minutes in options.relearning_steps],
        options.maximum_days,
        enable_fuzzing=False,
    )


def test_the_defaults_are_those_of_fsrs() -> None:
    assert DEFAULT_WEIGHTS == DEFAULT_PARAMETERS
    own, theirs = scheduler(OPTIONS), fsrs.Scheduler(enable_fuzzing=False)
    assert own == theirs


def same(memory: Memory, card: fsrs.Card) -> bool:
    assert card.last_review is not None
    step = -1 if card.step is None else card.step
    exact = memory[:4] == (int(card.state), step, card.stability, card.difficulty)
    times = timedelta(milliseconds=memory.last), timedelta(milliseconds=memory.due)
    return exact and times == (card.last_review - EPOCH, card.due - EPOCH)


@pytest.mark.parametrize("options", OTHERS)
def test_twenty_thousand_reviews_are_py_fsrs_replayed(options: ScheduleOptions) -> None:
    """Reviews of two thousand cards mixed as they come; each card is then replayed from scratch."""
    rng = random.Random(options.id)
    memories = dict.fromkeys(range(2000), UNSEEN)
    lapses = dict.fromkeys(memories, 0)
    history: dict[int, list[tuple[int, int]]] = {card: [] for card in memories}
    for _ in range(20_000):
        card = rng.randrange(len(memories))
        memory = memories[card]
        soon = rng.randrange(1, 30 * MINUTE), rng.randrange(1, 3 * DAY), max(1, memory.due - memory.last)
        at = (memory.last or NOW) + rng.choice(soon)
        rating = rng.choices((1, 2, 3, 4), (2, 1, 5, 1))[0]
        lapses[card] += memory.phase == Phase.REVIEW and rating == 1
        memories[card] = review_memory(memory, rating, at, options)
        history[card].append((at, rating))
    replayed = plain(options)
    for number, reviews in history.items():
        theirs = fsrs.Card(number)
        for at, rating in reviews:
            theirs, _log = replayed.review_card(theirs, fsrs.Rating(rating), EPOCH + timedelta(milliseconds=at))
        memory = memories[number]
        assert same(memory, theirs)
        assert (memory.reviews, memory.lapses) == (len(reviews), lapses[number])
        later = memory.due + 3 * DAY
        assert retrievability(memory, later, options) == replayed.get_card_retrievability(
            theirs, EPOCH + timedelta(milliseconds=later)
        )


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 4), st.integers(1, 400 * DAY)), min_size=1, max_size=8),
    st.lists(st.floats(0.01, 1440), max_size=3),
    st.integers(0, 10**14),
)
def test_what_is_due_is_due_at_a_whole_millisecond(
    reviews: list[tuple[int, int]], steps: list[float], start: int
) -> None:
    options = ScheduleOptions(learning_steps=tuple(steps), relearning_steps=tuple(steps))
    memory, card, at = UNSEEN, fsrs.Card(1), start % NOW
    own = scheduler(options)
    for rating, apart in reviews:
        at += apart
        memory = review_memory(memory, rating, at, options)
        card, _log = own.review_card(card, fsrs.Rating(rating), moment(at))
        assert same(memory, card)


@settings(max_examples=200, deadline=None)
@given(
    st.tuples(*(st.floats(low, high) for low, high in BOUNDS)),
    st.floats(0.7, 0.97),
    st.lists(st.tuples(st.integers(1, 4), st.integers(0, 40), st.integers(1, DAY)), min_size=1, max_size=8),
)
def test_whatever_weights_fsrs_allows_every_bit_agrees(
    weights: tuple[float, ...], retention: float, reviews: list[tuple[int, int, int]]
) -> None:
    options = ScheduleOptions(weights=weights, retention=retention)
    memory, card, at, theirs = UNSEEN, fsrs.Card(1), NOW, plain(options)
    for rating, days, more in reviews:
        at += days * DAY + more
        memory = review_memory(memory, rating, at, options)
        card, _log = theirs.review_card(card, fsrs.Rating(rating), EPOCH + timedelta(milliseconds=at))
        assert same(memory, card)
        later = at + 100 * DAY
        expected = theirs.get_card_retrievability(card, EPOCH + timedelta(milliseconds=later))
        assert retrievability(memory, later, options) == expected


@pytest.mark.parametrize("rating", [1, 2, 3, 4])
@pytest.mark.parametrize("phase", [Phase.LEARNING, Phase.RELEARNING])
def test_a_card_at_a_step_that_is_no_more(phase: Phase, rating: int) -> None:
    memory = Memory(phase, 2, 3.0, 5.0, NOW, NOW + MINUTE, 2, 0)
    theirs = fsrs.Card(1, fsrs.State(phase), 2, 3.0, 5.0, START, START)
    theirs, _log = plain(OPTIONS).review_card(theirs, fsrs.Rating(rating), START + timedelta(minutes=5))
    assert same(review_memory(memory, rating, NOW + 5 * MINUTE, OPTIONS), theirs)


def test_a_clock_that_ran_backwards_is_straightened() -> None:
    first = review_memory(UNSEEN, 3, NOW)
    for at in (NOW, NOW - DAY, 0):
        assert review_memory(first, 3, at) == review_memory(first, 3, NOW + 1)
    assert review_memory(first, 3, NOW + 2).last == NOW + 2


def test_a_rating_and_weights_must_be_possible() -> None:
    with pytest.raises(ValueError, match="7"):
        review_memory(UNSEEN, 7, NOW)
    for weight in (-1.0, float("nan"), 1e9):
        with pytest.raises(ValueError, match="out of bounds"):
            scheduler(ScheduleOptions(weights=(weight, *DEFAULT_WEIGHTS[1:])))


def test_the_chance_of_recall_is_that_of_a_state_too() -> None:
    memory = review_memory(UNSEEN, 4, NOW)
    state = fold("x", [(START, Rating.EASY)])
    assert isinstance(state, CardState)
    later = START + timedelta(days=9)
    assert retrievability(state, later) == retrievability(memory, in_milliseconds(later)) < 0.9
    assert retrievability(memory, NOW) == 1
    assert retrievability(UNSEEN, NOW) == 0
    assert fold("x", []) is None


# --- days


def test_a_day_ends_at_four_in_the_morning_where_the_learner_is() -> None:
    at = datetime(2026, 3, 5, 3, 59, 59, 999_999, tzinfo=UTC)
    assert learning_day(at, 0) == "2026-03-04"
    assert learning_day(at, 1) == "2026-03-05"
    assert learning_day(at, -60) == "2026-03-04"
    assert learning_day(at, 0, day_begins=3) == "2026-03-05"
    assert learning_day(in_milliseconds(START), 0) == "2026-03-05"
    assert learning_day(0, -24 * 60) == "1969-12-30"


@given(st.integers(0, 2**45 - 1), st.integers(-1440, 1440), st.integers(0, 23))
def test_a_time_lies_in_its_day(at: int, zone: int, day_begins: int) -> None:
    day = learning_day(at, zone, day_begins)
    begin = start_of_day(day, zone, day_begins)
    assert begin <= at < begin + DAY
    assert begin == start_of_day(day_number(at, zone, day_begins), zone, day_begins)
    assert learning_day(begin, zone, day_begins) == day
    assert learning_day(begin - 1, zone, day_begins) != day
    local = moment(begin) + timedelta(minutes=zone)
    assert (local.date().isoformat(), local.hour, local.minute) == (day, day_begins, 0)
    assert day == day_name(day_number(at, zone, day_begins))


def test_the_day_of_a_name_that_is_none() -> None:
    with pytest.raises(ValueError, match="soon"):
        start_of_day("soon", 0)


@given(st.integers(0, DAY - 1), st.integers(-720, 840), st.integers(-60, 60), st.integers(1, 200))
def test_learnt_cards_come_at_the_beginning_of_a_later_day(time: int, zone: int, shift: int, days: int) -> None:
    memory = Memory(Phase.REVIEW, -1, 5.0, 5.0, NOW + time, NOW + time + days * DAY, 2, 0)
    comes = comes_at(memory, zone, shift, OPTIONS)
    assert comes == start_of_day(learning_day(comes, zone), zone)
    assert learning_day(comes, zone) > learning_day(memory.last, zone)
    assert comes_at(memory, zone, 0, OPTIONS) <= memory.due < comes_at(memory, zone, 0, OPTIONS) + DAY
    assert abs(day_number(comes, zone) - day_number(memory.due, zone)) <= min(abs(shift), 1 + days * 0.25)
    on_time = memory._replace(phase=Phase.RELEARNING)
    assert comes_at(on_time, zone, shift, OPTIONS) == memory.due


def test_a_shift_of_other_options_is_held_within_the_range() -> None:
    memory = Memory(Phase.REVIEW, -1, 5.0, 5.0, NOW, NOW + 2 * DAY, 2, 0)
    assert comes_at(memory, 0, -9, OPTIONS) == comes_at(memory, 0, 0, OPTIONS)
    longer = memory._replace(due=NOW + 30 * DAY)
    assert comes_at(longer, 0, 99, OPTIONS) == comes_at(longer, 0, 3, OPTIONS)
    assert comes_at(longer, 0, 99, ScheduleOptions(maximum_days=30)) == comes_at(longer, 0, 0, OPTIONS)


def test_looking_at_what_is_due_needs_no_fsrs() -> None:
    script = (
        "import sys\nfrom tui_learn.progress.fold import CardRow, is_asked, state_of, status_of\n"
        "from tui_learn.progress.cards import Memory\nfrom tui_learn.progress.options import ScheduleOptions\n"
        "from tui_learn.progress.schedule import learning_day, comes_at\nimport tui_learn.progress.balance\n"
        "row = CardRow(Memory(2, -1, 5.0, 5.0, 1, 86400001, 1, 0))\n"
        "assert state_of('x', row, ScheduleOptions()) and status_of(row) and is_asked(row)\n"
        "comes_at(row.memory, 0, 0, ScheduleOptions()), learning_day(0, 0)\n"
        "print('fsrs' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
