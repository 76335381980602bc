"""Repairs as a file a person can read and mend; ``docs/repairs.md`` describes it."""

from __future__ import annotations

import re
from typing import Any, TypeGuard

from tui_learn import entry_file
from tui_learn.bitext.repair_places import LONGEST, MOST, NEIGHBOURS, RepairSide
from tui_learn.bitext.repairs import Repair
from tui_learn.text.clean import clean_line

FORMAT = "tui-learn repairs"
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)?)?", re.ASCII)
_LONGEST_NAME = 1_000
"""Characters of a language tag or a file's name."""


Entry = entry_file.Entry[Repair]
Document = entry_file.Document[Repair]


def parse(raw: bytes) -> Document:
    """The repairs in a file. Raises ``Damaged``."""
    return _FORM.parse(raw)


def written(document: Document) -> str:
    """The file of a document. Raises ``Damaged``."""
    return _FORM.written(document)


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


_FORM = entry_file.Form(FORMAT, "repairs", _repair_from_json)
