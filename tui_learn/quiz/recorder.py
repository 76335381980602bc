"""Where a session keeps answers, and what is kept there of earlier ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from tui_learn.progress import CardState, Event, Rating
from tui_learn.quiz.health import is_override

REJECTED = "quiz/rejected"
ACCEPTED = "quiz/accepted"
"""Where what "I was right" taught was kept before answers told it themselves."""


class Recorder(Protocol):
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

    def change(self, name: str, change: Callable[[Any], Any], default: Any = None) -> Any: ...

    def recall(self, name: str, default: Any = None) -> Any: ...

    def state(self, card: str) -> CardState | None: ...

    def attempts(self, *, practice: bool = False) -> list[Event]: ...


def rejected_ids(recorder: Recorder) -> frozenset[str]:
    """Exercises the learner called bad."""
    return frozenset(recorder.recall(REJECTED, []))


def accepted_texts(recorder: Recorder) -> dict[str, list[str]]:
    """What the learner said was right too, by exercise."""
    found: dict[str, list[str]] = {name: list(texts) for name, texts in recorder.recall(ACCEPTED, {}).items()}
    for answer in recorder.attempts(practice=True):
        if answer.item and is_override(answer):
            found.setdefault(answer.item, []).append(answer.answer)
    return found
