"""Visible text being put together from pieces, with spans over it."""

from __future__ import annotations

import re

from tui_learn.text.clean import clean_text, collapse_spaces
from tui_learn.text.model import Span, SpanKind

UNSPACED = re.compile(
    "[\u2e80-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3041-\u309f\u30a1-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufad9\uff66-\uff9f\U00020000-\U0003ffff，。、；：？！「」『』（）]"
)
"""Characters of scripts written without spaces, and signs among them: between two, a line end in the source is none."""


class Line:
    """Visible text of one block, growing; ``spans`` lie over it."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self.length = 0
        """Characters so far."""
        self.spans: list[Span] = []
        self._last = ""
        self._broken = False

    def add(self, text: str) -> None:
        """Put text at the end, cleaned, its white space collapsed to single spaces."""
        text = collapse_spaces(clean_text(text).replace("\n", " "))
        if self._broken:
            text = text.lstrip(" ")
            if not text:
                return
            # A line end in the source is a space, but not between characters of unspaced scripts.
            if not (UNSPACED.match(self._last) and UNSPACED.match(text)):
                text = " " + text
            self._broken = False
        if not self.length or self._last in " \n":
            text = text.lstrip(" ")
        self._put(text)

    def _put(self, text: str) -> None:
        if text:
            self._pieces.append(text)
            self.length += len(text)
            self._last = text[-1]

    def soft_break(self) -> None:
        """The end of a line in the source."""
        self._broken = True

    def hard_break(self) -> None:
        """The end of a line that the author meant."""
        self._broken = False
        while self._pieces and self._last == " ":
            shorter = self._pieces.pop()[:-1]
            self.length -= 1
            if shorter:
                self._pieces.append(shorter)
            self._last = self._pieces[-1][-1] if self._pieces else ""
        if self.length:
            self._put("\n")

    def span(self, kind: SpanKind, start: int, target: str = "") -> None:
        """Lay a span over everything from offset ``start`` to the end."""
        if start < self.length:
            self.spans.append(Span(kind, start, self.length, target))

    def finish(self) -> tuple[str, tuple[Span, ...]]:
        """The text and its spans, outermost first, none of which begins or ends in white space or is empty."""
        text = "".join(self._pieces).rstrip()
        if not self.spans:
            return text, ()
        spans = []
        for span in self.spans:
            start, end = span.start, min(span.end, len(text))
            while start < end and text[start] in " \n":
                start += 1
            if start < end:
                spans.append(Span(span.kind, start, end, span.target))
        return text, tuple(sorted(spans, key=lambda s: (s.start, -s.end)))
