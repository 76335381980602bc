"""What the learner has said of editions, which beats every guess: one article or not, and in which language.

An edition is known by its path or by the sum of its bytes, so that neither a move nor an edit alone makes
anybody say it again.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, Protocol

Kind = Literal["together", "apart", "language"]
KINDS: tuple[Kind, ...] = ("together", "apart", "language")


class HasFile(Protocol):
    """An edition, its summary or its traits."""

    @property
    def path(self) -> str:
        """Of its file."""

    @property
    def sha256(self) -> str:
        """Of the file's bytes, in hexadecimal."""


@dataclass(frozen=True, slots=True)
class Known:
    """An edition as it was when something was said of it."""

    path: str
    """Absolute."""
    sha256: str


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing the learner has said."""

    kind: Kind
    editions: tuple[Known, ...]
    """Two; one for a language."""
    language: str = ""
    """BCP 47 tag, where it is about a language."""
    date: str = ""
    """ISO 8601, UTC."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """All that the learner has said, the latest last: it wins over what was said before."""

    made: tuple[Decision, ...] = ()


NONE = Decisions()


def known(edition: HasFile) -> Known:
    """How an edition is remembered."""
    return Known(os.path.abspath(edition.path), edition.sha256)


class Lookup:
    """Finds the editions there are by what is remembered of them."""

    def __init__(self, paths: Iterable[str], sums: Iterable[str]) -> None:
        """Paths and sums of the editions numbered from 0."""
        self._by_path: dict[str, int] = {}
        self._by_sum: dict[str, int] = {}
        self._sums: list[str] = []
        for number, (path, digest) in enumerate(zip(paths, sums, strict=True)):
            self._by_path.setdefault(os.path.abspath(path), number)
            self._by_sum.setdefault(digest, number)
            self._sums.append(digest)

    def number(self, edition: Known) -> int | None:
        """Which edition it is: that at its path with its bytes, else the first with its bytes, else that at its path.

        None where both have changed. A text that was moved keeps what was said of it, whatever is at its old place now.
        """
        here = self._by_path.get(edition.path)
        if here is not None and self._sums[here] == edition.sha256:
            return here
        return self._by_sum.get(edition.sha256, here)


@dataclass(frozen=True, slots=True)
class Said:
    """What the decisions come to for the editions there are, by number."""

    languages: dict[int, str]
    together: list[list[int]]
    """Editions of one article; more than one each."""
    apart: frozenset[tuple[int, int]]
    """Pairs that are not one article, the smaller number first."""


def languages_said(decisions: Decisions, lookup: Lookup) -> dict[int, str]:
    """The languages that editions were said to be in."""
    found: dict[int, str] = {}
    for decision in decisions.made:
        if decision.kind == "language":
            number = lookup.number(decision.editions[0])
            if number is not None:
                found[number] = decision.language
    return found


def said(decisions: Decisions, lookup: Lookup, join: Callable[[list[int], list[int]], bool]) -> Said:
    """What holds of the decisions: each that does not contradict a later one.

    What is said to be together is so with everything either is together with, as long as each language has one
    edition: ``join`` says whether it has, and is told of two lists of editions that are to be one.
    """
    parts: dict[int, list[int]] = {}
    apart: set[tuple[int, int]] = set()
    for decision in reversed(decisions.made):
        if decision.kind == "language":
            continue
        numbers = [lookup.number(edition) for edition in decision.editions]
        if len(numbers) != 2 or numbers[0] is None or numbers[1] is None or numbers[0] == numbers[1]:
            continue
        one, other = (parts.setdefault(number, [number]) for number in numbers if number is not None)
        if decision.kind == "apart":
            if one is not other:
                apart.add((min(numbers[0], numbers[1]), max(numbers[0], numbers[1])))
            continue
        if one is other or any(pair in apart for pair in _between(one, other)):
            continue
        if join(one, other):
            whole = sorted(one + other)
            parts.update(dict.fromkeys(whole, whole))
    together = {id(part): part for part in parts.values() if len(part) > 1}
    return Said(languages_said(decisions, lookup), sorted(together.values()), frozenset(apart))


def _between(one: list[int], other: list[int]) -> Iterable[tuple[int, int]]:
    return ((min(left, right), max(left, right)) for left in one for right in other)
