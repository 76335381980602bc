"""Rows of numbers in one file, read without making an object of each: what a book needs is there in milliseconds.

A line that says what it is, one of JSON that names the sections, then the sections as they lie in memory. A file that
is damaged, or was written on another kind of machine, is none: it is derived data and made again.
"""

from __future__ import annotations

import json
import sys
import zlib
from abc import abstractmethod
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar, overload

Code = Literal["B", "I", "d"]
"""What a section holds: bytes, whole numbers of four bytes from 0, or floating-point numbers of eight."""
_SIZES: Mapping[Code, int] = {"B": 1, "I": array("I").itemsize, "d": 8}
_MAGIC = f"tui-learn flat 1 {sys.byteorder} {_SIZES['I']}".encode()
NONE = (1 << 8 * _SIZES["I"]) - 1
"""Stands for no number in a section of whole numbers."""

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Flat:
    """What is in a file."""

    meta: Mapping[str, Any]
    """Small things, as JSON."""
    sections: Mapping[str, memoryview]
    """Rows of numbers by name."""

    def numbers(self, name: str) -> memoryview:
        """A section. Raises ``NotFlat`` where there is none."""
        try:
            return self.sections[name]
        except KeyError:
            raise NotFlat(name) from None


class NotFlat(ValueError):
    """A file that is damaged, or none of ours."""


Section = tuple[Code, Iterable[int] | Iterable[float] | bytes]
"""What a section holds, and its numbers."""


def to_bytes(meta: Mapping[str, Any], sections: Mapping[str, Section]) -> bytes:
    """A file of sections, each with what it holds."""
    names: list[tuple[str, Code, int]] = []
    parts: list[bytes] = []
    for name, (code, values) in sections.items():
        data = values if isinstance(values, bytes) else array(code, values).tobytes()
        names.append((name, code, len(data)))
        parts.append(data)
    payload = b"".join(parts)
    head = json.dumps({"meta": meta, "sections": names}, separators=(",", ":")).encode()
    return b"%s %08x\n%s\n%s" % (_MAGIC, zlib.crc32(payload, zlib.crc32(head)), head, payload)


def from_bytes(data: bytes) -> Flat:
    """What a file holds. Raises ``NotFlat``."""
    first = data.find(b"\n", 0, 200)
    second = data.find(b"\n", first + 1)
    if first < 0 or second < 0 or data[: first - 9] != _MAGIC:
        raise NotFlat("no file of sections")
    rest = memoryview(data)
    head, payload = rest[first + 1 : second], rest[second + 1 :]
    if b"%08x" % zlib.crc32(payload, zlib.crc32(head)) != data[first - 8 : first]:
        raise NotFlat("damaged")
    found = json.loads(bytes(head))
    sections: dict[str, memoryview] = {}
    at = 0
    for name, code, size in found["sections"]:
        sections[name] = payload[at : at + size].cast(code)
        at += size
    return Flat(found["meta"], sections)


class LazySequence(Sequence[T_co]):
    """A sequence whose items are made when they are asked for; equal to any other sequence of equal items."""

    __slots__ = ()

    @abstractmethod
    def _item(self, number: int) -> T_co:
        """The item with a number from 0 to below the length."""

    @overload
    def __getitem__(self, index: int) -> T_co: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[T_co, ...]: ...

    def __getitem__(self, index: int | slice) -> T_co | tuple[T_co, ...]:
        count = len(self)
        if isinstance(index, slice):
            return tuple(self._item(number) for number in range(*index.indices(count)))
        number = index + count if index < 0 else index
        if not 0 <= number < count:
            raise IndexError(index)
        return self._item(number)

    def __iter__(self) -> Iterator[T_co]:
        return map(self._item, range(len(self)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return self is other or (len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True)))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self)}>"
