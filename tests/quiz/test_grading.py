from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from tui_learn.quiz.grading import allowed_edits, grade
from tui_learn.quiz.normalise import normalise
from tui_learn.text.fold import fold_marks, primary

LISTS = ("accept", "forms", "also", "known", "vocabulary")

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


def table() -> list[dict[str, str]]:
    """The table of cases; ``\\u`` and four digits stand for signs that no editor shows."""
    with (Path(__file__).parent / "data" / "grading_cases.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        row["answer"] = regex.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), row["answer"])
    return rows


@pytest.mark.parametrize("row", table(), ids=lambda row: f"{row['language']}-{row['key']}-{row['why']}")
def test_the_table(row: dict[str, str]) -> None:
    lists = {name: [word for word in row[name].split("|") if word] for name in LISTS}
    assert grade(row["key"], row["answer"], row["language"], **lists).name == row["verdict"], row["why"]


def test_the_table_is_of_many_languages() -> None:
    rows = table()
    assert len(rows) >= 120
    assert len({primary(row["language"]) for row in rows}) >= 25
    assert all(row["why"] for row in rows)


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
    assert grade(key, key, language).name == ("correct" if key.strip() else "empty")


LETTERS = {
    "fi": "abdefghijklmnoprstuvyäö",
    "sv": "abdefghijklmnoprstuvyåäö",
    "nb": "abdefghijklmnoprstuvyæøå",
    "tr": "abcçdefgğhıijklmnoöprsştuüvyz",
    "az": "abcçdeəfgğhxıijkqlmnoöprsştuüvyz",
    "de": "abcdefghijklmnoprstuvwzäöüß",
    "pl": "aąbcćdeęfghijklłmnńoóprsśtuwyzźż",
    "el": "αάβγδεέζηήθιίϊΐκλμνξοόπρστυύϋΰφχψωώ",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "vi": "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ",
}


def upper(text: str, language: str) -> str:
    return (text.replace("i", "İ") if language in ("tr", "az") else text).upper()


def words_of(language: str, least: int = 1) -> st.SearchStrategy[str]:
    return st.text(LETTERS[language], min_size=least, max_size=14)


@given(st.sampled_from(sorted(LETTERS)).flatmap(lambda code: st.tuples(st.just(code), words_of(code), words_of(code))))
def test_capitals_are_no_mistake(case: tuple[str, str, str]) -> None:
    language, first, second = case
    for key in (first, f"{first} {second}", f"{first}-{second}"):
        assert grade(key, upper(key, language), language).name == "correct"


@given(words_of("el"))
def test_greek_capitals_may_go_without_accents(key: str) -> None:
    shouted = unicodedata.normalize("NFD", key.upper()).replace("\u0301", "")
    assert grade(key, shouted, "el").name == "correct"


@given(
    st.sampled_from(["fi", "sv", "tr", "de", "pl"]).flatmap(
        lambda code: st.tuples(st.just(code), words_of(code, 4), st.integers(0, 13), words_of(code, 0))
    )
)
def test_a_word_that_exists_is_never_a_slip(case: tuple[str, str, int, str]) -> None:
    language, key, place, letters = case
    word = key[:place] + letters[:2] + key[place + 1 :]
    verdict = grade(key, word, language, vocabulary=[word, fold_marks(word), key])
    assert verdict.name == ("correct" if word == key else "wrong")
    plain = grade(key, fold_marks(key), language, vocabulary=[fold_marks(key)])
    assert plain.name == ("correct" if fold_marks(key) == key else "wrong")


@given(st.sampled_from(["fi", "sv", "nb", "de", "pl"]).flatmap(lambda code: st.tuples(st.just(code), words_of(code))))
def test_a_key_without_its_marks_is_right_but_for_them(case: tuple[str, str]) -> None:
    language, key = case
    assert grade(key, fold_marks(key), language).name == ("correct" if fold_marks(key) == key else "almost-diacritics")


@given(words_of("fi"), st.integers(0, 13))
def test_a_letter_left_out_is_a_slip_in_a_long_word_only(key: str, place: int) -> None:
    typed = key[:place] + key[place + 1 :]
    if typed and typed != key:
        assert grade(key, typed, "fi").name == ("almost-typo" if allowed_edits(len(key)) else "wrong")


ANY = st.text(max_size=30)


@given(ANY, ANY, st.sampled_from(["fi", "tr", "de", "ja", "ar", "el", "hr", "ro", "xx"]), st.lists(ANY, max_size=3))
def test_no_text_breaks_it(key: str, answer: str, language: str, words: list[str]) -> None:
    for lists in ({}, {"vocabulary": words}, {"accept": words}, {"forms": words, "also": words, "known": words}):
        verdict = grade(key, answer, language, **lists)
        assert verdict.nearest in (key, *words)
        assert not (verdict.is_right and verdict.is_free_retry)


def test_the_steps_come_in_their_order() -> None:
    every = {"forms": ["tyo"], "also": ["tyo"], "known": ["tyo"]}
    assert grade("työ", "tyo", "fi", accept=["tyo"], **every).name == "correct"
    assert grade("työ", "tyo", "fi", **every).name == "almost-diacritics"
    assert grade("työ", "tyo", "fi", vocabulary=["tyo"], **every).name == "other-form"
    every["forms"] = []
    assert grade("työ", "tyo", "fi", vocabulary=["tyo"], **every).name == "other-word"
    every["also"] = []
    assert grade("työ", "tyo", "fi", vocabulary=["tyo"], **every).name == "wrong-language"
    assert grade("työ", "tyo", "fi", vocabulary=["tyo"]).name == "wrong"
    assert grade("työaika", "työ aiko", "fi").name == "wrong"
    assert grade("luottamus", "luo tamus", "fi").name == "almost-typo"


def test_how_many_edits_a_word_allows() -> None:
    assert [allowed_edits(letters) for letters in (1, 3, 4, 7, 8, 20)] == [0, 0, 1, 1, 2, 2]


def test_a_slip_in_letters_is_none_beside_a_syllable() -> None:
    assert grade("webサ", "webs", "ja").name == "wrong"


def test_what_is_wrong_because_it_exists_says_so() -> None:
    assert grade("säde", "sade", "fi", vocabulary=["sade"]).real
    assert grade("iso talo", "iso tila", "fi", vocabulary=["tila"]).real
    assert not grade("säde", "omena", "fi", vocabulary=["sade"]).real
    assert not grade("…", "sade", "fi").real


def test_the_key_goes_before_what_is_accepted_too() -> None:
    assert grade("talo", "tal", "fi", accept=["tali"]).nearest == "talo"
    assert grade("säde", "sade", "fi", accept=["sadé"]).nearest == "säde"


def test_a_vocabulary_may_be_any_collection() -> None:
    for words in (["Sade"], ("Sade",), {"Sade"}, frozenset({"Sade"}), iter(["Sade"])):
        assert grade("säde", "sade", "fi", vocabulary=words).name == "wrong"


@pytest.mark.parametrize(
    ("text", "language", "normal"),
    [
        ("\u200bTalo\u00ad ", "fi", "talo"),
        ("“I” — İki", "tr", "ı - iki"),
        ("(«A»), b!", "fi", "a b"),
        ("12 345 678", "fi", "12345678"),
        ("1.234.567,89", "de", "1234567,89"),
        ("10.20.30.40", "en", "10.20.30.40"),
        ("192.168.100.5", "en", "192.168.100.5"),
        (".5", "en", ".5"),
        ("+5%", "en", "+5%"),
        ("ﬁn", "en", "fin"),
        ("ＡＢＣ", "zh", "abc"),
        ("ＡＢＣ", "fi", "ａｂｃ"),
        ("x²", "ja", "x²"),
        ("ﾊﾟｿｺﾝ", "ja", "パソコン"),
        ("مُعَلِّـم", "ar", "معلم"),
        ("٣٫٥", "ar", "3.5"),
        ("Straße", "de", "straße"),
    ],
)
def test_normal_forms(text: str, language: str, normal: str) -> None:
    assert normalise(text, language) == normal


@given(st.text(max_size=30), st.sampled_from(["fi", "tr", "de", "ja", "ar", "el"]))
@example("0:\u0591", "fi")
@example("ﳲ", "ar")
@example("1, 000", "en")
@example("a\u200d\u0301", "fi")
def test_normalising_twice_changes_nothing(text: str, language: str) -> None:
    once = normalise(text, language)
    assert normalise(once, language) == once
