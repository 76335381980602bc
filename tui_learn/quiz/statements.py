"""What an article says of its key terms: sentences that begin with one.

A sentence defines a term where it is the first under a heading that names it, where letters in brackets stand behind
the term, or where the term is bold and a colon or dash follows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from tui_learn.quiz.gapping import fits_a_card
from tui_learn.quiz.key_terms import KeyTerm, KeyTerms, Name, key_terms, opening
from tui_learn.quiz.material import Material
from tui_learn.quiz.phrases import BRACKETED_LETTERS, is_letters
from tui_learn.text import Sentence, tokenize
from tui_learn.text.fold import primary
from tui_learn.text.languages import has_word_spaces

MIN_WORDS, MAX_WORDS = 4, 30
MIN_CHARACTERS, MAX_CHARACTERS = 8, 90
"""Where words cannot be counted."""
PER_TERM = 3
"""Sentences about a term that are kept."""
_BETWEEN = regex.compile(r"[\s,،、，:：;–—-]*")
_PARTICLE = regex.compile(r"[\s、]*(?:とは|は|が)[\s、]*")
"""What marks the subject in Japanese: it belongs to the term, not to what is said of it."""
_EXPLAINS = regex.compile(r"\s*(?:[:：]|\s[–—-]\s)")
_OPEN_END = regex.compile(r"[:：?？؟;…]\W*$")
_GLUED = regex.compile(r"[\p{L}\p{M}\p{N}'’ʼ‐‑-]")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that begins with a term."""

    term: KeyTerm
    segment: str
    start: int
    """Offset of the first character of the term."""
    end: int
    """Offset after the term and letters in brackets behind it."""
    said: str
    """What is said of the term: the rest of the sentence as it stands."""
    defines: bool
    is_subject: bool
    """Whether the form alone shows that it is said of the term, not of something that begins with it."""


class Statements:
    """The statements of one edition."""

    def __init__(self, material: Material, language: str) -> None:
        self._material = material
        self._language = language
        self._terms: KeyTerms = key_terms(material, language)
        self.of_term: dict[Name, list[Statement]] = {}
        self.at: dict[str, list[Statement]] = {}
        """By segment."""
        for statement in self._collect():
            there = self.of_term.setdefault(statement.term.name, [])
            if len(there) < PER_TERM or (statement.defines and not there[0].defines):
                there.insert(0 if statement.defines else len(there), statement)
                self.at.setdefault(statement.segment, []).append(statement)
        for name, there in self.of_term.items():
            self.of_term[name] = there[:PER_TERM]

    def _collect(self) -> Iterator[Statement]:
        yield from self._under_headings()
        for sentence in self._material.index(self._language).body:
            if self._fits(sentence):
                yield from self._beginning(sentence)

    def _fits(self, sentence: Sentence) -> bool:
        return fits_a_card(self._material, self._language, sentence.id) and not _OPEN_END.search(sentence.text)

    def _under_headings(self) -> Iterator[Statement]:
        """The first sentence under a heading, if it begins with forms of the words of the heading."""
        for section in self._material.sections(self._language):
            sentence = section.blocks[0].sentences[0]
            for name, mark in self._terms.marked_in(section.segment):
                if mark.kind == "heading" and not is_letters(mark.place.text) and self._fits(sentence):
                    place = opening(sentence.text, name, self._language)
                    yield from self._make(name, sentence, place, defines=True, is_subject=False)

    def _beginning(self, sentence: Sentence) -> Iterator[Statement]:
        """The sentence as it stands, if it begins with a term, or with words and the letters for them."""
        text = sentence.text
        letters = BRACKETED_LETTERS.search(text)
        if letters is not None and (letters["short"],) in self._terms.by_name:
            before = tokenize(text[: letters.start()], self._language)
            most = len(letters["short"]) + 2 if has_word_spaces(self._language) else MAX_CHARACTERS
            if before and len(before) <= most and not regex.search(r"[,:;，：；]", text[: letters.start()]):
                yield from self._make(
                    (letters["short"],), sentence, (before[0].start, letters.end()), defines=True, is_subject=True
                )
        for name, place in self._terms.in_segment(sentence.id):
            begins = not any(character.isalnum() for character in text[: place.start])
            if begins and not BRACKETED_LETTERS.match(text, place.end + 1):
                bold = any(
                    mark.kind == "strong" and mark.place == place
                    for other, mark in self._terms.marked_in(sentence.id)
                    if other == name
                )
                explains = bold and _EXPLAINS.match(text, place.end)
                yield from self._make(
                    name, sentence, (place.start, place.end), defines=bool(explains), is_subject=bool(explains)
                )

    def _make(
        self, name: Name, sentence: Sentence, place: tuple[int, int] | None, *, defines: bool, is_subject: bool
    ) -> Iterator[Statement]:
        if place is None:
            return
        text = sentence.text
        behind = BRACKETED_LETTERS.match(text, _BETWEEN.match(text, place[1]).end())  # type: ignore[union-attr]
        end = behind.end() if behind else place[1]
        between = _BETWEEN.match(text, end)
        if primary(self._language) == "ja":
            between = _PARTICLE.match(text, end) or between
        assert between is not None
        spaced = has_word_spaces(self._language)
        if spaced and (_GLUED.match(text, end) or not between.group()):
            return
        said = text[between.end() :]
        if said and self._is_long_enough(said) and said[0].isalnum():
            yield Statement(self._terms.by_name[name], sentence.id, place[0], end, said, defines, is_subject)

    def _is_long_enough(self, said: str) -> bool:
        if has_word_spaces(self._language):
            return MIN_WORDS <= len(said.split()) <= MAX_WORDS
        return MIN_CHARACTERS <= len(said) <= MAX_CHARACTERS


def statements(material: Material, language: str) -> Statements:
    """The statements of an edition, found once."""
    return material.once(f"statements/{language}", lambda: Statements(material, language))


def defining_segments(material: Material, language: str) -> frozenset[str]:
    """The segments that define a term: they are asked as definitions, not as gaps."""
    return material.once(
        f"definitions/{language}",
        lambda: frozenset(
            statement.segment
            for there in statements(material, language).of_term.values()
            for statement in there
            if statement.defines
        ),
    )
