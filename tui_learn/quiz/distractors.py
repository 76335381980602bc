"""Wrong answers for a word: from the same article, of the key's shape and use, and proven to be wrong."""

from __future__ import annotations

import itertools
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from tui_learn.quiz.disjoint import Disjointness
from tui_learn.quiz.material import Material
from tui_learn.quiz.seeded import number
from tui_learn.quiz.shapes import ending_gives_away, endings_pair_off, has_triple_letter, length_gives_away
from tui_learn.quiz.stems import same_stem, stem_set
from tui_learn.quiz.use import Use, alike_in_use, uses
from tui_learn.text import Token
from tui_learn.text.fold import fold, primary
from tui_learn.text.function_words import is_function_word

COUNT = 3
"""Wrong options beside a key."""
MIN_LETTERS = 5
FITS, LEAST_FITTING = 0.6, 2
"""Likeness of use from which a word could stand in the gap, and how many of the wrong ones must."""
_POOL = 10
"""Best candidates of which combinations are tried."""
_LOOKED_AT = 160
"""Candidates that are compared with a key; in a long article those of its own neighbourhood."""
_CAPITAL_NOUNS = frozenset({"de", "lb"})
_LONGEST, _SHORTEST = 1.5, 0.65
_JOINTS = frozenset("-‐‑'’/@_")
_MASK = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class WordOccurrence:
    """A word that may be asked for or offered, at one place."""

    surface: str
    folded: str
    segment: str
    start: int
    """Offset in the segment's text."""


class Allowed(Protocol):
    """Which words may be offered."""

    def __contains__(self, word: WordOccurrence, /) -> bool: ...


def is_plain_word(token: Token, text: str, language: str) -> bool:
    """Whether a token is an ordinary word: letters only, not cut off, no name or acronym, not misspelt by the looks."""
    word = token.text
    if len(word) < MIN_LETTERS or not (word.isalpha() or all(c.isalpha() or _is_mark(c) for c in word)):
        return False
    if not word[1:].islower() and any(c.isupper() for c in word[1:]):
        return False
    if word[0].isupper() and primary(language) not in _CAPITAL_NOUNS:
        return False
    before, after = text[max(0, token.start - 1) : token.start], text[token.end : token.end + 1]
    if before in _JOINTS or before == "." or after in _JOINTS or text.startswith("://", token.end):
        return False
    if after and after in ".:*·" and text[token.end + 1 : token.end + 2].isalnum():
        return False  # example.com, Leser:innen, Leser*innen
    return not has_triple_letter(word)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M") or character in "\u200c\u200d"


