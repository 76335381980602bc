"""What is where, what is damaged, and what to do about it."""

from __future__ import annotations

import itertools
import os
import platform
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from tui_learn import __version__, paths
from tui_learn.bitext.dictionaries import Dictionaries, find_dictionaries
from tui_learn.bitext.dictionary_files import DictionaryFile
from tui_learn.bitext.dictionary_packages import Suggestion, helpful_packages, how_to_install
from tui_learn.bitext.repair_store import RepairStore
from tui_learn.bitext.repairs import Repair
from tui_learn.bitext.verdicts import VerdictStore
from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext
from tui_learn.idle_repairs import Idle, idle_repairs
from tui_learn.library import Library
from tui_learn.library.decisions import DecisionStore
from tui_learn.library.index import INDEX, Index
from tui_learn.library.pairs import CHOSEN_PAIR
from tui_learn.progress import Progress, ProgressDamaged
from tui_learn.progress.copies import copies_in
from tui_learn.progress.writers import LOG
from tui_learn.quiz.decks.folders import deck_files, deck_folders
from tui_learn.quiz.decks.reading import read_items
from tui_learn.settings import read_settings
from tui_learn.text import Problem
from tui_learn.text.segmenters import EXTRAS, segmenter_name


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Everything ``doctor`` found."""

    versions: dict[str, str]
    """Name to version; empty where it is not installed."""
    folders: dict[str, Path]
    repairs: int
    idle: tuple[Idle, ...]
    """Repairs that have no effect."""
    damage: tuple[Problem, ...]
    """Everything else that is wrong."""
    verdicts: int = 0
    """Pairs of words the learner has confirmed or struck."""
    dictionaries: tuple[DictionaryFile, ...] = ()
    """Those that were found."""
    suggestions: tuple[Suggestion, ...] = ()
    """Dictionaries that would help and are not there."""
    decks: int = 0
    """Decks of questions that were found."""
    logs: int = 0
    """Devices, and programs at once on one, whose answers are kept here."""
    log_bytes: int = 0
    """The size of their logs."""
    decisions: int = 0
    """Things the learner has said of articles and languages."""
    known_files: int = 0
    """Files of the library that the index knows."""
    index_bytes: int = 0
    """The size of the index."""

    @property
    def problems(self) -> list[Problem]:
        """Everything that is wrong."""
        return [*self.damage, *(idle.problem for idle in self.idle)]

    @property
    def to_forget(self) -> dict[Path, dict[int, Repair]]:
        """The repairs that can be dropped: each file, and the repairs by their place in it, from 0."""
        found: dict[Path, dict[int, Repair]] = {}
        for idle in self.idle:
            if idle.kind != "elsewhere":
                found.setdefault(idle.file, {})[idle.number - 1] = idle.repair
        return found

    def after_forgetting(self) -> Diagnosis:
        """What is left when those are dropped."""
        rest = tuple(idle for idle in self.idle if idle.kind == "elsewhere")
        return replace(self, idle=rest, repairs=self.repairs - (len(self.idle) - len(rest)))

    @property
    def install(self) -> str:
        """How to get the dictionaries that would help; empty where none would."""
        packages = [package for found in self.suggestions for package in found.packages]
        return how_to_install(packages, paths.dictionaries_folder()) if packages else ""

    def to_json(self) -> dict[str, Any]:
        """For programs."""
        more = {"progress": {"logs": self.logs, "bytes": self.log_bytes}}
        names = {"orphans": "orphan", "overruled": "overruled", "elsewhere": "elsewhere"}
        return {
            "versions": self.versions,
            "folders": {
                name: {"path": str(folder), "exists": folder.is_dir()} | more.get(name, {})
                for name, folder in self.folders.items()
            },
            "repairs": {
                "count": self.repairs,
                **{name: [idle.to_json() for idle in self.idle if idle.kind == kind] for name, kind in names.items()},
            },
            "verdicts": {"count": self.verdicts},
            "decisions": {"count": self.decisions},
            "index": {"files": self.known_files, "bytes": self.index_bytes},
            "decks": {"count": self.decks},
            "dictionaries": {
                "found": [
                    {"name": file.name, "source": file.source, "target": file.target, "path": str(file.path)}
                    for file in self.dictionaries
                ],
                "missing": [
                    {"pair": ":".join(found.languages), "packages": list(found.packages), "through": found.pivot}
                    for found in self.suggestions
                ],
                "install": self.install,
            },
            "problems": [
                {"severity": p.severity, "path": p.path, "line": p.line, "message": p.message} for p in self.problems
            ],
        }

    def lines(self) -> list[str]:
        """For people; the problems are not among them."""
        absent = _("not installed")
        lines = [f"{name:12} {number or absent}" for name, number in self.versions.items()]
        for name, folder in self.folders.items():
            lines.append(f"{name:12} {folder}" + ("" if folder.is_dir() else _(" (not there yet)")))
        told = ngettext("{count} log, {size} kB", "{count} logs, {size} kB", self.logs)
        lines.append(f"{'answers':12} " + told.format(count=self.logs, size=-(-self.log_bytes // 1000)))
        lines.append(f"{'repairs':12} " + _("{count} kept").format(count=self.repairs))
        lines.append(f"{'verdicts':12} " + _("{count} kept").format(count=self.verdicts))
        lines.append(f"{'decisions':12} " + _("{count} kept").format(count=self.decisions))
        told = ngettext("{count} file known, {size} kB", "{count} files known, {size} kB", self.known_files)
        size = -(-self.index_bytes // 1000)
        lines.append(f"{'index':12} " + told.format(count=f"{self.known_files:,}", size=f"{size:,}"))
        lines.append(f"{'deck files':12} " + _("{count} found").format(count=self.decks))
        lines.append(f"{'extras':12} {extras()}")
        names = ", ".join(file.name for file in self.dictionaries) or _("none found")
        lines.append(f"{'dictionaries':12} {names}")
        for found in self.suggestions:
            through = _(" (through {language})").format(language=found.pivot) if found.pivot else ""
            would = _("for {pair} these would help: {names}")
            lines.append(
                " " * 13 + would.format(pair=":".join(found.languages), names=", ".join(found.packages)) + through
            )
        if self.install:
            lines.append(" " * 13 + self.install)
        serious = any(problem.severity != "notice" for problem in self.problems)
        return lines if serious else [*lines, _("Nothing is wrong.")]


def examine(library: Library, progress: Callable[[float], None] | None = None, *, named: bool = False) -> Diagnosis:
    """Look at versions, folders, repairs, dictionaries and the files of a library.

    ``progress`` is told how much is done of parsing dictionaries that have not been parsed yet. For the articles of a
    library that was ``named`` dictionaries are looked for too, whatever the learner reads otherwise.
    """
    problems = [problem for problem in library.problems if problem.severity != "notice"]
    store = RepairStore(paths.repairs_folder())
    kept: dict[Path, list[tuple[int, Repair]]] = {}
    for file in store.files():
        document, wrong = store.document(file)
        kept[file] = [(n, entry.value) for n, entry in enumerate(document.entries, start=1) if entry.value is not None]
        problems += wrong
    verdicts, bad_words = VerdictStore(paths.verdicts_folder()).everything()
    problems += bad_words
    decisions, bad_decisions = DecisionStore(paths.decisions_file()).read()
    problems += [problem for problem in bad_decisions if problem not in problems]
    known_files, index_bytes, bad_index = _index(library)
    problems += bad_index
    problems += _progress_problems()
    logs, log_bytes = _logs()
    decks, bad_decks = _decks(library)
    problems += bad_decks
    settings, wrong = read_settings()
    found, damaged = find_dictionaries(settings=settings)
    problems += [*wrong, *damaged]
    if found:
        with Dictionaries(found, paths.cache_folder(), progress=progress) as opened:
            problems += opened.problems
    return Diagnosis(
        {"tui-learn": __version__, "Python": platform.python_version(), "Textual": _version("textual")},
        {
            "data": paths.data_folder(),
            "progress": paths.progress_folder(),
            "library": paths.library_folder(),
            "decks": paths.decks_folder(),
            "repair files": paths.repairs_folder(),
            "cache": paths.cache_folder(),
        },
        sum(map(len, kept.values())),
        tuple(idle for file, repairs in kept.items() for idle in idle_repairs(file, repairs, library.articles)),
        tuple(problems),
        sum(len(kept.given) for kept in verdicts),
        tuple(found),
        tuple(helpful_packages(pairs_in_use(library, named=named), found)),
        decks,
        logs,
        log_bytes,
        len(decisions.made),
        known_files,
        index_bytes,
    )


def _index(library: Library) -> tuple[int, int, list[Problem]]:
    """How many files of a library the index knows, the bytes of the index, and what is wrong with it."""
    index = Index(paths.cache_folder())
    try:
        known = index.known([os.path.abspath(folder) for folder in library.folders])
        # What was written last may lie beside it.
        return len(known), sum(file.stat().st_size for file in paths.cache_folder().glob(f"{INDEX}*")), []
    except (sqlite3.Error, OSError) as error:
        message = _("the index of the library cannot be read ({reason}); if that stays so, delete the cache folder")
        return 0, 0, [Problem("error", str(paths.cache_folder()), None, message.format(reason=error))]
    finally:
        index.close()


def _decks(library: Library) -> tuple[int, list[Problem]]:
    """How many decks there are, and what is wrong with them."""
    found = dict.fromkeys([*deck_files(deck_folders()), *library.decks])
    problems = [problem for path in found for problem in read_items(path)[2]]
    own = paths.decks_folder()
    for path in sorted(own.glob("*.md")) if own.is_dir() else ():
        if path not in found:
            problems += read_items(path)[2]
    return len(found), problems


def _progress_problems() -> list[Problem]:
    """What is wrong with the answers that are kept, and what to do about it."""
    folder = paths.progress_folder()
    try:
        with Progress(folder) as progress:
            troubles = progress.troubles()
    except ProgressDamaged as error:
        return [Problem("error", str(folder), None, str(error))]
    advice = _("{message}; the rest is used; `tui-learn merge` takes what another device or a backup still has")
    return [
        Problem(t.severity, str(t.path), None, advice.format(message=t.message) if t.severity == "error" else t.message)
        for t in troubles
    ]


def _logs() -> tuple[int, int]:
    """How many logs there are, and their size in bytes."""
    try:
        segments = copies_in(paths.progress_folder() / LOG)
        return len({segment.writer for segment in segments}), sum(
            path.stat().st_size for found in segments.values() for path in found
        )
    except OSError:
        return 0, 0  # told among the problems


def extras() -> str:
    """Which extras for words are installed, with what they bring, and which are not."""
    frequencies = _version("wordfreq")
    brought = {extra: segmenter_name(extra) for extra in EXTRAS}
    brought["freq"] = f"wordfreq {frequencies}" if frequencies else ""
    there = [f"{extra} ({name})" for extra, name in brought.items() if name]
    missing = [extra for extra, name in brought.items() if not name]
    if missing:
        there.append(_("not installed: {names}").format(names=", ".join(missing)))
    return ", ".join(there)


MANY = 10
"""Pairs of languages of articles for which dictionaries are named, with those the learner has chosen."""


def pairs_in_use(library: Library, *, named: bool = False) -> list[tuple[str, str]]:
    """The pairs of languages the learner reads or has been asked in; before the first day, and of a library that was
    ``named``, those of the articles, as far as they are few."""
    chosen: dict[tuple[str, str], None] = {}
    try:
        with Progress(paths.progress_folder()) as progress:
            names = [progress.recall(CHOSEN_PAIR), *progress.stats()["pairs"]]
    except ProgressDamaged:
        names = []  # told among the problems
    for name in names:
        if isinstance(name, str) and name.count(":") == 1:
            known, _colon, learned = name.partition(":")
            chosen.setdefault((known, learned))
    for article in library.articles if named or not chosen else ():
        for pair in itertools.combinations(article.languages, 2):
            if pair not in chosen and pair[::-1] not in chosen and len(chosen) < MANY:
                chosen[pair] = None
    return [pair for pair in chosen if pair[0] != pair[1]]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
