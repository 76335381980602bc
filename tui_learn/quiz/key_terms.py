"""Key terms: what the headings, links, bold type and bracketed letters of an edition name, and where else it stands.

A term is never made up: its name stands in the text as it is. Letters (``CRM``) are terms where they stand in brackets
behind what they are short for, or are themselves a heading, a link or bold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

import regex

from tui_learn.quiz.linked_topics import linked_places
from tui_learn.quiz.material import Material
from tui_learn.quiz.phrases import BRACKETED_LETTERS, Place, is_letters, is_phrase, is_plain, trimmed, without_grammar
from tui_learn.quiz.sections import Section, acronyms, asks, overlap
from tui_learn.quiz.shapes import overlapping
from tui_learn.quiz.stems import same_stem
from tui_learn.text import Block, Sentence, tokenize
from tui_learn.text.fold import fold
from tui_learn.text.function_words import is_function_word
from tui_learn.text.languages import has_word_spaces

MarkKind = Literal["heading", "link", "strong", "letters"]
TermClass = Literal["acronym", "heading", "strong", "link"]
CLASSES: tuple[TermClass, ...] = ("acronym", "heading", "strong", "link")
Name = tuple[str, ...]
"""The folded words of a term (characters, where a language writes no spaces)."""
_CALLS = regex.compile(r"[.!…。！]\s*$")
_ASKING_WORDS, _ASKING_CHARACTERS = 4, 8
"""Most that a question has besides what it asks about."""
_INFLECTION = 3
"""Letters that inflection may add."""
_SHORT_HAN = 4
"""Characters from which a string without spaces around it is no chance part of a longer one."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What makes a stretch a term."""

    kind: MarkKind
    place: Place
    target: str = ""
    """Where a link points."""
    rank: int = 0
    """Its number among the bold stretches of its sentence."""


@dataclass(frozen=True)
class KeyTerm:
    """A concept the article has a name for."""

    name: Name
    marks: tuple[Mark, ...]
    places: tuple[Place, ...]
    """Everywhere it stands in these words, without the title."""

    @property
    def text(self) -> str:
        """The name as it stands where it is marked first."""
        return self.marks[0].place.text

    @cached_property
    def classes(self) -> frozenset[TermClass]:
        """What it may be opposed to: terms of one of its classes alone."""
        if is_letters(self.text):
            return frozenset({"acronym"})
        return frozenset(mark.kind for mark in self.marks if mark.kind != "letters")

    @cached_property
    def segments(self) -> frozenset[str]:
        """The ids of the segments it stands in."""
        return frozenset(place.segment for place in self.places)

    def like(self, capital: bool) -> Place | None:
        """A place where it does, or does not, begin with a capital."""
        marked = (mark.place for mark in self.marks)
        return next((place for place in (*marked, *self.places) if place.text[:1].isupper() == capital), None)


