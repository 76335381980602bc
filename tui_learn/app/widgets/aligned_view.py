"""The page of two languages: one scrolling widget that draws only the lines that can be seen.

A widget a paragraph took 14 times as long to open 100,000 words; here a line is drawn when it comes into
view, kept while nothing about it changes, and after a key only the lines that look different are redrawn.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby, pairwise
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui_learn.app.cells import width_of
from tui_learn.app.page import Note, Page, Position, SideName
from tui_learn.app.widgets.lit import NOTHING, SENTENCES, Lit, Stretch, clipped, lit
from tui_learn.app.widgets.sheet import Pane, Sheet, margin_of
from tui_learn.app.wrap import Line
from tui_learn.i18n import gettext as _
from tui_learn.text import Block

_MARKS = {"cursor": "▌", "answer": "▎", "unsure": "┊", "doubtful": "?", "repaired": "✓", "": " "}
_GROUNDS = {"cursor": "cursor", "answer": "answer", "unsure": "answer"}
_PLAIN = {
    "bare": Style(underline=False),
    "faint": Style(bold=False),
    "phrase": Style(bold=False),
}
"""What the author's own marks must give up where these lie over them, so that strengths can be told apart."""

Marks = tuple[tuple[Stretch, ...], ...]
"""For each pane, what is lit on a line."""


