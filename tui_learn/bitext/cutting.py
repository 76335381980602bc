"""Cutting two texts up by a first look at them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from tui_learn.bitext.bead_kinds import COARSE_BEADS, SENTENCE_BEADS, BeadKind
from tui_learn.bitext.coarse import Evidence, Places, evidence_of, look
from tui_learn.bitext.lengths import LengthModel, first_models
from tui_learn.bitext.pieces import Piece, choose_cuts, pieces_between
from tui_learn.bitext.settings import AlignmentSettings
from tui_learn.bitext.units import Rules, Units

_LONG = 3
"""Pieces of more than so many times the wanted size are looked at."""


def likeliest_lengths(
    left: Units, right: Units, rules: Rules, settings: AlignmentSettings, kinds: tuple[BeadKind, ...] = SENTENCE_BEADS
) -> LengthModel:
    """Of the thinkable length models the one under which a first look at the texts finds the most evidence."""
    models = first_models(left.lengths, right.lengths, settings)
    if len(models) == 1 or max(len(left), len(right)) > _BOOK:
        return models[0]
    evidence = evidence_of(left, right, models[0], rules, settings)
    piece = Piece(range(len(left)), range(len(right)))
    found = []
    for model in models:
        for places in look(replace(evidence, model=model), piece, kinds, evidence.expected, 1.0):
            if isinstance(places, Places):
                found.append(places.evidence)
    # Where sentences are cut very differently every model fits badly: then the whole texts are the better guide.
    fits = found[1] > found[0] and found[1] > _BAD * min(len(left), len(right))
    return models[1] if fits else models[0]


_BAD = -1.0
"""Log odds of a unit, against chance, below which a model explains next to nothing."""

_BOOK = 3_000
"""Units from which on a part that is missing is not so large that it misleads."""


def cut_up(
    left: Units, right: Units, pieces: Sequence[Piece], model: LengthModel, rules: Rules, settings: AlignmentSettings
) -> Iterator[Piece | float]:
    """The pieces, those that are long cut at places a first look is sure of; in between, the share done of the next."""
    evidence: Evidence | None = None
    for piece in pieces:
        if piece.fixed or min(len(piece.rows), len(piece.columns)) <= _LONG * settings.piece:
            yield piece
            continue
        if evidence is None:
            evidence = evidence_of(left, right, model, rules, settings)
        here = evidence.expected[piece.rows.start : piece.rows.stop + 1] - piece.columns.start
        here = np.clip(here, 0, len(piece.columns))
        for places in look(evidence, piece, COARSE_BEADS, here, settings.cut_confidence):
            if isinstance(places, float):
                yield places
                continue
            sure = zip(
                (places.left + piece.rows.start).tolist(), (places.right + piece.columns.start).tolist(), strict=True
            )
            yield from pieces_between(
                choose_cuts(list(sure), piece.start, piece.end, settings.piece), piece.start, piece.end
            )
