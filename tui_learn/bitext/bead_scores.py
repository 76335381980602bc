"""What every step of the search adds to the score of a bead, besides lengths and words."""

from __future__ import annotations

import numpy as np

from tui_learn.bitext.arrays import Bools, Floats, Ints, cumulated
from tui_learn.bitext.beads import BeadKind
from tui_learn.bitext.lattice import IMPOSSIBLE
from tui_learn.bitext.units import PairScore, Rules


def mean_pair_score(score: PairScore, i: Ints, j: Ints, kind: BeadKind, last: tuple[int, int]) -> Floats:
    """The mean score of all pairs of units in beads of a shape that begin with units i and j (broadcast).

    ``last`` are the last units there are; beads that reach beyond them do not fit and must be masked.
    """
    total = np.zeros(np.broadcast_shapes(i.shape, j.shape))
    for x in range(kind.left):
        for y in range(kind.right):
            total += score(np.minimum(i + x, last[0]), np.minimum(j + y, last[1]))
    return total / (kind.left * kind.right)


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
