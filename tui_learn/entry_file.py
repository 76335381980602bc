"""Files of what the learner has decided: JSON with a list of entries that a person can read and mend.

What is not understood is kept as it stands: only whole entries are added and taken out.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Generic, TypeVar

from tui_learn.i18n import gettext as _
from tui_learn.own_files import is_missing
from tui_learn.text.files import read_file
from tui_learn.text.problems import UnreadableFile

VERSION = 1
NAMED = 3
"""Damaged entries that are named; of the others only the number is told."""
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

Value = TypeVar("Value")


class Damaged(ValueError):
    """Nothing of a file can be used; the message says why."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        """Counted from 1, where it is known."""


@dataclass(frozen=True)
class Entry(Generic[Value]):
    """One entry as it stands in the file."""

    raw: Any
    """The JSON value, with whatever else a person or a later version has written into it."""
    value: Value | None
    """What it means; None where it is not understood."""


@dataclass(frozen=True)
class Document(Generic[Value]):
    """A whole file."""

    entries: tuple[Entry[Value], ...] = ()
    """Later ones win over earlier ones."""
    keys: tuple[tuple[str, Any], ...] = ()
    """Every key of the file with its value, in order."""

    @property
    def values(self) -> list[Value]:
        """What was understood."""
        return [entry.value for entry in self.entries if entry.value is not None]

    def with_entries(self, entries: Iterable[Entry[Value]]) -> Document[Value]:
        """With these entries instead."""
        return replace(self, entries=tuple(entries))

    @property
    def damaged(self) -> str:
        """The numbers of the entries that were not understood, from 1, to be shown; empty where there are none."""
        numbers = [number for number, entry in enumerate(self.entries, start=1) if entry.value is None]
        names = ", ".join(map(str, numbers[:NAMED]))
        if len(numbers) > NAMED:
            names = _("{numbers} and {count} more").format(numbers=names, count=len(numbers) - NAMED)
        return names


@dataclass(frozen=True)
class Form(Generic[Value]):
    """How files of one kind are written and read."""

    format: str
    """What stands under "format"."""
    list: str
    """The key of the list of entries."""
    understand: Callable[[Any], Value | None]
    """From the JSON value of an entry to what it means."""

    def parse(self, raw: bytes) -> Document[Value]:
        """What is in a file. Raises ``Damaged``."""
        data = object_in(raw, self.format, self.list)
        return Document(tuple(Entry(value, self.understand(value)) for value in data[self.list]), tuple(data.items()))

    def written(self, document: Document[Value]) -> str:
        """The text of a file: indented, letters as letters. Raises ``Damaged`` where it is nested too deeply."""
        data: dict[str, Any] = {"format": self.format, "version": VERSION, **dict(document.keys)}
        data[self.list] = [entry.raw for entry in document.entries]
        try:
            text = json.dumps(data, ensure_ascii=False, indent=2)
        except RecursionError as error:
            raise Damaged(_("it is nested too deeply")) from error
        # File names that are not UTF-8 hold halves of characters that no encoding can write.
        return _LONE_SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", text) + "\n"


def object_in(raw: bytes, kind: str, name: str) -> dict[str, Any]:
    """The JSON object in a file of a kind, in which there is a list of this name. Raises ``Damaged``."""
    try:
        data = json.loads(raw.decode("utf-8-sig"), parse_float=_finite, parse_constant=_finite)
    except UnicodeDecodeError as error:
        raise Damaged(_("this is not UTF-8 text"), raw.count(b"\n", 0, error.start) + 1) from error
    except json.JSONDecodeError as error:
        raise Damaged(_("this is not whole JSON ({reason})").format(reason=error.msg), error.lineno) from error
    except (ValueError, RecursionError) as error:  # a number of a million digits, ten thousand brackets
        raise Damaged(_("this is not JSON that can be read")) from error
    if not isinstance(data, dict) or not isinstance(data.get(name), list):
        raise Damaged(_('there is no list "{name}" in it').format(name=name))
    if data.get("format", kind) != kind:
        raise Damaged(_('its "format" is not "{format}"').format(format=kind))
    version = data.get("version", VERSION)
    if isinstance(version, bool) or version != VERSION:
        raise Damaged(_('its "version" is not a number this program knows; a newer one may have written it'))
    return data


def read_document(file: Path, parse: Callable[[bytes], Document[Value]]) -> Document[Value]:
    """What is in a file, nothing where there is none. Raises ``Damaged`` and ``OSError``."""
    if is_missing(file):
        return Document()
    try:
        return parse(read_file(file))
    except UnreadableFile as error:  # a folder, a pipe, 64 MB
        raise Damaged(error.problem.message) from error


def _finite(text: str) -> float:
    """Raises ``ValueError`` for a number that could not be written again as it stands."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError
    return number