class KeyTerms:
    """The key terms of one edition."""

    def __init__(self, material: Material, language: str) -> None:
        self.language = language
        self._material = material
        self._edition = material.editions[language]
        self._places: dict[str, list[tuple[Name, Place]]] = {}
        self._marked: dict[str, list[tuple[Name, Mark]]] = {}
        self.by_name = self._collect()

    @cached_property
    def by_class(self) -> dict[TermClass, list[KeyTerm]]:
        """Terms that stand in two segments at least, in the order in which they are marked."""
        found: dict[TermClass, list[KeyTerm]] = {kind: [] for kind in CLASSES}
        for term in self.by_name.values():
            if len(term.segments) > 1:
                for kind in term.classes:
                    found[kind].append(term)
        return found

    def in_segment(self, segment: str) -> list[tuple[Name, Place]]:
        """The terms that stand in a segment, with their places there."""
        return self._places.get(segment, [])

    def marked_in(self, segment: str) -> list[tuple[Name, Mark]]:
        """The terms that are marked in a segment."""
        return self._marked.get(segment, [])

    def _collect(self) -> dict[Name, KeyTerm]:
        marks: dict[Name, list[Mark]] = defaultdict(list)
        for mark in self._marks():
            name = name_of(mark.place.text, self.language)
            marks[name].append(mark)
            self._marked.setdefault(mark.place.segment, []).append((name, mark))
        places: dict[Name, list[Place]] = {name: [] for name in marks}
        for name, place in self._find(marks):
            places[name].append(place)
            self._places.setdefault(place.segment, []).append((name, place))
        return {name: KeyTerm(name, tuple(marks[name]), tuple(places[name])) for name in marks}

    def _marks(self) -> Iterator[Mark]:
        sections = {section.heading.number: section for section in self._material.sections(self.language)}
        for block in self._edition.blocks:
            if block.kind == "code" or block.number == self._edition.title_block:
                continue
            if block.number in sections:
                yield from self._of_heading(sections[block.number])
            for sentence in block.sentences:
                if self._material.usable(self.language, sentence.id):
                    yield from self._of_spans(block, sentence)
                    yield from self._of_brackets(sentence)

    def _of_heading(self, section: Section) -> Iterator[Mark]:
        sentence = section.heading.sentences[0]
        place = heading_core(section, self.language)
        if place is not None and self._names(sentence, place):
            yield Mark("heading", place)

    def _of_spans(self, block: Block, sentence: Sentence) -> Iterator[Mark]:
        for topic in linked_places(self._material, self.language, block, sentence):
            if self._names(sentence, topic.place):
                yield Mark("link", topic.place, topic.target)
        bold = (span for span in block.spans if span.kind == "strong")
        inside = (span for span in bold if sentence.start <= span.start < span.end <= sentence.end)
        for rank, span in enumerate(inside):
            start, end = trimmed(sentence.text, span.start - sentence.start, span.end - sentence.start)
            place = Place(sentence.id, start, end, sentence.text[start:end])
            if self._names(sentence, place) and not self._stresses_grammar(sentence, rank):
                yield Mark("strong", place, rank=rank)

    def _stresses_grammar(self, sentence: Sentence, rank: int) -> bool:
        """Whether some version has a mere function word in bold in that place: it is stressed, not named."""
        for version in self._material.versions(self.language):
            segment = self._material.parallel(self.language, version).get(sentence.id)
            if segment is None:
                continue
            there = self._material.sentence(version, segment)
            block = self._material.editions[version].blocks[there.block]
            bold = [s for s in block.spans if s.kind == "strong" and there.start <= s.start < s.end <= there.end]
            words = tokenize(block.text[bold[rank].start : bold[rank].end], version) if rank < len(bold) else ()
            if words and all(is_function_word(word.text, version) for word in words):
                return True
        return False

    def _of_brackets(self, sentence: Sentence) -> Iterator[Mark]:
        for match in BRACKETED_LETTERS.finditer(sentence.text):
            start, end = match.span("short")
            behind_a_word = any(character.isalpha() for character in sentence.text[: match.start()])
            if behind_a_word and is_letters(match["short"]) and not self._excluded(match["short"]):
                yield Mark("letters", Place(sentence.id, start, end, match["short"]))

    def _names(self, sentence: Sentence, place: Place) -> bool:
        if is_letters(place.text):
            return not self._excluded(place.text)
        return is_phrase(sentence.text, place.start, place.end, self.language, self._material.exclusions)

    def _excluded(self, word: str) -> bool:
        return self._material.exclusions.word(self.language, word)

    def _find(self, names: Mapping[Name, object]) -> Iterator[tuple[Name, Place]]:
        """Every place where a name stands, sentence by sentence."""
        by_first: dict[str, list[Name]] = defaultdict(list)
        for name in names:
            by_first[name[0]].append(name)
        for sentence in self._material.index(self.language).body:
            end = 0
            for short in acronyms(sentence.text):
                start = sentence.text.index(short, end)
                end = start + len(short)
                if (short,) in names:
                    yield (short,), Place(sentence.id, start, end, short)
            tokens = self._edition.tokens(sentence)
            folded = tuple(fold(token.text, self.language) for token in tokens)
            for first, word in enumerate(folded):
                for name in by_first.get(word, ()):
                    last = first + len(name)
                    if folded[first:last] == name:
                        start, end = tokens[first].start, tokens[last - 1].end
                        place = Place(sentence.id, start, end, sentence.text[start:end])
                        if self._is_marked(place) or self._is_whole(sentence.text, start, end):
                            yield name, place

    def _is_marked(self, place: Place) -> bool:
        return any(mark.place == place for _name, mark in self.marked_in(place.segment))

    def _is_whole(self, text: str, start: int, end: int) -> bool:
        """Whether a stretch is in one piece, and no chance part of a longer word."""
        if not is_plain(text[start:end]):
            return False
        if has_word_spaces(self.language) or end - start >= _SHORT_HAN:
            return True
        return not any(character.isalpha() for character in text[max(0, start - 1) : start] + text[end : end + 1])


