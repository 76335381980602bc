"""Wrong answers for a word: from the same article, of the key's shape, and proven to be wrong."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from tui_learn.quiz.disjoint import Disjointness
from tui_learn.quiz.material import Material
from tui_learn.quiz.seeded import number
from tui_learn.quiz.shapes import ending, ending_gives_away, has_triple_letter, length_gives_away
from tui_learn.quiz.stems import any_same_stem, same_stem
from tui_learn.text import Token
from tui_learn.text.fold import fold, primary

COUNT = 3
"""Wrong options beside a key."""
MIN_LETTERS = 5
_POOL = 14
"""Best candidates of which combinations are tried."""
_CAPITAL_NOUNS = frozenset({"de", "lb"})


@dataclass(frozen=True, slots=True)
class WordOccurrence:
    """A word that may be asked for or offered, at one place."""

    surface: str
    folded: str
    segment: str
    start: int
    """Offset in the segment's text."""


def is_plain_word(token: Token, text: str, language: str) -> bool:
    """Whether a token is an ordinary word: letters only, not cut off, no name or acronym, not misspelt by the looks."""
    word = token.text
    if len(word) < MIN_LETTERS or not all(c.isalpha() or not c.isalnum() for c in word):
        return False
    if any(not c.isalpha() and not _is_mark(c) for c in word):
        return False
    if any(c.isupper() for c in word[1:]) or (word[0].isupper() and primary(language) not in _CAPITAL_NOUNS):
        return False
    before, after = text[max(0, token.start - 1) : token.start], text[token.end : token.end + 1]
    return before not in ("-", "‐", "‑", "'", "’", "/", "@", ".") and after not in (
        "-", "‐", "‑", "'", "’", "/", "@",
    ) and not text.startswith("://", token.end) and not has_triple_letter(word)  # fmt: skip


def _is_mark(character: str) -> bool:
    import unicodedata

    return unicodedata.category(character).startswith("M") or character in "\u200c\u200d"


class WordPool:
    """The plain words of one edition, each once, for use as wrong answers."""

    def __init__(self, material: Material, language: str, disjointness: Disjointness) -> None:
        self._material = material
        self._language = language
        self._disjoint = disjointness
        self.words = self._collect()

    def _collect(self) -> list[WordOccurrence]:
        found: dict[str, WordOccurrence] = {}
        index = self._material.index(self._language)
        for sentence in index.body:
            if not self._material.usable(self._language, sentence.id):
                continue
            for number_, token in enumerate(index.edition.tokens(sentence)):
                capital_says_nothing = number_ == 0 and primary(self._language) in _CAPITAL_NOUNS
                if capital_says_nothing or not is_plain_word(token, sentence.text, self._language):
                    continue
                if not self._material.is_vocabulary(self._language, sentence.id, token):
                    continue
                folded = fold(token.text, self._language)
                found.setdefault(token.text, WordOccurrence(token.text, folded, sentence.id, token.start))
        return list(found.values())

    def foreign_to(self, segment: str, shown: str, visible: tuple[str, ...]) -> list[WordOccurrence]:
        """Words no form of which is among the ``visible`` folded words, proven foreign to ``segment``."""
        return [
            word
            for word in self.words
            if not any_same_stem([word.folded], visible) and self._disjoint.proves(word.folded, segment, shown)
        ]

    def choose(self, key: WordOccurrence, candidates: Iterable[WordOccurrence], name: str) -> list[WordOccurrence]:
        """Three wrong answers that do not give the key away, or none.

        Ranked by nearness (same section, similar frequency, moderate likeness); among the best the
        combination is taken that puts the key at a seeded rank by length and by frequency, so that neither
        "the longest" nor "the most frequent" is a good guess.
        """
        index = self._material.index(self._language)
        fitting = [
            word
            for word in candidates
            if word.surface[0].isupper() == key.surface[0].isupper()
            and 0.65 <= len(word.surface) / len(key.surface) <= 1.5
            and not same_stem(word.folded, key.folded)
            and not self._disjoint.share_a_partner(key.folded, word.folded)
            and self._material.meanings(key.folded).isdisjoint(self._material.meanings(word.folded))
        ]
        if len(fitting) < COUNT:
            return []
        frequency = {word.folded: len(index.segments_with(word.folded)) for word in [key, *fitting]}
        section = self._section_of(key.segment)
        mine = ending(key.surface, self._language)

        def rank(word: WordOccurrence) -> tuple[float, int]:
            likeness = OSA.normalized_similarity(word.folded, key.folded)
            distance = (
                (0.0 if self._section_of(word.segment) == section else 0.5)
                + 0.3 * min(3, abs(frequency[word.folded] - frequency[key.folded]))
                + (0.0 if 0.3 <= likeness <= 0.7 else 0.4)
                - (0.6 if ending(word.surface, self._language) == mine else 0.0)
            )
            jitter = number(self._material.seed, name, word.surface)
            return distance + 1.2 * (jitter / 2**64), jitter

        best = sorted(fitting, key=rank)[:_POOL]
        wanted_length = number(self._material.seed, name, "length") % (COUNT + 1)
        wanted_frequency = number(self._material.seed, name, "frequency") % (COUNT + 1)
        chosen: tuple[float, tuple[WordOccurrence, ...]] | None = None
        for order, trio in enumerate(itertools.combinations(best, COUNT)):
            surfaces = [word.surface for word in trio]
            if any(same_stem(a.folded, b.folded) for a, b in itertools.combinations(trio, 2)):
                continue
            if length_gives_away(key.surface, surfaces) or ending_gives_away(key.surface, surfaces, self._language):
                continue
            shorter = _rank_of(len(key.surface), [len(surface) for surface in surfaces])
            rarer = _rank_of(frequency[key.folded], [frequency[word.folded] for word in trio])
            cost = abs(shorter - wanted_length) + abs(rarer - wanted_frequency) + order / 1000
            if chosen is None or cost < chosen[0]:
                chosen = (cost, trio)
        return list(chosen[1]) if chosen else []

    def _section_of(self, segment: str) -> int:
        block = self._material.sentence(self._language, segment).block
        blocks = self._material.editions[self._language].blocks
        return next((n for n in range(block, -1, -1) if blocks[n].kind == "heading"), -1)


def _rank_of(value: int, others: Sequence[int]) -> float:
    """How many of the others are smaller; equal ones count half."""
    return sum(1.0 if other < value else 0.5 if other == value else 0.0 for other in others)
