"""Laying pieces in order: those of a sentence in a row, ideas of the article each on a line."""

from __future__ import annotations

from textual.content import Content

from tui_learn.app.answering.pieces import KEY, digit_of, flowing, look, signed
from tui_learn.app.answering.way import Keys, Way
from tui_learn.app.hanging import hanging
from tui_learn.i18n import gettext as _
from tui_learn.quiz.answers import parse_tiles
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.session import Answered


class Laying(Way):
    """Pieces of a sentence, of which some do not belong."""

    actions = frozenset({"digit", "highlight", "lay", "take_back"})

    def __init__(self, exercise: Exercise) -> None:
        super().__init__(exercise)
        self.highlighted = 0

    def digit(self, index: int) -> str | None:
        """Take that piece, or put it back where it was taken."""
        if index < len(self.exercise.tiles):
            self._toggle(index)
        return None

    def _toggle(self, index: int) -> None:
        if index in self.laid:
            self.laid.remove(index)
        else:
            self.laid.append(index)
        self.highlighted = index

    def move(self, by: int) -> None:
        """Another piece under the cursor, taken or not."""
        self.highlighted = ((self.highlighted or 0) + by) % len(self.exercise.tiles)

    def take(self) -> None:
        """Take the piece under the cursor, or put it back."""
        if self.highlighted is not None:
            self._toggle(self.highlighted)

    def done(self) -> str | None:
        """The pieces as they are laid; how many there must be is part of the question."""
        return " ".join(str(number + 1) for number in self.laid) or None

    def keys(self) -> Keys:
        """Digits or arrows and Space; what is laid can be put back or handed in."""
        keys = [(_digits(len(self.exercise.tiles)), _("take"))]
        if self.laid:
            keys += [("Enter", _("done")), ("⌫", _("put back"))]
        return [*keys, ("← →", _("other")), ("Space", _("take"))]

    def parts(self, width: int) -> list[Content]:
        """The row that is laid, and the pieces."""
        row = "  ".join(self.exercise.tiles[number] for number in self.laid)
        pieces = [
            Content.styled(tile, look(taken=number in self.laid, cursor=number == self.highlighted))
            for number, tile in enumerate(self.exercise.tiles)
        ]
        return [
            hanging(Content.styled("› ", "$accent"), Content.styled(row or " ", "bold"), width),
            flowing(pieces, width),
        ]


class Ordering(Way):
    """Ideas of the article, all of which are laid, each on a line of its own."""

    actions = frozenset({"digit", "highlight", "lay", "take_back"})

    def __init__(self, exercise: Exercise) -> None:
        super().__init__(exercise)
        self.highlighted = 0

    def digit(self, index: int) -> str | None:
        """Take that one."""
        if index < len(self.exercise.tiles) and index not in self.laid:
            self._lay(index)
        return None

    def _lay(self, index: int) -> None:
        self.laid.append(index)
        self.highlighted = index
        self.highlighted = self._next(1, len(self.exercise.tiles))

    def move(self, by: int) -> None:
        """Another one under the cursor."""
        self.highlighted = self._next(by, len(self.exercise.tiles))

    def take(self) -> None:
        """Take the one under the cursor."""
        if self.highlighted is not None:
            self._lay(self.highlighted)

    def done(self) -> str | None:
        """The answer when all are laid; until then Enter takes as Space does."""
        if len(self.laid) < len(self.exercise.tiles):
            self.take()
            return None
        return " ".join(str(number + 1) for number in self.laid)

    def keys(self) -> Keys:
        """Take until all are laid."""
        back = [("⌫", _("put back"))] if self.laid else []
        if len(self.laid) == len(self.exercise.tiles):
            return [("Enter", _("done")), *back]
        return [
            (_digits(len(self.exercise.tiles)), _("choose")),
            ("Enter", _("take")),
            ("↑ ↓", _("other")),
            *back,
        ]

    def parts(self, width: int) -> list[Content]:
        """Those that are laid, in order, then those that are left."""
        laid = [
            hanging(Content.styled(f"{place}. ", "bold $accent"), Content(self.exercise.tiles[number]), width)
            for place, number in enumerate(self.laid, start=1)
        ]
        left = [
            hanging(
                Content.styled(f" {digit_of(number)}  ", KEY),
                Content.styled(tile, look(cursor=number == self.highlighted)),
                width,
            )
            for number, tile in enumerate(self.exercise.tiles)
            if number not in self.laid
        ]
        return [Content("\n").join(lines) for lines in (laid, left) if lines]

    def answered(self, answered: Answered, width: int) -> list[Content]:
        """The right order, with a sign for each that stood in its place."""
        mine = parse_tiles(self.exercise, answered.text)
        lines = []
        for place, unit in enumerate(self.exercise.order):
            word = "" if mine is None else "right" if mine[place : place + 1] == [unit] else "wrong"
            text = Content(unit)
            if word == "wrong" and mine is not None and unit in mine:
                said = _("yours: {place}").format(place=mine.index(unit) + 1)
                text = Content.assemble(text, "  ", (said, "$quiet"))
            label = signed(word) + Content.styled(f"{place + 1}. ", "bold $accent")
            lines.append(hanging(label, text, width))
        return [Content("\n").join(lines)]

    def says_all(self) -> bool:
        """The right order is shown."""
        return True


def _digits(count: int) -> str:
    return f"1-{min(9, count)}"
