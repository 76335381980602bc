"""Choosing one of several: options, said or altered, or the pair of sentences that does not hold."""

from __future__ import annotations

from textual.content import Content

from tui_learn.app.answering.pieces import listed, look
from tui_learn.app.answering.way import Keys, Way
from tui_learn.app.hanging import hanging, labelled
from tui_learn.app.signs import SIGNS
from tui_learn.i18n import gettext as _
from tui_learn.quiz.session import Answered


class Choosing(Way):
    """A digit answers at once; arrows and Enter do too."""

    actions = frozenset({"digit", "highlight"})

    @property
    def _count(self) -> int:
        return len(self.exercise.options) or len(self.exercise.pairs)

    def digit(self, index: int) -> str | None:
        """That one is the answer."""
        return str(index + 1) if index < self._count else None

    def move(self, by: int) -> None:
        """Another one under the cursor."""
        self.highlighted = self._next(by, self._count)

    def done(self) -> str | None:
        """The one under the cursor."""
        return None if self.highlighted is None else str(self.highlighted + 1)

    def keys(self) -> Keys:
        """Digits and arrows; Enter once there is a cursor."""
        keys = [(f"1-{self._count}", _("choose"))]
        return [*keys, ("Enter", _("answer")), ("↑ ↓", _("other"))] if self.highlighted is not None else keys

    def parts(self, width: int) -> list[Content]:
        """The options, numbered; of pairs one a paragraph."""
        if self.exercise.options:
            texts = [
                Content.styled(option.text, look(cursor=number == self.highlighted))
                for number, option in enumerate(self.exercise.options)
            ]
            return [listed(texts, width)]
        return [self._pair(number, width) for number in range(len(self.exercise.pairs))]

    def _pair(self, number: int, width: int) -> Content:
        style = look(cursor=number == self.highlighted)
        label = Content.styled(f" {number + 1}  ", "bold $key")
        return _two_sentences(self, number, label, style, width)

    def answered(self, answered: Answered, width: int) -> list[Content]:
        """The right one and the chosen one marked; of pairs no others."""
        chosen = answered.outcome.chosen
        if self.exercise.options:
            return [self._marked_options(chosen, width)]
        parts = []
        for number in range(len(self.exercise.pairs)):
            sign, style = " ", ""
            if number == self.exercise.key_index:
                sign, style = SIGNS["right"], "bold $success"
            elif number == chosen:
                sign, style = SIGNS["wrong"], "$error"
            else:
                continue
            parts.append(_two_sentences(self, number, Content.styled(f" {sign}  ", style), style, width))
        return parts

    def _marked_options(self, chosen: int | None, width: int) -> Content:
        lines = []
        for number, option in enumerate(self.exercise.options):
            sign, style = " ", "$quiet"
            if option.key:
                sign, style = SIGNS["right"], "bold $success"
            elif number == chosen:
                sign, style = SIGNS["wrong"], "$error"
            lines.append(hanging(Content.styled(f" {sign}  ", style), Content.styled(option.text, style), width))
        return Content("\n").join(lines)

    def says_all(self) -> bool:
        """The options say what is right."""
        return True


def _two_sentences(way: Way, number: int, label: Content, style: str, width: int) -> Content:
    """A pair of sentences, the first beside its label."""
    known, _colon, learned = way.exercise.pair.partition(":")
    room = width - label.cell_length
    indent = "\n" + " " * label.cell_length
    lines: list[Content] = []
    for language, text in zip((known, learned), way.exercise.pairs[number], strict=True):
        lines += labelled(language, Content.styled(text, style), room).split("\n")
    return label + Content(indent).join(lines)
