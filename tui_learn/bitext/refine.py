"""A close look: bead shapes, lengths and a lexicon learnt from the text itself, in turns with aligning it.

Moore (2002): align by length, learn a lexicon from what is sure, align again with it. Here all beads take part by their
posterior probability, the lexicon is learnt several times, and the shares of the bead shapes and the ratio of lengths
are learnt beside it (expectation maximisation, Dempster, Laird and Rubin 1977).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from tui_learn.bitext.arrays import Floats, Ints
from tui_learn.bitext.bead_kinds import BeadKind, gap_costs
from tui_learn.bitext.bead_scores import add_inner, forbid_alone, mean_of_pairs
from tui_learn.bitext.beads import Bead
from tui_learn.bitext.lattice import (
    IMPOSSIBLE,
    Lattice,
    backward,
    bead_posteriors,
    best_paths,
    forward,
    place_posteriors,
)
from tui_learn.bitext.lengths import LengthModel, runs, shape_scores
from tui_learn.bitext.lexical import lexical_scores
from tui_learn.bitext.lexicon import Lexicon, cooccurrence, learn
from tui_learn.bitext.pieces import Piece, Place, batches, choose_cuts, pieces_between
from tui_learn.bitext.settings import AlignmentSettings
from tui_learn.bitext.units import Rules, Units


@dataclass(frozen=True)
class Model:
    """What is learnt from a text, round by round."""

    kinds: tuple[BeadKind, ...]
    """Bead shapes with their shares."""
    lengths: LengthModel
    lexicons: tuple[Lexicon, Lexicon]
    """Left to right and right to left."""


@dataclass(frozen=True)
class Table:
    """A batch of pieces worked through."""

    pieces: list[Piece]
    lattice: Lattice
    scores: list[Floats]
    beads: list[Floats]
    """Posterior probability of each bead, an array (batch, n + 1, width) a shape."""
    places: Floats
    """Posterior probability of each place, (batch, n + 1, width)."""


def worked_through(
    left: Units, right: Units, pieces: Sequence[Piece], model: Model, rules: Rules, settings: AlignmentSettings
) -> list[Table]:
    """Forward and backward through every piece under the model as it is."""
    tables = []
    for numbers in batches(pieces):
        batch = [pieces[number] for number in numbers]
        lattice = Lattice(
            model.kinds,
            np.zeros(max(len(piece.rows) for piece in batch) + 1, dtype=np.int64),
            max(len(piece.columns) for piece in batch) + 1,
            np.array([[len(piece.rows), len(piece.columns)] for piece in batch], dtype=np.int64),
            gap_costs(model.kinds, settings.section_gap, settings.section_run),
        )
        scores = _scores(left, right, batch, lattice, model, rules, settings)
        before, after = forward(lattice, scores), backward(lattice, scores)
        tables.append(
            Table(
                batch,
                lattice,
                scores,
                bead_posteriors(lattice, scores, before, after),
                place_posteriors(lattice, scores, before, after),
            )
        )
    return tables


def _scores(
    left: Units,
    right: Units,
    pieces: list[Piece],
    lattice: Lattice,
    model: Model,
    rules: Rules,
    settings: AlignmentSettings,
) -> list[Floats]:
    """The log score of each shape of bead in each cell of each piece."""
    rows, width = lattice.rows, lattice.width
    i, j = np.arange(rows)[None, :, None], np.arange(width)[None, None, :]
    n, m = lattice.ends[:, 0][:, None, None], lattice.ends[:, 1][:, None, None]
    left_start = np.array([piece.rows.start for piece in pieces])[:, None, None]
    right_start = np.array([piece.columns.start for piece in pieces])[:, None, None]
    left_sums, left_alone = _cut_sums(left, left_start[:, 0], rows, n[:, 0])
    right_sums, right_alone = _cut_sums(right, right_start[:, 0], width, m[:, 0])
    left_sizes, right_sizes = ({kind.left for kind in model.kinds} - {0}, {kind.right for kind in model.kinds} - {0})
    left_runs = {size: runs(left.lengths, left_sums, left_alone, size).along(2) for size in left_sizes}
    right_runs = {size: runs(right.lengths, right_sums, right_alone, size).along(1) for size in right_sizes}
    shapes = [(kind.left, kind.right) for kind in model.kinds if kind.left and kind.right]
    words = [
        lexical_scores(left.terms, right.terms, model.lexicons, piece, shapes, settings.lexicon_share)
        for piece in pieces
    ]
    begins: Floats | None = None
    if rules.place_score is not None:
        begins = rules.place_score(left_start + np.minimum(i, n), right_start + np.minimum(j, m)) / 2
    pairs: Floats | None = None
    if rules.pair_score is not None:
        pairs = rules.pair_score(np.minimum(left_start + i, len(left) - 1), np.minimum(right_start + j, len(right) - 1))
    fits = shape_scores(left_runs, right_runs, model.kinds, model.lengths, settings.background)
    found = []
    for kind in model.kinds:
        a, b = kind.left, kind.right
        score = np.full((len(pieces), rows, width), float(np.log(kind.prior)))
        if a and b:
            if settings.lengths:
                score += next(fits)
            for number, scored in enumerate(words):
                table = scored.get((a, b))
                if table is not None:
                    score[number, : table.shape[0], : table.shape[1]] += settings.lexical_weight * table
            if pairs is not None:
                score += mean_of_pairs(pairs, kind)
            add_inner(score, rules, left_start + i, right_start + j, kind)
            forbid_alone(score, rules, left_start + i, right_start + j, kind)
        if begins is not None:
            # The end of this bead is the beginning of what comes next.
            score += begins
            score[:, : max(0, rows - a), : max(0, width - b)] += begins[:, a:, b:]
        score[(i + a > n) | (j + b > m)] = IMPOSSIBLE
        found.append(score)
    return found


def _cut_sums(side: Units, start: Ints, count: int, size: Ints) -> tuple[Floats, Floats]:
    """Cumulated lengths and log densities of each piece, shape (batch, count); they stand still past its end."""
    index = np.minimum(start + np.arange(count)[None, :], start + size)
    lengths, alone = side.lengths.sums, side.lengths.alone_sums
    return lengths[index] - lengths[start], alone[index] - alone[start]


def learnt_kinds(
    tables: Sequence[Table], first: tuple[BeadKind, ...], settings: AlignmentSettings
) -> tuple[BeadKind, ...]:
    """The shares of the bead shapes by their expected counts, with ``first`` worth ``prior_weight`` beads."""
    counts = np.array([sum(float(table.beads[k].sum()) for table in tables) for k in range(len(first))])
    null = np.array([not (kind.left and kind.right) for kind in first])
    counts[null] = np.minimum(counts[null], settings.most_null * counts.sum())
    priors = np.array([kind.prior for kind in first])
    shares = counts + settings.prior_weight * priors / priors.sum()
    shares /= shares.sum()
    return tuple(BeadKind(kind.left, kind.right, float(share)) for kind, share in zip(first, shares, strict=True))


def learnt_lengths(
    left: Units,
    right: Units,
    tables: Sequence[Table],
    old: LengthModel,
    first: LengthModel,
    settings: AlignmentSettings,
) -> LengthModel:
    """The ratio and variance of lengths of all beads, by their posterior probability; ``first`` holds it back."""
    left_sums, right_sums = left.lengths.sums, right.lengths.sums
    left_total = right_total = misses = weight = 0.0
    for table in tables:
        starts = np.array([piece.start for piece in table.pieces])
        for kind, posterior in zip(table.lattice.kinds, table.beads, strict=True):
            if not kind.left or not kind.right:
                continue
            batch, i, j = np.nonzero(posterior > _LIKELY)
            w = posterior[batch, i, j]
            i, j = i + starts[batch, 0], j + starts[batch, 1]
            s, t = left_sums[i + kind.left] - left_sums[i], right_sums[j + kind.right] - right_sums[j]
            left_total += float((w * s).sum())
            right_total += float((w * t).sum())
            spread = old.ratio * (s * old.ratio + t) / 2
            misses += float((w * np.minimum(_OUTLIER, (t - old.ratio * s) ** 2 / spread)).sum())
            weight += float(w.sum())
    believed = _WHOLE * float(left.lengths.each.mean())
    ratio = (right_total + believed * first.ratio) / (left_total + believed)
    variance = (misses + _TRUSTED * settings.variance) / (weight + _TRUSTED)
    return LengthModel(ratio, min(20.0, max(2.0, variance)))


_WHOLE = 10.0
"""Sentences that the ratio to begin with is worth."""
_LIKELY = 0.05
"""Posterior from which a bead's lengths are counted."""
_OUTLIER = 36.0
"""Squared misses are counted up to this, so that a wrong bead does not widen the model."""
_TRUSTED = 30.0
"""Beads that the variance to begin with is worth."""


