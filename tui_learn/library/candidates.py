"""Which editions are worth comparing, by an inverted index over what they share.

What most files have in common (links of a site's footer, small numbers) says nothing and is left out, of what is
shared and of what is not, so that files that have nothing to do with an article do not change how alike its
editions are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tui_learn.library.columns import KIND_BITS, KINDS, Floats, Ints, Ragged, spread

KIND_WEIGHTS = {"u": 1.5, "c": 1.0, "a": 0.8, "n": 0.5, "k": 0.3, "s": 0.3}
COMMON = 60
"""What more files than this have says nothing, unless no language has more than ``FEW`` of them."""
FEW = 2
_EXPANDED = 1_500_000
"""Pairs of a file with another that shares something, looked at together: 12 MB an array."""


@dataclass(frozen=True, slots=True)
class Postings:
    """What files share: for each row the distinct things that say something, and for each thing its rows."""

    rows: Ragged
    """Numbers of things, sorted within a row."""
    files: Ints
    """Rows of thing 0, then of thing 1 ..., sorted within a thing."""
    starts: Ints
    """Where the rows of each thing begin in ``files``."""
    weights: Floats
    """What it says about two files that both have the thing."""
    is_strong: NDArray[np.bool_]
    """Whether it counts as something shared: keywords do not."""
    is_own: NDArray[np.bool_]
    """Whether it is strong and belongs to one article, or two: no language has more than ``FEW`` of it."""


def postings_of(rows: Ragged, languages: Ints, *, kinds: bool) -> Postings:
    """The inverted index of rows of hashes; ``languages`` numbers the language of each row.

    A thing weighs less the more files of one language have it (1 / sqrt(n)): each language has it once when only
    one article does, however many languages and files there are. ``kinds``: the hashes are those of anchors.
    """
    files = rows.owners
    things, numbers = np.unique(rows.values, return_inverse=True)
    frequency = np.bincount(numbers, minlength=len(things))
    most = _most_in_a_language(numbers, languages[files], len(things))
    keeps = (frequency > 1) & ((frequency <= COMMON) | (most <= FEW))
    lone = frequency == 1
    weights = 1.0 / np.sqrt(np.maximum(most, 1))
    strong = np.ones(len(things), bool)
    if kinds:
        kind = (things & np.uint64((1 << KIND_BITS) - 1)).astype(np.int64)
        weights *= np.array([KIND_WEIGHTS[letter] for letter in KINDS])[kind]
        strong = ~np.isin(kind, [KINDS.index(letter) for letter in "ks"])
    says = keeps | lone
    weights[~says] = 0.0
    kept = keeps[numbers]
    order = np.lexsort((files[kept], numbers[kept]))
    counts = np.where(keeps, frequency, 0)
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
    return Postings(
        Ragged(numbers.astype(np.uint64), rows.starts),
        files[kept][order],
        starts,
        weights,
        strong,
        strong & (most <= FEW),
    )


def _most_in_a_language(things: Ints, languages: Ints, count: int) -> Ints:
    """For each thing, in how many files of the language that has it most."""
    most = np.zeros(count, np.int64)
    if not len(things):
        return most
    span = int(languages.max()) + 1
    pairs, counts = np.unique(things * span + languages, return_counts=True)
    np.maximum.at(most, pairs // span, counts)
    return most


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of files, each once."""

    left: Ints
    right: Ints
    """Greater than ``left``."""
    jaccard: Floats
    """Weight of what both have, of what either has."""
    shared: Ints
    """How many things both have, keywords not counted."""
    own: Ints
    """How many of these belong to hardly any other article."""


def candidates(postings: Postings, least: float) -> Iterator[Candidates]:
    """Pairs whose weighted Jaccard index is at least ``least``, some at a time."""
    sizes = postings.rows.sizes
    count = len(sizes)
    things = postings.rows.values.astype(np.int64)
    owners = postings.rows.owners
    totals: Floats = np.bincount(owners, weights=postings.weights[things], minlength=count).astype(np.float64)
    held = np.diff(postings.starts)[things]
    # How many pairs each file brings, so that a part of the files gives arrays of the size we can afford.
    ends = np.cumsum(np.bincount(owners, weights=held, minlength=count))
    first = 0
    while first < count:
        before = ends[first - 1] if first else 0.0
        last = max(first + 1, int(np.searchsorted(ends, before + _EXPANDED, side="right")))
        yield _pairs_of(postings, things, totals, first, last, count, least)
        first = last


def _pairs_of(
    postings: Postings, things: Ints, totals: Floats, first: int, last: int, count: int, least: float
) -> Candidates:
    start, end = postings.rows.starts[first], postings.rows.starts[last]
    mine = things[start:end]
    owners = np.repeat(np.arange(first, last, dtype=np.int64), postings.rows.sizes[first:last])
    held = (postings.starts[mine + 1] - postings.starts[mine]).astype(np.int64)
    others = postings.files[spread(postings.starts[mine], held)]
    owners, mine = np.repeat(owners, held), np.repeat(mine, held)
    later = others > owners
    keys, place = np.unique(owners[later] * count + others[later], return_inverse=True)
    common = np.bincount(place, weights=postings.weights[mine[later]], minlength=len(keys))
    shared = np.bincount(place, weights=postings.is_strong[mine[later]], minlength=len(keys)).astype(np.int64)
    own = np.bincount(place, weights=postings.is_own[mine[later]], minlength=len(keys)).astype(np.int64)
    left, right = keys // count, keys % count
    union = totals[left] + totals[right] - common
    jaccard = common / np.maximum(union, 1e-12)
    good = jaccard >= least
    return Candidates(left[good], right[good], jaccard[good], shared[good], own[good])


def jaccard_of(postings: Postings, left: int, right: int) -> tuple[float, int, int]:
    """(weighted Jaccard index, things both have, the fewer of the things either has), keywords counted in the first."""
    one, other = _says(postings, left), _says(postings, right)
    both = np.intersect1d(one, other, assume_unique=True).astype(np.int64)
    common = float(postings.weights[both].sum())
    union = float(postings.weights[one].sum() + postings.weights[other].sum()) - common
    fewer = min(int(postings.is_strong[one].sum()), int(postings.is_strong[other].sum()))
    return common / union if union else 0.0, int(postings.is_strong[both].sum()), fewer


def _says(postings: Postings, row: int) -> Ints:
    things = postings.rows.row(row).astype(np.int64)
    return things[postings.weights[things] > 0]
