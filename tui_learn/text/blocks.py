"""Markdown to blocks: what kind each piece of text is, what it says, and where it stands in the file.

HTML shows as its text. Visible text never holds markup; links, code, images, emphasis and marks of footnotes are spans
over it. No visible text is lost: what is too entangled or too deep for the parser is shown as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from markdown_it.token import Token

from tui_learn.text.clean import clean_line
from tui_learn.text.footnotes import notes_of
from tui_learn.text.html_text import html_blocks, text_of_html
from tui_learn.text.inline import read_inline
from tui_learn.text.markdown import collecting_later, parse_blocks
from tui_learn.text.model import Span
from tui_learn.text.plain_lines import plain_blocks
from tui_learn.text.raw_block import Cell, RawBlock, kind_at, row_block

__all__ = ["RawBlock", "Reading", "read_blocks", "read_markdown", "text_of_html"]

_TASK = re.compile(r"\[([ xX])\][ \n]+(?=\S)")
_LEAST_BLOCKS = 5_000
_LONG = 4_000
"""Characters of a block where there are too many blocks."""
_NOTE_MARKER = "note:"
"""Before the name of a note, until its number is known."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a source became."""

    blocks: list[RawBlock]
    """In document order."""
    repaired: list[int] = field(default_factory=list)
    """Lines, from 0, of headings without a space after their signs."""
    entangled: list[int] = field(default_factory=list)
    """Lines, from 0, of what is shown as it stands, because parsing it would take too long."""


def read_blocks(source: str) -> list[RawBlock]:
    """The blocks of a cleaned Markdown source (no front matter), in document order.

    A block without visible text (a rule, a comment) is none. Lists give one ``item`` a paragraph, tables one ``row`` a
    row, a definition list a paragraph for the term and an ``item`` marked ``:`` for each meaning, a footnote an
    ``item`` marked ``[1]`` where it stands.
    """
    return read_markdown(source).blocks


