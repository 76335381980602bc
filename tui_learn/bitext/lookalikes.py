"""Translations known beforehand: what looks alike on both sides (names, numbers, loan words), and dictionaries.

Similarity is Dice's coefficient of letter trigrams (McEnery and Oakes 1996), between the commonest forms.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from tui_learn.bitext.arrays import Floats, Ints, joined
from tui_learn.bitext.lexicon import Lexicon, lexicon_from
from tui_learn.bitext.terms import Terms, terms_of

LEAST = 0.55
"""Similarity from which two terms count as look-alikes."""
SHARE = 0.8
"""How much of a term's translations its look-alikes may take."""
PUNCTUATION = 0.8
_MAX_PAIRS = 4_000
"""A trigram in more pairs of terms than this says little and is left out."""
_MAX_ALL = 6_000_000
"""Pairs of terms that are compared in all."""


def _trigrams(form: str) -> set[str]:
    if form.startswith(("#", "@")):
        return {form}
    if len(form) < 4:
        return set()
    marked = "^" + form
    return {marked[k : k + 3] for k in range(len(marked) - 2)}


Entries = tuple[Ints, Ints, Floats]
"""(left terms, right terms, strengths from 0 to 1)."""


def known_lexicons(
    left: Terms, right: Terms, given: Sequence[Entries] = (), *, alike: bool = True, marks: bool = True
) -> tuple[Lexicon, Lexicon]:
    """What is known of translations before anything is aligned, left to right and right to left.

    ``given`` are entries of dictionaries; ``alike`` adds words, numbers and addresses that look alike, ``marks``
    the classes of punctuation.
    """
    parts = list(given)
    if alike:
        parts.append(_similar(left, right))
    if marks:
        parts.append(_same_marks(left, right))
    nothing = np.zeros(0, dtype=np.int64)
    lefts = np.concatenate([nothing, *(part[0] for part in parts)])
    rights = np.concatenate([nothing, *(part[1] for part in parts)])
    strengths = np.concatenate([np.zeros(0), *(part[2] for part in parts)])
    keys, place = np.unique(lefts * max(1, len(right.names)) + rights, return_inverse=True)
    lefts, rights = np.divmod(keys, max(1, len(right.names)))
    best = np.zeros(len(keys))
    np.maximum.at(best, place, strengths)
    return (
        _normalised(lefts, rights, best, len(left.names), len(right.names)),
        _normalised(rights, lefts, best, len(right.names), len(left.names)),
    )


def given_entries(left: Terms, right: Terms, lexicon: Mapping[str, Iterable[str]]) -> Entries:
    """The entries of a dictionary, words of the left language with their translations, that both texts use.

    Only single words; what stands in several forms in a text is found by its beginning.
    """
    left_numbers = {name: number for number, name in enumerate(left.names)}
    right_numbers = {name: number for number, name in enumerate(right.names)}
    found = set()
    for word, translations in lexicon.items():
        sources = terms_of(word)
        if len(sources) != 1 or sources[0][0] not in left_numbers:
            continue
        for translation in translations:
            targets = terms_of(translation)
            if len(targets) == 1 and targets[0][0] in right_numbers:
                found.add((left_numbers[sources[0][0]], right_numbers[targets[0][0]]))
    pairs = np.array(sorted(found), dtype=np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1], np.ones(len(pairs))


def _normalised(source: Ints, target: Ints, strengths: Floats, sources: int, targets: int) -> Lexicon:
    sums = np.bincount(source, strengths, minlength=sources)
    return lexicon_from(source, target, SHARE * strengths / np.maximum(1.0, sums[source]), sources, targets)


def _same_marks(left: Terms, right: Terms) -> Entries:
    places = {name: v for v, name in enumerate(right.names) if name.startswith("!")}
    both = [(u, places[name]) for u, name in enumerate(left.names) if name.startswith("!") and name in places]
    pairs = np.array(both, dtype=np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1], np.full(len(pairs), PUNCTUATION)


def _similar(left: Terms, right: Terms) -> Entries:
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
    # Long texts have so many words that the commonest trigrams would make more pairs than memory holds.
    often = np.sort(np.bincount(left_gram, minlength=len(grams)) * np.bincount(right_gram, minlength=len(grams)))
    held = int(np.searchsorted(np.cumsum(often), _MAX_ALL, side="right"))
    most = min(_MAX_PAIRS, int(often[held - 1]) if held else 0)
    a, b = joined(left_gram, right_gram, len(grams), most)
    u, v = left_owner[a], right_owner[b]
    pairs, shared = np.unique(u * max(1, len(right.names)) + v, return_counts=True)
    u, v = np.divmod(pairs, max(1, len(right.names)))
    dice = 2 * shared / (left_sizes[u] + right_sizes[v])
    alike = dice >= LEAST
    return u[alike], v[alike], dice[alike] ** 2
