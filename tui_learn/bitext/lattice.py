"""Dynamic programming over beads: how probable each bead is, and the best path.

A table has a row for every number of left units already used (0 to n) and, in each row, the cells of a band of
right units. Many tables are worked through at once (a batch), row by row: a step is a few vector operations over
all tables, bead shapes and cells. The one bead that stays in its row (0-1) is a running sum along it.

Units without a counterpart come one by one, or as a whole section nobody translated: beside single beads 1-0 and 0-1
there are runs of them that are dear to begin and cheap to go on with, gaps as of Gotoh (1982).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tui_learn.bitext.arrays import Bools, Floats, Ints
from tui_learn.bitext.bead_kinds import NO_SECTIONS, BeadKind, GapCosts

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
    gaps: GapCosts = NO_SECTIONS

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
    def added(self) -> int:
        """The number of the shape 0-1."""
        return next(k for k, kind in enumerate(self.kinds) if (kind.left, kind.right) == (0, 1))

    @cached_property
    def dropped(self) -> int:
        """The number of the shape 1-0."""
        return next(k for k, kind in enumerate(self.kinds) if (kind.left, kind.right) == (1, 0))

    @cached_property
    def moving(self) -> Ints:
        """The numbers of all shapes but 0-1."""
        return np.array([k for k in range(len(self.kinds)) if k != self.added], dtype=np.int64)

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


@dataclass(frozen=True)
class Forward:
    """Log sums of all paths from the first cell of each table, arrays (batch, n + 1, width)."""

    entered: Floats
    """Of those that come to a cell from another row."""
    dropping: Floats
    """Of those among them that are in a section only the left side has."""


@dataclass(frozen=True)
class Backward:
    """Log sums of all paths from each cell to the last cell of its table, arrays (batch, n + 1, width)."""

    free: Floats
    """Of those that are in no section only one side has."""
    dropping: Floats
    """Of those that come from a section only the left side has."""
    adding: Floats
    """Of those that come from a section only the right side has."""

    def first_rows(self, count: int) -> Backward:
        """The sums of the first ``count`` rows."""
        return Backward(self.free[:, :count], self.dropping[:, :count], self.adding[:, :count])


def _log_sum(stack: Floats) -> Floats:
    """log of the sum of exp over axis 1; the stack is used up."""
    top: Floats = stack.max(axis=1)
    stack -= top[:, None]
    np.exp(stack, out=stack)
    top += np.log(stack.sum(axis=1))
    return top


def _shifted(values: Floats) -> Floats:
    """Each cell's value one cell further on, along the last axis."""
    moved = np.full_like(values, IMPOSSIBLE)
    moved[..., 1:] = values[..., :-1]
    return moved


def _climbed(steps: Floats) -> Floats:
    """What the steps before each cell add up to, along the last axis."""
    sums = np.zeros_like(steps)
    np.cumsum(steps[..., :-1], axis=-1, out=sums[..., 1:])
    return sums


def _running(values: Floats, climbed: Floats) -> Floats:
    """x[c] = log(exp(values[c]) + exp(x[c - 1] + step to c)) along the last axis, the steps added up beforehand."""
    sums: Floats = np.logaddexp.accumulate(values - climbed, axis=-1)
    sums += climbed
    return sums


def added_runs(lattice: Lattice, entered: Floats, added: Floats) -> tuple[Floats, Floats]:
    """Log sums at each cell of rows (..., width): with single beads 0-1 only, and in a section only the right has.

    ``entered`` is what comes to each cell from other rows, ``added`` the score of a bead 0-1 there.
    """
    return _added_runs(lattice, entered, added, _climbed(added), _climbed(added + lattice.gaps.onward[1]))


def _added_runs(
    lattice: Lattice, entered: Floats, added: Floats, climbed: Floats, climbed_section: Floats
) -> tuple[Floats, Floats]:
    free = _running(entered, climbed)
    begun = _running(free + lattice.gaps.begin[1], climbed_section)
    return free, _shifted(begun + added)


def _arriving(lattice: Lattice, scores: Sequence[Floats], shapes: Ints) -> Floats:
    """Shape (batch, n + 1, shapes, width): the scores of shapes by the cell they lead to."""
    arriving = np.empty((lattice.batch, lattice.rows, len(shapes), lattice.width))
    flat = np.full((lattice.batch, lattice.nowhere + 1), IMPOSSIBLE)
    for place, k in enumerate(shapes.tolist()):
        flat[:, :-1] = scores[k].reshape(lattice.batch, -1)
        arriving[:, :, place] = flat[:, lattice.sources[:, k]]
    return arriving


