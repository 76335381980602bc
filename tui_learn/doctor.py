"""What is where, what is damaged, and what to do about it."""

from __future__ import annotations

import platform
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from tui_learn import __version__, paths
from tui_learn.bitext.repair_store import RepairStore
from tui_learn.bitext.repairs import Repair
from tui_learn.i18n import gettext as _
from tui_learn.idle_repairs import Idle, idle_repairs
from tui_learn.library import Library
from tui_learn.text import Problem


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

    def to_json(self) -> dict[str, Any]:
        """For programs."""
        names = {"orphans": "orphan", "overruled": "overruled", "elsewhere": "elsewhere"}
        return {
            "versions": self.versions,
            "folders": {
                name: {"path": str(folder), "exists": folder.is_dir()} for name, folder in self.folders.items()
            },
            "repairs": {
                "count": self.repairs,
                **{name: [idle.to_json() for idle in self.idle if idle.kind == kind] for name, kind in names.items()},
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
        serious = any(problem.severity != "notice" for problem in self.problems)
        return lines if serious else [*lines, _("Nothing is wrong.")]


def examine(library: Library) -> Diagnosis:
    """Look at versions, folders, repairs and the files of a library."""
    problems = [problem for problem in library.problems if problem.severity != "notice"]
    store = RepairStore(paths.repairs_folder())
    kept: dict[Path, list[tuple[int, Repair]]] = {}
    for file in store.files():
        document, wrong = store.document(file)
        kept[file] = [
            (n, entry.repair) for n, entry in enumerate(document.entries, start=1) if entry.repair is not None
        ]
        problems += wrong
    return Diagnosis(
        {"tui-learn": __version__, "Python": platform.python_version(), "Textual": _version("textual")},
        {
            "data": paths.data_folder(),
            "progress": paths.progress_folder(),
            "library": paths.library_folder(),
            "repair files": paths.repairs_folder(),
            "cache": paths.cache_folder(),
        },
        sum(map(len, kept.values())),
        tuple(idle for file, repairs in kept.items() for idle in idle_repairs(file, repairs, library.articles)),
        tuple(problems),
    )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
