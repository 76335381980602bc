"""Which Markdown files are decks of questions, not articles."""

from __future__ import annotations

import re
from dataclasses import dataclass

SUFFIXES = frozenset({".md", ".markdown"})
BEGINNING = 16_384
"""Bytes of a file in which its front matter says what it is."""
_DECK = (
    rb"\A(?:\xef\xbb\xbf)?-{3,}[ \t]*\r?\n"
    rb"(?:(?!-{3,}[ \t]*\r?$)[^\n]*\n)*?"
    rb"deck[ \t]*:[ \t]*[\"']?\d+[\"']?[ \t]*(?:#[^\n]*)?\r?$"
)
# Newspapers call the line under a title a deck: only a version number makes one of ours.


@dataclass(frozen=True, slots=True)
class DeckFile:
    """A deck that lies among articles."""

    path: str


def is_deck(beginning: bytes) -> bool:
    """Whether the front matter at the beginning of a file has the key ``deck`` with a number."""
    if not beginning.startswith((b"---", b"\xef\xbb\xbf---")):
        return False
    return re.match(_DECK, beginning[:BEGINNING], re.MULTILINE) is not None
