"""What the word line says of a third language: how it renders the word under the cursor. No drawing here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_learn.app.page import Page, Position
from tui_learn.app.word_line import SIGNS, own_form, strength_of

if TYPE_CHECKING:
    from tui_learn.bitext.glossary import Glossary
    from tui_learn.bitext.word_links import SpanLink, Strength

_MOST = 3
"""Answers that are named."""


def third_words(page: Page, position: Position, third: Glossary) -> str:
    """The third language's answer to the word at a position, as ``pl: organizacja``; empty where it has none.

    ``third`` has the third language on the left and the learned one on the right. A word of the known language is
    followed by its link to the learned one first. What is not sure has its sign before it.
    """
    if third.linked.right.edition.sha256 != page.edition("left" if page.one_sided else "right").sha256:
        return ""  # of the page as it was
    answers: dict[str, None] = {}
    for number in _learned_words(page, position):
        link = third.linked.link_of("right", number)
        said = _answer(third, link) if link is not None else ""
        if said:
            answers.setdefault(said)
    if not answers:
        return ""
    return f"{third.linked.left.edition.language}: {' · '.join(list(answers)[:_MOST])}"


def _learned_words(page: Page, position: Position) -> tuple[int, ...]:
    """The words of the learned language under the cursor, or those that answer the word there."""
    if position.word is None:
        return ()
    if page.one_sided or position.side == "right":
        return (position.word,)
    answer = page.answer(position)
    return () if answer is None else answer[0].right


def _answer(third: Glossary, link: SpanLink) -> str:
    pair = third.of_link(link)
    if pair is None:
        words = third.linked.left.words
        return _signed(link.strength, " ".join(words[number].text for number in link.left))
    if pair.verdict == "struck":
        return ""
    return _signed(strength_of(pair.confidence), own_form(pair, "left"))


def _signed(strength: Strength, words: str) -> str:
    return words if strength == "sure" else f"{SIGNS[strength]} {words}"
