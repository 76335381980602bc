"""A sitting: what is stored, what comes back, what it comes to."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from tests.quiz.small import Clock, Watch, choices, made, options, right_answer, run, wrong_answer
from tui_learn.progress import Progress, ProgressNotSaved, Rating, disk
from tui_learn.quiz import Exercise
from tui_learn.quiz.begin import begin_session
from tui_learn.quiz.exercise import Text
from tui_learn.quiz.returns import MAX_RETURNS, RETURN_AFTER, reshuffled
from tui_learn.quiz.session import Session, accepted_texts, rejected_ids
from tui_learn.quiz.stages import memory_of


def no_room(_descriptor: int, _data: bytes) -> None:
    """In the place of ``disk.append``."""
    raise OSError(28, "No space left on device")


def kept(progress: Progress) -> Any:
    """What is stored of answers, and what was said of questions."""
    return [event.id for event in progress.attempts(practice=True)], rejected_ids(progress), accepted_texts(progress)


# --- what is stored


def test_every_answer_is_stored_when_its_outcome_is_known(progress: Progress) -> None:
    asked = choices(4)
    session = Session(asked, progress, place="here")
    for exercise in asked:
        assert session.answer(right_answer(exercise)).word == "right"
        again = Progress(progress.folder)
        assert again.state(exercise.target) is not None
        assert again.place_of(exercise.target) == "here"
        assert again.group_of(exercise.target) == "nb:fi"
        (attempt,) = [a for a in again.attempts() if a.item == exercise.id]
        assert (attempt.code, attempt.answer, attempt.hints, attempt.part) == ("V1", "", 0, "")
    assert session.current is None
    assert session.summary().right == 4


def test_a_wrong_pick_is_stored_with_the_review_in_one_write(
    progress: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session([made(), made("V2", "cloze"), made("V2", "cloze")], progress)
    progress.remember("anything", 1)
    writes: list[bytes] = []
    append = disk.append

    def watched(file: int, data: bytes) -> None:
        writes.append(data)
        append(file, data)

    monkeypatch.setattr(disk, "append", watched)
    session.answer("3")
    session.answer("x" * 300)
    session.give_up()
    assert [data.count(b"\n") for data in writes] == [1, 1, 1]
    first, second, third = progress.attempts()
    assert (first.answer, first.rating) == ("kaksi", Rating.AGAIN)
    assert second.answer == "x" * 200
    assert (third.answer, third.rating) == ("", Rating.AGAIN)


def test_the_place_may_depend_on_the_exercise(progress: Progress) -> None:
    asked = choices(2)
    session = Session(asked, progress, place=lambda exercise: f"article of {exercise.id}")
    run(session)
    assert [progress.place_of(e.target) for e in asked] == [f"article of {e.id}" for e in asked]


def test_old_answers_without_the_new_fields_are_read(progress: Progress) -> None:
    progress.record("word", Rating.GOOD)
    (document,) = progress.db.table("reviews").all()
    assert not {"item", "code", "answer", "part", "hints"} & set(document)
    (event,) = Progress(progress.folder).attempts()
    assert (event.item, event.code, event.answer, event.part, event.hints) == ("", "", "", "", 0)


def test_an_answer_that_cannot_be_stored_changes_nothing(
    exercises: list[Exercise], progress: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = begin_session(exercises, progress, count=5)
    session.answer(wrong_answer(session.current.exercise))  # type: ignore[union-attr]
    state, before = session._state, kept(progress)

    with monkeypatch.context() as context:
        context.setattr(disk, "append", no_room)
        actions: list[Callable[[], object]] = [
            lambda: session.answer("1"), session.give_up, session.undo, session.was_right, session.bad,
            session.bad_last, lambda: session.regrade(Rating.EASY), session.bury, lambda: session.suspend(last=True),
        ]  # fmt: skip
        for action in actions:
            with pytest.raises(ProgressNotSaved, match="No space left"):
                action()
            assert session._state == state
            assert kept(progress) == before
        session.hint()  # help needs no disk, nor does leaving out
        session.skip()
        session.undo()
    assert session.summary().asked == 1
    session.undo()
    assert progress.stats()["answers"] == 0


def test_a_killed_session_loses_nothing(exercises: list[Exercise], progress: Progress, clock: Clock) -> None:
    session = begin_session(exercises, progress, place="a")
    given_ = []
    for turn in range(7):
        assert session.current is not None
        item = session.current
        given_.append(item)
        session.answer((wrong_answer if turn % 3 == 0 else right_answer)(item.exercise))
    del session
    again = Progress(progress.folder, clock=clock)
    assert again.stats()["answers"] == 7
    stored = again.attempts(practice=True)
    assert [a.item for a in stored] == [item.exercise.id for item in given_]
    assert [a.rating > Rating.AGAIN for a in stored] == [turn % 3 != 0 for turn in range(7)]
    assert begin_session(exercises, again, place="a").current is not None


# --- what comes back


def test_missed_ones_come_back_as_practice(progress: Progress) -> None:
    asked = choices(6)
    session = Session(asked, progress)
    assert session.answer("x x").word == "wrong"
    rest = run(session)
    returned = [n for n, item in enumerate(rest) if item.practice]
    assert returned == [RETURN_AFTER]
    assert (rest[RETURN_AFTER].exercise.id, rest[RETURN_AFTER].returns) == (asked[0].id, 1)
    assert progress.stats()["reviews"] == 6
    assert progress.stats()["answers"] == 7


def test_the_more_often_the_later(progress: Progress) -> None:
    asked = choices(20)
    session = Session(asked, progress)
    places = []
    for place in range(18):
        item = session.current
        assert item is not None
        missed = item.exercise.id == asked[0].id
        if missed:
            places.append(place)
        session.answer("x" if missed else right_answer(item.exercise))
    assert [b - a - 1 for a, b in pairwise(places)] == [3, 4, 5]


def test_a_hopeless_one_comes_back_three_times(progress: Progress) -> None:
    session = Session(choices(1), progress)
    asked = run(session, lambda _exercise: "x x")
    assert len(asked) == 1 + MAX_RETURNS
    assert session.summary().wrong == 1


def test_options_come_back_in_another_order() -> None:
    exercise = made(options=options("avain", *(f"muu{n}" for n in range(4))))
    orders = {tuple(o.text for o in reshuffled(exercise, n).options) for n in range(4)}
    assert len(orders) > 2
    assert reshuffled(exercise, 1).options != exercise.options
    assert set(reshuffled(exercise, 1).options) == set(exercise.options)
    assert reshuffled(exercise, 2) == reshuffled(exercise, 2)
    assert reshuffled(exercise, 0) is exercise
    odd = made("V13", "odd", "d", pairs=(("a", "b"), ("c", "d"), ("e", "f"), ("g", "h")), key_index=1)
    for n in range(1, 4):
        mixed = reshuffled(odd, n)
        assert mixed.key_index is not None
        assert mixed.pairs[mixed.key_index] == ("c", "d")
    tiles = made("V8", "tiles", tiles=("b", "a", "x"), order=("a", "b"))
    board = made("V6", "match", pairs=(("a", "b"), ("c", "d"), ("e", "f")), rights=("f", "d", "b"))
    for n in range(1, 8):
        assert [t for t in reshuffled(tiles, n).tiles if t != "x"] != ["a", "b"]
        assert reshuffled(board, n).rights != ("b", "d", "f")
        assert sorted(reshuffled(tiles, n).tiles) == sorted(tiles.tiles)


def test_an_easier_kind_comes_back_first_and_then_the_same(progress: Progress) -> None:
    hard = made("V4", key="talo", target="word/nb:fi/recognise/talo", difficulty=-0.5)
    easy = made("V1", key="talo", target="word/nb:fi/recognise/talo", difficulty=-3.0)
    others = [made("V1", key=f"s{n}", target=f"word/nb:fi/recognise/s{n}") for n in range(12)]
    session = begin_session([hard, easy, *others], progress, count=13)
    kinds = []
    while (item := session.current) is not None:
        about = memory_of(item.card) == "word/nb:fi/talo"
        if about:
            kinds.append((item.exercise.code, item.practice))
        if about and not item.practice:
            assert session.give_up().word == "wrong"
        else:
            session.answer(right_answer(item.exercise))
    assert kinds == [("V4", False), ("V1", True), ("V4", True)]


def test_every_missed_target_is_right_once_at_the_end(exercises: list[Exercise], progress: Progress) -> None:
    session = begin_session(exercises, progress)
    missed, right = set(), set()
    turn = 0
    while (item := session.current) is not None:
        turn += 1
        if not item.practice and turn % 2:
            missed.add(item.exercise.id if item.part else item.card)
            session.give_up()
        else:
            right.add(item.exercise.id if item.part else item.card)
            session.answer(right_answer(item.exercise))
    assert missed
    assert missed <= right


# --- the end


def test_the_summary(progress: Progress) -> None:
    asked = [*choices(2), made("V2", "cloze", "rakentaminen")]
    session = Session(asked, progress)
    assert session.summary().next_due is None
    session.answer("x x")
    session.answer(right_answer(asked[1]))
    session.answer("rakentamnen")
    run(session)
    summary = session.summary()
    assert (summary.asked, summary.right, summary.almost, summary.wrong, summary.practised) == (3, 1, 1, 1, 1)
    assert [e.id for e in summary.missed] == [asked[0].id]
    assert {piece.lang for piece in summary.missed[0].evidence} == {"fi", "nb"}
    dues = [progress.state(e.target) for e in asked]
    assert summary.next_due == min(state.due for state in dues if state is not None)


def test_nothing_to_ask(progress: Progress) -> None:
    session = begin_session([], progress)
    assert session.current is None
    assert (session.total, session.undo(), session.was_right(), session.bad_last()) == (0, None, None, None)
    assert session.summary().asked == 0


def test_long_sentences_are_not_timed(progress: Progress) -> None:
    watch = Watch()
    session = Session([made(prompt=(Text("nb", "ord " * 41),))], progress, clock=watch)
    watch.seconds += 5
    run(session)
    assert progress.attempts()[0].milliseconds is None
