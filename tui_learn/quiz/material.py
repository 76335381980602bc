"""Everything the kinds draw on: the editions of an article, where their words stand, what translates what."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from tui_learn.bitext import Bitext
from tui_learn.bitext.glossary import Glossary
from tui_learn.bitext.repairs import Repair, build_repaired, look_for
from tui_learn.quiz.defects import has_doubled_item, is_opaque
from tui_learn.quiz.exclusions import Exclusions
from tui_learn.quiz.parallels import strong_parallels
from tui_learn.quiz.sections import Section, is_trustworthy, sections
from tui_learn.quiz.words import WordIndex
from tui_learn.text import Edition, Sentence, Token
from tui_learn.text.fold import fold

MEANS = 0.5
"""Confidence from which a pair of the glossary rules a word out as a wrong answer for another with the same meaning."""


@dataclass(frozen=True, slots=True)
class Direction:
    """Which language is shown and which is asked for."""

    prompt: str
    answer: str


class Material:
    """The evidence of one article for one pair of languages.

    Every edition is evidence, not only the two of the pair.
    """

    def __init__(
        self,
        bitext: Bitext,
        others: Iterable[Edition],
        exclusions: Exclusions,
        seed: int,
        repairs: Iterable[Repair] = (),
        glossary: Glossary | None = None,
    ) -> None:
        self.bitext = bitext
        self.glossary = glossary
        """Pairs of words of this very bitext, where words may be asked for by their counterpart."""
        self.known = bitext.left
        self.learned = bitext.right
        self.exclusions = exclusions
        self.seed = seed
        self.editions: dict[str, Edition] = {self.known.language: self.known, self.learned.language: self.learned}
        for edition in sorted(others, key=lambda other: other.language):
            self.editions.setdefault(edition.language, edition)
        repairs = list(repairs)
        holding = dict.fromkeys(
            repair
            for left, right in itertools.combinations(self.editions.values(), 2)
            for repair, _bead in look_for(repairs, left, right).applied
        )
        self.repairs = tuple(repair for repair in repairs if repair in holding)
        """Of every pair of the editions; those of the pair itself are in ``bitext`` already."""
        self._indexes: dict[str, WordIndex] = {}
        self._parallels: dict[tuple[str, str], dict[str, str]] = {}
        self._sections: dict[str, list[Section]] = {}

    @property
    def pair(self) -> str:
        """``known:learned``."""
        return f"{self.known.language}:{self.learned.language}"

    @property
    def one_language(self) -> bool:
        """Whether known and learned are the same."""
        return self.known.language == self.learned.language

    @cached_property
    def directions(self) -> Sequence[Direction]:
        """Cross-language first; concepts are asked in each."""
        known, learned = self.known.language, self.learned.language
        if known == learned:
            return (Direction(learned, learned),)
        return (Direction(known, learned), Direction(learned, known), Direction(learned, learned))

    def index(self, language: str) -> WordIndex:
        """Where the words of an edition stand."""
        if language not in self._indexes:
            self._indexes[language] = WordIndex(self.editions[language])
        return self._indexes[language]

    def parallel(self, source: str, target: str) -> dict[str, str]:
        """Segments of one edition to those of another, for pairs strong enough to rest a key on."""
        key = (source, target)
        if key not in self._parallels:
            if source == target:
                self._parallels[key] = {s.id: s.id for s in self.editions[source].sentences}
            elif key == (self.known.language, self.learned.language):
                self._parallels[key] = strong_parallels(self.bitext)
            elif (target, source) in self._parallels or source > target:
                # Each pair is aligned one way round only: the same beads must serve both.
                self._parallels[key] = {b: a for a, b in self.parallel(target, source).items()}
            elif key == (self.learned.language, self.known.language):
                self._parallels[key] = {b: a for a, b in strong_parallels(self.bitext).items()}
            else:
                left, right = self.editions[source], self.editions[target]
                bitext = build_repaired(left, right, look_for(self.repairs, left, right).fixed)
                self._parallels[key] = strong_parallels(bitext)
        return self._parallels[key]

    def meanings(self, word: str) -> frozenset[str]:
        """What a folded word of the learned language may mean: dictionary forms of the known one, by the glossary."""
        return self._meanings.get(word, frozenset())

    @cached_property
    def _meanings(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        language = self.learned.language
        for pair in self.glossary.pairs if self.glossary is not None else ():
            if pair.confidence >= MEANS and pair.verdict != "struck":
                for form in (pair.right, *pair.right_forms):
                    found.setdefault(fold(form, language), set()).add(pair.left)
        return {form: frozenset(meanings) for form, meanings in found.items()}

    def versions(self, language: str) -> list[str]:
        """The other languages, in a fixed order."""
        return [other for other in sorted(self.editions) if other != language]

    def sentence(self, language: str, segment: str) -> Sentence:
        """A sentence by its id."""
        sentence = self.editions[language].sentence(segment)
        assert sentence is not None, f"{language}/{segment}"
        return sentence

    def usable(self, language: str, segment: str) -> bool:
        """Whether a segment may be shown: no deck has excluded it, no list in it says one thing twice."""
        return not (
            self.exclusions.segment(language, segment) or has_doubled_item(self.sentence(language, segment).text)
        )

    def teachable(self, language: str, segment: str) -> bool:
        """Whether a whole segment may be the answer: usable, and no excluded word is in it."""
        tokens = self.editions[language].tokens(self.sentence(language, segment))
        return self.usable(language, segment) and not any(
            self.exclusions.word(language, token.text) for token in tokens
        )

    def is_vocabulary(self, language: str, segment: str, token: Token) -> bool:
        """Whether a word may be key or option: not excluded, and no part of a name that spells out an acronym."""
        sentence = self.sentence(language, segment)
        return not (
            self.exclusions.word(language, token.text)
            or is_opaque(self.editions[language].blocks[sentence.block], sentence, token.start)
        )

    def sections(self, language: str) -> list[Section]:
        """Sections whose headings may be asked about."""
        if language not in self._sections:
            edition, index = self.editions[language], self.index(language)
            self._sections[language] = [
                section
                for section in sections(edition)
                if section.heading.number != edition.title_block
                and self.usable(language, section.segment)
                and is_trustworthy(section, index)
            ]
        return self._sections[language]
