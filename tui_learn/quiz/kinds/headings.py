"""C5 (which heading stands over this paragraph), C6 (under which heading is this said) and C14 (what
answers the heading's question)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import regex

from tui_learn.i18n import gettext as _
from tui_learn.quiz.build import evidence_of, make_exercise
from tui_learn.quiz.difficulty import prior_difficulty
from tui_learn.quiz.exercise import MASK, Exercise, Option, Text
from tui_learn.quiz.kinds.sentence_match import NEAR_DUPLICATE, similarity
from tui_learn.quiz.material import Direction, Material
from tui_learn.quiz.sections import Section, acronyms, asks, overlap
from tui_learn.quiz.seeded import number
from tui_learn.quiz.shapes import length_gives_away, overlapping, shared_words, stands_out
from tui_learn.quiz.stems import any_same_stem, content_words
from tui_learn.text import Block, Sentence
from tui_learn.text.languages import has_word_spaces

ALIKE = 0.5
"""Headings that share so many of their stems are not opposed."""
MAX_PARAGRAPH = 900
"""Characters of a paragraph that fits on a card."""
MIN_WORDS, MAX_WORDS = 5, 45
MIN_CHARACTERS, MAX_CHARACTERS = 12, 160
"""Where words cannot be counted."""
MIN_ANSWER = 6
"""Words of an answer to a heading's question."""
_PRONOUN = 3
"""A sentence whose first word is this short, in some version, may lean on the one before it."""
_POOL = 10
_WORD = regex.compile(r"[\p{L}\p{N}]+")


def generate_headings(material: Material) -> Iterator[Exercise]:
    """C5, C6 and C14 in every direction."""
    for direction in material.directions:
        all_sections = material.sections(direction.answer)
        for section in all_sections:
            rivals = _rival_headings(material, section, all_sections, direction.answer)
            if rivals is not None:
                yield from _paragraphs(material, direction, section, rivals)
                yield from _sentences(material, direction, section, rivals)
        yield from _questions(material, direction)


def mask(text: str, hidden: Sequence[str]) -> str:
    """A text with some words replaced by the mask."""
    return _WORD.sub(lambda match: MASK if match.group() in hidden else match.group(), text)


def _rival_headings(
    material: Material, section: Section, others: Sequence[Section], language: str
) -> list[Section] | None:
    """Two or three headings that cannot be confused with this one, nor told from it by looks."""
    key = section.heading.text
    fitting = [
        other
        for other in others
        if other is not section
        and overlap(key, other.heading.text, language) < ALIKE
        and not overlapping(key, other.heading.text, language)
    ]
    name = f"heading/{section.segment}"
    fitting.sort(key=lambda other: number(material.seed, name, other.segment))
    # A heading further up stands over the passage too, if not directly: only where there are no others.
    elsewhere = [other for other in fitting if other.heading.number not in section.ancestors]
    for pool, size in itertools.product((elsewhere, fitting), (3, 2)):
        for group in itertools.combinations(pool[:_POOL], size):
            texts = [other.heading.text for other in group]
            if stands_out(key, texts) or length_gives_away(key, texts):
                continue
            if any(overlapping(a, b, language) for a, b in itertools.combinations(texts, 2)):
                continue
            return list(group)
    return None


def _options(language: str, key: Section, rivals: Sequence[Section]) -> list[Option]:
    return [
        Option(section.heading.text, language, section is key, f"{language}/{section.segment}")
        for section in [key, *rivals]
    ]


def _hidden(key: Section, rivals: Sequence[Section]) -> list[str]:
    return sorted({a for section in [key, *rivals] for a in acronyms(section.heading.text)})


def _counterpart(material: Material, direction: Direction, block: Block) -> list[Sentence] | None:
    """The sentences of a block in the language of the prompt, if each has a sure counterpart there."""
    parallel = material.parallel(direction.answer, direction.prompt)
    found = []
    for sentence in block.sentences:
        if sentence.id not in parallel:
            return None
        found.append(material.sentence(direction.prompt, parallel[sentence.id]))
        usable = material.usable(direction.answer, sentence.id) and material.usable(direction.prompt, found[-1].id)
        if not usable:
            return None
    return found or None


