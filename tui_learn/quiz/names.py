"""Names that every version of a sentence writes alike: nothing in them is translated or inflected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tui_learn.quiz.material import Material
from tui_learn.text import Sentence, Token
from tui_learn.text.fold import lower
from tui_learn.text.function_words import is_function_word
from tui_learn.text.languages import has_word_spaces

_LEAST = 3
"""Letters of a name."""
_JOINTS = "-‐‑'’_/@.:#*"


@dataclass(frozen=True, slots=True)
class Name:
    """A name at one place of the learned edition."""

    text: str
    segment: str
    start: int
    """Offset of its first character in the sentence."""
    end: int
    """Offset after its last character."""
    before: str
    """The word before it, in lower case; empty at the beginning of a sentence."""

    @property
    def looks(self) -> tuple[bool, int]:
        """Whether it is written in capitals, and of how many words it is."""
        return self.text.isupper(), len(self.text.split())


def names(material: Material) -> list[Name]:
    """The names of the learned edition that every other version of their sentence has, letter by letter."""
    return material.once("names", lambda: list(_names(material)))


def _names(material: Material) -> Iterator[Name]:
    language = material.learned.language
    if not has_word_spaces(language):
        return
    versions = material.versions(language)
    found: dict[str, list[Name]] = defaultdict(list)
    for sentence in material.index(language).body:
        runs = list(_runs(material.learned.tokens(sentence), sentence.text, language))
        if not runs or material.learned.blocks[sentence.block].kind == "heading":
            continue
        there = [
            material.sentence(version, segment)
            for version in versions
            if (segment := material.parallel(language, version).get(sentence.id)) is not None
        ]
        for start, end, before in runs:
            text = sentence.text[start:end]
            if there and all(_has(material, other, text) for other in there):
                found[text].append(Name(text, sentence.id, start, end, before))
    for places in found.values():
        # A capital at the beginning of a sentence alone says nothing.
        if any(place.before for place in places):
            yield from places


def _has(material: Material, sentence: Sentence, text: str) -> bool:
    """Whether a sentence of another version has the name as words of its own."""
    start = sentence.text.find(text)
    while start >= 0:
        if _stands_alone(sentence.text, start, start + len(text)):
            return True
        start = sentence.text.find(text, start + 1)
    return False


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, after, next_ = text[start - 1 : start], text[end : end + 1], text[end + 1 : end + 2]
    if before and (before.isalnum() or before in _JOINTS):
        return False
    return not after or not (after.isalnum() or (after in _JOINTS and next_.isalnum()))


def _runs(tokens: Sequence[Token], text: str, language: str) -> Iterator[tuple[int, int, str]]:
    """Rows of words with capitals, whole: nothing of what they may be a part of is left out."""
    place = 0
    while place < len(tokens):
        first = place
        while place < len(tokens) and _is_capital(tokens[place], language) and (
            place == first or text[tokens[place - 1].end : tokens[place].start] == " "
        ):  # fmt: skip
            place += 1
        if place == first:
            place += 1
            continue
        start, end = tokens[first].start, tokens[place - 1].end
        if _stands_alone(text, start, end) and end - start >= _LEAST and not _is_part(tokens, first, place, language):
            yield start, end, lower(tokens[first - 1].text, language) if first else ""


def _is_capital(token: Token, language: str) -> bool:
    return token.text[0].isupper() and not token.has_digit and not is_function_word(token.text, language)


def _is_part(tokens: Sequence[Token], first: int, after: int, language: str) -> bool:
    """Whether a small word joins it to another capital, as in "Center for Open Science"."""

    def joined(small: int, other: int) -> bool:
        inside = 0 <= small < len(tokens) and 0 <= other < len(tokens)
        return inside and is_function_word(tokens[small].text, language) and _is_capital(tokens[other], language)

    return joined(after, after + 1) or joined(first - 1, first - 2)
