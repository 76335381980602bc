"""C17: which of these sentences belongs to another heading?

Sentences of the section whose heading is shown, and one of another that shares no word with them, in any version. All
of them take up their headings, or speak of what their sections alone speak of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from tui_learn.i18n import gettext as _
from tui_learn.quiz.build import evidence_of, make_exercise
from tui_learn.quiz.clauses import closing
from tui_learn.quiz.difficulty import prior_difficulty
from tui_learn.quiz.exercise import Exercise, Option, Text
from tui_learn.quiz.fair_groups import fair_groups
from tui_learn.quiz.kinds.headings import ALIKE
from tui_learn.quiz.material import Direction, Material
from tui_learn.quiz.sampling import MOST
from tui_learn.quiz.sections import Section, overlap
from tui_learn.quiz.seeded import number, shuffled
from tui_learn.quiz.shapes import overlapping
from tui_learn.quiz.stems import StemSet, any_same_stem, content_words, folded_words
from tui_learn.quiz.topic_words import Topics, share_a_stem, starts, topics
from tui_learn.text import Sentence
from tui_learn.text.languages import has_word_spaces

MIN_WORDS, MAX_WORDS = 4, 35
MIN_CHARACTERS, MAX_CHARACTERS = 8, 180
SHOWN = 3
"""Sentences of the section beside the intruder; two where there are no more."""
_INTRUDERS = 10
"""Sentences of other sections that are tried."""


@dataclass(frozen=True, slots=True)
class _Members:
    """A section with the sentences that surely speak of its topic."""

    section: Section
    sentences: tuple[Sentence, ...]
    plain: frozenset[str]
    """Ids of those that take up the heading, in some version."""


def generate_intruders(material: Material) -> Iterator[Exercise]:
    """C17 of every section that has sentences enough, in every direction."""
    topic = topics(material)
    most = MOST // len(material.directions)
    for direction in material.directions:
        language = direction.answer
        members = material.once(f"members/{language}", partial(_members, material, topic, language))
        strangers = [(sentence, there.section) for there in members for sentence in there.sentences]
        strangers = shuffled(strangers, material.seed, "C17", name=lambda pair: pair[0].id)
        for here, _sentences in material.some([(here, here.sentences) for here in members], "C17", most):
            if len(here.sentences) >= SHOWN - 1:
                yield from _ask(material, topic, direction, here, strangers)


def _members(material: Material, topic: Topics, language: str) -> list[_Members]:
    """The sections of an edition, each with the sentences that take up its heading or speak of what it alone does."""
    found = []
    for section in material.sections(language):
        sentences = tuple(_speaking(material, topic, language, section))
        plain = frozenset(s.id for s in sentences if not _is_foreign(topic, language, s, [section.segment]))
        found.append(_Members(section, sentences, plain))
    return found


def _speaking(material: Material, topic: Topics, language: str, section: Section) -> Iterator[Sentence]:
    sentences = [
        sentence
        for block in section.blocks
        if block.kind in ("paragraph", "item", "quote")
        for sentence in block.sentences
    ]
    about = StemSet([*topic.words(language, section.segment), *_own_words(material, topic, language, sentences)])
    for sentence in sentences:
        if not share_a_stem(topic.words(language, sentence.id), about) or not _fits(material, language, sentence):
            continue
        if topic.fit(language, sentence.id) and topic.stands_alone(language, sentence.id):
            yield sentence


def _own_words(material: Material, topic: Topics, language: str, sentences: Sequence[Sentence]) -> list[str]:
    """Words that stand in two sentences of a section or more, and nowhere else."""
    index = material.index(language)
    here = sum(1 << index.number[sentence.id] for sentence in sentences)
    words = dict.fromkeys(word for sentence in sentences for word in topic.words(language, sentence.id))
    places = {word: index.places_of(word) for word in words}
    return [word for word in words if places[word].bit_count() > 1 and not places[word] & ~here]


def _fits(material: Material, language: str, sentence: Sentence) -> bool:
    if len(sentence.text) > MAX_CHARACTERS or sentence.text[-1:] in ":：":
        return False
    if has_word_spaces(language):
        return MIN_WORDS <= len(material.editions[language].tokens(sentence)) <= MAX_WORDS
    return len(sentence.text) >= MIN_CHARACTERS


def _ask(
    material: Material,
    topic: Topics,
    direction: Direction,
    here: _Members,
    strangers: Sequence[tuple[Sentence, Section]],
) -> Iterator[Exercise]:
    language = direction.answer
    shown = material.parallel(language, direction.prompt).get(here.section.segment)
    if shown is None or not topic.fit(direction.prompt, shown) or not topic.fit(language, here.section.segment):
        return
    heading = Text(direction.prompt, material.sentence(direction.prompt, shown).text)
    name = f"C17/{direction.prompt}/{here.section.segment}"
    first = number(material.seed, name) % len(strangers)
    tried = 0
    for stranger, there in (*strangers[first:], *strangers[:first]):
        if not _are_opposed(here.section, there, language):
            continue
        tried += 1
        if tried > _INTRUDERS:
            return
        if _betrays(direction, heading, stranger) or not topic.said_once(language, stranger.id):
            continue
        if not _is_foreign(topic, language, stranger, [here.section.segment]):
            continue
        group = _group(material, topic, direction, heading, here, stranger, there)
        if group is not None:
            yield _make(material, direction, heading, shown, here.section, stranger, there, group)
            return


def _are_opposed(one: Section, other: Section, language: str) -> bool:
    """Whether two sections are of different topics, and neither is part of the other."""
    if one.heading.number in other.ancestors or other.heading.number in one.ancestors:
        return False
    if one.heading.number == other.heading.number:
        return False
    left, right = one.heading.text, other.heading.text
    return overlap(left, right, language) < ALIKE and not overlapping(left, right, language)


def _betrays(direction: Direction, heading: Text, stranger: Sentence) -> bool:
    if direction.prompt != direction.answer:
        return False
    return any_same_stem(content_words(stranger.text, direction.answer), folded_words(heading.text, heading.lang))


def _is_foreign(topic: Topics, language: str, segment: Sentence, others: Sequence[str]) -> bool:
    """Whether a sentence shares no topic word with other segments, in any version that has both."""
    for version, there in topic.versions_of(language, segment.id):
        words = topic.words(version, there)
        for other in others:
            found = topic.counterpart(language, other, version)
            if found is not None and share_a_stem(words, topic.stems_of(version, found)):
                return False
    return True


def _group(
    material: Material,
    topic: Topics,
    direction: Direction,
    heading: Text,
    here: _Members,
    stranger: Sentence,
    there: Section,
) -> list[Sentence] | None:
    """Sentences of the section beside which the stranger is told by what it says alone."""
    language = direction.answer
    common = topic.stems_of(language, here.section.segment)
    foreign = [word for word in topic.words(language, there.segment) if word not in common]
    own = [
        sentence
        for sentence in here.sentences
        if closing(sentence.text) == closing(stranger.text)
        and 0.6 <= len(sentence.text) / len(stranger.text) <= 1.6
        and not share_a_stem(foreign, topic.stems_of(language, sentence.id))
        and _is_foreign(topic, language, stranger, [sentence.id])
    ]
    fitting = {s.text: s for s in shuffled(own, material.seed, "C17", stranger.id, name=lambda sentence: sentence.id)}

    def hangs_together(group: Sequence[str]) -> bool:
        return _hangs_together(topic, language, here, [fitting[text] for text in group])

    groups = fair_groups(material, language, "C17")
    prompt = starts(heading.text, heading.lang)
    chosen = groups.choose(stranger.text, list(fitting), prompt, allowed=hangs_together, amid=True)
    return None if chosen is None else [fitting[text] for text in chosen]


def _hangs_together(topic: Topics, language: str, here: _Members, group: Sequence[Sentence]) -> bool:
    """Whether each of the sentences takes up the heading, or a word of one that does."""
    plain = StemSet(word for s in group if s.id in here.plain for word in topic.words(language, s.id))
    return all(s.id in here.plain or share_a_stem(topic.words(language, s.id), plain) for s in group)


def _make(
    material: Material,
    direction: Direction,
    heading: Text,
    shown: str,
    here: Section,
    stranger: Sentence,
    there: Section,
    group: Sequence[Sentence],
) -> Exercise:
    language = direction.answer
    evidence = [
        evidence_of(material, language, stranger.id),
        evidence_of(material, language, there.segment),
        evidence_of(material, language, here.segment),
    ]
    if direction.prompt != language:
        evidence.append(evidence_of(material, direction.prompt, shown))
    return make_exercise(
        material,
        code="C17",
        type="choice",
        question=_("Find the sentence of another section."),
        prompt=[heading],
        key=stranger.text,
        key_lang=language,
        evidence=evidence,
        proof=["P1"] if direction.prompt == language else ["P1", "P2"],
        key_segments=1,
        difficulty=prior_difficulty(
            "C17",
            sentence_words=min(45, len(content_words(stranger.text, language))),
            only_learned=direction.prompt == material.learned.language,
        ),
        target=f"claim/{material.pair}/intruder/{language}/{here.heading.text[:80]}",
        options=[Option(s.text, language, s is stranger, f"{language}/{s.id}") for s in [stranger, *group]],
        scope=[sentence.text for block in there.blocks for sentence in block.sentences],
    )
