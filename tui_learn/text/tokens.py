"""Words of a sentence, as stretches of its text.

Letters *and marks* make a word, so that Hindi vowel signs stay inside it; hyphens and apostrophes join
(``B2C-yritykset``, ``İstanbul'da``); a hyphen left over at one end marks a cut-off compound.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from tui_learn.text.addresses import addresses
from tui_learn.text.fold import primary
from tui_learn.text.languages import has_word_spaces
from tui_learn.text.segmenters import Segmenter, segmenter

_SYLLABIC = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_APOSTROPHES = "'’ʼ‘´"
_COLONS = {
    "de": r":(?=in(?:nen)?\b)",  # Leser:innen
    **dict.fromkeys(("fi", "se", "sv"), r":(?=\p{Ll})"),  # EU:n, tv:n
}
"""Where a colon joins an ending to a word."""
_GERSHAYIM = r'(?<=\p{Hebrew}\p{M}*)["״](?=\p{Hebrew}\p{M}*(?:\p{Hebrew}\p{M}*){0,2}(?![\p{Hebrew}\p{M}"״]))'
"""The sign of an abbreviation stands before the last letter or its ending; elsewhere it is a quotation mark."""
_GERESH = r"(?:׳|(?<=(?<![\p{Hebrew}\p{M}]|(?<!\p{Hebrew})')\p{Hebrew}{1,4})')?"
"""At the end, and typed as an apostrophe behind a few letters only: ``וכו'``."""


def _word_pattern(letter: str, language: str = "", *, abbreviated: bool = True) -> str:
    """The pattern of a word whose letters are of the class ``letter`` (regex V1 set syntax).

    ``abbreviated``: whether full stops join as in ``t.ex.`` and ``e.g.``, which takes as long again to look for.
    """
    start = rf"[{letter}\p{{N}}]"
    body = rf"{start}[{letter}\p{{M}}\p{{N}}\u200c\u200d]*+"
    joined, ending = rf"[{_APOSTROPHES}·‧՛՜՞՟‐‑\-]", ""
    if language in _COLONS:
        joined += f"|{_COLONS[language]}"
    elif language in _HEBREW:
        joined, ending = rf"{joined}|׳|{_GERSHAYIM}", _GERESH
    dotted = (
        rf"(?<![\p{{L}}\p{{N}}\p{{M}}.])(?:[{letter}]\.(?:[\p{{Ll}}\p{{Lo}}]{{2,3}}|[{letter}])|[{letter}]{{2}}\.[{letter}])"
        rf"(?:\.[{letter}]{{1,3}})*+(?![{letter}\p{{M}}\p{{N}}])\.?|"
    )
    number = r"\p{N}++(?:[.,:٫٬'’]\p{N}++|[\u00a0\u202f\u2009]\p{N}{3}(?!\p{N}))++"  # 3,5  14.30  1,000
    begun = r"(?:\p{N}++[.,٫٬](?=\p{N}))*+"  # 2.0-versio
    return (
        rf"{number}(?![{letter}\p{{M}}])|"
        rf"{dotted if abbreviated else ''}"
        rf"(?<![\p{{L}}\p{{N}}\p{{M}}])[‐‑\-]?{begun}{body}(?:(?:{joined}){body})*{ending}(?:[‐‑\-](?!{start}))?"
        rf"|{body}"
    )


_HEBREW = ("he", "yi")
_OWN_WAYS = frozenset({*_COLONS, *_HEBREW})
_DOTTED = re.compile(r"[^\W\d_]\.[^\W\d_]")
_HYPHENS = "-‐‑"


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number."""

    text: str
    """As it stands in the sentence."""
    start: int
    """Offset of its first character in the sentence."""
    end: int
    """Offset after its last character."""

    @property
    def is_cut_off(self) -> bool:
        """Whether it is a part of a compound whose other part stands elsewhere (``markkinointi-``)."""
        return self.text[0] in _HYPHENS or self.text[-1] in _HYPHENS

    @property
    def has_digit(self) -> bool:
        """Whether a digit is in it."""
        return any(character.isdigit() for character in self.text)

    @property
    def is_acronym(self) -> bool:
        """Whether it is written in capitals and digits only (``CRM``, ``B2B``)."""
        return len(self.text) > 1 and self.text.isupper()

    @property
    def parts(self) -> tuple[str, ...]:
        """The words a hyphenated word is made of."""
        return tuple(part for part in regex.split(r"[-‐‑]", self.text) if part)


@lru_cache(maxsize=16384)
def tokenize(text: str, language: str) -> tuple[Token, ...]:
    """The words and numbers of ``text`` in order; none of addresses.

    Where a language writes no spaces, the words its extra tells apart, and without the extra its characters.
    """
    found = _tokens(text, language)
    if hidden := addresses(text):
        return tuple(without(found, hidden))
    return tuple(found)


def without(tokens: Iterable[Token], hidden: Iterable[tuple[int, int]]) -> Iterator[Token]:
    """The tokens, in order, of which nothing stands in some stretches of the text that do not overlap."""
    stretches, place = sorted(hidden), 0
    for token in tokens:
        while place < len(stretches) and stretches[place][1] <= token.start:
            place += 1
        if place == len(stretches) or token.end <= stretches[place][0]:
            yield token


def signs(text: str) -> tuple[Token, ...]:
    """The units of a text of a language that writes no spaces, where its words are not asked for: its characters."""
    return tuple(without((Token(m.group(), *m.span()) for m in _unspaced(False).finditer(text)), addresses(text)))


def _tokens(text: str, language: str) -> list[Token]:
    if has_word_spaces(language):
        tag = primary(language)
        pattern = _pattern(tag if tag in _OWN_WAYS else "", _DOTTED.search(text) is not None)
        return [Token(match.group(), match.start(), match.end()) for match in pattern.finditer(text)]
    cut = segmenter(primary(language))
    if cut is None:
        return [Token(match.group(), match.start(), match.end()) for match in _unspaced(False).finditer(text)]
    found: list[Token] = []
    for match in _unspaced(True).finditer(text):
        if match["stretch"] is None:
            found.append(Token(match.group(), match.start(), match.end()))
        else:
            found += _cut(match.group(), match.start(), cut)
    return found


@lru_cache(maxsize=16)
def _pattern(language: str, abbreviated: bool) -> regex.Pattern[str]:
    """The pattern of words of a language with ways of its own; ``""`` is any other that writes spaces."""
    return regex.compile("(?V1)" + _word_pattern(r"\p{L}", language, abbreviated=abbreviated))


@lru_cache(maxsize=2)
def _unspaced(stretches: bool) -> regex.Pattern[str]:
    """The pattern of words where no spaces are written: each sign by itself, or ``stretches`` of signs to be cut."""
    one = rf"[[{_SYLLABIC}]&&[\p{{L}}\p{{M}}\p{{N}}]]"  # not the full stop of Khmer
    sign = rf"(?P<stretch>{one}(?:{one}|[\p{{M}}ー々])*+)" if stretches else rf"{one}\p{{M}}*"
    return regex.compile(rf"(?V1){sign}|" + _word_pattern(rf"[\p{{L}}--[{_SYLLABIC}]]"))


def _cut(stretch: str, start: int, cut: Segmenter) -> Iterator[Token]:
    """The words of a stretch of letters; one that the segmenter has changed is kept whole."""
    place = 0
    for word in cut(stretch):
        begin = stretch.find(word, place)
        if begin < 0:
            break
        place = begin + len(word)
        yield Token(word, start + begin, start + place)
    if stretch[place:].strip():
        yield Token(stretch[place:], start + place, start + len(stretch))
