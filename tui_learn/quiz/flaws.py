"""Machine-checkable flaws of exercises, after Haladyna, Downing and Rodriguez (2002).

Errors keep an exercise out; warnings rank it lower. The checks look at an exercise as a learner sees it and
know nothing of how it was made. Codes that concern sessions, or kinds that are not generated, are absent.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import regex
from rapidfuzz.distance import OSA

from tui_learn.quiz.exercise import GAP, MASK, Exercise
from tui_learn.quiz.shapes import (
    LOOSE,
    STRICT,
    ending_gives_away,
    has_triple_letter,
    length_gives_away,
    overlapping,
    shape,
    shared_words,
    stands_out,
)
from tui_learn.quiz.stems import MIN_STEM, any_same_stem, content_words, count_same_stem, folded_words, same_stem
from tui_learn.text.fold import fold
from tui_learn.text.languages import has_word_spaces

_RESIDUE = regex.compile(r"\]\(|\*\*|__(?!_)(?<!___)|`|\{\{|^#{1,6}\s|<[a-zA-Z/!][^>]*>")
_LOOKALIKE = 0.9
_WHOLE = ("tf", "match", "odd", "order", "sort")
"""Types whose key is no word or sentence of the article."""
_MANY = ("tiles", "match", "odd", "order", "sort")
"""Types whose key is in view as a whole: what the question says gives nothing away."""
_SAME = 0.6
"""Share of an altered statement's content words in another sentence from which it says what that one says."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong with an exercise."""

    code: str
    severity: Literal["error", "warning"]


def flaws(exercise: Exercise, interface_language: str = "en") -> list[Flaw]:
    """All flaws of one exercise."""
    found = [
        *_keys(exercise),
        *_evidence(exercise),
        *_visible_key(exercise, interface_language),
        *_gap(exercise),
        *_options(exercise),
        *_spots(exercise),
        *_pairs(exercise),
        *_odd_one(exercise),
        *_units(exercise),
        *_groups(exercise),
        *_membership(exercise),
        *_swapped(exercise),
        *_texts(exercise),
    ]
    return list(dict.fromkeys(found))


def _error(code: str) -> Flaw:
    return Flaw(code, "error")


def _warning(code: str) -> Flaw:
    return Flaw(code, "warning")


def _keys(exercise: Exercise) -> Iterable[Flaw]:
    if exercise.options:
        if sum(option.key for option in exercise.options) != 1:
            yield _error("F01")
        least, most = (2, 2) if exercise.type == "tf" else (3, 5)
        if not least <= len(exercise.options) <= most:
            yield _error("F20")
    if not exercise.question and not any(GAP in piece.text for piece in exercise.prompt):
        yield _error("F19")


def _evidence(exercise: Exercise) -> Iterable[Flaw]:
    if not exercise.evidence:
        yield _error("F03")
    elif "P0" in exercise.proof:
        key = unicodedata.normalize("NFC", exercise.key)
        if not any(key in piece.text for piece in exercise.evidence if piece.lang == exercise.key_lang):
            yield _error("F03")
    if exercise.key_segments > 0.35 * exercise.segments and exercise.type not in _WHOLE:
        yield _error("F17")


def _visible_key(exercise: Exercise, interface_language: str) -> Iterable[Flaw]:
    content = content_words(exercise.key, exercise.key_lang) or folded_words(exercise.key, exercise.key_lang)
    for piece in exercise.prompt:
        words = folded_words(piece.text.replace(GAP, " "), piece.lang)
        if piece.lang == exercise.key_lang:
            if has_word_spaces(piece.lang) and any_same_stem(content, words):
                yield _error("F05")
        elif len(folded_words(exercise.key, exercise.key_lang)) == 1:
            key = fold(exercise.key, exercise.key_lang)
            if len(key) >= MIN_STEM and any(OSA.normalized_similarity(key, word) >= _LOOKALIKE for word in words):
                yield _warning("F06")
    asked = content_words(exercise.question, interface_language)
    if exercise.key_lang == interface_language and exercise.type not in _MANY and any_same_stem(content, asked):
        yield _error("F05")


