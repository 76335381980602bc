"""The page in lines for a width of the screen. Only what comes into view is broken into lines at once.

The height of any other row of blocks is an estimate until it is measured: what is in view never moves for it, because
rows are measured from the one at the top of the screen on, and those above it before they are scrolled to.
"""

from __future__ import annotations

import time
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from tui_learn.app.cells import width_of
from tui_learn.app.layouts import Frame
from tui_learn.app.page import Page, Position, Row, SideName, in_sentence
from tui_learn.app.passages import Line, Passage, part, whole, wrapped

KEPT_ROWS = 600
"""Rows whose lines are kept; others are broken into lines again when they come back into view."""
_SAMPLE = 3000
"""Characters by which the width of a script is judged."""
_BREAKING = 1.06
"""How much longer text is with the room at the ends of its lines."""

PassageOf = Callable[[Page, SideName, int], Passage]
"""What is shown of a block."""


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring lines of one passage."""

    passage: Passage
    column: int
    first: int
    """Its first line, counted in the row."""
    last: int
    """The line after its last."""


@dataclass(frozen=True, slots=True)
class RowLines:
    """A row of blocks in lines: a list for each column, and which lines belong to which passage."""

    columns: tuple[list[Line | None], ...]
    runs: tuple[Run, ...]

    gap: int
    """Empty lines after it."""

    @property
    def height(self) -> int:
        """Lines of the row with the empty one after it; none where nothing of it is shown."""
        lines = max(len(lines) for lines in self.columns)
        return lines + self.gap if lines else 0


class Sheet:
    """A page in lines. Rows stand one below the other with an empty line between them."""

    def __init__(self, page: Page, frame: Frame, passage_of: PassageOf = whole) -> None:
        """``passage_of`` may show a block otherwise than it stands."""
        self.page = page
        self.frame = frame
        self._passage_of = passage_of
        self._lines: OrderedDict[int, RowLines] = OrderedDict()
        self._heights = _estimates(page, frame)
        self._exact = bytearray(len(self._heights))
        self._unmeasured = 0
        """The first row that may not be measured yet."""
        self._tops = [0, *accumulate(self._heights)]

    # --- heights

    @property
    def height(self) -> int:
        """Lines of the whole page, with the empty one after the last row."""
        return self._tops[-1]

    @property
    def is_measured(self) -> bool:
        """Whether every height is exact."""
        return self._unmeasured >= len(self._heights)

    def top_of(self, row: int) -> int:
        """The line of the page with which a row begins."""
        return self._tops[row]

    def settle(self, row: int, above: int, below: int) -> int:
        """Make the rows about a row exact: at least so many lines above and below its beginning.

        Returns by how many lines its beginning moved.
        """
        if not self._heights:
            return 0
        before = self._tops[row]
        changed = self._settle_run(range(row, len(self._heights)), below)
        changed |= self._settle_run(range(row - 1, -1, -1), above)
        if changed:
            self._tops = [0, *accumulate(self._heights)]
        return self._tops[row] - before

    def _settle_run(self, rows: range, lines: int) -> bool:
        changed = False
        for row in rows:
            if lines < 0:
                break
            if not self._exact[row]:
                changed |= self._set_height(row, self.row_lines(row).height)
            lines -= self._heights[row]
        return changed

    def measure(self, seconds: float) -> None:
        """Find out heights for so long; ``apply`` makes them count."""
        end = time.perf_counter() + seconds
        while self._unmeasured < len(self._heights) and time.perf_counter() < end:
            row = self._unmeasured
            self._unmeasured += 1
            if not self._exact[row]:
                self._set_height(row, self._broken(row).height)

    def apply(self, row: int) -> int:
        """Let the measured heights count; by how many lines the beginning of a row moved."""
        before = self._tops[row]
        self._tops = [0, *accumulate(self._heights)]
        return self._tops[row] - before

    def _set_height(self, row: int, height: int) -> bool:
        self._exact[row] = 1
        changed = self._heights[row] != height
        self._heights[row] = height
        return changed

    # --- lines

    def row_lines(self, row: int) -> RowLines:
        """A row in lines."""
        lines = self._lines.get(row)
        if lines is None:
            lines = self._lines[row] = self._broken(row)
            if len(self._lines) > KEPT_ROWS:
                self._lines.popitem(last=False)
        return lines

    def _broken(self, number: int) -> RowLines:
        row, frame = self.page.rows[number], self.frame
        columns: tuple[list[Line | None], ...] = tuple([] for _column in frame.columns)
        runs: list[Run] = []

        def add(column: int, passage: Passage, gap: bool) -> None:
            lines = columns[column]
            block = self.page.edition(passage.side).blocks[passage.block]
            before = runs[-1].passage if runs and runs[-1].column == column else None
            close = before is not None and _belong(self.page, frame, before.side, before.block, block.number)
            if gap and lines and not close:
                lines.append(None)
            first = len(lines)
            lines += wrapped(passage, block, frame.columns[column].text_width)
            runs.append(Run(passage, column, first, len(lines)))

        if frame.layout == "interlinear":
            for group in by_sentence(self.page, number):
                for place, passage in enumerate(group):
                    add(0, passage, place == 0)
        else:
            for side in frame.sides:
                column = 1 if side == "right" and len(columns) == 2 else 0
                for place, block in enumerate(row.left if side == "left" else row.right):
                    beneath = len(columns) == 1 and side == "right" and place == 0
                    add(column, self._passage_of(self.page, side, block), not beneath)
        return RowLines(columns, tuple(runs), gap_after(self.page, frame, number))

    def row_at(self, y: int) -> tuple[int, int] | None:
        """The row that a line of the page belongs to, and the number of the line in it."""
        if not 0 <= y < self._tops[-1]:
            return None
        row = bisect_right(self._tops, y) - 1
        return row, y - self._tops[row]

    def line_at(self, y: int) -> tuple[Line | None, ...]:
        """What each column has on a line of the page."""
        found = self.row_at(y)
        if found is None:
            return (None,) * len(self.frame.columns)
        row, number = found
        return tuple(lines[number] if number < len(lines) else None for lines in self.row_lines(row).columns)

    # --- places

    def row_of(self, position: Position) -> int:
        """The row in which a position is."""
        return self.page.row_of_block[position.side][self.page.sentence(position).block]

    def line_of(self, side: SideName, block: int, offset: int) -> int:
        """The line of the page on which a character of a block stands."""
        row = self.page.row_of_block[side][block]
        lines = self.row_lines(row)
        best = None
        for run in lines.runs:
            passage = run.passage
            if (passage.side, passage.block) == (side, block) and (best is None or passage.first <= offset):
                best = run
        if best is None:
            return self._tops[row]
        shown = best.passage.shown(offset)
        column = lines.columns[best.column]
        number = bisect_right(column, shown, best.first, best.last, key=lambda line: line.start if line else 0)
        return self._tops[row] + max(best.first, number - 1)

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

    def in_view(self, side: SideName, y: int, last: int) -> Position | None:
        """The first sentence of a side that begins on a line of the page from ``y`` to ``last``.

        Where none begins there, the first word there of the one that goes on; None where there is nothing of the side.
        """
        going_on = None
        for number in range(max(0, y), min(self.height, last + 1)):
            for line in self.line_at(number):
                if line is None or line.passage.side != side:
                    continue
                block, start = line.passage.block, line.passage.own(line.start)
                begun = self.page.sentences_between(side, block, start, line.passage.own(line.end))
                if begun:
                    return self.page.at(side, begun[0])
                sentence = self.page.sentence_at(side, block, start)
                if going_on is None and sentence is not None:
                    going_on = self._near(side, sentence, block, start)
        return going_on

    def _near(self, side: SideName, number: int, block: int, offset: int) -> Position:
        """The word of a sentence nearest to an offset of its block."""
        edition = self.page.edition(side)
        sentence, text = edition.sentences[number], edition.blocks[block].text
        return self.page.near(side, number, in_sentence(text, sentence, min(offset, sentence.end - 1)))

    def at(self, x: int, y: int) -> tuple[Position, int] | None:
        """The word on a cell of the page, else the nearest one on that line; and the offset in its block."""
        for column, line in reversed(list(zip(self.frame.columns, self.line_at(y), strict=True))):
            if line is None or (x < column.x and column.x != self.frame.columns[0].x):
                continue
            passage = line.passage
            text = passage.text[line.start : line.end]
            cells = x - column.x - self.frame.margin - width_of(line.prefix)
            offset = passage.own(line.start + _character_at(text, cells))
            number = self.page.sentence_at(passage.side, passage.block, offset)
            if number is None:
                continue
            return self._near(passage.side, number, passage.block, offset), offset
        return None


def gap_after(page: Page, frame: Frame, number: int) -> int:
    """The empty lines after a row: none between the items of a list, nor between the rows of a table."""
    if number + 1 >= len(page.rows):
        return 1
    this, following = page.rows[number], page.rows[number + 1]
    for side in frame.sides:
        own, other = (this.left, following.left) if side == "left" else (this.right, following.right)
        if not own or not other or not _belong(page, frame, side, own[-1], other[0]):
            return 1
    return 0


def _belong(page: Page, frame: Frame, side: SideName, block: int, following: int) -> bool:
    """Whether a block and the next one are items of a list, or rows of a table, in a layout that keeps sides apart."""
    if len(frame.columns) < len(frame.sides):
        return False
    blocks = page.edition(side).blocks
    return blocks[block].kind == blocks[following].kind and blocks[block].kind in ("item", "row")


def _character_at(text: str, cells: int) -> int:
    """The number of the character at so many cells from the beginning; the last one beyond the end."""
    used = 0
    for number, character in enumerate(text):
        used += width_of(character)
        if used > cells:
            return number
    return max(0, len(text) - 1)


def _estimates(page: Page, frame: Frame) -> list[int]:
    """About how many lines each row takes, with the empty one after it."""
    per_cell = {side: _cells_a_character(page, side) * _BREAKING for side in frame.sides}
    beside = len(frame.columns) == 2

    def lines(side: SideName, blocks: Sequence[int]) -> int:
        column = frame.columns[1 if beside and side == "right" else 0]
        texts = (len(page.edition(side).blocks[number].text) for number in blocks)
        return sum(1 + int(length * per_cell[side] / column.text_width) for length in texts) + max(0, len(blocks) - 1)

    def height(number: int, row: Row) -> int:
        each = [lines(side, row.left if side == "left" else row.right) for side in frame.sides]
        count = max(each) if beside else sum(each)
        return count + gap_after(page, frame, number) if count else 0

    return [height(number, row) for number, row in enumerate(page.rows)]


def _cells_a_character(page: Page, side: SideName) -> float:
    sample, taken = [], 0
    for block in page.edition(side).blocks:
        sample.append(block.text)
        taken += len(block.text)
        if taken > _SAMPLE:
            break
    text = "".join(sample)[: 2 * _SAMPLE]
    return width_of(text) / len(text) if text else 1.0


def by_sentence(page: Page, number: int) -> Iterator[list[Passage]]:
    """The sentences of a row with those that answer them, a list for each pair; listings as they are."""
    row = page.rows[number]
    done: set[tuple[SideName, int]] = set()
    for side, block in [*(("left", block) for block in row.left), *(("right", block) for block in row.right)]:
        name: SideName = "left" if side == "left" else "right"
        sentences = page.edition(name).blocks[block].sentences
        if not sentences:
            yield [whole(page, name, block)]
            continue
        for sentence in page.sentences_between(name, block, 0, sentences[-1].start + 1):
            if (name, sentence) in done:
                continue
            group = _answering(page, name, sentence, row)
            done.update(group)
            yield list(_joined(page, group))


def _answering(page: Page, side: SideName, sentence: int, row: Row) -> list[tuple[SideName, int]]:
    """The sentences of a pair as far as they stand in a row, those of the left side first."""
    here = Position(side, sentence)
    _other, answers, _sure = page.counterpart(here)
    if not answers:
        return [(side, sentence)]
    bead = (page.bitext.bead_of_left if side == "left" else page.bitext.bead_of_right)[sentence]
    own: list[tuple[SideName, int]] = [("left", number) for number in bead.left]
    own += [("right", number) for number in bead.right]
    blocks: dict[SideName, tuple[int, ...]] = {"left": row.left, "right": row.right}
    return [(name, number) for name, number in own if page.edition(name).sentences[number].block in blocks[name]]


def _joined(page: Page, group: Sequence[tuple[SideName, int]]) -> Iterator[Passage]:
    """The sentences as stretches of their blocks, neighbours of a block in one."""
    held: tuple[SideName, int, int, int, int] | None = None
    for side, number in group:
        sentence = page.edition(side).sentences[number]
        if held is not None and held[:2] == (side, sentence.block) and held[4] + 1 == number:
            held = (side, sentence.block, held[2], sentence.end, number)
            continue
        if held is not None:
            yield part(page, *held[:4])
        held = (side, sentence.block, sentence.start, sentence.end, number)
    if held is not None:
        yield part(page, *held[:4])
