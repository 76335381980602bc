"""Marks by which a change is noticed: of a saved question by hand, and of an answer one has learnt."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
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
"""The name under which progress remembers the answers of decks."""


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

    def change(self, name: str, change: Callable[[Any], Any], default: Any = None) -> Any: ...

    def recall(self, name: str, default: Any = None) -> Any: ...


def changed_keys(exercises: Iterable[Exercise], progress: Remembers) -> list[Exercise]:
    """Those questions of decks whose answer is another than when they were last asked."""
    known = _known(progress)
    return [e for e in exercises if e.deck and _name(e) in known and known[_name(e)][0] != key_hash(e)]


def remember_keys(exercises: Iterable[Exercise], progress: Remembers, *, anew: Collection[str] = ()) -> None:
    """Keep the answers of questions of decks beside what is remembered of them.

    Those whose ids are in ``anew`` are learnt anew: a card of their own begins.
    """
    known = _known(progress)
    now: dict[str, list[Any]] = {}
    for exercise in exercises:
        if exercise.deck:
            _hash, times = known.get(_name(exercise), ("", 0))
            now[_name(exercise)] = [key_hash(exercise), times + (exercise.id in anew)]
    news = {name: entry for name, entry in now.items() if known.get(name) != tuple(entry)}
    if news:
        progress.change(KEYS, lambda old: {**(old if isinstance(old, dict) else {}), **news})


def with_cards(exercises: Iterable[Exercise], progress: Remembers) -> list[Exercise]:
    """Questions with the cards they have now: one that is learnt anew has another than before."""
    known = _known(progress)
    found = []
    for exercise in exercises:
        times = known[_name(exercise)][1] if exercise.deck and _name(exercise) in known else 0
        found.append(replace(exercise, target=f"{exercise.target}~{times + 1}") if times else exercise)
    return found


def _known(progress: Remembers) -> dict[str, tuple[str, int]]:
    """What is kept: by question the hash of its answer, and how often it was begun anew."""
    kept = progress.recall(KEYS, {})
    return {
        name: (entry[0], entry[1])
        for name, entry in (kept.items() if isinstance(kept, dict) else ())
        if isinstance(entry, list) and len(entry) == 2 and isinstance(entry[1], int)
    }


def _name(exercise: Exercise) -> str:
    return f"{exercise.pair}/{exercise.id}"
