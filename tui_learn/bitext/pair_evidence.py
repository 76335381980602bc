"""What speaks for a pair of dictionary forms, gathered from all their links in an article."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tui_learn.bitext.cell_links import CellLink
from tui_learn.bitext.word_links import Words

COGNATE = 0.6
"""Likeness above which two words count as cognates."""


@dataclass(frozen=True, slots=True)
class PairEvidence:
    """Everything that speaks for or against a pair."""

    links: tuple[tuple[CellLink, ...], ...]
    """The spans that show it."""
    weight: float
    """Mean link weight."""
    alike: float
    worth: float
    """What dictionaries say, 0 to 1."""
    dictionaries: tuple[str, ...]
    pivots: tuple[str, ...]
    units: int
    """Different sentences it stands in."""
    consistency: float
    """Links over occurrences of the more frequent of the two."""
    agreeing: int
    """Most languages that agree in one place."""
    voices: int
    """Languages there are in that place."""
    path: float
    """Best evidence through a third language."""
    via: tuple[str, ...]
    like_path: float
    """The same as ``path``, from likeness alone."""
    multiple: float
    """Share of its places where one of the words is linked to several."""
    length_ratio: float
    """Logarithm of the longer over the shorter word."""

    @property
    def agreement(self) -> float:
        """Share of the other languages that agree."""
        return self.agreeing / self.voices if self.voices else 0.0

    @property
    def score(self) -> float:
        """How sure it is; 3 may be asked where there are dictionaries, 1.8 told."""
        return (
            2.0 * self.worth
            + 1.5 * (self.alike if self.alike > COGNATE else 0.0)
            + self.path
            + 0.5 * self.agreement
            + 0.6 * (self.consistency if self.units >= 2 else 0.0)
            + 0.5 * self.weight
            - 0.7 * self.multiple
            - 0.4 * self.length_ratio
        )


def gather(spans: Iterable[tuple[CellLink, ...]], left: Words, right: Words) -> dict[tuple[str, str], PairEvidence]:
    """The evidence of each pair of dictionary forms; forms of several words are joined by spaces."""
    by_pair: dict[tuple[str, str], list[tuple[CellLink, ...]]] = defaultdict(list)
    for span in spans:
        by_pair[phrase(left, [link.left for link in span]), phrase(right, [link.right for link in span])].append(span)
    counts = _counts(left), _counts(right)
    return {pair: _evidence(pair, found, left, right, counts) for pair, found in by_pair.items()}


def phrase(words: Words, numbers: Iterable[int]) -> str:
    """The dictionary forms of some words, in the order of the text."""
    return " ".join(words.words[number].lexeme for number in sorted(set(numbers)))


def _counts(words: Words) -> Mapping[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for word in words.words:
        if words.edition.sentences[word.sentence].block != words.edition.title_block:
            counts[word.lexeme] += 1
    return counts


def _evidence(
    pair: tuple[str, str],
    spans: Sequence[tuple[CellLink, ...]],
    left: Words,
    right: Words,
    counts: tuple[Mapping[str, int], Mapping[str, int]],
) -> PairEvidence:
    heads = [span[0] for span in spans]
    best = max(heads, key=lambda link: (link.agreeing / link.voices if link.voices else 0.0, link.agreeing))
    often = max(counts[0].get(pair[0], 0), counts[1].get(pair[1], 0), len(spans))
    texts = left.words[heads[0].left].text, right.words[heads[0].right].text
    return PairEvidence(
        tuple(spans),
        sum(link.weight for link in heads) / len(heads),
        1.0 if pair[0] == pair[1] else max(link.alike for link in heads),
        max(link.worth for link in heads),
        tuple(sorted({name for link in heads for name in link.dictionaries})),
        tuple(sorted({name for link in heads for name in link.pivots})),
        len({left.words[link.left].sentence for link in heads}),
        len(spans) / often,
        best.agreeing,
        best.voices,
        max(link.path for link in heads),
        tuple(sorted({language for link in heads for language in link.via})),
        max(link.like_path for link in heads),
        sum(len(span) > 1 for span in spans) / len(spans),
        abs(math.log(len(texts[0]) / len(texts[1]))),
    )
