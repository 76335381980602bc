"""A lexicon learnt from the document itself: IBM model 1 over sentences that probably answer each other.

Brown et al. (1993) for the model, Moore (2002) for learning it from an alignment by length and aligning again,
with counts discounted so that a pair seen once says little.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tui_learn.bitext.arrays import Floats, Ints, counting
from tui_learn.bitext.settings import AlignmentSettings
from tui_learn.bitext.terms import Terms


@dataclass(frozen=True)
class Lexicon:
    """Sparse translation probabilities p(target term | source term), by source."""

    first: Ints
    """Shape (sources + 1,): where the entries of each source term begin."""
    targets: Ints
    """Shape (entries,)."""
    values: Floats
    """Shape (entries,), probabilities."""
    totals: Floats
    """Shape (sources,): the sum of each term's entries, at most 1."""

    @property
    def sources(self) -> Ints:
        return np.repeat(np.arange(len(self.totals)), np.diff(self.first))


def lexicon_from(source: Ints, target: Ints, values: Floats, sources: int, targets: int) -> Lexicon:
    """A lexicon from entries in any order."""
    order = np.argsort(source * max(1, targets) + target, kind="stable")
    source, target, values = source[order], target[order], values[order]
    first = np.concatenate([[0], np.cumsum(np.bincount(source, minlength=sources))])
    return Lexicon(first, target, values, np.bincount(source, values, minlength=sources).astype(np.float64))


def united(one: Lexicon, other: Lexicon, targets: int) -> Lexicon:
    """The larger value of each entry of two lexicons, scaled down where a term's entries would exceed 1."""
    source = np.concatenate([one.sources, other.sources])
    target = np.concatenate([one.targets, other.targets])
    values = np.concatenate([one.values, other.values])
    order = np.lexsort((-values, target, source))
    source, target, values = source[order], target[order], values[order]
    key = source * max(1, targets) + target
    first = np.concatenate([[True], key[1:] != key[:-1]])[: len(key)]
    source, target, values = source[first], target[first], values[first]
    sums = np.bincount(source, values, minlength=len(one.totals))
    return lexicon_from(source, target, values / np.maximum(1.0, sums[source]), len(one.totals), targets)


@dataclass(frozen=True)
class Side:
    """One direction of the learning table: a target token is explained by the source terms around it."""

    group: Ints
    """Shape (cells,): the target token (a term in a sentence) each cell tries to explain."""
    weight: Floats
    """Shape (cells,): how much of the source term is there, times the probability of the link."""
    empty: Floats
    """Shape (groups,): the weight of the empty word."""
    count: Floats
    """Shape (groups,): how much there is to explain."""


@dataclass(frozen=True)
class Cooccurrence:
    """The pairs of terms in sentences that may answer each other."""

    left: Ints
    right: Ints
    """Shape (pairs,): the terms of each distinct pair, ordered by left, then right."""
    pair: Ints
    """Shape (cells,): the number of each cell's pair."""
    left_side: Side
    """Left tokens explained by right terms."""
    right_side: Side


@dataclass(frozen=True)
class Bags:
    """The distinct terms of each sentence, with how often they stand there."""

    first: Ints
    """Shape (n + 1,)."""
    terms: Ints
    counts: Floats


def bags(terms: Terms) -> Bags:
    sentence = np.repeat(np.arange(len(terms.starts) - 1), terms.sizes)
    size = max(1, len(terms.names))
    keys, counts = np.unique(sentence * size + terms.tokens, return_counts=True)
    owner, names = np.divmod(keys, size)
    first = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=len(terms.starts) - 1))])
    return Bags(first.astype(np.int64), names, counts.astype(np.float64))


MAX_CELLS = 3_000_000
"""Pairs of terms of linked units that are learnt from together (about 250 MB); the longest units go first."""


