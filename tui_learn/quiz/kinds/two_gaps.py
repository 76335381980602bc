"""V3: two sentences in which the same word is missing.

The same form of the word stood in both gaps (P0), and no wrong answer translates anything in either sentence. Where
one language is asked in itself, other versions of the article prove that; without any, nothing is asked.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tui_learn.i18n import gettext as _
from tui_learn.quiz.build import evidence_of, make_exercise
from tui_learn.quiz.difficulty import prior_difficulty
from tui_learn.quiz.disjoint import Disjointness
from tui_learn.quiz.distractors import Foreign, WordOccurrence, WordPool
from tui_learn.quiz.exercise import Exercise, Option
from tui_learn.quiz.kinds.gap import (
    LOOKALIKE,
    carrying_sentences,
    gap_prompt,
    likeness_in_view,
    word_target,
    words_to_take_out,
)
from tui_learn.quiz.kinds.sentence_match import similarity
from tui_learn.quiz.material import Material
from tui_learn.quiz.seeded import shuffled
from tui_learn.quiz.shapes import ending
from tui_learn.text import Sentence
from tui_learn.text.fold import fold
from tui_learn.text.function_words import is_function_word

MAX_WORDS = 30
"""Words of a sentence: two of them, with their translations, have to fit on a screen."""
ALIKE = 0.25
"""Share of words in common from which two sentences are too much the same to be asked together."""
MOST = 2
"""Questions a word, and a sentence, is used for."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A place where a word can be taken out."""

    word: WordOccurrence
    sentence: Sentence
    translation: str
    """Id of the sentence that translates it."""
    likeness: float
    """How much the word looks like some word of the translation."""


class _Both:
    """Words that are foreign to either of two segments, and stand in the article as often as is wanted."""

    def __init__(self, one: Foreign, other: Foreign, counts: Mapping[str, int], least: int) -> None:
        self._one = one
        self._other = other
        self._counts = counts
        self._least = least

    def __contains__(self, word: object) -> bool:
        return (
            isinstance(word, WordOccurrence)
            and self._counts[word.surface] >= self._least
            and word in self._one
            and word in self._other
        )


def generate_two_gaps(material: Material) -> Iterator[Exercise]:
    """V3 of every word that stands in the same form in two sentences that can carry a gap."""
    language = material.learned.language
    pool: WordPool | None = None
    used: Counter[str] = Counter()
    for surface, gaps in material.some(list(_gaps(material).items()), "V3"):
        asked = 0
        for one, other in _pairs(material, shuffled(gaps, material.seed, "V3", surface, name=_segment)):
            if used[_segment(one)] >= MOST or used[_segment(other)] >= MOST or not _differ(one, other, language):
                continue
            pool = pool or WordPool(material, language, Disjointness(material, language))
            exercise = _ask(material, pool, *sorted((one, other), key=lambda g: (g.sentence.block, g.sentence.index)))
            if exercise is None:
                continue
            used.update((_segment(one), _segment(other)))
            yield exercise
            asked += 1
            if asked == MOST:
                break


def _segment(gap: Gap) -> str:
    return gap.sentence.id


def _gaps(material: Material) -> dict[str, tuple[Gap, ...]]:
    """Words as they stand in the text, to the places where they can be taken out; where there are two at least."""
    found: dict[str, list[tuple[WordOccurrence, Sentence, str]]] = {}
    for sentence, translation in carrying_sentences(material):
        if len(material.learned.tokens(sentence)) <= MAX_WORDS:
            for word in words_to_take_out(material, sentence.id):
                found.setdefault(word.surface, []).append((word, sentence, translation))
    gaps = {
        surface: tuple(gap for place in places if (gap := _gap(material, *place)) is not None)
        for surface, places in found.items()
        if len(places) > 1 and not is_function_word(surface, material.learned.language)
    }
    return {surface: row for surface, row in gaps.items() if len(row) > 1}


