"""Word links of an article, learnt from all its languages together and kept by what they were learnt from."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from tui_learn.bitext.article_units import ArticleUnits, article_units
from tui_learn.bitext.bitext import Bitext
from tui_learn.bitext.cell_links import CellLink, cell_links
from tui_learn.bitext.dictionaries import Dictionaries
from tui_learn.bitext.link_confidence import link_confidence
from tui_learn.bitext.pair_counts import NOTHING, PairCounts, added
from tui_learn.bitext.pair_evidence import PairEvidence, gather, phrase
from tui_learn.bitext.spans import spans_of
from tui_learn.bitext.word_evidence import DictionaryEvidence
from tui_learn.bitext.word_learning import Learnt, Progress, counts_of, learn_words
from tui_learn.bitext.word_links import SHOWN, LinkedBitext, SpanLink, Words
from tui_learn.bitext.word_settings import DEFAULT
from tui_learn.bitext.word_tokens import words_of
from tui_learn.cache import Cache
from tui_learn.text import Edition
from tui_learn.text.fold import lower
from tui_learn.text.lexemes import classes_by_form

_VERSION = 7

MOST_UNITS = 2_000
"""Units that are learnt from together; a book is worked through in parts."""
MOST_CELLS = 8_000_000
"""Cells of sheets, over all pairs of languages, that are held at a time: some 500 MB."""

Phrases = Mapping[str, frozenset[str]]
"""Dictionary form to the phrases that dictionaries have for it in the other language."""


Classes = Mapping[str, frozenset[str]]
"""Dictionary form to its word classes: of ``n``, ``v``, ``a``, ``r``."""


@dataclass(frozen=True)
class PairLinks:
    """The links of two editions, with everything that speaks for them."""

    left: Words
    right: Words
    cells: tuple[CellLink, ...]
    mean_distance: float
    """Of the relative places of linked words."""
    phrases: tuple[Phrases, Phrases]
    """For the left, and for the right dictionary forms."""
    classes: tuple[Classes, Classes]
    """The word classes of the left, and of the right dictionary forms, as far as they are known."""


def link_article(
    editions: Sequence[Edition],
    bitext_of: Callable[[Edition, Edition], Bitext],
    *,
    cache_folder: Path | None = None,
    dictionaries: Dictionaries | None = None,
    background: Callable[[str, str], PairCounts] | None = None,
    background_stamp: str = "",
    progress: Progress | None = None,
) -> PairLinks:
    """The links of the first two editions; the others are evidence.

    ``bitext_of`` aligns two editions. ``background`` gives what other texts taught of two languages, and
    ``background_stamp`` says which texts those were. Where there are none, the pairs of the other editions come out of
    the same work and are kept too.
    """
    ordered = sorted(editions, key=lambda edition: edition.language)
    words = [words_of(edition, cache_folder) for edition in ordered]
    bitexts = {(a, b): bitext_of(ordered[a], ordered[b]) for a, b in itertools.combinations(range(len(ordered)), 2)}
    wanted = ordered.index(editions[0]), ordered.index(editions[1])
    stamp = (
        repr(DEFAULT),
        dictionaries.stamp if dictionaries is not None else "",
        background_stamp,
        *(f"{edition.language} {edition.sha256}" for edition in ordered),
        _fingerprint(bitexts),
    )
    cache = Cache(cache_folder, "word-links", _VERSION)
    kept = _from_json(cache.get(*stamp, f"{wanted}"), words[wanted[0]], words[wanted[1]])
    if kept is not None:
        return kept
    units = article_units(words, bitexts)
    names = {(a, b): (ordered[a].language, ordered[b].language) for a, b in bitexts}
    taught = {pair: background(*names[pair]) if background is not None else NOTHING for pair in bitexts}
    # What was taught by other texts of the two languages alone is not what the other pairs should rest on.
    shared = bitexts if not background_stamp else ()
    classes = [_classes(side, dictionaries) for side in words]
    parts = units.parts(MOST_UNITS, MOST_CELLS)
    found: dict[tuple[int, int], list[PairLinks]] = {pair: [] for pair in {wanted, *shared}}
    for number, part in enumerate(parts):
        learnt = learn_words(
            part.units,
            prior={names[pair]: counts for pair, counts in taught.items()},
            dictionaries=dictionaries,
            progress=_share_of(progress, number, len(parts)),
        )
        for pair, links_of_part in found.items():
            links_of_part.append(_pair_links(learnt, part, classes, *pair))
        if number + 1 < len(parts):  # what comes after learns from what came before
            taught = {pair: added([counts, counts_of(learnt, *pair)]) for pair, counts in taught.items()}
    made = {pair: _joined(links_of_parts) for pair, links_of_parts in found.items()}
    for pair, links in made.items():
        cache.put(_to_json(links), *stamp, f"{pair}")
    return made[wanted]


def _share_of(progress: Progress | None, number: int, count: int) -> Progress | None:
    """Progress of one of several parts as that of the whole."""
    if progress is None:
        return None
    tell = progress
    return lambda share: tell((number + share) / count)


def _joined(parts: Sequence[PairLinks]) -> PairLinks:
    """The links of the parts of a text as those of the whole."""
    if len(parts) == 1:
        return parts[0]
    counts = [max(1, len(part.cells)) for part in parts]
    distance = sum(part.mean_distance * count for part, count in zip(parts, counts, strict=True)) / sum(counts)
    phrases: list[dict[str, frozenset[str]]] = [{}, {}]
    for part in parts:
        for side, known in zip(phrases, part.phrases, strict=True):
            for word, found in known.items():
                side[word] = side.get(word, frozenset()) | found
    cells = sorted((cell for part in parts for cell in part.cells), key=lambda cell: (cell.left, cell.right))
    return replace(parts[0], cells=tuple(cells), mean_distance=distance, phrases=(phrases[0], phrases[1]))


def taught_by(
    left: Edition,
    right: Edition,
    bitext: Bitext,
    *,
    cache_folder: Path | None = None,
    dictionaries: Dictionaries | None = None,
    progress: Progress | None = None,
) -> PairCounts:
    """What two editions of an article teach of their languages, from their own words and dictionaries alone.

    What ``progress`` raises stops the work.
    """
    words = [words_of(left, cache_folder), words_of(right, cache_folder)]
    units = article_units(words, {(0, 1): bitext})
    part = units.parts(MOST_UNITS, MOST_CELLS)[0]  # the beginning of a book teaches enough
    return counts_of(learn_words(part.units, dictionaries=dictionaries, progress=progress), 0, 1)


def _fingerprint(bitexts: Mapping[tuple[int, int], Bitext]) -> str:
    digest = hashlib.sha256()
    for pair, bitext in sorted(bitexts.items()):
        digest.update(
            repr(
                (pair, [(bead.left, bead.right, bead.repaired, round(bead.confidence, 3)) for bead in bitext.beads])
            ).encode()
        )
    return digest.hexdigest()


def _classes(words: Words, dictionaries: Dictionaries | None) -> Classes:
    language = words.edition.language
    forms = {word.lexeme for word in words.words if word.is_content}
    told = dictionaries.word_classes(sorted(forms), language) if dictionaries is not None else {}
    found = {}
    for form in forms:
        classes = frozenset(classes_by_form(form, language)) or told.get(lower(form, language), frozenset())
        if classes:
            found[form] = classes
    return found


def _pair_links(learnt: Learnt, article: ArticleUnits, classes: Sequence[Classes], left: int, right: int) -> PairLinks:
    known = learnt.pairs[min(left, right), max(left, right)].dictionary
    forward = _phrases(known, article, min(left, right), max(left, right))
    return PairLinks(
        article.words[left],
        article.words[right],
        tuple(cell_links(learnt, article.word_numbers, left, right)),
        learnt.distances[min(left, right), max(left, right)],
        forward if left < right else forward[::-1],
        (classes[left], classes[right]),
    )


def _phrases(known: DictionaryEvidence, article: ArticleUnits, left: int, right: int) -> tuple[Phrases, Phrases]:
    """The phrases that share a word with the other side."""
    found = []
    for here, there, said in ((left, right, known.phrases), (right, left, known.phrases_back)):
        vocabulary, other = article.units.vocabularies[here], article.units.vocabularies[there]
        present = set(other.surfaces) | set(other.lexeme_names)
        of_lexeme: dict[str, set[str]] = {}
        for number, phrases in said.items():
            shared = {phrase for phrase in phrases if not present.isdisjoint(phrase.split())}
            if shared:
                of_lexeme.setdefault(vocabulary.lexeme_names[vocabulary.lexeme[number]], set()).update(shared)
        found.append({lexeme: frozenset(phrases) for lexeme, phrases in of_lexeme.items()})
    return found[0], found[1]


def linked_bitext(links: PairLinks, bitext: Bitext) -> tuple[LinkedBitext, dict[tuple[str, str], PairEvidence]]:
    """The links as spans with their confidence, and the evidence of each pair of dictionary forms.

    A link that crosses a bead's border is none, nor is one that is improbable; one in a doubtful bead is as doubtful as
    the bead.
    """
    spans = spans_of([link for link in links.cells if _in_one_bead(link, links, bitext)], links.left, links.right)
    evidence = gather(spans, links.left, links.right)
    made = []
    for span in spans:
        lefts, rights = [link.left for link in span], [link.right for link in span]
        pair = evidence[phrase(links.left, lefts), phrase(links.right, rights)]
        bead = bitext.bead_of_left[links.left.words[span[0].left].sentence]
        sure = link_confidence(span[0], pair.units, pair.consistency, links.mean_distance) * (
            1.0 if bead.repaired else bead.confidence
        )
        if sure >= SHOWN:
            made.append(SpanLink(tuple(sorted(set(lefts))), tuple(sorted(set(rights))), round(sure, 4)))
    made.sort(key=lambda link: (link.left, link.right))
    return LinkedBitext(bitext, links.left, links.right, tuple(made)), evidence


def _in_one_bead(link: CellLink, links: PairLinks, bitext: Bitext) -> bool:
    bead = bitext.bead_of_left[links.left.words[link.left].sentence]
    return links.right.words[link.right].sentence in bead.right


def _to_json(links: PairLinks) -> dict[str, Any]:
    names = [field.name for field in fields(CellLink)]
    return {
        "cells": [[getattr(cell, name) for name in names] for cell in links.cells],
        "distance": links.mean_distance,
        "phrases": [{word: sorted(found) for word, found in side.items()} for side in links.phrases],
        "classes": [{word: "".join(sorted(found)) for word, found in side.items()} for side in links.classes],
    }


def _from_json(data: Any, left: Words, right: Words) -> PairLinks | None:
    try:
        cells = tuple(_cell(values) for values in data["cells"])
        phrases = [{str(word): frozenset(found) for word, found in side.items()} for side in data["phrases"]]
        classes = [{str(word): frozenset(found) for word, found in side.items()} for side in data["classes"]]
        both = (phrases[0], phrases[1]), (classes[0], classes[1])
        links = PairLinks(left, right, cells, float(data["distance"]), *both)
        inside = all(0 <= c.left < len(left.words) and 0 <= c.right < len(right.words) for c in cells)
    except (TypeError, KeyError, ValueError, IndexError, AttributeError):
        return None  # nothing kept, or by another version: it is learnt again
    return links if inside and links.mean_distance > 0 else None


_KINDS = {"int": int, "float": float | int, "bool": bool, "tuple[str, ...]": list}


def _cell(values: Sequence[Any]) -> CellLink:
    """Raises ``TypeError`` or ``ValueError`` for what is none."""
    given: dict[str, Any] = {}
    for field, value in zip(fields(CellLink), values, strict=True):
        if not isinstance(value, _KINDS[str(field.type)]):
            raise TypeError(field.name)
        given[field.name] = tuple(map(str, value)) if isinstance(value, list) else value
    return CellLink(**given)
