from __future__ import annotations

import pytest

from tests.quiz.conftest import MakeExercises
from tui_learn.progress import Rating
from tui_learn.quiz import Exercise
from tui_learn.quiz.answers import HINTS, hint, judge


@pytest.fixture
def choice(exercises_of: MakeExercises) -> Exercise:
    return next(e for e in exercises_of("nb", "fi") if e.code == "V5")


@pytest.fixture
def cloze(exercises_of: MakeExercises) -> Exercise:
    return next(e for e in exercises_of("nb", "fi") if e.code == "V2" and e.key == "rakentaminen")


@pytest.fixture
def tiles(exercises_of: MakeExercises) -> Exercise:
    return next(e for e in exercises_of("nb", "fi") if e.code == "V8" and len(e.order) >= 6)


def test_choices(choice: Exercise) -> None:
    key = next(n for n, option in enumerate(choice.options, start=1) if option.key)
    assert judge(choice, str(key)).word == "right"
    assert judge(choice, f" {key}. ").rating == Rating.GOOD
    wrong = judge(choice, str(key % 4 + 1))
    assert (wrong.word, wrong.rating, wrong.chosen) == ("wrong", Rating.AGAIN, key % 4)
    assert choice.key in wrong.explanation


@pytest.mark.parametrize("answer", ["", "0", "5", "x", "1 2", "-1", "²", "99999999999999999999"])
def test_what_is_no_choice_is_wrong(choice: Exercise, answer: str) -> None:
    assert judge(choice, answer).word == "wrong"


def numbers(exercise: Exercise, pieces: list[str]) -> str:
    return " ".join(str(exercise.tiles.index(piece) + 1) for piece in pieces)


def test_tiles(tiles: Exercise) -> None:
    order = list(tiles.order)
    assert judge(tiles, numbers(tiles, order)).word == "right"
    swapped = [*order[:-2], order[-1], order[-2]]
    assert (judge(tiles, numbers(tiles, swapped)).word, judge(tiles, numbers(tiles, swapped)).rating) == (
        "almost", Rating.HARD,
    )  # fmt: skip
    assert judge(tiles, numbers(tiles, order[::-1])).word == "wrong"
    assert judge(tiles, numbers(tiles, order[:-1])).word == "wrong"
    foreign = next(piece for piece in tiles.tiles if piece not in order)
    assert judge(tiles, numbers(tiles, [*order, foreign])).word == "wrong"
    for line in ("", "a b", "1 1 2", "0 1"):
        assert judge(tiles, line).word == "wrong"


def test_typed_answers(cloze: Exercise) -> None:
    assert judge(cloze, "rakentaminen").rating == Rating.GOOD
    assert judge(cloze, "rakentaminen", hints=1).rating == Rating.HARD
    typo = judge(cloze, "rakentamnen")
    assert (typo.word, typo.rating) == ("almost", Rating.HARD)
    assert judge(cloze, "kissa").word == "wrong"
    assert judge(cloze, "").word == "again"
    assert judge(cloze, "", retried=True).word == "again"
    assert judge(cloze, "luottamus", accept=["luottamus"]).word == "right"


def test_one_free_retry_for_another_form(cloze: Exercise) -> None:
    assert "rakentamista" in cloze.forms
    assert judge(cloze, "rakentamista").word == "again"
    second = judge(cloze, "rakentamista", retried=True)
    assert (second.word, second.rating) == ("almost", Rating.HARD)
    assert judge(cloze, "rakentaminen", retried=True).rating == Rating.HARD


def test_a_word_of_the_article_is_no_typing_error(cloze: Exercise) -> None:
    assert judge(cloze, "rakentaminnen", vocabulary=["rakentaminnen"]).word == "wrong"


def test_the_other_language_may_try_again(cloze: Exercise) -> None:
    word = next(piece for piece in cloze.prompt if piece.lang == "nb").text.split()[-1].rstrip(".")
    assert judge(cloze, word).word == "again"


def test_hints_go_from_little_to_half(cloze: Exercise, choice: Exercise) -> None:
    steps = [hint(cloze, step) for step in range(1, HINTS + 1)]
    assert steps == ["r…", "r···········", "rakent······"]
    assert hint(cloze, HINTS + 1) is None
    assert hint(choice, 1) is None
