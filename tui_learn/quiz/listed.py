"""The lists of an article, and which of their items may be opposed to each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tui_learn.quiz.alike import jaccard
from tui_learn.quiz.disjoint import Disjointness, proves_phrase
from tui_learn.quiz.distractors import WordPool
from tui_learn.quiz.enumerations import Enumeration, enumerations, markdown_lists
from tui_learn.quiz.material import Material
from tui_learn.quiz.seeded import number
from tui_learn.quiz.shapes import begins_capital, ending, has_caps_word, has_digit
from tui_learn.quiz.stems import MIN_STEM, StemSet, content_words, folded_words
from tui_learn.quiz.use import Use, alike_in_use, uses
from tui_learn.text import Sentence
from tui_learn.text.fold import fold, primary
from tui_learn.text.languages import has_word_spaces

WINDOW, _ENOUGH = 12, 6
_LONG = 3
"""Words from which a phrase is long."""
_FAR = 0.3
"""Share of common words (Jaccard) up to which two items say different things."""
_ALIKE_IN_USE = 1.0
_UNINFLECTED = frozenset(
    ("en", "sv", "nb", "nn", "no", "da", "nl", "af", "fr", "es", "it", "pt", "ca", "gl", "bg", "mk", "vi", "id", "ms")
)
"""Languages whose nouns have one form after whatever word: elsewhere the ending of an item would tell."""


@dataclass(frozen=True, slots=True)
class Member:
    """An item of a list of the learned language."""

    text: str
    segment: str
    listed: str
    """Names the list it stands in."""
    section: int
    """The number of the heading above it, -1 where there is none."""
    start: int
    """Offset in its sentence."""
    markdown: bool


@dataclass(frozen=True, slots=True)
class InSentence:
    """A list in a sentence, with the whole of what the sentence lists."""

    sentence: Sentence
    listed: Enumeration
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class InBlocks:
    """A Markdown list whose items each have a sure counterpart."""

    members: tuple[Member, ...]
    lead: str
    """The segment that leads up to it; empty where there is none."""


class Lists:
    """The lists of the learned edition that have as many items in the known one."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self.language = material.learned.language
        self._headings: dict[int, int] = {}
        heading = -1
        for block in material.learned.blocks:
            heading = block.number if block.kind == "heading" else heading
            self._headings[block.number] = heading
        self._texts: dict[int, list[str]] = defaultdict(list)
        for sentence in material.index(self.language).prose:
            self._texts[self._headings[sentence.block]].append(sentence.text)
        self._stems: dict[int, StemSet] = {}
        self.sentences = [found for s in material.index(self.language).body for found in self._in_sentence(s)]
        self.blocks = list(self._markdown())

    @property
    def members(self) -> list[Member]:
        """Every item of more than one, in the order of the article."""
        found = [member for listed in self.sentences if listed.listed.count > 1 for member in listed.members]
        found += [member for listed in self.blocks for member in listed.members]
        return sorted(found, key=lambda member: (self._material.place_of_sentence(member.segment), member.start))

    def scope(self, *sections: int) -> list[str]:
        """The sentences of sections."""
        return [text for section in sections for text in self._texts[section]]

    def stands_in(self, text: str, section: int) -> bool:
        """Whether words of a phrase, or forms of them, stand in a section: of a long phrase more than a third."""
        if section not in self._stems:
            split = folded_words if has_word_spaces(self.language) else content_words
            words = (word for sentence in self._texts[section] for word in split(sentence, self.language))
            self._stems[section] = StemSet(words)
        words_ = content_words(text, self.language) or folded_words(text, self.language)
        there = sum(word in self._stems[section] for word in words_)
        return there > len(words_) // _LONG if len(words_) >= _LONG else there > 0

    def section_of(self, segment: str) -> int:
        """The number of the heading above a segment."""
        return self._headings[self._material.sentence(self.language, segment).block]

    def _in_sentence(self, sentence: Sentence) -> Iterator[InSentence]:
        material, language = self._material, self.language
        if material.learned.blocks[sentence.block].kind not in ("paragraph", "item", "quote"):
            return
        found = enumerations(sentence.text, language)
        if not found or not material.usable(language, sentence.id) or not self._counted_alike(sentence, found):
            return
        section = self._headings[sentence.block]
        for place, listed in enumerate(found):
            members = tuple(
                Member(item.text, sentence.id, f"{sentence.id}/{place}", section, item.start, False)
                for item in listed.items
                if self._may_be_asked(item.text, sentence, item.start)
            )
            yield InSentence(sentence, listed, members)

    def _counted_alike(self, sentence: Sentence, found: Sequence[Enumeration]) -> bool:
        """Whether the known version, or with one language some version, has as many lists, each as long."""
        material = self._material
        versions = material.versions(self.language) if material.one_language else [material.known.language]
        for version in versions:
            there = material.parallel(self.language, version).get(sentence.id)
            if there is None or not material.usable(version, there):
                continue
            others = enumerations(material.sentence(version, there).text, version)
            if _shape(others) == _shape(found):
                return True
        return not versions

    def _may_be_asked(self, text: str, sentence: Sentence, start: int) -> bool:
        material, language = self._material, self.language
        if has_digit(text) or has_caps_word(text) or (len(text) < MIN_STEM and has_word_spaces(language)):
            return False
        tokens = material.learned.tokens(sentence)
        if not all(
            material.is_vocabulary(language, sentence.id, token)
            for token in tokens
            if start <= token.start < start + len(text)
        ):
            return False
        return not self._left_as_it_is(text, sentence.id)

    def _left_as_it_is(self, text: str, segment: str) -> bool:
        """Whether half of the other versions have the very same words: then no language need be known."""
        wanted = _in_words(text, self.language)
        there = [
            self._material.sentence(version, parallel).text
            for version in self._material.versions(self.language)
            if (parallel := self._material.parallel(self.language, version).get(segment)) is not None
        ]
        return bool(there) and 2 * sum(wanted in _in_words(other, self.language) for other in there) >= len(there)

    def _markdown(self) -> Iterator[InBlocks]:
        material, language, known = self._material, self.language, self._material.known.language
        parallel = material.parallel(language, known)
        sizes = {block: len(found.blocks) for found in markdown_lists(material.known) for block in found.blocks}
        for number_, found in enumerate(markdown_lists(material.learned)):
            members = []
            for item in found.items:
                there = parallel.get(item.segment)
                if there is None or sizes.get(material.sentence(known, there).block) != len(found.blocks):
                    continue
                sentence = material.sentence(language, item.segment)
                start = sentence.text.find(item.text)
                if material.usable(language, item.segment) and self._may_be_asked(item.text, sentence, start):
                    section = self._headings[sentence.block]
                    members.append(Member(item.text, item.segment, f"list{number_}", section, start, True))
            if len(members) >= 2:
                lead = found.lead if found.lead in parallel and material.usable(language, found.lead) else ""
                yield InBlocks(tuple(members), lead)


