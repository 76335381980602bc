from __future__ import annotations

import pytest

from tui_learn.text.detect import detect_language
from tui_learn.text.languages import UNKNOWN, has_word_spaces, is_right_to_left, language_name, normalise_tag


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("no", "nb"), ("NB", "nb"), ("zh-hans", "zh-Hans"), ("pt_br", "pt-BR"), ("x", None), ("a b", None), ("", None)],
)
def test_tags(tag: str, expected: str | None) -> None:
    assert normalise_tag(tag) == expected


def test_names_are_in_the_language_itself() -> None:
    assert language_name("fi") == "suomi"
    assert language_name("pt-BR") == "português (Brasil)"
    assert language_name("qqq") == "qqq"


def test_how_they_are_written() -> None:
    assert is_right_to_left("ar")
    assert not is_right_to_left("tr")
    assert not has_word_spaces("ja")
    assert has_word_spaces("nb")


@pytest.mark.parametrize("prose", ["", "12 34 56", "x = f(y)", "Hei", "https://example.org/a/long/address/of/a/page"])
def test_too_little_to_tell(prose: str) -> None:
    assert detect_language(prose).language == UNKNOWN


def test_norwegian_is_bokmal() -> None:
    found = detect_language("Jeg liker å lese bøker om natten når ingen forstyrrer meg, og det regner ute.")
    assert found.language == "nb"
    assert found.confidence > 0.7