def cooccurrence(
    left: Bags,
    right: Bags,
    links: tuple[Ints, Ints, Floats],
    known: tuple[Lexicon, Lexicon],
    vocabulary: tuple[int, int],
) -> Cooccurrence:
    """The learning table of weighted links (left units, right units, probabilities) and of the ``known`` lexicons.

    A pair may be known in one direction only: what was learnt before is learnt in each by itself.
    """
    i, j, weight = links
    sizes = np.diff(left.first)[i] * np.diff(right.first)[j]
    if sizes.sum() > MAX_CELLS:
        # The shortest sentences teach most for what they cost.
        order = np.argsort(sizes, kind="stable")
        kept = np.sort(order[np.cumsum(sizes[order]) <= MAX_CELLS])
        i, j, weight, sizes = i[kept], j[kept], weight[kept], sizes[kept]
    wide = np.diff(right.first)[j]
    link, within = counting(sizes)
    row, column = np.divmod(within, wide[link])
    left_group = left.first[i][link] + row
    right_group = right.first[j][link] + column
    key = left.terms[left_group] * vocabulary[1] + right.terms[right_group]
    cell_weight = weight[link]
    onward = known[0].sources * vocabulary[1] + known[0].targets
    back = known[1].targets * vocabulary[1] + known[1].sources
    pairs, pair = np.unique(np.concatenate([key, onward, back]), return_inverse=True)
    left_terms, right_terms = np.divmod(pairs, max(1, vocabulary[1]))
    return Cooccurrence(
        left_terms,
        right_terms,
        pair[: len(key)],
        _side(left_group, right_group, right, left, cell_weight, j, i, weight),
        _side(right_group, left_group, left, right, cell_weight, i, j, weight),
    )


def _side(
    target_group: Ints,
    source_group: Ints,
    source: Bags,
    target: Bags,
    weight: Floats,
    source_sentence: Ints,
    target_sentence: Ints,
    links: Floats,
) -> Side:
    sentences = len(target.first) - 1
    per_sentence = np.add.reduceat(np.append(source.counts, 0.0), source.first[:-1]) * (np.diff(source.first) > 0)
    words = np.bincount(target_sentence, links * per_sentence[source_sentence], minlength=sentences)
    certain = np.zeros(sentences)
    np.maximum.at(certain, target_sentence, links)
    owner = np.repeat(np.arange(sentences), np.diff(target.first))
    empty = (EMPTY * words[owner]).astype(np.float64)
    return Side(
        target_group, weight * source.counts[source_group], empty, target.counts * np.minimum(1.0, certain)[owner]
    )


EMPTY = 1e-3
"""Probability of the empty word, a source term."""


def learn(
    table: Cooccurrence, known: tuple[Lexicon, Lexicon], vocabulary: tuple[int, int], settings: AlignmentSettings
) -> tuple[Lexicon, Lexicon]:
    """Lexicons left to right and right to left (IBM model 1, Brown et al. 1993).

    The ``known`` lexicons are prior counts, and every count is discounted in the end: rare words explain too much
    otherwise (Moore 2004).
    """
    forward = _learn(table.left, table.right, table.pair, table.right_side, known[0], vocabulary, settings)
    backward = _learn(table.right, table.left, table.pair, table.left_side, known[1], vocabulary[::-1], settings)
    return forward, backward


def _learn(
    source: Ints,
    target: Ints,
    pair: Ints,
    side: Side,
    known: Lexicon,
    vocabulary: tuple[int, int],
    settings: AlignmentSettings,
) -> Lexicon:
    iterations, discount, trust = settings.iterations, settings.discount, settings.trust
    prior = np.zeros(len(source))
    order = np.argsort(source * vocabulary[1] + target)
    keys = (source * vocabulary[1] + target)[order]
    prior[order[np.searchsorted(keys, known.sources * vocabulary[1] + known.targets)]] = known.values
    weight, group = side.weight, side.group
    support = np.bincount(pair, weight, minlength=len(source))
    f_source = np.bincount(source, support, minlength=vocabulary[0])
    f_target = np.bincount(target, support, minlength=vocabulary[1])
    values = support / np.maximum(1e-9, np.sqrt(f_source[source] * f_target[target])) + prior
    for step in range(iterations):
        share = values[pair] * weight
        total = np.bincount(group, share, minlength=len(side.count)) + side.empty
        share *= (side.count / np.maximum(total, 1e-12))[group]
        counts = np.bincount(pair, share, minlength=len(source)) + trust * prior
        last = step == iterations - 1
        if last:
            counts = np.maximum(0.0, counts - discount)
        sums = np.bincount(source, counts, minlength=vocabulary[0]) + (2 * discount if last else 0.1)
        values = counts / sums[source]
    kept = values > 1e-4
    return lexicon_from(source[kept], target[kept], values[kept], *vocabulary)
