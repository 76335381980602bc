"""Numbers of a text with their units, and what another number might stand in the place of one.

A number put for another keeps its unit, its number of digits and the form of the word that is counted: in Polish,
Russian or Arabic the noun after it depends on its last digits.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import regex

from tui_learn.quiz.stems import MIN_STEM
from tui_learn.text import tokenize
from tui_learn.text.digits import ascii_digits, digits_only
from tui_learn.text.fold import fold
from tui_learn.text.function_words import is_function_word
from tui_learn.text.languages import has_word_spaces

_NUMBER = (
    r"(?<![{before}\p{{N}}.,:;/#\-–+_@'’*§])"
    r"(?:\p{{Nd}}{{1,3}}(?:[.,\u00a0\u202f ]\p{{Nd}}{{3}})+|\p{{Nd}}+)(?P<rest>[.,]\p{{Nd}}{{1,2}})?"
    r"(?![\p{{M}}\p{{N}}/\-–_@'’:])(?![.,]\p{{N}})"
)
_SPACED = regex.compile(_NUMBER.format(before=r"\p{L}\p{M}"))
_UNSPACED = regex.compile(_NUMBER.format(before=r"\p{Latin}"))
_BEFORE = regex.compile(r"[$€£¥₹₺₽]\s?$")
_AFTER = regex.compile(r"\s?[%‰°$€£¥₹₺₽٪％]")
_YEARS = range(1100, 2100)
YEAR = "year"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that means how many, how much or when."""

    text: str
    start: int
    """Offset of its first digit in the sentence."""
    end: int
    """Offset after its last digit."""
    unit: str
    """The sign or the beginning of the word after it; ``year`` for a year with no such word."""
    digits: str
    """Its digits before the decimal sign, as ASCII."""
    decimals: bool

    @property
    def value(self) -> int:
        """Its whole part."""
        return int(self.digits)


@lru_cache(maxsize=16384)
def quantities(text: str, language: str) -> tuple[Quantity, ...]:
    """The numbers of a sentence that have a unit; numbers of chapters, versions and the like have none."""
    found = []
    for match in (_SPACED if has_word_spaces(language) else _UNSPACED).finditer(text):
        start, end = match.span()
        whole = ascii_digits(match.group()[: match.start("rest") - start] if match["rest"] else match.group())
        digits = digits_only(whole)
        if start == 0 or digits.startswith("0") or len(digits) > 9:
            continue
        unit = _unit(text, start, end, digits, language)
        if unit:
            found.append(Quantity(match.group(), start, end, unit, digits, bool(match["rest"])))
    return tuple(found)


def _unit(text: str, start: int, end: int, digits: str, language: str) -> str:
    sign = _BEFORE.search(text[:start]) or _AFTER.match(text, end)
    if sign:
        return sign.group().strip()
    if not has_word_spaces(language):
        after = text[end : end + 1]
        return after if after.isalpha() else ""
    if text[end : end + 1].isalpha():
        return ""
    is_year = len(digits) == 4 and int(digits) in _YEARS and text[start:end] == text[start : start + 4]
    following = tokenize(text[end:], language)
    if following and text[end : end + following[0].start].strip() == "" and following[0].start > 0:
        word = following[0].text
        if word[0].isalpha() and not is_function_word(word, language) and len(word) > 1:
            return fold(word, language)[:MIN_STEM]
    return YEAR if is_year else ""


def form(quantity: Quantity) -> tuple[object, ...]:
    """What decides, in one language or another, the form of the word that is counted."""
    if quantity.unit == YEAR or quantity.decimals:
        return (len(quantity.digits),)
    last, two = quantity.value % 10, quantity.value % 100
    teens = 10 <= two <= 19
    return (
        len(quantity.digits),
        "one" if last == 1 and not teens else "few" if 2 <= last <= 4 and not teens else "many",
        "few" if 3 <= two <= 10 else "many" if two >= 11 else "other",
        two if two <= 4 else 5,
        last == 0,
        teens,
    )


def might_stand_for(quantity: Quantity, other: Quantity) -> bool:
    """Whether another number of the article might stand in the place of one: of the same unit, form and size."""
    return (
        quantity.unit == other.unit
        and quantity.digits != other.digits
        and quantity.decimals == other.decimals
        and min(quantity.value, other.value) > 2
        and form(quantity) == form(other)
        and _separators(quantity.text) == _separators(other.text)
    )


def _separators(text: str) -> str:
    return "".join("0" if character.isdigit() else character for character in text)


def changed(quantity: Quantity) -> list[str]:
    """The same number with one digit changed, in all ways that keep its form: the tens of a year, else the first."""
    if quantity.value <= 2 or (quantity.unit in "%٪％‰" and len(quantity.digits) > 2):
        return []
    is_year = quantity.value in _YEARS and quantity.text.isdecimal()
    place = 2 if is_year else 0
    found = []
    for digit in range(0 if place else 1, 10):
        digits = f"{quantity.digits[:place]}{digit}{quantity.digits[place + 1 :]}"
        other = Quantity("", 0, 0, quantity.unit, digits, quantity.decimals)
        if digits == quantity.digits or other.value <= 2 or form(other) != form(quantity):
            continue
        if is_year and abs(other.value - quantity.value) > 40:
            continue
        found.append(_written(quantity.text, place, digit))
    return found


def _written(text: str, place: int, digit: int) -> str:
    """A number as it is written, with the digit at a place, separators not counted, put for the one there."""
    seen = -1
    for offset, character in enumerate(text):
        value = unicodedata.decimal(character, None)
        if value is not None:
            seen += 1
            if seen == place:
                return f"{text[:offset]}{chr(ord(character) - value + digit)}{text[offset + 1 :]}"
    raise ValueError(text)
