"""Bookmarks: how they are kept, and how one finds its sentence again when the file was edited. No drawing here."""

from __future__ import annotations

import hashlib
import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from tui_learn.text import Edition, Sentence
from tui_learn.text.clean import clean_line

KEPT = "bookmarks"
"""The name of the set in the progress; an element is a JSON list."""
LIMIT = 1000
"""Bookmarks of one article."""
_WORDS = 80
"""Characters of a sentence that are kept."""
_DIGEST = 12
_LONGEST = 200
"""Characters of a name that is taken from the progress, which another program may have written."""
_SEGMENT = re.compile(r"b(\d{1,9})s(\d{1,9})")


class KeepsSets(Protocol):
    """Where sets are kept; ``tui_learn.progress.Progress`` is one."""

    def marks(self, name: str) -> frozenset[str]: ...

    def mark(self, name: str, elements: Iterable[str]) -> bool: ...

    def unmark(self, name: str, elements: Iterable[str]) -> bool: ...


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A sentence one wants to find again."""

    article: str
    """The id of the article."""
    language: str
    segment: str
    digest: str
    """Of what the sentence says."""
    words: str
    """Its beginning."""
    day: str
    """When it was set, ``YYYY-MM-DD``."""
    elements: tuple[str, ...] = field(default=(), compare=False)
    """As it is kept; several where devices have set it at different times."""

    @property
    def order(self) -> tuple[int, int]:
        """Block and sentence, to sort by."""
        found = _SEGMENT.fullmatch(self.segment)
        return (int(found[1]), int(found[2])) if found else (0, 0)


def digest_of(text: str) -> str:
    """What tells sentences apart; upper and lower case and white space do not count."""
    return hashlib.sha256(" ".join(text.casefold().split()).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]


def bookmark_of(article: str, language: str, sentence: Sentence, day: str) -> Bookmark:
    """A bookmark at a sentence."""
    digest, words = digest_of(sentence.text), clean_line(sentence.text)[:_WORDS]
    element = json.dumps([article, language, sentence.id, digest, words, day], ensure_ascii=False)
    return Bookmark(article, language, sentence.id, digest, words, day, (element,))


def _read(element: str) -> Bookmark | None:
    """One as it is kept; None for what is none."""
    try:
        parts = json.loads(element)
    except (ValueError, RecursionError):
        return None
    if not isinstance(parts, list) or len(parts) < 6 or not all(isinstance(part, str) for part in parts):
        return None
    article, language, segment, digest, words, day = (clean_line(part)[:_LONGEST] for part in parts[:6])
    if not _SEGMENT.fullmatch(segment):
        return None
    return Bookmark(article, language, segment, digest, words, day, (element,))


def bookmarks(progress: KeepsSets, article: str | None = None) -> list[Bookmark]:
    """Those of an article, or all, by article and place. Raises ``ProgressDamaged``."""
    found: dict[tuple[str, str, str, str], Bookmark] = {}
    for element in sorted(progress.marks(KEPT)):
        mark = _read(element)
        if mark is None or article not in (None, mark.article):
            continue
        name = mark.article, mark.language, mark.segment, mark.digest
        other = found.get(name)
        if other is not None:  # set on two devices: the first day counts, and both go when it is removed
            first = min(mark, other, key=lambda one: one.day)
            mark = Bookmark(*name, first.words, first.day, (*other.elements, element))
        found[name] = mark
    return sorted(found.values(), key=lambda one: (one.article, one.order, one.language, one.digest))


class TooMany(Exception):
    """There are as many bookmarks in the article as there may be."""


def add(progress: KeepsSets, mark: Bookmark) -> None:
    """Keep one. Raises ``TooMany``, ``ProgressNotSaved`` and ``ProgressDamaged``."""
    if len(bookmarks(progress, mark.article)) >= LIMIT:
        raise TooMany
    progress.mark(KEPT, mark.elements)


def put_back(progress: KeepsSets, mark: Bookmark) -> None:
    """Keep one again that was removed. Raises ``ProgressNotSaved`` and ``ProgressDamaged``."""
    progress.mark(KEPT, mark.elements)


def remove(progress: KeepsSets, marks: Iterable[Bookmark]) -> None:
    """Keep them no more. Raises ``ProgressNotSaved`` and ``ProgressDamaged``."""
    progress.unmark(KEPT, [element for mark in marks for element in mark.elements])


# --- finding the sentence


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a bookmark stands now."""

    sentence: int
    """The number of the sentence in the edition."""
    certain: bool
    """Whether it is the sentence that was marked; else it is what stands in its place."""


def spots(edition: Edition, marks: Iterable[Bookmark]) -> dict[Bookmark, Spot]:
    """Where bookmarks of an edition stand: the nearest sentence that says the same, else the one in their place."""
    sentences = edition.sentences
    numbers: dict[str, int] = {}
    alike: Mapping[str, list[int]] | None = None
    found: dict[Bookmark, Spot] = {}
    if not sentences:
        return found
    for mark in marks:
        if not numbers:
            numbers = {sentence.id: number for number, sentence in enumerate(sentences)}
        here = numbers.get(mark.segment)
        if here is not None and digest_of(sentences[here].text) == mark.digest:
            found[mark] = Spot(here, True)
            continue
        if alike is None:  # only where a file was edited
            alike = _by_digest(edition)
        near = here if here is not None else _nearest(sentences, mark.order)
        same = alike.get(mark.digest)
        found[mark] = Spot(min(same, key=lambda n: abs(n - near)), True) if same else Spot(near, False)
    return found


def _by_digest(edition: Edition) -> dict[str, list[int]]:
    table: dict[str, list[int]] = {}
    for number, sentence in enumerate(edition.sentences):
        table.setdefault(digest_of(sentence.text), []).append(number)
    return table


def _nearest(sentences: tuple[Sentence, ...], order: tuple[int, int]) -> int:
    """The last sentence that does not stand after a place."""
    return max(0, bisect_right(sentences, order, key=lambda sentence: (sentence.block, sentence.index)) - 1)
