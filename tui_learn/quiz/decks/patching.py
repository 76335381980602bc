"""Changing items of a deck: only their own lines, byte for byte the same everywhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import regex

from tui_learn.i18n import gettext as _
from tui_learn.own_files import locked, replace_file
from tui_learn.paths import cache_folder
from tui_learn.quiz.decks.items import DeckItem
from tui_learn.quiz.decks.writing import write_item

BOM = b"\xef\xbb\xbf"
_LINE = regex.compile("[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029])|[^\r\n\x85\u2028\u2029]+")
_DASHES = regex.compile(r"(?:\ufeff)?-{3,}[ \t]*")


class DeckNotKept(Exception):
    """A deck could not be changed; the message is one clear line."""


def lines_of(raw: bytes) -> list[str]:
    """The lines of a file with their ends, as many as its cleaned text has. Raises ``UnicodeDecodeError``."""
    return [match[0] for match in _LINE.finditer(raw.removeprefix(BOM).decode("utf-8"))]


def line_end(lines: Sequence[str]) -> str:
    """The line end of a file: that of most of its lines."""
    windows = sum(line.endswith("\r\n") for line in lines)
    return "\r\n" if 2 * windows > len(lines) else "\n"


def patch(
    raw: bytes,
    changed: Mapping[tuple[int, int], DeckItem | None] | None = None,
    added: Sequence[DeckItem] = (),
    *,
    front: Sequence[str] | None = None,
) -> bytes:
    """A file with other items: ``changed`` by the ``span`` of what they replace, None to leave it out; ``added`` at
    the end. ``front`` are the lines of its front matter, without the dashes around them.

    Raises ``UnicodeDecodeError``.
    """
    changed = changed or {}
    if not changed and not added and front is None:
        return raw
    lines = lines_of(raw)
    end = line_end(lines)
    made: list[str] = []
    place = 0
    for (first, last), item in sorted(changed.items(), key=lambda entry: entry[0]):
        made += lines[place:first]
        if item is None:
            while last < len(lines) and not lines[last].strip():
                last += 1  # and the empty lines after it
        else:
            written = _with_ends(write_item(item), end)
            if not lines[last - 1].endswith(("\r", "\n", "\x85", "\u2028", "\u2029")):
                written[-1] = written[-1].removesuffix(end)  # the file ended without a line end
            made += written
        place = last
    made += lines[place:]
    for item in added:
        made += _gap(made, end) + _with_ends(write_item(item), end)
    if front is not None:
        made = _with_front(made, [line + end for line in front])
    return (BOM if raw.startswith(BOM) else b"") + "".join(made).encode("utf-8")


def _with_ends(text: str, end: str) -> list[str]:
    return [line + end for line in text.removesuffix("\n").split("\n")]


def _gap(lines: Sequence[str], end: str) -> list[str]:
    """What must stand after these lines so that the next is parted from them by an empty one."""
    if not lines:
        return []
    if lines[-1].strip() and not lines[-1].endswith(("\r", "\n")):
        return [end, end]
    return [end] if lines[-1].strip() else []


def _with_front(lines: Sequence[str], front: Sequence[str]) -> list[str]:
    closing = next(
        number for number, line in enumerate(lines) if number and regex.match(r"-{3,} *$", line.rstrip("\r\n"))
    )
    return [lines[0], *front, *lines[closing:]]


@contextmanager
def held() -> Iterator[None]:
    """Hold all decks against other programs. Raises ``DeckNotKept``."""
    # The lock must not lie among the learner's own files.
    with locked(cache_folder() / "decks", lambda reason: DeckNotKept(reason)):
        yield


def change_file(path: Path, change: Callable[[bytes], bytes]) -> bool:
    """Replace what a deck holds by what ``change`` makes of it; whether that is anything new.

    Raises ``DeckNotKept``.
    """
    try:
        with held():
            old = path.read_bytes() if path.exists() else b""
            new = change(old)
            if new == old and path.exists():
                return False
            replace_file(path, new)
            return True
    except DeckNotKept as error:
        raise DeckNotKept(f"{path}: " + _("the deck could not be changed: {reason}").format(reason=error)) from error
