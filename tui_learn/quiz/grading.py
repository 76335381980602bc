"""Typed answers: right, nearly right and in what way, or wrong. The first step that fits decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import regex
from rapidfuzz.distance import OSA

from tui_learn.quiz.normalise import normalise
from tui_learn.text.fold import fold_marks, primary

VerdictName = Literal[
    "correct",
    "almost-diacritics",
    "almost-spacing",
    "almost-typo",
    "other-form",
    "other-word",
    "wrong-language",
    "wrong",
    "empty",
]

_KEYBOARD: dict[str, tuple[tuple[str, str], ...]] = {
    "de": (("ae", "ä"), ("oe", "ö"), ("ue", "ü")),
    "sv": (("aa", "å"), ("ae", "ä"), ("oe", "ö")),
    "fi": (("aa", "å"), ("ae", "ä"), ("oe", "ö")),
    "nb": (("aa", "å"), ("oe", "ø"), ("ae", "æ")),
    "nn": (("aa", "å"), ("oe", "ø"), ("ae", "æ")),
    "da": (("aa", "å"), ("oe", "ø"), ("ae", "æ")),
    "et": (("ae", "ä"), ("oe", "ö"), ("ue", "ü")),
    "is": (("ae", "æ"), ("oe", "ö")),
}
"""How letters are spelt where the keyboard has none; ß as ss is in ``fold_marks``."""
_SYLLABIC = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
    r"\p{Devanagari}\p{Bengali}\p{Gujarati}\p{Gurmukhi}\p{Oriya}\p{Tamil}\p{Telugu}\p{Kannada}\p{Malayalam}"
    r"\p{Sinhala}\p{Tibetan}\p{Ethiopic}]"
)
"""Scripts where one sign is a syllable, or a mark a vowel: one edit makes another word."""
_JOINTS = regex.compile(r"[\s\-'’]")
_WORD = regex.compile(r"[^\s\-]+")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a typed answer is worth."""

    name: VerdictName
    nearest: str
    """The key or accepted answer it was judged against, as written."""

    @property
    def is_right(self) -> bool:
        """Whether it counts as known: right, or right with a small slip."""
        return self.name in ("correct", "almost-diacritics", "almost-spacing", "almost-typo")

    @property
    def is_free_retry(self) -> bool:
        """Whether the learner may try again without a grade."""
        return self.name in ("other-form", "other-word", "wrong-language", "empty")


def grade(
    key: str,
    answer: str,
    language: str,
    *,
    accept: Iterable[str] = (),
    forms: Iterable[str] = (),
    also: Iterable[str] = (),
    known: Iterable[str] = (),
    vocabulary: Iterable[str] = (),
) -> Verdict:
    """Judge a typed answer.

    ``accept``: other right answers; ``forms``: other forms of the key; ``also``: other words with the same
    counterpart; ``known``: the prompt's words, in the language the learner knows; ``vocabulary``: words that
    exist, none of which is ever taken for a typing error.
    """
    given = normalise(answer, language)
    if not given:
        return Verdict("empty", key)
    # The key last, so that it is what an answer equal to several is said to be.
    keys = {normalise(text, language): text for text in [*reversed(list(accept)), key]}
    words = {normalise(word, language) for word in vocabulary}
    nearest = keys[min(keys, key=lambda candidate: OSA.distance(candidate, given))]
    if (found := _equal(given, answer, keys, words, language)) is not None:
        return Verdict("correct", found)
    if given not in words and (found := _equal_without_marks(given, keys, language)) is not None:
        return Verdict("almost-diacritics", found)
    if given in {normalise(form, language) for form in forms}:
        return Verdict("other-form", nearest)
    if given in {normalise(word, language) for word in also}:
        return Verdict("other-word", nearest)
    if given in {normalise(word, language) for word in known}:
        return Verdict("wrong-language", nearest)
    spaced = _equal_without_joints(given, keys, language)
    if given in words or (spaced is None and any(_differs_by_a_word(given, k, words) for k in keys)):
        return Verdict("wrong", nearest)
    if spaced is not None:
        return Verdict("almost-diacritics" if spaced[1] else "almost-spacing", spaced[0])
    if (found := _typing_error(given, keys)) is not None:
        return Verdict("almost-typo", found)
    return Verdict("wrong", nearest)


def _equal(given: str, answer: str, keys: dict[str, str], words: set[str], language: str) -> str | None:
    if given in keys:
        return keys[given]
    code = primary(language)
    shouted = answer.strip().isupper()
    for candidate, text in keys.items():
        if shouted and code == "de" and candidate.replace("ß", "ss") == given:
            return text
        if shouted and code == "el" and fold_marks(candidate) == fold_marks(given):
            return text
        if code == "ru" and given not in words and candidate.replace("ё", "е") == given.replace("ё", "е"):
            return text
    return None


def _keyboard(text: str, language: str) -> str:
    for spelt, letter in _KEYBOARD.get(primary(language), ()):
        text = text.replace(letter, spelt)
    return fold_marks(text)


def _equal_without_marks(given: str, keys: dict[str, str], language: str) -> str | None:
    for candidate, text in keys.items():
        if fold_marks(candidate) == fold_marks(given) or _keyboard(candidate, language) == fold_marks(given):
            return text
    return None


def _equal_without_joints(given: str, keys: dict[str, str], language: str) -> tuple[str, bool] | None:
    """The key that is equal but for spaces, hyphens and apostrophes, and whether marks differ too."""
    bare = _JOINTS.sub("", given)
    for candidate, text in keys.items():
        if _JOINTS.sub("", candidate) == bare:
            return text, False
    for candidate, text in keys.items():
        plain = _JOINTS.sub("", candidate)
        if fold_marks(plain) == fold_marks(bare) or _keyboard(plain, language) == fold_marks(bare):
            return text, True
    return None


def _differs_by_a_word(given: str, key: str, words: set[str]) -> bool:
    """Whether, in a phrase, a word that the key has not is a word that exists."""
    mine, theirs = _WORD.findall(given), set(_WORD.findall(key))
    return len(mine) > 1 and any(word not in theirs and word in words for word in mine)


def allowed_edits(letters: int) -> int:
    """Edits that still make a typing error in a word of so many letters."""
    return 0 if letters <= 3 else 1 if letters <= 7 else 2


def _letters(text: str) -> int:
    return sum(character.isalpha() for character in text)


def _typing_error(given: str, keys: dict[str, str]) -> str | None:
    if _SYLLABIC.search(given):
        return None
    mine = _WORD.findall(fold_marks(given))
    for candidate, text in keys.items():
        theirs = _WORD.findall(fold_marks(candidate))
        if _SYLLABIC.search(candidate) or _fixed(theirs, text) != _fixed(mine, text):
            continue
        if len(mine) == len(theirs):
            if all(
                OSA.distance(a, b) <= allowed_edits(_letters(b)) for a, b in zip(mine, theirs, strict=True)
            ) and OSA.distance(" ".join(mine), " ".join(theirs)) <= allowed_edits(_letters(candidate)):
                return text
        elif OSA.distance(fold_marks(given), fold_marks(candidate)) <= allowed_edits(_letters(candidate)):
            return text
    return None


def _fixed(words: list[str], key: str) -> list[str]:
    """The digits of an answer and those of its words that the key writes in capitals: they must be the same."""
    shouted = {word.lower() for word in _WORD.findall(key) if len(word) > 1 and word.isupper()}
    return [word for word in words if word in shouted] + [c for word in words for c in word if c.isdigit()]