def unit_links(tables: Sequence[Table], fixed: Sequence[Piece], least: float) -> tuple[Ints, Ints, Floats]:
    """(left units, right units, probability that they share a bead) for all pairs above ``least``."""
    lefts = [np.repeat(np.array(piece.rows), len(piece.columns)) for piece in fixed]
    rights = [np.tile(np.array(piece.columns), len(piece.rows)) for piece in fixed]
    weights = [np.ones(len(piece.rows) * len(piece.columns)) for piece in fixed]
    for table in tables:
        together = np.zeros((table.lattice.batch, table.lattice.rows, table.lattice.width))
        for kind, posterior in zip(table.lattice.kinds, table.beads, strict=True):
            for x in range(min(kind.left, together.shape[1]) if kind.right else 0):
                for y in range(min(kind.right, together.shape[2])):
                    together[:, x:, y:] += posterior[:, : together.shape[1] - x, : together.shape[2] - y]
        batch, i, j = np.nonzero(together > least)
        starts = np.array([piece.start for piece in table.pieces])
        lefts.append(i + starts[batch, 0])
        rights.append(j + starts[batch, 1])
        weights.append(np.minimum(1.0, together[batch, i, j]))
    if not lefts:
        nothing = np.zeros(0, dtype=np.int64)
        return nothing, nothing, np.zeros(0)
    return np.concatenate(lefts), np.concatenate(rights), np.concatenate(weights)


