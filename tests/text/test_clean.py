from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from tui_learn.text.clean import clean_line, clean_text, collapse_spaces, find_damage, line_of_byte

HOSTILE = "a\x1b[31mb\x1b]52;c;ZXZpbA==\x07c\x9b31md\x07e\x7ff\u202eg\u2066h\ufeffi"


def test_everything_a_terminal_acts_on_is_dropped() -> None:
    assert clean_text(HOSTILE) == "a[31mb]52;c;ZXZpbA==c31mdefghi"


def test_joiners_that_scripts_need_stay() -> None:
    assert clean_text("می\u200cخواهم क्\u200dष") == "می\u200cخواهم क्\u200dष"


def test_every_line_end_becomes_one_kind() -> None:
    assert clean_text("a\r\nb\rc\u2028d\u2029e\x85f") == "a\nb\nc\nd\ne\nf"


def test_where_a_page_ends_a_word_does() -> None:
    assert clean_text("one\x0ctwo\x0bthree\n\x0cfour") == "one two three\n four"
    assert clean_line("one\x0ctwo") == "one two"


def test_tabs_are_expanded() -> None:
    assert clean_text("a\tb") == "a   b"


@given(st.text())
def test_cleaning_twice_changes_nothing_and_leaves_nothing_unsafe(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(c) == "Cc" and c != "\n" for c in once)
    assert "\n" not in clean_line(text)


def test_collapse_spaces_keeps_lines() -> None:
    assert collapse_spaces("a  \u00a0b\n  c") == "a b\n c"


def test_damage_is_found_with_its_line() -> None:
    assert find_damage("gut\nhÃ¤mÃ¤r") == 2
    assert find_damage("ok \ufffd") == 1
    assert find_damage("Århus och Ångström, Ä är en bokstav") is None


def test_line_of_byte() -> None:
    assert line_of_byte(b"a\nb\n\xff", 4) == 3
