"""A bitext as a page: rows of blocks that begin at the same height on both sides. No drawing here."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

from tui_learn.bitext import Bitext
from tui_learn.text import Edition, Sentence

if TYPE_CHECKING:
    from tui_learn.bitext.glossary import Glossary
    from tui_learn.bitext.word_links import SpanLink, Strength, Word, Words

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
    """A sentence on one side, and a word of it."""

    side: SideName
    sentence: int
    """Its number in the edition, from 0."""
    word: int | None = None
    """Its number among the words of the side; None while no words are known, and where the sentence has none."""


@dataclass(frozen=True)
class Page:
    """What the reader shows."""

    bitext: Bitext
    glossary: Glossary | None = None
    """Which words answer each other, once that is found out."""
    plain: tuple[Words, Words] | None = None
    """The words of both sides without their links, for as long as there is no glossary."""

    @property
    def one_sided(self) -> bool:
        """Whether there is one language only."""
        return self.bitext.left is self.bitext.right

    @property
    def sides(self) -> tuple[SideName, ...]:
        """The sides there are."""
        return ("left",) if self.one_sided else ("left", "right")

    @property
    def learned_side(self) -> SideName:
        """The side of the language that is learnt."""
        return "left" if self.one_sided else "right"

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

    def sentences_between(self, side: SideName, block: int, start: int, end: int) -> range:
        """The numbers of the sentences of a block that begin from offset ``start`` to before ``end``."""
        first = self._first_sentences[side][block]
        sentences = self.edition(side).blocks[block].sentences
        begin, stop = (bisect_left(sentences, offset, key=lambda sentence: sentence.start) for offset in (start, end))
        return range(first + begin, first + max(begin, stop))

    def sentence_at(self, side: SideName, block: int, offset: int) -> int | None:
        """The number of the sentence at an offset of a block: the one before it where there is none just there."""
        begun = self.sentences_between(side, block, 0, offset + 1)
        if begun:
            return begun[-1]
        first = self._first_sentences[side]
        return first[block] if first[block] < first[block + 1] else None

    def note(self, side: SideName, sentence: int) -> Note:
        """Whether the counterpart of a sentence is doubtful, or was settled by hand."""
        if self.one_sided:
            return ""
        bead = (self.bitext.bead_of_left if side == "left" else self.bitext.bead_of_right)[sentence]
        if bead.repaired:
            return "repaired"
        return "doubtful" if bead.confidence < VERY_DOUBTFUL else ""

    # --- words

    def words(self, side: SideName) -> Words | None:
        """The words of a side, as far as they are known."""
        if self.glossary is not None:
            return self.glossary.linked.words(side)
        return None if self.plain is None else self.plain[0 if side == "left" else 1]

    def word(self, position: Position) -> Word | None:
        """The word at a position."""
        words = self.words(position.side)
        return None if words is None or position.word is None else words.words[position.word]

    def link(self, position: Position) -> SpanLink | None:
        """The link of the word at a position."""
        if self.glossary is None or position.word is None:
            return None
        return self.glossary.linked.link_of(position.side, position.word)

    def answer(self, position: Position) -> tuple[SpanLink, Strength] | None:
        """The link of the word at a position as it is lit: what the learner has said of its words counts."""
        link = self.link(position)
        if link is None or self.glossary is None:
            return None
        pair = self.glossary.of_link(link)
        if pair is not None and pair.verdict:
            return (link, "sure") if pair.verdict == "confirmed" else None
        return link, link.strength

    def stretch(self, side: SideName, word: Word) -> tuple[int, int, int]:
        """Where a word stands: its block, and its first and last offset in the block's text."""
        sentence = self.edition(side).sentences[word.sentence]
        text = self.edition(side).blocks[sentence.block].text
        start = in_block(text, sentence, word.start)
        return sentence.block, start, max(start, in_block(text, sentence, word.end - 1) + 1)

    def at(self, side: SideName, sentence: int) -> Position:
        """A sentence, at its first word that carries meaning; at its first one where none does."""
        words = self.words(side)
        if words is None:
            return Position(side, sentence)
        numbers = words.of_sentence(sentence)
        word = next((n for n in numbers if words.words[n].is_content), numbers[0] if numbers else None)
        return Position(side, sentence, word)

    def at_word(self, side: SideName, number: int) -> Position:
        """A word by its number."""
        words = self.words(side)
        assert words is not None
        return Position(side, words.words[number].sentence, number)

    def near(self, side: SideName, sentence: int, offset: int) -> Position:
        """The word at an offset of a sentence's text, else the last one before it, else the first."""
        words = self.words(side)
        numbers = range(0) if words is None else words.of_sentence(sentence)
        if words is None or not numbers:
            return Position(side, sentence)
        begun = bisect_left(words.words, offset + 1, numbers.start, numbers.stop, key=lambda word: word.start)
        return Position(side, sentence, max(numbers.start, begun - 1))

    def same_place(self, position: Position, before: Page) -> Position:
        """Where a position on the page as it was is now, of the same text with other words or none before."""
        word = before.word(position)
        if word is None:
            return self.at(position.side, position.sentence)
        return self.near(position.side, position.sentence, word.start)

    def moved(self, position: Position, by: int) -> Position:
        """So many sentences further on the same side, as far as there are any."""
        last = len(self.edition(position.side).sentences) - 1
        sentence = max(0, min(last, position.sentence + by))
        return position if sentence == position.sentence else self.at(position.side, sentence)

    def moved_words(self, position: Position, by: int) -> Position:
        """So many words further on the same side, through sentences and blocks, as far as there are any."""
        words = self.words(position.side)
        if words is None or not words.words:
            return position
        if position.word is not None:
            number = position.word + by
        else:  # from before the first word of the sentence, or from between those around it
            number = words.first[position.sentence] + (by - 1 if by > 0 else by)
        if position.word is None and not 0 <= number < len(words.words):
            return position  # beyond the last word: a listing at the end of the text
        return self.at_word(position.side, max(0, min(len(words.words) - 1, number)))

    def across(self, position: Position) -> Position:
        """The word or the sentence that answers on the other side; the nearest one where there is none."""
        if self.one_sided:
            return position
        answer = self.answer(position)
        side, numbers, _sure = self.counterpart(position)
        if answer is not None:
            return self.at_word(side, (answer[0].right if side == "right" else answer[0].left)[0])
        if numbers:
            return self.at(side, numbers[0])
        table = self.bitext.bead_of_left if position.side == "left" else self.bitext.bead_of_right
        for number in range(position.sentence, -1, -1):
            bead = table[number]
            there = bead.right if position.side == "left" else bead.left
            if there:
                return self.at(side, there[-1])
        return self.at(side, 0)

    def find(self, side: SideName, segment: str) -> Position | None:
        """The position of a segment such as ``b2s1``."""
        sentence = self.edition(side).sentence(segment)
        if sentence is None:
            return None
        return self.at(side, self._first_sentences[side][sentence.block] + sentence.index)

    def progress(self, position: Position) -> float:
        """How far into its side a position is, 0 to 1."""
        count = len(self.edition(position.side).sentences)
        return position.sentence / (count - 1) if count > 1 else 1.0

    # --- learning more of the same text

    def with_plain(self, plain: tuple[Words, Words]) -> Page:
        """With the words of both sides."""
        return replace(self, plain=plain)

    def with_glossary(self, glossary: Glossary) -> Page:
        """With the words that answer each other."""
        return replace(self, glossary=glossary)


def in_block(text: str, sentence: Sentence, offset: int) -> int:
    """Where a character of a sentence stands in the text of its block, in which white space may be wider."""
    if len(sentence.text) == sentence.end - sentence.start:
        return sentence.start + offset
    place = sentence.start
    for character in sentence.text[:offset]:
        if character != " ":
            place += 1
            continue
        while place < sentence.end and text[place].isspace():
            place += 1
    return place


def in_sentence(text: str, sentence: Sentence, offset: int) -> int:
    """Where a character of a block stands in the text of its sentence: ``in_block`` the other way round."""
    if len(sentence.text) == sentence.end - sentence.start:
        return offset - sentence.start
    before = text[sentence.start : max(sentence.start, offset)]
    return len(" ".join(before.split())) + (1 if before[-1:].isspace() and before.split() else 0)
