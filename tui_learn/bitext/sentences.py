"""Sentence alignment of two texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from tui_learn.bitext.arrays import Bools, Floats, Ints
from tui_learn.bitext.band import expected_places, rare_chain
from tui_learn.bitext.beads import COARSE_BEADS, SENTENCE_BEADS, Bead
from tui_learn.bitext.coarse import PlaceScore, Units, look
from tui_learn.bitext.lengths import first_model, lengths_of
from tui_learn.bitext.lookalikes import lookalikes
from tui_learn.bitext.pieces import Piece, choose_cuts, pieces_between
from tui_learn.bitext.refine import Model, Rules, refined
from tui_learn.bitext.settings import DEFAULT, AlignmentSettings
from tui_learn.bitext.terms import count_terms


def align_sentences(
    left: Sequence[str],
    right: Sequence[str],
    *,
    left_paragraphs: Sequence[int] | None = None,
    right_paragraphs: Sequence[int] | None = None,
    settings: AlignmentSettings = DEFAULT,
) -> list[Bead]:
    """Beads over the sentences of two texts, in order, each sentence in exactly one bead."""
    for sentences, paragraphs in ((left, left_paragraphs), (right, right_paragraphs)):
        if paragraphs is not None and len(paragraphs) != len(sentences):
            raise ValueError("a paragraph number is needed for every sentence")
    n, m = len(left), len(right)
    if not n or not m:
        return [Bead((i,), (), 1.0) for i in range(n)] + [Bead((), (j,), 1.0) for j in range(m)]
    left_units = Units(lengths_of(left), count_terms(left))
    right_units = Units(lengths_of(right), count_terms(right))
    place_score: PlaceScore | None = None
    if settings.paragraphs and left_paragraphs is not None and right_paragraphs is not None:
        place_score = paragraph_score(starts(left_paragraphs), starts(right_paragraphs), settings.paragraph_reward)
    lengths = first_model(left_units.lengths, right_units.lengths, settings)
    expected = expected_places(
        left_units.lengths.each, right_units.lengths.each, rare_chain(left_units.terms, right_units.terms)
    )
    seen = look(
        left_units, right_units, range(n), range(m), COARSE_BEADS, lengths, settings,
        expected=expected, place_score=place_score,
    )
    i, c = np.nonzero(seen.places >= settings.cut_confidence)
    candidates = list(zip(i.tolist(), (seen.lattice.first[i] + c).tolist(), strict=True))
    cuts = choose_cuts(candidates, (0, 0), (n, m), settings.piece)
    model = Model(SENTENCE_BEADS, lengths, lookalikes(left_units.terms, right_units.terms))
    beads, _model = refined(
        left_units, right_units, pieces_between(cuts, (0, 0), (n, m)), model, Rules(place_score), settings
    )
    return beads


def starts(paragraphs: Sequence[int]) -> Bools:
    """Shape (n + 1,): whether a paragraph begins before each sentence; the end of the text counts as one."""
    numbers = list(paragraphs)
    changes = [index == 0 or numbers[index] != numbers[index - 1] for index in range(len(numbers))]
    return np.array([*changes, True])


def paragraph_score(left: Bools, right: Bools, reward: float) -> PlaceScore | None:
    """``reward`` where both sides begin a paragraph, minus it where one does; None where a side has one paragraph."""
    if left[:-1].sum() <= 1 or right[:-1].sum() <= 1:
        return None

    def score(i: Ints, j: Ints) -> Floats:
        both = left[i] & right[j]
        one = left[i] ^ right[j]
        return np.where(both, reward, np.where(one, -reward, 0.0))

    return score
