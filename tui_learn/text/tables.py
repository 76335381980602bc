"""Tables as GitHub reads them, one token a row with the source of its cells.

Not markdown-it's own rule: that drops the cells a row has more than the head, and makes five tokens a cell.
https://github.github.com/gfm/#tables-extension-
"""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

_RULE = re.compile(r"\|?(?: *:?-+:? *\|)* *:?-+:? *\|?|\| *:?-+:? *\|?")
_BAR = re.compile(r"(?<!\\)\|")


def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The block rule: a head, a row of dashes with as many cells, and rows up to an empty line or another block."""
    under = start + 1
    if (
        under >= end
        or state.sCount[under] < state.blkIndent
        or state.is_code_block(under)
        or state.is_code_block(start)
    ):
        return False
    dashes = _line(state, under)
    if dashes[:1] not in ("|", "-", ":") or dashes[:2] == "- " or len(dashes) < 2:
        return False
    head = _line(state, start)
    if "|" not in head or _RULE.fullmatch(dashes) is None:
        return False
    columns = cells_of(head)
    if not columns or len(columns) != len(cells_of(dashes)):
        return False
    if silent:
        return True
    parent, state.parentType = state.parentType, "table"
    _row(state, start, columns)
    line = under + 1
    terminators = state.md.block.ruler.getRules("blockquote")
    while line < end and state.sCount[line] >= state.blkIndent and not state.is_code_block(line):
        text = _line(state, line)
        if not text or any(rule(state, line, end, True) for rule in terminators):
            break
        _row(state, line, cells_of(text))
        line += 1
    state.parentType = parent
    state.line = line
    return True


def cells_of(line: str) -> list[str]:
    """The sources of the cells of a row; ``\\|`` is no border but a bar."""
    cells = _BAR.split(line)
    if cells and not cells[0]:
        del cells[0]
    if cells and not cells[-1]:
        del cells[-1]
    return [cell.replace("\\|", "|").strip() for cell in cells]


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()


def _row(state: StateBlock, line: int, cells: list[str]) -> None:
    token = state.push("row", "", 0)
    token.map = [line, line + 1]
    token.meta = {"cells": cells}
