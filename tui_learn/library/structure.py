"""How alike two editions are built: the sequence of kinds of their blocks, and the lengths of these.

Lengths of translated passages rise and fall together (Gale and Church 1993). Headings are short and paragraphs long
in any text, so what counts is also measured within each kind of block.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from tui_learn.library.builds import Builds
from tui_learn.library.columns import Floats, Ints

Kinds = NDArray[np.uint8]

_CELLS = 4000
"""Half the pairs of blocks that are looked at, at most, to align passages by their lengths: some milliseconds."""
_BAND = 6
_ENOUGH = 0.9
"""Correlation from which they need not be."""
_GAP = 0.6
"""What it costs to leave a block out, in log units of length."""
_NEAR = 0.4
"""Difference of lengths, in the same units, that is no reason to look further."""
_SURE = 0.999


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two editions are built."""

    structure: float
    """Blocks of the same kind in the same order, of all blocks (0 to 1)."""
    correlation: float
    """Of log lengths over these blocks (-1 to 1)."""
    within: float
    """The same, each length taken from the mean of its kind, and from the template's; headings left out."""
    blocks: int
    """How many blocks ``within`` is measured on."""
    of_template: bool = False
    """Whether one of the two has the sequence of blocks of other texts in its language."""

    @property
    def surprise(self) -> float:
        """Standard deviations from what unrelated texts would give (Fisher 1915)."""
        return math.atanh(max(-_SURE, min(_SURE, self.within))) * math.sqrt(max(0, self.blocks - 4))


NOT_ALIKE = Likeness(0.0, 0.0, 0.0, 0)


def compare(builds: Builds, left: int, right: int, least: float, *, align: bool = False) -> Likeness:
    """How alike two editions are built; ``NOT_ALIKE`` where ``structure`` is below ``least``.

    ``align``: lengths may choose which blocks answer one another, where that is worth the time.
    """
    one, other = builds.shapes[left], builds.shapes[right]
    mine, yours = builds.blocks(left), builds.blocks(right)
    if one == other:
        within = _cosine(builds.profiles[mine], builds.profiles[yours])
        whole = correlate(builds.logs[mine], builds.logs[yours])
        return Likeness(1.0, whole, within, int(builds.counts[left]), one in builds.templates)
    total = len(one) + len(other)
    if 2 * min(len(one), len(other)) < least * total:
        return NOT_ALIKE
    structure = 2 * LCSseq.similarity(one, other) / total
    if structure < least:
        return NOT_ALIKE
    xs, ys, kinds = builds.logs[mine], builds.logs[yours], builds.kinds[mine]

    def measure(places: tuple[Ints, Ints], structure: float) -> Likeness:
        mine, yours = places
        common = builds.templates[one][mine] if one in builds.templates else None
        if common is None and other in builds.templates:
            common = builds.templates[other][yours]
        return _measure(xs[mine], ys[yours], kinds[mine], common, structure)

    found = measure(_matching(one, other), structure)
    if align and found.correlation < _ENOUGH:
        places = _align(one, other, (xs - xs.mean()).tolist(), (ys - ys.mean()).tolist())
        better = measure(places, 2 * len(places[0]) / total)
        if better.structure >= least and better.correlation > found.correlation:
            return better
    return found


def _matching(one: str, other: str) -> tuple[Ints, Ints]:
    xs: list[int] = []
    ys: list[int] = []
    for step in LCSseq.opcodes(one, other):
        if step.tag == "equal":
            xs += range(step.src_start, step.src_end)
            ys += range(step.dest_start, step.dest_end)
    return np.array(xs, np.int64), np.array(ys, np.int64)


def _align(one: str, other: str, us: list[float], vs: list[float]) -> tuple[Ints, Ints]:
    """Blocks that answer one another: of the same kind and of lengths as alike as can be, in order.

    What begins and ends alike is so; between them dynamic programming near the diagonal.
    """
    shorter = min(len(one), len(other))
    head = 0
    while head < shorter and one[head] == other[head] and abs(us[head] - vs[head]) < _NEAR:
        head += 1
    tail = 0
    while tail < shorter - head and one[~tail] == other[~tail] and abs(us[~tail] - vs[~tail]) < _NEAR:
        tail += 1
    last, end = len(one) - tail, len(other) - tail
    if (last - head + 1) * (abs(len(one) - len(other)) + _BAND) > _CELLS:
        return _matching(one, other)
    middle = _program(one[head:last], other[head:end], us[head:last], vs[head:end])
    pairs = [(place, place) for place in range(head)]
    pairs += [(i + head, j + head) for i, j in middle]
    pairs += [(last + place, end + place) for place in range(tail)]
    return np.array([i for i, _j in pairs], np.int64), np.array([j for _i, j in pairs], np.int64)


def _program(one: str, other: str, us: list[float], vs: list[float]) -> list[tuple[int, int]]:
    band = abs(len(one) - len(other)) + _BAND
    infinite = float("inf")
    before: list[float] = [_GAP * j if j <= band else infinite for j in range(len(other) + 1)]
    ways: list[tuple[int, bytearray]] = []
    for i in range(1, len(one) + 1):
        low, high = max(0, i - band), min(len(other), i + band)
        row = [infinite] * (len(other) + 1)
        way = bytearray(high - low + 1)
        kind, length = one[i - 1], us[i - 1]
        for j in range(low, high + 1):
            best, chosen = before[j] + _GAP, 1
            if j:
                if row[j - 1] + _GAP < best:
                    best, chosen = row[j - 1] + _GAP, 2
                if kind == other[j - 1]:
                    together = before[j - 1] + min(abs(length - vs[j - 1]), 1.9 * _GAP)
                    if together <= best:
                        best, chosen = together, 0
            row[j] = best
            way[j - low] = chosen
        ways.append((low, way))
        before = row
    i, j = len(one), len(other)
    pairs: list[tuple[int, int]] = []
    while i and j:
        low, way = ways[i - 1]
        chosen = way[j - low]
        if chosen == 0:
            pairs.append((i - 1, j - 1))
        i, j = i - (chosen != 2), j - (chosen != 1)
    pairs.reverse()
    return pairs


def _measure(left: Floats, right: Floats, kinds: Kinds, common: Floats | None, structure: float) -> Likeness:
    correlation = correlate(left, right)
    if common is not None:
        left, right = left - common, right - common
    prose = kinds > ord("9")
    kinds = kinds[prose]
    within = _cosine(_within(kinds, left[prose]), _within(kinds, right[prose])) if len(kinds) else 0.0
    return Likeness(structure, correlation, within, len(kinds), common is not None)


def _within(kinds: Kinds, values: Floats) -> Floats:
    numbers = kinds.astype(np.int64)
    means = np.bincount(numbers, weights=values) / np.maximum(np.bincount(numbers), 1)
    return values - means[numbers]


def _cosine(left: Floats, right: Floats) -> float:
    spread = math.sqrt(float(left @ left) * float(right @ right))
    return float(left @ right) / spread if spread > 1e-9 else 0.0


def correlate(left: Floats, right: Floats) -> float:
    """Pearson's coefficient; 0 where there are fewer than three values, or they are all the same."""
    count = len(left)
    if count < 3:
        return 0.0
    xs, ys = left - float(left.sum()) / count, right - float(right.sum()) / count
    return _cosine(xs, ys)
