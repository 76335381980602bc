"""Decks: Markdown files of questions that a person can read, write and share."""

from typing import TYPE_CHECKING

from tui_learn.lazy import lazy_names

if TYPE_CHECKING:
    from tui_learn.quiz.decks.asking import deck_exercises
    from tui_learn.quiz.decks.folders import beside, deck_folders
    from tui_learn.quiz.decks.front import Deck, HasHashes, excluded_for, read_deck
    from tui_learn.quiz.decks.items import DeckItem
    from tui_learn.quiz.decks.reading import read_items
    from tui_learn.quiz.decks.teaching import DeckNotKept, edit_line, teach

__all__ = [
    "Deck", "DeckItem", "DeckNotKept", "HasHashes", "beside", "deck_exercises", "deck_folders", "edit_line",
    "excluded_for", "read_deck", "read_items", "teach",
]  # fmt: skip

__getattr__ = lazy_names(
    __name__,
    {
        "Deck": "front", "DeckItem": "items", "DeckNotKept": "teaching", "HasHashes": "front", "beside": "folders",
        "deck_exercises": "asking", "deck_folders": "folders", "edit_line": "teaching", "excluded_for": "front",
        "read_deck": "front", "read_items": "reading", "teach": "teaching",
    },
)  # fmt: skip
