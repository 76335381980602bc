"""Units of an article in several languages: sentences that answer each other in whatever languages there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from tui_learn.bitext.arrays import Ints
from tui_learn.bitext.bitext import Bitext
from tui_learn.bitext.vocabulary import Numbering
from tui_learn.bitext.word_links import Words
from tui_learn.bitext.word_sheets import Units

MOST_SENTENCES = 6
"""Sentences of one language in a unit; sentences that would make it longer are left to other units."""
LEAST_SURE = 0.3
"""Posterior of a bead from which it is believed."""

Members = tuple[tuple[int, ...], ...]
"""By language: the sentence numbers of a unit."""


@dataclass(frozen=True)
class ArticleUnits:
    """The units of an article, and where their words stand."""

    words: tuple[Words, ...]
    """By language."""
    members: tuple[Members, ...]
    """By unit."""
    units: Units

    def parts(self, most: int, cells: int) -> list[ArticleUnits]:
        """The article in stretches of at most so many units, and so many cells over all pairs of languages; their
        vocabularies are those of the whole."""
        units, found = self.units, []
        languages = len(self.words)
        longest = [max((len(side[n]) for side in units.tokens), default=0) for n in range(len(self.members))]
        starts, size = [0], 0
        for number, words in enumerate(longest):
            size += words * words * languages * (languages - 1) // 2
            if number > starts[-1] and (number - starts[-1] >= most or size > cells):
                starts.append(number)
                size = words * words * languages * (languages - 1) // 2
        if len(starts) == 1:
            return [self]
        for start, end in pairwise([*starts, len(self.members)]):
            here = slice(start, end)
            targets = None if units.targets is None else tuple(side[here] for side in units.targets)
            teaching = None if units.teaching is None else units.teaching[here]
            tokens = tuple(side[here] for side in units.tokens)
            part = Units(units.vocabularies, tokens, targets, teaching)
            found.append(ArticleUnits(self.words, self.members[here], part))
        return found

    def word_numbers(self, language: int, unit: int) -> list[int]:
        """The numbers, in its edition, of a unit's words."""
        words = self.words[language]
        return [number for sentence in self.members[unit][language] for number in words.of_sentence(sentence)]


def article_units(words: Sequence[Words], bitexts: Mapping[tuple[int, int], Bitext]) -> ArticleUnits:
    """The units of editions, of which ``bitexts`` has every pair by their numbers, the smaller first."""
    members = _members([len(side.edition.sentences) for side in words], bitexts)
    targets = {
        address: number
        for number, address in enumerate(
            sorted({span.target for side in words for block in side.edition.blocks for span in block.spans
                    if span.kind == "link" and span.target})
        )
    }  # fmt: skip
    numberings = [Numbering(side.edition.language) for side in words]
    tokens = tuple(
        tuple(numbering.of_words(side, unit[language]) for unit in members)
        for language, (numbering, side) in enumerate(zip(numberings, words, strict=True))
    )
    links = tuple(
        tuple(_targets(side, unit[language], targets) for unit in members) for language, side in enumerate(words)
    )
    teaching = tuple(0.0 if _is_title(words, unit) else 1.0 for unit in members)
    vocabularies = tuple(numbering.vocabulary() for numbering in numberings)
    return ArticleUnits(tuple(words), members, Units(vocabularies, tokens, links, teaching))


def _is_title(words: Sequence[Words], unit: Members) -> bool:
    """Titles are translated freely, and badly by machines: they teach nothing about words."""
    return any(
        side.edition.sentences[sentence].block == side.edition.title_block
        for side, sentences in zip(words, unit, strict=True)
        for sentence in sentences
    )


def _targets(side: Words, sentences: Iterable[int], numbers: Mapping[str, int]) -> Ints:
    found = []
    for sentence in sentences:
        place = side.edition.sentences[sentence]
        spans = [
            (span.start - place.start, span.end - place.start, numbers[span.target])
            for span in side.edition.blocks[place.block].spans
            if span.kind == "link" and span.target
        ]
        for number in side.of_sentence(sentence):
            word = side.words[number]
            found.append(next((t for start, end, t in spans if start <= word.start < end), -1))
    return np.array(found, dtype=np.int64)


def _members(counts: Sequence[int], bitexts: Mapping[tuple[int, int], Bitext]) -> tuple[Members, ...]:
    """Sentences joined by beads, the surest first, in the order of the text."""
    parent: dict[tuple[int, int], tuple[int, int]] = {}
    size: dict[tuple[int, int], list[int]] = {}
    for language, count in enumerate(counts):
        for sentence in range(count):
            node = (language, sentence)
            parent[node] = node
            size[node] = [int(language == other) for other in range(len(counts))]

    def root(node: tuple[int, int]) -> tuple[int, int]:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    beads = [
        (bead.confidence, left, right, bead)
        for (left, right), bitext in bitexts.items()
        for bead in bitext.beads
        if bead.left and bead.right and (bead.confidence >= LEAST_SURE or bead.repaired)
    ]
    for _confidence, left, right, bead in sorted(beads, key=lambda found: (-found[0], found[1:3], found[3].left)):
        nodes = [(left, sentence) for sentence in bead.left] + [(right, sentence) for sentence in bead.right]
        for other in nodes[1:]:
            one, two = root(nodes[0]), root(other)
            if one == two:
                continue
            together = [a + b for a, b in zip(size[one], size[two], strict=True)]
            if max(together) <= MOST_SENTENCES:
                parent[two] = one
                size[one] = together
    units: dict[tuple[int, int], list[list[int]]] = defaultdict(lambda: [[] for _ in counts])
    for language, sentence in sorted(parent):
        units[root((language, sentence))][language].append(sentence)
    ordered = sorted(units.values(), key=lambda unit: next((n, side[0]) for n, side in enumerate(unit) if side))
    return tuple(tuple(tuple(side) for side in unit) for unit in ordered)
