"""The wrong words a learner has picked before: they are the best wrong answers to offer again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Protocol

from tui_learn.progress import Event
from tui_learn.quiz.ability import was_right
from tui_learn.quiz.recorder import RECENT

_CARDS = ("recognise", "produce")


class KnowsAttempts(Protocol):
    """Where answers are kept."""

    def attempts(self, *, practice: bool = False, last: int | None = None) -> list[Event]: ...


def earlier_picks(progress: KnowsAttempts, pair: str) -> Mapping[str, tuple[str, ...]]:
    """From the folded word that was asked for to the words that were picked instead, the most frequent first.

    Of those picked equally often the latest comes first; only recent answers count.
    """
    counts: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for number, attempt in enumerate(progress.attempts(last=RECENT)):
        word = _word(attempt.card, pair)
        if word and attempt.answer and not was_right(attempt):
            count, _last = counts[word].get(attempt.answer, (0, 0))
            counts[word][attempt.answer] = (count + 1, number)
    return {
        word: tuple(sorted(picked, key=lambda answer: picked[answer], reverse=True)) for word, picked in counts.items()
    }


def _word(card: str, pair: str) -> str:
    """The folded word of the card of a word."""
    parts = card.split("/", 3)
    if len(parts) == 4 and parts[0] == "word" and parts[1] == pair and parts[2] in _CARDS:
        return parts[3]
    return ""
