"""Where the words of one edition stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property

from tui_learn.quiz.stems import MIN_STEM, beginnings, folded_words, same_stem
from tui_learn.text import Edition, Sentence
from tui_learn.text.fold import fold


class WordIndex:
    """Segments by word, for one edition. The title is left out: titles are often translated freely."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.language = edition.language

    @cached_property
    def prose(self) -> tuple[Sentence, ...]:
        """Every sentence that is language, the title too."""
        return tuple(s for s in self.edition.sentences if self.edition.is_prose(s))

    @cached_property
    def body(self) -> tuple[Sentence, ...]:
        """Prose without the title."""
        return tuple(s for s in self.prose if s.block != self.edition.title_block)

    @cached_property
    def number(self) -> dict[str, int]:
        """Each body segment to its number, from 0: its bit in sets of segments."""
        return {s.id: number for number, s in enumerate(self.body)}

    @cached_property
    def words(self) -> dict[str, tuple[str, ...]]:
        """Folded words (hyphenated ones also in parts) of each body segment."""
        return {s.id: tuple(folded_words(s.text, self.language)) for s in self.body}

    @cached_property
    def beginnings(self) -> dict[str, frozenset[str]]:
        """First four letters of the words of each body segment."""
        return {s.id: beginnings(s.text, self.language) for s in self.body}

    @cached_property
    def _places(self) -> dict[str, int]:
        """Every folded word to the body segments it stands in, as a bit set."""
        places: dict[str, int] = {}
        for number, words in enumerate(self.words.values()):
            for word in words:
                places[word] = places.get(word, 0) | 1 << number
        return places

    @cached_property
    def _neighbours(self) -> dict[str, list[str]]:
        """Words by their first letters: only those can be forms of one another."""
        buckets: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._places):
            buckets[word[:MIN_STEM]].append(word)
        return dict(buckets)

    @cached_property
    def _cluster_places(self) -> dict[str, int]:
        return {}  # filled as words are asked for

    def places_of(self, word: str) -> int:
        """Body segments that hold a form of a folded word, as a bit set."""
        known = self._cluster_places.get(word)
        if known is None:
            known = 0
            for other in self._neighbours.get(word[:MIN_STEM], ()):
                if same_stem(word, other):
                    known |= self._places[other]
            self._cluster_places[word] = known
        return known

    def frequency(self, word: str) -> int:
        """In how many body segments a form of a folded word stands."""
        return self.places_of(word).bit_count()

    def segments_with(self, word: str) -> frozenset[str]:
        """The ids of the body segments that hold a form of a folded word."""
        return frozenset(self.body[number].id for number in numbers_in(self.places_of(word)))

    def forms_of(self, word: str) -> tuple[str, ...]:
        """Folded words of the edition that are forms of a folded word."""
        return tuple(other for other in self._neighbours.get(word[:MIN_STEM], ()) if same_stem(word, other))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word as it stands in the text (not folded): real words are never typing errors."""
        return frozenset(token.text for s in self.prose for token in self.edition.tokens(s))

    def occurrences(self, surface: str) -> int:
        """How often a word stands in the prose in this very form, capitals aside."""
        return self._occurrences[surface.lower()]

    @cached_property
    def _occurrences(self) -> Counter[str]:
        return Counter(token.text.lower() for s in self.prose for token in self.edition.tokens(s))

    def surfaces_of(self, word: str) -> tuple[str, ...]:
        """The forms of a folded word as they stand in the text."""
        return tuple(sorted(v for other in self.forms_of(word) for v in self._surfaces.get(other, ())))

    @cached_property
    def _surfaces(self) -> dict[str, list[str]]:
        surfaces: dict[str, list[str]] = defaultdict(list)
        for surface in self.vocabulary:
            surfaces[fold(surface, self.language)].append(surface)
        return dict(surfaces)


def numbers_in(places: int) -> Iterator[int]:
    """The numbers in a bit set, lowest first."""
    while places:
        lowest = places & -places
        yield lowest.bit_length() - 1
        places ^= lowest
