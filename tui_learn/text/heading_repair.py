"""Headings whose author forgot the space: ``###Customer`` is a paragraph to CommonMark.

Read that way, every block after it would stand one place off its counterpart, so it is read as a heading and the repair
is reported. Only lines of paragraphs are: code, HTML, tables and lists stay as they are.
"""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

_TIGHT = re.compile(r"(#{1,6})(?=[^\s#])")
_SENTENCE_END = re.compile(r"[.!?…。？！]['\"”’)]*$")
_CLOSING = re.compile(r" #+$")
_LONGEST = 200
"""Characters of a line that may be a heading: a longer one is a paragraph that begins with a tag."""


def tight_heading(line: str) -> tuple[int, str] | None:
    """Level and text of a line without white space around it, where it is a heading that lacks its space."""
    match = _TIGHT.match(line)
    if match is None or len(line) > _LONGEST:
        return None
    hashes, rest = match[1], line[match.end() :]
    if len(hashes) > 1:
        heading = not rest[0].isdigit() or " " in rest
    else:
        # One sign alone is more often a tag (#tag, #1, #one #two) or begins a sentence (#MeToo changed much.).
        heading = (
            rest[0].isalpha()
            and rest[0].isupper()
            and " " in rest
            and "#" not in rest
            and not _SENTENCE_END.search(rest)
        )
    return (len(hashes), _CLOSING.sub("", rest)) if heading else None


def tight_heading_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The block rule; it notes the lines it repairs under ``repaired`` in the environment."""
    place = state.bMarks[start] + state.tShift[start]
    if state.level or state.src[place : place + 1] != "#" or state.is_code_block(start):
        return False
    found = tight_heading(state.src[place : state.eMarks[start]].strip())
    if found is None:
        return False
    if silent:
        return True
    level, text = found
    state.line = start + 1
    token = state.push("heading_open", f"h{level}", 1)
    token.map = [start, start + 1]
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = text, [start, start + 1], []
    state.push("heading_close", f"h{level}", -1)
    state.env.setdefault("repaired", []).append(start)
    return True
