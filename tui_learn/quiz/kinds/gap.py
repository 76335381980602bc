"""V1, a gap with words to choose from, and V2, a gap to be filled by typing.

The sentence of the learned language with a word taken out, and its translation. The key is what stood
there (P0); that the translation belongs to it is P2.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import regex
from rapidfuzz.distance import OSA

from tui_learn.bitext.word_links import SURE, SpanLink
from tui_learn.i18n import gettext as _
from tui_learn.quiz.build import evidence_of, make_exercise
from tui_learn.quiz.difficulty import prior_difficulty
from tui_learn.quiz.disjoint import Disjointness
from tui_learn.quiz.distractors import Foreign, WordOccurrence, WordPool, is_plain_word
from tui_learn.quiz.exercise import GAP, Exercise, Option, Text
from tui_learn.quiz.forms import forms_of
from tui_learn.quiz.material import Material
from tui_learn.quiz.seeded import number
from tui_learn.quiz.shapes import ending
from tui_learn.quiz.stems import any_same_stem, folded_parts, folded_words
from tui_learn.text import Sentence
from tui_learn.text.fold import fold
from tui_learn.text.function_words import is_function_word
from tui_learn.text.languages import has_word_spaces

MIN_WORDS, MAX_WORDS = 6, 45
"""Words of a sentence that can carry a gap."""
LOOKALIKE = 0.8
"""Similarity at which a word in view betrays the key."""
FREQUENT = 0.35
"""Share of segments above which a word is grammar, not vocabulary."""
MOST_GAPS = ((80, 5), (200, 4), (10**9, 3))
"""Sentences of an article up to which so many words of one are asked for."""
MAX_TYPED = 25
"""Letters of a word that may be asked for by typing."""


def generate_gaps(material: Material) -> Iterator[Exercise]:
    """V1 and V2 of the words most worth asking for in each sentence."""
    language, shown = material.learned.language, material.known.language
    carrying = list(carrying_sentences(material))
    if not carrying:
        return
    pool = WordPool(material, language, Disjointness(material, language))
    most = next(most for sentences, most in MOST_GAPS if len(carrying) <= sentences)
    for sentence, translation in material.some(carrying, "gap"):
        words = len(material.learned.tokens(sentence))
        keys = sorted(words_to_take_out(material, sentence.id), key=lambda key: _worth(material, key))
        foreign = pool.foreign_to(sentence.id, shown)
        if not material.one_language:
            chosen = (e for key in keys for e in _choose(material, pool, key, foreign, translation, words))
            yield from itertools.islice(chosen, most)
        yield from itertools.islice((e for key in keys for e in _type(material, key, translation, words)), most)


def _worth(material: Material, key: WordOccurrence) -> tuple[bool, bool, int]:
    """How little a word is worth asking for: linked ones and those that come back are worth most."""
    language = material.learned.language
    once = material.index(language).frequency(key.folded) == 1
    # By what the sentence says, not by its number: what is put in before it must not change what is asked of it.
    said = material.sentence(language, key.segment).text
    return not is_linked(material, key), once, number(material.seed, "gap", said, key.surface)


def is_linked(material: Material, key: WordOccurrence) -> bool:
    """Whether it is known for sure which word of the translation a word answers."""
    link = _link_of(material, key)
    return link is not None and link.confidence >= SURE


def _link_of(material: Material, key: WordOccurrence) -> SpanLink | None:
    if material.glossary is None:
        return None
    linked = material.glossary.linked
    place = linked.right.at(material.place_of_sentence(key.segment), key.start)
    return linked.link_of("right", place) if place is not None else None


def carrying_sentences(material: Material) -> Iterator[tuple[Sentence, str]]:
    """Sentences of the learned language that can carry a gap, each with the segment that translates it."""
    language, shown = material.learned.language, material.known.language
    if not has_word_spaces(language):
        return
    parallel = material.parallel(language, shown)
    for sentence in material.index(language).body:
        translation = parallel.get(sentence.id)
        if translation is None or material.learned.blocks[sentence.block].kind == "heading":
            continue
        if not (material.usable(language, sentence.id) and material.usable(shown, translation)):
            continue
        if MIN_WORDS <= len(material.learned.tokens(sentence)) <= MAX_WORDS:
            yield sentence, translation


def words_to_take_out(material: Material, segment: str) -> tuple[WordOccurrence, ...]:
    """The words of a segment that may be taken out."""
    return material.once(f"words to take out/{segment}", lambda: tuple(_words_to_take_out(material, segment)))


def _words_to_take_out(material: Material, segment: str) -> Iterator[WordOccurrence]:
    language = material.learned.language
    index = material.index(language)
    sentence = material.sentence(language, segment)
    tokens = index.edition.tokens(sentence)
    folded = [folded_parts(token, language) for token in tokens]
    for position, token in enumerate(tokens):
        if position < 2 or not is_plain_word(token, sentence.text, language):
            continue
        if is_function_word(token.text, language):
            continue  # what holds a sentence together is grammar, not vocabulary
        if not material.is_vocabulary(language, segment, token):
            continue
        word = fold(token.text, language)
        others = tuple(part for place, parts in enumerate(folded) if place != position for part in parts)
        if any_same_stem([word], others):
            continue
        if index.frequency(word) > FREQUENT * len(index.prose):
            continue
        yield WordOccurrence(token.text, word, segment, token.start)


def gap_prompt(material: Material, key: WordOccurrence, translation: str) -> list[Text]:
    """The sentence with the gap, and its translation."""
    language, shown = material.learned.language, material.known.language
    text = material.sentence(language, key.segment).text
    gapped = text[: key.start] + GAP + text[key.start + len(key.surface) :]
    prompt = [Text(language, gapped)]
    if shown != language:
        prompt.append(Text(shown, material.sentence(shown, translation).text))
    return prompt


def likeness_in_view(material: Material, key: WordOccurrence, translation: str) -> float:
    """How much the key looks like the word of the translation that is most like it."""
    shown = material.known.language
    if shown == material.learned.language:
        return 0.0
    words = folded_words(material.sentence(shown, translation).text, shown)
    return max((OSA.normalized_similarity(key.folded, word) for word in words), default=0.0)


def _choose(
    material: Material,
    pool: WordPool,
    key: WordOccurrence,
    foreign: Foreign,
    translation: str,
    sentence_words: int,
) -> Iterator[Exercise]:
    language, shown = material.learned.language, material.known.language
    likeness = likeness_in_view(material, key, translation)
    if likeness >= LOOKALIKE:
        return
    wrong = pool.choose(key, foreign, f"V1/{key.segment}/{key.start}")
    if not wrong:
        return
    frequency = material.index(language).frequency(key.folded)
    yield make_exercise(
        material,
        code="V1",
        type="choice",
        question=_("Which word is missing?"),
        prompt=gap_prompt(material, key, translation),
        key=key.surface,
        key_lang=language,
        evidence=[evidence_of(material, language, key.segment), evidence_of(material, shown, translation)],
        proof=["P0", "P2", "P4"],
        key_segments=frequency,
        difficulty=prior_difficulty(
            "V1",
            letters=len(key.surface),
            frequency=frequency,
            looks_alike=likeness >= 0.6,
            same_ending=sum(ending(w.surface, language) == ending(key.surface, language) for w in wrong),
            sentence_words=sentence_words,
        ),
        target=word_target(material, key.folded, "recognise"),
        options=[Option(word.surface, language, word is key, f"{language}/{word.segment}") for word in [key, *wrong]],
    )


def _type(material: Material, key: WordOccurrence, translation: str, sentence_words: int) -> Iterator[Exercise]:
    language, shown = material.learned.language, material.known.language
    index = material.index(language)
    frequency = index.frequency(key.folded)
    if len(key.surface) > MAX_TYPED or (material.one_language and frequency < 2):
        return  # with no translation beside it, only a word that stands elsewhere too can be found again
    likeness = likeness_in_view(material, key, translation)
    if likeness >= LOOKALIKE:
        return
    evidence = [evidence_of(material, language, key.segment)]
    if not material.one_language:
        evidence.append(evidence_of(material, shown, translation))
    yield make_exercise(
        material,
        code="V2",
        type="cloze",
        question=_("Type the missing word."),
        prompt=gap_prompt(material, key, translation),
        key=key.surface,
        key_lang=language,
        evidence=evidence,
        proof=["P0"] if material.one_language else ["P0", "P2"],
        key_segments=frequency,
        difficulty=prior_difficulty(
            "V2",
            letters=len(key.surface),
            frequency=frequency,
            looks_alike=likeness >= 0.6,
            sentence_words=sentence_words,
            production=True,
            only_learned=material.one_language,
        ),
        target=word_target(material, key.folded, "produce"),
        forms=forms_of(material).of(key.folded),
        also=_also_right(material, key),
        starts="" if material.one_language or is_linked(material, key) else first_letter(key.surface),
    )


def _also_right(material: Material, key: WordOccurrence) -> list[str]:
    """Other words that answer, somewhere in the article, the word this one answers here."""
    link = _link_of(material, key)
    if material.glossary is None or link is None or link.confidence < SURE or not link.is_single:
        return []
    lexeme = material.glossary.linked.left.words[link.left[0]].lexeme
    mine = forms_of(material)
    others = [
        form
        for pair in material.glossary.of("left", lexeme)
        if pair.grade != "highlight" and pair.verdict != "struck"
        for form in pair.right_forms
    ]
    own = {key.folded, *(fold(form, material.learned.language) for form in mine.of(key.folded))}
    return [form for form in dict.fromkeys(others) if fold(form, material.learned.language) not in own]


def first_letter(word: str) -> str:
    """The first letter as people count letters, with its marks."""
    match = regex.match(r"\X", word)
    return match.group() if match else ""


def word_target(material: Material, folded: str, skill: str) -> str:
    """The card of a word: one for recognising it, one for producing it, whatever the sentence."""
    return f"word/{material.pair}/{skill}/{folded}"
