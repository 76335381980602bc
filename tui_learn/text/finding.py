"""Finding text in an edition as a reader means it: in whatever case, with or without marks, across line breaks.

What is typed plainly finds every spelling; a letter typed with its marks finds itself alone, as in the asymmetric
search of Unicode Technical Standard 10, section 8.2. Folding changes lengths, so every folded block keeps a map to the
text as it stands, in whole graphemes.
"""

from __future__ import annotations

import unicodedata
import weakref
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from tui_learn.text.fold import fold_marks, lower
from tui_learn.text.model import Edition

Hit = tuple[int, int, int]
"""Number of the block, first offset in its text, offset after the last."""

LONGEST = 200
"""Characters of a query; the rest of what was pasted is not looked for."""

_UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}\u3001-\u3003\u3008-\u3011\uff01-\uff60]"
_JOINED = r"[\p{GCB=Extend}\p{GCB=ZWJ}\p{GCB=SpacingMark}]"
_PIECE = regex.compile(rf"(?P<nothing>(?<={_UNSPACED})\s+(?={_UNSPACED}))|(?P<space>(?:\s(?!{_JOINED}))+)|\X")
# Where all characters are graphemes of their own and white space is single, offsets stay what they are. Characters of
# the classes LV and LVT are whole syllables, and the tatweel is dropped.
_COMPLEX = regex.compile(
    rf"(?![\p{{GCB=Other}}\p{{GCB=LV}}\p{{GCB=LVT}}\n]).|\u0640|\s\s|(?<={_UNSPACED})\s(?={_UNSPACED})", regex.DOTALL
)
_IGNORED = regex.compile(r"[\p{Cf}\u0640\ufe00-\ufe0f]")
_POINTED = regex.compile(r"([\p{Arabic}\p{Hebrew}])\p{Mn}+")
_SAME = str.maketrans({"ς": "σ"})
_PLAIN = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "‛": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"',
     "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-"}
)  # fmt: skip


@lru_cache(maxsize=65536)
def _kept(grapheme: str, language: str) -> str:
    """A grapheme in lower case, with its marks, without what only changes the look."""
    text = lower(unicodedata.normalize("NFKC", grapheme), language)
    return _IGNORED.sub("", text).translate(_SAME)


@lru_cache(maxsize=65536)
def _bare(grapheme: str, language: str) -> str:
    """A grapheme in lower case without its marks."""
    bare = fold_marks(_kept(grapheme, language)).translate(_PLAIN)
    if bare.isascii():
        return bare
    return unicodedata.normalize("NFC", _POINTED.sub(r"\1", unicodedata.normalize("NFD", bare)))


class _Table(dict[int, str]):
    """For ``str.translate``: each character as a grapheme of its own; made as it is asked for."""

    def __init__(self, language: str, fold: Callable[[str, str], str]) -> None:
        super().__init__()
        self._language, self._fold = language, fold

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = " " if character.isspace() else self._fold(character, self._language)
        return self[code]


