"""How a question comes back after a miss: with its options, pieces or words in another order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.hints import letter_steps
from tui_learn.quiz.items import Item
from tui_learn.quiz.seeded import shuffled

RETURN_AFTER, RETURN_AT_MOST = 3, 5
"""Other questions before a missed one comes back; the more often, the later."""
MAX_RETURNS = 3

T = TypeVar("T")


def distance(returns: int) -> int:
    """Other questions before the return of this number, from 1."""
    return min(RETURN_AFTER + returns - 1, RETURN_AT_MOST)


def reshuffled(exercise: Exercise, returns: int) -> Exercise:
    """The same question with what can be chosen in an order that depends on how often it has come back."""
    if not returns:
        return exercise

    def mixed(items: Sequence[T], name: Callable[[T], str]) -> tuple[T, ...]:
        numbered = shuffled(enumerate(items), returns, "return", exercise.id, name=lambda n: f"{name(n[1])}:{n[0]}")
        found = [item for _number, item in numbered]
        return tuple([*found[1:], found[0]] if len(found) > 1 and found == list(items) else found)

    match exercise.type:
        case "choice":
            return replace(exercise, options=mixed(exercise.options, lambda option: option.text))
        case "tiles" | "order" | "sort":
            tiles = mixed(exercise.tiles, str)
            if [piece for piece in tiles if piece in exercise.order] == list(exercise.order):
                tiles = exercise.tiles  # chance had solved it
            return replace(exercise, tiles=tiles)
        case "match":
            rights = mixed(exercise.rights, str)
            solved = list(rights) == [right for _left, right in exercise.pairs]
            return exercise if solved else replace(exercise, rights=rights)
        case "odd" if exercise.key_index is not None:
            odd = exercise.pairs[exercise.key_index]
            pairs = mixed(exercise.pairs, "=".join)
            return replace(exercise, pairs=pairs, key_index=pairs.index(odd))
        case _:
            return exercise


def asked_anew(item: Item, name: str, exercise: Exercise | None) -> Item | None:
    """An item after the exercise with this id was edited; None where it is that and is asked no more.

    The help that was given before is not in sight any more.
    """
    origin = exercise if item.origin is not None and item.origin.id == name else item.origin
    if item.exercise.id != name:
        return replace(item, origin=origin)
    if exercise is None:
        return None
    given = min(item.given, len(letter_steps(exercise)))
    asked = reshuffled(exercise, item.returns)
    return replace(item, exercise=asked, hints=0, retried=False, given=given, origin=origin)
