from __future__ import annotations

from dataclasses import replace
from itertools import chain, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bitext.making import covered, shapes, story
from tui_learn.bitext.arrays import Floats
from tui_learn.bitext.bead_kinds import SENTENCE_BEADS
from tui_learn.bitext.beads import Bead
from tui_learn.bitext.coarse import Evidence, bead_log_scores
from tui_learn.bitext.lattice import IMPOSSIBLE
from tui_learn.bitext.lengths import first_models
from tui_learn.bitext.lexical import lexical_scores
from tui_learn.bitext.lookalikes import known_lexicons
from tui_learn.bitext.pieces import Piece, pieces_between
from tui_learn.bitext.refine import (
    Model,
    Table,
    cooled,
    learnt_kinds,
    learnt_lengths,
    most_probable_beads,
    parted,
    refined,
    runs_of,
    sure_places,
    unit_links,
    worked_through,
)
from tui_learn.bitext.settings import DEFAULT, AlignmentSettings
from tui_learn.bitext.units import Rules, Units, units_of


def units(count: int = 30, lost: int | None = None) -> tuple[Units, Units]:
    left, right = story(count)
    if lost is not None:
        del right[lost]
    return units_of(left), units_of(right)


def model_of(left: Units, right: Units, settings: AlignmentSettings = DEFAULT) -> Model:
    return Model(
        SENTENCE_BEADS, first_models(left.lengths, right.lengths, settings)[0], known_lexicons(left.terms, right.terms)
    )


def by_tens(i: np.ndarray, j: np.ndarray) -> np.ndarray:
    return np.where((i % 10 == 0) & (j % 10 == 0), 2.0, np.where((i % 10 == 0) | (j % 10 == 0), -1.0, 0.0))


def near(i: np.ndarray, j: np.ndarray) -> np.ndarray:
    return -0.1 * np.abs(i - j)


PIECES = pieces_between([(4, 3), (4, 6), (12, 12), (20, 19), (29, 19)], (0, 0), (30, 29))


def test_scores_are_those_of_the_first_look_and_those_of_words() -> None:
    left, right = units(30, 8)
    rules = Rules(
        by_tens,
        near,
        left_inner=np.where(np.arange(31) % 9 == 0, -2.0, 0.0),
        right_inner=np.where(np.arange(30) % 8 == 0, -1.0, 0.0),
        left_alone=np.arange(30) == 15,
        right_alone=np.arange(29) == 2,
    )
    model = model_of(left, right)
    shapes_of_words = [(kind.left, kind.right) for kind in SENTENCE_BEADS if kind.left and kind.right]
    for table in worked_through(left, right, PIECES, model, rules, DEFAULT):
        for number, piece in enumerate(table.pieces):
            n, m = len(piece.rows), len(piece.columns)
            if not n or not m:
                continue
            evidence = Evidence(left, right, None, model.lengths, rules, DEFAULT)
            lattice = replace(table.lattice, ends=table.lattice.ends[number : number + 1])
            known = bead_log_scores(evidence, piece, replace(lattice, first=lattice.first[: n + 1], width=m + 1))
            words = lexical_scores(left.terms, right.terms, model.lexicons, piece, shapes_of_words, 0.85)
            for kind, score, wanted in zip(SENTENCE_BEADS, table.scores, known, strict=True):
                own = score[number, : n + 1, : m + 1]
                expected = wanted[0].copy()
                scored = words.get((kind.left, kind.right))
                if scored is not None:
                    expected[: scored.shape[0], : scored.shape[1]] += DEFAULT.lexical_weight * scored
                possible = expected > IMPOSSIBLE / 2
                assert own[possible] == pytest.approx(expected[possible])
                assert (own[~possible] < IMPOSSIBLE / 2).all()
                assert (score[number, n + 1 :] < IMPOSSIBLE / 2).all()
                assert (score[number, :, m + 1 :] < IMPOSSIBLE / 2).all()


