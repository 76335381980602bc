from __future__ import annotations

import pytest

from tui_learn.text.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("B2C-yritykset (CRM) maksoi 3,5 euroa.", "fi", ["B2C-yritykset", "CRM", "maksoi", "3,5", "euroa"]),
        ("İstanbul'da l'été", "tr", ["İstanbul'da", "l'été"]),
        ("markkinointi- tai CRM -program", "fi", ["markkinointi-", "tai", "CRM", "-program"]),
        ("यह एक किताब है", "hi", ["यह", "एक", "किताब", "है"]),
        ("關係B2B。", "yue", ["關", "係", "B2B"]),
        ("می‌خواهم", "fa", ["می‌خواهم"]),
    ],
)
def test_words(text: str, language: str, words: list[str]) -> None:
    assert [token.text for token in tokenize(text, language)] == words


def test_offsets_point_into_the_text() -> None:
    text = "Ett företag, två."
    assert all(text[token.start : token.end] == token.text for token in tokenize(text, "sv"))


def test_properties() -> None:
    cut, acronym, word = tokenize("markkinointi- CRM B2C-yritys", "fi")
    assert cut.is_cut_off
    assert acronym.is_acronym
    assert not word.is_acronym
    assert word.parts == ("B2C", "yritys")
    assert word.has_digit
