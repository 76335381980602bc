"""The traits of many editions in arrays: a hundred thousand objects of Python would not fit."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tui_learn.library.traits import Traits

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Hashes = NDArray[np.uint64]

KIND_BITS = 3
KINDS = "ucanks"
"""Kinds of anchors; an anchor's hash ends with the number of its kind here."""
_SHORTEST_SEED = 40
"""Blocks from which the sequence of kinds is so long that files are looked for that have a part of it."""
_WINDOW = 20
"""Blocks of such a part."""
_SEEDS = 8
"""Parts of a file that are kept: those with the smallest hashes."""
_FACTORS = np.array([pow(0x9E3779B97F4A7C15, place, 1 << 64) for place in range(1, _WINDOW + 1)], np.uint64)
"""What makes a hash of such a part."""


@dataclass(frozen=True, slots=True)
class Ragged:
    """Rows of unequal length: row i is ``values[starts[i]:starts[i + 1]]``."""

    values: Hashes
    starts: Ints

    def row(self, number: int) -> Hashes:
        """One row."""
        return self.values[self.starts[number] : self.starts[number + 1]]

    @property
    def sizes(self) -> Ints:
        """Length of each row."""
        return self.starts[1:] - self.starts[:-1]

    @property
    def owners(self) -> Ints:
        """The row of each value."""
        return np.repeat(np.arange(len(self.starts) - 1, dtype=np.int64), self.sizes)


@dataclass(frozen=True, slots=True)
class Columns:
    """Traits of n editions, ordered by path; each value at the edition's number from 0."""

    paths: list[str]
    languages: list[str]
    sums: list[bytes]
    declared: list[str]
    headings: list[str]
    shapes: list[str]
    rankings: list[tuple[tuple[str, float], ...]]
    lengths: Ragged
    """Characters of each block."""
    anchors: Ragged
    """Hashes, sorted within a row."""
    sketches: Ragged
    seeds: Ragged
    """Hashes of stretches of the sequence of kinds of long texts."""

    def __len__(self) -> int:
        return len(self.paths)


def columns_of(traits: Iterable[Traits]) -> Columns:
    """Take the traits in, keeping none of the objects. The order they come in makes no difference."""
    words: dict[str, str] = {}  # one object a different text
    by_shape: dict[str, list[int]] = {}
    rows: list[tuple[str, str, bytes, str, str, str, tuple[tuple[str, float], ...]]] = []
    anchors, sketches, seeds, lengths = _Rows(), _Rows(), _Rows(), _Rows()
    for one in traits:
        shape = words.setdefault(one.shape, one.shape)
        language = words.setdefault(one.language, one.language)
        rows.append((
            one.path, language, bytes.fromhex(one.sha256) if _is_hexadecimal(one.sha256) else one.sha256.encode(),
            one.declared, one.heading, shape, one.ranking,
        ))  # fmt: skip
        lengths.add(one.lengths)
        anchors.add(sorted({_hashed(anchor) for anchor in one.anchors}))
        sketches.add(one.sketch)
        if shape not in by_shape:
            by_shape[shape] = _seeds(shape)
        seeds.add(by_shape[shape])
    order = sorted(range(len(rows)), key=lambda number: rows[number][:3])
    rows = [rows[number] for number in order]
    return Columns(
        [row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows], [row[3] for row in rows],
        [row[4] for row in rows], [row[5] for row in rows], [row[6] for row in rows],
        lengths.ragged(order), anchors.ragged(order), sketches.ragged(order), seeds.ragged(order),
    )  # fmt: skip


class _Rows:
    def __init__(self) -> None:
        self._values = array("Q")
        self._ends = array("q", [0])

    def add(self, values: Sequence[int]) -> None:
        self._values.extend(values)
        self._ends.append(len(self._values))

    def ragged(self, order: Sequence[int]) -> Ragged:
        values = np.frombuffer(self._values, np.uint64) if self._values else np.zeros(0, np.uint64)
        ends = np.frombuffer(self._ends, np.int64)
        numbers = np.asarray(order, np.int64)
        sizes = np.diff(ends)[numbers]
        starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
        return Ragged(values[spread(ends[:-1][numbers], sizes)], starts)


def spread(starts: Ints, sizes: Ints) -> Ints:
    """All whole numbers from each start on, as many as its size: the indexes of many slices at once."""
    total = int(sizes.sum())
    ends = np.cumsum(sizes)
    found: Ints = np.arange(total, dtype=np.int64) + np.repeat(starts - (ends - sizes), sizes)
    return found


def _is_hexadecimal(text: str) -> bool:
    return len(text) == 64 and not text.strip("0123456789abcdef")


def _hashed(anchor: str) -> int:
    digest = hashlib.blake2b(anchor.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    kind = KINDS.find(anchor[0])
    return int.from_bytes(digest, "big") >> KIND_BITS << KIND_BITS | (kind if kind >= 0 else len(KINDS) - 1)


def _seeds(shape: str) -> list[int]:
    """Hashes of some stretches of a long sequence of kinds, those that say little left out."""
    if len(shape) < _SHORTEST_SEED:
        return []
    kinds = np.frombuffer(shape.encode("ascii"), np.uint8).astype(np.uint64)
    changes = np.concatenate([np.zeros(1, np.int64), np.cumsum(kinds[1:] != kinds[:-1])])
    parts = np.lib.stride_tricks.sliding_window_view(kinds, _WINDOW)
    varied = (changes[_WINDOW - 1 :] - changes[: 1 - _WINDOW]) * 3 >= _WINDOW
    found: list[int] = np.unique(parts[varied] @ _FACTORS)[:_SEEDS].tolist()
    return found
