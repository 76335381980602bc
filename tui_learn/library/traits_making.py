"""From an edition to its traits: what its translations would share with it."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

import regex

from tui_learn.library.numerals import numbers_in
from tui_learn.library.slugs import slug
from tui_learn.library.traits import Traits
from tui_learn.text import Block, Edition
from tui_learn.text.languages import normalise_tag
from tui_learn.text.naming import claim_for, language_of_name

MAX_ANCHORS = 2000
SKETCH = 32
"""Sentences whose sums are kept: the smallest, so that editions with the same sentences keep the same ones."""
_MIN_SENTENCE = 12
"""Characters of a sentence that is more than a word or two."""

_LANGUAGE_PART = regex.compile(r"(?<=^|/)[a-z]{2}(?:-[a-z]{2,4})?(?=/)")
_LANGUAGE_HOST = regex.compile(r"^[a-z]{2,3}(?:-[a-z]{2,8})?\.(?=[^/.]+\.)")
_LANGUAGE_QUERY = regex.compile(r"(?<=[?&])(?:lang|language|hl|locale)=[^&#]*&?")
_LANGUAGE_ENDING = regex.compile(r"[./_-][a-z]{2}(?:[-_][a-z]{2,4})?\.(md|html?)$")
# Not between other letters with case; letters of scripts without it may stand around: 使用API的.
_ACRONYM = regex.compile(r"(?<![\p{Lu}\p{Ll}\p{M}\p{N}])(?=[0-9]*[A-Z])[A-Z0-9]{2,7}(?![\p{Lu}\p{Ll}\p{M}\p{N}])")
_NAVIGATION = 0.6
"""Share of the letters of a block that are in links, from which it is for finding other pages."""
_LETTERS = regex.compile(r"\p{L}")
_SHAPES = {"paragraph": "p", "item": "i", "quote": "q", "code": "c", "row": "r"}


def traits_of(edition: Edition) -> Traits:
    """What grouping compares of an edition."""
    return Traits(
        path=edition.path,
        language=edition.language,
        sha256=edition.sha256,
        declared=declared_of(edition),
        heading=next((block.text for block in edition.blocks if block.kind == "heading" and block.level == 1), ""),
        anchors=tuple(sorted(_anchors(edition))[:MAX_ANCHORS]),
        shape="".join(str(b.level) if b.kind == "heading" else _SHAPES[b.kind] for b in edition.blocks),
        lengths=tuple(len(block.text) for block in edition.blocks),
        ranking=edition.ranking,
        sketch=_sketch(edition),
    )


def declared_of(edition: Edition) -> str:
    """What an edition says it belongs to, by its key ``article:`` or by where it lies, or empty."""
    key = edition.metadata.get("article")
    if isinstance(key, str) and key.strip():
        return "article:" + slug(key)
    # Absolute: the folder may be named otherwise when another edition of the article was read.
    path = Path(os.path.abspath(edition.path))
    claim = claim_for(path, edition.language)
    if claim is not None:
        # Without the place of the language: what lies above its folder is there in the one that went without saying.
        return "name:" + os.sep.join(part for part in claim.without.split(os.sep) if part != "*")
    language = language_of_name(path)
    return "" if language is None else _layout(path, language)


def _layout(path: Path, language: str) -> str:
    """Where a file lies, but for its language."""
    base = _without_language(path.name.rpartition(".")[0], language)
    if base:
        return "name:" + str(path.parent / base)
    for folder in path.parents:
        base = "" if normalise_tag(folder.name) == language else _without_language(folder.name, language)
        if base or normalise_tag(folder.name) == language:
            inside = path.relative_to(folder).with_suffix("")
            return "name:" + str(folder.parent / base / inside)
    return ""


def _without_language(name: str, language: str) -> str:
    """A name without the tag at its end; empty where none stands there."""
    for found in regex.finditer(r"[._-]", name):
        if found.start() and normalise_tag(name[found.end() :]) == language:
            return name[: found.start()]
    return ""


def _target(address: str) -> str:
    """A link target without what changes between languages and hosts."""
    bare = regex.sub(r"^(?:https?:)?//(www\.)?", "", address.strip()).lower()
    bare = _LANGUAGE_QUERY.sub("", bare).rstrip("/.,;?&")
    if bare != address.strip().lower():
        bare = _LANGUAGE_HOST.sub("*.", bare)
    bare = _LANGUAGE_PART.sub("*", bare)
    return _LANGUAGE_ENDING.sub(r".\1", bare)


def _anchors(edition: Edition) -> set[str]:
    found: set[str] = set()
    keywords = edition.metadata.get("keywords")
    if isinstance(keywords, str):
        keywords = keywords.split(",")
    if isinstance(keywords, list):
        found.update(f"k:{str(word).strip().lower()}" for word in keywords if str(word).strip())
    for block in edition.blocks:
        of_block = _anchors_of(block)
        found |= {f"s:{anchor}" for anchor in of_block} if _is_navigation(block) else of_block
    return found


def _anchors_of(block: Block) -> set[str]:
    if block.kind == "code":
        return {f"c:{line.strip()}" for line in block.text.split("\n") if len(line.strip()) > 3}
    found: set[str] = set()
    for span in block.spans:
        if span.kind in ("link", "image") and span.target and not span.target.startswith("#"):
            found.add(f"u:{_target(span.target)}")
        elif span.kind == "code":
            found.add(f"c:{block.text[span.start : span.end].strip()}")
    found.update(f"n:{number}" for number in numbers_in(block.text))
    if not (block.text.isupper() and " " in block.text):  # what is shouted is words, not acronyms
        found.update(f"a:{acronym}" for acronym in _ACRONYM.findall(block.text))
    return found


def _is_navigation(block: Block) -> bool:
    """Whether a block is hardly more than links: every page of a site has the same, whatever it is about.

    The density of links tells what is not content (Kohlschütter, Fankhauser and Nejdl 2010).
    """
    links = [span for span in block.spans if span.kind == "link"]
    if not links or (len(links) == 1 and block.kind != "item"):
        return False
    letters = len(_LETTERS.findall(block.text))
    linked = sum(len(_LETTERS.findall(block.text[span.start : span.end])) for span in links)
    return linked >= (_NAVIGATION if len(links) > 1 else 1.0) * letters


def _sketch(edition: Edition) -> tuple[int, ...]:
    """Sums of sentences, the smallest of all (Broder 1997): what two texts of one language have in common."""
    sums = {
        zlib.crc32(sentence.text.encode("utf-8", "surrogatepass"))
        for sentence in edition.sentences
        if len(sentence.text) >= _MIN_SENTENCE and edition.is_prose(sentence)
    }
    return tuple(sorted(sums)[:SKETCH])
