"""V8: build the sentence of the learned language from shuffled pieces, some of them foreign."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from tui_learn.i18n import gettext as _
from tui_learn.quiz.build import evidence_of, make_exercise
from tui_learn.quiz.defects import opaque_spans
from tui_learn.quiz.difficulty import prior_difficulty
from tui_learn.quiz.disjoint import Disjointness, proves_phrase
from tui_learn.quiz.exercise import Exercise, Text
from tui_learn.quiz.material import Material
from tui_learn.quiz.seeded import number
from tui_learn.quiz.shapes import has_capital, has_digit, has_punctuation, has_triple_letter
from tui_learn.quiz.stems import any_same_stem, content_words, folded_words
from tui_learn.text import Sentence
from tui_learn.text.fold import fold
from tui_learn.text.languages import has_word_spaces

MIN_WORDS, MAX_WORDS = 5, 16
MAX_TILES = 9
FOREIGN = 2
"""Foreign pieces; three when the sentence has more than six of its own."""

_CLAUSE = regex.compile(r"(?<=[,;:–—])\s+")


def generate_tiles(material: Material) -> Iterator[Exercise]:
    """V8 of every sentence of five to sixteen words."""
    language, shown = material.learned.language, material.known.language
    if not has_word_spaces(language):
        return
    parallel = material.parallel(language, shown)
    disjointness = Disjointness(material, language)
    index = material.index(language)
    sources = [
        s for s in index.body
        if material.teachable(language, s.id) and material.learned.blocks[s.block].kind != "heading"
    ]  # fmt: skip
    for sentence in sources:
        translation = parallel.get(sentence.id)
        if translation is None or not material.usable(shown, translation):
            continue
        order = cut(sentence.text)
        if not MIN_WORDS <= len(index.edition.tokens(sentence)) <= MAX_WORDS or len(order) < 4:
            continue
        if len({fold(tile, language) for tile in order}) < len(order):
            continue  # a piece that stands twice would make the order ambiguous
        wanted = FOREIGN + (len(order) > 6)
        foreign: list[str] = []
        evidence = [evidence_of(material, language, sentence.id)]
        prompt = []
        if not material.one_language:
            foreign = _foreign_tiles(material, disjointness, sentence, sources, order, wanted)
            if len(foreign) < FOREIGN:
                continue
            evidence.append(evidence_of(material, shown, translation))
            prompt.append(Text(shown, material.sentence(shown, translation).text))
        yield make_exercise(
            material,
            code="V8",
            type="tiles",
            question=_("Put the pieces in order; some of them do not belong.")
            if foreign
            else _("Put the pieces in order."),
            prompt=prompt,
            key=sentence.text,
            key_lang=language,
            evidence=evidence,
            proof=["P0"] if material.one_language else ["P0", "P2", "P4"],
            key_segments=1,
            difficulty=prior_difficulty(
                "V8", sentence_words=len(index.edition.tokens(sentence)), production=True,
                only_learned=material.one_language,
            ),
            target=f"sentence/{material.pair}/produce/{sentence.text}",
            tiles=[*order, *foreign],
            order=order,
        )  # fmt: skip


def cut(text: str) -> list[str]:
    """A sentence in at most nine pieces: at punctuation, then evenly. Joined by spaces they are the sentence."""
    clauses = [clause.split() for clause in _CLAUSE.split(text)]
    words = sum(len(clause) for clause in clauses)
    size = 1
    while True:
        pieces = [clause[start : start + size] for clause in clauses for start in range(0, len(clause), size)]
        if len(pieces) <= MAX_TILES or size >= words:
            return [" ".join(piece) for piece in pieces]
        size += 1


def _foreign_tiles(
    material: Material,
    disjointness: Disjointness,
    sentence: Sentence,
    sources: list[Sentence],
    order: list[str],
    wanted: int,
) -> list[str]:
    """Pieces of other sentences, of the usual length, every content word of which is foreign to this one."""
    language, shown = material.learned.language, material.known.language
    visible = folded_words(sentence.text, language)
    usual = sorted(len(tile.split()) for tile in order)[len(order) // 2]
    candidates: dict[str, None] = {}
    for other in sources:
        if other.id != sentence.id and not opaque_spans(material.learned.blocks[other.block]):
            words = other.text.split()
            for start in range(1, len(words) - usual):
                candidates.setdefault(" ".join(words[start : start + usual]))
    ranked = sorted(candidates, key=lambda tile: number(material.seed, "V8", sentence.id, tile))
    chosen: list[str] = []
    taken = list(visible)
    for tile in ranked:
        content = content_words(tile, language)
        if has_punctuation(tile) or has_capital(tile) or has_digit(tile) or has_triple_letter(tile):
            continue
        if tile.startswith("-") or any(word.endswith("-") or word.startswith("-") for word in tile.split()):
            continue
        if any(material.exclusions.word(language, word) for word in tile.split()):
            continue
        if any_same_stem(folded_words(tile, language), tuple(taken)):
            continue
        if not proves_phrase(disjointness, content, sentence.id, shown):
            continue
        chosen.append(tile)
        taken += folded_words(tile, language)
        if len(chosen) == wanted:
            break
    return chosen
