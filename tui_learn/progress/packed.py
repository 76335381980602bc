"""Cards as flat bytes, sorted by key, and an index of them sorted by group and by when they come."""

from __future__ import annotations

import json
import struct
import sys
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from tui_learn.progress.cards import CardRow, Delta, Memory, OpenSet, Phase, Status

_ROW = struct.Struct("<BbddqqqqIIIHBB")
_DAY = 86_400_000
_UNASKED = (Status.IGNORED, Status.WELL_KNOWN)


@dataclass(frozen=True)
class Packed:
    """Cards that do not change."""

    rows: bytes
    """One ``_ROW`` a card."""
    text: bytes
    """The keys, one after another."""
    ends: array[int]
    """Where each key ends."""
    order: array[int]
    """The cards that are asked, by number, sorted by group, then by when they come, then by key."""
    slots: array[int]
    """A hash table of the keys: in the slot of a key's sum, or one behind it, the card's number and one."""
    stretches: dict[str, tuple[int, int]]
    """Of the order, by group."""
    groups: tuple[str, ...]
    places: tuple[str, ...]
    open_sets: dict[int, OpenSet]
    cards: int
    """How many were ever reviewed."""
    load: dict[int, int]
    """Cards that come on a day, in days since 1970."""

    @classmethod
    def of(cls, rows: Iterable[tuple[str, CardRow]]) -> Packed:
        """Pack rows that are given sorted by key; none of them is held."""
        groups: dict[str, int] = {}
        places: dict[str, int] = {}
        packed, text, ends = bytearray(), bytearray(), array("I")
        asked: list[tuple[int, int, int]] = []
        open_sets: dict[int, OpenSet] = {}
        load: Counter[int] = Counter()
        cards = 0
        for number, (key, row) in enumerate(rows):
            memory = row.memory
            group = groups.setdefault(row.group, len(groups))
            packed += _ROW.pack(
                memory.phase, memory.step, memory.stability, memory.difficulty, memory.last, memory.due, row.comes,
                row.last_event, memory.reviews, memory.lapses, places.setdefault(row.place, len(places)), group,
                row.suspended, row.status,
            )  # fmt: skip
            text += key.encode("utf-8", "surrogatepass")
            ends.append(len(text))
            cards += memory.reviews > 0
            if memory.reviews > 0 and not row.suspended and row.status not in _UNASKED:
                asked.append((group, row.comes, number))
                if memory.phase == Phase.REVIEW:
                    load[row.comes // _DAY] += 1
            if row.open_set is not None:
                open_sets[number] = row.open_set
        asked.sort()
        order = array("I", (number for _group, _comes, number in asked))
        names = tuple(groups)
        stretches: dict[str, tuple[int, int]] = {}
        for place, (group, _comes, _number) in enumerate(asked):
            start, _end = stretches.get(names[group], (place, place))
            stretches[names[group]] = (start, place + 1)
        return cls(
            bytes(packed), bytes(text), ends, order, _slots(bytes(text), ends), stretches, names, tuple(places),
            open_sets, cards, dict(sorted(load.items())),
        )  # fmt: skip

    # --- looking up

    def __len__(self) -> int:
        return len(self.ends)

    def key(self, number: int) -> str:
        """The key of a card."""
        start = self.ends[number - 1] if number else 0
        return self.text[start : self.ends[number]].decode("utf-8", "surrogatepass")

    def find(self, key: str) -> int | None:
        """The number of the card with a key."""
        wanted = key.encode("utf-8", "surrogatepass")
        text, ends, slots = self.text, self.ends, self.slots
        last = len(slots) - 1
        slot = crc32(wanted) & last
        while number := slots[slot]:
            start = ends[number - 2] if number > 1 else 0
            if text[start : ends[number - 1]] == wanted:
                return number - 1
            slot = slot + 1 & last
        return None

    def row(self, number: int) -> CardRow:
        """A card."""
        (
            phase, step, stability, difficulty, last, due, comes, last_event, reviews, lapses, place, group, suspended,
            status,
        ) = _ROW.unpack_from(self.rows, number * _ROW.size)  # fmt: skip
        memory = Memory(phase, step, stability, difficulty, last, due, reviews, lapses)
        return CardRow(
            memory, comes, self.groups[group], self.places[place], bool(suspended), status, last_event,
            self.open_sets.get(number),
        )  # fmt: skip

    def _comes(self, number: int) -> int:
        return int(_COMES.unpack_from(self.rows, number * _ROW.size + _COMES_AT)[0])

    def all_keys(self) -> Iterator[str]:
        """All keys, sorted."""
        return (self.key(number) for number in range(len(self)))

    def items(self) -> Iterator[tuple[str, CardRow]]:
        """All cards, sorted by key."""
        return ((self.key(number), self.row(number)) for number in range(len(self)))

    def item(self, number: int) -> tuple[str, CardRow]:
        """A card and its key."""
        return self.key(number), self.row(number)

    def lapsed(self) -> Iterator[int]:
        """The numbers of the cards that were ever forgotten."""
        rows, size = self.rows, _ROW.size
        return (number for number in range(len(self)) if _PLACE.unpack_from(rows, number * size + _LAPSES_AT)[0])

    # --- what comes

    def due(self, group: str, now: int) -> tuple[int, int]:
        """The stretch of the order with the cards of a group that have come by a time."""
        start, end = self.stretches.get(group, (0, 0))
        return start, bisect_right(self.order, now, start, end, key=self._comes)

    def later(self, group: str, now: int) -> Iterator[int]:
        """The numbers of those that have not, the earliest first."""
        return self.ordered(self.due(group, now)[1], self.stretches.get(group, (0, 0))[1])

    def ordered(self, start: int, end: int) -> Iterator[int]:
        """The numbers of the cards of a stretch."""
        return (self.order[place] for place in range(start, end))

    def places_of(self, start: int, end: int) -> dict[str, int]:
        """How many of a stretch were asked last in which place."""
        rows, size = self.rows, _ROW.size
        counted = Counter(_PLACE.unpack_from(rows, n * size + _PLACE_AT)[0] for n in self.ordered(start, end))
        return {self.places[place]: count for place, count in counted.items()}

    # --- on the disk

    def to_sections(self) -> dict[str, bytes]:
        """Bytes by name."""
        names = {
            "stretches": self.stretches,
            "groups": self.groups,
            "places": self.places,
            "sets": dict(self.open_sets),
            "cards": self.cards,
            "load": self.load,
        }
        return {
            "rows": self.rows,
            "text": self.text,
            "ends": _little(self.ends),
            "order": _little(self.order),
            "slots": _little(self.slots),
            "names": json.dumps(names, separators=(",", ":")).encode(),
        }

    @classmethod
    def from_sections(cls, sections: dict[str, bytes]) -> Packed:
        """Inverse of ``to_sections``. Raises ``ValueError``, ``KeyError`` or ``TypeError`` for anything else."""
        names = json.loads(sections["names"])
        ends, order, slots = (_from_little(sections[name]) for name in ("ends", "order", "slots"))
        if len(slots) & len(slots) - 1 or len(slots) <= len(ends):
            raise ValueError("the table of keys is too small")
        if len(sections["rows"]) != len(ends) * _ROW.size or (len(ends) and ends[-1] != len(sections["text"])):
            raise ValueError("rows and keys do not fit")
        return cls(
            sections["rows"],
            sections["text"],
            ends,
            order,
            slots,
            {name: (start, end) for name, (start, end) in names["stretches"].items()},
            tuple(names["groups"]),
            tuple(names["places"]),
            {int(number): _open_set(one) for number, one in names["sets"].items()},
            int(names["cards"]),
            {int(day): int(count) for day, count in names["load"].items()},
        )


_COMES = struct.Struct("<q")
_COMES_AT = struct.calcsize("<Bbddqq")
_PLACE = struct.Struct("<I")
_LAPSES_AT = struct.calcsize("<BbddqqqqI")
_PLACE_AT = struct.calcsize("<BbddqqqqII")


def _open_set(data: list[Any]) -> OpenSet:
    part, ratings, before, gave = data
    return OpenSet(str(part), tuple(ratings), Memory(*before), tuple(Delta(*one) for one in gave))


def _slots(text: bytes, ends: array[int]) -> array[int]:
    size = 1 << (2 * len(ends)).bit_length()
    slots, last, start = array("I", bytes(4 * size)), size - 1, 0
    for number, end in enumerate(ends, start=1):
        slot = crc32(text[start:end]) & last
        while slots[slot]:
            slot = slot + 1 & last
        slots[slot] = number
        start = end
    return slots


def _little(numbers: array[int]) -> bytes:
    if sys.byteorder == "big":
        numbers = array("I", numbers)
        numbers.byteswap()
    return numbers.tobytes()


def _from_little(data: bytes) -> array[int]:
    numbers = array("I")
    numbers.frombytes(data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
