"""Helpers for tests of words in the reader."""

from __future__ import annotations

import json
from typing import Any

from rich.style import Style
from textual.pilot import Pilot

from tests.app.conftest import settle
from tui_learn.app.page import Page
from tui_learn.app.start import Start
from tui_learn.app.widgets.aligned_view import AlignedView
from tui_learn.library import Pair
from tui_learn.paths import repairs_folder

ARTICLE = "parisuhteen-hoito"
NB_FI = Start(article=ARTICLE, pair=Pair("nb", "fi"))


def view_of(pilot: Pilot[int]) -> AlignedView:
    return pilot.app.screen.query_one(AlignedView)


def page_of(pilot: Pilot[int]) -> Page:
    page = view_of(pilot).page
    assert page is not None
    return page


def word_here(pilot: Pilot[int]) -> str:
    word = page_of(pilot).word(view_of(pilot).position)
    return word.text if word is not None else ""


async def press(pilot: Pilot[int], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def go(pilot: Pilot[int], text: str, side: str = "left") -> None:
    """To the first word with this text."""
    name: Any = side
    words = page_of(pilot).words(name)
    assert words is not None
    number = next(number for number, word in enumerate(words.words) if word.text == text)
    view_of(pilot).go(page_of(pilot).at_word(name, number), centre=True)
    await settle(pilot)


def said(pilot: Pilot[int]) -> list[str]:
    return [notification.message for notification in pilot.app._notifications]


def drawn(pilot: Pilot[int]) -> list[tuple[str, Style]]:
    """What the page draws, piece by piece."""
    view = view_of(pilot)
    return [(s.text, s.style or Style()) for y in range(view.size.height) for s in view.render_line(y)]


def look(pilot: Pilot[int], text: str) -> list[tuple[bool, bool, bool]]:
    """How the pieces with this text look without colours: reversed, bold, underlined."""
    return [(bool(s.reverse), bool(s.bold), bool(s.underline)) for piece, s in drawn(pilot) if piece == text]


def verdicts_kept() -> Any:
    file = repairs_folder() / "words" / "fi-nb.words.json"
    return json.loads(file.read_text(encoding="utf-8"))["words"]
