"""How the answer to one question is put together, key by key, and what of it is drawn. No widget here."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content

from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.session import Answered

Keys = list[tuple[str, str]]
"""Keys of the foot line with what they do."""


class Way:
    """An answer in the making."""

    actions: ClassVar[frozenset[str]] = frozenset()
    """The actions of the screen that mean something while such a question is asked."""
    is_typed: ClassVar[bool] = False
    """Whether it is written in a field: then letters are letters."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self.laid: list[int] = []
        """What was taken so far: numbers of pieces, words or headings, from 0."""
        self.highlighted: int | None = None
        """What is under the cursor; None while nothing is."""

    # --- keys; an answer where one has come of it

    def digit(self, index: int) -> str | None:
        """A digit, as the number from 0 of what it names."""
        return None

    def move(self, by: int) -> None:
        """An arrow: the cursor goes so far."""

    def take(self) -> None:
        """Space: take what is under the cursor."""

    def put_back(self) -> bool:
        """Give back what was taken last; False where nothing was."""
        if not self.laid:
            return False
        self.highlighted = self.laid.pop()
        return True

    def done(self) -> str | None:
        """Enter: what is chosen is the answer."""
        return None

    # --- what is drawn

    def keys(self) -> Keys:
        """The keys that put the answer together, in the order in which they are needed."""
        return []

    def parts(self, width: int) -> list[Content]:
        """What there is to choose from and what was taken, in so many cells."""
        return []

    def answered(self, answered: Answered, width: int) -> list[Content]:
        """The same after the answer, right and wrong marked."""
        return []

    def says_all(self) -> bool:
        """Whether ``answered`` shows what would have been right, so that the verdict need not."""
        return False

    def _next(self, by: int, count: int) -> int | None:
        """The number under the cursor after so many steps through those that are not taken, round and round."""
        free = [number for number in range(count) if number not in self.laid]
        if not free:
            return None
        if self.highlighted is None:
            return free[0] if by > 0 else free[-1]
        beyond = [n for n in free if (n > self.highlighted if by > 0 else n < self.highlighted)]
        if by > 0:
            return beyond[0] if beyond else free[0]
        return beyond[-1] if beyond else free[-1]
