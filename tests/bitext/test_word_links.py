"""Words and links of a bitext, and where to find them."""

from __future__ import annotations

import pytest

from tests.bitext.making import bitext, edition
from tui_learn.bitext.word_links import LIKELY, SHOWN, SURE, LinkedBitext, SpanLink
from tui_learn.bitext.word_tokens import plain_words

LEFT = plain_words(edition(["Iso talo.", "Talo, ja B2C\u2011yritys.", "…", "CRM on."], "qaa"))
RIGHT = plain_words(edition(["Stort hus.", "Huset och B2C.", "…", "CRM."], "qab"))


def test_words_are_found_by_their_place() -> None:
    assert [LEFT.at(1, offset) for offset in (0, 3, 4, 6, 8, 9, 11, 12, 13)] == [2, 2, None, 3, None, 4, 4, None, 5]
    assert LEFT.at(0, 0) == 0
    assert LEFT.at(2, 0) is None
    assert LEFT.at(3, 99) is None
    assert [list(LEFT.of_sentence(n)) for n in range(4)] == [[0, 1], [2, 3, 4, 5], [], [6, 7]]


def test_words_are_found_by_their_form() -> None:
    assert LEFT.of_lexeme["talo"] == (1, 2)
    assert LEFT.of_lexeme["crm"] == (6,)
    assert "Talo" not in LEFT.of_lexeme
    assert sorted(n for numbers in LEFT.of_lexeme.values() for n in numbers) == list(range(8))


@pytest.mark.parametrize(
    ("confidence", "strength"), [(1.0, "sure"), (0.95, "sure"), (0.94, "likely"), (0.7, "likely"), (0.69, "faint")]
)
def test_how_links_are_shown(confidence: float, strength: str) -> None:
    assert 0 < SHOWN < LIKELY < SURE < 1
    assert SpanLink((0,), (1,), confidence).strength == strength


def test_links_of_one_word_with_one() -> None:
    assert SpanLink((0,), (1,), 0.9).is_single
    assert not SpanLink((0, 2), (1,), 0.9).is_single
    assert not SpanLink((0,), (1, 2), 0.9).is_single


def test_links_are_found_by_their_words() -> None:
    links = SpanLink((0, 1), (1,), 0.9), SpanLink((4,), (0, 5), 0.8)
    linked = LinkedBitext(bitext(LEFT.edition, RIGHT.edition), LEFT, RIGHT, links)
    assert [linked.link_of("left", n) for n in range(6)] == [links[0], links[0], None, None, links[1], None]
    assert [linked.link_of("right", n) for n in range(6)] == [links[1], links[0], None, None, None, links[1]]
    assert linked.words("left") is LEFT
    assert linked.words("right") is RIGHT