def forward(lattice: Lattice, scores: Sequence[Floats], begun: Forward | None = None) -> Forward:
    """Log sums of all paths from the first cell of each table.

    ``scores[k]`` has the shape (batch, n + 1, width): the log score of a bead of shape k that begins in each cell,
    ``IMPOSSIBLE`` where it does not fit. ``begun`` holds the first rows where they are known already. Forward
    algorithm (Rabiner 1989), with beads for transitions.
    """
    width, dropped = lattice.width, lattice.dropped
    added = scores[lattice.added]
    arriving = _arriving(lattice, scores, lattice.moving)
    falling = arriving[:, :, lattice.moving.tolist().index(dropped)]
    sources = lattice.sources[:, lattice.moving]
    above = lattice.sources[:, dropped]
    shape = (lattice.batch, lattice.rows, width)
    entered, dropping = np.full(shape, IMPOSSIBLE), np.full(shape, IMPOSSIBLE)
    reached = np.full((lattice.batch, lattice.nowhere + 1), IMPOSSIBLE)
    section = np.full((lattice.batch, lattice.nowhere + 1), IMPOSSIBLE)  # where one only the left has may go on
    known = 0 if begun is None else begun.entered.shape[1]
    climbed, climbed_section = _climbed(added), _climbed(added + lattice.gaps.onward[1])
    for i in range(lattice.rows):
        if begun is not None and i < known:
            entered[:, i], dropping[:, i] = begun.entered[:, i], begun.dropping[:, i]
        elif i:
            np.maximum(section[:, above[i]] + falling[:, i], IMPOSSIBLE, out=dropping[:, i])
            moved = _log_sum(reached[:, sources[i]] + arriving[:, i])
            np.logaddexp(moved, dropping[:, i], out=entered[:, i])
        else:
            entered[:, 0, 0 - int(lattice.first[0])] = 0.0
        row = slice(i * width, (i + 1) * width)
        free, adding = _added_runs(lattice, entered[:, i], added[:, i], climbed[:, i], climbed_section[:, i])
        np.logaddexp(free, adding, out=reached[:, row])
        np.logaddexp(
            reached[:, row] + lattice.gaps.begin[0], dropping[:, i] + lattice.gaps.onward[0], out=section[:, row]
        )
    return Forward(entered, dropping)


def backward(lattice: Lattice, scores: Sequence[Floats], done: Backward | None = None) -> Backward:
    """Log sums of all paths to the last cell of each table; ``done`` holds the last rows where they are known."""
    width, gaps = lattice.width, lattice.gaps
    moving = np.stack([scores[k] for k in lattice.moving.tolist()], axis=2)  # batch, row, shape, cell
    targets = lattice.targets[:, lattice.moving]
    below = lattice.targets[:, lattice.dropped]
    dropped, added = scores[lattice.dropped], scores[lattice.added]
    shape = (lattice.batch, lattice.rows, width)
    result = Backward(np.full(shape, IMPOSSIBLE), np.full(shape, IMPOSSIBLE), np.full(shape, IMPOSSIBLE))
    free = np.full((lattice.batch, lattice.nowhere + 1), IMPOSSIBLE)
    dropping = np.full((lattice.batch, lattice.nowhere + 1), IMPOSSIBLE)
    goal = lattice.ends[:, 1] - lattice.first[lattice.ends[:, 0]]
    ends: dict[int, list[int]] = {}
    for number, row in enumerate(lattice.ends[:, 0].tolist()):
        ends.setdefault(row, []).append(number)
    last = lattice.rows
    if done is not None:
        last -= done.free.shape[1]
        ends.clear()
        result.free[:, last:], result.dropping[:, last:] = done.free, done.dropping
        result.adding[:, last:] = done.adding
        free[:, last * width : -1] = done.free.reshape(lattice.batch, -1)
        dropping[:, last * width : -1] = done.dropping.reshape(lattice.batch, -1)
    # Runs of 0-1 beads from the right: the last cell has nowhere to go.
    steps = np.concatenate([added[:, :, -2::-1], added[:, :, -1:]], axis=2)
    climbed, climbed_section = _climbed(steps), _climbed(steps + gaps.onward[1])
    begun = np.full((lattice.batch, width), IMPOSSIBLE)
    for i in range(last - 1, -1, -1):
        section = dropped[:, i] + dropping[:, below[i]]
        leaving = np.logaddexp(_log_sum(free[:, targets[i]] + moving[:, i]), section + gaps.begin[0])
        if i in ends:
            here = np.array(ends[i])
            leaving[here, goal[here]] = 0.0
        adding = _running(leaving[:, ::-1], climbed_section[:, i])[:, ::-1]
        begun[:, :-1] = adding[:, 1:] + added[:, i, :-1] + gaps.begin[1]
        result.adding[:, i] = adding
        result.free[:, i] = _running(np.logaddexp(leaving, begun)[:, ::-1], climbed[:, i])[:, ::-1]
        np.logaddexp(result.free[:, i], section + gaps.onward[0], out=result.dropping[:, i])
        row = slice(i * width, (i + 1) * width)
        free[:, row], dropping[:, row] = result.free[:, i], result.dropping[:, i]
    return result


