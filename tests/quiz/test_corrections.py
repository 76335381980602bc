"""What a learner can say after an answer: another grade, I was right, bad, edited, and take it back."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.quiz.small import NOW, Clock, Watch, choices, made, options, right_answer, run, wrong_answer
from tui_learn.progress import Progress, ProgressNotSaved, Rating, disk
from tui_learn.quiz import Exercise
from tui_learn.quiz.begin import begin_session
from tui_learn.quiz.grades import ENOUGH
from tui_learn.quiz.session import Item, Session, accepted_texts, rejected_ids

# --- grades


def test_time_makes_a_grade_hard_or_easy(progress: Progress) -> None:
    watch = Watch()
    for n in range(ENOUGH):
        progress.record(f"old{n}", Rating.GOOD, group="nb:fi", item=f"old{n}", kind="V2", milliseconds=10_000)
    typed = [made("V2", "cloze", target=f"word/nb:fi/produce/{n}") for n in range(4)]
    session = begin_session(typed, progress, count=4, clock=watch)
    ratings = []
    for seconds in (5.0, 21.0, 10.0, 21.0):
        item = session.current
        assert item is not None
        session._state = replace(session._state, current=replace(item, given=0))
        watch.seconds += seconds
        if len(ratings) == 3:
            session.away()
        ratings.append(session.answer(item.exercise.key).rating)
    assert ratings == [Rating.EASY, Rating.HARD, Rating.GOOD, Rating.GOOD]


def test_hints_are_counted(progress: Progress) -> None:
    exercise = made("V2", "cloze", "sana", starts="s")
    session = Session([exercise], progress)
    item = session.current
    assert item is not None
    assert (item.given, item.help) == (1, "s…")
    assert session.hint() == "s···"
    assert session.current is not None
    assert session.current.help == "s···"
    assert session.answer("sana").rating == Rating.HARD
    assert progress.attempts()[0].hints == 2
    assert session.undo() == replace(item, hints=1)
    assert session.hint() == "sa··"
    assert session.hint() is None


def test_given_letters_cost_nothing(progress: Progress) -> None:
    session = Session([made("V2", "cloze", "sana", starts="s")], progress)
    assert session.answer("sana").rating == Rating.GOOD


def test_grades_can_be_changed(progress: Progress) -> None:
    asked = choices(2)
    session = Session(asked, progress)
    session.answer(right_answer(asked[0]))
    session.regrade(Rating.EASY)
    assert progress.stats()["reviews"] == 1
    state = progress.state(asked[0].target)
    assert state is not None
    assert state.due > NOW + timedelta(days=1)
    session.regrade(Rating.AGAIN)
    assert session.last is not None
    assert session.last.outcome.word == "wrong"
    assert session.last.returned is not None
    assert [item.practice for item in run(session)] == [False, True]


def test_open_questions_are_graded_by_the_learner(progress: Progress) -> None:
    exercise = made("C20", "typed", "Malli.", target="claim/nb:fi/x")
    session = Session([exercise], progress)
    outcome = session.answer("my own words")
    assert (outcome.word, outcome.rating) == ("almost", Rating.HARD)
    graded = session.regrade(Rating.GOOD)
    assert graded is not None
    assert (graded.word, graded.rating) == ("right", Rating.GOOD)
    assert progress.attempts()[0].answer == ""
    assert session.current is None
    again = session.regrade(Rating.AGAIN)
    assert again is not None
    assert again.word == "wrong"
    assert session.current is not None
    assert session.current.practice


def test_a_grade_can_be_changed_when_the_return_is_already_asked(progress: Progress) -> None:
    session = Session(choices(1), progress)
    session.answer("x x")
    assert session.current is not None
    assert session.current.practice
    session.hint()
    session.regrade(Rating.GOOD)
    assert session.current is None


def test_a_grade_can_be_changed_after_a_skip(progress: Progress) -> None:
    asked = choices(3)
    session = Session(asked, progress)
    session.answer("x x")
    session.skip()
    outcome = session.was_right()
    assert outcome is not None
    assert session.total == 2
    session.undo()  # the skip
    assert session.last is not None
    assert session.last.outcome.word == "right"
    assert session.total == 3
    assert session.current is not None
    assert session.current.exercise is asked[1]
    assert not any(item.practice for item in run(session))
    assert progress.stats()["answers"] == 3


# --- "I was right"


def test_i_was_right_teaches(progress: Progress) -> None:
    cloze = made("V2", "cloze", "talo")
    session = Session([cloze], progress)
    assert session.answer("aivan muuta").word == "wrong"
    outcome = session.was_right()
    assert outcome is not None
    assert outcome.word == "right"
    assert session.last is not None
    assert session.last.accepted == "aivan muuta"
    assert session.current is None
    again = Session([cloze], progress).answer("aivan muuta")
    assert again.word == "right"
    assert cloze.key in again.explanation  # the article's own word is named all the same
    assert accepted_texts(progress) == {cloze.id: ["aivan muuta"]}


def test_it_teaches_within_the_session_and_once(progress: Progress) -> None:
    cloze = made("V2", "cloze", "talo")
    session = Session([cloze, cloze], progress)
    session.answer("aivan muuta")
    session.was_right()
    assert session.answer("aivan muuta").word == "right"
    before = progress.stats()
    assert session.was_right() == session.last.outcome  # type: ignore[union-attr]
    assert progress.stats() == before


def test_undo_takes_i_was_right_back_too(progress: Progress) -> None:
    cloze = made("V2", "cloze", "talo")
    session = Session([cloze], progress)
    session.answer("aivan muuta")
    session.was_right()
    assert session.undo() is not None
    assert session.answer("aivan muuta").word == "wrong"
    assert Session([cloze], progress).answer("aivan muuta").word == "wrong"
    assert accepted_texts(progress) == {}


def test_undo_keeps_what_an_earlier_session_accepted(progress: Progress) -> None:
    cloze = made("V2", "cloze", "talo")
    first = Session([cloze], progress)
    first.answer("aivan muuta")
    first.was_right()
    second = Session([cloze], progress)
    second.answer("aivan muuta")
    second.was_right()
    second.undo()
    assert second.answer("aivan muuta").word == "right"


def test_what_was_accepted_before_answers_told_it_still_is(progress: Progress) -> None:
    cloze = made("V2", "cloze", "talo")
    progress.remember("quiz/accepted", {cloze.id: ["mökki"]})
    assert Session([cloze], progress).answer("mökki").word == "right"


def test_a_grade_after_i_was_right_keeps_what_was_taught(progress: Progress) -> None:
    cloze = made("V2", "cloze", "talo")
    session = Session([cloze], progress)
    session.answer("aivan muuta")
    session.was_right()
    session.regrade(Rating.HARD)
    assert accepted_texts(progress) == {cloze.id: ["aivan muuta"]}
    session.regrade(Rating.AGAIN)
    assert accepted_texts(progress) == {}
    assert progress.attempts()[0].answer == "aivan muuta"


def test_i_was_right_about_a_choice_teaches_no_text(progress: Progress) -> None:
    exercise = made()
    session = Session([exercise], progress)
    session.answer("2")
    session.was_right()
    assert session.last is not None
    assert session.last.accepted is None
    assert progress.attempts()[0].answer == "yksi"
    assert Session([exercise], progress).answer("2").word == "wrong"


# --- bad questions


def test_bad_items_are_never_asked_again(progress: Progress) -> None:
    asked = choices(3)
    session = Session(asked, progress)
    struck = session.bad()
    assert struck is asked[0]
    session.answer(right_answer(asked[1]))
    assert session.bad_last() is asked[1]
    assert progress.stats()["answers"] == 0
    assert rejected_ids(progress) == {asked[0].id, asked[1].id}
    assert session.bad_last() is None


def test_a_strike_can_be_taken_back(progress: Progress) -> None:
    asked = choices(3)
    session = Session(asked, progress)
    session.bad()
    assert session.total == 2
    item = session.undo()
    assert item is not None
    assert item.exercise is asked[0]
    assert (session.total, session.current) == (3, item)
    assert rejected_ids(progress) == frozenset()
    session.answer(right_answer(asked[0]))
    session.bad_last()
    assert rejected_ids(progress) == {asked[0].id}
    session.undo()
    assert rejected_ids(progress) == frozenset()
    assert session.current is not None
    assert session.current.exercise is asked[0]
    session.bad()
    session.answer(right_answer(asked[1]))
    session.undo()  # the answer, not the strike before it
    assert rejected_ids(progress) == {asked[0].id}
    session.undo()
    assert rejected_ids(progress) == frozenset()


def test_a_return_that_is_left_out_leaves_the_total(progress: Progress) -> None:
    asked = choices(2)
    session = Session(asked, progress)
    session.answer("x x")
    session.answer(right_answer(asked[1]))
    assert session.current is not None
    assert session.current.returns == 1
    session.skip()
    assert session.current is None
    assert session.total == 2


def test_a_struck_question_does_not_come_back(progress: Progress) -> None:
    asked = choices(2)
    session = Session(asked, progress)
    session.answer("x x")
    session.answer(right_answer(asked[1]))
    assert session.current is not None
    assert session.current.exercise.id == asked[0].id
    session.answer("x x")
    session.bad()
    assert session.current is None


# --- edited questions


def test_an_edited_question_is_asked_as_it_is_now(progress: Progress) -> None:
    asked = [made("V2", "cloze", "sana"), *choices(5)]
    session = Session(asked, progress)
    session.hint()
    edited = replace(asked[0], key="kala")
    assert session.exchange(asked[0].id, edited)
    assert session.current == Item(edited, False, 0, card=asked[0].target)
    assert session.answer("sana").word == "wrong"
    again = replace(edited, key="lintu")
    assert session.exchange(asked[0].id, again)
    assert session.last is not None
    assert session.last.item.exercise.key == "kala"
    assert session.exchange(asked[2].id, replace(asked[2], question="Which?"))
    items = run(session)
    assert [item.exercise.key for item in items if item.returns] == ["lintu"]
    assert "Which?" in [item.exercise.question for item in items]
    assert not session.exchange(asked[1].id, None)


def test_a_question_that_was_taken_out_is_asked_no_more(progress: Progress) -> None:
    asked = choices(4)
    session = Session(asked, progress)
    session.answer("x x")
    assert session.exchange(asked[0].id, None), "its return"
    assert session.exchange(asked[1].id, None), "the current one"
    assert session.exchange(asked[3].id, None), "a waiting one"
    assert session.total == 2
    assert [item.exercise.id for item in run(session)] == [asked[2].id]
    session.undo()
    assert session.current is not None
    assert session.current.exercise.id == asked[2].id


def test_an_edited_question_comes_back_edited_where_a_session_adapts(progress: Progress) -> None:
    hard = made("V4", key="talo", target="word/nb:fi/recognise/talo", difficulty=-0.5)
    easy = made("V1", key="talo", target="word/nb:fi/recognise/talo", difficulty=-3.0)
    session = begin_session([hard, easy, made(difficulty=-9.0)], progress, count=2)
    assert session.current is not None
    assert session.current.exercise is hard
    session.exchange(easy.id, replace(easy, question="Edited"))
    session.give_up()
    assert session.exchange(hard.id, replace(hard, question="Edited too"))
    assert [item.exercise.question for item in run(session)] == ["Which one?", "Edited", "Edited too"]


# --- undo


def test_undo_takes_answer_and_return_back(progress: Progress) -> None:
    asked = choices(2)
    session = Session(asked, progress)
    assert session.undo() is None
    session.answer("x x")
    back = session.undo()
    assert back is not None
    assert back.exercise is asked[0]
    assert progress.state(asked[0].target) is None
    assert progress.stats()["answers"] == 0
    session.answer(right_answer(asked[0]))
    session.answer(right_answer(asked[1]))
    assert session.current is None


def test_a_skip_can_be_taken_back(progress: Progress) -> None:
    asked = choices(2)
    session = Session(asked, progress)
    session.skip()
    assert (session.total, session.position) == (1, 1)
    assert session.undo() is not None
    assert (session.total, session.current) == (2, session.current)
    assert session.current is not None
    assert session.current.exercise is asked[0]


# --- not now


@pytest.mark.parametrize("what", ["bury", "suspend"])
def test_a_card_that_is_not_wanted_now(what: str, progress: Progress) -> None:
    first, second = choices(2)
    again = made(target=first.target)
    session = Session([first, second, again], progress)
    before = session._state
    assert getattr(session, what)()
    assert session.can_undo_decision
    assert (session.total, session.position) == (1, 1)
    assert session.current is not None
    assert session.current.exercise is second  # the card comes in no other question either
    row = progress.row(first.target)
    assert row is not None
    assert (row.suspended, row.comes > 0) == (what == "suspend", what == "bury")
    assert session.undo() is not None
    assert session._state == before
    assert not session.can_undo_decision
    row = progress.row(first.target)
    assert row is None or (row.suspended, row.comes) == (False, 0)


@pytest.mark.parametrize("what", ["bury", "suspend"])
def test_the_card_of_the_last_answer_is_not_wanted_now(what: str, progress: Progress) -> None:
    first, second = choices(2)
    session = Session([first, second, made(target=first.target)], progress)
    assert not getattr(session, what)(last=True)
    session.answer(wrong_answer(first))
    before, state = session._state, progress.state(first.target)
    assert state is not None
    assert state.comes is not None
    assert getattr(session, what)(last=True)
    assert session.summary().wrong == 1  # the answer stays
    after = progress.state(first.target)
    assert after is not None
    assert after.comes is not None
    assert after.suspended == (what == "suspend")
    assert (after.comes > state.comes + timedelta(hours=1)) == (what == "bury")
    assert session.summary().next_due == (after.comes if what == "bury" else None)
    assert [item.exercise for item in run(session)] == [second]
    assert not getattr(session, what)()  # nothing is asked any more
    session.undo()
    session.undo()
    assert session._state == before
    assert progress.state(first.target) == state
    session.undo()
    assert progress.stats()["answers"] == 0


def test_a_decision_after_the_last_question_can_be_taken_back(progress: Progress) -> None:
    (only,) = choices(1)
    session = Session([only], progress)
    session.answer(right_answer(only))
    assert session.suspend(last=True)
    assert session.can_undo_decision
    assert session.undo() is None  # nothing was asked
    assert not session.can_undo_decision
    state = progress.state(only.target)
    assert state is not None
    assert not state.suspended
    assert session.undo() is not None


def test_a_strike_of_an_answer_fails_as_a_whole(progress: Progress, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = choices(2)
    session = Session(asked, progress)
    session.answer(right_answer(asked[0]))
    before = session._state
    append, writes = disk.append, itertools.count()

    def once(file: int, data: bytes) -> None:
        if next(writes) == 1:  # the mark is kept, the answer cannot be taken back
            raise OSError(28, "No space left on device")
        append(file, data)

    monkeypatch.setattr(disk, "append", once)
    with pytest.raises(ProgressNotSaved):
        session.bad_last()
    assert session._state == before
    assert rejected_ids(progress) == frozenset()
    assert session.bad_last() is asked[0]
    assert rejected_ids(progress) == {asked[0].id}


def test_what_was_called_bad_before_there_were_sets_stays_so(progress: Progress) -> None:
    asked = choices(3)
    progress.remember("quiz/rejected", [asked[0].id])
    session = Session(asked[1:], progress)
    session.bad()
    assert rejected_ids(progress) == {asked[0].id, asked[1].id}
    session.undo()
    assert rejected_ids(progress) == {asked[0].id}


def test_two_devices_keep_what_each_has_called_bad(tmp_path: Path) -> None:
    asked = choices(2)
    with Progress(tmp_path / "p") as mine, Progress(tmp_path / "p") as yours:
        assert rejected_ids(yours) == frozenset()
        Session(asked[:1], mine).bad()
        Session(asked[1:], yours).bad()
        assert rejected_ids(mine) == rejected_ids(yours) == {asked[0].id, asked[1].id}


# --- everything that can be taken back


def kept(progress: Progress) -> Any:
    """All that a learner would notice of what is stored."""
    attempts = [(a.card, a.item, a.rating, a.answer, a.part) for a in progress.attempts(practice=True)]
    states = dict(progress.states())
    return attempts, states, rejected_ids(progress), accepted_texts(progress)


STEPS = ["right", "wrong", "give up", "skip", "bad", "bury", "suspend"]
TOUCHES = ["hint", "again", "hard", "easy", "was right", "retry"]


def do(session: Session, action: str) -> None:
    item = session.current
    match action:
        case "again" | "hard" | "easy":
            session.regrade(Rating[action.upper()])
        case "was right":
            session.was_right()
        case _ if item is None:
            return
        case "right":
            session.answer(right_answer(item.exercise))
        case "wrong":
            session.answer(wrong_answer(item.exercise))
        case "retry":
            if item.exercise.type == "cloze" and item.exercise.key_lang != "nb":
                session.answer("ord")  # of the other language: a free retry
        case "give up":
            session.give_up()
        case "skip":
            session.skip()
        case "bad":
            session.bad()
        case "bury":
            session.bury()
        case "suspend":
            session.suspend()
        case "hint":
            session.hint()


def mixture() -> list[Exercise]:
    kinds = [made(key=f"k{n}", target=f"word/nb:fi/recognise/k{n}") for n in range(3)]
    kinds += [made("V4", key="k0", target="word/nb:fi/recognise/k0", difficulty=-2.0)]
    kinds += [made("V2", "cloze", f"sana{n}", target=f"word/nb:fi/produce/s{n}") for n in range(2)]
    contrast = "claim/nb:fi/contrast/BRM-CRM"
    kinds += [made("C7", "tf", key, options=options(key, "x"), target=f"{contrast}/{key}") for key in "ABC"]
    return kinds


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from(STEPS), st.lists(st.sampled_from(TOUCHES), max_size=2, unique=True)), max_size=9
    ),
    st.booleans(),
)
def test_undo_restores_exactly_what_was_before(
    tmp_path_factory: pytest.TempPathFactory, actions: Sequence[tuple[str, list[str]]], adaptive: bool
) -> None:
    progress = Progress(tmp_path_factory.mktemp("p"), clock=Clock())
    exercises = mixture()
    session = begin_session(exercises, progress, count=8) if adaptive else Session(exercises, progress)
    start = (session._state, kept(progress))
    steps = 0
    for step, touches in actions:
        if session.current is None:
            break
        before = (session._state, kept(progress))
        do(session, step)
        steps += 1
        if touches and step in ("right", "wrong", "give up"):
            for touch in [touch for touch in touches if touch not in ("hint", "retry")]:
                do(session, touch)
            session.undo()
            assert (session._state, kept(progress)) == before
            do(session, step)
        for touch in touches:
            if step in ("right", "wrong", "give up") or touch in ("hint", "retry"):
                do(session, touch)
    while session.undo() is not None:
        steps -= 1
    assert steps == 0
    end = session._state
    assert kept(progress) == start[1]
    assert (end.waiting, end.done, end.before, end.total, end.mood) == (
        start[0].waiting, start[0].done, start[0].before, start[0].total, start[0].mood,
    )  # fmt: skip
    assert end.current is not None
    assert start[0].current is not None
    assert end.current.exercise is start[0].current.exercise
    run(session)
    assert session.current is None
