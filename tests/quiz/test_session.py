from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.quiz.conftest import MakeExercises
from tui_learn.progress import Progress, ProgressNotSaved, Rating
from tui_learn.quiz import Exercise
from tui_learn.quiz.answers import name_match
from tui_learn.quiz.plain import run_plain
from tui_learn.quiz.selection import FAR, NEW, SESSION, interleave, select
from tui_learn.quiz.session import MAX_RETURNS, RETURN_AFTER, Session, rejected_ids

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def progress(tmp_path: Path, clock: Clock) -> Progress:
    return Progress(tmp_path / "progress", clock=clock)


@pytest.fixture
def exercises(exercises_of: MakeExercises) -> list[Exercise]:
    return exercises_of("nb", "fi")


def right_answer(exercise: Exercise) -> str:
    if exercise.options:
        return str(next(n for n, option in enumerate(exercise.options, start=1) if option.key))
    if exercise.type == "point":
        return str(exercise.key_index + 1)
    if exercise.type == "match":
        return name_match([exercise.rights.index(right) for _left, right in exercise.pairs])
    if exercise.tiles:
        return " ".join(str(exercise.tiles.index(piece) + 1) for piece in exercise.order)
    return exercise.key


def test_new_learners_get_a_mixed_session(exercises: list[Exercise], progress: Progress) -> None:
    chosen = select(exercises, progress)
    assert len(chosen) == SESSION
    assert len({exercise.target for exercise in chosen}) == SESSION
    codes = [exercise.code for exercise in chosen]
    assert len(set(codes)) >= 5
    assert 0 < sum(not e.is_vocabulary for e in chosen) <= SESSION / 2
    assert all(len(set(codes[n : n + 3])) > 1 for n in range(len(codes) - 2))


def test_due_cards_come_first_and_new_ones_are_few(exercises: list[Exercise], progress: Progress, clock: Clock) -> None:
    first = select(exercises, progress, count=30)
    for exercise in first:
        progress.record(exercise.target, Rating.AGAIN, group=exercise.pair)
    clock.now += timedelta(days=2)
    chosen = select(exercises, progress)
    known = {exercise.target for exercise in first}
    fresh = [exercise for exercise in chosen if exercise.target not in known]
    assert len(chosen) == SESSION
    assert 0 < len(fresh) <= NEW


def test_a_count_is_a_count(exercises: list[Exercise], progress: Progress) -> None:
    assert len(select(exercises, progress, count=40)) == 40
    assert len(select(exercises, progress, count=10**6)) == len(exercises)
    assert len(select(exercises, progress, count=3, rejected=[e.id for e in exercises])) == 0


def test_equal_sentences_stand_apart(exercises: list[Exercise]) -> None:
    mixed = interleave(exercises[:15])
    assert sorted(e.id for e in mixed) == sorted(e.id for e in exercises[:15])
    crowded = sum(
        bool(e.segment_ids & earlier.segment_ids) for n, e in enumerate(mixed) for earlier in mixed[max(0, n - FAR) : n]
    )
    plain = sum(
        bool(e.segment_ids & earlier.segment_ids)
        for n, e in enumerate(exercises[:15])
        for earlier in exercises[max(0, n - FAR) : n]
    )
    assert crowded <= plain


def test_every_answer_is_stored_when_its_outcome_is_known(exercises: list[Exercise], progress: Progress) -> None:
    session = Session(exercises[:4], progress, place="here")
    for exercise in exercises[:4]:
        assert session.answer(right_answer(exercise)).word == "right"
        again = Progress(progress.folder)
        assert again.state(exercise.target) is not None
        assert again.place_of(exercise.target) == "here"
        assert again.group_of(exercise.target) == "nb:fi"
    assert session.current is None
    assert session.summary().right == 4