def tables_of(left: Units, right: Units, pieces: list[Piece] = PIECES) -> list[Table]:
    return worked_through(left, right, pieces, model_of(left, right), Rules(), DEFAULT)


def test_every_piece_is_worked_through_by_itself() -> None:
    left, right = units(30, 8)
    tables = tables_of(left, right)
    assert sorted((piece for table in tables for piece in table.pieces), key=lambda piece: piece.start) == PIECES
    for table in tables:
        for number, piece in enumerate(table.pieces):
            (alone,) = tables_of(left, right, [piece])
            n, m = len(piece.rows), len(piece.columns)
            assert table.places[number, : n + 1, : m + 1] == pytest.approx(alone.places[0], abs=1e-4)
            assert table.places[number, 0, 0] == pytest.approx(1, abs=1e-4)
            assert table.places[number, n, m] == pytest.approx(1, abs=1e-4)


def test_shares_of_the_shapes() -> None:
    tables = tables_of(*units())
    kinds = learnt_kinds(tables, SENTENCE_BEADS, DEFAULT)
    counts = [sum(float(table.beads[k].sum()) for table in tables) for k in range(len(SENTENCE_BEADS))]
    assert [(kind.left, kind.right) for kind in kinds] == [(kind.left, kind.right) for kind in SENTENCE_BEADS]
    assert sum(kind.prior for kind in kinds) == pytest.approx(1)
    # What was believed before is worth twenty beads.
    whole = sum(kind.prior for kind in SENTENCE_BEADS)
    free = replace(DEFAULT, most_null=1.0)
    for kind, first, count in zip(learnt_kinds(tables, SENTENCE_BEADS, free), SENTENCE_BEADS, counts, strict=True):
        assert kind.prior == pytest.approx((count + 20 * first.prior / whole) / (sum(counts) + 20))


def test_few_beads_without_a_side_are_believed() -> None:
    left, right = units_of(story(60)[0]), units_of(story(3)[1])
    tables = tables_of(left, right, [Piece(range(60), range(3))])
    capped = {(kind.left, kind.right): kind.prior for kind in learnt_kinds(tables, SENTENCE_BEADS, DEFAULT)}
    free = learnt_kinds(tables, SENTENCE_BEADS, replace(DEFAULT, most_null=1.0))
    assert next(kind.prior for kind in free if (kind.left, kind.right) == (1, 0)) > 2 * capped[1, 0]
    assert capped[1, 0] < 0.2


def slow_lengths(left: Units, right: Units, tables: list[Table], ratio: float) -> tuple[float, float]:
    """Ratio and variance, bead by bead."""
    s_sum = t_sum = misses = weight = 0.0
    for table in tables:
        for number, piece in enumerate(table.pieces):
            for kind, posterior in zip(SENTENCE_BEADS, table.beads, strict=True):
                for (i, j), share in np.ndenumerate(posterior[number]):
                    if share <= 0.05 or not (kind.left and kind.right):
                        continue
                    row, column = piece.rows.start + i, piece.columns.start + j
                    s = left.lengths.each[row : row + kind.left].sum()
                    t = right.lengths.each[column : column + kind.right].sum()
                    s_sum, t_sum, weight = s_sum + share * s, t_sum + share * t, weight + share
                    misses += share * min(36.0, (t - ratio * s) ** 2 / (ratio * (s * ratio + t) / 2))
    whole = right.lengths.each.sum() / left.lengths.each.sum()
    believed = 10 * left.lengths.each.mean()
    return (t_sum + believed * whole) / (s_sum + believed), (misses + 30 * 6.8) / (weight + 30)


def test_lengths_are_learnt_from_the_beads() -> None:
    left, right = units(30, 8)
    tables = tables_of(left, right)
    old = first_models(left.lengths, right.lengths, DEFAULT)[0]
    found = learnt_lengths(left, right, tables, old, old, DEFAULT)
    ratio, variance = slow_lengths(left, right, tables, old.ratio)
    assert (found.ratio, found.variance) == pytest.approx((ratio, min(20.0, max(2.0, variance))))
    assert found.ratio != pytest.approx(old.ratio)


