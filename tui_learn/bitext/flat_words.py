"""The words of an edition in a few rows of numbers: a book has a hundred thousand, but far fewer different ones.

What is told apart is a *kind*: a spelling with its dictionary form. A word is the number of its kind and where it
begins.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import accumulate
from typing import NamedTuple, Protocol, TypeVar

from tui_learn.bitext.flat import Flat, LazySequence, Section, to_bytes
from tui_learn.bitext.word_links import Word, Words
from tui_learn.text import Edition

Other = TypeVar("Other")
KNOWN = 2_000
"""Kinds that are remembered at a time: those of a screen or two."""


class Kind(NamedTuple):
    """What many words share."""

    text: str
    lexeme: str
    is_content: bool
    length: int
    """Characters that it takes in the sentence."""


class Numbers(Protocol):
    """A row of whole numbers."""

    def __len__(self) -> int: ...

    def __getitem__(self, index: int, /) -> int: ...

    def __iter__(self) -> Iterator[int]: ...


class FlatWords(LazySequence[Word]):
    """Words that are made when they are asked for."""

    __slots__ = ("_first", "_index", "_kind_of", "_kinds", "_starts")

    def __init__(
        self,
        first: Sequence[int],
        kinds: Sequence[Kind],
        kind_of: Numbers,
        starts: Numbers,
        index: LexemeIndex | None = None,
    ) -> None:
        """``first`` is the number of each sentence's first word, and of the word after the last.

        ``kind_of`` and ``starts`` are, of each word, the number of its kind and its offset in its sentence.
        """
        self._first = first
        self._kinds = kinds
        self._kind_of = kind_of
        self._starts = starts
        self._index = index

    def __len__(self) -> int:
        return len(self._kind_of)

    def _item(self, number: int) -> Word:
        return self._made(self._kinds[self._kind_of[number]], number, self.sentence(number))

    def __iter__(self) -> Iterator[Word]:
        kinds = list(self._kinds)  # whoever wants all words wants every kind many times
        for sentence in range(len(self._first) - 1):
            for number in range(self._first[sentence], self._first[sentence + 1]):
                yield self._made(kinds[self._kind_of[number]], number, sentence)

    def _made(self, kind: Kind, number: int, sentence: int) -> Word:
        start = self._starts[number]
        return Word(sentence, start, start + kind.length, kind.text, kind.lexeme, kind.is_content)

    def lexeme(self, number: int) -> str:
        """The dictionary form of a word."""
        return self._kinds[self._kind_of[number]].lexeme

    def sentence(self, number: int) -> int:
        """The number of the sentence of a word."""
        return bisect_right(self._first, number) - 1

    @property
    def kind_of(self) -> Numbers:
        """The number of the kind of each word."""
        return self._kind_of

    @property
    def kinds(self) -> Sequence[Kind]:
        """What there is of spellings with their dictionary forms."""
        return self._kinds

    @property
    def by_lexeme(self) -> LexemeIndex:
        """The numbers of the words of each dictionary form."""
        if self._index is None:
            self._index = LexemeIndex(self._kinds, *ordered(self._kinds, self._kind_of))
        return self._index

    def sections(self, name: str, guessed: Set[str]) -> dict[str, Section]:
        """For a file; ``name`` is put before the names of the sections."""
        index = self.by_lexeme
        return {
            **kind_sections(self.kinds, name),
            f"{name}.guessed": ("B", bytes(kind.lexeme in guessed for kind in self.kinds)),
            f"{name}.first": ("I", self._first),
            f"{name}.kinds": ("I", self._kind_of),
            f"{name}.starts": ("I", self._starts),
            f"{name}.order": ("I", index.order),
            f"{name}.ends": ("I", index.ends),
            f"{name}.forms": ("I", index.forms),
        }


class LexemeIndex(Mapping[str, tuple[int, ...]]):
    """Dictionary forms with the numbers of their words: nothing is made before it is asked for."""

    __slots__ = ("_kinds", "ends", "forms", "order")

    def __init__(self, kinds: Sequence[Kind], order: Numbers, ends: Numbers, forms: Numbers) -> None:
        """``order`` are the numbers of the words by kind, ``ends`` where each kind ends there; ``forms`` are the
        numbers of the kinds by dictionary form."""
        self._kinds = kinds
        self.order = order
        self.ends = ends
        self.forms = forms

    def _place(self, lexeme: str) -> int:
        """Where the kinds of a dictionary form begin among those in order, or would."""
        return bisect_left(range(len(self.forms)), lexeme, key=self._form)

    def _form(self, place: int) -> str:
        return self._kinds[self.forms[place]].lexeme

    def __getitem__(self, lexeme: str) -> tuple[int, ...]:
        found: list[int] = []
        first = place = self._place(lexeme)
        while place < len(self.forms) and self._form(place) == lexeme:
            found += self.of_kind(self.forms[place])
            place += 1
        if not found:
            raise KeyError(lexeme)
        return tuple(sorted(found) if place - first > 1 else found)

    def of_kind(self, kind: int) -> list[int]:
        """The numbers of the words of a kind, in order."""
        return [self.order[number] for number in range(self.ends[kind - 1] if kind else 0, self.ends[kind])]

    def count(self, lexeme: str) -> int:
        """How many words have a dictionary form; 0 for one that none has."""
        count, place = 0, self._place(lexeme)
        while place < len(self.forms) and self._form(place) == lexeme:
            kind = self.forms[place]
            count += self.ends[kind] - (self.ends[kind - 1] if kind else 0)
            place += 1
        return count

    def __contains__(self, lexeme: object) -> bool:
        return isinstance(lexeme, str) and self.a_kind(lexeme) is not None

    def a_kind(self, lexeme: str) -> int | None:
        """The number of a kind of a dictionary form, if there is one."""
        place = self._place(lexeme)
        return self.forms[place] if place < len(self.forms) and self._form(place) == lexeme else None

    def __iter__(self) -> Iterator[str]:
        before: str | None = None
        for place in range(len(self.forms)):
            form = self._form(place)
            if form != before:
                yield form
            before = form

    def __len__(self) -> int:
        return sum(1 for _form in self)


def ordered(kinds: Sequence[Kind], kind_of: Numbers) -> tuple[array[int], array[int], array[int]]:
    """What an index needs: the words by kind, where each kind ends among them, and the kinds by dictionary form."""
    places: list[list[int]] = [[] for _kind in kinds]
    for number, kind in enumerate(kind_of):
        places[kind].append(number)
    order, ends = array("I"), array("I")
    for numbers in places:
        order.extend(numbers)
        ends.append(len(order))
    return order, ends, array("I", sorted(range(len(kinds)), key=lambda number: kinds[number].lexeme))


class GuessedForms(Set[str]):
    """Dictionary forms that no list has, looked up when they are asked for."""

    __slots__ = ("_index", "_marks")

    def __init__(self, index: LexemeIndex, marks: memoryview) -> None:
        """``marks`` has a 1 for every kind whose form is guessed."""
        self._index = index
        self._marks = marks

    @classmethod
    def _from_iterable(cls, it: Iterable[Other]) -> Set[Other]:
        return frozenset(it)  # what is joined with other forms is no longer a row of marks

    def __contains__(self, lexeme: object) -> bool:
        kind = self._index.a_kind(lexeme) if isinstance(lexeme, str) else None
        return kind is not None and self._marks[kind] == 1

    def __iter__(self) -> Iterator[str]:
        return (lexeme for lexeme in self._index if lexeme in self)

    def __len__(self) -> int:
        return sum(1 for _form in self)


class Gathering:
    """Words as they come, sentence by sentence."""

    def __init__(self) -> None:
        self._numbers: dict[Kind, int] = {}
        self._kind_of = array("I")
        self._starts = array("I")
        self._first = [0]

    def add(self, kind: Kind, start: int) -> None:
        """The next word of the sentence."""
        self._kind_of.append(self._numbers.setdefault(kind, len(self._numbers)))
        self._starts.append(start)

    def end_sentence(self) -> None:
        """What comes next stands in the next sentence."""
        self._first.append(len(self._kind_of))

    def words(self, edition: Edition, guessed: Set[str] = frozenset()) -> Words:
        """All of them."""
        first = tuple(self._first)
        return Words(edition, FlatWords(first, list(self._numbers), self._kind_of, self._starts), first, guessed)


def flat(words: Words) -> Words:
    """The same words in rows of numbers."""
    if isinstance(words.words, FlatWords):
        return words
    gathered = Gathering()
    for sentence in range(len(words.first) - 1):
        for number in words.of_sentence(sentence):
            word = words.words[number]
            gathered.add(Kind(word.text, word.lexeme, word.is_content, word.end - word.start), word.start)
        gathered.end_sentence()
    return gathered.words(words.edition, words.guessed)


def kind_sections(kinds: Sequence[Kind], name: str) -> dict[str, Section]:
    """The kinds of words for a file, a line of JSON each."""
    rows = [json.dumps(kind, separators=(",", ":")).encode() for kind in kinds]
    return {f"{name}.kind_rows": ("B", b"".join(rows)), f"{name}.kind_ends": ("I", accumulate(map(len, rows)))}


class _KindRows(LazySequence[Kind]):
    """Kinds that are read when they are asked for; the last ones are remembered."""

    __slots__ = ("_ends", "_known", "_rows")

    def __init__(self, rows: memoryview, ends: memoryview) -> None:
        self._rows = rows
        self._ends = ends
        self._known: dict[int, Kind] = {}

    def __len__(self) -> int:
        return len(self._ends)

    def _item(self, number: int) -> Kind:
        kind = self._known.get(number)
        if kind is None:
            if len(self._known) >= KNOWN:
                self._known = {}
            begin = self._ends[number - 1] if number else 0
            kind = self._known[number] = Kind(*json.loads(bytes(self._rows[begin : self._ends[number]])))
        return kind


def words_from(file: Flat, name: str, edition: Edition) -> Words:
    """The words of an edition as a file has them. Raises ``ValueError`` where they are not those of this edition."""
    kinds = _KindRows(file.numbers(f"{name}.kind_rows"), file.numbers(f"{name}.kind_ends"))
    first = tuple(file.numbers(f"{name}.first"))
    rows = [file.numbers(f"{name}.{row}") for row in ("order", "ends", "forms")]
    index = LexemeIndex(kinds, rows[0], rows[1], rows[2])
    words = FlatWords(first, kinds, file.numbers(f"{name}.kinds"), file.numbers(f"{name}.starts"), index)
    if len(first) != len(edition.sentences) + 1 or first[-1] != len(words):
        raise ValueError("the words of another text")
    return Words(edition, words, first, GuessedForms(index, file.numbers(f"{name}.guessed")))


def words_to_bytes(words: Words) -> bytes:
    """The words of an edition as a file."""
    made = flat(words)
    assert isinstance(made.words, FlatWords)
    return to_bytes({"edition": made.edition.sha256}, made.words.sections("words", made.guessed))
