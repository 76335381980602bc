"""Terms that look alike on both sides: names, numbers, loan words (cognates).

Similarity is Dice's coefficient of letter trigrams (McEnery and Oakes 1996), between the commonest forms.
"""

from __future__ import annotations

import numpy as np

from tui_learn.bitext.arrays import Floats, Ints, joined
from tui_learn.bitext.lexicon import Lexicon, lexicon_from
from tui_learn.bitext.terms import Terms

LEAST = 0.55
"""Similarity from which two terms count as look-alikes."""
SHARE = 0.8
"""How much of a term's translations its look-alikes may take."""
PUNCTUATION = 0.8
_MAX_PAIRS = 4_000
"""A trigram in more pairs of terms than this says little and is left out."""


def _trigrams(form: str) -> set[str]:
    if form.startswith(("#", "@")):
        return {form}
    if len(form) < 4:
        return set()
    marked = "^" + form
    return {marked[k : k + 3] for k in range(len(marked) - 2)}


def lookalikes(left: Terms, right: Terms) -> tuple[Lexicon, Lexicon]:
    """Translation probabilities from looks alone, left to right and right to left."""
    lefts, rights, strengths = _similar(left, right)
    marks = [(u, name) for u, name in enumerate(left.names) if name.startswith("!")]
    places = {name: v for v, name in enumerate(right.names) if name.startswith("!")}
    both = [(u, places[name]) for u, name in marks if name in places]
    lefts = np.concatenate([lefts, np.array([u for u, _ in both], dtype=np.int64)])
    rights = np.concatenate([rights, np.array([v for _, v in both], dtype=np.int64)])
    strengths = np.concatenate([strengths, np.full(len(both), PUNCTUATION)])
    return (
        _normalised(lefts, rights, strengths, len(left.names), len(right.names)),
        _normalised(rights, lefts, strengths, len(right.names), len(left.names)),
    )


def _normalised(source: Ints, target: Ints, strengths: Floats, sources: int, targets: int) -> Lexicon:
    sums = np.bincount(source, strengths, minlength=sources)
    return lexicon_from(source, target, SHARE * strengths / np.maximum(1.0, sums[source]), sources, targets)


def _similar(left: Terms, right: Terms) -> tuple[Ints, Ints, Floats]:
    """Pairs of terms with their similarity squared."""
    grams: dict[str, int] = {}
    sides = []
    for terms in (left, right):
        owner: list[int] = []
        gram: list[int] = []
        for number, form in enumerate(terms.forms):
            for piece in _trigrams(form):
                owner.append(number)
                gram.append(grams.setdefault(piece, len(grams)))
        sides.append((np.array(owner, dtype=np.int64), np.array(gram, dtype=np.int64)))
    (left_owner, left_gram), (right_owner, right_gram) = sides
    left_sizes = np.bincount(left_owner, minlength=len(left.names))
    right_sizes = np.bincount(right_owner, minlength=len(right.names))
    a, b = joined(left_gram, right_gram, len(grams), _MAX_PAIRS)
    u, v = left_owner[a], right_owner[b]
    pairs, shared = np.unique(u * max(1, len(right.names)) + v, return_counts=True)
    u, v = np.divmod(pairs, max(1, len(right.names)))
    dice = 2 * shared / (left_sizes[u] + right_sizes[v])
    alike = dice >= LEAST
    return u[alike], v[alike], dice[alike] ** 2
