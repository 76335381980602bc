"""The contents of an article in two languages: headings beside the headings that answer them. No drawing here."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tui_learn.app.page import Page, SideName
from tui_learn.text.clean import clean_line

PARTS = 50
"""Parts that are offered of a text without headings."""
_FIRST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading, or the beginning of a part."""

    blocks: tuple[int | None, int | None]
    """The numbers of its blocks on the left and on the right."""
    texts: tuple[str, str]
    """What they say, on one line; empty where there is none."""
    level: int
    """Depth from 0."""
    share: float
    """How far into the text it stands, 0 to 1."""
    opened: bool = False
    """Whether the section was on the screen before."""

    def block(self, side: SideName) -> int | None:
        """The number of its block on a side."""
        return self.blocks[0 if side == "left" else 1]

    def text(self, side: SideName) -> str:
        """What it says on a side, else on the other one."""
        own, other = self.texts if side == "left" else self.texts[::-1]
        return own or other


@dataclass(frozen=True, slots=True)
class Contents:
    """All entries, in order."""

    entries: tuple[Entry, ...]
    by_heading: bool
    """False: the text has no headings to speak of, and these are parts of it."""

    def number_at(self, page: Page, side: SideName, block: int) -> int | None:
        """The entry a block stands under; None before the first."""
        row = page.row_of_block[side].get(block, 0)
        if self.by_heading:
            own = [(entry.block(side), number) for number, entry in enumerate(self.entries)]
            begun = [number for start, number in own if start is not None and start <= block]
            if begun:
                return begun[-1]
        rows = [_row(page, entry.blocks) for entry in self.entries]
        return bisect_right(rows, row) - 1 if rows and rows[0] <= row else None


def _row(page: Page, blocks: tuple[int | None, int | None]) -> int:
    left, right = blocks
    return page.row_of_block["left"][left] if left is not None else page.row_of_block["right"][right or 0]


def contents_of(page: Page, opened: Collection[str] = ()) -> Contents:
    """The contents of a page; ``opened`` are the segments of the headings, as learnt, that were read under before."""
    pairs = _headings(page)
    if len(pairs) > 1:
        blocks = {side: page.edition(side).blocks for side in page.sides}
        levels = [_level(page, pair) for pair in pairs]
        top = min(levels)
        return Contents(
            tuple(
                Entry(
                    pair,
                    (_text(page, "left", pair[0]), _text(page, "right", pair[1])),
                    level - top,
                    _share(page, pair),
                    (number := pair[0 if page.one_sided else 1]) is not None
                    and any(sentence.id in opened for sentence in blocks[page.learned_side][number].sentences),
                )
                for pair, level in zip(pairs, levels, strict=True)
            ),
            True,
        )
    step = max(1, math.ceil(len(page.rows) / PARTS))
    parts: list[tuple[int | None, int | None]] = [
        (row.left[0] if row.left else None, row.right[0] if row.right else None) for row in page.rows[::step]
    ]
    return Contents(
        tuple(
            Entry(part, (_words(page, "left", part[0]), _words(page, "right", part[1])), 0, _share(page, part))
            for part in parts
        ),
        False,
    )


def _headings(page: Page) -> list[tuple[int | None, int | None]]:
    """Block numbers of headings that answer each other, by the beads of their sentences, in the order of the page."""
    found: list[tuple[int | None, int | None]] = []
    for row in page.rows:
        rights = [n for n in row.right if page.edition("right").blocks[n].kind == "heading"]
        for number in (n for n in row.left if page.edition("left").blocks[n].kind == "heading"):
            answer = None if page.one_sided else _answer(page, number, rights)
            while answer is not None and rights[0] != answer:
                found.append((None, rights.pop(0)))
            if answer is not None:
                rights.remove(answer)
            found.append((number, answer))
        found += [(None, number) for number in rights]
    return found


def _answer(page: Page, number: int, rights: Sequence[int]) -> int | None:
    sentences = page.sentences_between("left", number, 0, len(page.edition("left").blocks[number].text) + 1)
    answering = {
        page.edition("right").sentences[there].block
        for sentence in sentences
        for there in page.bitext.bead_of_left[sentence].right
    }
    return next((right for right in rights if right in answering), None)


def _level(page: Page, pair: tuple[int | None, int | None]) -> int:
    left, right = pair
    return (
        page.edition("left").blocks[left].level if left is not None else page.edition("right").blocks[right or 0].level
    )


def _text(page: Page, side: SideName, number: int | None) -> str:
    return "" if number is None else clean_line(page.edition(side).blocks[number].text)


def _words(page: Page, side: SideName, number: int | None) -> str:
    words = _text(page, side, number)[:400].split()
    return " ".join(words[:_FIRST_WORDS]) + ("…" if len(words) > _FIRST_WORDS else "")


def _share(page: Page, pair: tuple[int | None, int | None]) -> float:
    """As the title of the reader counts it."""
    for side, number in zip(page.sides, pair, strict=False):
        if number is not None:
            sentence = page.sentence_at(side, number, 0)
            return page.progress(page.at(side, sentence)) if sentence is not None else 0.0
    return 0.0
