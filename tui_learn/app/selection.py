"""Words that are selected on the page: where they stand, and what they say. No drawing here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from tui_learn.app.page import Page, SideName

Selection: TypeAlias = tuple[SideName, int, int]
"""A side, and the numbers of the first and of the last word."""


def selected_in(page: Page, selection: Selection, block: int) -> Iterator[tuple[int, int]]:
    """The stretch of a block that is selected, if any, by offsets of its text."""
    side, first, last = selection
    words = page.words(side)
    if words is None:
        return
    first_block, start, _end = page.stretch(side, words.words[first])
    last_block, _start, end = page.stretch(side, words.words[last])
    if first_block <= block <= last_block:
        text = page.edition(side).blocks[block].text
        yield (start if block == first_block else 0), (end if block == last_block else len(text))


def selected_text(page: Page, selection: Selection) -> str:
    """The text from the first to the last word, a line for each block."""
    side, first, last = selection
    words = page.words(side)
    assert words is not None
    blocks = page.edition(side).blocks
    numbers = range(page.stretch(side, words.words[first])[0], page.stretch(side, words.words[last])[0] + 1)
    return "\n".join(blocks[n].text[a:b] for n in numbers for a, b in selected_in(page, selection, n))
