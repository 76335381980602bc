"""Dictionary forms. Reading a language's list takes a second, so only a few are read."""

from __future__ import annotations

from functools import lru_cache

import pytest

from tui_learn.text import lexemes as module
from tui_learn.text.lexemes import (
    classes_by_form,
    forget_lists,
    guesses,
    has_lexemes,
    is_name_of_letters,
    lexemes,
    writes_nouns_with_capitals,
)


class Lemmatizer:
    """Knows a few words, and says which it is asked for."""

    def __init__(self, **known: str) -> None:
        self.known, self.asked = known, list[tuple[str, str]]()

    def lemmatize(self, word: str, lang: str) -> str:
        self.asked.append((word, lang))
        return self.known.get(word, word)


class Lists:
    """Lists that have a few forms, the same in every language."""

    def __init__(self, **known: str) -> None:
        self.known = known

    def get_dictionary(self, lang: str) -> dict[str, str]:
        return self.known


def use(monkeypatch: pytest.MonkeyPatch, listed: dict[str, str] | None = None, **known: str) -> Lemmatizer:
    """Have the program look words up in ``listed`` and ask a lemmatizer that knows ``known``, too."""
    listed = listed or {}
    made = Lemmatizer(**(listed | known))
    monkeypatch.setattr(module, "_lists", lambda: Lists(**listed))
    monkeypatch.setattr(module, "_lemmatizer", lambda: made)
    return made


@pytest.mark.parametrize("language", ["fi", "nb", "nn", "pl", "sv", "sv-FI", "tr", "de"])
def test_languages_with_a_list(language: str) -> None:
    assert has_lexemes(language)


@pytest.mark.parametrize("language", ["und", "ja", "zh-Hans", "qaa", ""])
def test_languages_without(language: str) -> None:
    assert not has_lexemes(language)
    assert lexemes(["Talo", "talo"], language) == {"Talo": "talo", "talo": "talo"}


def test_lower_case_is_the_languages_own() -> None:
    assert lexemes(["IŞIQ", "İki"], "az") == {"IŞIQ": "ışıq", "İki": "iki"}


