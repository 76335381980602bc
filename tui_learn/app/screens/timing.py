"""The part of the reader that knows how long is read, and how many words: kept with the progress."""

from __future__ import annotations

from typing import Any

from tui_learn.app.page import Page, SideName
from tui_learn.app.reading_clock import ReadingClock
from tui_learn.app.screens.mending import MendingScreen
from tui_learn.app.widgets.aligned_view import AlignedView
from tui_learn.library import Article, Pair
from tui_learn.progress import ProgressDamaged, ProgressNotSaved

KEEP_EVERY = 180.0
"""Seconds after which what was read is written down."""


class TimingScreen(MendingScreen):
    """Shows a page that is read."""

    def __init__(self, article: Article, pair: Pair) -> None:
        super().__init__(article, pair)
        self._clock = ReadingClock()
        self._told_unread = False

    def begin_timing(self) -> None:
        """From now on somebody reads."""
        self._clock = ReadingClock()
        self.set_interval(KEEP_EVERY, self.keep_reading)

    def note_view(self) -> None:
        """The page was scrolled, or other text is on it."""
        page = self._page
        for view in self.query(AlignedView):
            if page is not None:
                self._clock.shown(self._in_view(page, view, page.learned_side))

    @staticmethod
    def _in_view(page: Page, view: AlignedView, side: SideName) -> list[tuple[int, int]]:
        """The sentences of a side that are on the screen as a whole, and how many words each has."""
        seen: dict[int, tuple[int, int]] = {}
        for line in view.lines_in_view():
            passage = line.passage
            if passage.side == side and not passage.swaps:
                begin, _end = seen.get(passage.block, (line.start, 0))
                seen[passage.block] = (min(begin, line.start), line.end)
        words, edition = page.words(side), page.edition(side)
        found = []
        for block, (begin, end) in seen.items():
            for number in page.sentences_between(side, block, begin, end):
                sentence = edition.sentences[number]
                if sentence.end <= end and edition.is_prose(sentence):
                    count = len(words.of_sentence(number)) if words is not None else len(sentence.text.split())
                    found.append((number, count))
        return found

    def on_screen_suspend(self) -> None:
        """Something else is in sight."""
        self._clock.cover()

    def on_screen_resume(self) -> None:
        """The page is in sight again."""
        self._clock.uncover()

    def keep_reading(self) -> None:
        """Write down what was read since the last time."""
        reading = self._clock.flush()
        if reading is None:
            return
        told: dict[str, Any] = {"group": str(self.pair), "milliseconds": reading.milliseconds, "words": reading.words}
        try:
            self.app.desk.progress().read(self.article.id, **told)
        except (ProgressNotSaved, ProgressDamaged) as error:
            self._clock.put_back(reading)
            if not self._told_unread:  # once: nothing is lost that one would have to do something about
                self._told_unread = True
                self.app.tell(str(error), "error")
