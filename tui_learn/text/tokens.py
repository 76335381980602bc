"""Words of a sentence, as stretches of its text.

Letters *and marks* make a word, so that Hindi vowel signs stay inside it; hyphens and apostrophes join
(``B2C-yritykset``, ``İstanbul'da``); a hyphen left over at one end marks a cut-off compound.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from tui_learn.text.languages import has_word_spaces

_SYLLABIC = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"


def _word_pattern(letter: str) -> str:
    """The pattern of a word whose letters are of the class ``letter`` (regex V1 set syntax)."""
    start = rf"[{letter}\p{{N}}]"
    body = rf"{start}[{letter}\p{{M}}\p{{N}}\u200c\u200d]*"
    return (
        rf"\p{{N}}++(?:[.,:]\p{{N}}++)+(?![{letter}\p{{M}}])"  # 3,5  14.30  1,000
        rf"|(?<![\p{{L}}\p{{N}}\p{{M}}])[‐‑\-]?{body}(?:['’ʼ·‐‑\-]{body})*(?:[‐‑\-](?!{start}))?"
        rf"|{body}"
    )


_WORD = regex.compile("(?V1)" + _word_pattern(r"\p{L}"))
_UNSPACED = regex.compile(rf"(?V1)[{_SYLLABIC}]\p{{M}}*|" + _word_pattern(rf"[\p{{L}}--[{_SYLLABIC}]]"))
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
    """The words and numbers of ``text`` in order; where a language writes no spaces, its characters."""
    pattern = _WORD if has_word_spaces(language) else _UNSPACED
    return tuple(Token(match.group(), match.start(), match.end()) for match in pattern.finditer(text))
