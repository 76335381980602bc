"""Relative places of linked words."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_learn.bitext.positions import (
    CHANCE,
    NEAREST,
    PRIOR_DISTANCE,
    PRIOR_LINKS,
    mean_distance,
    position_scores,
)

shapes = st.lists(st.tuples(st.integers(1, 3), st.integers(1, 4), st.integers(1, 4)), max_size=3)


@given(shapes, st.integers(0, 2**32))
def test_the_mean_distance_of_anchors_that_stand_alone(several: list[tuple[int, int, int]], seed: int) -> None:
    chance = np.random.default_rng(seed)
    distances = [chance.random(shape) for shape in several]
    anchors = [chance.random(shape) < 0.3 for shape in several]
    seen = []
    for distance, there in zip(distances, anchors, strict=True):
        for n, i, j in np.ndindex(*there.shape):
            row = sum(bool(there[n, i, k]) for k in range(there.shape[2]))
            column = sum(bool(there[n, k, j]) for k in range(there.shape[1]))
            if there[n, i, j] and row == column == 1:
                seen.append(float(distance[n, i, j]))
    wanted = (PRIOR_DISTANCE * PRIOR_LINKS + sum(seen)) / (PRIOR_LINKS + len(seen))
    assert mean_distance(distances, anchors) == pytest.approx(wanted)


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0.0, 0.5))
def test_scores_are_log_odds_up_to_a_constant(one: float, other: float, mean: float) -> None:
    found = position_scores(np.array([one, other]), mean)
    wanted = [-distance / max(mean, NEAREST) + CHANCE * distance for distance in (one, other)]
    if mean < 1 / CHANCE:
        assert found[1] - found[0] == pytest.approx(wanted[1] - wanted[0])
    else:
        assert not found.any()  # never that what is far away is better


def test_far_words_are_worse_the_more_the_order_is_the_same() -> None:
    far = [float(position_scores(np.array([0.5]), mean)[0]) for mean in (0.0, 0.02, 0.05, 0.12, 0.3, 0.4)]
    assert far == sorted(far)
    assert far[0] == far[1] < far[2]
    assert all(math.isfinite(score) for score in far)
