"""Which words of a bitext answer each other: words, links of spans, and where to find them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from tui_learn.bitext.bitext import Bitext
from tui_learn.text import Edition

Side = Literal["left", "right"]
Strength = Literal["sure", "likely", "faint"]

SURE = 0.95
"""Confidence from which a link is shown as sure."""
LIKELY = 0.7
"""Confidence from which a link is shown as likely; below it is faint."""
SHOWN = 0.3
"""Confidence below which there is no link: most would be wrong."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as links count them: hyphenated words are split, punctuation is left out."""

    sentence: int
    """Number of its sentence in ``Edition.sentences``, from 0."""
    start: int
    """Offset of its first character in the sentence's text."""
    end: int
    """Offset after its last character."""
    text: str
    """As it stands in the sentence."""
    lexeme: str
    """Its dictionary form as far as we know it; often a guess."""
    is_content: bool
    """Whether it carries meaning of its own; articles, pronouns, conjunctions and the like do not."""


@dataclass(frozen=True)
class Words:
    """The words of an edition in order, numbered from 0 through the whole edition. Code has none."""

    edition: Edition
    words: Sequence[Word]
    first: Sequence[int]
    """The number of each sentence's first word; one entry more than there are sentences."""
    guessed: Set[str] = frozenset()
    """Dictionary forms that no list has: they may be inflected."""

    def of_sentence(self, sentence: int) -> range:
        """The numbers of a sentence's words."""
        return range(self.first[sentence], self.first[sentence + 1])

    def at(self, sentence: int, offset: int) -> int | None:
        """The number of the word that covers an offset of the sentence's text."""
        for number in self.of_sentence(sentence):
            if self.words[number].start <= offset < self.words[number].end:
                return number
        return None

    @cached_property
    def of_lexeme(self) -> Mapping[str, tuple[int, ...]]:
        """The numbers of the words of each lexeme, in order."""
        from tui_learn.bitext.flat_words import FlatWords

        if isinstance(self.words, FlatWords):
            return self.words.by_lexeme
        found: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self.words):
            found[word.lexeme].append(number)
        return {lexeme: tuple(numbers) for lexeme, numbers in found.items()}


@dataclass(frozen=True, slots=True)
class SpanLink:
    """One or several words on the left that together answer one or several on the right."""

    left: tuple[int, ...]
    """Word numbers of the left edition, in order; they need not be neighbours."""
    right: tuple[int, ...]
    confidence: float
    """Probability that it is right, 0 to 1."""

    @property
    def is_single(self) -> bool:
        """Whether one word answers one word."""
        return len(self.left) == len(self.right) == 1

    @property
    def strength(self) -> Strength:
        """How it is shown."""
        if self.confidence >= SURE:
            return "sure"
        return "likely" if self.confidence >= LIKELY else "faint"


@dataclass(frozen=True)
class LinkedBitext:
    """A bitext with its words and their links. No word is in two links."""

    bitext: Bitext
    left: Words
    right: Words
    links: Sequence[SpanLink]
    """By the first left word."""

    def words(self, side: Side) -> Words:
        """The words of a side."""
        return self.left if side == "left" else self.right

    def link_of(self, side: Side, word: int) -> SpanLink | None:
        """The link a word is part of."""
        from tui_learn.bitext.flat_links import FlatLinks

        if isinstance(self.links, FlatLinks):
            return self.links.of_word(side, word)
        return self._links_of[side].get(word)

    @cached_property
    def _links_of(self) -> dict[Side, dict[int, SpanLink]]:
        return {
            "left": {number: link for link in self.links for number in link.left},
            "right": {number: link for link in self.links for number in link.right},
        }
