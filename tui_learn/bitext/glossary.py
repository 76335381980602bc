"""Pairs of dictionary forms with their evidence: which may be shown, which glossed, which asked."""

from __future__ import annotations

from abc import abstractmethod
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from tui_learn.bitext.flat import LazySequence
from tui_learn.bitext.word_links import LinkedBitext, Side, SpanLink

Grade = Literal["quiz", "gloss", "highlight"]
"""What a pair is good for: to be asked, to be told, or only to be lit where it stands."""
Verdict = Literal["confirmed", "struck", ""]
"""What the learner said of a pair."""


@dataclass(frozen=True, slots=True)
class GlossaryPair:
    """A dictionary form on the left and one on the right that answer each other in this article."""

    left: str
    """Dictionary form as far as we know it; several words where the link is one of phrases."""
    right: str
    confidence: float
    """Probability that the pair may be taught, 0 to 1."""
    grade: Grade
    evidence: tuple[str, ...]
    """``dictionary:fin-swe``, ``cognate``, ``repeated:5``, ``via:nb``, ``confirmed``, ``struck``, ``curated``."""
    agreeing: int
    """Languages of the article whose own links lead from the left to the right word too."""
    languages: int
    """Other languages the article has."""
    places: Sequence[SpanLink]
    """Every link that shows it, in order."""
    left_forms: tuple[str, ...]
    """The different forms as they stand in the text, the most frequent first."""
    right_forms: tuple[str, ...]
    verdict: Verdict = ""

    @property
    def is_proven(self) -> bool:
        """Whether it may be asked."""
        return self.grade == "quiz"

    @property
    def is_single(self) -> bool:
        """Whether one word answers one word."""
        return " " not in self.left and " " not in self.right


def rank(pair: GlossaryPair) -> tuple[float, str, str]:
    """By which pairs are put in order, best first."""
    return -pair.confidence, pair.left, pair.right


def judged(pair: GlossaryPair, verdict: Verdict) -> GlossaryPair:
    """A pair of which nothing had been said with what the learner says of it, which decides."""
    if not verdict:
        return pair
    asked: Grade = "gloss" if "curated" in pair.evidence and not pair.is_single else "quiz"
    return replace(
        pair,
        confidence=1.0 if verdict == "confirmed" else 0.0,
        grade=asked if verdict == "confirmed" else "highlight",
        evidence=(*pair.evidence, verdict),
        verdict=verdict,
    )


class IndexedPairs(LazySequence[GlossaryPair]):
    """Pairs, best first, that can be found without looking through them."""

    @abstractmethod
    def of(self, side: Side, lexeme: str) -> tuple[GlossaryPair, ...]:
        """The pairs of a dictionary form, best first."""

    @abstractmethod
    def of_link(self, link: SpanLink) -> GlossaryPair | None:
        """The pair a link shows."""

    @abstractmethod
    def judged(self, given: Mapping[tuple[str, str], Verdict]) -> IndexedPairs:
        """The same pairs with what the learner has said of some, instead of what was said before."""


class _Indexed(IndexedPairs):
    """The same of pairs that are all there."""

    def __init__(self, pairs: Sequence[GlossaryPair], before: Sequence[GlossaryPair] = ()) -> None:
        """``before`` are the same, as long as the learner says nothing of them."""
        self._pairs = pairs
        self._before = before or pairs

    def __len__(self) -> int:
        return len(self._pairs)

    def _item(self, number: int) -> GlossaryPair:
        return self._pairs[number]

    def of(self, side: Side, lexeme: str) -> tuple[GlossaryPair, ...]:
        """The pairs of a dictionary form, in order."""
        return self._by_lexeme[side].get(lexeme, ())

    def of_link(self, link: SpanLink) -> GlossaryPair | None:
        """The pair a link shows."""
        return self._by_place.get((link.left, link.right))

    def judged(self, given: Mapping[tuple[str, str], Verdict]) -> IndexedPairs:
        """The same pairs with what the learner has said of some."""
        made = [judged(pair, given.get((pair.left, pair.right), "")) for pair in self._before]
        return _Indexed(tuple(sorted(made, key=rank)), self._before)

    @cached_property
    def _by_place(self) -> Mapping[tuple[tuple[int, ...], tuple[int, ...]], GlossaryPair]:
        return {(place.left, place.right): pair for pair in self._pairs for place in pair.places}

    @cached_property
    def _by_lexeme(self) -> Mapping[Side, Mapping[str, tuple[GlossaryPair, ...]]]:
        left: dict[str, list[GlossaryPair]] = defaultdict(list)
        right: dict[str, list[GlossaryPair]] = defaultdict(list)
        for pair in self._pairs:
            left[pair.left].append(pair)
            right[pair.right].append(pair)
        return {
            "left": {lexeme: tuple(found) for lexeme, found in left.items()},
            "right": {lexeme: tuple(found) for lexeme, found in right.items()},
        }


@dataclass(frozen=True)
class Glossary:
    """The pairs of an article in two languages."""

    linked: LinkedBitext
    pairs: Sequence[GlossaryPair]
    """Best first."""

    @property
    def proven(self) -> tuple[GlossaryPair, ...]:
        """The pairs that may be asked."""
        return tuple(pair for pair in self.pairs if pair.is_proven)

    def of(self, side: Side, lexeme: str) -> tuple[GlossaryPair, ...]:
        """The pairs of a dictionary form, best first."""
        return self._indexed.of(side, lexeme)

    def of_link(self, link: SpanLink) -> GlossaryPair | None:
        """The pair a link shows."""
        return self._indexed.of_link(link)

    def judged(self, given: Mapping[tuple[str, str], Verdict]) -> Glossary:
        """With what the learner says, by the dictionary forms of left and right, instead of what this method was told
        before."""
        return replace(self, pairs=self._indexed.judged(given))

    @cached_property
    def _indexed(self) -> IndexedPairs:
        return self.pairs if isinstance(self.pairs, IndexedPairs) else _Indexed(self.pairs)
