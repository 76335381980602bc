"""The different words of one language that are to be linked, numbered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from tui_learn.bitext.arrays import Bools, Ints
from tui_learn.bitext.word_links import Words
from tui_learn.bitext.word_tokens import is_content
from tui_learn.text.fold import fold, lower, primary
from tui_learn.text.lexemes import is_name_of_letters, lexemes

if TYPE_CHECKING:
    from snowballstemmer.basestemmer import BaseStemmer

_SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish",
    "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip


@lru_cache(maxsize=64)
def _stemmer(tag: str) -> BaseStemmer | None:
    import snowballstemmer

    name = _SNOWBALL.get(tag)
    # Older releases have fewer languages.
    return snowballstemmer.stemmer(name) if name in snowballstemmer.algorithms() else None


@lru_cache(maxsize=65536)
def stem_of(word: str, language: str) -> str:
    """What is left of a lower-case word without its endings (Porter 2001); the word itself where nothing is known."""
    stemmer = _stemmer(primary(language))
    return str(stemmer.stemWord(word)) if stemmer is not None else word


@dataclass(frozen=True)
class Vocabulary:
    """The different words (lower case; names in capitals as they stand) of a language, numbered from 0."""

    language: str
    surfaces: tuple[str, ...]
    lexeme_names: tuple[str, ...]
    """The different dictionary forms."""
    lexeme: Ints
    """Shape (words,): the number of each word's dictionary form."""
    content: Bools
    """Shape (words,): whether it carries meaning of its own."""
    name: Bools
    """Shape (words,): whether it is a number or a name in capitals, which a translation keeps."""

    @cached_property
    def folded(self) -> list[str]:
        """Words without case and marks."""
        return [fold(surface, self.language) for surface in self.surfaces]

    @cached_property
    def folded_lexemes(self) -> list[str]:
        """Dictionary forms without case and marks."""
        return [fold(lexeme, self.language) for lexeme in self.lexeme_names]

    def forms(self, number: int) -> tuple[str, ...]:
        """What to look up in a dictionary for a word, in lower case: the word and its dictionary form."""
        lexeme = lower(self.lexeme_names[self.lexeme[number]], self.language)
        found = [lower(self.surfaces[number], self.language), lexeme]
        found += related_forms(lexeme, self.language)
        return tuple(dict.fromkeys(found))


def related_forms(lexeme: str, language: str) -> list[str]:
    """Forms under which a dictionary may have what it lacks under its own: the verb of a verbal noun."""
    if primary(language) == "tr" and lexeme.endswith(("ma", "me")):
        return [lexeme + "k"]
    if primary(language) == "pl" and lexeme.endswith("nie"):
        return [lexeme[:-3] + "ć"]
    return []


class Numbering:
    """Gives the words of a language numbers as they come."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._numbers: dict[str, int] = {}
        self._lexemes: list[str] = []
        self._content: list[bool] = []

    def surface(self, text: str) -> str:
        """What counts as one word."""
        return text if is_name_of_letters(text) else lower(text, self.language)

    def of_texts(self, sentences: Sequence[Sequence[str]]) -> list[Ints]:
        """The numbers of tokenised sentences; dictionary forms are looked up."""
        new = {text for sentence in sentences for text in sentence if self.surface(text) not in self._numbers}
        forms = lexemes(sorted(new), self.language)
        for text in sorted(new):
            self._add(self.surface(text), forms[text], is_content(text, self.language))
        return [self._array(self._numbers[self.surface(text)] for text in sentence) for sentence in sentences]

    def of_words(self, words: Words, sentences: Iterable[int]) -> Ints:
        """The numbers of the words of some sentences of an edition."""
        found = []
        for sentence in sentences:
            for number in words.of_sentence(sentence):
                word = words.words[number]
                surface = self.surface(word.text)
                if surface not in self._numbers:
                    self._add(surface, word.lexeme, word.is_content)
                found.append(self._numbers[surface])
        return self._array(found)

    def vocabulary(self) -> Vocabulary:
        """Everything numbered so far."""
        names = dict.fromkeys(self._lexemes)
        number = {lexeme: index for index, lexeme in enumerate(names)}
        surfaces = tuple(self._numbers)
        return Vocabulary(
            self.language,
            surfaces,
            tuple(names),
            np.array([number[lexeme] for lexeme in self._lexemes], dtype=np.int64),
            np.array(self._content, dtype=bool),
            np.array([is_name_of_letters(surface) for surface in surfaces], dtype=bool),
        )

    def _add(self, surface: str, lexeme: str, content: bool) -> None:
        if surface not in self._numbers:
            self._numbers[surface] = len(self._numbers)
            self._lexemes.append(lexeme)
            self._content.append(content)

    @staticmethod
    def _array(numbers: Iterable[int]) -> Ints:
        return np.fromiter(numbers, dtype=np.int64)
