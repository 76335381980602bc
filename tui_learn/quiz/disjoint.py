"""Proof that a wrong answer is wrong: the word translates nothing in the sentence that is shown.

Let d stand in the segments T(d). The words of another version that could be its translation are those of
the versions of T(d); d is rejected if one of them stands in that version of the shown sentence. Words are
compared by their first four letters, which errs on the safe side (pairs of characters where words have no spaces
between them). With two versions a word of *any* of T(d) counts as a possible translation; with more, a word of at
least half of T(d), and every version must agree. Among 204 true synonyms offered against their twin, the two rules
let 2.5 % and none through.

Sets of segments are bit sets (numbers), so that a word is looked at once and not once for every sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tui_learn.quiz.material import Material
from tui_learn.quiz.stems import MIN_STEM
from tui_learn.quiz.words import numbers_in

MIN_DICE = 0.3


@dataclass(frozen=True, slots=True)
class _Version:
    """Another edition, seen from the segments of this one."""

    aligned: int
    """The segments that have a sure counterpart there."""
    words: dict[int, frozenset[str]]
    """Segment number to the beginnings of the words of its counterpart."""
    places: dict[str, int]
    """Beginning of a word there to the segments in whose counterparts it stands."""


class Disjointness:
    """Answers for one edition whether a word is surely no translation of anything in a segment."""

    def __init__(self, material: Material, language: str) -> None:
        self._material = material
        self._language = language
        self._index = material.index(language)
        self._found: dict[tuple[str, str], int] = material.once(f"unproven/{language}", dict)
        self._partners: dict[str, tuple[frozenset[str], ...]] = material.once(f"partners/{language}", dict)

    @cached_property
    def _versions(self) -> dict[str, _Version]:
        return self._material.once(
            f"versions/{self._language}",
            lambda: {version: self._look_at(version) for version in self._material.versions(self._language)},
        )

    def _look_at(self, version: str) -> _Version:
        parallel = self._material.parallel(self._language, version)
        beginnings = self._material.index(version).beginnings
        words: dict[int, frozenset[str]] = {}
        places: dict[str, int] = {}
        aligned = 0
        for segment, number in self._index.number.items():
            target = parallel.get(segment)
            if target is None:
                continue
            aligned |= 1 << number
            words[number] = found = beginnings.get(target, frozenset())
            for beginning in found:
                places[beginning] = places.get(beginning, 0) | 1 << number
        return _Version(aligned, words, places)

    def proves(self, word: str, segment: str, shown: str) -> bool:
        """Whether folded ``word`` translates nothing in ``segment``.

        ``shown`` is the language on display: it must be able to prove it; other versions must agree where
        they can.
        """
        number = self._index.number.get(segment)
        return number is not None and not self.unproven(word, shown) >> number & 1

    def unproven(self, word: str, shown: str) -> int:
        """The segments, as a bit set, in which a folded word is not proven to translate nothing."""
        key = (word, shown)
        if key not in self._found:
            self._found[key] = self._unproven(word, shown)
        return self._found[key]

    def _unproven(self, word: str, shown: str) -> int:
        everything = (1 << len(self._index.number)) - 1
        if shown not in self._versions:
            return everything
        places = self._index.places_of(word)
        several = 0
        for name, version in self._versions.items():
            if name != shown:
                several |= version.aligned
        unproven = everything & ~self._versions[shown].aligned
        for name, version in self._versions.items():
            counts, total = _counts(version, places)
            if not total:
                if name == shown:
                    return everything
                continue
            for beginning, count in counts.items():
                if 2 * count >= total:
                    unproven |= version.places[beginning] & several
                if name == shown:
                    unproven |= version.places[beginning] & ~several
        return unproven

    def share_a_partner(self, word: str, other: str) -> bool:
        """Whether two folded words have a best partner (Dice) in common in some version: then they may be synonyms."""
        return any(
            mine & theirs for mine, theirs in zip(self._best_partners(word), self._best_partners(other), strict=True)
        )

    def _best_partners(self, word: str) -> tuple[frozenset[str], ...]:
        if word not in self._partners:
            places = self._index.places_of(word)
            self._partners[word] = tuple(_best(version, places) for version in self._versions.values())
        return self._partners[word]


def _counts(version: _Version, places: int) -> tuple[Counter[str], int]:
    """How often each beginning stands in the counterparts of some segments, and how many have a counterpart."""
    places &= version.aligned
    counts: Counter[str] = Counter()
    for number in numbers_in(places):
        counts.update(version.words[number])
    return counts, places.bit_count()


def _best(version: _Version, places: int) -> frozenset[str]:
    counts, total = _counts(version, places)
    dice = {b: 2 * count / (total + version.places[b].bit_count()) for b, count in counts.items()}
    best = max(dice.values(), default=0.0)
    return frozenset(b for b, value in dice.items() if value == best) if best >= MIN_DICE else frozenset()


def proves_phrase(disjointness: Disjointness, words: Sequence[str], segment: str, shown: str) -> bool:
    """Whether every content word of a phrase is surely foreign to the segment; False for a phrase without any."""
    content = [word for word in words if len(word) >= MIN_STEM]
    return bool(content) and all(disjointness.proves(word, segment, shown) for word in content)