def _gap(exercise: Exercise) -> Iterable[Flaw]:
    for piece in exercise.prompt:
        gaps = piece.text.count(GAP)
        if gaps and piece.text.lstrip("«„“\"'([ ").startswith(GAP):
            yield _error("F16")
        if gaps > 1:
            yield _warning("F16")
        if gaps and has_word_spaces(piece.lang):
            words = len(folded_words(piece.text.replace(GAP, " "), piece.lang))
            if not 6 <= words + 1 <= 45:
                yield _warning("F18")
    if any(GAP in piece.text for piece in exercise.prompt):
        if exercise.key.startswith("-") or exercise.key.endswith("-"):
            yield _error("F17")
        if len(exercise.key) < MIN_STEM and has_word_spaces(exercise.key_lang):
            yield _error("F17")
    if exercise.type == "cloze" and (len(exercise.key.split()) > 4 or len(exercise.key) > 40):
        yield _warning("F29")


def _options(exercise: Exercise) -> Iterable[Flaw]:
    if not exercise.options:
        return
    language = exercise.key_lang
    texts = [option.text for option in exercise.options]
    key = next((option.text for option in exercise.options if option.key), exercise.key)
    others = [option.text for option in exercise.options if not option.key]
    if len({fold(text, language) for text in texts}) < len(texts):
        yield _error("F02")
    if {option.lang for option in exercise.options} != {language}:
        yield _error("F07")
    for index, left in enumerate(texts):
        if any(overlapping(left, right, language) for right in texts[index + 1 :]):
            yield _error("F12")
    if len(others) < 2:
        return
    if length_gives_away(key, others):
        yield _warning("F08")
    if stands_out(key, others, STRICT):
        yield _error("F09")
    if stands_out(key, others, LOOSE):
        yield _warning("F09")
    single = all(len(folded_words(text, language)) == 1 for text in texts)
    if single and ending_gives_away(key, others, language):
        yield _warning("F11")
    gapped = [piece.text for piece in exercise.prompt if piece.lang == language and GAP in piece.text]
    if any(any_same_stem(content_words(other, language), folded_words(text, language))
           for text in gapped for other in others):  # fmt: skip
        yield _warning("F04")
    visible = tuple(
        word for piece in exercise.prompt if piece.lang == language for word in content_words(piece.text, language)
    )
    if visible and has_word_spaces(language):
        clang = [any_same_stem(content_words(text, language), visible) for text in [key, *others]]
        if clang[0] and not any(clang[1:]):
            yield _warning("F10")
    mine = shared_words(key, others, language)
    if mine >= 2 + max(shared_words(text, [key, *(t for t in others if t != text)], language) for text in others):
        yield _warning("F13")
    alike = sum(shape(text) == shape(key) for text in others)
    counts = [abs(len(text.split()) - len(key.split())) for text in others]
    sentences = all(len(text.split()) > 6 for text in texts)
    if not sentences and (2 * alike < len(others) or min(counts) >= 2):
        yield _warning("F27")


def _spots(exercise: Exercise) -> Iterable[Flaw]:
    """Words of a sentence, one of which is to be found."""
    if exercise.type != "point":
        return
    words, index = [spot.text for spot in exercise.tokens], exercise.key_index
    if index is None or not 0 <= index < len(words) or words[index] != exercise.key:
        yield _error("F01")
        return
    folded = [fold(word, exercise.key_lang) for word in words]
    if any(same_stem(folded[index], word) for number, word in enumerate(folded) if number != index):
        yield _error("F02")
    if len(words) < 3:
        yield _error("F20")
    if not 6 <= len(words) <= 45:
        yield _warning("F18")


def _pairs(exercise: Exercise) -> Iterable[Flaw]:
    """Words that belong together."""
    if exercise.type != "match":
        return
    if sorted(exercise.rights) != sorted(right for _left, right in exercise.pairs):
        yield _error("F01")
    if not 3 <= len(exercise.pairs) <= 6:
        yield _error("F32")
    known = exercise.pair.partition(":")[0]
    lefts = [fold(left, known) for left, _right in exercise.pairs]
    rights = [fold(right, exercise.key_lang) for _left, right in exercise.pairs]
    if any(same_stem(a, b) for side in (lefts, rights) for a, b in itertools.combinations(side, 2)):
        yield _error("F32")
    if any(left == right for left, right in zip(lefts, rights, strict=True)):
        yield _warning("F32")


def _odd_one(exercise: Exercise) -> Iterable[Flaw]:
    """Pairs of sentences, one of which is wrong."""
    if exercise.type != "odd":
        return
    if exercise.key_index is None or not 0 <= exercise.key_index < len(exercise.pairs):
        yield _error("F01")
    if not 3 <= len(exercise.pairs) <= 5:
        yield _error("F20")
    known = exercise.pair.partition(":")[0]
    for side, language in ((0, known), (1, exercise.key_lang)):
        if len({fold(pair[side], language) for pair in exercise.pairs}) < len(exercise.pairs):
            yield _error("F02")


