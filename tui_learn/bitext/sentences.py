"""Sentence alignment of two texts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tui_learn.bitext.align import CellScore, align_units
from tui_learn.bitext.anchors import features
from tui_learn.bitext.beads import SENTENCE_BEADS, Bead
from tui_learn.bitext.lattice import Floats, Ints

PARAGRAPH_REWARD = 3.0
"""Log odds for both sides beginning a paragraph at the same place, and against only one doing so."""


def align_sentences(
    left: Sequence[str],
    right: Sequence[str],
    *,
    left_paragraphs: Sequence[int] | None = None,
    right_paragraphs: Sequence[int] | None = None,
) -> list[Bead]:
    """Beads over the sentences of two texts, in order, each sentence in exactly one bead.

    ``*_paragraphs`` give the number of the paragraph each sentence stands in; paragraphs that begin
    together are evidence, not a constraint. Lengths after Gale and Church (1993), shared numbers, acronyms,
    addresses and word beginnings as anchors, posteriors by forward-backward.

    Raises ``ValueError`` when a list of paragraph numbers is not as long as its sentences.
    """
    for sentences, paragraphs in ((left, left_paragraphs), (right, right_paragraphs)):
        if paragraphs is not None and len(paragraphs) != len(sentences):
            raise ValueError("a paragraph number is needed for every sentence")
    boundary: CellScore | None = None
    if left_paragraphs is not None and right_paragraphs is not None:
        boundary = _paragraph_score(_starts(left_paragraphs), _starts(right_paragraphs))
    return align_units(
        list(left),
        list(right),
        [features(sentence) for sentence in left],
        [features(sentence) for sentence in right],
        SENTENCE_BEADS,
        boundary_score=boundary,
    )


def _starts(paragraphs: Sequence[int]) -> np.typing.NDArray[np.bool_]:
    """Shape (n + 1,): whether a paragraph begins before each sentence; the end of the text counts as one."""
    numbers = list(paragraphs)
    changes = [index == 0 or numbers[index] != numbers[index - 1] for index in range(len(numbers))]
    return np.array([*changes, True])


def _paragraph_score(left: np.typing.NDArray[np.bool_], right: np.typing.NDArray[np.bool_]) -> CellScore:
    if left[:-1].sum() <= 1 or right[:-1].sum() <= 1:
        return lambda i, j: np.zeros(i.shape)  # one side has no paragraphs: nothing to compare

    def score(i: Ints, j: Ints) -> Floats:
        both = left[i] & right[j]
        one = left[i] ^ right[j]
        return np.where(both, PARAGRAPH_REWARD, np.where(one, -PARAGRAPH_REWARD, 0.0))

    return score
