"""What two texts share whatever their languages: numbers, acronyms, addresses, closing marks, word beginnings.

An anchor that stands in a unit on both sides is evidence for their being one bead, the more the rarer it is
(compare the cognates of Simard, Foster and Isabelle 1992).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tui_learn.bitext.arrays import Bools, Floats, Ints, joined
from tui_learn.bitext.bead_kinds import BeadKind
from tui_learn.bitext.terms import Terms

STRONG_COPY = 0.7
"""Probability that a number, acronym or address of one side stands in its translation."""
WEAK_COPY = 0.25
"""Probability that a translation uses a word that begins alike."""
MAX_GAIN = 6.0
MAX_PAIRS = 40_000
"""An anchor in more pairs of units than this says nothing."""


@dataclass(frozen=True)
class AnchorTable:
    """The anchors of two texts, and what each is worth."""

    left: Ints
    right: Ints
    """Shape (k, 2): (unit, anchor number) of every anchor of every unit, once, by unit; numbers of both sides agree."""
    worth: Floats
    """Shape (anchors,): what a pair of units that share it gains."""
    telling: Bools
    """Shape (anchors,): strong ones that both sides have."""
    most: int
    """An anchor in more pairs of units than this says nothing."""


@dataclass(frozen=True)
class Anchors:
    """Evidence from shared anchors between two stretches of text."""

    left: Ints
    right: Ints
    """Shape (k,): pairs of units that share an anchor, from 0 at the stretches' beginnings."""
    gain: Floats
    """Shape (k,): what each anchor is worth there."""
    left_price: Floats
    right_price: Floats
    """Shape (n,) and (m,): what matching a unit at all costs: a strong anchor that the other side has elsewhere, but
    not there, speaks against the bead."""


def anchor_table(left: Terms, right: Terms) -> AnchorTable:
    """The anchors of two texts, weighed by how rare they are in the whole of them."""
    n, m = len(left.starts) - 1, len(right.starts) - 1
    numbers = {name: number for number, name in enumerate(left.anchor_names)}
    size = len(numbers) + 1
    translated = np.array([numbers.get(name, size - 1) for name in right.anchor_names], dtype=np.int64)
    renamed = np.stack([right.anchors[:, 0], translated[right.anchors[:, 1]]], axis=1)
    left_count = np.bincount(left.anchors[:, 1], minlength=size)
    right_count = np.bincount(renamed[:, 1], minlength=size)
    frequency = np.maximum(left_count / max(1, n), right_count / max(1, m))
    strong = np.array([*(name.startswith("!") for name in left.anchor_names), False])
    worth = np.log1p(np.where(strong, STRONG_COPY, WEAK_COPY) / np.maximum(frequency, 1e-9))
    # In a long text an anchor's pairs spread over so many stretches.
    most = MAX_PAIRS * max(1, n // 1000) * max(1, m // 1000)
    pairs = left_count * right_count
    usual = (pairs > 0) & (pairs <= most)
    return AnchorTable(
        left.anchors,
        renamed,
        np.where(usual, np.minimum(MAX_GAIN, worth) + _MISSING * strong, 0.0),
        strong & usual,
        most,
    )


def shared_anchors(table: AnchorTable, rows: range, columns: range) -> Anchors:
    """The evidence of the anchors that stretches of two texts share."""
    (i, a), (j, b) = _anchors_of(table.left, rows), _anchors_of(table.right, columns)
    used_left, used_right = table.worth[a] > 0, table.worth[b] > 0
    i, a, j, b = i[used_left], a[used_left], j[used_right], b[used_right]
    at_left, at_right = joined(a, b, len(table.worth), table.most)
    return Anchors(
        i[at_left],
        j[at_right],
        table.worth[a[at_left]],
        np.bincount(i, table.telling[a] * (_MISSING / 2), minlength=len(rows)).astype(np.float64),
        np.bincount(j, table.telling[b] * (_MISSING / 2), minlength=len(columns)).astype(np.float64),
    )


_MISSING = float(-np.log(1 - STRONG_COPY))


def _anchors_of(anchors: Ints, units: range) -> tuple[Ints, Ints]:
    low, high = np.searchsorted(anchors[:, 0], [units.start, units.stop])
    return anchors[low:high, 0] - units.start, anchors[low:high, 1]


def gains_in(anchors: Anchors, first: Ints, width: int) -> Floats:
    """The gains as a table: cell (i, c) is left unit i with right unit ``first[i] + c``."""
    column = anchors.right - first[anchors.left]
    inside = (column >= 0) & (column < width)
    cell = (anchors.left * width + column)[inside]
    gains = np.bincount(cell, anchors.gain[inside], minlength=len(first) * width).astype(np.float64)
    return gains.reshape(len(first), width)


def shared_in_bead(gains: Floats, first: Ints, kind: BeadKind) -> Floats:
    """Evidence inside a bead of this shape, from each cell on; ``gains`` as of ``gains_in``.

    Each unit brings its best partner in the bead only: summed over all pairs, an anchor that recurs in
    neighbouring sentences would count many times and pull them together.
    """
    if kind.left == kind.right == 1:
        return gains
    cells = np.stack([np.stack([_moved(gains, first, x, y) for y in range(kind.right)]) for x in range(kind.left)])
    shared: Floats = (cells.max(axis=1).sum(axis=0) + cells.max(axis=0).sum(axis=0)) / 2
    return shared


def mean_in_bead(cells: Floats, first: Ints, kind: BeadKind) -> Floats:
    """The mean of all pairs of units inside a bead of this shape, from each cell on."""
    moved = [_moved(cells, first, x, y) for x in range(kind.left) for y in range(kind.right)]
    mean: Floats = sum(moved[1:], start=moved[0]) / len(moved)
    return mean


def _moved(cells: Floats, first: Ints, x: int, y: int) -> Floats:
    """``cells`` read at (i + x, j + y) for every cell (i, j); 0 outside the band."""
    if not x and not y:
        return cells
    rows, width = cells.shape
    moved = np.zeros_like(cells)
    if x >= rows:
        return moved
    column = np.arange(width)[None, :] + (first[: rows - x] + y - first[x:])[:, None]
    inside = (column >= 0) & (column < width)
    moved[: rows - x] = np.where(inside, np.take_along_axis(cells[x:], np.clip(column, 0, width - 1), axis=1), 0.0)
    return moved
