"""What is lit on the page of two languages: the sentence and the word under the cursor, and what answers them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from tui_learn.app.page import DOUBTFUL, Page, Position, SideName
from tui_learn.app.passages import Line

How: TypeAlias = str
"""``cursor``, ``answer`` and ``unsure`` are grounds of sentences; ``bare`` takes the underlines of the author away
where underlines mean words; ``word`` is under the cursor, ``phrase`` belongs to it; ``sure``, ``likely`` and ``faint``
answer it. Layers: ``status-1`` to ``status-5``, ``unknown``, ``term``, ``hit``, ``hit-here``, ``selected``, ``woven``;
``veiled`` text is not to be read."""

Stretch: TypeAlias = tuple[int, int, How]
"""First offset, offset after the last, and how it is lit; later ones lie over earlier ones."""
Lit: TypeAlias = Mapping[SideName, Mapping[int, tuple[Stretch, ...]]]
"""Side, then block number, to the stretches of the block's text."""

SENTENCES: frozenset[How] = frozenset({"cursor", "answer", "unsure"})
GROUNDS: frozenset[How] = SENTENCES | {"bare"}
"""What lies under the layers; all else that is lit lies over them."""
NOTHING: Lit = {"left": {}, "right": {}}


def lit(page: Page, position: Position) -> Lit:
    """What is lit while the cursor stands at a position."""
    other, answers, sure = page.counterpart(position)
    answer = page.answer(position)
    found: dict[SideName, dict[int, list[Stretch]]] = {"left": defaultdict(list), "right": defaultdict(list)}

    def light_sentence(side: SideName, number: int, how: How, bare: bool) -> None:
        sentence = page.edition(side).sentences[number]
        found[side][sentence.block].append((sentence.start, sentence.end, how))
        if bare:
            found[side][sentence.block].append((sentence.start, sentence.end, "bare"))

    def light_words(side: SideName, numbers: Iterable[int], how: How) -> None:
        words = page.words(side)
        for number in numbers if words is not None else ():
            assert words is not None
            block, start, end = page.stretch(side, words.words[number])
            found[side][block].append((start, end, how))

    phrase = answer is not None and not answer[0].is_single
    light_sentence(position.side, position.sentence, "cursor", phrase)
    for number in answers:
        light_sentence(other, number, "answer" if sure >= DOUBTFUL else "unsure", answer is not None)
    if answer is not None:
        link, strength = answer
        own, answering = (link.left, link.right) if position.side == "left" else (link.right, link.left)
        light_words(position.side, (number for number in own if number != position.word), "phrase")
        light_words(other, answering, strength)
    if position.word is not None:
        light_words(position.side, (position.word,), "word")
    return {side: {block: tuple(stretches) for block, stretches in blocks.items()} for side, blocks in found.items()}


@dataclass(frozen=True)
class Sorted:
    """Stretches of a block by where they begin, so that those on a line are found without looking at all."""

    stretches: tuple[Stretch, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _end, _how in self.stretches]

    @cached_property
    def _longest(self) -> int:
        return max((end - start for start, end, _how in self.stretches), default=0)

    def between(self, start: int, end: int) -> Sequence[Stretch]:
        """Those that lie between two offsets, or over them."""
        first = bisect_left(self._starts, start - self._longest)
        found = self.stretches[first : bisect_left(self._starts, end)]
        return [one for one in found if one[1] > start]


def in_order(stretches: Iterable[Stretch]) -> Sorted:
    """The stretches of a layer, which may come in any order."""
    return Sorted(tuple(sorted(stretches)))


def on_line(stretches: Iterable[Stretch], line: Line) -> tuple[Stretch, ...]:
    """The stretches of a block as far as they lie on a line of it, by offsets of the text shown there."""
    passage, start, end = line.passage, line.start, line.end
    found = []
    for first, last, how in stretches:
        if passage.swaps:
            first, last = passage.shown(first), passage.shown(last, end=True)
        if first < end and start < last:
            found.append((max(first, start), min(last, end), how))
    return tuple(found)
