"""Matching words: each first word gets a second one in its turn."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from tui_learn.app.answering.pieces import flowing, look, signed
from tui_learn.app.answering.way import Keys, Way
from tui_learn.app.cells import width_of
from tui_learn.app.hanging import hanging
from tui_learn.i18n import gettext as _
from tui_learn.quiz.answers import name_match, parse_match, slips
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.session import Answered


class Matching(Way):
    """The arrow stands before the word whose turn it is, and the word under the cursor is tried there."""

    actions = frozenset({"digit", "point", "lay", "part"})

    def __init__(self, exercise: Exercise) -> None:
        super().__init__(exercise)
        self.highlighted = 0

    def digit(self, index: int) -> str | None:
        """Join that word with the one whose turn it is."""
        if index < len(self.exercise.rights):
            self._join(index)
        return None

    def _join(self, right: int) -> None:
        if right not in self.laid:
            self.laid.append(right)
            free = [number for number in range(len(self.exercise.rights)) if number not in self.laid]
            self.highlighted = free[0] if free else None

    def move(self, by: int) -> None:
        """Another word is tried; those that are joined already are passed over."""
        self.highlighted = self._next(by, len(self.exercise.rights))

    def take(self) -> None:
        """Join the word under the cursor."""
        if self.highlighted is not None:
            self._join(self.highlighted)

    def done(self) -> str | None:
        """The answer when all are joined; until then Enter joins as Space does."""
        if len(self.laid) == len(self.exercise.pairs):
            return name_match(self.laid)
        self.take()
        return None

    def keys(self) -> Keys:
        """Join until all are joined."""
        back = [("⌫", _("put back"))] if self.laid else []
        if len(self.laid) == len(self.exercise.pairs):
            return [("Enter", _("done")), *back]
        return [(f"1-{len(self.exercise.rights)}", _("choose")), ("Enter", _("take")), ("← →", _("try")), *back]

    def parts(self, width: int) -> list[Content]:
        """The first words, one a line, each with the word it was joined with; then the words to choose from."""
        exercise, joined = self.exercise, self.laid
        column = _column(exercise, width)
        lines = []
        for number, (left, _right) in enumerate(exercise.pairs):
            turn = number == len(joined)
            text = Content.styled(left, "bold" if turn else "").pad_right(max(0, column - width_of(left)))
            if number < len(joined):
                text = Content.assemble(text, " = ", (exercise.rights[joined[number]], "bold"))
            elif turn and self.highlighted is not None:
                text = Content.assemble(text, " = ", exercise.rights[self.highlighted], (" ?", "$accent"))
            else:
                text = Content.assemble(text, (" = …", "$quiet"))
            lines.append(hanging(Content.styled("› " if turn else "  ", "bold $accent"), text, width))
        choices = [
            Content.styled(right, look(taken=number in joined, cursor=number == self.highlighted))
            for number, right in enumerate(exercise.rights)
        ]
        return [Content("\n").join(lines), flowing(choices, width)]

    def answered(self, answered: Answered, width: int) -> list[Content]:
        """The pairs, each with a sign; beside a wrong one what was chosen. No signs without an answer."""
        exercise = self.exercise
        wrong, mine = slips(exercise, answered.text), parse_match(exercise, answered.text)
        lines = _matched_lines(exercise, wrong, mine, _column(exercise, width))
        if any(line.cell_length > width - 2 for _sign, line in lines):
            lines = _matched_lines(exercise, wrong, mine, 0)
        return [Content("\n").join(hanging(sign, line, width) for sign, line in lines)]

    def says_all(self) -> bool:
        """The pairs say what is right."""
        return True


def _column(exercise: Exercise, width: int) -> int:
    """Cells of the first words, so that the second ones stand under each other where there is room."""
    return min(max(width_of(left) for left, _right in exercise.pairs), width // 2 - 3)


def _matched_lines(
    exercise: Exercise, wrong: Sequence[int] | None, mine: Sequence[int] | None, column: int
) -> list[tuple[Content, Content]]:
    """(sign, pair) for each pair, the first words in a column of so many cells."""
    lines = []
    for number, (left, right) in enumerate(exercise.pairs):
        word = "wrong" if wrong is None or number in wrong else "right"
        text = Content(left).pad_right(max(0, column - width_of(left))) + " = " + Content.styled(right, "bold")
        if mine is not None and word == "wrong":
            chosen = exercise.rights[mine[number]]
            text = Content.assemble(text, "  ", (_("not {word}").format(word=chosen), "$quiet"))
        lines.append((signed("" if mine is None else word), text))
    return lines
