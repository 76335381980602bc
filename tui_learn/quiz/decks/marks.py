"""Marks by which a change is noticed: of a saved question by hand, and of an answer one has learnt."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any, Protocol

from tui_learn.quiz.decks.items import DeckItem
from tui_learn.quiz.decks.writing import write_item
from tui_learn.quiz.exercise import Exercise, digest
from tui_learn.text.fold import fold

MADE = "made"
"""The key of the comment that tells whether anybody has touched a generated item."""
_OWN = ("made", "status")
KEYS = "deck/keys"
"""The name before that of a question under which progress remembers its answer."""


def mark(item: DeckItem) -> str:
    """What an item says, in eight digits."""
    fields = tuple(field for field in item.comment if field[0] not in _OWN)
    return digest(write_item(replace(item, comment=fields)))[:8]


def marked(item: DeckItem) -> DeckItem:
    """A generated item as it is saved."""
    names = [key for key, _value in item.comment]
    at = names.index("target") if "target" in names else len(names)
    return replace(item, comment=(*item.comment[:at], (MADE, mark(item)), *item.comment[at:]))


def is_edited(item: DeckItem) -> bool:
    """Whether somebody has changed a generated item, or written it."""
    return item.get(MADE) != mark(item)


def key_hash(exercise: Exercise) -> str:
    """What is right of a question, in twelve digits; how it is asked, capitals and marks aside."""
    language = exercise.key_lang
    answers = [exercise.key, *exercise.order]
    answers += [text for pair in exercise.pairs for text in pair]
    answers += [text for heading, phrases in exercise.groups for text in (heading, *phrases)]
    return digest(exercise.code[:1], *(" ".join(fold(text, language).split()) for text in answers))


class Remembers(Protocol):
    """Where things are kept by name; ``tui_learn.progress.Progress`` is one."""

    def remember(self, name: str, value: Any) -> None: ...

    def recall(self, name: str, default: Any = None) -> Any: ...


def changed_keys(exercises: Iterable[Exercise], progress: Remembers) -> list[Exercise]:
    """Those questions of decks whose answer is another than when they were last asked."""
    known = _Known(progress)
    return [e for e in exercises if e.deck and (entry := known.of(e)) is not None and entry[0] != key_hash(e)]


def remember_keys(exercises: Iterable[Exercise], progress: Remembers, *, anew: Collection[str] = ()) -> None:
    """Keep the answers of questions of decks beside what is remembered of them: a write for each that is news.

    Those whose ids are in ``anew`` are learnt anew: a card of their own begins.
    """
    known = _Known(progress)
    for exercise in exercises:
        if not exercise.deck:
            continue
        before = known.of(exercise)
        now = key_hash(exercise), (before[1] if before is not None else 0) + (exercise.id in anew)
        if now != before:
            progress.remember(_name(exercise), list(now))


def with_cards(exercises: Iterable[Exercise], progress: Remembers) -> list[Exercise]:
    """Questions with the cards they have now: one that is learnt anew has another than before."""
    known = _Known(progress)
    found = []
    for exercise in exercises:
        entry = known.of(exercise) if exercise.deck else None
        times = entry[1] if entry is not None else 0
        found.append(replace(exercise, target=f"{exercise.target}~{times + 1}") if times else exercise)
    return found


class _Known:
    """What is kept of questions: the hash of the answer, and how often it was begun anew."""

    def __init__(self, progress: Remembers) -> None:
        self._progress = progress
        old = progress.recall(KEYS, {})
        self._old: dict[Any, Any] = old if isinstance(old, dict) else {}
        """What was kept under one name for all, before each question had its own."""

    def of(self, exercise: Exercise) -> tuple[str, int] | None:
        """Of one question; None where nothing is kept."""
        old = self._old.get(f"{exercise.pair}/{exercise.id}")
        entry = self._progress.recall(_name(exercise), old)
        if isinstance(entry, list) and len(entry) == 2 and isinstance(entry[1], int):
            return str(entry[0]), entry[1]
        return None


def _name(exercise: Exercise) -> str:
    return f"{KEYS}/{exercise.pair}/{exercise.id}"
