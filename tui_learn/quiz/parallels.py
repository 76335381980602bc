"""Which sentences are so surely translations that a key may rest on it (proof class P2)."""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from functools import lru_cache

import regex

from tui_learn.bitext import Bitext
from tui_learn.bitext.repairs import Repair, build_repaired, look_for
from tui_learn.quiz.defects import untranslated
from tui_learn.text import Edition, Sentence
from tui_learn.text.digits import digits_only

MIN_CONFIDENCE = 0.8
"""Posterior of the bead."""
RATIO = 2.0
"""Most that two lengths may differ, after the usual ratio of the pair is taken out."""

_NUMBER = regex.compile(r"\p{Nd}+(?:[.,:\u00a0\u202f]\p{Nd}+)*")
_ACRONYM = regex.compile(r"(?<![\p{L}\p{N}])(?=\p{N}*\p{Lu})[\p{Lu}\p{N}]{2,8}(?![\p{L}\p{N}])")
_QUOTED = regex.compile(r"[\"“”„«「『]([\p{Latin}][\p{Latin}\p{N} ]*)[\"“”»」』]")
_LATIN, _LETTERS = regex.compile(r"\p{Latin}"), regex.compile(r"\p{L}")
_ADDRESS = regex.compile(r"https?://\S+|www\.\S+")


@lru_cache(maxsize=65536)
def invariants(text: str) -> frozenset[str]:
    """Numbers, words in capitals and addresses: what a translation keeps."""
    addresses = _ADDRESS.findall(text)
    plain = _ADDRESS.sub(" ", text)
    numbers = [digits_only(number) for number in _NUMBER.findall(plain)]
    return frozenset([*addresses, *numbers, *_ACRONYM.findall(plain)])


def segment_invariants(edition: Edition, sentence: Sentence) -> frozenset[str]:
    """Invariants of a sentence with the addresses it links to."""
    block = edition.blocks[sentence.block]
    targets = [
        span.target
        for span in block.spans
        if span.kind == "link" and span.target and sentence.start <= span.start < sentence.end
    ]
    return invariants(sentence.text) | frozenset(targets)


_KEPT = 32
_found: dict[tuple[object, ...], dict[str, str]] = {}


def sure_parallels(left: Edition, right: Edition, repairs: Iterable[Repair] = ()) -> dict[str, str]:
    """``strong_parallels`` of two editions that are aligned here, unless they have been lately.

    ``repairs`` are what a learner says of their alignment, and that of others.
    """
    fixed = look_for(repairs, left, right).fixed
    key = (left.language, left.sha256, right.language, right.sha256, tuple(fixed))
    kept = _found.pop(key, None)
    if kept is None:
        kept = strong_parallels(build_repaired(left, right, fixed))
        if len(_found) >= _KEPT:
            del _found[next(iter(_found))]
    _found[key] = kept  # the one used last is the last to go
    return kept


def strong_parallels(bitext: Bitext) -> dict[str, str]:
    """Left segment to right segment, for the pairs strong enough to prove a key by.

    Strong: blocks 1-1 and of one kind, as many sentences in each, the sentences 1-1 with a confident bead,
    a length ratio within a factor of two of the pair's median, equal numbers, capitals and addresses, the same words
    quoted in the original, and neither sentence looks like the other left untranslated.
    """
    left, right = bitext.left, bitext.right
    if left is right:
        return {sentence.id: sentence.id for sentence in left.sentences}
    block_pairs = {
        (bead.left[0], bead.right[0]) for bead in bitext.block_beads if len(bead.left) == 1 == len(bead.right)
    }
    whole = {
        (a, b)
        for a, b in block_pairs
        if left.blocks[a].kind == right.blocks[b].kind
        and left.blocks[a].level == right.blocks[b].level
        and len(left.blocks[a].sentences) == len(right.blocks[b].sentences)
    }
    pairs = []
    for bead in bitext.beads:
        if len(bead.left) == 1 == len(bead.right) and bead.confidence >= MIN_CONFIDENCE:
            a, b = left.sentences[bead.left[0]], right.sentences[bead.right[0]]
            if (a.block, b.block) in whole and a.index == b.index:
                pairs.append((a, b))
    if not pairs:
        return {}
    usual = statistics.median(len(a.text) / len(b.text) for a, b in pairs)
    copies = untranslated([(a.text, b.text) for a, b in pairs])
    return {
        a.id: b.id
        for (a, b), copy in zip(pairs, copies, strict=True)
        if not copy
        and 1 / RATIO <= len(a.text) / len(b.text) / usual <= RATIO
        and segment_invariants(left, a) == segment_invariants(right, b)
        and quotes_agree(a.text, b.text)
    }


@lru_cache(maxsize=16384)
def quotes_agree(left: str, right: str) -> bool:
    """Whether what one text of another script quotes in Latin letters stands in the other.

    Names of buttons and the like are kept there in the original; where they differ, one of the texts is out of date.
    """
    if _is_latin(left) == _is_latin(right):
        return True
    latin, other = (left, right) if _is_latin(left) else (right, left)
    return all(quoted.lower() in latin.lower() for quoted in _QUOTED.findall(other))


@lru_cache(maxsize=16384)
def _is_latin(text: str) -> bool:
    """Whether hardly a letter of a text is other than Latin; one sign of Chinese says as much as several letters."""
    letters = len(_LETTERS.findall(text))
    return 10 * (letters - len(_LATIN.findall(text))) <= letters
