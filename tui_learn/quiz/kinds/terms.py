"""C1: which key term is missing? To choose, in either language, or to type.

A term is what a heading, a link, bold type or letters in brackets name, and what stands in two segments at least. The
sentence names no other term of its class; what it names is what stood there (P0). Terms of two languages answer each
other where they are marked alike at the same place (P1).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tui_learn.i18n import gettext as _
from tui_learn.quiz.build import evidence_of, make_exercise
from tui_learn.quiz.difficulty import prior_difficulty
from tui_learn.quiz.exercise import Evidence, Exercise, Option, Text
from tui_learn.quiz.gapping import fits_a_card, taken_out
from tui_learn.quiz.key_terms import CLASSES, KeyTerm, counterpart, key_terms
from tui_learn.quiz.kinds.acronyms import spells
from tui_learn.quiz.material import Direction, Material
from tui_learn.quiz.phrases import Place, is_letters
from tui_learn.quiz.statements import defining_segments
from tui_learn.quiz.stems import folded_words
from tui_learn.quiz.term_rivals import Offered, TermRivals, spread, stands_in, without
from tui_learn.text import tokenize
from tui_learn.text.fold import fold

PER_TERM = 3
"""Sentences a term is asked in: no string should be the key of too many questions."""
MOST_TERMS = 20
"""Terms of a class that are asked in each direction, once each, in a long article."""
MAX_TYPED = 25
"""Letters of a term that may be asked for by typing."""
FREQUENT = 0.35
"""Share of segments above which a term says nothing about any of them."""
_TRIED = 9
_LOOKALIKE = 0.8
"""Similarity at which a word in view betrays what is to be typed."""
_OPENING = ("(", "[", "（", "【")
_FIRST_WORDS = 2
"""Words at the beginning that are not to be typed."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A term at a place, and what is taken out of the sentence that is shown."""

    term: KeyTerm
    place: Place
    shown: Place
    """In the language of the prompt."""
    other: KeyTerm
    """The term of that language."""


def generate_terms(material: Material) -> Iterator[Exercise]:
    """C1 of every term that has rivals, in every direction."""
    for direction in material.directions:
        yield from _choices(material, direction)


def _choices(material: Material, direction: Direction) -> Iterator[Exercise]:
    crosses = direction.prompt != direction.answer
    terms = key_terms(material, direction.answer)
    rivals = TermRivals(material, direction)
    asked: set[tuple[str, ...]] = set()
    for kind in CLASSES:
        if kind == "acronym" and (crosses or direction.answer != material.learned.language):
            continue  # letters are the same in every language: asked where the learned one must be read
        members = terms.by_class[kind]
        most = PER_TERM if len(members) <= MOST_TERMS else 1
        for term in material.some(members, f"C1/{kind}", MOST_TERMS) if len(members) > 2 else ():
            if term.name not in asked and not _is_everywhere(material, term, direction.answer):
                for exercise in itertools.islice(_about(material, direction, term, members, rivals), most):
                    asked.add(term.name)
                    yield exercise


def _is_everywhere(material: Material, term: KeyTerm, language: str) -> bool:
    return len(term.segments) > FREQUENT * len(material.index(language).prose)


def _about(
    material: Material, direction: Direction, term: KeyTerm, members: Sequence[KeyTerm], rivals: TermRivals
) -> Iterator[Exercise]:
    """The term in one sentence after the other."""
    for place in itertools.islice(spread(term.places, material.seed, "C1"), _TRIED):
        asked = _find(material, direction, term, place, members)
        if asked is None:
            continue
        key = Offered(term, place)
        wrong = rivals.choose(key, members, f"C1/{direction.prompt}/{direction.answer}/{place.segment}/{place.start}")
        if wrong is not None:
            yield _choice(material, direction, asked, [key, *wrong])


