"""What the learner has said of the library, as a file a person can read and mend.

``{"format": "tui-learn library", "version": 1, "decisions": [{"kind": "together", "date": "2026-11-22T08:00:00Z",
"editions": [{"path": "/texts/a.md", "sha256": "..."}, {...}]}, {"kind": "language", "language": "nb", ...}]}``."""

from __future__ import annotations

from typing import Any

from tui_learn import entry_file
from tui_learn.library.said import KINDS, Decision, Kind, Known
from tui_learn.text.languages import UNKNOWN, normalise_tag

FORMAT = "tui-learn library"
_LONGEST = 10_000
"""Characters of a path or another value."""


Entry = entry_file.Entry[Decision]
Document = entry_file.Document[Decision]


def parse(raw: bytes) -> Document:
    """The decisions in a file. Raises ``Damaged``."""
    return _FORM.parse(raw)


def written(document: Document) -> str:
    """The file of a document. Raises ``Damaged``."""
    return _FORM.written(document)


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


_FORM = entry_file.Form(FORMAT, "decisions", _decision)
