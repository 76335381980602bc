"""A first look at two texts: where they probably meet, from lengths, shared anchors and paragraphs.

It needs no lexicon and sees a whole text at once, in a band; what it is sure of cuts the text into pieces that can be
looked at closely.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from tui_learn.bitext.anchors import AnchorTable, anchor_table, gains_in, mean_in_bead, shared_anchors, shared_in_bead
from tui_learn.bitext.arrays import Floats, Ints, cumulated
from tui_learn.bitext.band import band, expected_places, rare_chain
from tui_learn.bitext.bead_kinds import BeadKind, gap_costs
from tui_learn.bitext.bead_scores import add_inner, forbid_alone
from tui_learn.bitext.lattice import (
    IMPOSSIBLE,
    Backward,
    Forward,
    Lattice,
    added_runs,
    backward,
    forward,
    place_posteriors,
)
from tui_learn.bitext.lengths import LengthModel, length_scores, runs
from tui_learn.bitext.pieces import Piece
from tui_learn.bitext.settings import AlignmentSettings
from tui_learn.bitext.units import Rules, Units

STRIDE = 500
"""Rows of a long text whose scores are in memory together."""
MAX_CELLS = 30_000_000
"""Cells of a band at most; a band that would have more is not widened."""


@dataclass(frozen=True)
class Evidence:
    """What a first look goes by."""

    left: Units
    right: Units
    anchors: AnchorTable | None
    model: LengthModel
    rules: Rules
    settings: AlignmentSettings

    @cached_property
    def expected(self) -> Floats:
        """Shape (n + 1,): the place on the right at which each left unit is expected."""
        chain = rare_chain(self.left.terms, self.right.terms)
        return expected_places(self.left.lengths.each, self.right.lengths.each, chain)


def evidence_of(left: Units, right: Units, model: LengthModel, rules: Rules, settings: AlignmentSettings) -> Evidence:
    """The evidence of two texts under a length model."""
    anchors = anchor_table(left.terms, right.terms) if settings.cognates else None
    return Evidence(left, right, anchors, model, rules, settings)


@dataclass(frozen=True)
class Places:
    """Places of a piece at which beads probably meet."""

    left: Ints
    right: Ints
    """Shape (k,): units of the piece before each place, by left, then right."""
    probability: Floats
    pressed: bool
    """Whether the path may run along the edge of the band, where the table goes on."""
    evidence: float = IMPOSSIBLE
    """The log sum of all paths."""


NOWHERE = Places(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0), False)
"""No place at all."""


def look(
    evidence: Evidence, piece: Piece, kinds: tuple[BeadKind, ...], expected: Floats, least: float
) -> Iterator[Places | float]:
    """Places that are at least so probable, from a band that is widened until nothing presses on its edge.

    ``expected``, shape (rows + 1,), is the place on the right, from the piece's beginning, at which each left unit is
    expected. Yields the share done from time to time (half of what is left for each width), and the places in the end.
    """
    margin = evidence.settings.margin
    right = len(piece.columns)
    left_over = 1.0
    while True:
        first, width = band(expected, right, margin)
        places = NOWHERE
        for so_far in _places(evidence, piece, kinds, first, width, least):
            if isinstance(so_far, Places):
                places = so_far
            else:
                yield 1 - (1 - so_far / 2) * left_over
        left_over /= 2
        # A section only one side has leaves as long a gap, but one that no wider band closes.
        lost = _longest_gap(places, len(piece.rows)) > _LOST and margin < _FAR
        if width == right + 1 or not (places.pressed or lost) or len(first) * min(right + 1, 2 * width) > MAX_CELLS:
            yield places
            return
        margin *= 2


_LOST = 300
"""Left units without any sure place after which the path is looked for in a wider band."""
_FAR = 300
"""Right units on either side within which it is looked for then."""


def _longest_gap(places: Places, rows: int) -> int:
    return int(np.diff(np.concatenate([[0], places.left, [rows]])).max())


def _places(
    evidence: Evidence, piece: Piece, kinds: tuple[BeadKind, ...], first: Ints, width: int, least: float
) -> Iterator[Places | float]:
    """Forward and backward through a band, stride by stride: only the forward sums are kept for all rows.

    Yields the share done after every stride, and the places last.
    """
    rows = len(piece.rows)
    reach = max(kind.left for kind in kinds)
    strides = [(start, min(rows, start + STRIDE)) for start in range(0, rows, STRIDE)]
    kept: list[Floats] | None = None
    # Entered and dropping, as single precision beside the highest value of their row.
    before = np.full((2, rows + 1, width), IMPOSSIBLE, dtype=np.float32)
    level = np.zeros(rows + 1)
    found: list[tuple[Ints, Ints, Floats]] = []
    pressed = False

    def known(low: int, high: int) -> Forward:
        return Forward(*(before[:, low : high + 1] + level[low : high + 1, None])[:, None])

    for start, stop in strides:
        low = max(0, start - reach)
        lattice, scores = _stride(evidence, piece, kinds, first, width, low, stop)
        if len(strides) == 1:
            kept = scores
        sums = forward(lattice, scores, known(low, start) if start else None)
        level[low : stop + 1] = sums.entered[0].max(axis=1)
        before[0, low : stop + 1] = sums.entered[0] - level[low : stop + 1, None]
        before[1, low : stop + 1] = sums.dropping[0] - level[low : stop + 1, None]
        yield stop / rows / 2
    done: Backward | None = None
    total: Floats | None = None
    for start, stop in reversed(strides):
        high = min(rows, stop + reach)
        lattice, scores = _stride(evidence, piece, kinds, first, width, start, high)
        if kept is not None:
            scores = kept
        after = backward(lattice, scores, done and done.first_rows(high - stop + 1))
        here = known(start, high)
        if total is None:
            total = _reached(lattice, here, scores)
        share = place_posteriors(lattice, scores, here, after, total)[0]
        own = share[: stop - start + (1 if stop == rows else 0)]
        i, c = np.nonzero(own >= least)
        found.append((i + start, first[i + start] + c, own[i, c]))
        begins = first[start : start + len(own)]
        edge = evidence.settings.edge
        pressed = pressed or bool(
            (own[begins > 0, :2] > edge).any() or (own[begins + width <= len(piece.columns), -2:] > edge).any()
        )
        done = after
        yield 1 - start / rows / 2
    whole = float(total[0]) if total is not None else IMPOSSIBLE
    yield replace(_collected(found, pressed), evidence=whole)


def _reached(lattice: Lattice, before: Forward, scores: list[Floats]) -> Floats:
    """Shape (1,): the log sum of all paths to the last cell of a lattice that ends where the text ends."""
    row, cell = int(lattice.ends[0, 0]), int(lattice.ends[0, 1] - lattice.first[lattice.ends[0, 0]])
    entered = before.entered[:, row]
    added = added_runs(lattice, entered, scores[lattice.added][:, row])
    total: Floats = np.logaddexp(*added)[:, cell]
    return total


def _collected(found: list[tuple[Ints, Ints, Floats]], pressed: bool) -> Places:
    if not found:
        return replace(NOWHERE, pressed=pressed)
    parts = found[::-1]
    left, right, share = (np.concatenate([part[k] for part in parts]) for k in range(3))
    return Places(left, right, share, pressed)


def _stride(
    evidence: Evidence, piece: Piece, kinds: tuple[BeadKind, ...], first: Ints, width: int, low: int, high: int
) -> tuple[Lattice, list[Floats]]:
    """The lattice of the rows from ``low`` to ``high`` of a band, and its scores."""
    here = first[low : high + 1]
    edge = min(len(piece.columns), int(here[-1]) + width - 1)
    part = Piece(
        range(piece.rows.start + low, piece.rows.start + high),
        range(piece.columns.start + int(here[0]), piece.columns.start + edge),
    )
    gaps = gap_costs(kinds, evidence.settings.section_gap, evidence.settings.section_run)
    lattice = Lattice(kinds, here - here[0], width, np.array([[len(part.rows), len(part.columns)]]), gaps)
    return lattice, bead_log_scores(evidence, part, lattice)


def bead_log_scores(evidence: Evidence, piece: Piece, lattice: Lattice) -> list[Floats]:
    """The log score of each shape of bead in each cell of a piece, arrays (1, rows + 1, width)."""
    left, right, rules, settings = evidence.left, evidence.right, evidence.rules, evidence.settings
    rows, columns = piece.rows, piece.columns
    n, m = len(rows), len(columns)
    i = np.arange(n + 1)[:, None]
    j = lattice.right
    held = np.minimum(j, m)
    sides = [
        (cumulated(side.lengths.each[part.start : part.stop]), cumulated(side.lengths.alone[part.start : part.stop]))
        for side, part in ((left, rows), (right, columns))
    ]
    left_runs = {size: runs(left.lengths, *sides[0], size) for size in {kind.left for kind in lattice.kinds} - {0}}
    right_runs = {size: runs(right.lengths, *sides[1], size) for size in {kind.right for kind in lattice.kinds} - {0}}
    gains = left_price = right_price = pairs = None
    if evidence.anchors is not None:
        anchors = shared_anchors(evidence.anchors, rows, columns)
        gains = gains_in(anchors, lattice.first, lattice.width)
        left_price, right_price = cumulated(anchors.left_price), cumulated(anchors.right_price)
    place_score = rules.place_score
    begins = place_score(i + rows.start, held + columns.start) if place_score is not None else None
    if rules.pair_score is not None:
        pairs = rules.pair_score(
            np.minimum(i + rows.start, rows.stop - 1), np.minimum(j + columns.start, columns.stop - 1)
        )
    found = []
    for kind in lattice.kinds:
        score = np.full(j.shape, float(np.log(kind.prior)))
        if kind.left and kind.right:
            if settings.lengths:
                score += length_scores(
                    left_runs[kind.left].at(i), right_runs[kind.right].at(held), evidence.model, settings.background
                )
            if gains is not None and left_price is not None and right_price is not None:
                score += shared_in_bead(gains, lattice.first, kind)
                score -= left_price[np.minimum(i + kind.left, n)] - left_price[i]
                score -= right_price[np.minimum(held + kind.right, m)] - right_price[held]
            if pairs is not None:
                score += mean_in_bead(pairs, lattice.first, kind)
            add_inner(score, rules, i + rows.start, held + columns.start, kind)
            forbid_alone(score, rules, i + rows.start, held + columns.start, kind)
        if place_score is not None and begins is not None:
            ends = place_score(
                np.minimum(i + kind.left, n) + rows.start, np.minimum(held + kind.right, m) + columns.start
            )
            score += (begins + ends) / 2
        score[(i + kind.left > n) | (j + kind.right > m)] = IMPOSSIBLE
        found.append(score[None])
    return found
