"""The words of an edition that are linked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bitext.making import edition
from tui_learn.bitext import word_tokens
from tui_learn.bitext.word_tokens import is_content, parts, plain_words, words_of
from tui_learn.cache import Cache
from tui_learn.text import Edition
from tui_learn.text.lexemes import lexemes
from tui_learn.text.model import BlockKind

TEXTS = ["Suhde-johtaminen on CRM.", "Talo ja talo, B2C\u2011yritys ja talo-", "…", "Ääni on 3,5."]


FORMS = {
    word: word[::-1]
    for word in ("Suhde", "johtaminen", "on", "CRM", "Talo", "ja", "talo", "B2C", "yritys", "Ääni", "3,5")
}
"""Its words, backwards."""


def tale() -> Edition:
    return edition(TEXTS, "qaa")


def with_kind(made: Edition, number: int, kind: BlockKind) -> Edition:
    blocks = list(made.blocks)
    blocks[number] = replace(blocks[number], kind=kind)
    return replace(made, blocks=tuple(blocks))


def test_hyphenated_words_are_split() -> None:
    words = plain_words(tale())
    assert [(word.sentence, word.text) for word in words.words] == [
        (0, "Suhde"), (0, "johtaminen"), (0, "on"), (0, "CRM"),
        (1, "Talo"), (1, "ja"), (1, "talo"), (1, "B2C"), (1, "yritys"), (1, "ja"), (1, "talo"),
        (3, "Ääni"), (3, "on"), (3, "3,5"),
    ]  # fmt: skip
    assert words.first == (0, 4, 11, 11, 14)


@given(st.lists(st.text("aÅ -‐‑'.,1\u0301中", max_size=20), max_size=4), st.sampled_from(["qaa", "zh"]))
def test_words_stand_where_they_say(texts: list[str], language: str) -> None:
    words = plain_words(edition(texts, language))
    before = (-1, 0)
    for number, word in enumerate(words.words):
        assert texts[word.sentence][word.start : word.end] == word.text
        assert not set(word.text) & set("-‐‑ ")
        assert (word.sentence, word.start) >= before
        assert number in words.of_sentence(word.sentence)
        before = word.sentence, word.end
    wanted = [
        part for n, sentence in enumerate(words.edition.sentences)
        for token in words.edition.tokens(sentence) for part in token.parts if n >= 0
    ]  # fmt: skip
    assert [word.text for word in words.words] == wanted
    assert words.first[-1] == len(words.words)
    assert len(words.first) == len(texts) + 1


def test_code_has_no_words() -> None:
    made = with_kind(tale(), 1, "code")
    assert list(parts(made, made.sentences[1])) == []
    assert list(plain_words(made).of_sentence(1)) == []
    assert len(plain_words(made).of_sentence(3)) == 3


@pytest.mark.parametrize(
    ("text", "language", "yes"),
    [
        ("talo", "fi", True), ("Ja", "fi", False), ("och", "sv", False), ("CRM", "fi", False), ("1990", "fi", False),
        ("Crm", "fi", True), ("och", "fi", True),
    ],
)  # fmt: skip
def test_words_that_carry_meaning(text: str, language: str, yes: bool) -> None:
    assert is_content(text, language) == yes


def asked(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What dictionary forms are looked up for, from now on; each word's is the word backwards."""
    calls: list[list[str]] = []

    def backwards(words: Iterable[str], language: str) -> dict[str, str]:
        calls.append(list(words))
        return {word: word[::-1] for word in calls[-1]}

    monkeypatch.setattr(word_tokens, "lexemes", backwards)
    return calls


def test_dictionary_forms_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = asked(monkeypatch)
    first = words_of(tale(), tmp_path)
    assert first.words[0].lexeme == "edhuS"
    assert words_of(tale(), tmp_path) == first
    assert len(calls) == 1
    assert calls[0] == sorted({word.text for word in first.words})
    words_of(edition(TEXTS, "qab"), tmp_path)
    words_of(edition([*TEXTS, "Uusi."], "qaa"), tmp_path)
    words_of(tale())
    assert len(calls) == 4


@pytest.mark.parametrize(
    "spoilt",
    [
        None, [], "talo", 7, {}, {"forms": {}, "guessed": []}, {"forms": FORMS}, {"guessed": []},
        {"forms": sorted(FORMS), "guessed": []}, {"forms": FORMS | {"Suhde": 7}, "guessed": []},
        {"forms": FORMS | {"Suhde": ""}, "guessed": []}, {"forms": FORMS, "guessed": 7},
        {"forms": FORMS, "guessed": [["Suhde"]]}, {"forms": dict(list(FORMS.items())[1:]), "guessed": []},
    ],
)  # fmt: skip
def test_what_is_kept_may_be_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoilt: object) -> None:
    calls = asked(monkeypatch)
    wanted = words_of(tale(), tmp_path)
    key = tale().sha256, "qaa"
    cache = Cache(tmp_path, "lexemes", word_tokens._VERSION)
    assert cache.get(*key) == {"forms": FORMS, "guessed": []}
    cache.put(spoilt, *key)
    assert words_of(tale(), tmp_path) == wanted
    assert len(calls) == 2


def test_forms_that_no_list_has_are_kept_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked(monkeypatch)
    monkeypatch.setattr(word_tokens, "guesses", lambda forms, _language: frozenset(f for f in forms if len(f) == 4))
    for _again in range(2):
        assert words_of(tale(), tmp_path).guessed == {"olaT", "olat", "inäÄ"}
    assert plain_words(tale()).guessed == frozenset()


def test_forms_are_those_of_the_lists() -> None:
    made = edition(["Yrityksen talot."], "fi")
    assert [word.lexeme for word in words_of(made).words] == list(lexemes(["Yrityksen", "talot"], "fi").values())
    assert [word.lexeme for word in words_of(made).words] == ["yritys", "talo"]
    assert [word.lexeme for word in plain_words(made).words] == ["yrityksen", "talot"]
