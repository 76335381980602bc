"""The copies there are of each segment of the logs, and what they hold together: whole lines with a right sum only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tui_learn.progress.events import ANSWERS
from tui_learn.progress.following import TABLE
from tui_learn.progress.lines import Line, complete, parse, pieces, tail
from tui_learn.progress.logs import NUMBERED, is_event
from tui_learn.progress.writers import SEQ_BITS, is_writer

MAX_FILE = 64 << 20
"""Bytes; no segment this program writes comes near it."""

Key = tuple[int, int]
"""A line's number and sum."""


class Segment(NamedTuple):
    """Whose it is, and which."""

    writer: str
    number: int


class Whole(NamedTuple):
    """A line with a right sum."""

    raw: bytes
    """With its end."""
    events: int
    """How many there are in it."""
    answers: int
    """How many of those are answers."""


@dataclass(frozen=True, slots=True)
class Held:
    """What copies of a segment hold together."""

    lines: dict[Key, Whole]
    """In their order."""
    damaged: int
    """Stretches that are no line."""

    @property
    def text(self) -> bytes:
        """The lines as they are written to a file."""
        return b"".join(line.raw for line in self.lines.values())


def copies_in(*roots: Path) -> dict[Segment, list[Path]]:
    """The copies of each segment in folders of logs, also those that a tool has put beside one.

    Raises ``OSError``.
    """
    found: dict[Segment, list[Path]] = {}
    for root in roots:
        for folder in writer_folders(root):
            for path in sorted(folder.iterdir()):
                match = NUMBERED.fullmatch(path.name)
                if match is not None and path.is_file():
                    found.setdefault(Segment(folder.name, int(match[1])), []).append(path)
    return dict(sorted(found.items()))


def writer_folders(root: Path) -> list[Path]:
    """The folders of devices in a folder of logs; none where there is no such folder. Raises ``OSError``."""
    if not root.is_dir():
        return []
    return sorted(path for path in root.iterdir() if is_writer(path.name) and path.is_dir())


def without_prefixes(contents: Sequence[bytes]) -> list[bytes]:
    """The longest of copies alone, where the others are its beginning."""
    longest = max(contents, key=len, default=b"")
    return [longest] if all(longest.startswith(data) for data in contents) else list(contents)


def united(contents: Sequence[bytes], number: int) -> Held:
    """The lines of all copies of a segment, each once: in the order of a single copy, else by number and sum."""
    lines: dict[Key, Whole] = {}
    damaged = 0
    contents = without_prefixes(contents)
    for data in contents:
        damaged += _collect(data, number, lines)
    if len(contents) > 1:
        lines = dict(sorted(lines.items()))
    return Held(lines, damaged)


def _collect(data: bytes, number: int, lines: dict[Key, Whole]) -> int:
    """Add the lines of a copy; how many stretches of it are none."""
    damaged = 0
    for start, end, line in pieces(data):
        damaged += 1 if line is None else _add(line, data[start:end], number, lines)
    last, _is_damaged = tail(data)
    if last is not None:
        rest = data[complete(data) :]
        _add(last, rest if parse(rest) is not None else rest[:-1], number, lines)
    return damaged


def _add(line: Line, raw: bytes, number: int, lines: dict[Key, Whole]) -> int:
    if line.seq >> SEQ_BITS != number:
        return 1  # it stands where it does not belong, and is read nowhere
    kinds = [op[2].get("kind") for op in line.ops if is_event(op) and op[1] == TABLE]
    answers = sum(kind in ANSWERS for kind in kinds if isinstance(kind, str))
    lines[line.seq, line.crc] = Whole(raw + b"\n", len(kinds), answers)
    return 0
