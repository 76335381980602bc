"""Letters of the Latin script are folded without a table of scripts, and become the same."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from tui_learn.text.fold import _UNDECOMPOSED, _marked, fold_marks

LATIN = [chr(number) for number in range(0x20, 0x250)]


def by_script(text: str) -> str:
    stripped = _marked().sub(r"\1", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", stripped).translate(_UNDECOMPOSED)


def test_every_latin_letter() -> None:
    assert [fold_marks(letter) for letter in LATIN] == [by_script(letter) for letter in LATIN]


@given(st.text(st.sampled_from([*LATIN, "\u0308", "\u0301", "ά", "й", "ạ"]), max_size=8))
def test_any_text(text: str) -> None:
    assert fold_marks(text) == by_script(text)
