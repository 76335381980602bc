"""Two editions side by side: which blocks and which sentences answer each other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from tui_learn.bitext.beads import Bead
from tui_learn.text import Edition


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


def build_bitext(left: Edition, right: Edition) -> Bitext:
    """Align two editions: blocks first, then sentences inside each bead of blocks.

    The confidence of a bead of sentences is its own posterior times that of the bead of blocks it lies in.
    """
    if left is right:
        return same_edition(left)
    # These need numpy, which showing a bitext aligned before does not.
    from tui_learn.bitext.blocks import align_blocks
    from tui_learn.bitext.sentences import align_sentences

    block_beads = align_blocks(left.blocks, right.blocks)
    left_first, right_first = _first_sentence(left), _first_sentence(right)
    beads: list[Bead] = []
    for block_bead in block_beads:
        left_numbers = [n for block in block_bead.left for n in range(left_first[block], left_first[block + 1])]
        right_numbers = [n for block in block_bead.right for n in range(right_first[block], right_first[block + 1])]
        if not left_numbers or not right_numbers:
            beads += [Bead((n,), (), block_bead.confidence) for n in left_numbers]
            beads += [Bead((), (n,), block_bead.confidence) for n in right_numbers]
            continue
        inner = align_sentences(
            [left.sentences[n].text for n in left_numbers],
            [right.sentences[n].text for n in right_numbers],
            left_paragraphs=[left.sentences[n].block for n in left_numbers],
            right_paragraphs=[right.sentences[n].block for n in right_numbers],
        )
        beads += [
            Bead(
                tuple(left_numbers[n] for n in bead.left),
                tuple(right_numbers[n] for n in bead.right),
                round(bead.confidence * block_bead.confidence, 4),
            )
            for bead in inner
        ]
    return Bitext(left, right, tuple(block_beads), tuple(beads))


def same_edition(edition: Edition) -> Bitext:
    """An edition against itself: for reading and asking in one language."""
    blocks = tuple(Bead((n,), (n,), 1.0) for n in range(len(edition.blocks)))
    beads = tuple(Bead((n,), (n,), 1.0) for n in range(len(edition.sentences)))
    return Bitext(edition, edition, blocks, beads)
