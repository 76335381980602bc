from __future__ import annotations

import pytest

from tui_learn.quiz.foreign import is_foreign


@pytest.mark.parametrize(
    ("text", "language", "foreign"),
    [
        ("One-half said that they have been paid for some of their work.", "fr", True),
        ("One-half said that they have been paid for some of their work.", "en", False),
        ("La moitié a dit que le travail est payé par une entreprise.", "fr", False),
        ("Read the docs of the API.", "de", True),
        ("Siehe API-Handbuch.", "de", False),
        ("Der Rest ist für uns von Interesse, sagt die Leiterin.", "de", False),
        ('Das Buch "The Art of the Deal" ist in der Bibliothek zu haben.', "de", False),
        ("Relationshantering är en strategi för en organisation.", "nb", False),
    ],
)
def test_what_was_left_in_another_language(text: str, language: str, foreign: bool) -> None:
    assert is_foreign(text, language, [other for other in ("en", "fr", "de") if other != language]) == foreign
