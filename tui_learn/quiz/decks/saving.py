"""Questions saved as a deck; in one that is there already only what has changed.

A saved question that somebody has edited since is theirs: it stays as it is. One that nobody has touched, and that
is not among the questions any more, goes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

import regex

from tui_learn import __version__
from tui_learn.i18n import gettext as _
from tui_learn.library import Pair
from tui_learn.library.summarise import slug
from tui_learn.paths import decks_folder
from tui_learn.quiz.decks.from_exercise import NotWritable, item_of, languages_of
from tui_learn.quiz.decks.front import Deck, deck_of
from tui_learn.quiz.decks.items import DeckItem
from tui_learn.quiz.decks.marks import MADE, is_edited, marked
from tui_learn.quiz.decks.patching import DeckNotKept, change_file, lines_of, patch
from tui_learn.quiz.decks.reading import parse_items
from tui_learn.quiz.decks.to_exercise import is_exact
from tui_learn.quiz.decks.writing import write_item
from tui_learn.quiz.exercise import Exercise
from tui_learn.text import Edition
from tui_learn.text.clean import clean_line, clean_text, decode_utf8
from tui_learn.text.front_matter import split_front_matter

HASH = 12
"""Digits of a file's hash that a deck keeps."""
_PLAIN = regex.compile(r"[\p{L}\p{M}](?:[\p{L}\p{M}\p{N} ,.()/'’-]*[\p{L}\p{M}\p{N}).])?")
_ID = regex.compile(r"<!--\s*id:\s*([^;\s]+)")
_WORDS_OF_YAML = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


@dataclass(frozen=True, slots=True)
class About:
    """What a deck says of where its questions come from."""

    title: str
    article: str
    """Id of the article."""
    sources: Mapping[str, str]
    """The SHA-256 of the file in each language."""
    langs: tuple[str, ...]
    """Known first."""
    seed: int


@dataclass(frozen=True, slots=True)
class Saved:
    """What was done."""

    new: int
    changed: int
    kept: int
    """Left as they are because somebody has edited them."""
    removed: int
    unwritable: tuple[str, ...]
    """Questions that a deck has no form for, and why."""


class HasTitle(Protocol):
    """An article."""

    @property
    def id(self) -> str: ...

    def title(self, *preferred: str) -> str: ...

    def edition(self, language: str) -> Edition: ...


class NotOurs(Exception):
    """A file that would be overwritten is no deck of generated questions; the message is one clear line."""


def about_article(article: HasTitle, pair: Pair, seed: int = 0) -> About:
    """What a deck says of questions of an article. Raises ``UnreadableFile``."""
    langs = tuple(dict.fromkeys([pair.known, pair.learned]))
    sources = {language: article.edition(language).sha256 for language in langs}
    return About(article.title(pair.learned), article.id, sources, langs, seed)


def keep_in_own_deck(article: HasTitle, exercise: Exercise, pair: Pair, seed: int = 0) -> Path:
    """Put a generated question into the learner's own deck of an article, made if need be; the path of that deck.

    One that is there already stays as it is. Raises ``NotOurs``, ``NotWritable``, ``DeckNotKept`` and
    ``UnreadableFile``.
    """
    path = decks_folder() / f"{slug(article.id)}.md"
    item = marked(item_of(exercise))
    about = about_article(article, pair, seed)

    def change(raw: bytes) -> bytes:
        today = date.today()
        if not raw.strip():
            return _new([item], about, today).encode("utf-8")
        deck, found, text = _ours(path, raw, about)
        if item.id in {old.id for old in found} or item.id in _ID.findall(text):
            return raw
        front = _front_after(raw, about, deck, today, whole=False)
        return patch(raw, added=[item], front=front)

    change_file(path, change)
    return path


def save_deck(path: Path, exercises: Sequence[Exercise], about: About, *, today: date | None = None) -> Saved:
    """Save questions. Raises ``NotOurs`` and ``DeckNotKept``."""
    items, unwritable = [], []
    for exercise in exercises:
        try:
            items.append(marked(item_of(exercise)))
        except NotWritable as error:
            unwritable.append(str(error))
    langs = [*about.langs, *(lang for exercise in exercises for lang in languages_of(exercise))]
    about = replace(about, langs=tuple(dict.fromkeys(langs)))
    done = Saved(len(items), 0, 0, 0, tuple(unwritable))

    def change(raw: bytes) -> bytes:
        nonlocal done
        if not raw.strip():
            return _new(items, about, today or date.today()).encode("utf-8")
        new, done = _merged(path, raw, items, about, today or date.today())
        done = replace(done, unwritable=tuple(unwritable))
        return new

    if path.exists() and not path.is_file():
        raise NotOurs(f"{path}: " + _("this is no file; name a file for the deck"))
    change_file(path, change)
    return done


def _new(items: Sequence[DeckItem], about: About, today: date) -> str:
    front = "\n".join(["---", *front_lines(about, today), "---"])
    blocks = [front + "\n", f"# {_heading(about.title)}\n", *map(write_item, items)]
    return clean_text("\n".join(blocks))


def _heading(title: str) -> str:
    return regex.sub(r"([\\`*_\[\]<>#])", r"\\\1", clean_line(title))


