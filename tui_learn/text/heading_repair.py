"""Headings whose author forgot the space: ``###Customer`` is a paragraph to CommonMark.

Read that way, every block after it would stand one place off its counterpart, so the space is put in
before parsing and the repair is reported.
"""

from __future__ import annotations

import regex
from markdown_it import MarkdownIt

_TIGHT = regex.compile(r" {0,3}(#{1,6})(?=[^\s#])")
_SENTENCE_END = regex.compile(r"[.!?…。？！]['\"”’)]*\s*$")


def _is_heading(line: str, hashes: str) -> bool:
    rest = line.strip().removeprefix(hashes)
    if len(hashes) > 1:
        return not rest[0].isdigit() or " " in rest
    # One sign alone is more often a tag (#tag, #1, #one #two) or begins a sentence (#MeToo changed much.).
    return (
        rest[0].isalpha() and rest[0].isupper() and " " in rest and "#" not in rest and not _SENTENCE_END.search(rest)
    )


def repair_headings(source: str) -> tuple[str, list[int]]:
    """The source with the missing spaces put in, and the lines (from 0) where that was done.

    Only lines of paragraphs are touched: code, HTML and lists stay as they are.
    """
    if not any(_TIGHT.match(line) for line in source.split("\n")):
        return source, []
    lines = source.split("\n")
    repaired: list[int] = []
    for token in MarkdownIt("commonmark", {"maxNesting": 100}).enable("table").parse(source):
        if token.type != "paragraph_open" or token.map is None or token.level:
            continue
        for number in range(*token.map):
            match = _TIGHT.match(lines[number])
            if match and _is_heading(lines[number], match.group(1)):
                lines[number] = lines[number][: match.end()] + " " + lines[number][match.end() :]
                repaired.append(number)
    return "\n".join(lines), repaired
