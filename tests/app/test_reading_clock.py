"""The clock of reading: how long somebody read and how many words, whatever they do and whatever clocks do."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_learn.app.reading_clock import FASTEST, LONGEST_GAP, SHORTEST, Reading, ReadingClock

PAGE = [(0, 10), (1, 20), (2, 30)]
"""60 words: six seconds at the fastest."""


class Time:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def clock(time: Time) -> ReadingClock:
    """Of somebody who has just opened a page."""
    clock = ReadingClock(time)
    clock.shown(PAGE)
    return clock


# --- time


def test_time_between_keys_is_time_of_reading(clock: ReadingClock, time: Time) -> None:
    for _key in range(10):
        time.now += 30
        clock.active()
    assert clock.flush() == Reading(300_000, 60)


def test_whoever_walks_away_is_counted_for_a_minute(clock: ReadingClock, time: Time) -> None:
    time.now += 3600
    assert clock.flush() == Reading(60_000, 60)
    time.now += 3600
    assert clock.flush() is None
    clock.active()
    time.now += 10
    assert clock.flush() == Reading(10_000, 0)


def test_to_flush_is_no_sign_of_life(clock: ReadingClock, time: Time) -> None:
    found = 0
    for _minute in range(10):
        time.now += 25
        reading = clock.flush()
        found += reading.milliseconds if reading else 0
    assert found == 60_000


def test_the_same_page_drawn_again_is_no_sign_of_life_but_another_is(clock: ReadingClock, time: Time) -> None:
    for _time in range(10):
        time.now += 25
        clock.shown(PAGE)
    assert clock.flush() == Reading(60_000, 60)
    clock.shown([(3, 5)])
    time.now += 25
    assert clock.flush() == Reading(25_000, 5)


def test_nothing_is_read_before_anything_is_shown(time: Time) -> None:
    clock = ReadingClock(time)
    time.now += 50
    assert clock.flush() is None
    clock.shown(PAGE)
    time.now += 2
    assert clock.flush() == Reading(2000, 10)


def test_nothing_is_read_while_another_screen_lies_over_the_text(clock: ReadingClock, time: Time) -> None:
    time.now += 2
    clock.cover()
    time.now += 30
    clock.active()
    clock.shown([*PAGE, (3, 9)])
    time.now += 30
    assert clock.flush() == Reading(2000, 10)
    clock.uncover()
    time.now += 4.5
    assert clock.flush() == Reading(4500, 50)


def test_what_is_less_than_a_second_is_kept_until_there_is_more(clock: ReadingClock, time: Time) -> None:
    time.now += 0.625
    assert clock.flush() is None
    time.now += 0.625
    assert clock.flush() == Reading(1250, 10)


def test_what_could_not_be_stored_comes_again(clock: ReadingClock, time: Time) -> None:
    time.now += 3
    reading = clock.flush()
    assert reading == Reading(3000, 30)
    clock.put_back(reading)
    time.now += 3
    assert clock.flush() == Reading(6000, 60)
    assert clock.flush() is None


def test_a_clock_that_goes_back_takes_nothing_away_and_goes_on(clock: ReadingClock, time: Time) -> None:
    time.now += 5
    clock.active()
    time.now -= 10_000
    clock.active()
    time.now += 5
    assert clock.flush() == Reading(10_000, 60)


# --- words


@pytest.mark.parametrize(("seconds", "words"), [(0.99, 0), (1.0, 10), (2.99, 10), (3.0, 30), (5.99, 30), (6.0, 60)])
def test_sentences_are_read_one_after_the_other(time: Time, seconds: float, words: int) -> None:
    clock = ReadingClock(time)
    clock.active()
    time.now += 10  # nothing is shown yet: that is no time to read what comes
    clock.shown(PAGE)
    time.now += seconds
    assert clock.flush() == Reading(int((10 + seconds) * 1000), words)


def test_what_is_leafed_through_is_not_read(clock: ReadingClock, time: Time) -> None:
    for page in range(1, 50):
        time.now += 0.25
        clock.shown([(10 * page + number, 10) for number in range(10)])
    assert clock.flush() == Reading(12_250, 0)


def test_a_sentence_still_in_view_is_read_on(clock: ReadingClock, time: Time) -> None:
    time.now += 2
    clock.shown(PAGE[1:])
    time.now += 1
    clock.shown([*PAGE[1:], (3, 5)])
    assert clock.flush() == Reading(3000, 30)


def test_a_sentence_that_was_scrolled_away_begins_anew(clock: ReadingClock, time: Time) -> None:
    time.now += 2.5  # 15 of the 20 words of the second
    clock.shown(PAGE[2:])
    time.now += 2
    clock.shown(PAGE)
    time.now += 1.5
    assert clock.flush() == Reading(6000, 10)
    time.now += 0.5
    clock.active()
    time.now += 1
    assert clock.flush() == Reading(1500, 20)


def test_a_sentence_counts_once_a_visit(clock: ReadingClock, time: Time) -> None:
    time.now += 10
    clock.shown([])
    clock.shown(PAGE)
    time.now += 10
    clock.cover()
    clock.uncover()
    time.now += 10
    assert clock.flush() == Reading(30_000, 60)


def test_to_stay_on_what_was_read_saves_no_time_for_the_next_page(clock: ReadingClock, time: Time) -> None:
    time.now += 50
    clock.shown([*PAGE, (3, 40)])
    time.now += 3
    assert clock.flush() == Reading(53_000, 60)


# --- whatever is done


@dataclass
class Truth:
    """What must hold of everything that is flushed: of time that went on, and of words that were shown."""

    passed: float = 0.0
    milliseconds: int = 0
    words: int = 0
    lengths: dict[int, int] = field(default_factory=dict)

    def take(self, reading: Reading | None) -> None:
        if reading is not None:
            assert reading.milliseconds >= SHORTEST
            assert reading.words >= 0
            self.milliseconds += reading.milliseconds
            self.words += reading.words


LENGTHS = (0, 1, 7, 12, 30, 400)
VIEWS = st.tuples(st.integers(0, 30), st.integers(0, 8))
ACTS = st.one_of(
    st.tuples(st.just("wait"), st.floats(-500, 500)),
    st.tuples(st.just("wait"), st.floats(0, 5)),
    st.tuples(st.just("show"), VIEWS),
    st.tuples(st.sampled_from(["active", "cover", "uncover", "flush", "fail"]), st.none()),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(ACTS, max_size=60))
def test_never_more_time_than_has_passed_and_never_more_words_than_there_are(acts: list[tuple[str, object]]) -> None:
    time, truth = Time(), Truth()
    clock = ReadingClock(time)
    for act, how in acts:
        match act, how:
            case "wait", float(seconds):
                time.now += seconds
                truth.passed += min(max(0.0, seconds), LONGEST_GAP) if seconds > 0 else 0.0
            case "show", (int(first), int(count)):
                view = [(number, LENGTHS[number % len(LENGTHS)]) for number in range(first, first + count)]
                truth.lengths.update(view)
                clock.shown(view)
            case "flush", _:
                truth.take(clock.flush())
            case "fail", _:
                reading = clock.flush()
                if reading is not None:
                    clock.put_back(reading)
            case _:
                getattr(clock, act)()
    truth.take(clock.flush())
    assert truth.milliseconds <= truth.passed * 1000 + 1e-3
    assert truth.words <= sum(truth.lengths.values())
    assert truth.words <= truth.passed * FASTEST + 1e-6
    assert clock.flush() is None


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.floats(0.01, 59), st.booleans()), min_size=1, max_size=40))
def test_a_diligent_reader_loses_nothing(steps: list[tuple[float, bool]]) -> None:
    time = Time()
    clock, begun, found = ReadingClock(time), time.now, 0
    clock.shown(PAGE)
    for seconds, flush in steps:
        time.now += seconds
        clock.active()
        reading = clock.flush() if flush else None
        found += reading.milliseconds if reading else 0
    reading = clock.flush()
    found += reading.milliseconds if reading else 0
    assert (time.now - begun) * 1000 - found < SHORTEST + 1
