"""Keys of the memory cards of words.

A form in a pair of languages has a card for each direction, ``word/{known}:{learned}/recognise|produce/{form}``. What
the learner says of a word as such, in all its forms and from whatever language it is learnt, stands on the word's own
card, ``word/{learned}:{learned}/recognise/{dictionary form}``. A form is folded; the key of a word keeps its marks, for
*vaara* and *väärä* are two words that have nothing to do with each other. A term of several words has a card of its own
in the same way, its dictionary forms joined by spaces.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tui_learn.text.fold import fold_marks, lower


class WordCard(NamedTuple):
    """The parts of a key."""

    known: str
    learned: str
    direction: str
    form: str
    """Folded; of the card of a word as such, its key."""

    @property
    def is_own(self) -> bool:
        """Whether it is like the card of a word as such: in one language, cards of forms are so too."""
        return self.known == self.learned and self.direction == "recognise"


def word_card(key: str) -> WordCard | None:
    """The parts of the key of a word's card; None for any other key."""
    parts = key.split("/", 3)
    if len(parts) != 4 or parts[0] != "word":
        return None
    known, colon, learned = parts[1].partition(":")
    return WordCard(known, learned, parts[2], parts[3]) if colon and parts[3] else None


def own_card(language: str, word: str) -> str:
    """The card of a word as such, by its key."""
    return f"word/{language}:{language}/recognise/{word}"


def word_key(text: str, language: str) -> str:
    """The key of a word or a term by its dictionary form: lower case with all marks, NFC, one space between words."""
    return " ".join(lower(text, language).split())


def spelling(card: WordCard, texts: Iterable[str]) -> str:
    """The first of some texts that a form's card can be about, as a key; empty where none is."""
    keys = (word_key(text, card.learned) for text in texts if text)
    return next((key for key in keys if fold_marks(key) == card.form), "")
