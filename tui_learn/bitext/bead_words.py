"""The words of each bead and their links, for two texts that need not be editions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui_learn.bitext.beads import Bead, Link
from tui_learn.bitext.dictionaries import Dictionaries
from tui_learn.bitext.words import align_words
from tui_learn.text import tokenize


@dataclass(frozen=True, slots=True)
class BeadWords:
    """A bead's words, hyphenated ones split and punctuation left out, and their links by number inside the bead."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    links: frozenset[Link]


def bead_words(
    left: Sequence[str],
    right: Sequence[str],
    beads: Sequence[Bead],
    languages: tuple[str, str],
    dictionaries: Dictionaries | None = None,
) -> tuple[BeadWords, ...]:
    """The word links of sentences that were aligned, learnt from all beads together.

    A word of a sentence nothing answers has no link.
    """
    words = [
        [[part for token in tokenize(text, language) for part in token.parts] for text in sentences]
        for sentences, language in zip((left, right), languages, strict=True)
    ]
    pairs = [
        (
            [word for number in bead.left for word in words[0][number]],
            [word for number in bead.right for word in words[1][number]],
        )
        for bead in beads
    ]
    links = align_words(pairs, *languages, dictionaries=dictionaries if dictionaries is not None else ())
    return tuple(
        BeadWords(tuple(one), tuple(other), frozenset(found)) for (one, other), found in zip(pairs, links, strict=True)
    )