@pytest.mark.parametrize("word", ["CRM", "B2B", "ÅÄÖ", "1990", "3,5", "½", "…", "ABCDEFGH"])
def test_names_of_letters(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    known = use(monkeypatch)
    assert is_name_of_letters(word)
    assert lexemes([word], "fi") == {word: word}
    assert not known.asked


@pytest.mark.parametrize("word", ["A", "Crm", "crm", "ABCDEFGHI", "漢字", "B2b"])
def test_other_words(word: str) -> None:
    assert not is_name_of_letters(word)


def test_words_are_looked_up_in_lower_case(monkeypatch: pytest.MonkeyPatch) -> None:
    known = use(monkeypatch, talossa="Talo", tuntematon="", esim="esim.")
    found = lexemes(["Talossa", "tuntematon", "esim", "muu"], "fi-FI")
    assert found == {"Talossa": "talo", "tuntematon": "tuntematon", "esim": "esim", "muu": "muu"}
    assert known.asked == [(word, "fi") for word in ("talossa", "tuntematon", "esim", "muu")]


def test_german_nouns_keep_their_capitals(monkeypatch: pytest.MonkeyPatch) -> None:
    known = use(monkeypatch, Häuser="Haus", geht="gehen")
    assert lexemes(["Häuser", "geht"], "de-AT") == {"Häuser": "Haus", "geht": "gehen"}
    assert known.asked == [("Häuser", "de"), ("geht", "de")]
    assert writes_nouns_with_capitals("de-AT")
    assert not writes_nouns_with_capitals("nb")


COMPOUNDS = {"johtaminen": "johtaminen", "johtamisen": "Johtaminen", "minen": "minä", "Haus": "Haus", "Häuser": "Haus"}


@pytest.mark.parametrize(
    ("word", "language", "form"),
    [
        ("Suhdejohtamisen", "fi", "suhdejohtaminen"),
        ("suhdejohtaminen", "sv-FI", "suhdejohtaminen"),
        ("abcjohtamisen", "nb", "abcjohtaminen"),
        ("abjohtamisen", "nb", "abjohtamisen"),  # too short a beginning
        ("suhdejohtamisen", "pl", "suhdejohtamisen"),  # a language that writes compounds apart
        ("johtamisen", "fi", "johtaminen"),
        ("muu", "fi", "muu"),
    ],
)
def test_compounds_have_the_form_of_their_last_part(
    monkeypatch: pytest.MonkeyPatch, word: str, language: str, form: str
) -> None:
    use(monkeypatch, COMPOUNDS)
    assert lexemes([word], language) == {word: form}


def test_compounds_that_the_list_has(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, COMPOUNDS | {"suhdejohtamisen": "suhdejohtamisen"})
    assert lexemes(["suhdejohtamisen"], "fi") == {"suhdejohtamisen": "suhdejohtamisen"}


def test_german_compounds_keep_their_capitals(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, {"häuser": "Haus"})
    assert lexemes(["Baumhäuser", "baumhäuser"], "de") == {"Baumhäuser": "Baumhaus", "baumhäuser": "baumhaus"}


def test_forms_that_no_list_has(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, COMPOUNDS)
    forms = ["johtaminen", "Johtaminen", "suhdejohtaminen", "haus", "Haus", "muu", "CRM", "1990"]
    assert guesses(forms, "fi") == {"haus", "muu"}
    assert guesses(forms, "pl") == {"suhdejohtaminen", "haus", "muu"}
    assert guesses(forms, "qaa") == frozenset()


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("fi", {"Yrityksen": "yritys", "yritykset": "yritys", "CRM": "CRM", "ovat": "olla"}),
        ("pl", {"firmy": "firma", "zarządza": "zarządzać", "Zarządzanie": "zarządzanie", "budowania": "budowanie"}),
        ("tr", {"İşletmeler": "işletme", "içerir": "içermek", "CRM": "CRM"}),
    ],
)
def test_the_lists(language: str, forms: dict[str, str]) -> None:
    assert lexemes(forms, language) == forms


def test_lists_can_be_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    @lru_cache(maxsize=1)
    def lists() -> Lists:
        made.append("lists")
        return Lists(talo="talo")

    @lru_cache(maxsize=1)
    def lemmatizer() -> Lemmatizer:
        lists()
        made.append("lemmatizer")
        return Lemmatizer()

    monkeypatch.setattr(module, "_lists", lists)
    monkeypatch.setattr(module, "_lemmatizer", lemmatizer)
    for _again in range(2):
        lexemes(["talo"], "fi")
        lexemes(["auto"], "fi")
        forget_lists()
    assert made == ["lists", "lemmatizer"] * 2


@pytest.mark.parametrize(
    ("lexeme", "language", "classes"),
    [
        ("johtaminen", "fi", "n"),
        ("nopeasti", "fi-FI", "r"),
        ("talo", "fi", ""),
        ("zarządzać", "pl", "v"),
        ("zarządzanie", "pl", "n"),
        ("lojalność", "pl", "n"),
        ("iść", "pl", ""),  # not every one in -ść is a noun, and some are verbs
        ("kurmak", "tr", "v"),
        ("içermek", "tr", "v"),
        ("işletme", "tr", "n"),
        ("marknadsföring", "sv", ""),
        ("strategisk", "sv", "ar"),
        ("Haus", "de", "n"),
        ("Haus", "sv", ""),
        ("freundlich", "de", "ar"),
        ("zarządzać", "cs", ""),
        ("johtaminen", "ja", ""),
    ],
)
def test_classes_that_the_form_tells(lexeme: str, language: str, classes: str) -> None:
    assert classes_by_form(lexeme, language) == classes
