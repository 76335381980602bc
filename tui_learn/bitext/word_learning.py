"""Learning which words answer each other, from units in several languages at once.

Each step scores every cell, balances each sheet (see ``sinkhorn``) and counts which dictionary forms were linked; the
next step uses those counts (expectation-maximisation, Brown et al. 1993), the links of the neighbours (the jumps of
Vogel, Ney and Tillmann 1996), and links through the other languages (Filali and Bilmes 2005).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from tui_learn.bitext.arrays import Bools, Floats, Ints, Scores
from tui_learn.bitext.jumps import FORWARD, Jumps, jumps_learnt, neighbour_support
from tui_learn.bitext.pair_counts import LEAST, NOTHING, PairCounts, hashes, pair_hashes, tally
from tui_learn.bitext.positions import mean_distance, position_scores
from tui_learn.bitext.sinkhorn import balanced
from tui_learn.bitext.vocabulary import Vocabulary
from tui_learn.bitext.word_evidence import (
    DictionaryEvidence,
    Translations,
    base_scores,
    cognates,
    dictionary_evidence,
    no_dictionaries,
    same_names,
)
from tui_learn.bitext.word_settings import DEFAULT, WordSettings
from tui_learn.bitext.word_sheets import Group, PairCells, Units, all_pairs, grouped, pair_cells, relative_distance

Progress = Callable[[float], None]


@dataclass(frozen=True)
class Pair:
    """What is known of one pair of languages before learning."""

    cells: PairCells
    alike: Floats
    """Shape (kinds,): see ``cognates``."""
    dictionary: DictionaryEvidence
    same_name: Bools
    """Shape (kinds,): whether both are the same number or name in capitals."""
    lexeme_pair: Ints
    """Shape (kinds,): the number of the pair of dictionary forms."""
    base: tuple[Scores, ...]
    """By group, shape (n, size, size): what does not change from step to step, but for the position."""
    distance: tuple[Scores, ...]
    """By group: how far apart the relative places of two words are."""
    background: Floats
    """Shape (lexeme pairs,): links in other texts."""
    frequency: Floats
    """Shape (lexeme pairs,): the geometric mean of how often the two forms stand in this and other texts."""


@dataclass(frozen=True)
class Learnt:
    """Link weights of every sheet, and what they rest on."""

    units: Units
    groups: tuple[Group, ...]
    pairs: Mapping[tuple[int, int], Pair]
    """By the numbers of two languages, the smaller first."""
    weights: Mapping[tuple[int, int], tuple[Scores, ...]]
    """By pair, then group: shape (n, size, size), 0 to 1."""
    jumps: Mapping[tuple[int, int], Jumps] = field(default_factory=dict)
    """By pair: the word order learnt."""
    distances: Mapping[tuple[int, int], float] = field(default_factory=dict)
    """By pair: the mean distance of the relative places of linked words."""

    def between(self, one: int, other: int, group: int) -> Scores:
        """The link weights of a group from one language to another, whichever is first."""
        if one < other:
            return self.weights[one, other][group]
        return self.weights[other, one][group].transpose(0, 2, 1)


Prior = Mapping[tuple[str, str], PairCounts]
"""Counts from other texts by two languages, in the order of the units' languages."""


def learn_words(
    units: Units,
    *,
    prior: Prior | None = None,
    dictionaries: Translations | None = None,
    settings: WordSettings = DEFAULT,
    progress: Progress | None = None,
) -> Learnt:
    """Link weights of the words of every pair of languages."""
    groups = grouped(units)
    numbers = all_pairs(len(units.vocabularies))
    pairs = {
        (cells.left, cells.right): _prepared(units, groups, cells, prior or {}, dictionaries, settings)
        for cells in pair_cells(units, groups, numbers)
    }
    state = _State(units, groups, pairs, settings)
    for step in range(settings.steps):
        state.step(step)
        if progress is not None:
            progress((step + 1) / settings.steps)
    return Learnt(
        units, groups, pairs, {key: tuple(found) for key, found in state.weights.items()}, state.jumps, state.distances
    )


