"""What the page shows of a block: its own text, or one in which words are exchanged; and lines of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from tui_learn.app.cells import width_of
from tui_learn.app.page import Page, SideName
from tui_learn.app.wrap import cut_lines, fill, prefixes
from tui_learn.text import Block, Span


@dataclass(frozen=True, slots=True)
class Swap:
    """Words of a block in whose place others are shown."""

    start: int
    """First offset in the block's own text."""
    end: int
    text: str
    """What is shown instead."""


@dataclass(frozen=True)
class Passage:
    """A stretch of a block as it is shown. Offsets of lines are those of ``text``."""

    side: SideName
    block: int
    text: str
    first: int
    """Where it begins in ``text``."""
    last: int
    """Where it ends there."""
    swaps: tuple[Swap, ...] = ()
    """In order; none where ``text`` is that of the block."""

    @cached_property
    def _own(self) -> list[int]:
        """Where each swap begins in the block."""
        return [swap.start for swap in self.swaps]

    @cached_property
    def _shown(self) -> list[int]:
        """Where each swap begins in the text shown."""
        longer = accumulate((len(swap.text) - (swap.end - swap.start) for swap in self.swaps), initial=0)
        return [swap.start + moved for swap, moved in zip(self.swaps, longer, strict=False)]

    def shown(self, offset: int, *, end: bool = False) -> int:
        """Where a character of the block stands in the text shown; inside of exchanged words their first.

        ``end`` says that the offset is one after the last character: then it is that after the words.
        """
        number = (bisect_left if end else bisect_right)(self._own, offset) - 1
        if number < 0:
            return offset
        swap, begin = self.swaps[number], self._shown[number]
        after = begin + len(swap.text)
        if end:
            return after + max(0, offset - swap.end)
        return begin if offset < max(swap.end, swap.start + 1) else after + offset - swap.end

    def own(self, offset: int) -> int:
        """Where a character of the text shown stands in the block; of exchanged words the first of those there."""
        number = bisect_right(self._shown, offset) - 1
        if number < 0:
            return offset
        swap, begin = self.swaps[number], self._shown[number]
        if offset < begin + len(swap.text):
            return swap.start
        return swap.end + offset - begin - len(swap.text)

    def exchanged(self) -> Iterable[tuple[int, int]]:
        """Where the exchanged words stand in the text shown."""
        return [(begin, begin + len(swap.text)) for swap, begin in zip(self.swaps, self._shown, strict=True)]

    def spans(self, block: Block) -> Sequence[Span]:
        """What is more than plain, by offsets of the text shown."""
        if not self.swaps:
            return block.spans
        return [
            Span(span.kind, self.shown(span.start), self.shown(span.end, end=True), span.target) for span in block.spans
        ]


def whole(page: Page, side: SideName, number: int) -> Passage:
    """A block as it stands."""
    text = page.edition(side).blocks[number].text
    return Passage(side, number, text, 0, len(text))


def part(page: Page, side: SideName, number: int, start: int, end: int) -> Passage:
    """A stretch of a block as it stands."""
    return Passage(side, number, page.edition(side).blocks[number].text, start, end)


def swapped(page: Page, side: SideName, number: int, swaps: Sequence[Swap]) -> Passage:
    """A block with words exchanged; ``swaps`` in order, none over another."""
    own = page.edition(side).blocks[number].text
    pieces, place = [], 0
    for swap in swaps:
        pieces += [own[place : swap.start], swap.text]
        place = swap.end
    text = "".join([*pieces, own[place:]])
    return Passage(side, number, text, 0, len(text), tuple(swaps))


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of a passage on one row of the screen."""

    passage: Passage
    start: int
    """Offset in the passage's text."""
    end: int
    prefix: str
    """What stands before the text: a bullet, a bar, an indent."""


def wrapped(passage: Passage, block: Block, width: int) -> list[Line]:
    """The lines of a passage in a column of ``width`` cells."""
    first, rest = prefixes(block, width)
    if passage.first > 0:
        first = rest
    inner = max(1, width - width_of(first))
    cut = cut_lines(passage.text, passage.first, passage.last, inner) if block.kind == "code" else None
    stretches = cut if cut is not None else fill(passage.text, inner, passage.first, passage.last)
    return [Line(passage, start, end, rest if n else first) for n, (start, end) in enumerate(stretches)]