def _units(exercise: Exercise) -> Iterable[Flaw]:
    """Units to be put in order."""
    if exercise.type != "order":
        return
    if sorted(exercise.tiles) != sorted(exercise.order):
        yield _error("F01")
    folded = {fold(unit, exercise.key_lang) for unit in exercise.order}
    if not 3 <= len(exercise.order) <= 6 or len(folded) < len(exercise.order):
        yield _error("F31")


def _groups(exercise: Exercise) -> Iterable[Flaw]:
    """Phrases to be sorted."""
    if exercise.type != "sort":
        return
    phrases = [phrase for _heading, belonging in exercise.groups for phrase in belonging]
    if sorted(exercise.tiles) != sorted(phrases) or any(not belonging for _heading, belonging in exercise.groups):
        yield _error("F01")
    folded = [fold(phrase, exercise.key_lang) for phrase in phrases]
    headings = {fold(heading, exercise.key_lang) for heading, _belonging in exercise.groups}
    if len(set(folded)) < len(folded) or len(headings) < len(exercise.groups):
        yield _error("F02")
    if not 2 <= len(exercise.groups) <= 4 or not 4 <= len(phrases) <= 10:
        yield _error("F20")


def _membership(exercise: Exercise) -> Iterable[Flaw]:
    """Whether a wrong option belongs to the key's section too."""
    scope = [fold(text, exercise.key_lang) for text in exercise.scope]
    wrong = [fold(option.text, exercise.key_lang) for option in exercise.options if not option.key]
    if any(text == said or f" {text} " in f" {said} " for text in wrong for said in scope):
        yield _error("F26")


def _swapped(exercise: Exercise) -> Iterable[Flaw]:
    """A statement in which something may have been exchanged."""
    swap = exercise.swap
    if swap is None:
        return
    if _holds(swap.statement, swap.taken) and _holds(swap.statement, swap.put):
        yield _error("F30")
    said = set(content_words(swap.statement, exercise.key_lang))
    for other in swap.others:
        there = content_words(other, exercise.key_lang)
        if said and count_same_stem(said, there) >= _SAME * len(said):
            yield _error("F30")


def _holds(text: str, part: str) -> bool:
    """Whether a text has a part as whole words."""
    return bool(regex.search(rf"(?<![\p{{L}}\p{{N}}]){regex.escape(part)}(?![\p{{L}}\p{{N}}])", text))


def _texts(exercise: Exercise) -> Iterable[Flaw]:
    shown = [
        *(piece.text.replace(GAP, " ").replace(MASK, " ") for piece in exercise.prompt),
        *(option.text for option in exercise.options),
        *exercise.tiles,
        *(spot.text for spot in exercise.tokens),
        *(text for pair in exercise.pairs for text in pair),
        *(heading for heading, _belonging in exercise.groups),
        exercise.key,
    ]
    if any(_RESIDUE.search(text) for text in shown):
        yield _error("F33")
    if (
        has_triple_letter(exercise.key)
        and exercise.type in ("choice", "cloze", "point")
        and len(exercise.key.split()) == 1
    ):
        yield _warning("F29")
    if any(unicodedata.normalize("NFC", text) != text for text in shown):
        yield _warning("F29")


def set_flaws(exercises: Sequence[Exercise]) -> list[Flaw]:
    """Flaws of a whole set: one position or one key too often, the same question twice."""
    found: list[Flaw] = []
    positions = Counter(
        next(index for index, option in enumerate(exercise.options) if option.key)
        for exercise in exercises
        if len(exercise.options) > 2
    )
    if sum(positions.values()) >= 20 and max(positions.values()) > 0.45 * sum(positions.values()):
        found.append(_warning("F21"))
    seen = Counter((e.code, fold(e.key, e.key_lang), e.prompt, e.segment_ids) for e in exercises)
    if any(count > 1 for count in seen.values()):
        found.append(_error("F22"))
    keys = Counter(fold(e.key, e.key_lang) for e in exercises)
    if len(exercises) >= 20 and max(keys.values(), default=0) > 0.15 * len(exercises):
        found.append(_warning("F36"))
    return found
