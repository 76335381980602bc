"""Events become a card: one by one, all at once, and in whatever order they came to be known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.progress.replay import fold
from tui_learn.progress.cards import UNSEEN, CardRow, Delta, Memory, Phase, Status, in_milliseconds
from tui_learn.progress.counters import (
    AGAIN,
    ANSWERS,
    EXPECTED,
    FIELDS,
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
from tui_learn.progress.events import MAX_WORDS, Event, Kind
from tui_learn.progress.fold import (
    apply,
    becomes_leech,
    fold_events,
    is_asked,
    is_leech,
    is_understood,
    state_of,
    status_of,
)
from tui_learn.progress.options import ScheduleOptions
from tui_learn.progress.schedule import retrievability
from tui_learn.progress.sets import joined_reviews

START = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
OPTIONS = ScheduleOptions()
HARD_LIFE = ScheduleOptions(leech_after=2, leech_suspends=True)


def happened(
    number: int,
    kind: Kind = "review",
    rating: int = 3,
    *,
    after: timedelta | None = None,
    group: str = "nb:fi",
    part: str = "",
    value: str = "",
    shift: int = 0,
    zone: int = 60,
    milliseconds: int | None = 1500,
) -> Event:
    """An event so many days, or so long, after the start."""
    at = START + (timedelta(days=number) if after is None else after)
    rating = rating if kind in ("review", "practice") else 0
    return Event(
        f"w-{number:06}-0", "word/nb:fi/hus", rating, at, zone, milliseconds, kind, group, "article", "",
        part=part, value=value, shift=shift,
    )  # fmt: skip


def row_of(*events: Event, options: ScheduleOptions = OPTIONS) -> CardRow:
    row, _deltas = fold_events(events, options)
    assert row is not None
    return row


def counted(*events: Event, options: ScheduleOptions = OPTIONS) -> dict[str, int]:
    """The counters over all days, those that are not nothing."""
    _row, deltas = fold_events(events, options)
    counters = DayCounters()
    counters.add(deltas)
    totals = {name: counters.total(field) for field, name in enumerate(FIELDS)}
    return {name: number for name, number in totals.items() if number}


def sums(deltas: Iterable[Delta]) -> list[list[object]]:
    counters = DayCounters()
    counters.add(deltas)
    return counters.to_json()


# --- one by one and all at once

STEPS = st.one_of(
    st.integers(0, 3), st.integers(4, 60 * 24 * 60_000), st.integers(0, 200).map(lambda d: d * 86_400_000)
)
"""Milliseconds between two events: now and then none, or whole days."""
KINDS: tuple[Kind, ...] = (
    "practice", "suspend", "resume", "bury", "forget", "due", "status", "move", "undo", "reading",
)  # fmt: skip


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Events of a card in order of time: questions alone and in sets, and whatever else can happen to it."""
    events: list[Event] = []
    at = START
    for number in range(draw(st.integers(1, 14))):
        at += timedelta(milliseconds=draw(STEPS))
        kind: Kind = "review" if draw(st.booleans()) else draw(st.sampled_from(KINDS))
        values = {
            "bury": str(in_milliseconds(at) + draw(st.integers(-5, 5)) * 3_600_000),
            "due": draw(st.sampled_from([str(in_milliseconds(at) + 86_400_000), "", "soon", "-5", "٣"])),
            "status": draw(st.sampled_from(["0", "1", "5", "98", "99", "7", "x"])),
            "reading": draw(st.sampled_from(["0", "120", "99999999", "x", ""])),
        }
        part = draw(st.sampled_from(["", "p", "p", "q"])) if kind == "review" else ""
        event = happened(number, kind, draw(st.integers(1, 4)), after=at - START, part=part, value=values.get(kind, ""))
        events.append(
            replace(
                event,
                group=draw(st.sampled_from(["a", "b"])),
                zone=draw(st.sampled_from([-600, 0, 120])),
                shift=draw(st.integers(-4, 4)),
                milliseconds=draw(st.sampled_from([None, 0, 900])),
            )
        )
    return events


