"""Text nested so deep that a Markdown parser would drop it, brought back to a depth that is shown.

CommonMark sets no limit, but parsers do (ours at 100 levels), and drop what lies beyond without a word.
"""

from __future__ import annotations

import re

DEPTH = 20
"""Quotes and lists in one line that are kept."""
MAX_INDENT = 4 * DEPTH
"""Columns a list item may be indented by."""

_MARKER = re.compile(r"[ ]*+(?:>|[-*+](?=[ ])|\d{1,9}[.)](?=[ ]))")
_ITEM = re.compile(r"[ ]*+(?:[-*+]|\d{1,9}[.)])[ ]")
_RULE = re.compile(r"[-*_ ]*")
_DEEP = re.compile(
    rf"^(?:[ ]*+(?:>|[-*+](?=[ ])|\d{{1,9}}[.)](?=[ ]))){{{DEPTH + 1}}}"
    rf"|^[ ]{{{MAX_INDENT + 1},}}(?:[-*+]|\d{{1,9}}[.)])[ ]",
    re.MULTILINE,
)
"""A line that may have to be brought up: few sources have any."""
_FENCE = re.compile(r"[ ]{0,3}(```+|~~~+)")


def flatten_nesting(source: str) -> tuple[str, list[int]]:
    """The source with too deep lines brought up, and the numbers of those lines, from 0. Lines stay lines."""
    if _DEEP.search(source) is None:
        return source, []
    lines = source.split("\n")
    changed: list[int] = []
    fence = ""
    for number, line in enumerate(lines):
        opening = _FENCE.match(line)
        if fence:
            if opening and opening[1].startswith(fence):
                fence = ""
            continue
        if opening:
            fence = opening[1]
            continue
        flat = _flatten(line)
        if flat != line:
            lines[number] = flat
            changed.append(number)
    return "\n".join(lines), changed


def _flatten(line: str) -> str:
    if _RULE.fullmatch(line):
        return line
    item = _ITEM.match(line)
    indent = len(line) - len(line.lstrip(" "))
    if item and indent > MAX_INDENT:
        line = " " * MAX_INDENT + line[indent:]
    place = count = kept = 0
    while match := _MARKER.match(line, place):
        place = match.end()
        count += 1
        if count == DEPTH:
            kept = place
    return line if count <= DEPTH else line[:kept] + " " + line[place:].lstrip(" ")
