"""C3: what do these letters stand for? From ``X (ABC)`` and ``X [ABC]`` whose left boundary is proven.

Letters are the same in every language: all is asked in the learned one alone. To be chosen, to be matched, to be typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import regex

from tui_learn.i18n import gettext as _
from tui_learn.quiz.alike import NEAR_DUPLICATE, jaccard
from tui_learn.quiz.balance import Company, Ledger, Looks, looks, shown
from tui_learn.quiz.build import evidence_of, make_exercise
from tui_learn.quiz.difficulty import prior_difficulty
from tui_learn.quiz.exercise import Exercise, Option, Text, anchor, board_key
from tui_learn.quiz.material import Material
from tui_learn.quiz.seeded import number, shuffled
from tui_learn.quiz.shapes import has_triple_letter, shape
from tui_learn.quiz.stems import content_words, same_stem
from tui_learn.text import Edition
from tui_learn.text.fold import fold

_BRACKETED = regex.compile(r"^(?P<full>.+?)\s*[(\[（【](?P<short>(?=\p{N}*\p{Lu})[\p{Lu}\p{N}]{2,8})[)\]）】]\s*$")
_IN_TEXT = regex.compile(r"[(\[（](?P<short>(?=\p{N}*\p{Lu})[\p{Lu}\p{N}]{2,8})[)\]）]")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}'’]+")
MAX_TYPED_WORDS, MAX_TYPED = 4, 40
"""Words and characters of what is to be typed."""
LEAST, USUAL = 4, 5
"""Pairs of a board."""
_RIVALS = 12


@dataclass(frozen=True, slots=True)
class Definition:
    """What an acronym is said to stand for."""

    short: str
    full: str
    segment: str
    also: tuple[str, ...] = ()
    """Other expansions the edition gives; right too, never opposed."""


def spells(words: Sequence[str], acronym: str) -> bool:
    """Whether the initials of the words are the acronym; a digit stands for any word."""
    return len(words) == len(acronym) and all(
        letter.isdigit() or word[:1].upper() == letter for word, letter in zip(words, acronym, strict=True)
    )


def definitions(edition: Edition) -> dict[str, Definition]:
    """The proven definitions of an edition, by acronym.

    Proven: a heading or a link that ends with the acronym in brackets, so that the expansion begins where
    the heading or link begins. In running text only an expansion whose initials are the acronym counts, and
    only as another right answer.
    """
    found: dict[str, Definition] = {}
    for block in edition.blocks:
        texts = []
        if block.kind == "heading":
            texts.append((block.text, 0))
        texts += [(block.text[s.start : s.end], s.start) for s in block.spans if s.kind == "link"]
        for text, offset in texts:
            match = _BRACKETED.match(" ".join(text.split()))
            if match is None or not _WORD.search(match["full"]):
                continue
            sentence = next(s for s in block.sentences if s.start <= offset < s.end)
            _record(found, Definition(match["short"], match["full"].strip(), sentence.id))
    for block in edition.blocks:
        if block.kind == "code":
            continue
        for sentence in block.sentences:
            for match in _IN_TEXT.finditer(sentence.text):
                words = list(_WORD.finditer(sentence.text, 0, match.start()))[-len(match["short"]) :]
                if match["short"] in found and spells([w.group() for w in words], match["short"]):
                    full = sentence.text[words[0].start() : words[-1].end()]
                    _record(found, Definition(match["short"], full, sentence.id))
    return found


def _record(found: dict[str, Definition], new: Definition) -> None:
    old = found.get(new.short)
    if old is None:
        found[new.short] = new
    elif fold(old.full, "und") != fold(new.full, "und") and new.full not in old.also:
        found[new.short] = Definition(old.short, old.full, old.segment, (*old.also, new.full))


def generate_acronyms(material: Material) -> Iterator[Exercise]:
    """C3 from acronym to expansion and back, and several of them to be joined."""
    language = material.learned.language
    known = material.known.language
    there = definitions(material.editions[known])
    table = {
        short: definition
        for short, definition in definitions(material.learned).items()
        if short in there
        and material.usable(language, definition.segment)
        and material.usable(known, there[short].segment)
        and _is_used(material, definition)
    }
    ledger = Ledger()
    asked = material.some([table[short] for short in sorted(table)], "C3")
    for definition in asked:
        yield from _expand(material, definition, table, ledger)
        yield from _abbreviate(material, definition, table, ledger)
        yield from _type(material, definition, there[definition.short])
    yield from _boards(material, asked)


def _is_used(material: Material, definition: Definition) -> bool:
    """Whether the letters are more than a remark in brackets: they spell the name, or stand elsewhere too."""
    return spells(_WORD.findall(definition.full), definition.short) or any(
        sentence.id != definition.segment and definition.short in _WORD.findall(sentence.text)
        for sentence in material.index(material.learned.language).prose
        if definition.short in sentence.text
    )


def _expand(material: Material, key: Definition, table: Mapping[str, Definition], ledger: Ledger) -> Iterator[Exercise]:
    if spells(_WORD.findall(key.full), key.short):
        return  # among wrong answers with other initials there would be nothing to know
    rivals = _rivals(material, key, table)
    company, chosen = _company(material, key.full, [(d.full, d) for d in rivals], alike=False)
    places = company.choose(ledger, shown(key.short, material.learned.language), material.seed, f"C3/{key.short}")
    if places is None:
        return
    options = [key, *(chosen[company.rivals[place]] for place in places)]
    language = material.learned.language
    yield make_exercise(
        material,
        code="C3",
        type="choice",
        question=_("What do these letters stand for in the article?"),
        prompt=[Text(language, key.short)],
        key=key.full,
        key_lang=language,
        accept=key.also,
        evidence=[evidence_of(material, language, key.segment)],
        proof=["P1", "P4"],
        key_segments=_count(material, key.full),
        difficulty=prior_difficulty("C3", only_learned=True),
        target=_target(material, key),
        options=[Option(d.full, language, d is key, f"{language}/{d.segment}") for d in options],
    )


def _abbreviate(
    material: Material, key: Definition, table: Mapping[str, Definition], ledger: Ledger
) -> Iterator[Exercise]:
    if spells(_WORD.findall(key.full), key.short):
        return  # the initials are the answer
    language = material.learned.language
    rivals = _rivals(material, key, table)
    rivals.sort(key=lambda d: shape(d.short) != shape(key.short))
    company, chosen = _company(material, key.short, [(d.short, d) for d in rivals], alike=True)
    places = company.choose(ledger, shown(key.full, language), material.seed, f"C3r/{key.short}")
    if places is None:
        return
    options = [key, *(chosen[company.rivals[place]] for place in places)]
    yield make_exercise(
        material,
        code="C3",
        type="choice",
        question=_("Which letters does the article use for this?"),
        prompt=[Text(language, key.full)],
        key=key.short,
        key_lang=language,
        evidence=[evidence_of(material, language, key.segment)],
        proof=["P1", "P4"],
        key_segments=_count(material, key.short),
        difficulty=prior_difficulty("C3", only_learned=True),
        target=_target(material, key),
        options=[Option(d.short, language, d is key, f"{language}/{d.segment}") for d in options],
    )


def _type(material: Material, key: Definition, counterpart: Definition) -> Iterator[Exercise]:
    """``counterpart`` says in the known language what the letters stand for: it is shown with the answer."""
    language, known = material.learned.language, material.known.language
    if len(key.full.split()) > MAX_TYPED_WORDS or len(key.full) > MAX_TYPED or has_triple_letter(key.full):
        return
    if key.full.startswith(("-", "‐", "‑")) or key.full.endswith(("-", "‐", "‑")):
        return
    yield make_exercise(
        material,
        code="C3",
        type="typed",
        question=_("What do these letters stand for? Type it."),
        prompt=[Text(language, key.short)],
        key=key.full,
        key_lang=language,
        accept=key.also,
        evidence=[
            evidence_of(material, language, key.segment),
            *([evidence_of(material, known, counterpart.segment)] if known != language else []),
        ],
        proof=["P0", "P1"],
        key_segments=_count(material, key.full),
        difficulty=prior_difficulty("C3", letters=len(key.full), production=True, only_learned=True),
        target=f"{_target(material, key)}/typed",
    )


def _boards(material: Material, asked: Sequence[Definition]) -> Iterator[Exercise]:
    language = material.learned.language
    board: list[Definition] = []
    for definition in shuffled(asked, material.seed, "C3 board", name=lambda d: d.short):
        if all(_are_apart(definition, other, language) for other in board):
            board.append(definition)
        if len(board) == USUAL:
            yield from _board(material, board)
            board = []
    if len(board) >= LEAST:
        yield from _board(material, board)


def _are_apart(one: Definition, other: Definition, language: str) -> bool:
    """Whether neither the letters nor what they stand for are nearly the same."""
    for mine, theirs in ((one.short, other.short), (one.full, other.full)):
        a, b = fold(mine, language), fold(theirs, language)
        if a == b or same_stem(a, b):
            return False
    return jaccard(content_words(one.full, language), content_words(other.full, language)) < NEAR_DUPLICATE


def _board(material: Material, board: Sequence[Definition]) -> Iterator[Exercise]:
    if 2 * sum(spells(_WORD.findall(d.full), d.short) for d in board) > len(board):
        return  # joined by their initials, most of them, without reading
    language = material.learned.language
    pairs = sorted((definition.short, definition.full) for definition in board)
    yield make_exercise(
        material,
        code="C3",
        type="match",
        question=_("What do these letters stand for in the article?"),
        prompt=[],
        key=board_key(pairs),
        key_lang=language,
        evidence=[evidence_of(material, language, definition.segment) for definition in board],
        proof=["P1", "P4"],
        key_segments=len({definition.segment for definition in board}),
        difficulty=prior_difficulty("C3", only_learned=True),
        target=f"claim/{material.pair}/acronyms/{anchor(short for short, _full in pairs)}",
        pairs=pairs,
    )


def _target(material: Material, definition: Definition) -> str:
    return f"claim/{material.pair}/acronym/{definition.short}"


def _rivals(material: Material, key: Definition, table: Mapping[str, Definition]) -> list[Definition]:
    """Other definitions, in a seeded order."""
    others = sorted(
        (d for d in table.values() if d is not key), key=lambda d: number(material.seed, "C3", key.short, d.short)
    )
    return others[:_RIVALS]


def _company(
    material: Material, key: str, rivals: Sequence[tuple[str, Definition]], *, alike: bool
) -> tuple[Company, dict[Looks, Definition]]:
    index = material.index(material.learned.language)
    by_looks: dict[Looks, Definition] = {}
    for text, definition in rivals:
        by_looks.setdefault(looks(text, index), definition)
    return Company(looks(key, index), by_looks, index.language, alike=alike), by_looks


def _count(material: Material, text: str) -> int:
    """Segments of the learned language that hold a text as whole words."""
    words = _WORD.findall(text)
    wanted = f" {' '.join(words)} "
    return sum(
        wanted in f" {' '.join(_WORD.findall(sentence.text))} "
        for sentence in material.index(material.learned.language).prose
        if words[0] in sentence.text
    )