def as_they_come(events: Sequence[Event], options: ScheduleOptions) -> tuple[CardRow | None, list[Delta], int]:
    """What a caller does: one by one, and from the beginning where the fold says so; and how often it said so."""
    row: CardRow | None = None
    deltas: list[Delta] = []
    again = 0
    for number, event in enumerate(events):
        step = apply(row, event, options)
        if step is None:
            row, deltas = fold_events(events[: number + 1], options)
            again += 1
        else:
            row, more = step
            deltas = [*deltas, *more]
    return row, deltas, again


@settings(max_examples=120, deadline=None)
@given(histories(), st.randoms(use_true_random=False), st.sampled_from([OPTIONS, HARD_LIFE]))
def test_one_by_one_is_all_at_once_in_whatever_order(
    events: list[Event], random: object, options: ScheduleOptions
) -> None:
    row, deltas = fold_events(events, options)
    assert (row is None) == all(event.kind == "reading" for event in events)  # what was read is of no card
    shuffled = list(events)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    for order in (events, shuffled):
        assert fold_events(order, options) == (row, deltas)
        one_row, one_deltas, again = as_they_come(order, options)
        assert one_row == row
        assert sums(one_deltas) == sums(deltas)
        times = [event.at for event in order if event.kind != "reading"]
        assert again == sum(any(times[i] <= earlier for earlier in times[:i]) for i in range(len(times)))


@settings(max_examples=80, deadline=None)
@given(histories(), st.sampled_from([OPTIONS, HARD_LIFE]))
def test_the_counters_are_what_a_scan_would_find(events: list[Event], options: ScheduleOptions) -> None:
    row, deltas = fold_events(events, options)
    counters = DayCounters()
    counters.add(deltas)
    read = [event for event in events if event.kind == "reading" and event.value in ("0", "120", "99999999")]
    assert counters.total(READ_MILLISECONDS) == sum(event.milliseconds or 0 for event in read)
    assert counters.total(READ_WORDS) == sum(min(int(event.value), MAX_WORDS) for event in read)
    answers = [event for event in events if event.kind in ("review", "practice")]
    reviews = [event for event in answers if event.kind == "review"]
    assert counters.total(ANSWERS) == len(answers)
    assert counters.total(REVIEWS) == len(reviews)
    assert counters.total(RIGHT) == sum(event.rating > 1 for event in reviews)
    assert counters.total(MILLISECONDS) == sum(event.milliseconds or 0 for event in answers)
    assert [counters.total(AGAIN + n) for n in range(4)] == [sum(e.rating == n + 1 for e in reviews) for n in range(4)]
    for group in ("a", "b"):
        known = row is not None and row.memory.stability >= 21 and row.group == group
        assert counters.total(KNOWN, group=group) == int(known)
    assert counters.total(LEARNED_RIGHT) <= counters.total(LEARNED)
    assert 0 <= counters.total(EXPECTED) <= counters.total(LEARNED) * NANO


@settings(max_examples=100, deadline=None)
@given(histories())
def test_the_memory_is_that_of_the_reviews_joined(events: list[Event]) -> None:
    ordered = sorted(events, key=lambda event: (event.at, event.id))
    begun = max((n + 1 for n, event in enumerate(ordered) if event.kind == "forget"), default=0)
    state = fold("x", joined_reviews(event for event in ordered[begun:] if event.kind == "review"))
    row, _deltas = fold_events(events, OPTIONS)
    if row is None:
        assert state is None
        return
    folded = state_of("x", row, OPTIONS)
    if state is None:
        assert folded is None
        assert row.memory == UNSEEN
        return
    assert folded is not None
    names = ("due", "stability", "difficulty", "learned", "reviews", "lapses", "last_review")
    assert [getattr(folded, name) for name in names] == [getattr(state, name) for name in names]


def test_an_event_of_the_same_time_or_earlier_asks_for_a_new_fold() -> None:
    row = row_of(happened(0), happened(3))
    assert apply(row, happened(3, "suspend"), OPTIONS) is None
    assert apply(row, happened(2), OPTIONS) is None
    assert apply(row, happened(4), OPTIONS) is not None
    # A card of which nothing is left is still one to which something happened.
    assert apply(row_of(happened(3, "forget")), happened(2), OPTIONS) is None


# --- reading


