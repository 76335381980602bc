"""The terms of sentences: word beginnings, numbers, addresses and punctuation classes, as numbers.

A term is what translation probabilities are learnt for. Words are cut to their first five letters, which joins
most inflected forms in languages that inflect at the end (after Simard, Foster and Isabelle 1992). Scripts that
write no spaces give pairs of signs instead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import regex

from tui_learn.bitext.arrays import Floats, Ints
from tui_learn.text.digits import digits_only
from tui_learn.text.fold import fold_marks

PREFIX = 5
"""Letters of a word that are compared: five, after Simard et al.'s four, for longer Nordic compounds."""
MAX_TERMS = 250
"""Terms of a sentence that are looked at; a longer one is judged by its beginning."""
SEARCHED = 8_000
"""Characters of a sentence that are looked at."""

_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_LETTER = rf"[\p{{Nd}}[\p{{L}}--[{_UNSPACED}]]]"
_KINDS = {
    "address": r"https?://\S+",
    "number": rf"(?:\p{{Nd}}{{1,3}}(?:[ ]\p{{Nd}}{{3}})+|\p{{Nd}}+)(?:[.,:\u202f\u00a0]\p{{Nd}}+)*(?!{_LETTER})",
    "unspaced": rf"[{_UNSPACED}][{_UNSPACED}\p{{M}}]*",
    "word": rf"[\p{{L}}\p{{M}}\p{{N}}_--[{_UNSPACED}]]+",
    "mark": r"[^\w\s]",
}
_TERM = regex.compile("|".join(_KINDS.values()), regex.V1)
_KIND = regex.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _KINDS.items()), regex.V1)
_ACRONYM = regex.compile(r"(?=\p{N}*\p{Lu})[\p{Lu}\p{N}]{2,8}")
_CLOSING = regex.compile(r"[?？؟;!！](?=['\"”’)»\s]*$)")
_MARKS = {
    **dict.fromkeys("?？؟;;", "?"), **dict.fromkeys("!！", "!"), **dict.fromkeys(":：", ":"),
    **dict.fromkeys("…", "…"), **dict.fromkeys("\"“”„«»‘’'「」『』", '"'), **dict.fromkeys("([（【", "("),
}  # fmt: skip
"""Punctuation that tends to be kept in translation, by class; a Greek question mark is a semicolon."""


Term = tuple[str, str, str]
"""(term, form, anchor): what is learnt about; what is compared with words of the other side (empty: nothing); what is
looked up on the other side as it stands (empty: nothing; strong ones begin with ``!``)."""


@lru_cache(maxsize=200_000)
def _analysed(piece: str) -> tuple[Term, ...]:
    """The terms of what the expression found in one piece."""
    match = _KIND.fullmatch(piece)
    kind = match.lastgroup if match is not None else None
    if kind == "mark":
        name = _MARKS.get(piece)
        return (("!" + name, "", ""),) if name is not None else ()
    if kind == "unspaced":
        pairs = [piece] if len(piece) == 1 else [a + b for a, b in pairwise(piece)]
        return tuple((pair, "", "w" + pair) for pair in pairs)
    if kind == "number":
        figure = "#" + digits_only(piece)
        return ((figure, figure, "!n" + figure),)
    if kind == "address":
        return (_address(piece),)
    low = piece.lower()
    folded = fold_marks(low)[:10]
    if _ACRONYM.fullmatch(piece):
        return ((low[:PREFIX], folded, "!a" + piece),)
    return ((low[:PREFIX], folded, "w" + folded[:PREFIX] if len(low) > 3 else ""),)


def _address(address: str) -> Term:
    return "@" + address, "@" + address, "!u" + address


def terms_of(text: str) -> list[Term]:
    """The terms of a sentence, in order; punctuation terms begin with ``!``."""
    pieces = _TERM.findall(text, endpos=SEARCHED)
    return [term for piece in pieces[:MAX_TERMS] for term in _analysed(piece)][:MAX_TERMS]


@dataclass(frozen=True)
class Terms:
    """The terms of one side's units (sentences or blocks)."""

    names: list[str]
    """The vocabulary: term of each number."""
    forms: list[str]
    """The commonest written form of each term, lower case without marks; empty for punctuation and signs."""
    tokens: Ints
    """Term numbers, unit after unit."""
    starts: Ints
    """Shape (n + 1,): where each unit begins in ``tokens``."""
    share: Floats
    """Shape (vocabulary,): how much of the text each term is, smoothed."""
    anchor_names: dict[str, int]
    """The number of each anchor."""
    anchors: Ints
    """Shape (k, 2): (unit, anchor number) of every anchor of every unit, once."""

    @property
    def sizes(self) -> Ints:
        """Shape (n,): terms in each unit."""
        return np.diff(self.starts)


def count_terms(units: Sequence[str], targets: Sequence[Sequence[str]] | None = None) -> Terms:
    """The terms of units; ``targets`` are the addresses each links to."""
    known: dict[Term, tuple[int, int]] = {}
    names: dict[str, int] = {}
    anchor_names: dict[str, int] = {}
    forms: Counter[Term] = Counter()
    tokens: list[int] = []
    anchors: list[tuple[int, int]] = []
    starts = [0]
    for unit, text in enumerate(units):
        found = terms_of(text)
        if targets is not None:
            found += map(_address, targets[unit])
        forms.update(found)
        here = set()
        for term in found:
            numbers = known.get(term)
            if numbers is None:
                name, _form, anchor = term
                number = names.setdefault(name, len(names))
                known[term] = numbers = (
                    number,
                    anchor_names.setdefault(anchor, len(anchor_names)) if anchor else -1,
                )
            tokens.append(numbers[0])
            here.add(numbers[1])
        # The end only: searched from every bracket, a line of brackets would take the square of its length.
        closing = _CLOSING.search(text[-20:])
        if closing is not None:
            here.add(anchor_names.setdefault("!" + _MARKS[closing.group()], len(anchor_names)))
        here.discard(-1)
        anchors += [(unit, anchor) for anchor in sorted(here)]
        starts.append(len(tokens))
    common = [""] * len(names)
    for (name, form, _anchor), _count in reversed(forms.most_common()):  # of equals, the first in the text
        common[names[name]] = form
    counts: Floats = np.bincount(np.array(tokens, dtype=np.int64), minlength=len(names)).astype(np.float64) + 0.5
    return Terms(
        list(names),
        common,
        np.array(tokens, dtype=np.int64),
        np.array(starts, dtype=np.int64),
        counts / max(0.5, float(counts.sum())),
        anchor_names,
        np.array(anchors, dtype=np.int64).reshape(-1, 2),
    )