def read_markdown(source: str) -> Reading:
    """As ``read_blocks``, with the lines that were not read as they are written."""
    tokens, environment = parse_blocks(source)
    reader = _Reader(environment, _LEAST_BLOCKS + len(source) // 30)
    with collecting_later():
        for token in tokens:
            reader.take(token)
        return Reading(reader.finished(), environment.get("repaired", []), reader.entangled)


class _Reader:
    """What is open while the tokens of a document are read."""

    def __init__(self, environment: dict[str, Any], most: int) -> None:
        self._most = most
        self._gathers = False  # whether the last block gathers what would be too many blocks
        self.entangled: list[int] = []
        self._environment = environment
        self._blocks: list[RawBlock] = []
        self._lists: list[tuple[bool, int]] = []  # (ordered, next number), innermost last
        self._marker = ""
        self._quotes = self._heading = 0
        self._term = False
        self._item_begins = False
        self._line = 0
        self._notes: list[int] = []  # the line of each note written into its sentence
        self._named = False

    def take(self, token: Token) -> None:
        """The next token."""
        if token.map:
            self._line = token.map[0]
        kind = token.type
        if kind == "inline":
            self._inline(token)
        elif kind in ("fence", "code_block"):
            text = token.content.strip("\n")
            if text.strip():
                self._put([RawBlock("code", text, self._line)])
        elif kind == "row":
            self._put(row_block([self._read(cell) for cell in token.meta["cells"]], self._line))
        elif kind == "html_block":
            most = self._most - len(self._blocks)
            self._blocks += html_blocks(
                token.content, self._line, lists=len(self._lists), quotes=self._quotes, most=most
            )
            self._gathers = False
        elif kind == "rest":
            self.entangled.append(self._line)
            self._blocks += plain_blocks(token.content, self._line, self._most - len(self._blocks), self._read)
            self._gathers = False
        elif token.nesting:
            self._container(kind, token)

    def _put(self, blocks: list[RawBlock]) -> None:
        """Keep blocks; when there are too many, as lines of long paragraphs."""
        if len(self._blocks) + len(blocks) <= self._most:
            self._blocks += blocks
            return
        for block in blocks:
            last = self._blocks[-1] if self._gathers else None
            if last is not None and len(last.text) < _LONG:
                self._blocks[-1] = last._replace(text=f"{last.text}\n{block.text}")
            else:
                if not self._gathers:
                    self.entangled.append(block.line)
                self._gathers = True
                self._blocks.append(RawBlock("paragraph", block.text, block.line))

    def _container(self, kind: str, token: Token) -> None:
        opens = token.nesting > 0
        if kind in ("bullet_list_open", "ordered_list_open"):
            ordered = kind == "ordered_list_open"
            self._lists.append((ordered, int(token.attrGet("start") or 0) if ordered else 0))
            if ordered and token.attrGet("start") is None:
                self._lists[-1] = (True, 1)
        elif kind == "list_item_open":
            ordered, number = self._lists[-1]
            self._marker = f"{number}." if ordered else "•"
            self._lists[-1] = (ordered, number + 1)
            self._item_begins = True
        elif kind == "dd_open":
            self._lists.append((False, 0))
            self._marker = ":"
        elif kind == "footnote_reference_open":
            self._lists.append((False, 0))
            self._marker = _NOTE_MARKER + str(token.meta["label"])
            self._named = True
        elif kind in ("bullet_list_close", "ordered_list_close", "dd_close", "footnote_reference_close"):
            self._lists.pop()
            self._marker = ""
        elif kind in ("blockquote_open", "blockquote_close"):
            self._quotes += 1 if opens else -1
        elif kind in ("heading_open", "heading_close"):
            self._heading = int(token.tag[1]) if opens else 0
        elif kind in ("dt_open", "dt_close"):
            self._term = opens

    def _inline(self, token: Token) -> None:
        content = token.content
        if self._item_begins:
            task = _TASK.match(content)
            if task is not None:
                box = "☐" if task[1] == " " else "☑"
                self._marker = box if self._marker == "•" else f"{self._marker} {box}"
                content = content[task.end() :]
        self._item_begins = False
        text, spans = self._read(content)
        if text:
            kind, level = kind_at(self._heading, len(self._lists), self._quotes)
            if self._term:
                spans = (Span("strong", 0, len(text)), *spans)
            marker = ""
            if kind == "item" and not self._term:
                marker, self._marker = self._marker, ""
            self._put([RawBlock(kind, text, self._line, level, marker, spans)])

    def _read(self, content: str) -> Cell:
        cell, entangled = read_inline(content, self._environment)
        if entangled:
            self.entangled.append(self._line)
        if "footnotes" in self._environment:
            known = len(self._environment["footnotes"].get("list", ()))
            self._notes += [self._line] * (known - len(self._notes))
        return cell

    def finished(self) -> list[RawBlock]:
        """All blocks, with the notes written into their sentences at the end, and every note numbered."""
        blocks = self._blocks
        if "footnotes" not in self._environment:
            return blocks
        notes = notes_of(self._environment)
        number = 0
        while number < len(notes["list"]):  # a note may hold another
            note = notes["list"][number]
            if "content" in note:
                self._line = self._notes[number]
                text, spans = self._read(note["content"])
                if text:
                    blocks.append(RawBlock("item", text, self._line, 1, f"[{number + 1}]", spans))
            number += 1
        return [self._numbered(block, notes["refs"]) for block in blocks] if self._named else blocks

    def _numbered(self, block: RawBlock, refs: dict[str, int]) -> RawBlock:
        if not block.marker.startswith(_NOTE_MARKER):
            return block
        name = block.marker.removeprefix(_NOTE_MARKER)
        number = refs.get(":" + name, -1)
        return block._replace(marker=f"[{number + 1 if number >= 0 else clean_line(name)[:12]}]")
