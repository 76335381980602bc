"""From an Edition to its summary."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import regex

from tui_learn.library.summary import EditionSummary
from tui_learn.text import Edition
from tui_learn.text.fold import lower
from tui_learn.text.languages import UNKNOWN
from tui_learn.text.reading import language_of_name

_LANGUAGE_PART = regex.compile(r"(?<=^|/)[a-z]{2}(?:-[a-z]{2,4})?(?=/)")
_NUMBER = regex.compile(r"\p{Nd}[\p{Nd}.,]*\p{Nd}")
_ACRONYM = regex.compile(r"(?<![\p{L}\p{N}])(?=\p{N}*\p{Lu})[\p{Lu}\p{N}]{2,8}(?![\p{Ll}\p{N}])")
_SHAPES = {"paragraph": "p", "item": "i", "quote": "q", "code": "c", "row": "r"}
MAX_ANCHORS = 2000


def summarise(edition: Edition) -> EditionSummary:
    """The summary of an edition."""
    declared = _declared(edition)
    heading = next((block.text for block in edition.blocks if block.kind == "heading" and block.level == 1), "")
    return EditionSummary(
        path=edition.path,
        language=edition.language,
        language_from=edition.language_from,
        confidence=edition.confidence,
        title=edition.title,
        words=edition.word_count,
        sha256=edition.sha256,
        name=_declared_name(declared) if declared else slug(edition.title, edition.language),
        declared=declared,
        heading=heading,
        anchors=tuple(sorted(_anchors(edition))[:MAX_ANCHORS]),
        shape="".join(str(b.level) if b.kind == "heading" else _SHAPES[b.kind] for b in edition.blocks),
        lengths=tuple(len(block.text) for block in edition.blocks),
        problems=edition.problems,
    )


def slug(text: str, language: str = UNKNOWN) -> str:
    """Letters and digits of a title, joined by hyphens, for an article's id."""
    plain = lower(unicodedata.normalize("NFKC", text), language)
    return "-".join(regex.findall(r"[\p{L}\p{M}\p{N}]+", plain))[:60].strip("-") or "article"


def _declared(edition: Edition) -> str:
    key = edition.metadata.get("article")
    if isinstance(key, str) and key.strip():
        return "article:" + slug(key)
    # Absolute: the folder may be named otherwise when another edition of the article was read.
    path = Path(os.path.abspath(edition.path))
    if language_of_name(path) is None:
        return ""
    parts = path.name.split(".")
    if len(parts) >= 3 and language_of_name(Path(path.name)) is not None:
        return "name:" + str(path.parent / ".".join(parts[:-2]))
    return "folder:" + str(path.parent.parent / path.stem)


def _declared_name(declared: str) -> str:
    """The name inside a declaration, for an article's id."""
    kind, _, rest = declared.partition(":")
    return rest if kind == "article" else slug(Path(rest).name)


def _target(address: str) -> str:
    """A link target without what changes between languages and hosts."""
    bare = regex.sub(r"^https?://(www\.)?", "", address.strip()).rstrip("/.,;").lower()
    bare = _LANGUAGE_PART.sub("*", bare)
    return regex.sub(r"[./-][a-z]{2}(?:-[a-z]{2,4})?\.(md|html?)$", r".\1", bare)


def _anchors(edition: Edition) -> set[str]:
    found: set[str] = set()
    keywords = edition.metadata.get("keywords")
    if isinstance(keywords, str):
        keywords = keywords.split(",")
    if isinstance(keywords, list):
        found.update(f"k:{str(word).strip().lower()}" for word in keywords if str(word).strip())
    for block in edition.blocks:
        if block.kind == "code":
            found.update(f"c:{line.strip()}" for line in block.text.split("\n") if len(line.strip()) > 3)
            continue
        for span in block.spans:
            if span.kind in ("link", "image") and span.target and not span.target.startswith("#"):
                found.add(f"u:{_target(span.target)}")
            elif span.kind == "code":
                found.add(f"c:{block.text[span.start : span.end].strip()}")
        found.update(f"n:{regex.sub('[.,]', '', number)}" for number in _NUMBER.findall(block.text))
        found.update(f"a:{acronym}" for acronym in _ACRONYM.findall(block.text))
    return found
