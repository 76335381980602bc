"""Word alignment of tokenised sentence pairs: what other programs call."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tui_learn.bitext.beads import Link
from tui_learn.bitext.cell_links import cell_links
from tui_learn.bitext.link_confidence import link_confidence
from tui_learn.bitext.vocabulary import Numbering
from tui_learn.bitext.word_learning import Learnt, learn_words
from tui_learn.bitext.word_settings import DEFAULT, WordSettings
from tui_learn.bitext.word_sheets import Units

if TYPE_CHECKING:
    from tui_learn.bitext.dictionaries import Dictionaries

Tokens = Sequence[str]


def align_words(
    pairs: Sequence[tuple[Tokens, Tokens]],
    left_language: str,
    right_language: str,
    *,
    others: Mapping[str, Sequence[Tokens]] | None = None,
    dictionaries: Dictionaries | Iterable[str | Path] = (),
    settings: WordSettings = DEFAULT,
) -> list[set[Link]]:
    """The word links of each tokenised sentence pair, learnt from all of them together.

    ``others`` gives the same sentences in further languages, as evidence: one list of sentences a language, as long as
    ``pairs``, an empty sentence where a language has none. ``dictionaries`` are those to use: a ``Dictionaries``, or
    files and folders of dictionaries. Languages are BCP 47 tags.

    Raises ``ValueError`` when a list of ``others`` has another length than ``pairs``.
    """
    given = {left_language: [list(left) for left, _right in pairs]}
    right_name = right_language if right_language != left_language else right_language + "-x-right"
    given[right_name] = [list(right) for _left, right in pairs]
    for language, sentences in (others or {}).items():
        if len(sentences) != len(pairs):
            raise ValueError(f"{language} has {len(sentences)} sentences, not {len(pairs)}")
        given.setdefault(language, [list(sentence) for sentence in sentences])
    numberings = [Numbering(language) for language in given]
    tokens = tuple(
        tuple(numbering.of_texts(sentences)) for numbering, sentences in zip(numberings, given.values(), strict=True)
    )
    units = Units(tuple(numbering.vocabulary() for numbering in numberings), tokens)
    learnt = learn_words(units, dictionaries=_opened(dictionaries), settings=settings)
    return _links(learnt, settings)


def _links(learnt: Learnt, settings: WordSettings) -> list[set[Link]]:
    """The links of each unit between the first two languages, with their probability of being right."""
    left, right = learnt.units.vocabularies[:2]
    starts = [np.concatenate([[0], np.cumsum([len(words) for words in side])]) for side in learnt.units.tokens]
    tokens = [np.concatenate([np.zeros(0, dtype=np.int64), *side]) for side in learnt.units.tokens[:2]]
    cells = cell_links(
        learnt,
        lambda language, unit: range(int(starts[language][unit]), int(starts[language][unit + 1])),
        0,
        1,
        settings,
    )
    lexemes = [vocabulary.lexeme[words] for vocabulary, words in zip((left, right), tokens, strict=True)]
    unit_of = np.searchsorted(starts[0], [cell.left for cell in cells], side="right") - 1
    pairs = [(int(lexemes[0][cell.left]), int(lexemes[1][cell.right])) for cell in cells]
    often = Counter(pairs)
    units = Counter(pair for pair, _unit in {(pair, int(unit)) for pair, unit in zip(pairs, unit_of, strict=True)})
    counts = [np.bincount(side, minlength=1) for side in lexemes]
    found: list[set[Link]] = [set() for _unit in learnt.units.tokens[0]]
    for cell, pair, unit in zip(cells, pairs, unit_of.tolist(), strict=True):
        consistency = often[pair] / max(counts[0][pair[0]], counts[1][pair[1]])
        sure = link_confidence(cell, units[pair], float(min(1.0, consistency)), learnt.distances[0, 1])
        found[unit].add(Link(cell.left - int(starts[0][unit]), cell.right - int(starts[1][unit]), round(sure, 4)))
    return found


def _opened(dictionaries: Dictionaries | Iterable[str | Path]) -> Dictionaries | None:
    from tui_learn.bitext.dictionaries import Dictionaries as Opened
    from tui_learn.bitext.dictionaries import dictionaries_at

    if isinstance(dictionaries, Opened):
        return dictionaries
    files = list(dictionaries)
    if not files:
        return None
    found, _problems = dictionaries_at(files)
    return Opened(found, None)
