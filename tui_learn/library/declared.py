"""Editions that are declared to be one article: by a key, or by where they lie."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from tui_learn.library.columns import Columns
from tui_learn.library.tongues import Tongues

ARTICLE = "article:"


@dataclass(frozen=True, slots=True)
class Declared:
    """What declarations come to."""

    articles: list[list[int]] = field(default_factory=list)
    """Editions of one article, one a language; one edition alone only where a key names its article."""
    spare: dict[int, int] = field(default_factory=dict)
    """Editions of a language that the article has already, and the one it has."""


def declared_articles(
    columns: Columns, tongues: Tongues, taken: Collection[int], are_apart: Callable[[int, int], bool]
) -> Declared:
    """Put declared editions together; ``taken`` are those already decided about."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for number, declared in enumerate(columns.declared):
        if declared and number not in taken:
            by_key[_key(declared)].append(number)
    # "read.md" beside "read.fi.md", or above "fi/read.md", is that article in the language that went without saying.
    for number, declared in enumerate(columns.declared if by_key else []):
        if not declared and number not in taken:
            plain = os.path.splitext(os.path.abspath(columns.paths[number]))[0]
            if plain in by_key and all(tongues.now[number] != tongues.now[other] for other in by_key[plain]):
                by_key[plain].append(number)
    found = Declared()
    for key, members in sorted(by_key.items()):
        kept: list[int] = []
        for number in sorted(members):
            if any(are_apart(number, other) for other in kept):
                continue
            if tongues.may_join(kept, [number]):
                tongues.settle(kept, [number])
                kept.append(number)
            else:
                found.spare[number] = tongues.rival(kept, number)
        # A lone file whose folder happens to be named like a language declares nothing.
        if len(kept) > 1 or key.startswith(ARTICLE):
            found.articles.append(kept)
    return found


def _key(declared: str) -> str:
    return declared if declared.startswith(ARTICLE) else declared.partition(":")[2]