def _betrays(material: Material, direction: Direction, shown: str, key: str) -> bool:
    """Whether a word of the key is to be seen in the prompt, in the key's language."""
    if direction.prompt != direction.answer:
        return False
    return any_same_stem(content_words(key, direction.answer), content_words(shown, direction.prompt))


def _difficulty(material: Material, code: str, direction: Direction, words: int) -> float:
    return prior_difficulty(
        code, sentence_words=min(words, 45), only_learned=direction.prompt == material.learned.language
    )


def _paragraphs(
    material: Material, direction: Direction, section: Section, rivals: list[Section]
) -> Iterator[Exercise]:
    language = direction.answer
    for block in section.blocks:
        if block.kind not in ("paragraph", "quote") or len(block.sentences) < 2:
            continue
        sentences = _counterpart(material, direction, block)
        if sentences is None:
            continue
        text = " ".join(sentence.text for sentence in sentences)
        shown = mask(text, _hidden(section, rivals))
        if len(shown) > MAX_PARAGRAPH or _betrays(material, direction, shown, section.heading.text):
            continue
        yield make_exercise(
            material,
            code="C5",
            type="choice",
            question=_("Which heading stands directly over this paragraph?"),
            prompt=[Text(direction.prompt, shown)],
            key=section.heading.text,
            key_lang=language,
            evidence=[
                evidence_of(material, language, section.segment),
                *(evidence_of(material, direction.prompt, sentence.id) for sentence in sentences),
            ],
            proof=["P1"] if direction.prompt == language else ["P1", "P2"],
            key_segments=1,
            difficulty=_difficulty(material, "C5", direction, len(content_words(shown, direction.prompt))),
            target=f"claim/{material.pair}/paragraph/{language}/{block.text[:80]}",
            options=_options(language, section, rivals),
        )


def _sentences(material: Material, direction: Direction, section: Section, rivals: list[Section]) -> Iterator[Exercise]:
    language = direction.answer
    parallel = material.parallel(language, direction.prompt)
    own = {sentence.id for block in section.blocks for sentence in block.sentences}
    for block in section.blocks:
        if block.kind not in ("paragraph", "item", "quote"):
            continue
        for sentence in block.sentences:
            prompt_id = parallel.get(sentence.id)
            if prompt_id is None or not material.usable(language, sentence.id):
                continue
            prompt = material.sentence(direction.prompt, prompt_id)
            if not material.usable(direction.prompt, prompt_id) or not _fits_a_card(material, prompt, direction.prompt):
                continue
            if _said_elsewhere(material, sentence, own, language):
                continue
            text, evidence = prompt.text, [prompt]
            if _leans_back(material, language, sentence):
                before = material.sentence(direction.prompt, f"b{prompt.block}s{prompt.index - 1}")
                if not material.usable(direction.prompt, before.id):
                    continue
                text, evidence = f"{before.text} {prompt.text}", [prompt, before]
            shown = mask(text, _hidden(section, rivals))
            if _betrays(material, direction, shown, section.heading.text):
                continue
            yield make_exercise(
                material,
                code="C6",
                type="choice",
                question=_("Directly under which heading does the article say this?"),
                prompt=[Text(direction.prompt, shown)],
                key=section.heading.text,
                key_lang=language,
                evidence=[
                    evidence_of(material, language, section.segment),
                    *(evidence_of(material, direction.prompt, piece.id) for piece in evidence),
                ],
                proof=["P1", "P4"] if direction.prompt == language else ["P1", "P2", "P4"],
                key_segments=1,
                difficulty=_difficulty(material, "C6", direction, len(content_words(shown, direction.prompt))),
                target=f"claim/{material.pair}/said/{language}/{sentence.text[:80]}",
                options=_options(language, section, rivals),
            )


def _fits_a_card(material: Material, sentence: Sentence, language: str) -> bool:
    if has_word_spaces(language):
        return MIN_WORDS <= len(material.editions[language].tokens(sentence)) <= MAX_WORDS
    return MIN_CHARACTERS <= len(sentence.text) <= MAX_CHARACTERS


def _said_elsewhere(material: Material, sentence: Sentence, own: set[str], language: str) -> bool:
    return any(
        similarity(sentence.text, other.text, language) >= NEAR_DUPLICATE
        for other in material.index(language).body
        if other.id not in own
    )


