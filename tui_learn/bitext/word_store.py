"""Words and glossaries on disk, to be opened in milliseconds and without what they were made with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tui_learn.bitext.bitext import Bitext
from tui_learn.bitext.flat import from_bytes
from tui_learn.bitext.flat_pairs import glossary_from
from tui_learn.bitext.flat_words import words_from, words_to_bytes
from tui_learn.bitext.glossary import Glossary
from tui_learn.bitext.word_links import Words
from tui_learn.cache import Cache
from tui_learn.text import Edition, Problem
from tui_learn.text.segmenters import words_key

_VERSION = 2
_KEPT = 200
_KEPT_WORDS = 1_000


@dataclass(frozen=True, slots=True)
class Kept:
    """A glossary as it was kept."""

    glossary: Glossary
    """Without what the learner says of pairs."""
    problems: tuple[Problem, ...]
    """What was wrong with dictionaries and decks when it was made."""


def glossaries(cache_folder: Path | None) -> Cache:
    """Where glossaries are kept."""
    return Cache(cache_folder, "glossaries", _VERSION, kept=_KEPT, ending="flat")


def words_kept(cache_folder: Path | None) -> Cache:
    """Where words are kept, by the hash of the file and the language."""
    return Cache(cache_folder, "words", _VERSION, kept=_KEPT_WORDS, ending="flat")


def read_glossary(data: bytes | None, bitext: Bitext) -> Kept | None:
    """The glossary in a file; None for one that is damaged or of other texts: it is made again."""
    try:
        file = from_bytes(data or b"")
        problems = tuple(Problem(*values) for values in file.meta["problems"])
        return Kept(glossary_from(file, bitext), problems)
    except (ValueError, KeyError, TypeError):
        return None


def read_words(data: bytes | None, edition: Edition) -> Words | None:
    """The words in a file; None for one that is damaged or of another text: they are made again."""
    try:
        file = from_bytes(data or b"")
        return words_from(file, "words", edition) if file.meta["edition"] == edition.sha256 else None
    except (ValueError, KeyError, TypeError):
        return None


def kept_words(edition: Edition, cache_folder: Path | None) -> Words | None:
    """The words of an edition with their dictionary forms, if they were found before."""
    return read_words(words_kept(cache_folder).get_bytes(edition.sha256, words_key(edition.language)), edition)


def keep_words(words: Words, cache_folder: Path | None) -> bytes | None:
    """Keep them; what could not be kept is given back."""
    data = words_to_bytes(words)
    edition = words.edition
    return None if words_kept(cache_folder).put_bytes(data, edition.sha256, words_key(edition.language)) else data
