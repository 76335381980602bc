"""The front matter of decks: which article a deck is about, and what it forbids to ask.

A deck belongs to an article when it names the article's id, or the beginning of the SHA-256 of one of its
files under ``source:``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from tui_learn.i18n import gettext as _
from tui_learn.quiz.exclusions import Exclusions
from tui_learn.text.clean import clean_text, decode_utf8, line_of_byte
from tui_learn.text.files import read_file
from tui_learn.text.front_matter import split_front_matter
from tui_learn.text.languages import normalise_tag
from tui_learn.text.problems import Problem, UnreadableFile

VERSION = "1"
MIN_HASH = 12
"""Hexadecimal digits of a hash that name a file."""


class HasHashes(Protocol):
    """An article: its id and the hashes of its files."""

    @property
    def id(self) -> str: ...

    @property
    def editions(self) -> tuple[Any, ...]: ...


@dataclass(frozen=True, slots=True)
class Deck:
    """What the front matter of a deck says."""

    path: str
    title: str
    langs: tuple[str, ...]
    """BCP 47 tags."""
    article: str
    """Id of its article, or empty."""
    source: tuple[tuple[str, str], ...]
    """(language, beginning of the file's SHA-256)."""
    exclude: tuple[str, ...]

    def is_about(self, article: HasHashes) -> bool:
        """Whether it belongs to an article."""
        if self.article and self.article == article.id:
            return True
        return any(edition.sha256.startswith(start) for edition in article.editions for _language, start in self.source)


def read_deck(path: Path) -> tuple[Deck | None, list[Problem]]:
    """A deck, or None when it is none; and what is wrong with it, each with its line."""
    name = str(path)
    raw = b""
    try:
        raw = read_file(path)
        text = clean_text(decode_utf8(raw))
    except UnicodeDecodeError as error:
        message = _("this is not UTF-8 text; save the file as UTF-8 in an editor and try again")
        return None, [Problem("error", name, line_of_byte(raw, error.start), message)]
    except UnreadableFile as bad:
        return None, [bad.problem]
    front = split_front_matter(text)
    problems = [Problem("error", name, line, message) for line, message in front.complaints]
    metadata = front.metadata
    version = str(metadata.get("deck", "")).strip()
    if version != VERSION:
        message = _('a deck begins with "deck: 1" in its front matter; this one says "{version}"')
        message = message.format(version=version)
        return None, [*problems, Problem("error", name, 1, message)]

    def line_of(word: str) -> int:
        for number, line in enumerate(text.split("\n"), start=1):
            if word in line:
                return number
        return 1

    langs = []
    for tag in _as_list(metadata.get("langs")):
        normal = normalise_tag(tag)
        if normal is None:
            message = _('"{tag}" is not a language tag; write one such as fi, nb or pt-BR').format(tag=tag)
            problems.append(Problem("error", name, line_of(tag), message))
        else:
            langs.append(normal)
    exclude = []
    for entry in _as_list(metadata.get("exclude")):
        try:
            Exclusions([entry])
        except ValueError:
            message = _('"{entry}" is neither a segment (sv/b6s1) nor a word (sv:ord)').format(entry=entry)
            problems.append(Problem("error", name, line_of(entry), message))
        else:
            exclude.append(entry)
    source = metadata.get("source")
    hashes = []
    if isinstance(source, dict):
        for tag, start in source.items():
            if isinstance(start, str) and len(start) >= MIN_HASH:
                hashes.append((str(tag), start.lower()))
    deck = Deck(
        path=name,
        title=str(metadata.get("title", path.stem)),
        langs=tuple(langs),
        article=str(metadata.get("article", "")).strip(),
        source=tuple(hashes),
        exclude=tuple(exclude),
    )
    return deck, problems


def _as_list(value: Any) -> list[str]:
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    if isinstance(value, list):
        return [str(part).strip() for part in value if str(part).strip()]
    return []


def excluded_for(article: HasHashes, folders: Iterable[Path]) -> tuple[list[str], list[Problem]]:
    """Everything the decks in these folders forbid for an article, and what is wrong with those decks."""
    entries: list[str] = []
    problems: list[Problem] = []
    for folder in folders:
        if not folder.is_dir():
            continue
        for path in sorted(folder.glob("*.md")):
            deck, wrong = read_deck(path)
            problems += wrong
            if deck is not None and deck.is_about(article):
                entries += deck.exclude
    return entries, problems
