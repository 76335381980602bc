"""Which sentences may stand beside a sentence as wrong answers: they cannot be told from it by their looks.

What could be guessed by: length, capitals and digits, the closing sign, words that look like words of the prompt,
words the options share. For each of these the right answer is to stand at a seeded rank among the options, so that no
such guess is better than chance.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tui_learn.quiz.parallels import invariants
from tui_learn.quiz.seeded import number
from tui_learn.quiz.shapes import LOOSE, STRICT, length_gives_away, overlapping, properties, stands_out
from tui_learn.quiz.stems import beginnings
from tui_learn.text import Sentence

NEAR_DUPLICATE = 0.6
"""Share of common words (Jaccard) from which two sentences say too much the same."""
COUNT = 3
_WINDOW = 60
"""Sentences of about the same length that are looked at."""
_POOL = 9
"""The best of them, of which combinations are tried."""
_SHORTEST, _LONGEST = 0.7, 1.4
_MASK = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class _Looks:
    """What a sentence looks like."""

    sentence: Sentence
    size: int
    marks: int
    """Properties, strict ones first, as a bit set."""
    close: str
    """Its last character."""
    fixed: frozenset[str]
    """Its numbers, acronyms and addresses."""
    words: frozenset[str]
    """The beginnings of its words."""
    chance: int


class RivalSentences:
    """Sentences of one language that may be opposed to each other."""

    def __init__(self, sentences: Sequence[Sentence], language: str, seed: int) -> None:
        self._language = language
        self._seed = seed
        self._looks = {sentence.id: _look(sentence, language, seed) for sentence in sentences}
        rows: dict[frozenset[str], list[tuple[int, str]]] = defaultdict(list)
        for looks in self._looks.values():
            rows[looks.fixed].append((looks.size, looks.sentence.id))
        self._alike = {fixed: sorted(row) for fixed, row in rows.items()}

    def choose(
        self, key: Sentence, prompt: frozenset[str], usual: float, name: str, forbidden: frozenset[str] = frozenset()
    ) -> list[Sentence] | None:
        """Three rivals of ``key``, or None where none would do.

        ``prompt`` are the beginnings of the words that are shown, ``usual`` the length the key is likely to have by
        that of the prompt, in characters; ``forbidden`` are the ids of sentences that may not be taken.
        """
        mine = self._looks[key.id]
        pool = self._pool(mine, name, forbidden)
        if len(pool) < COUNT:
            return None
        wanted = [number(self._seed, name, cue) % (COUNT + 1) for cue in ("length", "words", "nearness")]
        cues = {
            looks.sentence.id: (looks.size, len(looks.words & prompt), -abs(looks.size - usual))
            for looks in [mine, *pool]
        }
        own = cues[key.id]
        best: tuple[float, list[Sentence]] | None = None
        for order, trio in enumerate(itertools.combinations(pool, COUNT)):
            theirs = [cues[looks.sentence.id] for looks in trio]
            likest = max(cue[1] for cue in theirs)
            if (wanted[1] < COUNT and own[1] > likest) or (wanted[1] < COUNT - 1 and own[1] == likest > 0):
                continue  # it would look most like the prompt more often than by chance
            cost = order / 40 + sum(
                weight * abs(_rank_of(own[cue], [other[cue] for other in theirs]) - wanted[cue])
                for cue, weight in ((0, 1.0), (1, 1.5), (2, 1.0))
            )
            cost += 3 * (wanted[2] < COUNT and own[2] > max(cue[2] for cue in theirs))
            cost += 2 * _converges(mine, trio)
            if best is not None and cost >= best[0]:
                continue
            texts = [looks.sentence.text for looks in trio]
            if stands_out(key.text, texts, STRICT) or length_gives_away(key.text, texts):
                continue
            if stands_out(key.text, texts, LOOSE) or all(looks.close != mine.close for looks in trio):
                cost += 2
                if best is not None and cost >= best[0]:
                    continue
            if any(overlapping(a, b, self._language) for a, b in itertools.combinations([key.text, *texts], 2)):
                continue
            best = cost, [looks.sentence for looks in trio]
        return best[1] if best else None

    def _pool(self, mine: _Looks, name: str, forbidden: frozenset[str]) -> list[_Looks]:
        """The sentences most like one, of about its length, with the same numbers, acronyms and addresses."""
        row = self._alike[mine.fixed]
        here = bisect_left(row, (mine.size, mine.sentence.id))
        near = row[max(0, here - _WINDOW // 2) : here + _WINDOW // 2]
        chance = number(self._seed, name) | 1
        ranked = []
        for size, segment in near:
            other = self._looks[segment]
            if other is mine or segment in forbidden or not _SHORTEST <= size / mine.size <= _LONGEST:
                continue
            common = len(mine.words & other.words)
            if common >= NEAR_DUPLICATE * max(1, len(mine.words | other.words)):
                continue
            unlike = (mine.marks ^ other.marks).bit_count() + (mine.close != other.close)
            ranked.append((unlike - min(common, 2), (other.chance * chance & _MASK), segment))
        return [self._looks[segment] for *_rank, segment in sorted(ranked)[:_POOL]]


def _look(sentence: Sentence, language: str, seed: int) -> _Looks:
    return _Looks(
        sentence,
        len(sentence.text),
        properties(sentence.text, (*STRICT, *LOOSE)),
        sentence.text[-1:],
        invariants(sentence.text),
        beginnings(sentence.text, language),
        number(seed, "rival", sentence.id),
    )


def _converges(key: _Looks, others: Sequence[_Looks]) -> bool:
    """Whether the key shares at least two more words with the other options than any of them does."""

    def shared(one: _Looks, rest: Sequence[_Looks]) -> int:
        return sum(len(one.words & other.words) for other in rest if other is not one)

    everyone = [key, *others]
    return shared(key, others) >= max(shared(other, everyone) for other in others) + 2


def _rank_of(value: float, others: Sequence[float]) -> float:
    """How many of the others are smaller; equal ones count half."""
    return sum(1.0 if other < value else 0.5 if other == value else 0.0 for other in others)
