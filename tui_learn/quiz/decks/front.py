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
from tui_learn.library.summarise import slug
from tui_learn.quiz.decks.folders import deck_files
from tui_learn.quiz.exclusions import Exclusions
from tui_learn.text.clean import clean_line, clean_text, decode_utf8, line_of_byte
from tui_learn.text.files import read_file
from tui_learn.text.front_matter import FrontMatter, split_front_matter
from tui_learn.text.languages import normalise_tag
from tui_learn.text.problems import Problem, UnreadableFile

VERSION = "1"
MIN_HASH = 12
"""Hexadecimal digits of a hash that name a file."""
ORIGINS = ("curated", "generated")


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
    name: str = ""
    """What its questions are remembered by, wherever the file lies: its ``id``, else made from its title."""
    origin: str = ""
    """``curated`` or ``generated``; empty where the deck does not say."""
    seed: int = 0
    """The seed of the generator."""

    def is_about(self, article: HasHashes) -> bool:
        """Whether it belongs to an article."""
        if self.article and self.article == article.id:
            return True
        return any(edition.sha256.startswith(start) for edition in article.editions for _language, start in self.source)


def read_deck(path: Path) -> tuple[Deck | None, list[Problem]]:
    """A deck, or None when it is none; and what is wrong with it, each with its line."""
    try:
        text = read_text(path)
    except UnreadableFile as bad:
        return None, [bad.problem]
    return deck_of(path, text, split_front_matter(text))


def read_text(path: Path) -> str:
    """The cleaned text of a file. Raises ``UnreadableFile``."""
    raw = read_file(path)
    try:
        return clean_text(decode_utf8(raw))
    except UnicodeDecodeError as error:
        message = _("this is not UTF-8 text; save the file as UTF-8 in an editor and try again")
        raise UnreadableFile(Problem("error", str(path), line_of_byte(raw, error.start), message)) from None


def deck_of(path: Path, text: str, front: FrontMatter) -> tuple[Deck | None, list[Problem]]:
    """What the front matter of a text says, or None where it is no deck; and what is wrong with it."""
    name = str(path)
    problems = [Problem("error", name, line, message) for line, message in front.complaints]
    metadata = front.metadata
    version = str(metadata.get("deck", "")).strip()
    if version != VERSION:
        message = _('this is no deck: a deck has "deck: 1" in its front matter, between two lines of "---"')
        if version:
            message = _('this deck is of version "{version}"; write "deck: 1", or get a newer program')
        message = message.format(version=clean_line(version)[:20])
        return None, [*problems, Problem("error", name, 1, message)]
    lines = text.split("\n")[: front.body_line]

    def line_of(word: str) -> int:
        return next((number for number, line in enumerate(lines, start=1) if word in line), 1)

    def wrong(word: str, message: str) -> None:
        problems.append(Problem("error", name, line_of(word), message))

    langs = []
    for tag in _as_list(metadata.get("langs")):
        normal = normalise_tag(tag)
        if normal is None:
            wrong(tag, _('"{tag}" is not a language tag; write one such as fi, nb or pt-BR').format(tag=tag))
        else:
            langs.append(normal)
    exclude = []
    for entry in _as_list(metadata.get("exclude")):
        try:
            Exclusions([entry])
        except ValueError:
            message = _('"{entry}" is neither a segment (sv/b6s1) nor a word (sv:ord)').format(entry=entry)
            wrong(entry, message)
        else:
            exclude.append(entry)
    origin = str(metadata.get("origin", "")).strip()
    if origin and origin not in ORIGINS:
        wrong("origin", _('the origin is "curated" or "generated", not "{origin}"').format(origin=clean_line(origin)))
        origin = ""
    title = clean_line(str(metadata.get("title", ""))) or path.stem
    deck = Deck(
        path=name,
        title=title,
        langs=tuple(dict.fromkeys(langs)),
        article=str(metadata.get("article", "")).strip(),
        source=_hashes(metadata.get("source")),
        exclude=tuple(exclude),
        name=slug(str(metadata.get("id", "")).strip() or title),
        origin=origin,
        seed=_seed(metadata.get("generator")),
    )
    return deck, problems


def _hashes(source: Any) -> tuple[tuple[str, str], ...]:
    if not isinstance(source, dict):
        return ()
    return tuple(
        (str(tag), start.lower()) for tag, start in source.items() if isinstance(start, str) and len(start) >= MIN_HASH
    )


def _seed(generator: Any) -> int:
    seed = generator.get("seed", "") if isinstance(generator, dict) else ""
    return int(seed) if isinstance(seed, str) and seed.lstrip("-").isascii() and seed.lstrip("-").isdigit() else 0


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
    for path in deck_files(folders):
        deck, wrong = read_deck(path)
        problems += wrong
        if deck is not None and deck.is_about(article):
            entries += deck.exclude
    return entries, problems