class AlignedView(ScrollView, can_focus=True):
    """Two editions, a row of blocks beside a row of blocks, with a cursor on a word of a sentence."""

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
        "aligned--word",
        "aligned--phrase",
        "aligned--sure",
        "aligned--likely",
        "aligned--faint",
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
        & > .aligned--word { color: $mark; text-style: reverse; }
        & > .aligned--phrase { text-style: underline; }
        & > .aligned--sure { color: $mark-other; text-style: reverse; }
        & > .aligned--likely { text-style: bold underline; }
        & > .aligned--faint { text-style: underline; }
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
        Binding("right,l", "move_words(1)", _("next word"), key_display="→"),
        Binding("left,h", "move_words(-1)", _("previous word"), key_display="←"),
        Binding("tab", "across", _("other side"), priority=True, key_display="Tab"),
        Binding("space,pagedown", "page(1)", _("page down"), show=False),
        Binding("pageup", "page(-1)", _("page up"), show=False),
        Binding("g,home", "edge(-1)", _("beginning"), show=False),
        Binding("G,end", "edge(1)", _("end"), show=False),
    ]

    def __init__(self, moved: Callable[[Position], None] | None = None, *, id: str | None = None) -> None:
        """``moved`` is called when the cursor moves: a message would come too late to be drawn in the same update,
        and a key would take 7 ms instead of 4."""
        super().__init__(id=id)
        self._moved = moved
        self.page: Page | None = None
        self.position = Position("left", 0)
        self._sheet: Sheet | None = None
        self._lit: Lit = NOTHING
        self._drawn: LRUCache[tuple[object, ...], Strip] = LRUCache(2000)
        self._styles: dict[str, Style] = {}
        self._width = 0

    # --- what is shown

    def show_page(self, page: Page, position: Position) -> None:
        """Show a page with the cursor at a position."""
        self.page = page
        self.position = position
        self._lit = lit(page, position)
        self._width = 0
        self._lay_out()
        self.call_after_refresh(self._reveal, True)

    def exchange_page(self, page: Page, position: Position) -> None:
        """Show the same editions aligned anew; the sentence under the cursor stays where it is on the screen."""
        if self.page is None or self._sheet is None:
            self.show_page(page, position)
            return
        before = self._sheet.lines_of(self.position)[0] - int(self.scroll_offset.y)
        self.page = page
        self.position = position
        self._lit = lit(page, position)
        self._lay_out()
        self.call_after_refresh(self._scroll_back, before)

    def learn(self, page: Page, position: Position) -> None:
        """Take the same page with more known of its words; nothing moves."""
        self.page = page
        if self._sheet is not None:
            self._sheet.page = page
        self._light(position)

    def _scroll_back(self, line: int) -> None:
        if self._sheet is not None:
            self.scroll_to(y=max(0, self._sheet.lines_of(self.position)[0] - line), animate=False, force=True)
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
        self._sheet = Sheet(self.page, width)
        self.virtual_size = Size(width, max(1, self._sheet.height - 1))
        self.refresh()

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
        if self._sheet is None or y >= self._sheet.height:
            return Strip.blank(width, base)
        marks = self._marks(self._sheet, self._lit, y)
        key = (y, marks, width)
        strip = self._drawn.get(key)
        if strip is None:
            strip = self._draw(self._sheet, y, marks).adjust_cell_length(width, base)
            self._drawn[key] = strip
        return strip

    @staticmethod
    def _marks(sheet: Sheet, lit: Lit, y: int) -> Marks:
        result = []
        for pane in sheet.panes:
            line = sheet.line_at(y, pane.side)
            stretches = lit[pane.side].get(line.block, ()) if line is not None else ()
            result.append(clipped(stretches, line.start, line.end) if line is not None and stretches else ())
        return tuple(result)

    def _draw(self, sheet: Sheet, y: int, marks: Marks) -> Strip:
        base = self._style("text")
        segments: list[Segment] = []
        if sheet.layout == "side-by-side":
            for pane, lit in zip(sheet.panes, marks, strict=True):
                if pane.side == "right":
                    segments.append(Segment("│", base + self._style("rule")))
                segments += self._draw_pane(sheet, pane, sheet.line_at(y, pane.side), lit)
        else:
            shown = 0
            for index, pane in enumerate(sheet.panes):
                if sheet.line_at(y, pane.side) is not None:
                    shown = index
            pane = sheet.panes[shown]
            segments += self._draw_pane(sheet, pane, sheet.line_at(y, pane.side), marks[shown])
        return Strip(segments).simplify()

    def _draw_pane(self, sheet: Sheet, pane: Pane, line: Line | None, lit: tuple[Stretch, ...]) -> list[Segment]:
        base = self._style("text")
        if line is None:
            return [Segment(" " * pane.width, base)]
        assert self.page is not None
        block = self.page.edition(pane.side).blocks[line.block]
        margin = margin_of(sheet.width)
        how: str = next((h for _start, _end, h in lit if h in SENTENCES), "")
        mark = self._style("mark" if how == "cursor" else "mark-answer")
        if not how and (note := self._note(pane.side, line)):
            how, mark = note, self._style("note")
        segments = [Segment(_MARKS[how], base + mark), Segment(" " * (margin - 1), base)]
        text_base = base
        if sheet.layout == "stacked" and pane.side == "right":
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

    def _draw_text(self, block: Block, line: Line, lit: tuple[Stretch, ...], base: Style) -> list[Segment]:
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
                    style = style + self._lit_style(how)
            segments.append(Segment(block.text[start:end].replace("\n", " "), style))
        return segments

    def _lit_style(self, how: str) -> Style:
        if how == "bare":
            return _PLAIN[how]
        style = self._style(_GROUNDS.get(how, how))
        return style + _PLAIN[how] if how in _PLAIN else style

    def blocks_in_view(self, side: SideName) -> set[int]:
        """The numbers of the blocks of a side of which something is on the screen."""
        if self._sheet is None:
            return set()
        top = int(self.scroll_offset.y)
        lines = (self._sheet.line_at(top + y, side) for y in range(self.size.height))
        return {line.block for line in lines if line is not None}

    # --- moving

    def go(self, position: Position, *, centre: bool = False) -> None:
        """Put the cursor on a word and redraw only the lines that change."""
        if self.page is None or position == self.position:
            return
        self._light(position)
        self._reveal(centre)
        if self._moved is not None:
            self._moved(position)

    def _light(self, position: Position) -> None:
        assert self.page is not None
        before, self._lit, self.position = self._lit, lit(self.page, position), position
        # A key may come before the page is laid out for the first time; then all of it is drawn anyway.
        if self._sheet is None:
            return
        top, sheet = int(self.scroll_offset.y), self._sheet
        changed = (
            y
            for y in range(self.size.height)
            if self._marks(sheet, before, top + y) != self._marks(sheet, self._lit, top + y)
        )
        for _run, lines in groupby(enumerate(changed), key=lambda found: found[1] - found[0]):
            ys = [y for _number, y in lines]
            self.refresh(Region(0, ys[0], self.size.width, len(ys)))

    def _reveal(self, centre: bool = False) -> None:
        """Scroll as little as needed to show the cursor, or put its sentence in the upper third."""
        if self._sheet is None:
            return
        first, last = self._sheet.lines_of(self.position)
        top, height = int(self.scroll_offset.y), self.size.height
        if last - first >= height:  # a sentence that does not fit: what counts is the word
            first, last = self._sheet.word_lines(self.position)
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

    def action_move_words(self, by: int) -> None:
        """So many words further."""
        if self.page is not None:
            self.go(self.page.moved_words(self.position, by))

    def action_across(self) -> None:
        """To the counterpart on the other side."""
        if self.page is not None:
            self.go(self.page.across(self.position))

    def action_edge(self, by: int) -> None:
        """To the first or the last sentence."""
        if self.page is not None:
            last = len(self.page.edition(self.position.side).sentences) - 1
            self.go(self.page.at(self.position.side, 0 if by < 0 else last))

    def action_page(self, by: int) -> None:
        """A screenful on; the cursor goes with it."""
        if self._sheet is None:
            return
        height = max(1, self.size.height - 1)
        top = max(0, min(self.virtual_size.height - self.size.height, int(self.scroll_offset.y) + by * height))
        if top == int(self.scroll_offset.y):
            self.action_edge(by)
            return
        self.scroll_to(y=top, animate=False, force=True)
        found = self._sheet.next_sentence(self.position.side, top + (1 if by > 0 else height // 2))
        if found is not None:
            self.go(found)

    def on_click(self, event: events.Click) -> None:
        """The word under the mouse gets the cursor."""
        if self._sheet is not None:
            found = self._sheet.at(event.x, event.y + int(self.scroll_offset.y))
            if found is not None:
                self.go(found)
