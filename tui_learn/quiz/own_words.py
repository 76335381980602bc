"""What the learner writes of a word of a language: a meaning and a note, found again in every article."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from tui_learn.quiz.word_cards import word_key
from tui_learn.text.clean import clean_line

LONGEST_MEANING, LONGEST_NOTE = 200, 1000
"""Characters that are kept."""
_KEPT, _INDEX = "words/{language}/{word}", "words/{language}"


class KeepsByName(Protocol):
    """Where things are kept by name; ``tui_learn.progress.Progress`` is one."""

    def recall(self, name: str, default: Any = None) -> Any: ...

    def remember(self, name: str, value: Any) -> None: ...

    def marks(self, name: str) -> frozenset[str]: ...

    def mark(self, name: str, elements: Iterable[str]) -> object: ...

    def unmark(self, name: str, elements: Iterable[str]) -> object: ...


@dataclass(frozen=True, slots=True)
class OwnWords:
    """One line each, safe to show."""

    meaning: str = ""
    note: str = ""

    def __bool__(self) -> bool:
        return bool(self.meaning or self.note)


NOTHING_OWN = OwnWords()


def own_words(meaning: str, note: str) -> OwnWords:
    """What was typed, cleaned and no longer than is kept."""
    return OwnWords(clean_line(meaning)[:LONGEST_MEANING].rstrip(), clean_line(note)[:LONGEST_NOTE].rstrip())


def recall_own(progress: KeepsByName, language: str, word: str) -> OwnWords:
    """What was written of a word or a term, by its dictionary form. Raises ``ProgressDamaged``."""
    return _read(progress.recall(_KEPT.format(language=language, word=word_key(word, language))))


def recall_all(progress: KeepsByName, language: str, wanted: Callable[[str], bool]) -> dict[str, OwnWords]:
    """The same of those of the words that are ``wanted``, by their keys, that anything was written of."""
    there = progress.marks(_INDEX.format(language=language))
    found = {word: recall_own(progress, language, word) for word in there if wanted(word)}
    return {word: own for word, own in found.items() if own}


def keep_own(progress: KeepsByName, language: str, word: str, own: OwnWords) -> OwnWords:
    """Keep it; what was written before. Raises ``ProgressNotSaved`` and ``ProgressDamaged``."""
    key = word_key(word, language)
    name, index = _KEPT.format(language=language, word=key), _INDEX.format(language=language)
    before = _read(progress.recall(name))
    if own:
        progress.mark(index, [key])  # first: an entry of the index without a text does no harm
    if own != before:
        progress.remember(name, {"meaning": own.meaning, "note": own.note} if own else None)
    return before


def _read(value: Any) -> OwnWords:
    """Of any value whatever: another version, or another program, may have written it."""
    if not isinstance(value, dict):
        return NOTHING_OWN
    meaning, note = value.get("meaning", ""), value.get("note", "")
    return own_words(meaning if isinstance(meaning, str) else "", note if isinstance(note, str) else "")
