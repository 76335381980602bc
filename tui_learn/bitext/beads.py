"""Beads: which sentences on the left answer which on the right (Gale and Church 1993)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """One word on the left and one on the right that answer each other."""

    left: int
    """Number of the word token in its sentence, from 0."""
    right: int
    confidence: float
    """0 to 1."""


@dataclass(frozen=True, slots=True)
class Bead:
    """m sentences on the left that answer n on the right; m or n may be 0."""

    left: tuple[int, ...]
    """Sentence numbers, from 0, in order."""
    right: tuple[int, ...]
    confidence: float
    """Posterior probability of exactly this bead under the model, 0 to 1."""
    links: tuple[Link, ...] = ()
    """Word links inside the bead, where they were asked for."""
    repaired: bool = False
    """Whether a learner made it by hand."""


@dataclass(frozen=True, slots=True)
class FixedBead:
    """A bead a learner made by hand: m sentences on the left that answer n on the right, whatever is computed."""

    left: tuple[int, ...]
    """Sentence numbers, from 0, without a gap."""
    right: tuple[int, ...]
    """One side may be empty: these sentences answer nothing."""
