"""Questions that are half answered by chance are asked in sets; a set is one review of its card."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from tui_learn.progress.cards import Rating

SET = 3
"""Questions of a whole set."""


class Review(Protocol):
    """What the fold needs of an answer."""

    @property
    def id(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def rating(self) -> int: ...
    @property
    def part(self) -> str: ...


def rating_of_set(ratings: Sequence[int]) -> Rating:
    """Of three all right: good; one wrong: hard; else again. While there are fewer, none may be wrong: hard."""
    wrong = sum(rating == Rating.AGAIN for rating in ratings)
    if len(ratings) < SET:
        return Rating.AGAIN if wrong else Rating.HARD
    return (Rating.GOOD, Rating.HARD)[wrong] if wrong < 2 else Rating.AGAIN


def joined_reviews(answers: Iterable[Review]) -> list[tuple[datetime, Rating]]:
    """A card's answers as reviews, in order of time; a set stands at the time of its last answer.

    Another review of the card ends a set: what is answered of it afterwards is a set of its own.
    """
    joined: list[tuple[datetime, Rating]] = []
    part, ratings = "", list[int]()
    for answer in sorted(answers, key=lambda a: (a.at, a.id)):
        if answer.part and answer.part == part:
            joined.pop()
        else:
            part, ratings = answer.part, []
        ratings.append(answer.rating)
        joined.append((answer.at, rating_of_set(ratings) if part else Rating(answer.rating)))
    return joined
