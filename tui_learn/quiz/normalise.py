"""Typed answers and keys in the form in which they are compared."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Literal

import regex

from tui_learn.text.digits import ascii_digits
from tui_learn.text.fold import lower, primary

_WIDTH_FOLDED = frozenset({"zh", "ja", "ko"})
_DROPPED = regex.compile(
    "[\u00ad\u200b-\u200f\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufeff\u0640]|[\x00-\x08\x0e-\x1f\x7f-\x9f]"
)
_OPTIONAL_MARKS = regex.compile("[\u064b-\u0652\u0670\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]")
_UNIFIED = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ`´ʹ′＇", "'"),
        **dict.fromkeys("“”„«»‟″〝〞", '"'),
        **dict.fromkeys("–—‐‑−―－", "-"),
    }
)
_OUTER = "\"'()[]{}<>«»„“”‚‘’‹›「」『』（）【】《》〈〉"
_SENTENCE = ".!?;:,…。！？，、；：¿¡؟،؛।։"
_THOUSANDS = regex.compile(r"(?<!\d)\d{1,3}(?:([ ,.'])\d{3})(?:\1\d{3})*(?![\d.,]?\d)")
_SEPARATOR = regex.compile(r"[ ,.']")


def _strip_outer(text: str) -> str:
    """Without quotes, brackets and sentence punctuation around it; signs of a number stay."""
    while text:
        before = text
        text = text.strip(" " + _OUTER)
        text = text.rstrip(_SENTENCE + " ")
        start = text.lstrip(_SENTENCE + " ")
        # ".5" is a number: its point is not punctuation.
        text = text if start[:1].isdigit() and text[:1] in ".," else start
        if text == before:
            break
    return text


@lru_cache(maxsize=65536)
def normalise(text: str, language: str) -> str:
    """A typed answer or key made comparable: NFC, one kind of dash, quote and digit, lower case by language.

    Never case-folded: German *Straße* is not *strasse*.
    """
    code = primary(language)
    form: Literal["NFKC", "NFC"] = "NFKC" if code in _WIDTH_FOLDED else "NFC"
    # Before anything is stripped: a mark behind a full stop would keep it from being the last sign.
    text = unicodedata.normalize(form, _DROPPED.sub("", text))
    text = unicodedata.normalize(form, _OPTIONAL_MARKS.sub("", text))
    text = " ".join(text.split())
    text = text.translate(_UNIFIED)
    text = ascii_digits(text)
    text = _THOUSANDS.sub(lambda match: _SEPARATOR.sub("", match.group()), text)
    text = _strip_outer(text)
    text = lower(text, language)
    return text.replace("ς", "σ")