def _gap(material: Material, word: WordOccurrence, sentence: Sentence, translation: str) -> Gap | None:
    likeness = likeness_in_view(material, word, translation)
    return Gap(word, sentence, translation, likeness) if likeness < LOOKALIKE else None


def _pairs(material: Material, gaps: Sequence[Gap]) -> Iterator[tuple[Gap, Gap]]:
    """Pairs of neighbours, those of different paragraphs first: each gap is in four of them at the most."""
    near = [*itertools.pairwise(gaps), *zip(gaps, gaps[2:], strict=False)]
    near.sort(key=lambda pair: pair[0].sentence.block == pair[1].sentence.block)
    yield from near[: 4 * MOST]


def _differ(one: Gap, other: Gap, language: str) -> bool:
    """Whether the sentences are not much the same, and the word does not stand between the same two words."""
    if similarity(one.sentence.text, other.sentence.text, language) >= ALIKE:
        return False
    return _neighbours(one, language) != _neighbours(other, language)


def _neighbours(gap: Gap, language: str) -> tuple[str, str]:
    text, end = gap.sentence.text, gap.word.start + len(gap.word.surface)
    before, after = text[: gap.word.start].split(), text[end:].split()
    return fold(before[-1] if before else "", language), fold(after[0] if after else "", language)


def _ask(material: Material, pool: WordPool, one: Gap, other: Gap) -> Exercise | None:
    language, shown = material.learned.language, material.known.language
    wrong = _wrong(material, pool, one, other)
    if not wrong:
        return None
    key = one.word
    evidence = [evidence_of(material, language, gap.sentence.id) for gap in (one, other)]
    if not material.one_language:
        evidence += [evidence_of(material, shown, gap.translation) for gap in (one, other)]
    frequency = material.index(language).frequency(key.folded)
    words = max(len(material.learned.tokens(gap.sentence)) for gap in (one, other))
    return make_exercise(
        material,
        code="V3",
        type="choice",
        question=_("Which word is missing in both sentences?"),
        prompt=[piece for gap in (one, other) for piece in gap_prompt(material, gap.word, gap.translation)],
        key=key.surface,
        key_lang=language,
        evidence=evidence,
        proof=["P0", "P4"] if material.one_language else ["P0", "P2", "P4"],
        key_segments=frequency,
        difficulty=prior_difficulty(
            "V3",
            letters=len(key.surface),
            frequency=frequency,
            looks_alike=max(one.likeness, other.likeness) >= 0.6,
            same_ending=sum(ending(word.surface, language) == ending(key.surface, language) for word in wrong),
            sentence_words=words,
            only_learned=material.one_language,
        ),
        target=word_target(material, key.folded, "recognise"),
        options=[Option(word.surface, language, word is key, f"{language}/{word.segment}") for word in [key, *wrong]],
    )


def _wrong(material: Material, pool: WordPool, one: Gap, other: Gap) -> list[WordOccurrence]:
    """Wrong answers by what the translation shows or, in one language alone, by what another version says.

    The key stands in the article twice at least: rather such as do so too, or the word that comes back is the guess.
    """
    name = f"V3/{one.sentence.id}/{other.sentence.id}/{one.word.start}"
    language = material.learned.language
    counts = material.once("V3/counts", lambda: _counts(material))
    proving = material.versions(language) if material.one_language else [material.known.language]
    for least, shown in itertools.product(dict.fromkeys((counts[one.word.surface], 2, 1)), proving):
        foreign = pool.foreign_to(one.sentence.id, shown), pool.foreign_to(other.sentence.id, shown)
        wrong = pool.choose(one.word, _Both(*foreign, counts, least), name)
        if wrong:
            return wrong
    return []


def _counts(material: Material) -> Counter[str]:
    """How often each word stands in the text as it is written there."""
    index = material.index(material.learned.language)
    return Counter(token.text for sentence in index.body for token in index.edition.tokens(sentence))