def whole(lattice: Lattice, after: Backward) -> Floats:
    """Shape (batch,): the log sum of all paths through each table."""
    sums: Floats = after.free[:, 0, 0 - int(lattice.first[0])]
    return sums


def bead_posteriors(lattice: Lattice, scores: Sequence[Floats], before: Forward, after: Backward) -> list[Floats]:
    """The probability of each bead, an array (batch, n + 1, width) a shape, from the two log sums."""
    total = whole(lattice, after)[:, None, None]
    gaps = lattice.gaps
    free, adding = added_runs(lattice, before.entered, scores[lattice.added])
    reached = np.logaddexp(free, adding)

    def flat(end: Floats) -> Floats:
        cells = np.full((lattice.batch, lattice.nowhere + 1), IMPOSSIBLE)
        cells[:, :-1] = end.reshape(lattice.batch, -1)
        return cells

    def probability(start: Floats, k: int, end: Floats) -> Floats:
        share = end[:, lattice.targets[:, k]]
        share += start
        share += scores[k]
        np.minimum(share, 0.0, out=share)
        result: Floats = np.exp(share, out=share)
        return result

    open_end = flat(after.free)
    reached_share, free_share = reached - total, free - total
    found = [probability(free_share if k == lattice.added else reached_share, k, open_end) for k in range(len(scores))]
    section = np.logaddexp(reached + gaps.begin[0], before.dropping + gaps.onward[0])
    found[lattice.dropped] += probability(section - total, lattice.dropped, flat(after.dropping))
    section = np.logaddexp(free + gaps.begin[1], adding + gaps.onward[1])
    found[lattice.added] += probability(section - total, lattice.added, flat(after.adding))
    return found


def place_posteriors(
    lattice: Lattice, scores: Sequence[Floats], before: Forward, after: Backward, total: Floats | None = None
) -> Floats:
    """The probability that beads meet at each place, shape (batch, n + 1, width).

    ``total``, shape (batch,), is the log sum of all paths where the first rows are not among these.
    """
    if total is None:
        total = whole(lattice, after)
    level = total[:, None, None]
    free, adding = added_runs(lattice, before.entered, scores[lattice.added])
    places = np.exp(np.minimum(0.0, free + after.free - level))
    places += np.exp(np.minimum(0.0, adding + after.adding - level))
    # From a section only the left has the same paths lead on, and those that stay in it.
    places += np.exp(np.minimum(0.0, before.dropping + after.dropping - level))
    places -= np.exp(np.minimum(0.0, before.dropping + after.free - level))
    return np.clip(places, 0.0, 1.0)


def best_paths(lattice: Lattice, scores: Sequence[Floats]) -> list[list[tuple[int, int, int]]]:
    """The best path through each table: (left units before, right units before, shape) of each bead (Viterbi 1967).

    Sections that one side lacks cost what their single beads cost: ``lattice.gaps`` is not used.
    """
    width = lattice.width
    arriving = _arriving(lattice, scores, lattice.moving)
    sources = lattice.sources[:, lattice.moving]
    climbed = _climbed(scores[lattice.added])
    table = np.full((lattice.batch, lattice.nowhere + 1), IMPOSSIBLE)
    choice = np.full((lattice.batch, lattice.rows, width), lattice.added, dtype=np.int64)
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
        choice[:, i][stayed] = lattice.added
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
