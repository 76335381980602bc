"""How far a scan of a library is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Step = Literal["looking", "reading", "grouping"]


@dataclass(frozen=True, slots=True)
class Scan:
    """How far a scan is."""

    step: Step
    done: int
    """Files looked at or read."""
    total: int | None
    """Files to be read; None while the folders are still walked."""
    published: int = 0
    """Rises when the list of articles has changed meanwhile."""


Progress = Callable[[Scan], None]
"""Told how far a scan is; what it raises ends the scan, and what was read stays read."""


def unheard(_scan: Scan) -> None:
    """For scans nobody watches."""
