"""Links read off weights, against a look at every cell."""

from __future__ import annotations

import numpy as np
import pytest

from tests.bitext.test_word_learning import BOOK, some_units
from tests.bitext.word_making import Pocket, units
from tui_learn.bitext.arrays import Floats
from tui_learn.bitext.cell_links import AGREES, PATH, CellLink, accepted, cell_links
from tui_learn.bitext.word_learning import Learnt, learn_words
from tui_learn.bitext.word_sheets import Units


def numbering(made: Units) -> list[list[list[int]]]:
    """By language and unit: word numbers, with gaps between the units."""
    found = []
    for language, side in enumerate(made.tokens):
        numbers, at = [], 100 * language
        for words in side:
            numbers.append(list(range(at, at + len(words))))
            at += len(words) + 3
        found.append(numbers)
    return found


class Plain:
    """Every link of two languages, cell by cell."""

    def __init__(self, learnt: Learnt) -> None:
        self.learnt, self.units = learnt, learnt.units
        self.place = {
            unit: (number, row)
            for number, group in enumerate(learnt.groups)
            for row, unit in enumerate(group.units.tolist())
        }

    def weight(self, one: int, other: int, unit: int, i: int, j: int) -> float:
        group, row = self.place[unit]
        return float(self.learnt.between(one, other, group)[row, i, j])

    def length(self, language: int, unit: int) -> int:
        return len(self.units.tokens[language][unit])

    def kind(self, one: int, other: int, unit: int, i: int, j: int) -> int:
        if one > other:
            one, other, i, j = other, one, j, i
        cells = self.learnt.pairs[one, other].cells
        word = self.units.tokens[one][unit][i], self.units.tokens[other][unit][j]
        (kind,) = np.nonzero((cells.lefts == word[0]) & (cells.rights == word[1]))[0]
        return int(kind)

    def said(self, one: int, other: int, unit: int, i: int, j: int, *, dictionaries: bool) -> float:
        pair = self.learnt.pairs[min(one, other), max(one, other)]
        kind = self.kind(one, other, unit, i, j)
        alike = float(pair.alike[kind]) if pair.alike[kind] > 0.6 else 0.0
        worth = float(pair.dictionary.worth[kind]) if dictionaries else 0.0
        return max(alike, worth) * self.weight(one, other, unit, i, j)

    def path(
        self, left: int, right: int, unit: int, i: int, j: int, *, dictionaries: bool
    ) -> tuple[float, tuple[str, ...]]:
        doubt, via = 1.0, []
        for third in range(len(self.units.tokens)):
            if third in (left, right):
                continue
            best = 0.0
            for k in range(self.length(third, unit)):
                first = self.said(left, third, unit, i, k, dictionaries=dictionaries)
                best = max(best, min(first, self.said(third, right, unit, k, j, dictionaries=dictionaries)))
            doubt *= 1 - PATH * min(1.0, best)
            if best >= 0.5:
                via.append(self.units.languages[third])
        return 1 - doubt, tuple(via)

    def links(self, left: int, right: int) -> list[CellLink]:
        numbers = numbering(self.units)
        pair = self.learnt.pairs[min(left, right), max(left, right)]
        others = [n for n in range(len(self.units.tokens)) if n not in (left, right)]
        found = []
        for unit in self.place:
            rows, columns = self.length(left, unit), self.length(right, unit)
            weight = {(i, j): self.weight(left, right, unit, i, j) for i in range(rows) for j in range(columns)}
            for (i, j), value in weight.items():
                of_row = value >= 0.5 * max(weight[i, k] for k in range(columns))
                of_column = value >= 0.5 * max(weight[k, j] for k in range(rows))
                if value < 0.25 or not (of_row or of_column):
                    continue
                kind = self.kind(left, right, unit, i, j)
                path, via = self.path(left, right, unit, i, j, dictionaries=True)
                agreeing = 0
                for third in others:
                    through = sum(
                        self.weight(left, third, unit, i, k) * self.weight(third, right, unit, k, j)
                        for k in range(self.length(third, unit))
                    )
                    agreeing += through > AGREES
                found.append(
                    CellLink(
                        numbers[left][unit][i],
                        numbers[right][unit][j],
                        value,
                        of_row and of_column,
                        float(pair.alike[kind]),
                        float(pair.dictionary.worth[kind]),
                        tuple(sorted(pair.dictionary.names.get(kind, ()))),
                        tuple(sorted(pair.dictionary.pivots.get(kind, ()))),
                        agreeing,
                        sum(self.length(third, unit) > 0 for third in others),
                        path,
                        via,
                        self.path(left, right, unit, i, j, dictionaries=False)[0],
                    )
                )
        return sorted(found, key=lambda link: (link.left, link.right))


