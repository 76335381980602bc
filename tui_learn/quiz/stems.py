"""Words that are forms of one another, as far as their letters tell.

Two words are taken for forms of one word when they share a beginning of at least four letters that is at
least 75 % of the shorter and 50 % of the longer. A looser rule merged Swedish *strategi* and *strävar*.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import regex

from tui_learn.text.fold import fold
from tui_learn.text.languages import has_word_spaces
from tui_learn.text.tokens import Token, tokenize

MIN_STEM = 4
_HYPHEN = regex.compile(r"[-‐‑]")
_WORD_PART = regex.compile(r"[\p{L}\p{M}\p{N}]+")


@lru_cache(maxsize=262144)
def same_stem(left: str, right: str) -> bool:
    """Whether two folded words are taken for forms of one word."""
    if left == right:
        return True
    shared = 0
    for a, b in zip(left, right, strict=False):
        if a != b:
            break
        shared += 1
    shorter, longer = sorted((len(left), len(right)))
    return shared >= MIN_STEM and shared >= 0.75 * shorter and shared >= 0.5 * longer


@lru_cache(maxsize=16384)
def folded_words(text: str, language: str) -> tuple[str, ...]:
    """The words of a text, folded, hyphenated ones as a whole and in parts."""
    return tuple(part for token in tokenize(text, language) for part in folded_parts(token, language))


def folded_parts(token: Token, language: str) -> tuple[str, ...]:
    """A word folded, and its parts where it is hyphenated."""
    whole = fold(token.text, language)
    parts = tuple(part for part in _HYPHEN.split(whole) if part)
    return parts if len(parts) < 2 else (whole, *parts)


@lru_cache(maxsize=16384)
def content_words(text: str, language: str) -> tuple[str, ...]:
    """Folded words of at least four letters; for scripts without spaces, pairs of neighbouring characters."""
    if not has_word_spaces(language):
        return bigrams(text, language)
    return tuple(word for word in folded_words(text, language) if len(word) >= MIN_STEM)


def bigrams(text: str, language: str) -> tuple[str, ...]:
    """Pairs of neighbouring characters inside runs of letters."""
    pairs: list[str] = []
    for run in _WORD_PART.findall(fold(text, language)):
        pairs += [run[index : index + 2] for index in range(len(run) - 1)] or [run]
    return tuple(pairs)


def beginnings(text: str, language: str) -> frozenset[str]:
    """The first four letters of each word of at least four: on purpose too coarse to miss a form of a word."""
    if not has_word_spaces(language):
        return frozenset(bigrams(text, language))
    return frozenset(word[:MIN_STEM] for word in content_words(text, language))


class StemSet:
    """Words, to be asked whether a form of some word is among them."""

    __slots__ = ("_by_beginning", "words")

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        self._by_beginning: dict[str, list[str]] = {}
        for word in self.words:
            if len(word) >= MIN_STEM:
                self._by_beginning.setdefault(word[:MIN_STEM], []).append(word)

    def __contains__(self, word: str) -> bool:
        if word in self.words:
            return True
        near = self._by_beginning.get(word[:MIN_STEM])
        return near is not None and any(same_stem(word, other) for other in near)


@lru_cache(maxsize=16384)
def stem_set(words: tuple[str, ...]) -> StemSet:
    """The words as a set of stems."""
    return StemSet(words)


def any_same_stem(words: Iterable[str], others: tuple[str, ...]) -> bool:
    """Whether some word of the one list is a form of some word of the other."""
    there = stem_set(others)
    return any(word in there for word in words)


def count_same_stem(words: Iterable[str], others: tuple[str, ...]) -> int:
    """How many of the different words of the one list are forms of words of the other."""
    there = stem_set(others)
    count = 0
    for word in set(words):
        if word in there:
            count += 1
    return count
