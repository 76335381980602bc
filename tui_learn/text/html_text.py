"""HTML fragments to blocks: headings, items, quotes, rows and paragraphs as a reader would see them.

Links written as Markdown inside HTML are read as links: people write them there, and some site generators read them.
"""

from __future__ import annotations

import html
import re

from tui_learn.text.clean import clean_text
from tui_learn.text.html_tags import (
    BREAKING,
    ELEMENTS,
    Tag,
    attribute,
    is_meant_to_be_seen,
    literal,
    paired_names,
    tags_of,
)
from tui_learn.text.model import SpanKind
from tui_learn.text.raw_block import Cell, RawBlock, kind_at, row_block
from tui_learn.text.visible import Line

SPANS: dict[str, SpanKind] = {
    "a": "link", "b": "strong", "strong": "strong", "i": "emphasis", "em": "emphasis", "cite": "emphasis",
    "code": "code", "tt": "code", "samp": "code", "kbd": "code", "s": "strike", "del": "strike", "strike": "strike",
}  # fmt: skip
"""Elements that are spans over the text."""
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_LINK = re.compile(r"(!?)\[([^\[\]\n]{1,500}+)\]\(<?([^()\s<>]{1,2000}+)>?(?:[ \n]++\"[^\"\n]{0,500}+\")?\)")
_MAX_NUMBER = 999_999_999
_MOST_BLOCKS = 50_000
_LONG = 4_000
"""Characters of a block where there are too many blocks."""


def text_of_html(source: str) -> list[str]:
    """The visible paragraphs of an HTML fragment."""
    return [block.text for block in html_blocks(source, 0)]


def html_blocks(source: str, line: int, *, lists: int = 0, quotes: int = 0, most: int = _MOST_BLOCKS) -> list[RawBlock]:
    """The blocks of an HTML fragment that begins on ``line`` and stands in so many lists and quotes.

    After ``most`` blocks only a paragraph of some length ends a block.
    """
    reader = _Reader(source, line, lists, quotes, most)
    for tag in tags_of(source):
        reader.take(tag)
    reader.end()
    return reader.blocks


