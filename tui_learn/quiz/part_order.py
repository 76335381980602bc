"""Whether the first part of a sentence answers the first part of its translation."""

from __future__ import annotations

from tui_learn.bitext.word_links import LinkedBitext
from tui_learn.quiz.clauses import Split
from tui_learn.quiz.material import Material

SHARES = 0.2
"""Most by which the places of the cut may differ, as shares of the sentence."""
_SURE = 0.7
_LEAST = 2
"""Words that must answer words of the same part, with none across."""


def same_sides(material: Material, language: str, segment: str, split: Split, there: str, other: Split) -> bool:
    """Whether the parts of a segment and of its counterpart stand in the same order.

    What a colon, semicolon or dash divides keeps its order; clauses divided by a comma may be turned round, so there
    linked words must tell.
    """
    if abs(split.share - other.share) > SHARES:
        return False
    if split.sign != ",":
        return True
    if material.glossary is None:
        return False
    left = (segment, split) if language == material.known.language else (there, other)
    right = (there, other) if language == material.known.language else (segment, split)
    straight, across = _count(material, material.glossary.linked, left, right)
    return straight >= _LEAST and across == 0


def _count(
    material: Material, linked: LinkedBitext, left: tuple[str, Split], right: tuple[str, Split]
) -> tuple[int, int]:
    """How many links stay within the same part of two sentences, and how many cross over."""
    straight = across = 0
    here = material.once("sentence numbers/left", lambda: _numbers(linked, "left"))[left[0]]
    there = material.once("sentence numbers/right", lambda: _numbers(linked, "right"))[right[0]]
    for word in linked.left.of_sentence(here):
        link = linked.link_of("left", word)
        if link is None or link.confidence < _SURE or not linked.left.words[word].is_content:
            continue
        first = linked.left.words[word].start < len(left[1].first)
        for answer in link.right:
            if linked.right.words[answer].sentence == there:
                same = first == (linked.right.words[answer].start < len(right[1].first))
                straight, across = straight + same, across + (not same)
    return straight, across


def _numbers(linked: LinkedBitext, side: str) -> dict[str, int]:
    words = linked.left if side == "left" else linked.right
    return {sentence.id: number for number, sentence in enumerate(words.edition.sentences)}
