"""Which sentences of a long article are asked about: some from everywhere, or those of a part that is wanted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TypeVar

import regex

from tui_learn.bitext import Bitext
from tui_learn.text import Block, Sentence

MOST = 120
"""Exercises of one kind that are made of a long article: as many as are asked in months of daily sessions."""
_SEGMENT = regex.compile(r"b\d+s\d+")
_T = TypeVar("_T")


def is_long(bitext: Bitext) -> bool:
    """Whether only a sample of an article is asked about."""
    return len(bitext.right.sentences) > MOST


def segments_of(thing: object) -> tuple[str, ...]:
    """The segments a sentence, a block, an id, anything that names one, or a tuple of such, stands for."""
    if isinstance(thing, tuple):
        return tuple(segment for part in thing for segment in segments_of(part))
    if isinstance(thing, str):
        return (thing,) if _SEGMENT.fullmatch(thing) else ()
    if isinstance(thing, Sentence):
        return (thing.id,)
    if isinstance(thing, Block):
        return tuple(sentence.id for sentence in thing.sentences)
    segment = getattr(thing, "segment", None)
    if isinstance(segment, str):
        return (segment,)
    sentence = getattr(thing, "sentence", None)
    return (sentence.id,) if isinstance(sentence, Sentence) else ()


def spread(things: Sequence[_T], most: int, chance: int, wanted: Collection[str] | None = None) -> Sequence[_T]:
    """At most so many of some things, at even distances; where they begin, ``chance`` tells.

    ``wanted`` are the segments asked for: things of other segments are left out then, those of none are not.
    """
    if wanted is not None:
        places = ((thing, segments_of(thing)) for thing in things)
        things = [thing for thing, segments in places if not segments or any(s in wanted for s in segments)]
    if len(things) <= most:
        return things
    first = chance % len(things)
    return [things[(first + place * len(things) // most) % len(things)] for place in range(most)]
