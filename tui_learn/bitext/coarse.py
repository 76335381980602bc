"""A first look at two texts: where they probably meet, from lengths, shared anchors and paragraphs.

It needs no lexicon and sees a whole text (or a window of a long one) at once; what it is sure of cuts the text into
pieces that can be looked at closely.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tui_learn.bitext.anchors import gains_in, mean_in_bead, shared_anchors, shared_in_bead
from tui_learn.bitext.arrays import Floats, cumulated
from tui_learn.bitext.band import band
from tui_learn.bitext.bead_scores import forbid_alone
from tui_learn.bitext.beads import BeadKind
from tui_learn.bitext.lattice import IMPOSSIBLE, Lattice, backward, forward, place_posteriors
from tui_learn.bitext.lengths import LengthModel, length_scores, runs
from tui_learn.bitext.pieces import Piece
from tui_learn.bitext.settings import AlignmentSettings
from tui_learn.bitext.units import Rules, Units

@dataclass(frozen=True)
class Look:
    """What the dynamic programme over a stretch of two texts found."""

    lattice: Lattice
    scores: list[Floats]
    before: Floats
    after: Floats
    places: Floats
    """Shape (n + 1, width): the probability that beads meet at each place."""


def look(
    left: Units,
    right: Units,
    piece: Piece,
    kinds: tuple[BeadKind, ...],
    model: LengthModel,
    rules: Rules,
    settings: AlignmentSettings,
    *,
    expected: Floats,
    open_end: bool = False,
) -> Look:
    """Forward and backward over a piece of two texts, in a band that is widened until nothing presses on its edge.

    ``expected``, shape (rows + 1,), is the place on the right, from the piece's beginning, at which each left unit
    is expected. With ``open_end`` the left units may be used up anywhere on the right side.
    """
    rows, columns = piece.rows, piece.columns
    margin = settings.margin
    while True:
        first, width = band(expected, len(columns), margin)
        lattice = Lattice(kinds, first, width, np.array([[len(rows), len(columns)]]))
        scores = list(_scores(left, right, piece, lattice, model, rules, settings))
        before, after = forward(lattice, scores), backward(lattice, scores, open_end)
        places = place_posteriors(lattice, before, after)[0]
        if width == len(columns) + 1 or not _pressed(lattice, places, len(columns), settings.edge):
            return Look(lattice, scores, before, after, places)
        margin *= 2


def _pressed(lattice: Lattice, places: Floats, right: int, edge: float) -> bool:
    """Whether the path may run along the edge of the band, where the table goes on."""
    low = places[lattice.first > 0, :2]
    high = places[lattice.first + lattice.width <= right, -2:]
    return bool((low > edge).any() or (high > edge).any())


def _scores(
    left: Units,
    right: Units,
    piece: Piece,
    lattice: Lattice,
    model: LengthModel,
    rules: Rules,
    settings: AlignmentSettings,
) -> Iterator[Floats]:
    """The log score of each shape of bead in each cell."""
    rows, columns = piece.rows, piece.columns
    n, m = len(rows), len(columns)
    place_score = rules.place_score
    anchors = shared_anchors(left.terms, right.terms, rows, columns) if settings.cognates else None
    gains = gains_in(anchors, lattice.first, lattice.width) if anchors is not None else None
    left_price, right_price = (
        (cumulated(anchors.left_price), cumulated(anchors.right_price)) if anchors is not None else (None, None)
    )
    i = np.arange(n + 1)[:, None]
    j = lattice.right
    held = np.minimum(j, m)
    sides = [
        (cumulated(side.lengths.each[part.start : part.stop]), cumulated(side.lengths.alone[part.start : part.stop]))
        for side, part in ((left, rows), (right, columns))
    ]
    left_runs = {size: runs(left.lengths, *sides[0], size) for size in {kind.left for kind in lattice.kinds} - {0}}
    right_runs = {size: runs(right.lengths, *sides[1], size) for size in {kind.right for kind in lattice.kinds} - {0}}
    begins = place_score(i + rows.start, held + columns.start) if place_score is not None else None
    pairs: Floats | None = None
    if rules.pair_score is not None:
        pairs = rules.pair_score(
            np.minimum(i + rows.start, rows.stop - 1), np.minimum(j + columns.start, columns.stop - 1)
        )
    for kind in lattice.kinds:
        fits = (i + kind.left <= n) & (j + kind.right <= m)
        score = np.full(fits.shape, float(np.log(kind.prior)))
        if kind.left and kind.right:
            if settings.lengths:
                score += length_scores(
                    left_runs[kind.left].at(i), right_runs[kind.right].at(held), model, settings.background
                )
            if gains is not None and left_price is not None and right_price is not None:
                score += shared_in_bead(gains, lattice.first, kind)
                score -= left_price[np.minimum(i + kind.left, n)] - left_price[i]
                score -= right_price[np.minimum(held + kind.right, m)] - right_price[held]
            if pairs is not None:
                score += mean_in_bead(pairs, lattice.first, kind)
            forbid_alone(score, rules, i + rows.start, held + columns.start, kind)
        if place_score is not None and begins is not None:
            ends = place_score(
                np.minimum(i + kind.left, n) + rows.start, np.minimum(held + kind.right, m) + columns.start
            )
            score += (begins + ends) / 2
        yield np.where(fits, score, IMPOSSIBLE)[None]
