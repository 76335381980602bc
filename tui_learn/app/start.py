"""What the app is started with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tui_learn.library import Library, Pair


@dataclass(frozen=True, slots=True)
class Start:
    """Where the app begins."""

    library: str | None = None
    """A folder; None for the bundled articles and the user's own."""
    opened: Library | None = None
    """The same library, if it has been scanned already."""
    article: str | None = None
    """Id of an article to open at once."""
    pair: Pair | None = None
    quiz: bool = False
    """Begin with a quiz instead of the reader."""
    kind: str | None = None
    count: int | None = None
    seed: int = 0
    deck: Path | None = None
    """A deck whose questions alone are asked."""
    welcome: bool = False
    """Whether a learner who has never been here is asked for the two languages first."""
