"""Wrong answers beside a key that is a sentence or part of one: as a group they must not tell which it is.

The key may not stand out by capitals, figures or signs, nor by a word that looks like one of the prompt, and no option
may say less of what another says. By length, and by how much the article speaks of it, it stands at a seeded rank.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence

from tui_learn.quiz.material import Material
from tui_learn.quiz.seeded import number
from tui_learn.quiz.shapes import LOOSE, STRICT, length_gives_away, overlapping, shape, stands_out
from tui_learn.quiz.stems import content_words
from tui_learn.quiz.topic_words import starts
from tui_learn.quiz.words import WordIndex

POOL = 8
"""Wrong answers of which groups are tried."""


class FairGroups:
    """Chooses groups of wrong answers for the keys of one edition."""

    def __init__(self, index: WordIndex, seed: int, kind: str) -> None:
        self._index = index
        self._seed = seed
        self._kind = kind
        self._spoken: dict[str, int] = {}

    def choose(
        self,
        key: str,
        rivals: Sequence[str],
        prompt: frozenset[str],
        *,
        allowed: Callable[[Sequence[str]], bool] | None = None,
        amid: bool = False,
        loose: bool = False,
    ) -> list[str] | None:
        """Three of the rivals, or two, in order of preference; None where none would do.

        ``prompt`` is what its words begin with: the key has no more of these than all others, and with ``amid`` no
        fewer either. ``allowed`` may forbid a group; with ``loose`` signs may tell if they must.
        """
        language = self._index.language
        pool = self._pool(key, rivals)
        seen = {text: _in_common(prompt & starts(text, language)) for text in (key, *pool)}
        for size in (3, 2):
            best: tuple[float, list[str]] | None = None
            for order, group in enumerate(itertools.combinations(pool, size)):
                if not _is_hidden(key, group, seen, amid):
                    continue
                if stands_out(key, group, STRICT) or length_gives_away(key, group):
                    continue
                signs = stands_out(key, group, LOOSE)
                if signs and not loose:
                    continue
                if allowed is not None and not allowed(group):
                    continue
                if any(overlapping(a, b, language) for a, b in itertools.combinations((key, *group), 2)):
                    continue
                cost = order / 30 + self._misplaced(key, group) + 2 * signs + 2 * _has_another_shape(key, group)
                if best is None or cost < best[0]:
                    best = cost, list(group)
            if best is not None:
                return best[1]
        return None

    def _pool(self, key: str, rivals: Sequence[str]) -> list[str]:
        """The rivals to try: half as they come, half such as bring the key to its rank by how much is said of it."""
        first, rest = list(rivals[: POOL // 2]), rivals[POOL // 2 :]
        few_below = self._wanted(key, "frequency", 3) < 2
        rest = sorted(rest, key=self._spoken_of, reverse=few_below)
        return [*first, *rest[: POOL - len(first)]]

    def _wanted(self, key: str, name: str, size: int) -> int:
        return number(self._seed, self._kind, key, name) % (size + 1)

    def _misplaced(self, key: str, group: Sequence[str]) -> float:
        """How far the key is from the ranks it is to have among the options."""
        total = 0.0
        for name, measure in (("length", len), ("frequency", self._spoken_of)):
            smaller = sum(measure(text) < measure(key) for text in group)
            total += abs(smaller - self._wanted(key, name, len(group)))
        return total

    def _spoken_of(self, text: str) -> int:
        """Segments that hold a word of a text, summed over its words."""
        if text not in self._spoken:
            words = dict.fromkeys(content_words(text, self._index.language))
            self._spoken[text] = sum(self._index.frequency(word) for word in words)
        return self._spoken[text]


def fair_groups(material: Material, language: str, kind: str) -> FairGroups:
    """Those of an edition for a kind, made once."""
    return material.once(f"fair/{kind}/{language}", lambda: FairGroups(material.index(language), material.seed, kind))


def _in_common(forms: frozenset[str]) -> tuple[int, int, int]:
    """How many words begin alike, how many are the same, and how many are figures or acronyms."""
    same = sum(form.startswith("=") for form in forms)
    kept = sum(form.startswith("#") for form in forms)
    return len(forms) - same - kept, same, kept


def _is_hidden(key: str, group: Sequence[str], seen: Mapping[str, tuple[int, int, int]], amid: bool) -> bool:
    for place, mine in enumerate(seen[key]):
        others = [seen[text][place] for text in group]
        if mine > max(others) or (amid and mine < min(others)):
            return False
    return True


def _has_another_shape(key: str, group: Sequence[str]) -> bool:
    """Whether most of the others are written otherwise, or all are shorter or longer by two words."""
    words = len(key.split())
    unlike = sum(shape(text) != shape(key) for text in group)
    short = any(len(text.split()) <= 6 for text in (key, *group))
    return 2 * unlike > len(group) or (short and min(abs(len(text.split()) - words) for text in group) >= 2)
