"""How long somebody has read, and how many words of the language that is learned. Nothing here draws."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

LONGEST_GAP = 60.0
"""Seconds after the last sign of life for which somebody is taken to be reading."""
FASTEST = 10.0
"""Words a second: nobody reads a foreign language faster, what flies past more quickly is leafed through."""
SHORTEST = 1000
"""Milliseconds; less is kept until there is more, for it is not worth a line in the log."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read since it was last asked."""

    milliseconds: int
    words: int


class ReadingClock:
    """One visit to an article in one pair of languages; each sentence counts once in it.

    It runs from the first ``shown`` or ``active`` on. Time is what ``now`` (in seconds) has gone on; where it goes
    back, no time has passed. Words are those of sentences that stood in view, one after the other from the top, as
    long as it takes to read them at ``FASTEST``; one that was scrolled away before it was read to its end is none.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._seen = now()
        self._idle = LONGEST_GAP
        """Seconds since the last sign of life."""
        self._covered = False
        self._seconds = 0.0
        """Read and not flushed yet."""
        self._words = 0
        self._view: tuple[tuple[int, int], ...] = ()
        self._read: set[int] = set()
        self._begun = 0.0
        """Words of the first sentence in view that is not read yet, as far as it was read."""

    def active(self) -> None:
        """A key, the mouse, a turn of its wheel: somebody is there."""
        self._tick()
        self._idle = 0.0

    def shown(self, sentences: Iterable[tuple[int, int]]) -> None:
        """The sentences now in view, in the order of reading: the number of each, and how many words it has.

        Only those of the language that is learned, and only those in sight whole or nearly. Another view than before
        is a sign of life, the same drawn again is none.
        """
        self._tick()
        view = tuple(sentences)
        if view == self._view:
            return
        before = self._next()
        self._view = view
        if self._next() != before:
            self._begun = 0.0
        self._idle = 0.0

    def cover(self) -> None:
        """The text is no longer in sight: another screen lies over it, or the reader was left."""
        self._tick()
        self._covered = True

    def uncover(self) -> None:
        """It is in sight again."""
        self._tick()
        self._covered = False
        self._idle = 0.0

    def flush(self) -> Reading | None:
        """What was read since the last time, to be stored; None where that is not worth it (yet)."""
        self._tick()
        milliseconds = int(self._seconds * 1000)
        if milliseconds < SHORTEST:
            return None
        reading = Reading(milliseconds, self._words)
        self._seconds = max(0.0, self._seconds - milliseconds / 1000)
        self._words = 0
        return reading

    def put_back(self, reading: Reading) -> None:
        """What was flushed could not be stored: it belongs to the next."""
        self._seconds += reading.milliseconds / 1000
        self._words += reading.words

    # --- counting

    def _tick(self) -> None:
        now = self._now()
        passed = max(0.0, now - self._seen)
        self._seen = now
        if self._covered:
            return
        counted = min(passed, max(0.0, LONGEST_GAP - self._idle))
        self._idle += passed
        self._seconds += counted
        self._go_on(counted * FASTEST)

    def _go_on(self, words: float) -> None:
        """So many words further down the view."""
        self._begun += words
        while (sentence := self._next()) is not None:
            number, length = sentence
            if self._begun < length:
                return
            self._begun -= length
            self._read.add(number)
            self._words += length
        self._begun = 0.0  # whoever looks at what was read already does not read what comes next

    def _next(self) -> tuple[int, int] | None:
        """The first sentence in view that is not read yet."""
        return next(((number, max(0, length)) for number, length in self._view if number not in self._read), None)
