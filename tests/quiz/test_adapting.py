"""A session that knows its learner."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from tests.quiz.conftest import MakeExercises
from tests.quiz.small import Clock, Watch, choices, made, options, right_answer, run, wrong_answer
from tui_learn.progress import Progress, Rating
from tui_learn.quiz import Exercise
from tui_learn.quiz.ability import Ability
from tui_learn.quiz.begin import MINUTES, begin_session
from tui_learn.quiz.exercise import GAP, Text
from tui_learn.quiz.leaks import Leaks
from tui_learn.quiz.selection import MOST, NEW, Slot
from tui_learn.quiz.session import Adaptive, Item, Session
from tui_learn.quiz.stages import Stage, memory_of

# --- a session that adapts


@pytest.mark.parametrize("pair", ["nb:fi", "fi:tr", "pl:sv"])
def test_a_new_learners_session(pair: str, exercises_of: MakeExercises, progress: Progress, clock: Clock) -> None:
    exercises = exercises_of(*pair.split(":"))
    leaks = Leaks()
    for _day in range(4):
        session = begin_session(exercises, progress)
        total = session.total
        asked = run(session)
        assert NEW < len(asked) <= MOST
        assert len(asked) <= total
        assert len({item.exercise.id for item in asked}) == len(asked)
        codes = [item.exercise.code for item in asked]
        assert len(set(codes)) >= 4
        leaked = [
            (a.exercise.id, b.exercise.id)
            for n, b in enumerate(asked)
            for a in asked[:n]
            if memory_of(a.card) != memory_of(b.card) and leaks.leaks(a.exercise, b.exercise)
        ]
        assert leaked == []
        assert not any(stands_in_clear(place, asked) for place in range(len(asked)))
        assert session.position == session.total == len(asked)
        clock.now += timedelta(days=1)


def stands_in_clear(place: int, asked: Sequence[Item]) -> bool:
    """Whether a sentence with a gap was to be read, whole, in what was asked about other things before."""
    item = asked[place]
    gapped = {piece.lang for piece in item.exercise.prompt if GAP in piece.text}
    whole = [piece.text for piece in item.exercise.evidence if piece.lang in gapped]
    for earlier in asked[:place]:
        if memory_of(earlier.card) == memory_of(item.card) or earlier.exercise.type == "match":
            continue
        exercise = earlier.exercise
        shown = [piece.text for piece in (*exercise.prompt, *exercise.options, *exercise.evidence)]
        if any(sentence in text for sentence in whole for text in shown):
            return True
    return False


def test_seldom_three_of_a_kind_in_a_row(exercises: list[Exercise], progress: Progress) -> None:
    codes = [item.exercise.code for item in run(begin_session(exercises, progress))]
    assert all(len(set(codes[n : n + 3])) > 1 for n in range(len(codes) - 2))


def test_a_session_ends_well(progress: Progress) -> None:
    asked = [made(difficulty=difficulty) for difficulty in (-4.0, *[0.5] * 12)]
    session = begin_session(asked, progress, count=13)
    items = run(session)
    assert items[-1].exercise.id == asked[0].id
    missed = begin_session(asked, Progress(progress.folder / "2"), count=13)
    answers = iter([wrong_answer] * 11 + [right_answer] * 100)
    ids = []
    while (item := missed.current) is not None:
        ids.append(item.exercise.id)
        missed.answer(next(answers)(item.exercise))
    assert ids[-1] == asked[0].id, "what was missed comes before the end"


def words_in_four_kinds(count: int) -> list[Exercise]:
    return [
        made(code, key=f"sana{n}", target=f"word/nb:fi/recognise/sana{n}")
        for n in range(count)
        for code in ("V1", "V3", "V4", "V11")
    ]  # type: ignore[arg-type]


def test_no_new_questions_after_eight_minutes(progress: Progress) -> None:
    watch = Watch()
    session = begin_session(words_in_four_kinds(9), progress, clock=watch)
    asked = 0
    total = session.total
    while (item := session.current) is not None:
        watch.seconds += 55
        session.answer(right_answer(item.exercise))
        asked += 1
    assert asked == MINUTES * 60 // 55 + 2, "one more to end with"
    assert session.total == asked < total
    session.undo()
    assert session.position == asked
    long = begin_session(words_in_four_kinds(14), Progress(progress.folder / "2"), clock=watch, count=14)
    while (item := long.current) is not None:
        watch.seconds += 55
        long.answer(right_answer(item.exercise))
    assert long.summary().asked == 14


def test_what_was_given_away_is_left_out_at_once(progress: Progress) -> None:
    sentence = "Tässä on talo ja siinä on katto."
    gaps = [made(key=key, seg="b1s0", sentence=sentence, prompt=(Text("fi", sentence.replace(key, "____")),))
            for key in ("talo", "katto")]  # fmt: skip
    slots = [Slot(e.target, Stage.NEW, ((e,),)) for e in (*gaps, *choices(2))]

    def begin(*, strict: bool) -> Session:
        return Session(slots, progress, adaptive=Adaptive(Ability(), strict=strict))

    session = begin(strict=True)
    totals = [session.total]
    while (item := session.current) is not None:
        session.answer(right_answer(item.exercise))
        totals.append(session.total)
    assert totals in ([4, 3, 3, 3], [4, 4, 3, 3])
    assert len(run(begin(strict=False))) == 4, "who wants so many gets so many"


def test_a_pause_is_no_work(progress: Progress) -> None:
    watch = Watch()
    session = begin_session(words_in_four_kinds(9), progress, clock=watch)
    session.answer(right_answer(session.current.exercise))  # type: ignore[union-attr]
    watch.seconds += 3600
    total = session.total
    session.answer(right_answer(session.current.exercise))  # type: ignore[union-attr]
    assert session.total == total
    assert [attempt.milliseconds for attempt in progress.attempts(practice=True)] == [0, None]


def test_two_misses_make_it_easier(progress: Progress) -> None:
    asked = [made(difficulty=0.3 * (n % 8) - 1.5) for n in range(40)]
    session = begin_session(asked, progress, count=30)
    hardness = []
    for turn in range(6):
        item = session.current
        assert item is not None
        hardness.append(item.exercise.difficulty)
        if turn < 2:
            session.give_up()
        else:
            session.give_up()
    assert sum(hardness[2:4]) / 2 < sum(hardness[:2]) / 2


def test_what_is_kept_of_a_set(progress: Progress) -> None:
    card = "claim/nb:fi/contrast/BRM-CRM"
    asked = [made("C7", "tf", key, options=options(key, "x"), target=f"{card}/{n}") for n, key in enumerate("ABAB")]
    session = begin_session(asked, progress)
    answers = [right_answer, wrong_answer, right_answer]
    while (item := session.current) is not None:
        assert item.card == card
        session.answer((right_answer if item.practice else answers.pop(0))(item.exercise))
    state = progress.state(card)
    assert state is not None
    assert state.reviews == 1
    assert progress.stats()["reviews"] == 3
    assert len({a.part for a in progress.attempts()}) == 1
    assert {a.part for a in progress.attempts(practice=True) if a.kind == "practice"} == {""}


def test_rejected_and_retired_ones_are_left_out(progress: Progress) -> None:
    bad, doubted, fine = choices(3)
    session = Session([bad], progress)
    session.bad()
    for n in range(2):
        progress.record(f"c{n}", Rating.GOOD, item=doubted.id, kind="V1", answer="mine")
    session = begin_session([bad, doubted, fine], progress, count=9)
    assert [item.exercise.id for item in run(session)] == [fine.id]
