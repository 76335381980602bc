"""Folders of files as articles."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from tui_learn.cache import Cache
from tui_learn.i18n import gettext as _
from tui_learn.library.deck_files import SUFFIXES as DECK_SUFFIXES
from tui_learn.library.deck_files import DeckFile, is_deck
from tui_learn.library.editions import kept_edition, load_edition
from tui_learn.library.groups import GROUPING_VERSION, Group, Grouping, groups_from_json, groups_to_json
from tui_learn.library.index import Found, Index
from tui_learn.library.summary import EditionSummary
from tui_learn.paths import bundled_library, cache_folder, library_folder
from tui_learn.text import Edition, Problem, UnreadableFile

SUFFIXES = frozenset({".md", ".markdown", ".txt"})
INDEX = "library.json"
QUICK_BYTES = 200_000
"""Size up to which an index is read, and its files are looked at, before anybody would notice: a hundred files."""

Progress = Callable[[int, int], None]
"""Told how many files are done, of how many."""


@dataclass(frozen=True)
class Article:
    """The editions that are translations of one another."""

    id: str
    grouping: Grouping
    editions: tuple[EditionSummary, ...]
    """By language tag."""
    _cache: Path | None = field(default=None, compare=False, repr=False)
    _loaded: dict[str, Edition] = field(default_factory=dict, compare=False, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, compare=False, repr=False)

    @property
    def languages(self) -> tuple[str, ...]:
        """Language tags, sorted."""
        return tuple(edition.language for edition in self.editions)

    def title(self, *preferred: str) -> str:
        """The title in the first of the preferred languages there is, else in the first language."""
        for language in preferred:
            for edition in self.editions:
                if edition.language == language:
                    return edition.title
        return self.editions[0].title

    def is_kept(self, language: str) -> bool:
        """Whether the edition in a language is at hand without parsing its file."""
        with self._lock:
            if language in self._loaded:
                return True
            for summary in self.editions:
                if summary.language == language:
                    kept = kept_edition(summary, self._cache)
                    if kept is not None:
                        self._loaded[language] = kept
                    return kept is not None
            return False

    def edition(self, language: str) -> Edition:
        """The edition in a language, read when first asked for.

        Raises ``KeyError`` when there is none, ``UnreadableFile`` when the file has gone bad since the scan.
        """
        with self._lock:
            if language not in self._loaded:
                summary = next((e for e in self.editions if e.language == language), None)
                if summary is None:
                    raise KeyError(language)
                self._loaded[language] = load_edition(summary, self._cache)
            return self._loaded[language]


class ArticleNotFound(Exception):
    """No article, or more than one, goes by that name; the message says which."""


class _Unread(Exception):
    """A file has to be read first, or files have to be grouped."""


class Library:
    """The articles in some folders, read recursively.

    ``cache`` is a folder in which what was read is kept between runs; without it every file is read each time.
    """

    def __init__(self, *folders: str | Path, cache: Path | None = None) -> None:
        self.folders = tuple(Path(folder) for folder in folders)
        self._cache = cache
        self._scanned: tuple[list[Article], list[Problem]] | None = None
        self._decks: list[Path] = []

    @property
    def articles(self) -> list[Article]:
        """All articles, by id. Scans when first asked."""
        return self.scan()[0]

    @property
    def problems(self) -> list[Problem]:
        """What could not be read, or is doubtful. Scans when first asked."""
        return self.scan()[1]

    @property
    def decks(self) -> list[Path]:
        """The decks of questions that lie among the articles. Scans when first asked."""
        self.scan()
        return list(self._decks)

    def scan(self, progress: Progress | None = None) -> tuple[list[Article], list[Problem]]:
        """Read what is new and group it; the result is kept for this Library."""
        if self._scanned is None:
            self._scanned = self._scan(progress)
        return self._scanned

    def scan_quickly(self) -> bool:
        """The same, if nothing has to be read but a small index; whether it is done."""
        if self._scanned is None and self._cache is not None:
            with suppress(OSError, _Unread):
                if (self._cache / INDEX).stat().st_size <= QUICK_BYTES:
                    self._scanned = self._scan(None, quickly=True)
        return self._scanned is not None

    def _scan(self, progress: Progress | None, *, quickly: bool = False) -> tuple[list[Article], list[Problem]]:
        """Raises ``_Unread`` where it cannot be done ``quickly``."""
        self._decks = []
        problems: list[Problem] = []
        files: dict[Path, None] = {}
        for folder in self.folders:
            found = list(_files(folder, problems))
            if not found and folder.is_dir():
                message = _("there is no .md, .markdown or .txt file in this folder; put an article into it")
                problems.append(Problem("error", str(folder), None, message))
            files.update(dict.fromkeys(found))
        index = Index(self._cache / INDEX if self._cache else None)
        summaries: list[EditionSummary] = []
        for done, path in enumerate(files):
            result = _read(path, index, quickly=quickly)
            if isinstance(result, Problem):
                problems.append(result)
            elif isinstance(result, DeckFile):
                self._decks.append(path)
            else:
                summaries.append(result)
                problems += result.problems
            if progress is not None:
                progress(done + 1, len(files))
        index.save(self.folders)
        groups, doubts = self._group(summaries, quickly=quickly)
        return _articles(groups, self._cache), sorted(problems + doubts, key=lambda p: (p.path, p.line or 0, p.message))

    def _group(self, summaries: list[EditionSummary], *, quickly: bool) -> tuple[list[Group], list[Problem]]:
        """The groups, from the cache when no file has changed since."""
        cache = Cache(self._cache, "groups", GROUPING_VERSION)
        key = [f"{s.path}\x1e{s.sha256}\x1e{s.language}\x1e{s.declared}" for s in summaries]
        kept = groups_from_json(cache.get(*key), summaries)
        if kept is not None:
            return kept
        if quickly:
            raise _Unread
        from tui_learn.library.grouping import group_editions

        groups, doubts = group_editions(summaries)
        cache.put(groups_to_json(groups, doubts), *key)
        return groups, doubts

    @cached_property
    def _by_path(self) -> dict[Path, Article]:
        return {Path(edition.path).resolve(): article for article in self.articles for edition in article.editions}

    def article_of(self, path: str | Path) -> Article | None:
        """The article a file belongs to."""
        return self._by_path.get(Path(path).resolve())

    def find(self, name: str) -> Article:
        """The article with this id, or with this unique part of a title or id.

        Raises ``ArticleNotFound``.
        """
        for article in self.articles:
            if article.id == name:
                return article
        wanted = name.casefold()
        hits = [
            article
            for article in self.articles
            if wanted in article.id.casefold() or any(wanted in e.title.casefold() for e in article.editions)
        ]
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
        chosen = [bundled_library()]
        if library_folder().is_dir():
            chosen.append(library_folder())
    return Library(*chosen, cache=cache_folder())


def _files(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    if not folder.exists():
        problems.append(Problem("error", str(folder), None, _("there is no such folder; check the name")))
        return
    if not folder.is_dir():
        problems.append(Problem("error", str(folder), None, _("this is a file; name the folder it lies in")))
        return

    def unreadable(error: OSError) -> None:
        message = _("the folder cannot be read: {reason}").format(reason=error.strerror)
        problems.append(Problem("error", str(error.filename), None, message))

    for root, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES:
                yield Path(root, name)


def _read(path: Path, index: Index, *, quickly: bool = False) -> Found:
    try:
        stat = path.stat()
        known = index.get(path, stat)
    except OSError:
        known = None
    if known is not None:
        return known
    if quickly:
        raise _Unread
    result = _found(path)
    try:
        index.put(path, path.stat(), result)
    except OSError:  # gone or unreadable: the problem says so, and there is nothing to remember it by
        return result
    return result


def _found(path: Path) -> Found:
    """What a file is, read anew."""
    from tui_learn.library.summarise import summarise
    from tui_learn.text.files import read_file
    from tui_learn.text.reading import edition_from_bytes

    try:
        raw = read_file(path)
        if path.suffix.lower() in DECK_SUFFIXES and is_deck(raw):
            return DeckFile(str(path))
        return summarise(edition_from_bytes(raw, path))
    except UnreadableFile as error:
        return error.problem


def _articles(groups: list[Group], cache: Path | None) -> list[Article]:
    articles: list[Article] = []
    taken: dict[str, int] = {}
    for group in groups:
        first = group.members[0]
        name = first.name
        taken[name] = taken.get(name, 0) + 1
        unique = name if taken[name] == 1 else f"{name}-{taken[name]}"
        members = tuple(sorted(group.members, key=lambda summary: (summary.language, summary.path)))
        articles.append(Article(unique, group.grouping, members, cache))
    return sorted(articles, key=lambda article: article.id)