class WordPool:
    """The plain words of one edition, each once, for use as wrong answers."""

    def __init__(self, material: Material, language: str, disjointness: Disjointness) -> None:
        self._material = material
        self._language = language
        self._disjoint = disjointness
        self._index = material.index(language)
        self.words = material.once(f"plain words/{language}", self._collect)

    def _collect(self) -> list[WordOccurrence]:
        found: dict[str, WordOccurrence] = {}
        capitals_count = primary(self._language) in _CAPITAL_NOUNS
        for sentence in self._index.body:
            if not self._material.usable(self._language, sentence.id):
                continue
            for place, token in enumerate(self._index.edition.tokens(sentence)):
                if token.text in found or (capitals_count and place == 0):
                    continue  # the capital of a first word says nothing
                if not is_plain_word(token, sentence.text, self._language):
                    continue
                if is_function_word(token.text, self._language) or not self._material.is_vocabulary(
                    self._language, sentence.id, token
                ):
                    continue
                folded = fold(token.text, self._language)
                found[token.text] = WordOccurrence(token.text, folded, sentence.id, token.start)
        return list(found.values())

    @cached_property
    def _uses(self) -> Mapping[str, Use]:
        return self._material.once(f"uses/{self._language}", lambda: uses(self._material, self._language))

    @cached_property
    def _by_length(self) -> dict[bool, list[tuple[int, int]]]:
        """Whether there is a capital, to (length, number) of the words, in order."""
        rows: dict[bool, list[tuple[int, int]]] = defaultdict(list)
        for place, word in enumerate(self.words):
            rows[word.surface[0].isupper()].append((len(word.surface), place))
        return {capital: sorted(row) for capital, row in rows.items()}

    @cached_property
    def _like_it(self) -> dict[str, list[int]]:
        """Endings and neighbours to the numbers of the words that have them."""
        rows: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(self.words):
            for sign in self._uses[word.folded].signs:
                rows[sign].append(place)
        return dict(rows)

    @cached_property
    def _chances(self) -> list[int]:
        """A number for each word, so that among equals chance decides, the same everywhere."""
        return [number(self._material.seed, "word", word.surface) for word in self.words]

    def foreign_to(self, segment: str, shown: str, visible: tuple[str, ...] = ()) -> Foreign:
        """Words no form of which stands in ``segment``, proven to translate nothing there.

        ``shown`` is the language of the translation on display; of ``visible`` folded words no form is offered either.
        """
        return Foreign(self, self._index.number.get(segment), shown, visible)

    def blocked(self, folded: str, shown: str) -> int:
        """The segments, as a bit set, in which a folded word stands or is not proven to translate nothing."""
        return self._disjoint.unproven(folded, shown) | self._index.places_of(folded)

    def _candidates(self, key: WordOccurrence) -> list[int]:
        """Numbers of words of the key's capital and about its length; of many, those like it and those near it."""
        size = len(key.surface)
        row = self._by_length.get(key.surface[0].isupper(), [])
        begin = bisect_left(row, (int(_SHORTEST * size + 0.999), -1))
        end = bisect_right(row, (int(_LONGEST * size), len(self.words)))
        if end - begin <= _LOOKED_AT:
            return [place for _length, place in row[begin:end]]
        here = bisect_left(self._segment_numbers, self._index.number.get(key.segment, 0))
        found: dict[int, None] = {}
        use = self._uses.get(key.folded)
        for sign in use.signs if use is not None else ():
            places = self._like_it.get(sign, ())
            middle = bisect_left(places, here)
            found.update(dict.fromkeys(places[max(0, middle - 12) : middle + 12]))
        found.update(dict.fromkeys(range(max(0, here - _LOOKED_AT // 2), min(len(self.words), here + _LOOKED_AT // 2))))
        wide = range(int(_SHORTEST * size + 0.999), int(_LONGEST * size) + 1)
        capital = key.surface[0].isupper()
        return [
            p for p in found if len(self.words[p].surface) in wide and self.words[p].surface[0].isupper() == capital
        ]

    @cached_property
    def _segment_numbers(self) -> list[int]:
        return [self._index.number[word.segment] for word in self.words]

    def choose(self, key: WordOccurrence, candidates: Allowed, name: str) -> list[WordOccurrence]:
        """Three wrong answers among the ``candidates`` that do not give the key away, or none.

        Ranked by use (endings and neighbours in common), nearness and frequency, the learner's own earlier wrong picks
        first; among the best the combination is taken that puts the key at a seeded rank by length and by frequency,
        so that neither "the longest" nor "the most frequent" is a good guess.
        """
        best = list(self._best(key, candidates, name))
        if len(best) < COUNT:
            return []
        frequency = {word.folded: self._index.frequency(word.folded) for word in [key, *best]}
        wanted_length = number(self._material.seed, name, "length") % (COUNT + 1)
        wanted_frequency = number(self._material.seed, name, "frequency") % (COUNT + 1)
        size, often, own_seen = len(key.surface), frequency[key.folded], self._index.occurrences(key.surface)
        picked = set(self._material.picks.get(key.folded, ()))
        mine = self._uses.get(key.folded, Use())
        fits = {
            word.folded: alike_in_use(mine, self._uses[word.folded]) >= FITS or word.surface in picked for word in best
        }
        chosen: tuple[float, tuple[WordOccurrence, ...]] | None = None
        for order, trio in enumerate(itertools.combinations(best, COUNT)):
            fitting = sum(fits[word.folded] for word in trio)
            if fitting < LEAST_FITTING:
                continue  # the key alone could stand there
            lengths = [len(word.surface) for word in trio]
            counts = [frequency[word.folded] for word in trio]
            seen = [self._index.occurrences(word.surface) for word in trio]
            if wanted_frequency < COUNT and own_seen > max(seen):
                continue
            if wanted_frequency < COUNT and often > max(counts):
                continue  # the word that comes back most is a good guess, unless it is the key no more than by chance
            cost = (
                abs(_rank_of(size, lengths) - wanted_length)
                + 1.5 * abs(_rank_of(often, counts) - wanted_frequency)
                + order / 60
                - 0.5 * fitting
                - 3 * sum(word.surface in picked for word in trio)
            )
            if chosen is not None and cost >= chosen[0]:
                continue
            surfaces = [word.surface for word in trio]
            if length_gives_away(key.surface, surfaces) or ending_gives_away(key.surface, surfaces, self._language):
                continue
            if endings_pair_off(key.surface, surfaces, self._language):
                continue
            if any(same_stem(a.folded, b.folded) for a, b in itertools.combinations(trio, 2)):
                continue
            chosen = (cost, trio)
        return list(chosen[1]) if chosen else []

    def _best(self, key: WordOccurrence, candidates: Allowed, name: str) -> Iterator[WordOccurrence]:
        """The most believable of the candidates that are surely wrong, best first."""
        places = self._candidates(key)
        mine, own_uses = self._uses.get(key.folded, Use()), self._own_uses
        section = self._headings[self._material.sentence(self._language, key.segment).block]
        often = self._index.frequency(key.folded)
        chance = number(self._material.seed, name) | 1
        picked = self._material.picks.get(key.folded, ())
        ranked = []
        for place in places:
            value = (
                alike_in_use(mine, own_uses[place])
                + 0.2 * (self._sections[place] == section)
                - 0.25 * min(4, abs(self._frequencies[place] - often))
                + 0.6 * ((self._chances[place] * chance & _MASK) / 2**64)
            )
            ranked.append((not picked or self.words[place].surface not in picked, -value, place))
        ranked.sort()
        taken = 0
        meanings = self._material.meanings(key.folded)
        for _unpicked, _value, place in ranked:
            word = self.words[place]
            if word not in candidates:
                continue
            if word.folded in key.folded or key.folded in word.folded:
                continue  # a part of a compound says half of what it says
            if same_stem(word.folded, key.folded) or self._disjoint.share_a_partner(key.folded, word.folded):
                continue
            if meanings and not meanings.isdisjoint(self._material.meanings(word.folded)):
                continue
            yield word
            taken += 1
            if taken == _POOL:
                return

    @cached_property
    def _headings(self) -> list[int]:
        """For each block the number of the heading above it."""
        found, last = [], -1
        for block in self._material.editions[self._language].blocks:
            last = block.number if block.kind == "heading" else last
            found.append(last)
        return found

    @cached_property
    def _sections(self) -> list[int]:
        """For each word the number of the heading above it."""
        blocks = (self._material.sentence(self._language, word.segment).block for word in self.words)
        return [self._headings[block] for block in blocks]

    @cached_property
    def _frequencies(self) -> list[int]:
        return [self._index.frequency(word.folded) for word in self.words]

    @cached_property
    def _own_uses(self) -> list[Use]:
        return [self._uses[word.folded] for word in self.words]


class Foreign:
    """The words of a pool that are surely foreign to a segment; each is looked at when it is asked for."""

    def __init__(self, pool: WordPool, number: int | None, shown: str, visible: tuple[str, ...]) -> None:
        self._pool = pool
        self._number = number
        self._shown = shown
        self._visible = stem_set(visible) if visible else ()

    def __contains__(self, word: WordOccurrence) -> bool:
        if self._number is None or self._pool.blocked(word.folded, self._shown) >> self._number & 1:
            return False
        return word.folded not in self._visible

    def __iter__(self) -> Iterator[WordOccurrence]:
        return (word for word in self._pool.words if word in self)


def _rank_of(value: int, others: Sequence[int]) -> float:
    """How many of the others are smaller; equal ones count half."""
    return sum(1.0 if other < value else 0.5 if other == value else 0.0 for other in others)
