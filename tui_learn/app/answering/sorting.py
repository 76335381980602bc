"""Sorting phrases under headings: each phrase is put under one in its turn."""

from __future__ import annotations

from textual.content import Content

from tui_learn.app.answering.pieces import KEY, digit_of, look, signed
from tui_learn.app.answering.way import Keys, Way
from tui_learn.app.hanging import hanging
from tui_learn.i18n import gettext as _
from tui_learn.quiz.answers import name_match, parse_sort
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.session import Answered


class Sorting(Way):
    """The arrow stands before the phrase whose turn it is, the cursor on the heading it would go under."""

    actions = frozenset({"digit", "letter", "highlight", "lay", "take_back"})

    def __init__(self, exercise: Exercise) -> None:
        super().__init__(exercise)
        self.highlighted = 0

    @property
    def _is_full(self) -> bool:
        return len(self.laid) == len(self.exercise.tiles)

    def digit(self, index: int) -> str | None:
        """Put the phrase whose turn it is under that heading."""
        if index < len(self.exercise.groups) and not self._is_full:
            self.laid.append(index)
            self.highlighted = None if self._is_full else index
        return None

    def move(self, by: int) -> None:
        """Another heading under the cursor."""
        if not self._is_full:
            self.highlighted = ((self.highlighted or 0) + by) % len(self.exercise.groups)

    def take(self) -> None:
        """Put the phrase under the heading that has the cursor."""
        if self.highlighted is not None:
            self.digit(self.highlighted)

    def done(self) -> str | None:
        """The answer when all are sorted; until then Enter does what Space does."""
        if not self._is_full:
            self.take()
            return None
        return name_match(self.laid)

    def keys(self) -> Keys:
        """Put until all are sorted."""
        back = [("⌫", _("put back"))] if self.laid else []
        if self._is_full:
            return [("Enter", _("done")), *back]
        return [
            (f"1-{len(self.exercise.groups)}", _("choose")),
            ("Enter", _("take")),
            ("↑ ↓", _("other")),
            *back,
        ]

    def parts(self, width: int) -> list[Content]:
        """The phrase whose turn it is, then the headings with what was put under them."""
        lines = []
        for group, (heading, _phrases) in enumerate(self.exercise.groups):
            style = f"bold {look(cursor=group == self.highlighted)}".strip()
            lines.append(hanging(Content.styled(f" {digit_of(group)}  ", KEY), Content.styled(heading, style), width))
            lines += [
                hanging(Content("    · "), Content(self.exercise.tiles[phrase]), width)
                for phrase, put in enumerate(self.laid)
                if put == group
            ]
        board = Content("\n").join(lines)
        if self._is_full:
            return [board]
        more = len(self.exercise.tiles) - len(self.laid) - 1
        phrase = Content.styled(self.exercise.tiles[len(self.laid)], "bold")
        if more:
            phrase = Content.assemble(phrase, "  ", (_("and {count} more").format(count=more), "$quiet"))
        return [hanging(Content.styled("› ", "bold $accent"), phrase, width), board]

    def answered(self, answered: Answered, width: int) -> list[Content]:
        """The headings with what belongs under them; beside a wrong one where it was put."""
        groups = parse_sort(self.exercise, answered.text)
        mine = {} if groups is None else dict(zip(self.exercise.tiles, groups, strict=True))
        lines = []
        for number, (heading, phrases) in enumerate(self.exercise.groups):
            lines.append(hanging(Content("    "), Content.styled(heading, "bold"), width))
            for phrase in phrases:
                put = mine.get(phrase)
                word = "" if put is None else "right" if put == number else "wrong"
                text = Content(phrase)
                if put is not None and word == "wrong":
                    where = _("not {word}").format(word=self.exercise.groups[put][0])
                    text = Content.assemble(text, "  ", (where, "$quiet"))
                lines.append(hanging(Content("    ") + signed(word), text, width))
        return [Content("\n").join(lines)]

    def says_all(self) -> bool:
        """The headings say what is right."""
        return True
