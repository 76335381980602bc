"""Where proven pairs of words stand so that they may be asked for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import OSA

from tui_learn.bitext.glossary import Glossary, GlossaryPair
from tui_learn.bitext.word_links import Word, Words
from tui_learn.quiz.material import Material
from tui_learn.quiz.shapes import has_digit, has_triple_letter
from tui_learn.quiz.stems import MIN_STEM, same_stem
from tui_learn.text import Sentence, Token
from tui_learn.text.fold import fold
from tui_learn.text.segmenters import has_words

_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc\uff66-\uff9f]{2}")


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a proven pair, in a pair of sentences that surely translate each other."""

    pair: GlossaryPair
    left: int
    """Number of the word in ``Words`` of the known language."""
    right: int
    """The same in the learned language."""
    known: str
    """Id of the sentence in the known language."""
    learned: str


def likeness(left: str, left_language: str, right: str, right_language: str) -> float:
    """How much two words look alike, 0 to 1, case and marks aside."""
    return OSA.normalized_similarity(fold(left, left_language), fold(right, right_language))


class ProvenPairs:
    """The pairs of a glossary that may be asked for, with their places."""

    def __init__(self, material: Material, glossary: Glossary) -> None:
        self._material = material
        self.glossary = glossary
        self.left: Words = glossary.linked.left
        self.right: Words = glossary.linked.right

    @cached_property
    def places(self) -> tuple[tuple[Place, ...], ...]:
        """The places of each pair, in order; pairs without any are left out."""
        if not (has_words(self.left.edition.language) and has_words(self.right.edition.language)):
            return ()
        single = (pair for pair in self.glossary.proven if pair.is_single and pair.verdict != "struck")
        found = (tuple(self._places(pair)) for pair in single)
        return tuple(places for places in found if places)

    def at(self, word: int) -> Place | None:
        """The place at which a word of the learned language answers another."""
        return self._by_right.get(word)

    @cached_property
    def _by_right(self) -> dict[int, Place]:
        return {place.right: place for places in self.places for place in places}

    def _places(self, pair: GlossaryPair) -> Iterator[Place]:
        known, learned = self.left.edition, self.right.edition
        parallel = self._material.parallel(learned.language, known.language)
        for link in pair.places:
            if not link.is_single or self.glossary.linked.link_of("right", link.right[0]) != link:
                continue
            left, right = self.left.words[link.left[0]], self.right.words[link.right[0]]
            ours, theirs = known.sentences[left.sentence], learned.sentences[right.sentence]
            if parallel.get(theirs.id) != ours.id:
                continue
            if self._is_sound(self.left, left, ours) and self._is_sound(self.right, right, theirs):
                yield Place(pair, link.left[0], link.right[0], ours.id, theirs.id)

    def _is_sound(self, words: Words, word: Word, sentence: Sentence) -> bool:
        """Whether nothing about a word or its sentence forbids asking for it."""
        edition, language = words.edition, words.edition.language
        if edition.blocks[sentence.block].kind == "heading" or not self._material.usable(language, sentence.id):
            return False
        if not word.is_content or has_digit(word.text) or has_triple_letter(word.text):
            return False
        token = next((t for t in edition.tokens(sentence) if t.start <= word.start < t.end), None)
        if token is None or token.is_cut_off or self._material.exclusions.word(language, token.text):
            return False
        if is_cut_out_of_katakana(sentence.text, word.start, word.end):
            return False
        return self._material.is_vocabulary(language, sentence.id, Token(word.text, word.start, word.end))

    def answered_by(self, word: int) -> str:
        """What a word of the learned language answers, as it stands there; empty where that may not be told."""
        link = self.glossary.linked.link_of("right", word)
        pair = self.glossary.of_link(link) if link is not None else None
        if link is None or pair is None or pair.grade == "highlight" or pair.verdict == "struck":
            return ""
        told = [(self.left, number) for number in link.left] + [(self.right, number) for number in link.right]
        excluded = self._material.exclusions.word
        if any(excluded(words.edition.language, words.words[number].text) for words, number in told):
            return ""
        left = " ".join(self.left.words[number].text for number in link.left)
        same = likeness(left, self.left.edition.language, self.right.words[word].text, self.right.edition.language) == 1
        return "" if same else left  # a name says nothing but itself


def is_cut_out_of_katakana(text: str, start: int, end: int) -> bool:
    """Whether a word is part of a longer stretch of katakana: such loanwords are often cut where they should not be."""
    return any(
        _KATAKANA.fullmatch(text[place - 1 : place + 1]) is not None for place in (start, end) if 0 < place < len(text)
    )


class Occurrences:
    """Where the words of an edition come back, in whatever form."""

    def __init__(self, words: Words) -> None:
        self._words = words
        language = words.edition.language
        self._folded = [fold(word.text, language) for word in words.words]
        self._by_beginning: dict[str, list[int]] = defaultdict(list)
        for number, folded in enumerate(self._folded):
            self._by_beginning[folded[:MIN_STEM]].append(number)
        self._alike: dict[str, frozenset[int]] = {}

    def of_lexeme(self, number: int) -> frozenset[int]:
        """The numbers of all words with the dictionary form of this one."""
        return frozenset(self._words.of_lexeme.get(self._words.words[number].lexeme, ()))

    def of_stem(self, number: int) -> frozenset[int]:
        """The numbers of all words with the dictionary form or the stem of this one."""
        folded = self._folded[number]
        if folded not in self._alike:
            near = self._by_beginning[folded[:MIN_STEM]]
            self._alike[folded] = frozenset(n for n in near if same_stem(folded, self._folded[n]))
        return self._alike[folded] | self.of_lexeme(number)

    def is_half(self, number: int) -> bool:
        """Whether a word is never met without the one beside it, at least twice: then they are one unit.

        Both notions of a word's forms are tried: the one parts what belongs together, the other joins what does not.
        """
        return self._is_half(number, self.of_lexeme) or self._is_half(number, self.of_stem)

    def _is_half(self, number: int, forms: Callable[[int], frozenset[int]]) -> bool:
        mine = forms(number)
        if len(mine) < 2:
            return False
        for beside in self._neighbours(number):
            theirs = forms(beside)
            beside_each_other = (any(other in theirs for other in self._neighbours(n)) for n in mine)
            if len(theirs) == len(mine) and all(beside_each_other):
                return True
        return False

    def _neighbours(self, number: int) -> list[int]:
        words = self._words.words
        return [
            other
            for other in (number - 1, number + 1)
            if 0 <= other < len(words) and words[other].sentence == words[number].sentence
        ]
