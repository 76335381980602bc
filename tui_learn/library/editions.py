"""Editions already read, kept by the hash of their bytes, so that opening an article parses nothing."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from tui_learn.cache import Cache
from tui_learn.library.summary import EditionSummary
from tui_learn.text import Block, Edition, Problem, Sentence, Span, UnreadableFile
from tui_learn.text.files import read_file
from tui_learn.text.version import READING_VERSION

_VERSION = 10 * READING_VERSION


def kept_edition(summary: EditionSummary, cache_folder: Path | None) -> Edition | None:
    """The edition a summary is of, if its file was read before and has not changed."""
    try:
        digest = hashlib.sha256(read_file(Path(summary.path))).hexdigest()
    except UnreadableFile:
        return None  # reading it will say what is wrong
    return _from_json(Cache(cache_folder, "editions", _VERSION).get(digest, summary.language), summary.path)


def edition_by_hash(summary: EditionSummary, sha256: str, cache_folder: Path | None) -> Edition | None:
    """The edition a summary was of when its file had this hash, if it was read then."""
    return _from_json(Cache(cache_folder, "editions", _VERSION).get(sha256, summary.language), summary.path)


def load_edition(summary: EditionSummary, cache_folder: Path | None, *, keep: bool = True) -> Edition:
    """The edition a summary is of, from the cache when the file's bytes are known.

    Unless it is to be kept, the cache stays as it is: it has room for the editions that are read, not for all that are
    looked at. Raises ``UnreadableFile`` when the file has gone bad since the scan.
    """
    kept = kept_edition(summary, cache_folder)
    if kept is not None:
        return kept
    from tui_learn.text import read_edition
    from tui_learn.text.edition_language import LanguageFound

    # What the scan found out, or the learner said, need not be found out again: the language model is slow to load.
    known = LanguageFound(summary.language, summary.language_from, summary.confidence, [], ())
    edition = read_edition(summary.path, known=known)
    if keep:
        Cache(cache_folder, "editions", _VERSION).put(_to_json(edition), edition.sha256, summary.language)
    return edition


def _to_json(edition: Edition) -> dict[str, Any]:
    return {
        "metadata": edition.metadata,
        "language": edition.language,
        "language_from": edition.language_from,
        "confidence": edition.confidence,
        "sha256": edition.sha256,
        "problems": [[p.severity, p.line, p.message, p.code] for p in edition.problems],
        "blocks": [
            [
                block.kind,
                block.text,
                block.line,
                block.level,
                block.marker,
                [[s.kind, s.start, s.end, s.target] for s in block.spans],
                [[s.start, s.end] for s in block.sentences],
            ]
            for block in edition.blocks
        ],
    }


def _from_json(data: Any, path: str) -> Edition | None:
    try:
        blocks = tuple(
            Block(
                number,
                kind,
                text,
                line,
                level,
                marker,
                tuple(Span(*span) for span in spans),
                tuple(
                    Sentence(number, index, start, end, _on_one_line(text[start:end]))
                    for index, (start, end) in enumerate(sentences)
                ),
            )
            for number, (kind, text, line, level, marker, spans, sentences) in enumerate(data["blocks"])
        )
        return Edition(
            path=path,
            metadata=data["metadata"],
            language=data["language"],
            language_from=data["language_from"],
            confidence=data["confidence"],
            blocks=blocks,
            sha256=data["sha256"],
            problems=tuple(Problem(severity, path, *rest) for severity, *rest in data["problems"]),
        )
    except (TypeError, KeyError, ValueError):
        return None  # nothing kept, or by another version: it is read again


def _on_one_line(text: str) -> str:
    """The same string where it is on one line already: most sentences share their letters with their block."""
    joined = " ".join(text.split())
    return text if joined == text else joined
