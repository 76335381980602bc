"""Keys of the memory cards of words.

A form in a pair of languages has a card for each direction, ``word/{known}:{learned}/recognise|produce/{form}``. What
the learner says of a word as such, in all its forms and from whatever language it is learnt, stands on the word's own
card, ``word/{learned}:{learned}/recognise/{dictionary form}``. Both are folded. A term of several words has a card of
its own in the same way, its dictionary forms joined by spaces.
"""

from __future__ import annotations

from typing import NamedTuple

from tui_learn.text.fold import fold


class WordCard(NamedTuple):
    """The parts of a key."""

    known: str
    learned: str
    direction: str
    form: str
    """Folded."""


def word_card(key: str) -> WordCard | None:
    """The parts of the key of a word's card; None for any other key."""
    parts = key.split("/", 3)
    if len(parts) != 4 or parts[0] != "word":
        return None
    known, colon, learned = parts[1].partition(":")
    return WordCard(known, learned, parts[2], parts[3]) if colon and parts[3] else None


def own_card(language: str, folded: str) -> str:
    """The card of a word as such, by its folded dictionary form."""
    return f"word/{language}:{language}/recognise/{folded}"


def folded_term(text: str, language: str) -> str:
    """A dictionary form, or those of a term with spaces between them, as it stands in a key."""
    return " ".join(fold(text, language).split())
