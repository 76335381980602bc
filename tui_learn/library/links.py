"""Where the links of an article lead: to a heading, to another article of the library, or out of it.

Targets are hostile text. They are compared with the paths of the files that are in the library, letter by letter:
the file system is not asked, so that no link can make the program look at anything else.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from tui_learn.library.article import Article
from tui_learn.library.library import Library
from tui_learn.text.clean import clean_line
from tui_learn.text.model import Edition

LONGEST = 500
"""Characters of a target that are looked at or shown."""
_SUFFIXES = (".md", ".markdown", ".txt")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:|//|\\\\")
"""Of an address in the net, of a mail, of a disk of Windows, of another machine."""
_OWN_ANCHOR = re.compile(r"\s*\{#([^\s{}]+)\}\s*$")


@dataclass(frozen=True, slots=True)
class Target:
    """A place in the library."""

    article: str
    """The id of the article."""
    language: str
    anchor: str
    """What names a heading of that edition; empty for its beginning."""


@dataclass(frozen=True, slots=True)
class Outside:
    """What is not in the library; to be shown, never to be opened."""

    url: str
    """On one line, without control characters, at most ``LONGEST`` characters."""
    is_missing: bool = False
    """Whether it names a text in a folder of the library, where there is none."""


def resolve(library: Library, path: str, target: str) -> Target | Outside:
    """Where a link in the edition with this path leads."""
    shown = clean_line(target)[:LONGEST]
    files = _Files(library.articles)
    here = files.at(path)
    if here is None or not shown or _SCHEME.match(shown):
        return Outside(shown)
    written, _hash, anchor = shown.partition("#")
    written = written.partition("?")[0]
    place, anchor = _decoded(written), _decoded(anchor)
    article, language = here
    if not written:
        return Target(article.id, language, anchor)
    if not place:
        return Outside(shown)  # nothing but what cannot be in a name
    for wanted in _candidates(library, path, place, language):
        found = files.at(wanted)
        if found is not None:
            return Target(found[0].id, found[1], anchor)
    suffix = os.path.splitext(place.replace("\\", "/"))[1].lower()
    is_text = not suffix or suffix in _SUFFIXES
    return Outside(shown, is_text and any(_is_inside(library, w) for w in _candidates(library, path, place, language)))


def _is_inside(library: Library, path: str) -> bool:
    """Whether a path is one in a folder of the library, be there anything or not."""
    folders = (_key(os.fspath(folder)).rstrip(os.sep) + os.sep for folder in library.folders)
    return any(_key(path).startswith(folder) for folder in folders)


def _decoded(text: str) -> str:
    return clean_line(unquote(text, errors="replace"))


def _candidates(library: Library, path: str, place: str, language: str) -> Iterator[str]:
    """The paths a target may mean, as written and without what authors leave out, the likeliest first."""
    place = place.replace("\\", "/")
    if _SCHEME.match(place):
        return  # what was hidden behind percent signs
    base = os.path.dirname(os.path.abspath(path))
    bases = [os.path.abspath(folder) for folder in library.folders] if place.startswith("/") else [base]
    for folder in bases:
        full = os.path.normpath(os.path.join(folder, *(part for part in place.split("/") if part)))
        yield full
        stem, dot, suffix = full.rpartition(".")
        if dot and "." + suffix.lower() in _SUFFIXES:
            yield f"{stem}.{language}.{suffix}"  # as sites in several languages write it
            continue
        for known in _SUFFIXES:
            yield full + known
            yield f"{full}.{language}{known}"


def _key(path: str) -> str:
    return os.path.normcase(unicodedata.normalize("NFC", os.path.abspath(path)))


class _Files:
    """The article and the language of every file of the library, by its path."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._exact: dict[str, tuple[Article, str]] = {}
        self._alike: dict[str, list[tuple[Article, str]]] = {}
        for article in articles:
            for edition in article.editions:
                key, found = _key(edition.path), (article, edition.language)
                self._exact[key] = found
                self._alike.setdefault(key.casefold(), []).append(found)

    def at(self, path: str) -> tuple[Article, str] | None:
        """None for any other path.

        Where no name is spelt just so, the one that differs in upper and lower case alone will do, as on many disks.
        """
        key = _key(path)
        alike = self._alike.get(key.casefold(), [])
        return self._exact.get(key) or (alike[0] if len(alike) == 1 else None)


# --- headings


def slug(text: str) -> str:
    """The anchor of a heading, as GitHub makes it: lower case, letters, digits, hyphens, underscores."""
    kept = (c for c in text.strip().lower() if c in " -_" or unicodedata.category(c)[0] in "LMN")
    return unicodedata.normalize("NFC", "".join(kept).replace(" ", "-"))


def heading_at(edition: Edition, anchor: str) -> int | None:
    """The number of the heading an anchor names; of several alike ``name-1`` is the second. None where none is."""
    wanted = unicodedata.normalize("NFC", anchor).casefold()
    if not wanted:
        return None
    taken: dict[str, int] = {}
    used: set[str] = set()
    for block in edition.blocks:
        if block.kind != "heading":
            continue
        own = _OWN_ANCHOR.search(block.text)
        if own is not None and own[1].casefold() == wanted:
            return block.number
        name = base = slug(clean_line(block.text)).casefold()
        while name in used:
            taken[base] = taken.get(base, 0) + 1
            name = f"{base}-{taken[base]}"
        used.add(name)
        if name == wanted:
            return block.number
    return None
