"""Where in a table the path may run: a band around the expected place of each left unit on the right side."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np

from tui_learn.bitext.arrays import Floats, Ints, cumulated
from tui_learn.bitext.terms import Terms

SMALL = 20_000
"""A table with no more cells than this is worked through whole."""
_RARE = 12
"""Anchors a chain must have before it is believed."""


def expected_places(left: Floats, right: Floats, chain: Ints) -> Floats:
    """Shape (n + 1,): the right unit at which each left one is expected, the end of the left side included.

    ``left`` and ``right`` are the units' lengths: to begin with, a place has the same share of the characters
    before it on both sides. ``chain``, shape (k, 2), are pairs of units that probably answer each other: the running
    median of how far they lie off that line bends it.
    """
    left_sums, right_sums = cumulated(left), cumulated(right)
    share = left_sums / max(1.0, float(left_sums[-1])) * right_sums[-1]
    straight: Floats = np.interp(share, right_sums, np.arange(len(right_sums), dtype=np.float64))
    if len(chain) < _RARE:
        return straight
    off = chain[:, 1] - straight[chain[:, 0]]
    reach = 4
    padded = np.pad(off, reach, mode="edge")
    smooth = np.median(np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1), axis=1)
    bent: Floats = straight + np.interp(np.arange(len(straight)), chain[:, 0], smooth)
    return np.clip(np.maximum.accumulate(bent), 0, len(right))


def rare_chain(left: Terms, right: Terms) -> Ints:
    """Shape (k, 2): anchors that stand once on either side, as the longest row that rises on both.

    Unique shared tokens as fixed points after Melamed (1999); the longest increasing subsequence by patience sorting
    (Fredman 1975).
    """
    both = left.anchor_names.keys() & right.anchor_names.keys()
    shared = sorted((left.anchor_names[name], right.anchor_names[name]) for name in both)
    if not shared:
        return np.zeros((0, 2), dtype=np.int64)
    places = []
    for terms, column in ((left, 0), (right, 1)):
        count = np.bincount(terms.anchors[:, 1], minlength=len(terms.anchor_names))
        place = np.zeros(len(terms.anchor_names), dtype=np.int64)
        place[terms.anchors[:, 1]] = terms.anchors[:, 0]
        numbers = np.array([pair[column] for pair in shared], dtype=np.int64)
        places.append(np.where(count[numbers] == 1, place[numbers], -1))
    points = np.stack(places, axis=1)
    points = np.unique(points[(points >= 0).all(axis=1)], axis=0)
    # Several on one row: only one may be in the chain, so the right side falls within a row.
    points = points[np.lexsort((-points[:, 1], points[:, 0]))]
    tops: list[int] = []
    top_index: list[int] = []
    before = np.full(len(points), -1, dtype=np.int64)
    for index, value in enumerate(points[:, 1].tolist()):
        at = bisect_left(tops, value)
        before[index] = top_index[at - 1] if at else -1
        if at == len(tops):
            tops.append(value)
            top_index.append(index)
        else:
            tops[at], top_index[at] = value, index
    chain = []
    index = top_index[-1] if top_index else -1
    while index >= 0:
        chain.append(index)
        index = int(before[index])
    found: Ints = points[chain[::-1]]
    return found


def band(expected: Floats, right: int, margin: int) -> tuple[Ints, int]:
    """First cell of each row, and the width: ``margin`` right units on either side of what is expected."""
    rows = len(expected)
    if rows * (right + 1) <= SMALL or 2 * margin + 1 >= right + 1:
        return np.zeros(rows, dtype=np.int64), right + 1
    low = np.floor(np.clip(expected - margin, 0, None)).astype(np.int64)
    low[0] = 0
    high = np.ceil(np.clip(expected + margin, None, right)).astype(np.int64)
    high[-1] = right
    low = np.minimum(low, np.concatenate([[0], high[:-1]]))  # a row can be entered from the one before
    width = min(right + 1, int((high - low).max()) + 1)
    return np.minimum(low, right + 1 - width), width
