"""All cards of a learner, by key and by when they come: little memory, nothing parsed before it is asked for.

What was kept at the last rest lies in flat bytes, sorted by key, with an index sorted by group and time; what has
changed since lies over it. A hundred thousand cards open in the time their bytes are read.
"""

from __future__ import annotations

import heapq
import itertools
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import overload

from tui_learn.progress.cards import CardRow, CardState, Phase, Status
from tui_learn.progress.packed import Packed

DAY = 86_400_000
"""Milliseconds."""
_UNASKED = frozenset({Status.IGNORED, Status.WELL_KNOWN})

Waiting = tuple[int, str]
"""When a card comes, and its key."""


def is_card(row: CardRow) -> bool:
    """Whether it was ever reviewed: the others are words with a status only."""
    return row.memory.reviews > 0


def is_asked(row: CardRow) -> bool:
    """Whether it comes at all."""
    return row.memory.reviews > 0 and not row.suspended and row.status not in _UNASKED


def load_day(row: CardRow) -> int | None:
    """The day on whose load a card counts, in days since 1970; None for those that come by the minute or never."""
    return row.comes // DAY if row.memory.phase == Phase.REVIEW and is_asked(row) else None


class CardTable:
    """Rows by key."""

    def __init__(self, packed: Packed | None = None) -> None:
        self._base = packed if packed is not None else Packed.of(())
        self._over: dict[str, CardRow | None] = {}
        self._waiting: dict[str, list[Waiting]] = {}
        """Of what lies over the base, by group, sorted."""
        self._covered: dict[str, list[int]] = {}
        """When those of the base would come that something lies over, by group, sorted."""
        self.cards = self._base.cards
        """How many were ever reviewed."""
        self._load = Counter(self._base.load)
        self._groups: Counter[str] | None = None
        self._found: tuple[str | None, CardRow | None] = (None, None)
        """The last row that was looked up in the base."""

    def get(self, key: str) -> CardRow | None:
        """The row of a card."""
        if key in self._over:
            return self._over[key]
        place = self._base.find(key)
        row = None if place is None else self._base.row(place)
        self._found = (key, row)
        return row

    def put(self, key: str, row: CardRow | None) -> None:
        """Put a row in a card's place; None takes it away."""
        old = self._uncovered(key)
        self._count(old, -1)
        self._count(row, 1)
        self._over[key] = row
        if row is not None and is_asked(row):
            insort(self._waiting.setdefault(row.group, []), (row.comes, key))

    def _uncovered(self, key: str) -> CardRow | None:
        """The row that is there now, taken from where it waits."""
        if key in self._over:
            old = self._over[key]
            if old is not None and is_asked(old):
                waiting = self._waiting[old.group]
                del waiting[bisect_left(waiting, (old.comes, key))]
            return old
        found, old = self._found  # whoever puts a row has mostly got it before
        if found != key:
            place = self._base.find(key)
            old = None if place is None else self._base.row(place)
        if old is not None and is_asked(old):
            insort(self._covered.setdefault(old.group, []), old.comes)
        return old

    def _count(self, row: CardRow | None, sign: int) -> None:
        if row is None or not is_card(row):
            return
        self.cards += sign
        if self._groups is not None:
            self._groups[row.group] += sign
        day = load_day(row)
        if day is not None:
            self._load[day] += sign

    @property
    def load_of(self) -> Callable[[int, int], int]:
        """Cards that come on a day, in days since 1970, or a default; those in learning steps not counted."""
        return self._load.get

    def loads(self) -> dict[int, int]:
        """The same of all days with any."""
        return {day: count for day, count in sorted(self._load.items()) if count}

    def by_group(self) -> dict[str, int]:
        """How many cards were ever reviewed, by group."""
        if self._groups is None:
            self._groups = Counter(row.group for _key, row in self.items() if is_card(row))
        return {group: number for group, number in sorted(self._groups.items()) if number}

    def __len__(self) -> int:
        return sum(1 for _key in self.keys())

    def __contains__(self, key: str) -> bool:
        return self.get(key) is not None

    def keys(self) -> Iterator[str]:
        """All keys, sorted."""
        over = sorted(key for key, row in dict(self._over).items() if row is not None)
        base = (key for key in self._base.all_keys() if key not in self._over)
        return heapq.merge(base, over)

    def items(self) -> Iterator[tuple[str, CardRow]]:
        """All rows, sorted by key."""
        over = sorted((key, row) for key, row in dict(self._over).items() if row is not None)
        base = (pair for pair in self._base.items() if pair[0] not in self._over)
        return heapq.merge(base, over, key=lambda pair: pair[0])

    def forgotten(self) -> Iterator[tuple[str, CardRow]]:
        """The cards that are asked and were ever forgotten, in no order."""
        base = (self._base.item(number) for number in self._base.lapsed() if not self._hides(number))
        over = [(key, row) for key, row in dict(self._over).items() if row is not None and row.memory.lapses]
        return (pair for pair in itertools.chain(base, over) if is_asked(pair[1]))

    def groups(self) -> list[str]:
        """Every group a card is of."""
        return sorted({*self._base.groups, *self._waiting})

    @property
    def changed(self) -> int:
        """Rows that lie over the base."""
        return len(self._over)

    # --- what comes

    def due(self, now: int, state: Callable[[str, CardRow], CardState], group: str | None = None) -> DueCards:
        """The cards that have come by a time, in milliseconds, the earliest first."""
        parts = []
        for name in self.groups() if group is None else [group]:
            start, end = self._base.due(name, now)
            hidden = bisect_right(self._covered.get(name, ()), now)
            waiting = self._waiting.get(name, [])
            parts.append(_Part(start, end, hidden, waiting[: bisect_right(waiting, (now, chr(0x10FFFF)))]))
        return DueCards(self, self._base, parts, state)

    def next_due(self, now: int, group: str | None = None) -> int | None:
        """When the first card comes that has not come by a time, in milliseconds; None when there is none."""
        found = []
        for name in self.groups() if group is None else [group]:
            waiting = self._waiting.get(name, [])
            place = bisect_right(waiting, (now, chr(0x10FFFF)))
            found += [comes for comes, _key in waiting[place : place + 1]]
            found += [self._base.row(row).comes for row in self._base.later(name, now) if not self._hides(row)][:1]
        return min(found, default=None)

    def _hides(self, place: int) -> bool:
        return bool(self._over) and self._base.key(place) in self._over

    def due_by_place(self, now: int, group: str | None = None) -> dict[str, int]:
        """How many have come by a time, by the place of their last answer."""
        found: Counter[str] = Counter()
        for name in self.groups() if group is None else [group]:
            start, end = self._base.due(name, now)
            found.update(self._base.places_of(start, end))
            waiting = self._waiting.get(name, [])
            for _comes, key in waiting[: bisect_right(waiting, (now, chr(0x10FFFF)))]:
                row = self._over[key]
                if row is not None:
                    found[row.place] += 1
        for key in list(self._over) if any(self._covered.values()) else ():
            place = self._base.find(key)
            if place is not None:
                row = self._base.row(place)
                if is_asked(row) and row.comes <= now and group in (None, row.group):
                    found[row.place] -= 1
        return {place: count for place, count in sorted(found.items()) if count}

    def pack(self) -> Packed:
        """Everything as flat bytes."""
        return Packed.of(self.items()) if self._over else self._base