def _prepared(
    units: Units,
    groups: Sequence[Group],
    cells: PairCells,
    prior: Prior,
    dictionaries: Translations | None,
    settings: WordSettings,
) -> Pair:
    left, right = units.vocabularies[cells.left], units.vocabularies[cells.right]
    alike = cognates(cells.lefts, cells.rights, left, right)
    known = (
        no_dictionaries(len(cells.lefts))
        if dictionaries is None
        else dictionary_evidence(cells.lefts, cells.rights, left, right, dictionaries)
    )
    fixed = base_scores(cells.lefts, cells.rights, left, right, alike, known.worth, settings)
    base = [
        np.where(inside, cells.spread(fixed, number) + _same_links(group, cells, settings), -np.inf).astype(np.float32)
        for number, (group, inside) in enumerate(zip(groups, cells.inside, strict=True))
    ]
    lexemes, lexeme_pair = np.unique(
        left.lexeme[cells.lefts] * max(1, len(right.lexeme_names)) + right.lexeme[cells.rights], return_inverse=True
    )
    rows, columns = np.divmod(lexemes, max(1, len(right.lexeme_names)))
    before = prior.get((left.language, right.language), NOTHING)
    left_hashes, right_hashes = hashes(left.lexeme_names), hashes(right.lexeme_names)
    often_left = _frequency(groups, cells.left, cells.right, left) + before.left.of(left_hashes)
    often_right = _frequency(groups, cells.right, cells.left, right) + before.right.of(right_hashes)
    return Pair(
        cells,
        alike,
        known,
        left.name[cells.lefts] & (same_names(left, right)[cells.lefts] == cells.rights),
        lexeme_pair.reshape(-1),
        tuple(base),
        tuple(relative_distance(group, cells.left, cells.right).astype(np.float32) for group in groups),
        before.pairs.of(pair_hashes(left_hashes[rows], right_hashes[columns])),
        np.sqrt(np.maximum(1.0, often_left[rows]) * np.maximum(1.0, often_right[columns])),
    )


def _same_links(group: Group, cells: PairCells, settings: WordSettings) -> Floats:
    """Shape (n, size, size): words of links to one address belong together, others do not go into them."""
    left, right = group.targets[cells.left], group.targets[cells.right]
    if (left < 0).all() or (right < 0).all():
        return np.zeros((1, 1, 1))
    same = (left[:, :, None] == right[:, None, :]) & (left[:, :, None] >= 0)
    shared_left = same.any(axis=2)  # the address of this word is on the other side too
    shared_right = same.any(axis=1)
    crossing = (shared_left[:, :, None] | shared_right[:, None, :]) & ~same
    return np.where(same, settings.same_target, 0.0) - np.where(crossing, settings.other_target, 0.0)


def _frequency(groups: Sequence[Group], language: int, other: int, vocabulary: Vocabulary) -> Floats:
    """Words of each dictionary form in the units that both languages have."""
    counts = np.zeros(len(vocabulary.lexeme_names))
    for group in groups:
        there = group.inside(language) & ((group.lengths[other] > 0) & (group.teaching > 0))[:, None]
        counts += np.bincount(vocabulary.lexeme[group.tokens[language][there]], minlength=len(counts))
    return counts


def counts_of(learnt: Learnt, left: int, right: int) -> PairCounts:
    """What these units taught of two languages (the smaller number first), without what was known before."""
    pair = learnt.pairs[left, right]
    one, other = learnt.units.vocabularies[left], learnt.units.vocabularies[right]
    linked = _linked(pair, learnt.groups, learnt.weights[left, right])
    kinds = np.zeros(len(linked), dtype=np.int64)
    kinds[pair.lexeme_pair] = np.arange(len(pair.lexeme_pair))
    kept = np.nonzero(linked >= LEAST)[0]
    rows, columns = one.lexeme[pair.cells.lefts[kinds[kept]]], other.lexeme[pair.cells.rights[kinds[kept]]]
    left_hashes, right_hashes = hashes(one.lexeme_names), hashes(other.lexeme_names)
    units = sum(
        int(((group.lengths[left] > 0) & (group.lengths[right] > 0) & (group.teaching > 0)).sum())
        for group in learnt.groups
    )
    return PairCounts(
        tally(pair_hashes(left_hashes[rows], right_hashes[columns]), linked[kept]),
        tally(left_hashes, _frequency(learnt.groups, left, right, one)),
        tally(right_hashes, _frequency(learnt.groups, right, left, other)),
        units,
    )


def _linked(pair: Pair, groups: Sequence[Group], weights: Sequence[Scores]) -> Floats:
    """Shape (lexeme pairs,): expected links in what teaches."""
    total = np.zeros(len(pair.background))
    for group, kinds, weight, inside in zip(groups, pair.cells.kinds, weights, pair.cells.inside, strict=True):
        worth = weight * group.teaching[:, None, None]
        total += np.bincount(pair.lexeme_pair[kinds[inside]], worth[inside], minlength=len(total))
    return total


ANCHOR = 0.85
"""Likeness, or worth in dictionaries, from which two words belong together wherever they stand."""
OFTEN = 2.0
"""Links from which dictionary forms belong together wherever they stand."""


def _key(pair: Pair) -> tuple[int, int]:
    return pair.cells.left, pair.cells.right


