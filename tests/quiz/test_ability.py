"""What is folded from first attempts: ability, difficulty, times, health, earlier picks."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.quiz.small import Clock, made, options
from tui_learn.progress import Progress, Rating
from tui_learn.quiz.ability import Ability, Measure, fold_ability, follow, skill_of
from tui_learn.quiz.answers import Outcome
from tui_learn.quiz.difficulty import chance, chance_of_right, guess_of
from tui_learn.quiz.exercise import Spot, Text
from tui_learn.quiz.grades import ENOUGH, is_quick, medians, rated, time_that_counts
from tui_learn.quiz.health import LEAST, retired
from tui_learn.quiz.picks import earlier_picks


@pytest.fixture
def progress(tmp_path: Path) -> Progress:
    return Progress(tmp_path, clock=Clock())


# --- P(right)


def test_the_chance_with_guessing() -> None:
    assert chance_of_right(0.0, 0.0, 0) == 0.5
    assert chance_of_right(0.0, 0.0, 4) == 0.25 + 0.75 / 2
    assert chance(1.0, -0.5, 0.0) == pytest.approx(1 / (1 + math.exp(-1.5)))
    assert chance(-1000.0, 1000.0, 0.25) == pytest.approx(0.25)
    assert chance(1000.0, -1000.0, 0.25) == 1.0


def test_what_can_be_guessed() -> None:
    assert guess_of(made()) == 0.25
    assert guess_of(made("C7", "tf", options=options("a", "b"))) == 0.5
    assert guess_of(made("V2", "cloze")) == 0.0
    assert guess_of(made("V13", "odd", pairs=(("a", "b"),) * 4)) == 0.25
    assert guess_of(made("V4", "point", tokens=(Spot("a", 0, 1),) * 10)) == 0.1
    assert guess_of(made("C9", "order", order=("a", "b", "c"), tiles=("c", "b", "a"))) == pytest.approx(1 / 6)
    assert guess_of(made("C18", "sort", groups=(("A", ()), ("B", ())), tiles=("a", "b", "c"))) == 0.125


@settings(deadline=None)
@given(st.floats(-5, 5), st.floats(-5, 5), st.sampled_from([0.0, 0.25, 0.5]))
def test_the_chance_grows_with_ability(theta: float, difficulty: float, guess: float) -> None:
    assert guess <= chance(theta, difficulty, guess) <= chance(theta + 0.5, difficulty, guess) <= 1.0


# --- theta


def test_the_steps_get_smaller() -> None:
    measure = Measure()
    for n in range(3):
        moved = measure.moved(1.0)
        assert moved.value - measure.value == pytest.approx(1 / (1 + 0.05 * n))
        measure = moved
    assert measure.attempts == 3


def test_theta_by_language_and_skill(progress: Progress) -> None:
    for kind in ("V1", "V2", "C5"):
        progress.record(f"{kind}-card", Rating.GOOD, group="nb:fi", item=f"{kind}-x", kind=kind)
    progress.record("sv", Rating.AGAIN, group="nb:sv", item="y", kind="V1")
    progress.record("old", Rating.GOOD, group="nb:fi")  # stored before kinds were
    ability = fold_ability(progress.attempts(), {})
    assert set(ability.thetas) == {
        ("fi", "recognition"), ("fi", "production"), ("fi", "concept"), ("sv", "recognition"),
    }  # fmt: skip
    assert ability.theta("sv:fi", "V4") == ability.theta("nb:fi", "V1") > 0 > ability.theta("nb:sv", "V1")
    assert ability.theta("nb:pl", "V1") == 0.0
    assert (skill_of("V8"), skill_of("V13"), skill_of("C20")) == ("production", "recognition", "concept")


def test_the_fold_is_the_formula(progress: Progress) -> None:
    exercise = made(difficulty=0.3)
    progress.record("a", Rating.HARD, group="nb:fi", item=exercise.id, kind="V1")
    progress.record("a", Rating.AGAIN, group="nb:fi", item=exercise.id, kind="V1", hints=1)
    ability = fold_ability(progress.attempts(), {exercise.id: exercise})
    first = 1 - chance(0.0, 0.3, 0.25)
    second = 0 - chance(first, 0.3 - first - 0.4, 0.25)
    assert ability.theta("nb:fi", "V1") == pytest.approx(first + second / 1.05)
    assert ability.difficulty(exercise) == pytest.approx(0.3 - first - second / 1.05)
    assert ability.difficulty(exercise, 2) == pytest.approx(ability.difficulty(exercise) - 0.8)


def test_a_session_moves_theta_as_the_fold_does(progress: Progress) -> None:
    one, other = made(), made("V4", difficulty=0.0)
    live = Ability().after(one, True).after(other, False, 1)
    progress.record("a", Rating.GOOD, group="nb:fi", item=one.id, kind="V1")
    progress.record("b", Rating.AGAIN, group="nb:fi", item=other.id, kind="V4", hints=1)
    folded = fold_ability(progress.attempts(), {one.id: one, other.id: other})
    assert live.theta("nb:fi", "V1") == pytest.approx(folded.theta("nb:fi", "V1"))


def test_what_was_taken_back_or_practised_does_not_count(progress: Progress) -> None:
    progress.record("a", Rating.GOOD, group="nb:fi", item="x", kind="V1", practice=True)
    event = progress.record("a", Rating.GOOD, group="nb:fi", item="x", kind="V1")
    progress.undo(event)
    assert fold_ability(progress.attempts(), {}).thetas == {}


# --- time


def test_medians_want_enough_answers(progress: Progress) -> None:
    for n in range(ENOUGH - 1):
        progress.record(str(n), Rating.GOOD, kind="V2", item="x", milliseconds=1000 * (n + 1))
    progress.record("w", Rating.AGAIN, kind="V2", item="x", milliseconds=1)
    progress.record("p", Rating.GOOD, kind="V2", item="x", milliseconds=3)  # no hand is that fast
    progress.record("u", Rating.GOOD, kind="V2", item="x")
    assert medians(progress.attempts()) == {}
    progress.record("z", Rating.GOOD, kind="V2", item="x", milliseconds=15_000)
    assert medians(progress.attempts()) == {"V2": 8000}


def test_time_makes_a_grade() -> None:
    usual = {"V1": 10_000.0, "V2": 10_000.0}
    good = Outcome("right", Rating.GOOD, "x")
    exact = Outcome("right", Rating.GOOD, "x", exact=True)
    choice, typed = made(), made("V2", "cloze")
    assert rated(choice, good, 20_001, usual, helped=False) == Rating.HARD
    assert rated(choice, good, 20_000, usual, helped=False) == Rating.GOOD
    assert rated(choice, good, 1_000, usual, helped=False) == Rating.GOOD, "a choice is never easy"
    assert rated(typed, exact, 5_999, usual, helped=False) == Rating.EASY
    assert rated(typed, exact, 6_000, usual, helped=False) == Rating.GOOD
    assert rated(typed, exact, 5_000, usual, helped=True) == Rating.GOOD
    assert rated(typed, good, 5_000, usual, helped=False) == Rating.GOOD, "with a slip"
    assert rated(typed, exact, 5_000, {}, helped=False) == Rating.GOOD, "no median yet"
    assert rated(typed, exact, None, usual, helped=False) == Rating.GOOD
    assert rated(typed, exact, 100, usual, helped=False) == Rating.GOOD, "a program"
    assert rated(typed, Outcome("wrong", Rating.AGAIN, "x"), 30_000, usual, helped=False) == Rating.AGAIN
    assert rated(typed, Outcome("almost", Rating.HARD, "x"), 5_000, usual, helped=False) == Rating.HARD


def test_when_time_says_nothing() -> None:
    assert time_that_counts(made(), 60_000, away=False) == 60_000
    assert time_that_counts(made(), 60_001, away=False) is None
    assert time_that_counts(made(), 5_000, away=True) is None
    long = made(prompt=(Text("fi", "sana " * 41),))
    assert time_that_counts(long, 5_000, away=False) is None
    assert time_that_counts(made(prompt=(Text("fi", "sana " * 40),)), 5_000, away=False) == 5_000
    assert time_that_counts(made(prompt=(Text("ja", "字" * 161),)), 5_000, away=False) is None


def test_quick() -> None:
    assert is_quick(made(), 3_000, {})
    assert not is_quick(made(), 3_000, {"V1": 2_000.0})
    assert not is_quick(made(), None, {})
    assert not is_quick(made(), 10, {})


# --- health


def test_twice_i_was_right_retires(progress: Progress) -> None:
    def found() -> frozenset[str]:
        return retired(progress.attempts(practice=True), follow(progress.attempts(), {})[1])

    progress.record("a", Rating.GOOD, item="x", kind="V2", answer="my word")
    progress.record("a", Rating.AGAIN, item="x", kind="V2", answer="wrong word")
    assert found() == frozenset()
    event = progress.record("a", Rating.GOOD, item="x", kind="V2", answer="my other word", practice=True)
    assert found() == {"x"}
    progress.undo(event)
    assert found() == frozenset()


def test_what_a_strong_learner_misses_retires(progress: Progress) -> None:
    exercise = made()
    known = {exercise.id: exercise}

    def found() -> frozenset[str]:
        return retired(progress.attempts(), follow(progress.attempts(), known)[1])

    for n in range(60):  # weak at first
        rating = Rating.GOOD if n % 3 == 0 else Rating.AGAIN
        progress.record(f"w{n}", rating, group="nb:fi", item=f"v1-weak{n}", kind="V1")
        if n > 50:
            progress.record("bad", Rating.AGAIN, group="nb:fi", item="v1-missed-when-weak", kind="V1")
    for n in range(LEAST):
        assert exercise.id not in found()
        for m in range(40 if n == 0 else 5):
            progress.record(f"g{n}{m}", Rating.GOOD, group="nb:fi", item=f"v1-good{n}{m}", kind="V1")
        progress.record("bad", Rating.AGAIN, group="nb:fi", item=exercise.id, kind="V1")
    assert found() == {exercise.id}
    for _n in range(2):
        progress.record("bad", Rating.GOOD, group="nb:fi", item=exercise.id, kind="V1")
    assert found() == frozenset(), "two in six is no less than by chance"


def test_what_cannot_be_guessed_is_not_retired_for_being_hard(progress: Progress) -> None:
    exercise = made("V2", "cloze")
    for _n in range(3 * LEAST):
        progress.record("hard", Rating.AGAIN, group="nb:fi", item=exercise.id, kind="V2")
    traced = follow(progress.attempts(), {exercise.id: exercise})[1]
    assert retired(progress.attempts(), traced) == frozenset()


# --- picks


def test_earlier_picks(progress: Progress) -> None:
    card = "word/nb:fi/recognise/talo/mokki"
    for answer in ("kissa", "koira", "koira", "hevonen"):
        progress.record(card, Rating.AGAIN, group="nb:fi", item="x", kind="V1", answer=answer)
    progress.record(card, Rating.GOOD, group="nb:fi", item="x", kind="V1", answer="oikea")
    progress.record(card, Rating.AGAIN, group="nb:fi", item="x", kind="V1", answer="harjoitus", practice=True)
    progress.record("word/nb:fi/produce/vene", Rating.AGAIN, item="y", kind="V2", answer="laiva")
    progress.record("word/nb:sv/recognise/hus", Rating.AGAIN, item="y", kind="V1", answer="hund")
    progress.record("claim/nb:fi/said/fi/jotain", Rating.AGAIN, item="z", kind="C6", answer="Otsikko")
    assert earlier_picks(progress, "nb:fi") == {"talo/mokki": ("koira", "hevonen", "kissa"), "vene": ("laiva",)}
    assert earlier_picks(progress, "fi:nb") == {}
