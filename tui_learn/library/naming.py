"""The ids of articles. What is remembered of an article hangs on its id, so an article keeps the one it had."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from tui_learn.library.summary import EditionSummary
from tui_learn.text.languages import UNKNOWN

Former = tuple[str, Sequence[tuple[str, str]]]
"""An id, and the path and sum of each edition of the article that had it."""


def name_articles(
    groups: Sequence[Sequence[EditionSummary]], former: Iterable[Former], here: Collection[str]
) -> list[str]:
    """The id of each group of editions, by its place.

    Most of its editions say which article it was before, by their paths, or else by their sums. Others are named after
    their title in their first language, with a number where another has that name. An article whose files are ``here``
    and not in any group yet, since the scan was stopped, keeps its id too.
    """
    by_path: dict[str, str] = {}
    by_sum: dict[str, str] = {}
    waiting: dict[str, Sequence[tuple[str, str]]] = {}
    for name, editions in former:
        waiting[name] = editions
        for path, digest in editions:
            by_path[path] = name
            by_sum.setdefault(digest, name)
    votes = [
        (count, -number, name)
        for number, group in enumerate(groups)
        for name, count in Counter(_former(group, by_path, by_sum)).items()
    ]
    found: dict[int, str] = {}
    taken: set[str] = set()
    for _count, minus, name in sorted(votes, key=lambda vote: (-vote[0], -vote[1], vote[2])):
        if -minus not in found and name not in taken:
            found[-minus] = name
            taken.add(name)
    there = {edition.path for group in groups for edition in group}
    taken |= {
        name
        for name, editions in waiting.items()
        if any(path in here and path not in there for path, _digest in editions)
    }
    numbers: dict[str, int] = {}
    return [found[place] if place in found else _new(group, taken, numbers) for place, group in enumerate(groups)]


def _former(group: Sequence[EditionSummary], by_path: dict[str, str], by_sum: dict[str, str]) -> list[str]:
    names = (by_path.get(edition.path, by_sum.get(edition.sha256)) for edition in group)
    return [name for name in names if name is not None]


def _new(group: Sequence[EditionSummary], taken: set[str], numbers: dict[str, int]) -> str:
    """A name nobody has; ``numbers`` has the highest one that was tried for each."""
    name = next((one for one in group if one.language != UNKNOWN), group[0]).name
    unique, number = name, numbers.get(name, 1)
    while unique in taken:
        number += 1
        unique = f"{name}-{number}"
    numbers[name] = number
    taken.add(unique)
    return unique
