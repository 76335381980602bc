"""Balancing sheets, against loops over the cells of each."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_learn.bitext.arrays import Scores
from tui_learn.bitext.sinkhorn import balanced

pytestmark = pytest.mark.filterwarnings("error")

Sheet = tuple[list[list[float]], list[float], list[float], list[float], list[float]]
"""Scores, capacities of rows and columns, log weights of their having no counterpart."""


def plain(sheet: Sheet, rounds: int) -> list[list[float]]:
    scores, rows, columns, row_nulls, column_nulls = sheet
    u, v = [0.0] * len(rows), [1.0] * len(columns)
    for _ in range(rounds):
        for i, capacity in enumerate(rows):
            u[i] = capacity / (sum(math.exp(s) * v[j] for j, s in enumerate(scores[i])) + math.exp(row_nulls[i]))
        for j, capacity in enumerate(columns):
            v[j] = capacity / (sum(math.exp(row[j]) * u[i] for i, row in enumerate(scores)) + math.exp(column_nulls[j]))
    return [[min(1.0, u[i] * math.exp(s) * v[j]) for j, s in enumerate(row)] for i, row in enumerate(scores)]


def stacked(
    sheets: list[Sheet], kind: type[np.float32] | type[np.float64] = np.float64
) -> tuple[Scores, Scores, Scores, Scores, Scores]:
    """The sheets as padded arrays, with a row and a column to spare."""
    height, width = max(len(s[1]) for s in sheets) + 1, max(len(s[2]) for s in sheets) + 1
    scores = np.full((len(sheets), height, width), -np.inf, kind)
    rows, row_nulls = np.zeros((2, len(sheets), height), kind)
    columns, column_nulls = np.zeros((2, len(sheets), width), kind)
    for n, sheet in enumerate(sheets):
        i, j = len(sheet[1]), len(sheet[2])
        scores[n, :i, :j] = sheet[0]
        rows[n, :i], columns[n, :j], row_nulls[n, :i], column_nulls[n, :j] = sheet[1:]
    return scores, rows, columns, row_nulls, column_nulls


@st.composite
def sheets(draw: st.DrawFn, score: st.SearchStrategy[float]) -> Sheet:
    height, width = draw(st.integers(1, 5)), draw(st.integers(1, 5))

    def several(count: int, value: st.SearchStrategy[float]) -> list[float]:
        return draw(st.lists(value, min_size=count, max_size=count))

    capacity, null = st.sampled_from([1.0, 1.7]), st.floats(-3, 0.5)
    return (
        [several(width, score) for _ in range(height)],
        several(height, capacity),
        several(width, capacity),
        several(height, null),
        several(width, null),
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(sheets(st.floats(-9, 9)), min_size=1, max_size=3), st.integers(1, 15))
def test_each_sheet_is_balanced(several: list[Sheet], rounds: int) -> None:
    found = balanced(*stacked(several), rounds)
    for n, sheet in enumerate(several):
        i, j = len(sheet[1]), len(sheet[2])
        assert found[n, :i, :j] == pytest.approx(np.array(plain(sheet, rounds)))
        assert not found[n, i:].any()
        assert not found[n, :, j:].any()


@settings(max_examples=60, deadline=None)
@given(st.lists(sheets(st.floats(-9, 9)), min_size=1, max_size=3))
def test_no_word_has_more_than_its_capacity(several: list[Sheet]) -> None:
    scores, rows, columns, row_nulls, column_nulls = stacked(several, np.float32)
    found = balanced(scores, rows, columns, row_nulls, column_nulls, 12)
    assert (found.sum(axis=1) <= columns + 1e-4).all()
    # Columns were scaled last.
    assert (found.sum(axis=2) <= rows * 1.15).all()
    assert (balanced(scores, rows, columns, row_nulls, column_nulls, 500).sum(axis=2) <= rows + 2e-3).all()


@settings(max_examples=60, deadline=None)
@given(st.lists(sheets(st.sampled_from([-np.inf, -1e3, -50.0, 0.0, 50.0, 1e3])), min_size=1, max_size=3))
def test_extreme_scores(several: list[Sheet]) -> None:
    scores, rows, columns, row_nulls, column_nulls = stacked(several, np.float32)
    found = balanced(scores, rows, columns, row_nulls, column_nulls, 12)
    assert found.dtype == np.float32
    assert np.isfinite(found).all()
    assert (found >= 0).all()
    assert (found.sum(axis=1) <= columns + 1e-4).all()
    assert not found[scores == -np.inf].any()


def test_a_sheet_with_one_good_counterpart_for_each_word() -> None:
    order = [2, 0, 3, 1]
    scores = np.zeros((1, 4, 4))
    scores[0, range(4), order] = 8.0
    one, null = np.ones((1, 4)), np.full((1, 4), -1.5)
    found = balanced(scores, one, one, null, null, 12)[0]
    assert found[range(4), order] == pytest.approx(1.0, abs=0.07)
    assert found.sum() < 4 * (found[0, 2] + 0.01)


def test_a_word_nothing_answers_is_left_alone() -> None:
    scores = np.array([[[4.0, -6.0], [-6.0, -6.0]]])
    one, null = np.ones((1, 2)), np.full((1, 2), -1.5)
    found = balanced(scores, one, one, null, null, 12)[0]
    assert found[0, 0] > 0.9
    assert found[1].sum() < 0.05
    assert found[:, 1].sum() < 0.05


def test_a_word_of_much_capacity_takes_two() -> None:
    scores, null = np.full((1, 1, 2), 5.0), np.full((1, 1), -1.5)
    for capacity, total in ((1.0, 1.0), (1.7, 1.7), (5.0, 2.0)):
        found = balanced(scores, np.array([[capacity]]), np.ones((1, 2)), null, np.full((1, 2), -1.5), 30)
        assert found.sum() == pytest.approx(total, abs=0.05)
        assert found.max() <= 1


@pytest.mark.parametrize("shape", [(0, 3, 3), (2, 0, 0), (2, 3, 0)])
def test_no_cells(shape: tuple[int, int, int]) -> None:
    n, i, j = shape
    found = balanced(np.zeros(shape), np.ones((n, i)), np.ones((n, j)), np.zeros((n, i)), np.zeros((n, j)), 5)
    assert found.shape == shape
