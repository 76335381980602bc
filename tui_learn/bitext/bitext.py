"""Two editions side by side: which blocks and which sentences answer each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tui_learn.bitext.beads import Bead, FixedBead
from tui_learn.text import Edition

Progress = Callable[[float], None]
"""Told from time to time how much of the work is done, 0 to 1. What it raises stops the work."""


@dataclass(frozen=True)
class Bitext:
    """A left and a right edition with their alignment."""

    left: Edition
    right: Edition
    block_beads: tuple[Bead, ...]
    """Over block numbers."""
    beads: tuple[Bead, ...]
    """Over sentence numbers of ``Edition.sentences``."""

    @cached_property
    def bead_of_left(self) -> dict[int, Bead]:
        """The bead of each left sentence number."""
        return {number: bead for bead in self.beads for number in bead.left}

    @cached_property
    def bead_of_right(self) -> dict[int, Bead]:
        """The bead of each right sentence number."""
        return {number: bead for bead in self.beads for number in bead.right}


def _first_sentence(edition: Edition) -> list[int]:
    """The number of each block's first sentence; one entry more than there are blocks."""
    numbers, count = [], 0
    for block in edition.blocks:
        numbers.append(count)
        count += len(block.sentences)
    return [*numbers, count]


def build_bitext(
    left: Edition,
    right: Edition,
    fixed: Sequence[FixedBead] = (),
    *,
    lexicon: Mapping[str, Iterable[str]] | None = None,
    progress: Progress | None = None,
) -> Bitext:
    """Align two editions: blocks first, then sentences, for which the blocks are strong evidence.

    ``fixed`` beads of sentences are kept as they are, ``lexicon`` gives words of the left language with their
    translations, ``progress`` is told how much is done. Raises ``ValueError`` when fixed beads have gaps, overlap or
    cross.
    """
    if left is right:
        return same_edition(left)
    # These need numpy, which showing a bitext aligned before does not.
    from tui_learn.bitext.blocks import beads_of_blocks, block_place_score, kind_score, link_targets, look_at_blocks
    from tui_learn.bitext.sentences import align_units
    from tui_learn.bitext.settings import DEFAULT
    from tui_learn.bitext.units import Rules, joined_units, units_of

    first = _first_sentence(left), _first_sentence(right)
    blocks = [[sentence.block for sentence in edition.sentences] for edition in (left, right)]
    units = [
        units_of(
            [sentence.text for sentence in edition.sentences],
            [link_targets(edition.blocks[sentence.block], sentence) for sentence in edition.sentences],
        )
        for edition in (left, right)
    ]
    grouped = [joined_units(side, starts) for side, starts in zip(units, first, strict=True)]
    looked = look_at_blocks(left.blocks, right.blocks, grouped[0], grouped[1], DEFAULT)
    if not blocks[0] or not blocks[1]:
        rules = Rules()
    else:
        rules = Rules(
            block_place_score(looked, *first, DEFAULT.block_reward),
            kind_score([left.blocks[n] for n in blocks[0]], [right.blocks[n] for n in blocks[1]]),
        )
    sure = sorted(place for place, share in looked.places.items() if share >= DEFAULT.cut_confidence)
    cuts = sorted({(first[0][i], first[1][j]) for i, j in sure})
    beads = align_units(
        units[0],
        units[1],
        rules,
        cuts=cuts,
        lengths=looked.lengths,
        lexicon=lexicon,
        fixed=fixed,
        settings=DEFAULT,
        progress=progress,
    )
    block_beads = beads_of_blocks(blocks[0], blocks[1], (len(left.blocks), len(right.blocks)), beads, looked)
    return Bitext(left, right, tuple(block_beads), tuple(beads))


def same_edition(edition: Edition) -> Bitext:
    """An edition against itself: for reading and asking in one language."""
    blocks = tuple(Bead((n,), (n,), 1.0) for n in range(len(edition.blocks)))
    beads = tuple(Bead((n,), (n,), 1.0) for n in range(len(edition.sentences)))
    return Bitext(edition, edition, blocks, beads)
