"""What the proofs of several kinds share."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping

import regex

from tui_learn.quiz.exercise import MASK, Exercise
from tui_learn.text import Block, Edition

Parallel = Callable[[str, str], dict[str, str]]
"""Two languages to the segments of the first and those of the second that surely translate them."""
Check = Callable[[Exercise, Mapping[str, Edition], Parallel], list[str]]
"""An exercise, the editions by language and their sure translations, to why the key is not proven."""

WORD = regex.compile(r"[\p{L}\p{N}]+")
_CAPS = r"[\p{Lu}\p{N}]{2,8}"


def heading_of(edition: Edition, block: int) -> Block | None:
    """The heading next above a block."""
    for number in range(block - 1, -1, -1):
        if edition.blocks[number].kind == "heading":
            return edition.blocks[number]
    return None


def hides(shown: str, original: str) -> bool:
    """Whether the original is part of what is shown, some of its words of capitals replaced by the mask."""
    if original in shown:
        return True
    caps = sorted({word for word in WORD.findall(original) if regex.fullmatch(_CAPS, word)})
    for size in range(1, len(caps) + 1):
        for hidden in itertools.combinations(caps, size):
            if WORD.sub(lambda m, hidden=hidden: MASK if m.group() in hidden else m.group(), original) in shown:  # type: ignore[misc]
                return True
    return False
