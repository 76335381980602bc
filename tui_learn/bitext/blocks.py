"""The blocks of two editions: which answer which, by kind, heading level, link targets, anchors and length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tui_learn.bitext.arrays import Bools, Floats, Ints
from tui_learn.bitext.bead_kinds import BLOCK_BEADS
from tui_learn.bitext.beads import Bead
from tui_learn.bitext.coarse import NOWHERE, Places, evidence_of, look
from tui_learn.bitext.cutting import likeliest_lengths
from tui_learn.bitext.lengths import LengthModel
from tui_learn.bitext.pieces import Piece, Place
from tui_learn.bitext.settings import AlignmentSettings
from tui_learn.bitext.units import PairScore, PlaceScore, Rules, Units
from tui_learn.text import Block, Sentence

_SAME_KIND = 1.0
_SAME_LEVEL = 2.0
_OTHER_LEVEL = 0.0
_OTHER_KIND = -1.5
_HEADING_OR_NOT = -4.0
_CODE_OR_NOT = -6.0
MOST = 2_000
"""Blocks of one side from which on a text is a book: its paragraphs are then no more than hints."""


def _kind_score(left: Block, right: Block) -> float:
    """Log odds of two blocks being translations, from their kinds alone."""
    if left.kind == right.kind:
        if left.kind == "heading":
            return _SAME_LEVEL if left.level == right.level else _OTHER_LEVEL
        return _SAME_KIND
    if "code" in (left.kind, right.kind):
        return _CODE_OR_NOT
    if "heading" in (left.kind, right.kind):
        return _HEADING_OR_NOT
    return _OTHER_KIND


def kind_score(left: Sequence[Block], right: Sequence[Block]) -> PairScore:
    """The score of two units, of which one stands in each block of the two rows of blocks."""
    shapes = sorted({(block.kind, block.level) for block in [*left, *right]})
    number = {shape: index for index, shape in enumerate(shapes)}
    samples = {(block.kind, block.level): block for block in [*left, *right]}
    table = np.array([[_kind_score(samples[a], samples[b]) for b in shapes] for a in shapes], dtype=np.float64)
    left_shape = np.array([number[block.kind, block.level] for block in left], dtype=np.int64)
    right_shape = np.array([number[block.kind, block.level] for block in right], dtype=np.int64)

    def score(i: Ints, j: Ints) -> Floats:
        scores: Floats = table[left_shape[i], right_shape[j]]
        return scores

    return score


def link_targets(block: Block, sentence: Sentence) -> list[str]:
    """The addresses a sentence of a block links to, in order."""
    return [
        span.target
        for span in block.spans
        if span.kind in ("link", "image") and span.target and sentence.start <= span.start < sentence.end
    ]


@dataclass(frozen=True)
class BlockLook:
    """What the blocks say of two texts before their sentences are looked at."""

    places: dict[Place, float]
    """The probability that blocks begin together at a place (blocks before it on each side), where there is any."""

    lengths: LengthModel | None = None
    """How long translations of these blocks seem to be."""

    def paired(self, i: int, j: int) -> bool:
        """Whether two blocks probably answer each other and nothing else."""
        return min(self.places.get((i, j), 0.0), self.places.get((i + 1, j + 1), 0.0)) > _PROBABLE


def look_at_blocks(
    left: Sequence[Block], right: Sequence[Block], left_units: Units, right_units: Units, settings: AlignmentSettings
) -> BlockLook:
    """Align the blocks of two editions, measured as units; for books nothing is said.

    Blocks first, then sentences, as Gale and Church (1993) align paragraphs before sentences; but here the blocks'
    places are kept with their probabilities, so that a wrong one can be overruled by the sentences.
    """
    if not left or not right or max(len(left), len(right)) > MOST:
        return BlockLook({})
    rules = Rules(pair_score=kind_score(left, right))
    lengths = likeliest_lengths(left_units, right_units, rules, settings, BLOCK_BEADS)
    evidence = evidence_of(left_units, right_units, lengths, rules, settings)
    piece = Piece(range(len(left)), range(len(right)))
    seen = NOWHERE
    for step in look(evidence, piece, BLOCK_BEADS, evidence.expected, _NOTHING):
        if isinstance(step, Places):
            seen = step
    keys = zip(seen.left.tolist(), seen.right.tolist(), strict=True)
    return BlockLook(dict(zip(keys, seen.probability.tolist(), strict=True)), lengths)


_NOTHING = 0.01
_PROBABLE = 0.5


def block_place_score(
    blocks: BlockLook, left_first: Sequence[int], right_first: Sequence[int], reward: float
) -> PlaceScore:
    """The score of places between sentences, from the places between blocks.

    ``*_first`` are the numbers of each block's first sentence, with the number of all sentences behind them. Where
    blocks begin on both sides the score goes from ``-reward`` to twice the ``reward`` with the probability that they
    do so together (or is the ``reward``, where the blocks were not looked at); where one does, it is ``-reward``.
    """
    left_begins, right_begins = _begins(left_first), _begins(right_first)
    known = np.array(
        [(left_first[i], right_first[j], share) for (i, j), share in blocks.places.items()], dtype=np.float64
    ).reshape(-1, 3)
    width = right_first[-1] + 1
    keys = known[:, 0].astype(np.int64) * width + known[:, 1].astype(np.int64)
    # Blocks without sentences begin where the next one does: of several places the most probable comes first.
    order = np.lexsort((-known[:, 2], keys))
    keys, shares = keys[order], known[order, 2]

    def score(i: Ints, j: Ints) -> Floats:
        both, one = left_begins[i] & right_begins[j], left_begins[i] ^ right_begins[j]
        if not len(keys):
            return np.where(both, reward, np.where(one, -reward, 0.0))
        wanted = i * width + j
        found = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        share = np.where(keys[found] == wanted, shares[found], 0.0)
        return np.where(both, reward * (3 * share - 1), np.where(one, -reward, 0.0))

    return score


def _begins(first: Sequence[int]) -> Bools:
    """Shape (sentences + 1,): whether a block begins before each sentence; the end counts as one."""
    found = np.zeros(first[-1] + 1, dtype=np.bool_)
    found[list(first)] = True
    return found


def beads_of_blocks(
    left_blocks: Sequence[int],
    right_blocks: Sequence[int],
    sizes: tuple[int, int],
    beads: Sequence[Bead],
    looked: BlockLook,
) -> list[Bead]:
    """Beads over blocks, from the beads over their sentences.

    ``*_blocks`` are the numbers of each sentence's block, ``sizes`` how many blocks there are. Blocks that share a
    bead of sentences answer each other; blocks without sentences follow what was seen of the blocks alone. The
    confidence is the mean of the beads of sentences.
    """
    links: list[tuple[int, int, float]] = []
    for bead in beads:
        lefts, rights = {left_blocks[n] for n in bead.left}, {right_blocks[n] for n in bead.right}
        links += [(a, b, bead.confidence) for a in sorted(lefts) for b in sorted(rights)]
    with_left, with_right = set(left_blocks), set(right_blocks)
    links += [
        (a, b, 1.0)
        for a in set(range(sizes[0])) - with_left
        for b in set(range(sizes[1])) - with_right
        if looked.paired(a, b)
    ]
    groups: list[tuple[list[int], list[int], list[float]]] = []
    for a, b, confidence in sorted(links):
        if groups and (a <= groups[-1][0][-1] or b <= groups[-1][1][-1]):
            group = groups[-1]
            group[0][-1], group[1][-1] = max(group[0][-1], a), max(group[1][-1], b)
            group[1][0] = min(group[1][0], b)
            group[2].append(confidence)
            while len(groups) > 1 and group[1][0] <= groups[-2][1][-1]:
                groups.pop()
                before = groups[-1]
                before[0][-1] = group[0][-1]
                before[1][0], before[1][-1] = min(before[1][0], group[1][0]), max(before[1][-1], group[1][-1])
                before[2].extend(group[2])
                group = before
        else:
            groups.append(([a, a], [b, b], [confidence]))
    found: list[Bead] = []
    i = j = 0
    for (a, a_last), (b, b_last), confidences in groups:
        found += [Bead((n,), (), 1.0) for n in range(i, a)] + [Bead((), (n,), 1.0) for n in range(j, b)]
        mean = round(sum(confidences) / len(confidences), 4)
        found.append(Bead(tuple(range(a, a_last + 1)), tuple(range(b, b_last + 1)), mean))
        i, j = a_last + 1, b_last + 1
    found += [Bead((n,), (), 1.0) for n in range(i, sizes[0])] + [Bead((), (n,), 1.0) for n in range(j, sizes[1])]
    return found
