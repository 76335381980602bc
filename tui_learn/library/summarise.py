"""From an Edition to its summary."""

from __future__ import annotations

from pathlib import Path

from tui_learn.library.slugs import slug
from tui_learn.library.summary import EditionSummary
from tui_learn.library.traits_making import declared_of, traits_of
from tui_learn.text import Edition

__all__ = ["slug", "summarise", "traits_of"]


def summarise(edition: Edition) -> EditionSummary:
    """The summary of an edition."""
    declared = declared_of(edition)
    return EditionSummary(
        path=edition.path,
        language=edition.language,
        language_from=edition.language_from,
        confidence=edition.confidence,
        title=edition.title,
        words=edition.word_count,
        sha256=edition.sha256,
        name=_declared_name(declared) if declared else slug(edition.title, edition.language),
    )


def _declared_name(declared: str) -> str:
    """The name inside a declaration, for an article's id."""
    kind, _, rest = declared.partition(":")
    return rest if kind == "article" else slug(Path(rest).name)
