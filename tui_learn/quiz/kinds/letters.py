"""V10: put the letters of the missing word in order.

The gap is that of V2, its key what stood there (P0). Letters are what a reader takes for one: a sign with its marks.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import regex

from tui_learn.i18n import gettext as _
from tui_learn.quiz.build import evidence_of, make_exercise
from tui_learn.quiz.difficulty import prior_difficulty
from tui_learn.quiz.distractors import WordOccurrence
from tui_learn.quiz.exercise import Exercise, Text
from tui_learn.quiz.kinds.gap import (
    LOOKALIKE,
    carrying_sentences,
    gap_prompt,
    likeness_in_view,
    word_target,
    words_to_take_out,
)
from tui_learn.quiz.material import Material
from tui_learn.quiz.seeded import number
from tui_learn.text.fold import lower
from tui_learn.text.function_words import is_function_word

MIN_LETTERS, MAX_LETTERS = 6, 12
"""Fewer are no riddle, and more are no pleasure."""
MIN_DIFFERENT = 4
"""Different letters of a word that is worth the trouble."""
_TRIES = 24
_GRAPHEME = regex.compile(r"\X")


def letters_of(word: str, language: str) -> list[str]:
    """The letters of a word in lower case, each with its marks."""
    return _GRAPHEME.findall(lower(word, language))


def generate_letters(material: Material) -> Iterator[Exercise]:
    """V10 of one word of each sentence, where possible one that has not been asked for yet."""
    words = material.once("V10/words", lambda: _Words(material))
    asked: set[str] = set()
    for sentence, translation in material.some(list(carrying_sentences(material)), "V10"):
        keys = [key for key in words_to_take_out(material, sentence.id) if words.may_be_asked(key)]
        turns = {key: number(material.seed, "V10", sentence.text, key.surface) for key in keys}
        keys.sort(key=lambda key: (key.folded in asked, turns[key]))
        for key in keys:
            exercise = _ask(material, words, key, translation)
            if exercise is not None:
                asked.add(key.folded)
                yield exercise
                break


class _Words:
    """The words of the edition by their letters."""

    def __init__(self, material: Material) -> None:
        self._language = material.learned.language
        self.all = frozenset(lower(word, self._language) for word in material.index(self._language).vocabulary)
        self._same_letters: dict[str, set[str]] = {}
        for word in self.all:
            self._same_letters.setdefault(_letters_in_order(word), set()).add(word)

    def may_be_asked(self, key: WordOccurrence) -> bool:
        """Whether a word has letters enough, and no other word has just the same."""
        letters = letters_of(key.surface, self._language)
        return (
            MIN_LETTERS <= len(letters) <= MAX_LETTERS
            and len(set(letters)) >= MIN_DIFFERENT
            and not is_function_word(key.surface, self._language)
            and len(self._same_letters.get(_letters_in_order("".join(letters)), ())) <= 1
        )


def _letters_in_order(word: str) -> str:
    return "".join(sorted(word))


def mixed(letters: Sequence[str], seed: int, name: str, words: frozenset[str]) -> list[str] | None:
    """The letters in another order: no word of the text, another first letter, hardly two neighbours as they were.

    None where every order that is tried would be a word.
    """
    word = "".join(letters)
    neighbours = {frozenset(pair) for pair in itertools.pairwise(letters)}
    best: tuple[int, list[str]] | None = None
    for attempt in range(_TRIES):
        order = sorted(range(len(letters)), key=lambda place: (number(seed, name, f"{attempt}/{place}"), place))
        found = [letters[place] for place in order]
        spelt = "".join(found)
        if spelt == word or spelt in words:
            continue
        kept = sum(frozenset(pair) in neighbours for pair in itertools.pairwise(found))
        cost = kept + len(letters) * (found[0] == letters[0])
        if best is None or cost < best[0]:
            best = (cost, found)
        if cost <= 1:
            break
    return best[1] if best else None


def _ask(material: Material, words: _Words, key: WordOccurrence, translation: str) -> Exercise | None:
    language, shown = material.learned.language, material.known.language
    likeness = likeness_in_view(material, key, translation)
    if likeness >= LOOKALIKE:
        return None
    letters = letters_of(key.surface, language)
    order = mixed(letters, material.seed, f"V10/{key.segment}/{key.start}", words.all)
    if order is None:
        return None
    index = material.index(language)
    evidence = [evidence_of(material, language, key.segment)]
    if not material.one_language:
        evidence.append(evidence_of(material, shown, translation))
    frequency = index.frequency(key.folded)
    return make_exercise(
        material,
        code="V10",
        type="cloze",
        question=_("Put the letters in order to find the missing word."),
        prompt=[*gap_prompt(material, key, translation), Text(language, " ".join(order))],
        key=key.surface,
        key_lang=language,
        evidence=evidence,
        proof=["P0"] if material.one_language else ["P0", "P2"],
        key_segments=frequency,
        difficulty=prior_difficulty(
            "V10",
            letters=len(letters),
            frequency=frequency,
            looks_alike=likeness >= 0.6,
            sentence_words=len(index.edition.tokens(material.sentence(language, key.segment))),
            production=True,
            only_learned=material.one_language,
        ),
        target=word_target(material, key.folded, "produce"),
    )
