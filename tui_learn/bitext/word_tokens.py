"""The words of an edition as word links count them: hyphenated words split, punctuation and code left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import regex

from tui_learn.bitext.flat_words import Gathering, Kind
from tui_learn.bitext.word_links import Word, Words
from tui_learn.cache import Cache
from tui_learn.text import Edition, Sentence
from tui_learn.text.fold import lower
from tui_learn.text.function_words import is_function_word
from tui_learn.text.lexemes import guesses, is_name_of_letters, lexemes

_PART = regex.compile(r"[^\-‐‑]+")
_VERSION = 5
_KEPT = 4_000


def plain_words(edition: Edition) -> Words:
    """The words with themselves, in lower case, for dictionary forms: for when those are not looked up yet."""
    kinds: dict[str, Kind] = {}
    gathered = Gathering()
    for sentence in edition.sentences:
        for text, start, end in parts(edition, sentence):
            kind = kinds.get(text)
            if kind is None:
                content = is_content(text, edition.language)
                kind = kinds[text] = Kind(text, lower(text, edition.language), content, end - start)
            gathered.add(kind, start)
        gathered.end_sentence()
    return gathered.words(edition)


def words_of(edition: Edition, cache_folder: Path | None = None) -> Words:
    """The words with their dictionary forms, which are kept by the hash of the file."""
    cache = Cache(cache_folder, "lexemes", _VERSION, kept=_KEPT)
    key = (edition.sha256, edition.language)
    surfaces = {text for sentence in edition.sentences for text, _start, _end in parts(edition, sentence)}
    kept = _from_json(cache.get(*key), surfaces)
    if kept is None:
        forms = lexemes(sorted(surfaces), edition.language)
        kept = forms, guesses(forms.values(), edition.language)
        cache.put({"forms": forms, "guessed": sorted(kept[1])}, *key)
    found, guessed = kept
    return replace(_words(edition, lambda text: found[text]), guessed=guessed)


def _from_json(data: Any, surfaces: set[str]) -> tuple[dict[str, str], frozenset[str]] | None:
    """What was kept, or None where that is not the dictionary forms of these words."""
    try:
        forms, guessed = data["forms"], frozenset(data["guessed"])
        whole = forms.keys() >= surfaces and all(isinstance(form, str) and form for form in forms.values())
    except (TypeError, KeyError, AttributeError):
        return None
    return (forms, guessed) if whole else None


def parts(edition: Edition, sentence: Sentence) -> Iterator[tuple[str, int, int]]:
    """The words of a sentence with their offsets in its text, hyphenated ones in parts; none of code."""
    if not edition.is_prose(sentence):
        return
    for token in edition.tokens(sentence):
        for match in _PART.finditer(token.text):
            yield match.group(), token.start + match.start(), token.start + match.end()


def is_content(text: str, language: str) -> bool:
    """Whether a word carries meaning of its own: no function word, number or name in capitals."""
    return not is_name_of_letters(text) and not is_function_word(text, language)


def _words(edition: Edition, lexeme_of: Callable[[str], str]) -> Words:
    words, first = [], [0]
    content: dict[str, bool] = {}
    for number, sentence in enumerate(edition.sentences):
        for text, start, end in parts(edition, sentence):
            if text not in content:
                content[text] = is_content(text, edition.language)
            words.append(Word(number, start, end, text, lexeme_of(text), content[text]))
        first.append(len(words))
    return Words(edition, tuple(words), tuple(first))
