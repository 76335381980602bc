"""How a line of the page looks: its margin, its text in stretches of one style each, the marks between its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style

from tui_learn.app.cells import width_of
from tui_learn.app.layouts import Column, Frame
from tui_learn.app.page import Page
from tui_learn.app.passages import Line
from tui_learn.app.widgets.lit import SENTENCES, How, Stretch
from tui_learn.text import Block

MARKS = {"cursor": "▌", "answer": "▎", "unsure": "┊", "doubtful": "?", "repaired": "✓", "": " "}
"""What stands in the margin."""
_GROUNDS = {"cursor": "cursor", "answer": "answer", "unsure": "answer"}
_UNMARKED = "unmarked"
_PLAIN = {
    "bare": Style(underline=False),
    "faint": Style(bold=False),
    "phrase": Style(bold=False),
    _UNMARKED: Style(underline=True),
}
"""What the author's own marks must give up where these lie over them, so that strengths can be told apart; and how a
word is told from others where there is no room for its mark."""
_AFTER = {"status-1": "¹", "status-2": "²", "status-3": "³", "status-4": "⁴", "status-5": "⁵", "unknown": "˙"}
"""What stands in the cell after a word: a mark that is no colour."""
_VEIL = "·"

StyleOf = Callable[[str], Style]


class Pen:
    """Draws lines of one page in one frame."""

    def __init__(self, page: Page, frame: Frame, style: StyleOf) -> None:
        """``style`` gives the style of a component class by its name."""
        self.page = page
        self.frame = frame
        self._style = style

    def row(
        self, lines: Sequence[Line | None], lit: Sequence[Sequence[Stretch]], notes: Sequence[str]
    ) -> list[Segment]:
        """A row of the screen: what each column has there, what is lit of it, and what its margin says."""
        base = self._style("text")
        segments: list[Segment] = []
        used = 0
        for number, (column, line) in enumerate(zip(self.frame.columns, lines, strict=True)):
            x = column.x - (1 if number else 0)
            if x > used:
                segments.append(Segment(" " * (x - used), base))
            if number:
                segments.append(Segment("│", base + self._style("rule")))
            segments += self._column(column, line, lit[number], notes[number])
            used = column.x + column.text_width + 2 * self.frame.margin
        return segments

    def _column(self, column: Column, line: Line | None, lit: Sequence[Stretch], note: str) -> list[Segment]:
        base, margin = self._style("text"), self.frame.margin
        room = column.text_width + 2 * margin
        if line is None:
            return [Segment(" " * room, base)]
        passage = line.passage
        block = self.page.edition(passage.side).blocks[passage.block]
        how: str = next((h for _start, _end, h in lit if h in SENTENCES), "")
        mark, style = MARKS[how], self._style("mark" if how == "cursor" else "mark-answer")
        if note and (how != "cursor" or note not in MARKS):
            mark, style = MARKS.get(note, note), self._style("note")
        segments = [Segment(mark, base + style), Segment(" " * (margin - 1), base)]
        text_base = base
        if len(self.frame.columns) == 1 and passage.side == "right":
            text_base = text_base + self._style("second")
        if block.kind in ("heading", "code", "quote"):
            text_base = text_base + self._style(block.kind)
        if line.prefix:
            segments.append(Segment(line.prefix, base + self._style("quote")))
        segments += self._text(block, line, lit, text_base)
        used = margin + width_of(line.prefix) + width_of(passage.text[line.start : line.end])
        after = dict(_marks(line, lit)).get(line.end)
        if after is not None and used < room:
            segments.append(Segment(after, base + self._style("after")))
            used += 1
        segments.append(Segment(" " * max(0, room - used), base))
        return segments

    def _text(self, block: Block, line: Line, lit: Sequence[Stretch], base: Style) -> Iterator[Segment]:
        """The text of a line in stretches of one style each."""
        text, start, end = line.passage.text, line.start, line.end
        marks = {place: mark for place, mark in _marks(line, lit) if place < end}
        lit = list(_with_unmarked(line, lit))
        cuts = {start, end, *marks, *(place + 1 for place in marks)}
        for a, b, _how in lit:
            cuts.update((a, b))
        spans = [span for span in line.passage.spans(block) if span.start < end and start < span.end]
        for span in spans:
            cuts.update((max(span.start, start), min(span.end, end)))
        woven = [(a, b) for a, b in line.passage.exchanged() if a < end and start < b]
        for a, b in woven:
            cuts.update((max(a, start), min(b, end)))
        edges = sorted(cuts)
        for a, b in pairwise(edges):
            if a in marks:
                yield Segment(marks[a], self._lit(a, lit, base) + self._style("after"))
                continue
            style = base
            for span in spans:
                if span.start <= a < span.end:
                    style = style + self._style("emphasis" if span.kind == "image" else span.kind)
            if any(first <= a < last for first, last in woven):
                style = style + self._style("woven")
            style = self._lit(a, lit, style)
            shown = text[a:b].replace("\n", " ")
            if any(how == "veiled" and first <= a < last for first, last, how in lit):
                shown = veil(shown)
                style = self._lit(a, [one for one in lit if one[2] in SENTENCES], base) + self._style("veiled")
            yield Segment(shown, style)

    def _lit(self, offset: int, lit: Sequence[Stretch], style: Style) -> Style:
        for first, last, how in lit:
            if first <= offset < last and how != "veiled":
                style = style + self._lit_style(how)
        return style

    def _lit_style(self, how: How) -> Style:
        if how in ("bare", _UNMARKED):
            return _PLAIN[how]
        style = self._style(_GROUNDS.get(how, how))
        return style + _PLAIN[how] if how in _PLAIN else style


def veil(text: str) -> str:
    """A text of the same width that cannot be read."""
    return " ".join(_VEIL * width_of(word) for word in text.split(" "))


def _marks(line: Line, lit: Iterable[Stretch]) -> Iterator[tuple[int, str]]:
    """The marks of words, each at the offset of the space in whose place it stands, or at the end of the line."""
    text, last = line.passage.text, line.passage.last
    for _start, end, how in lit:
        if how not in _AFTER:
            continue
        place = _after_word(line, end)
        broken = place == line.end and place < last and text[place].isalnum()
        if not broken and (place == line.end or text[place] == " "):
            yield place, _AFTER[how]


def _after_word(line: Line, end: int) -> int:
    """The offset after a word and the punctuation that hangs on it."""
    text = line.passage.text
    while end < line.end and not text[end].isspace() and not text[end].isalnum():
        end += 1
    return end


def _with_unmarked(line: Line, lit: Iterable[Stretch]) -> Iterator[Stretch]:
    """What is lit, and which words there have no cell after them where their mark could stand: of Chinese, say."""
    text = line.passage.text
    for start, end, how in lit:
        yield start, end, how
        if how in _AFTER and (place := _after_word(line, end)) < line.end and text[place] != " ":
            yield start, end, _UNMARKED
