"""V4: a word is lit in the known language; where is it in the sentence of the learned language?

Which word answers it is P3: the pair is proven by the glossary, at just this place. The other words of the
sentence are the wrong answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui_learn.bitext.glossary import Glossary, GlossaryPair
from tui_learn.bitext.word_links import Words
from tui_learn.i18n import gettext as _
from tui_learn.quiz.build import evidence_of, make_exercise
from tui_learn.quiz.difficulty import prior_difficulty
from tui_learn.quiz.exercise import Exercise, Spot, Text
from tui_learn.quiz.kinds.gap import LOOKALIKE, MAX_WORDS, MIN_WORDS, word_target
from tui_learn.quiz.material import Material
from tui_learn.quiz.stems import same_stem
from tui_learn.quiz.word_pairs import Occurrences, Place, ProvenPairs, likeness
from tui_learn.text.fold import fold

SHARED, LONGER = 5, 4
"""Letters two words begin with, and letters the longer has more, from which it is a compound with the other."""
HYPHENS = ("-", "‐", "‑")


def generate_where(material: Material) -> Iterator[Exercise]:
    """V4 of every place of every proven pair whose answer cannot be taken for another word."""
    if material.glossary is None or material.one_language:
        return
    proven = proven_pairs(material, material.glossary)
    known, learned = Occurrences(proven.left), Occurrences(proven.right)
    asked = [(place.learned, place) for places in proven.places for place in sound(proven, places)]
    for _segment, place in material.some(asked, "V4"):
        # Half of a fixed expression has no counterpart of its own, whatever it is linked to.
        if not (known.is_half(place.left) or learned.is_half(place.right)):
            yield from _ask(material, proven, place)


def proven_pairs(material: Material, glossary: Glossary) -> ProvenPairs:
    """The pairs that may be asked for, looked up once for all kinds that ask for them."""
    return material.once("proven pairs", lambda: ProvenPairs(material, glossary))


def sound(proven: ProvenPairs, places: Sequence[Place]) -> list[Place]:
    """The places of a pair at which whole words answer each other, or parts of words each other."""
    if not is_attested(places[0].pair) or is_part_of_compound(proven, places[0].pair):
        return []
    return [place for place in places if _is_part(proven.left, place.left) == _is_part(proven.right, place.right)]


def is_attested(pair: GlossaryPair) -> bool:
    """Whether more than dictionaries of other languages say that the words answer each other.

    Those join *still* with *immer*, which says it only before *noch*.
    """
    return any(not evidence.startswith("pivot:") for evidence in pair.evidence)


def is_part_of_compound(proven: ProvenPairs, pair: GlossaryPair) -> bool:
    """Whether one word begins as the other does, and goes on: *infrastructure*, *Infrastrukturprojekt*."""
    left = fold(pair.left, proven.left.edition.language)
    right = fold(pair.right, proven.right.edition.language)
    return left[:SHARED] == right[:SHARED] and len(left) >= SHARED and abs(len(left) - len(right)) >= LONGER


def _is_part(words: Words, number: int) -> bool:
    """Whether a word is what stands between the hyphens of a longer one."""
    word = words.words[number]
    text = words.edition.sentences[word.sentence].text
    return text[max(0, word.start - 1) : word.start] in HYPHENS or text[word.end : word.end + 1] in HYPHENS


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
    frequency = material.index(language).frequency(folded)
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
