"""Typed answers: right, nearly right and in what way, or wrong. The first step that fits decides."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import regex
from rapidfuzz.distance import OSA

from tui_learn.quiz.normalise import normalise
from tui_learn.text.fold import fold, fold_marks, primary

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

_SPELLINGS: dict[str, tuple[str, ...]] = {
    "ä": ("ae",), "ö": ("oe",), "ü": ("ue",), "å": ("aa",), "ø": ("oe",), "æ": ("ae",), "ə": ("e",),
    "·": ("", ".", "-"), "ŋ": ("n",), "ɓ": ("b",), "ɗ": ("d",), "ƙ": ("k",), "ɛ": ("e",), "ɔ": ("o",),
    "ґ": ("г",), "қ": ("к",), "ң": ("н",), "ғ": ("г",), "ү": ("у",), "ұ": ("у",), "ө": ("о",), "ә": ("а",), "һ": ("х",),
}  # fmt: skip
"""How letters are spelt where the keyboard has none, besides without their marks; ß as ss is in ``fold_marks``."""
_DJ = frozenset({"bs", "hr", "sr"})
"""Languages that spell đ as dj."""
_NEIGHBOURS = {
    **dict.fromkeys(("da", "fo", "nb", "nn"), str.maketrans("äö", "æø")),
    **dict.fromkeys(("et", "fi", "sv"), str.maketrans("æø", "äö")),
    "is": str.maketrans("äø", "æö"),
}
"""The letters of a neighbour's keyboard."""
_GREEK_ACCENTS = frozenset("\u0300\u0301\u0342\u0313\u0314\u0345")
_SYLLABIC = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Bopomofo}\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tai_Tham}\p{Cham}"
    r"\p{Devanagari}\p{Bengali}\p{Gujarati}\p{Gurmukhi}\p{Oriya}\p{Tamil}\p{Telugu}\p{Kannada}\p{Malayalam}"
    r"\p{Sinhala}\p{Meetei_Mayek}\p{Chakma}\p{Tibetan}\p{Lepcha}\p{Limbu}\p{Javanese}\p{Balinese}\p{Sundanese}"
    r"\p{Buginese}\p{Thaana}\p{Ethiopic}\p{Cherokee}\p{Canadian_Aboriginal}\p{Yi}\p{Vai}]"
)
"""Scripts where one sign is a syllable, or a mark a vowel: one edit makes another word."""
_JOINTS = regex.compile(r"[\s\-']++(?!\d)|(?<=[^\d\s\-'])[\s\-']++(?<!\s-)(?=\d)")
"""Spaces, hyphens and apostrophes, but not the minus of a number or what stands between two."""
_WORD = regex.compile(r"[^\s\-]+")
_PART = regex.compile(r"[\p{L}\p{M}\p{N}]+")
NUMBER = regex.compile(r"(?:(?<!\S)[-+])?\d+(?:[.,:/-]\d+)*")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a typed answer is worth."""

    name: VerdictName
    nearest: str
    """The key or accepted answer it was judged against, as written."""
    real: bool = False
    """Whether it is wrong because the word that was typed exists."""

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
        # A key may be nothing but punctuation.
        typed = " ".join(answer.split())
        return Verdict("correct" if typed and typed == " ".join(key.split()) else "empty", key)
    keys = {normalise(key, language): key}
    for text in accept:
        keys.setdefault(normalise(text, language), text)
    keys.pop("", None)
    words = _normalised(vocabulary if isinstance(vocabulary, frozenset) else tuple(vocabulary), language)
    # What may still be a slip: where another word than the key's was typed, and exists, it is none.
    open_keys = {k: text for k, text in keys.items() if given not in words and not _has_another_word(given, k, words)}
    nearest = keys[min(keys, key=lambda candidate: OSA.distance(candidate, given))] if keys else key
    if (found := _equal(given, answer, keys, open_keys, language)) is not None:
        return Verdict("correct", found)
    if (found := _equal_without_marks(given, open_keys, language)) is not None:
        return Verdict("almost-diacritics", found)
    if given in {normalise(form, language) for form in forms}:
        return Verdict("other-form", nearest)
    if given in {normalise(word, language) for word in also}:
        return Verdict("other-word", nearest)
    if given in _known(known, language):
        return Verdict("wrong-language", nearest)
    # A word written apart is none that differs, even where its parts exist.
    if given not in words and (found := _equal_without_joints(given, keys)) is not None:
        return Verdict("almost-spacing", found)
    if keys and not open_keys:
        return Verdict("wrong", nearest, real=True)
    if (found := _equal_without_both(given, open_keys, language)) is not None:
        return Verdict("almost-diacritics", found)
    if (found := _typing_error(given, open_keys, language)) is not None:
        return Verdict("almost-typo", found)
    return Verdict("wrong", nearest)


@lru_cache(maxsize=32)
def _normalised(vocabulary: tuple[str, ...] | frozenset[str], language: str) -> frozenset[str]:
    return frozenset(normalise(word, language) for word in vocabulary)


def _known(known: Iterable[str], language: str) -> set[str]:
    """Words of another language: written with I or İ they may be Turkish."""
    listed = list(known)
    found = {normalise(word, language) for word in listed}
    return found | {normalise(word, "tr") for word in listed if "I" in word or "İ" in word}


def _has_another_word(given: str, key: str, words: frozenset[str]) -> bool:
    """Whether, in a phrase, a word that the key has not is a word that exists."""
    mine = _WORD.findall(given)
    if len(mine) < 2:
        return False
    theirs = set(_WORD.findall(key))
    return any(word in words and word not in theirs for word in mine)


def _equal(given: str, answer: str, keys: dict[str, str], open_keys: dict[str, str], language: str) -> str | None:
    if given in keys:
        return keys[given]
    code = primary(language)
    if code == "ru":
        plain = given.replace("ё", "е")
        return next((text for k, text in open_keys.items() if k.replace("ё", "е") == plain), None)
    if code == "de" and answer.strip().isupper():
        return next((text for k, text in keys.items() if k.replace("ß", "ss") == given), None)
    if code == "el" and answer.strip().isupper() and not _GREEK_ACCENTS & set(unicodedata.normalize("NFD", given)):
        return next((text for k, text in keys.items() if fold_marks(k) == fold_marks(given)), None)
    return None


@lru_cache(maxsize=4096)
def _spellings(letter: str, dj: bool) -> tuple[str, ...]:
    """How one letter, with the marks behind it, may be typed where the keyboard lacks it."""
    plain = fold_marks(letter)
    spelt = _SPELLINGS.get(letter, ("dj",) if dj and letter == "đ" else ())
    return tuple(dict.fromkeys([plain, *spelt]))


def same_but_for_marks(given: str, key: str, language: str) -> bool:
    """Whether each letter of the key was typed as it stands, without its marks or in a keyboard spelling."""
    if given.isascii() and key.isascii():
        return given == key
    if (neighbour := _NEIGHBOURS.get(primary(language))) is not None:
        given = given.translate(neighbour)
    folded = fold_marks(given)
    if folded == fold_marks(key):
        return True
    ends = {0}
    for letter in regex.findall(r"\X", key):
        spellings = _spellings(letter, primary(language) in _DJ)
        ends = {end + len(spelt) for end in ends for spelt in spellings if folded.startswith(spelt, end)}
        if not ends:
            return False
    return len(folded) in ends


def _equal_without_marks(given: str, keys: dict[str, str], language: str) -> str | None:
    return next((text for key, text in keys.items() if same_but_for_marks(given, key, language)), None)


def _equal_without_joints(given: str, keys: dict[str, str]) -> str | None:
    bare = _JOINTS.sub("", given)
    return next((text for key, text in keys.items() if _JOINTS.sub("", key) == bare), None)


def _equal_without_both(given: str, keys: dict[str, str], language: str) -> str | None:
    bare = _JOINTS.sub("", given)
    joined = ((_JOINTS.sub("", key), text) for key, text in keys.items())
    return next((text for key, text in joined if same_but_for_marks(bare, key, language)), None)


def allowed_edits(letters: int) -> int:
    """Edits that still make a typing error in a word of so many letters."""
    return 0 if letters <= 3 else 1 if letters <= 7 else 2


def _letters(text: str) -> int:
    return sum(character.isalpha() for character in text)


def _typing_error(given: str, keys: dict[str, str], language: str) -> str | None:
    if _SYLLABIC.search(given):
        return None
    return next((text for key, text in keys.items() if _is_typing_error(given, key, text, language)), None)


def _is_typing_error(given: str, key: str, text: str, language: str) -> bool:
    if _SYLLABIC.search(key) or NUMBER.findall(given) != NUMBER.findall(key):
        return False
    typed, wanted = fold_marks(given), fold_marks(key)
    if OSA.distance(typed, wanted) > allowed_edits(_letters(key)):
        return False
    capitals = {fold(part, language) for part in _PART.findall(text) if len(part) > 1 and part.isupper()}
    if capitals and _of(capitals, typed) != _of(capitals, wanted):
        return False
    mine, theirs = _WORD.findall(typed), _WORD.findall(wanted)
    # A phrase may not spend on a short word what its long ones allow.
    if len(mine) != len(theirs):
        return True
    budgets = [allowed_edits(_letters(word)) for word in _WORD.findall(key)]
    return all(OSA.distance(a, b) <= most for a, b, most in zip(mine, theirs, budgets, strict=True))


def _of(capitals: set[str], text: str) -> list[str]:
    return [part for part in _PART.findall(text) if part in capitals]
