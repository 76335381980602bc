"""What is aligned: the units (sentences or blocks) of one side, measured and counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from tui_learn.bitext.arrays import Bools, Floats, Ints, cumulated
from tui_learn.bitext.lengths import Lengths, lengths_of
from tui_learn.bitext.lexicon import Bags, bags
from tui_learn.bitext.terms import Terms, count_terms

PlaceScore = Callable[[Ints, Ints], Floats]
"""From numbers of units before a place on each side to the log odds that beads meet there; broadcast."""
PairScore = Callable[[Ints, Ints], Floats]
"""From left and right unit numbers to a score of each pair; broadcast."""


@dataclass(frozen=True)
class Units:
    """One side of what is aligned."""

    lengths: Lengths
    terms: Terms

    @cached_property
    def bags(self) -> Bags:
        """The distinct terms of each unit."""
        return bags(self.terms)

    def __len__(self) -> int:
        return len(self.lengths.each)


def units_of(texts: Sequence[str], targets: Sequence[Sequence[str]] | None = None) -> Units:
    """The units of texts; ``targets`` are the addresses each links to."""
    return Units(lengths_of(texts), count_terms(texts, targets))


@dataclass(frozen=True)
class Rules:
    """What a text's form, or a learner, says of where beads may be."""

    place_score: PlaceScore | None = None
    pair_score: PairScore | None = None
    left_inner: Floats | None = None
    right_inner: Floats | None = None
    """Shape (n + 1,) and (m + 1,): the log odds of each place between units for lying inside a bead."""
    left_alone: Bools | None = None
    right_alone: Bools | None = None
    """Shape (n,) and (m,): units that must answer nothing."""


def joined_units(units: Units, first: Sequence[int]) -> Units:
    """Units of several neighbours each: ``first``, shape (k + 1,), are the numbers of each one's first unit."""
    terms = units.terms
    owner = np.repeat(np.arange(len(first) - 1), np.diff(first))
    anchors = np.unique(np.stack([owner[terms.anchors[:, 0]], terms.anchors[:, 1]], axis=1), axis=0)
    sums = cumulated(units.lengths.each)
    bounds = np.array(first, dtype=np.int64)
    return Units(
        Lengths(np.maximum(1.0, sums[bounds[1:]] - sums[bounds[:-1]])),
        replace(terms, starts=terms.starts[bounds], anchors=anchors),
    )
