"""What is where, what is damaged, and what to do about it."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from tui_learn import __version__, paths
from tui_learn.bitext.repair_store import RepairStore, read_repairs
from tui_learn.bitext.repairs import Repair, look_for
from tui_learn.i18n import gettext as _
from tui_learn.library import Article, Library
from tui_learn.text import Problem, UnreadableFile


@dataclass(frozen=True, slots=True)
class Orphan:
    """A repair whose sentences are no longer where they were."""

    file: Path
    """The file it is kept in."""
    repair: Repair
    editions: tuple[str, ...]
    """The paths of the editions it was looked for in."""

    @property
    def problem(self) -> Problem:
        """What to do."""
        texts = " = ".join("; ".join(side.texts) or "-" for side in self.repair.sides)
        message = _(
            'a repair of {date} finds no place in {editions}: "{texts}"; '
            "if the text was changed for good, make the repair again and take this one out of the file"
        )
        return Problem(
            "warning", str(self.file), None,
            message.format(date=self.repair.date[:10], editions=", ".join(self.editions), texts=texts),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Everything ``doctor`` found."""

    versions: dict[str, str]
    """Name to version; empty where it is not installed."""
    folders: dict[str, Path]
    repairs: int
    orphans: tuple[Orphan, ...]
    problems: tuple[Problem, ...]
    """Everything that is wrong, orphans too."""

    def to_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "versions": self.versions,
            "folders": {
                name: {"path": str(folder), "exists": folder.is_dir()} for name, folder in self.folders.items()
            },
            "repairs": {
                "count": self.repairs,
                "orphans": [
                    {
                        "file": str(orphan.file),
                        "date": orphan.repair.date,
                        "editions": list(orphan.editions),
                        "texts": {side.language: list(side.texts) for side in orphan.repair.sides},
                    }
                    for orphan in self.orphans
                ],
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
        lines.append(f"{'repairs':12} " + _("{count} kept").format(count=self.repairs))
        return [*lines, _("Nothing is wrong.")] if not self.problems else lines


def examine(library: Library) -> Diagnosis:
    """Look at versions, folders, repairs and the files of a library."""
    problems = [problem for problem in library.problems if problem.severity != "notice"]
    files: dict[Path, list[Repair]] = {}
    for file in RepairStore(paths.repairs_folder()).files():
        files[file], wrong = read_repairs(file)
        problems += wrong
    orphans = [orphan for file, repairs in files.items() for orphan in _orphans(file, repairs, library.articles)]
    return Diagnosis(
        {"tui-learn": __version__, "Python": platform.python_version(), "Textual": _version("textual")},
        {
            "data": paths.data_folder(),
            "progress": paths.progress_folder(),
            "library": paths.library_folder(),
            "repair files": paths.repairs_folder(),
            "cache": paths.cache_folder(),
        },
        sum(map(len, files.values())),
        tuple(orphans),
        (*problems, *(orphan.problem for orphan in orphans)),
    )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _orphans(file: Path, repairs: Sequence[Repair], articles: Iterable[Article]) -> list[Orphan]:
    """The repairs of a file that are about these articles and apply to none of them."""
    placed: set[Repair] = set()
    missed: dict[Repair, tuple[str, ...]] = {}
    for one, other in sorted({repair.languages for repair in repairs}):
        for article in articles:
            if one not in article.languages or other not in article.languages:
                continue
            try:
                left, right = article.edition(one), article.edition(other)
            except UnreadableFile:  # the library tells that
                continue
            found = look_for(repairs, left, right)
            placed.update(repair for repair, _bead in found.applied)
            placed.update(found.overruled)
            missed.update((repair, (left.path, right.path)) for repair in found.orphans)
    return [
        Orphan(file, repair, missed[repair])
        for repair in dict.fromkeys(repairs)
        if repair in missed and repair not in placed
    ]
