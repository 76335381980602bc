"""Names of array types, and joins that numpy does not have."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Scores = npt.NDArray[np.floating[Any]]
"""Of either precision."""
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


def cumulated(values: Floats) -> Floats:
    """Sums of the first 0, 1, 2 ... values, along the last axis."""
    sums = np.zeros((*values.shape[:-1], values.shape[-1] + 1))
    np.cumsum(values, axis=-1, out=sums[..., 1:])
    return sums


def counting(sizes: Ints) -> tuple[Ints, Ints]:
    """For groups of these sizes: the group of each member, and its place in the group, from 0."""
    group = np.repeat(np.arange(len(sizes)), sizes)
    return group, np.arange(len(group)) - np.repeat(np.cumsum(sizes) - sizes, sizes)


def joined(left: Ints, right: Ints, keys: int, most: int) -> tuple[Ints, Ints]:
    """All (index in left, index in right) of equal keys; a key with more than ``most`` pairs is left out.

    ``left`` and ``right`` hold key numbers below ``keys``.
    """
    order = np.argsort(right, kind="stable")
    count = np.bincount(right, minlength=keys)
    first = np.cumsum(count) - count
    often = np.bincount(left, minlength=keys) * count
    kept = np.nonzero((often > 0)[left] & (often <= most)[left])[0]
    group, place = counting(count[left[kept]])
    return kept[group], order[first[left[kept]][group] + place]
