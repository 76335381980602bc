"""Which sentences are so surely translations that a key may rest on it (proof class P2)."""

from __future__ import annotations

import statistics
from functools import lru_cache

import regex

from tui_learn.bitext import Bitext
from tui_learn.quiz.defects import untranslated
from tui_learn.text import Edition, Sentence
from tui_learn.text.digits import digits_only

MIN_CONFIDENCE = 0.8
"""Posterior of the bead."""
RATIO = 2.0
"""Most that two lengths may differ, after the usual ratio of the pair is taken out."""

_NUMBER = regex.compile(r"\p{Nd}+(?:[.,:\u00a0\u202f]\p{Nd}+)*")
_ACRONYM = regex.compile(r"(?<![\p{L}\p{N}])(?=\p{N}*\p{Lu})[\p{Lu}\p{N}]{2,8}(?![\p{L}\p{N}])")
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


def strong_parallels(bitext: Bitext) -> dict[str, str]:
    """Left segment to right segment, for the pairs strong enough to prove a key by.

    Strong: blocks 1-1 and of one kind, as many sentences in each, the sentences 1-1 with a confident bead,
    a length ratio within a factor of two of the pair's median, equal numbers, capitals and addresses, and
    neither sentence looks like the other left untranslated.
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
    }
