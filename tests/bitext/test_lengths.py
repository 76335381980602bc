from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_learn.bitext.arrays import cumulated
from tui_learn.bitext.lengths import LengthModel, Lengths, Runs, first_models, length_scores, lengths_of, runs
from tui_learn.bitext.settings import DEFAULT

BACKGROUND = 0.03
sizes = st.lists(st.integers(1, 400), min_size=1, max_size=8)


def normal(x: float, mean: float, variance: float) -> float:
    return math.exp(-((x - mean) ** 2) / (2 * variance)) / math.sqrt(2 * math.pi * variance)


def sides(lefts: list[int], rights: list[int]) -> tuple[Lengths, Lengths]:
    return Lengths(np.array(lefts, dtype=float)), Lengths(np.array(rights, dtype=float))


def runs_at(side: Lengths, size: int, place: int) -> Runs:
    return runs(side, cumulated(side.each), cumulated(side.alone), size).at(np.array(place))


def test_lengths_of_texts() -> None:
    assert lengths_of(["", "a", "äö日"]).each.tolist() == [1, 2, 4]
    assert lengths_of([]).each.tolist() == []
    assert np.isfinite(lengths_of(["", ""]).alone).all()


@given(sizes)
def test_the_density_of_lengths_is_one_in_all(lengths: list[int]) -> None:
    side = Lengths(np.array(lengths, dtype=float))
    logs = np.linspace(-10, 20, 20_001)
    shares = np.exp(side.log_density(np.exp(logs)) + logs) * (logs[1] - logs[0])
    assert shares.sum() == pytest.approx(1, abs=1e-3)


@given(sizes, st.integers(1, 4))
def test_runs(lengths: list[int], size: int) -> None:
    side = Lengths(np.array(lengths, dtype=float))
    found = runs(side, cumulated(side.each), cumulated(side.alone), size)
    assert found.total.shape == (len(lengths) + 1,)
    for start in range(len(lengths) - size + 1):
        total = sum(lengths[start : start + size])
        assert found.total[start] == pytest.approx(total)
        assert found.density[start] == pytest.approx(float(side.log_density(np.array(float(total)))))
        # All ways to cut a run of this length into so many units are as probable as one another: total ** (size - 1).
        alone = sum(side.alone[start : start + size])
        assert found.against[start] == pytest.approx(alone + (size - 1) * math.log(total))


@given(sizes, sizes, st.floats(0.2, 5), st.floats(2, 20), st.integers(1, 3), st.integers(1, 3), st.data())
def test_scores_are_log_odds(
    lefts: list[int], rights: list[int], ratio: float, variance: float, a: int, b: int, data: st.DataObject
) -> None:
    left, right = sides(lefts, rights)
    i = data.draw(st.integers(0, max(0, len(lefts) - a)))
    j = data.draw(st.integers(0, max(0, len(rights) - b)))
    one, other = runs_at(left, a, i), runs_at(right, b, j)
    s, t = float(one.total), float(other.total)
    spread = variance * ratio * (s * ratio + t) / 2 + 1
    density = (1 - BACKGROUND) * normal(t, ratio * s, spread) + BACKGROUND * math.exp(other.density)
    there = math.log(density) - float(other.against)
    density = (1 - BACKGROUND) * ratio * normal(t, ratio * s, spread) + BACKGROUND * math.exp(one.density)
    here = math.log(density) - float(one.against)
    score = length_scores(one, other, LengthModel(ratio, variance), BACKGROUND)
    assert score == pytest.approx((there + here) / 2, rel=1e-6, abs=1e-6)


@given(sizes, sizes, st.floats(2, 20))
def test_sides_of_one_ratio_may_be_swapped(lefts: list[int], rights: list[int], variance: float) -> None:
    left, right = sides(lefts, rights)
    one, other = runs_at(left, 1, 0), runs_at(right, 1, 0)
    model = LengthModel(1.0, variance)
    there = length_scores(one, other, model, BACKGROUND)
    assert there == pytest.approx(length_scores(other, one, model, BACKGROUND))


def test_a_fitting_length_speaks_for_a_bead() -> None:
    left, right = sides([20, 60, 100], [22, 61, 97])
    model = first_models(left, right, DEFAULT)[0]
    scores = np.array(
        [
            [float(length_scores(runs_at(left, 1, i), runs_at(right, 1, j), model, 0.03)) for j in range(3)]
            for i in range(3)
        ]
    )
    assert scores.argmax(axis=1).tolist() == scores.argmax(axis=0).tolist() == [0, 1, 2]
    assert (np.diag(scores) > 0).all()
    assert scores[0, 2] < -1
    both = length_scores(runs_at(left, 2, 0), runs_at(right, 1, 1), model, 0.03)
    assert both < scores[1, 1]


def test_the_first_models() -> None:
    left, right = sides([10, 20], [30, 60])
    assert first_models(left, right, DEFAULT) == [LengthModel(3.0, DEFAULT.variance)]
    assert first_models(*sides([20] * 30, [30] * 28), DEFAULT) == [LengthModel(1.4, DEFAULT.variance)]  # means: 1.5
    half = first_models(*sides([20] * 30, [30] * 15), DEFAULT)
    assert [model.ratio for model in half] == [0.75, 1.5]


def test_runs_are_broadcast() -> None:
    left, right = sides([10, 30, 20], [20, 40])
    model = LengthModel(1.2, 6.8)
    one = runs(left, cumulated(left.each), cumulated(left.alone), 1).along(1)
    other = runs(right, cumulated(right.each), cumulated(right.alone), 2).along(0)
    table = length_scores(one, other, model, 0.03)
    assert table.shape == (4, 3)
    assert table[2, 0] == pytest.approx(float(length_scores(runs_at(left, 1, 2), runs_at(right, 2, 0), model, 0.03)))
