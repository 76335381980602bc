"""Proof that a wrong answer is wrong: the word translates nothing in the sentence that is shown.

Let d stand in the segments T(d). The words of another version that could be its translation are those of
the versions of T(d); d is rejected if one of them stands in that version of the shown sentence. Words are
compared by their first four letters, which errs on the safe side. With two versions a word of *any* of
T(d) counts as a possible translation; with more, a word of at least half of T(d), and every version must
agree. Among 204 true synonyms offered against their twin, the two rules let 2.5 % and none through.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tui_learn.quiz.material import Material
from tui_learn.quiz.stems import MIN_STEM

MIN_DICE = 0.3


class Disjointness:
    """Answers for one edition whether a word is surely no translation of anything in a segment."""

    def __init__(self, material: Material, language: str) -> None:
        self._material = material
        self._language = language
        self._versions = material.versions(language)
        self._partners: dict[tuple[str, str], frozenset[str]] = {}
        self._candidates: dict[tuple[str, str, bool], frozenset[str] | None] = {}

    def proves(self, word: str, segment: str, shown: str) -> bool:
        """Whether folded ``word`` translates nothing in ``segment``.

        ``shown`` is the language on display: it must be able to prove it; other versions must agree where
        they can.
        """
        versions = [v for v in self._versions if segment in self._material.parallel(self._language, v)]
        if shown not in versions:
            return False
        any_counts = len(versions) == 1
        for version in versions:
            candidates = self._possible_translations(word, version, any_counts)
            if candidates is None:
                if version == shown:
                    return False
                continue
            target = self._material.parallel(self._language, version)[segment]
            if candidates & self._material.index(version).beginnings.get(target, frozenset()):
                return False
        return True

    def _possible_translations(self, word: str, version: str, any_counts: bool) -> frozenset[str] | None:
        key = (word, version, any_counts)
        if key not in self._candidates:
            self._candidates[key] = self._collect(word, version, any_counts)
        return self._candidates[key]

    def _collect(self, word: str, version: str, any_counts: bool) -> frozenset[str] | None:
        parallel = self._material.parallel(self._language, version)
        beginnings = self._material.index(version).beginnings
        places = [s for s in sorted(self._material.index(self._language).segments_with(word)) if s in parallel]
        if not places:
            return None
        counts = Counter(b for place in places for b in beginnings.get(parallel[place], ()))
        needed = 1 if any_counts else len(places) / 2
        return frozenset(beginning for beginning, count in counts.items() if count >= needed)

    def share_a_partner(self, word: str, other: str) -> bool:
        """Whether two folded words have a best partner (Dice) in common in some version: then they may be synonyms."""
        for version in self._versions:
            if self._best_partners(word, version) & self._best_partners(other, version):
                return True
        return False

    def _best_partners(self, word: str, version: str) -> frozenset[str]:
        key = (word, version)
        if key not in self._partners:
            self._partners[key] = self._find_partners(word, version)
        return self._partners[key]

    def _find_partners(self, word: str, version: str) -> frozenset[str]:
        parallel = self._material.parallel(self._language, version)
        index = self._material.index(version)
        places = {parallel[s] for s in self._material.index(self._language).segments_with(word) if s in parallel}
        if not places:
            return frozenset()
        dice: dict[str, float] = {}
        for beginning in {b for place in places for b in index.beginnings.get(place, ())}:
            there = {s for s, found in index.beginnings.items() if beginning in found}
            dice[beginning] = 2 * len(places & there) / (len(places) + len(there))
        best = max(dice.values(), default=0.0)
        return frozenset(b for b, value in dice.items() if value == best) if best >= MIN_DICE else frozenset()


def proves_phrase(disjointness: Disjointness, words: Sequence[str], segment: str, shown: str) -> bool:
    """Whether every content word of a phrase is surely foreign to the segment; False for a phrase without any."""
    content = [word for word in words if len(word) >= MIN_STEM]
    return bool(content) and all(disjointness.proves(word, segment, shown) for word in content)
