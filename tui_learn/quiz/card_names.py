"""What the key of a memory card says in words: keys are made by the kinds of questions and by decks.

``word/{pair}/recognise|produce/{word}`` (``quiz.word_cards``), the same of ``sentence`` and ``board``,
``claim/{pair}/{about}/…`` and ``deck/{deck}/{item}``; whatever has another form is shown as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from tui_learn.i18n import gettext as _
from tui_learn.text.clean import clean_line
from tui_learn.text.languages import normalise_tag

Sort = Literal["word", "sentence", "board", "claim", "deck", ""]
Direction = Literal["recognise", "produce", ""]

_DIRECTIONS: dict[str, Direction] = {"recognise": "recognise", "produce": "produce"}
_AGAIN = re.compile(r"~(\d{1,6})$")
_OLD_BOARD = re.compile(r"[0-9a-f]{12}")
"""Boards were once named by a digest of their words."""
IN_A_LANGUAGE = frozenset(
    {"paragraph", "said", "answer", "continuation", "next", "term", "definition", "intruder", "sorting", "summary",
     "linked", "lists", "figure"}
)  # fmt: skip
"""Claims whose key has a language before its text."""
_BEFORE_TEXT = {"linked": 1, "figure": 1, "order": 1}
"""Parts between that and the text."""


@dataclass(frozen=True, slots=True)
class CardName:
    """A card in parts that can be shown; all text is one safe line."""

    key: str
    sort: Sort
    """Empty for keys of no known form."""
    text: str
    """The word, the sentence, or the beginning of what the question is about."""
    known: str = ""
    learned: str = ""
    """The pair of languages; both empty where the key names none."""
    direction: Direction = ""
    about: str = ""
    """Of a claim: its part of the key, such as ``figure``."""
    language: str = ""
    """Of the text, where it is told."""
    detail: str = ""
    """What else tells it from others: of a figure the sentence it stands in."""
    again: int = 0
    """Of a question of a deck that was begun anew: which time this is, from 2."""

    @property
    def pair(self) -> str:
        """``known:learned``, or empty."""
        return f"{self.known}:{self.learned}" if self.learned else ""

    @property
    def title(self) -> str:
        """What is shown in a list."""
        if self.sort == "board":
            return _("board with {word}").format(word=self.text) if self.text else _("board of words")
        if self.about == "statements":
            return _("statements of {article}").format(article=self.text)
        return f"{self.text} · {self.detail}" if self.detail else self.text

    @property
    def way(self) -> str:
        """The languages with an arrow: recognising goes from the learned to the known one, producing back."""
        if not self.learned:
            return ""
        if self.known == self.learned:
            return self.learned
        if self.direction == "recognise":
            return f"{self.learned}→{self.known}"
        return f"{self.known}→{self.learned}" if self.direction == "produce" else f"{self.known}·{self.learned}"

    @property
    def kind(self) -> str:
        """The kind of card, in one or two words."""
        names = _ABOUT if self.sort == "claim" else _SORTS
        name = names.get(self.about if self.sort == "claim" else self.sort) or _SORTS.get(self.sort)
        return name() if name is not None else ""


_SORTS: dict[str, Callable[[], str]] = {
    "word": lambda: _("word"),
    "sentence": lambda: _("sentence"),
    "board": lambda: _("board"),
    "deck": lambda: _("deck"),
    "claim": lambda: _("claim"),
}
_ABOUT: dict[str, Callable[[], str]] = {
    "acronym": lambda: _("abbreviation"),
    "acronyms": lambda: _("abbreviations"),
    "answer": lambda: _("answer"),
    "continuation": lambda: _("continuation"),
    "contradiction": lambda: _("contradiction"),
    "contrast": lambda: _("contrast"),
    "definition": lambda: _("definition"),
    "figure": lambda: _("figure or name"),
    "intruder": lambda: _("intruder"),
    "link": lambda: _("linked topic"),
    "linked": lambda: _("linked topic"),
    "list": lambda: _("list"),
    "lists": lambda: _("list"),
    "next": lambda: _("what comes next"),
    "order": lambda: _("order"),
    "paragraph": lambda: _("paragraph"),
    "said": lambda: _("heading"),
    "sorting": lambda: _("sorting"),
    "statements": lambda: _("statements"),
    "summary": lambda: _("summary"),
    "term": lambda: _("term"),
}
"""What claims are about, by their part of the key."""


def direction_in_words(name: CardName) -> str:
    """``recognise``, ``produce`` or nothing, for a learner."""
    return {"recognise": _("recognise"), "produce": _("produce"), "": ""}[name.direction]


def card_name(key: str) -> CardName:
    """What a card key says; for any text whatever."""
    plain, again = key, 0
    sort, _slash, rest = key.partition("/")
    if found := _AGAIN.search(key):
        plain, again = key[: found.start()], int(found[1])
        rest = plain.partition("/")[2]
    if sort == "deck" and "/" in rest:
        deck, _slash, item = rest.partition("/")
        return CardName(key, "deck", clean_line(item) or clean_line(key), detail=clean_line(deck), again=again)
    pair, _slash, rest = rest.partition("/")
    known, learned = _languages(pair)
    if not learned:
        return _as_it_stands(key)
    if sort in ("word", "sentence", "board"):
        return _of_direction(key, sort, known, learned, rest, again)
    if sort == "claim":
        return _claim(key, known, learned, rest, again)
    return _as_it_stands(key)


def _as_it_stands(key: str) -> CardName:
    return CardName(key, "", clean_line(key) or "?")


def _languages(pair: str) -> tuple[str, str]:
    known, colon, learned = pair.partition(":")
    if not colon or normalise_tag(known) != known or normalise_tag(learned) != learned:
        return "", ""
    return known, learned


def _of_direction(key: str, sort: str, known: str, learned: str, rest: str, again: int) -> CardName:
    direction, _slash, text = rest.partition("/")
    line = clean_line(text)
    if not line:
        return _as_it_stands(key)
    if sort == "board":
        shown = "" if _OLD_BOARD.fullmatch(line) else line
        return CardName(key, "board", shown, known, learned, "recognise", language=learned, again=again)
    if direction not in _DIRECTIONS:
        return _as_it_stands(key)
    own: Sort = "word" if sort == "word" else "sentence"
    return CardName(key, own, line, known, learned, _DIRECTIONS[direction], language=learned, again=again)


def _claim(key: str, known: str, learned: str, rest: str, again: int) -> CardName:
    about, _slash, text = rest.partition("/")
    language = ""
    if about in IN_A_LANGUAGE:
        language, _slash, text = text.partition("/")
    detail = ""
    if about in _BEFORE_TEXT:
        detail, _slash, text = text.partition("/")
        if about != "order" and text:
            detail, text = text, detail  # the figure or the linked words say more than where they stand
    if about == "acronym":
        text = text.removesuffix("/typed")
    if about == "order":
        detail = ""
    line = clean_line(text)
    if not line or about not in _ABOUT:
        return CardName(key, "claim", line or clean_line(key), known, learned, again=again)
    return CardName(
        key, "claim", line, known, learned, about=about, language=language, detail=clean_line(detail), again=again
    )
