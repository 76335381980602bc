from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui_learn.quiz import grade
from tui_learn.quiz.normalise import normalise

CASES = [
    # language, key, answer, vocabulary, verdict
    ("fi", "yhteistyö", "Yhteistyö ", "", "correct"),
    ("fi", "yhteistyö", "yhteistyo", "", "almost-diacritics"),
    ("fi", "yhteistyö", "yhteistyoe", "", "almost-diacritics"),
    ("fi", "säde", "sade", "sade", "wrong"),  # sade is rain
    ("fi", "luottamus", "luotamus", "", "almost-typo"),
    ("fi", "luottamus", "luottmaus", "", "almost-typo"),
    ("fi", "jo", "ja", "", "wrong"),
    ("fi", "työpaikka", "työ paikka", "työ paikka", "almost-spacing"),
    ("fi", "CRM-ohjelma", "CRN-ohjelma", "", "wrong"),
    ("fi", "CRM-ohjelma", "crm ohjelma", "ohjelma", "almost-spacing"),
    ("sv", "överens", "overens", "", "almost-diacritics"),
    ("sv", "åka", "aaka", "", "almost-diacritics"),
    ("nb", "behøver", "behöver", "", "almost-diacritics"),
    ("nb", "behøver", "behover", "", "almost-diacritics"),
    ("da", "børn", "boern", "", "almost-diacritics"),
    ("tr", "ışık", "IŞIK", "", "correct"),
    ("tr", "iş", "İŞ", "", "correct"),
    ("tr", "güven", "guven", "", "almost-diacritics"),
    ("tr", "kırk", "kirk", "", "almost-diacritics"),
    ("pl", "żółć", "zolc", "", "almost-diacritics"),
    ("pl", "zaufanie", "„Zaufanie”.", "", "correct"),
    ("de", "größer", "GRÖSSER", "", "correct"),
    ("de", "größer", "groesser", "", "almost-diacritics"),
    ("de", "Buße", "Busse", "Busse", "wrong"),
    ("en", "10,000", "10 000", "", "correct"),
    ("en", "3.5", "3.6", "", "wrong"),
    ("en", "C++", "C++", "", "correct"),
    ("en", "it's", "its", "", "almost-spacing"),
    ("fr", "aujourd'hui", "aujourd’hui", "", "correct"),
    ("el", "ἄνθρωπος", "άνθρωπος", "", "almost-diacritics"),
    ("el", "λόγος", "ΛΟΓΟΣ", "", "correct"),
    ("ru", "всё", "все", "все", "wrong"),  # another word
    ("ru", "учёт", "учет", "", "correct"),
    ("ar", "مُعَلِّم", "معلم", "", "correct"),
    ("ja", "ＡＢＣ", "abc", "", "correct"),
    ("ja", "はし", "はじ", "", "wrong"),
    ("zh", "关系", "关糸", "", "wrong"),
    ("hi", "किताब", "कीताब", "", "wrong"),
    ("ar", "٣", "3", "", "correct"),
    ("xx", "word", " ", "", "empty"),
    ("xx", "word", "...", "", "empty"),
]


@pytest.mark.parametrize(("language", "key", "answer", "vocabulary", "verdict"), CASES)
def test_verdicts(language: str, key: str, answer: str, vocabulary: str, verdict: str) -> None:
    assert grade(key, answer, language, vocabulary=vocabulary.split()).name == verdict


def test_other_forms_words_and_languages() -> None:
    options = {"forms": ["yritysten"], "also": ["firma"], "known": ["bedrift"], "vocabulary": ["yritysten", "firma"]}
    assert grade("yritys", "yritysten", "fi", **options).name == "other-form"
    assert grade("yritys", "firma", "fi", **options).name == "other-word"
    assert grade("yritys", "bedrift", "fi", **options).name == "wrong-language"
    assert grade("yritys", "yhtiö", "fi", accept=["yhtiö"]).name == "correct"
    for name in ("yritysten", "firma", "bedrift"):
        assert grade("yritys", name, "fi", **options).is_free_retry
    assert grade("yritys", "yritis", "fi").is_right


def test_decomposed_input_is_the_same() -> None:
    assert grade("äiti", unicodedata.normalize("NFD", "äiti"), "fi").name == "correct"
    assert grade("관계", unicodedata.normalize("NFD", "관계"), "ko").name == "correct"


def test_a_phrase_with_another_real_word_is_wrong() -> None:
    assert grade("iso talo", "iso tala", "fi").name == "almost-typo"
    assert grade("iso talo", "iso tila", "fi", vocabulary=["tila"]).name == "wrong"
    assert grade("on talo", "en talo", "fi").name == "wrong"


def test_it_says_what_it_was_judged_against() -> None:
    assert grade("kissa", "kisa", "fi", accept=["kolli"]).nearest == "kissa"
    assert grade("kissa", "koli", "fi", accept=["kolli"]).nearest == "kolli"


@given(st.text(max_size=30), st.sampled_from(["fi", "tr", "de", "ja", "ar", "el"]))
def test_a_key_is_always_its_own_answer(key: str, language: str) -> None:
    verdict = grade(key, key, language)
    assert verdict.name == ("correct" if normalise(key, language) else "empty")


@given(st.text(max_size=30), st.sampled_from(["fi", "tr", "de", "ja", "ar", "el"]))
@example("0:\u0591", "fi")
@example("a\u200d\u0301", "fi")
def test_normalising_twice_changes_nothing(text: str, language: str) -> None:
    once = normalise(text, language)
    assert normalise(once, language) == once
