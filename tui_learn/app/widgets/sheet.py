"""The page broken into lines for a width of the screen: where each side stands, and which line holds what."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from tui_learn.app.cells import width_of
from tui_learn.app.page import Page, Position, SideName, in_sentence
from tui_learn.app.wrap import Line, wrap_block
from tui_learn.text.languages import is_right_to_left

Layout = Literal["side-by-side", "stacked", "single"]

MAX_TEXT = 72
"""Cells of a text column."""
MARGIN = 2
NARROW = 64
"""Cells below which the two languages stand one above the other."""


@dataclass(frozen=True, slots=True)
class Pane:
    """Where a side is drawn."""

    side: SideName
    x: int
    text_width: int
    width: int


def margin_of(width: int) -> int:
    """Cells before the text; there the marks stand."""
    return MARGIN if width >= 20 else 1


def arrange(page: Page, width: int) -> tuple[Layout, tuple[Pane, ...]]:
    """The layout that fits a width, and its panes."""
    left, right = page.edition("left").language, page.edition("right").language
    margin = margin_of(width)
    if page.one_sided:
        return "single", (Pane("left", 0, max(1, min(MAX_TEXT, width - 2 * margin)), width),)
    if width < NARROW or is_right_to_left(left) or is_right_to_left(right):
        text = max(1, min(MAX_TEXT, width - 2 * margin))
        return "stacked", (Pane("left", 0, text, width), Pane("right", 0, text, width))
    half = (width - 1) // 2
    text = min(MAX_TEXT, half - 2 * margin)
    return "side-by-side", (Pane("left", 0, text, half), Pane("right", half + 1, text, width - half - 1))


class Sheet:
    """A page in lines. Rows of blocks stand one below the other with an empty line between them."""

    def __init__(self, page: Page, width: int) -> None:
        self.page = page
        self.width = width
        self.layout, self.panes = arrange(page, width)
        self._blocks: dict[SideName, dict[int, tuple[int, int]]] = {"left": {}, "right": {}}
        """Side, then block number, to its first line in its row and the line after its last."""
        self._rows = [self._wrapped(number) for number in range(len(page.rows))]
        heights = [max(len(lines["left"]), len(lines["right"]), 1) + 1 for lines in self._rows]
        self._tops = [0, *accumulate(heights)]

    @property
    def height(self) -> int:
        """Lines of the whole page, with the empty one after the last row."""
        return self._tops[-1]

    def _wrapped(self, number: int) -> dict[SideName, list[Line | None]]:
        row = self.page.rows[number]
        lines: dict[SideName, list[Line | None]] = {"left": [], "right": []}
        for pane in self.panes:
            side_lines = lines[pane.side]
            if self.layout == "stacked" and pane.side == "right":
                side_lines += [None] * len(lines["left"])
            for block in row.left if pane.side == "left" else row.right:
                if side_lines and side_lines[-1] is not None:
                    side_lines.append(None)
                begin = len(side_lines)
                side_lines += wrap_block(self.page.edition(pane.side).blocks[block], pane.text_width)
                self._blocks[pane.side][block] = begin, len(side_lines)
        return lines

    def row_at(self, y: int) -> tuple[int, int] | None:
        """The row that a line of the page belongs to, and the number of the line in it."""
        if not 0 <= y < self._tops[-1]:
            return None
        row = bisect_right(self._tops, y) - 1
        return row, y - self._tops[row]

    def line(self, row: int, side: SideName, number: int) -> Line | None:
        """A line of a side, if there is text on it."""
        lines = self._rows[row][side]
        return lines[number] if number < len(lines) else None

    def line_at(self, y: int, side: SideName) -> Line | None:
        """What a side has on a line of the page."""
        found = self.row_at(y)
        return None if found is None else self.line(found[0], side, found[1])

    def line_of(self, side: SideName, block: int, offset: int) -> int:
        """The line of the page on which a character of a block stands."""
        row = self.page.row_of_block[side][block]
        begin, end = self._blocks[side][block]
        number = bisect_right(self._rows[row][side], offset, begin, end, key=lambda line: line.start if line else 0)
        return self._tops[row] + max(begin, number - 1)

    def lines_of(self, position: Position) -> tuple[int, int]:
        """First and last line, on the whole page, of the sentence at a position."""
        sentence = self.page.sentence(position)
        first = self.line_of(position.side, sentence.block, sentence.start)
        return first, self.line_of(position.side, sentence.block, max(sentence.start, sentence.end - 1))

    def word_lines(self, position: Position) -> tuple[int, int]:
        """First and last line of the word at a position, else of its sentence."""
        word = self.page.word(position)
        if word is None:
            return self.lines_of(position)
        block, start, end = self.page.stretch(position.side, word)
        return self.line_of(position.side, block, start), self.line_of(position.side, block, end - 1)

    def next_sentence(self, side: SideName, y: int) -> Position | None:
        """The first sentence of a side that is on a line of the page, or begins after it."""
        for line_number in range(max(0, y), self.height):
            line = self.line_at(line_number, side)
            if line is None:
                continue
            sentence = self.page.sentence_at(side, line.block, line.start)
            if sentence is not None:
                return self.page.at(side, sentence)
        return None

    def at(self, x: int, y: int) -> Position | None:
        """The word on a cell of the page, else the nearest one of the text on that line."""
        for pane in reversed(self.panes):
            line = self.line_at(y, pane.side)
            if line is None or x < pane.x:
                continue
            text = self.page.edition(pane.side).blocks[line.block].text
            cells = x - pane.x - margin_of(self.width) - width_of(line.prefix)
            offset = line.start + _character_at(text[line.start : line.end], cells)
            number = self.page.sentence_at(pane.side, line.block, offset)
            if number is None:
                continue
            sentence = self.page.edition(pane.side).sentences[number]
            return self.page.near(pane.side, number, in_sentence(text, sentence, min(offset, sentence.end - 1)))
        return None


def _character_at(text: str, cells: int) -> int:
    """The number of the character at so many cells from the beginning; the last one beyond the end."""
    used = 0
    for number, character in enumerate(text):
        used += width_of(character)
        if used > cells:
            return number
    return max(0, len(text) - 1)
