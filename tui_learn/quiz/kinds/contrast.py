"""C7: of which of two like terms does the article say this? (CRM or BRM, B2C or B2B.)

The terms are the same in every language: what is said of them is shown in the learned one.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from tui_learn.i18n import gettext as _
from tui_learn.quiz.build import evidence_of, make_exercise
from tui_learn.quiz.difficulty import prior_difficulty
from tui_learn.quiz.exercise import Exercise, Option, Text
from tui_learn.quiz.kinds.acronyms import spells
from tui_learn.quiz.kinds.headings import MAX_WORDS, MIN_WORDS, mask
from tui_learn.quiz.material import Material
from tui_learn.quiz.sections import acronyms
from tui_learn.quiz.stems import content_words
from tui_learn.text import Sentence, tokenize
from tui_learn.text.languages import has_word_spaces

_FRAME = 6
"""Terms of one frame that are opposed: a long row of codes is no question."""


def rival_terms(named: Mapping[str, Collection[str]]) -> list[tuple[str, str]]:
    """Pairs of acronyms that differ in one letter and each stand alone in some segment.

    ``named`` gives the segments of every acronym.
    """
    frames: dict[str, list[str]] = defaultdict(list)
    for term in sorted(named):
        if len(term) > 2:
            for place in range(len(term)):
                frames[f"{term[:place]}*{term[place + 1 :]}"].append(term)
    pairs = {pair for terms in frames.values() for pair in itertools.combinations(terms[:_FRAME], 2)}
    return [(a, b) for a, b in sorted(pairs) if set(named[a]) - set(named[b]) and set(named[b]) - set(named[a])]


class Terms:
    """Where the acronyms of an edition stand."""

    def __init__(self, material: Material, language: str) -> None:
        blocks = material.editions[language].blocks
        self.named: dict[str, list[str]] = defaultdict(list)
        """Acronym to the segments of running text that name it."""
        self.everywhere: dict[str, list[str]] = defaultdict(list)
        """The same with headings, tables and the title."""
        body = {s.id for s in material.index(language).body}
        for sentence in material.index(language).prose:
            for term in dict.fromkeys(acronyms(sentence.text)):
                self.everywhere[term].append(sentence.id)
                if sentence.id in body and blocks[sentence.block].kind not in ("heading", "row"):
                    self.named[term].append(sentence.id)

    def alone(self, pair: tuple[str, str]) -> list[tuple[str, str]]:
        """The segments that name just one of two terms, each with that term."""
        a, b = (dict.fromkeys(self.named[term]) for term in pair)
        found = [(segment, pair[0]) for segment in a if segment not in b]
        return found + [(segment, pair[1]) for segment in b if segment not in a]


def terms_of(material: Material, language: str) -> Terms:
    """Those of an edition, made once."""
    return material.once(f"terms/{language}", lambda: Terms(material, language))


def generate_contrasts(material: Material) -> Iterator[Exercise]:
    """C7 of every sentence that names exactly one of two rival terms, in every version."""
    language = material.learned.language
    terms = terms_of(material, language)
    asked = [(pair, segment, term) for pair in rival_terms(terms.named) for segment, term in terms.alone(pair)]
    for pair, segment, term in material.some(asked, "C7"):
        yield from _ask(material, terms, material.sentence(language, segment), term, pair)


def _ask(material: Material, terms: Terms, sentence: Sentence, term: str, pair: tuple[str, str]) -> Iterator[Exercise]:
    language, known = material.learned.language, material.known.language
    translation = material.parallel(language, known).get(sentence.id)
    if translation is None or not (material.usable(language, sentence.id) and material.usable(known, translation)):
        return
    tokens = tokenize(sentence.text, language)
    if has_word_spaces(language) and not MIN_WORDS <= len(tokens) <= MAX_WORDS:
        return
    other = pair[1] if term == pair[0] else pair[0]
    if not named_alike_everywhere(material, sentence, term, other):
        return
    words = [token.text for token in tokens]
    if any(
        spells(words[start : start + len(candidate)], candidate)
        for candidate in pair
        for start in range(len(words) - len(candidate) + 1)
    ):
        return  # the expansion beside the mask spells the answer
    evidence = [evidence_of(material, language, sentence.id)]
    if known != language:
        evidence.append(evidence_of(material, known, translation))
    yield make_exercise(
        material,
        code="C7",
        type="tf",
        question=_("Which one does the article say this of?"),
        prompt=[Text(language, mask(sentence.text, [term]))],
        key=term,
        key_lang=language,
        evidence=evidence,
        proof=["P1", "P4"] if known == language else ["P1", "P2", "P4"],
        key_segments=len(terms.everywhere[term]),
        difficulty=prior_difficulty(
            "C7",
            sentence_words=min(MAX_WORDS, len(content_words(sentence.text, language))),
            only_learned=True,
        ),
        target=f"claim/{material.pair}/contrast/{'-'.join(pair)}/{sentence.text[:80]}",
        options=[
            Option(candidate, language, candidate == term, f"{language}/{terms.everywhere[candidate][0]}")
            for candidate in pair
        ],
    )


def named_alike_everywhere(material: Material, sentence: Sentence, term: str, other: str) -> bool:
    """Whether every version of a sentence of the learned language names the one term and not the other."""
    language = material.learned.language
    for version in material.versions(language):
        segment = material.parallel(language, version).get(sentence.id)
        if segment is not None:
            named = acronyms(material.sentence(version, segment).text)
            if term not in named or other in named:
                return False
    return True
