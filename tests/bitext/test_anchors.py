from __future__ import annotations

import math
from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_learn.bitext.anchors import (
    MAX_GAIN,
    STRONG_COPY,
    WEAK_COPY,
    anchor_table,
    gains_in,
    mean_in_bead,
    shared_anchors,
    shared_in_bead,
)
from tui_learn.bitext.bead_kinds import BeadKind
from tui_learn.bitext.terms import Terms, count_terms

words = st.sampled_from(["kissa", "koira", "12", "1999", "CRM", "on", "?", "talo"])
texts = st.lists(st.lists(words, max_size=5).map(" ".join), min_size=1, max_size=6)
MISSING = -math.log(1 - STRONG_COPY)


def of_units(terms: Terms) -> list[set[str]]:
    by_number = {number: name for name, number in terms.anchor_names.items()}
    found: list[set[str]] = [set() for _ in terms.sizes]
    for unit, number in terms.anchors.tolist():
        found[unit].add(by_number[number])
    return found


@settings(max_examples=100, deadline=None)
@given(texts, texts, st.data())
def test_what_stretches_share(lefts: list[str], rights: list[str], data: st.DataObject) -> None:
    left, right = count_terms(lefts), count_terms(rights)
    one, other = of_units(left), of_units(right)
    rows = range(data.draw(st.integers(0, len(one))), len(one))
    columns = range(0, data.draw(st.integers(0, len(other))))
    found = shared_anchors(anchor_table(left, right), rows, columns)

    def worth(name: str) -> float:
        often = max(sum(name in unit for unit in one) / len(one), sum(name in unit for unit in other) / len(other))
        strong = name.startswith("!")
        gain = min(MAX_GAIN, math.log1p((STRONG_COPY if strong else WEAK_COPY) / often))
        return gain + MISSING if strong else gain

    wanted: dict[tuple[int, int], list[float]] = defaultdict(list)
    for i, unit in enumerate(rows):
        for j, counterpart in enumerate(columns):
            for name in one[unit] & other[counterpart]:
                wanted[i, j].append(worth(name))
    gains: dict[tuple[int, int], list[float]] = defaultdict(list)
    for i, j, gain in zip(found.left.tolist(), found.right.tolist(), found.gain.tolist(), strict=True):
        gains[i, j].append(gain)
    assert gains.keys() == wanted.keys()
    assert all(sorted(gains[place]) == pytest.approx(sorted(wanted[place])) for place in gains)
    # A strong anchor that the whole other text has, but not this unit, speaks against it.
    for own, price, units, others in ((one, found.left_price, rows, other), (other, found.right_price, columns, one)):
        everywhere = set().union(*others)
        strong = [sum(name.startswith("!") and name in everywhere for name in own[unit]) for unit in units]
        assert price == pytest.approx(np.array(strong) * MISSING / 2)


def test_what_is_rare_says_more() -> None:
    left = count_terms(["kissa 1999", "kissa", "kissa", "talossa"])
    table = anchor_table(left, left)
    worth = {name: table.worth[number] for name, number in left.anchor_names.items()}
    assert worth["!n#1999"] > worth["wtalos"] > worth["wkissa"] > 0


def test_what_is_everywhere_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_learn.bitext.anchors.MAX_PAIRS", 8)
    left = right = count_terms(["kissa talossa 7", "kissa 7", "kissa 7"])
    found = shared_anchors(anchor_table(left, right), range(3), range(3))
    assert list(zip(found.left.tolist(), found.right.tolist(), strict=True)) == [(0, 0)]  # the house
    assert found.left_price.tolist() == [0, 0, 0]


@st.composite
def bands(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, int]:
    """A table of 5 x 8 cells, and a band in it."""
    steps = draw(st.lists(st.integers(0, 2), min_size=4, max_size=4))
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    return random.random((5, 20)), np.cumsum([0, *steps]), draw(st.integers(1, 6))


KINDS = [BeadKind(a, b, 0.1) for a, b in [(1, 1), (1, 2), (2, 1), (2, 2), (3, 1), (1, 4), (3, 3)]]


@settings(max_examples=100, deadline=None)
@given(bands(), st.sampled_from(KINDS))
def test_beads_in_a_band(made: tuple[np.ndarray, np.ndarray, int], kind: BeadKind) -> None:
    table, first, width = made
    cells = np.stack([row[start : start + width] for row, start in zip(table, first, strict=True)])
    shared, mean = shared_in_bead(cells, first, kind), mean_in_bead(cells, first, kind)

    def value(i: int, j: int) -> float:
        return float(table[i, j]) if i < 5 and 0 <= j - first[i] < width else 0.0

    for i in range(5):
        for c in range(width):
            j = int(first[i]) + c
            bead = np.array([[value(i + x, j + y) for y in range(kind.right)] for x in range(kind.left)])
            best = (bead.max(axis=1).sum() + bead.max(axis=0).sum()) / 2
            assert shared[i, c] == pytest.approx(best)
            assert mean[i, c] == pytest.approx(bead.mean())


@settings(max_examples=50, deadline=None)
@given(texts, texts, st.lists(st.integers(0, 1), min_size=6, max_size=6), st.integers(1, 4))
def test_gains_as_a_table(lefts: list[str], rights: list[str], steps: list[int], width: int) -> None:
    left, right = count_terms(lefts), count_terms(rights)
    found = shared_anchors(anchor_table(left, right), range(len(lefts)), range(len(rights)))
    first = np.cumsum([0, *steps])[: len(lefts) + 1]
    table = gains_in(found, first, width)
    assert table.shape == (len(first), width)
    wanted = np.zeros((len(first), 40))
    for i, j, gain in zip(found.left, found.right, found.gain, strict=True):
        wanted[i, j] += gain
    for i, start in enumerate(first):
        assert table[i] == pytest.approx(wanted[i, start : start + width])
