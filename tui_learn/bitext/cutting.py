"""Cutting two texts up by a first look at them, window by window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from tui_learn.bitext.arrays import Floats
from tui_learn.bitext.band import expected_places, rare_chain
from tui_learn.bitext.beads import COARSE_BEADS
from tui_learn.bitext.coarse import Look, look
from tui_learn.bitext.lengths import LengthModel
from tui_learn.bitext.pieces import Piece, Place, choose_cuts, pieces_between
from tui_learn.bitext.settings import AlignmentSettings
from tui_learn.bitext.units import Rules, Units

_ACCEPTED = 0.8
"""Share of a window whose cuts are believed: near its open end anything may follow."""
_LONG = 3
"""Pieces of more than so many times the wanted size are looked at again."""


def cut_up(
    left: Units, right: Units, pieces: Sequence[Piece], model: LengthModel, rules: Rules, settings: AlignmentSettings
) -> Iterator[Piece]:
    """The pieces, those that are long cut at places a first look is sure of."""
    expected: Floats | None = None
    for piece in pieces:
        if piece.fixed or min(len(piece.rows), len(piece.columns)) <= _LONG * settings.piece:
            yield piece
            continue
        if expected is None:
            expected = expected_places(left.lengths.each, right.lengths.each, rare_chain(left.terms, right.terms))
        start = piece.start
        while start != piece.end:
            size = settings.window
            while True:
                window = _window(start, piece, expected, size)
                places = _sure_places(left, right, window, piece, expected, model, rules, settings)
                if window.end == piece.end or places:
                    break
                size *= 2  # nothing is sure here: look further
            cuts = choose_cuts(places, start, window.end, settings.piece)
            end = piece.end if window.end == piece.end else (cuts.pop() if cuts else places[-1])
            yield from pieces_between(cuts, start, end)
            start = end


def _window(start: Place, piece: Piece, expected: Floats, size: int) -> Piece:
    """From a place on, ``size`` left units and what may answer them on the right."""
    stop = start[0] + size
    if stop + size // 4 >= piece.rows.stop:
        return Piece(range(start[0], piece.rows.stop), range(start[1], piece.columns.stop))
    # As far as the line of what is expected goes, moved to where the window begins, and as far again.
    reach = int(2 * max(0.0, expected[stop] - expected[start[0]])) + size // 2
    return Piece(range(start[0], stop), range(start[1], min(piece.columns.stop, start[1] + reach)))


def _sure_places(
    left: Units,
    right: Units,
    window: Piece,
    whole: Piece,
    expected: Floats,
    model: LengthModel,
    rules: Rules,
    settings: AlignmentSettings,
) -> list[Place]:
    """Places a first look at a window is sure of, in order; the corners of the window are not among them."""
    open_end = window.end != whole.end
    here = expected[window.rows.start : window.rows.stop + 1] - window.columns.start
    seen: Look = look(
        left,
        right,
        window,
        COARSE_BEADS,
        model,
        rules,
        settings,
        expected=np.clip(here, 0, len(window.columns)),
        open_end=open_end,
    )
    i, c = np.nonzero(seen.places >= settings.cut_confidence)
    j = seen.lattice.first[i] + c
    if open_end:
        kept = i <= _ACCEPTED * len(window.rows)
        i, j = i[kept], j[kept]
    places = zip((i + window.rows.start).tolist(), (j + window.columns.start).tolist(), strict=True)
    return [place for place in places if place not in (window.start, window.end)]
