"""What was folded from the logs, kept so that opening need not fold it again. A cache: it may be deleted at any time.

One file: a line of JSON with a checksum that names the sections, then the sections, each with a checksum of its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from tui_learn import __version__
from tui_learn.progress import disk
from tui_learn.progress.writers import LOCAL

VERSION = 1
FILE = "state"


@dataclass(frozen=True)
class Snapshot:
    """The contents: numbers and names in ``head``, the rest in sections."""

    head: dict[str, Any]
    sections: Mapping[str, bytes]


def write_snapshot(folder: Path, snapshot: Snapshot) -> None:
    """Keep it in a folder of progress. Raises ``OSError``."""
    places: dict[str, tuple[int, int, int]] = {}
    offset = 0
    for name, data in snapshot.sections.items():
        places[name] = (offset, len(data), crc32(data))
        offset += len(data)
    made = {"version": VERSION, "program": __version__, "sections": places}
    head = json.dumps({**made, **snapshot.head}, separators=(",", ":")).encode()
    first = b"%08x %b\n" % (crc32(head), head)
    disk.make_folder(folder / LOCAL)
    disk.put(folder / LOCAL / FILE, first + b"".join(snapshot.sections.values()), durable=False)


def read_snapshot(folder: Path) -> Snapshot | None:
    """What was kept; None when there is nothing, or when a bit of it is wrong. Raises ``OSError``."""
    try:
        data = (folder / LOCAL / FILE).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    end = data.find(b"\n")
    first = data[:end]
    try:
        if end < 0 or int(first[:8], 16) != crc32(first[9:]):
            return None
        head = json.loads(first[9:])
        if head["version"] != VERSION or head["program"] != __version__:
            return None  # another version may fold otherwise, and understand more
        rest = memoryview(data)[end + 1 :]
        sections = {}
        for name, (offset, length, crc) in head["sections"].items():
            section = rest[offset : offset + length]
            if len(section) != length or crc32(section) != crc:
                return None
            sections[name] = bytes(section)
        return Snapshot(head, sections)
    except (ValueError, KeyError, TypeError):
        return None
