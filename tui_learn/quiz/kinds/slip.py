"""V11: which word of the sentence does not belong there?

One word of the sentence is replaced by another of the article that has its ending and translates nothing in the
sentence shown beside it (P2, P4). Both words have a known counterpart in the other language: that of the word replaced
stands in the translation, so that something is missing there, and none of what the other may mean does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tui_learn.bitext.glossary import Glossary
from tui_learn.i18n import gettext as _
from tui_learn.quiz.build import evidence_of, make_exercise
from tui_learn.quiz.difficulty import prior_difficulty
from tui_learn.quiz.disjoint import Disjointness
from tui_learn.quiz.distractors import Foreign, WordOccurrence, WordPool
from tui_learn.quiz.exercise import Exercise, Spot, Text
from tui_learn.quiz.kinds.gap import carrying_sentences, likeness_in_view, word_target, words_to_take_out
from tui_learn.quiz.kinds.where import proven_pairs
from tui_learn.quiz.material import Material
from tui_learn.quiz.seeded import number
from tui_learn.quiz.shapes import ending
from tui_learn.quiz.stems import same_stem
from tui_learn.quiz.use import Use, alike_in_use, uses
from tui_learn.text import Sentence, tokenize
from tui_learn.text.fold import fold
from tui_learn.text.function_words import is_function_word

MAX_WORDS = 30
KNOWN = 0.5
"""Share of the content words of a sentence that must have a counterpart, or anything in it may look like a slip."""
TELLING = 3
"""Letters of an inflection that tell which class a word is of."""
LIKE = 1.0
"""How much alike in use the word must be to the one it replaces."""
SHORTER, LONGER = 0.6, 1.67
UNCHANGED = ">"
"""How a word is inflected that stands in its dictionary form."""
TRIED = 60
"""Candidates that are looked at for a word."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A word of a sentence and the one that stands in its place."""

    taken: WordOccurrence
    put: WordOccurrence


def generate_slips(material: Material) -> Iterator[Exercise]:
    """V11 of each sentence in which some word can be replaced so that only the translation tells."""
    if material.glossary is None or material.one_language:
        return
    words: _Replacements | None = None
    for sentence, translation in material.some(list(carrying_sentences(material)), "V11"):
        if len(material.learned.tokens(sentence)) > MAX_WORDS:
            continue
        if not (
            material.teachable(material.learned.language, sentence.id)
            and material.teachable(material.known.language, translation)
        ):
            continue  # a word that is wrong already would be a second slip
        words = words or _Replacements(material, material.glossary)
        slip = words.slip_in(sentence, translation)
        if slip is not None:
            yield _ask(material, words, sentence, translation, slip)


class _Replacements:
    """The words of the learned language, each with what may be put in its place."""

    def __init__(self, material: Material, glossary: Glossary) -> None:
        self._material = material
        self._language = material.learned.language
        self._glossary = glossary
        self.proven = proven_pairs(material, glossary)
        self._pool = WordPool(material, self._language, Disjointness(material, self._language))
        self._disjoint = Disjointness(material, self._language)
        self._used: set[str] = set()

    @cached_property
    def _by_ending(self) -> dict[tuple[str, bool], list[WordOccurrence]]:
        """Ending and whether there is a capital, to the words whose meaning is known."""
        rows: dict[tuple[str, bool], list[WordOccurrence]] = defaultdict(list)
        for word in self._pool.words:
            if self._material.meanings(word.folded):
                rows[ending(word.surface, self._language), word.surface[0].isupper()].append(word)
        return dict(rows)

    @cached_property
    def _uses(self) -> dict[str, Use]:
        return dict(self._material.once(f"uses/{self._language}", lambda: uses(self._material, self._language)))

    def slip_in(self, sentence: Sentence, translation: str) -> Slip | None:
        """A word of a sentence that can be replaced, with what replaces it."""
        place = self._material.place_of_sentence(sentence.id)
        numbers = self.proven.right.of_sentence(place)
        told = {n: self.proven.answered_by(n) for n in numbers if self.proven.right.words[n].is_content}
        if sum(map(bool, told.values())) < KNOWN * len(told):
            return None
        keys = [key for key in words_to_take_out(self._material, sentence.id) if self._may_be_taken(key, place, told)]
        turns = {key: number(self._material.seed, "V11", sentence.text, key.surface) for key in keys}
        keys.sort(key=lambda key: (key.folded in self._used, turns[key]))
        foreign = self._pool.foreign_to(sentence.id, self._material.known.language)
        meant = self._lexemes_of(translation)
        for key in keys:
            put = self._put(key, _beside(sentence, key, self._language), foreign, meant)
            if put is not None:
                self._used.update((key.folded, put.folded))
                return Slip(key, put)
        return None

    def _may_be_taken(self, key: WordOccurrence, sentence: int, told: dict[int, str]) -> bool:
        """Whether a word has a counterpart in the translation that is known."""
        word = self.proven.right.at(sentence, key.start)
        return bool(word is not None and told.get(word)) and not is_function_word(key.surface, self._language)

    def _lexemes_of(self, translation: str) -> frozenset[str]:
        """The dictionary forms of the words of a sentence of the known language."""
        left = self.proven.left
        sentences = left.edition.sentences
        place = next(n for n, sentence in enumerate(sentences) if sentence.id == translation)
        return frozenset(left.words[n].lexeme for n in left.of_sentence(place))

    def _put(
        self, key: WordOccurrence, beside: tuple[str, str], foreign: Foreign, meant: frozenset[str]
    ) -> WordOccurrence | None:
        """The word most like a word in use that is surely wrong in its place."""
        row = self._by_ending.get((ending(key.surface, self._language), key.surface[0].isupper()), [])
        seed, mine = self._material.seed, self._uses.get(key.folded, Use())
        near = [word for word in row if SHORTER <= len(word.surface) / len(key.surface) <= LONGER]
        near.sort(key=lambda word: number(seed, "V11", key.surface, word.surface))
        ranked = sorted(
            ((word.folded in self._used, -value, place) for place, word in enumerate(near[:TRIED])
             if (value := fitness(mine, self._uses.get(word.folded, Use()), beside)) >= LIKE),
        )  # fmt: skip
        fitting = (near[place] for _used, _value, place in ranked)
        return next((word for word in fitting if word in foreign and self._is_wrong_for(key, word, meant)), None)

    def _is_wrong_for(self, key: WordOccurrence, word: WordOccurrence, meant: frozenset[str]) -> bool:
        """Whether a word says something else than the one it replaces, and nothing that the translation says."""
        meanings = self._material.meanings(word.folded)
        return (
            not same_stem(key.folded, word.folded)
            and meanings.isdisjoint(meant)
            and meanings.isdisjoint(self._material.meanings(key.folded))
            and not self._disjoint.share_a_partner(key.folded, word.folded)
        )


