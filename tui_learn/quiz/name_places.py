"""Names in a sentence: words with a capital that another language writes alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from tui_learn.quiz.phrases import Place
from tui_learn.text import Sentence, Token, tokenize
from tui_learn.text.fold import fold, primary
from tui_learn.text.function_words import is_function_word
from tui_learn.text.languages import has_word_spaces

MAX_WORDS = 3
MIN_LETTERS = 3
_CAPITAL_NOUNS = frozenset({"de", "lb"})
_BEGINS = regex.compile(r"[.!?…:;\"“”„«»‘’'(\[*]\s*$")
"""Behind such a sign a capital may be no more than the beginning of a sentence or a quotation."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name, with the folded word before it."""

    place: Place
    before: str

    @property
    def shape(self) -> tuple[int, bool]:
        """How many words it has, and whether there is a capital inside one of them."""
        words = self.place.text.split()
        return len(words), any(character.isupper() for word in words for character in word[1:])


def names(sentence: Sentence, language: str, shown: Sentence, other: str) -> Iterator[Name]:
    """The names of a sentence that stand in its translation too, in the same letters."""
    if not has_word_spaces(language):
        return
    theirs = tokenize(shown.text, other)
    tokens = tokenize(sentence.text, language)
    place = 1
    while place < len(tokens):
        run = _run(sentence.text, tokens, place, language)
        if not run:
            place += 1
            continue
        start, end = run[0].start, run[-1].end
        before = tokens[place - 1]
        place += len(run)
        if len(run) > MAX_WORDS or _BEGINS.search(sentence.text[:start]) or _goes_on(sentence.text, before, start):
            continue
        there = _standing_in(tuple(token.text for token in run), theirs)
        capital_tells = primary(language) not in _CAPITAL_NOUNS or (
            primary(other) not in _CAPITAL_NOUNS and there is not None and there > 0
        )
        if there is not None and capital_tells:
            text = sentence.text[start:end]
            yield Name(Place(sentence.id, start, end, text), fold(before.text, language))


def _is_capital(token: Token, language: str) -> bool:
    word = token.text
    looks = len(word) >= MIN_LETTERS and word.isalpha() and word[0].isupper() and not word.isupper()
    return looks and not is_function_word(word, language)


def _run(text: str, tokens: tuple[Token, ...], first: int, language: str) -> list[Token]:
    """The words with a capital from one on, as long as nothing but a space is between them."""
    run: list[Token] = []
    for token in tokens[first:]:
        if not _is_capital(token, language) or (run and text[run[-1].end : token.start] != " "):
            break
        run.append(token)
    return run


def _goes_on(text: str, before: Token, start: int) -> bool:
    """Whether the word before belongs to the name, though it is short, a number, or the first of the sentence."""
    return text[before.end : start] == " " and (before.text[0].isupper() or before.text[0].isdigit())


def _standing_in(words: tuple[str, ...], tokens: tuple[Token, ...]) -> int | None:
    """At which word of a sentence some words stand, once and as whole words."""
    places = [
        place
        for place in range(len(tokens) - len(words) + 1)
        if tuple(token.text for token in tokens[place : place + len(words)]) == words
    ]
    return places[0] if len(places) == 1 else None
