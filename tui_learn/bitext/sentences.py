"""Sentence alignment of two texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from tui_learn.bitext.arrays import Bools, Floats, Ints
from tui_learn.bitext.beads import SENTENCE_BEADS, Bead, FixedBead
from tui_learn.bitext.bitext import Progress
from tui_learn.bitext.cutting import cut_up
from tui_learn.bitext.lengths import first_model
from tui_learn.bitext.lexicon import united
from tui_learn.bitext.lookalikes import given_entries, known_lexicons
from tui_learn.bitext.pieces import Piece, Place, choose_cuts, pieces_between, stretches
from tui_learn.bitext.refine import Model, refined
from tui_learn.bitext.settings import DEFAULT, AlignmentSettings
from tui_learn.bitext.units import PlaceScore, Rules, Units, units_of


def align_sentences(
    left: Sequence[str],
    right: Sequence[str],
    *,
    left_paragraphs: Sequence[int] | None = None,
    right_paragraphs: Sequence[int] | None = None,
    lexicon: Mapping[str, Iterable[str]] | None = None,
    fixed: Sequence[FixedBead] = (),
    settings: AlignmentSettings = DEFAULT,
    progress: Progress | None = None,
) -> list[Bead]:
    """Beads over the sentences of two texts, in order, each sentence in exactly one bead.

    ``*_paragraphs`` give the number of the paragraph each sentence stands in; paragraphs that begin together are
    evidence, not a constraint. ``lexicon`` gives words of the left language with their translations. ``fixed`` beads
    are kept as they are. Lengths after Gale and Church (1993), what looks alike (Simard, Foster and Isabelle 1992),
    and a lexicon learnt from the texts themselves (Moore 2002) decide; the confidence of a bead is its posterior
    probability. Time and memory grow with the length of the texts, not its square.

    Raises ``ValueError`` when a list of paragraph numbers is not as long as its sentences, and when fixed beads
    have gaps, overlap or cross.
    """
    for sentences, paragraphs in ((left, left_paragraphs), (right, right_paragraphs)):
        if paragraphs is not None and len(paragraphs) != len(sentences):
            raise ValueError("a paragraph number is needed for every sentence")
    place_score: PlaceScore | None = None
    if settings.paragraphs and left_paragraphs is not None and right_paragraphs is not None:
        place_score = paragraph_score(starts(left_paragraphs), starts(right_paragraphs), settings.paragraph_reward)
    return align_units(
        units_of(left),
        units_of(right),
        Rules(place_score),
        lexicon=lexicon,
        fixed=fixed,
        settings=settings,
        progress=progress,
    )


def align_units(
    left: Units,
    right: Units,
    rules: Rules,
    *,
    cuts: Sequence[Place] = (),
    lexicon: Mapping[str, Iterable[str]] | None = None,
    fixed: Sequence[FixedBead] = (),
    settings: AlignmentSettings = DEFAULT,
    progress: Progress | None = None,
) -> list[Bead]:
    """Beads over the units of two texts; ``cuts`` are places known to be sure. See ``align_sentences``."""
    done = 0.0

    def report(share: float) -> None:
        nonlocal done
        done = max(done, share)
        if progress is not None:
            progress(done)

    n, m = len(left), len(right)
    held = fixed_pieces(fixed, n, m)
    rules = replace(
        rules,
        left_alone=alone([number for bead in fixed if not bead.right for number in bead.left], n),
        right_alone=alone([number for bead in fixed if not bead.left for number in bead.right], m),
    )
    if not n or not m:
        report(1.0)
        return [Bead((i,), (), 1.0) for i in range(n)] + [Bead((), (j,), 1.0) for j in range(m)]
    lengths = first_model(left.lengths, right.lengths, settings)
    pieces: list[Piece] = []
    fitting = choose_cuts([cut for cut in cuts if _fits(cut, held)], (0, 0), (n, m), settings.piece)
    first = pieces_between(fitting, (0, 0), (n, m), held)
    for piece in cut_up(left, right, first, lengths, rules, settings):
        before = sum(pieces[-1].end) / (n + m) if pieces else 0.0
        if isinstance(piece, Piece):
            pieces.append(piece)
            report(_CUTTING * sum(piece.end) / (n + m))
        else:
            # How long the piece is that is looked at is not known here: all that is left, most often.
            report(_CUTTING * (before + (1 - before) * piece))
    given = [given_entries(left.terms, right.terms, lexicon)] if lexicon else []
    known = known_lexicons(left.terms, right.terms, given, alike=settings.cognates, marks=settings.punctuation)
    model = Model(SENTENCE_BEADS, lengths, known)
    beads: list[Bead] = []
    for stretch in stretches(pieces, settings.window):
        for step in refined(left, right, stretch, model, rules, settings):
            report(_CUTTING + (1 - _CUTTING) * (stretch[0].start[0] + stretch[0].start[1]) / (n + m))
            if step is not None:
                found, learnt = step
                beads += found
                # What was learnt here is known in the next stretch.
                lexicons = (
                    united(known[0], learnt.lexicons[0], len(right.terms.names)),
                    united(known[1], learnt.lexicons[1], len(left.terms.names)),
                )
                model = Model(SENTENCE_BEADS, learnt.lengths, lexicons)
    report(1.0)
    if rules.left_alone is not None and rules.right_alone is not None:
        beads = [_made_sure(bead, rules.left_alone, rules.right_alone) for bead in beads]
    return beads


_CUTTING = 0.25
"""Share of the work that cutting up is."""


def fixed_pieces(fixed: Sequence[FixedBead], n: int, m: int) -> list[Piece]:
    """The fixed beads with two sides, in order. Raises ``ValueError`` when beads have gaps, overlap or cross."""
    seen: list[set[int]] = [set(), set()]
    for bead in fixed:
        for numbers, used, size in ((bead.left, seen[0], n), (bead.right, seen[1], m)):
            wanted = range(numbers[0], numbers[0] + len(numbers)) if numbers else range(0)
            if (
                tuple(wanted) != numbers
                or used & set(numbers)
                or (numbers and not 0 <= numbers[0] <= numbers[-1] < size)
            ):
                raise ValueError(f"fixed beads must be runs of sentences that do not overlap: {bead}")
            used.update(numbers)
    pieces = sorted(
        (
            Piece(range(bead.left[0], bead.left[-1] + 1), range(bead.right[0], bead.right[-1] + 1), fixed=True)
            for bead in fixed
            if bead.left and bead.right
        ),
        key=lambda piece: piece.start,
    )
    for one, other in pairwise(pieces):
        if one.end[1] > other.start[1]:
            raise ValueError(f"fixed beads must not cross: {one} {other}")
    return pieces


def _fits(cut: Place, fixed: Sequence[Piece]) -> bool:
    """Whether a place lies before or behind every fixed bead on both sides."""
    return all(
        (cut[0] <= piece.start[0] and cut[1] <= piece.start[1]) or (cut[0] >= piece.end[0] and cut[1] >= piece.end[1])
        for piece in fixed
    )


def alone(numbers: Iterable[int], size: int) -> Bools:
    """Shape (size,): whether each unit is among ``numbers``."""
    found = np.zeros(size, dtype=np.bool_)
    found[list(numbers)] = True
    return found


def _made_sure(bead: Bead, left: Bools, right: Bools) -> Bead:
    if not (bead.left and bead.right) and (left[list(bead.left)].any() or right[list(bead.right)].any()):
        return replace(bead, confidence=1.0)
    return bead


def starts(paragraphs: Sequence[int]) -> Bools:
    """Shape (n + 1,): whether a paragraph begins before each sentence; the end of the text counts as one."""
    numbers = list(paragraphs)
    changes = [index == 0 or numbers[index] != numbers[index - 1] for index in range(len(numbers))]
    return np.array([*changes, True])


def paragraph_score(left: Bools, right: Bools, reward: float) -> PlaceScore | None:
    """``reward`` where both sides begin a paragraph, minus it where one does; None where a side has one paragraph."""
    if left[:-1].sum() <= 1 or right[:-1].sum() <= 1:
        return None

    def score(i: Ints, j: Ints) -> Floats:
        both = left[i] & right[j]
        one = left[i] ^ right[j]
        return np.where(both, reward, np.where(one, -reward, 0.0))

    return score
