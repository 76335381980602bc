"""What the card says after an answer."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.quiz.conftest import MakeExercises
from tui_learn.app.card import answered_parts
from tui_learn.progress import Rating
from tui_learn.quiz.answers import Outcome
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.session import Answered, Item
from tui_learn.text import Edition


def card(exercise: Exercise, outcome: Outcome, text: str, editions: Mapping[str, Edition], says: str = "") -> list[str]:
    answered = Answered(Item(exercise, False, 0), outcome, "event", None, text)
    parts = answered_parts(exercise, answered, editions, 80, counterpart=lambda _language, _segment: says)
    return [" ".join(part.plain.split()) for part in parts]


def wrong_choice(exercise: Exercise) -> Outcome:
    chosen = next(number for number, option in enumerate(exercise.options) if not option.key)
    return Outcome("wrong", Rating.AGAIN, exercise.key, chosen)


@pytest.fixture
def match(exercises_of: MakeExercises) -> Exercise:
    return next(e for e in exercises_of("nb", "fi") if e.code == "V5")


def test_a_wrongly_chosen_sentence_says_what_it_says(match: Exercise, editions: Mapping[str, Edition]) -> None:
    assert "Your choice says: Noe helt annet." in card(match, wrong_choice(match), "1", editions, "Noe helt annet.")


def test_what_is_there_to_see_is_not_said_again(match: Exercise, editions: Mapping[str, Edition]) -> None:
    outcome = wrong_choice(match)
    assert outcome.chosen is not None
    untranslated = match.options[outcome.chosen].text
    assert not any(part.startswith("Your choice") for part in card(match, outcome, "1", editions, untranslated))


def test_a_wrong_word_stands_in_its_own_sentence(exercises_of: MakeExercises, editions: Mapping[str, Edition]) -> None:
    gap = next(e for e in exercises_of("nb", "fi") if e.code == "V1")
    assert any(part.startswith("Your choice stands here:") for part in card(gap, wrong_choice(gap), "1", editions))


def test_ones_own_answer_stands_beside_the_right_one(
    exercises_of: MakeExercises, editions: Mapping[str, Edition]
) -> None:
    cloze = next(e for e in exercises_of("nb", "fi") if e.code == "V2")
    outcome = Outcome("wrong", Rating.AGAIN, f"the word is: {cloze.key}")
    (verdict,) = (part for part in card(cloze, outcome, "aivan muuta", editions) if "✗" in part)
    assert cloze.key in verdict
    assert "your answer: aivan muuta" in verdict
    (given_up,) = (part for part in card(cloze, outcome, "", editions) if "✗" in part)
    assert "not known" in given_up
    assert "your answer" not in given_up
