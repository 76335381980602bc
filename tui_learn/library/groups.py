"""Editions that belong together, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from tui_learn.library.summary import EditionSummary
from tui_learn.text.problems import Problem

Grouping = Literal["declared", "certain", "probable", "single"]
GROUPING_VERSION = 1


@dataclass(frozen=True, slots=True)
class Group:
    """Editions that belong together, in the order of their paths."""

    grouping: Grouping
    members: tuple[EditionSummary, ...]


def groups_to_json(groups: Sequence[Group], problems: Sequence[Problem]) -> dict[str, Any]:
    """For the cache."""
    return {
        "groups": [[group.grouping, [member.path for member in group.members]] for group in groups],
        "problems": [asdict(problem) for problem in problems],
    }


def groups_from_json(data: Any, summaries: Sequence[EditionSummary]) -> tuple[list[Group], list[Problem]] | None:
    """Inverse of ``groups_to_json``; None when it is not that, or does not fit the summaries."""
    by_path = {summary.path: summary for summary in summaries}
    try:
        groups = [Group(grouping, tuple(by_path[path] for path in paths)) for grouping, paths in data["groups"]]
        problems = [Problem(**problem) for problem in data["problems"]]
    except (TypeError, KeyError, ValueError):
        return None
    return (groups, problems) if sum(len(group.members) for group in groups) == len(by_path) else None
