"""What the learner has to do with the articles of a library, in one look at the progress."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from tui_learn.app.desk import PLACE
from tui_learn.app.shelf import NOTHING, USUAL, Facts, Order, order_of
from tui_learn.library import Pair

if TYPE_CHECKING:
    from tui_learn.app.desk import Desk

KNOWN = "reader/known/{language}/"
"""What the names begin with under which known shares are remembered."""
SORT = "library/sort"
"""Under which the order of the library is remembered."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What is due, was read and is known."""

    facts: Mapping[str, Facts] = field(default_factory=dict)
    """By the id of an article; only of those of which there is anything to tell."""
    today: int = 0
    """Reviews of today."""
    due: int = 0
    """Cards that have come, of whatever article."""
    pair: Pair | None = None
    """The languages chosen last: what is due, known and was done is that of these; of all while none are chosen."""
    order: Order = USUAL
    """What the library was sorted by last."""


def count_progress(desk: Desk) -> Counted:
    """For a thread. Raises ``ProgressDamaged``."""
    from tui_learn.quiz.scope import due_by_article

    progress = desk.progress()
    pair = desk.chosen_pair()
    group = str(pair) if pair is not None else None
    due = due_by_article(group, progress)
    facts = {article: Facts(due=count) for article, count in due.items()}
    # One look at all that is remembered: to ask for each article takes seconds where there are many.
    for article, place in progress.recall_all(PLACE).items():
        facts[article] = _read(facts.get(article, NOTHING), place)
    if pair is not None:
        for article, share in progress.recall_all(KNOWN.format(language=pair.learned)).items():
            facts[article] = replace(facts.get(article, NOTHING), known=_share(share))
    order = order_of(progress.recall(SORT))
    return Counted(facts, progress.today(group=group), sum(due.values()), pair, order)


def _read(facts: Facts, place: Any) -> Facts:
    if not isinstance(place, dict):
        return facts
    day = place.get("day")
    return replace(facts, read=_share(place.get("share")), last=day[:10] if isinstance(day, str) else "")


def _share(value: Any) -> float | None:
    is_share = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
    return float(value) if is_share else None


def keep_order(desk: Desk, order: Order) -> None:
    """Remember what the library is sorted by; for ``Keeping``."""
    from tui_learn.progress import ProgressDamaged, ProgressNotSaved

    try:
        progress = desk.progress()
        if progress.recall(SORT) != str(order):
            progress.remember(SORT, str(order))
    except (ProgressNotSaved, ProgressDamaged) as error:
        desk.keeping.untold.append(str(error))