def test_missed_ones_come_back_as_practice(exercises: list[Exercise], progress: Progress) -> None:
    session = Session(exercises[:6], progress)
    missed = exercises[0]
    assert session.answer("x x").word == "wrong"
    asked = []
    while session.current is not None:
        asked.append((session.current.exercise.id, session.current.practice))
        session.answer(right_answer(session.current.exercise))
    assert asked.index((missed.id, True)) == RETURN_AFTER
    assert asked.count((missed.id, True)) == 1
    assert progress.stats()["reviews"] == 6
    assert progress.stats()["answers"] == 7


def test_a_hopeless_one_comes_back_three_times(exercises: list[Exercise], progress: Progress) -> None:
    session = Session(exercises[:1], progress)
    answers = 0
    while session.current is not None:
        session.answer("x x")
        answers += 1
    assert answers == 1 + MAX_RETURNS
    assert session.summary().wrong == 1


def test_undo_takes_answer_and_return_back(exercises: list[Exercise], progress: Progress) -> None:
    session = Session(exercises[:2], progress)
    assert session.undo() is None
    session.answer("x x")
    back = session.undo()
    assert back is not None
    assert back.exercise is exercises[0]
    assert progress.state(exercises[0].target) is None
    assert progress.stats()["answers"] == 0
    session.answer(right_answer(exercises[0]))
    session.answer(right_answer(exercises[1]))
    assert session.current is None


def test_grades_can_be_changed(exercises: list[Exercise], progress: Progress) -> None:
    session = Session(exercises[:2], progress)
    session.answer(right_answer(exercises[0]))
    session.regrade(Rating.EASY)
    assert progress.stats()["reviews"] == 1
    state = progress.state(exercises[0].target)
    assert state is not None
    assert state.due > NOW + timedelta(days=1)
    session.regrade(Rating.AGAIN)
    assert session.last is not None
    assert session.last.outcome.word == "wrong"
    assert len([item for item in session._queue if item.practice]) == 1


def test_i_was_right_teaches(exercises: list[Exercise], progress: Progress) -> None:
    cloze = next(e for e in exercises if e.code == "V2")
    session = Session([cloze], progress)
    assert session.answer("aivan muuta").word == "wrong"
    outcome = session.was_right()
    assert outcome is not None
    assert outcome.word == "right"
    assert session.current is None
    again = Session([cloze], progress).answer("aivan muuta")
    assert again.word == "right"
    assert cloze.key in again.explanation  # the article's own word is named all the same


def test_undo_takes_i_was_right_back_too(exercises: list[Exercise], progress: Progress) -> None:
    cloze = next(e for e in exercises if e.code == "V2")
    session = Session([cloze], progress)
    session.answer("aivan muuta")
    session.was_right()
    assert session.undo() is not None
    assert session.answer("jotain muuta").explanation.endswith(cloze.key)
    assert Session([cloze], progress).answer("aivan muuta").word == "wrong"


def test_undo_keeps_what_an_earlier_session_accepted(exercises: list[Exercise], progress: Progress) -> None:
    cloze = next(e for e in exercises if e.code == "V2")
    first = Session([cloze], progress)
    first.answer("aivan muuta")
    first.was_right()
    second = Session([cloze], progress)
    second.answer("aivan muuta")
    second.was_right()
    second.undo()
    assert second.answer("aivan muuta").word == "right"


def test_bad_items_are_never_asked_again(exercises: list[Exercise], progress: Progress) -> None:
    session = Session(exercises[:3], progress)
    struck = session.bad()
    assert struck is exercises[0]
    session.answer(right_answer(exercises[1]))
    assert session.bad_last() is exercises[1]
    assert progress.stats()["answers"] == 0
    assert rejected_ids(progress) == {exercises[0].id, exercises[1].id}
    left = select(exercises, progress, count=10**6, rejected=rejected_ids(progress))
    assert not {exercises[0].id, exercises[1].id} & {e.id for e in left}


