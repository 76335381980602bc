"""Where the items of a deck are: headings of the second level that stand neither in a comment nor in code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

import regex

from tui_learn.i18n import gettext as _

PartKind = Literal["heading", "comment", "code", "line"]
ITEM = regex.compile(r" {0,3}##(?!#)[ \t]*(.*)")
_HEADING = regex.compile(r" {0,3}##?(?:[ \t]|$)")
_FENCE = regex.compile(r" {0,3}(?P<sign>`{3,}|~{3,})(?P<info>[^`]*)")
_COMMENT = regex.compile(r" {0,3}<!--")
_WITH_FIELDS = regex.compile(r" {0,3}<!--\s*[\p{L}\p{N}_./-]+:(?:\s|$)")
_CLOSING_HASHES = regex.compile(r"(?:^|\s)#+\s*$")


@dataclass(frozen=True, slots=True)
class Part:
    """Some lines that belong together."""

    kind: PartKind
    start: int
    """Its first line, from 0."""
    end: int
    """The line after its last."""


@dataclass(frozen=True, slots=True)
class Source:
    """The lines of an item."""

    heading: str
    """What its heading says."""
    start: int
    """The line of the heading, from 0."""
    end: int
    """The line after its last that is not empty."""
    parts: tuple[Part, ...]
    """What follows the heading."""


@dataclass(slots=True)
class Scan:
    """What was found in a file."""

    items: list[Source] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)
    """(line, from 0, and what is wrong with it)."""


def scan(lines: Sequence[str], first: int = 0) -> Scan:
    """The items in these lines from ``first`` on."""
    found = Scan()
    start: int | None = None
    collected: list[Part] = []

    def close() -> None:
        if start is None:
            return
        while collected and not lines[collected[-1].start].strip():
            collected.pop()
        end = collected[-1].end if collected else start + 1
        match = ITEM.match(lines[start])
        assert match is not None
        heading = _CLOSING_HASHES.sub("", match[1]).strip()
        found.items.append(Source(heading, start, end, tuple(collected)))

    for part in _parts(lines, first, found.faults):
        if part.kind == "heading":
            close()
            start = part.start if ITEM.match(lines[part.start]) else None
            collected = []
        else:
            collected.append(part)
    close()
    return found


def _parts(lines: Sequence[str], first: int, faults: list[tuple[int, str]]) -> Iterator[Part]:
    number = first
    last_close = max((n for n in range(first, len(lines)) if "-->" in lines[n]), default=-1)
    unclosed: dict[str, int] = {}
    while number < len(lines):
        line = lines[number]
        end = None
        kind: PartKind = "line"
        if _HEADING.match(line):
            kind = "heading"
        elif _COMMENT.match(line):
            end = _comment_end(lines, number) if number <= last_close else None
            kind = "comment" if end is not None else "line"
            if end is None:
                faults.append((number, _('the comment is not closed; write "-->" at its end')))
        elif match := _FENCE.fullmatch(line):
            end = _fence_end(lines, number, match["sign"], unclosed)
            kind = "code" if end is not None else "line"
            if end is None:
                message = _('the code is not closed; write "{sign}" on a line of its own after it')
                faults.append((number, message.format(sign=match["sign"])))
        end = number + 1 if end is None else end
        yield Part(kind, number, end)
        number = end


def _comment_end(lines: Sequence[str], start: int) -> int | None:
    """The line after a comment; None where it has no end.

    That of an item which forgot its end does not take the next item with it.
    """
    fields = _WITH_FIELDS.match(lines[start]) is not None
    at = lines[start].index("<!--") + 4
    for number in range(start, len(lines)):
        if "-->" in lines[number][at if number == start else 0 :]:
            return number + 1
        if fields and number > start and _HEADING.match(lines[number]):
            return None
    return None


def _fence_end(lines: Sequence[str], start: int, sign: str, unclosed: dict[str, int]) -> int | None:
    if len(sign) >= unclosed.get(sign[0], 1 << 30):
        return None
    for number in range(start + 1, len(lines)):
        line = lines[number].strip()
        if len(line) >= len(sign) and line == sign[0] * len(line) and not lines[number].startswith("    "):
            return number + 1
    unclosed[sign[0]] = len(sign)
    return None