def test_units_that_share_a_bead() -> None:
    left, right = units(30, 8)
    tables = tables_of(left, right, PIECES[:-1])
    fixed = Piece(range(40, 42), range(50, 53), fixed=True)
    lefts, rights, weights = unit_links(tables, [fixed], 0.1)
    found = dict(zip(zip(lefts.tolist(), rights.tolist(), strict=True), weights.tolist(), strict=True))
    assert len(found) == len(lefts)
    together: dict[tuple[int, int], float] = {}
    for table in tables:
        for number, piece in enumerate(table.pieces):
            for kind, posterior in zip(SENTENCE_BEADS, table.beads, strict=True):
                for i in range(len(piece.rows) - kind.left + 1):
                    for j in range(len(piece.columns) - kind.right + 1):
                        for x in range(kind.left):
                            for y in range(kind.right):
                                pair = piece.rows.start + i + x, piece.columns.start + j + y
                                together[pair] = together.get(pair, 0.0) + float(posterior[number, i, j])
    wanted = {pair: min(1.0, share) for pair, share in together.items() if share > 0.1}
    wanted |= {(i, j): 1.0 for i in fixed.rows for j in fixed.columns}
    assert found == pytest.approx(wanted)
    assert [len(part) for part in unit_links([], [], 0.1)] == [0, 0, 0]


def test_sure_places_rise() -> None:
    left, right = units(30, 8)
    tables = tables_of(left, right)
    for least in (0.2, 0.9, 0.99):
        found = sure_places(tables, least)
        assert all(a[0] <= b[0] and a[1] <= b[1] for a, b in pairwise(found))
        if least > 0.5:
            edges = {place for piece in PIECES for place in (piece.start, piece.end)}
            assert edges <= set(found)
            assert len(found) > len(edges)


def test_settled_pieces_are_parted_from_the_others() -> None:
    left, right = units(30, 8)
    (table,) = tables_of(left, right, [Piece(range(a, a + 10), range(a, a + b)) for a, b in ((0, 9), (10, 10))])
    sure, doubtful = (next(n for n, piece in enumerate(table.pieces) if piece.rows.start == a) for a in (0, 10))
    table.places[sure] = np.round(table.places[sure])
    table.places[sure, :, 10:] = 0.5  # behind its end
    table.places[doubtful, 3, 3] = 0.5
    settled, rest = parted(table, 0.05)
    assert rest == [table.pieces[doubtful]]
    assert settled is not None
    assert settled.pieces == [table.pieces[sure]]
    assert settled.lattice.ends.tolist() == [[10, 9]]
    assert (settled.places[0] == table.places[sure]).all()
    assert all((part[0] == each[sure]).all() for part, each in zip(settled.beads, table.beads, strict=True))
    assert parted(table, 0.0)[0] is None
    assert parted(table, 1.0)[1] == []


@given(st.sets(st.integers(0, 9)))
def test_runs_of_pieces(chosen: set[int]) -> None:
    pieces = [Piece(range(n, n + 1), range(2 * n, 2 * n + 2)) for n in sorted(chosen)]
    found = runs_of(pieces[::-1])
    assert list(chain.from_iterable(found)) == pieces
    for run in found:
        assert [piece.rows.start for piece in run] == list(range(run[0].rows.start, run[-1].rows.stop))
        assert run[-1].rows.stop not in chosen


