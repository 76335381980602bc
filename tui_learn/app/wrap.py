"""Breaking text into lines of a width, by cells of the terminal and whole graphemes."""

from __future__ import annotations

import re
from functools import cache

from tui_learn.app.cells import width_of
from tui_learn.text import Block

_WIDE = r"[\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_CLOSING = r"[。、，．！？：；」』）】》〉ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ]"
_GAP = r"[^\S\n\xa0\u2007\u202f]"
"""White space at which a line may end."""
_PIECE = rf"{_WIDE}{_CLOSING}*|(?:(?!{_WIDE})(?:\S|[\xa0\u2007\u202f]))+{_CLOSING}*|\n|{_GAP}+"
"""Compiled when a text needs it: few do."""
_SIMPLE = re.compile(
    r"[\n\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0377\u037b-\u037f\u0384-\u0481\u048a-\u052f"
    r"\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2150-\u218b]*"
)
"""Text in which every character is a grapheme of one cell, and only the space and the line feed end a line."""

Stretch = tuple[int, int]
"""First offset, and the offset after the last."""


def prefixes(block: Block, width: int) -> tuple[str, str]:
    """What stands before the first and before every further line of a block: a bullet, a bar, an indent."""
    first = rest = ""
    if block.kind == "item":
        indent = "  " * min(block.level - 1, max(0, width // 12))
        first = f"{indent}{block.marker} " if block.marker else f"{indent}  "
        rest = " " * width_of(first)
    elif block.kind == "quote":
        first = rest = "▎ " * min(block.level, max(1, width // 12))
    return (first, rest) if width_of(first) <= width - 4 else ("", "")


def cut_lines(text: str, start: int, end: int, width: int) -> list[Stretch]:
    """The lines of a listing as they are, cut where they are too long."""
    spans: list[Stretch] = []
    offset = start
    for line in text[start:end].split("\n"):
        spans += _cut(text, offset, offset + len(line), width) or [(offset, offset)]
        offset += len(line) + 1
    return spans


def _cut(text: str, start: int, end: int, width: int) -> list[Stretch]:
    """A stretch cut into pieces of at most ``width`` cells, never inside a grapheme."""
    import regex  # knows graphemes; only words wider than the column need it

    spans: list[Stretch] = []
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


@cache
def _pieces() -> re.Pattern[str]:
    return re.compile(_PIECE)


def fill(text: str, width: int, start: int = 0, end: int | None = None) -> list[Stretch]:
    """Lines of at most ``width`` cells of a stretch of a text, filled greedily; words wider than that are cut."""
    end = len(text) if end is None else end
    if _SIMPLE.fullmatch(text, start, end) is not None:
        return _fill_simple(text, width, start, end)
    return _fill_any(text, width, start, end)


def _fill_simple(text: str, width: int, start: int, end: int) -> list[Stretch]:
    """The same for text of one cell a character: a search for a space a line instead of one step a word."""
    spans: list[Stretch] = []
    find, rfind = text.find, text.rfind
    while start <= end:
        stop = find("\n", start, end)
        last = stop < 0
        stop = end if last else stop
        begin, finish = start, stop
        while begin < stop and text[begin] == " ":
            begin += 1
        while finish > begin and text[finish - 1] == " ":
            finish -= 1
        if begin == finish and not last:
            spans.append((stop, stop))
        while begin < finish:
            if finish - begin <= width:
                spans.append((begin, finish))
                break
            space = rfind(" ", begin, begin + width + 1)
            if space < 0:  # a word wider than the column
                spans.append((begin, begin + width))
                begin += width
            else:
                after = space + 1
                while text[space - 1] == " ":
                    space -= 1
                spans.append((begin, space))
                begin = after
            while begin < finish and text[begin] == " ":
                begin += 1
        start = stop + 1
    return spans or [(end, end)]


def _fill_any(text: str, width: int, start: int, end: int) -> list[Stretch]:
    spans: list[Stretch] = []
    begin: int | None = None
    finish = used = 0
    for match in _pieces().finditer(text, start, end):
        piece = match.group()
        if piece == "\n":
            spans.append((begin, finish) if begin is not None else (match.start(), match.start()))
            begin, used = None, 0
            continue
        if piece.isspace() and piece[0] not in "\xa0\u2007\u202f":
            continue
        cells = width_of(piece)
        gap = width_of(text[finish : match.start()]) if begin is not None else 0
        if begin is not None and used + gap + cells <= width:
            finish, used = match.end(), used + gap + cells
            continue
        if begin is not None:
            spans.append((begin, finish))
        if cells > width:
            *full, tail = _cut(text, match.start(), match.end(), width)
            spans += full
            begin, finish = tail
            used = width_of(text[begin:finish])
        else:
            begin, finish, used = match.start(), match.end(), cells
    if begin is not None:
        spans.append((begin, finish))
    return spans or [(end, end)]
