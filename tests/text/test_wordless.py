"""What stands in a sentence and is no word of its language: code, marks of notes; words that are their own forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bitext.making import edition as made
from tui_learn.bitext.word_tokens import parts, plain_words
from tui_learn.text import Edition, read_edition
from tui_learn.text.function_words import function_words, is_function_word
from tui_learn.text.lexemes import is_name_of_letters, lexemes

TEXT = """# Title

Type  `git commit --amend`
in the terminal[^1], then `a`/`b` or run-`it`-now at https://example.org/some/page.

    code of a block

[^1]: A black window.
"""


def read(folder: Path, text: str = TEXT) -> Edition:
    path = folder / "text.en.md"
    path.write_text(text, encoding="utf-8")
    return read_edition(path)


def test_code_and_marks_of_notes_are_no_words(tmp_path: Path) -> None:
    edition = read(tmp_path)
    sentence = next(s for s in edition.sentences if s.text.startswith("Type"))
    tokens = edition.tokens(sentence)
    assert [token.text for token in tokens] == ["Type", "in", "the", "terminal", "then", "or", "at"]
    assert all(sentence.text[token.start : token.end] == token.text for token in tokens)
    assert [text for text, _start, _end in parts(edition, sentence)] == [token.text for token in tokens]


def test_they_are_not_counted(tmp_path: Path) -> None:
    edition = read(tmp_path)
    assert edition.word_count == 1 + 7 + 3
    assert len(plain_words(edition).words) == edition.word_count


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("One\n`two three`\nfour", "One four"),
        ("`one` two\nthree", "two three"),
        ("One `two`. Three `four five` six.", "One Three six"),
        ("**One `two`** three", "One three"),
        ("One [`two` three](x) four", "One three four"),
    ],
)
def test_wherever_code_stands(tmp_path: Path, source: str, words: str) -> None:
    edition = read(tmp_path, source)
    assert " ".join(token.text for s in edition.sentences for token in edition.tokens(s)) == words


def test_abbreviations_and_their_endings() -> None:
    assert lexemes(["EU:n", "tv:n", "14:30", "CRM:ssä"], "fi") == {
        "EU:n": "EU", "tv:n": "tv", "14:30": "14:30", "CRM:ssä": "CRM",
    }  # fmt: skip
    assert lexemes(["CRM's", "CRM’s"], "fi") == {"CRM's": "CRM", "CRM’s": "CRM"}
    assert [is_name_of_letters(word) for word in ("e.g.", "t.ex.", "EU:n", "don't", "word")] == [
        True, True, True, False, False,
    ]  # fmt: skip


def test_function_words_where_no_spaces_are_written() -> None:
    assert is_function_word("哪里", "zh-Hans")
    assert is_function_word("によって", "ja")
    assert is_function_word("เพราะ", "th")
    assert not any(is_function_word(word, tag) for word, tag in (("用户", "zh"), ("理解", "ja"), ("หนังสือ", "th")))
    assert not function_words("km")


def test_an_edition_made_without_spans_has_its_words() -> None:
    edition = made(["One two."], "en")
    assert edition.word_count == 2


def test_how_long_a_text_is_does_not_depend_on_an_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "text.zh.md"
    path.write_text("城市图书馆有`code`一本 B2B 书。\n", encoding="utf-8")
    monkeypatch.setattr("tui_learn.text.tokens.segmenter", lambda tag: lambda text: [text])
    assert read_edition(path).word_count == 10
