"""Pointing at a word of a sentence."""

from __future__ import annotations

from textual.content import Content

from tui_learn.app.answering.pieces import CURSOR
from tui_learn.app.answering.way import Keys, Way
from tui_learn.app.hanging import labelled
from tui_learn.app.lit_text import LIT
from tui_learn.i18n import gettext as _
from tui_learn.quiz.session import Answered


class Pointing(Way):
    """The arrows go from word to word, Enter answers."""

    actions = frozenset({"point"})

    def move(self, by: int) -> None:
        """Another word under the cursor."""
        self.highlighted = self._next(by, len(self.exercise.tokens))

    def done(self) -> str | None:
        """The word under the cursor."""
        return None if self.highlighted is None else str(self.highlighted + 1)

    def keys(self) -> Keys:
        """The arrows; Enter once they were used."""
        keys = [("← →", _("word"))]
        return keys if self.highlighted is None else [*keys, ("Enter", _("answer"))]

    def parts(self, width: int) -> list[Content]:
        """The sentence as it is shown, with the cursor on one of its words."""
        content = Content(self.exercise.sentence)
        if self.highlighted is not None:
            spot = self.exercise.tokens[self.highlighted]
            content = content.stylize(CURSOR, spot.start, spot.end)
        return [labelled(self.exercise.key_lang, content, width)]

    def answered(self, answered: Answered, width: int) -> list[Content]:
        """The right word lit, a wrongly chosen one struck through."""
        content = Content(self.exercise.sentence)
        for number, spot in enumerate(self.exercise.tokens):
            if number == self.exercise.key_index:
                content = content.stylize(LIT, spot.start, spot.end)
            elif number == answered.outcome.chosen:
                content = content.stylize("strike $error", spot.start, spot.end)
        return [labelled(self.exercise.key_lang, content, width)]
