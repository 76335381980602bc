"""V6: which words belong together? Boards of four or five proven pairs, in their dictionary forms where these are sure.

On a board every word has one partner only (P3): no pair of the glossary, however weak, joins two words of a
board otherwise than it is asked.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from tui_learn.bitext.glossary import GlossaryPair
from tui_learn.i18n import gettext as _
from tui_learn.quiz.build import evidence_of, make_exercise
from tui_learn.quiz.difficulty import prior_difficulty
from tui_learn.quiz.exercise import Exercise, anchor, board_key
from tui_learn.quiz.kinds.gap import LOOKALIKE
from tui_learn.quiz.kinds.where import proven_pairs, sound
from tui_learn.quiz.material import Material
from tui_learn.quiz.seeded import shuffled
from tui_learn.quiz.shapes import has_digit, has_triple_letter
from tui_learn.quiz.stems import same_stem
from tui_learn.quiz.word_cards import word_key
from tui_learn.quiz.word_pairs import Place, ProvenPairs, likeness
from tui_learn.text import Edition
from tui_learn.text.fold import fold

LEAST, USUAL = 4, 5
"""Pairs of a board."""
MOST = 2
"""Boards a pair may be on; on a second one only where another would else be without a board."""


def generate_boards(material: Material) -> Iterator[Exercise]:
    """V6: every pair that can be asked for on a board or two, words of all sections mixed."""
    if material.glossary is None or material.one_language:
        return
    proven = proven_pairs(material, material.glossary)
    firsts = [
        fitting[0]
        for places in proven.places
        if _is_fit(material, places[0].pair) and (fitting := sound(proven, places))
    ]
    joined = {(pair.left, pair.right) for pair in material.glossary.pairs}
    shown = {place: _words(proven, place) for place in firsts}
    known, learned = material.known.language, material.learned.language

    def apart(one: Place, other: Place) -> bool:
        a, b = one.pair, other.pair
        return not (
            (a.left, b.right) in joined
            or (b.left, a.right) in joined
            or same_stem(fold(a.left, known), fold(b.left, known))
            or same_stem(fold(a.right, learned), fold(b.right, learned))
            or same_stem(fold(shown[one][0], known), fold(shown[other][0], known))
            or same_stem(fold(shown[one][1], learned), fold(shown[other][1], learned))
        )

    for board in boards(_mixed(material, firsts), apart):
        yield _ask(material, sorted(((place, shown[place]) for place in board), key=lambda pair: pair[1]))


def _words(proven: ProvenPairs, place: Place) -> tuple[str, str]:
    """The two words as they are shown: their dictionary forms where these are sure, else as the text has them.

    A dictionary form is sure where a person gave it, or where the word stands in the article in that form.
    """
    pair = place.pair
    curated = "curated" in pair.evidence
    left, right = proven.left.words[place.left].text, proven.right.words[place.right].text
    return (
        _form(pair.left, pair.left_forms, left, curated),
        _form(pair.right, pair.right_forms, right, curated),
    )


def _form(lexeme: str, forms: Sequence[str], text: str, curated: bool) -> str:
    if curated or lexeme in forms:
        return lexeme
    # A capital at the beginning of a sentence says nothing: the glossary has the forms without it.
    return next((form for form in forms if form.lower() == text.lower()), text)


def _is_fit(material: Material, pair: GlossaryPair) -> bool:
    """Whether the dictionary forms themselves may be shown: no look-alikes, nothing excluded, nothing misspelt."""
    known, learned = material.known.language, material.learned.language
    if likeness(pair.left, known, pair.right, learned) >= LOOKALIKE:
        return False
    words = [(known, word) for word in (pair.left, *pair.left_forms)]
    words += [(learned, word) for word in (pair.right, *pair.right_forms)]
    if any(material.exclusions.word(language, word) for language, word in words):
        return False
    return not any(has_digit(word) or has_triple_letter(word) for word in (pair.left, pair.right))


def _mixed(material: Material, places: Sequence[Place]) -> list[Place]:
    """Places in a seeded order in which neighbours come from different sections, as long as there are several."""
    sections: dict[int, list[Place]] = defaultdict(list)
    for place in places:
        block = material.sentence(material.learned.language, place.learned).block
        sections[_section(material.learned, block)].append(place)
    rows = [
        shuffled(row, material.seed, "V6", name=lambda place: f"{place.pair.left}\x1f{place.pair.right}")
        for _heading, row in sorted(sections.items())
    ]
    return [place for turn in itertools.zip_longest(*rows) for place in turn if place is not None]


def _section(edition: Edition, block: int) -> int:
    """The number of the heading above a block."""
    return next((n for n in range(block, -1, -1) if edition.blocks[n].kind == "heading"), -1)


def boards(places: Sequence[Place], apart: Callable[[Place, Place], bool]) -> Iterator[list[Place]]:
    """Boards on which all pairs are ``apart``, filled in order; what fits on none is left out."""
    used = [0] * len(places)
    for first in range(len(places)):
        if used[first]:
            continue
        board = [first]
        for size, least, most in ((USUAL, 0, 1), (LEAST, 1, MOST)):
            for n, place in enumerate(places):
                if len(board) >= size:
                    break
                if least <= used[n] < most and n not in board and all(apart(place, places[m]) for m in board):
                    board.append(n)
        if len(board) >= LEAST:
            for n in board:
                used[n] += 1
            yield [places[n] for n in board]


def _ask(material: Material, board: Sequence[tuple[Place, tuple[str, str]]]) -> Exercise:
    known, learned = material.known.language, material.learned.language
    pairs = [words for _place, words in board]
    evidence = []
    for place, _words_shown in board:
        evidence.append(evidence_of(material, learned, place.learned))
        evidence.append(evidence_of(material, known, place.known))
    return make_exercise(
        material,
        code="V6",
        type="match",
        question=_("Which words belong together?"),
        prompt=[],
        key=board_key(pairs),
        key_lang=learned,
        evidence=evidence,
        proof=["P3"],
        key_segments=len({place.learned for place, _words_shown in board}),
        difficulty=prior_difficulty("V6"),
        # One answer is one review: which of its words was slipped on is not told apart, so the board is the card.
        target=f"board/{material.pair}/recognise/{anchor(fold(right, learned) for _left, right in pairs)}",
        pairs=pairs,
        lexemes=[word_key(place.pair.right, learned) for place, _words_shown in board],
    )
