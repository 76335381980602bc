"""Where an article says nearly the same twice, found without comparing every sentence with every other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from tui_learn.quiz.material import Material
from tui_learn.quiz.stems import MIN_STEM, content_words, count_same_stem
from tui_learn.text import Sentence

NEAR_DUPLICATE = 0.6
"""Share of common words (Jaccard) from which two sentences say too much the same."""


class AlikeSentences:
    """The sentences of one edition, to be asked which of them are nearly the same as one.

    Two sentences as alike as that have more than half of their words in common: so one of the rarest few words of the
    one has a form in the other, and only the places of those words need to be looked at.
    """

    def __init__(self, sentences: Iterable[Sentence], language: str) -> None:
        self._language = language
        self._words = {s.id: tuple(dict.fromkeys(content_words(s.text, language))) for s in sentences}
        self._beginnings = {
            segment: frozenset(word[:MIN_STEM] for word in words) for segment, words in self._words.items()
        }
        self._places: dict[str, list[str]] = defaultdict(list)
        for segment, beginnings in self._beginnings.items():
            for beginning in beginnings:
                self._places[beginning].append(segment)

    def near(self, text: str, least: float = NEAR_DUPLICATE) -> list[str]:
        """The ids of the sentences that share so much (Jaccard, forms of a word counting as one) with a text."""
        mine = tuple(dict.fromkeys(content_words(text, self._language)))
        if not mine:
            return []
        rare = sorted(mine, key=lambda word: (len(self._places.get(word[:MIN_STEM], ())), word))
        enough = int((1 - least) * len(mine)) + 1
        candidates = dict.fromkeys(
            segment for word in rare[:enough] for segment in self._places.get(word[:MIN_STEM], ())
        )
        starts = [word[:MIN_STEM] for word in mine]
        found = []
        for segment in candidates:
            there = self._beginnings[segment]
            if sum(start in there for start in starts) >= least * len(mine) and (
                jaccard(mine, self._words[segment]) >= least
            ):
                found.append(segment)
        return sorted(found)


def jaccard(mine: Sequence[str], theirs: Sequence[str]) -> float:
    """Share of common words among the different words of two lists; forms of a word count as one."""
    if not mine or not theirs:
        return 0.0
    common = min(count_same_stem(mine, tuple(theirs)), len(theirs))
    return common / (len(mine) + len(theirs) - common)


def alike_sentences(material: Material, language: str) -> AlikeSentences:
    """Those of the body of an edition, made once."""
    return material.once(f"alike/{language}", lambda: AlikeSentences(material.index(language).body, language))
