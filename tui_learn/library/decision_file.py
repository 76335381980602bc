"""What the learner has said of the library, as a file a person can read and mend.

``{"format": "tui-learn library", "version": 1, "decisions": [{"kind": "together", "date": "2026-11-22T08:00:00Z",
"editions": [{"path": "/texts/a.md", "sha256": "..."}, {...}]}, {"kind": "language", "language": "nb", ...}]}``.
What is not understood is kept as it stands: only whole entries are added and taken out.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from tui_learn.i18n import gettext as _
from tui_learn.library.said import KINDS, Decision, Kind, Known
from tui_learn.text.languages import UNKNOWN, normalise_tag

FORMAT = "tui-learn library"
VERSION = 1
_LONGEST = 10_000
"""Characters of a path or another value."""
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class NotDecisions(ValueError):
    """The text is no file of decisions; the message says why."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        """Counted from 1, where it is known."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision as it stands in the file."""

    raw: Any
    """The JSON value, with whatever else a person or a later version has written into it."""
    decision: Decision | None
    """None where the value is no decision."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file of decisions."""

    entries: tuple[Entry, ...] = ()
    """Later ones win over earlier ones."""
    keys: tuple[tuple[str, Any], ...] = ()
    """Every key of the file with its value, in order."""

    def with_entries(self, entries: Iterable[Entry]) -> Document:
        """With these entries instead."""
        return replace(self, entries=tuple(entries))


def parse(raw: bytes) -> Document:
    """The decisions in a file. Raises ``NotDecisions`` where nothing of it can be used."""
    try:
        data = json.loads(raw.decode("utf-8-sig"), parse_float=_finite, parse_constant=_finite)
    except UnicodeDecodeError as error:
        raise NotDecisions(_("this is not UTF-8 text"), raw.count(b"\n", 0, error.start) + 1) from error
    except json.JSONDecodeError as error:
        raise NotDecisions(_("this is not whole JSON ({reason})").format(reason=error.msg), error.lineno) from error
    except (ValueError, RecursionError) as error:  # a number of a million digits, ten thousand brackets
        raise NotDecisions(_("this is not JSON that can be read")) from error
    if not isinstance(data, dict) or not isinstance(data.get("decisions"), list):
        raise NotDecisions(_('there is no list "decisions" in it'))
    if data.get("format", FORMAT) != FORMAT:
        raise NotDecisions(_('its "format" is not "{format}"').format(format=FORMAT))
    version = data.get("version", VERSION)
    if isinstance(version, bool) or version != VERSION:
        raise NotDecisions(_('its "version" is not a number this program knows; a newer one may have written it'))
    return Document(tuple(Entry(value, _decision(value)) for value in data["decisions"]), tuple(data.items()))


def _finite(text: str) -> float:
    """Raises ``ValueError`` for a number that could not be written again as it stands."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError
    return number


def written(document: Document) -> str:
    """The file of a document: indented, letters as letters. Raises ``NotDecisions`` where it is nested too deeply."""
    data: dict[str, Any] = {"format": FORMAT, "version": VERSION, **dict(document.keys)}
    data["decisions"] = [entry.raw for entry in document.entries]
    try:
        text = json.dumps(data, ensure_ascii=False, indent=2)
    except RecursionError as error:
        raise NotDecisions(_("it is nested too deeply")) from error
    # File names that are not UTF-8 hold halves of characters that no encoding can write.
    return _LONE_SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", text) + "\n"


def entry_of(decision: Decision) -> Entry:
    """A new entry."""
    raw: dict[str, Any] = {"kind": decision.kind, "date": decision.date}
    if decision.kind == "language":
        raw["language"] = decision.language
    raw["editions"] = [{"path": one.path, "sha256": one.sha256} for one in decision.editions]
    return Entry(raw, decision)


def _decision(value: Any) -> Decision | None:
    if not isinstance(value, dict):
        return None
    kind: Kind | None = next((kind for kind in KINDS if kind == value.get("kind")), None)
    editions = value.get("editions")
    if kind is None or not isinstance(editions, list) or len(editions) != (1 if kind == "language" else 2):
        return None
    known = tuple(found for found in map(_known, editions) if found is not None)
    tag = value.get("language")
    language = normalise_tag(tag) if kind == "language" and isinstance(tag, str) and len(tag) < _LONGEST else ""
    if len(known) != len(editions) or language is None or (kind == "language" and language in ("", UNKNOWN)):
        return None
    date = value.get("date")
    return Decision(kind, known, language, date if isinstance(date, str) else "")


def _known(value: Any) -> Known | None:
    """An edition by its path, its sum or both."""
    if not isinstance(value, dict):
        return None
    path, digest = value.get("path", ""), value.get("sha256", "")
    for text in (path, digest):
        if not isinstance(text, str) or len(text) > _LONGEST or "\0" in text:
            return None
    return Known(path, digest.lower()) if path or digest else None