def test_what_is_read_is_of_no_card_and_may_come_to_be_known_in_any_order() -> None:
    read = happened(3, "reading", value="40")
    assert fold_events([read], OPTIONS)[0] is None
    before = row_of(happened(0), happened(9))
    step = apply(before, read, OPTIONS)  # between the two
    assert step is not None
    assert step[0] == before
    assert fold_events([happened(0), read, happened(9)], OPTIONS)[0] == before
    assert counted(read, replace(read, id="w-000004-0", milliseconds=None)) == {
        "read_milliseconds": 1500, "read_words": 80,
    }  # fmt: skip
    assert {delta[:3] for delta in step[1]} == {("2026-03-08", "nb:fi", "read")}


@pytest.mark.parametrize("value", ["", "x", "-1", "1.5", "٣", "9" * 16])
def test_a_reading_of_words_that_mean_nothing_adds_nothing(value: str) -> None:
    event = happened(1, "reading", value=value)
    assert not is_understood(event)
    assert counted(event) == {}
    assert is_understood(happened(1, "reading", value="0"))


# --- reviews


def test_a_review_is_counted_and_comes_at_the_beginning_of_a_day() -> None:
    row = row_of(happened(0, rating=4, shift=1))
    state = state_of("word/nb:fi/hus", row, OPTIONS)
    assert state is not None
    assert (state.group, state.place, state.learned, state.reviews) == ("nb:fi", "article", True, 1)
    assert state.due == START + timedelta(days=8)
    assert state.comes == datetime(2026, 3, 14, 3, tzinfo=UTC)  # 4 am an hour ahead of UTC, a day later
    assert counted(happened(0, rating=4)) == dict.fromkeys(("answers", "reviews", "right", "new", "easy"), 1) | {
        "milliseconds": 1500
    }


def test_numbers_stand_under_the_day_of_the_learner_the_group_and_the_sort() -> None:
    night = happened(0, after=timedelta(hours=14), zone=60)  # three in the morning of the 6th
    _row, deltas = fold_events([night, replace(night, zone=120, id="w-000001-0")], OPTIONS)
    assert {delta[:3] for delta in deltas} == {("2026-03-05", "nb:fi", "word"), ("2026-03-06", "nb:fi", "word")}
    _row, deltas = fold_events([night], ScheduleOptions(day_begins=3))
    assert {delta.day for delta in deltas} == {"2026-03-06"}


def test_what_was_remembered_is_held_against_what_was_expected() -> None:
    first, later = happened(0, rating=4), happened(30, rating=1)
    expected = retrievability(row_of(first).memory, in_milliseconds(later.at))
    found = counted(first, later)
    assert found["learned"] == 1
    assert "learned_right" not in found
    assert found["expected"] == round(expected * NANO)
    assert 0.7 < expected < 0.9
    assert counted(first, happened(30, rating=2))["learned_right"] == 1


def test_what_is_being_learnt_again_was_learnt_and_what_is_new_was_not() -> None:
    learning = [happened(n, after=timedelta(minutes=20 * n)) for n in range(2)]
    assert row_of(*learning[:1]).memory.phase == Phase.LEARNING
    assert "learned" not in counted(*learning)
    again = [happened(0, rating=4), happened(30, rating=1), happened(30, after=timedelta(days=30, minutes=10))]
    assert row_of(*again[:2]).memory.phase == Phase.RELEARNING
    assert counted(*again)["learned"] == 2


def test_practice_is_an_answer_that_moves_nothing_but_the_place() -> None:
    before = row_of(happened(0))
    after = row_of(happened(0), happened(1, "practice", 1, group="fi:nb"))
    assert after == before._replace(group="fi:nb", last_event=after.last_event)
    assert counted(happened(0, "practice", 1)) == {"answers": 1, "milliseconds": 1500}
    assert state_of("x", row_of(happened(0, "practice")), OPTIONS) is None


def test_a_card_is_known_from_three_weeks_of_stability_on() -> None:
    events = [happened(0, rating=4), happened(8), happened(60)]
    assert [counted(*events[:n]).get("known", 0) for n in (1, 2, 3)] == [0, 1, 1]
    lost = counted(*events, happened(300, rating=1))
    assert "known" not in lost
    moved, deltas = fold_events([*events, happened(61, "practice", group="fi:nb")], OPTIONS)
    assert moved is not None
    counters = DayCounters()
    counters.add(deltas)
    assert (counters.total(KNOWN, group="nb:fi"), counters.total(KNOWN, group="fi:nb")) == (0, 1)


