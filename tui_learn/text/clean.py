"""Article text is hostile until cleaned: every way in passes through here.

A terminal acts on ESC, OSC, C1 and bidirectional overrides whatever widget prints them, so they are
dropped (never replaced: a replacement would change widths) before anything else sees the text.
"""

from __future__ import annotations

import itertools
import re
import unicodedata

TAB_WIDTH = 4

_NEWLINES = re.compile("\r\n|\r|\x85|\u2028|\u2029")
# C0 but the newline, DEL, C1, bidirectional embeddings, overrides and isolates, byte order marks inside
# the text, lone surrogates (no encoding can write them) and the invisible "tag" characters. ZWJ and ZWNJ
# stay: Persian and emoji need them.
_UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]")
_LONG_RUN = re.compile("[^\x00-\u02ff]{200,}")
_MOST_MARKS = 30
_JOINER = "\u034f"
_SPACES = re.compile(r"[^\S\n]+")


def clean_text(text: str) -> str:
    """Text that is safe to show: NFC, ``\\n`` as the only line end, tabs expanded, no control characters.

    The number of lines is the same as a text editor shows.
    """
    text = _NEWLINES.sub("\n", text)
    text = text.replace("\x0b", " ").replace("\x0c", " ")  # where a page ends, a word does
    if "\t" in text:
        text = text.expandtabs(TAB_WIDTH)
    text = _UNSAFE.sub("", text)
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _LONG_RUN.sub(_broken_up, text))


def _broken_up(run: re.Match[str]) -> str:
    """A run with a joiner after every thirty marks in a row: sorting them takes the square of their number.

    The Stream-Safe Text Process of Unicode Standard Annex #15.
    """
    marks = 0
    out: list[str] = []
    for character in run.group():
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks > _MOST_MARKS:
            out.append(_JOINER)
            marks = 1
        out.append(character)
    return "".join(out)


def clean_line(text: str) -> str:
    """One line of safe text: as ``clean_text``, with all white space joined to single spaces."""
    return " ".join(clean_text(text).split())


def collapse_spaces(text: str) -> str:
    """Runs of spaces become one; line ends stay."""
    return _SPACES.sub(" ", text)


def decode_utf8(raw: bytes) -> str:
    """The text of a file, without its byte order mark. Raises ``UnicodeDecodeError``."""
    return raw.decode("utf-8-sig")


def line_of_byte(raw: bytes, offset: int) -> int:
    """The line, from 1, on which the byte at ``offset`` lies."""
    return raw.count(b"\n", 0, offset) + 1


# What UTF-8 read as Latin-1 or Windows-1252 looks like: a lead byte shown as a letter, then a sign that no language
# writes after it; two such pairs in a row where a language might.
_SIGNS = r"\u0080-\u00bf\u2018-\u201d\u2020-\u2022\u20ac\u2122\u0152\u0160\u0178"
_REST = rf"[{_SIGNS}\u0153\u0161\u017d\u017e\u0192\u02c6\u2026\u2030\u2039\u203a]"
_MOJIBAKE = re.compile(rf"[ÃÂÄÅ][{_SIGNS}]|(?:[ÎÏÐÑØÙ×]{_REST}){{2}}|â€{_REST}")


def find_damage(text: str) -> int | None:
    """The line, from 1, where the text shows an earlier wrong conversion (U+FFFD, mojibake), or None."""
    replaced = text.find("\ufffd")
    hits = [match.start() for match in itertools.islice(_MOJIBAKE.finditer(text), 2)]
    if replaced < 0 and len(hits) < 2:
        return None
    first = min(hit for hit in [replaced, *hits[:1]] if hit >= 0)
    return text.count("\n", 0, first) + 1
