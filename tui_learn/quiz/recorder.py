"""Where a session keeps answers, and what is kept there of earlier ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from tui_learn.progress import CardState, Event, Rating
from tui_learn.quiz.health import is_override
from tui_learn.quiz.kept import Keeps, kept_set

REJECTED = "quiz/rejected"
ACCEPTED = "quiz/accepted"
"""Where what "I was right" taught was kept before answers told it themselves."""
RECENT = 10_000
"""First attempts from which a learner's ability, times and habits are told, the latest ones."""
# Months of practice, read and folded in some tenths of a second whatever came before. On 20,000, 100,000 and 500,000
# made-up answers of a learner who gets better, chances of a right answer told from these were off by .077, .068 and
# .070 on average, told from all by .082, .074 and .056; medians follow the present pace, 13 to 31 % quicker than that
# of all time. With 5,000, of a third of the cards it is forgotten which question was asked last, with 10,000 of one in
# fifteen. A question left out for its low rate may be tried again after so many answers, and is left out again after
# four; what the learner called right or bad is kept for good.


class KnowsApproved(Protocol):
    """Where answers are kept that the learner called right."""

    def recall(self, name: str, default: Any = None) -> Any: ...

    def approved(self) -> list[Event]: ...


class Recorder(Keeps, KnowsApproved, Protocol):
    """Where answers are kept; ``tui_learn.progress.Progress`` is one."""

    def record(
        self,
        card: str,
        rating: Rating | int,
        *,
        group: str = "",
        place: str = "",
        milliseconds: int | None = None,
        practice: bool = False,
        replaces: str = "",
        item: str = "",
        kind: str = "",
        answer: str = "",
        part: str = "",
        hints: int = 0,
    ) -> str: ...

    def undo(self, event_id: str) -> bool: ...

    def unmark(self, name: str, elements: Iterable[str]) -> object: ...

    def bury(self, cards: Iterable[str]) -> Sequence[str]: ...

    def suspend(self, cards: Iterable[str]) -> Sequence[str]: ...

    def state(self, card: str) -> CardState | None: ...


def rejected_ids(recorder: Keeps) -> frozenset[str]:
    """Exercises the learner called bad."""
    return kept_set(recorder, REJECTED)


def accepted_texts(recorder: KnowsApproved) -> dict[str, list[str]]:
    """What the learner said was right too, by exercise; of all history, for it is a promise."""
    found: dict[str, list[str]] = {name: list(texts) for name, texts in recorder.recall(ACCEPTED, {}).items()}
    for answer in recorder.approved():
        if answer.item and is_override(answer):
            found.setdefault(answer.item, []).append(answer.answer)
    return found