# --- sets


@pytest.mark.parametrize(
    ("ratings", "rating"),
    [((3,), 2), ((3, 3), 2), ((3, 3, 3), 3), ((3, 1, 3), 2), ((1, 3, 3), 2), ((1, 1, 3), 1), ((3, 1), 1), ((1,), 1)],
)
def test_a_set_is_one_review_at_the_time_of_its_last_answer(ratings: tuple[int, ...], rating: int) -> None:
    before = happened(0, rating=4)
    answers = [
        happened(n, rating=r, part="p", after=timedelta(days=9, minutes=n)) for n, r in enumerate(ratings, start=1)
    ]
    alone = happened(9, rating=rating, after=answers[-1].at - START)
    assert row_of(before, *answers).memory == row_of(before, alone).memory
    found, expected = counted(before, *answers), counted(before, alone)
    for name in ("new", "known", "learned", "learned_right", "expected"):
        assert found.get(name) == expected.get(name)
    assert found["answers"] == found["reviews"] == 1 + len(ratings)
    assert found["right"] == 1 + sum(r > 1 for r in ratings)


def test_a_new_card_is_new_once_in_a_set() -> None:
    answers = [happened(n, part="p", after=timedelta(minutes=n)) for n in range(3)]
    assert counted(*answers)["new"] == 1
    assert row_of(*answers).memory.reviews == 1


def test_another_review_ends_a_set_and_nothing_else_does() -> None:
    one, two, three = (happened(n, part="p", after=timedelta(minutes=n)) for n in (1, 3, 5))
    between = happened(2, after=timedelta(minutes=2))
    assert row_of(one, between, two, three).memory.reviews == 3
    kinds: tuple[Kind, ...] = ("practice", "suspend", "resume", "bury", "status", "due")
    for kind in kinds:
        event = happened(2, kind, after=timedelta(minutes=2), value="1")
        assert row_of(one, event, two, three).memory.reviews == 1
    assert row_of(one, two, happened(4, "forget", after=timedelta(minutes=4)), three).memory.reviews == 1


# --- decisions


def test_suspended_cards_and_those_put_aside_are_not_asked() -> None:
    assert is_asked(row_of(happened(0)))
    assert not is_asked(row_of(happened(0, "practice")))
    suspended = happened(1, "suspend")
    assert not is_asked(row_of(happened(0), suspended))
    state = state_of("x", row_of(happened(0), suspended), OPTIONS)
    assert state is not None
    assert state.suspended
    assert is_asked(row_of(happened(0), suspended, happened(2, "resume")))
    assert not is_asked(row_of(happened(0), suspended, happened(2)))  # an answer does not bring it back
    for status, asked in ((Status.IGNORED, False), (Status.WELL_KNOWN, False), (Status.LEARNED, True)):
        assert is_asked(row_of(happened(0), happened(1, "status", value=str(int(status))))) is asked


def test_a_card_is_buried_until_a_time_or_set_to_one() -> None:
    first = happened(0, rating=1)
    comes = row_of(first).comes
    until = comes + 86_400_000
    assert row_of(first, happened(1, "bury", value=str(until))).comes == until
    assert row_of(first, happened(1, "bury", value=str(comes - 5))).comes == comes  # not sooner
    assert row_of(first, happened(1, "due", value=str(comes - 5))).comes == comes - 5
    assert row_of(first, happened(1, "due", value=str(until))).memory == row_of(first).memory
    assert row_of(first, happened(1, "due", value=str(until)), happened(2, rating=4)).comes != until


def test_a_forgotten_card_begins_anew() -> None:
    events = [happened(0, rating=4), happened(8), happened(9, "suspend"), happened(9, "status", value="5")]
    gone = row_of(*events, happened(10, "forget"))
    assert gone == CardRow(group="nb:fi", place="article", last_event=gone.last_event)
    assert state_of("x", gone, OPTIONS) is None
    found = counted(*events, happened(10, "forget"), happened(11))
    assert found["new"] == 2
    assert found["reviews"] == 3
    assert "known" not in found
    again = row_of(*events, happened(10, "forget"), happened(11))
    assert again.memory == row_of(happened(11)).memory


