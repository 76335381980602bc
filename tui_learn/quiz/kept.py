"""Sets that are kept by name: what one device adds and what another adds come together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol


class Keeps(Protocol):
    """Where sets are kept; ``tui_learn.progress.Progress`` is one."""

    def recall(self, name: str, default: Any = None) -> Any: ...

    def marks(self, name: str) -> frozenset[str]: ...

    def mark(self, name: str, elements: Iterable[str]) -> object: ...


def kept_set(progress: Keeps, name: str) -> frozenset[str]:
    """What is kept under a name, also what was kept as one list before sets were."""
    old = progress.recall(name, [])
    earlier = frozenset(str(element) for element in old) if isinstance(old, list) else frozenset()
    return earlier | progress.marks(name)
