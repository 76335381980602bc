from __future__ import annotations

import pytest

from tui_learn.text.fold import fold, fold_marks, lower


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("İLİŞKİ", "tr", "ilişki"),
        ("ILIK", "tr", "ılık"),
        ("ILIK", "en", "ilik"),
        ("STRASSE", "de", "strasse"),
        ("ÄITI", "fi", "äiti"),
    ],
)
def test_lower_is_the_languages_own(text: str, language: str, expected: str) -> None:
    assert lower(text, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kjøpe", "kjope"),
        ("łódź", "lodz"),
        ("æ œ þ ð ß đ ı", "ae oe th d ss d i"),
        ("σοφός", "σοφος"),
        ("ёлка", "елка"),
    ],
)
def test_marks_fold_in_latin_greek_and_cyrillic(text: str, expected: str) -> None:
    assert fold_marks(text) == expected


@pytest.mark.parametrize("text", ["कि", "ม้า", "がく", "كتابٌ", "관계"])
def test_marks_of_other_scripts_are_letters(text: str) -> None:
    assert fold(text, "xx") == text
