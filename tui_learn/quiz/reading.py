"""Which sections of an article the learner has opened: only what was read is asked about."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import partial
from itertools import takewhile

from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.kept import Keeps, kept_set
from tui_learn.text import Block, Edition


def kept_name(article: str, pair: str) -> str:
    """The name under which the opened sections of an article are kept."""
    return f"read/{article}/{pair}"


def opened_sections(progress: Keeps, article: str, pair: str) -> frozenset[str]:
    """The headings, by segment of the learned edition, under which was read; empty text: before the first."""
    return kept_set(progress, kept_name(article, pair))


def mark_opened(progress: Keeps, article: str, pair: str, segments: Iterable[str]) -> bool:
    """Remember that sections were opened; writes, and returns True, only where that is news.

    Raises ``tui_learn.progress.ProgressNotSaved``.
    """
    news = frozenset(segments) - opened_sections(progress, article, pair)
    if news:
        progress.mark(kept_name(article, pair), sorted(news))
    return bool(news)


def section_of(edition: Edition, segment: str) -> str:
    """The segment of the heading a segment stands under; its own for a heading, empty before the first."""
    sentence = edition.sentence(segment)
    if sentence is None:
        return ""
    for number in range(sentence.block, -1, -1):
        block = edition.blocks[number]
        if block.kind == "heading" and block.sentences:
            return block.sentences[0].id
    return ""


def bare_headings(edition: Edition) -> dict[str, tuple[str, ...]]:
    """The headings with no text of their own, such as a title, each with those of the sections below it."""
    headings = [block for block in edition.blocks if block.kind == "heading" and block.sentences]
    bare: dict[str, tuple[str, ...]] = {}
    for place, heading in enumerate(headings):
        following = edition.blocks[heading.number + 1 : heading.number + 2]
        if following and following[0].kind != "heading":
            continue
        below = takewhile(partial(_is_deeper, heading.level), headings[place + 1 :])
        bare[heading.sentences[0].id] = tuple(other.sentences[0].id for other in below)
    return bare


def _is_deeper(level: int, heading: Block) -> bool:
    return heading.level > level


def read_filter(edition: Edition, opened: Collection[str]) -> Callable[[Exercise], bool]:
    """Whether all that an exercise rests on, in the language of this edition, stands in sections that were opened.

    A heading may be asked about when its own section was; one with no text of its own when any section below it was.
    """
    sections: dict[str, str] = {}
    bare = bare_headings(edition)

    def is_open(section: str) -> bool:
        return section in opened or any(is_open(below) for below in bare.get(section, ()))

    def is_read(exercise: Exercise) -> bool:
        for piece in exercise.evidence:
            if piece.lang != edition.language:
                continue
            if piece.seg not in sections:
                sections[piece.seg] = section_of(edition, piece.seg)
            if not is_open(sections[piece.seg]):
                return False
        return True

    return is_read
