"""Defects of a source text that show in the text itself, so that nothing is asked that rests on them."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Sequence
from functools import lru_cache

import regex

from tui_learn.text import Block, Sentence
from tui_learn.text.fold import fold

_ITEMS = regex.compile(r"\s*[,،、，]\s*")
_SHORT = regex.compile(r"[(\[（【](?=\p{N}*\p{Lu})[\p{Lu}\p{N}]{2,8}[)\]）】]")
_ENUMERATION = regex.compile(r"^\s*[\p{L}\p{N}]{1,4}[)）]")
_RESIDUE = regex.compile(r"^\s*[-*#>+]+\s|\]\(|`|\*\*|__")
_ESCAPE = regex.compile(r"\\[\p{P}\p{S}]")
_BRACKETS = (("(", ")"), ("[", "]"), ("（", "）"), ("【", "】"), ("「", "」"), ("『", "』"), ("《", "》"))
_QUOTES = ('"', "“”„‟", "«»")
_WORD = regex.compile(r"[\p{L}\p{M}]{2,}")
COPIED = 0.6
"""Share of a sentence's words that stand in its counterpart too, from which it looks untranslated."""
RELATED = 0.3
"""The same share, usual for the pair, from which the languages are too close for it to say anything."""
_MIN_WORDS = 4


@lru_cache(maxsize=16384)
def has_doubled_item(text: str) -> bool:
    """Whether two neighbours of a list with commas are the same word: two words became one in translation.

    The first item of a list begins somewhere in the clause before it, so only the end of an item is compared.
    """
    items = [fold(item, "und") for item in _ITEMS.split(text)]
    return any(b and (a == b or a.endswith(f" {b}")) for a, b in itertools.pairwise(items))


@lru_cache(maxsize=16384)
def is_broken(text: str) -> bool:
    """Whether a sentence cannot stand alone: a bracket or quote is open, or it holds Markdown or a blank to fill in.

    The bracket of an enumeration (``a)``, ``12)``) at its beginning is none.
    """
    rest = _ENUMERATION.sub("", text)
    if _RESIDUE.search(rest) or _ESCAPE.search(rest) or "\N{REPLACEMENT CHARACTER}" in rest:
        return True
    if any(rest.count(opening) != rest.count(closing) for opening, closing in _BRACKETS):
        return True
    return any(sum(rest.count(quote) for quote in quotes) % 2 for quotes in _QUOTES)


def is_put_together(block: Block, sentence: Sentence) -> bool:
    """Whether a text stands nowhere as it is: the cells of a row in a line, or what is written for a picture."""
    if block.kind == "row":
        return True
    return any(
        span.kind == "image" and span.start < sentence.end and sentence.start < max(span.end, span.start + 1)
        for span in block.spans
    )


@lru_cache(maxsize=4096)
def opaque_spans(block: Block) -> tuple[tuple[int, int], ...]:
    """Stretches of a block's text that spell out an acronym in brackets, as ``business to consumer [B2C]``.

    Such an expansion is a name: its words are not vocabulary of the language around it.
    """
    found = [
        (span.start, span.end)
        for span in block.spans
        if span.kind == "link" and _SHORT.search(block.text, span.start, span.end)
    ]
    for match in _SHORT.finditer(block.text):
        opening = max(block.text.rfind(sign, 0, match.start()) for sign in "([（")
        closing = max(block.text.rfind(sign, 0, match.start()) for sign in ")]）")
        if opening > closing:  # the expansion itself stands in brackets
            found.append((opening, match.end()))
    return tuple(found)


def is_opaque(block: Block, sentence: Sentence, start: int) -> bool:
    """Whether the word at ``start`` of a sentence belongs to the expansion of an acronym."""
    place = sentence.start + start
    return any(begin <= place < end for begin, end in opaque_spans(block))


def untranslated(pairs: Sequence[tuple[str, str]]) -> list[bool]:
    """For each pair of sentences, whether one looks like the other left as it was.

    Equal texts always; else most of the words being the same, where that is not usual between the two languages.
    """
    shares = [_copied(left, right) for left, right in pairs]
    tells = not _usual(shares)
    return [
        fold(left, "und") == fold(right, "und") or (tells and share is not None and share >= COPIED)
        for (left, right), share in zip(pairs, shares, strict=True)
    ]


def copying_is_usual(pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether sentences and their translations share so many words that the two languages must be close relatives."""
    return _usual([_copied(left, right) for left, right in pairs])


def _usual(shares: Sequence[float | None]) -> bool:
    counted = [share for share in shares if share is not None]
    return not counted or statistics.median(counted) >= RELATED


def _copied(left: str, right: str) -> float | None:
    """The larger of the two shares of words that both have; None where there are too few words to say."""
    a, b = ([fold(word, "und") for word in _WORD.findall(text)] for text in (left, right))
    if min(len(a), len(b)) < _MIN_WORDS:
        return None
    return max(sum(word in b for word in a) / len(a), sum(word in a for word in b) / len(b))