@lru_cache(maxsize=16)
def _tables(language: str) -> tuple[_Table, _Table]:
    """To what is compared, and to the same with its marks."""
    return _Table(language, _bare), _Table(language, _kept)


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it is compared, and where each of its characters comes from."""

    text: str
    kept: str = ""
    """The same with its marks, where offsets are as they were."""
    starts: array[int] | None = None
    """For each folded character the first offset of its grapheme; None: all offsets are as they were."""
    ends: array[int] | None = None
    """For each folded character the offset after its grapheme."""

    def stretch(self, start: int, end: int) -> tuple[int, int] | None:
        """Where a folded stretch stands in the text; None where it begins or ends inside a grapheme."""
        if self.starts is None or self.ends is None:
            return start, end
        if start and self.starts[start] == self.starts[start - 1]:
            return None
        if end < len(self.text) and self.starts[end] == self.starts[end - 1]:
            return None
        return self.starts[start], self.ends[end - 1]


def folded(text: str, language: str) -> Folded:
    """A text as it is compared in a language."""
    if _COMPLEX.search(text) is None:
        bare, kept = (text.translate(table) for table in _tables(language))
        if len(bare) == len(kept) == len(text):
            return Folded(bare, bare if kept == bare else kept)
    pieces: list[str] = []
    starts, ends = array("L"), array("L")
    for match in _PIECE.finditer(text):
        if match.lastgroup == "nothing":
            continue  # scripts that write no spaces break their lines anywhere
        piece = " " if match.lastgroup == "space" else _bare(match.group(), language)
        pieces.append(piece)
        for _character in piece:
            starts.append(match.start())
            ends.append(match.end())
    return Folded("".join(pieces), "", starts, ends)


@dataclass(frozen=True, slots=True)
class Needle:
    """A query as it is looked for."""

    text: str
    """Folded; empty when there is nothing to look for."""
    marked: tuple[tuple[int, int, str], ...]
    """Stretches of the folded text that were typed with marks, and how: they must stand there just so."""


@lru_cache(maxsize=64)
def needle(query: str, language: str) -> Needle:
    """What to look for in a language."""
    query = query.lstrip()[:LONGEST]
    made = folded(query, language)
    if not made.text.strip():
        return Needle("", ())
    marked = []
    start = 0
    while start < len(made.text):
        begin, end = (start, start + 1) if made.starts is None or made.ends is None else _grapheme(made, start)
        stop = start + 1 if made.starts is None else _same_end(made.starts, start)
        kept = _kept(query[begin:end], language)
        if kept != made.text[start:stop] and not kept.isspace():
            marked.append((start, stop, kept))
        start = stop
    return Needle(made.text, tuple(marked))


def _grapheme(made: Folded, place: int) -> tuple[int, int]:
    """Where the grapheme of a folded character stands in the text."""
    assert made.starts is not None
    assert made.ends is not None
    return made.starts[place], made.ends[place]


def _same_end(starts: array[int], place: int) -> int:
    """The folded place after the last one of the same grapheme."""
    stop = place + 1
    while stop < len(starts) and starts[stop] == starts[place]:
        stop += 1
    return stop


def _hits(text: str, made: Folded, wanted: Needle, language: str) -> Iterator[tuple[int, int]]:
    size = len(wanted.text)
    if made.starts is None:
        yield from ((place, place + size) for place in _places(made, wanted))
        return
    place = made.text.find(wanted.text)
    while place >= 0:
        found = made.stretch(place, place + size)
        if found is not None and all(
            _stands(text, made, place + start, place + end, kept, language) for start, end, kept in wanted.marked
        ):
            yield found
            place = made.text.find(wanted.text, place + size)
        else:
            place = made.text.find(wanted.text, place + 1)


def _places(made: Folded, wanted: Needle) -> Iterator[int]:
    """The same where offsets are as they were, and every grapheme is one character."""
    size, text, marked = len(wanted.text), wanted.text, wanted.marked
    if not marked:
        place = made.text.find(text)
        while place >= 0:
            yield place
            place = made.text.find(text, place + size)
        return
    offset, _end, first = marked[0]  # a letter with its marks is rarer than without: that is what is looked for
    if len(first) > 1:
        return  # what a letter of one character cannot be
    place = made.kept.find(first)
    while place >= 0:
        begin = place - offset
        if (
            begin >= 0
            and made.text.startswith(text, begin)
            and all(made.kept.startswith(kept, begin + start) and end == start + 1 for start, end, kept in marked)
        ):
            yield begin
            place = made.kept.find(first, place + size)
        else:
            place = made.kept.find(first, place + 1)


def _stands(text: str, made: Folded, start: int, end: int, kept: str, language: str) -> bool:
    """Whether one grapheme, with these marks, stands at a folded stretch."""
    found = made.stretch(start, end)
    return found is not None and _kept(text[found[0] : found[1]], language) == kept


def find_in(text: str, made: Folded, query: str, language: str) -> list[tuple[int, int]]:
    """Where a query stands in a text that was folded before, from left to right, none over another."""
    wanted = needle(query, language)
    return list(_hits(text, made, wanted, language)) if wanted.text else []


def matches(text: str, query: str, language: str) -> bool:
    """Whether a query, or nothing but white space, stands anywhere in a text."""
    wanted = needle(query, language)
    return not wanted.text or next(_hits(text, folded(text, language), wanted, language), None) is not None


_FOLDED: dict[int, tuple[weakref.ref[Edition], tuple[Folded, ...]]] = {}
"""By the identity of an edition, for as long as there is one: what it says cannot change."""


def fold_edition(edition: Edition) -> tuple[Folded, ...]:
    """Its blocks as they are compared. The first time takes a while with a book: call it in a thread."""
    known = _FOLDED.get(id(edition))
    if known is not None and known[0]() is edition:
        return known[1]
    made = tuple(folded(block.text, edition.language) for block in edition.blocks)
    identity = id(edition)
    _FOLDED[identity] = (weakref.ref(edition, lambda _gone: _FOLDED.pop(identity, None)), made)
    return made


def is_folded(edition: Edition) -> bool:
    """Whether the first time is over."""
    known = _FOLDED.get(id(edition))
    return known is not None and known[0]() is edition


def find(edition: Edition, query: str) -> tuple[Hit, ...]:
    """Where a query stands, in document order, none over another, in whole graphemes of the blocks' text."""
    language = edition.language
    wanted = needle(query, language)
    if not wanted.text:
        return ()
    size = len(wanted.text)
    found: list[Hit] = []
    for number, made in enumerate(fold_edition(edition)):
        if wanted.text not in made.text:
            continue
        if made.starts is None:
            found += [(number, place, place + size) for place in _places(made, wanted)]
        else:
            text = edition.blocks[number].text
            found += [(number, start, end) for start, end in _hits(text, made, wanted, language)]
    return tuple(found)
