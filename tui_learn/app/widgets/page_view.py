"""The page of two languages: one scrolling widget that draws only the lines that can be seen.

A widget a paragraph took 14 times as long to open 100,000 words; here a line is drawn when it comes into
view, kept while nothing about it changes, and after a key only the lines that look different are redrawn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest

from rich.style import Style
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer

from tui_learn.app.cells import width_of
from tui_learn.app.layouts import MAX_TEXT, Frame, Reading, arrange
from tui_learn.app.page import Page, Position, SideName
from tui_learn.app.passages import Line, whole
from tui_learn.app.widgets.lit import GROUNDS, NOTHING, Lit, Sorted, Stretch, in_order, lit, on_line
from tui_learn.app.widgets.page_look import LOOK, look
from tui_learn.app.widgets.page_pen import Pen
from tui_learn.app.widgets.sheet import PassageOf, Sheet

Stretches = Callable[[SideName, int], Sequence[Stretch]]
"""What is lit of a block of a side, by offsets of its text."""
Margin = Callable[[SideName, int], str]
"""The mark of one cell that stands in the margin where a sentence begins; empty for none."""
LAYERS = ("status", "terms", "hits")
"""Layers under the words that are lit for the cursor, from the lowest up; any other lies over them."""
MEASURE = 0.005
"""Seconds at a stretch for which lines are counted that nobody sees yet."""
NEAR = 6
"""Cells between two changes below which what lies between is drawn again too: to jump over it takes as many bytes."""
AHEAD = 2
"""Screens above and below that are broken into lines together with the one in view."""

Marks = tuple[tuple[Stretch, ...], ...]
"""For each column, what is lit on a line."""


class PageView(ScrollView, can_focus=True):
    """Two editions, a row of blocks beside a row of blocks, with a cursor on a word of a sentence."""

    ALLOW_SELECT = False  # words are selected, by keys too
    DEFAULT_CSS = LOOK

    def __init__(self, moved: Callable[[Position], None] | None = None, *, id: str | None = None) -> None:
        """``moved`` is called when the cursor moves: a message would come too late to be drawn in the same update,
        and a key would take 7 ms instead of 4."""
        super().__init__(id=id)
        self._moved = moved
        self.page: Page | None = None
        self.position = Position("left", 0)
        self.reading = Reading()
        self.max_text = MAX_TEXT
        self._passage_of: PassageOf = whole
        self._sheet: Sheet | None = None
        self._pen: Pen | None = None
        self._lit: Lit = NOTHING
        self._layers: dict[str, Stretches] = {}
        self._margin: Margin | None = None
        self._layered: LRUCache[tuple[SideName, int], tuple[tuple[Sorted, ...], tuple[Sorted, ...]]] = LRUCache(1000)
        """Side and block to what layers say of it: those under and those over the words lit for the cursor."""
        self._layered_lines: LRUCache[tuple[int, int, int], tuple[tuple[Stretch, ...], ...]] = LRUCache(1000)
        """Row, line of it and column to the same, as far as it lies on the line."""
        self._measuring: Timer | None = None
        self._drawn: LRUCache[tuple[object, ...], Strip] = LRUCache(2000)
        self._styles: dict[str, Style] = {}
        self._width = self._height = 0

    # --- what is shown

    def show_page(
        self, page: Page, position: Position, reading: Reading | None = None, passage_of: PassageOf = whole
    ) -> None:
        """Show a page with the cursor at a position."""
        self.page = page
        self.reading = reading if reading is not None else self.reading
        self._passage_of = passage_of
        self.position = position
        self._layers, self._margin = {}, None
        self._sheet = self._pen = None  # where there is no width there are no lines of it yet
        self._lay_out()
        self._place(position)
        self.call_after_refresh(self._reveal, True)

    def exchange_page(self, page: Page, position: Position) -> None:
        """Show the same editions aligned anew; the sentence under the cursor stays where it is on the screen."""
        if self.page is None or self._sheet is None:
            self.show_page(page, position)
            return
        before = self._line_of_cursor() - int(self.scroll_offset.y)
        self.page, self.position = page, position
        self._lay_out()
        self._place(position)
        self._scroll_back(before)

    def lay(self, reading: Reading, passage_of: PassageOf = whole) -> None:
        """Lay the page out otherwise; the sentence under the cursor stays where it is on the screen."""
        before = self._line_of_cursor() - int(self.scroll_offset.y)
        self.reading, self._passage_of = reading, passage_of
        self._lay_out()
        self._place(self.position)
        self._scroll_back(before)

    def learn(self, page: Page, position: Position) -> None:
        """Take the same page with more known of its words; nothing moves."""
        self.page = page
        if self._sheet is not None:
            self._sheet.page = page
            self._pen = Pen(page, self._sheet.frame, self._style)
        shown = self._on_shown_side(position)
        self._light(shown)
        if shown != position and self._moved is not None:
            self._moved(shown)

    def _on_shown_side(self, position: Position) -> Position:
        """A position, or its counterpart where its side is not shown."""
        if self.page is None or self._sheet is None or position.side in self._sheet.frame.sides:
            return position
        return self.page.across(position)

    def _scroll_back(self, line: int) -> None:
        """Have the cursor on so many lines below the top of the screen."""
        if self._sheet is not None:
            # Where a page is laid out anew the sizes that bound scrolling are known only after the next refresh.
            self.call_after_refresh(self._scroll_cursor_to, max(0, min(line, self.size.height - 2)))

    def _scroll_cursor_to(self, line: int) -> None:
        if self._sheet is not None:
            self.scroll_to(y=max(0, self._line_of_cursor() - line), animate=False, force=True)
            self._reveal()

    def _line_of_cursor(self) -> int:
        if self._sheet is None:
            return 0
        self._settle_at(self._sheet.row_of(self.position))
        return self._sheet.lines_of(self.position)[0]

    def _place(self, position: Position) -> None:
        """The cursor at a position, or at its counterpart where its side is not shown."""
        if self.page is None:
            return
        self.position = self._on_shown_side(position)
        self._lit = lit(self.page, self.position)

    @property
    def frame(self) -> Frame | None:
        """How the page is laid out, once it is."""
        return self._sheet.frame if self._sheet is not None else None

    # --- layers and margin

    def set_layer(self, name: str, stretches: Stretches | None) -> None:
        """Show something of the words besides the cursor: ``status``, ``terms``, ``hits``; None shows it no more."""

        def change() -> None:
            if stretches is None:
                self._layers.pop(name, None)
            else:
                self._layers[name] = stretches
            self._layered.clear()
            self._layered_lines.clear()

        self._redraw(change)

    def set_margin(self, mark: Margin | None) -> None:
        """Show marks in the margin where sentences begin."""

        def change() -> None:
            self._margin = mark
            self._drawn.clear()

        self._redraw(change)

    def _redraw(self, change: Callable[[], None]) -> None:
        """Make a change, and draw again only what looks different after it."""
        rows = range(self.size.height) if self._sheet is not None else range(0)
        before = [self.render_line(y) for y in rows]
        change()
        changed = [
            Region(start, y, end - start, 1)
            for y in rows
            for start, end in changed_spans(before[y], self.render_line(y))
        ]
        if changed:
            self.refresh(*changed)

    def _layers_of(self, side: SideName, block: int) -> tuple[tuple[Sorted, ...], tuple[Sorted, ...]]:
        found = self._layered.get((side, block))
        if found is None:
            under = [in_order(self._layers[name](side, block)) for name in LAYERS if name in self._layers]
            over = [in_order(self._layers[name](side, block)) for name in self._layers if name not in LAYERS]
            found = self._layered[side, block] = tuple(under), tuple(over)
        return found

    def _layers_on(self, place: tuple[int, int], column: int, line: Line) -> tuple[tuple[Stretch, ...], ...]:
        """What layers say of a line: under the words lit for the cursor, and over them."""
        key = (*place, column)
        found = self._layered_lines.get(key)
        if found is None:
            start, end = line.passage.own(line.start), line.passage.own(max(line.start, line.end - 1)) + 1
            both = self._layers_of(line.passage.side, line.passage.block)
            found = self._layered_lines[key] = tuple(
                on_line([one for layer in layers for one in layer.between(start, end)], line) for layers in both
            )
        return found

    # --- size

    def notify_style_update(self) -> None:
        """Colours changed: nothing drawn before is right."""
        super().notify_style_update()
        self._styles = {}
        self._drawn.clear()

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:
        # Textual's message of the new size comes only after the page was drawn once more as it was, or empty at first.
        updated = super()._size_updated(size, virtual_size, container_size, layout)
        if updated:
            self._resized(size.height)
        return updated

    def _resized(self, height: int) -> None:
        """Another width breaks lines elsewhere; the cursor stays in view."""
        old_height, self._height = self._height, height
        if self.page is None:
            return
        line = self._line_of_cursor() - int(self.scroll_offset.y)
        was_in_view = self._sheet is not None and 0 <= line < old_height
        if self.scrollable_content_region.width != self._width:
            position = self.position
            self._lay_out()
            self._place(position)
            if self.position != position and self._moved is not None:
                self.call_after_refresh(self._moved, self.position)
            if was_in_view and line < height:
                self._scroll_cursor_to(line)
            else:
                self._reveal(True)
        elif was_in_view:
            self._reveal()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if self.page is None or width <= 0:
            return
        self._width = width
        frame = arrange(self.page, width, self.reading, self.max_text)
        self._sheet = Sheet(self.page, frame, self._passage_of)
        self._pen = Pen(self.page, frame, self._style)
        self._drawn.clear()
        self._layered.clear()
        self._layered_lines.clear()
        self._sheet.measure(MEASURE)
        self._sheet.apply(0)
        self._sync_height()
        if self._measuring is not None:
            self._measuring.stop()
        if not self._sheet.is_measured:
            self._measuring = self.set_timer(4 * MEASURE, self._measure)
        self.refresh()

    def _sync_height(self) -> None:
        assert self._sheet is not None
        self.virtual_size = Size(self._width, max(1, self._sheet.height - 1))

    def _measure(self) -> None:
        """Count the lines nobody sees yet, a little at a time, so that no key has to wait."""
        sheet = self._sheet
        if sheet is None or sheet.is_measured:
            return
        sheet.measure(MEASURE)
        if sheet.is_measured:
            self._shift(sheet.apply(self._top_row()))
            self._sync_height()
        else:
            self._measuring = self.set_timer(4 * MEASURE, self._measure)

    def _top_row(self) -> int:
        assert self._sheet is not None
        found = self._sheet.row_at(int(self.scroll_offset.y))
        return found[0] if found is not None else 0

    def _settle_at(self, row: int) -> None:
        """Know exactly where the lines about a row stand; what is on the screen stays where it is."""
        assert self._sheet is not None
        if self._sheet.is_measured or not self.page or not self.page.rows:
            return
        top = self._top_row()
        offset = self._sheet.top_of(top)
        lines = AHEAD * max(1, self.size.height)
        self._sheet.settle(row, lines, lines)
        self._shift(self._sheet.top_of(top) - offset)

    def _shift(self, by: int) -> None:
        """Let the same lines stand on the screen after those above them turned out more or fewer."""
        if by:
            y = max(0, self.scroll_y + by)
            self.set_reactive(PageView.scroll_y, y)
            self.set_reactive(PageView.scroll_target_y, y)
            self.vertical_scrollbar.position = y

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """What comes into view is broken into lines before it is drawn."""
        if self._sheet is not None:
            self._settle_at(self._top_row())
        super().watch_scroll_y(old_value, new_value)

    # --- drawing

    def _style(self, name: str) -> Style:
        style = self._styles.get(name)
        if style is None:
            style = self._styles[name] = self.rich_style if name == "text" else look(name, self.app.theme_variables)
        return style

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        sheet = self._sheet
        found = None if sheet is None else sheet.row_at(y + int(self.scroll_offset.y))
        if sheet is None or found is None:
            return Strip.blank(self.size.width, self._style("text"))
        return self._strip(found, sheet.line_at(y + int(self.scroll_offset.y)), self._lit)

    def _strip(self, place: tuple[int, int], lines: Sequence[Line | None], lit: Lit) -> Strip:
        """A line of a row as it looks with this lit."""
        assert self._pen is not None
        marks, width = self._marks(place, lines, lit), self.size.width
        key = (*place, marks, width)
        strip = self._drawn.get(key)
        if strip is None:
            notes = [self._note(line) for line in lines]
            drawn = Strip(self._pen.row(lines, marks, notes)).simplify()
            strip = self._drawn[key] = drawn.adjust_cell_length(width, self._style("text"))
        return strip

    def _marks(self, place: tuple[int, int], lines: Sequence[Line | None], lit: Lit) -> Marks:
        result: list[tuple[Stretch, ...]] = []
        for column, line in enumerate(lines):
            if line is None:
                result.append(())
                continue
            own = on_line(lit[line.passage.side].get(line.passage.block, ()), line)
            if self._layers:
                under, over = self._layers_on(place, column, line)
                grounds = tuple(one for one in own if one[2] in GROUNDS)
                words = tuple(one for one in own if one[2] not in GROUNDS)
                own = (*grounds, *under, *words, *over)
            result.append(own)
        return tuple(result)

    def _note(self, line: Line | None) -> str:
        """The mark of the sentences that begin on a line; the learner's own first, then what a reader must see."""
        if line is None:
            return ""
        assert self.page is not None
        passage, page = line.passage, self.page
        start, end = passage.own(line.start), passage.own(line.end)
        sentences = page.sentences_between(passage.side, passage.block, start, end)
        if self._margin is not None:
            for number in sentences:
                if mark := self._margin(passage.side, number):
                    return mark
        notes = {page.note(passage.side, number) for number in sentences}
        return "doubtful" if "doubtful" in notes else "repaired" if "repaired" in notes else ""

    def blocks_in_view(self, side: SideName) -> set[int]:
        """The numbers of the blocks of a side of which something is on the screen."""
        return {line.passage.block for line in self.lines_in_view() if line.passage.side == side}

    def lines_in_view(self) -> list[Line]:
        """The lines of text on the screen, from the top."""
        if self._sheet is None:
            return []
        top = int(self.scroll_offset.y)
        rows = (self._sheet.line_at(top + y) for y in range(self.size.height))
        return [line for row in rows for line in row if line is not None]

    # --- the cursor

    def go(self, position: Position, *, centre: bool = False) -> None:
        """Put the cursor on a word and redraw only the lines that change."""
        if self.page is None:
            return
        position = self._on_shown_side(position)
        if position == self.position:
            self._reveal(centre)  # it may have been scrolled away
            return
        self.put(position)
        self._reveal(centre)

    def put(self, position: Position) -> None:
        """Put the cursor on a word, in view or not."""
        self._light(position)
        if self._moved is not None:
            self._moved(position)

    def _light(self, position: Position) -> None:
        assert self.page is not None
        before, self._lit, self.position = self._lit, lit(self.page, position), position
        # A key may come before the page is laid out for the first time; then all of it is drawn anyway.
        if self._sheet is None:
            return
        blocks = {(side, block) for lit_now in (before, self._lit) for side in lit_now for block in lit_now[side]}
        top, sheet = int(self.scroll_offset.y), self._sheet
        changed: list[Region] = []
        for y in range(self.size.height):
            lines = sheet.line_at(top + y)
            if any(line is not None and (line.passage.side, line.passage.block) in blocks for line in lines):
                place = sheet.row_at(top + y)
                assert place is not None
                was, now = self._strip(place, lines, before), self._strip(place, lines, self._lit)
                changed += [Region(start, y, end - start, 1) for start, end in changed_spans(was, now)]
        if changed:
            self.refresh(*changed)

    def _reveal(self, centre: bool = False) -> None:
        """Scroll as little as needed to show the cursor, or put its sentence in the upper third."""
        if self._sheet is None or self.page is None or not self.page.rows:
            return
        self._settle_at(self._sheet.row_of(self.position))
        first, last = self._sheet.lines_of(self.position)
        top, height = int(self.scroll_offset.y), self.size.height
        if last - first >= height:  # a sentence that does not fit: what counts is the word
            first, last = self._sheet.word_lines(self.position)
        if centre and (first < top or last >= top + height or first - top > height // 2):
            self._scroll_line(max(0, first - height // 3))
        elif first < top:
            self._scroll_line(max(0, first - 1) if height > 1 else first)
        elif last >= top + height:
            self._scroll_line(min(first, last - height + 2))

    def _scroll_line(self, line: int) -> None:
        """Have a line of the page at the top of the screen."""
        assert self._sheet is not None
        if self._sheet.height - 1 > self.virtual_size.height:
            self._sync_height()  # what was counted meanwhile may lie beyond where one could scroll to
        self.scroll_to(y=line, animate=False, force=True)


def changed_spans(before: Strip, after: Strip) -> list[tuple[int, int]]:
    """The stretches of cells that look different: the first, and the one after the last. Near ones are one."""
    if before is after:
        return []
    spans: list[tuple[int, int]] = []
    for x, (old, new) in enumerate(zip_longest(_cells(before), _cells(after))):
        if old != new:
            if spans and x - spans[-1][1] <= NEAR:
                spans[-1] = spans[-1][0], x + 1
            else:
                spans.append((x, x + 1))
    return spans


def _cells(strip: Strip) -> list[tuple[str, Style | None]]:
    """What stands in each cell; in the further ones of a wide character nothing."""
    cells: list[tuple[str, Style | None]] = []
    for text, style, _control in strip:
        if text.isascii():
            cells += [(character, style) for character in text]
            continue
        for character in text:
            width = width_of(character)
            if width:
                cells += [(character, style), *[("", style)] * (width - 1)]
            elif cells:
                cells[-1] = cells[-1][0] + character, style
    return cells
