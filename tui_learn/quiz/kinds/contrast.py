"""C7: of which of two like terms does the article say this? (CRM or BRM, B2C or B2B.)"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from tui_learn.i18n import gettext as _
from tui_learn.quiz.build import evidence_of, make_exercise
from tui_learn.quiz.difficulty import prior_difficulty
from tui_learn.quiz.exercise import Exercise, Option, Text
from tui_learn.quiz.kinds.acronyms import spells
from tui_learn.quiz.kinds.headings import MAX_WORDS, MIN_WORDS, mask
from tui_learn.quiz.material import Material
from tui_learn.quiz.sections import acronyms
from tui_learn.quiz.stems import content_words
from tui_learn.text import Edition, Sentence, tokenize
from tui_learn.text.languages import has_word_spaces


def rival_terms(edition: Edition, sentences: tuple[Sentence, ...]) -> list[tuple[str, str]]:
    """Pairs of acronyms that differ in one letter and each stand alone in some sentence."""
    where: dict[str, set[str]] = {}
    for sentence in sentences:
        for acronym in acronyms(sentence.text):
            where.setdefault(acronym, set()).add(sentence.id)
    return [
        (a, b)
        for a, b in itertools.combinations(sorted(where), 2)
        if len(a) == len(b)
        and len(a) > 2
        and sum(x != y for x, y in zip(a, b, strict=True)) == 1
        and where[a] - where[b]
        and where[b] - where[a]
    ]


def generate_contrasts(material: Material) -> Iterator[Exercise]:
    """C7 of every sentence that names exactly one of two rival terms, in every version."""
    language = material.learned.language
    index = material.index(language)
    body = tuple(s for s in index.body if material.learned.blocks[s.block].kind not in ("heading", "row"))
    for pair in rival_terms(material.learned, body):
        for sentence in body:
            named = [term for term in pair if term in acronyms(sentence.text)]
            if len(named) != 1:
                continue
            for shown in dict.fromkeys([material.known.language, language]):
                yield from _ask(material, sentence, shown, named[0], pair)


def _ask(material: Material, sentence: Sentence, shown: str, term: str, pair: tuple[str, str]) -> Iterator[Exercise]:
    language = material.learned.language
    prompt_id = material.parallel(language, shown).get(sentence.id)
    if prompt_id is None or not (material.usable(language, sentence.id) and material.usable(shown, prompt_id)):
        return
    prompt = material.sentence(shown, prompt_id)
    tokens = tokenize(prompt.text, shown)
    if has_word_spaces(shown) and not MIN_WORDS <= len(tokens) <= MAX_WORDS:
        return
    other = pair[1] if term == pair[0] else pair[0]
    if acronyms(prompt.text).count(term) == 0 or other in acronyms(prompt.text):
        return
    if not _named_alike_everywhere(material, sentence, term, other):
        return
    words = [token.text for token in tokens]
    if any(
        spells(words[start : start + len(candidate)], candidate)
        for candidate in pair
        for start in range(len(words) - len(candidate) + 1)
    ):
        return  # the expansion beside the mask spells the answer
    segments = material.index(language).prose
    evidence = [evidence_of(material, language, sentence.id)]
    if shown != language:
        evidence.append(evidence_of(material, shown, prompt_id))
    yield make_exercise(
        material,
        code="C7",
        type="tf",
        question=_("Which one does the article say this of?"),
        prompt=[Text(shown, mask(prompt.text, [term]))],
        key=term,
        key_lang=language,
        evidence=evidence,
        proof=["P1", "P4"] if shown == language else ["P1", "P2", "P4"],
        key_segments=sum(term in acronyms(s.text) for s in segments),
        difficulty=prior_difficulty(
            "C7",
            sentence_words=min(MAX_WORDS, len(content_words(prompt.text, shown))),
            only_learned=shown == language,
        ),
        target=f"claim/{material.pair}/contrast/{'-'.join(pair)}/{sentence.text[:80]}",
        options=[
            Option(candidate, language, candidate == term, f"{language}/{_first(material, language, candidate)}")
            for candidate in pair
        ],
    )


def _first(material: Material, language: str, term: str) -> str:
    return next(s.id for s in material.index(language).prose if term in acronyms(s.text))


def _named_alike_everywhere(material: Material, sentence: Sentence, term: str, other: str) -> bool:
    language = material.learned.language
    for version in material.versions(language):
        segment = material.parallel(language, version).get(sentence.id)
        if segment is not None:
            named = acronyms(material.sentence(version, segment).text)
            if term not in named or other in named:
                return False
    return True
