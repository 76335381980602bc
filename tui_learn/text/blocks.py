"""Markdown to blocks: what kind each piece of text is, what it says, and where it stands in the file.

CommonMark with tables and strike-through, through markdown-it-py. HTML shows as its text. Visible text
never holds markup; links, code and emphasis are spans over it.
"""

from __future__ import annotations

import html.parser
from dataclasses import dataclass

import regex
from markdown_it import MarkdownIt
from markdown_it.token import Token as MarkdownToken

from tui_learn.text.clean import clean_text, collapse_spaces
from tui_learn.text.model import BlockKind, Span, SpanKind

_NESTING_LIMIT = 100
_CJK = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}，。、；：？！「」『』（）]")
_BREAK_TAG = regex.compile(r"<br\s*/?>", regex.IGNORECASE)
_INLINE_KINDS: dict[str, SpanKind] = {"em": "emphasis", "strong": "strong", "s": "strike"}
_CELL_GAP = "  ·  "


@dataclass(frozen=True, slots=True)
class RawBlock:
    """A block before it is cut into sentences."""

    kind: BlockKind
    text: str
    """Visible text; ``\\n`` only where the author broke the line."""
    line: int
    """First line in the Markdown source, from 0."""
    level: int = 0
    """1 to 6 for headings, nesting depth for list items and quotes."""
    marker: str = ""
    """``•`` or ``1.`` for the first paragraph of a list item."""
    spans: tuple[Span, ...] = ()


class _Line:
    """Visible text being put together, with spans over it."""

    def __init__(self) -> None:
        self.text = ""
        self.spans: list[Span] = []
        self._broken = False

    def add(self, text: str) -> None:
        text = collapse_spaces(clean_text(text))
        if self._broken and text:
            # A line end in the source is a space, but not between characters of unspaced scripts.
            joined = _CJK.match(self.text[-1:]) and _CJK.match(text[:1])
            if not joined and self.text:
                text = " " + text
            self._broken = False
        if not self.text or self.text[-1] in " \n":
            text = text.lstrip(" ")
        self.text += text

    def soft_break(self) -> None:
        self._broken = True

    def hard_break(self) -> None:
        self._broken = False
        self.text = self.text.rstrip(" ")
        if self.text:
            self.text += "\n"

    def span(self, kind: SpanKind, start: int, target: str = "") -> None:
        while start < len(self.text) and self.text[start] in " \n":
            start += 1
        if start < len(self.text):
            self.spans.append(Span(kind, start, len(self.text), target))

    def finish(self) -> tuple[str, tuple[Span, ...]]:
        text = self.text.rstrip()
        spans = (Span(s.kind, s.start, min(s.end, len(text)), s.target) for s in self.spans)
        return text, tuple(sorted((s for s in spans if s.start < s.end), key=lambda s: (s.start, -s.end)))


def _renderer() -> MarkdownIt:
    return MarkdownIt("commonmark", {"maxNesting": _NESTING_LIMIT}).enable(["table", "strikethrough"])


class _TextOfHtml(html.parser.HTMLParser):
    _HIDDEN = frozenset({"script", "style", "template"})
    _BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._HIDDEN:
            self._hidden += 1
        elif tag in self._BREAKS:
            self.pieces.append("\n")
        elif tag == "img":
            self.pieces.append(dict(attrs).get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._HIDDEN and self._hidden:
            self._hidden -= 1
        elif tag in self._BREAKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(data)


def text_of_html(source: str) -> list[str]:
    """The visible lines of an HTML fragment."""
    parser = _TextOfHtml()
    parser.feed(source)
    parser.close()
    lines = (" ".join(clean_text(line).split()) for line in "".join(parser.pieces).split("\n"))
    return [line for line in lines if line]


def _inline(token: MarkdownToken) -> tuple[str, tuple[Span, ...]]:
    """Visible text and spans of an inline token."""
    line = _Line()
    open_spans: list[tuple[SpanKind, int, str]] = []

    def visit(children: list[MarkdownToken]) -> None:
        for child in children:
            kind = child.type
            if kind in ("text", "text_special"):
                line.add(child.content)
            elif kind == "softbreak":
                line.soft_break()
            elif kind == "hardbreak" or (kind == "html_inline" and _BREAK_TAG.fullmatch(child.content)):
                line.hard_break()
            elif kind == "code_inline":
                start = len(line.text)
                line.add(child.content)
                line.span("code", start)
            elif kind == "image":
                start = len(line.text)
                visit(child.children or [])
                line.span("image", start, clean_text(str(child.attrGet("src") or "")))
            elif kind == "link_open":
                open_spans.append(("link", len(line.text), clean_text(str(child.attrGet("href") or ""))))
            elif kind.removesuffix("_open") in _INLINE_KINDS and kind.endswith("_open"):
                open_spans.append((_INLINE_KINDS[kind.removesuffix("_open")], len(line.text), ""))
            elif kind.endswith("_close") and open_spans:
                line.span(*open_spans.pop())

    visit(token.children or [])
    return line.finish()


def read_blocks(source: str) -> list[RawBlock]:
    """The blocks of a cleaned Markdown source (no front matter), in document order.

    A block without visible text (a rule, a comment) is none. Lists give one ``item`` a paragraph,
    tables one ``row`` a row.
    """
    blocks: list[RawBlock] = []
    lists: list[tuple[bool, int]] = []  # (ordered, next number), innermost last
    marker = ""
    quotes = 0
    heading = 0
    row: list[tuple[str, tuple[Span, ...]]] | None = None
    row_line = 0

    for token in _renderer().parse(source):
        line = token.map[0] if token.map else (blocks[-1].line if blocks else 0)
        match token.type:
            case "bullet_list_open":
                lists.append((False, 0))
            case "ordered_list_open":
                lists.append((True, int(token.attrGet("start") or 1)))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                ordered, number = lists[-1]
                marker = f"{number}." if ordered else "•"
                lists[-1] = (ordered, number + 1)
            case "blockquote_open":
                quotes += 1
            case "blockquote_close":
                quotes -= 1
            case "heading_open":
                heading = int(token.tag[1])
            case "heading_close":
                heading = 0
            case "tr_open":
                row, row_line = [], line
            case "tr_close":
                blocks += _row_block(row or [], row_line)
                row = None
            case "inline":
                text, spans = _inline(token)
                if row is not None:
                    row.append((text, spans))
                elif text:
                    kind, level = _kind(heading, len(lists), quotes)
                    blocks.append(RawBlock(kind, text, line, level, marker if kind == "item" else "", spans))
                    marker = ""
            case "fence" | "code_block":
                text = clean_text(token.content).strip("\n")
                if text.strip():
                    blocks.append(RawBlock("code", text, line))
            case "html_block":
                kind, level = _kind(0, len(lists), quotes)
                blocks += [RawBlock(kind, text, line, level) for text in text_of_html(token.content)]
    return blocks


def _kind(heading: int, list_depth: int, quotes: int) -> tuple[BlockKind, int]:
    if heading:
        return "heading", heading
    if list_depth:
        return "item", list_depth
    if quotes:
        return "quote", quotes
    return "paragraph", 0


def _row_block(cells: list[tuple[str, tuple[Span, ...]]], line: int) -> list[RawBlock]:
    text = ""
    spans: list[Span] = []
    for cell, cell_spans in cells:
        if text:
            text += _CELL_GAP
        spans += [Span(s.kind, s.start + len(text), s.end + len(text), s.target) for s in cell_spans]
        text += cell
    return [RawBlock("row", text, line, spans=tuple(spans))] if text.strip(" ·") else []
