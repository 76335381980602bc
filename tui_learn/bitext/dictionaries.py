"""All dictionaries there are as one: what answers a word, directly or through a third language."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import weakref
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType

from tui_learn.bitext.dictionary_files import (
    FOLDERS_VARIABLE,
    DictionaryFile,
    dictionaries_at,
    find_dictionaries,
    system_folders,
)
from tui_learn.bitext.dictionary_index import FORMAT, Shelf
from tui_learn.i18n import gettext as _
from tui_learn.text.clean import clean_line
from tui_learn.text.fold import lower, primary
from tui_learn.text.problems import Problem, UnreadableFile

__all__ = [
    "FOLDERS_VARIABLE",
    "Dictionaries",
    "DictionaryFile",
    "dictionaries_at",
    "find_dictionaries",
    "system_folders",
]

TOO_MANY = 40
"""A word of a third language with more translations than this means too much to lead anywhere."""
_STEP = 0.01
_FOLDER = "dictionaries"

Found = dict[str, dict[str, frozenset[str]]]
"""By word: by translation: who says so."""


CLASS_SHARE = 0.25
"""Share of the entries for a word that must give it a class."""


class Dictionaries:
    """Dictionaries that can be asked in both directions. Safe to use from several threads."""

    def __init__(
        self,
        files: Iterable[DictionaryFile],
        cache_folder: Path | None,
        *,
        progress: Callable[[float], None] | None = None,
    ) -> None:
        """Parse what has not been parsed yet, and keep it in ``cache_folder`` where that can be.

        ``progress`` is told the share of the work done, 0..1, at most about a hundred times; what it raises stops
        the work.
        """
        wanted = list(files)
        self.problems: list[Problem] = []
        """What is wrong with some of them; what could be read of those is used."""
        self._shelves: list[Shelf] = []
        self._closing = weakref.finalize(self, _close, self._shelves)
        folder = cache_folder / _FOLDER if cache_folder is not None else None
        work = _Work(progress, sum(file.size() for file in wanted))
        try:
            for file in wanted:
                self._open(file, folder, work)
                work.done(file.size())
            work.finish()
        except BaseException:
            self.close()
            raise
        self.names: tuple[str, ...] = tuple(sorted({shelf.file.name for shelf in self._shelves}))
        """The names of those in use."""
        keys = sorted(f"{shelf.file.name}/{shelf.file.key()}" for shelf in self._shelves)
        self.stamp: str = hashlib.sha256("\x1f".join([str(FORMAT), *keys]).encode()).hexdigest()[:16]
        """Changes when the set of dictionaries does."""

    def _open(self, file: DictionaryFile, folder: Path | None, work: _Work) -> None:
        try:
            shelf = Shelf(file, folder, work.of(file.size()))
        except UnreadableFile as error:
            self.problems.append(error.problem)
        except sqlite3.Error as error:
            message = _("the dictionary cannot be worked through ({reason}); make room on the disk")
            said = message.format(reason=clean_line(str(error)))
            self.problems.append(Problem("error", str(file.path), None, said))
        else:
            self._shelves.append(shelf)
            self.problems += shelf.problems()

    def close(self) -> None:
        """Close what is open; nothing can be asked any more."""
        self._closing()

    def __enter__(self) -> Dictionaries:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def has(self, source: str, target: str) -> bool:
        """Whether a dictionary joins the two languages directly, in whichever direction."""
        return bool(self._between(source, target))

    def translations(self, words: Iterable[str], source: str, target: str) -> Found:
        """What direct dictionaries answer: by word, by translation, the names of the dictionaries that say so.

        Words and translations are in lower case as their language writes it, with single spaces; words nobody
        answers are left out.
        """
        found: dict[str, dict[str, set[str]]] = {}
        asked = _asked(words, source)
        for shelf, forward in self._between(source, target):
            for word, answers in shelf.answers(asked, forward=forward):
                by_answer = found.setdefault(word, {})
                for answer in answers:
                    by_answer.setdefault(answer, set()).add(shelf.file.name)
        return _frozen(found)

    def through(self, words: Iterable[str], source: str, target: str) -> Found:
        """What is reached through third languages: by word, by translation, the languages that lead there."""
        found: dict[str, dict[str, set[str]]] = {}
        asked = _asked(words, source)
        for pivot in self._pivots(source, target):
            first = self._answers(asked, source, pivot)
            between = {answer for answers in first.values() for answer in answers}
            second = {
                word: answers
                for word, answers in self._answers(between, pivot, target).items()
                if len(answers) <= TOO_MANY
            }
            for word, middles in first.items():
                reached: set[str] = set().union(*(second[middle] for middle in middles if middle in second))
                if reached:
                    by_answer = found.setdefault(word, {})
                    for answer in reached:
                        by_answer.setdefault(answer, set()).add(pivot)
        return _frozen(found)

    def word_classes(self, words: Iterable[str], language: str) -> dict[str, frozenset[str]]:
        """The classes of words as far as dictionaries tell: of ``n`` noun, ``v`` verb, ``a`` adjective, ``r`` adverb.

        A word is asked for as a headword first; where it is none, its class is that of what it translates.
        """
        asked = _asked(words, language)
        found: dict[str, frozenset[str]] = {}
        for forward in (True, False):
            here: defaultdict[str, str] = defaultdict(str)
            for shelf in self._shelves:
                if primary(shelf.file.source if forward else shelf.file.target) == primary(language):
                    for word, classes in shelf.classes(asked, forward=forward):
                        here[word] += classes
            found = {word: _frequent(classes) for word, classes in here.items()} | found
        return found

    def _pivots(self, source: str, target: str) -> list[str]:
        ends = {primary(source), primary(target)}
        if len(ends) < 2:
            return []
        neighbours: defaultdict[str, set[str]] = defaultdict(set)
        for shelf in self._shelves:
            one, other = primary(shelf.file.source), primary(shelf.file.target)
            neighbours[one].add(other)
            neighbours[other].add(one)
        return sorted(neighbours[primary(source)] & neighbours[primary(target)] - ends)

    def _between(self, source: str, target: str) -> list[tuple[Shelf, bool]]:
        """The dictionaries of two languages, each with whether it goes forward from the first to the second."""
        wanted = primary(source), primary(target)
        found: list[tuple[Shelf, bool]] = []
        for shelf in self._shelves:
            languages = primary(shelf.file.source), primary(shelf.file.target)
            if languages == wanted:
                found.append((shelf, True))
            elif languages == wanted[::-1]:
                found.append((shelf, False))
        return found

    def _answers(self, words: Iterable[str], source: str, target: str) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for shelf, forward in self._between(source, target):
            for word, answers in shelf.answers(words, forward=forward):
                found.setdefault(word, set()).update(answers)
        return found


class _Work:
    """Tells how much is done, but not too often."""

    def __init__(self, progress: Callable[[float], None] | None, total: int) -> None:
        self._progress = progress
        self._total = max(total, 1)
        self._before = 0
        self._told = 0.0

    def of(self, size: int) -> Callable[[float], None]:
        """What is told of a part of the work of this size."""
        return lambda share: self._tell((self._before + share * size) / self._total)

    def done(self, size: int) -> None:
        """A part of this size is done."""
        self._before += size
        self._tell(self._before / self._total)

    def finish(self) -> None:
        """Everything is done."""
        if self._progress is not None and self._told < 1.0:
            self._told = 1.0
            self._progress(1.0)

    def _tell(self, share: float) -> None:
        if self._progress is not None and self._told + _STEP <= share < 1.0:
            self._told = share
            self._progress(share)


def _frequent(classes: str) -> frozenset[str]:
    """The letters that are not so rare among the others as to be a slip of some dictionary."""
    return frozenset(letter for letter in set(classes) if classes.count(letter) >= CLASS_SHARE * len(classes))


def _asked(words: Iterable[str], language: str) -> set[str]:
    return {" ".join(lower(word, language).split()) for word in words}


def _frozen(found: dict[str, dict[str, set[str]]]) -> Found:
    return {word: {answer: frozenset(by) for answer, by in answers.items()} for word, answers in found.items()}


def _close(shelves: list[Shelf]) -> None:
    for shelf in shelves:
        with contextlib.suppress(sqlite3.Error):
            shelf.close()
