"""Scanning folders: what is new is read, what is gone forgotten, and what is known grouped into articles.

What was read is in the index at once, a few hundred files at a time, so a scan that is stopped, or ends with the power,
goes on later where it was. The articles are put on their shelf when everything is read, and in a large library before
that too, each time four times as many files are known: reading can begin after seconds.
"""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import astuple, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tui_learn.library.article import Article
from tui_learn.library.deck_files import DeckFile
from tui_learn.library.found import Found, Unread
from tui_learn.library.groups import GROUPING_VERSION
from tui_learn.library.index import Index, Kept
from tui_learn.library.naming import Former, name_articles
from tui_learn.library.questions import open_questions
from tui_learn.library.scan import Progress, Scan, unheard
from tui_learn.library.shelf import Shelf, State
from tui_learn.library.summary import EditionSummary
from tui_learn.library.walking import Stamp, stamp_of, walk
from tui_learn.text.languages import UNKNOWN
from tui_learn.text.problems import Problem

if TYPE_CHECKING:
    from tui_learn.library.decisions import DecisionStore
    from tui_learn.library.groups import Grouped

FIRST_SHOWN = 500
"""Files after which the articles are shown that are known by then; the next time it is four times as many."""
TOGETHER, SECONDS = 400, 2.0
"""Files that are put into the index at a time, and after how long at the latest."""
ATTEMPTS = 3
SECOND = 1_000_000_000
UNSURE = -1
TICK, COARSE = 50_000_000, 2_000_000_000
"""Nanoseconds between two times that files may have: of most disks, and of those that know every second second only."""
FUTURE = 24 * 3600 * SECOND
"""Nanoseconds after which a time lies so far ahead that it tells nothing of when the file was written."""
LOOKED = 1000
"""Files after which is told how many there are so far."""


def scan(
    folders: Sequence[Path],
    index: Index,
    progress: Progress = unheard,
    *,
    stop: threading.Event | None = None,
    decisions: DecisionStore | None = None,
    workers: int | None = None,
) -> bool:
    """Bring the shelf of some folders up to date; whether it has changed.

    ``stop`` ends the reading, not the scan: what was read by then is on the shelf. What ``progress`` raises ends it at
    once. Raises ``sqlite3.Error`` and ``OSError`` where the index cannot be written.
    """
    return _Scan(folders, index, progress, stop or threading.Event(), decisions, workers).run()


def is_current(folders: Sequence[Path], index: Index, decisions: DecisionStore | None = None) -> bool:
    """Whether a scan would find nothing new. It reads no file, and imports nothing."""
    return _Scan(folders, index, unheard, threading.Event(), decisions, 0).is_current()


