"""What every step of the search adds to the score of a bead, besides lengths and words."""

from __future__ import annotations

import numpy as np

from tui_learn.bitext.arrays import Bools, Floats, Ints, cumulated
from tui_learn.bitext.bead_kinds import BeadKind
from tui_learn.bitext.lattice import IMPOSSIBLE
from tui_learn.bitext.units import Rules


def mean_of_pairs(pairs: Floats, kind: BeadKind) -> Floats:
    """The mean score of all pairs of units in beads of a shape, by the units they begin with.

    ``pairs`` (..., n, m) are the scores of each pair; the result has its shape. Beads that reach beyond the last
    units do not fit and must be masked by the caller.
    """
    if kind.left == kind.right == 1:
        return pairs
    total = np.zeros_like(pairs)
    n, m = pairs.shape[-2:]
    for x in range(min(kind.left, n)):
        for y in range(min(kind.right, m)):
            total[..., : n - x, : m - y] += pairs[..., x:, y:]
    total /= kind.left * kind.right
    return total


def add_inner(score: Floats, rules: Rules, i: Ints, j: Ints, kind: BeadKind) -> None:
    """Add the log odds of the places inside beads of a shape; ``i`` and ``j`` are the units they begin with."""
    for inner, start, size in ((rules.left_inner, i, kind.left), (rules.right_inner, j, kind.right)):
        if inner is None or size < 2:
            continue
        sums = np.cumsum(inner)  # up to and with each place
        here = np.minimum(start, len(inner) - 1)
        score += sums[np.minimum(here + size - 1, len(inner) - 1)] - sums[here]


def forbid_alone(score: Floats, rules: Rules, i: Ints, j: Ints, kind: BeadKind) -> None:
    """Make beads of a shape with two sides impossible where they hold a unit that must answer nothing.

    ``i`` and ``j``, the units they begin with, are broadcast to the shape of ``score``.
    """
    for alone, start, size in ((rules.left_alone, i, kind.left), (rules.right_alone, j, kind.right)):
        if alone is None or not alone.any():
            continue
        sums = cumulated(alone.astype(np.float64))
        here = np.minimum(start, len(alone))
        held: Bools = sums[np.minimum(here + size, len(alone))] > sums[here]
        score[np.broadcast_to(held, score.shape)] = IMPOSSIBLE
