"""Which words of the seeds answer each other, in data/seed_words.txt, written by hand from reading alone.

A segment is a paragraph: ``# b2s0``, a line of numbered words a language, then a line a group,
``sign lang:word+word ... | what it means in English``. Signs:

- ``=`` true translations of one another, right to teach; between dictionary forms of one part of speech
- ``~`` loosely the same: right to highlight, not to teach
- ``x`` stands in that place but is a wrong or misleading translation: never to be taught

``f`` after the sign: function words; ``i``: the same name or acronym in all of them. A pair of words in several groups
is what the first of ``=``, ``~``, ``x`` says. Groups of phrases may hold groups of their parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from tui_learn.text import read_edition

PATH = Path(__file__).parent / "data" / "seed_words.txt"
SEEDS = Path(__file__).parents[2] / "seeds"
LANGUAGES = ("fi", "sv", "nb", "tr", "pl")

Sign = Literal["=", "~", "x"]
_SIGNS: dict[str, Sign] = {"=": "=", "~": "~", "x": "x"}
_GROUP = re.compile(r"([=~x])([fi]?) ([^|]*[^| ]) +\| (\S.*)")


@dataclass(frozen=True)
class GoldGroup:
    """Words of several languages that say one thing."""

    sign: Sign
    function: bool
    identical: bool
    tokens: dict[str, tuple[int, ...]]
    gloss: str


@dataclass(frozen=True)
class GoldSegment:
    """One sentence or heading in all languages."""

    id: str
    tokens: dict[str, list[str]] = field(default_factory=dict)
    groups: list[GoldGroup] = field(default_factory=list)


@cache
def seed_words() -> Mapping[str, Mapping[str, list[str]]]:
    """The program's words of each sentence of the seeds in each language, hyphenated words taken apart."""
    found: dict[str, dict[str, list[str]]] = {}
    for path in sorted(SEEDS.glob("*.txt")):
        edition = read_edition(path)
        for sentence in edition.sentences:
            words = [part for token in edition.tokens(sentence) for part in token.parts]
            found.setdefault(sentence.id, {})[edition.language] = words
    return found


def read_gold(path: Path = PATH) -> list[GoldSegment]:
    """All segments of the file; ValueError with the line number where it is malformed."""
    return list(_parse(path.read_text(encoding="utf-8").splitlines()))


def _parse(lines: Iterable[str]) -> Iterable[GoldSegment]:
    segment: GoldSegment | None = None
    seen: set[str] = set()
    for number, line in enumerate(lines, 1):
        try:
            if not line.strip():
                if segment is not None:
                    yield _whole(segment)
                segment = None
            elif line.startswith("# "):
                if segment is not None:
                    raise ValueError("a segment begins before an empty line")
                segment = GoldSegment(line[2:].strip())
                if segment.id not in seed_words() or segment.id in seen:
                    raise ValueError(f"no such segment, or a second time: {segment.id}")
                seen.add(segment.id)
            elif segment is None:
                raise ValueError("a line outside a segment")
            elif line[0] in _SIGNS:
                segment.groups.append(_group(line, _whole(segment)))
            else:
                _add_words(line, segment)
        except ValueError as error:
            raise ValueError(f"line {number}: {error}") from None
    if segment is not None:
        yield _whole(segment)


def _whole(segment: GoldSegment) -> GoldSegment:
    missing = [language for language in LANGUAGES if language not in segment.tokens]
    if missing:
        raise ValueError(f"{segment.id} has no words in {', '.join(missing)}")
    return segment


def _known(language: str) -> str:
    if language not in LANGUAGES:
        raise ValueError(f"unknown language: {language}")
    return language


def _add_words(line: str, segment: GoldSegment) -> None:
    name, *items = line.split()
    language = _known(name)
    if language in segment.tokens:
        raise ValueError(f"{language} a second time")
    words = seed_words()[segment.id][language]
    for place, item in enumerate(items):
        number, colon, text = item.partition(":")
        if not colon or number != str(place):
            raise ValueError(f"{item} where word {place} is expected")
        if place >= len(words) or text != words[place]:
            raise ValueError(f"{item}, but the edition has {words[place : place + 1]}")
    if len(items) != len(words):
        raise ValueError(f"{len(items)} words, but the edition has {len(words)}")
    segment.tokens[language] = words


def _group(line: str, segment: GoldSegment) -> GoldGroup:
    match = _GROUP.fullmatch(line)
    if match is None:
        raise ValueError(f"not a group: {line}")
    sign, kind, members, gloss = match.groups()
    tokens: dict[str, tuple[int, ...]] = {}
    for member in members.split():
        name, _, numbers = member.partition(":")
        language = _known(name)
        if language in tokens:
            raise ValueError(f"{language} a second time")
        if not re.fullmatch(r"[0-9]+(\+[0-9]+)*", numbers):
            raise ValueError(f"not words: {member}")
        places = tuple(map(int, numbers.split("+")))
        if max(places) >= len(segment.tokens[language]):
            raise ValueError(f"no such word: {member}")
        if list(places) != sorted(set(places)):
            raise ValueError(f"words out of order: {member}")
        tokens[language] = places
    return GoldGroup(_SIGNS[sign], kind == "f", kind == "i", tokens, gloss.strip())
