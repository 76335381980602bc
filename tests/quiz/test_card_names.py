"""Card keys in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quiz.conftest import MakeExercises
from tui_learn.quiz.card_names import card_name, direction_in_words
from tui_learn.quiz.stages import card_of


@pytest.mark.parametrize(
    ("key", "kind", "title", "way"),
    [
        ("word/nb:fi/recognise/yritys", "word", "yritys", "fi→nb"),
        ("word/nb:fi/produce/yritys", "word", "yritys", "nb→fi"),
        ("word/fi:fi/produce/yritys", "word", "yritys", "fi"),
        ("word/fi:fi/recognise/väärä", "word", "väärä", "fi"),
        ("word/fi:fi/recognise/ottaa yhteyttä", "word", "ottaa yhteyttä", "fi"),
        ("word/nb:zh-Hans/produce/人", "word", "人", "nb→zh-Hans"),
        ("sentence/nb:fi/produce/Joko / tai.", "sentence", "Joko / tai.", "nb→fi"),
        ("board/nb:fi/recognise/kunde", "board", "board with kunde", "fi→nb"),
        ("board/nb:fi/recognise/0123456789ab", "board", "board of words", "fi→nb"),
        ("claim/nb:fi/figure/fi/1927/Se oli 1927.", "figure or name", "1927 · Se oli 1927.", "nb·fi"),
        ("claim/nb:fi/linked/fi/tori/Kaupunki", "linked topic", "tori · Kaupunki", "nb·fi"),
        ("claim/nb:fi/link//btob", "linked topic", "/btob", "nb·fi"),
        ("claim/nb:fi/link/https://a.test/b/c", "linked topic", "https://a.test/b/c", "nb·fi"),
        ("claim/nb:fi/contrast/BRM-CRM", "contrast", "BRM-CRM", "nb·fi"),
        ("claim/nb:fi/order/heading/Alku", "order", "Alku", "nb·fi"),
        ("claim/nb:fi/acronym/CRM", "abbreviation", "CRM", "nb·fi"),
        ("claim/nb:fi/acronym/CRM/typed", "abbreviation", "CRM", "nb·fi"),
        ("claim/nb:fi/list/Yksi tai kaksi/kolme.", "list", "Yksi tai kaksi/kolme.", "nb·fi"),
        ("claim/nb:fi/lists/fi/A / B", "list", "A / B", "nb·fi"),
        ("claim/nb:fi/statements/hoito", "statements", "statements of hoito", "nb·fi"),
        ("claim/nb:fi/said/fi/Yksi/kaksi", "heading", "Yksi/kaksi", "nb·fi"),
        ("deck/rules/q-1", "deck", "q-1 · rules", ""),
        ("deck/rules/q-1~2", "deck", "q-1 · rules", ""),
        ("claim/nb:fi/of-another-version/x", "claim", "x", "nb·fi"),
        ("anything else", "", "anything else", ""),
        ("word/nbfi/recognise/x", "", "word/nbfi/recognise/x", ""),
        ("word/nb:fi/sing/x", "", "word/nb:fi/sing/x", ""),
        ("word/nb:fi/produce/", "", "word/nb:fi/produce/", ""),
        ("", "", "?", ""),
    ],
)
def test_what_a_key_says(key: str, kind: str, title: str, way: str) -> None:
    name = card_name(key)
    assert (name.kind, name.title, name.way) == (kind, title, way)
    assert name.key == key


def test_a_question_begun_anew_is_the_same_question() -> None:
    name = card_name("deck/rules/q-1~3")
    assert (name.text, name.again) == ("q-1", 3)
    assert card_name("word/nb:fi/produce/talo~2").text == "talo"


def test_directions_are_words() -> None:
    assert direction_in_words(card_name("word/nb:fi/produce/talo")) == "produce"
    assert direction_in_words(card_name("x")) == ""


PARTS = st.one_of(
    st.sampled_from(["word", "claim", "board", "deck", "nb:fi", "fi", "figure", "order", "recognise", "typed", "~2"]),
    st.text(max_size=12),
)


@given(st.one_of(st.text(max_size=40), st.lists(PARTS, max_size=7).map("/".join)))
def test_any_text_has_a_name_that_can_be_shown(key: str) -> None:
    name = card_name(key)
    for text in (name.title, name.kind, name.way, name.text, name.detail):
        assert text == " ".join(text.split())
        assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in text)
    assert name.title
    assert name.key == key


def test_every_card_of_the_bundled_article_has_a_kind_and_a_way(exercises_of: MakeExercises) -> None:
    names = [card_name(card_of(exercise, "here")) for exercise in exercises_of("nb", "fi")]
    assert {name.sort for name in names} == {"word", "sentence", "board", "claim"}
    for name in names:
        assert name.kind, name.key
        assert name.way, name.key
        assert name.sort != "claim" or name.about, name.key
        assert name.pair == "nb:fi"
