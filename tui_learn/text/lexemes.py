"""Dictionary forms of words, as far as lists of forms tell (simplemma, Barbaresi 2021). They are guesses."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from tui_learn.text.fold import lower, primary
from tui_learn.text.polish import verbal_noun
from tui_learn.text.turkish import dictionary_form

if TYPE_CHECKING:
    from simplemma import Lemmatizer
    from simplemma.strategies.dictionaries import StreamDictionaryFactory

_CAPITAL_NOUNS = {"de", "lb"}
"""Languages whose dictionaries write nouns with a capital."""


_ENDINGS = {
    "fi": (("minen", "n"),),
    "pl": (("ść", ""), ("ć", "v"), ("anie", "n"), ("enie", "n"), ("cie", "n")),
    "tr": (("mak", "v"), ("mek", "v"), ("ma", "n"), ("me", "n")),
}
"""Endings by language, with the class of words that have them."""


@lru_cache(maxsize=1)
def _lists() -> StreamDictionaryFactory:
    # It reads the packed lists as they are: 70 MB a language and a second, where the usual one takes 415 MB.
    from simplemma.strategies.dictionaries import StreamDictionaryFactory

    return StreamDictionaryFactory()


@lru_cache(maxsize=1)
def _lemmatizer() -> Lemmatizer:
    from simplemma import Lemmatizer
    from simplemma.strategies import DefaultStrategy

    return Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=_lists()))


def forget_lists() -> None:
    """Free the memory of the lists of forms; they are read again when needed."""
    _lemmatizer.cache_clear()
    _lists.cache_clear()


def has_lexemes(language: str) -> bool:
    """Whether there is a list of forms for a language."""
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    return primary(language) in SUPPORTED_LANGUAGES


def lexemes(words: Iterable[str], language: str) -> dict[str, str]:
    """The dictionary form of each word as it stands in a text; the word in lower case where none is known.

    The first word of a language costs a second, the others microseconds.
    """
    tag = primary(language)
    if not has_lexemes(language):
        return {word: lower(word, language) for word in words}
    return {word: word if is_name_of_letters(word) else _lexeme(word, tag) for word in words}


def is_name_of_letters(word: str) -> bool:
    """Whether a word is written in capitals (``CRM``, ``B2B``) or is a number: such words are their own forms."""
    return (1 < len(word) <= 8 and word.isupper()) or not any(character.isalpha() for character in word)


def class_by_ending(lexeme: str, language: str) -> str:
    """The class of a dictionary form that its ending tells for sure: ``n`` noun, ``v`` verb; empty for most."""
    endings = _ENDINGS.get(primary(language), ())
    return next((name for ending, name in endings if lexeme.endswith(ending)), "")


def _lexeme(word: str, tag: str) -> str:
    small = lower(word, tag)
    if tag == "tr":
        return dictionary_form(small, _lists().get_dictionary(tag).get)
    if tag in _CAPITAL_NOUNS:
        return _lemmatizer().lemmatize(word, lang=tag)
    found = lower(_lemmatizer().lemmatize(small, lang=tag), tag).strip(".")
    if tag == "pl":
        return verbal_noun(small, found) or found
    return found or small
