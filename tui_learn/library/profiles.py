"""Texts with the same sequence of blocks whose lengths rise and fall together."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from tui_learn.library.builds import Builds

SHORTEST = 8
"""Blocks without headings, below which lengths alone say too little."""
MOST = 2000
"""More texts than these with one sequence of blocks were made from a template, or say too little."""
SURPRISE = 4.5
"""Standard deviations from what unrelated texts would give."""


def alike_by_lengths(builds: Builds) -> Iterator[tuple[int, int]]:
    """Pairs of equal shape whose lengths agree by more than chance could bring about."""
    by_shape: dict[str, list[int]] = defaultdict(list)
    for number, shape in enumerate(builds.shapes):
        if builds.counts[number] >= SHORTEST:
            by_shape[shape].append(number)
    for numbers in by_shape.values():
        if not 1 < len(numbers) <= MOST:
            continue
        rows = np.stack([builds.profiles[builds.blocks(number)] for number in numbers])
        rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
        least = math.tanh(SURPRISE / math.sqrt(int(builds.counts[numbers[0]]) - 4))
        lefts, rights = np.nonzero(np.triu(rows @ rows.T, 1) >= least)
        for left, right in zip(lefts.tolist(), rights.tolist(), strict=True):
            yield numbers[left], numbers[right]
