"""A bitext as a page: rows of blocks that begin at the same height on both sides. No drawing here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Literal

from tui_learn.bitext import Bitext
from tui_learn.text import Edition, Sentence

SideName = Literal["left", "right"]

DOUBTFUL = 0.8
"""Beads less sure than this are marked as uncertain where the cursor is."""
VERY_DOUBTFUL = 0.5
"""Beads less sure than this are marked wherever they are: a hand may have to mend them."""

Note = Literal["", "doubtful", "repaired"]
"""What a reader should know of a sentence's counterpart without having to go there."""


@dataclass(frozen=True, slots=True)
class Row:
    """Block numbers that stand beside one another."""

    left: tuple[int, ...]
    right: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """A sentence on one side."""

    side: SideName
    sentence: int
    """Its number in the edition, from 0."""


@dataclass(frozen=True)
class Page:
    """What the reader shows."""

    bitext: Bitext

    @property
    def one_sided(self) -> bool:
        """Whether there is one language only."""
        return self.bitext.left is self.bitext.right

    def edition(self, side: SideName) -> Edition:
        """The edition of a side."""
        return self.bitext.left if side == "left" else self.bitext.right

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """One row a bead of blocks, in order."""
        if self.one_sided:
            return tuple(Row((number,), ()) for number in range(len(self.bitext.left.blocks)))
        return tuple(Row(bead.left, bead.right) for bead in self.bitext.block_beads)

    @cached_property
    def row_of_block(self) -> dict[SideName, dict[int, int]]:
        """Side, then block number, to row number."""
        table: dict[SideName, dict[int, int]] = {"left": {}, "right": {}}
        for number, row in enumerate(self.rows):
            table["left"].update(dict.fromkeys(row.left, number))
            table["right"].update(dict.fromkeys(row.right, number))
        return table

    def sentence(self, position: Position) -> Sentence:
        """The sentence at a position."""
        return self.edition(position.side).sentences[position.sentence]

    def counterpart(self, position: Position) -> tuple[SideName, tuple[int, ...], float]:
        """The other side, the numbers of the sentences that answer there, and how sure that is (0 to 1)."""
        if self.one_sided:
            return "right", (), 1.0
        if position.side == "left":
            bead = self.bitext.bead_of_left[position.sentence]
            return "right", bead.right, bead.confidence
        bead = self.bitext.bead_of_right[position.sentence]
        return "left", bead.left, bead.confidence

    @cached_property
    def _first_sentences(self) -> dict[SideName, list[int]]:
        """Side, then block number, to the number of its first sentence."""
        return {
            "left": [0, *accumulate(len(block.sentences) for block in self.bitext.left.blocks)],
            "right": [0, *accumulate(len(block.sentences) for block in self.bitext.right.blocks)],
        }

    def sentences_between(self, side: SideName, block: int, start: int, end: int) -> list[int]:
        """The numbers of the sentences of a block that begin from offset ``start`` to before ``end``."""
        first = self._first_sentences[side][block]
        sentences = self.edition(side).blocks[block].sentences
        return [first + sentence.index for sentence in sentences if start <= sentence.start < end]

    def note(self, side: SideName, sentence: int) -> Note:
        """Whether the counterpart of a sentence is doubtful, or was settled by hand."""
        if self.one_sided:
            return ""
        bead = (self.bitext.bead_of_left if side == "left" else self.bitext.bead_of_right)[sentence]
        if bead.repaired:
            return "repaired"
        return "doubtful" if bead.confidence < VERY_DOUBTFUL else ""

    def moved(self, position: Position, by: int) -> Position:
        """So many sentences further on the same side, as far as there are any."""
        last = len(self.edition(position.side).sentences) - 1
        return Position(position.side, max(0, min(last, position.sentence + by)))

    def across(self, position: Position) -> Position:
        """The counterpart on the other side; the nearest one where there is none."""
        if self.one_sided:
            return position
        side, numbers, _sure = self.counterpart(position)
        if numbers:
            return Position(side, numbers[0])
        table = self.bitext.bead_of_left if position.side == "left" else self.bitext.bead_of_right
        for number in range(position.sentence, -1, -1):
            bead = table[number]
            there = bead.right if position.side == "left" else bead.left
            if there:
                return Position(side, there[-1])
        return Position(side, 0)

    def find(self, side: SideName, segment: str) -> Position | None:
        """The position of a segment such as ``b2s1``."""
        sentence = self.edition(side).sentence(segment)
        return None if sentence is None else Position(side, self.edition(side).sentences.index(sentence))

    def progress(self, position: Position) -> float:
        """How far into its side a position is, 0 to 1."""
        count = len(self.edition(position.side).sentences)
        return position.sentence / (count - 1) if count > 1 else 1.0
