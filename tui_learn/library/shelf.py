"""The articles of some folders as the last scan left them, in pieces: the first are there without the others."""

from __future__ import annotations

import hashlib
import itertools
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from tui_learn.library.article import Article, article_from_json, as_named
from tui_learn.library.index import Index
from tui_learn.library.naming import Former
from tui_learn.library.questions import Question, question_from
from tui_learn.library.summary import EditionSummary
from tui_learn.plain_values import values_of
from tui_learn.text.problems import Problem

_FIELDS = [one.name for one in fields(EditionSummary)]
_PATH, _SUM = _FIELDS.index("path"), _FIELDS.index("sha256")
PIECE = 100
"""Articles, or other things, a piece."""
UNUSED = 90
"""Days after which a library that nobody has looked at is forgotten; it is read again when it is looked at."""
_STATE = "state"
_KINDS = ("articles", "problems", "decks", "questions")


@dataclass(frozen=True, slots=True)
class State:
    """How a scan has left a shelf."""

    digest: str
    """Differs whenever what is on the shelf does."""
    unread: int
    """Files that it was stopped before."""
    files: int
    """Files there are."""
    pieces: dict[str, int] = field(default_factory=dict)
    """How many there are of everything."""
    roots: list[str] = field(default_factory=list)
    """The folders, absolute."""
    used: int = 0
    """The day it was used last, since 1970."""


class Shelf:
    """What a scan of some folders has found, in the index."""

    def __init__(self, folders: Sequence[Path], index: Index, cache: Path | None = None) -> None:
        self._index, self._cache = index, cache
        roots = [os.path.abspath(folder) for folder in folders]
        self._roots = roots
        self._name = hashlib.sha256("\x1f".join(roots).encode("utf-8", "surrogatepass")).hexdigest()[:20]
        self._prefixes = {
            os.path.join(root, ""): os.path.join(str(folder), "")
            for root, folder in zip(roots, folders, strict=True)
            if root != str(folder)
        }

    def named(self, path: str) -> str:
        """An absolute path as the files here are named."""
        return as_named(path, self._prefixes)

    def state(self) -> State | None:
        """How the last scan has left it; None where there was none, or what it has left is damaged."""
        (data,) = self._index.pieces(self._shelf(_STATE))
        return _state_from(data)

    def _shelf(self, kind: str) -> str:
        return f"{self._name}/{kind}"

    def put(
        self,
        articles: Iterable[Article],
        problems: Iterable[Problem],
        decks: Iterable[str],
        questions: Iterable[Any],
        state: State,
    ) -> None:
        """Put everything in the place of what was there."""
        shelves = {
            "articles": list(pieces(article.to_json() for article in articles)),
            "problems": list(pieces(values_of(problem) for problem in problems)),
            "decks": list(pieces(decks)),
            "questions": list(pieces(questions)),
        }
        counts = {kind: len(found) for kind, found in shelves.items()}
        kept = replace(state, pieces=counts, roots=self._roots, used=today())
        self._index.replace(
            {self._shelf(_STATE): [asdict(kept)], **{self._shelf(kind): found for kind, found in shelves.items()}}
        )

    def touch(self) -> None:
        """Note that it was used today. The first to do so on a day sweeps away what no library has used for long."""
        state = self.state()
        if state is not None and state.used != today():
            self._index.replace({self._shelf(_STATE): [asdict(replace(state, used=today()))]})
            sweep(self._index)

    def articles(self, limit: int | None = None) -> list[Article]:
        """The articles by id; the first of them where there is a limit."""
        found = (article_from_json(data, self._prefixes, self._cache) for data in self._all("articles", limit))
        return list(itertools.islice(found, limit))

    def former(self) -> list[Former]:
        """The ids of the articles, with the absolute path and the sum of each edition."""
        return [
            (str(name), [(str(edition[_PATH]), str(edition[_SUM])) for edition in editions])
            for name, _grouping, editions in self._all("articles")
        ]

    def problems(self) -> list[Problem]:
        """What is wrong, by file and line."""
        told = (Problem(*values) for values in self._all("problems"))
        found = [replace(problem, path=self.named(problem.path)) for problem in told]
        return sorted(found, key=lambda problem: (problem.path, problem.line or 0, problem.message))

    def decks(self) -> list[Path]:
        """The decks that lie among the articles."""
        return [Path(as_named(path, self._prefixes)) for path in self._all("decks")]

    def questions(self, article_at: Callable[[str], Article | None]) -> list[Question]:
        """What only a person can say of the articles; ``article_at`` gives that of an absolute path."""
        found = (question_from(data, article_at) for data in self._all("questions"))
        return [question for question in found if question is not None]

    def _all(self, kind: str, limit: int | None = None) -> Iterator[Any]:
        wanted = None if limit is None else -(-limit // PIECE)
        data, found = self._index.shelf(self._shelf(_STATE), self._shelf(kind), wanted)
        state = _state_from(data)
        if state is None:
            return
        there = state.pieces.get(kind, 0)
        whole = [piece for piece in found if isinstance(piece, list)]
        if len(whole) != (there if wanted is None else min(there, wanted)):
            self._index.replace({self._shelf(_STATE): ()})  # damaged: the next scan puts everything here anew
        yield from itertools.chain.from_iterable(whole)


def _state_from(data: Any) -> State | None:
    try:
        return State(**data)
    except TypeError:  # nothing, or by another version
        return None


def today() -> int:
    """Days since 1970."""
    return int(time.time() // 86400)


def sweep(index: Index) -> None:
    """Forget what no library has used for long: shelves, and the files that are on no other."""
    roots: list[str] = []
    old: list[str] = []
    for name, data in index.shelves(f"/{_STATE}").items():
        state = _state_from(data)
        if state is not None and abs(today() - state.used) <= UNUSED:
            roots += state.roots
        else:
            old.append(name.removesuffix(_STATE))
    if old:
        index.replace({f"{name}{kind}": () for name in old for kind in (_STATE, *_KINDS)})
        index.forget_all_but(outermost(roots))


def outermost(roots: Iterable[str]) -> list[str]:
    """Of absolute folders those that lie in no other."""
    found: list[str] = []
    for root in sorted(set(roots), key=lambda name: os.path.join(name, "")):
        if not found or not root.startswith(os.path.join(found[-1], "")):
            found.append(root)
    return found


def pieces(values: Iterable[Any]) -> Iterator[list[Any]]:
    """Values a few at a time."""
    waiting = iter(values)
    while piece := list(itertools.islice(waiting, PIECE)):
        yield piece
