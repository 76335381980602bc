"""How well two lengths fit: Gale and Church's model, measured against what lengths occur anyway.

Gale and Church (1993): the length of a translation is normal around c times the length of the source,
with a variance in proportion to the length. Scores here are log odds against the background (each side's
own log-normal length distribution), so that beads of different shapes compete fairly.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tui_learn.bitext.arrays import Floats, Ints, cumulated
from tui_learn.bitext.bead_kinds import BeadKind
from tui_learn.bitext.settings import AlignmentSettings

_HALF_LOG_2PI = float(0.5 * np.log(2 * np.pi))


@dataclass(frozen=True)
class Lengths:
    """Lengths of one side's units, in characters."""

    each: Floats
    """Shape (n,), each at least 1."""

    @cached_property
    def _shape(self) -> tuple[float, float]:
        if not len(self.each):
            return 0.0, 1.0
        logs = np.log(self.each)
        return float(logs.mean()), max(0.3, float(logs.std()))

    def log_density(self, lengths: Floats) -> Floats:
        """Log probability of lengths under the side's own log-normal distribution."""
        mean, deviation = self._shape
        logs = np.log(lengths)
        result: Floats = -logs - np.log(deviation) - _HALF_LOG_2PI - ((logs - mean) / deviation) ** 2 / 2
        return result

    @cached_property
    def alone(self) -> Floats:
        """Shape (n,): the log density of each unit."""
        return self.log_density(self.each)

    @cached_property
    def sums(self) -> Floats:
        """Shape (n + 1,): the length before each unit."""
        return cumulated(self.each)

    @cached_property
    def alone_sums(self) -> Floats:
        """Shape (n + 1,): the log density before each unit."""
        return cumulated(self.alone)


def lengths_of(texts: Sequence[str]) -> Lengths:
    """The lengths of texts; a space or line end is counted with each."""
    return Lengths(np.array([len(text) + 1 for text in texts], dtype=np.float64))


@dataclass(frozen=True)
class LengthModel:
    """How long a translation is: normal around ``ratio`` times its source."""

    ratio: float
    """Right characters a left one."""
    variance: float
    """Characters of variance per character."""


def first_models(left: Lengths, right: Lengths, settings: AlignmentSettings) -> list[LengthModel]:
    """What is thinkable before anything is aligned: the ratio of the whole texts, and that of their mean units.

    Where a side lacks a large part, the whole texts mislead; where it cuts its sentences otherwise, the means do. The
    second is left out where it is about the first.
    """
    ratios = [float(right.each.sum() / max(1.0, left.each.sum())), float(right.each.mean() / left.each.mean())]
    if abs(math.log(ratios[1] / ratios[0])) < _ALIKE or min(len(left.each), len(right.each)) < _FEW:
        ratios.pop()
    return [LengthModel(ratio, settings.variance) for ratio in ratios]


_ALIKE = math.log(1.2)
_FEW = 10
"""Units whose mean length says nothing."""


@dataclass(frozen=True)
class Runs:
    """Lengths of all runs of ``size`` units of one side, by the place they begin at."""

    size: int
    total: Floats
    """Summed length of each run, at least 1; any shape."""
    against: Floats
    """Log density of the cut of the run into its units, against which a fit is measured; the same shape."""
    density: Floats
    """Log density of the total under the side's own distribution; the same shape."""

    def at(self, place: Ints) -> Runs:
        """The runs that begin at these places, in their shape."""
        return Runs(self.size, self.total[place], self.against[place], self.density[place])

    def along(self, axis: int) -> Runs:
        """The runs with one axis more, of length 1, so that they broadcast along it."""
        expanded = (np.expand_dims(values, axis) for values in (self.total, self.against, self.density))
        return Runs(self.size, *expanded)


def shape_scores(
    left: Mapping[int, Runs],
    right: Mapping[int, Runs],
    kinds: Sequence[BeadKind],
    model: LengthModel,
    background: float,
) -> Iterator[Floats]:
    """``length_scores`` of each shape with two sides, from runs of every size that broadcast.

    Small tables are scored for all shapes at once: there it is the calls that cost, not the cells.
    """
    paired = [kind for kind in kinds if kind.left and kind.right]
    size = math.prod(np.broadcast_shapes(left[1].total.shape, right[1].total.shape)) * len(paired)
    if size <= _AT_ONCE:
        sides = [
            Runs(
                0,
                np.stack([each.total for each in picked]),
                np.stack([each.against for each in picked]),
                np.stack([each.density for each in picked]),
            )
            for picked in ([left[kind.left] for kind in paired], [right[kind.right] for kind in paired])
        ]
        yield from length_scores(sides[0], sides[1], model, background)
        return
    for kind in paired:
        yield length_scores(left[kind.left], right[kind.right], model, background)


_AT_ONCE = 200_000
"""Cells of all shapes together that are scored at once."""


def runs(lengths: Lengths, sums: Floats, alone_sums: Floats, size: int) -> Runs:
    """Runs of ``size`` from cumulated lengths and log densities (along the last axis, both 0 at the start).

    The result has one entry a place; runs past the end are cut off there and must be masked by the caller.
    """
    last = sums.shape[-1] - 1
    stop = np.minimum(np.arange(last + 1) + size, last)
    total = np.maximum(sums[..., stop] - sums, 1.0)
    alone = alone_sums[..., stop] - alone_sums
    return Runs(size, total, alone + (size - 1) * np.log(total), lengths.log_density(total))


def length_scores(left: Runs, right: Runs, model: LengthModel, background: float) -> Floats:
    """Log odds that runs answer each other, from their lengths; the runs' arrays are broadcast.

    The mean of both directions: of the right length given the left one, and the other way round.
    """
    variance = (model.variance * model.ratio / 2) * (left.total * model.ratio + right.total) + 1.0
    miss = right.total - model.ratio * left.total
    fit = miss * miss / variance
    fit += np.log(variance)
    fit *= -0.5
    fit += np.log(1 - background) - _HALF_LOG_2PI
    forward: Floats = np.logaddexp(fit, right.density + np.log(background))
    forward -= right.against
    fit += np.log(model.ratio)
    backward = np.logaddexp(fit, left.density + np.log(background))
    backward -= left.against
    forward += backward
    forward *= 0.5
    return forward
