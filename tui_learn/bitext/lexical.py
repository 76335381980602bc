"""How well the words of a bead answer each other, given a lexicon: log odds against chance, in both directions.

Each term of one side is drawn from the lexicon entries of the bead's other side or from the text at large
(the mixture of Brown et al. 1993 against a unigram background, as in Moore 2002).
"""

from __future__ import annotations

import numpy as np

from tui_learn.bitext.arrays import Floats, counting, cumulated
from tui_learn.bitext.lexicon import Lexicon
from tui_learn.bitext.pieces import Piece
from tui_learn.bitext.terms import Terms


def lexical_scores(
    left: Terms,
    right: Terms,
    lexicons: tuple[Lexicon, Lexicon],
    piece: Piece,
    shapes: list[tuple[int, int]],
    share: float,
) -> dict[tuple[int, int], Floats]:
    """The mean log odds of both directions for beads of each shape (both sides at least 1) in a piece.

    The result for (a, b) has the shape (rows - a + 1, columns - b + 1), by the units the bead begins with.
    """
    fitting = [(a, b) for a, b in shapes if a <= len(piece.rows) and b <= len(piece.columns)]
    if not fitting:
        return {}
    longest_left, longest_right = max(a for a, _ in fitting), max(b for _, b in fitting)
    onward = directed(left, right, lexicons[0], piece.rows, piece.columns, longest_left, share)
    back = directed(right, left, lexicons[1], piece.columns, piece.rows, longest_right, share)
    onward_sums = [cumulated(table) for table in onward]
    back_sums = [cumulated(table) for table in back]
    found = {}
    for a, b in fitting:
        sums = onward_sums[a - 1]
        there = sums[:, b:] - sums[:, : sums.shape[1] - b]
        sums = back_sums[b - 1]
        here = sums[:, a:] - sums[:, : sums.shape[1] - a]
        found[a, b] = (there + here.T) / 2
    return found


def directed(
    source: Terms, target: Terms, lexicon: Lexicon, rows: range, columns: range, longest: int, share: float
) -> list[Floats]:
    """Log odds of each target unit given 1 .. ``longest`` source units from each row on.

    Entry ``a - 1`` has the shape (rows - a + 1, columns).
    """
    tokens = source.tokens[source.starts[rows.start] : source.starts[rows.stop]]
    targets = target.tokens[target.starts[columns.start] : target.starts[columns.stop]]
    if not len(tokens) or not len(targets):
        return [np.zeros((max(0, len(rows) - a + 1), len(columns))) for a in range(1, longest + 1)]
    unit = np.repeat(np.arange(len(rows)), source.sizes[rows.start : rows.stop])
    place = np.full(len(target.names), -1, dtype=np.int64)
    place[targets] = 0
    seen = np.nonzero(place == 0)[0]
    place[seen] = np.arange(len(seen))

    token, within = counting((lexicon.first[1:] - lexicon.first[:-1])[tokens])
    entry = lexicon.first[tokens][token] + within
    column = place[lexicon.targets[entry]]
    inside = column >= 0
    cell = (unit[token] * len(seen) + column)[inside]
    drawn = np.bincount(cell, lexicon.values[entry[inside]], minlength=len(rows) * len(seen)).astype(np.float64)
    drawn = drawn.reshape(len(rows), -1)
    drawn *= share / target.share[seen]
    drawn -= share * np.bincount(unit, lexicon.totals[tokens], minlength=len(rows))[:, None]
    drawn_sums = np.zeros((len(rows) + 1, len(seen)))
    np.cumsum(drawn, axis=0, out=drawn_sums[1:])
    size_sums = cumulated(np.maximum(1.0, source.sizes[rows.start : rows.stop]))

    where = np.repeat(np.arange(len(columns)), target.sizes[columns.start : columns.stop])
    counts = np.bincount(place[targets] * len(columns) + where, minlength=len(seen) * len(columns)).reshape(
        len(seen), -1
    )
    counts = counts.astype(np.float64)
    found = []
    for a in range(1, longest + 1):
        odds = (drawn_sums[a:] - drawn_sums[:-a]) / (size_sums[a:] - size_sums[:-a])[:, None]
        np.maximum(odds, -0.99, out=odds)
        np.log1p(odds, out=odds)
        found.append(odds @ counts)
    return found
