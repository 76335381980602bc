"""What two texts share whatever their languages: numbers, acronyms, addresses, closing marks, word beginnings.

An anchor that stands in a unit on both sides is evidence for their being one bead, the more the rarer it is
(compare the cognates of Simard, Foster and Isabelle 1992).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tui_learn.bitext.arrays import Floats, Ints, joined
from tui_learn.bitext.beads import BeadKind
from tui_learn.bitext.terms import Terms

STRONG_COPY = 0.7
"""Probability that a number, acronym or address of one side stands in its translation."""
WEAK_COPY = 0.25
"""Probability that a translation uses a word that begins alike."""
MAX_GAIN = 6.0
MAX_PAIRS = 40_000
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


def shared_anchors(left: Terms, right: Terms, rows: range, columns: range) -> Anchors:
    """The evidence of the anchors that stretches of two texts share."""
    (i, a), (j, b) = _anchors_of(left, rows), _anchors_of(right, columns)
    numbers = {name: number for number, name in enumerate(left.anchor_names)}
    size = len(numbers) + 1
    translated = np.array([numbers.get(name, size - 1) for name in right.anchor_names], dtype=np.int64)
    b = translated[b]
    left_count, right_count = np.bincount(a, minlength=size), np.bincount(b, minlength=size)
    frequency = np.maximum(left_count / max(1, len(rows)), right_count / max(1, len(columns)))
    strong = np.array([*(name.startswith("!") for name in left.anchor_names), False])
    worth = np.log1p(np.where(strong, STRONG_COPY, WEAK_COPY) / np.maximum(frequency, 1e-9))
    worth = np.minimum(MAX_GAIN, worth) + _MISSING * strong
    telling = strong & (left_count * right_count > 0) & (left_count * right_count <= MAX_PAIRS)
    at_left, at_right = joined(a, b, size, MAX_PAIRS)
    return Anchors(
        i[at_left],
        j[at_right],
        worth[a[at_left]],
        np.bincount(i, telling[a] * (_MISSING / 2), minlength=len(rows)),
        np.bincount(j, telling[b] * (_MISSING / 2), minlength=len(columns)),
    )


_MISSING = float(-np.log(1 - STRONG_COPY))


def _anchors_of(terms: Terms, units: range) -> tuple[Ints, Ints]:
    low, high = np.searchsorted(terms.anchors[:, 0], [units.start, units.stop])
    return terms.anchors[low:high, 0] - units.start, terms.anchors[low:high, 1]


def gains_in(anchors: Anchors, first: Ints, width: int) -> Floats:
    """The gains as a table: cell (i, c) is left unit i with right unit ``first[i] + c``."""
    column = anchors.right - first[anchors.left]
    inside = (column >= 0) & (column < width)
    cell = (anchors.left * width + column)[inside]
    return np.bincount(cell, anchors.gain[inside], minlength=len(first) * width).reshape(len(first), width)


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
