"""V7: type the word of the learned language that answers the lit word.

The gap is that of V2, its key what stood there (P0); that it answers the lit word is P3.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tui_learn.i18n import gettext as _
from tui_learn.quiz.build import evidence_of, make_exercise
from tui_learn.quiz.difficulty import prior_difficulty
from tui_learn.quiz.distractors import WordOccurrence
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.forms import Forms, forms_of
from tui_learn.quiz.kinds.gap import (
    LOOKALIKE,
    MAX_TYPED,
    carrying_sentences,
    gap_prompt,
    likeness_in_view,
    word_target,
    words_to_take_out,
)
from tui_learn.quiz.kinds.where import proven_pairs, sound
from tui_learn.quiz.material import Material
from tui_learn.quiz.stems import same_stem
from tui_learn.quiz.word_pairs import Place, ProvenPairs
from tui_learn.text.fold import fold


def generate_translations(material: Material) -> Iterator[Exercise]:
    """V7 of every gap whose word is one of a proven pair."""
    if material.glossary is None or material.one_language:
        return
    proven = proven_pairs(material, material.glossary)
    forms = forms_of(material)
    at = {place.right: place for places in proven.places for place in sound(proven, places)}
    asked = []
    for sentence, _translation in carrying_sentences(material):
        for key in words_to_take_out(material, sentence.id):
            word = proven.right.at(material.place_of_sentence(sentence.id), key.start)
            place = at.get(word) if word is not None else None
            if place is not None:
                asked.append((key, place, len(material.learned.tokens(sentence))))
    for key, place, words in material.some(asked, "V7"):
        yield from _ask(material, proven, forms, key, place, words)


def _ask(
    material: Material, proven: ProvenPairs, forms: Forms, key: WordOccurrence, place: Place, sentence_words: int
) -> Iterator[Exercise]:
    language, shown = material.learned.language, material.known.language
    alike = likeness_in_view(material, key, place.known)
    if len(key.surface) > MAX_TYPED or alike >= LOOKALIKE:
        return
    lit = proven.left.words[place.left]
    frequency = material.index(language).frequency(key.folded)
    yield make_exercise(
        material,
        code="V7",
        type="cloze",
        question=_("Type the missing word: it says what the lit word says."),
        prompt=[
            replace(piece, marked=(lit.start, lit.end)) if piece.lang == shown else piece
            for piece in gap_prompt(material, key, place.known)
        ],
        key=key.surface,
        key_lang=language,
        evidence=[evidence_of(material, language, key.segment), evidence_of(material, shown, place.known)],
        proof=["P0", "P3"],
        key_segments=frequency,
        difficulty=prior_difficulty(
            "V7",
            letters=len(key.surface),
            frequency=frequency,
            looks_alike=alike >= 0.6,
            sentence_words=sentence_words,
            production=True,
        ),
        target=word_target(material, key.folded, "produce"),
        forms=forms.of(key.folded, [*place.pair.right_forms, place.pair.right]),
        also=also_right(proven, place, key.folded, language),
    )


def also_right(proven: ProvenPairs, place: Place, key: str, language: str) -> list[str]:
    """Other words that answer the lit one somewhere in the article, as they stand there."""
    return [
        form
        for pair in proven.glossary.of("left", place.pair.left)
        if pair.right != place.pair.right and pair.grade != "highlight" and pair.verdict != "struck"
        for form in pair.right_forms
        if not same_stem(fold(form, language), key)
    ]