PATHS = (("qac", "ation"), ("qad", "acja"))
FLOATS = ("weight", "alike", "worth", "path", "like_path")


@pytest.mark.parametrize("seed", range(25))
def test_links_are_read_off_cell_by_cell(seed: int) -> None:
    made = some_units(seed)
    learnt = learn_words(made, dictionaries=BOOK)
    if seed % 2:  # weights nobody would learn, so that many cells are links and languages disagree
        chance = np.random.default_rng(seed)
        for key, pair in learnt.pairs.items():
            noise = [np.where(inside, chance.random(inside.shape) ** 2, 0.0) for inside in pair.cells.inside]
            learnt.weights[key] = tuple(noise)  # type: ignore[index]
    numbers = numbering(made)
    for left in range(len(made.tokens)):
        for right in range(len(made.tokens)):
            if left == right:
                continue
            found = cell_links(learnt, lambda language, unit: numbers[language][unit], left, right)
            wanted = Plain(learnt).links(left, right)
            assert len(found) == len(wanted)
            for one, other in zip(found, wanted, strict=True):
                for name in CellLink.__slots__:
                    close = pytest.approx(getattr(other, name), abs=1e-4) if name in FLOATS else getattr(other, name)
                    assert getattr(one, name) == close


def test_both_sides_are_read_alike() -> None:
    made = some_units(3)
    learnt = learn_words(made, dictionaries=BOOK)
    numbers = numbering(made)
    forward, back = (cell_links(learnt, lambda a, unit: numbers[a][unit], *key) for key in ((0, 2), (2, 0)))
    assert len(forward) > 3
    turned = {(link.right, link.left): link for link in back}
    for link in forward:
        other = turned[link.left, link.right]
        for name in set(CellLink.__slots__) - {"left", "right"}:
            assert getattr(link, name) == getattr(other, name)


def test_a_third_language_leads_from_one_to_the_other() -> None:
    texts = {"qaa": ["organisaatio"], "qab": ["fyrtiotal"], "qac": ["organisation"], "qad": [""]}

    learnt = learn_words(units(texts), dictionaries=Pocket(["qac qab organisation: fyrtiotal"]))
    (link,) = cell_links(learnt, lambda _language, _unit: [0], 0, 1)
    assert (link.agreeing, link.voices, link.via) == (1, 1, ("qac",))
    assert link.path > 0.6
    assert link.like_path == 0.0
    assert link.worth == link.alike == 0.0
    more = learn_words(
        units(texts | {"qad": ["organisacja"]}),
        dictionaries=Pocket([f"{n} qab organis{e}: fyrtiotal" for n, e in PATHS]),
    )
    (both,) = cell_links(more, lambda _language, _unit: [0], 0, 1)
    assert (both.agreeing, both.voices, both.via) == (2, 2, ("qac", "qad"))
    assert both.path > link.path
    (own,) = cell_links(learnt, lambda _language, _unit: [0], 2, 1)
    assert (own.worth, own.dictionaries) == (1.0, ("qac-qab",))


def sheet(*rows: list[float]) -> Floats:
    return np.array([rows])


@pytest.mark.parametrize(
    ("weights", "links"),
    [
        (sheet([0.9, 0.0], [0.0, 0.24]), [(0, 0)]),
        (sheet([0.9, 0.0], [0.0, 0.25]), [(0, 0), (1, 1)]),
        (sheet([0.9, 0.45], [0.0, 0.0]), [(0, 0), (0, 1)]),
        (sheet([0.9, 0.44], [0.0, 0.0]), [(0, 0), (0, 1)]),  # the heaviest of its column
        (sheet([0.9, 0.44], [0.0, 0.9]), [(0, 0), (1, 1)]),
        (sheet([0.9, 0.46], [0.0, 0.9]), [(0, 0), (0, 1), (1, 1)]),
        (sheet([0.0, 0.0]), []),
    ],
)
def test_which_cells_are_links(weights: Floats, links: list[tuple[int, int]]) -> None:
    assert [(int(i), int(j)) for _n, i, j in zip(*np.nonzero(accepted(weights)), strict=True)] == links


def test_no_units() -> None:
    empty = learn_words(units({"qaa": ["talo", ""], "qab": ["", "hus"]}))
    assert cell_links(empty, lambda _language, _unit: [], 0, 1) == []
