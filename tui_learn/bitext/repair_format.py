"""Repairs as a file a person can read and mend; ``docs/repairs.md`` describes it.

What is not understood is kept as it stands: only whole entries are added and taken out.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeGuard

from tui_learn.bitext.repair_places import LONGEST, MOST, NEIGHBOURS, RepairSide
from tui_learn.bitext.repairs import Repair
from tui_learn.i18n import gettext as _
from tui_learn.text.clean import clean_line

FORMAT = "tui-learn repairs"
VERSION = 1

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)?)?", re.ASCII)
_LONGEST_NAME = 1_000
"""Characters of a language tag or a file's name."""


class NotRepairs(ValueError):
    """The text is no file of repairs; the message says why."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        """Counted from 1, where it is known."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One repair as it stands in the file."""

    raw: Any
    """The JSON value, with whatever else a person or a later version has written into it."""
    repair: Repair | None
    """None where the value is no repair."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file of repairs."""

    entries: tuple[Entry, ...] = ()
    """Later ones win over earlier ones."""
    keys: tuple[tuple[str, Any], ...] = ()
    """Every key of the file with its value, in order."""

    @property
    def repairs(self) -> list[Repair]:
        """Those that were understood."""
        return [entry.repair for entry in self.entries if entry.repair is not None]

    def with_entries(self, entries: Iterable[Entry]) -> Document:
        """With these entries instead."""
        return replace(self, entries=tuple(entries))


def parse(raw: bytes) -> Document:
    """The repairs in a file. Raises ``NotRepairs`` where nothing of it can be used."""
    try:
        data = json.loads(raw.decode("utf-8-sig"), parse_float=_finite, parse_constant=_finite)
    except UnicodeDecodeError as error:
        raise NotRepairs(_("this is not UTF-8 text"), raw.count(b"\n", 0, error.start) + 1) from error
    except json.JSONDecodeError as error:
        raise NotRepairs(_("this is not whole JSON ({reason})").format(reason=error.msg), error.lineno) from error
    except (ValueError, RecursionError) as error:  # a number of a million digits, ten thousand brackets
        raise NotRepairs(_("this is not JSON that can be read")) from error
    if not isinstance(data, dict) or not isinstance(data.get("repairs"), list):
        raise NotRepairs(_('there is no list "repairs" in it'))
    if data.get("format", FORMAT) != FORMAT:
        raise NotRepairs(_('its "format" is not "{format}"').format(format=FORMAT))
    version = data.get("version", VERSION)
    if isinstance(version, bool) or version != VERSION:
        raise NotRepairs(_('its "version" is not a number this program knows; a newer one may have written it'))
    return Document(tuple(Entry(value, _repair_from_json(value)) for value in data["repairs"]), tuple(data.items()))


def _finite(text: str) -> float:
    """Raises ``ValueError`` for a number that could not be written again as it stands."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError
    return number


def written(document: Document) -> str:
    """The file of a document: indented, letters as letters. Raises ``NotRepairs`` where it is nested too deeply."""
    data: dict[str, Any] = {"format": FORMAT, "version": VERSION, **dict(document.keys)}
    data["repairs"] = [entry.raw for entry in document.entries]
    try:
        text = json.dumps(data, ensure_ascii=False, indent=2)
    except RecursionError as error:
        raise NotRepairs(_("it is nested too deeply")) from error
    # File names that are not UTF-8 hold halves of characters that no encoding can write.
    return _LONE_SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", text) + "\n"


def entry_of(repair: Repair) -> Entry:
    """A new entry."""
    sides = [
        {
            "language": side.language,
            "file": side.file,
            "before": list(side.before),
            "text": list(side.texts),
            "after": list(side.after),
        }
        for side in repair.sides
    ]
    return Entry({"date": repair.date, "sides": sides}, repair)


def _repair_from_json(value: Any) -> Repair | None:
    sides = value.get("sides") if isinstance(value, dict) else None
    if not isinstance(sides, list) or len(sides) != 2:
        return None
    try:
        one, other = sorted((_side(side) for side in sides), key=lambda side: side.language)
    except ValueError:
        return None
    date = value.get("date")
    known = isinstance(date, str) and _DATE.fullmatch(date) is not None
    return Repair((one, other), date if known else "") if one.texts or other.texts else None


def _side(value: Any) -> RepairSide:
    """Raises ``ValueError`` where it is none."""
    if not isinstance(value, dict):
        raise ValueError
    before, after = _texts(value.get("before", [])), _texts(value.get("after", []))
    texts, language, file = _texts(value.get("text")), value.get("language"), value.get("file")
    if not (_is_name(language) and _is_name(file) and all(texts)):
        raise ValueError
    edge = ("",) * NEIGHBOURS
    return RepairSide(language, file, texts, (*edge, *before)[-NEIGHBOURS:], (*after, *edge)[:NEIGHBOURS])


def _is_name(value: Any) -> TypeGuard[str]:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST_NAME


def _texts(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list) or len(values) > MOST:
        raise ValueError
    if not all(isinstance(value, str) and len(value) <= LONGEST for value in values):
        raise ValueError
    return tuple(map(clean_line, values))