class _Part:
    """The due cards of one group: a stretch of the index, how many of it are hidden, and what lies over it."""

    __slots__ = ("end", "hidden", "start", "waiting")

    def __init__(self, start: int, end: int, hidden: int, waiting: list[Waiting]) -> None:
        self.start, self.end, self.hidden, self.waiting = start, end, hidden, waiting

    def __len__(self) -> int:
        return self.end - self.start - self.hidden + len(self.waiting)


class DueCards(Sequence[CardState]):
    """Due cards as they were when asked for, each made when it is looked at."""

    def __init__(
        self, table: CardTable, base: Packed, parts: list[_Part], state: Callable[[str, CardRow], CardState]
    ) -> None:
        self._base, self._parts, self._state = base, parts, state
        self._over = table._over
        self._length = sum(len(part) for part in parts)
        self._found: list[CardState] | None = None

    def __len__(self) -> int:
        return self._length

    def keys(self) -> Iterator[str]:
        """Their keys, the earliest first."""
        return (key for _comes, key, _row in self._rows())

    def _rows(self) -> Iterator[tuple[int, str, CardRow]]:
        streams = [stream for part in self._parts for stream in (self._of_base(part), self._of_over(part))]
        return heapq.merge(*streams, key=lambda found: found[:2])

    def _of_base(self, part: _Part) -> Iterator[tuple[int, str, CardRow]]:
        for place in self._base.ordered(part.start, part.end):
            key = self._base.key(place)
            if key not in self._over:
                row = self._base.row(place)
                yield row.comes, key, row

    def _of_over(self, part: _Part) -> Iterator[tuple[int, str, CardRow]]:
        for comes, key in part.waiting:
            row = self._over.get(key)
            if row is not None and row.comes == comes:
                yield comes, key, row

    def __iter__(self) -> Iterator[CardState]:
        if self._found is not None:
            return iter(self._found)
        return (self._state(key, row) for _comes, key, row in self._rows())

    @overload
    def __getitem__(self, index: int) -> CardState: ...

    @overload
    def __getitem__(self, index: slice) -> list[CardState]: ...

    def __getitem__(self, index: int | slice) -> CardState | list[CardState]:
        if index == 0 and self._found is None:
            first = next(iter(self), None)
            if first is None:
                raise IndexError(index)
            return first
        if self._found is None:
            self._found = list(self)
        return self._found[index]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, list | DueCards):
            return list(self) == list(other)
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"DueCards({len(self)})"


def is_decided(row: CardRow) -> bool:
    """Whether it was ever reviewed, or the learner has decided something about it before."""
    return row.memory.reviews > 0 or row.suspended or bool(row.status) or row.comes > 0


class States(Mapping[str, CardState]):
    """What is known of every card that was reviewed, each made when it is looked at.

    With ``decided`` also of those never reviewed that were suspended, put off, or given a status.
    """

    def __init__(self, table: CardTable, state: Callable[[str, CardRow], CardState], *, decided: bool = False) -> None:
        self._table, self._state, self._decided = table, state, decided
        self._is_in = is_decided if decided else is_card

    def __getitem__(self, key: str) -> CardState:
        row = self._table.get(key)
        if row is None or not self._is_in(row):
            raise KeyError(key)
        return self._state(key, row)

    def __iter__(self) -> Iterator[str]:
        return (key for key, row in self._table.items() if self._is_in(row))

    def __len__(self) -> int:
        return sum(1 for _key in self) if self._decided else self._table.cards

    def __contains__(self, key: object) -> bool:
        row = self._table.get(key) if isinstance(key, str) else None
        return row is not None and self._is_in(row)
