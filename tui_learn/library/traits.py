"""What of an edition tells which other editions are its translations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tui_learn.plain_values import values_of


@dataclass(frozen=True, slots=True)
class Traits:
    """What grouping compares; the text itself is not needed for it."""

    path: str
    language: str
    """BCP 47 tag; ``und`` when unknown."""
    sha256: str
    declared: str
    """What ties it to its translations by declaration (``article:`` or the layout of names), or empty."""
    heading: str
    """Text of the first level-1 heading, or empty."""
    anchors: tuple[str, ...]
    """What translations share: ``u:`` link targets, ``c:`` code, ``n:`` numbers, ``a:`` acronyms, ``k:`` keywords,
    ``s:`` the same in blocks that are hardly more than links."""
    shape: str
    """One letter or digit a block: heading levels and kinds."""
    lengths: tuple[int, ...]
    """Characters of each block."""
    ranking: tuple[tuple[str, float], ...] = ()
    """The languages it may be in, the likeliest first, with their probabilities; empty where it is declared."""
    sketch: tuple[int, ...] = ()
    """Sums of some of its sentences, the same ones in every text that has them: tells copies from translations."""

    def to_json(self) -> list[Any]:
        """For the index on disk, without path, language and hash."""
        return list(values_of(self)[3:])

    @classmethod
    def from_json(cls, path: str, language: str, sha256: str, data: list[Any]) -> Traits:
        """Inverse of ``to_json``. Raises ``TypeError`` or ``ValueError`` for anything else."""
        declared, heading, anchors, shape, lengths, ranking, sketch = data
        if len(shape) != len(lengths):
            raise ValueError("as many lengths as blocks")
        ranked = tuple((tag, share) for tag, share in ranking)
        return cls(
            path, language, sha256, declared, heading, tuple(anchors), shape, tuple(lengths), ranked, tuple(sketch)
        )
