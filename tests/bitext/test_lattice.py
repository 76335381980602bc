"""Sums over paths, and the best path, against writing out every path."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_learn.bitext.arrays import Floats
from tui_learn.bitext.bead_kinds import NO_SECTIONS, SENTENCE_BEADS, BeadKind, GapCosts
from tui_learn.bitext.lattice import (
    IMPOSSIBLE,
    Backward,
    Forward,
    Lattice,
    backward,
    bead_posteriors,
    best_paths,
    forward,
    place_posteriors,
    whole,
)

KINDS = tuple(BeadKind(m, n, 0.1) for m, n in [(1, 1), (1, 0), (0, 1), (1, 2), (2, 1), (2, 2), (3, 1), (1, 3)])
REACH = 3
SECTIONS = GapCosts((-1.5, -1.0), (0.7, 0.4))
Cell = tuple[int, int]
Bead = tuple[int, int, int]
State = str
"""``free``, or in a section only one side has: ``dropping`` on the left, ``adding`` on the right."""


@dataclass
class Case:
    lattice: Lattice
    scores: list[Floats]

    def score(self, table: int, bead: Bead) -> float:
        i, j, k = bead
        return float(self.scores[k][table, i, j - self.lattice.first[i]])

    def steps(self, table: int, cell: Cell, state: State) -> Iterator[tuple[Bead, Cell, State, float]]:
        """What may come next: a bead, where it leads, and its score."""
        gaps = self.lattice.gaps
        for k, kind in enumerate(self.lattice.kinds):
            i, j = cell[0] + kind.left, cell[1] + kind.right
            if not (i < self.lattice.rows and 0 <= j - self.lattice.first[i] < self.lattice.width):
                continue
            bead = (*cell, k)
            score = self.score(table, bead)
            if score < IMPOSSIBLE / 2:
                continue
            shape = kind.left, kind.right
            if not (shape == (0, 1) and state == "adding"):
                yield bead, (i, j), "free", score
            if shape == (1, 0):
                yield bead, (i, j), "dropping", score + gaps.begin[0]
                if state == "dropping":
                    yield bead, (i, j), "dropping", score + gaps.onward[0]
            if shape == (0, 1):
                yield bead, (i, j), "adding", score + (gaps.onward if state == "adding" else gaps.begin)[1]

    def paths(self, table: int, cell: Cell = (0, 0), state: State = "free") -> Iterator[tuple[list[Bead], float]]:
        """Every path from a cell to the end of a table, with its score."""
        if cell == tuple(self.lattice.ends[table]):
            yield [], 0.0
            return
        for bead, after, then, score in self.steps(table, cell, state):
            for rest, more in self.paths(table, after, then):
                yield [bead, *rest], score + more

    def beginnings(self, table: int) -> dict[tuple[Cell, State], float]:
        """Log sums of every path from the start: ``entered`` by other beads than 0-1, and ``dropping``."""
        found: dict[tuple[Cell, State], list[float]] = defaultdict(list)

        def walk(cell: Cell, state: State, entered: bool, so_far: float) -> None:
            if entered:
                found[cell, "entered"].append(so_far)
            found[cell, state].append(so_far)
            for bead, after, then, score in self.steps(table, cell, state):
                walk(after, then, bead[2] != self.lattice.added, so_far + score)

        walk((0, 0), "free", True, 0.0)
        return {place: log_sum(values) for place, values in found.items()}


def log_sum(values: list[float]) -> float:
    return float(np.logaddexp.reduce(values))


def agree(found: float, wanted: float | None) -> bool:
    return found < -1e5 if wanted is None else abs(found - wanted) < 1e-5


def case(
    first: list[int], width: int, ends: list[Cell], seed: int, forbidden: float = 0.0, kinds: tuple[BeadKind, ...] = ()
) -> Case:
    """Random scores for tables of these sizes; some of the shapes with two sides are forbidden in some cells."""
    random = np.random.default_rng(seed)
    lattice = Lattice(kinds or KINDS, np.array(first), width, np.array(ends), SECTIONS)
    i, j = np.arange(lattice.rows)[None, :, None], lattice.right[None]
    scores = []
    for kind in lattice.kinds:
        score = random.normal(-2, 3, (lattice.batch, lattice.rows, width))
        if kind.left and kind.right:
            score[random.random(score.shape) < forbidden] = IMPOSSIBLE
        n, m = lattice.ends[:, 0, None, None], lattice.ends[:, 1, None, None]
        score[(i + kind.left > n) | (j + kind.right > m)] = IMPOSSIBLE
        scores.append(score)
    return Case(lattice, scores)


def places_of(made: Case) -> Floats:
    before, after = forward(made.lattice, made.scores), backward(made.lattice, made.scores)
    return place_posteriors(made.lattice, made.scores, before, after)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    rows = draw(st.integers(0, 3))
    steps = draw(st.lists(st.integers(0, 1), min_size=rows, max_size=rows))
    first = [0, *np.cumsum(steps).tolist()]
    width = draw(st.integers(1, 4))
    sizes = draw(st.lists(st.integers(0, rows), min_size=1, max_size=3))
    ends = [(n, draw(st.integers(first[n], min(4, first[n] + width - 1)))) for n in sizes]
    made = case(first, width, ends, draw(st.integers(0, 2**32)), draw(st.sampled_from([0.0, 0.3])))
    if draw(st.booleans()):
        made.lattice = replace(made.lattice, gaps=NO_SECTIONS)
    return made


@settings(max_examples=100, deadline=None)
@given(cases())
def test_sums_over_all_paths(made: Case) -> None:
    lattice, scores = made.lattice, made.scores
    before, after = forward(lattice, scores), backward(lattice, scores)
    beads = bead_posteriors(lattice, scores, before, after)
    places = place_posteriors(lattice, scores, before, after)
    for b in range(lattice.batch):
        begun = made.beginnings(b)
        for i in range(lattice.ends[b, 0] + 1):
            for c in range(min(lattice.width, lattice.ends[b, 1] - lattice.first[i] + 1)):
                cell = i, int(lattice.first[i]) + c
                assert agree(before.entered[b, i, c], begun.get((cell, "entered")))
                assert agree(before.dropping[b, i, c], begun.get((cell, "dropping")))
                for state in ("free", "dropping", "adding"):
                    onward = [score for _path, score in made.paths(b, cell, state)]
                    assert agree(getattr(after, state)[b, i, c], log_sum(onward) if onward else None)
        paths = list(made.paths(b))
        if not paths:
            assert whole(lattice, after)[b] < -1e5
            continue
        total = log_sum([score for _path, score in paths])
        assert whole(lattice, after)[b] == pytest.approx(total, abs=1e-5)
        met: dict[Cell, float] = defaultdict(float)
        used: dict[Bead, float] = defaultdict(float)
        for path, score in paths:
            share = math.exp(score - total)
            for bead in path:
                used[bead] += share
                met[bead[0], bead[1]] += share
            met[tuple(lattice.ends[b])] += share
        for i in range(lattice.rows):
            for c in range(lattice.width):
                j = int(lattice.first[i]) + c
                assert places[b, i, c] == pytest.approx(met.get((i, j), 0.0), abs=1e-5)
                for k in range(len(lattice.kinds)):
                    assert beads[k][b, i, c] == pytest.approx(used.get((i, j, k), 0.0), abs=1e-5)


@settings(max_examples=100, deadline=None)
@given(cases())
def test_the_best_path(made: Case) -> None:
    # Sections cost what their single beads cost here.
    made.lattice = replace(made.lattice, gaps=GapCosts((0.0, 0.0), (0.0, 0.0)))
    paths = [list(made.paths(b)) for b in range(made.lattice.batch)]
    if not all(paths):
        return
    for own, chosen in zip(paths, best_paths(made.lattice, made.scores), strict=True):
        assert chosen == max(own, key=lambda entry: entry[1])[0]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=4), st.integers(0, 2**32))
def test_each_unit_is_in_one_bead(ends: list[Cell], seed: int) -> None:
    rows, width = max(n for n, _ in ends) + 1, max(m for _, m in ends) + 1
    made = case([0] * rows, width, ends, seed, kinds=SENTENCE_BEADS)
    lattice = made.lattice
    before, after = forward(lattice, made.scores), backward(lattice, made.scores)
    posteriors = bead_posteriors(lattice, made.scores, before, after)
    for b, (n, m) in enumerate(ends):
        left, right = np.zeros(n), np.zeros(m)
        for kind, posterior in zip(lattice.kinds, posteriors, strict=True):
            for i, j in zip(*np.nonzero(posterior[b]), strict=True):
                left[i : i + kind.left] += posterior[b, i, j]
                right[j : j + kind.right] += posterior[b, i, j]
        assert left == pytest.approx(np.ones(n), abs=1e-4)
        assert right == pytest.approx(np.ones(m), abs=1e-4)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), min_size=2, max_size=4), st.integers(0, 2**32))
def test_a_table_in_a_batch_is_as_it_is_alone(ends: list[Cell], seed: int) -> None:
    rows, width = max(n for n, _ in ends) + 1, max(m for _, m in ends) + 1
    made = case([0] * rows, width, ends, seed)
    together = places_of(made)
    paths = best_paths(made.lattice, made.scores)
    for b, (n, m) in enumerate(ends):
        alone = Case(
            Lattice(KINDS, np.zeros(n + 1, dtype=np.int64), m + 1, np.array([[n, m]]), SECTIONS),
            [score[b : b + 1, : n + 1, : m + 1] for score in made.scores],
        )
        assert together[b, : n + 1, : m + 1] == pytest.approx(places_of(alone)[0], abs=1e-5)
        assert best_paths(alone.lattice, alone.scores) == [paths[b]]


@pytest.mark.parametrize("known", range(REACH, 9))
def test_rows_that_are_known_already(known: int) -> None:
    made = case([0, 0, 1, 2, 2, 3, 5, 5, 6], 5, [(8, 9)], 7)
    lattice, scores = made.lattice, made.scores
    before, after = forward(lattice, scores), backward(lattice, scores)
    # All that lies behind comes from them: what comes before the last of them that beads can start at is not read.
    other = [score.copy() for score in scores]
    for score in other:
        score[:, : known - REACH] = 3.0
    begun = Forward(before.entered[:, :known] + 5.0, before.dropping[:, :known] + 5.0)
    found = forward(lattice, other, begun)
    same(found.entered[:, known:], before.entered[:, known:] + 5.0)
    same(found.dropping[:, known:], before.dropping[:, known:] + 5.0)
    other = [score.copy() for score in scores]
    for score in other:
        score[:, lattice.rows - known :] = 3.0
    last = [sums[:, -known:] + 5.0 for sums in (after.free, after.dropping, after.adding)]
    back = backward(lattice, other, Backward(*last))
    for name in ("free", "dropping", "adding"):
        same(getattr(back, name)[:, :-known], getattr(after, name)[:, :-known] + 5.0)


def same(found: Floats, wanted: Floats) -> None:
    possible = wanted > IMPOSSIBLE / 2
    assert found[possible] == pytest.approx(wanted[possible])
    assert (found[~possible] < IMPOSSIBLE / 2).all()


def test_a_band_keeps_paths_out() -> None:
    kinds = tuple(BeadKind(m, n, 0.1) for m, n in [(1, 1), (1, 0), (0, 1)])
    lattice = Lattice(kinds, np.array([0, 0, 1, 1]), 3, np.array([[3, 3]]))
    i, j = np.arange(4)[:, None], lattice.right
    scores = [np.where((i + k.left > 3) | (j + k.right > 3), IMPOSSIBLE, 0.0)[None] for k in kinds]
    # Delannoy numbers, with (0, 3), (1, 3), (2, 0) and (3, 0) left out.
    ways = [[1, 1, 1, 0], [1, 3, 5, 0], [0, 4, 12, 17], [0, 4, 20, 49]]
    assert math.exp(whole(lattice, backward(lattice, scores))[0]) == pytest.approx(ways[3][3])
    before = forward(lattice, scores)
    assert math.exp(before.entered[0, 3, 1]) == pytest.approx(ways[2][1] + ways[2][2])


def test_a_table_of_nothing() -> None:
    lattice = Lattice(KINDS, np.array([0]), 1, np.array([[0, 0]]))
    scores = [np.full((1, 1, 1), IMPOSSIBLE) for _ in KINDS]
    assert best_paths(lattice, scores) == [[]]
    assert places_of(Case(lattice, scores)).tolist() == [[[1.0]]]
