"""The inside of a paragraph: its visible text, and spans for links, code, emphasis, images and marks of notes."""

from __future__ import annotations

import html
import re
from typing import Any

from markdown_it.token import Token

from tui_learn.text.clean import clean_text
from tui_learn.text.html_tags import (
    BREAKING,
    ELEMENTS,
    HIDDEN,
    attribute,
    is_meant_to_be_seen,
    paired_names,
    single_tag,
    tags_of,
)
from tui_learn.text.html_text import SPANS
from tui_learn.text.markdown import parse_inline
from tui_learn.text.model import SpanKind
from tui_learn.text.raw_block import Cell
from tui_learn.text.visible import UNSPACED, Line

_MARKS = re.compile(r"[\\`*_~<&\[]")
"""Without any of these there is nothing to parse."""
_KINDS: dict[str, SpanKind] = {"em": "emphasis", "strong": "strong", "s": "strike", "link": "link"}
_MAX_OPEN = 50


def read_inline(content: str, environment: dict[str, Any]) -> tuple[Cell, bool]:
    """Visible text and spans of the source of a paragraph, and whether it was too entangled to be parsed."""
    if _MARKS.search(content) is None:
        return (plain_text(content), ()), False
    tokens = parse_inline(content, environment)
    if tokens is None:
        return (unparsed_text(content), ()), True
    line = Line()
    _Inline(line).read(tokens)
    return line.finish(), False


def unparsed_text(content: str) -> str:
    """The text of lines that are shown as they stand, but for entities: those are letters."""
    return plain_text(clean_text(html.unescape(content)) if "&" in content else content)


def plain_text(content: str) -> str:
    """The visible text of cleaned lines without any marks."""
    if "  \n" not in content and (content.isascii() or "\n" not in content or not UNSPACED.search(content)):
        return " ".join(content.split())
    line = Line()
    before = ""
    for text in content.split("\n"):
        if before.endswith("  "):
            line.hard_break()
        else:
            line.soft_break()
        line.add(text)
        before = text
    return line.finish()[0]


class _Inline:
    """Tokens put into a line."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._open: list[tuple[SpanKind, int, str]] = []
        self._open_html: list[tuple[str, int, str]] = []
        self._paired: tuple[list[Token], frozenset[str]] | None = None

    def read(self, tokens: list[Token]) -> None:
        """Put the text of tokens into the line."""
        line = self._line
        skip_to = -1
        for number, token in enumerate(tokens):
            if number < skip_to:
                continue
            kind = token.type
            if kind in ("text", "text_special"):
                line.add(token.content)
            elif kind == "softbreak":
                line.soft_break()
            elif kind == "hardbreak":
                line.hard_break()
            elif kind == "code_inline":
                start = line.length
                line.add(token.content)
                line.span("code", start)
            elif kind == "image":
                start = line.length
                self.read(token.children or [])
                line.span("image", start, clean_text(str(token.attrGet("src") or "")))
            elif kind == "html_inline":
                skip_to = self._html(tokens, number)
            elif kind == "footnote_ref":
                start = line.length
                number_shown = token.meta["id"] + 1
                line.add(f"[{number_shown}]")
                line.span("note", start, f"#note-{number_shown}")
            elif kind.endswith("_open") and kind[:-5] in _KINDS:
                self._open.append((_KINDS[kind[:-5]], line.length, clean_text(str(token.attrGet("href") or ""))))
            elif kind.endswith("_close") and self._open:
                line.span(*self._open.pop())

    def _html(self, tokens: list[Token], number: int) -> int:
        """Read a tag; the number of the token to go on with."""
        line = self._line
        tag = single_tag(tokens[number].content)
        if tag is None:  # a comment, a declaration; what stands behind its first end is seen
            for piece in tags_of(tokens[number].content):
                line.add("" if piece.name else html.unescape(piece.text))
            return number + 1
        if tag.name not in ELEMENTS and is_meant_to_be_seen(tag, self._paired_in(tokens)):
            line.add(tokens[number].content)
            return number + 1
        if tag.name in HIDDEN and not tag.closing:
            return _after_hidden(tokens, number, tag.name)
        if tag.name == "br" or tag.name in BREAKING:
            line.hard_break()
        elif tag.name == "img":
            start = line.length
            line.add(attribute(tag, "alt"))
            line.span("image", start, clean_text(attribute(tag, "src")))
        elif tag.name in SPANS and not tag.closing:
            target = clean_text(attribute(tag, "href")) if tag.name == "a" else ""
            self._open_html.append((tag.name, line.length, target))
        elif tag.name in SPANS:
            self._close_html(tag.name)
        return number + 1

    def _paired_in(self, tokens: list[Token]) -> frozenset[str]:
        if self._paired is None or self._paired[0] is not tokens:
            source = "".join(token.content for token in tokens if token.type == "html_inline")
            self._paired = tokens, paired_names(source)
        return self._paired[1]

    def _close_html(self, name: str) -> None:
        for index in range(len(self._open_html) - 1, max(-1, len(self._open_html) - _MAX_OPEN), -1):
            if self._open_html[index][0] == name:
                _name, start, target = self._open_html.pop(index)
                if name != "a" or target:
                    self._line.span(SPANS[name], start, target)
                return


def _after_hidden(tokens: list[Token], number: int, name: str) -> int:
    for place in range(number + 1, min(number + 200, len(tokens))):
        if tokens[place].type == "html_inline":
            tag = single_tag(tokens[place].content)
            if tag is not None and tag.closing and tag.name == name:
                return place + 1
    return number + 1
