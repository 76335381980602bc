"""Editions that belong together, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from tui_learn.text.problems import Problem

Grouping = Literal["declared", "certain", "probable", "single"]
GROUPING_VERSION = 4
"""Raised whenever the same files may be grouped otherwise."""


@dataclass(frozen=True, slots=True)
class Group:
    """Editions that belong together, by the paths of their files, in order."""

    grouping: Grouping
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why editions were put together, of which only a person can be sure."""

    left: tuple[str, ...]
    """Paths of all other editions of the article, in order."""
    right: tuple[str, ...]
    """Paths of those that are least sure to be the same article."""
    shared: int
    """Links, code, numbers and acronyms that two of them have in common."""
    jaccard: float
    """Weight of what they share, of what either has (0 to 1)."""
    structure: float
    """Blocks of the same kind in the same order, of all (0 to 1)."""
    correlation: float
    """Of the lengths of their passages (-1 to 1)."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """What the grouping of files came to."""

    groups: list[Group]
    """Every edition in exactly one, by the path of the first member."""
    problems: list[Problem]
    """Copies, and editions of a language that an article has already."""
    languages: dict[str, tuple[str, float]] = field(default_factory=dict)
    """By path: the language (and how sure, 0 to 1) a doubtful edition turned out to be in, or was said to be in."""
    doubts: tuple[Doubt, ...] = ()
    """One for every probable group: what is least sure of it."""
