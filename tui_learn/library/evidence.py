"""How sure it is that two editions are translations of one another.

Two tiers: *certain* and *probable*. What counts is what they share (links, code, numbers), how they are built, and
whether the lengths of their passages rise and fall together; in long texts the last two are enough.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tui_learn.library.builds import Builds
from tui_learn.library.candidates import Postings, candidates, jaccard_of, postings_of
from tui_learn.library.columns import KIND_BITS, KINDS, Columns, Hashes, Ints, Ragged
from tui_learn.library.profiles import alike_by_lengths
from tui_learn.library.structure import NOT_ALIKE, Likeness, compare

CERTAIN, PROBABLE, SLIGHT = 3, 2, 1
"""A slight hint counts as a probable one where there is no rival, else it counts for nothing."""
LEAST_JACCARD = 0.15
RIVAL = 0.85
"""Another candidate in the same language with this share of a pair's score makes the pair less than certain."""
_MANY = 8
"""Shared things from which lengths need not fit as well: paragraphs are joined and split in translation."""
_TOLD = 8
"""Blocks from which it speaks against two editions that their lengths have nothing to do with one another."""
_TELLING = 5
"""Things both have, from which it speaks against two editions that they share hardly any."""


@dataclass(slots=True)
class Evidence:
    """Pairs of editions that are at least probable; the same place in each list is the same pair."""

    left: array[int] = field(default_factory=lambda: array("l"))
    right: array[int] = field(default_factory=lambda: array("l"))
    """Greater than ``left``."""
    tier: array[int] = field(default_factory=lambda: array("b"))
    score: array[float] = field(default_factory=lambda: array("d"))
    jaccard: array[float] = field(default_factory=lambda: array("f"))
    shared: array[int] = field(default_factory=lambda: array("l"))
    structure: array[float] = field(default_factory=lambda: array("f"))
    correlation: array[float] = field(default_factory=lambda: array("f"))
    places: dict[tuple[int, int], int] = field(default_factory=dict)
    """(left, right) to the pair's place."""

    def add(self, left: int, right: int, tier: int, score: float, jaccard: float, shared: int, like: Likeness) -> None:
        """One more pair."""
        self.places[left, right] = len(self.left)
        self.left.append(left)
        self.right.append(right)
        self.tier.append(tier)
        self.score.append(round(score, 9))
        self.jaccard.append(jaccard)
        self.shared.append(shared)
        self.structure.append(like.structure)
        self.correlation.append(like.correlation)

    def take(self, other: Evidence, place: int) -> None:
        """A pair of another one."""
        like = Likeness(other.structure[place], other.correlation[place], 0.0, 0)
        self.add(
            other.left[place], other.right[place], other.tier[place], other.score[place],
            other.jaccard[place], other.shared[place], like,
        )  # fmt: skip

    def place(self, one: int, other: int) -> int | None:
        """Where a pair stands, whichever comes first."""
        return self.places.get((one, other) if one < other else (other, one))


def tier_by_anchors(jaccard: float, shared: int, own: int, like: Likeness) -> int:
    """``CERTAIN``, ``PROBABLE``, ``SLIGHT`` or 0, for editions that share something.

    ``own`` of what is ``shared`` belongs to hardly any other article: of a template, only that and lengths that
    depart from the template's in the same way count. Half the links and the skeleton of a sibling give a Jaccard
    index of a third.
    """
    if like.of_template and own < 3 and (like.within < 0.7 or like.surprise < 2.5):
        return 0
    if like.blocks >= _TOLD and like.within < 0.2:
        return 0
    fits = like.blocks < _TOLD or like.within >= 0.5
    if like.of_template and own < 3:
        fits = own > 0 and like.within >= 0.85 and like.surprise >= 5
    if jaccard >= 0.6 and shared >= 3 and like.structure >= 0.9 and like.correlation >= 0.9 and fits:
        return CERTAIN
    much = jaccard >= 0.4 and shared >= _MANY and like.structure >= 0.95
    if much and like.within >= 0.85 and like.surprise >= 7 and fits:
        return CERTAIN
    if jaccard >= 0.35 and shared >= 2 and like.structure >= 0.75 and like.correlation >= 0.7:
        return PROBABLE
    if jaccard >= 0.5 and shared >= _MANY and like.structure >= 0.75 and like.correlation >= 0.4:
        return PROBABLE
    if jaccard >= 0.5 and shared >= 1.5 * _MANY and like.structure >= 0.6 and like.correlation >= 0.8:
        return PROBABLE
    if like.structure >= 0.9 and like.within >= 0.7 and like.surprise >= (4 if shared > 1 else 4.5):
        return SLIGHT
    return 0


def tier_by_lengths(jaccard: float, fewer: int, like: Likeness) -> int:
    """The same, for editions that share nothing to speak of.

    Of ten thousand million pairs of unrelated texts none is expected to surprise by 7 standard deviations, and of a
    hundred thousand with one sequence of blocks none by 4.5.
    """
    if fewer >= _TELLING and jaccard < LEAST_JACCARD:
        return 0
    if like.blocks >= 40 and like.structure >= 0.95 and like.within >= 0.7 and like.surprise >= 8:
        return CERTAIN
    if like.blocks >= 16 and like.structure >= 0.9 and like.within >= 0.6 and like.surprise >= 6:
        return PROBABLE
    if like.blocks >= 8 and like.structure >= 0.95 and like.within >= 0.85 and like.surprise >= 4.5:
        return SLIGHT
    return 0


