"""Names for people and for addresses, made from titles."""

from __future__ import annotations

import unicodedata

import regex

from tui_learn.text.fold import lower
from tui_learn.text.languages import UNKNOWN

_LONGEST = 60


def slug(text: str, language: str = UNKNOWN) -> str:
    """Letters and digits of a title, joined by hyphens, for an article's id."""
    plain = lower(unicodedata.normalize("NFKC", text), language)
    return "-".join(regex.findall(r"[\p{L}\p{M}\p{N}]+", plain))[:_LONGEST].strip("-") or "article"
