"""Figures of a text, with what they count: the sign or word before and behind them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from tui_learn.quiz.phrases import Place
from tui_learn.quiz.stems import same_stem
from tui_learn.text import Sentence
from tui_learn.text.digits import ascii_digits
from tui_learn.text.fold import fold
from tui_learn.text.function_words import is_function_word
from tui_learn.text.languages import has_word_spaces

YEARS = 1000, 2100
"""Numbers of four digits that may be years."""
FAR = 150
"""Years that hardly anybody would confuse."""
MAX_TIMES = 10.0
"""The same for quantities: so many times more."""
_FIGURE = regex.compile(
    r"\p{Nd}{1,3}(?:[.,\u00a0\u202f ٬]\p{Nd}{3})+(?!\p{Nd})(?:[.,٫]\p{Nd}+)?|\p{Nd}+(?:[.,٫]\p{Nd}+)?"
)
_SIGN = r"%‰٪％°€$£¥₺₽₴₹₩฿"
_BEFORE = regex.compile(rf"(?:([{_SIGN}])\s?|([\p{{L}}\p{{M}}]+)[\s\u00a0]+)$")
_BEHIND = regex.compile(rf"[\s\u00a0]?([{_SIGN}]+)|[\s\u00a0]+([\p{{L}}\p{{M}}]+)")
_COUNTER = regex.compile(r"\s?([%％‰°€$£¥₩]|\p{Han}{1,2}|\p{Katakana}+)")
_JOINED = regex.compile(r"[\p{L}\p{M}\p{N}.,:/\\_#@'’ʼ+–—‐‑=×^~-]")
_JOINED_BEHIND = regex.compile(r"[\p{L}\p{M}\p{N}:/\\_@'’ʼ+–—‐‑=×^-]|[.,]\p{N}")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a sentence."""

    place: Place
    value: float
    whole: bool
    """Whether it has no decimals."""
    grouped: bool
    """Whether its thousands are set apart."""
    before: str
    behind: str
    """The sign or folded word beside it."""

    is_year: bool
    """Whether it is a number as years are, and counts nothing."""


def _is_sign(text: str) -> bool:
    return bool(text) and text[0] in _SIGN


def figures(sentence: Sentence, language: str) -> Iterator[Figure]:
    """The figures of a sentence that stand by themselves: no part of a word, date, range or version."""
    text = sentence.text
    for match in _FIGURE.finditer(text):
        start, end = match.span()
        value = _value(match.group())
        if value is None or _is_joined(text, start, end, language):
            continue
        number, whole, grouped = value
        before = _beside(_BEFORE.search(text[:start]), language)
        behind = _beside((_BEHIND if has_word_spaces(language) else _COUNTER).match(text, end), language)
        counts = behind and not (behind[0] == "年" or is_function_word(behind, language))
        is_year = whole and not grouped and YEARS[0] <= number <= YEARS[1] and not (counts or _is_sign(before))
        yield Figure(
            Place(sentence.id, start, end, match.group()), number, whole, grouped, before, behind, bool(is_year)
        )


def _is_joined(text: str, start: int, end: int, language: str) -> bool:
    spaced = has_word_spaces(language)
    before, behind = text[max(0, start - 1) : start], text[end : end + 1]
    if (spaced or before.isascii()) and _JOINED.match(before):
        return True
    if (spaced or behind.isascii()) and _JOINED_BEHIND.match(text, end):
        return True
    # An ordinal, or an abbreviation nobody can tell from one.
    return behind == "." and any(character.isalnum() for character in text[end:])


def values_in(text: str) -> Iterator[float]:
    """Every number of a text, whatever it is a part of."""
    for match in _FIGURE.finditer(text):
        value = _value(match.group())
        if value is not None:
            yield value[0]


def _beside(match: regex.Match[str] | None, language: str) -> str:
    return fold(next((group for group in match.groups() if group), ""), language) if match else ""


def _value(text: str) -> tuple[float, bool, bool] | None:
    """(number, whether it is whole, whether thousands are set apart); None where a mark could be either."""
    plain = ascii_digits(text).replace("٫", ".").replace("٬", " ").replace("\u00a0", " ").replace("\u202f", " ")
    marks = [character for character in plain if not character.isdigit()]
    digits = "".join(character for character in plain if character.isdigit())
    if len(digits) > 12:
        return None
    if not marks:
        return float(digits), True, False
    last = plain.rfind(marks[-1])
    tail = plain[last + 1 :]
    if len(set(marks)) == 1 and len(tail) == 3 and (len(marks) > 1 or marks[0] == " " or plain[0] != "0"):
        return float(digits), True, True  # 12.500 and 12,500: three digits behind a mark are nearly always thousands
    if marks.count(marks[-1]) > 1 or marks[-1] == " ":
        return None
    return float(f"{''.join(c for c in plain[:last] if c.isdigit())}.{tail}"), False, len(marks) > 1


def may_be_confused(one: Figure, other: Figure) -> bool:
    """Whether two figures count the same: the same unit, or both years, and not too far apart."""
    if one.value == other.value or one.whole != other.whole or one.grouped != other.grouped:
        return False
    if one.is_year or other.is_year:
        return one.is_year and other.is_year and abs(one.value - other.value) <= FAR
    if (_is_sign(one.before) or _is_sign(other.before)) and one.before != other.before:
        return False
    same_behind = bool(one.behind) and _same(one.behind, other.behind)
    same_before = bool(one.before) and _same(one.before, other.before)
    low, high = sorted((one.value, other.value))
    if low <= 0 or high / low > MAX_TIMES:
        return False
    if _is_sign(one.before):
        return one.behind == other.behind or not (_is_sign(one.behind) or _is_sign(other.behind))
    return same_behind or (not one.behind and not other.behind and same_before)


def _same(one: str, other: str) -> bool:
    return one == other or same_stem(one, other)
