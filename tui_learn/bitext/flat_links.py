"""The links of a bitext in a few rows of numbers, and the link of each word."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import cached_property

from tui_learn.bitext.flat import NONE, Flat, LazySequence, Section
from tui_learn.bitext.flat_words import Numbers
from tui_learn.bitext.word_links import Side, SpanLink

Key = tuple[tuple[int, ...], tuple[int, ...]]


class FlatLinks(LazySequence[SpanLink]):
    """Links that are made when they are asked for. Behind those of the bitext others may stand that only pairs show."""

    def __init__(self, shown: int, file: Flat) -> None:
        """``shown`` is how many are links of the bitext. Raises ``ValueError`` where a row is missing."""
        self._shown = shown
        self._words = {"left": file.numbers("link.left"), "right": file.numbers("link.right")}
        self._ends = {"left": file.numbers("link.left_ends"), "right": file.numbers("link.right_ends")}
        self._sure = file.numbers("link.sure")
        self._of = {"left": file.numbers("link.of_left"), "right": file.numbers("link.of_right")}

    def __len__(self) -> int:
        return self._shown

    def _item(self, number: int) -> SpanLink:
        return SpanLink(self._span("left", number), self._span("right", number), self._sure[number])

    def _span(self, side: Side, number: int) -> tuple[int, ...]:
        ends = self._ends[side]
        return tuple(self._words[side][ends[number - 1] if number else 0 : ends[number]])

    def link(self, number: int) -> SpanLink:
        """A link by its number, also one behind those of the bitext."""
        return self._item(number)

    def of_word(self, side: Side, word: int) -> SpanLink | None:
        """The link a word is part of."""
        number = self._number_of(side, word)
        return None if number is None else self._item(number)

    def _number_of(self, side: Side, word: int) -> int | None:
        row = self._of[side]
        number = row[word] if 0 <= word < len(row) else NONE
        return None if number == NONE else number

    def number(self, link: SpanLink) -> int | None:
        """The number of the link of these words, if there is one."""
        found = self._number_of("left", link.left[0]) if link.left else None
        if found is not None and (self._span("left", found), self._span("right", found)) == (link.left, link.right):
            return found
        return self._others.get((link.left, link.right))

    @cached_property
    def _others(self) -> dict[Key, int]:
        """Those behind the links of the bitext: there are none, or few."""
        return {
            (self._span("left", number), self._span("right", number)): number
            for number in range(self._shown, len(self._sure))
        }


class Places(LazySequence[SpanLink]):
    """Some links by their numbers."""

    __slots__ = ("_links", "_numbers")

    def __init__(self, links: FlatLinks, numbers: Numbers) -> None:
        self._links = links
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def _item(self, number: int) -> SpanLink:
        return self._links.link(self._numbers[number])


def link_sections(links: Sequence[SpanLink], others: Sequence[SpanLink], counts: tuple[int, int]) -> dict[str, Section]:
    """For a file: the links of a bitext, then others; ``counts`` are the numbers of words of the two sides."""
    every = [*links, *others]
    of = tuple(array("I", [NONE]) * count for count in counts)
    for number, link in enumerate(links):
        for row, span in zip(of, (link.left, link.right), strict=True):
            for word in span:
                row[word] = number
    left_ends, right_ends = array("I"), array("I")
    left, right = array("I"), array("I")
    for link in every:
        left.extend(link.left)
        right.extend(link.right)
        left_ends.append(len(left))
        right_ends.append(len(right))
    return {
        "link.left": ("I", left),
        "link.right": ("I", right),
        "link.left_ends": ("I", left_ends),
        "link.right_ends": ("I", right_ends),
        "link.sure": ("d", [link.confidence for link in every]),
        "link.of_left": ("I", of[0]),
        "link.of_right": ("I", of[1]),
    }