def test_a_strike_can_be_taken_back(exercises: list[Exercise], progress: Progress) -> None:
    session = Session(exercises[:3], progress)
    session.bad()
    assert session.total == 2
    item = session.undo()
    assert item is not None
    assert item.exercise is exercises[0]
    assert (session.total, session.current) == (3, item)
    assert rejected_ids(progress) == frozenset()
    session.answer(right_answer(exercises[0]))
    session.bad_last()
    assert rejected_ids(progress) == {exercises[0].id}
    session.undo()
    assert rejected_ids(progress) == frozenset()
    assert session.current is not None
    assert session.current.exercise is exercises[0]
    session.bad()
    session.answer(right_answer(exercises[1]))
    session.undo()  # the answer, not the strike before it
    assert rejected_ids(progress) == {exercises[0].id}


def test_an_answer_that_cannot_be_stored_is_not_accepted(
    exercises: list[Exercise], progress: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session(exercises[:2], progress)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as context:
        context.setattr("os.fsync", full)
        with pytest.raises(ProgressNotSaved, match="No space left"):
            session.answer("1")
    assert session.current is not None
    assert session.current.exercise is exercises[0]
    assert session.summary().asked == 0
    session.answer(right_answer(exercises[0]))
    assert progress.stats()["answers"] == 1


def plain(session: Session, *lines: str) -> list[str]:
    out = io.StringIO()
    assert run_plain(session, io.StringIO("".join(f"{line}\n" for line in lines)), out)
    return out.getvalue().splitlines()


def verdicts(lines: list[str]) -> list[str]:
    return [line.split(":")[0] for line in lines if line.split(":")[0] in ("right", "almost", "wrong", "again")]


def test_plain_sessions(exercises: list[Exercise], progress: Progress) -> None:
    chosen = exercises[:4]
    lines = plain(Session(chosen, progress), *(right_answer(exercise) for exercise in chosen))
    assert verdicts(lines) == ["right"] * 4
    assert lines[0].startswith("[1/4] ")
    assert lines[-1] == "4 asked: 4 right, 0 almost, 0 wrong"
    assert progress.stats()["reviews"] == 4


def test_plain_leaves_at_the_end_of_the_input(exercises: list[Exercise], progress: Progress) -> None:
    lines = plain(Session(exercises[:4], progress), right_answer(exercises[0]))
    assert verdicts(lines) == ["right"]
    assert progress.stats()["reviews"] == 1


def test_plain_commands(exercises: list[Exercise], progress: Progress, exercises_of: MakeExercises) -> None:
    cloze = next(e for e in exercises if e.code == "V2")
    choice = next(e for e in exercises if e.code == "V5")
    answer = right_answer(choice)
    lines = plain(
        Session([cloze, choice], progress),
        ":hint", "", cloze.key, ":undo", "x y z", ":right", ":undo", ":skip", ":quit",
    )  # fmt: skip
    assert f"{cloze.key[0]}…" in lines
    assert verdicts(lines) == ["again", "right", "wrong", "right"]
    assert "taken back" in lines
    assert "skipped" in lines
    assert answer not in lines
    assert progress.stats()["answers"] == 0


def test_plain_shows_numbered_options_and_pieces(exercises: list[Exercise], progress: Progress) -> None:
    tiles = next(e for e in exercises if e.code == "V8")
    lines = plain(Session([tiles], progress))
    assert [line.strip() for line in lines if line.strip()[:1].isdigit()] == [
        f"{number}. {tile}" for number, tile in enumerate(tiles.tiles, start=1)
    ]


def test_plain_says_when_nothing_was_saved(
    exercises: list[Exercise], progress: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    out = io.StringIO()
    assert not run_plain(Session(exercises[:2], progress), io.StringIO("1\n"), out)
    assert "not saved" in out.getvalue()
    assert verdicts(out.getvalue().splitlines()) == []


def test_plain_takes_no_misspelt_command_for_an_answer(exercises: list[Exercise], progress: Progress) -> None:
    lines = plain(Session(exercises[:1], progress), ":hlep", right_answer(exercises[0]))
    assert any(":hint" in line for line in lines)
    assert verdicts(lines) == ["right"]
    assert progress.stats()["answers"] == 1
