"""Where the reader jumped from, as in a browser: back and forward, also between articles. No drawing here."""

from __future__ import annotations

from dataclasses import dataclass

from tui_learn.library import Pair

LIMIT = 100
"""Places that are remembered each way."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in an article, as it can be found again when the article is opened anew."""

    article: str
    """Its id."""
    pair: Pair
    """The languages it was read in."""
    language: str
    segment: str
    offset: int | None = None
    """Where the word begins in the text of the sentence; None while no words are known."""

    def same_sentence(self, other: Place) -> bool:
        """Whether both are the same sentence, whichever word of it."""
        return (self.article, self.language, self.segment) == (other.article, other.language, other.segment)


@dataclass(frozen=True, slots=True)
class Trail:
    """Places left behind, the last one last, and places one came back from, the next one last."""

    behind: tuple[Place, ...] = ()
    ahead: tuple[Place, ...] = ()

    def left(self, place: Place) -> Trail:
        """After a jump from a place. What was ahead is forgotten; the same sentence is not remembered twice running."""
        if self.behind and self.behind[-1].same_sentence(place):
            return Trail((*self.behind[:-1], place))
        return Trail((*self.behind, place)[-LIMIT:])

    def back(self, here: Place) -> tuple[Trail, Place | None]:
        """The trail after going back, and where to; None where nothing is behind."""
        behind, to = _last_other(self.behind, here)
        return (Trail(behind, (*self.ahead, here)[-LIMIT:]), to) if to is not None else (self, None)

    def forward(self, here: Place) -> tuple[Trail, Place | None]:
        """The trail after going forward again, and where to; None where nothing is ahead."""
        ahead, to = _last_other(self.ahead, here)
        return (Trail((*self.behind, here)[-LIMIT:], ahead), to) if to is not None else (self, None)


def _last_other(places: tuple[Place, ...], here: Place) -> tuple[tuple[Place, ...], Place | None]:
    """The last place in another sentence than ``here``, and those before it."""
    for number in range(len(places) - 1, -1, -1):
        if not places[number].same_sentence(here):
            return places[:number], places[number]
    return (), None


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a reader is opened in the place of another one, so that the way back is not lost."""

    trail: Trail
    language: str = ""
    segment: str = ""
    """Where to begin; empty: where the article was left."""
    offset: int | None = None
    """Where the word begins in the text of the sentence."""
    said: str = ""
    """What to tell on arriving."""
