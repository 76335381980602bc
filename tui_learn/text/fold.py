"""Lower case and marks, by language: what counts as the same letter.

Turkish and Azerbaijani have their own dotted and dotless i, so ``str.lower`` is wrong for them; NFD does
not decompose ø ł đ and others, so they need a table; and marks are letters in most scripts, so they are
stripped in Latin, Greek and Cyrillic only.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex

_DOTTED_I = {"tr", "az"}
_UNDECOMPOSED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ß": "ss",
     "ħ": "h", "ŧ": "t"}
)  # fmt: skip
_BEYOND_LATIN, _FIRST_MARK = "\u0250", "\u0300"
"""Letters before the first are all Latin: their marks can be told from them without a table of scripts."""


@lru_cache(maxsize=1)
def _marked() -> regex.Pattern[str]:
    import regex  # not needed to show a library, and not cheap

    return regex.compile(r"([\p{Latin}\p{Greek}\p{Cyrillic}])\p{Mn}+")


def primary(language: str) -> str:
    """The language itself, without script and region: ``zh`` of ``zh-Hans``."""
    return language.partition("-")[0].lower()


def lower(text: str, language: str) -> str:
    """Lower case as ``language`` writes it; NFC."""
    if primary(language) in _DOTTED_I:
        text = text.replace("İ", "i").replace("I\u0307", "i").replace("I", "ı")
    return unicodedata.normalize("NFC", text.lower())


def fold_marks(text: str) -> str:
    """Lower-case text without marks in Latin, Greek and Cyrillic (``äiti`` becomes ``aiti``)."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    if max(text) < _BEYOND_LATIN:
        return "".join(c for c in decomposed if c < _FIRST_MARK).translate(_UNDECOMPOSED)
    stripped = _marked().sub(r"\1", decomposed)
    return unicodedata.normalize("NFC", stripped).translate(_UNDECOMPOSED)


def fold_once(text: str, language: str) -> str:
    """The same as ``fold``, which remembers what it has folded: for texts of which nobody will ask again soon."""
    return fold_marks(lower(text, language))


@lru_cache(maxsize=65536)
def fold(text: str, language: str) -> str:
    """Lower case without marks: the form in which words are compared."""
    return fold_once(text, language)
