"""Learning word links sheet by sheet and cell by cell, to hold the program's arrays against."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from tui_learn.bitext.arrays import Floats
from tui_learn.bitext.jumps import FORWARD, Jumps, jumps_learnt, neighbour_support
from tui_learn.bitext.sinkhorn import balanced
from tui_learn.bitext.vocabulary import Vocabulary
from tui_learn.bitext.word_evidence import Translations, base_scores, cognates, dictionary_evidence
from tui_learn.bitext.word_settings import WordSettings
from tui_learn.bitext.word_sheets import Units

Key = tuple[int, int]
Counts = Mapping[tuple[str, str], float]
Prior = tuple[dict[tuple[str, str], float], dict[str, float], dict[str, float]]
"""Links of two dictionary forms in other texts, and how often the left and the right ones stand there."""


class PlainLearning:
    """Units in a few languages, learnt from with loops."""

    def __init__(
        self, units: Units, settings: WordSettings, book: Translations, prior: Mapping[Key, Prior] | None = None
    ) -> None:
        self.units, self.settings, self.book = units, settings, book
        self.count = len(units.tokens[0])
        self.keys = list(itertools.combinations(range(len(units.vocabularies)), 2))
        self.prior = {key: (prior or {}).get(key, ({}, {}, {})) for key in self.keys}
        self.teaching = units.teaching or (1.0,) * self.count
        self.weights: dict[Key, dict[int, Floats]] = {}
        self.jumps: dict[Key, Jumps] = dict.fromkeys(self.keys, FORWARD)
        self.facts = {key: self._facts(key) for key in self.keys}
        self.distances = {key: self._mean_distance(key, None) for key in self.keys}
        for step in range(settings.steps):
            self._step(step)

    def sheets(self, key: Key) -> list[int]:
        """The units that have words in both languages."""
        return [n for n in range(self.count) if all(len(self.units.tokens[language][n]) for language in key)]

    def _cells(self, key: Key, unit: int) -> list[tuple[int, int, int, int]]:
        """Place and place, word and word."""
        one, other = (self.units.tokens[language][unit].tolist() for language in key)
        return [(i, j, a, b) for i, a in enumerate(one) for j, b in enumerate(other)]

    def _facts(self, key: Key) -> dict[tuple[int, int], tuple[float, bool]]:
        """The base score of two words, and whether they surely belong together."""
        left, right = (self.units.vocabularies[language] for language in key)
        pairs = sorted({(a, b) for unit in range(self.count) for _i, _j, a, b in self._cells(key, unit)})
        lefts, rights = (np.array([pair[n] for pair in pairs], dtype=np.int64) for n in (0, 1))
        alike = cognates(lefts, rights, left, right)
        worth = dictionary_evidence(lefts, rights, left, right, self.book).worth
        base = base_scores(lefts, rights, left, right, alike, worth, self.settings)
        found = {}
        for n, (a, b) in enumerate(pairs):
            same_name = bool(left.name[a]) and left.surfaces[a] == right.surfaces[b]
            found[a, b] = float(base[n]), bool(alike[n] >= 0.85 or worth[n] >= 0.85 or same_name)
        return found

    def _lexemes(self, key: Key, a: int, b: int) -> tuple[str, str]:
        left, right = (self.units.vocabularies[language] for language in key)
        return left.lexeme_names[left.lexeme[a]], right.lexeme_names[right.lexeme[b]]

    def _frequency(self, key: Key, side: int) -> dict[str, float]:
        vocabulary: Vocabulary = self.units.vocabularies[key[side]]
        _pairs, left, right = self.prior[key]
        found: dict[str, float] = defaultdict(float, right if side else left)
        for unit in self.sheets(key):
            if self.teaching[unit] > 0:
                for word in self.units.tokens[key[side]][unit].tolist():
                    found[vocabulary.lexeme_names[vocabulary.lexeme[word]]] += 1
        return found

    def linked(self, key: Key) -> dict[tuple[str, str], float]:
        """Links of dictionary forms in what teaches."""
        found: dict[tuple[str, str], float] = defaultdict(float)
        for unit in self.sheets(key):
            for i, j, a, b in self._cells(key, unit):
                found[self._lexemes(key, a, b)] += float(self.weights[key][unit][i, j]) * self.teaching[unit]
        return found

    def _distance(self, key: Key, unit: int, i: int, j: int) -> float:
        rows, columns = (len(self.units.tokens[language][unit]) for language in key)
        return abs((i + 0.5) / rows - (j + 0.5) / columns)

    def _mean_distance(self, key: Key, counts: Counts | None) -> float:
        total, seen = 0.12 * 10, 10
        for unit in self.sheets(key):
            anchors = []
            for i, j, a, b in self._cells(key, unit):
                sure = self.facts[key][a, b][1] or (counts is not None and counts[self._lexemes(key, a, b)] >= 2.0)
                if sure and (counts is None or self.weights[key][unit][i, j] > 0.5):
                    anchors.append((i, j))
            for i, j in anchors:
                if sum(other[0] == i for other in anchors) == sum(other[1] == j for other in anchors) == 1:
                    total, seen = total + self._distance(key, unit, i, j), seen + 1
        return total / seen

    def _links(self, key: Key, unit: int, i: int, j: int) -> float:
        if self.units.targets is None:
            return 0.0
        one, other = (self.units.targets[language][unit].tolist() for language in key)
        if one[i] >= 0 and one[i] == other[j]:
            return self.settings.same_target
        crossing = (one[i] >= 0 and one[i] in other) or (other[j] >= 0 and other[j] in one)
        return -self.settings.other_target if crossing else 0.0

    def _between(self, one: int, other: int, unit: int) -> Floats:
        return self.weights[one, other][unit] if one < other else self.weights[other, one][unit].T

    def _triangle(self, key: Key, unit: int) -> Floats:
        thirds = [n for n in range(len(self.units.tokens)) if n not in key and len(self.units.tokens[n][unit])]
        floor = self.settings.triangle_floor
        if not thirds:
            return np.zeros((1, 1))
        through = [self._between(key[0], n, unit) @ self._between(n, key[1], unit) for n in thirds]
        return np.asarray(np.log((floor + np.mean(through, axis=0)) / floor))

    def _step(self, number: int) -> None:
        settings = self.settings
        heat = settings.cool + (1 - settings.cool) * min(1.0, number / (0.6 * settings.steps))
        found: dict[Key, dict[int, Floats]] = {}
        for key in self.keys:
            counts: dict[tuple[str, str], float] = defaultdict(float)
            if number:
                for pair, value in self.linked(key).items():
                    counts[pair] = value + self.prior[key][0].get(pair, 0.0)
            if number >= 3:
                self.distances[key] = self._mean_distance(key, counts)
            if number >= 2:
                self.jumps[key] = jumps_learnt([sheet[None] for sheet in self.weights[key].values()], settings.jumps)
            often = self._frequency(key, 0), self._frequency(key, 1)
            found[key] = {}
            for unit in self.sheets(key):
                rows, columns = (len(self.units.tokens[language][unit]) for language in key)
                score = np.zeros((rows, columns))
                for i, j, a, b in self._cells(key, unit):
                    score[i, j] = self.facts[key][a, b][0] + self._links(key, unit, i, j)
                    steep = max(0.0, 1 / max(self.distances[key], 0.02) - 3)
                    score[i, j] -= settings.position * steep * self._distance(key, unit, i, j)
                    if number:
                        pair = self._lexemes(key, a, b)
                        usual = math.sqrt(max(1.0, often[0][pair[0]]) * max(1.0, often[1][pair[1]]))
                        taught = math.log((counts[pair] + 1e-3) / usual)
                        score[i, j] += settings.translation * taught
                        score[i, j] += settings.repeats * math.log(min(4.0, max(1.0, counts[pair])))
                if number:
                    beside = neighbour_support(self.weights[key][unit][None], self.jumps[key])[0]
                    score += settings.neighbours * beside
                if number >= 2:
                    score += settings.triangle * self._triangle(key, unit)
                (wide, row_null), (tall, column_null) = (self._word_costs(language, unit) for language in key)
                found[key][unit] = balanced(
                    heat * score[None], wide[None], tall[None], heat * row_null[None], heat * column_null[None],
                    settings.rounds,
                )[0].astype(np.float64)  # fmt: skip
        self.weights = found

    def _word_costs(self, language: int, unit: int) -> tuple[Floats, Floats]:
        """The capacities of words, and log weights of leaving them alone."""
        settings, vocabulary = self.settings, self.units.vocabularies[language]
        words = self.units.tokens[language][unit].tolist()
        long = [len(vocabulary.surfaces[word]) >= settings.compound_letters for word in words]
        capacity = np.array([settings.compound if is_long else 1.0 for is_long in long])
        null = np.array([settings.null if vocabulary.content[word] else settings.null_function for word in words])
        return capacity, null