class _Scan:
    def __init__(
        self,
        folders: Sequence[Path],
        index: Index,
        progress: Progress,
        stop: threading.Event,
        decisions: DecisionStore | None,
        workers: int | None,
    ) -> None:
        self._folders, self._index, self._tell, self._stop = folders, index, progress, stop
        self._decisions, self._workers = decisions, workers
        self._shelf = Shelf(folders, index)
        self._told: list[Problem] = []
        self._started = 0
        self._here: Collection[str] = ()
        self._published = 0

    def run(self) -> bool:
        before = self._before()
        self._index.tidy()
        for _attempt in range(ATTEMPTS):  # what is damaged, or changed by another program meanwhile, is read again
            if self._attempt(before):
                break
        self._shelf.touch()
        return self._before() != before

    def _attempt(self, before: str) -> bool:
        """Look, read, publish; whether everything that was read is still known in the end."""
        self._told = []
        self._started = time.time_ns()
        files = self._look()
        self._here = files.keys()
        kept, gone = self._compare(files)
        self._index.forget(gone)
        unread = [path for path in files if path not in kept]
        total = len(unread)
        shown = FIRST_SHOWN if before == "" else max(FIRST_SHOWN, len(kept))
        for done, (path, number) in enumerate(self._read(unread, files), 1):
            kept[path] = number
            if done % 20 == 0 or done == total:
                self._tell(Scan("reading", done, total, self._published))
            if len(kept) > 4 * shown and done < total:
                shown = len(kept)
                self._publish(kept, total - done)
        return self._publish(kept, len(files) - len(kept))

    def _before(self) -> str:
        state = self._shelf.state()
        return state.digest if state is not None else ""

    def is_current(self) -> bool:
        files = self._look()
        kept, gone = self._compare(files)
        return not gone and len(kept) == len(files) and self._digest(kept.values(), 0) == self._before()

    def _compare(self, files: dict[str, Stamp]) -> tuple[dict[str, int], list[int]]:
        """The numbers of the files that have not changed since they were read, and of those that are gone."""
        known = self._index.known([os.path.abspath(folder) for folder in self._folders])
        kept = {path: known[path][0] for path, stamp in files.items() if path in known and known[path][1] == stamp}
        gone = [number for path, (number, _stamp) in known.items() if path not in files and self._is_away(path)]
        return kept, gone

    def _look(self) -> dict[str, Stamp]:
        """All files with their stamps, in the order of their paths."""
        files: dict[str, Stamp] = {}
        self._tell(Scan("looking", 0, None))
        for folder in self._folders:
            for file in walk(folder, self._told):
                files[file.path] = file.stamp if file.stamp is not None else (0, 0, 0)
                if len(files) % LOOKED == 0:
                    self._tell(Scan("looking", len(files), None))
        return files

    def _is_away(self, path: str) -> bool:
        """Whether a file that was not found is gone, and not only its folder that cannot be looked into now."""
        return not any(
            path.startswith(os.path.join(os.path.abspath(problem.path), "")) for problem in self._told if problem.path
        )

    def _read(self, unread: list[str], stamps: dict[str, Stamp]) -> Iterator[tuple[str, int]]:
        """Read files and keep what they are; yields those that are kept, with their numbers in the index."""
        from tui_learn.library.readers import read_files

        waiting: list[tuple[str, Stamp, Found]] = []
        since = time.monotonic()
        reading = read_files(unread, self._workers, self._stop)
        try:
            for path, found in reading:
                waiting.append((path, stamps[path], found))
                if len(waiting) >= TOGETHER or time.monotonic() - since > SECONDS:
                    yield from self._put(waiting)
                    waiting, since = [], time.monotonic()
                if self._stop.is_set():
                    break
        finally:
            reading.close()  # type: ignore[attr-defined]
            numbers = self._put(waiting)
        yield from numbers

    def _put(self, waiting: list[tuple[str, Stamp, Found]]) -> list[tuple[str, int]]:
        numbers = self._index.put(
            (path, self._sure(path, stamp, found), found.problem if isinstance(found, Unread) else found)
            for path, stamp, found in waiting
        )
        return [(path, number) for (path, _stamp, _found), number in zip(waiting, numbers, strict=True)]

    def _sure(self, path: str, stamp: Stamp, found: Found) -> Stamp:
        """A stamp that tells the next change too; one no file has, where that is not so.

        As Git does with its index ("racy Git"): what was changed a moment before it was read may change once more
        without a later time. And what could not be read because it is away may come back as it was.
        """
        inode, size, changed = stamp
        tick = COARSE if changed % SECOND == 0 else TICK
        settled = changed < self._started - tick or changed > self._started + FUTURE
        away = isinstance(found, Unread) or (isinstance(found, Problem) and stamp_of(Path(path)) != stamp)
        return stamp if settled and not away else (inode, size, UNSURE)

    def _publish(self, files: dict[str, int], unread: int) -> bool:
        """Put what is known onto the shelf, unless that is there already; whether all of it is known still."""
        digest = self._digest(files.values(), unread)
        if digest == self._before():
            return True
        self._tell(Scan("grouping", len(files), len(files), self._published))
        kept = list(self._index.found(files.values()))
        whole = len(kept) == len(files)
        if not whole:  # damaged rows, or those of files that another program has read anew
            there = {one.number for one in kept}
            self._index.forget(number for number in files.values() if number not in there)
            digest = ""
        grouped = self._group([one.number for one in kept])
        articles = _articles(kept, grouped, self._shelf.former(), self._here)
        problems = [*self._told, *self._damage(), *_problems(kept, grouped), *grouped.problems]
        unsure = [one.number for one in kept if isinstance(one.what, EditionSummary) and one.what.language == UNKNOWN]
        self._shelf.put(
            articles,
            problems,
            [one.what.path for one in kept if isinstance(one.what, DeckFile)],
            open_questions(articles, grouped.doubts, self._index.traits(unsure)),
            State(digest, unread, len(files) + unread),
        )
        self._published += 1
        self._tell(Scan("grouping", len(files), len(files), self._published))
        return whole

    def _damage(self) -> list[Problem]:
        """What is wrong with the file of what the learner has said."""
        return self._decisions.problems() if self._decisions is not None else []

    def _digest(self, numbers: Iterable[int], unread: int) -> str:
        decided = str(self._decisions.stamp()) if self._decisions is not None else ""
        told = [repr(astuple(problem)) for problem in self._told]
        parts = [self._index.born(), str(GROUPING_VERSION), decided, str(unread), *told, *map(str, sorted(numbers))]
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()

    def _group(self, numbers: list[int]) -> Grouped:
        from tui_learn.library.grouping import group_editions
        from tui_learn.library.said import NONE

        decisions = self._decisions.decisions() if self._decisions is not None else NONE
        return group_editions(
            self._index.traits(numbers),
            decisions,
            lambda *_far: self._tell(Scan("grouping", len(numbers), len(numbers), self._published)),
        )


def _problems(kept: Sequence[Kept], grouped: Grouped) -> list[Problem]:
    """What is wrong with files. That a language is unknown is no problem once it is found out, or said."""
    from tui_learn.text.edition_language import is_unsure

    return [
        problem
        for one in kept
        for problem in one.problems
        if not (problem.path in grouped.languages and is_unsure(problem))
    ]


def _articles(kept: Sequence[Kept], grouped: Grouped, former: Iterable[Former], here: Collection[str]) -> list[Article]:
    """The articles by id."""
    summaries = {one.what.path: one.what for one in kept if isinstance(one.what, EditionSummary)}
    for path, (language, confidence) in grouped.languages.items():
        summaries[path] = replace(summaries[path], language=language, language_from="detected", confidence=confidence)
    # By language, not by the names of files, which change.
    members = [
        tuple(sorted((summaries[path] for path in group.members), key=lambda one: (one.language, one.path)))
        for group in grouped.groups
    ]
    names = name_articles(members, former, here)
    articles = (
        Article(name, group.grouping, editions)
        for name, group, editions in zip(names, grouped.groups, members, strict=True)
    )
    return sorted(articles, key=lambda article: article.id)
