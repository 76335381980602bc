"""Dynamic programming over beads: the best path and how probable each of its beads is.

The table is kept along anti-diagonals (i + j = d), so that every step is one vector operation, and inside
a band around the expected diagonal, so that two books do not need the product of their lengths.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tui_learn.bitext.beads import BeadKind

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

IMPOSSIBLE = -1e30
MAX_CELLS = 3_000_000
"""Cells of a table (24 MB a bead shape); longer texts get a narrower band."""
MIN_BAND = 160


@dataclass(frozen=True)
class Band:
    """The cells of the table: row d holds the cells (i, d - i) for ``width`` values of i from ``first[d]``."""

    left: int
    """Number of units on the left, n."""
    right: int
    """Number of units on the right, m."""
    first: Ints
    """Shape (n + m + 1,): the smallest i of each anti-diagonal."""
    width: int

    @property
    def i(self) -> Ints:
        """Shape (n + m + 1, width): units on the left before each cell."""
        return self.first[:, None] + np.arange(self.width)[None, :]

    @property
    def j(self) -> Ints:
        """Shape (n + m + 1, width): units on the right before each cell."""
        return np.arange(self.left + self.right + 1)[:, None] - self.i


def make_band(left: int, right: int) -> Band:
    """The whole table when it is small, else a band around the straight line between the corners."""
    diagonals = left + right + 1
    width = left + 1
    if diagonals * width <= MAX_CELLS:
        return Band(left, right, np.zeros(diagonals, dtype=np.int64), width)
    width = min(width, max(MIN_BAND, MAX_CELLS // diagonals))
    centre = np.arange(diagonals) * (left / (left + right))
    first = np.clip(np.rint(centre).astype(np.int64) - width // 2, 0, left + 1 - width)
    return Band(left, right, first, width)


@dataclass(frozen=True)
class Path:
    """The best path: (i, j, shape number, posterior) of each bead, in order."""

    steps: list[tuple[int, int, int, float]]


def _shift(band: Band, d: int, kind: BeadKind) -> int:
    """Where, on the diagonal a bead comes from, the cell stands that leads to column 0 of diagonal d."""
    source = d - kind.left - kind.right
    return int(band.first[d] - kind.left - band.first[source])


def best_path(band: Band, kinds: Sequence[BeadKind], scores: Sequence[Floats]) -> Path:
    """Viterbi path with forward-backward posteriors (Rabiner 1989, with beads for transitions).

    ``scores[k]`` has the band's shape: the log score of a bead of shape k that begins in each cell,
    ``IMPOSSIBLE`` where it does not fit.
    """
    rows = band.left + band.right + 1
    width = band.width
    margin = 2 * max(kind.left + kind.right for kind in kinds) + 2  # a band moves at most one cell a diagonal
    count = len(kinds)

    def padded(row: Floats) -> Floats:
        wide = np.full(width + 2 * margin, IMPOSSIBLE)
        wide[margin : margin + width] = row
        return wide

    edges = [np.pad(score, ((0, 0), (margin, margin)), constant_values=IMPOSSIBLE) for score in scores]

    def window(row: Floats, shift: int) -> Floats:
        return row[margin + shift : margin + shift + width]

    total: list[Floats] = []  # forward log sums, padded
    best: list[Floats] = []  # Viterbi, padded
    choice = np.full((rows, width), -1, dtype=np.int64)
    origin = np.full(width, IMPOSSIBLE)
    origin[0 - int(band.first[0])] = 0.0
    total.append(padded(origin))
    best.append(padded(origin))
    for d in range(1, rows):
        sums = np.full((count, width), IMPOSSIBLE)
        tops = np.full((count, width), IMPOSSIBLE)
        for k, kind in enumerate(kinds):
            source = d - kind.left - kind.right
            if source < 0:
                continue
            shift = _shift(band, d, kind)
            step = window(edges[k][source], shift)
            sums[k] = window(total[source], shift) + step
            tops[k] = window(best[source], shift) + step
        choice[d] = np.argmax(tops, axis=0)
        best.append(padded(np.maximum(tops.max(axis=0), IMPOSSIBLE)))
        total.append(padded(np.maximum(np.logaddexp.reduce(sums, axis=0), IMPOSSIBLE)))

    after: list[Floats] = [np.empty(0)] * rows  # backward log sums, padded
    goal = np.full(width, IMPOSSIBLE)
    goal[band.left - int(band.first[rows - 1])] = 0.0
    after[rows - 1] = padded(goal)
    for d in range(rows - 2, -1, -1):
        sums = np.full((count, width), IMPOSSIBLE)
        for k, kind in enumerate(kinds):
            target = d + kind.left + kind.right
            if target >= rows:
                continue
            sums[k] = scores[k][d] + window(after[target], -_shift(band, target, kind))
        after[d] = padded(np.maximum(np.logaddexp.reduce(sums, axis=0), IMPOSSIBLE))

    evidence = after[0][margin - int(band.first[0])]
    steps: list[tuple[int, int, int, float]] = []
    i, j = band.left, band.right
    while i or j:
        d = i + j
        column = i - int(band.first[d])
        k = int(choice[d, column])
        kind = kinds[k]
        source = d - kind.left - kind.right
        from_column = i - kind.left - int(band.first[source])
        log_posterior = (
            total[source][margin + from_column] + scores[k][source, from_column] + after[d][margin + column] - evidence
        )
        i, j = i - kind.left, j - kind.right
        steps.append((i, j, k, float(np.exp(min(0.0, log_posterior)))))
    steps.reverse()
    return Path(steps)
