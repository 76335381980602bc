"""Sheets of scores to sheets of link weights: every word has one counterpart, or none.

Sinkhorn and Knopp (1967): rows and columns are scaled in turn until each sums to its word's capacity. A further row and
column take the words that have no counterpart.
"""

from __future__ import annotations

import numpy as np

from tui_learn.bitext.arrays import Scores


def balanced(
    scores: Scores, rows: Scores, columns: Scores, row_nulls: Scores, column_nulls: Scores, rounds: int
) -> Scores:
    """Link weights, shape (n, I, J), at most 1.

    ``scores`` has the shape (n, I, J), with minus infinity outside a sheet; ``rows`` (n, I) and ``columns`` (n, J) are
    the capacities of the words, 0 outside; ``row_nulls`` and ``column_nulls``, of the same shapes, are the log weights
    of having no counterpart.
    """
    if not scores.size:
        return np.zeros_like(scores)
    # With the largest score of a row taken out of it, no weight overflows; the row's scale makes up for it.
    top = np.maximum(scores.max(axis=2), row_nulls)
    weights = np.exp(scores - top[:, :, None])
    row_null, column_null = np.exp(row_nulls - top), np.exp(column_nulls)
    u = np.ones_like(rows)
    v = np.ones_like(columns)
    for _ in range(rounds):
        u = rows / np.maximum(np.matmul(weights, v[:, :, None])[:, :, 0] + row_null, 1e-30)
        v = columns / np.maximum(np.matmul(u[:, None, :], weights)[:, 0, :] + column_null, 1e-30)
    return np.asarray(np.minimum(weights * u[:, :, None] * v[:, None, :], 1.0))
