"""Repairs as a file a person can read and mend; ``docs/repairs.md`` describes it.

What is not understood is kept as it stands: only whole entries are added and taken out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tui_learn.bitext.repair_places import NEIGHBOURS, RepairSide
from tui_learn.bitext.repairs import Repair
from tui_learn.i18n import gettext as _
from tui_learn.text.clean import clean_line

FORMAT = "tui-learn repairs"
VERSION = 1
UNDO_KEPT = 200
"""Steps that can be taken back; older ones stay as they are."""

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


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
    step: int
    """The step in which it was made, from 1."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file of repairs."""

    entries: tuple[Entry, ...] = ()
    """Later ones win over earlier ones."""
    undo: tuple[Any, ...] = ()
    """For each step that replaced something: ``{"step", "replaced": [entry, ...]}``."""
    rest: tuple[tuple[str, Any], ...] = ()
    """The other keys of the file."""

    @property
    def repairs(self) -> list[Repair]:
        """Those that were understood."""
        return [entry.repair for entry in self.entries if entry.repair is not None]

    @property
    def steps(self) -> list[int]:
        """The numbers of the steps, rising."""
        return sorted({*(entry.step for entry in self.entries), *(_step(undo) for undo in self.undo)})

    def replaced_by(self, step: int) -> list[Entry]:
        """The entries that a step has taken out."""
        return [entry for undo in self.undo if _step(undo) == step for entry in _entries(undo.get("replaced"))]

    def with_step(self, new: Sequence[Repair], gone: Sequence[Repair]) -> Document:
        """One step further: some repairs added, others taken out."""
        step = max(self.steps, default=0) + 1
        sides = {repair.sides for repair in gone}
        out = [entry for entry in self.entries if entry.repair is not None and entry.repair.sides in sides]
        kept = [entry for entry in self.entries if entry not in out]
        added = [Entry(_repair_to_json(repair, step), repair, step) for repair in new]
        undo = self.undo
        if out:
            undo = (*self.undo, {"step": step, "replaced": [entry.raw for entry in out]})[-UNDO_KEPT:]
        return replace(self, entries=(*kept, *added), undo=undo)

    def without_step(self, step: int) -> Document:
        """A step taken back: what it added is gone, what it took out is there again."""
        kept = [entry for entry in self.entries if entry.step != step]
        undo = tuple(undo for undo in self.undo if _step(undo) != step)
        return replace(self, entries=(*kept, *self.replaced_by(step)), undo=undo)


def parse(raw: bytes) -> Document:
    """The repairs in a file. Raises ``NotRepairs`` where nothing of it can be used."""
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise NotRepairs(_("this is not UTF-8 text"), raw.count(b"\n", 0, error.start) + 1) from error
    except json.JSONDecodeError as error:
        raise NotRepairs(_("this is not whole JSON ({reason})").format(reason=error.msg), error.lineno) from error
    except (ValueError, RecursionError) as error:  # a number of a million digits, ten thousand brackets
        raise NotRepairs(_("this is not JSON that can be read")) from error
    if not isinstance(data, dict) or not isinstance(data.get("repairs"), list):
        raise NotRepairs(_('there is no list "repairs" in it'))
    version = data.get("version", VERSION)
    if not isinstance(version, int) or version > VERSION:
        raise NotRepairs(_("a newer version of tui-learn has written it"))
    undo = data.get("undo", [])
    if not isinstance(undo, list):
        raise NotRepairs(_('"undo" is not a list'))
    known = ("format", "version", "repairs", "undo")
    rest = tuple((key, value) for key, value in data.items() if key not in known)
    return Document(tuple(_entries(data["repairs"])), tuple(undo), rest)


def written(document: Document) -> str:
    """The file of a document: indented, letters as letters."""
    data = {
        "format": FORMAT, "version": VERSION, **dict(document.rest),
        "repairs": [entry.raw for entry in document.entries], "undo": list(document.undo),
    }  # fmt: skip
    text = json.dumps(data, ensure_ascii=False, indent=2)
    # File names that are not UTF-8 hold halves of characters that no encoding can write.
    return _LONE_SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", text) + "\n"


def _entries(values: Any) -> Iterator[Entry]:
    for value in values if isinstance(values, list) else []:
        yield Entry(value, _repair_from_json(value), _step(value))


def _step(value: Any) -> int:
    step = value.get("step") if isinstance(value, dict) else None
    return step if isinstance(step, int) else 0


def _repair_to_json(repair: Repair, step: int) -> dict[str, Any]:
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
    return {"step": step, "date": repair.date, "sides": sides}


def _repair_from_json(value: Any) -> Repair | None:
    try:
        one, other = sorted((_side(side) for side in value["sides"]), key=lambda side: side.language)
        date = value.get("date", "")
    except (TypeError, KeyError, ValueError, AttributeError):
        return None
    return Repair((one, other), date if isinstance(date, str) else "") if one.texts or other.texts else None


def _side(value: Any) -> RepairSide:
    """Raises ``TypeError``, ``KeyError``, ``ValueError`` or ``AttributeError`` where it is none."""
    before, after = _texts(value.get("before", [])), _texts(value.get("after", []))
    texts, language, file = _texts(value["text"]), value["language"], value["file"]
    if not (isinstance(language, str) and isinstance(file, str) and all(texts)):
        raise ValueError
    edge = ("",) * NEIGHBOURS
    return RepairSide(language, file, texts, (*edge, *before)[-NEIGHBOURS:], (*after, *edge)[:NEIGHBOURS])


def _texts(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise TypeError
    return tuple(clean_line(value) for value in values)
