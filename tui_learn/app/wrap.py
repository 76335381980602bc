"""Breaking blocks into lines of a width, by cells of the terminal and whole graphemes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tui_learn.app.cells import width_of
from tui_learn.text import Block

_WIDE = r"[\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_CLOSING = r"[。、，．！？：；」』）】》〉ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ]"
_PIECE = re.compile(rf"{_WIDE}{_CLOSING}*|(?:(?!{_WIDE})[^\s])+{_CLOSING}*|\n|[^\S\n]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of a block on one row of the screen."""

    block: int
    start: int
    """Offset in the block's text."""
    end: int
    prefix: str
    """What stands before the text: a bullet, a bar, an indent."""


def prefixes(block: Block, width: int) -> tuple[str, str]:
    """What stands before the first and before every further line of a block."""
    if block.kind == "item":
        indent = "  " * min(block.level - 1, max(0, width // 12))
        first = f"{indent}{block.marker} " if block.marker else f"{indent}  "
        return first, " " * width_of(first)
    if block.kind == "quote":
        bar = "▎ " * min(block.level, max(1, width // 12))
        return bar, bar
    return "", ""


def wrap_block(block: Block, width: int) -> list[Line]:
    """The lines of a block in a column of ``width`` cells; at least one."""
    first, rest = prefixes(block, width)
    if width_of(first) > width - 4:
        first = rest = ""
    inner = max(1, width - width_of(first))
    spans = _cut_lines(block.text, inner) if block.kind == "code" else fill(block.text, inner)
    return [Line(block.number, start, end, first if number == 0 else rest) for number, (start, end) in enumerate(spans)]


def _cut_lines(text: str, width: int) -> list[tuple[int, int]]:
    """Lines as they are, cut where they are too long."""
    spans: list[tuple[int, int]] = []
    offset = 0
    for line in text.split("\n"):
        spans += _cut(text, offset, offset + len(line), width) or [(offset, offset)]
        offset += len(line) + 1
    return spans


def _cut(text: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
    """A stretch cut into pieces of at most ``width`` cells, never inside a grapheme."""
    import regex  # knows graphemes; only words wider than the column need it

    spans: list[tuple[int, int]] = []
    begin, used = start, 0
    for match in regex.finditer(r"\X", text, pos=start, endpos=end):
        cells = width_of(match.group())
        if used and used + cells > width:
            spans.append((begin, match.start()))
            begin, used = match.start(), 0
        used += cells
    if begin < end:
        spans.append((begin, end))
    return spans


def fill(text: str, width: int) -> list[tuple[int, int]]:
    """(start, end) of lines of at most ``width`` cells, filled greedily; words wider than that are cut."""
    spans: list[tuple[int, int]] = []
    begin: int | None = None
    end = used = 0
    for match in _PIECE.finditer(text):
        piece = match.group()
        if piece == "\n":
            spans.append((begin, end) if begin is not None else (match.start(), match.start()))
            begin, used = None, 0
            continue
        if piece.isspace():
            continue
        cells = width_of(piece)
        gap = width_of(text[end : match.start()]) if begin is not None else 0
        if begin is not None and used + gap + cells <= width:
            end, used = match.end(), used + gap + cells
            continue
        if begin is not None:
            spans.append((begin, end))
        if cells > width:
            *full, last = _cut(text, match.start(), match.end(), width)
            spans += full
            begin, end = last
            used = width_of(text[begin:end])
        else:
            begin, end, used = match.start(), match.end(), cells
    if begin is not None:
        spans.append((begin, end))
    return spans or [(0, 0)]