class _Reader:
    """What is open while a fragment is read."""

    def __init__(self, source: str, line: int, lists: int, quotes: int, most: int) -> None:
        self._most = most
        self.blocks: list[RawBlock] = []
        self._source = source
        self._line = line
        self._counted = 0  # line ends are counted up to here
        self._outer_lists, self._quotes = lists, quotes
        self._lists: list[int | None] = []  # the next number of each open list; None for one without numbers
        self._marker = ""
        self._in_item = False
        self._heading = 0
        self._term = False
        self._row: list[Cell] | None = None
        self._row_line = line
        self._in_cell = False
        self._paired = paired_names(source)
        self._pre: list[str] | None = None
        self._open: list[tuple[str, int, str]] = []  # spans: element, offset, target
        self._text = Line()
        self._text_line = line
        self._only_images = True

    def take(self, tag: Tag) -> None:
        """The next tag or text."""
        if not tag.name:
            self._words(tag)
        elif tag.name not in ELEMENTS and is_meant_to_be_seen(tag, self._paired):
            self._words(Tag("", False, literal(tag, self._source), tag.start))
        elif tag.name == "br":
            if self._pre is not None:
                self._pre.append("\n")
            self._text.hard_break()
        elif tag.name == "img":
            self._image(attribute(tag, "alt"), attribute(tag, "src"), tag.start)
        elif tag.name in SPANS:
            self._span(tag)
        elif tag.name in BREAKING:
            self._breaking(tag)

    def end(self) -> None:
        """The end of the fragment: everything open ends."""
        self._end_pre()
        self._end_row()
        self._flush()

    def _line_at(self, offset: int) -> int:
        self._line += self._source.count("\n", self._counted, offset)
        self._counted = max(offset, self._counted)
        return self._line

    def _words(self, tag: Tag) -> None:
        if self._pre is not None:
            self._pre.append(html.unescape(tag.text))
            return
        offset = tag.start
        for number, line in enumerate(tag.text.split("\n")):
            if number:
                # An image on a line of its own is no beginning of the sentence on the next.
                if self._only_images and self._text.length and not self._in_cell:
                    self._flush()
                self._text.soft_break()
            if line.strip():
                self._begin(offset + len(line) - len(line.lstrip()))
                self._add(line)
            elif line and self._text.length:
                self._text.add(" ")
            offset += len(line) + 1

    def _begin(self, offset: int) -> None:
        if not self._text.length:
            self._text_line = self._line_at(offset)

    def _add(self, text: str) -> None:
        place = 0
        for match in _LINK.finditer(text):
            if match.start() > place:
                self._plain(text[place : match.start()])
            start = self._text.length
            self._plain(match[2])
            self._text.span("image" if match[1] else "link", start, clean_text(html.unescape(match[3])))
            place = match.end()
        if place < len(text):
            self._plain(text[place:])

    def _plain(self, text: str) -> None:
        self._text.add(html.unescape(text))
        self._only_images = self._only_images and not text.strip()

    def _image(self, alt: str, target: str, offset: int) -> None:
        if not alt.strip():
            return
        self._begin(offset)
        start = self._text.length
        self._text.add(alt)
        self._text.span("image", start, clean_text(target))

    def _span(self, tag: Tag) -> None:
        if not tag.closing:
            target = clean_text(attribute(tag, "href")) if tag.name == "a" else ""
            self._open.append((tag.name, self._text.length, target))
            return
        for index in range(len(self._open) - 1, max(-1, len(self._open) - 20), -1):
            if self._open[index][0] == tag.name:
                _name, start, target = self._open.pop(index)
                if tag.name != "a" or target:
                    self._text.span(SPANS[tag.name], start, target)
                return

    def _breaking(self, tag: Tag) -> None:
        name = tag.name
        if len(self.blocks) >= self._most and self._text.length < _LONG and self._pre is None:
            self._text.hard_break()
            return
        if name == "pre":
            self._flush()
            self._end_pre()
            if not tag.closing:
                self._pre = []
                self._text_line = self._line_at(tag.start)
            return
        if self._pre is not None:
            return
        if name in ("table", "thead", "tbody", "tfoot", "tr"):
            self._end_row()
            if name == "tr" and not tag.closing:
                self._row, self._row_line = [], self._line_at(tag.start)
            return
        if name in ("td", "th") and self._row is not None:
            self._end_cell()
            self._in_cell = not tag.closing
            return
        if self._in_cell:
            self._text.soft_break()
            return
        self._flush()
        self._context(tag)

    def _context(self, tag: Tag) -> None:
        """What the following text stands in."""
        name, opens = tag.name, not tag.closing
        self._term = False
        if name in _LISTS:
            self._in_item = False
            if opens:
                start = attribute(tag, "start")
                number = int(start) if start.isascii() and start.isdigit() and len(start) < 10 else 1
                self._lists.append(number if name == "ol" else None)
            elif self._lists:
                self._lists.pop()
                self._in_item = bool(self._lists)
        elif name in ("li", "dd"):
            self._in_item = opens
            self._marker = "" if not opens else ":" if name == "dd" else self._next_marker()
        elif name == "dt":
            self._term, self._in_item = opens, False
        elif name == "dl":
            self._in_item = False
        elif name == "blockquote":
            self._quotes = self._quotes + 1 if opens else max(0, self._quotes - 1)
        elif len(name) == 2 and name[0] == "h" and name[1] in "123456":
            self._heading = int(name[1]) if opens else 0

    def _next_marker(self) -> str:
        number = self._lists[-1] if self._lists else None
        if number is None:
            return "•"
        self._lists[-1] = min(number + 1, _MAX_NUMBER)
        return f"{number}."

    def _flush(self) -> None:
        text, spans = self._finish()
        if not text:
            return
        depth = self._outer_lists + (max(1, len(self._lists)) if self._in_item else len(self._lists))
        kind, level = kind_at(self._heading, depth, self._quotes)
        marker = self._marker if kind == "item" else ""
        self._marker = ""
        self.blocks.append(RawBlock(kind, text, self._text_line, level, marker, spans))

    def _finish(self) -> Cell:
        # An element left open is none: it would make all the rest bold.
        self._open.clear()
        if self._term:
            self._text.span("strong", 0)
        cell = self._text.finish()
        self._text = Line()
        self._only_images = True
        return cell

    def _end_cell(self) -> None:
        cell = self._finish()
        if self._row is not None and (self._in_cell or cell[0]):
            self._row.append(cell)
        self._in_cell = False

    def _end_row(self) -> None:
        if self._row is None:
            self._flush()
            return
        if self._in_cell or self._text.length:
            self._end_cell()
        self.blocks += row_block(self._row, self._row_line)
        self._row = None

    def _end_pre(self) -> None:
        if self._pre is None:
            return
        text = clean_text("".join(self._pre)).strip("\n")
        self._pre = None
        if text.strip():
            self.blocks.append(RawBlock("code", text, self._text_line))
