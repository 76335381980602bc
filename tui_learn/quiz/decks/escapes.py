"""How any text stands on a line of a deck: a backslash before an ASCII punctuation sign makes it plain.

``&#N;`` is the character of that number: line breaks, and spaces at the ends, cannot stand there otherwise. Any
other backslash is itself, as in CommonMark.
"""

from __future__ import annotations

from functools import cache

import regex

from tui_learn.text.clean import clean_text

_ESCAPED = regex.compile(r"\\([!-/:-@\[-`{-~])|&#(\d{1,7});")
_AMBIGUOUS = regex.compile(r"\\|&(?=#\d{1,7};)")
_EDGES = (r"\A\s+", r"\s+\Z", r"\n")

COLONS = r":(?=:)|(?<=:):"
"""What parts languages."""
BARS = r"\|"
"""What parts answers."""
BEGINNING = r"^[#>*+<`~=_\[|-]|(?<=^\d{1,9})[.)]"
"""What Markdown reads as more than text at the beginning of a paragraph."""


def plain(raw: str) -> str:
    """The text a line means."""
    if "\\" not in raw and "&#" not in raw:
        return raw
    return clean_text(_ESCAPED.sub(_meant, raw))


def _meant(match: regex.Match[str]) -> str:
    if match[1]:
        return match[1]
    number = int(match[2])
    return chr(number) if number <= 0x10FFFF else "\ufffd"


def escaped(text: str, guard: str = "", *, edges: tuple[bool, bool] = (True, True)) -> str:
    """A text as it is written; a backslash is put before every sign the pattern ``guard`` finds.

    ``edges`` says whether spaces at its beginning and at its end would be lost.
    """
    places = {match.start() for match in _AMBIGUOUS.finditer(text)}
    if guard:
        places |= {match.start() for match in regex.finditer(guard, text)}
    marked = "".join("\\" + letter if place in places else letter for place, letter in enumerate(text))

    lost = "|".join(pattern for pattern, at_edge in zip(_EDGES, (*edges, True), strict=True) if at_edge)
    return str(regex.sub(lost, lambda match: "".join(f"&#{ord(letter)};" for letter in match[0]), marked))


def find(raw: str, sign: str, start: int = 0) -> int:
    """Where a sign stands that no backslash makes plain; -1 where it does not."""
    return next((match.start() for match in _signs(sign).finditer(raw, start) if match[1]), -1)


@cache
def _signs(sign: str) -> regex.Pattern[str]:
    return regex.compile(rf"\\[!-/:-@\[-`{{-~]|&#\d{{1,7}};|({regex.escape(sign)})")


def split(raw: str, sign: str) -> list[str]:
    """The parts between such signs, as they are written, without spaces at their ends."""
    parts, start = [], 0
    for match in _signs(sign).finditer(raw):
        if match[1]:
            parts.append(raw[start : match.start()].strip())
            start = match.end()
    return [*parts, raw[start:].strip()]
