"""From one file to one Edition: front matter, Markdown, language, sentences, words."""

from tui_learn.text.edition import Block, Edition, Sentence, read_edition
from tui_learn.text.problems import Problem, UnreadableFile
from tui_learn.text.tokens import Token, tokenize

__all__ = ["Block", "Edition", "Problem", "Sentence", "Token", "UnreadableFile", "read_edition", "tokenize"]
