"""Pairs of dictionary forms with their evidence: which may be shown, which glossed, which asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

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
    places: tuple[SpanLink, ...]
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


@dataclass(frozen=True)
class Glossary:
    """The pairs of an article in two languages."""

    linked: LinkedBitext
    pairs: tuple[GlossaryPair, ...]
    """Best first."""

    @property
    def proven(self) -> tuple[GlossaryPair, ...]:
        """The pairs that may be asked."""
        return tuple(pair for pair in self.pairs if pair.is_proven)

    def of(self, side: Side, lexeme: str) -> tuple[GlossaryPair, ...]:
        """The pairs of a dictionary form, best first."""
        return self._by_lexeme[side].get(lexeme, ())

    def of_link(self, link: SpanLink) -> GlossaryPair | None:
        """The pair a link shows."""
        return self._by_place.get((link.left, link.right))

    @cached_property
    def _by_place(self) -> Mapping[tuple[tuple[int, ...], tuple[int, ...]], GlossaryPair]:
        return {(place.left, place.right): pair for pair in self.pairs for place in pair.places}

    @cached_property
    def _by_lexeme(self) -> Mapping[Side, Mapping[str, tuple[GlossaryPair, ...]]]:
        left: dict[str, list[GlossaryPair]] = defaultdict(list)
        right: dict[str, list[GlossaryPair]] = defaultdict(list)
        for pair in self.pairs:
            left[pair.left].append(pair)
            right[pair.right].append(pair)
        return {
            "left": {lexeme: tuple(found) for lexeme, found in left.items()},
            "right": {lexeme: tuple(found) for lexeme, found in right.items()},
        }
