"""What the page shows of a block: its own text, or one in which words are exchanged; and lines of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
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

    def shown(self, offset: int, *, end: bool = False) -> int:
        """Where a character of the block stands in the text shown; inside of exchanged words their first.

        ``end`` says that the offset is one after the last character: then it is that after the words.
        """
        moved = 0
        for swap in self.swaps:
            if offset <= swap.start and not (end and offset > swap.start):
                break
            if offset < swap.end or (end and offset == swap.end):
                return swap.start + moved + (len(swap.text) if end else 0)
            moved += len(swap.text) - (swap.end - swap.start)
        return offset + moved

    def own(self, offset: int) -> int:
        """Where a character of the text shown stands in the block; of exchanged words the first of those there."""
        moved = 0
        for swap in self.swaps:
            begin = swap.start + moved
            if offset < begin:
                break
            if offset < begin + len(swap.text):
                return swap.start
            moved += len(swap.text) - (swap.end - swap.start)
        return offset - moved

    def exchanged(self) -> Iterable[tuple[int, int]]:
        """Where the exchanged words stand in the text shown."""
        moved = 0
        for swap in self.swaps:
            yield swap.start + moved, swap.start + moved + len(swap.text)
            moved += len(swap.text) - (swap.end - swap.start)

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