def test_a_status_is_as_set_by_hand_until_the_next_review() -> None:
    by_hand = happened(1, "status", value="1")
    state = state_of("x", row_of(happened(0, rating=4), by_hand), OPTIONS)
    assert state is not None
    assert (state.status, state.by_hand) == (Status.NEW, True)
    later = state_of("x", row_of(happened(0, rating=4), by_hand, happened(8)), OPTIONS)
    assert later is not None
    assert (later.status, later.by_hand) == (Status.LEARNED, False)
    assert status_of(row_of(by_hand)) == Status.NEW  # also of a word that was never asked
    assert status_of(row_of(by_hand, happened(2, "status", value="0"))) == Status.NONE


@pytest.mark.parametrize(("stability", "status"), [(0.9, 1), (1, 2), (2.9, 2), (3, 3), (7, 4), (20.9, 4), (21, 5)])
def test_a_status_follows_from_the_stability(stability: float, status: int) -> None:
    assert status_of(CardRow(Memory(Phase.REVIEW, -1, stability, 5.0, 1, 2, 1, 0))) == status
    assert status_of(CardRow()) == Status.NONE


@pytest.mark.parametrize("value", ["", "x", "-1", "7", "1.5", "٣", "9" * 16])
def test_a_value_that_means_nothing_changes_nothing(value: str) -> None:
    before = row_of(happened(0))
    kinds: tuple[Kind, ...] = ("status", "due", "bury")
    for kind in kinds:
        event = happened(1, kind, value=value)
        if kind != "status" and value == "7":
            assert is_understood(event)
            continue
        assert not is_understood(event)
        assert row_of(happened(0), event) == before._replace(last_event=in_milliseconds(event.at))


# --- leeches


def forgotten(times: int) -> list[Event]:
    """A card that is learnt and forgotten so often, a month apart."""
    events = [happened(0, rating=4)]
    for number in range(1, times + 1):
        events.append(happened(30 * number, rating=1))
        events.append(happened(30 * number + 1, rating=4))
    return events


def test_a_leech_is_suspended_at_the_threshold_and_every_half_of_it_again() -> None:
    options = ScheduleOptions(leech_after=4, leech_suspends=True)
    for times, suspended in ((3, False), (4, True), (5, False), (6, True), (8, True)):
        events = forgotten(times)
        resumed = happened(30 * times - 5, "resume")
        row = row_of(*events, resumed, options=options)
        assert row.memory.lapses == times
        assert row.suspended is suspended
        assert is_leech(row, options) is (times >= 4)
        state = state_of("x", row, options)
        assert state is not None
        assert state.leech is (times >= 4)
    assert not row_of(*forgotten(9)).suspended  # as long as leeches are not to be suspended
    assert is_leech(row_of(*forgotten(9)), OPTIONS)
    assert not is_leech(row_of(*forgotten(9)), ScheduleOptions(leech_after=0))
    assert not row_of(*forgotten(9), options=ScheduleOptions(leech_after=0, leech_suspends=True)).suspended
    assert not row_of(*forgotten(4), happened(500, "resume"), options=options).suspended


def test_a_miss_that_a_whole_set_makes_good_suspends_nobody() -> None:
    options = ScheduleOptions(leech_after=1, leech_suspends=True)
    answers = [
        happened(n, rating=r, part="p", after=timedelta(days=20, minutes=n)) for n, r in ((1, 1), (2, 3), (3, 3))
    ]
    before = happened(0, rating=4)
    assert row_of(before, answers[0], options=options).suspended
    assert not row_of(before, *answers, options=options).suspended
    missed = replace(answers[2], rating=1)
    assert row_of(before, *answers[:2], missed, options=options).suspended


def test_a_leech_needs_a_lapse() -> None:
    options = ScheduleOptions(leech_after=4, leech_suspends=True)
    at_four = UNSEEN._replace(lapses=4)
    assert not becomes_leech(at_four, at_four, options)
    assert becomes_leech(UNSEEN._replace(lapses=3), at_four, options)
