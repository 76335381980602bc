"""Pairs of dictionary forms, and finding them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.bitext.making import bitext
from tests.bitext.pair_making import RIGHT, words_of
from tui_learn.bitext.glossary import Glossary, GlossaryPair, Grade
from tui_learn.bitext.word_links import LinkedBitext, SpanLink


def pair(
    left: str, right: str, *places: tuple[tuple[int, ...], tuple[int, ...]], grade: Grade = "quiz"
) -> GlossaryPair:
    links = tuple(SpanLink(one, other, 0.9) for one, other in places)
    return GlossaryPair(left, right, 0.9, grade, ("cognate",), 1, 2, links, (left,), (right,))


def glossary(*pairs: GlossaryPair) -> Glossary:
    left, right = words_of("kissa näki koiran\nkissa"), words_of("katt såg hund\nkatt", RIGHT)
    links = tuple(place for found in pairs for place in found.places)
    return Glossary(LinkedBitext(bitext(left.edition, right.edition), left, right, links), pairs)


@pytest.mark.parametrize(("grade", "is_proven"), [("quiz", True), ("gloss", False), ("highlight", False)])
def test_only_what_may_be_asked_is_proven(grade: Grade, is_proven: bool) -> None:
    made = pair("kissa", "katt", grade=grade)
    assert made.is_proven is is_proven
    assert glossary(made).proven == ((made,) if is_proven else ())
    assert made.verdict == ""


@pytest.mark.parametrize(
    ("left", "right", "is_single"),
    [("kissa", "katt", True), ("musta kissa", "katt", False), ("kissa", "svart katt", False)],
)
def test_pairs_of_single_words(left: str, right: str, is_single: bool) -> None:
    assert pair(left, right).is_single is is_single


def test_proven_pairs_keep_their_order() -> None:
    first, second, third = pair("b", "x"), pair("c", "y", grade="gloss"), pair("a", "z")
    assert glossary(first, second, third).proven == (first, third)


def test_pairs_of_a_dictionary_form_are_found_on_its_side_the_best_first() -> None:
    first, second, third = pair("kissa", "katt"), pair("kissa", "hund"), pair("katt", "katt")
    made = glossary(first, second, third)
    assert made.of("left", "kissa") == (first, second)
    assert made.of("right", "katt") == (first, third)
    assert made.of("left", "katt") == (third,)
    assert made.of("left", "hund") == ()


def test_the_pair_a_link_shows() -> None:
    one = pair("kissa", "katt", ((0,), (0,)), ((3,), (3,)))
    other = pair("näki koira", "såg hund", ((1, 2), (1, 2)))
    made = glossary(one, other)
    assert made.of_link(SpanLink((3,), (3,), 0.1)) is one
    assert made.of_link(other.places[0]) is other
    assert made.of_link(SpanLink((1,), (1, 2), 0.9)) is None
    assert made.of_link(SpanLink((0,), (3,), 0.9)) is None


def test_links_are_found_by_their_words() -> None:
    other = pair("näki koira", "såg", ((1, 2), (1,)))
    linked = glossary(other).linked
    assert linked.link_of("left", 2) is other.places[0]
    assert linked.link_of("right", 1) is other.places[0]
    assert linked.link_of("right", 2) is None
    assert (linked.words("left"), linked.words("right")) == (linked.left, linked.right)


def test_a_word_by_its_place_in_the_sentence() -> None:
    words = words_of("kissa näki\nkoiran")
    assert [words.at(0, offset) for offset in (0, 4, 5, 6, 10)] == [0, 0, None, 1, None]
    assert words.at(1, 0) == 2
    assert words.of_lexeme == {"kissa": (0,), "näki": (1,), "koiran": (2,)}


@pytest.mark.parametrize(
    ("confidence", "strength"), [(0.95, "sure"), (0.949, "likely"), (0.7, "likely"), (0.699, "faint"), (0.0, "faint")]
)
def test_how_a_link_is_shown(confidence: float, strength: str) -> None:
    assert SpanLink((0,), (0,), confidence).strength == strength


def test_links_of_single_words() -> None:
    link = SpanLink((0,), (0,), 0.9)
    assert link.is_single
    assert not replace(link, left=(0, 1)).is_single
    assert not replace(link, right=(0, 1)).is_single
