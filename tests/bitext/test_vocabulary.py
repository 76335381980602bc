"""Words with numbers."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
import snowballstemmer
from hypothesis import given
from hypothesis import strategies as st

from tests.bitext.making import edition
from tui_learn.bitext import vocabulary
from tui_learn.bitext.vocabulary import Numbering, Vocabulary, related_forms, stem_of
from tui_learn.bitext.word_tokens import plain_words
from tui_learn.text.fold import lower
from tui_learn.text.lexemes import is_name_of_letters

LEMMAS = {"Talot": "talo", "talot": "talo", "talo": "talo", "TALOSSA": "talo", "Johtaminen": "johtaminen"}


@pytest.fixture
def some_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dictionary forms of a few words, for which no list need be read."""

    def lexemes(words: Iterable[str], language: str) -> dict[str, str]:
        return {word: LEMMAS.get(word, lower(word, language)) for word in words}

    monkeypatch.setattr(vocabulary, "lexemes", lexemes)


@pytest.mark.usefixtures("some_forms")
def test_words_are_numbered_with_their_forms() -> None:
    numbering = Numbering("fi")
    first = numbering.of_texts([["Talot", "ja", "CRM"], [], ["talot", "talo", "ja", "1990"]])
    made = numbering.vocabulary()
    assert [[made.surfaces[n] for n in sentence] for sentence in first] == [
        ["talot", "ja", "CRM"], [], ["talot", "talo", "ja", "1990"],
    ]  # fmt: skip
    assert {surface: made.lexeme_names[n] for surface, n in zip(made.surfaces, made.lexeme, strict=True)} == {
        "talot": "talo", "ja": "ja", "CRM": "crm", "talo": "talo", "1990": "1990",
    }  # fmt: skip
    assert sorted(made.lexeme_names) == ["1990", "crm", "ja", "talo"]
    assert {surface for surface, yes in zip(made.surfaces, made.content, strict=True) if yes} == {"talot", "talo"}
    assert {surface for surface, yes in zip(made.surfaces, made.name, strict=True) if yes} == {"CRM", "1990"}
    (more,) = numbering.of_texts([["uusi", "TALOT", "Talo"]])
    later = numbering.vocabulary()
    assert later.surfaces[: len(made.surfaces)] == made.surfaces
    assert [later.surfaces[n] for n in more] == ["uusi", "TALOT", "talo"]


@given(st.lists(st.lists(st.sampled_from(["Ilo", "ilo", "ILO", "İlo", "I", "ı", "2", "on", "Onni"]), max_size=5)))
def test_each_word_has_one_number(sentences: list[list[str]]) -> None:
    numbering = Numbering("az")
    found = numbering.of_texts(sentences)
    made = numbering.vocabulary()
    wanted = [[text if is_name_of_letters(text) else lower(text, "az") for text in words] for words in sentences]
    assert [[made.surfaces[n] for n in sentence] for sentence in found] == wanted
    assert sorted(made.surfaces) == sorted({word for words in wanted for word in words})
    assert len(made.lexeme) == len(made.content) == len(made.name) == len(made.surfaces)
    assert set(made.lexeme.tolist()) == set(range(len(made.lexeme_names)))


def test_words_of_an_edition_have_the_same_numbers_as_their_texts() -> None:
    words = plain_words(edition(["Talo on iso.", "Iso CRM.", "Talo."], "qaa"))
    numbering, other = Numbering("qaa"), Numbering("qaa")
    found = [numbering.of_words(words, sentences).tolist() for sentences in ((0, 2), (), (1,))]
    made = numbering.vocabulary()
    assert [[made.surfaces[n] for n in unit] for unit in found] == [["talo", "on", "iso", "talo"], [], ["iso", "CRM"]]
    other.of_texts([["Talo", "on", "iso", "CRM"]])
    again = other.vocabulary()
    for name in ("content", "name"):
        assert dict(zip(made.surfaces, getattr(made, name).tolist(), strict=True)) == dict(
            zip(again.surfaces, getattr(again, name).tolist(), strict=True)
        )


@pytest.mark.usefixtures("some_forms")
def test_what_is_looked_up_for_a_word() -> None:
    def forms(text: str, language: str) -> tuple[str, ...]:
        numbering = Numbering(language)
        ((number,),) = numbering.of_texts([[text]])
        return numbering.vocabulary().forms(int(number))

    assert forms("Talot", "fi") == ("talot", "talo")
    assert forms("Talo", "fi") == ("talo",)
    assert forms("CRM", "fi") == ("crm",)
    assert forms("Kurma", "tr") == ("kurma", "kurmak")
    assert forms("zarządzanie", "pl") == ("zarządzanie", "zarządzać")


@pytest.mark.parametrize(
    ("lexeme", "language", "forms"),
    [
        ("kurma", "tr", ["kurmak"]),
        ("işletme", "tr-TR", ["işletmek"]),
        ("kurma", "fi", []),
        ("talo", "tr", []),
        ("zarządzanie", "pl", ["zarządzać"]),
        ("życie", "pl", []),
        ("zarządzanie", "cs", []),
    ],
)
def test_related_forms(lexeme: str, language: str, forms: list[str]) -> None:
    assert related_forms(lexeme, language) == forms


@pytest.mark.usefixtures("some_forms")
def test_words_without_marks() -> None:
    numbering = Numbering("sv")
    numbering.of_texts([["Återköp", "ÅÄÖ"]])
    made = numbering.vocabulary()
    assert dict(zip(made.surfaces, made.folded, strict=True)) == {"återköp": "aterkop", "ÅÄÖ": "aao"}
    assert sorted(made.folded_lexemes) == ["aao", "aterkop"]


def test_stems() -> None:
    assert stem_of("husen", "sv") == stem_of("huset", "sv-SE") == "hus"
    assert stem_of("yrityksen", "fi") == stem_of("yritykset", "fi")
    assert stem_of("husen", "qaa") == "husen"


def test_a_stemmer_the_package_does_not_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snowballstemmer, "algorithms", lambda: ["swedish"])
    vocabulary._stemmer.cache_clear()
    stem_of.cache_clear()
    try:
        assert stem_of("zarządzanie", "pl") == "zarządzanie"
        assert stem_of("husen", "sv") == "hus"
    finally:
        vocabulary._stemmer.cache_clear()
        stem_of.cache_clear()


def test_no_words() -> None:
    made = Numbering("qaa").vocabulary()
    assert isinstance(made, Vocabulary)
    assert made.surfaces == made.lexeme_names == ()
    assert len(made.lexeme) == len(made.content) == len(made.name) == 0
    assert Numbering("qaa").of_texts([]) == []
    assert Numbering("qaa").of_texts([[]])[0].tolist() == []
