"""C3: what do these letters stand for? From ``X (ABC)`` and ``X [ABC]`` whose left boundary is proven."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from tui_learn.i18n import gettext as _
from tui_learn.quiz.build import evidence_of, make_exercise
from tui_learn.quiz.difficulty import prior_difficulty
from tui_learn.quiz.exercise import Evidence, Exercise, Option, Text
from tui_learn.quiz.material import Direction, Material
from tui_learn.quiz.seeded import number
from tui_learn.quiz.shapes import length_gives_away, overlapping, shape, stands_out
from tui_learn.text import Edition
from tui_learn.text.fold import fold

_BRACKETED = regex.compile(r"^(?P<full>.+?)\s*[(\[（【](?P<short>(?=\p{N}*\p{Lu})[\p{Lu}\p{N}]{2,8})[)\]）】]\s*$")
_IN_TEXT = regex.compile(r"[(\[（](?P<short>(?=\p{N}*\p{Lu})[\p{Lu}\p{N}]{2,8})[)\]）]")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}'’]+")


@dataclass(frozen=True, slots=True)
class Definition:
    """What an acronym is said to stand for."""

    short: str
    full: str
    segment: str
    also: tuple[str, ...] = ()
    """Other expansions the edition gives; right too, never opposed."""


def spells(words: Sequence[str], acronym: str) -> bool:
    """Whether the initials of the words are the acronym; a digit stands for any word."""
    return len(words) == len(acronym) and all(
        letter.isdigit() or word[:1].upper() == letter for word, letter in zip(words, acronym, strict=True)
    )


def definitions(edition: Edition) -> dict[str, Definition]:
    """The proven definitions of an edition, by acronym.

    Proven: a heading or a link that ends with the acronym in brackets, so that the expansion begins where
    the heading or link begins. In running text only an expansion whose initials are the acronym counts, and
    only as another right answer.
    """
    found: dict[str, Definition] = {}
    for block in edition.blocks:
        texts = []
        if block.kind == "heading":
            texts.append((block.text, 0))
        texts += [(block.text[s.start : s.end], s.start) for s in block.spans if s.kind == "link"]
        for text, offset in texts:
            match = _BRACKETED.match(" ".join(text.split()))
            if match is None or not _WORD.search(match["full"]):
                continue
            sentence = next(s for s in block.sentences if s.start <= offset < s.end)
            _record(found, Definition(match["short"], match["full"].strip(), sentence.id))
    for block in edition.blocks:
        if block.kind == "code":
            continue
        for sentence in block.sentences:
            for match in _IN_TEXT.finditer(sentence.text):
                words = list(_WORD.finditer(sentence.text, 0, match.start()))[-len(match["short"]) :]
                if match["short"] in found and spells([w.group() for w in words], match["short"]):
                    full = sentence.text[words[0].start() : words[-1].end()]
                    _record(found, Definition(match["short"], full, sentence.id))
    return found


def _record(found: dict[str, Definition], new: Definition) -> None:
    old = found.get(new.short)
    if old is None:
        found[new.short] = new
    elif fold(old.full, "und") != fold(new.full, "und") and new.full not in old.also:
        found[new.short] = Definition(old.short, old.full, old.segment, (*old.also, new.full))


def generate_acronyms(material: Material) -> Iterator[Exercise]:
    """C3 from acronym to expansion and back."""
    tables = {
        language: {
            short: definition
            for short, definition in definitions(material.editions[language]).items()
            if material.usable(language, definition.segment)
        }
        for language in {material.known.language, material.learned.language}
    }
    for direction in material.directions:
        answers, prompts = tables[direction.answer], tables[direction.prompt]
        for short in sorted(answers):
            if short in prompts:
                yield from _expand(material, direction, short, answers, prompts)
                yield from _abbreviate(material, direction, short, answers, prompts)


def _evidence(material: Material, direction: Direction, answer: Definition, prompt: Definition) -> list[Evidence]:
    evidence = [evidence_of(material, direction.answer, answer.segment)]
    if direction.prompt != direction.answer:
        evidence.append(evidence_of(material, direction.prompt, prompt.segment))
    return evidence


def _expand(
    material: Material,
    direction: Direction,
    short: str,
    answers: dict[str, Definition],
    prompts: dict[str, Definition],
) -> Iterator[Exercise]:
    language = direction.answer
    key = answers[short]
    if direction.prompt == language and not material.one_language:
        return  # the letters are the same in every language: asking once is enough
    others = [
        d for s, d in sorted(answers.items())
        if s != short and not overlapping(d.full, key.full, language)
    ]  # fmt: skip
    chosen = choose_distinct(
        material, key.full, [(d.full, d) for d in others], language, f"C3/{short}", check_shape=False
    )
    if chosen is None:
        return
    yield make_exercise(
        material,
        code="C3",
        type="choice",
        question=_("What do these letters stand for in the article?"),
        prompt=[Text(direction.prompt, short)],
        key=key.full,
        key_lang=language,
        accept=key.also,
        evidence=_evidence(material, direction, key, prompts[short]),
        proof=["P1", "P4"],
        key_segments=_count(material, language, key.full),
        difficulty=prior_difficulty("C3", only_learned=direction.prompt == material.learned.language),
        target=f"claim/{material.pair}/acronym/{short}",
        options=[Option(d.full, language, d is key, f"{language}/{d.segment}") for d in [key, *chosen]],
    )


def _abbreviate(
    material: Material,
    direction: Direction,
    short: str,
    answers: dict[str, Definition],
    prompts: dict[str, Definition],
) -> Iterator[Exercise]:
    language = direction.answer
    full = prompts[short].full
    if spells(_WORD.findall(full), short):
        return  # the initials are the answer
    if language != material.learned.language:
        return
    alike = [s for s in sorted(answers) if s != short and shape(s) == shape(short)]
    unlike = [s for s in sorted(answers) if s != short and shape(s) != shape(short)]
    rivals = [(s, answers[s]) for s in [*alike, *unlike]]
    chosen = choose_distinct(material, short, rivals, language, f"C3r/{short}")
    if chosen is None:
        return
    options = [answers[short], *chosen]
    yield make_exercise(
        material,
        code="C3",
        type="choice",
        question=_("Which letters does the article use for this?"),
        prompt=[Text(direction.prompt, full)],
        key=short,
        key_lang=language,
        evidence=_evidence(material, direction, answers[short], prompts[short]),
        proof=["P1", "P4"] if direction.prompt == language else ["P1", "P2", "P4"],
        key_segments=_count(material, language, short),
        difficulty=prior_difficulty("C3", only_learned=direction.prompt == material.learned.language),
        target=f"claim/{material.pair}/acronym/{short}",
        options=[Option(d.short, language, d.short == short, f"{language}/{d.segment}") for d in options],
    )


def _count(material: Material, language: str, text: str) -> int:
    """Segments that hold a text as whole words."""
    wanted = f" {' '.join(_WORD.findall(text))} "
    return sum(wanted in f" {' '.join(_WORD.findall(s.text))} " for s in material.index(language).prose)


def choose_distinct(
    material: Material,
    key: str,
    rivals: Sequence[tuple[str, Definition]],
    language: str,
    name: str,
    *,
    check_shape: bool = True,
) -> list[Definition] | None:
    """Two or three rivals that neither overlap nor make the key stand out; None if there are none."""
    ordered = sorted(rivals, key=lambda item: number(material.seed, name, item[0]))
    for size in (3, 2):
        for group in itertools.combinations(ordered, size):
            texts = [text for text, _definition in group]
            if stands_out(key, texts) or length_gives_away(key, texts):
                continue
            if any(overlapping(a, b, language) for a, b in itertools.combinations([key, *texts], 2)):
                continue
            if check_shape and 2 * sum(shape(text) == shape(key) for text in texts) < size:
                continue
            return [definition for _text, definition in group]
    return None
