"""The word line at the foot of the reader: the word under the cursor, and its sentence."""

from __future__ import annotations

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from tui_learn.app.cells import fit
from tui_learn.app.page import Page, Position
from tui_learn.app.word_line import Run, one_row, sentence_facts, word_runs

TALL = 24
"""Rows of the screen from which the sentence has a row of its own."""

_STYLES: dict[str, str] = {"word": "bold $foreground", "answer": "$foreground", "quiet": "$quiet"}


class WordLine(Widget):
    """One row for word and sentence, or one for each where there is room."""

    DEFAULT_CSS = """
    WordLine { height: 1; padding: 0 2; color: $quiet; background: $surface; }
    WordLine.-tall { height: 2; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._page: Page | None = None
        self._position = Position("left", 0)
        self._note = ""
        self._can_undo = False

    def show(self, page: Page, position: Position, note: str, can_undo: bool) -> None:
        """What to say; ``note`` says why nothing is known of the words yet."""
        self._page, self._position, self._note, self._can_undo = page, position, note, can_undo
        self.refresh()

    def render(self) -> RenderResult:
        """The line, or the two."""
        page, position, width = self._page, self._position, self.content_size.width
        if page is None:
            return ""
        if self.content_size.height < 2:
            return _content(one_row(page, position, width, self._note, self._can_undo))
        facts = " · ".join(sentence_facts(page, position, self._can_undo))
        word = _content(word_runs(page, position, width, self._note))
        return Content("\n").join([word, Content(fit(facts, width))])


def _content(runs: list[Run]) -> Content:
    return Content("   ").join([Content.styled(text, _STYLES[how]) for text, how in runs])
