"""How well two lengths fit: Gale and Church's model, measured against what lengths occur anyway.

Gale and Church (1993): the length of a translation is normal around c times the length of the source,
with a variance in proportion to the length. Scores here are log odds against the background (each side's
own log-normal length distribution), so that beads of different shapes compete fairly.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tui_learn.bitext.beads import BeadKind
from tui_learn.bitext.lattice import Floats, Ints

VARIANCE = 6.8
"""Characters of variance per character (Gale and Church 1993, section 3.2)."""
BACKGROUND_SHARE = 0.03
"""Probability that a translation's length has nothing to do with its source's."""
LONGEST = 5
"""Most units of one side in a bead."""
_HALF_LOG_2PI = float(0.5 * np.log(2 * np.pi))
_LOG_FIT = float(np.log(1 - BACKGROUND_SHARE))
_LOG_BACKGROUND = float(np.log(BACKGROUND_SHARE))


def cumulated(values: Floats) -> Floats:
    """Sums of the first 0, 1, 2 ... values; the last is repeated, so that a bead may reach past the end."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    return np.concatenate([sums, np.full(LONGEST, sums[-1])])


@dataclass(frozen=True)
class Side:
    """Lengths of one side's units, in characters."""

    lengths: Floats
    """Shape (n,), each at least 1."""

    @cached_property
    def sums(self) -> Floats:
        """Shape (n + 1 + LONGEST,)."""
        return cumulated(self.lengths)

    @cached_property
    def _shape(self) -> tuple[float, float]:
        logs = np.log(self.lengths)
        return float(logs.mean()), max(0.3, float(logs.std()))

    def log_density(self, lengths: Floats) -> Floats:
        """Log probability of lengths under the side's own log-normal distribution."""
        mean, deviation = self._shape
        logs = np.log(lengths)
        result: Floats = -logs - np.log(deviation) - _HALF_LOG_2PI - ((logs - mean) / deviation) ** 2 / 2
        return result

    @cached_property
    def background(self) -> Floats:
        """Cumulated log density of the units, shape (n + 1 + LONGEST,)."""
        return cumulated(self.log_density(self.lengths))


def side(texts: list[str]) -> Side:
    """The lengths of texts; a space or line end is counted with each."""
    return Side(np.array([len(text) + 1 for text in texts], dtype=np.float64))


def length_scores(i: Ints, j: Ints, kind: BeadKind, left: Side, right: Side) -> Floats:
    """Log odds of the lengths of a bead of this shape that begins after i left and j right units.

    ``i`` and ``j`` have the shape of the result and lie between 0 and the number of units.
    """
    if not kind.left or not kind.right:
        return np.zeros(i.shape)
    left_sum = np.maximum(left.sums[i + kind.left] - left.sums[i], 1.0)
    right_sum = np.maximum(right.sums[j + kind.right] - right.sums[j], 1.0)
    ratio = right.lengths.sum() / left.lengths.sum()
    deviation = np.sqrt(VARIANCE * ratio * (left_sum * ratio + right_sum) / 2 + 1)
    fit = -(((right_sum - ratio * left_sum) / deviation) ** 2) / 2 - np.log(deviation) - _HALF_LOG_2PI
    forward = _odds(fit, right, right_sum, j, kind.right)
    backward = _odds(fit + np.log(ratio), left, left_sum, i, kind.left)
    return (forward + backward) / 2


def _odds(fit: Floats, target: Side, total: Floats, start: Ints, size: int) -> Floats:
    """log p(total length | other side) + log p(the cut into units) - log p(units | background)."""
    alone = target.background[start + size] - target.background[start]
    mixed = np.logaddexp(fit + _LOG_FIT, target.log_density(total) + _LOG_BACKGROUND)
    result: Floats = mixed - (size - 1) * np.log(total) - alone
    return result
