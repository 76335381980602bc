"""What the relative places of two words say: little between Turkish and Polish, much between Swedish and Norwegian.

The distance of links is taken to fall off exponentially; how fast is learnt from pairs of words that belong
together whatever their places.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tui_learn.bitext.arrays import Bools, Scores

PRIOR_DISTANCE = 0.12
"""Mean distance that is believed in before anything is seen."""
PRIOR_LINKS = 10.0
"""Links that the belief is worth."""
CHANCE = 3.0
"""One over the mean distance of two places at random."""
NEAREST = 0.02
"""Mean distance that is taken for the least: a few words that stand exactly opposite prove no more."""


def mean_distance(distances: Sequence[Scores], anchors: Sequence[Bools]) -> float:
    """The mean distance of links, 0 to 1, from cells that are surely links: arrays of the same shapes by group.

    A cell counts where it is the only anchor of its row and of its column.
    """
    total, count = PRIOR_DISTANCE * PRIOR_LINKS, PRIOR_LINKS
    for distance, there in zip(distances, anchors, strict=True):
        alone = there & (there.sum(axis=1, keepdims=True) == 1) & (there.sum(axis=2, keepdims=True) == 1)
        total += float(distance[alone].sum())
        count += int(alone.sum())
    return total / count


def position_scores(distance: Scores, mean: float) -> Scores:
    """The log odds of links at such distances against words that have nothing to do with each other, up to a constant.

    Links fall off as exp(-d / mean), words at random about as exp(-3 d).
    """
    return np.asarray(-max(0.0, 1 / max(mean, NEAREST) - CHANCE) * distance)
