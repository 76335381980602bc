from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_learn.bitext import band as module
from tui_learn.bitext.band import band, expected_places, rare_chain
from tui_learn.bitext.terms import count_terms


def places(numbers: list[float]) -> np.ndarray:
    return np.array(sorted(numbers), dtype=np.float64)


@st.composite
def corridors(draw: st.DrawFn) -> tuple[np.ndarray, int, int]:
    right = draw(st.integers(0, 60))
    share = st.floats(0, 1)
    expected = draw(st.lists(share, min_size=1, max_size=12))
    return places([value * right for value in expected]), right, draw(st.integers(0, 20))


@settings(max_examples=150, deadline=None)
@given(corridors())
def test_a_band_lets_a_path_through(made: tuple[np.ndarray, int, int]) -> None:
    expected, right, margin = made
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(module, "SMALL", 0)
        first, width = band(expected, right, margin)
    assert first[0] == 0
    assert (np.diff(first) >= 0).all()
    assert (first >= 0).all()
    assert first[-1] + width == right + 1 or first[-1] + width - 1 >= right
    assert (first + width <= right + 1).all()  # no cell lies behind the text
    for row, place in enumerate(expected):
        assert first[row] <= max(0, np.floor(place - margin))
        assert first[row] + width - 1 >= min(right, np.ceil(place + margin))
    # One step right or down at a time, from corner to corner.
    reached = {(0, 0)}
    for row in range(len(first)):
        for j in range(first[row], first[row] + width):
            if (row - 1, j) in reached or (row, j - 1) in reached:
                reached.add((row, j))
    assert (len(first) - 1, right) in reached


def test_a_small_table_is_whole() -> None:
    first, width = band(np.linspace(0, 99, 100), 99, 3)
    assert (first.tolist(), width) == ([0] * 100, 100)
    first, width = band(np.linspace(0, 999, 1000), 999, 40)
    assert width < 100
    assert first[-1] + width == 1000
    first, width = band(np.linspace(0, 999, 1000), 999, 500)
    assert (first.max(), width) == (0, 1000)


def longest(points: list[tuple[int, int]]) -> int:
    """Of the rows of points that rise on both sides, as long as the longest."""
    best: list[int] = []
    ordered = sorted(points)
    for n, (i, j) in enumerate(ordered):
        best.append(1 + max((best[k] for k in range(n) if ordered[k][0] < i and ordered[k][1] < j), default=0))
    return max(best, default=0)


numbers = st.lists(st.lists(st.integers(1, 12), max_size=3), min_size=1, max_size=10)


def written(units: list[list[int]]) -> list[str]:
    return [", ".join(map(str, unit)) for unit in units]


@settings(max_examples=150, deadline=None)
@given(numbers, numbers)
def test_the_chain_of_rare_anchors(lefts: list[list[int]], rights: list[list[int]]) -> None:
    def once(units: list[list[int]]) -> dict[int, int]:
        sets = [set(unit) for unit in units]
        return {
            n: next(u for u, own in enumerate(sets) if n in own)
            for n in range(1, 13)
            if sum(n in own for own in sets) == 1
        }

    one, other = once(lefts), once(rights)
    points = [(one[n], other[n]) for n in one.keys() & other.keys()]
    chain = rare_chain(count_terms(written(lefts)), count_terms(written(rights))).tolist()
    assert all(tuple(pair) in points for pair in chain)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in itertools.pairwise(chain))
    assert len(chain) == longest(points)


lengths = st.lists(st.integers(1, 300), max_size=40).map(lambda sizes: np.array(sizes, dtype=np.float64))


@settings(max_examples=100, deadline=None)
@given(lengths, lengths, st.data())
def test_expected_places_rise_and_stay_inside(left: np.ndarray, right: np.ndarray, data: st.DataObject) -> None:
    size = min(len(left), len(right))
    rows = sorted(data.draw(st.sets(st.integers(0, max(0, len(left) - 1)), max_size=size)))
    columns = sorted(
        data.draw(st.sets(st.integers(0, max(0, len(right) - 1)), min_size=len(rows), max_size=len(rows)))
        if len(right)
        else []
    )
    chain = np.array(list(zip(rows, columns, strict=False)), dtype=np.int64).reshape(-1, 2)
    expected = expected_places(left, right, chain)
    assert expected.shape == (len(left) + 1,)
    assert (np.diff(expected) >= 0).all()
    assert expected.min() >= 0
    assert expected.max() <= len(right)


def test_a_bent_line_does_not_turn_back() -> None:
    # Evenly expected, but ten that lie far behind the line follow ten far before it.
    left = right = np.full(60, 50.0)
    rows = np.concatenate([np.arange(10), np.arange(40, 50)])
    off = np.concatenate([np.full(10, 40), np.full(10, 5)])
    expected = expected_places(left, right, np.stack([rows, rows + off], axis=1))
    assert (np.diff(expected) >= 0).all()
    rows = np.arange(20)
    expected = expected_places(np.array([1.0] * 10 + [900.0] + [1.0] * 9), right, np.stack([rows, rows + 30], axis=1))
    assert (np.diff(expected) >= 0).all()
    assert expected.max() <= 60


def test_a_place_has_the_same_share_of_the_characters() -> None:
    left, right = np.array([10.0, 20.0, 10.0]), np.array([10.0, 10.0, 10.0, 10.0])
    none = np.zeros((0, 2), dtype=np.int64)
    assert expected_places(left, right, none).tolist() == [0, 1, 3, 4]


def test_a_long_chain_bends_the_line() -> None:
    # The right side has a foreword of 100 units.
    left, right = np.full(100, 50.0), np.full(200, 50.0)
    rows = np.arange(0, 100, 5)
    bent = expected_places(left, right, np.stack([rows, rows + 100], axis=1))
    assert np.abs(bent[10:90] - np.arange(110, 190)).max() < 6
    # One that lies far off among them changes little.
    wrong = np.stack([rows, rows + 100], axis=1)
    wrong[7, 1] = 10
    assert np.abs(expected_places(left, right, wrong)[10:90] - np.arange(110, 190)).max() < 6
    few = np.stack([rows, rows + 100], axis=1)[:8]
    assert expected_places(left, right, few)[50] == pytest.approx(100)
