"""What is stored: one event for each thing the learner did. Everything else is folded from events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from sys import intern
from typing import Any, Literal, get_args

YEARS = range(1970, 3000)
MAX_ZONE = 24 * 60
"""Minutes a clock can be off UTC."""
MAX_MILLISECONDS, MAX_HINTS, MAX_SHIFT = 10**9, 1000, 36500
"""What lies beyond counts as so much: no answer is lost for a number that cannot be."""
MAX_ANSWER = 200
"""Characters of an answer that are kept."""
MAX_WORDS = 9_999_999
"""Words of a reading; more are so many."""
READ = "read"
"""The sort of what is read, and the beginning of the key it is kept under, which no card has."""
NOT_WHOLE = (KeyError, TypeError, ValueError, OverflowError, OSError, AttributeError)
"""What ``Event.from_document`` raises for anything that is no event."""

Kind = Literal["review", "practice", "undo", "suspend", "resume", "bury", "forget", "move", "due", "status", "reading"]
KINDS: frozenset[str] = frozenset(get_args(Kind))
ANSWERS = frozenset({"review", "practice"})
_LATER = ("item", "code", "answer", "part", "hints", "shift", "options", "value", "undoes", "place", "group")
"""Fields that are left out of a document where they are empty."""


@dataclass(frozen=True, slots=True)
class Event:
    """One acknowledged answer, the taking back of something, a decision about a card, or a while of reading."""

    id: str
    """``writer-seq-checksum``: the device's log, the place in it, and what stands there."""
    card: str
    rating: int
    """1 to 4 for an answer; 0 for anything else."""
    at: datetime
    """UTC, to the millisecond."""
    zone: int
    """Minutes the learner's clock was ahead of UTC."""
    milliseconds: int | None
    """How long the answer took, where it was measured; how long was read."""
    kind: Kind
    group: str
    """A name by which answers are counted together, such as a pair of languages."""
    place: str
    """Where the question came from, as the caller names it."""
    undoes: str
    """For an undo, the id of the event taken back."""
    item: str = ""
    """What was asked, as the caller names it."""
    code: str = ""
    """The kind of question."""
    answer: str = ""
    """What was answered, where that is worth keeping."""
    part: str = ""
    """Reviews of a card that share it are one review."""
    hints: int = 0
    """Steps of help that were in sight."""
    shift: int = 0
    """Days by which the card comes later (or sooner) than FSRS says, so that days are evenly full."""
    options: str = ""
    """Id of the schedule's options that were in force."""
    value: str = ""
    """What was decided: the card moved to, the milliseconds since 1970 of a day, a status; how many words were read."""

    def to_document(self) -> dict[str, Any]:
        """What is stored; what is empty is left out, and so is the id, which is where the line stands."""
        document: dict[str, Any] = {
            "card": self.card,
            "rating": self.rating,
            "at": round(self.at.timestamp() * 1000),
            "zone": self.zone,
            "ms": self.milliseconds,
            "kind": self.kind,
        }
        for name in _LATER:
            value = getattr(self, name)
            if value:
                document[name] = value
        return document

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> Event:
        """Inverse of ``to_document``, with the ``id`` put in. Raises an error of ``NOT_WHOLE`` for anything else."""
        get = document.get
        milliseconds = get("ms")
        event = cls(
            str(document["id"]),
            str(document["card"]),
            int(document["rating"]),
            datetime.fromtimestamp(document["at"] / 1000, UTC),
            int(document["zone"]),
            None if milliseconds is None else min(max(int(milliseconds), 0), MAX_MILLISECONDS),
            document["kind"],
            intern(str(get("group", ""))),  # the same few of them in all events
            intern(str(get("place", ""))),
            str(get("undoes", "")),
            str(get("item", "")),
            str(get("code", "")),
            str(get("answer", "")),
            str(get("part", "")),
            min(max(int(get("hints", 0)), 0), MAX_HINTS),
            min(max(int(get("shift", 0)), -MAX_SHIFT), MAX_SHIFT),
            str(get("options", "")),
            str(get("value", "")),
        )
        possible = range(1, 5) if event.kind in ANSWERS else range(1)
        if event.kind not in KINDS or event.rating not in possible:
            raise ValueError(event.id)
        if event.at.year not in YEARS or abs(event.zone) > MAX_ZONE:
            raise ValueError(event.id)
        return event
