"""Putting an exercise together: its id, the order of its options, what it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from tui_learn.quiz.exercise import Code, Evidence, Exercise, ExerciseType, Option, Spot, Swap, Text, digest
from tui_learn.quiz.material import Material
from tui_learn.quiz.seeded import shuffled
from tui_learn.quiz.word_cards import spelling, word_card, word_key


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
    also: Sequence[str] = (),
    options: Sequence[Option] = (),
    tiles: Sequence[str] = (),
    order: Sequence[str] = (),
    tokens: Sequence[Spot] = (),
    key_index: int | None = None,
    pairs: Sequence[tuple[str, str]] = (),
    groups: Sequence[tuple[str, Sequence[str]]] = (),
    pointed: str = "",
    correction: str = "",
    scope: Sequence[str] = (),
    swap: Swap | None = None,
    starts: str = "",
    lexemes: Sequence[str] = (),
) -> Exercise:
    """An exercise with its id; options, pieces and the second words of pairs to be matched are shuffled by the seed.

    For type ``tiles`` give ``tiles`` and ``order``; for ``order`` only ``order``; for ``sort`` only ``groups``. The
    pairs of type ``odd`` stand as they are given, so that their ``key_index`` holds. ``lexemes`` are the keys of the
    words of a board.
    """
    if type == "order":
        tiles = order
    elif type == "sort":
        tiles = [phrase for _heading, phrases in groups for phrase in phrases]
    identity = digest(
        code, material.pair, key_lang, key, *(_as_shown(piece) for piece in prompt),
        *(f"{piece.lang}/{piece.seg}" for piece in evidence),
    )  # fmt: skip
    name = f"{code.lower()}-{identity}"
    mixed = shuffled(options, material.seed, name, name=lambda option: option.text)
    numbered = [f"{number}:{tile}" for number, tile in enumerate(tiles)]
    pieces = [tile.partition(":")[2] for tile in shuffled(numbered, material.seed, name)]
    if order and [piece for piece in pieces if piece in order] == list(order):
        pieces = [*pieces[1:], pieces[0]] if pieces[0] in order else pieces[::-1]  # chance had solved it
    rights = shuffled([right for _left, right in pairs], material.seed, name) if type == "match" else []
    if rights and rights == [right for _left, right in pairs]:
        rights = [*rights[1:], *rights[:1]]  # the same
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
        also=tuple(also),
        options=tuple(mixed),
        tiles=tuple(pieces),
        order=tuple(order),
        tokens=tuple(tokens),
        key_index=key_index,
        pairs=tuple(pairs),
        rights=tuple(rights),
        groups=tuple((heading, tuple(phrases)) for heading, phrases in groups),
        pointed=pointed,
        correction=correction,
        scope=tuple(scope),
        swap=swap,
        starts=starts,
        lexeme="; ".join(lexemes) or _lexeme(material, target, (correction, key)),
    )


def _lexeme(material: Material, target: str, asked: Sequence[str]) -> str:
    """The key of the word a question with a word's card is about; empty where its dictionary form is not known.

    Words that differ in marks alone share a card: which one is meant is told by what is ``asked``.
    """
    card, glossary = word_card(target), material.glossary
    if card is None or glossary is None:
        return ""
    words = glossary.linked.right

    def by_spelling() -> dict[str, str]:
        language = words.edition.language
        return {word_key(word.text, language): word_key(word.lexeme, language) for word in reversed(words.words)}

    return material.once("dictionary forms", by_spelling).get(spelling(card, asked), "")


def _as_shown(piece: Text) -> str:
    lit = "" if piece.marked is None else f":{piece.marked[0]}-{piece.marked[1]}"
    return f"{piece.lang}:{piece.text}{lit}"
