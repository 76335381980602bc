"""Word order: where the counterpart of the next word lies (Vogel, Ney and Tillmann 1996).

In languages of similar order it is the next word; between Turkish and Polish it is often the one before, or several on.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from tui_learn.bitext.arrays import Scores

Jumps = tuple[tuple[int, float], ...]
"""(words from one counterpart to the next, weight); about 1 for the next word in a text of the same order."""

FORWARD: Jumps = ((1, 1.0),)
"""What is believed before anything is learnt."""

PRIOR = 30.0
"""Links that the belief is worth."""
BELIEF = 0.6
"""Share of jumps by one word that is believed in."""
LEAST = 0.08
"""Weight below which a jump says too little to be looked at."""


def jumps_learnt(weights: Sequence[Scores], most: int) -> Jumps:
    """The weights of jumps from link weights of sheets, each of shape (n, I, J).

    A jump's weight is its log odds against jumping anywhere, over those of the believed jump; never below 0.
    """
    reach = range(-most, most + 1)
    counts = {jump: PRIOR * (1 - BELIEF) / (len(reach) - 1) for jump in reach}
    counts[1] = PRIOR * BELIEF
    for sheet in weights:
        size = sheet.shape[2]
        for jump in reach:
            if abs(jump) < size:
                here = sheet[:, :-1, max(0, -jump) : size - max(0, jump)]
                there = sheet[:, 1:, max(0, jump) : size + min(0, jump)]
                counts[jump] += float(np.einsum("nij,nij->", here, there))
    total = sum(counts.values())
    usual = 1 / len(reach)
    full = math.log(0.8 / usual)
    found = [(jump, max(0.0, math.log(count / total / usual)) / full) for jump, count in counts.items()]
    return tuple((jump, weight) for jump, weight in found if weight >= LEAST)


def neighbour_support(weights: Scores, jumps: Jumps) -> Scores:
    """Shape (n, I, J): the weights of the links of the word before and the word after that fit each cell."""
    size = weights.shape[2]
    support = np.zeros_like(weights)
    for jump, value in jumps:
        if abs(jump) >= size:
            continue
        early = slice(max(0, -jump), size - max(0, jump))
        late = slice(max(0, jump), size + min(0, jump))
        support[:, 1:, late] += np.float32(value) * weights[:, :-1, early]
        support[:, :-1, early] += np.float32(value) * weights[:, 1:, late]
    return support
