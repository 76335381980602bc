"""Putting an exercise together: its id, the order of its options, what it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from tui_learn.quiz.exercise import Code, Evidence, Exercise, ExerciseType, Option, Text, digest
from tui_learn.quiz.material import Material
from tui_learn.quiz.seeded import shuffled


def evidence_of(material: Material, language: str, segment: str) -> Evidence:
    """A segment as evidence."""
    return Evidence(language, segment, material.sentence(language, segment).text)


def make_exercise(
    material: Material,
    *,
    code: Code,
    type: ExerciseType,
    question: str,
    prompt: Sequence[Text],
    key: str,
    key_lang: str,
    evidence: Sequence[Evidence],
    proof: Sequence[str],
    key_segments: int,
    difficulty: float,
    target: str,
    accept: Sequence[str] = (),
    forms: Sequence[str] = (),
    options: Sequence[Option] = (),
    tiles: Sequence[str] = (),
    order: Sequence[str] = (),
) -> Exercise:
    """An exercise with its id; options and tiles are shuffled by the seed."""
    identity = digest(
        code, material.pair, key_lang, key, *(f"{piece.lang}:{piece.text}" for piece in prompt),
        *(f"{piece.lang}/{piece.seg}" for piece in evidence),
    )  # fmt: skip
    name = f"{code.lower()}-{identity}"
    mixed = shuffled(options, material.seed, name, name=lambda option: option.text)
    numbered = [f"{number}:{tile}" for number, tile in enumerate(tiles)]
    pieces = [tile.partition(":")[2] for tile in shuffled(numbered, material.seed, name)]
    if order and [piece for piece in pieces if piece in order] == list(order):
        pieces = [*pieces[1:], pieces[0]] if pieces[0] in order else pieces[::-1]  # chance had solved it
    return Exercise(
        id=name,
        code=code,
        type=type,
        pair=material.pair,
        question=question,
        prompt=tuple(prompt),
        key=key,
        key_lang=key_lang,
        evidence=tuple(dict.fromkeys(evidence)),
        proof=tuple(proof),
        segments=len(material.index(key_lang).prose),
        key_segments=key_segments,
        difficulty=difficulty,
        target=target,
        accept=tuple(accept),
        forms=tuple(forms),
        options=tuple(mixed),
        tiles=tuple(pieces),
        order=tuple(order),
    )