class _State:
    """What changes from step to step."""

    def __init__(
        self, units: Units, groups: Sequence[Group], pairs: Mapping[tuple[int, int], Pair], settings: WordSettings
    ) -> None:
        self._units, self._groups, self._pairs, self._settings = units, groups, pairs, settings
        self.weights: dict[tuple[int, int], list[Scores]] = {}
        self.jumps: dict[tuple[int, int], Jumps] = dict.fromkeys(pairs, FORWARD)
        self.distances = {key: self._mean_distance(pair, None) for key, pair in pairs.items()}
        languages = range(len(units.vocabularies))
        self._capacity = [[self._capacities(group, language) for language in languages] for group in groups]
        self._null = [[self._nulls(group, language) for language in languages] for group in groups]

    def _capacities(self, group: Group, language: int) -> Scores:
        vocabulary = self._units.vocabularies[language]
        long = np.array([len(surface) >= self._settings.compound_letters for surface in vocabulary.surfaces])
        one = np.where(long, self._settings.compound, 1.0) if len(long) else np.ones(1)
        return np.asarray(np.where(group.inside(language), one[group.tokens[language]], 0.0).astype(np.float32))

    def _nulls(self, group: Group, language: int) -> Scores:
        content = self._units.vocabularies[language].content
        of_word = np.where(content, self._settings.null, self._settings.null_function) if len(content) else np.zeros(1)
        return np.asarray(of_word[group.tokens[language]].astype(np.float32))

    def _mean_distance(self, pair: Pair, counts: Floats | None) -> float:
        """From words that look alike, are translations or names, or were linked time and again."""
        sure = (pair.alike >= ANCHOR) | (pair.dictionary.worth >= ANCHOR) | pair.same_name
        if counts is not None:
            sure |= (counts >= OFTEN)[pair.lexeme_pair]
        anchors = [pair.cells.spread(sure, group) & inside for group, inside in enumerate(pair.cells.inside)]
        if counts is not None:
            anchors = [
                there & (weights > 0.5) for there, weights in zip(anchors, self.weights[_key(pair)], strict=True)
            ]
        return mean_distance(pair.distance, anchors)

    def step(self, number: int) -> None:
        """Weights of every sheet from what the last step found."""
        settings = self._settings
        heat = settings.cool + (1 - settings.cool) * min(1.0, number / (0.6 * settings.steps))
        triangles = self._triangles() if number >= 2 and len(self._units.vocabularies) > 2 else {}
        found: dict[tuple[int, int], list[Scores]] = {}
        for key, pair in self._pairs.items():
            counts = _linked(pair, self._groups, self.weights[key]) + pair.background if number else None
            taught = self._taught(pair, counts) if counts is not None else None
            if number >= 3:
                self.distances[key] = self._mean_distance(pair, counts)
            if number >= 2 and settings.learn_jumps:
                self.jumps[key] = jumps_learnt(self.weights[key], settings.jumps)
            sheets = []
            for group, (base, distance) in enumerate(zip(pair.base, pair.distance, strict=True)):
                score = base + np.float32(settings.position) * position_scores(distance, self.distances[key])
                if taught is not None:
                    score += pair.cells.spread(taught, group)
                    score += np.float32(settings.neighbours) * neighbour_support(
                        self.weights[key][group], self.jumps[key]
                    )
                if key in triangles:
                    score += np.float32(settings.triangle) * triangles[key][group]
                rows, columns = self._capacity[group][key[0]], self._capacity[group][key[1]]
                row_nulls, column_nulls = (np.float32(heat) * self._null[group][language] for language in key)
                sheets.append(
                    balanced(np.float32(heat) * score, rows, columns, row_nulls, column_nulls, settings.rounds)
                )
            found[key] = sheets
        self.weights = found

    def _taught(self, pair: Pair, counts: Floats) -> Scores:
        """Shape (kinds,): what the counts of links say of each kind of cell."""
        settings = self._settings
        score = np.log((counts + 1e-3) / pair.frequency)
        score += settings.repeats * np.log(np.clip(counts, 1.0, 4.0))
        return np.asarray((settings.translation * score[pair.lexeme_pair]).astype(np.float32))

    def _triangles(self) -> dict[tuple[int, int], list[Scores]]:
        """For each pair and group, the log odds that links through the other languages lead there."""
        count, floor = len(self._units.vocabularies), np.float32(self._settings.triangle_floor)
        found: dict[tuple[int, int], list[Scores]] = {}

        def between(one: int, other: int, group: int) -> Scores:
            if one < other:
                return self.weights[one, other][group]
            return self.weights[other, one][group].transpose(0, 2, 1)

        for one, other in self._pairs:
            found[one, other] = []
            for number, group in enumerate(self._groups):
                total = np.zeros((len(group.units), group.size, group.size), dtype=np.float32)
                voices = np.zeros(len(group.units), dtype=np.float32)
                for third in range(count):
                    if third not in (one, other):
                        total += np.matmul(between(one, third, number), between(third, other, number))
                        voices += group.lengths[third] > 0
                mean = total / np.maximum(1.0, voices)[:, None, None]
                found[one, other].append(
                    np.where(voices[:, None, None] > 0, np.log((floor + mean) / floor), np.float32(0.0))
                )
        return found
