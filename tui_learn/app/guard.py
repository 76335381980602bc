"""The last line of defence: nothing that a terminal would act on leaves the app as text."""

from __future__ import annotations

import re

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Guard(LineFilter):
    """Deletes control and bidirectional characters from every line; the text was cleaned on its way in."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments, with unsafe characters deleted from their text."""
        return [
            segment
            if segment.control or not _UNSAFE.search(segment.text)
            else Segment(_UNSAFE.sub("", segment.text), segment.style)
            for segment in segments
        ]