def front_lines(about: About, today: date) -> list[str]:
    """The front matter of a new deck."""
    return [
        "deck: 1",
        f"title: {_yaml(about.title)}",
        f"langs: [{', '.join(_yaml(lang) for lang in dict.fromkeys(about.langs))}]",
        *([f"article: {_yaml(about.article)}"] if about.article else []),
        "origin: generated",
        *_generator(about, today),
        *_source(about.sources),
    ]


def _generator(about: About, today: date) -> list[str]:
    return ["generator:", f"  version: {__version__}", f"  seed: {about.seed}", f"  date: {today.isoformat()}"]


def _source(sources: Mapping[str, str]) -> list[str]:
    return ["source:", *(f"  {_yaml(lang)}: {sha256[:HASH]}" for lang, sha256 in sources.items())]


def _yaml(text: str) -> str:
    """A text as YAML reads it back."""
    text = clean_line(text)
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS_OF_YAML:
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _ours(path: Path, raw: bytes, about: About) -> tuple[Deck, list[DeckItem], str]:
    """A deck of generated questions of an article, its items and its text. Raises ``NotOurs``."""
    try:
        text = clean_text(decode_utf8(raw))
    except UnicodeDecodeError:
        raise NotOurs(f"{path}: " + _("there is another file of that name; choose another name")) from None
    front = split_front_matter(text)
    deck, _wrong = deck_of(path, text, front)
    if deck is None or deck.origin != "generated":
        message = _("there is another file of that name, and no deck of generated questions; choose another name")
        raise NotOurs(f"{path}: {message}")
    if _is_of_another(deck, about):
        message = _("this deck is of another article ({article}); choose another name")
        raise NotOurs(f"{path}: {message.format(article=clean_line(deck.article))}")
    found, _faults = parse_items(text, deck.langs, front.body_line)
    return deck, found, text


def _merged(path: Path, raw: bytes, items: Sequence[DeckItem], about: About, today: date) -> tuple[bytes, Saved]:
    """A deck with these questions, and what was done. Raises ``NotOurs``."""
    deck, found, text = _ours(path, raw, about)
    pairs = {item.get("pair") for item in items}
    new = {item.id: item for item in items}
    changes: dict[tuple[int, int], DeckItem | None] = {}
    damaged = [name for name in _ID.findall(text) if name in new and name not in {item.id for item in found}]
    for name in damaged:  # somebody has edited it, and not well: it must not come twice
        del new[name]
    kept = len(damaged)
    changed = removed = 0
    for old in found:
        if not is_exact(old):
            if not old.get("id") and old.kind != "pair":
                changes[old.span] = old.with_field("id", old.id)
            continue
        fresh = new.pop(old.id, None)
        if is_edited(old):
            kept += 1
        elif fresh is None and old.status == "ok" and old.get("pair") in pairs:
            changes[old.span] = None
            removed += 1
        elif fresh is not None and fresh.get(MADE) != old.get(MADE):
            changes[old.span] = fresh if old.status == "ok" else fresh.with_field("status", old.status)
            changed += 1
    lines = _front_after(raw, about, deck, today, whole=bool(changes or new))
    return patch(raw, changes, list(new.values()), front=lines), Saved(len(new), changed, kept, removed, ())


def _is_of_another(deck: Deck, about: About) -> bool:
    """Whether a deck names an article, and neither its id nor a file of it is this one's."""
    if not deck.article or deck.article == about.article:
        return False
    hashes = list(about.sources.values())
    return not any(sha256.startswith(start) for sha256 in hashes for _lang, start in deck.source)


def _front_after(raw: bytes, about: About, deck: Deck, today: date, *, whole: bool) -> list[str] | None:
    """The lines of the front matter with what is new in them; None where nothing is."""
    lines = [line.rstrip("\r\n\x85\u2028\u2029") for line in lines_of(raw)]
    closing = next(number for number, line in enumerate(lines) if number and regex.fullmatch(r"-{3,}[ \t]*", line))
    before = lines[1:closing]
    after = before
    missing = [lang for lang in about.langs if lang not in deck.langs]
    if missing:
        after = _with_block(after, "langs", [f"langs: [{', '.join(map(_yaml, [*deck.langs, *missing]))}]"])
    known = dict(deck.source)
    sources = {**known, **{lang: sha256[:HASH] for lang, sha256 in about.sources.items()}}
    if sources != known:
        after = _with_block(after, "source", _source(sources))
    if whole or deck.seed != about.seed:
        after = _with_block(after, "generator", _generator(about, today))
    return after if after != before else None


def _with_block(lines: Sequence[str], key: str, block: Sequence[str]) -> list[str]:
    """Front matter in which a key with what belongs to it is replaced, or added."""
    start = next((number for number, line in enumerate(lines) if regex.match(rf"{key}[ \t]*:", line)), None)
    if start is None:
        return [*lines, *block]
    end = start + 1
    while end < len(lines) and (lines[end].startswith((" ", "\t", "-")) or not lines[end].strip()):
        end += 1
    return [*lines[:start], *block, *lines[end:]]


__all__ = [
    "About", "DeckNotKept", "NotOurs", "NotWritable", "Saved", "about_article", "front_lines", "keep_in_own_deck",
    "save_deck",
]  # fmt: skip
