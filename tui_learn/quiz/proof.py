"""Proves the key of an exercise again, from the editions alone.

It imports nothing that generates: what it accepts does not depend on how an exercise was made. ``prove``
returns the reasons why a key is not proven; an empty list is a proof.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tui_learn.bitext.glossary import Glossary
from tui_learn.bitext.repairs import Repair
from tui_learn.quiz.exercise import GAP, Exercise
from tui_learn.quiz.parallels import sure_parallels
from tui_learn.quiz.proofs import discourse, statements, structure, terms, vocabulary
from tui_learn.quiz.proofs.common import Check, Parallel
from tui_learn.quiz.word_proof import RESTING_ON_WORDS, word_proof
from tui_learn.text import Edition


def prove(
    exercise: Exercise,
    editions: Mapping[str, Edition],
    repairs: Sequence[Repair] = (),
    glossary: Glossary | None = None,
    *,
    sure: Parallel | None = None,
) -> list[str]:
    """Why the key is not proven by these editions (by language); nothing when it is.

    ``repairs`` are what a learner says of their alignment; keys that rest on pairs of words are proven by the
    ``glossary`` alone. ``sure`` gives the segments of two languages that surely translate each other, where they are
    aligned already; without it they are aligned again.
    """
    wrong = _evidence_is_real(exercise, editions)
    if wrong:
        return wrong
    sure = sure or aligned_again(editions, repairs)
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
    # The two answers of C8 are the program's own words: the proof of the kind looks at them.
    for option in exercise.options if exercise.code != "C8" else ():
        language, _, segment = option.src.partition("/")
        if exercise.code == "C15" and segment == "front-matter":
            continue  # no segment holds it: the proof of its kind reads the front matter
        edition = editions.get(language)
        sentence = edition.sentence(segment) if edition else None
        if sentence is None or option.text not in sentence.text:
            wrong.append(f"option not in {option.src}")
    return wrong


def aligned_again(editions: Mapping[str, Edition], repairs: Sequence[Repair]) -> Parallel:
    """Which segments surely translate each other, by aligning the editions once more."""

    def sure(source: str, target: str) -> dict[str, str]:
        if source == target:
            return {sentence.id: sentence.id for sentence in editions[source].sentences}
        left, right = sorted((source, target))
        forward = sure_parallels(editions[left], editions[right], repairs)
        return forward if source == left else {b: a for a, b in forward.items()}

    return sure


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


CHECKS: dict[str, Check] = {
    "V1": _gap, "V2": _gap, "V5": _translation, "V7": _gap,
    **structure.CHECKS, **vocabulary.CHECKS, **terms.CHECKS, **discourse.CHECKS, **statements.CHECKS,
}  # fmt: skip
