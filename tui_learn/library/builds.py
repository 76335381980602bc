"""How each edition is built, ready to be compared: its log lengths, also taken from the mean of their kind.

Where several texts of one language have the same sequence of blocks, what they have in common in their lengths is the
template's, and says nothing about which are translations of one another: it is taken away.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tui_learn.library.columns import Columns, Floats, Ints

_HEADING = ord("9")
"""Kinds up to it are levels of headings."""
_SAME_TEXT = 0.85
"""Mean correlation of lengths from which two texts of one language are rather one article: in the Portuguese of
Portugal and in that of Brazil."""
_FLAT = 0.15
"""Standard deviation of log lengths below which texts of one template do not differ by them."""


@dataclass(frozen=True, slots=True)
class Builds:
    """Of n editions; blocks of edition i are ``starts[i]`` to ``starts[i + 1]``."""

    shapes: list[str]
    starts: Ints
    kinds: NDArray[np.uint8]
    logs: Floats
    """Log lengths."""
    profiles: Floats
    """Log lengths without the mean of their kind in their edition and without their template's; 0 for headings."""
    counts: Ints
    """Blocks of each edition that are no headings."""
    templates: dict[str, Floats]
    """For sequences of blocks that several texts of one language have: the log lengths these have in common."""

    def blocks(self, number: int) -> slice:
        """Where the blocks of an edition are."""
        return slice(int(self.starts[number]), int(self.starts[number + 1]))


def builds_of(columns: Columns, languages: Ints, left_out: Collection[int]) -> Builds:
    """``left_out``: editions that are only versions of others, which make no template."""
    starts, owners = columns.lengths.starts, columns.lengths.owners
    kinds = np.frombuffer("".join(columns.shapes).encode("ascii"), np.uint8)
    logs = np.log1p(columns.lengths.values.astype(np.float64))
    prose = kinds > _HEADING
    groups = owners * 256 + kinds
    _names, places = np.unique(groups, return_inverse=True)
    means = np.bincount(places, weights=logs) / np.maximum(np.bincount(places), 1)
    profiles = np.where(prose, logs - means[places], 0.0)
    counts = np.bincount(owners[prose], minlength=len(columns)).astype(np.int64)
    builds = Builds(columns.shapes, starts, kinds, logs, profiles, counts, {})
    _take_templates_away(builds, languages.tolist(), left_out)
    return builds


def _take_templates_away(builds: Builds, languages: list[int], left_out: Collection[int]) -> None:
    by_shape: dict[str, list[int]] = defaultdict(list)
    for number, shape in enumerate(builds.shapes):
        by_shape[shape].append(number)
    for shape, numbers in by_shape.items():
        makers = [number for number in numbers if number not in left_out] if len(numbers) > 1 else []
        counted = Counter(languages[number] for number in makers)
        # One text a language may well be one article. Each language counts by how many more than one it has.
        weights = np.array([1 - 1 / counted[languages[number]] for number in makers])
        if not weights.sum():
            continue
        rows = np.stack([builds.profiles[builds.blocks(number)] for number in makers])
        agreement = _agreement(rows, [languages[number] for number in makers])
        if agreement < 0 or (agreement >= _SAME_TEXT and max(counted.values()) == 2):
            continue
        common = weights @ rows / weights.sum()
        builds.templates[shape] = common
        for number in numbers:
            profile = builds.profiles[builds.blocks(number)]
            profile -= common
            if profile.std() < _FLAT:
                profile[:] = 0.0


def _agreement(rows: Floats, languages: list[int]) -> float:
    """Mean cosine between two rows of one language."""
    units = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    total, pairs = 0.0, 0
    for language, count in Counter(languages).items():
        if count > 1:
            whole = units[[one == language for one in languages]].sum(axis=0)
            total += float(whole @ whole) - count
            pairs += count * (count - 1)
    return total / pairs
