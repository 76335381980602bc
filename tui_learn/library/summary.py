"""What the library keeps of an edition, so that listing and grouping need not read the file again."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from tui_learn.text.model import LanguageFrom
from tui_learn.text.problems import Problem


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
    declared: str
    """What ties it to its translations by declaration (``article:`` or the layout of names), or empty."""
    heading: str
    """Text of the first level-1 heading, or empty."""
    anchors: tuple[str, ...]
    """What translations share: ``u:`` link targets, ``c:`` code, ``n:`` numbers, ``a:`` acronyms, ``k:`` keywords."""
    shape: str
    """One letter or digit a block: heading levels and kinds."""
    lengths: tuple[int, ...]
    """Characters of each block."""
    problems: tuple[Problem, ...]

    def to_json(self) -> dict[str, Any]:
        """For the index on disk."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> EditionSummary:
        """Inverse of ``to_json``. Raises ``KeyError`` or ``TypeError`` for anything else."""
        return cls(
            **{
                **data,
                "anchors": tuple(data["anchors"]),
                "lengths": tuple(data["lengths"]),
                "problems": tuple(Problem(**problem) for problem in data["problems"]),
            }
        )