def _beside(sentence: Sentence, key: WordOccurrence, language: str) -> tuple[str, str]:
    """The folded words before and after a word of a sentence."""
    tokens = tokenize(sentence.text, language)
    place = next(n for n, token in enumerate(tokens) if token.start == key.start)
    around = [tokens[n].text if 0 <= n < len(tokens) else "" for n in (place - 1, place + 1)]
    return fold(around[0], language), fold(around[1], language)


def fitness(taken: Use, put: Use, beside: tuple[str, str]) -> float:
    """How well a word fits where another was: 0 where it may be of another class or form.

    Both must be inflected in one way, where that is known; and it must tell something: three letters or more got by
    inflection (an *-s* is on nouns and verbs alike), dictionary forms that are surely of one class, or the same word
    before it elsewhere.
    """
    before, after = beside[0] in put.left, beside[1] in put.right
    if taken.inflection and put.inflection and taken.inflection != put.inflection:
        return 0.0
    inflected = taken.inflection == put.inflection and taken.inflection not in ("", UNCHANGED)
    one_class = bool(set(taken.classes) & set(put.classes))
    telling = inflected and len(taken.inflection.partition(">")[2]) >= TELLING
    if not (before or one_class or (telling and taken.endings[0] == put.endings[0])):
        return 0.0
    return alike_in_use(taken, put) + 0.8 * before + 0.6 * after


def _ask(material: Material, words: _Replacements, sentence: Sentence, translation: str, slip: Slip) -> Exercise:
    language, shown = material.learned.language, material.known.language
    taken, put = slip.taken, slip.put
    pointed = sentence.text[: taken.start] + put.surface + sentence.text[taken.start + len(taken.surface) :]
    tokens = tokenize(pointed, language)
    index = next(n for n, token in enumerate(tokens) if token.start == taken.start)
    shift = len(put.surface) - len(taken.surface)
    place = material.place_of_sentence(sentence.id)
    frequency = material.index(language).frequency(taken.folded)
    spots = []
    for token in tokens:
        word = words.proven.right.at(place, token.start if token.start <= taken.start else token.start - shift)
        is_whole = word is not None and words.proven.right.words[word].text == token.text
        answers = words.proven.answered_by(word) if word is not None and is_whole else ""
        spots.append(Spot(token.text, token.start, token.end, answers))
    return make_exercise(
        material,
        code="V11",
        type="point",
        question=_("One word of the sentence was exchanged: which one?"),
        prompt=[Text(shown, material.sentence(shown, translation).text)],
        key=put.surface,
        key_lang=language,
        evidence=[evidence_of(material, language, sentence.id), evidence_of(material, shown, translation)],
        proof=["P2", "P4"],
        key_segments=frequency,
        difficulty=prior_difficulty(
            "V11",
            letters=len(taken.surface),
            frequency=frequency,
            looks_alike=likeness_in_view(material, taken, translation) >= 0.6,
            sentence_words=len(tokens),
        ),
        target=word_target(material, taken.folded, "recognise"),
        tokens=spots,
        key_index=index,
        pointed=pointed,
        correction=taken.surface,
    )
