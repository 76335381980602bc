"""How a target is looked at: which kinds of question its stage of memory calls for.

What is new is recognised, what has stayed is brought forth, and what has stayed long is typed without any help.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path

from tui_learn.progress import CardState
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.hints import free_steps, letter_steps

KNOWN_DAYS = 3.0
"""Stability above which a word is brought forth."""
MATURE_DAYS = 14.0
"""Stability above which it is typed without help."""
FIRST = frozenset({"V1", "V5", "V6"})
BROUGHT_FORTH = frozenset({"V2", "V7", "V8"})


class Stage(IntEnum):
    """How well a card is remembered."""

    NEW = 0
    YOUNG = 1
    KNOWN = 2
    MATURE = 3


def stage_of(state: CardState | None) -> Stage:
    """The stage of a card by its stability."""
    if state is None:
        return Stage.NEW
    if state.stability <= KNOWN_DAYS:
        return Stage.YOUNG
    return Stage.KNOWN if state.stability <= MATURE_DAYS else Stage.MATURE


def is_binary(exercise: Exercise) -> bool:
    """Whether half of the answers would be right by chance: such questions are asked in sets."""
    return exercise.type == "tf"


def card_of(exercise: Exercise, place: str = "") -> str:
    """The key of the memory card an exercise is a view of.

    Binary questions that belong together, of a contrast or of the statements of an article, share a card.
    """
    if not is_binary(exercise):
        return exercise.target
    parts = exercise.target.split("/", 4)
    if len(parts) == 5 and parts[2] == "contrast":
        return "/".join(parts[:4])
    # A deck goes by its name: where it lies is another folder on another device.
    return f"claim/{exercise.pair}/statements/{Path(exercise.deck).name if exercise.deck else place}"


def memory_of(card: str) -> str:
    """What a card is about: a word or sentence has one card for recognising it and one for producing it."""
    parts = card.split("/", 3)
    if len(parts) == 4 and parts[0] in ("word", "sentence"):
        return f"{parts[0]}/{parts[1]}/{parts[3]}"
    return card


def is_production(card: str) -> bool:
    """Whether it is the card for producing a word or sentence."""
    parts = card.split("/", 3)
    return len(parts) == 4 and parts[0] in ("word", "sentence") and parts[2] == "produce"


def tiers(stage: Stage, own: Sequence[Exercise], siblings: Sequence[Exercise]) -> list[list[Exercise]]:
    """The views of a card at a stage: those it calls for, then the others it may be looked at by.

    ``own`` are the exercises of the card, ``siblings`` those of its other direction; both best first.
    """
    if not own or own[0].is_vocabulary:
        return _of_words(stage, own, siblings)
    wanted = [exercise for exercise in own if _direction(exercise) == min(stage, Stage.KNOWN)]
    if stage == Stage.MATURE:
        wanted = [exercise for exercise in own if exercise.type in ("cloze", "typed")] or wanted
    return _parted(wanted, own)


def _of_words(stage: Stage, own: Sequence[Exercise], siblings: Sequence[Exercise]) -> list[list[Exercise]]:
    if stage == Stage.NEW:
        return _parted([exercise for exercise in own if exercise.code in FIRST], own)
    if stage == Stage.YOUNG:
        return [list(own)]
    forth = [e for e in (*own, *siblings) if e.code in BROUGHT_FORTH]
    if stage == Stage.MATURE:
        return _parted([e for e in forth if e.type == "cloze"] or forth, [*forth, *own])
    return _parted(forth, own)


def _parted(wanted: Sequence[Exercise], others: Sequence[Exercise]) -> list[list[Exercise]]:
    """What is wanted, then the rest; what is wanted alone where there is no rest."""
    ids = {exercise.id for exercise in wanted}
    rest: dict[str, Exercise] = {e.id: e for e in others if e.id not in ids}
    return [tier for tier in (list(wanted), list(rest.values())) if tier]


def _direction(exercise: Exercise) -> Stage:
    """The stage for which the languages of a concept question are meant: first the known one is read."""
    known, _colon, learned = exercise.pair.partition(":")
    shown = exercise.prompt[0].lang if exercise.prompt else known
    if exercise.key_lang == learned and shown == learned and known != learned:
        return Stage.KNOWN
    return Stage.NEW if shown == known else Stage.YOUNG


def letters_given(stage: Stage, exercise: Exercise) -> int:
    """Steps of help a word to be typed begins with: fewer, the better it is known."""
    if not letter_steps(exercise) or exercise.code not in BROUGHT_FORTH:
        return 0
    return max(free_steps(exercise), {Stage.NEW: 2, Stage.YOUNG: 1}.get(stage, 0))
