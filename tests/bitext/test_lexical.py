"""Scores of words, against a loop over them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_learn.bitext.lexical import directed, lexical_scores
from tui_learn.bitext.lexicon import Lexicon, lexicon_from
from tui_learn.bitext.pieces import Piece
from tui_learn.bitext.terms import Terms, count_terms

SHARE = 0.85
texts = st.lists(st.lists(st.sampled_from("abcdef"), max_size=5).map(" ".join), min_size=1, max_size=6)


def tokens(terms: Terms, units: range) -> list[int]:
    return [token for unit in units for token in terms.tokens[terms.starts[unit] : terms.starts[unit + 1]].tolist()]


def slowly(source: Terms, target: Terms, lexicon: Lexicon, sources: range, targets: range) -> float:
    """Log odds of the target units given the source units."""
    value = {
        (s, t): v
        for s, t, v in zip(lexicon.sources.tolist(), lexicon.targets.tolist(), lexicon.values.tolist(), strict=True)
    }
    size = sum(max(1, len(tokens(source, range(unit, unit + 1)))) for unit in sources)
    total = 0.0
    for t in tokens(target, targets):
        chance = target.share[t]
        drawn = sum(SHARE * (value.get((s, t), 0.0) / chance - lexicon.totals[s]) for s in tokens(source, sources))
        total += math.log1p(max(-0.99, drawn / size))
    return total


@st.composite
def lexicons(draw: st.DrawFn, left: Terms, right: Terms) -> tuple[Lexicon, Lexicon]:
    seed = draw(st.integers(0, 2**32))
    random = np.random.default_rng(seed)
    found = []
    for sources, targets in ((len(left.names), len(right.names)), (len(right.names), len(left.names))):
        values = random.random((sources, targets)) * (random.random((sources, targets)) < 0.5)
        values /= np.maximum(1.0, values.sum(axis=1, keepdims=True))
        s, t = np.nonzero(values)
        found.append(lexicon_from(s, t, values[s, t], sources, targets))
    return found[0], found[1]


def some(draw: st.DrawFn, size: int) -> range:
    start = draw(st.integers(0, size))
    return range(start, draw(st.integers(start, size)))


@settings(max_examples=100, deadline=None)
@given(texts, texts, st.data())
def test_log_odds_of_words(lefts: list[str], rights: list[str], data: st.DataObject) -> None:
    left, right = count_terms(lefts), count_terms(rights)
    both = data.draw(lexicons(left, right))
    rows, columns = some(data.draw, len(lefts)), some(data.draw, len(rights))
    longest = min(3, len(rows))
    found = directed(left, right, both[0], rows, columns, longest, SHARE)
    assert len(found) == longest
    for a, table in enumerate(found, 1):
        wanted = [
            [slowly(left, right, both[0], rows[i : i + a], columns[j : j + 1]) for j in range(len(columns))]
            for i in range(len(rows) - a + 1)
        ]
        assert table == pytest.approx(np.array(wanted).reshape(len(rows) - a + 1, len(columns)))
    shapes = [(1, 1), (1, 2), (2, 1), (3, 3), (1, 6), (2, 2)]
    scores = lexical_scores(left, right, both, Piece(rows, columns), shapes, SHARE)
    assert scores.keys() == {(a, b) for a, b in shapes if a <= len(rows) and b <= len(columns)}
    for (a, b), table in scores.items():
        assert table.shape == (len(rows) - a + 1, len(columns) - b + 1)
        for i in range(table.shape[0]):
            for j in range(table.shape[1]):
                run = rows[i : i + a], columns[j : j + b]
                there = slowly(left, right, both[0], *run)
                here = slowly(right, left, both[1], *run[::-1])
                assert table[i, j] == pytest.approx((there + here) / 2)


def test_a_translation_speaks_for_a_bead() -> None:
    left, right = count_terms(["kissa nukkuu", "koira juoksee"]), count_terms(["cat sleeps", "dog runs"])
    own = np.arange(4)
    lexicon = lexicon_from(own, own, np.full(4, 0.7), 4, 4)
    (table,) = directed(left, right, lexicon, range(2), range(2), 1, SHARE)
    assert (np.diag(table) > 0.5).all()
    assert table[0, 1] < -0.5 > table[1, 0]


def test_without_words_there_is_nothing_to_say() -> None:
    left, right = count_terms(["", "  "]), count_terms(["a b"])
    nothing = np.zeros(0, dtype=np.int64)
    both = (
        lexicon_from(nothing, nothing, np.zeros(0), 0, 2),
        lexicon_from(nothing, nothing, np.zeros(0), 2, 0),
    )
    scores = lexical_scores(left, right, both, Piece(range(2), range(1)), [(1, 1), (2, 1)], SHARE)
    assert [table.tolist() for table in scores.values()] == [[[0.0], [0.0]], [[0.0]]]
    assert lexical_scores(left, right, both, Piece(range(0), range(1)), [(1, 1)], SHARE) == {}
