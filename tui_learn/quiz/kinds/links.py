"""C4 (what a linked term is called in the other language) and C19 (what a section links to).

That two links go to the same address is proof (P1) that their texts name the same thing.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from tui_learn.i18n import gettext as _
from tui_learn.quiz.build import evidence_of, make_exercise
from tui_learn.quiz.difficulty import prior_difficulty
from tui_learn.quiz.disjoint import Disjointness
from tui_learn.quiz.exercise import Exercise, Option, Text
from tui_learn.quiz.key_terms import are_twins
from tui_learn.quiz.linked_topics import Topic, is_untranslated, topics
from tui_learn.quiz.material import Direction, Material
from tui_learn.quiz.option_choice import POOL, Chooser
from tui_learn.quiz.parallels import invariants
from tui_learn.quiz.phrases import is_letters
from tui_learn.quiz.sections import Section
from tui_learn.quiz.seeded import number
from tui_learn.quiz.stems import MIN_STEM, folded_words
from tui_learn.quiz.term_rivals import Wording, stands_in
from tui_learn.text import tokenize
from tui_learn.text.fold import fold
from tui_learn.text.languages import has_word_spaces

MAX_RATIO = 2.0
"""Most that the texts of two links to one address may differ in length before they hardly say the same."""
MOST = 40
"""Links, and sections, that are asked in each direction in a long article."""
PER_SECTION = 2
"""Links of a section that are asked for in each direction."""
_LOOKALIKE = 0.8
"""Similarity at which a text can be found by its looks."""
_LOOKED_AT = 24


@dataclass(frozen=True, slots=True)
class _Linked:
    """A topic in the language of the answer and in that of the prompt."""

    topic: Topic
    shown: Topic


def generate_links(material: Material) -> Iterator[Exercise]:
    """C4 across languages, C19 in every direction."""
    for direction in material.directions:
        if direction.prompt != direction.answer:
            yield from _same_topics(material, direction)
        yield from _topics_of_sections(material, direction)


# --- C4


def _same_topics(material: Material, direction: Direction) -> Iterator[Exercise]:
    linked = _both(material, direction)
    if len(linked) < 3:
        return
    language = direction.answer
    disjoint = Disjointness(material, language)
    chooser = Chooser[_Linked](language, material.seed, text=lambda linked: linked.topic.text)
    for key in material.some(linked, "C4", MOST):
        name = f"C4/{direction.prompt}/{language}/{key.topic.target}"
        rivals = _others(material, direction, key, linked, disjoint, name)
        wrong = chooser.choose(key, rivals, name)
        if wrong is not None:
            yield _ask_for_topic(material, direction, [key, *wrong])


def _both(material: Material, direction: Direction) -> list[_Linked]:
    """The addresses both languages link to with texts of their own, of about the same extent."""
    mine, theirs = topics(material, direction.answer), topics(material, direction.prompt)
    parallel = material.parallel(direction.answer, direction.prompt)
    found = []
    for target in mine.by_target:
        topic, shown = mine.only(target), theirs.only(target)
        if topic is None or shown is None or parallel.get(topic.place.segment) != shown.place.segment:
            continue
        if _is_translated(direction, topic.text, shown.text):
            found.append(_Linked(topic, shown))
    if not found:
        return []
    usual = statistics.median(len(pair.topic.text) / len(pair.shown.text) for pair in found)
    return [
        pair
        for pair in found
        if 1 / MAX_RATIO <= len(pair.topic.text) / len(pair.shown.text) / usual <= MAX_RATIO
        and _have_like_extents(direction, pair)
    ]


def _is_translated(direction: Direction, text: str, shown: str) -> bool:
    """Whether nothing in two texts looks the same, so that only one who understands both can pair them."""
    if is_letters(text) or is_letters(shown) or invariants(text) & invariants(shown):
        return False
    mine, theirs = folded_words(text, direction.answer), folded_words(shown, direction.prompt)
    whole = OSA.normalized_similarity(" ".join(mine), " ".join(theirs))
    return whole < _LOOKALIKE and not any(
        OSA.normalized_similarity(one, other) >= _LOOKALIKE
        for one in mine
        for other in theirs
        if min(len(one), len(other)) >= MIN_STEM
    )


def _have_like_extents(direction: Direction, pair: _Linked) -> bool:
    if not (has_word_spaces(direction.answer) and has_word_spaces(direction.prompt)):
        return True
    mine = len(tokenize(pair.topic.text, direction.answer))
    theirs = len(tokenize(pair.shown.text, direction.prompt))
    return mine <= MAX_RATIO * theirs and theirs <= MAX_RATIO * mine


def _others(
    material: Material,
    direction: Direction,
    key: _Linked,
    linked: Sequence[_Linked],
    disjoint: Disjointness,
    name: str,
) -> list[_Linked]:
    """Links to other addresses that are surely no other name for the same."""
    language, prompt = direction.answer, direction.prompt
    sentence = material.sentence(language, key.topic.place.segment).text
    shown = material.sentence(prompt, key.shown.place.segment).text
    fitting: list[_Linked] = []
    some = material.some(linked, name, _LOOKED_AT)
    for other in sorted(some, key=lambda other: number(material.seed, name, other.topic.target)):
        if other is key or other.topic.place.segment == key.topic.place.segment:
            continue
        if are_twins(other.topic.text, key.topic.text, language) or are_twins(other.shown.text, key.shown.text, prompt):
            continue
        if stands_in(other.topic.text, sentence, language) or stands_in(other.shown.text, shown, prompt):
            continue
        words = [word for word in folded_words(other.topic.text, language) if len(word) >= MIN_STEM]
        if has_word_spaces(language) and not any(
            disjoint.proves(word, key.topic.place.segment, prompt) for word in words
        ):
            continue
        fitting.append(other)
        if len(fitting) == POOL:
            break
    return fitting


def _ask_for_topic(material: Material, direction: Direction, options: Sequence[_Linked]) -> Exercise:
    language, prompt = direction.answer, direction.prompt
    key = options[0]
    return make_exercise(
        material,
        code="C4",
        type="choice",
        question=_("Which linked term is the same in the other language?"),
        prompt=[Text(prompt, key.shown.text)],
        key=key.topic.text,
        key_lang=language,
        evidence=[
            evidence_of(material, language, key.topic.place.segment),
            evidence_of(material, prompt, key.shown.place.segment),
        ],
        proof=["P0", "P1", "P2"],
        key_segments=len({topic.place.segment for topic in topics(material, language).by_target[key.topic.target]}),
        difficulty=prior_difficulty(
            "C4", letters=len(key.topic.text), only_learned=False, production=language == material.learned.language
        ),
        target=f"claim/{material.pair}/link/{key.topic.target}",
        options=[
            Option(linked.topic.text, language, linked is key, f"{language}/{linked.topic.place.segment}")
            for linked in options
        ],
    )


# --- C19


class _Places:
    """Where the topics of an edition are linked."""

    def __init__(self, every: Sequence[Topic], language: str, material: Material) -> None:
        self.language = language
        self.of_block: dict[int, list[Topic]] = {}
        self._blocks: dict[str, set[int]] = {}
        for topic in every:
            block = material.sentence(language, topic.place.segment).block
            self.of_block.setdefault(block, []).append(topic)
            for name in self._names(topic):
                self._blocks.setdefault(name, set()).add(block)

    def _names(self, topic: Topic) -> tuple[str, str]:
        return f"to {topic.target}", f"as {fold(topic.text, self.language)}"

    def blocks_of(self, topic: Topic) -> set[int]:
        """The blocks with links to its address, or with its text."""
        return set().union(*(self._blocks[name] for name in self._names(topic)))


def _topics_of_sections(material: Material, direction: Direction) -> Iterator[Exercise]:
    language, prompt = direction.answer, direction.prompt
    every = topics(material, language).all
    pools: dict[bool, list[Topic]] = {True: [], False: []}
    for topic in {fold(topic.text, language): topic for topic in reversed(every)}.values():
        pools[is_untranslated(material, topic)].append(topic)
    if not prompt == language == material.learned.language:
        pools[True] = []  # names say nothing of either language: asked where the learned one must be read
    parallel = material.parallel(language, prompt)
    sections = [section for section in material.sections(language) if section.segment in parallel]
    places = _Places(every, language, material)
    chooser = Chooser[Topic](language, material.seed, text=lambda topic: topic.text)
    for section in material.some(sections, "C19", MOST):
        heading = material.sentence(prompt, parallel[section.segment])
        own = {topic.text: topic for block in section.blocks for topic in places.of_block.get(block.number, ())}
        if not own or not material.usable(prompt, heading.id):
            continue
        under = _blocks_under(material, language, section)
        spoken = Wording([section.heading.text, *_scope(material, language, under)], language)
        name = f"C19/{prompt}/{language}/{section.heading.text}"
        made = 0
        for text in sorted(own, key=lambda text: number(material.seed, name, text)):
            key = own[text]
            is_name = is_untranslated(material, key)
            if made == (1 if is_name else PER_SECTION):
                break
            if not places.blocks_of(key) <= set(under) or len(pools[is_name]) < 3:
                continue
            if stands_in(text, section.heading.text, language) or stands_in(text, heading.text, prompt):
                continue
            rivals = [
                topic
                for topic in material.some(pools[is_name], f"{name}/{text}", _LOOKED_AT)
                if not places.blocks_of(topic) & set(under)
                and not spoken.speaks_of(topic.text)
                and not are_twins(topic.text, text, language)
            ]
            rivals.sort(key=lambda topic: number(material.seed, name, text, topic.text))
            wrong = chooser.choose(key, rivals, f"{name}/{text}")
            if wrong is not None:
                made += 1
                yield _ask_for_link(material, direction, section, heading.id, under, [key, *wrong])


def _blocks_under(material: Material, language: str, section: Section) -> range:
    """The numbers of the blocks under a heading, those of the sections inside its own among them."""
    blocks = material.editions[language].blocks
    first = section.heading.number + 1
    last = first
    while last < len(blocks) and not (blocks[last].kind == "heading" and blocks[last].level <= section.heading.level):
        last += 1
    return range(first, last)


def _scope(material: Material, language: str, under: range) -> list[str]:
    blocks = material.editions[language].blocks
    return [sentence.text for block in under for sentence in blocks[block].sentences]


def _ask_for_link(
    material: Material,
    direction: Direction,
    section: Section,
    heading: str,
    under: range,
    options: Sequence[Topic],
) -> Exercise:
    language, prompt = direction.answer, direction.prompt
    key = options[0]
    evidence = [evidence_of(material, language, key.place.segment), evidence_of(material, language, section.segment)]
    if prompt != language:
        evidence.append(evidence_of(material, prompt, heading))
    return make_exercise(
        material,
        code="C19",
        type="choice",
        question=_("Which linked topic belongs to the section under this heading?"),
        prompt=[Text(prompt, material.sentence(prompt, heading).text)],
        key=key.text,
        key_lang=language,
        evidence=evidence,
        proof=["P1", "P4"] if prompt == language else ["P1", "P2", "P4"],
        key_segments=1,
        difficulty=prior_difficulty("C19", letters=len(key.text), only_learned=prompt == material.learned.language),
        target=f"claim/{material.pair}/linked/{language}/{fold(key.text, language)}/{section.heading.text[:80]}",
        options=[Option(topic.text, language, topic is key, f"{language}/{topic.place.segment}") for topic in options],
        scope=_scope(material, language, under),
    )
