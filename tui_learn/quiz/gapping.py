"""Sentences with something taken out, for kinds that ask for more than a word of the vocabulary."""

from __future__ import annotations

import regex

from tui_learn.quiz.exercise import GAP, MASK
from tui_learn.quiz.material import Material
from tui_learn.quiz.stems import MIN_STEM
from tui_learn.text.languages import has_word_spaces

MIN_WORDS, MAX_WORDS = 6, 45
MIN_UNENDED = 7
"""The same of a list item without a full stop, which may be no sentence at all."""
MIN_CHARACTERS, MAX_CHARACTERS = 16, 160
"""Where words cannot be counted."""
_ENDS = regex.compile(r"\p{Sentence_Terminal}\W*$")
KINDS = ("paragraph", "item", "quote")
"""Blocks whose sentences can be understood by themselves; a table row cannot."""


def fits_a_card(material: Material, language: str, segment: str) -> bool:
    """Whether a sentence is long enough to be understood, short enough to be read, and may be shown."""
    edition = material.editions[language]
    sentence = material.sentence(language, segment)
    if edition.blocks[sentence.block].kind not in KINDS or not material.usable(language, segment):
        return False
    if GAP in sentence.text or MASK in sentence.text:
        return False  # nobody could tell which of them is ours
    if has_word_spaces(language):
        least = MIN_WORDS if _ENDS.search(sentence.text) else MIN_UNENDED
        return least <= len(edition.tokens(sentence)) <= MAX_WORDS
    return MIN_CHARACTERS <= len(sentence.text) <= MAX_CHARACTERS


def taken_out(text: str, start: int, end: int, language: str, *, foreign: bool = False) -> str:
    """A text without a stretch of it.

    A gap shows where what is asked for stood. At the beginning, for very few letters and where what is asked for is in
    another language (``foreign``) the stretch is masked instead.
    """
    begins = not any(character.isalnum() for character in text[:start])
    short = has_word_spaces(language) and end - start < MIN_STEM
    return f"{text[:start]}{MASK if begins or short or foreign else GAP}{text[end:]}"
