"""Shapes of beads with their prior probabilities, and what sections cost that one side lacks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BeadKind:
    """A shape a bead may have, with its prior probability."""

    left: int
    right: int
    prior: float


SENTENCE_BEADS: tuple[BeadKind, ...] = tuple(
    BeadKind(m, n, prior)
    for m, n, prior in [
        (1, 1, 0.75), (1, 0, 0.025), (0, 1, 0.025), (1, 2, 0.06), (2, 1, 0.06), (2, 2, 0.008),
        (1, 3, 0.015), (3, 1, 0.015), (2, 3, 0.002), (3, 2, 0.002), (1, 4, 0.006), (4, 1, 0.006),
        (1, 5, 0.004), (5, 1, 0.004), (1, 6, 0.002), (6, 1, 0.002), (3, 3, 0.0005),
    ]
)  # fmt: skip
"""Bead shapes of sentences; the priors follow Gale and Church (1993, table 5), thinned for longer beads."""

COARSE_BEADS: tuple[BeadKind, ...] = tuple(
    kind for kind in SENTENCE_BEADS if kind.left + kind.right <= 4 and 3 not in (kind.left, kind.right)
)
"""Shapes of a first look, up to 2-2; longer beads appear as several."""

BLOCK_BEADS: tuple[BeadKind, ...] = tuple(
    BeadKind(m, n, prior)
    for m, n, prior in [
        (1, 1, 0.90), (1, 0, 0.02), (0, 1, 0.02), (1, 2, 0.02), (2, 1, 0.02), (1, 3, 0.003), (3, 1, 0.003),
        (2, 2, 0.002),
    ]
)  # fmt: skip
"""Bead shapes of blocks: paragraphs are split and joined less often than sentences."""


@dataclass(frozen=True, slots=True)
class GapCosts:
    """What is added to the scores of the beads 1-0 and 0-1, in that order, in a run that is a whole section."""

    begin: tuple[float, float]
    """For the first of the run."""
    onward: tuple[float, float]
    """For each that follows."""

    def cooled(self, temperature: float) -> GapCosts:
        """Divided by a temperature, as the scores are."""
        return GapCosts(
            (self.begin[0] / temperature, self.begin[1] / temperature),
            (self.onward[0] / temperature, self.onward[1] / temperature),
        )


NO_SECTIONS = GapCosts((-1e6, -1e6), (-1e6, -1e6))
"""No run is a section."""


def gap_costs(kinds: Sequence[BeadKind], begins: float, goes_on: float) -> GapCosts:
    """Costs of sections one side lacks, which begin and go on with these probabilities, whatever the beads' own."""
    shares = {(kind.left, kind.right): kind.prior for kind in kinds}
    dropped, added = shares[1, 0], shares[0, 1]
    return GapCosts(
        (math.log(begins / dropped), math.log(begins / added)),
        (math.log(goes_on / dropped), math.log(goes_on / added)),
    )
