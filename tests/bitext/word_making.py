"""Vocabularies, units and dictionaries for word links, in languages nobody has lists of forms for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from tui_learn.bitext.arrays import Ints
from tui_learn.bitext.cell_links import CellLink
from tui_learn.bitext.vocabulary import Numbering, Vocabulary
from tui_learn.bitext.word_evidence import Found
from tui_learn.bitext.word_sheets import Units

Texts = Mapping[str, Sequence[str]]
"""By language: the words of each unit, with spaces between them."""


def vocabulary(words: str, language: str = "qaa") -> Vocabulary:
    """The different words of a text; ``word/form`` gives a word its dictionary form."""
    pairs = [word.partition("/")[::2] for word in words.split()]
    numbering = Numbering(language)
    numbering.of_texts([[word for word, _form in pairs]])
    plain = numbering.vocabulary()
    forms = {numbering.surface(word): form or numbering.surface(word) for word, form in reversed(pairs)}
    names = list(dict.fromkeys(forms[surface] for surface in plain.surfaces))
    lexeme = np.array([names.index(forms[surface]) for surface in plain.surfaces], dtype=np.int64)
    return Vocabulary(language, plain.surfaces, tuple(names), lexeme, plain.content, plain.name)


def units(
    texts: Texts,
    *,
    targets: Mapping[str, Sequence[Sequence[int]]] | None = None,
    teaching: Sequence[float] | None = None,
) -> Units:
    """Units in the languages of ``texts``."""
    numberings = [Numbering(language) for language in texts]
    tokens = tuple(
        tuple(numbering.of_texts([unit.split() for unit in side]))
        for numbering, side in zip(numberings, texts.values(), strict=True)
    )
    links = None
    if targets is not None:
        links = tuple(tuple(_numbers(unit) for unit in targets[language]) for language in texts)
    vocabularies = tuple(numbering.vocabulary() for numbering in numberings)
    return Units(vocabularies, tokens, links, tuple(teaching) if teaching is not None else None)


def _numbers(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)


class Pocket:
    """Dictionaries that know what they are told.

    ``direct`` has lines ``qaa qab word: translation, a phrase``; ``around`` the same after a language between:
    ``qac qaa qab word: translation``.
    """

    def __init__(self, direct: Iterable[str] = (), around: Iterable[str] = ()) -> None:
        self._direct: dict[tuple[str, str], dict[str, dict[str, frozenset[str]]]] = {}
        self._around: dict[tuple[str, str], dict[str, dict[str, frozenset[str]]]] = {}
        for line in direct:
            head, _colon, tail = line.partition(": ")
            source, target, word = head.split(" ", 2)
            self._add(self._direct, source, target, word, tail, f"{source}-{target}")
        for line in around:
            head, _colon, tail = line.partition(": ")
            pivot, source, target, word = head.split(" ", 3)
            self._add(self._around, source, target, word, tail, pivot)

    @staticmethod
    def _add(
        book: dict[tuple[str, str], dict[str, dict[str, frozenset[str]]]],
        source: str,
        target: str,
        word: str,
        tail: str,
        by: str,
    ) -> None:
        entry = book.setdefault((source, target), {}).setdefault(word, {})
        for translation in tail.split(", "):
            entry[translation] = entry.get(translation, frozenset()) | {by}

    def translations(self, words: Iterable[str], source: str, target: str) -> Found:
        known = self._direct.get((source, target), {})
        return {word: known[word] for word in words if word in known}

    def through(self, words: Iterable[str], source: str, target: str) -> Found:
        known = self._around.get((source, target), {})
        return {word: known[word] for word in words if word in known}


def cell(left: int, right: int, weight: float = 0.9, *, mutual: bool = True, **given: object) -> CellLink:
    """A link for which nothing speaks but what is given."""
    values: dict[str, object] = {
        "alike": 0.0, "worth": 0.0, "dictionaries": (), "pivots": (), "agreeing": 0, "voices": 0, "path": 0.0,
        "via": (), "like_path": 0.0,
    }  # fmt: skip
    return CellLink(left, right, weight, mutual, **(values | given))  # type: ignore[arg-type]