def _in_words(text: str, language: str) -> str:
    return f" {' '.join(folded_words(text, language))} "


def _shape(found: Iterable[Enumeration]) -> list[tuple[bool, int]]:
    return [(listed.bracketed, listed.count) for listed in found if listed.count > 1 or not listed.bracketed]


class Rivals:
    """Items of all lists, by their looks."""

    def __init__(self, material: Material, lists: Lists) -> None:
        self._material = material
        self._lists = lists
        self._disjoint = Disjointness(material, lists.language)
        self._by_looks: dict[tuple[bool, bool], list[Member]] = defaultdict(list)
        for member in lists.members:
            self._by_looks[member.markdown, begins_capital(member.text)].append(member)
        self._words: dict[tuple[str, bool], list[Member]] = defaultdict(list)
        for word in WordPool(material, lists.language, self._disjoint).words:
            member = Member(word.surface, word.segment, "", lists.section_of(word.segment), word.start, False)
            self._words[ending(word.surface, lists.language), begins_capital(word.surface)].append(member)

    def of(self, key: Member) -> list[Member]:
        """Items of other sections that are surely none of the key's list; for a single word, where there are too few,
        words of other sections that end like it."""
        found = self.items(key)
        language = self._lists.language
        mine = ending(key.text, language)
        found.sort(key=lambda other: ending(other.text, language) != mine)
        if len(found) < _ENOUGH and not key.markdown and len(key.text.split()) == 1:
            known = {other.text for other in found}
            words = self._words[mine, begins_capital(key.text)]
            found += [other for other in self.fitting(key, words) if other.text not in known]
        return found

    def items(self, key: Member) -> list[Member]:
        """Items of lists alone, as ``of`` gives them."""
        return self.fitting(key, self._by_looks[key.markdown, begins_capital(key.text)])

    def fitting(self, key: Member, row: Sequence[Member]) -> list[Member]:
        """Those of some items or words that may stand in the key's place and surely do not belong there."""
        language = self._lists.language
        words = len(key.text.split())
        turn = number(self._material.seed, "C12", key.segment, key.text) % max(1, len(row))
        found: list[Member] = []
        for other in (*row[turn:], *row[:turn])[: 5 * WINDOW]:
            count = len(other.text.split())
            if other.section == key.section or (count == 1) != (words == 1) or abs(count - words) > 1 + key.markdown:
                continue
            if not 0.5 <= len(other.text) / len(key.text) <= 2:
                continue
            if not key.markdown and has_word_spaces(language) and not self.are_used_alike(key.text, other.text):
                continue
            if self._lists.stands_in(other.text, key.section) or not self._proves(other, key):
                continue
            if all(fold(other.text, language) != fold(one.text, language) for one in found):
                found.append(other)
            if len(found) == WINDOW:
                break
        return found

    def _proves(self, other: Member, key: Member) -> bool:
        """Whether the other item surely says nothing of what the key's sentence says."""
        language, known = self._lists.language, self._material.known.language
        if other.markdown:
            return all(
                jaccard(*(content_words(text, version) for text in texts)) < _FAR
                for version, texts in self._versions_of(other, key)
            )
        if self._material.one_language:
            return True
        words = folded_words(other.text, language)
        if not has_word_spaces(language):
            words = content_words(other.text, language)
            return all(self._disjoint.proves(word, key.segment, known) for word in words)
        return proves_phrase(self._disjoint, words, key.segment, known)

    def _versions_of(self, one: Member, other: Member) -> Iterator[tuple[str, tuple[str, str]]]:
        """The sentences of two items in every version that has both."""
        language = self._lists.language
        yield language, (one.text, other.text)
        for version in self._material.versions(language):
            parallel = self._material.parallel(language, version)
            if one.segment in parallel and other.segment in parallel:
                a, b = (self._material.sentence(version, parallel[m.segment]).text for m in (one, other))
                yield version, (a, b)

    def are_used_alike(self, one: str, other: str) -> bool:
        """Whether two items might stand in each other's place, as far as their last words tell."""
        language = self._lists.language
        a, b = (fold(text, language).split()[-1] for text in (one, other))
        uses_ = self._uses
        if " " in one or " " in other or a not in uses_ or b not in uses_:
            return primary(language) in _UNINFLECTED or a[-2:] == b[-2:]
        return alike_in_use(uses_[a], uses_[b]) >= _ALIKE_IN_USE

    @cached_property
    def _uses(self) -> Mapping[str, Use]:
        language = self._lists.language
        return self._material.once(f"uses/{language}", lambda: uses(self._material, language))


def lists_of(material: Material) -> Lists:
    """The lists of the learned edition, found once."""
    return material.once("lists", lambda: Lists(material))


def rivals_of(material: Material) -> Rivals:
    """The items that may be opposed to each other, found once."""
    return material.once("items of lists", lambda: Rivals(material, lists_of(material)))
