"""V8: build the sentence of the learned language from shuffled pieces, some of them foreign.

No piece says by its looks where it belongs: the closing stop is taken off, and the capital of the first word, where it
is certain that the word has none of its own. The key is the sentence as it stands (P0).
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

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
from tui_learn.text.fold import fold, lower, primary
from tui_learn.text.function_words import is_function_word
from tui_learn.text.languages import has_word_spaces

MIN_WORDS, MAX_WORDS = 5, 16
MIN_CHARACTERS, MAX_CHARACTERS = 12, 90
"""Where words cannot be counted."""
MIN_TILES, MAX_TILES = 4, 9
MIN_CLAUSES = 3
"""Pieces of a sentence that can only be cut at its punctuation."""
MAX_ALONE = 6
"""Pieces where no translation tells their order: with more, many orders would do."""
SHORT = 3
"""Letters of a word that is no piece of its own."""
FOREIGN = 2
"""Foreign pieces; three when the sentence has more than six of its own."""
TRIED = 60
"""Pieces of other sentences that are looked at for one."""

_CLAUSE = regex.compile(r"(?<=[,;:–—،؛])\s+")
_UNSPACED_CLAUSE = regex.compile(r"(?<=[,;:，、；：])(?!$)")
_COMMAS = regex.compile(r"[,，、،]")
_ENDS = ".!?…。！？؟।։;:"
_CLOSERS = "\"'”’»)]）】」』"
_OPENING = "¿¡"
_HYPHENS = ("-", "‐", "‑")
_CAPITAL_NOUNS = frozenset({"de", "lb"})
_POLITE = regex.compile(r"(?:sie|ihnen|ihr(?:e[mnrs]?)?)")
"""German words that are written with a capital where they mean one who is spoken to."""


def generate_tiles(material: Material) -> Iterator[Exercise]:
    """V8 of every sentence of five to sixteen words, or of three clauses where words have no spaces between them."""
    language, shown = material.learned.language, material.known.language
    parallel = material.parallel(language, shown)
    sources = [
        s for s in material.index(language).body
        if material.teachable(language, s.id) and material.learned.blocks[s.block].kind != "heading"
    ]  # fmt: skip
    pieces = _Pieces(material, sources)
    fitting = [s for s in sources if s.id in parallel and _fits(material, s) and material.usable(shown, parallel[s.id])]
    for sentence in material.some(fitting, "V8"):
        exercise = _ask(material, pieces, sentence, parallel[sentence.id])
        if exercise is not None:
            yield exercise


def _fits(material: Material, sentence: Sentence) -> bool:
    if not has_word_spaces(material.learned.language):
        return MIN_CHARACTERS <= len(sentence.text) <= MAX_CHARACTERS
    return MIN_WORDS <= len(material.learned.tokens(sentence)) <= MAX_WORDS


def _ask(material: Material, pieces: _Pieces, sentence: Sentence, translation: str) -> Exercise | None:
    language, shown = material.learned.language, material.known.language
    order = pieces.of(sentence)
    if order is None or len({fold(tile, language) for tile in order}) < len(order):
        return None  # a piece that stands twice would make the order ambiguous
    foreign: list[str] = []
    evidence = [evidence_of(material, language, sentence.id)]
    prompt = []
    if not material.one_language:
        if has_word_spaces(language):
            foreign = pieces.foreign_to(sentence, order, FOREIGN + (len(order) > 6))
            if len(foreign) < FOREIGN:
                return None
        evidence.append(evidence_of(material, shown, translation))
        prompt.append(Text(shown, material.sentence(shown, translation).text))
    return make_exercise(
        material,
        code="V8",
        type="tiles",
        question=_("Put the pieces in order; some are left over.") if foreign else _("Put the pieces in order."),
        prompt=prompt,
        key=sentence.text,
        key_lang=language,
        evidence=evidence,
        proof=["P0"] if material.one_language else ["P0", "P2", "P4"] if foreign else ["P0", "P2"],
        key_segments=1,
        difficulty=prior_difficulty(
            "V8",
            sentence_words=len(material.learned.tokens(sentence)) if has_word_spaces(language) else 2 * len(order),
            production=True,
            only_learned=material.one_language,
        ),
        target=f"sentence/{material.pair}/produce/{sentence.text}",
        tiles=[*order, *foreign],
        order=order,
    )


def bare(text: str) -> str | None:
    """A sentence without the signs it begins and ends with; None where others would show which piece is which."""
    text = text.strip().lstrip(_OPENING).rstrip(_ENDS + " ")
    inside = text.rstrip(_CLOSERS)
    if not text[:1].isalnum() or not inside or (inside != text and inside[-1] in _ENDS):
        return None
    return text


def cut(text: str, most: int = MAX_TILES) -> list[str]:
    """A sentence in pieces: at punctuation, then evenly. Joined by spaces they are the sentence.

    No more than nine, or than ``most``, unless it has more clauses; no word of up to three letters stands alone.
    """
    clauses = _glued([clause.split() for clause in _CLAUSE.split(text)])
    longest = max(map(len, clauses), default=1)
    pieces: list[list[str]] = []
    for size in range(1, longest + 1):
        pieces = [piece for clause in clauses for piece in _evenly(clause, -(-len(clause) // size))]
        if len(pieces) <= most:
            break
    return [" ".join(piece) for piece in pieces]


def _glued(clauses: Sequence[Sequence[str]]) -> list[list[str]]:
    """The words of each clause; a short or cut-off one goes with the word after it, or else with the one before it."""
    found: list[list[str]] = []
    waiting: list[str] = []
    for clause in clauses:
        units: list[str] = []
        for word in clause:
            waiting.append(word)
            if sum(character.isalnum() for character in word) > SHORT and not word.endswith(_HYPHENS):
                units.append(" ".join(waiting))
                waiting = []
        if waiting and units:
            units[-1] = " ".join([units[-1], *waiting])
            waiting = []
        if units:
            found.append(units)
    if waiting and found:
        found[-1][-1] = " ".join([found[-1][-1], *waiting])
    return found or [[" ".join(waiting)]]


def _evenly(units: Sequence[str], parts: int) -> list[list[str]]:
    """Neighbours in so many parts that differ by one at the most."""
    borders = [len(units) * part // parts for part in range(parts + 1)]
    return [list(units[start:end]) for start, end in itertools.pairwise(borders)]


def cut_unspaced(text: str, most: int = MAX_TILES) -> list[str]:
    """A sentence of a script without spaces in its clauses. Joined they are the sentence, but for spaces."""
    clauses = [clause.strip() for clause in _UNSPACED_CLAUSE.split(text) if clause.strip()]
    while len(clauses) > most:
        shortest = min(range(len(clauses) - 1), key=lambda place: len(clauses[place]) + len(clauses[place + 1]))
        clauses[shortest : shortest + 2] = [clauses[shortest] + clauses[shortest + 1]]
    return clauses


class _Pieces:
    """The pieces of every sentence of the learned language."""

    def __init__(self, material: Material, sources: Sequence[Sentence]) -> None:
        self._material = material
        self._language = material.learned.language
        self._sources = sources
        self._capitals = Capitals(material)

    def of(self, sentence: Sentence) -> list[str] | None:
        """The right pieces in order; None where a sentence cannot be cut, or its pieces would not tell their order."""
        text = bare(sentence.text)
        if text is None:
            return None
        alone = self._material.one_language
        if alone and len(_COMMAS.findall(text)) > 1:
            return None  # the items of a list may stand in any order
        text = self._capitals.without(text)
        most = MAX_ALONE if alone else MAX_TILES
        spaced = has_word_spaces(self._language)
        pieces = cut(text, most) if spaced else cut_unspaced(text, most)
        return pieces if (MIN_TILES if spaced else MIN_CLAUSES) <= len(pieces) <= most else None

    @cached_property
    def _by_size(self) -> dict[int, list[tuple[str, str]]]:
        """Number of words to (piece, segment) of what may be put among the pieces of another sentence."""
        rows: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for sentence in self._sources:
            text = bare(sentence.text)
            if text is None or opaque_spans(self._material.learned.blocks[sentence.block]):
                continue
            for tile in cut(text)[1:]:
                if self._may_be_foreign(tile):
                    rows[len(tile.split())].append((tile, sentence.id))
        return dict(rows)

    def _may_be_foreign(self, tile: str) -> bool:
        if has_punctuation(tile) or has_capital(tile) or has_digit(tile) or has_triple_letter(tile):
            return False
        words = tile.split()
        if any(word.startswith(_HYPHENS) or word.endswith(_HYPHENS) for word in words):
            return False
        if any(self._material.exclusions.word(self._language, word) for word in words):
            return False
        # A piece of grammar alone could stand anywhere.
        return any(len(word) > SHORT and not is_function_word(word, self._language) for word in words)

    def foreign_to(self, sentence: Sentence, order: Sequence[str], wanted: int) -> list[str]:
        """Pieces of other sentences, of the usual length, every content word of which is foreign to this one."""
        material, language, shown = self._material, self._language, self._material.known.language
        disjointness = Disjointness(material, language)
        sizes = sorted(len(tile.split()) for tile in order)
        usual = sizes[len(sizes) // 2]
        chosen: list[str] = []
        taken = list(folded_words(sentence.text, language))
        for size in sorted(set(sizes), key=lambda size: (abs(size - usual), size)):
            row = self._by_size.get(size, [])
            first = number(material.seed, "V8", sentence.id) % max(1, len(row))
            for step in range(min(TRIED, len(row))):
                tile, segment = row[(first + step * 7919) % len(row)]
                words = folded_words(tile, language)
                if segment == sentence.id or any_same_stem(words, tuple(taken)):
                    continue
                if proves_phrase(disjointness, content_words(tile, language), sentence.id, shown):
                    chosen.append(tile)
                    taken += words
                    if len(chosen) == wanted:
                        return chosen
        return chosen


class Capitals:
    """Which words have a capital only because they begin a sentence."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._language = material.learned.language

    @cached_property
    def _seen(self) -> tuple[frozenset[str], frozenset[str]]:
        """Words that begin small somewhere, and, in lower case, those that have a capital inside a sentence."""
        small: set[str] = set()
        large: set[str] = set()
        edition = self._material.learned
        for sentence in self._material.index(self._language).body:
            if edition.blocks[sentence.block].kind == "heading":
                continue  # often all its words have capitals
            for place, token in enumerate(edition.tokens(sentence)):
                if token.text[0].islower():
                    small.add(token.text)
                elif place and token.text[0].isupper():
                    large.add(lower(token.text, self._language))
        return frozenset(small), frozenset(large)

    @cached_property
    def _listed(self) -> frozenset[str]:
        """Words, in lower case, whose dictionary form is in a list and begins small."""
        if self._material.glossary is None:
            return frozenset()
        words = self._material.glossary.linked.right
        return frozenset(
            lower(word.text, self._language)
            for word in words.words
            if word.lexeme[:1].islower() and word.lexeme not in words.guessed
        )

    def without(self, text: str) -> str:
        """The text with a small first letter, where it is certain that the word is written so inside a sentence."""
        match = regex.match(r"[\p{L}\p{M}\p{N}'’\-‐‑]+", text)
        if match is None or not self._begins_small(match.group()):
            return text
        return lower(text[0], self._language) + text[1:]

    def _begins_small(self, word: str) -> bool:
        small, large = self._seen
        lowered = lower(word, self._language)
        if not word[0].isupper() or any(character.isupper() or character.isdigit() for character in word[1:]):
            return False
        if lowered in large or lowered in ("i", "i'm", "i’m", "i'd", "i’d", "i'll", "i’ll", "i've", "i’ve"):
            return False
        if lowered in small:
            return True
        if primary(self._language) in _CAPITAL_NOUNS and _POLITE.fullmatch(lowered):
            return False
        return is_function_word(word, self._language) or lowered in self._listed
