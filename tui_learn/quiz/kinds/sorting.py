"""C18: sort four to eight phrases under two or three headings.

Phrases are the items of lists. Each stands under its heading (P1), and no word of it, in any version, comes back in a
section that stands beside it here (P4).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import regex

from tui_learn.i18n import gettext as _
from tui_learn.quiz.build import evidence_of, make_exercise
from tui_learn.quiz.difficulty import prior_difficulty
from tui_learn.quiz.enumerations import enumerations, markdown_lists
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.kinds.headings import ALIKE
from tui_learn.quiz.material import Direction, Material
from tui_learn.quiz.sampling import MOST as ENOUGH
from tui_learn.quiz.sections import Section, overlap, sections
from tui_learn.quiz.seeded import number, shuffled
from tui_learn.quiz.shapes import begins_capital, has_caps_word, has_digit, has_punctuation, overlapping
from tui_learn.quiz.stems import StemSet
from tui_learn.quiz.topic_words import Topics, share_a_stem, starts, topic_words, topics
from tui_learn.text import Sentence, tokenize
from tui_learn.text.languages import has_word_spaces

LEAST, MOST = 4, 8
"""Phrases of an exercise."""
_EACH = 2
"""Phrases under a heading at least."""
MAX_WORDS, MAX_CHARACTERS = 8, 70
_REACH = 4
"""Sections that stand so near each other are put together."""
_LISTS = regex.compile(r"[,،、，(（\[【]")
"""Signs without which a sentence lists nothing."""
_RATIO = 2.0
"""Most that the usual lengths under two headings may differ."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """An item of a list."""

    text: str
    segment: str
    words: tuple[tuple[str, tuple[str, ...]], ...]
    """In each version that has its segment: the topic words it may be there."""


@dataclass(frozen=True, slots=True)
class _Shelf:
    """A section with what may be sorted under its heading."""

    section: Section
    phrases: tuple[_Phrase, ...]
    words: dict[str, StemSet]
    """The topic words of the section in each version that has its heading."""


def generate_sortings(material: Material) -> Iterator[Exercise]:
    """C18 of sections near each other that have lists, in every direction."""
    topic = topics(material)
    for direction in material.directions:
        language = direction.answer
        shelves = material.once(f"shelves/{language}", partial(_shelves, material, topic, language))
        usable = [shelf for shelf in shelves if _shown(material, topic, direction, shelf.section)]
        taken: set[str] = set()
        places = [(place, shelf.phrases) for place, shelf in enumerate(usable)]
        for here, _phrases in material.some(places, "C18", ENOUGH // len(material.directions)):
            if usable[here].section.segment in taken:
                continue
            group = _put_together(material, direction, usable[here : here + _REACH], taken)
            if group is not None:
                taken |= {chosen.section.segment for chosen, _phrases in group}
                yield _make(material, topic, direction, group)


def _shown(material: Material, topic: Topics, direction: Direction, section: Section) -> str:
    """The heading as it is shown; "" where it cannot be."""
    there = topic.counterpart(direction.answer, section.segment, direction.prompt)
    if there is None or not topic.fit(direction.answer, section.segment) or not topic.fit(direction.prompt, there):
        return ""
    return material.sentence(direction.prompt, there).text


def _shelves(material: Material, topic: Topics, language: str) -> list[_Shelf]:
    """The sections of an edition that have at least two phrases."""
    of_heading = {
        version: {section.segment: section for section in sections(material.editions[version])}
        for version in material.editions
    }
    listed = _listed(material, language)
    found = []
    for section in material.sections(language):
        phrases = tuple(_phrases_of(material, topic, language, section, listed))
        if len(phrases) < _EACH:
            continue
        words = {}
        for version, there in topic.versions_of(language, section.segment):
            whole = of_heading[version].get(there)
            if whole is not None:
                segments = [whole.segment, *(s.id for block in whole.blocks for s in block.sentences)]
                words[version] = StemSet(word for segment in segments for word in topic.words(version, segment))
        found.append(_Shelf(section, phrases, words))
    return found


def _listed(material: Material, language: str) -> dict[str, dict[str, str]]:
    """In each version: the segments that are items of a Markdown list, and what is listed there."""
    return {
        version: {
            item.segment: item.text for found in markdown_lists(material.editions[version]) for item in found.items
        }
        for version in (language, *material.versions(language))
    }


def _phrases_of(
    material: Material, topic: Topics, language: str, section: Section, listed: dict[str, dict[str, str]]
) -> Iterator[_Phrase]:
    seen: set[str] = set()
    for block in section.blocks:
        if block.kind not in ("paragraph", "item", "quote"):
            continue
        for sentence in block.sentences:
            if block.kind != "item" and not _LISTS.search(sentence.text):
                continue
            if not topic.fit(language, sentence.id):
                continue
            for text, words in _items(material, topic, language, sentence, listed):
                if text not in seen and _is_phrase(text, language):
                    seen.add(text)
                    yield _Phrase(text, sentence.id, words)


def _items(
    material: Material, topic: Topics, language: str, sentence: Sentence, listed: dict[str, dict[str, str]]
) -> Iterator[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]]:
    """What a sentence lists, with the topic words it may be in each version."""
    versions = topic.versions_of(language, sentence.id)
    if sentence.id in listed[language]:
        text = listed[language][sentence.id]
        yield (
            text,
            tuple(
                (version, topic_words(listed[version].get(there) or material.sentence(version, there).text, version))
                for version, there in versions
            ),
        )
        return
    lists = {version: enumerations(material.sentence(version, there).text, version) for version, there in versions}
    for place, own in enumerate(lists[language]):
        if len(versions) == 1 and not own.bracketed:
            continue  # no other version says that it is a list
        words = []
        for version, found in lists.items():
            if len(found) != len(lists[language]):
                break
            other = found[place]
            if (other.count, len(other.items), other.bracketed) != (own.count, len(own.items), own.bracketed):
                break  # which items answer which cannot be told
            # Items may stand in another order there: all of them are looked at.
            words.append((version, tuple(word for item in other.items for word in topic_words(item.text, version))))
        else:
            for item in own.items:
                if has_punctuation(item.text):
                    continue
                mine = (language, topic_words(item.text, language))
                yield item.text, tuple(mine if version == language else (version, w) for version, w in words)


def _is_phrase(text: str, language: str) -> bool:
    if len(text) > MAX_CHARACTERS or has_digit(text) or has_caps_word(text) or not topic_words(text, language):
        return False
    tokens = tokenize(text, language)
    if any(token.is_cut_off for token in tokens):
        return False
    return not has_word_spaces(language) or len(tokens) <= MAX_WORDS


def _put_together(
    material: Material, direction: Direction, shelves: Sequence[_Shelf], taken: set[str]
) -> list[tuple[_Shelf, list[_Phrase]]] | None:
    """The first of some sections with one or two of the others, and the phrases under each."""
    first, rest = shelves[0], [shelf for shelf in shelves[1:] if shelf.section.segment not in taken]
    for size in (2, 1):
        for others in itertools.combinations(rest, size):
            group = [first, *others]
            if all(_are_apart(a, b, direction.answer) for a, b in itertools.combinations(group, 2)):
                chosen = _fill(material, direction, group)
                if chosen is not None:
                    return chosen
    return None


def _are_apart(one: _Shelf, other: _Shelf, language: str) -> bool:
    """Whether two headings are different things, and neither stands over the other."""
    a, b = one.section, other.section
    if a.heading.number in b.ancestors or b.heading.number in a.ancestors:
        return False
    return overlap(a.heading.text, b.heading.text, language) < ALIKE and not overlapping(
        a.heading.text, b.heading.text, language
    )


def _fill(
    material: Material, direction: Direction, group: Sequence[_Shelf]
) -> list[tuple[_Shelf, list[_Phrase]]] | None:
    """Phrases under each heading that look alike throughout; None where there are too few."""
    language = direction.answer
    for capital in (False, True):
        chosen: list[tuple[_Shelf, list[_Phrase]]] = []
        used: list[str] = []
        for shelf in group:
            others = [other for other in group if other is not shelf]
            phrases: list[_Phrase] = []
            name = f"C18/{shelf.section.segment}"
            for phrase in shuffled(shelf.phrases, material.seed, name, name=lambda phrase: phrase.text):
                if begins_capital(phrase.text) != capital or len(phrases) == MOST // len(group):
                    continue
                if _betrays(material, direction, shelf.section, phrase) or not _is_foreign(phrase, others):
                    continue
                if any(overlapping(phrase.text, text, language) for text in used):
                    continue
                used.append(phrase.text)
                phrases.append(phrase)
            chosen.append((shelf, phrases))
        lengths = [sum(len(p.text) for p in phrases) / max(1, len(phrases)) for _shelf, phrases in chosen]
        if all(len(phrases) >= _EACH for _shelf, phrases in chosen) and max(lengths) <= _RATIO * min(lengths):
            return chosen
    return None


def _is_foreign(phrase: _Phrase, others: Sequence[_Shelf]) -> bool:
    """Whether no word of a phrase comes back in the other sections, in any version."""
    for shelf in others:
        for version, words in phrase.words:
            there = shelf.words.get(version)
            if there is not None and share_a_stem(words, there):
                return False
    return True


def _betrays(material: Material, direction: Direction, section: Section, phrase: _Phrase) -> bool:
    """Whether a phrase has a word that looks like one of its heading as it is shown."""
    there = material.parallel(direction.answer, direction.prompt)[section.segment]
    shown = material.sentence(direction.prompt, there).text
    return not starts(shown, direction.prompt).isdisjoint(
        start for word in topic_words(phrase.text, direction.answer) for start in starts(word, direction.answer)
    )


def _make(
    material: Material, topic: Topics, direction: Direction, group: Sequence[tuple[_Shelf, list[_Phrase]]]
) -> Exercise:
    language = direction.answer
    named = [(_shown(material, topic, direction, shelf.section), shelf, phrases) for shelf, phrases in group]
    named.sort(key=lambda item: number(material.seed, "C18", item[0]))
    evidence = [evidence_of(material, language, p.segment) for _h, _shelf, phrases in named for p in phrases]
    for _heading, shelf, _phrases in named:
        evidence.append(evidence_of(material, language, shelf.section.segment))
        there = topic.counterpart(language, shelf.section.segment, direction.prompt)
        if direction.prompt != language and there is not None:
            evidence.append(evidence_of(material, direction.prompt, there))
    groups = [(heading, [phrase.text for phrase in phrases]) for heading, _shelf, phrases in named]
    return make_exercise(
        material,
        code="C18",
        type="sort",
        question=_("Sort by heading."),
        prompt=[],
        key="; ".join(f"{heading}: {', '.join(phrases)}" for heading, phrases in groups),
        key_lang=language,
        evidence=evidence,
        proof=["P1", "P4"] if direction.prompt == language else ["P1", "P2", "P4"],
        key_segments=1,
        difficulty=prior_difficulty("C18", only_learned=direction.prompt == material.learned.language),
        target=f"claim/{material.pair}/sorting/{language}/{named[0][1].section.heading.text[:80]}",
        groups=groups,
        scope=[s.text for _h, shelf, _p in named for block in shelf.section.blocks for s in block.sentences],
    )