def name_of(text: str, language: str) -> Name:
    """The folded words of a text; letters stay as they are."""
    return (text,) if is_letters(text) else tuple(fold(token.text, language) for token in tokenize(text, language))


def heading_core(section: Section, language: str) -> Place | None:
    """What a heading names: without letters in brackets behind it and grammar before it.

    Of a question those of its words the section begins with; of a call (``Keep at it!``) nothing.
    """
    sentence = section.heading.sentences[0]
    text = sentence.text
    start, end = trimmed(text, 0, len(text))
    if _CALLS.search(text):
        return None
    if asks(section.heading, language):
        start, end = _asked_about(text, start, end, section.blocks[0].sentences[0].text, language)
        if has_word_spaces(language) and len(text[start:end].split()) > 1:
            return None  # of several words one may be what is done: *What do **the fishers catch**?*
    else:
        core = without_grammar(text, start, end, language)
        start = core[0] if start < core[0] < end else start
    return Place(sentence.id, start, end, text[start:end]) if start < end else None


def _asked_about(text: str, start: int, end: int, answer: str, language: str) -> tuple[int, int]:
    """The most words of a question in a row with which the answer begins: *What is **the law*** of *The law is ...*"""
    tokens = [token for token in tokenize(text, language) if start <= token.start and token.end <= end]
    most, least = (_ASKING_WORDS, 1) if has_word_spaces(language) else (_ASKING_CHARACTERS, _SHORT_HAN - 1)
    for cut in range(1, most + 1):
        for before in range(cut + 1):
            words = tokens[before : len(tokens) - cut + before]
            if len(words) < least:
                return start, start
            core = words[0].start, words[-1].end
            if without_grammar(text, *core, language) == core and opening(
                answer, name_of(text[core[0] : core[1]], language), language
            ):
                return core
    return start, start


def opening(text: str, name: Name, language: str) -> tuple[int, int] | None:
    """Where a sentence begins with forms of the words of a name, at most one function word before them."""
    tokens = tokenize(text, language)
    for first in (0, 1):
        words = tokens[first : first + len(name)]
        if first and not (tokens and is_function_word(tokens[0].text, language)):
            break
        if len(words) == len(name) and all(
            _is_form_of(fold(token.text, language), word) for token, word in zip(words, name, strict=True)
        ):
            return words[0].start, words[-1].end
    return None


def _is_form_of(word: str, name: str) -> bool:
    """Whether a word is another inflected form, and no compound: *harbours* of *harbour*, but not *harbourmaster*."""
    if word == name:
        return True
    return word.isalpha() and abs(len(word) - len(name)) <= _INFLECTION and same_stem(word, name)


def key_terms(material: Material, language: str) -> KeyTerms:
    """The key terms of an edition, found once."""
    return material.once(f"key terms/{language}", lambda: KeyTerms(material, language))


def counterpart(material: Material, term: KeyTerm, language: str, other: str) -> KeyTerm | None:
    """The term of another edition that stands in the same headings, links and bold type; None where they disagree."""
    theirs = key_terms(material, other)
    if "acronym" in term.classes:
        return theirs.by_name.get(term.name)
    parallel = material.parallel(language, other)
    answers = set()
    for mark in term.marks:
        there = parallel.get(mark.place.segment)
        if there is not None:
            answers.add(_answer(theirs, mark, there))
    if len(answers) != 1:
        return None
    (name,) = answers
    return theirs.by_name[name] if name is not None else None


def _answer(theirs: KeyTerms, mark: Mark, segment: str) -> Name | None:
    """The only term that is marked in a segment as ``mark`` is in its counterpart."""
    alike = {
        other_name
        for other_name, other in theirs.marked_in(segment)
        if (other.kind, other.target) == (mark.kind, mark.target) and (mark.kind != "strong" or other.rank == mark.rank)
    }
    return next(iter(alike)) if len(alike) == 1 else None


@lru_cache(maxsize=65536)
def are_twins(one: str, other: str, language: str) -> bool:
    """Whether two names may mean the same: one is part of the other, or half of their words are forms of each other."""
    return overlapping(one, other, language) or overlap(one, other, language) >= 0.5
