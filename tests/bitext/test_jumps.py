"""Word order learnt from link weights, against loops over pairs of cells."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_learn.bitext.arrays import Floats
from tui_learn.bitext.jumps import BELIEF, FORWARD, LEAST, PRIOR, Jumps, jumps_learnt, neighbour_support


def plain_jumps(sheets: list[Floats], most: int) -> dict[int, float]:
    reach = range(-most, most + 1)
    counts = {jump: PRIOR * BELIEF if jump == 1 else PRIOR * (1 - BELIEF) / (2 * most) for jump in reach}
    for weights in sheets:
        n, rows, columns = weights.shape
        for sheet in range(n):
            for i in range(rows - 1):
                for j in range(columns):
                    for k in range(columns):
                        if k - j in counts:
                            counts[k - j] += weights[sheet, i, j] * weights[sheet, i + 1, k]
    share = {jump: count / sum(counts.values()) for jump, count in counts.items()}
    usual = 1 / (2 * most + 1)
    weight = {jump: max(0.0, math.log(share[jump] / usual)) / math.log(0.8 / usual) for jump in reach}
    return {jump: value for jump, value in weight.items() if value >= LEAST}


def plain_support(weights: Floats, jumps: Jumps) -> Floats:
    n, rows, columns = weights.shape
    support = np.zeros(weights.shape)
    for sheet in range(n):
        for i in range(rows):
            for j in range(columns):
                for jump, value in jumps:
                    if i > 0 and 0 <= j - jump < columns:
                        support[sheet, i, j] += value * weights[sheet, i - 1, j - jump]
                    if i < rows - 1 and 0 <= j + jump < columns:
                        support[sheet, i, j] += value * weights[sheet, i + 1, j + jump]
    return support


def some_weights(seed: int, shape: tuple[int, int, int]) -> Floats:
    chance = np.random.default_rng(seed)
    return chance.random(shape) ** 4 * (chance.random(shape) < 0.6)


shapes = st.tuples(st.integers(1, 2), st.integers(1, 5), st.integers(1, 5))
seeds = st.integers(0, 2**32)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(shapes, seeds), max_size=3), st.integers(1, 6))
def test_jumps_are_counted(several: list[tuple[tuple[int, int, int], int]], most: int) -> None:
    sheets = [20 * some_weights(seed, shape) for shape, seed in several]
    assert dict(jumps_learnt(sheets, most)) == pytest.approx(plain_jumps(sheets, most))


@settings(max_examples=60, deadline=None)
@given(shapes, seeds, st.dictionaries(st.integers(-6, 6), st.floats(0.1, 1.0), max_size=4))
def test_the_links_beside_a_cell_support_it(shape: tuple[int, int, int], seed: int, jumps: dict[int, float]) -> None:
    weights = some_weights(seed, shape)
    found = neighbour_support(weights, tuple(jumps.items()))
    assert found == pytest.approx(plain_support(weights, tuple(jumps.items())), abs=1e-6)


def test_support_keeps_to_single_precision() -> None:
    assert neighbour_support(np.ones((1, 2, 2), np.float32), FORWARD).dtype == np.float32


def test_before_anything_is_seen_the_next_word_answers_the_next() -> None:
    ((jump, weight),) = jumps_learnt([], 8)
    assert jump == 1
    assert 0.7 < weight < 1


def test_the_order_of_a_text_is_learnt() -> None:
    backwards = np.tile(np.fliplr(np.eye(8)), (30, 1, 1))
    found = dict(jumps_learnt([backwards], 8))
    assert found[-1] > 0.8
    assert found[-1] > 4 * found.get(1, 0.0)
    same = dict(jumps_learnt([np.tile(np.eye(8), (30, 1, 1))], 8))
    assert list(same) == [1]
    assert same[1] > 1
