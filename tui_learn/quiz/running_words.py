"""The running words of an edition: how often each word is met, where first, in which forms, and what is no word.

Kept in rows of numbers, and looked up when asked for: a book has tens of thousands of different words, and a screen
shows a hundred of them.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from tui_learn.bitext.flat_words import FlatWords, Numbers, flat
from tui_learn.bitext.word_links import Words
from tui_learn.quiz.word_cards import word_key
from tui_learn.text.fold import fold_marks, lower
from tui_learn.text.lexemes import is_name_of_letters, writes_nouns_with_capitals


@dataclass(frozen=True, slots=True)
class Running:
    """A word of an edition."""

    lexeme: str
    """Its dictionary form as it is written."""
    numbers: Sequence[int]
    """Of its places among the words of the edition, in order."""
    forms: frozenset[str]
    """Its forms as they stand there, in lower case."""
    is_counted: bool
    """Whether it is a word to be known: no number, and no name.

    A name has a capital wherever it stands, not only at the beginning of a sentence.
    """


class RunningByLexeme(Mapping[str, Running]):
    """The words of an edition by their keys (``word_cards.word_key``), in the order in which they are met first."""

    __slots__ = ("_flat", "_is_counted", "_language", "_order")

    def __init__(self, language: str, words: FlatWords, order: array[int], is_counted: bytes) -> None:
        """``order`` are the numbers of the kinds of words by the key of the word; ``is_counted`` has a 1 for every
        kind that is of a word to be known."""
        self._language = language
        self._flat = words
        self._order = order
        self._is_counted = is_counted

    def _key(self, place: int) -> str:
        return word_key(self._flat.kinds[self._order[place]].lexeme, self._language)

    def _kinds_of(self, word: str) -> list[int]:
        first = place = bisect_left(range(len(self._order)), word, key=self._key)
        while place < len(self._order) and self._key(place) == word:
            place += 1
        return list(self._order[first:place])

    def __getitem__(self, word: str) -> Running:
        kinds = self._kinds_of(word)
        if not kinds:
            raise KeyError(word)
        return self._running(kinds)

    def _running(self, kinds: list[int]) -> Running:
        numbers = sorted(number for kind in kinds for number in _numbers(self._flat, kind))
        found = [self._flat.kinds[kind] for kind in kinds]
        forms = frozenset(lower(kind.text, self._language) for kind in found)
        return Running(self._flat.lexeme(numbers[0]), array("I", numbers), forms, self._is_counted[kinds[0]] == 1)

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and bool(self._kinds_of(word))

    def __iter__(self) -> Iterator[str]:
        return (word for word, _count, _counted in self.counts())

    def __len__(self) -> int:
        return sum(1 for _word in self)

    def count(self, word: str) -> int:
        """How often a word is met that is to be known; 0 for any other."""
        kinds = self._kinds_of(word)
        if not kinds or not self._is_counted[kinds[0]]:
            return 0
        return sum(len(_numbers(self._flat, kind)) for kind in kinds)

    def counts(self) -> list[tuple[str, int, bool]]:
        """Every word with how often it is met, and whether it is to be known."""
        found: list[tuple[int, str, int, bool]] = []
        for word, group in groupby(range(len(self._order)), self._key):
            kinds = [self._order[place] for place in group]
            numbers = [_numbers(self._flat, kind) for kind in kinds]
            first = min(each[0] for each in numbers)
            found.append((first, word, sum(map(len, numbers)), self._is_counted[kinds[0]] == 1))
        return [(word, count, is_counted) for _first, word, count, is_counted in sorted(found)]

    def of_forms(self, forms: Collection[str]) -> dict[str, str]:
        """The word that each of some folded forms is a form of, by form: one that stands so in the edition, or else one
        whose dictionary form it is.

        Without those that may be of either of two words that differ in marks.
        """
        standing: dict[str, dict[str, str]] = {}
        named: dict[str, dict[str, str]] = {}
        for kind in self._flat.kinds if forms else ():
            spelled, word = lower(kind.text, self._language), word_key(kind.lexeme, self._language)
            if (form := fold_marks(spelled)) in forms:
                standing.setdefault(form, {}).setdefault(spelled, word)  # of one spelling, the first, as quizzes do
            if (form := fold_marks(word)) in forms:
                named.setdefault(form, {})[word] = word
        found = {form: set((standing.get(form) or named[form]).values()) for form in {*standing, *named}}
        return {form: words.pop() for form, words in found.items() if len(words) == 1}


@dataclass(frozen=True)
class RunningWords:
    """The words of an edition."""

    language: str
    words: Words
    by_lexeme: RunningByLexeme
    """By their keys."""
    counted_words: int
    """Running words that are to be known."""
    is_counted: bytes
    """A 1 for every kind of words that is of a word to be known."""
    kind_of: Numbers
    """The number of the kind of every word."""

    def of(self, lexeme: str) -> Running | None:
        """A word by its dictionary form."""
        return self.by_lexeme.get(word_key(lexeme, self.language))

    def counts(self, number: int) -> bool:
        """Whether the word with a number is one to be known."""
        return self.is_counted[self.kind_of[number]] == 1


def running_words(words: Words) -> RunningWords:
    """What is met in an edition: a quarter of a second for 100,000 words."""
    language, flat_words = words.edition.language, flat(words).words
    assert isinstance(flat_words, FlatWords)
    keys: list[str] = []
    are_numbers, are_capital = bytearray(), bytearray()
    for each in flat_words.kinds:
        keys.append(word_key(each.lexeme, language))
        are_numbers.append(is_name_of_letters(each.text))
        are_capital.append(each.text[0].isupper())
    order = array("I", sorted(range(len(keys)), key=keys.__getitem__))
    is_counted = bytearray(len(keys))
    tells, total = not writes_nouns_with_capitals(language), 0
    for _word, group in groupby(order, keys.__getitem__):
        kinds = list(group)
        is_name = tells and all(are_capital[kind] for kind in kinds) and _is_inside(words, flat_words, kinds)
        if not is_name and not all(are_numbers[kind] for kind in kinds):
            for kind in kinds:
                is_counted[kind] = 1
                total += len(_numbers(flat_words, kind))
    counted = bytes(is_counted)
    by_lexeme = RunningByLexeme(language, flat_words, order, counted)
    return RunningWords(language, words, by_lexeme, total, counted, flat_words.kind_of)


def _numbers(words: FlatWords, kind: int) -> Sequence[int]:
    """The numbers of the words of a kind."""
    return words.by_lexeme.of_kind(kind)


def _is_inside(words: Words, flat_words: FlatWords, kinds: list[int]) -> bool:
    """Whether a word stands inside a sentence of the text at least once.

    In a heading a capital says little: some languages write all words of one with capitals.
    """
    edition = words.edition
    for kind in kinds:
        for number in _numbers(flat_words, kind):
            sentence = flat_words.sentence(number)
            if number != words.first[sentence] and edition.blocks[edition.sentences[sentence].block].kind != "heading":
                return True
    return False
