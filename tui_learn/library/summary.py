"""What the library keeps of an edition, so that listing need not read the file again."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from tui_learn.text.model import LanguageFrom


@dataclass(frozen=True, slots=True)
class EditionSummary:
    """An edition in brief."""

    path: str
    language: str
    language_from: LanguageFrom
    confidence: float
    title: str
    words: int
    sha256: str
    name: str
    """What an article's id is made from: the declared name, else the title, in letters, digits and hyphens."""

    def to_json(self) -> dict[str, Any]:
        """For other processes."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> EditionSummary:
        """Inverse of ``to_json``. Raises ``TypeError`` for anything else."""
        return cls(**data)
