"""From one file to one Edition: front matter, Markdown, language, sentences, words."""

from typing import TYPE_CHECKING

from tui_learn.lazy import lazy_names
from tui_learn.text.model import Block, Edition, Sentence, Span
from tui_learn.text.problems import Problem, UnreadableFile

if TYPE_CHECKING:
    from tui_learn.text.reading import read_edition
    from tui_learn.text.tokens import Token, tokenize

__all__ = [
    "Block",
    "Edition",
    "Problem",
    "Sentence",
    "Span",
    "Token",
    "UnreadableFile",
    "read_edition",
    "tokenize",
]

__getattr__ = lazy_names(__name__, {"read_edition": "reading", "Token": "tokens", "tokenize": "tokens"})
