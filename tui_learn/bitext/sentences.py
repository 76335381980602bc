"""Sentence alignment of two texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from tui_learn.bitext.arrays import Bools, Floats, Ints
from tui_learn.bitext.bead_kinds import SENTENCE_BEADS
from tui_learn.bitext.beads import Bead, FixedBead
from tui_learn.bitext.bitext import Progress
from tui_learn.bitext.cutting import cut_up, likeliest_lengths
from tui_learn.bitext.lengths import LengthModel
from tui_learn.bitext.lexicon import united
from tui_learn.bitext.lookalikes import given_entries, known_lexicons
from tui_learn.bitext.pieces import Piece, Place, choose_cuts, pieces_between, stretches
from tui_learn.bitext.refine import Model, refined
from tui_learn.bitext.settings import DEFAULT, AlignmentSettings
from tui_learn.bitext.units import Rules, Units, units_of


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
    rules = Rules()
    if settings.paragraphs and left_paragraphs is not None and right_paragraphs is not None:
        rules = paragraph_rules(starts(left_paragraphs), starts(right_paragraphs), settings)
    return align_units(
        units_of(left),
        units_of(right),
        rules,
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
    lengths: LengthModel | None = None,
    lexicon: Mapping[str, Iterable[str]] | None = None,
    fixed: Sequence[FixedBead] = (),
    settings: AlignmentSettings = DEFAULT,
    progress: Progress | None = None,
) -> list[Bead]:
    """Beads over the units of two texts; ``cuts`` are places known to be sure, ``lengths`` a length model.

    See ``align_sentences``.
    """
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
    if lengths is None:
        lengths = likeliest_lengths(left, right, rules, settings)
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
                    united(model.lexicons[0], learnt.lexicons[0], len(right.terms.names)),
                    united(model.lexicons[1], learnt.lexicons[1], len(left.terms.names)),
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


def paragraph_rules(left: Bools, right: Bools, settings: AlignmentSettings) -> Rules:
    """What paragraphs say, ``starts`` of both sides given: nothing where a side has only one.

    They are evidence where they begin together, against it where one begins on one side only or inside a bead. Of the
    side with more paragraphs most begin where the other's do not, and say less by that share; where nearly every
    sentence is a paragraph of its own, beginning together is no news, and a bead of two must hold a beginning.
    """
    of_left, of_right = int(left[:-1].sum()), int(right[:-1].sum())
    if of_left <= 1 or of_right <= 1:
        return Rules()
    missed = settings.paragraph_missed
    left_only, right_only = -missed * min(1.0, of_right / of_left), -missed * min(1.0, of_left / of_right)
    left_free, right_free = (min(1.0, (1 - float(begins[:-1].mean())) / _FREE) for begins in (left, right))
    both = settings.paragraph_reward * left_free * right_free

    def score(i: Ints, j: Ints) -> Floats:
        on_left, on_right = left[i], right[j]
        alone = np.where(on_left & ~on_right, left_only, np.where(on_right & ~on_left, right_only, 0.0))
        return np.where(on_left & on_right, both, alone)

    return Rules(
        score,
        left_inner=np.where(left, left_only * left_free, 0.0),
        right_inner=np.where(right, right_only * right_free, 0.0),
    )


_FREE = 0.1
"""Share of sentences that begin no paragraph from which on paragraphs say all they can."""
