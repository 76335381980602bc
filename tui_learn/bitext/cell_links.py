"""Links of single words with everything that speaks for them, read off learnt weights."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tui_learn.bitext.arrays import Bools, Floats, Ints, Scores
from tui_learn.bitext.word_learning import Learnt
from tui_learn.bitext.word_settings import DEFAULT, WordSettings

AGREES = 0.3
"""Weight of the links through another language from which it agrees."""
PATH = 0.9
"""Worth of a path of evidence through a third language, against the same evidence directly."""


@dataclass(frozen=True, slots=True)
class CellLink:
    """A word on the left linked to one on the right, by their numbers in the editions."""

    left: int
    right: int
    weight: float
    """0 to 1; not a probability of being right."""
    mutual: bool
    """Whether it is among the heaviest of its row and of its column."""
    alike: float
    """How much the two look alike, 0 to 1 (``word_evidence.cognates``)."""
    worth: float
    """What dictionaries say of the two, 0 to 1 (``word_evidence.dictionary_evidence``)."""
    dictionaries: tuple[str, ...]
    """Those that have the pair directly."""
    pivots: tuple[str, ...]
    """Languages through which dictionaries lead there."""
    agreeing: int
    """Other languages of the article whose links lead there."""
    voices: int
    """Other languages the unit has."""
    path: float
    """Best evidence through words of other languages in the same unit, 0 to 1."""
    via: tuple[str, ...]
    """The languages of such paths."""
    like_path: float
    """The same as ``path``, from likeness alone."""


WordNumbers = Callable[[int, int], Sequence[int]]
"""Language and unit to the numbers, in the whole text, of the unit's words."""


def cell_links(
    learnt: Learnt, word_numbers: WordNumbers, left: int, right: int, settings: WordSettings = DEFAULT
) -> list[CellLink]:
    """Every accepted link of two languages (by their numbers), in the order of the left text."""
    return sorted(_cell_links(learnt, word_numbers, left, right, settings), key=lambda link: (link.left, link.right))


def accepted(weights: Scores, settings: WordSettings = DEFAULT) -> Bools:
    """Which cells are links: heavy enough, and among the heaviest of their row or column."""
    of_row = weights >= settings.share * weights.max(axis=2, keepdims=True)
    of_column = weights >= settings.share * weights.max(axis=1, keepdims=True)
    return np.asarray((weights >= settings.least) & (of_row | of_column))


def _cell_links(
    learnt: Learnt, word_numbers: WordNumbers, left: int, right: int, settings: WordSettings
) -> Iterator[CellLink]:
    flipped = left > right
    pair = learnt.pairs[min(left, right), max(left, right)]
    others = [n for n in range(len(learnt.units.vocabularies)) if n not in (left, right)]
    for number, group in enumerate(learnt.groups):
        weights = learnt.between(left, right, number)
        chosen = accepted(weights, settings)
        rows, lefts, rights = np.nonzero(chosen)
        if not len(rows):
            continue
        found = weights[rows, lefts, rights]
        mutual = (found >= settings.share * weights.max(axis=2)[rows, lefts]) & (
            found >= settings.share * weights.max(axis=1)[rows, rights]
        )
        kinds = pair.cells.kinds[number]
        kind = kinds[rows, rights, lefts] if flipped else kinds[rows, lefts, rights]
        agreeing, path, via, like_path = _through(learnt, number, left, right, others, rows, lefts, rights)
        voices = (group.lengths[others] > 0).sum(axis=0) if others else np.zeros(len(group.units), dtype=int)
        places: dict[int, tuple[Sequence[int], Sequence[int]]] = {}
        for at in range(len(rows)):
            row = int(rows[at])
            if row not in places:
                unit = int(group.units[row])
                places[row] = word_numbers(left, unit), word_numbers(right, unit)
            here, there = places[row]
            k = int(kind[at])
            yield CellLink(
                here[int(lefts[at])],
                there[int(rights[at])],
                round(float(found[at]), 4),
                bool(mutual[at]),
                round(float(pair.alike[k]), 4),
                round(float(pair.dictionary.worth[k]), 4),
                tuple(sorted(pair.dictionary.names.get(k, ()))),
                tuple(sorted(pair.dictionary.pivots.get(k, ()))),
                int(agreeing[at]),
                int(voices[row]),
                round(float(path[at]), 4),
                tuple(learnt.units.languages[n] for n in via[at]),
                round(float(like_path[at]), 4),
            )


def _evidence(learnt: Learnt, one: int, other: int, group: int, *, dictionaries: bool) -> Scores:
    """Shape (n, size, size): link weights, each times what looks, and dictionaries, say of its two words."""
    pair = learnt.pairs[min(one, other), max(one, other)]
    said = np.where(pair.alike > 0.6, pair.alike, 0.0)
    if dictionaries:
        said = np.maximum(said, pair.dictionary.worth)
    cells = np.where(pair.cells.inside[group], pair.cells.spread(said, group), 0.0)
    weighed = cells * learnt.weights[min(one, other), max(one, other)][group]
    return np.asarray(weighed if one < other else weighed.transpose(0, 2, 1))


def _through(
    learnt: Learnt, group: int, left: int, right: int, others: list[int], rows: Ints, lefts: Ints, rights: Ints
) -> tuple[Ints, Floats, list[list[int]], Floats]:
    """For each link: languages that agree, best evidence through them, its languages, and that by likeness alone."""
    agreeing = np.zeros(len(rows), dtype=np.int64)
    doubts = [np.ones(len(rows)), np.ones(len(rows))]
    via: list[list[int]] = [[] for _ in range(len(rows))]
    for third in others:
        to, fro = learnt.between(left, third, group), learnt.between(third, right, group)
        through = np.einsum("ak,ak->a", to[rows, lefts], fro[rows, :, rights])
        agreeing += through > AGREES
        for number, dictionaries in enumerate((True, False)):
            first = _evidence(learnt, left, third, group, dictionaries=dictionaries)[rows, lefts]
            second = _evidence(learnt, third, right, group, dictionaries=dictionaries)[rows, :, rights]
            best = np.minimum(first, second).max(axis=1, initial=0.0)
            doubts[number] *= 1 - PATH * np.minimum(1.0, best)
            if dictionaries:
                for at in np.nonzero(best >= 0.5)[0]:
                    via[int(at)].append(third)
    return agreeing, 1 - doubts[0], via, 1 - doubts[1]
