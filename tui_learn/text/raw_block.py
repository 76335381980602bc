"""A block as the Markdown reader hands it on: not yet cut into sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui_learn.text.model import BlockKind, Span

CELL_GAP = "  ·  "
"""Between the cells of a table row."""


class RawBlock(NamedTuple):
    """A block before it is cut into sentences."""

    kind: BlockKind
    text: str
    """Visible text; ``\\n`` only where the author broke the line."""
    line: int
    """First line in the Markdown source, from 0."""
    level: int = 0
    """1 to 6 for headings, nesting depth for list items and quotes."""
    marker: str = ""
    """``•``, ``1.``, ``☐``, ``:`` or ``[1]`` for the first paragraph of a list item, definition or footnote."""
    spans: tuple[Span, ...] = ()


Cell = tuple[str, tuple[Span, ...]]
"""Visible text of a table cell and the spans over it."""


def kind_at(heading: int, lists: int, quotes: int) -> tuple[BlockKind, int]:
    """Kind and level of a paragraph by what it stands in: a heading's level, the depth of lists and of quotes."""
    if heading:
        return "heading", heading
    if lists:
        return "item", lists
    if quotes:
        return "quote", quotes
    return "paragraph", 0


def row_block(cells: Sequence[Cell], line: int) -> list[RawBlock]:
    """The block of a table row; none where no cell says anything."""
    if not any(text for text, _spans in cells):
        return []
    pieces: list[str] = []
    spans: list[Span] = []
    length = 0
    for cell, cell_spans in cells:
        if length:
            pieces.append(CELL_GAP)
            length += len(CELL_GAP)
        spans += [Span(s.kind, s.start + length, s.end + length, s.target) for s in cell_spans]
        pieces.append(cell)
        length += len(cell)
    return [RawBlock("row", "".join(pieces), line, spans=tuple(spans))]
