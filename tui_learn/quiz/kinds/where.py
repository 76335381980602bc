"""V4: a word is lit in the known language; where is it in the sentence of the learned language?

Which word answers it is P3: the pair is proven by the glossary, at just this place. The other words of the
sentence are the wrong answers.
"""

from __future__ import annotations

from collections.abc import Iterator

from tui_learn.i18n import gettext as _
from tui_learn.quiz.build import evidence_of, make_exercise
from tui_learn.quiz.difficulty import prior_difficulty
from tui_learn.quiz.exercise import Exercise, Spot, Text
from tui_learn.quiz.kinds.gap import LOOKALIKE, MAX_WORDS, MIN_WORDS, word_target
from tui_learn.quiz.material import Material
from tui_learn.quiz.stems import same_stem
from tui_learn.quiz.word_pairs import Occurrences, Place, ProvenPairs, likeness
from tui_learn.text.fold import fold


def generate_where(material: Material) -> Iterator[Exercise]:
    """V4 of every place of every proven pair whose answer cannot be taken for another word."""
    if material.glossary is None or material.one_language:
        return
    proven = ProvenPairs(material, material.glossary)
    known, learned = Occurrences(proven.left), Occurrences(proven.right)
    for places in proven.places:
        for place in places:
            # Half of a fixed expression has no counterpart of its own, whatever it is linked to.
            if not (known.is_half(place.left) or learned.is_half(place.right)):
                yield from _ask(material, proven, place)


def _ask(material: Material, proven: ProvenPairs, place: Place) -> Iterator[Exercise]:
    shown, language = material.known.language, material.learned.language
    left, right = proven.left.words[place.left], proven.right.words[place.right]
    numbers = proven.right.of_sentence(right.sentence)
    alike = max(
        likeness(left.text, shown, right.text, language), likeness(place.pair.left, shown, place.pair.right, language)
    )
    if not MIN_WORDS <= len(numbers) <= MAX_WORDS or alike >= LOOKALIKE or not _is_alone(proven, place):
        return
    folded = fold(right.text, language)
    frequency = len(material.index(language).segments_with(folded))
    words = [proven.right.words[number] for number in numbers]
    yield make_exercise(
        material,
        code="V4",
        type="point",
        question=_("Which word says what the lit word says?"),
        prompt=[Text(shown, material.sentence(shown, place.known).text, (left.start, left.end))],
        key=right.text,
        key_lang=language,
        evidence=[evidence_of(material, language, place.learned), evidence_of(material, shown, place.known)],
        proof=["P3"],
        key_segments=frequency,
        difficulty=prior_difficulty(
            "V4",
            letters=len(right.text),
            frequency=frequency,
            looks_alike=alike >= 0.6,
            sentence_words=len(numbers),
        ),
        target=word_target(material, folded, "recognise"),
        tokens=[
            Spot(word.text, word.start, word.end, proven.answered_by(number))
            for number, word in zip(numbers, words, strict=True)
        ],
        key_index=numbers.index(place.right),
    )


def _is_alone(proven: ProvenPairs, place: Place) -> bool:
    """Whether no other word of the sentence is a form of the right one, or answers the lit word elsewhere."""
    language = proven.right.edition.language
    right = proven.right.words[place.right]
    folded = fold(right.text, language)
    also = {pair.right for pair in proven.glossary.of("left", place.pair.left) if pair.grade != "highlight"}
    others = (proven.right.words[n] for n in proven.right.of_sentence(right.sentence) if n != place.right)
    return not any(
        other.lexeme == right.lexeme or other.lexeme in also or same_stem(fold(other.text, language), folded)
        for other in others
    )
