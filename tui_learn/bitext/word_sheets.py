"""Units of text in several languages as padded arrays: one sheet of cells for each unit and pair of languages.

A unit is a stretch of text that says the same in each language, usually a sentence. Units of similar size lie in one
group, so that every step of learning is a few array operations however many units there are.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tui_learn.bitext.arrays import Bools, Floats, Ints
from tui_learn.bitext.vocabulary import Vocabulary

STEP = 8
"""Lengths are rounded up to a multiple of so many words."""
MAX_WORDS = 160
"""Words of a unit that are looked at; what is beyond has no links."""
DENSE = 8_000_000
"""Pairs of words that are numbered by a table rather than by sorting."""


@dataclass(frozen=True)
class Units:
    """What is to be linked: the words of each unit in each language, by number."""

    vocabularies: tuple[Vocabulary, ...]
    tokens: tuple[tuple[Ints, ...], ...]
    """By language, then unit: the words; empty where a language says nothing there."""
    targets: tuple[tuple[Ints, ...], ...] | None = None
    """By language, then unit: the number of the address each word links to, -1 for none."""
    teaching: tuple[float, ...] | None = None
    """How much each unit teaches about words, 0 to 1; 1 for all without it."""

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(vocabulary.language for vocabulary in self.vocabularies)


@dataclass(frozen=True)
class Group:
    """Units of similar size."""

    units: Ints
    """Shape (n,): unit numbers."""
    tokens: Ints
    """Shape (languages, n, size): words, 0 beyond the end."""
    lengths: Ints
    """Shape (languages, n)."""
    targets: Ints
    """Shape (languages, n, size): -1 for none."""
    teaching: Floats
    """Shape (n,): how much each unit teaches, 0 to 1."""

    @property
    def size(self) -> int:
        return int(self.tokens.shape[2])

    def inside(self, language: int) -> Bools:
        """Shape (n, size): which places hold a word."""
        return np.asarray(np.arange(self.size)[None, :] < self.lengths[language][:, None])


def grouped(units: Units) -> tuple[Group, ...]:
    """The units as groups, the short ones first. Units with words in one language only are left out."""
    lengths = np.array([[min(len(words), MAX_WORDS) for words in side] for side in units.tokens], dtype=np.int64)
    if not lengths.size:
        return ()
    longest = -(-lengths.max(axis=0) // STEP) * STEP
    longest[(lengths > 0).sum(axis=0) < 2] = 0
    groups = []
    for size in np.unique(longest[longest > 0]):
        numbers = np.nonzero(longest == size)[0]
        tokens = np.zeros((len(units.tokens), len(numbers), size), dtype=np.int64)
        targets = np.full(tokens.shape, -1, dtype=np.int64)
        for language, side in enumerate(units.tokens):
            for row, number in enumerate(numbers):
                words = side[number][:MAX_WORDS]
                tokens[language, row, : len(words)] = words
                if units.targets is not None:
                    targets[language, row, : len(words)] = units.targets[language][number][:MAX_WORDS]
        teaching = np.ones(len(numbers)) if units.teaching is None else np.array(units.teaching)[numbers]
        groups.append(Group(numbers, tokens, lengths[:, numbers], targets, teaching))
    return tuple(groups)


@dataclass(frozen=True)
class PairCells:
    """The cells of all sheets of one pair of languages."""

    left: int
    """Number of a language."""
    right: int
    lefts: Ints
    """Shape (kinds,): the left word of each kind of cell."""
    rights: Ints
    kinds: tuple[Ints, ...]
    """By group, shape (n, size, size): the kind of each cell, a number below ``len(lefts)``; 0 outside."""
    inside: tuple[Bools, ...]
    """By group, shape (n, size, size): which cells are cells."""

    def spread(self, values: npt.NDArray[Any], group: int) -> npt.NDArray[Any]:
        """Shape (n, size, size): the value of each cell's kind, of ``values`` by kind; of no meaning outside."""
        kinds = self.kinds[group]
        return values[kinds] if len(values) else np.zeros(kinds.shape, values.dtype)


def pair_cells(units: Units, groups: Sequence[Group], pairs: Sequence[tuple[int, int]]) -> tuple[PairCells, ...]:
    """The cells of each pair of languages."""
    return tuple(_pair_cells(units, groups, left, right) for left, right in pairs)


def _pair_cells(units: Units, groups: Sequence[Group], left: int, right: int) -> PairCells:
    rows, columns = len(units.vocabularies[left].surfaces), len(units.vocabularies[right].surfaces)
    inside = tuple(group.inside(left)[:, :, None] & group.inside(right)[:, None, :] for group in groups)
    keys = [group.tokens[left][:, :, None] * columns + group.tokens[right][:, None, :] for group in groups]
    found = np.concatenate([key[cells] for key, cells in zip(keys, inside, strict=True)]) if keys else np.zeros(0, int)
    if not len(found):  # the two languages have no unit in common
        distinct, kinds = found, [np.zeros(cells.shape, dtype=np.int64) for cells in inside]
    elif rows * columns <= DENSE:
        there = np.zeros(rows * columns + 1, dtype=bool)
        there[found] = True
        distinct = np.nonzero(there)[0]
        number = np.cumsum(there) - 1
        kinds = [np.where(cells, number[key], 0) for key, cells in zip(keys, inside, strict=True)]
    else:
        distinct = np.unique(found)
        kinds = [np.where(cells, np.searchsorted(distinct, key), 0) for key, cells in zip(keys, inside, strict=True)]
    lefts, rights = np.divmod(distinct, max(1, columns))
    return PairCells(left, right, lefts, rights, tuple(kinds), inside)


def all_pairs(count: int) -> list[tuple[int, int]]:
    """Every pair of so many languages, the smaller number first."""
    return list(itertools.combinations(range(count), 2))


def relative_distance(group: Group, left: int, right: int) -> Floats:
    """Shape (n, size, size): how far apart the relative places of two words are, 0 to 1."""
    places = np.arange(group.size) + 0.5
    row = places[None, :] / np.maximum(1, group.lengths[left])[:, None]
    column = places[None, :] / np.maximum(1, group.lengths[right])[:, None]
    return np.asarray(np.abs(row[:, :, None] - column[:, None, :]))
