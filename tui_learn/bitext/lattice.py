"""Dynamic programming over beads: how probable each bead is, and the best path.

A table has a row for every number of left units already used (0 to n) and, in each row, the cells of a band of
right units. Many tables are worked through at once (a batch), row by row: a step is a few vector operations over
all tables, bead shapes and cells. The one bead that stays in its row (0-1) is a running sum along it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tui_learn.bitext.arrays import Bools, Floats, Ints
from tui_learn.bitext.beads import BeadKind

IMPOSSIBLE = -1e9


@dataclass(frozen=True)
class Lattice:
    """The cells of a batch of tables: cell (i, c) of each stands for i left and ``first[i] + c`` right units."""

    kinds: tuple[BeadKind, ...]
    """The shapes beads may have; 0-1 is among them."""
    first: Ints
    """Shape (n + 1,), never falling: the number of right units at the first cell of each row."""
    width: int
    """Cells in a row."""
    ends: Ints
    """Shape (batch, 2): how many left and right units each table has; at most n and ``first[-1] + width - 1``."""

    @property
    def rows(self) -> int:
        return len(self.first)

    @property
    def batch(self) -> int:
        return len(self.ends)

    @property
    def right(self) -> Ints:
        """Shape (n + 1, width): right units before each cell."""
        return self.first[:, None] + np.arange(self.width)[None, :]

    @cached_property
    def stay(self) -> int:
        """The number of the shape 0-1."""
        return next(k for k, kind in enumerate(self.kinds) if (kind.left, kind.right) == (0, 1))

    @cached_property
    def moving(self) -> Ints:
        """The numbers of all other shapes."""
        return np.array([k for k in range(len(self.kinds)) if k != self.stay], dtype=np.int64)

    @property
    def nowhere(self) -> int:
        """The flat number of the cell that stands for every place outside the tables."""
        return self.rows * self.width

    @cached_property
    def sources(self) -> Ints:
        """Shape (n + 1, shapes, width): the flat number of the cell from which each shape leads to each cell."""
        return self._flat(-1)

    @cached_property
    def targets(self) -> Ints:
        """Shape (n + 1, shapes, width): the flat number of the cell to which each shape leads from each cell."""
        return self._flat(1)

    def _flat(self, sign: int) -> Ints:
        left = np.array([kind.left for kind in self.kinds])
        right = np.array([kind.right for kind in self.kinds])
        row = np.arange(self.rows)[:, None] + sign * left[None, :]
        inside = (row >= 0) & (row < self.rows)
        row = np.clip(row, 0, self.rows - 1)
        moved = self.first[:, None] + sign * right[None, :] - self.first[row]
        column = moved[:, :, None] + np.arange(self.width)
        inside = inside[:, :, None] & (column >= 0) & (column < self.width)
        return np.where(inside, row[:, :, None] * self.width + column, self.nowhere)


def _log_sum(stack: Floats) -> Floats:
    """log of the sum of exp over axis 1; the stack is used up."""
    top: Floats = stack.max(axis=1)
    stack -= top[:, None]
    np.exp(stack, out=stack)
    top += np.log(stack.sum(axis=1))
    return top


def _climbed(steps: Floats) -> Floats:
    """What staying in the row has added up to at each cell."""
    sums = np.zeros_like(steps)
    np.cumsum(steps[..., :-1], axis=-1, out=sums[..., 1:])
    return sums


def _arriving(lattice: Lattice, scores: Sequence[Floats]) -> Floats:
    """Shape (batch, n + 1, shapes, width): the scores of the moving shapes by the cell they lead to."""
    shape = (lattice.batch, lattice.rows, len(lattice.moving), lattice.width)
    arriving = np.empty(shape)
    flat = np.full((lattice.batch, lattice.nowhere + 1), IMPOSSIBLE)
    for place, k in enumerate(lattice.moving.tolist()):
        flat[:, :-1] = scores[k].reshape(lattice.batch, -1)
        arriving[:, :, place] = flat[:, lattice.sources[:, k]]
    return arriving


def forward(lattice: Lattice, scores: Sequence[Floats], begun: Floats | None = None) -> Floats:
    """Log sum of all paths from the first cell of each table to each cell, shape (batch, cells + 1).

    ``scores[k]`` has the shape (batch, n + 1, width): the log score of a bead of shape k that begins in each cell,
    ``IMPOSSIBLE`` where it does not fit. ``begun``, shape (batch, k, width), are the first k rows, where they are
    known already. Forward algorithm (Rabiner 1989), with beads for transitions.
    """
    width = lattice.width
    arriving = _arriving(lattice, scores)
    sources = lattice.sources[:, lattice.moving]
    climbed = _climbed(scores[lattice.stay])
    table = np.full((lattice.batch, lattice.nowhere + 1), IMPOSSIBLE)
    known = 0 if begun is None else begun.shape[1]
    if begun is not None:
        table[:, : known * width] = begun.reshape(lattice.batch, -1)
    for i in range(known, lattice.rows):
        if i:
            entering = _log_sum(table[:, sources[i]] + arriving[:, i])
        else:
            entering = np.full((lattice.batch, width), IMPOSSIBLE)
            entering[:, 0 - int(lattice.first[0])] = 0.0
        up = climbed[:, i]
        row = np.logaddexp.accumulate(entering - up, axis=-1)
        row += up
        np.maximum(row, IMPOSSIBLE, out=table[:, i * width : (i + 1) * width])
    return table


def backward(lattice: Lattice, scores: Sequence[Floats], done: Floats | None = None) -> Floats:
    """Log sum of all paths from each cell to the last cell of its table, shape (batch, cells + 1).

    ``done``, shape (batch, k, width), are the last k rows, where they are known already.
    """
    width = lattice.width
    moving = np.stack([scores[k] for k in lattice.moving.tolist()], axis=2)  # batch, row, shape, cell
    stay = scores[lattice.stay][:, :, ::-1]
    climbed = np.zeros_like(stay)
    np.cumsum(stay[:, :, 1:], axis=-1, out=climbed[:, :, 1:])
    table = np.full((lattice.batch, lattice.nowhere + 1), IMPOSSIBLE)
    targets = lattice.targets[:, lattice.moving]
    goal = lattice.ends[:, 1] - lattice.first[lattice.ends[:, 0]]
    ends: dict[int, list[int]] = {}
    for number, row in enumerate(lattice.ends[:, 0].tolist()):
        ends.setdefault(row, []).append(number)
    last = lattice.rows
    if done is not None:
        last -= done.shape[1]
        table[:, last * width : -1] = done.reshape(lattice.batch, -1)
        ends.clear()
    for i in range(last - 1, -1, -1):
        leaving = _log_sum(table[:, targets[i]] + moving[:, i])
        if i in ends:
            here = np.array(ends[i])
            leaving[here, goal[here]] = 0.0
        up = climbed[:, i]
        row = np.logaddexp.accumulate(leaving[:, ::-1] - up, axis=-1)
        row += up
        np.maximum(row[:, ::-1], IMPOSSIBLE, out=table[:, i * width : (i + 1) * width])
    return table


def whole(lattice: Lattice, after: Floats) -> Floats:
    """Shape (batch,): the log sum of all paths through each table."""
    sums: Floats = after[:, 0 - int(lattice.first[0])]
    return sums


def bead_posteriors(lattice: Lattice, scores: Sequence[Floats], before: Floats, after: Floats) -> list[Floats]:
    """The probability of each bead, an array (batch, n + 1, width) a shape, from the two log sums."""
    shape = (lattice.batch, lattice.rows, lattice.width)
    begun = before[:, :-1].reshape(shape) - whole(lattice, after)[:, None, None]
    return [np.exp(np.minimum(0.0, begun + score + after[:, lattice.targets[:, k]])) for k, score in enumerate(scores)]


def place_posteriors(lattice: Lattice, before: Floats, after: Floats) -> Floats:
    """The probability that beads meet at each place, shape (batch, n + 1, width)."""
    log = before[:, :-1] + after[:, :-1] - whole(lattice, after)[:, None]
    result: Floats = np.exp(np.minimum(0.0, log)).reshape(lattice.batch, lattice.rows, lattice.width)
    return result


def best_paths(lattice: Lattice, scores: Sequence[Floats]) -> list[list[tuple[int, int, int]]]:
    """The best path through each table: (left units before, right units before, shape) of each bead (Viterbi 1967)."""
    width = lattice.width
    arriving = _arriving(lattice, scores)
    sources = lattice.sources[:, lattice.moving]
    climbed = _climbed(scores[lattice.stay])
    table = np.full((lattice.batch, lattice.nowhere + 1), IMPOSSIBLE)
    choice = np.full((lattice.batch, lattice.rows, width), lattice.stay, dtype=np.int64)
    for i in range(lattice.rows):
        if i:
            steps = table[:, sources[i]] + arriving[:, i]
            entering = steps.max(axis=1)
            choice[:, i] = lattice.moving[steps.argmax(axis=1)]
        else:
            entering = np.full((lattice.batch, width), IMPOSSIBLE)
            entering[:, 0 - int(lattice.first[0])] = 0.0
        level = entering - climbed[:, i]
        highest = np.maximum.accumulate(level, axis=-1)
        stayed: Bools = highest > level
        choice[:, i][stayed] = lattice.stay
        table[:, i * width : (i + 1) * width] = np.maximum(highest + climbed[:, i], IMPOSSIBLE)
    paths = []
    for b, (i, j) in enumerate(lattice.ends.tolist()):
        path = []
        while i or j:
            k = int(choice[b, i, j - int(lattice.first[i])])
            i, j = i - lattice.kinds[k].left, j - lattice.kinds[k].right
            path.append((i, j, k))
        paths.append(path[::-1])
    return paths
