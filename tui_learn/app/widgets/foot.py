"""The word line at the foot of the reader: the word under the cursor, and its sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget

from tui_learn.app.cells import fit, width_of
from tui_learn.app.page import Page, Position
from tui_learn.app.word_line import Run, one_row, sentence_facts, word_runs

if TYPE_CHECKING:
    from tui_learn.app.word_marks import Said

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
        self._third = ""
        self._hides = False
        self._rows: list[list[Run]] = []
        """What is shown."""
        self._next: list[list[Run]] | None = None
        """What is to be shown, where it was made already."""
        self.said: Callable[[Page, Position], Said] | None = None
        """Tells what the learner has said of the word at a position; None while that is not known."""
        self.hint: Callable[[Page, Position], str] | None = None
        """Tells what else is to be known of the words there, once."""

    def show(
        self, page: Page, position: Position, note: str, can_undo: bool, third: str = "", *, hides: bool = False
    ) -> None:
        """What to say; ``note`` says why nothing is told of the word, ``third`` what a third language calls it.

        With ``hides`` nothing is told of what it means.
        """
        self._page, self._position, self._note, self._can_undo = page, position, note, can_undo
        self._third, self._hides = third, hides
        before, now = self._rows, self._told()
        self._next = now
        if len(before) != len(now):
            self.refresh()
            return
        # Only as much as changes: a key should send little to the terminal.
        changed = [
            Region(0, row, max(_cells(old), _cells(new)), 1)
            for row, (old, new) in enumerate(zip(before, now, strict=True))
            if old != new
        ]
        if changed:
            self.refresh(*changed)

    def on_resize(self) -> None:
        """What was made was for another width."""
        self._next = None

    def _told(self) -> list[list[Run]]:
        """The rows."""
        page, position, width = self._page, self._position, self.content_size.width
        if page is None:
            return []
        said = self._said(page, position)
        hint = self.hint(page, position) if self.hint is not None else ""
        frequency = _frequency(page, position)
        if self.content_size.height < 2:
            return [one_row(page, position, width, self._note, self._can_undo, said, hint=hint, frequency=frequency)]
        facts = sentence_facts(page, position, self._can_undo)
        while len(facts) > 1 and width_of(" · ".join(facts)) > width:
            facts.pop()
        runs = word_runs(page, position, width, self._note, said, hint=hint, frequency=frequency)
        return [runs, [(fit(" · ".join(facts), width), "quiet")]]

    def _said(self, page: Page, position: Position) -> Said | None:
        if self.said is None and not self._third:
            return None
        from tui_learn.app.word_marks import NOTHING_SAID

        said = self.said(page, position) if self.said is not None else NOTHING_SAID
        return said.without_meaning() if self._hides else replace(said, third=self._third)

    def render(self) -> RenderResult:
        """The line, or the two."""
        self._rows = self._next if self._next is not None else self._told()
        self._next = None
        return Content("\n").join([_content(runs) for runs in self._rows])


def _frequency(page: Page, position: Position) -> str:
    word = page.word(position)
    if word is None:
        return ""
    from tui_learn.app.frequency_words import frequency_words

    return frequency_words((word.text, word.lexeme), page.edition(position.side).language) or ""


def _cells(runs: list[Run]) -> int:
    return _content(runs).cell_length


def _content(runs: list[Run]) -> Content:
    return Content("   ").join([Content.styled(text, _STYLES[how]) for text, how in runs])
