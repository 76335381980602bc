"""The page of two languages: one scrolling widget that draws only the lines that can be seen.

A widget a paragraph took 14 times as long to open 100,000 words; here a line is drawn when it comes into
view, kept while nothing about it changes, and after a key only the lines that look different are redrawn.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import ClassVar, Literal

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui_learn.app.cells import width_of
from tui_learn.app.page import DOUBTFUL, Note, Page, Position, SideName
from tui_learn.app.wrap import Line, wrap_block
from tui_learn.i18n import gettext as _
from tui_learn.text import Block
from tui_learn.text.languages import is_right_to_left

Layout = Literal["side-by-side", "stacked", "single"]

MAX_TEXT = 72
"""Cells of a text column."""
MARGIN = 2
NARROW = 64
"""Cells below which the two languages stand one above the other."""

_MARKS = {"cursor": "▌", "answer": "▎", "unsure": "┊", "doubtful": "?", "repaired": "✓", "": " "}


@dataclass(frozen=True, slots=True)
class _Pane:
    """Where a side is drawn."""

    side: SideName
    x: int
    text_width: int
    width: int


class AlignedView(ScrollView, can_focus=True):
    """Two editions, a row of blocks beside a row of blocks, with a cursor on one sentence."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "aligned--text",
        "aligned--heading",
        "aligned--link",
        "aligned--code",
        "aligned--quote",
        "aligned--emphasis",
        "aligned--strong",
        "aligned--strike",
        "aligned--cursor",
        "aligned--answer",
        "aligned--mark",
        "aligned--mark-answer",
        "aligned--note",
        "aligned--rule",
        "aligned--second",
    }
    DEFAULT_CSS = """
    AlignedView {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        background: $background;
        color: $foreground;
        & > .aligned--text { color: $foreground; }
        & > .aligned--heading { color: $heading; text-style: bold; }
        & > .aligned--link { color: $link; text-style: underline; }
        & > .aligned--code { background: $code-ground; }
        & > .aligned--quote { color: $quiet; }
        & > .aligned--emphasis { text-style: italic; }
        & > .aligned--strong { text-style: bold; }
        & > .aligned--strike { text-style: strike; }
        & > .aligned--cursor { background: $lit; }
        & > .aligned--answer { background: $lit-other; }
        & > .aligned--mark { color: $mark; }
        & > .aligned--mark-answer { color: $mark-other; }
        & > .aligned--note { color: $quiet; text-style: bold; }
        & > .aligned--rule { color: $rule; }
        & > .aligned--second { color: $quiet; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", _("next sentence"), key_display="↓"),
        Binding("up,k", "move(-1)", _("previous sentence"), key_display="↑"),
        Binding("right,l", "side('right')", _("right side"), show=False),
        Binding("left,h", "side('left')", _("left side"), show=False),
        Binding("tab", "across", _("other side"), priority=True, key_display="Tab"),
        Binding("space,pagedown", "page(1)", _("page down"), show=False),
        Binding("pageup", "page(-1)", _("page up"), show=False),
        Binding("g,home", "edge(-1)", _("beginning"), show=False),
        Binding("G,end", "edge(1)", _("end"), show=False),
    ]

    class Moved(Message):
        """The cursor stands on another sentence."""

        def __init__(self, position: Position) -> None:
            super().__init__()
            self.position = position

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.page: Page | None = None
        self.position = Position("left", 0)
        self._layout: Layout = "single"
        self._panes: tuple[_Pane, ...] = ()
        self._lines: list[dict[SideName, list[Line | None]]] = []
        self._tops: list[int] = [0]
        self._drawn: LRUCache[tuple[object, ...], Strip] = LRUCache(2000)
        self._styles: dict[str, Style] = {}
        self._width = 0

    # --- what is shown

    def show_page(self, page: Page, position: Position) -> None:
        """Show a page with the cursor at a position."""
        self.page = page
        self.position = position
        self._width = 0
        self._lay_out()
        self.call_after_refresh(self._reveal, True)

    def exchange_page(self, page: Page) -> None:
        """Show the same editions aligned anew; the sentence under the cursor stays where it is on the screen."""
        if self.page is None or not self._lines:
            self.show_page(page, self.position)
            return
        before = self._place(self.position)[0] - int(self.scroll_offset.y)
        self.page = page
        self._lay_out()
        self.call_after_refresh(self._scroll_back, before)

    def _scroll_back(self, line: int) -> None:
        self.scroll_to(y=max(0, self._place(self.position)[0] - line), animate=False, force=True)
        self._reveal()

    def notify_style_update(self) -> None:
        """Colours changed: nothing drawn before is right."""
        super().notify_style_update()
        self._styles = {}
        self._drawn.clear()

    def on_resize(self, event: events.Resize) -> None:
        """Another width breaks lines elsewhere; the cursor stays in view."""
        if self.page is not None and self.scrollable_content_region.width != self._width:
            self._lay_out()
            self._reveal(True)

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if self.page is None or width <= 0:
            return
        self._width = width
        self._drawn.clear()
        self._layout, self._panes = self._arrange(width)
        self._lines = [self._wrap_row(number) for number in range(len(self.page.rows))]
        heights = [max(len(lines["left"]), len(lines["right"]), 1) + 1 for lines in self._lines]
        self._tops = [0, *accumulate(heights)]
        self.virtual_size = Size(width, max(1, self._tops[-1] - 1))
        self.refresh()

    def _arrange(self, width: int) -> tuple[Layout, tuple[_Pane, ...]]:
        assert self.page is not None
        left, right = self.page.edition("left").language, self.page.edition("right").language
        margin = MARGIN if width >= 20 else 1
        if self.page.one_sided:
            return "single", (_Pane("left", 0, max(1, min(MAX_TEXT, width - 2 * margin)), width),)
        if width < NARROW or is_right_to_left(left) or is_right_to_left(right):
            text = max(1, min(MAX_TEXT, width - 2 * margin))
            return "stacked", (_Pane("left", 0, text, width), _Pane("right", 0, text, width))
        half = (width - 1) // 2
        text = min(MAX_TEXT, half - 2 * margin)
        return "side-by-side", (_Pane("left", 0, text, half), _Pane("right", half + 1, text, width - half - 1))

    def _wrap_row(self, number: int) -> dict[SideName, list[Line | None]]:
        assert self.page is not None
        row = self.page.rows[number]
        lines: dict[SideName, list[Line | None]] = {"left": [], "right": []}
        for pane in self._panes:
            blocks = row.left if pane.side == "left" else row.right
            side_lines = lines[pane.side]
            if self._layout == "stacked" and pane.side == "right":
                side_lines += [None] * len(lines["left"])
            for block in blocks:
                if side_lines and side_lines[-1] is not None:
                    side_lines.append(None)
                side_lines += wrap_block(self.page.edition(pane.side).blocks[block], pane.text_width)
        return lines

    # --- drawing

    def _style(self, name: str) -> Style:
        style = self._styles.get(name)
        if style is None:
            style = self._styles[name] = self.get_component_rich_style(f"aligned--{name}", partial=name != "text")
        return style

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        y += int(self.scroll_offset.y)
        width = self.size.width
        base = self._style("text")
        if self.page is None or y >= self._tops[-1]:
            return Strip.blank(width, base)
        row = bisect_right(self._tops, y) - 1
        number = y - self._tops[row]
        marks = self._marks(row, number)
        key = (row, number, marks, width)
        strip = self._drawn.get(key)
        if strip is None:
            strip = self._draw(row, number, marks).adjust_cell_length(width, base)
            self._drawn[key] = strip
        return strip

    def _lit(self) -> dict[SideName, dict[int, str]]:
        """Side, then sentence number, to how it is lit."""
        assert self.page is not None
        side, answers, sure = self.page.counterpart(self.position)
        lit: dict[SideName, dict[int, str]] = {"left": {}, "right": {}}
        lit[side] = dict.fromkeys(answers, "answer" if sure >= DOUBTFUL else "unsure")
        lit[self.position.side][self.position.sentence] = "cursor"
        return lit

    def _marks(self, row: int, number: int) -> tuple[tuple[tuple[int, int, str], ...], ...]:
        """For each pane, the lit stretches (start, end, how) of the line, by offset in its block."""
        assert self.page is not None
        lit = self._lit()
        result = []
        for pane in self._panes:
            line = self._line(row, pane.side, number)
            stretches = []
            if line is not None and lit[pane.side]:
                sentences = self.page.edition(pane.side).sentences
                for index, how in lit[pane.side].items():
                    sentence = sentences[index]
                    if sentence.block == line.block and sentence.start < line.end and line.start < sentence.end:
                        stretches.append((max(sentence.start, line.start), min(sentence.end, line.end), how))
            result.append(tuple(stretches))
        return tuple(result)

    def _line(self, row: int, side: SideName, number: int) -> Line | None:
        lines = self._lines[row][side]
        return lines[number] if number < len(lines) else None

    def _draw(self, row: int, number: int, marks: tuple[tuple[tuple[int, int, str], ...], ...]) -> Strip:
        assert self.page is not None
        base = self._style("text")
        segments: list[Segment] = []
        if self._layout == "side-by-side":
            for pane, lit in zip(self._panes, marks, strict=True):
                if pane.side == "right":
                    segments.append(Segment("│", base + self._style("rule")))
                segments += self._draw_pane(pane, self._line(row, pane.side, number), lit)
        else:
            shown = 0
            for index, pane in enumerate(self._panes):
                if self._line(row, pane.side, number) is not None:
                    shown = index
            pane = self._panes[shown]
            segments += self._draw_pane(pane, self._line(row, pane.side, number), marks[shown])
        return Strip(segments).simplify()

    def _draw_pane(self, pane: _Pane, line: Line | None, lit: tuple[tuple[int, int, str], ...]) -> list[Segment]:
        base = self._style("text")
        if line is None:
            return [Segment(" " * pane.width, base)]
        assert self.page is not None
        block = self.page.edition(pane.side).blocks[line.block]
        margin = MARGIN if self._width >= 20 else 1
        how = next((h for _start, _end, h in lit), "")
        mark = self._style("mark" if how == "cursor" else "mark-answer")
        if not how and (note := self._note(pane.side, line)):
            how, mark = note, self._style("note")
        segments = [Segment(_MARKS[how], base + mark), Segment(" " * (margin - 1), base)]
        text_base = base
        if self._layout == "stacked" and pane.side == "right":
            text_base = text_base + self._style("second")
        if block.kind in ("heading", "code", "quote"):
            text_base = text_base + self._style(block.kind)
        if line.prefix:
            segments.append(Segment(line.prefix, base + self._style("quote")))
        segments += self._draw_text(block, line, lit, text_base)
        used = margin + width_of(line.prefix) + width_of(block.text[line.start : line.end])
        segments.append(Segment(" " * max(0, pane.width - used), base))
        return segments

    def _note(self, side: SideName, line: Line) -> Note:
        """The mark of the sentences that begin on a line; the doubtful ones are what a reader must see."""
        assert self.page is not None
        notes = {self.page.note(side, n) for n in self.page.sentences_between(side, line.block, line.start, line.end)}
        return "doubtful" if "doubtful" in notes else "repaired" if "repaired" in notes else ""

    def _draw_text(self, block: Block, line: Line, lit: tuple[tuple[int, int, str], ...], base: Style) -> list[Segment]:
        """The text of a line in stretches of one style each."""
        cuts = {line.start, line.end}
        for start, end, _how in lit:
            cuts.update((start, end))
        spans = [span for span in block.spans if span.start < line.end and line.start < span.end]
        for span in spans:
            cuts.update((max(span.start, line.start), min(span.end, line.end)))
        edges = sorted(cuts)
        segments = []
        for start, end in pairwise(edges):
            style = base
            for span in spans:
                if span.start <= start < span.end:
                    style = style + self._style("emphasis" if span.kind == "image" else span.kind)
            for lit_start, lit_end, how in lit:
                if lit_start <= start < lit_end:
                    style = style + self._style("cursor" if how == "cursor" else "answer")
            segments.append(Segment(block.text[start:end].replace("\n", " "), style))
        return segments

    # --- moving

    def go(self, position: Position, *, centre: bool = False) -> None:
        """Put the cursor on a sentence and redraw only the lines that change."""
        if self.page is None or position == self.position:
            return
        before = self._lit_rows()
        self.position = position
        # A key may come before the page is laid out for the first time; then all of it is drawn anyway.
        for row in before | self._lit_rows() if self._lines else ():
            top = self._tops[row] - int(self.scroll_offset.y)
            height = self._tops[row + 1] - self._tops[row]
            if top < self.size.height and top + height > 0:
                self.refresh(Region(0, top, self.size.width, height))
        self._reveal(centre)
        self.post_message(self.Moved(position))

    def _lit_rows(self) -> set[int]:
        assert self.page is not None
        table = self.page.row_of_block
        return {
            table[side][self.page.edition(side).sentences[number].block]
            for side, numbers in self._lit().items()
            for number in numbers
            if self.page.edition(side).sentences[number].block in table[side]
        }

    def _place(self, position: Position) -> tuple[int, int]:
        """First and last line, on the whole page, of a sentence."""
        assert self.page is not None
        sentence = self.page.sentence(position)
        row = self.page.row_of_block[position.side][sentence.block]
        numbers = [
            number
            for number, line in enumerate(self._lines[row][position.side])
            if line is not None
            and line.block == sentence.block
            and line.start < sentence.end
            and sentence.start < line.end
        ] or [0]
        return self._tops[row] + numbers[0], self._tops[row] + numbers[-1]

    def _reveal(self, centre: bool = False) -> None:
        """Scroll as little as needed to show the sentence under the cursor, or put it in the upper third."""
        if self.page is None or not self._lines:
            return
        first, last = self._place(self.position)
        top, height = int(self.scroll_offset.y), self.size.height
        if centre and (first < top or last >= top + height or first - top > height // 2):
            self.scroll_to(y=max(0, first - height // 3), animate=False, force=True)
        elif first < top:
            self.scroll_to(y=max(0, first - 1), animate=False, force=True)
        elif last >= top + height:
            self.scroll_to(y=min(first, last - height + 2), animate=False, force=True)

    def action_move(self, by: int) -> None:
        """So many sentences further."""
        if self.page is not None:
            self.go(self.page.moved(self.position, by))

    def action_across(self) -> None:
        """To the counterpart on the other side."""
        if self.page is not None:
            self.go(self.page.across(self.position))

    def action_side(self, side: SideName) -> None:
        """To the counterpart on that side, if the cursor is not there already."""
        if self.position.side != side:
            self.action_across()

    def action_edge(self, by: int) -> None:
        """To the first or the last sentence."""
        if self.page is not None:
            last = len(self.page.edition(self.position.side).sentences) - 1
            self.go(Position(self.position.side, 0 if by < 0 else last))

    def action_page(self, by: int) -> None:
        """A screenful on; the cursor goes with it."""
        if self.page is None:
            return
        height = max(1, self.size.height - 1)
        top = max(0, min(self.virtual_size.height - self.size.height, int(self.scroll_offset.y) + by * height))
        if top == int(self.scroll_offset.y):
            self.action_edge(by)
            return
        self.scroll_to(y=top, animate=False, force=True)
        found = self._sentence_at_line(top + (1 if by > 0 else height // 2))
        if found is not None:
            self.go(found)

    def _sentence_at_line(self, y: int) -> Position | None:
        """The first sentence of the cursor's side that begins at or after a line of the page."""
        assert self.page is not None
        side = self.position.side
        for row in range(max(0, bisect_right(self._tops, y) - 1), len(self._lines)):
            for number, line in enumerate(self._lines[row][side]):
                if line is not None and self._tops[row] + number >= y:
                    for index, sentence in enumerate(self.page.edition(side).sentences):
                        if sentence.block == line.block and sentence.end > line.start:
                            return Position(side, index)
        return None

    def on_click(self, event: events.Click) -> None:
        """The sentence under the mouse gets the cursor."""
        if self.page is None:
            return
        y = event.y + int(self.scroll_offset.y)
        if y >= self._tops[-1]:
            return
        row = bisect_right(self._tops, y) - 1
        for pane in reversed(self._panes):
            line = self._line(row, pane.side, y - self._tops[row])
            if line is None or event.x < pane.x:
                continue
            offset = line.start + max(0, event.x - pane.x - MARGIN - width_of(line.prefix))
            for index, sentence in enumerate(self.page.edition(pane.side).sentences):
                if sentence.block == line.block and sentence.start <= offset < sentence.end + 1:
                    self.go(Position(pane.side, index))
                    return
