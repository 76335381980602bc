"""Where one can go from a place on a page: headings, doubtful pairs, links. No drawing here."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from enum import Enum

from tui_learn.app.page import VERY_DOUBTFUL, Page, Position, SideName
from tui_learn.library import Article, Pair, default_pair
from tui_learn.text import Span


class Heading(Enum):
    """Why there is no heading to go to."""

    NONE = "none"
    FIRST = "first"
    LAST = "last"


def heading_from(page: Page, position: Position, by: int) -> Position | Heading:
    """The next heading on the side of a position; with ``by`` below 0 the one it stands under, or the one before."""
    blocks = page.edition(position.side).blocks
    numbers = [block.number for block in blocks if block.kind == "heading" and block.sentences]
    if not numbers:
        return Heading.NONE
    here = page.sentence(position).block
    place = bisect_right(numbers, here) if by > 0 else bisect_left(numbers, here) - 1
    if place >= len(numbers):
        return Heading.LAST
    if place < 0:
        return Heading.FIRST
    sentence = page.sentence_at(position.side, numbers[place], 0)
    assert sentence is not None
    return page.at(position.side, sentence)


# --- doubtful pairs


def doubtful_runs(page: Page) -> tuple[int, ...]:
    """The numbers of the beads with which a run of doubtful ones begins."""
    if page.one_sided:
        return ()
    doubtful = [not bead.repaired and bead.confidence < VERY_DOUBTFUL for bead in page.bitext.beads]
    return tuple(n for n, is_so in enumerate(doubtful) if is_so and not (n and doubtful[n - 1]))


def other_run(page: Page, position: Position, runs: tuple[int, ...], by: int) -> Position | None:
    """The beginning of the next run of doubtful pairs, or of the one before; on the same side where it can be."""
    beads = page.bitext.beads
    table = page.bitext.bead_of_left if position.side == "left" else page.bitext.bead_of_right
    own = table[position.sentence]
    here = next((number for number, bead in enumerate(beads) if bead is own), 0)
    place = bisect_right(runs, here) if by > 0 else bisect_left(runs, here) - 1
    if not 0 <= place < len(runs):
        return None
    bead = beads[runs[place]]
    sides: tuple[SideName, ...] = (position.side, "right" if position.side == "left" else "left")
    for side in sides:
        numbers = bead.left if side == "left" else bead.right
        if numbers:
            return page.at(side, numbers[0])
    return None


# --- links


def link_under(page: Page, position: Position) -> Span | None:
    """The link the word at a position stands in, else the only one of its sentence."""
    sentence = page.sentence(position)
    links = [span for span in page.edition(position.side).blocks[sentence.block].spans if span.kind == "link"]
    word = page.word(position)
    if word is not None:
        _block, start, end = page.stretch(position.side, word)
        for span in links:
            if span.start < end and start < span.end:
                return span
    near = [span for span in links if span.start < sentence.end and sentence.start < span.end]
    return near[0] if len(near) == 1 else None


def pair_with(article: Article, pair: Pair, language: str) -> Pair:
    """The languages to read an article in so that one is there, as near as can be to those read now."""
    has = set(article.languages)
    if {pair.known, pair.learned} <= has and language in (pair.known, pair.learned):
        return pair
    if language == pair.learned:
        return default_pair(article.languages, Pair("", language))
    if pair.learned not in has and pair.known in has and pair.known != language:
        return Pair(pair.known, language)
    return default_pair(article.languages, Pair(language, pair.learned))


def pair_after_link(article: Article, here: Article, pair: Pair, language: str, side: SideName) -> Pair | None:
    """The languages to read in after a link; None where the learner is to be asked.

    A link to the article itself in a third language puts that in the place of the side the link stands on.
    """
    if article.id == here.id and language not in (pair.known, pair.learned):
        return Pair(language, pair.learned) if side == "left" else Pair(pair.known, language)
    return pair if {pair.known, pair.learned} <= set(article.languages) else None
