"""Units of two sides to beads: the shared machinery of sentence and block alignment."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from tui_learn.bitext.anchors import anchor_gains
from tui_learn.bitext.beads import Bead, BeadKind
from tui_learn.bitext.lattice import IMPOSSIBLE, Band, Floats, Ints, best_path, make_band
from tui_learn.bitext.lengths import cumulated, length_scores, side

CellScore = Callable[[Ints, Ints], Floats]
"""From arrays of unit numbers (left, right) to a score of each pair."""


def align_units(
    left: list[str],
    right: list[str],
    left_features: Sequence[set[str]],
    right_features: Sequence[set[str]],
    kinds: Sequence[BeadKind],
    *,
    pair_score: CellScore | None = None,
    boundary_score: CellScore | None = None,
) -> list[Bead]:
    """Beads that cover every unit of both sides once, in order; one unit against one is a bead.

    ``pair_score`` judges units that share a bead (averaged over its pairs); ``boundary_score`` judges the
    places (i units before, j units before) at which beads begin and end.
    """
    if len(left) == len(right) == 1:
        return [Bead((0,), (0,), 1.0)]
    if not left or not right:
        return [Bead((i,), (), 1.0) for i in range(len(left))] + [Bead((), (j,), 1.0) for j in range(len(right))]
    band = make_band(len(left), len(right))
    left_side, right_side = side(left), side(right)
    gains, left_price, right_price = anchor_gains(band, left_features, right_features)
    left_paid, right_paid = cumulated(left_price), cumulated(right_price)
    kinds = [kind for kind in kinds if kind.left <= len(left) and kind.right <= len(right)]
    i, true_j = band.i, band.j
    j = np.clip(true_j, 0, band.right)  # cells outside the table are masked below
    inside = true_j == j
    scores = []
    for kind in kinds:
        fits = inside & (i + kind.left <= band.left) & (j + kind.right <= band.right)
        score = np.log(kind.prior) + length_scores(i, j, kind, left_side, right_side)
        if kind.left and kind.right:
            score = score + _shared(gains, band, kind)
            if pair_score is not None:
                for x in range(kind.left):
                    for y in range(kind.right):
                        pairs = pair_score(np.minimum(i + x, band.left - 1), np.minimum(j + y, band.right - 1))
                        score = score + pairs / (kind.left * kind.right)
            score = score - (left_paid[i + kind.left] - left_paid[i]) - (right_paid[j + kind.right] - right_paid[j])
        if boundary_score is not None:
            ends = boundary_score(np.minimum(i + kind.left, band.left), np.minimum(j + kind.right, band.right))
            score = score + (boundary_score(i, j) + ends) / 2
        scores.append(np.where(fits, score, IMPOSSIBLE))
    beads = []
    for begin_left, begin_right, number, posterior in best_path(band, kinds, scores).steps:
        kind = kinds[number]
        beads.append(
            Bead(
                tuple(range(begin_left, begin_left + kind.left)),
                tuple(range(begin_right, begin_right + kind.right)),
                round(posterior, 4),
            )
        )
    return beads


def _shared(gains: Floats, band: Band, kind: BeadKind) -> Floats:
    """Evidence inside a bead of this shape, from each cell on.

    Each unit brings its best partner in the bead only: summed over all pairs, a feature that recurs in
    neighbouring sentences would count many times and pull them together.
    """
    if kind.left == kind.right == 1:
        return gains
    cells = np.stack([np.stack([_at(gains, band, x, y) for y in range(kind.right)]) for x in range(kind.left)])
    shared: Floats = (cells.max(axis=1).sum(axis=0) + cells.max(axis=0).sum(axis=0)) / 2
    return shared


def _at(cells: Floats, band: Band, x: int, y: int) -> Floats:
    """``cells`` read at (i + x, j + y) for every cell (i, j); 0 outside the band."""
    if not x and not y:
        return cells
    moved = np.zeros_like(cells)
    rows = cells.shape[0]
    step = x + y
    if step >= rows:
        return moved
    column = np.arange(band.width)[None, :] + (band.first[: rows - step, None] + x - band.first[step:, None])
    inside = (column >= 0) & (column < band.width)
    source = np.take_along_axis(cells[step:], np.clip(column, 0, band.width - 1), axis=1)
    moved[: rows - step] = np.where(inside, source, 0.0)
    return moved
