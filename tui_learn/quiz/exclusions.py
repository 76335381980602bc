"""What a deck says must not be asked: segments and words no machine can see are wrong."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from tui_learn.text.fold import lower

_SEGMENT = regex.compile(r"([A-Za-z-]+)/(b\d+s\d+)")
_WORD = regex.compile(r"([A-Za-z]{2,3}(?:-[A-Za-z]+)?):\s*(\S.*)")


class Exclusions:
    """Entries such as ``sv/b6s1`` (a segment) and ``nb:lånetakere`` (a word form, wherever it stands).

    An entry of neither shape raises ``ValueError`` with the entry in it.
    """

    def __init__(self, entries: Iterable[str] = ()) -> None:
        self._segments: set[str] = set()
        self._words: set[tuple[str, str]] = set()
        for entry in entries:
            if match := _SEGMENT.fullmatch(entry.strip()):
                self._segments.add(f"{match[1]}/{match[2]}")
            elif match := _WORD.fullmatch(entry.strip()):
                self._words.add((match[1], lower(match[2].strip(), match[1])))
            else:
                raise ValueError(entry)

    def segment(self, language: str, segment: str) -> bool:
        """Whether nothing of this segment may be shown or asked."""
        return f"{language}/{segment}" in self._segments

    def word(self, language: str, word: str) -> bool:
        """Whether this word form may be neither key nor option."""
        return (language, lower(word, language)) in self._words
