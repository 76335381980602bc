"""C2: of which term does the article say this, and what does it say of a term?

What is said stands behind the term in a sentence that begins with it. From what is said to the term only sentences that
define it are asked; the other way round any sentence that begins with a term will do, the defining one first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui_learn.i18n import gettext as _
from tui_learn.quiz.build import evidence_of, make_exercise
from tui_learn.quiz.difficulty import prior_difficulty
from tui_learn.quiz.exercise import MASK, Evidence, Exercise, Option, Text
from tui_learn.quiz.key_terms import CLASSES, KeyTerm, TermClass, are_twins, counterpart, key_terms
from tui_learn.quiz.material import Direction, Material
from tui_learn.quiz.option_choice import POOL, Chooser
from tui_learn.quiz.sections import acronyms
from tui_learn.quiz.seeded import number
from tui_learn.quiz.statements import Statement, statements
from tui_learn.quiz.stems import content_words, folded_words
from tui_learn.quiz.term_rivals import Offered, TermRivals, say_the_same, stands_in
from tui_learn.text.fold import fold

MOST_TERMS = 15
"""Terms of a class that are asked in each direction in a long article."""
_LOOKED_AT = 24
"""Statements about other terms that are compared with a key."""


def generate_definitions(material: Material) -> Iterator[Exercise]:
    """C2 both ways, in every direction."""
    for direction in material.directions:
        yield from _terms_of(material, direction)
        yield from _said_of(material, direction)


def _classes(material: Material, direction: Direction) -> Iterator[tuple[TermClass, list[KeyTerm]]]:
    """The terms of each class, as far as they may be asked in a direction."""
    terms = key_terms(material, direction.answer).by_name.values()
    for kind in CLASSES:
        if kind == "acronym" and (
            direction.prompt != direction.answer or direction.answer != material.learned.language
        ):
            continue  # letters are the same in every language: asked where the learned one must be read
        members = [term for term in terms if kind in term.classes]
        if len(members) > 2:
            yield kind, members


def _other_side(
    material: Material, direction: Direction, statement: Statement, *, alike: bool = False
) -> Statement | None:
    """The same statement in the language of the prompt: of the same term, in the segment that translates it.

    ``alike`` lets a term pass that has the same name in both.
    """
    if direction.prompt == direction.answer:
        return statement
    other = counterpart(material, statement.term, direction.answer, direction.prompt)
    segment = material.parallel(direction.answer, direction.prompt).get(statement.segment)
    if other is None or segment is None:
        return None
    if not alike and fold(other.text, "und") == fold(statement.term.text, "und"):
        return None
    there = statements(material, direction.prompt).at.get(segment, [])
    return next((found for found in there if found.term.name == other.name), None)


def _evidence(material: Material, direction: Direction, mine: Statement, shown: Statement) -> list[Evidence]:
    """The statement in both languages, and where the term is marked as one."""
    language, prompt = direction.answer, direction.prompt
    parallel = material.parallel(language, prompt)
    marked = {mark.place.segment for mark in shown.term.marks}
    segment = next(m.place.segment for m in mine.term.marks if parallel.get(m.place.segment) in marked)
    found = [evidence_of(material, language, mine.segment), evidence_of(material, language, segment)]
    if prompt != language:
        found += [evidence_of(material, prompt, shown.segment), evidence_of(material, prompt, parallel[segment])]
    return found


def _proof(direction: Direction, first: str) -> list[str]:
    return [first, "P1", "P4"] if direction.prompt == direction.answer else [first, "P1", "P2", "P4"]


def _difficulty(material: Material, prompt: str, term: KeyTerm, text: str) -> float:
    return prior_difficulty(
        "C2",
        letters=len(term.text),
        frequency=len(term.segments),
        sentence_words=min(45, len(folded_words(text, prompt))),
        only_learned=prompt == material.learned.language,
    )


def _target(material: Material, language: str, term: KeyTerm) -> str:
    return f"claim/{material.pair}/definition/{language}/{' '.join(term.name)}"


def _terms_of(material: Material, direction: Direction) -> Iterator[Exercise]:
    """From a definition to its term."""
    language, prompt = direction.answer, direction.prompt
    said = statements(material, language)
    rivals = TermRivals(material, direction)
    asked: set[str] = set()
    for kind, members in _classes(material, direction):
        for term in material.some(members, f"C2/{kind}", MOST_TERMS):
            for statement in said.of_term.get(term.name, [])[:1]:
                shown = _other_side(material, direction, statement)
                if not statement.defines or shown is None or statement.segment in asked:
                    continue
                if not _is_said_of_it(material, language, statement) or _tells_itself(material, prompt, shown):
                    continue
                key = Offered(term, term.marks[0].place)
                name = f"C2/{prompt}/{language}/{statement.segment}"
                wrong = rivals.choose(key, members, name, about=statement.segment)
                if wrong is not None:
                    asked.add(statement.segment)
                    yield _ask_for_term(material, direction, statement, shown, [key, *wrong])


def _tells_itself(material: Material, language: str, statement: Statement) -> bool:
    """Whether a word of the term is to be seen in what is said of it, or in front of it."""
    text = material.sentence(language, statement.segment).text
    rest = f"{text[: statement.start]} {text[statement.end :]}"
    return any(stands_in(mark.place.text, rest, language) for mark in statement.term.marks)


def _ask_for_term(
    material: Material, direction: Direction, mine: Statement, shown: Statement, options: Sequence[Offered]
) -> Exercise:
    language, prompt = direction.answer, direction.prompt
    text = material.sentence(prompt, shown.segment).text
    masked = f"{text[: shown.start]}{MASK}{text[shown.end :]}"
    key = options[0].place
    return make_exercise(
        material,
        code="C2",
        type="choice",
        question=_("Of which term does the article say this?"),
        prompt=[Text(prompt, masked)],
        key=key.text,
        key_lang=language,
        evidence=_evidence(material, direction, mine, shown),
        proof=_proof(direction, "P0"),
        key_segments=len(mine.term.segments),
        difficulty=_difficulty(material, prompt, mine.term, masked),
        target=_target(material, language, mine.term),
        options=[
            Option(offered.place.text, language, offered is options[0], f"{language}/{offered.place.segment}")
            for offered in options
        ],
    )


def _said_of(material: Material, direction: Direction) -> Iterator[Exercise]:
    """From a term to what is said of it."""
    language = direction.answer
    said = statements(material, language)
    chooser = Chooser[Statement](language, material.seed, text=lambda statement: statement.said)
    asked: set[tuple[str, ...]] = set()
    for kind, members in _classes(material, direction):
        about = [statement for term in members for statement in said.of_term.get(term.name, ())]
        for term in material.some(members, f"C2/said/{kind}", MOST_TERMS):
            if term.name in asked:
                continue
            for statement in said.of_term.get(term.name, ()):
                shown = _other_side(material, direction, statement)
                if shown is None or not _is_said_of_it(material, language, statement):
                    continue
                name = f"C2/said/{direction.prompt}/{language}/{statement.segment}"
                rivals = _other_statements(material, language, statement, about, name)
                wrong = chooser.choose(statement, rivals, name)
                if wrong is not None:
                    asked.add(term.name)
                    yield _ask_what_is_said(material, direction, shown, [statement, *wrong])
                    break


def _is_said_of_it(material: Material, language: str, statement: Statement) -> bool:
    """Whether the term is what the sentence is about: it defines it, or a translation begins with the term too.

    ``CRM tools help ...`` says nothing of CRM, and its translation will hardly begin with the letters alone.
    """
    if _tells_itself(material, language, statement) or acronyms(statement.said):
        return False
    if statement.is_subject:
        return True
    ours = (material.known.language, material.learned.language, *material.versions(language))
    version = next((other for other in ours if other != language), None)
    if version is None:
        return statement.defines
    return _other_side(material, Direction(version, language), statement, alike=True) is not None


def _other_statements(
    material: Material, language: str, key: Statement, about: Sequence[Statement], name: str
) -> list[Statement]:
    """What is said of other terms of the class, and surely not of this one."""
    of_key = [material.sentence(language, place.segment).text for place in key.term.places[:POOL]]
    fitting: list[Statement] = []
    some = material.some(about, name, _LOOKED_AT)
    for other in sorted(some, key=lambda other: number(material.seed, name, other.segment)):
        if other.term.name == key.term.name or are_twins(other.term.text, key.term.text, language):
            continue
        if other.segment in key.term.segments or not _is_said_of_it(material, language, other):
            continue
        if stands_in(key.term.text, other.said, language) or stands_in(other.term.text, key.said, language):
            continue
        if any(say_the_same(other.said, text, language) for text in (key.said, *of_key, *(f.said for f in fitting))):
            continue
        fitting.append(other)
        if len(fitting) == POOL:
            break
    return fitting


def _ask_what_is_said(
    material: Material, direction: Direction, shown: Statement, options: Sequence[Statement]
) -> Exercise:
    language, prompt = direction.answer, direction.prompt
    key = options[0]
    return make_exercise(
        material,
        code="C2",
        type="choice",
        question=_("What does the article say of it?"),
        prompt=[Text(prompt, shown.term.text)],
        key=key.said,
        key_lang=language,
        evidence=_evidence(material, direction, key, shown),
        proof=_proof(direction, "P0"),
        key_segments=1,
        difficulty=_difficulty(material, prompt, key.term, " ".join(content_words(key.said, language))),
        target=_target(material, language, key.term),
        options=[
            Option(statement.said, language, statement is key, f"{language}/{statement.segment}")
            for statement in options
        ],
    )
