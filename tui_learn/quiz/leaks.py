"""Which exercises give others away: what stands in clear, once one has been answered, that another asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tui_learn.quiz.exercise import GAP, MASK, Evidence, Exercise
from tui_learn.quiz.stems import any_same_stem
from tui_learn.text.fold import fold

NEAR = 4
"""Exercises within which the same sentence is not shown twice."""
_SENTENCE = 24
"""Characters of an option that is a sentence rather than a word."""


def reveals(exercise: Exercise) -> frozenset[str]:
    """``lang/segment`` of the sentences that stand in clear once it is answered."""
    shown = set(exercise.shown_segments)
    shown.update(o.src for o in exercise.options if o.src and len(o.text) >= _SENTENCE)
    return frozenset(shown)


def hidden(exercise: Exercise) -> list[Evidence]:
    """What it rests on that is not to be seen while it is asked."""
    in_view = {piece.text for piece in exercise.prompt}
    if exercise.tokens:
        in_view.add(exercise.sentence)
    return [piece for piece in exercise.evidence if piece.text not in in_view]


def secrets(exercise: Exercise) -> frozenset[str]:
    """``lang/segment`` of sentences any one of which gives the exercise away: those with the gap, or with the key."""
    gapped = {piece.lang for piece in exercise.prompt if GAP in piece.text or MASK in piece.text}
    altered = exercise.swap is not None or bool(exercise.pointed)
    found = set()
    for piece in hidden(exercise):
        own = piece.lang == exercise.key_lang
        if piece.text == exercise.key:
            is_secret = exercise.type == "tiles"
        else:
            is_secret = piece.lang in gapped or (own and (altered or exercise.key in piece.text))
        if is_secret:
            found.add(f"{piece.lang}/{piece.seg}")
    return frozenset(found)


def _at(place: str, segments: Iterable[str]) -> frozenset[str]:
    return frozenset(f"{place} {segment}" for segment in segments)


@dataclass(frozen=True, slots=True)
class _Sight:
    """What there is to see of an exercise; segments are named with the article they are of."""

    revealed: frozenset[str]
    secret: frozenset[str]
    rests_on: frozenset[str]
    """What gives it away only when all of it was seen; empty where all of it is in sight while it is asked."""
    told: tuple[str, ...]
    """Words whose meaning it tells, folded."""


class Leaks:
    """The leak graph, worked out as far as it is asked for; ``place`` names the article of each exercise."""

    def __init__(self, place: Callable[[Exercise], str] | None = None) -> None:
        self._place = place or (lambda _exercise: "")
        self._sights: dict[tuple[str, str], _Sight] = {}

    def _sight(self, exercise: Exercise) -> _Sight:
        name = exercise.deck, exercise.id
        if name not in self._sights:
            place = self._place(exercise)
            told = tuple(fold(word, exercise.key_lang) for word in exercise.words_told)
            is_hidden = exercise.type != "match" and bool(hidden(exercise))
            self._sights[name] = _Sight(
                _at(place, reveals(exercise)),
                _at(place, secrets(exercise)),
                _at(place, exercise.segment_ids if is_hidden else ()),
                told,
            )
        return self._sights[name]

    def revealed(self, exercise: Exercise) -> frozenset[str]:
        """The sentences that stand in clear once it is answered."""
        return self._sight(exercise).revealed

    def leaks(self, first: Exercise, then: Exercise) -> bool:
        """Whether the first, once answered, shows the key of the second in clear."""
        shown, sight = self._sight(first).revealed, self._sight(then)
        if shown & sight.secret:
            return True
        # Together they are the answer, as a sentence and its translation.
        return bool(sight.rests_on) and sight.rests_on <= shown

    def tells(self, first: Exercise, then: Exercise) -> bool:
        """Whether the first tells what a word means that is to be typed, or to be found, then."""
        if first.key_lang != then.key_lang or then.type not in ("cloze", "point") or then.pointed:
            return False
        return any_same_stem([fold(then.key, then.key_lang)], self._sight(first).told)

    def crowding(self, before: Sequence[Exercise], exercise: Exercise) -> float:
        """How badly an exercise follows others: 0 is well, and what was given away just before is worst."""
        cost = 0.0
        near = before[-NEAR:]
        told = any(self.tells(other, exercise) for other in near)
        if (told and exercise.type == "cloze") or any(self.leaks(other, exercise) for other in near):
            cost += 8
        elif any(self.leaks(other, exercise) for other in before[:-NEAR]):
            cost += 4
        shown = self.revealed(exercise)
        cost += 3 * (told and exercise.type != "cloze")
        cost += 3 * any(shown & self.revealed(other) for other in near)
        cost += 2 * (len(before) > 1 and {e.code for e in before[-2:]} == {exercise.code})
        return cost

    def gives_away(self, exercise: Exercise, waiting: Iterable[Exercise]) -> int:
        """How many of those that wait it would give away: it had better come after them."""
        return sum(self.leaks(exercise, other) for other in waiting if other.id != exercise.id)
