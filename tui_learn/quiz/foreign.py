"""Sentences an edition has in a language not its own: left untranslated, or quoted."""

from __future__ import annotations

from collections.abc import Iterable

from tui_learn.text.fold import lower
from tui_learn.text.function_words import function_words
from tui_learn.text.languages import has_word_spaces
from tui_learn.text.tokens import tokenize

MORE = 2
"""Times as many small words of another language as of its own, and one more, from which a text is foreign."""


def is_foreign(text: str, language: str, others: Iterable[str]) -> bool:
    """Whether a text has more small words of another language than of its own, as where it was left untranslated."""
    mine = function_words(language)
    if not has_word_spaces(language) or not mine:
        return False
    words = [lower(token.text, language) for token in tokenize(text, language)]
    for other in others:
        theirs = function_words(other)
        if other != language and theirs and has_word_spaces(other):
            # Words of both languages ("we" is Polish too) say nothing.
            own = sum(word in mine and word not in theirs for word in words)
            if sum(word in theirs and word not in mine for word in words) > MORE * own + 1:
                return True
    return False