def find_evidence(
    columns: Columns,
    builds: Builds,
    languages: Ints,
    unsure: Sequence[bool],
    loose: Sequence[bool],
    tick: Callable[[], None],
) -> Evidence:
    """Every pair that is at least probable.

    ``languages`` numbers the language of each edition, ``unsure`` says where it may be another one, ``loose`` which
    editions may still be put anywhere; of the others no two are compared. ``tick`` is called now and then.
    """
    found = Evidence()
    anchors = postings_of(columns.anchors, languages, kinds=True)
    tongues = languages.tolist()

    def may_pair(left: int, right: int) -> bool:
        differ = tongues[left] != tongues[right] or unsure[left] or unsure[right]
        if not (differ and (loose[left] or loose[right])):
            return False
        return not headings_conflict(columns.headings[left], columns.headings[right])

    for some in candidates(anchors, LEAST_JACCARD):
        tick()
        for left, right, jaccard, shared, own in zip(
            some.left.tolist(), some.right.tolist(), some.jaccard.tolist(), some.shared.tolist(), some.own.tolist(),
            strict=True,
        ):  # fmt: skip
            if shared and may_pair(left, right):
                _weigh_anchors(found, builds, columns.anchors, left, right, jaccard, shared, own)
    seeds = postings_of(columns.seeds, languages, kinds=False)
    crowded = _crowded(seeds)
    for left, right in _long_alike(builds, seeds):
        if found.place(left, right) is None and may_pair(left, right):
            _weigh_lengths(found, builds, anchors, left, right, bool(crowded[left] or crowded[right]))
    return found


def _long_alike(builds: Builds, seeds: Postings) -> list[tuple[int, int]]:
    """Pairs of long editions that are built alike."""
    pairs = set(alike_by_lengths(builds))
    for some in candidates(seeds, 0.1):
        pairs.update(zip(some.left.tolist(), some.right.tolist(), strict=True))
    return sorted(pairs)


def _crowded(seeds: Postings) -> NDArray[np.bool_]:
    """Editions with a stretch of blocks that several texts of one language have: of a template, perhaps."""
    rows = seeds.rows
    many = (seeds.weights < 1)[rows.values.astype(np.int64)]
    found: NDArray[np.bool_] = np.bincount(rows.owners, weights=many, minlength=len(rows.sizes)) > 0
    return found


def _weigh_anchors(
    found: Evidence, builds: Builds, anchors: Ragged, left: int, right: int, jaccard: float, shared: int, own: int
) -> None:
    like = compare(builds, left, right, 0.6, align=jaccard >= 0.35 and shared > 1)
    if like is NOT_ALIKE:
        return
    tier = tier_by_anchors(jaccard, shared, own, like)
    if tier == CERTAIN and _numbers_conflict(anchors.row(left), anchors.row(right)):
        tier = PROBABLE
    if tier:
        score = 0.55 * jaccard + 0.3 * like.structure + 0.15 * max(0.0, like.correlation)
        found.add(left, right, tier, score, jaccard, shared, like)


def _numbers_conflict(left: Hashes, right: Hashes) -> bool:
    """Whether two editions tell different numbers: pages that a program wrote share all but those."""
    one, other = _numbers(left), _numbers(right)
    return min(len(one), len(other)) >= 2 and not len(np.intersect1d(one, other, assume_unique=True))


def _numbers(anchors: Hashes) -> Hashes:
    found: Hashes = anchors[anchors & np.uint64((1 << KIND_BITS) - 1) == KINDS.index("n")]
    return found


def _weigh_lengths(found: Evidence, builds: Builds, anchors: Postings, left: int, right: int, is_crowded: bool) -> None:
    like = compare(builds, left, right, 0.9)
    if like is NOT_ALIKE:
        return
    jaccard, shared, fewer = jaccard_of(anchors, left, right)
    tier = tier_by_lengths(jaccard, fewer, like)
    if tier:
        tier = max(SLIGHT, tier - 1) if is_crowded or like.of_template else tier
        score = 0.55 * like.within + 0.3 * like.structure + 0.15 * max(0.0, like.correlation)
        found.add(left, right, tier, score, jaccard, shared, like)


def contested(found: Evidence, languages: Ints) -> NDArray[np.bool_]:
    """Pairs one of whose ends has another candidate, in the same language, nearly as good."""
    left, right = np.asarray(found.left, np.int64), np.asarray(found.right, np.int64)
    score = np.asarray(found.score)
    result = np.zeros(len(score), bool)
    if not len(score):
        return result
    span = int(languages.max()) + 1
    for end, other in ((left, right), (right, left)):
        keys = np.concatenate([left * span + languages[right], right * span + languages[left]])
        scores = np.concatenate([score, score])
        order = np.lexsort((-scores, keys))
        keys, scores = keys[order], scores[order]
        mine = end * span + languages[other]
        first = np.searchsorted(keys, mine)
        second = np.minimum(first + 1, len(keys) - 1)
        has_second = (second > first) & (keys[second] == mine)
        result |= (scores[first] > score) | (has_second & (scores[second] >= RIVAL * score))
    return result


def headings_conflict(left: str, right: str) -> bool:
    """Whether two short headings in ASCII look like names of commands or products: those are not translated."""
    if not (left and right) or left.lower() == right.lower():
        return False
    # Ordinary words are translated ("Privacy", "Personvern"); what is written like code is not.
    return _is_name(left) and _is_name(right)


def _is_name(heading: str) -> bool:
    if not heading.isascii() or not 0 < len(heading.split()) <= 2:
        return False
    return heading == heading.lower() or not heading.replace(" ", "").isalpha()
