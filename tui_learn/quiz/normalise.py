"""Typed answers and keys in the form in which they are compared."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex

from tui_learn.text.digits import ascii_digits
from tui_learn.text.fold import lower, primary

_WIDTH_FOLDED = frozenset({"zh", "ja", "ko"})
_WIDE = regex.compile(r"[\uff01-\uffee\u3000]+")
"""Full-width Latin and half-width kana and Hangul."""
_PRINTED = regex.compile(
    r"[\u0132\u0133\u013f\u0140\u017f\u01c4-\u01cc\u01f1-\u01f3\ufb00-\ufb17\ufb1d-\ufdff\ufe70-\ufefc]+"
)
"""Letters joined or shaped for print (ﬁ, ĳ, Arabic presentation forms): the same letters."""
_DROPPED = regex.compile(
    r"[\p{Default_Ignorable_Code_Point}\u0640\ufff9-\ufffb\u055b-\u055e]|[\x00-\x08\x0e-\x1f\x7f-\x9f]"
)
"""What has no width, tatweel, control characters, and the Armenian marks that stand inside a word as ours behind it."""
_OPTIONAL_MARKS = regex.compile(
    r"[\u0610-\u061a\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    r"\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]"
)
"""Arabic harakat and Hebrew niqqud."""
_UNIFIED = str.maketrans(
    {
        **dict.fromkeys("’‘‛ʼʻʽ`´ʹ′＇՚׳ꞌ", "'"),
        **dict.fromkeys("“”„‟«»″〝〞＂״", '"'),
        **dict.fromkeys("‐‑‒–—―−－﹘﹣־֊", "-"),
        "٬": ",",
        "٫": ".",
    }
)
_TWINS = {
    "ro": str.maketrans("şţŞŢ", "șțȘȚ"),
    "fa": str.maketrans("يىك", "ییک"),
    "ur": str.maketrans("يىكه", "ییکہ"),
    "ar": str.maketrans("یک", "يك"),
}
"""Letters that look the same and are typed for one another, since keyboards and fonts differ."""
_ROUND_TEXT = r"(?:[\s'<>]|{})"
_ROUND_WORD = r"[\p{Ps}\p{Pe}\p{Pi}\p{Pf}\"\p{Terminal_Punctuation}…‥⋯·¿¡]"
_OPENING = r"\A(?:(?![.,]\p{{Nd}}){})+"
"""Before it; the point of ``.5`` belongs to its number."""
_BEFORE = tuple(regex.compile(_OPENING.format(around)) for around in (_ROUND_WORD, _ROUND_TEXT.format(_ROUND_WORD)))
_BEHIND = tuple(regex.compile(f"{around}+\\Z") for around in (_ROUND_WORD, _ROUND_TEXT.format(_ROUND_WORD)))
_THOUSANDS = regex.compile(
    r"(?<![\d.,])(?:[1-9]\d{0,2}(?:([ ,.'])\d{3})(?:\1\d{3})*(?!\1?\d)|[1-9]\d?(?:,\d{2})+,\d{3}(?!,?\d))"
)
"""Groups of three digits, and the Indian ones: of three and then of two. One that begins with 0 is a fraction."""
_SEPARATOR = regex.compile(r"[ ,.']")


def _plain(match: regex.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match.group())


def _strip(text: str, whole: bool) -> str:
    """Without the quotes, brackets and sentence punctuation around a word, or a whole text: there apostrophes too."""
    if text.isalnum():
        return text
    return _BEHIND[whole].sub("", _BEFORE[whole].sub("", text))


@lru_cache(maxsize=65536)
def normalise(text: str, language: str) -> str:
    """A typed answer or key made comparable: NFC, one kind of dash, quote and digit, lower case by language.

    Never case-folded: German *Straße* is not *strasse*.
    """
    code = primary(language)
    if not text.isascii():
        text = _PRINTED.sub(_plain, text)
        if code in _WIDTH_FOLDED:
            text = _WIDE.sub(_plain, text)
    # Before anything is stripped: a mark behind a full stop would keep it from being the last sign.
    text = unicodedata.normalize("NFC", _DROPPED.sub("", text))
    text = unicodedata.normalize("NFC", _OPTIONAL_MARKS.sub("", text))
    text = ascii_digits(text.translate(_UNIFIED).translate(_TWINS.get(code, {})))
    words = (_strip(word, whole=False) for word in text.split())
    text = _strip(" ".join(word for word in words if word), whole=True)
    text = _THOUSANDS.sub(lambda match: _SEPARATOR.sub("", match.group()), text)
    text = lower(text, language)
    return text.replace("ς", "σ")