def sure_places(tables: Sequence[Table], least: float) -> list[Place]:
    """The edges of the pieces and every place inside them that is at least so probable, in order."""
    found: set[Place] = set()
    for table in tables:
        batch, i, j = np.nonzero(table.places >= least)
        starts = np.array([piece.start for piece in table.pieces])
        found.update(zip((i + starts[batch, 0]).tolist(), (j + starts[batch, 1]).tolist(), strict=True))
    # Places this probable can be passed by one path; two that cross are no candidates either way.
    ordered: list[Place] = []
    for place in sorted(found):
        if not ordered or (place[0] >= ordered[-1][0] and place[1] >= ordered[-1][1]):
            ordered.append(place)
    return ordered


def cooled(table: Table, temperature: float) -> list[Floats]:
    """The posterior probabilities of beads when log scores are divided by the temperature: less sure of everything."""
    scores = [np.where(score > IMPOSSIBLE / 2, score / temperature, IMPOSSIBLE) for score in table.scores]
    lattice = replace(table.lattice, gaps=table.lattice.gaps.cooled(temperature))
    return bead_posteriors(lattice, scores, forward(lattice, scores), backward(lattice, scores))


def most_probable_beads(table: Table, settings: AlignmentSettings) -> list[tuple[Place, list[Bead]]]:
    """The start of each piece, and its beads: those with the largest expected number of right ones.

    Minimum Bayes risk instead of the single best path (Goodman 1996); a bead with an empty side is worth half. The
    confidence of a bead is its posterior probability at a higher temperature: words that stand together are not
    independent, so that the model is too sure of itself.
    """
    sober = cooled(table, settings.temperature)
    worth = [
        np.where(score > IMPOSSIBLE / 2, posterior if kind.left and kind.right else posterior / 2, IMPOSSIBLE)
        for kind, score, posterior in zip(table.lattice.kinds, table.scores, table.beads, strict=True)
    ]
    found = []
    for number, path in enumerate(best_paths(table.lattice, worth)):
        piece = table.pieces[number]
        beads = []
        for i, j, k in path:
            kind = table.lattice.kinds[k]
            rows = range(piece.rows.start + i, piece.rows.start + i + kind.left)
            columns = range(piece.columns.start + j, piece.columns.start + j + kind.right)
            beads.append(Bead(tuple(rows), tuple(columns), round(float(sober[k][number, i, j]), 4)))
        found.append((piece.start, beads))
    return found


