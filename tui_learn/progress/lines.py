"""The lines of a log: ``crc32 json``, each written once and checked whenever it is read.

The sum is that of zlib over the JSON, as eight hexadecimal digits: any one bit that has flipped is found out.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
_BEGINS = re.compile(rb'[0-9a-f]{8} \{"s":')
_PREFIX = 9
"""Bytes of the sum and the space behind it."""


class Line(NamedTuple):
    """One write of one device."""

    seq: int
    crc: int
    time: int
    """Milliseconds since 1970 by the device's logical clock: later than anything it had seen."""
    ops: list[list[Any]]


class Damage(NamedTuple):
    """Bytes that are no line: from where, and how many."""

    start: int
    length: int


def encode(seq: int, time: int, ops: list[list[Any]]) -> tuple[bytes, int]:
    """A line as it is written, and its sum."""
    body = _encode({"s": seq, "t": time, "o": ops}).encode("utf-8", "surrogatepass")
    crc = zlib.crc32(body)
    return b"%08x %b\n" % (crc, body), crc


def parse(line: bytes) -> Line | None:
    """A line without its end; None when it is damaged."""
    body = line[_PREFIX:]
    try:
        crc = int(line[: _PREFIX - 1], 16)
        if crc != zlib.crc32(body) or line[_PREFIX - 1 : _PREFIX] != b" ":
            return None
        record = json.loads(body.decode("utf-8", "surrogatepass"))
        seq, time, ops = record["s"], record["t"], record["o"]
        if type(seq) is not int or type(time) is not int or type(ops) is not list:
            return None
        return Line(seq, crc, time, [op if type(op) is list else [op] for op in ops])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def complete(data: bytes) -> int:
    """How many bytes, from the beginning, are whole lines."""
    return data.rfind(b"\n") + 1


def pieces(data: bytes, start: int = 0) -> Iterator[tuple[int, int, Line | None]]:
    """From where to where a line stands, without its end, and the line; None for a damaged stretch.

    From an offset on; what follows the last line end is left aside, and so are empty lines.
    """
    end = data.find(b"\n", start)
    while end >= 0:
        line = parse(data[start:end])
        if line is not None:
            yield start, end, line
        elif end > start:
            yield from _salvage(data[start:end], start)
        start = end + 1
        end = data.find(b"\n", start)


def _salvage(chunk: bytes, offset: int) -> Iterator[tuple[int, int, Line | None]]:
    """Of a damaged stretch what is whole: where a line end was damaged, two lines look like one."""
    begins = sorted({0, *(match.start() for match in _BEGINS.finditer(chunk))})
    for start, end in zip(begins, [*begins[1:], len(chunk)], strict=True):
        line = parse(chunk[start:end])
        if line is None:  # the byte before a line that begins in the middle was its line end
            line = parse(chunk[start : end - 1])
            end -= line is not None
        yield offset + start, offset + end, line


def scan(data: bytes, start: int = 0) -> Iterator[Line | Damage]:
    """The lines of ``data`` from an offset on, damaged ones too; what follows the last line end is left aside."""
    return (Damage(begin, end - begin) if line is None else line for begin, end, line in pieces(data, start))


def tail(data: bytes) -> tuple[Line | None, bool]:
    """What follows the last line end, where it is a whole line, and whether its end was damaged rather than missing."""
    rest = data[complete(data) :]
    line = parse(rest) if rest else None
    if line is not None or not rest:
        return line, False
    line = parse(rest[:-1])
    return line, line is not None


def with_any(data: bytes, wanted: tuple[bytes, ...]) -> bytes:
    """Those lines of ``data``, and what follows the last line end, in which one of these stands."""
    if len(wanted) == 1 and wanted[0] not in data:
        return b""
    return b"".join(line for line in data.splitlines(keepends=True) if any(one in line for one in wanted))
