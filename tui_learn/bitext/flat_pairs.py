"""The pairs of a glossary, each as a line that is read when it is asked for."""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tui_learn.bitext.bitext import Bitext
from tui_learn.bitext.flat import NONE, Flat, to_bytes
from tui_learn.bitext.flat_links import FlatLinks, Places, link_sections
from tui_learn.bitext.flat_words import FlatWords, flat, words_from
from tui_learn.bitext.glossary import Glossary, GlossaryPair, IndexedPairs, Verdict, judged, rank
from tui_learn.bitext.word_links import LinkedBitext, Side, SpanLink
from tui_learn.text import Problem

KNOWN = 500
"""Rows that are remembered at a time: every search begins with the same ones."""


class FlatPairs(IndexedPairs):
    """Pairs that are made when they are asked for, with those the learner has judged in their places."""

    def __init__(self, file: Flat, links: FlatLinks) -> None:
        """Raises ``ValueError`` where a row is missing."""
        self._links = links
        self._rows = file.numbers("pair.rows")
        self._row_ends = file.numbers("pair.row_ends")
        self._places = file.numbers("pair.places")
        self._place_ends = file.numbers("pair.place_ends")
        self._by_form = {"left": file.numbers("pair.by_left"), "right": file.numbers("pair.by_right")}
        self._of_link = file.numbers("pair.of_link")
        self._judged: dict[int, GlossaryPair] = {}
        self._known: dict[int, list[Any]] = {}
        self._order: Sequence[int] = range(len(self._row_ends))

    def __len__(self) -> int:
        return len(self._order)

    def _item(self, number: int) -> GlossaryPair:
        return self._pair(self._order[number])

    def _row(self, number: int) -> list[Any]:
        row = self._known.get(number)
        if row is None:
            if len(self._known) >= KNOWN:
                self._known.clear()
            begin = self._row_ends[number - 1] if number else 0
            row = self._known[number] = json.loads(bytes(self._rows[begin : self._row_ends[number]]))
        return row

    def _pair(self, number: int) -> GlossaryPair:
        known = self._judged.get(number)
        if known is not None:
            return known
        row = self._row(number)
        left, right, confidence, grade, evidence, agreeing, languages, left_forms, right_forms, verdict = row
        begin = self._place_ends[number - 1] if number else 0
        return GlossaryPair(
            left=left,
            right=right,
            confidence=confidence,
            grade=grade,
            evidence=tuple(evidence),
            agreeing=agreeing,
            languages=languages,
            places=Places(self._links, self._places[begin : self._place_ends[number]]),
            left_forms=tuple(left_forms),
            right_forms=tuple(right_forms),
            verdict=verdict,
        )

    def _numbers_of(self, side: Side, lexeme: str) -> list[int]:
        row, column = self._by_form[side], 0 if side == "left" else 1

        def form(place: int) -> str:
            found: str = self._row(row[place])[column]
            return found

        place = bisect_left(range(len(row)), lexeme, key=form)
        numbers: list[int] = []
        while place < len(row) and form(place) == lexeme:
            numbers.append(row[place])
            place += 1
        return numbers

    def of(self, side: Side, lexeme: str) -> tuple[GlossaryPair, ...]:
        """The pairs of a dictionary form, best first."""
        found = [self._pair(number) for number in self._numbers_of(side, lexeme)]
        return tuple(sorted(found, key=rank) if self._judged else found)

    def of_link(self, link: SpanLink) -> GlossaryPair | None:
        """The pair a link shows."""
        number = self._links.number(link)
        pair = NONE if number is None else self._of_link[number]
        return None if pair == NONE else self._pair(pair)

    def judged(self, given: Mapping[tuple[str, str], Verdict]) -> FlatPairs:
        """The same pairs with what the learner has said of some, instead of what was said before."""
        made = object.__new__(FlatPairs)
        made.__dict__.update(self.__dict__)
        made._judged = {}
        made._order = range(len(self._row_ends))
        for (left, right), verdict in given.items():
            for number in self._numbers_of("left", left):
                if self._row(number)[1] == right:
                    made._judged[number] = judged(made._pair(number), verdict)
        if made._judged:
            order = [number for number in made._order if number not in made._judged]
            for number, pair in sorted(made._judged.items()):
                order.insert(bisect_left(order, rank(pair), key=lambda other: rank(made._pair(other))), number)
            made._order = array("I", order)
        return made


def glossary_to_bytes(glossary: Glossary, problems: Iterable[Problem] = ()) -> bytes:
    """A glossary with its words and links as a file, and what was wrong with what it was made of."""
    linked = glossary.linked
    left, right = flat(linked.left), flat(linked.right)
    assert isinstance(left.words, FlatWords)
    assert isinstance(right.words, FlatWords)
    numbers = {(link.left, link.right, link.confidence): number for number, link in enumerate(linked.links)}
    others: list[SpanLink] = []
    places, place_ends, row_ends = array("I"), array("I"), array("I")
    rows: list[bytes] = []
    size = 0
    shows: dict[tuple[tuple[int, ...], tuple[int, ...]], int] = {}
    for number, pair in enumerate(glossary.pairs):
        for place in pair.places:
            key = (place.left, place.right, place.confidence)
            if key not in numbers:
                numbers[key] = len(linked.links) + len(others)
                others.append(place)
            places.append(numbers[key])
            shows[place.left, place.right] = number
        place_ends.append(len(places))
        rows.append(json.dumps(_row_of(pair), separators=(",", ":")).encode())
        size += len(rows[-1])
        row_ends.append(size)
    pairs = glossary.pairs
    by_left = sorted(range(len(pairs)), key=[pair.left for pair in pairs].__getitem__)
    by_right = sorted(range(len(pairs)), key=[pair.right for pair in pairs].__getitem__)
    of_link = [shows.get((link.left, link.right), NONE) for link in (*linked.links, *others)]
    meta = {
        "shown": len(linked.links),
        "problems": [(problem.severity, problem.path, problem.line, problem.message) for problem in problems],
        "editions": [linked.left.edition.sha256, linked.right.edition.sha256],
    }
    return to_bytes(
        meta,
        {
            **left.words.sections("left", left.guessed),
            **right.words.sections("right", right.guessed),
            **link_sections(linked.links, others, (len(left.words), len(right.words))),
            "pair.rows": ("B", b"".join(rows)),
            "pair.row_ends": ("I", row_ends),
            "pair.places": ("I", places),
            "pair.place_ends": ("I", place_ends),
            "pair.by_left": ("I", by_left),
            "pair.by_right": ("I", by_right),
            "pair.of_link": ("I", of_link),
        },
    )


def _row_of(pair: GlossaryPair) -> list[Any]:
    return [
        pair.left, pair.right, pair.confidence, pair.grade, pair.evidence, pair.agreeing, pair.languages,
        pair.left_forms, pair.right_forms, pair.verdict,
    ]  # fmt: skip


def glossary_from(file: Flat, bitext: Bitext) -> Glossary:
    """The glossary of a bitext as a file has it. Raises ``ValueError`` where it is not the one of these editions."""
    try:
        if file.meta["editions"] != [bitext.left.sha256, bitext.right.sha256]:
            raise ValueError("the glossary of other texts")
        links = FlatLinks(file.meta["shown"], file)
        left, right = words_from(file, "left", bitext.left), words_from(file, "right", bitext.right)
    except (KeyError, TypeError) as error:
        raise ValueError(str(error)) from error
    return Glossary(LinkedBitext(bitext, left, right, links), FlatPairs(file, links))
