"""How well two lengths fit: Gale and Church's model, measured against what lengths occur anyway.

Gale and Church (1993): the length of a translation is normal around c times the length of the source,
with a variance in proportion to the length. Scores here are log odds against the background (each side's
own log-normal length distribution), so that beads of different shapes compete fairly.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tui_learn.bitext.beads import BeadKind
from tui_learn.bitext.lattice import Band, Floats

VARIANCE = 6.8
"""Characters of variance per character (Gale and Church 1993, section 3.2)."""
BACKGROUND_SHARE = 0.03
"""Probability that a translation's length has nothing to do with its source's."""
_HALF_LOG_2PI = 0.5 * np.log(2 * np.pi)


@dataclass(frozen=True)
class Side:
    """Lengths of one side's units, in characters."""

    lengths: Floats
    """Shape (n,), each at least 1."""

    @property
    def cumulative(self) -> Floats:
        """Shape (n + 1,)."""
        return np.concatenate([[0.0], np.cumsum(self.lengths)])


def _log_normal(lengths: Floats, mean: float, deviation: float) -> Floats:
    logs = np.log(lengths)
    result: Floats = -logs - np.log(deviation) - _HALF_LOG_2PI - ((logs - mean) / deviation) ** 2 / 2
    return result


def side(texts: list[str]) -> Side:
    """The lengths of texts; a space or line end is counted with each."""
    return Side(np.array([len(text) + 1 for text in texts], dtype=np.float64))


def length_scores(band: Band, kind: BeadKind, left: Side, right: Side) -> Floats:
    """Log odds of the lengths of a bead of this shape beginning in each cell; shape of the band.

    Cells where the bead does not fit hold meaningless numbers; the caller masks them.
    """
    if not kind.left or not kind.right:
        return np.zeros((band.left + band.right + 1, band.width))
    i, j = band.i, band.j
    left_sum = _window(left.cumulative, i, kind.left)
    right_sum = _window(right.cumulative, j, kind.right)
    ratio = right.lengths.sum() / left.lengths.sum()
    deviation = np.sqrt(VARIANCE * ratio * (left_sum * ratio + right_sum) / 2 + 1)
    fit = -(((right_sum - ratio * left_sum) / deviation) ** 2) / 2 - np.log(deviation) - _HALF_LOG_2PI
    forward = _odds(fit, right, right_sum, j, kind.right)
    backward = _odds(fit + np.log(ratio), left, left_sum, i, kind.left)
    return (forward + backward) / 2


def _window(cumulative: Floats, start: np.typing.NDArray[np.int64], size: int) -> Floats:
    last = cumulative.shape[0] - 1
    begin = np.clip(start, 0, last)
    end = np.clip(start + size, 0, last)
    return np.maximum(cumulative[end] - cumulative[begin], 1.0)


def _odds(
    fit: Floats, target: Side, total: Floats, start: np.typing.NDArray[np.int64], size: int
) -> Floats:
    """log p(total length | other side) + log p(the cut into units) - log p(units | background)."""
    logs = np.log(target.lengths)
    mean, deviation = float(logs.mean()), max(0.3, float(logs.std()))
    each = np.concatenate([[0.0], np.cumsum(_log_normal(target.lengths, mean, deviation))])
    last = each.shape[0] - 1
    background = each[np.clip(start + size, 0, last)] - each[np.clip(start, 0, last)]
    mixed = np.logaddexp(
        fit + np.log(1 - BACKGROUND_SHARE), _log_normal(total, mean, deviation) + np.log(BACKGROUND_SHARE)
    )
    result: Floats = mixed - (size - 1) * np.log(total) - background
    return result
