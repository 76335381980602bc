"""Block alignment of two editions, by kind, heading level, link targets, anchors and length."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tui_learn.bitext.align import align_units
from tui_learn.bitext.anchors import features
from tui_learn.bitext.beads import BLOCK_BEADS, Bead
from tui_learn.bitext.lattice import Floats, Ints
from tui_learn.text import Block

_SAME_KIND = 1.0
_SAME_LEVEL = 2.0
_OTHER_LEVEL = 0.0
_OTHER_KIND = -1.5
_HEADING_OR_NOT = -4.0
_CODE_OR_NOT = -6.0


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


def _block_features(block: Block) -> set[str]:
    targets = [span.target for span in block.spans if span.kind in ("link", "image") and span.target]
    return features(block.text, targets)


def align_blocks(left: Sequence[Block], right: Sequence[Block]) -> list[Bead]:
    """Beads over the blocks of two editions, in order, each block in exactly one bead."""
    shapes = sorted({(block.kind, block.level) for block in [*left, *right]})
    number = {shape: index for index, shape in enumerate(shapes)}
    samples = {(block.kind, block.level): block for block in [*left, *right]}
    table = np.array([[_kind_score(samples[a], samples[b]) for b in shapes] for a in shapes]).reshape(
        len(shapes), len(shapes)
    )
    left_shape = np.array([number[block.kind, block.level] for block in left], dtype=np.int64)
    right_shape = np.array([number[block.kind, block.level] for block in right], dtype=np.int64)

    def pair_score(i: Ints, j: Ints) -> Floats:
        scores: Floats = table[left_shape[i], right_shape[j]]
        return scores

    return align_units(
        [block.text for block in left],
        [block.text for block in right],
        [_block_features(block) for block in left],
        [_block_features(block) for block in right],
        BLOCK_BEADS,
        pair_score=pair_score,
    )
