"""How much is asked in a day, and what is not asked today, or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.quiz.small import Clock, made, run, wrong_answer
from tui_learn.progress import Progress, Rating, ScheduleOptions, Status
from tui_learn.quiz import Exercise
from tui_learn.quiz.begin import begin_session
from tui_learn.quiz.limits import Held, Left, left_today, other_direction, resting, told
from tui_learn.quiz.selection import NEW, SESSION
from tui_learn.quiz.session import Session
from tui_learn.quiz.stages import Stage

OPTIONS = ScheduleOptions()


def word(name: str, direction: str = "recognise", pair: str = "nb:fi") -> Exercise:
    target = f"word/{pair}/{direction}/{name}"
    if direction == "recognise":
        return made("V1", "choice", pair=pair, key=name, target=target)
    return made("V2", "cloze", pair=pair, key=name, target=target)


def words(count: int, name: str = "sana") -> list[Exercise]:
    return [word(f"{name}{number}") for number in range(count)]


def learn(progress: Progress, clock: Clock, exercises: list[Exercise]) -> None:
    """Past the learning steps; due some days later."""
    for exercise in exercises:
        progress.record(exercise.target, Rating.EASY, group=exercise.pair, place="a")
    clock.now += timedelta(days=60)


def asked_cards(session: Session) -> list[str]:
    return [item.card for item in run(session) if not item.practice]


# --- new cards


def test_no_more_new_cards_than_are_left_today(progress: Progress, clock: Clock) -> None:
    progress.set_options(replace(OPTIONS, new_a_day=7))
    exercises = words(30)
    assert left_today(progress, "nb:fi") == Left(7, 200)
    for expected in (NEW, 7, 7):
        session = begin_session(exercises, progress)
        run(session)
        assert len(progress.states()) == expected
    assert session.current is None
    assert session.summary().told == ("Today's 7 new cards are done; more come tomorrow.",)
    assert left_today(progress, "nb:sv").new == 7
    clock.now += timedelta(days=1)
    assert left_today(progress, "nb:fi").new == 7
    assert begin_session(words(30, "muu"), progress).current is not None


def test_the_learner_is_told_at_the_end_and_not_before_it(progress: Progress) -> None:
    progress.set_options(replace(OPTIONS, new_a_day=2))
    exercises = words(5)
    session = begin_session(exercises, progress)
    assert session.summary().told == ()
    run(session)
    assert session.summary().told == ("Today's 2 new cards are done; more come tomorrow.",)
    few = begin_session(words(2, "muu"), progress, count=2)
    run(few)
    assert few.summary().told == ()  # nobody was held back


def test_where_the_limit_is_not_what_ends_it_nothing_is_told(progress: Progress) -> None:
    progress.set_options(replace(OPTIONS, new_a_day=2))
    session = begin_session(words(2), progress)
    run(session)
    assert session.summary().told == ()


def test_no_new_cards_at_all(progress: Progress) -> None:
    progress.set_options(replace(OPTIONS, new_a_day=0))
    session = begin_session(words(3), progress)
    assert session.current is None
    assert session.summary().told == ("No new cards are begun: the options of the schedule allow none.",)


def test_a_count_knows_no_limits(progress: Progress, clock: Clock) -> None:
    old = words(9, "vanha")
    learn(progress, clock, old)
    progress.set_options(replace(OPTIONS, new_a_day=0, reviews_a_day=0))
    session = begin_session([*words(9), *old], progress, count=18)
    assert session.total == 18
    assert session.summary().told == ()


# --- reviews


def test_no_more_reviews_than_are_left_today(progress: Progress, clock: Clock) -> None:
    old = words(30, "vanha")
    learn(progress, clock, old)
    progress.set_options(replace(OPTIONS, reviews_a_day=10))
    session = begin_session(old, progress)
    first = asked_cards(session)
    assert len(first) == 10
    assert left_today(progress, "nb:fi") == Left(20, 0)
    assert session.summary().told == ("Today's reviews are done; 20 due cards wait until tomorrow.",)
    again = begin_session(old, progress)
    assert again.current is None
    assert again.summary().told == session.summary().told
    assert begin_session(old, progress, count=20).total == 20
    clock.now += timedelta(days=1)
    assert len(asked_cards(begin_session(old, progress))) == 10


def test_what_is_being_learnt_comes_back_whatever_the_limit(progress: Progress, clock: Clock) -> None:
    progress.set_options(replace(OPTIONS, new_a_day=0, reviews_a_day=1))
    old = words(3, "vanha")
    learn(progress, clock, old)
    session = begin_session(old, progress)
    assert session.current is not None
    missed = session.current.card
    session.answer(wrong_answer(session.current.exercise))
    clock.now += timedelta(minutes=11)
    assert left_today(progress, "nb:fi") == Left(0, 0)
    assert asked_cards(begin_session(old, progress)) == [missed]


def test_other_pairs_have_their_own_limits(progress: Progress, clock: Clock) -> None:
    others = [word(f"ord{n}", pair="nb:sv") for n in range(5)]
    learn(progress, clock, others)
    progress.set_options(replace(OPTIONS, reviews_a_day=5, new_a_day=5))
    run(begin_session(others, progress))
    assert left_today(progress, "nb:sv") == Left(5, 0)
    assert left_today(progress, "nb:fi") == Left(5, 5)


def test_much_that_is_due_keeps_new_cards_away_also_beyond_the_limit(progress: Progress, clock: Clock) -> None:
    old = words(45, "vanha")
    learn(progress, clock, old)
    progress.set_options(replace(OPTIONS, reviews_a_day=3))
    session = begin_session([*words(9), *old], progress)
    assert not any(slot.stage == Stage.NEW for slot in session._state.waiting)
    assert len(asked_cards(session)) == 3 < SESSION


# --- the other way round


def test_the_other_direction() -> None:
    assert other_direction("word/nb:fi/recognise/a/b") == "word/nb:fi/produce/a/b"
    assert other_direction("sentence/nb:fi/produce/x") == "sentence/nb:fi/recognise/x"
    assert {other_direction(card) for card in ("claim/nb:fi/recognise/x", "word/nb:fi/other/x", "word", "")} == {""}


def test_the_other_way_round_rests_until_tomorrow(progress: Progress, clock: Clock) -> None:
    both = [word("sana"), word("sana", "produce")]
    learn(progress, clock, both)
    assert resting(progress) == frozenset()
    first = asked_cards(begin_session(both, progress))
    assert len(first) == 1
    assert resting(progress) == {other_direction(first[0])}
    assert begin_session(both, progress).current is None
    assert begin_session(both, progress, count=1).current is not None
    clock.now += timedelta(days=1)
    assert asked_cards(begin_session(both, progress)) == [other_direction(first[0])]


def test_what_is_being_learnt_does_not_rest(progress: Progress, clock: Clock) -> None:
    both = [word("sana"), word("sana", "produce")]
    learn(progress, clock, both)
    progress.record(both[1].target, Rating.AGAIN, group="nb:fi")
    progress.record(both[0].target, Rating.GOOD, group="nb:fi")
    assert resting(progress) == {both[0].target, both[1].target}
    clock.now += timedelta(minutes=11)
    assert asked_cards(begin_session(both, progress)) == [both[1].target]


def test_new_cards_rest_too(progress: Progress, clock: Clock) -> None:
    produced = word("sana", "produce")
    learn(progress, clock, [produced])
    progress.record(produced.target, Rating.GOOD, group="nb:fi")
    assert begin_session([word("sana")], progress).current is None
    clock.now += timedelta(days=1)
    assert begin_session([word("sana")], progress).current is not None


def test_what_was_taken_back_makes_nothing_rest(progress: Progress, clock: Clock) -> None:
    both = [word("sana"), word("sana", "produce")]
    learn(progress, clock, both)
    event = progress.record(both[0].target, Rating.GOOD, group="nb:fi")
    assert resting(progress) == {both[1].target}
    progress.undo(event)
    assert resting(progress) == frozenset()
    progress.record(both[0].target, Rating.GOOD, group="nb:fi")
    progress.forget([both[0].target])
    assert resting(progress) == frozenset()


# --- what is set aside


@pytest.mark.parametrize("count", [None, 3])
@pytest.mark.parametrize("known", [True, False])
def test_what_is_set_aside_is_never_asked(progress: Progress, clock: Clock, known: bool, count: int | None) -> None:
    exercises = words(4)
    if known:
        learn(progress, clock, exercises)
    suspended, ignored, well_known, left = (exercise.target for exercise in exercises)
    progress.suspend([suspended])
    progress.set_status([ignored], Status.IGNORED)
    progress.set_status([other_direction(well_known)], Status.WELL_KNOWN)
    session = begin_session(exercises, progress, count=count)
    assert {item.card for item in run(session)} == {left}
    aside = "3 cards are not asked: they are suspended, or their words are ignored or well known."
    assert session.summary().told == (() if count is None else (aside,))
    assert begin_session(exercises[:3], progress, count=count).summary().told == (aside,)
    progress.resume([suspended])
    progress.set_status([ignored, other_direction(well_known)], None)
    assert begin_session(exercises, progress, count=4).total == 4


def board(*rights: str, lexeme: str = "") -> Exercise:
    pairs = tuple((f"ord {right}", right) for right in rights)
    target = f"board/nb:fi/recognise/{rights[-1]}"
    return made("V6", "match", pairs=pairs, rights=rights, prompt=(), lexeme=lexeme, target=target)


@pytest.mark.parametrize("count", [None, 9])
@pytest.mark.parametrize("status", [Status.IGNORED, Status.WELL_KNOWN])
def test_a_board_with_a_word_that_is_set_aside_is_not_asked(
    progress: Progress, status: Status, count: int | None
) -> None:
    named = board("kiville", "vesi", lexeme="kivi; vesi")
    written = board("vesi", "talo")  # by somebody who gave no dictionary forms
    others = board("lapset", "pää", "väärä", lexeme="lapsi; pää; väärä")
    cards = ["word/fi:fi/recognise/vesi", "word/fi:fi/recognise/vaara", "word/fi:fi/recognise/lapset"]
    progress.set_status(cards, status)
    session = begin_session([named, written, others], progress, count=count)
    assert {item.card for item in run(session)} == {others.target}
    progress.set_status(["word/nb:fi/produce/kiville"], status)  # the card of the form, from the list of cards
    progress.set_status(["word/fi:fi/recognise/vesi"], None)
    session = begin_session([named, written, others], progress, count=count)
    asked = {item.card for item in run(session)}
    assert written.target in asked
    assert named.target not in asked
    progress.set_status(["word/fi:fi/recognise/lapsi"], status)
    assert begin_session([others], progress, count=count).current is None


def test_a_new_card_that_is_buried_comes_tomorrow(progress: Progress, clock: Clock) -> None:
    one, other = words(2)
    progress.bury([one.target])
    assert {item.card for item in run(begin_session([one, other], progress))} == {other.target}
    clock.now += timedelta(days=1)
    assert one.target in {item.card for item in run(begin_session([one, other], progress))}


# --- what is told


def test_what_is_told() -> None:
    assert told(Held(), Left(0, 0), OPTIONS) == []
    assert told(Held(new=1, reviews=1), Left(1, 1), OPTIONS) == []
    assert told(Held(new=3), Left(0, 5), replace(OPTIONS, new_a_day=1)) == [
        "Today's 1 new card is done; more come tomorrow."
    ]
    assert told(Held(reviews=1, set_aside=1), Left(1, 0), OPTIONS) == [
        "Today's reviews are done; 1 due card waits until tomorrow.",
        "1 card is not asked: it is suspended, or its word is ignored or well known.",
    ]


def test_two_devices_have_one_limit(tmp_path: Path, clock: Clock) -> None:
    with Progress(tmp_path / "p", clock=clock) as mine, Progress(tmp_path / "p", clock=clock) as yours:
        mine.set_options(replace(OPTIONS, new_a_day=3))
        mine.record("word/nb:fi/recognise/a", Rating.GOOD, group="nb:fi")
        yours.record("word/nb:fi/recognise/b", Rating.GOOD, group="nb:fi")
        assert left_today(mine, "nb:fi") == left_today(yours, "nb:fi") == Left(1, 200)
