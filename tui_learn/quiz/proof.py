"""Proves the key of an exercise again, from the editions alone.

It imports nothing that generates: what it accepts does not depend on how an exercise was made. ``prove``
returns the reasons why a key is not proven; an empty list is a proof.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import regex

from tui_learn.bitext.glossary import Glossary
from tui_learn.bitext.repairs import Repair, build_repaired, look_for
from tui_learn.quiz.exercise import GAP, MASK, Exercise
from tui_learn.quiz.parallels import strong_parallels
from tui_learn.quiz.proofs import discourse, statements, terms, vocabulary
from tui_learn.quiz.proofs.common import WORD, Check, Parallel, heading_of, hides
from tui_learn.quiz.word_proof import RESTING_ON_WORDS, word_proof
from tui_learn.text import Edition

_BRACKETED = regex.compile(r"\s*[(\[（【]\s*([\p{Lu}\p{N}]+)\s*[)\]）】]")
_PARALLELS: dict[tuple[object, ...], dict[str, str]] = {}


def prove(
    exercise: Exercise,
    editions: Mapping[str, Edition],
    repairs: Sequence[Repair] = (),
    glossary: Glossary | None = None,
) -> list[str]:
    """Why the key is not proven by these editions (by language); nothing when it is.

    ``repairs`` are what a learner says of their alignment; keys that rest on pairs of words are proven by the
    ``glossary`` alone.
    """
    wrong = _evidence_is_real(exercise, editions)
    if wrong:
        return wrong
    sure: Parallel = partial(parallel, editions, tuple(repairs))
    if exercise.code in CHECKS:
        wrong += CHECKS[exercise.code](exercise, editions, sure)
    elif exercise.code not in RESTING_ON_WORDS:
        wrong.append(f"there is no proof of {exercise.code}")
    if exercise.code in RESTING_ON_WORDS:
        wrong += word_proof(exercise, editions, sure, glossary) + _all_parallel(exercise, sure)
    if "P2" in exercise.proof and exercise.code not in ("C5", "C6", "C14"):
        wrong += _all_parallel(exercise, sure)
    return wrong


def _evidence_is_real(exercise: Exercise, editions: Mapping[str, Edition]) -> list[str]:
    wrong = []
    for piece in exercise.evidence:
        edition = editions.get(piece.lang)
        sentence = edition.sentence(piece.seg) if edition else None
        if sentence is None or sentence.text != piece.text:
            wrong.append(f"{piece.lang}/{piece.seg} does not say that")
    for option in exercise.options:
        language, _, segment = option.src.partition("/")
        edition = editions.get(language)
        sentence = edition.sentence(segment) if edition else None
        if sentence is None or option.text not in sentence.text:
            wrong.append(f"option not in {option.src}")
    return wrong


def parallel(editions: Mapping[str, Edition], repairs: tuple[Repair, ...], source: str, target: str) -> dict[str, str]:
    """Segments of one edition to those of the other, strong pairs only."""
    if source == target:
        return {sentence.id: sentence.id for sentence in editions[source].sentences}
    left, right = sorted((source, target))
    key = (left, editions[left].sha256, right, editions[right].sha256, repairs)
    if key not in _PARALLELS:
        if len(_PARALLELS) > 64:
            _PARALLELS.clear()
        fixed = look_for(repairs, editions[left], editions[right]).fixed
        _PARALLELS[key] = strong_parallels(build_repaired(editions[left], editions[right], fixed))
    forward = _PARALLELS[key]
    return forward if (source, target) == (left, right) else {b: a for a, b in forward.items()}


def _all_parallel(exercise: Exercise, sure: Parallel) -> list[str]:
    own = [piece for piece in exercise.evidence if piece.lang == exercise.key_lang]
    wrong = []
    for piece in exercise.evidence:
        if piece.lang != exercise.key_lang:
            there = sure(piece.lang, exercise.key_lang).get(piece.seg)
            if there not in {other.seg for other in own}:
                wrong.append(f"{piece.lang}/{piece.seg} is no sure translation of the evidence")
    return wrong


def _gap(exercise: Exercise, editions: Mapping[str, Edition], sure: Parallel) -> list[str]:
    gapped = next((piece for piece in exercise.prompt if GAP in piece.text), None)
    own = next((piece for piece in exercise.evidence if piece.lang == exercise.key_lang), None)
    if gapped is None or own is None or gapped.text.replace(GAP, exercise.key, 1) != own.text:
        return ["the key does not fill the gap"]
    return []


def _translation(exercise: Exercise, editions: Mapping[str, Edition], sure: Parallel) -> list[str]:
    texts = {(piece.lang, piece.text) for piece in exercise.evidence}
    if (exercise.key_lang, exercise.key) not in texts:
        return ["the key is not its evidence"]
    if any((piece.lang, piece.text) not in texts for piece in exercise.prompt):
        return ["the prompt is not in the evidence"]
    return []


def _order(exercise: Exercise, editions: Mapping[str, Edition], sure: Parallel) -> list[str]:
    own = next((piece for piece in exercise.evidence if piece.lang == exercise.key_lang), None)
    wrong = []
    if own is None or " ".join(exercise.order) != own.text or own.text != exercise.key:
        wrong.append("the pieces in order are not the sentence")
    remaining = list(exercise.tiles)
    for piece in exercise.order:
        if piece not in remaining:
            wrong.append("a piece is missing")
        else:
            remaining.remove(piece)
    return wrong


def _bracket_after(text: str, full: str, short: str) -> bool:
    """Whether ``full`` stands in the text with ``short`` in brackets right behind it."""
    start = text.find(full)
    while start >= 0:
        match = _BRACKETED.match(text, start + len(full))
        if match and match[1] == short:
            return True
        start = text.find(full, start + 1)
    return False


def _acronym(exercise: Exercise, editions: Mapping[str, Edition], sure: Parallel) -> list[str]:
    prompt = exercise.prompt[0]
    own = [piece for piece in exercise.evidence if piece.lang == exercise.key_lang]
    shown = [piece for piece in exercise.evidence if piece.lang == prompt.lang]
    if exercise.key.isupper() and len(exercise.key) <= 8:
        defined = any(_bracket_after(piece.text, prompt.text, exercise.key) for piece in shown)
        if not defined or not any(exercise.key in piece.text for piece in own):
            return ["the letters are not given for that"]
    else:
        if not any(_bracket_after(piece.text, exercise.key, prompt.text) for piece in own):
            return ["the letters do not stand for that"]
    edition = editions[exercise.key_lang]
    for option in exercise.options:
        if option.key:
            continue
        full, short = (option.text, prompt.text) if option.text != option.text.upper() else (prompt.text, option.text)
        if any(_bracket_after(sentence.text, full, short) for sentence in edition.sentences):
            return ["a wrong option is given for it too"]
    return []


def _under_heading(exercise: Exercise, editions: Mapping[str, Edition], sure: Parallel) -> list[str]:
    edition = editions[exercise.key_lang]
    heading = next((p for p in exercise.evidence if p.lang == exercise.key_lang and p.text == exercise.key), None)
    said = [piece for piece in exercise.evidence if piece is not heading]
    if heading is None or not said:
        return ["the key is no heading in evidence"]
    shown = exercise.prompt[0]
    wrong = []
    for piece in said:
        if not hides(shown.text, piece.text):
            wrong.append("the prompt is not in the evidence")
        segment = sure(piece.lang, exercise.key_lang).get(piece.seg)
        sentence = edition.sentence(segment) if segment else None
        above = heading_of(edition, sentence.block) if sentence else None
        if above is None or above.sentences[0].id != heading.seg:
            wrong.append(f"{piece.lang}/{piece.seg} does not stand under the key")
    return wrong


def _contrast(exercise: Exercise, editions: Mapping[str, Edition], sure: Parallel) -> list[str]:
    def names(term: str, text: str) -> bool:
        return term in WORD.findall(text)

    other = next(option.text for option in exercise.options if not option.key)
    wrong = []
    for piece in exercise.evidence:
        if not names(exercise.key, piece.text) or names(other, piece.text):
            wrong.append(f"{piece.lang}/{piece.seg} does not name the key alone")
    shown = exercise.prompt[0].text
    if names(exercise.key, shown) or not any(shown.replace(MASK, exercise.key) == p.text for p in exercise.evidence):
        wrong.append("the prompt is not the evidence with the key masked")
    return wrong


def _answer(exercise: Exercise, editions: Mapping[str, Edition], sure: Parallel) -> list[str]:
    edition = editions[exercise.key_lang]
    prompt = exercise.prompt[0]
    heading = next((p for p in exercise.evidence if p.lang == prompt.lang and p.text == prompt.text), None)
    key = next((p for p in exercise.evidence if p.lang == exercise.key_lang and p.text == exercise.key), None)
    if heading is None or key is None:
        return ["question or answer is not in the evidence"]
    own_heading = sure(prompt.lang, exercise.key_lang).get(heading.seg)
    sentence = edition.sentence(key.seg)
    assert sentence is not None
    above = heading_of(edition, sentence.block)
    wrong = []
    if above is None or above.sentences[0].id != own_heading or sentence.index or sentence.block != above.number + 1:
        wrong.append("the key is not the first sentence under the question")
    for option in exercise.options:
        other = edition.sentence(option.src.partition("/")[2])
        if not option.key and other is not None:
            there = heading_of(edition, other.block)
            if there is not None and there.sentences[0].id == own_heading:
                wrong.append("a wrong option stands under the question too")
    return wrong


CHECKS: dict[str, Check] = {
    "V1": _gap, "V2": _gap, "V5": _translation, "V7": _gap, "V8": _order, "C3": _acronym,
    "C5": _under_heading, "C6": _under_heading, "C7": _contrast, "C14": _answer,
    **vocabulary.CHECKS, **terms.CHECKS, **discourse.CHECKS, **statements.CHECKS,
}  # fmt: skip
