"""What two texts share whatever their languages: numbers, acronyms, addresses, punctuation, word beginnings.

Each unit (sentence or block) is a set of features; a feature that stands in a unit on both sides is
evidence for their being one bead, the more the rarer it is (compare the cognates of Simard, Foster and
Isabelle 1992).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import regex

from tui_learn.bitext.lattice import Band, Floats
from tui_learn.text.digits import digits_only
from tui_learn.text.fold import fold_marks

PREFIX = 5
"""Letters of a word that are compared: five, after Simard et al.'s four, for longer Nordic compounds."""
STRONG_COPY = 0.7
"""Probability that a number, acronym or address of one side stands in its translation."""
WEAK_COPY = 0.25
"""Probability that a translation uses a word that begins alike."""
MAX_GAIN = 6.0
MAX_POSTINGS = 40_000
"""A feature in more pairs of units than this says nothing."""

_NUMBER = regex.compile(r"\p{Nd}+(?:[.,\u202f\u00a0 ]\p{Nd}{3})*(?:[.,:]\p{Nd}+)?")
_ACRONYM = regex.compile(r"(?<![\p{L}\p{N}])(?=[\p{N}]*\p{Lu})[\p{Lu}\p{N}]{2,8}(?![\p{Ll}\p{N}])")
# Bounded, or a line of 100,000 letters would be searched from each of them.
_ADDRESS = regex.compile(r"https?://\S+|[^\s@]{1,64}@[^\s@]{1,255}")
_WORD = regex.compile(r"[\p{L}\p{M}]{4,}")


def features(text: str, targets: Sequence[str] = ()) -> set[str]:
    """The features of a unit; strong ones begin with ``!``. ``targets`` are the addresses it links to."""
    found = {f"!u{target}" for target in targets}
    found.update(f"!u{address}" for address in _ADDRESS.findall(text))
    plain = _ADDRESS.sub(" ", text)
    found.update(f"!n{digits_only(number)}" for number in _NUMBER.findall(plain))
    found.update(f"!a{acronym}" for acronym in _ACRONYM.findall(plain))
    if regex.search(r"[?？؟;]['\"”’)»]*\s*$", plain.strip()):
        found.add("!?")
    if regex.search(r"[!！]['\"”’)»]*\s*$", plain.strip()):
        found.add("!!")
    for word in _WORD.findall(plain):
        found.add("w" + fold_marks(word.lower())[:PREFIX])
    return found


def anchor_gains(band: Band, left: Sequence[set[str]], right: Sequence[set[str]]) -> tuple[Floats, Floats, Floats]:
    """Evidence from shared features.

    Returns the gain of each pair of units (in the band's shape: cell (i, j) is the pair of unit i and unit j),
    and the price of matching each left and each right unit at all, shapes (n,) and (m,): a strong feature
    that the other side does not have there speaks against the bead.
    """
    gains = np.zeros((band.left + band.right + 1, band.width))
    left_price, right_price = np.zeros(len(left)), np.zeros(len(right))
    left_places, right_places = _postings(left), _postings(right)
    missing = -np.log(1 - STRONG_COPY)
    for feature in sorted(left_places.keys() & right_places.keys()):
        in_left, in_right = left_places[feature], right_places[feature]
        if len(in_left) * len(in_right) > MAX_POSTINGS:
            continue
        strong = feature.startswith("!")
        frequency = max(len(in_left) / len(left), len(in_right) / len(right))
        gain = min(MAX_GAIN, float(np.log1p((STRONG_COPY if strong else WEAK_COPY) / frequency)))
        if strong:
            left_price[in_left] += missing / 2
            right_price[in_right] += missing / 2
            gain += missing
        i = np.repeat(in_left, len(in_right))
        j = np.tile(in_right, len(in_left))
        column = i - band.first[i + j]
        inside = (column >= 0) & (column < band.width)
        np.add.at(gains, ((i + j)[inside], column[inside]), gain)
    return gains, left_price, right_price


def _postings(units: Sequence[set[str]]) -> dict[str, np.typing.NDArray[np.int64]]:
    places: dict[str, list[int]] = defaultdict(list)
    for number, unit in enumerate(units):
        for feature in unit:
            places[feature].append(number)
    return {feature: np.array(numbers, dtype=np.int64) for feature, numbers in places.items()}
