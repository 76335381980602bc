"""Polish verbal nouns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_learn.text.polish import verbal_noun

ENDINGS = ("e", "a", "u", "em", "om", "ami", "ach")


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    ("stem", "verb"),
    [("zarządzani", "zarządzać"), ("zrozumieni", "zrozumieć"), ("osiągnięci", "osiągnąć"), ("odkryci", "odkryć"),
     ("zużyci", "zużyć"), ("odczuci", "odczuć"), ("wypici", "wypić")],
)  # fmt: skip
def test_forms_of_verbal_nouns(stem: str, verb: str, ending: str) -> None:
    assert verbal_noun(stem + ending, verb) == stem + "e"


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("zarządza", "zarządzać"),  # another form of the verb
        ("zarządzać", "zarządzać"),
        ("zarządzania", "zarządzanie"),  # the list has the noun
        ("ani", "ać"),
        ("nić", "nić"),
        ("pracownicy", "pracować"),
        ("", ""),
    ],
)
def test_other_words(word: str, lemma: str) -> None:
    assert verbal_noun(word, lemma) is None


@given(st.text("abcdęyiu", max_size=6), st.sampled_from(ENDINGS), st.text("abcć", max_size=4))
def test_what_is_found_ends_as_a_verbal_noun(start: str, ending: str, verb: str) -> None:
    found = verbal_noun(f"{start}ni{ending}", verb)
    if not verb.endswith("ć") or len(start) < 2:
        assert found is None
    else:
        assert found == f"{start}nie"
