"""The words of an edition in rows of numbers, beside the words one by one."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from tests.bitext.making import edition, story
from tests.bitext.pair_making import words_of
from tui_learn.bitext.flat import from_bytes
from tui_learn.bitext.flat_words import FlatWords, flat, words_from, words_to_bytes
from tui_learn.bitext.word_links import Word, Words
from tui_learn.bitext.word_store import keep_words, kept_words, read_words, words_kept
from tui_learn.bitext.word_tokens import plain_words


def one_by_one(seed: int) -> Words:
    """Words with forms of their own, some guessed, some that look like JSON."""
    chance = random.Random(seed)
    made = plain_words(edition([*story(30, seed, words=40)[0], "", "…", "A-b a-B."], "qaa"))
    forms = ["talo", "kissa", 'a"b\n', "ä", "\x1f", *(f"sana{n}" for n in range(8))]
    words = tuple(replace(word, lexeme=chance.choice(forms), is_content=chance.random() < 0.5) for word in made.words)
    return Words(made.edition, words, made.first, frozenset(chance.sample(forms, 5)))


def check(words: Words, again: Words) -> None:
    assert isinstance(again.words, FlatWords)
    assert again == words
    assert list(again.words) == list(words.words) == [again.words[n] for n in range(len(words.words))]
    assert again.words[-3:] == tuple(words.words[-3:])
    assert again.of_lexeme == words.of_lexeme
    assert len(again.of_lexeme) == len(words.of_lexeme)
    assert sorted(again.of_lexeme) == list(again.of_lexeme)
    for lexeme in [*words.of_lexeme, "", "zzz", "tal"]:
        assert (lexeme in again.of_lexeme) is (lexeme in words.of_lexeme)
        assert again.words.by_lexeme.count(lexeme) == len(words.of_lexeme.get(lexeme, ()))
        assert again.of_lexeme.get(lexeme) == words.of_lexeme.get(lexeme)
        there = words.guessed & words.of_lexeme.keys()
        assert (lexeme in again.guessed) is (lexeme in there)
        assert {lexeme, "x"} & again.guessed == {lexeme, "x"} & there
    for number in range(len(words.words)):
        assert again.words.lexeme(number) == words.words[number].lexeme
    for sentence in range(len(words.first) - 1):
        assert again.of_sentence(sentence) == words.of_sentence(sentence)
        assert [again.at(sentence, offset) for offset in range(9)] == [words.at(sentence, n) for n in range(9)]


@pytest.mark.parametrize("seed", range(5))
def test_the_same_words(seed: int) -> None:
    words = one_by_one(seed)
    there = replace(words, guessed=words.guessed & words.of_lexeme.keys())
    check(there, flat(there))
    check(there, words_from(from_bytes(words_to_bytes(words)), "words", words.edition))


def test_plain_words_are_in_rows_from_the_first() -> None:
    made = plain_words(edition(["Iso talo.", "Talo, ja B2C\u2011yritys.", "…"], "qaa"))
    assert flat(made) is made
    assert made.words[3] == Word(1, 6, 8, "ja", "ja", False)
    assert made.of_lexeme == {"iso": (0,), "talo": (1, 2), "ja": (3,), "b2c": (4,), "yritys": (5,)}


def test_no_words() -> None:
    none = plain_words(edition(["…"], "qaa"))
    assert (len(none.words), list(none.words), none.of_lexeme) == (0, [], {})
    check(none, words_from(from_bytes(words_to_bytes(none)), "words", none.edition))


def test_a_word_that_takes_more_room_than_its_letters() -> None:
    made = plain_words(edition(["Iso talo."], "qaa"))
    odd = replace(made, words=(made.words[0], replace(made.words[1], text="talon", end=7)))
    assert list(flat(odd).words) == list(odd.words)


def test_words_are_kept(tmp_path: Path) -> None:
    words = words_of("tuo kissa\nmusta koira/koira", guessed=["musta"])
    assert kept_words(words.edition, tmp_path) is None
    assert keep_words(words, tmp_path) is None
    kept = kept_words(words.edition, tmp_path)
    assert kept == words
    assert kept_words(replace(words.edition, language="qab"), tmp_path) is None
    assert kept_words(replace(words.edition, sha256="0"), tmp_path) is None
    (file,) = (tmp_path / "words").iterdir()
    file.write_bytes(file.read_bytes()[:-1])
    assert kept_words(words.edition, tmp_path) is None


def test_what_cannot_be_kept_is_given_back(tmp_path: Path) -> None:
    (tmp_path / "words").write_text("in the way")
    words = words_of("tuo kissa")
    data = keep_words(words, tmp_path)
    assert read_words(data, words.edition) == words
    assert read_words(data, edition(["Muu."], "qaa")) is None  # the words of another text
    assert read_words(None, words.edition) is None


@pytest.mark.parametrize("data", [b"", b"x", json.dumps([]).encode()])
def test_what_is_no_file_of_words(data: bytes, tmp_path: Path) -> None:
    words = words_of("tuo kissa")
    words_kept(tmp_path).put_bytes(data, words.edition.sha256, words.edition.language)
    assert kept_words(words.edition, tmp_path) is None
