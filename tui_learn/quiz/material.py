"""Everything the kinds draw on: the editions of an article, where their words stand, what translates what."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from tui_learn.bitext import Bitext
from tui_learn.bitext.glossary import Glossary
from tui_learn.bitext.repairs import Repair, look_for
from tui_learn.quiz.defects import copying_is_usual, has_doubled_item, is_broken, is_opaque, is_put_together
from tui_learn.quiz.exclusions import Exclusions
from tui_learn.quiz.foreign import is_foreign
from tui_learn.quiz.parallels import strong_parallels, sure_parallels
from tui_learn.quiz.sampling import MOST, spread
from tui_learn.quiz.sections import Section, is_trustworthy, sections
from tui_learn.quiz.seeded import number
from tui_learn.quiz.stems import folded_words
from tui_learn.quiz.words import WordIndex
from tui_learn.text import Edition, Sentence, Token
from tui_learn.text.fold import fold

_T = TypeVar("_T")
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
        picks: Mapping[str, tuple[str, ...]] | None = None,
        align: Callable[[Edition, Edition], Bitext] | None = None,
        focus: frozenset[str] | None = None,
        elsewhere: Iterable[Edition] = (),
    ) -> None:
        self.bitext = bitext
        self.glossary = glossary
        """Pairs of words of this very bitext, where words may be asked for by their counterpart."""
        self.picks = picks or {}
        """Folded keys to the words the learner has taken for them: they are offered again."""
        self.elsewhere = tuple(elsewhere)
        """Editions of other articles, of any language."""
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
        self.focus = focus
        """The segments, of whichever language of the pair, that are to be asked about; all of them without."""
        self._align = align
        self._made: dict[str, Any] = {}
        self._usable: dict[tuple[str, str], bool] = {}
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
        """Segments of one edition to those of another, for pairs strong enough to rest a key on.

        The two languages of the pair are aligned with each other, every other with the learned one alone: between the
        known language and another the way goes through the learned one.
        """
        key = (source, target)
        if key not in self._parallels:
            self._parallels[key] = self._make_parallel(source, target)
        return self._parallels[key]

    def _make_parallel(self, source: str, target: str) -> dict[str, str]:
        if source == target:
            return {s.id: s.id for s in self.editions[source].sentences}
        learned = self.learned.language
        if source != learned and target != learned:
            onward = self.parallel(learned, target)
            return {a: onward[b] for a, b in self.parallel(source, learned).items() if b in onward}
        if target == learned:
            return {b: a for a, b in self.parallel(learned, source).items()}
        if target == self.known.language:
            return {b: a for a, b in strong_parallels(self.bitext).items()}
        left, right = sorted((source, target))  # each pair is aligned one way round only: the same beads serve both
        found = self._aligned(self.editions[left], self.editions[right])
        return found if left == source else {b: a for a, b in found.items()}

    def _aligned(self, left: Edition, right: Edition) -> dict[str, str]:
        if self._align is not None:
            return strong_parallels(self._align(left, right))
        return sure_parallels(left, right, self.repairs)

    def some(self, things: Sequence[_T], kind: str, most: int = MOST) -> Sequence[_T]:
        """At most so many of some things, spread over the whole of a long article; which ones, the seed tells.

        Where a part of the article is wanted (``focus``), those of that part: ``sampling.segments_of`` tells where a
        thing stands.
        """
        return spread(things, most, number(self.seed, "some", kind), self.focus)

    def once(self, name: str, make: Callable[[], _T]) -> _T:
        """What several kinds need of the article, made when it is first asked for."""
        if name not in self._made:
            self._made[name] = make()
        found: _T = self._made[name]
        return found

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

    def place_of_sentence(self, segment: str) -> int:
        """The number of a sentence of the learned language in ``Edition.sentences``."""
        return self._numbers[segment]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {sentence.id: number for number, sentence in enumerate(self.learned.sentences)}

    def usable(self, language: str, segment: str) -> bool:
        """Whether a segment may be shown: no deck excludes it, it is whole, translated, and lists nothing twice."""
        key = (language, segment)
        if key not in self._usable:
            sentence = self.sentence(language, segment)
            block, text = self.editions[language].blocks[sentence.block], sentence.text
            self._usable[key] = not (
                self.exclusions.segment(language, segment)
                or is_put_together(block, sentence)
                or has_doubled_item(text)
                or is_broken(text)
                or is_foreign(text, language, [other for other in ("en", *self.editions) if other != language])
            )
        return self._usable[key]

    def teachable(self, language: str, segment: str) -> bool:
        """Whether a whole segment may be the answer: usable, and no excluded word is in it."""
        tokens = self.editions[language].tokens(self.sentence(language, segment))
        return self.usable(language, segment) and not any(
            self.exclusions.word(language, token.text) for token in tokens
        )

    def is_vocabulary(self, language: str, segment: str, token: Token) -> bool:
        """Whether a word may be key or option.

        It is neither excluded nor the counterpart of an excluded word, no part of a name that spells out an acronym,
        and not the same in the translation, as names are and what was left untranslated.
        """
        sentence = self.sentence(language, segment)
        return not (
            self.exclusions.word(language, token.text)
            or is_opaque(self.editions[language].blocks[sentence.block], sentence, token.start)
            or self._is_copied(language, segment, token)
            or self._answers_excluded(language, segment, token)
        )

    def _is_copied(self, language: str, segment: str, token: Token) -> bool:
        other = self.known.language if language == self.learned.language else self.learned.language
        there = self.parallel(language, other).get(segment) if language != other else None
        if there is None or self._copying_is_usual:
            return False
        return fold(token.text, language) in folded_words(self.sentence(other, there).text, other)

    @cached_property
    def _copying_is_usual(self) -> bool:
        """Whether the two languages are so close that words are the same in both without being names."""
        known, learned = self.known.language, self.learned.language
        pairs = self.some(list(self.parallel(known, learned).items()), "copied", 100)
        return copying_is_usual(
            [(self.sentence(known, ours).text, self.sentence(learned, theirs).text) for ours, theirs in pairs]
        )

    def _answers_excluded(self, language: str, segment: str, token: Token) -> bool:
        if self.glossary is None or language != self.learned.language:
            return False
        linked = self.glossary.linked
        number = linked.right.at(self.place_of_sentence(segment), token.start)
        link = linked.link_of("right", number) if number is not None else None
        words = linked.left.words
        return link is not None and any(self.exclusions.word(self.known.language, words[n].text) for n in link.left)

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