def _leans_back(material: Material, language: str, sentence: Sentence) -> bool:
    """Whether a sentence may begin with a pronoun: its first word is very short in some version."""
    if sentence.index == 0:
        return False
    for version in [language, *material.versions(language)]:
        segment = material.parallel(language, version).get(sentence.id)
        if segment is None or not has_word_spaces(version):
            continue
        tokens = material.editions[version].tokens(material.sentence(version, segment))
        if tokens and len(tokens[0].text) <= _PRONOUN and not tokens[0].is_acronym and not tokens[0].has_digit:
            return True
    return False


def _questions(material: Material, direction: Direction) -> Iterator[Exercise]:
    """C14: the key is the first sentence under a heading that asks."""
    language, shown = direction.answer, direction.prompt
    parallel = material.parallel(shown, language)
    prompt_edition = material.editions[shown]
    for section in material.sections(shown):
        first = section.blocks[0]
        if not asks(section.heading, shown) or first.kind != "paragraph" or section.segment not in parallel:
            continue
        answer_id = parallel.get(first.sentences[0].id)
        if answer_id is None or not (
            material.usable(shown, first.sentences[0].id) and material.usable(language, answer_id)
        ):
            continue
        key = material.sentence(language, answer_id)
        if has_word_spaces(language) and len(material.editions[language].tokens(key)) < MIN_ANSWER:
            continue
        if _betrays(material, direction, section.heading.text, key.text):
            continue
        rivals = _other_beginnings(material, direction, section, key)
        if rivals is None:
            continue
        yield make_exercise(
            material,
            code="C14",
            type="choice",
            question=_("How does the article answer this question?"),
            prompt=[Text(shown, prompt_edition.blocks[section.heading.number].sentences[0].text)],
            key=key.text,
            key_lang=language,
            evidence=[
                evidence_of(material, language, key.id),
                evidence_of(material, shown, section.segment),
                evidence_of(material, shown, first.sentences[0].id),
            ],
            proof=["P1", "P4"] if shown == language else ["P1", "P2", "P4"],
            key_segments=1,
            difficulty=_difficulty(material, "C14", direction, len(content_words(key.text, language))),
            target=f"claim/{material.pair}/answer/{language}/{key.text[:80]}",
            options=[Option(s.text, language, s is key, f"{language}/{s.id}") for s in [key, *rivals]],
        )


def _other_beginnings(
    material: Material, direction: Direction, section: Section, key: Sentence
) -> list[Sentence] | None:
    """First sentences of paragraphs elsewhere that do not speak, in any version, of what the heading asks about."""
    language = direction.answer
    edition = material.editions[language]
    parallel = material.parallel(direction.prompt, language)
    own_blocks = {
        material.sentence(language, parallel[s.id]).block
        for block in section.blocks
        for s in block.sentences
        if s.id in parallel
    }
    candidates = []
    for block in edition.blocks:
        if block.kind != "paragraph" or block.number in own_blocks:
            continue
        sentence = block.sentences[0]
        if not material.usable(language, sentence.id) or not _fits_a_card(material, sentence, language):
            continue
        if _speaks_of(material, direction.prompt, section.segment, language, sentence):
            continue
        if similarity(sentence.text, key.text, language) < NEAR_DUPLICATE:
            candidates.append(sentence)
    candidates.sort(key=lambda s: number(material.seed, "C14", key.id, s.id))
    for strict in (True, False):
        for size in (3, 2):
            for group in itertools.combinations(candidates[:_POOL], size):
                texts = [s.text for s in group]
                if stands_out(key.text, texts) or length_gives_away(key.text, texts):
                    continue
                if any(overlapping(a, b, language) for a, b in itertools.combinations([key.text, *texts], 2)):
                    continue
                if strict and shared_words(key.text, texts, language) >= 2 + max(
                    shared_words(text, [key.text, *(t for t in texts if t != text)], language) for text in texts
                ):
                    continue
                return list(group)
    return None


def _speaks_of(material: Material, heading_lang: str, heading_id: str, language: str, sentence: Sentence) -> bool:
    for version in [language, *material.versions(language)]:
        heading = material.parallel(heading_lang, version).get(heading_id)
        there = material.parallel(language, version).get(sentence.id)
        if heading is None or there is None:
            continue
        asked = content_words(material.sentence(version, heading).text, version)
        if any_same_stem(asked, content_words(material.sentence(version, there).text, version)):
            return True
    return False