def _find(
    material: Material, direction: Direction, term: KeyTerm, place: Place, members: Sequence[KeyTerm]
) -> _Asked | None:
    """The term at this place, if the sentence and the one that is shown are about no other of its class."""
    language, prompt = direction.answer, direction.prompt
    if place.segment in defining_segments(material, language) or not fits_a_card(material, language, place.segment):
        return None
    if not _stands_alone(material, language, term, place, members):
        return None
    if prompt == language:
        return _Asked(term, place, place, term)
    other = counterpart(material, term, language, prompt)
    segment = material.parallel(language, prompt).get(place.segment)
    if other is None or segment is None or not fits_a_card(material, prompt, segment):
        return None
    if fold(other.text, "und") == fold(term.text, "und"):
        return None  # left untranslated: to be found by its looks
    there = [shown for shown in other.places if shown.segment == segment]
    if len(there) != 1 or not _stands_alone(material, prompt, other, there[0], ()):
        return None
    return _Asked(term, place, there[0], other)


def _stands_alone(material: Material, language: str, term: KeyTerm, place: Place, members: Sequence[KeyTerm]) -> bool:
    """Whether a sentence names the term once, no other of its class, and spells none of their letters out."""
    text = material.sentence(language, place.segment).text
    rest = without(text, [(place.start, place.end)])
    if stands_in(term.text, rest, language):
        return False
    rivals = {member.name for member in members}
    for name, there in key_terms(material, language).in_segment(place.segment):
        inside = place.start <= there.start and there.end <= place.end
        if name in rivals and not inside:
            return False
    if not is_letters(term.text):
        return True
    if text[: place.start].rstrip()[-1:] in _OPENING:
        return False  # what they are short for stands before them
    words = [token.text for token in tokenize(rest, language)]
    return not any(
        spells(words[start : start + len(letters)], letters)
        for letters in dict.fromkeys(member.text for member in members)
        for start in range(len(words) - len(letters) + 1)
    )


def _choice(material: Material, direction: Direction, asked: _Asked, options: Sequence[Offered]) -> Exercise:
    language, prompt = direction.answer, direction.prompt
    crosses = prompt != language
    text = material.sentence(prompt, asked.shown.segment).text
    gapped = taken_out(text, asked.shown.start, asked.shown.end, prompt, foreign=crosses)
    return make_exercise(
        material,
        code="C1",
        type="choice",
        question=_("Which term is left out here?"),
        prompt=[Text(prompt, gapped)],
        key=asked.place.text,
        key_lang=language,
        evidence=_evidence(material, direction, asked),
        proof=["P0", "P1", "P2", "P4"] if crosses else ["P0", "P1", "P4"],
        key_segments=len(asked.term.segments),
        difficulty=_difficulty(material, asked, prompt, only_learned=prompt == material.learned.language),
        target=_target(material, language, asked.term),
        options=[
            Option(offered.place.text, language, offered is options[0], f"{language}/{offered.place.segment}")
            for offered in options
        ],
    )


def _evidence(material: Material, direction: Direction, asked: _Asked) -> list[Evidence]:
    """The sentence, what is shown of it, and where the term is marked as one."""
    language, prompt = direction.answer, direction.prompt
    evidence = [evidence_of(material, language, asked.place.segment)]
    if prompt == language:
        return [*evidence, evidence_of(material, language, asked.term.marks[0].place.segment)]
    evidence.append(evidence_of(material, prompt, asked.shown.segment))
    parallel = material.parallel(language, prompt)
    marked = {mark.place.segment for mark in asked.other.marks}
    segment = next(mark.place.segment for mark in asked.term.marks if parallel.get(mark.place.segment) in marked)
    return [
        *evidence,
        evidence_of(material, language, segment),
        evidence_of(material, prompt, parallel[segment]),
    ]


def _difficulty(material: Material, asked: _Asked, prompt: str, *, only_learned: bool, typed: bool = False) -> float:
    words = len(folded_words(material.sentence(prompt, asked.shown.segment).text, prompt))
    return prior_difficulty(
        "C1",
        letters=len(asked.place.text),
        frequency=len(asked.term.segments),
        sentence_words=min(words, 45),
        production=typed,
        only_learned=only_learned,
    )


def _target(material: Material, language: str, term: KeyTerm) -> str:
    return f"claim/{material.pair}/term/{language}/{' '.join(term.name)}"
