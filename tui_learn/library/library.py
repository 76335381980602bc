"""Folders of files as articles."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tui_learn.failed import Failed
from tui_learn.i18n import gettext as _
from tui_learn.library.article import Article
from tui_learn.library.index import Index
from tui_learn.library.scan import Progress, unheard
from tui_learn.library.shelf import Shelf
from tui_learn.paths import bundled_library, cache_folder, decisions_file, library_folder
from tui_learn.text import Problem

if TYPE_CHECKING:
    from tui_learn.library.decisions import DecisionStore
    from tui_learn.library.questions import Question
    from tui_learn.library.said import Decision
    from tui_learn.library.search import Hit


LOOKED_AT = 2000
"""Files whose names, sizes and times are looked at sooner than a process is started for it."""


class ArticleNotFound(Exception):
    """No article, or more than one, goes by that name; the message says which."""


class Library:
    """The articles in some folders, read recursively. Safe to use from threads.

    ``cache`` is a folder in which what was read is kept between runs; without it every file is read each time.
    ``workers`` is the number of processes that read files, 0 for none; without a number it follows from how many there
    are to be read. ``decisions`` is the file of what the learner has said of articles.
    """

    def __init__(
        self,
        *folders: str | Path,
        cache: Path | None = None,
        workers: int | None = None,
        decisions: Path | None = None,
    ) -> None:
        self.folders = tuple(Path(folder) for folder in folders)
        self._cache = cache
        self._workers = workers
        self._decisions = decisions
        self.apart = False
        """Whether a scan takes place in a process of its own, unless nothing can be kept on disk."""
        self._index = Index(cache)
        self._shelf = Shelf(self.folders, self._index, cache)
        self._lock = threading.RLock()
        """Of what is held here: nobody waits for it."""
        self._scanning = threading.RLock()
        """Of the scan: one at a time, and it may take minutes."""
        self._reloading = threading.Lock()
        self._articles: list[Article] | None = None
        self._problems: list[Problem] | None = None
        self._paths: dict[str, Article] | None = None
        self._ids: dict[str, Article] | None = None

    @property
    def articles(self) -> list[Article]:
        """All articles, by id; another list whenever a scan has changed anything. Scans when first asked."""
        self._scan_once()
        with self._lock:
            assert self._articles is not None
            return self._articles

    @property
    def problems(self) -> list[Problem]:
        """What could not be read, or is doubtful, by file. Scans when first asked."""
        self._scan_once()
        while (told := self._problems) is None:
            articles, told = self._articles, self._shelf.problems()
            with self._lock:
                if articles is self._articles:  # else they are of a list that is gone already
                    self._problems = told
        return told

    @property
    def decks(self) -> list[Path]:
        """The decks of questions that lie among the articles. Scans when first asked."""
        self._scan_once()
        return self._shelf.decks()

    @property
    def is_small(self) -> bool:
        """Whether its files are looked at in no time."""
        state = self._shelf.state()
        return state is not None and state.files <= LOOKED_AT

    @property
    def files(self) -> int:
        """Files that the last scan has found, whether they were read or not."""
        state = self._shelf.state()
        return state.files if state is not None else 0

    @property
    def unread(self) -> int:
        """Files that the last scan was stopped before."""
        state = self._shelf.state()
        return state.unread if state is not None else 0

    def scan(
        self, progress: Progress = unheard, *, stop: threading.Event | None = None
    ) -> tuple[list[Article], list[Problem]]:
        """Look at the files, read what is new, group it; nothing where it was done before (``refresh`` does it again).

        ``stop`` ends the reading: what was read by then are the articles. What ``progress`` raises ends it at once.
        """
        self._scan_once(progress, stop)
        return self.articles, self.problems

    def _scan_once(self, progress: Progress = unheard, stop: threading.Event | None = None) -> None:
        if self._articles is None:
            with self._scanning:
                if self._articles is None:
                    self.refresh(progress, stop=stop)

    def refresh(self, progress: Progress = unheard, *, stop: threading.Event | None = None) -> bool:
        """Look at the files again; whether anything has changed.

        What is found is there when ``Scan.published`` rises and ``reload`` is called, at the latest at the end. Raises
        ``Failed`` where the scan could not be done.
        """
        import sqlite3

        with self._scanning:
            try:
                return self._refresh(progress, stop or threading.Event())
            except sqlite3.Error as error:
                message = _("what is known of the articles cannot be read or written: {reason}")
                raise Failed(message.format(reason=error)) from error

    def _refresh(self, progress: Progress, stop: threading.Event) -> bool:
        before = self._shelf.state()
        if before is not None and self.apart and before.files <= LOOKED_AT and self._is_current():
            self._shelf.touch()
            if self._articles is None:
                self.reload()
            return False
        self._scan(progress, stop)
        after = self._shelf.state()
        changed = (after and after.digest) != (before and before.digest)
        if changed or self._articles is None:
            self.reload()
        return changed

    def _scan(self, progress: Progress, stop: threading.Event) -> None:
        if self.apart and self._cache is not None and self._index.is_on_disk():
            from tui_learn.library.scan_process import scan_apart

            if scan_apart(
                self.folders, self._cache, progress, stop=stop, decisions=self._decisions, workers=self._workers
            ):
                return
            self._index.leave_disk()  # it could not be kept there
        from tui_learn.library.scanning import scan

        scan(self.folders, self._index, progress, stop=stop, decisions=self._said(), workers=self._workers)

    def _is_current(self) -> bool:
        from tui_learn.library.scanning import is_current

        return is_current(self.folders, self._index, self._said())

    def _said(self) -> DecisionStore | None:
        """What the learner has said."""
        if self._decisions is None:
            return None
        from tui_learn.library.decisions import DecisionStore

        return DecisionStore(self._decisions)

    def reload(self) -> None:
        """Take what the last scan has left, be it that of another process."""
        with self._reloading:  # so that none puts an older list in the place of another's
            articles = self._shelf.articles()
            with self._lock:
                self._articles = articles
                self._problems = self._paths = self._ids = None

    def kept(self, limit: int | None = None) -> list[Article] | None:
        """The articles as the last scan left them, or the first of them; the files are not looked at.

        None where there was no scan.
        """
        if self._articles is not None:
            return self._articles if limit is None else self._articles[:limit]
        if self._shelf.state() is None:
            return None
        if limit is not None:
            return self._shelf.articles(limit)
        self.reload()
        return self._articles

    def questions(self) -> list[Question]:
        """What only a person can say of the articles. Each is there until it is answered."""
        return self._shelf.questions(self._article_at)

    def answer(self, question: Question, said: bool | str) -> tuple[Decision, ...]:
        """Keep for good whether editions are one article, or the tag of the language an edition is in.

        ``refresh`` makes it true. Raises ``DecisionsNotKept``, and ``ValueError`` for what is no tag of a language.
        """
        from tui_learn.library.questions import said_of

        store = self._said()
        assert store is not None, "a library without a file for decisions asks nothing"
        if isinstance(said, str):
            return (store.say_language(question.left[0], said),)
        return tuple(store.say([*said_of(question, said)]))

    def latest(self) -> tuple[Decision, ...]:
        """What is kept of the answer that was given last, whenever that was; empty where nothing was answered."""
        from tui_learn.library.questions import last_answer

        store = self._said()
        return last_answer(store.decisions().made) if store is not None else ()

    def take_back(self, made: tuple[Decision, ...]) -> bool:
        """Take an answer back; False where it is not there any more. Raises ``DecisionsNotKept``."""
        store = self._said()
        return store is not None and store.take_back(*made)

    def search(self, query: str, *, languages: tuple[str, ...] = ()) -> Iterator[Hit]:
        """The sentences with the words of a query, the best article first; in these languages only, if any are named.

        A word finds all that begin with it, in whatever case, with or without marks; words between quotation marks
        stand next to each other. Scans when first asked.
        """
        from tui_learn.library.search import search

        self._scan_once()
        return search(query, self._index, self._article_at, languages)

    def _article_at(self, path: str) -> Article | None:
        """The article of the file with this absolute path."""
        self._scan_once()
        with self._lock:
            if self._paths is None:
                articles = self._articles or []
                self._paths = {edition.path: article for article in articles for edition in article.editions}
            return self._paths.get(self._shelf.named(path))

    def article_of(self, path: str | Path) -> Article | None:
        """The article a file belongs to."""
        return self._article_at(os.path.abspath(path)) or self._by_real_path(os.path.realpath(path))

    def _by_real_path(self, path: str) -> Article | None:
        """The same, where the way to the file or to the library leads over links."""
        for folder in self.folders:
            real = os.path.realpath(folder)
            if path.startswith(os.path.join(real, "")):
                return self._article_at(os.path.join(os.path.abspath(folder), os.path.relpath(path, real)))
        return None

    def by_id(self, name: str) -> Article | None:
        """The article with this id."""
        self._scan_once()
        with self._lock:
            if self._ids is None:
                self._ids = {article.id: article for article in self._articles or []}
            return self._ids.get(name)

    def find(self, name: str) -> Article:
        """The article with this id, or with this unique part of a title or id, or with a file of this name.

        Raises ``ArticleNotFound``.
        """
        own = self.by_id(name)
        if own is not None:
            return own
        wanted = name.casefold()
        hits = [
            article
            for article in self.articles
            if wanted in article.id.casefold() or any(wanted in e.title.casefold() for e in article.editions)
        ]
        if not hits:
            hits = [one for one in self.articles if any(_stem(e.path) == wanted for e in one.editions)]
        if len(hits) == 1:
            return hits[0]
        if not hits:
            raise ArticleNotFound(_('no article is called "{name}"; "tui-learn list" shows them').format(name=name))
        ids = ", ".join(article.id for article in hits[:5]) + (", …" if len(hits) > 5 else "")
        raise ArticleNotFound(_('"{name}" fits several articles: {ids}; name one').format(name=name, ids=ids))


def open_library(*folders: str | Path) -> Library:
    """The library in these folders; without any, the bundled articles and the user's own folder."""
    chosen = [Path(folder) for folder in folders]
    if not chosen:
        chosen = [bundled_library(), library_folder()]  # which may be made while the program runs
    return Library(*chosen, cache=cache_folder(), decisions=decisions_file())


def _stem(path: str) -> str:
    """The name of a file up to its first full stop, as it is compared."""
    return os.path.basename(path).partition(".")[0].casefold()
