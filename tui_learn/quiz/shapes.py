"""What options look like: nothing in the looks of the key may give it away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import regex

from tui_learn.quiz.stems import MIN_STEM, content_words, count_same_stem, folded_words, stem_set
from tui_learn.text.fold import fold
from tui_learn.text.languages import has_word_spaces

_PUNCTUATION = regex.compile(r"[^\p{L}\p{M}\p{N}\s\-‐‑'’]")
_HYPHEN = regex.compile(r"[-‐‑]")
_CAPS = regex.compile(r"(?<![\p{L}\p{N}])(?=\p{N}*\p{Lu})[\p{Lu}\p{N}]{2,}(?![\p{L}\p{N}])")
_DIGIT = regex.compile(r"\d")
_TRIPLE = regex.compile(r"(\p{L})\1\1")


def has_digit(text: str) -> bool:
    return bool(_DIGIT.search(text))


def begins_capital(text: str) -> bool:
    return text[:1].isupper()


def has_capital(text: str) -> bool:
    return text != text.lower() and any(character.isupper() for character in text)


def has_caps_word(text: str) -> bool:
    return bool(_CAPS.search(text))


def has_punctuation(text: str) -> bool:
    return bool(_PUNCTUATION.search(text))


def has_hyphen(text: str) -> bool:
    return bool(_HYPHEN.search(text))


def ends_punctuated(text: str) -> bool:
    return bool(_PUNCTUATION.match(text[-1:]))


def has_triple_letter(text: str) -> bool:
    """Three equal letters in a row: nearly always a misspelling."""
    return bool(_TRIPLE.search(text.lower()))


STRICT = (has_digit, begins_capital, has_capital, has_caps_word)
"""If the key alone has, or alone lacks, one of these, it can be picked without reading."""
LOOSE = (has_punctuation, ends_punctuated, has_hyphen)
"""The same, less glaring."""


def ending(word: str, language: str) -> str:
    """The last two folded letters."""
    return fold(word, language)[-2:]


def shape(text: str) -> tuple[bool, bool, bool, bool]:
    """(digit, capital at the start, all capitals, hyphen)."""
    return has_digit(text), begins_capital(text), has_caps_word(text), has_hyphen(text)


def stands_out(key: str, others: Sequence[str], tests: Sequence[Callable[[str], bool]] = STRICT) -> bool:
    """Whether the key alone has, or alone lacks, some property."""
    alone = (1 << len(tests)) - 1
    mine = properties(key, tuple(tests))
    for other in others:
        alone &= mine ^ properties(other, tuple(tests))
    return alone != 0


@lru_cache(maxsize=65536)
def properties(text: str, tests: tuple[Callable[[str], bool], ...]) -> int:
    """The tests a text passes, as a bit set."""
    return sum(1 << place for place, test in enumerate(tests) if test(text))


def length_gives_away(key: str, others: Sequence[str]) -> bool:
    """Whether the key is the longest by half, or the shortest by a third, against the median of the others."""
    lengths = sorted(len(other) for other in others)
    middle = len(lengths) // 2
    median = lengths[middle] if len(lengths) % 2 else (lengths[middle - 1] + lengths[middle]) / 2
    size = len(key)
    return (size > lengths[-1] and size > 1.5 * median) or (size < lengths[0] and size < 0.67 * median)


def ending_gives_away(key: str, others: Sequence[str], language: str) -> bool:
    """Whether the key's ending is its own while two or more of the others share theirs."""
    mine = ending(key, language)
    rest = [ending(other, language) for other in others]
    return mine not in rest and len(set(rest)) < len(rest)


def endings_pair_off(key: str, others: Sequence[str], language: str) -> bool:
    """Whether two or more of the others share an ending that is not the key's."""
    mine = ending(key, language)
    rest = [ending(other, language) for other in others]
    return any(rest.count(one) > 1 for one in rest if one != mine)


def _subset(left: Sequence[str], right: Sequence[str]) -> bool:
    there = stem_set(tuple(right))
    return all(word in there for word in left)


@lru_cache(maxsize=65536)
def overlapping(left: str, right: str, language: str) -> bool:
    """Whether the content words of one are a subset of the other's, counting forms of a word as one."""
    if not has_word_spaces(language):
        a, b = set(content_words(left, language)), set(content_words(right, language))
        return a <= b or b <= a
    whole = folded_words(left, language), folded_words(right, language)
    for least in (1, MIN_STEM, MIN_STEM + 1):
        a1, b1 = ([word for word in words if len(word) >= least] for words in whole)
        if a1 and b1 and (_subset(a1, b1) or _subset(b1, a1)):
            return True
    return False


def shared_words(text: str, others: Sequence[str], language: str) -> int:
    """How many content words of a text stand in the others too, each other counted by itself."""
    return sum(_common_words(text, other, language) for other in others)


@lru_cache(maxsize=65536)
def _common_words(text: str, other: str, language: str) -> int:
    return count_same_stem(content_words(text, language), content_words(other, language))
