"""The numbers in a text, written alike whatever its script."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from tui_learn.text.digits import ascii_digits

_NUMBER = regex.compile(r"\p{Nd}[\p{Nd}.,٫٬'’\u00a0\u202f]*\p{Nd}")
_MARKS = regex.compile(r"\D+")
_CJK = regex.compile(
    r"(?<=第)[〇零一二三四五六七八九十百千]+"
    r"|[二三四五六七八九]?十[一二三四五六七八九]?(?=条|章|节|節|項|日|月|年)"
)
_DIGITS = {"〇": 0, "零": 0, **{character: value for value, character in enumerate("一二三四五六七八九", 1)}}
_PLACES = {"十": 10, "百": 100, "千": 1000}


def numbers_in(text: str) -> Iterator[str]:
    """Numbers of two digits and more, in ASCII digits, without marks between thousands or before decimals."""
    for found in _NUMBER.findall(text):
        yield _MARKS.sub("", ascii_digits(found))
    for found in _CJK.findall(text) if "第" in text or "十" in text else ():
        value = cjk_value(found)
        if value >= 10:
            yield str(value)


def cjk_value(text: str) -> int:
    """What a number in Chinese characters below ten thousand says: 三百二十一 is 321, 一九四八 is 1948."""
    if not any(character in _PLACES for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    total, digit = 0, 0
    for character in text:
        if character in _PLACES:
            total += (digit or 1) * _PLACES[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit
