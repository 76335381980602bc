"""Choosing wrong answers of which the key cannot be told by its looks.

What could be guessed by (length, how often a term stands in the article, the size of a figure): for each of these cues
the key is to stand at a seeded rank among the options, so that no such guess is better than chance.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from tui_learn.quiz.seeded import number
from tui_learn.quiz.shapes import (
    LOOSE,
    STRICT,
    ending,
    length_gives_away,
    overlapping,
    properties,
    shape,
    shared_words,
)
from tui_learn.quiz.stems import folded_words
from tui_learn.text.fold import fold

_T = TypeVar("_T")
POOL = 7
"""Candidates of which combinations are tried."""
_SENTENCE = 6
"""Words up to which the shape of a text is seen before it is read."""


@dataclass(frozen=True, slots=True)
class _Looks:
    """What a text looks like to one who does not read it."""

    text: str
    strict: int
    loose: int
    shape: tuple[bool, bool, bool, bool]
    words: int
    ending: str
    """Of a single word; empty for more."""


@lru_cache(maxsize=16384)
def _look(text: str, language: str) -> _Looks:
    single = len(folded_words(text, language)) == 1
    return _Looks(
        text,
        properties(text, STRICT),
        properties(text, LOOSE),
        shape(text),
        len(text.split()),
        ending(text, language) if single else "",
    )


@dataclass(frozen=True)
class Chooser(Generic[_T]):
    """Chooses wrong answers among things of an edition."""

    language: str
    seed: int
    text: Callable[[_T], str]
    """What is shown of a thing."""
    cues: tuple[Callable[[_T], float], ...] = ()
    """What the key could be guessed by, besides its length."""

    def choose(
        self,
        key: _T,
        candidates: Sequence[_T],
        name: str,
        believable: Callable[[_T], bool] | None = None,
    ) -> list[_T] | None:
        """Three wrong answers, or two where three will not do; None where not even two will.

        ``candidates`` come best first; only the first few are tried. At least one of those taken is ``believable``.
        """
        pool = [other for other in candidates if self._are_apart(self.text(key), self.text(other))][:POOL]
        if len(pool) < 2:
            return None
        looks = [_look(self.text(thing), self.language) for thing in (key, *pool)]
        values = [[float(len(self.text(thing))), *(cue(thing) for cue in self.cues)] for thing in (key, *pool)]
        apart = {
            (a, b)
            for a, b in itertools.combinations(range(1, len(looks)), 2)
            if self._are_apart(looks[a].text, looks[b].text)
        }
        good = [True, *(believable is None or believable(other) for other in pool)]
        for size in (3, 2):
            wanted = [number(self.seed, name, str(place), str(size)) % (size + 1) for place in range(len(values[0]))]
            ranked: list[tuple[float, tuple[int, ...]]] = []
            for order, group in enumerate(itertools.combinations(range(1, len(looks)), size)):
                if all(pair in apart for pair in itertools.combinations(group, 2)) and any(good[n] for n in group):
                    cost = order / 50
                    for cue, rank in enumerate(wanted):
                        cost += abs(_rank_of(values[0][cue], [values[n][cue] for n in group]) - rank)
                    loose = [looks[n].loose for n in group]
                    ranked.append((cost + 2 * _is_alone(looks[0].loose, loose), group))
            for _cost, group in sorted(ranked):
                if self._is_fair(looks[0], [looks[n] for n in group]):
                    return [pool[n - 1] for n in group]
        return None

    def _are_apart(self, one: str, other: str) -> bool:
        return fold(one, self.language) != fold(other, self.language) and not overlapping(one, other, self.language)

    def _is_fair(self, key: _Looks, group: Sequence[_Looks]) -> bool:
        texts = [looks.text for looks in group]
        if _is_alone(key.strict, [looks.strict for looks in group]) or length_gives_away(key.text, texts):
            return False
        if min(looks.words for looks in (key, *group)) <= _SENTENCE and (
            2 * sum(looks.shape == key.shape for looks in group) < len(group)
            or min(abs(looks.words - key.words) for looks in group) > 1
        ):
            return False
        endings = [looks.ending for looks in group]
        if key.ending and all(endings) and key.ending not in endings and len(set(endings)) < len(endings):
            return False
        return not self._converges(key.text, texts)

    def _converges(self, key: str, others: Sequence[str]) -> bool:
        """Whether the key shares at least two more words with the other options than any of them does."""
        mine = shared_words(key, others, self.language)
        return mine >= 2 and mine >= 2 + max(
            shared_words(text, [key, *(t for t in others if t != text)], self.language) for text in others
        )


def _is_alone(mine: int, others: Sequence[int]) -> bool:
    """Whether a text alone has, or alone lacks, some property, given as bit sets."""
    alone = -1
    for other in others:
        alone &= mine ^ other
    return alone != 0


def _rank_of(value: float, others: Sequence[float]) -> float:
    """How many of the others are smaller; equal ones count half."""
    return sum(1.0 if other < value else 0.5 if other == value else 0.0 for other in others)
