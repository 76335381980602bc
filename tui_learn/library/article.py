"""The editions that are translations of one another."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_learn.library.editions import kept_edition, load_edition
from tui_learn.library.groups import Grouping
from tui_learn.library.summary import EditionSummary
from tui_learn.plain_values import values_of

if TYPE_CHECKING:
    from tui_learn.text import Edition


@dataclass(frozen=True, slots=True)
class Article:
    """The editions that are translations of one another."""

    id: str
    grouping: Grouping
    editions: tuple[EditionSummary, ...]
    """By language tag."""
    _cache: Path | None = field(default=None, compare=False, repr=False)
    _loaded: dict[str, Edition] = field(default_factory=dict, compare=False, repr=False)
    _keep: bool = field(default=True, compare=False, repr=False)
    """Whether editions that are read go into the cache."""
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
                self._loaded[language] = load_edition(summary, self._cache, keep=self._keep)
            return self._loaded[language]

    def passing_edition(self, language: str) -> Edition:
        """The same, for one look: what was not at hand is not held."""
        with self._lock:
            held = self._loaded.get(language)
        if held is not None:
            return held
        summary = next((e for e in self.editions if e.language == language), None)
        if summary is None:
            raise KeyError(language)
        return load_edition(summary, self._cache, keep=False)

    def passing(self) -> Article:
        """The same, for one look: what is read for it goes with it, and the cache stays as it is."""
        with self._lock:
            return Article(self.id, self.grouping, self.editions, self._cache, dict(self._loaded), False)

    def to_json(self) -> list[Any]:
        """For the index on disk."""
        return [self.id, self.grouping, [list(values_of(edition)) for edition in self.editions]]


def article_from_json(data: list[Any], prefixes: dict[str, str], cache: Path | None) -> Article:
    """Inverse of ``Article.to_json``; ``prefixes`` are absolute folders and how they are named by whoever asks.

    Raises ``TypeError`` or ``ValueError`` for anything else.
    """
    name, grouping, editions = data
    return Article(name, grouping, tuple(_edition_from(edition, prefixes) for edition in editions), cache)


def _edition_from(data: list[Any], prefixes: dict[str, str]) -> EditionSummary:
    path, *rest = data
    return EditionSummary(as_named(path, prefixes), *rest)


def as_named(path: str, prefixes: dict[str, str]) -> str:
    """An absolute path below a folder that was named otherwise, as it follows from that name."""
    for absolute, named in prefixes.items():
        if path.startswith(absolute):
            return named + path[len(absolute) :]
    return path
