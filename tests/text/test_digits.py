from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui_learn.text.digits import ascii_digits, digits_only


def test_digits_of_other_scripts() -> None:
    assert ascii_digits("٣ और ४ x²") == "3 और 4 x²"
    assert digits_only("١٬٢٣٤") == "1234"
    assert digits_only("\U00011bf0") in ("", "0")  # newer than some versions of Python


@given(st.text())
def test_any_text(text: str) -> None:
    assert len(ascii_digits(text)) == len(text)
    assert digits_only(text).isascii()
