"""Lines of Markdown read one by one, for what takes a parser too long: kinds are kept, nesting is not."""

from __future__ import annotations

import re
from collections.abc import Callable

from tui_learn.text.inline import unparsed_text
from tui_learn.text.model import BlockKind
from tui_learn.text.raw_block import Cell, RawBlock

_START = re.compile(r" *(?:(#{1,6}) +|([-*+]) +|(\d{1,9}[.)]) +|((?:> ?)+)|(`{3,}|~{3,}))")
_CLOSING_HASHES = re.compile(r" +#+ *$")


_TOGETHER = 100
"""Lines of a block when there are too many for a block each."""


def plain_blocks(source: str, first: int, most: int, read: Callable[[str], Cell]) -> list[RawBlock]:
    """The blocks of lines that begin on line ``first``: headings, items, quotes, code between fences, paragraphs.

    ``read`` gives the visible text of the source of a paragraph. After ``most`` blocks come paragraphs of a hundred
    lines.
    """
    reader = _Reader(read)
    lines = source.split("\n")
    for number, line in enumerate(lines):
        if len(reader.blocks) >= most:
            reader.flush()
            return reader.blocks + _bundles(lines, number, first)
        reader.take(line, first + number)
    reader.flush()
    return reader.blocks


def _bundles(lines: list[str], begin: int, first: int) -> list[RawBlock]:
    blocks = []
    for place in range(begin, len(lines), _TOGETHER):
        texts = map(unparsed_text, lines[place : place + _TOGETHER])
        text = "\n".join(text for text in texts if text)
        if text:
            blocks.append(RawBlock("paragraph", text, first + place))
    return blocks


class _Reader:
    def __init__(self, read: Callable[[str], Cell]) -> None:
        self._read = read
        self.blocks: list[RawBlock] = []
        self._kind: tuple[BlockKind, int, str] = ("paragraph", 0, "")
        self._lines: list[str] = []
        self._first = 0
        self._fence = ""

    def take(self, line: str, number: int) -> None:
        """The next line."""
        if self._fence:
            if line.strip().startswith(self._fence):
                self.flush()
                self._fence = ""
            else:
                self._lines.append(line)
            return
        match = _START.match(line)
        if match is None:
            self._go_on(line, number)
            return
        heading, bullet, ordinal, quote, fence = match.groups()
        rest = line[match.end() :]
        if quote and self._lines and self._kind[0] == "quote":
            self._go_on(rest, number)
            return
        self.flush()
        self._first = number
        if heading:
            self._kind = ("heading", len(heading), "")
            rest = _CLOSING_HASHES.sub("", rest) if len(rest) < 1000 else rest
        elif bullet or ordinal:
            self._kind = ("item", 1, "•" if bullet else f"{int(ordinal[:-1])}.")
        elif quote:
            self._kind = ("quote", min(quote.count(">"), 20), "")
        else:
            self._kind, self._fence = ("code", 0, ""), fence
            rest = rest.strip()
            if not rest:
                return
        self._lines.append(rest)
        if heading:
            self.flush()

    def _go_on(self, line: str, number: int) -> None:
        if not line.strip():
            self.flush()
            return
        if not self._lines:
            self._first = number
        self._lines.append(line)

    def flush(self) -> None:
        """What was gathered becomes a block."""
        if not self._lines:
            self._kind = ("paragraph", 0, "")
            return
        kind, level, marker = self._kind
        source = "\n".join(self._lines)
        text, spans = (source.strip("\n"), ()) if kind == "code" else self._read(source)
        self._lines = []
        self._kind = ("paragraph", 0, "")
        if text.strip():
            self.blocks.append(RawBlock(kind, text, self._first, level, marker, spans))
