"""Every number word alignment depends on, in one place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class WordSettings:
    """Settings of word alignment; the defaults are meant for every pair of languages."""

    # The score of a cell: a word on the left, a word on the right
    position: float = 0.1
    """For the log odds of the relative places of two words (``positions``)."""
    classes: float = 2.0
    """Taken where one word carries meaning of its own and the other does not."""
    cognate: float = 4.0
    """For words that look the same; less for words that look alike."""
    dictionary: float = 5.0
    """For words that a dictionary says are translations."""
    dictionary_function: float = 3.0
    """The same for function words, which translate many others."""
    same_name: float = 8.0
    """For the same number or name in capitals."""
    other_name: float = 3.0
    """Taken where one word is a number or a name in capitals and the other is not the same."""
    same_target: float = 1.5
    """For words of links to the same address."""
    other_target: float = 2.0
    """Taken where one word is in a link whose address is on both sides, and the other is not in that link."""
    neighbours: float = 1.2
    """For the links of the words before and after that fit."""
    triangle: float = 1.2
    """For the log odds that links through the other languages lead from one to the other."""
    triangle_floor: float = 0.08
    translation: float = 1.0
    """For what the text itself taught about the two dictionary forms."""
    repeats: float = 0.7
    """For the logarithm of how often (up to four times) they were linked."""

    # The balance of a sheet
    null: float = -1.5
    """Log weight of leaving a word without a counterpart."""
    null_function: float = -0.5
    """The same for a function word: many have none."""
    compound: float = 1.7
    """Words that a long word may answer together."""
    compound_letters: int = 13
    """Letters from which a word is taken for a compound."""
    rounds: int = 12
    """Scalings of rows and columns in each step."""

    # Learning
    steps: int = 10
    """Expectation-maximisation steps."""
    cool: float = 0.5
    """What scores are multiplied by in the first step; it grows to one."""
    learn_jumps: bool = True
    """Whether the word order is learnt from the text."""
    jumps: int = 8
    """Words over which the place of the next word's counterpart is learnt."""

    # Reading off
    least: float = 0.25
    """Weight from which a cell may be a link."""
    share: float = 0.5
    """Share of the largest weight of its row or column that it must have."""


DEFAULT = WordSettings()
