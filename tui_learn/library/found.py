"""What a file turned out to be when it was read, as plain values that go through JSON."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from tui_learn.library.deck_files import SUFFIXES as DECK_SUFFIXES
from tui_learn.library.deck_files import DeckFile, is_deck
from tui_learn.library.summary import EditionSummary
from tui_learn.library.traits import Traits
from tui_learn.plain_values import values_of
from tui_learn.text.problems import Problem, UnreadableFile


@dataclass(frozen=True, slots=True)
class Read:
    """A file that is an edition."""

    summary: EditionSummary
    problems: tuple[Problem, ...]
    traits: Traits
    body: str
    """Its words as they are looked for (``search_text``)."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not be read this time, though its bytes may be all right: the next scan tries again."""

    problem: Problem


Found: TypeAlias = Read | DeckFile | Problem | Unread


def found_in(path: Path) -> Found:
    """What a file is; it is read for that."""
    from tui_learn.library.search_text import body_of
    from tui_learn.library.summarise import summarise, traits_of
    from tui_learn.text.files import MAX_BYTES, read_file
    from tui_learn.text.reading import edition_from_bytes

    try:
        raw = read_file(path)
    except UnreadableFile as error:
        return error.problem if _size_of(path) > MAX_BYTES else Unread(error.problem)
    try:
        if path.suffix.lower() in DECK_SUFFIXES and is_deck(raw):
            return DeckFile(str(path))
        edition = edition_from_bytes(raw, path)
    except UnreadableFile as error:
        return error.problem
    return Read(summarise(edition), edition.problems, traits_of(edition), body_of(edition))


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0


def found_to_json(found: Found) -> dict[str, Any]:
    """For another process."""
    if isinstance(found, Read):
        return {
            "summary": found.summary.to_json(),
            "problems": [values_of(problem) for problem in found.problems],
            "traits": found.traits.to_json(),
            "body": found.body,
        }
    if isinstance(found, Unread):
        return {"unread": values_of(found.problem)}
    return {"deck": found.path} if isinstance(found, DeckFile) else {"problem": values_of(found)}


def found_from_json(data: dict[str, Any]) -> Found:
    """Inverse of ``found_to_json``. Raises ``KeyError``, ``TypeError`` or ``ValueError`` for anything else."""
    if "deck" in data:
        return DeckFile(data["deck"])
    if "problem" in data:
        return Problem(*data["problem"])
    if "unread" in data:
        return Unread(Problem(*data["unread"]))
    summary = EditionSummary.from_json(data["summary"])
    problems = tuple(Problem(*problem) for problem in data["problems"])
    traits = Traits.from_json(summary.path, summary.language, summary.sha256, data["traits"])
    return Read(summary, problems, traits, data["body"])
