"""The Markdown parser: CommonMark with tables, strike-through, footnotes and definition lists, its work bounded.

Some input takes a parser minutes for a few kilobytes (brackets in brackets) and some is merely slow (a hundred
thousand items of two letters). So every step is counted: a paragraph that takes too many is taken as it stands, and so
is the rest of a document. What is counted is work, not time, so a file is always read the same way.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from types import SimpleNamespace
from typing import Any

from markdown_it import MarkdownIt, helpers
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock, html_block
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from tui_learn.text.footnotes import inline_note, note_mark
from tui_learn.text.heading_repair import tight_heading_rule
from tui_learn.text.tables import table

MAX_NESTING = 100
_DEEPEST = 90
"""The parser drops what is nested ``MAX_NESTING`` deep; what is this deep is taken as it stands before that."""
_LEAST_LINES = 5_000
_LEAST_MARKS = 20_000
_EACH = 3
"""Marks the parsing of a paragraph counts for, however few there are in it."""
_MOST_MARKS = 20_000
"""In one paragraph."""
_WINDOW = 2_000
"""Characters of an address or a title of a link."""


class TooMuch(Exception):
    """A paragraph takes more steps than it is worth."""


@dataclass(slots=True)
class Budget:
    """Steps left, for a source of so many characters."""

    lines: int
    """Looks at a line, of which a line of a plain paragraph takes about one and an item of a list four."""
    marks: int
    """Looks at a mark inside paragraphs, about 4 µs each."""
    here: int = 0
    """Of those, what the paragraph being read may take."""
    ends: dict[str, int] = field(default_factory=dict)
    """Where the source ends an HTML block for the last time, by what ends it."""

    @classmethod
    def of(cls, source: str) -> Budget:
        """What a source may cost."""
        return cls(_LEAST_LINES + len(source) // 20, _LEAST_MARKS + len(source) // 10)

    def pay(self, steps: int) -> None:
        """Take steps from the paragraph. Raises ``TooMuch`` when there are none left."""
        self.here -= steps
        if self.here < 0:
            raise TooMuch


@contextmanager
def collecting_later() -> Iterator[None]:
    """Without the garbage collector, which would walk all tokens again and again while more are made."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@cache
def parser() -> MarkdownIt:
    """The one parser: making it takes as long as reading a page."""
    markdown = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("strikethrough")
    footnote_plugin(markdown, move_to_end=False)
    deflist_plugin(markdown)
    terminated: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    markdown.block.ruler.before("table", "budget", _count_line, terminated)
    markdown.block.ruler.at("table", table, {"alt": ["paragraph", "reference"]})
    markdown.block.ruler.enable("table")
    markdown.block.ruler.before("paragraph", "tight_heading", tight_heading_rule, {"alt": ["paragraph"]})
    html: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}
    markdown.block.ruler.at("html_block", _html_block, html)
    markdown.inline.ruler.after("text", "budget", _count_mark)
    markdown.inline.ruler.at("footnote_inline", inline_note)
    markdown.inline.ruler.at("footnote_ref", note_mark)
    markdown.helpers = SimpleNamespace(  # type: ignore[assignment]
        parseLinkLabel=_link_label, parseLinkDestination=_link_destination, parseLinkTitle=helpers.parseLinkTitle
    )
    return markdown


def parse_blocks(source: str) -> tuple[list[Token], dict[str, Any]]:
    """The block tokens of a source, and the environment that ``parse_inline`` needs to read what is in them.

    A token ``rest`` holds lines that were not parsed, a token ``row`` the cells of a row. ``repaired`` in the
    environment are the lines of headings that lack their space.
    """
    environment: dict[str, Any] = {"budget": Budget.of(source)}
    tokens: list[Token] = []
    with collecting_later():
        parser().block.parse(source, parser(), environment, tokens)
    return tokens, environment


def parse_inline(content: str, environment: dict[str, Any]) -> list[Token] | None:
    """The inline tokens of a paragraph; None where it takes more steps than it is worth."""
    budget: Budget = environment["budget"]
    share = min(2_000 + len(content), _MOST_MARKS, max(0, budget.marks - _EACH))
    if not share:
        return None
    budget.here = share
    tokens: list[Token] = []
    try:
        parser().inline.parse(content, parser(), environment, tokens)
    except (TooMuch, RecursionError):
        return None
    finally:
        budget.marks -= _EACH + share - max(0, budget.here)
    return tokens


def _count_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    budget: Budget = state.env["budget"]
    budget.lines -= 1
    if budget.lines >= 0 and state.level < _DEEPEST:
        if silent:
            return False
        budget.lines -= 1
        return _short_paragraph(state, start, end)
    if not silent:
        token = state.push("rest", "", 0)
        token.map = [start, end]
        token.content = state.getLines(start, end, state.blkIndent, False)
        state.line = end
    return True


def _short_paragraph(state: StateBlock, start: int, end: int) -> bool:
    """A paragraph of one line that begins with a letter, with an empty line below: nothing else it could be.

    Most paragraphs are such, and going through all the rules for them takes three times as long.
    """
    after = start + 1
    place = state.bMarks[start] + state.tShift[start]
    if not state.src[place : place + 1].isalpha() or (after < end and not state.isEmpty(after)):
        return False
    below = after + 1
    if state.is_code_block(start) or (below < end and state.src[state.bMarks[below] + state.tShift[below]] in ":~"):
        return False  # code, or the term of a definition list
    token = state.push("inline", "", 0)
    token.content = state.src[place : state.eMarks[start]].strip()
    token.map = [start, after]
    state.line = after
    return True


def _count_mark(state: StateInline, silent: bool) -> bool:
    budget: Budget = state.env["budget"]
    budget.here -= 1
    if budget.here < 0:
        raise TooMuch
    return False


_ENDS = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>"}
_RAW = ("<script", "<pre", "<style", "<textarea")


def _html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """HTML blocks, but what nothing ends begins none: it would hide all the rest of the document."""
    place = state.bMarks[start] + state.tShift[start]
    source = state.src
    if place >= state.eMarks[start] or source[place] != "<":
        return False
    opening = source[place : place + 9].lower()
    for begins, ends in _ENDS.items():
        if opening.startswith(begins.lower()) and _last(state, ends) < place:
            return False
    if opening.startswith(_RAW) and max(_last(state, "</" + name[1:] + ">") for name in _RAW) < place:
        return False
    return html_block(state, start, end, silent)


def _last(state: StateBlock, end: str) -> int:
    known: dict[str, int] = state.env["budget"].ends
    if end not in known:
        known[end] = state.src.lower().rfind(end.lower())
    return known[end]


def _link_label(state: StateInline, start: int, disableNested: bool = False) -> int:
    """As ``helpers.parseLinkLabel``, every step counted: it looks through the rest for each bracket."""
    budget: Budget = state.env["budget"]
    before = state.pos
    state.pos = start + 1
    level = 1
    found = -1
    while state.pos < state.posMax:
        budget.pay(1)
        character = state.src[state.pos]
        if character == "]":
            level -= 1
            if level == 0:
                found = state.pos
                break
        place = state.pos
        state.md.inline.skipToken(state)
        if character == "[":
            if place == state.pos - 1:
                level += 1
            elif disableNested:
                break
    state.pos = before
    return found


def _link_destination(string: str, pos: int, maximum: int) -> Any:
    # A longer address is no address: what is looked through without an end is looked through again and again.
    return helpers.parseLinkDestination(string, pos, min(maximum, pos + _WINDOW))
