"""What was decided in the reader and can be taken back: verdicts on pairs of words, statuses, own meanings, terms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tui_learn.bitext.glossary import Verdict
from tui_learn.library import Pair
from tui_learn.progress import Progress
from tui_learn.quiz.knowledge import Knowledge
from tui_learn.quiz.own_words import OwnWords


@dataclass(frozen=True, slots=True)
class Given:
    """A verdict on two words that was given here."""

    pair: Pair
    left: str
    """Dictionary form of the known language."""
    right: str
    verdict: Verdict
    before: Verdict
    """What had been said of them before."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Sorted."""
        return tuple(sorted((self.pair.known, self.pair.learned)))


@dataclass(frozen=True, slots=True)
class Deed:
    """A status, a meaning or a term that was decided here."""

    language: str
    lexemes: tuple[str, ...]
    """The words and terms it is about."""
    events: tuple[str, ...] = ()
    own_before: OwnWords | None = None
    """What had been written of the first of them, where that was changed."""
    made: str = ""
    """A term that was made."""
    dropped: str = ""
    """A term that was given up."""
    after: tuple[object, ...] = ()
    """The repairs and verdicts that had been made before."""
    named: str = ""
    """The first of them as it is shown."""


Act = Callable[[Progress, Knowledge], Deed]
"""Keeps something. Raises ``ProgressNotSaved`` and ``ProgressDamaged``."""


@dataclass(frozen=True, slots=True)
class Job:
    """Something that is to be kept."""

    act: Act
    knowledge: Knowledge
    """What was known when it was decided: of the language that was learnt then."""
    lexemes: tuple[str, ...]
    """The words and terms it is about."""
    told: str
    """What is said when it is kept."""
    undone: Deed | None = None
    """What it takes back."""