def parted(table: Table, doubtful: float) -> tuple[Table | None, list[Piece]]:
    """The pieces of a table in which every place is sure or ruled out, with what was found, and the other pieces."""
    inside = table.lattice.right[None] <= table.lattice.ends[:, 1, None, None]
    doubt = np.where(inside, np.minimum(table.places, 1 - table.places), 0.0).max(axis=(1, 2))
    settled = np.nonzero(doubt < doubtful)[0]
    rest = [piece for number, piece in enumerate(table.pieces) if doubt[number] >= doubtful]
    if not len(settled):
        return None, rest
    part = Table(
        [table.pieces[number] for number in settled.tolist()],
        replace(table.lattice, ends=table.lattice.ends[settled]),
        [score[settled] for score in table.scores],
        [posterior[settled] for posterior in table.beads],
        table.places[settled],
    )
    return part, rest


def runs_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces in order, those that follow one another without a gap together."""
    found: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.start):
        if found and found[-1][-1].end == piece.start:
            found[-1].append(piece)
        else:
            found.append([piece])
    return found


def refined(
    left: Units, right: Units, pieces: Sequence[Piece], model: Model, rules: Rules, settings: AlignmentSettings
) -> Iterator[tuple[list[Bead], Model] | None]:
    """The beads of pieces that lie one behind the other, and what was learnt on the way.

    Yields None before each round, so that the caller can stop, and the result in the end.
    """
    known = model.lexicons
    first_kinds, first_lengths = model.kinds, model.lengths
    fixed = [piece for piece in pieces if piece.fixed]
    vocabulary = (len(left.terms.names), len(right.terms.names))
    waiting = [piece for piece in pieces if not piece.fixed]
    finished: list[Table] = []
    tables: list[Table] = []
    for step in range(settings.rounds + 1):
        yield None
        tables = worked_through(left, right, waiting, model, rules, settings)
        if step == settings.rounds:
            break
        everything = [*finished, *tables]
        if settings.learn_priors:
            model = replace(model, kinds=learnt_kinds(everything, first_kinds, settings))
        if settings.learn_lengths:
            model = replace(
                model, lengths=learnt_lengths(left, right, everything, model.lengths, first_lengths, settings)
            )
        if settings.learn_lexicon:
            links = unit_links(everything, fixed, settings.least_link)
            seen = cooccurrence(left.bags, right.bags, links, known, vocabulary)
            model = replace(model, lexicons=learn(seen, known, vocabulary, settings))
        still_open = waiting
        if step:
            still_open = []
            for table in tables:
                settled, rest = parted(table, settings.settled)
                finished += [settled] if settled is not None else []
                still_open += rest
        sure = sure_places(tables, settings.cut_confidence)
        waiting = []
        for run in runs_of(still_open):
            start, end = run[0].start, run[-1].end
            inner = [place for place in sure if start < place < end and start[1] <= place[1] <= end[1]]
            cuts = choose_cuts(inner, start, end, settings.piece, [piece.end for piece in run])
            waiting += pieces_between(cuts, start, end)
        if not waiting:
            tables = []
            break
    found = [(piece.start, [Bead(tuple(piece.rows), tuple(piece.columns), 1.0)]) for piece in fixed]
    for table in [*finished, *tables]:
        found += most_probable_beads(table, settings)
    yield [bead for _start, beads in sorted(found, key=lambda entry: entry[0]) for bead in beads], model
