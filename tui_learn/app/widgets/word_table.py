"""A table of words of any length: only the rows in sight are looked up and drawn."""

from __future__ import annotations

from collections.abc import Callable

from tui_learn.app.cells import fit, width_of
from tui_learn.app.unknown_words import WordRow
from tui_learn.app.widgets.card_table import MARKS, CardTable, Row

ROOMY = 36
"""Cells from which the meaning has a column of its own."""
_COUNT, _STATUS, _GAP = 5, 1, 2
_FREQUENCY = 11
_MOST_WORD = 28
"""Cells of the word where there is room for all."""


class WordTable(CardTable):
    """Words with their meanings, statuses, how often they are met, and how frequent they are where that is known."""

    def __init__(self, word: Callable[[str], WordRow], *, id: str | None = None) -> None:
        """``word`` tells what is shown of a word."""
        super().__init__(_no_card, id=id)
        self._word = word

    def line_of(self, key: str, width: int) -> tuple[str, bool]:
        """How often, the status, the word, what it means, how frequent it is."""
        row = self._word(key)
        count = _right(f"{row.count}×", _COUNT)
        room = max(1, width - MARKS - _COUNT - _STATUS - 2 * _GAP)
        last = ""
        if row.frequency is not None and room >= ROOMY + _FREQUENCY + _GAP:
            last = " " * _GAP + _right(row.frequency, _FREQUENCY)
            room -= _FREQUENCY + _GAP
        if room < ROOMY:
            word = _left(row.word if not row.meaning else f"{row.word} {row.meaning}", room)
        else:
            own = min(_MOST_WORD, room // 2)
            word = _left(row.word, own) + " " * _GAP + _left(row.meaning, room - own - _GAP)
        return (" " * _GAP).join([count, _left(row.status or "·", _STATUS), word]) + last, row.quiet


def _no_card(key: str) -> Row:
    raise AssertionError(key)  # the table shows words only


def _left(text: str, width: int) -> str:
    text = fit(text, width)
    return text + " " * (width - width_of(text))


def _right(text: str, width: int) -> str:
    text = fit(text, width)
    return " " * (width - width_of(text)) + text