def test_cooling_makes_less_sure() -> None:
    (table,) = tables_of(*units(), [Piece(range(12), range(12))])
    same, sober = cooled(table, 1.0), cooled(table, 3.0)
    for posterior, cool in zip(table.beads, same, strict=True):
        assert cool == pytest.approx(posterior, abs=1e-6)

    def doubt(posteriors: list[Floats]) -> float:
        return sum(float(np.minimum(posterior, 1 - posterior).sum()) for posterior in posteriors)

    assert doubt(sober) > 1.5 * doubt(table.beads)
    for cool in (same, sober):
        # Still probabilities: each left unit is in one bead.
        used = np.zeros(12)
        for kind, posterior in zip(SENTENCE_BEADS, cool, strict=True):
            for x in range(kind.left):
                used[x:] += posterior[0].sum(axis=1)[: 12 - x]
        assert used == pytest.approx(np.ones(12), abs=1e-4)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 4), st.integers(0, 4), st.integers(0, 20))
def test_the_beads_with_the_most_right_ones(n: int, m: int, start: int) -> None:
    if not n and not m:
        return
    # Nothing is sure here: what has a counterpart is weighed against what has none.
    left, right = units_of(story(30, 1)[0]), units_of(story(30, 2)[1])
    (table,) = tables_of(left, right, [Piece(range(start, start + n), range(start, start + m))])

    def best(i: int, j: int) -> float:
        if (i, j) == (n, m):
            return 0.0
        return max(
            (
                float(table.beads[k][0, i, j]) * (1.0 if kind.left and kind.right else 0.5)
                + best(i + kind.left, j + kind.right)
                for k, kind in enumerate(SENTENCE_BEADS)
                if i + kind.left <= n and j + kind.right <= m
            ),
        )

    ((place, beads),) = most_probable_beads(table, DEFAULT)
    assert place == (start, start)
    assert covered(beads) == (list(range(start, start + n)), list(range(start, start + m)))
    worth = 0.0
    numbers = {(kind.left, kind.right): k for k, kind in enumerate(SENTENCE_BEADS)}
    i = j = 0
    for bead in beads:
        shape = len(bead.left), len(bead.right)
        worth += float(table.beads[numbers[shape]][0, i, j]) * (1.0 if all(shape) else 0.5)
        i, j = i + shape[0], j + shape[1]
    assert worth == pytest.approx(best(0, 0), abs=1e-6)


def result(left: Units, right: Units, pieces: list[Piece], settings: AlignmentSettings) -> tuple[list[Bead], Model]:
    *before, last = list(refined(left, right, pieces, model_of(left, right), Rules(), settings))
    assert last is not None
    assert len(before) == len([step for step in before if step is None]) >= 1
    return last


def test_rounds_learn_what_lengths_do_not_tell() -> None:
    one, other = story(200)
    del other[60]
    left, right = (units_of([text.ljust(200, "-") for text in texts]) for texts in (one, other))
    pieces = [Piece(range(200), range(199))]
    wanted = [((n,), (n - (n > 60),)) for n in range(200) if n != 60]
    right_ones = [
        len(set(wanted) & set(shapes(result(left, right, pieces, replace(DEFAULT, rounds=rounds))[0])))
        for rounds in (0, 3)
    ]
    assert right_ones[0] < 180
    assert right_ones[1] == 199
    model = result(left, right, pieces, DEFAULT)[1]
    assert len(model.lexicons[0].values) > 100
    assert model.kinds != SENTENCE_BEADS


def test_nothing_is_learnt_when_told_so() -> None:
    left, right = units(40)
    off = replace(DEFAULT, learn_lexicon=False, learn_lengths=False, learn_priors=False)
    before = model_of(left, right)
    model = result(left, right, [Piece(range(40), range(40))], off)[1]
    assert (model.kinds, model.lengths) == (before.kinds, before.lengths)
    assert len(model.lexicons[0].values) == len(before.lexicons[0].values)


def test_fixed_pieces_are_kept_and_taught_by() -> None:
    left, right = units(40)
    fixed = Piece(range(10, 12), range(10, 17), fixed=True)
    pieces = [Piece(range(10), range(10)), fixed, Piece(range(12, 40), range(17, 40))]
    beads, _model = result(left, right, pieces, DEFAULT)
    assert covered(beads) == (list(range(40)), list(range(40)))
    assert Bead((10, 11), tuple(range(10, 17)), 1.0) in beads
