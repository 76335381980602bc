"""Text as it is looked for in the whole library: words in lower case without marks, apart from one another.

The same folding as of the search in an article (``text.finding``), so that what one finds the other finds too. Scripts
that write no spaces are looked for character by character, one after the other.
"""

from __future__ import annotations

import regex

from tui_learn.text import Edition
from tui_learn.text.finding import folded

_APART = regex.compile(r"([\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]\p{M}*)")
_BETWEEN = regex.compile(r"[^\p{L}\p{M}\p{N}]+")


def words_in(text: str, language: str) -> list[str]:
    """The words of a text as they are compared."""
    return _BETWEEN.sub(" ", _APART.sub(r" \1 ", folded(text, language).text)).split()


def body_of(edition: Edition) -> str:
    """All words of an edition, its title before them, separated by single spaces."""
    # One by one: what is rare, and slow to fold, is in few of them.
    texts = [edition.title, *(block.text for block in edition.blocks)]
    return " ".join(word for text in texts for word in words_in(text, edition.language))
