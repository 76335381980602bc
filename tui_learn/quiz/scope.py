"""What a quiz started from the reader is about: a paragraph, a section, the article, unknown words, all that is due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol, get_args

from tui_learn.bitext import Bitext
from tui_learn.progress import CardState
from tui_learn.progress.cards import Status
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.limits import (
    KnowsToday,
    is_due,
    is_in_steps,
    is_set_aside,
    left_today,
    resting,
    rests,
    set_aside_of,
    status_by_hand,
    within_limit,
    word_of,
    words_of_board,
)
from tui_learn.quiz.stages import KNOWN_DAYS, card_of
from tui_learn.text import Edition

Scope = Literal["paragraph", "section", "article", "unknown", "due"]
SCOPES: tuple[Scope, ...] = get_args(Scope)

MAX_ARTICLES = 6
"""Articles that are loaded for a session on everything due: those with the most of it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a learner chose to be asked about."""

    scope: Scope
    language: str
    """The language of the sentence under the cursor."""
    segment: str
    """Its id."""


class KnowsCards(KnowsToday, Protocol):
    """What is known of cards, and which are due where; ``tui_learn.progress.Progress`` knows it."""

    def now(self) -> datetime: ...

    def due(self, at: datetime | None = None, *, group: str | None = None) -> Sequence[CardState]: ...

    def due_by_place(self, at: datetime | None = None, *, group: str | None = None) -> dict[str, int]: ...


# --- where


def paragraph_at(bitext: Bitext, language: str, segment: str) -> frozenset[str]:
    """``lang/segment`` of the paragraph of a sentence and of what stands beside it in the other language."""
    edition = bitext.left if bitext.left.language == language else bitext.right
    sentence = edition.sentence(segment)
    return frozenset() if sentence is None else _beside(bitext, edition, {sentence.block})


def section_at(bitext: Bitext, language: str, segment: str) -> frozenset[str]:
    """The same of its section: all under the heading above it, the headings below that one and their text too."""
    edition = bitext.left if bitext.left.language == language else bitext.right
    sentence = edition.sentence(segment)
    return frozenset() if sentence is None else _beside(bitext, edition, section_blocks(edition, sentence.block))


def section_blocks(edition: Edition, block: int) -> set[int]:
    """The numbers of the blocks of the section a block stands in; before the first heading those up to it."""
    first = next((n for n in range(block, -1, -1) if edition.blocks[n].kind == "heading"), None)
    if first is None:
        level, first = 7, 0
    else:
        level = edition.blocks[first].level
    last = next(
        (
            n
            for n in range(first + 1, len(edition.blocks))
            if edition.blocks[n].kind == "heading" and edition.blocks[n].level <= level
        ),
        len(edition.blocks),
    )
    return set(range(first, last))


def _beside(bitext: Bitext, edition: Edition, blocks: Collection[int]) -> frozenset[str]:
    left, right = set(blocks), set(blocks)
    if bitext.left is not bitext.right:
        ours_are_left = edition is bitext.left
        rows = [bead for bead in bitext.block_beads if set(bead.left if ours_are_left else bead.right) & set(blocks)]
        left = {number for bead in rows for number in bead.left}
        right = {number for bead in rows for number in bead.right}
    return frozenset(
        f"{side.language}/{sentence.id}"
        for side, numbers in ((bitext.left, left), (bitext.right, right))
        for number in numbers
        for sentence in side.blocks[number].sentences
    )


def headings_over(edition: Edition, blocks: Iterable[int]) -> list[str]:
    """Segments of the headings nearest above blocks whose text was read, in order; "" where there is none."""
    found = set()
    for block in blocks:
        if edition.blocks[block].kind != "heading":
            found.add(next((n for n in range(block, -1, -1) if edition.blocks[n].kind == "heading"), -1))
    return ["" if n < 0 else edition.blocks[n].sentences[0].id for n in sorted(found)]


def segments_at(wanted: Wanted, bitext: Bitext) -> frozenset[str]:
    """The ids of the segments, of whichever language, that a scope is about; empty where it is about no one place."""
    at = {"paragraph": paragraph_at, "section": section_at}.get(wanted.scope)
    places = at(bitext, wanted.language, wanted.segment) if at is not None else frozenset()
    return frozenset(place.partition("/")[2] for place in places)


# --- what


def exercises_of(
    wanted: Wanted, exercises: Sequence[Exercise], bitext: Bitext, progress: KnowsCards, place: str
) -> list[Exercise]:
    """Those exercises of one article that a scope is about; ``bitext`` is that of the article, ``place`` its id."""
    match wanted.scope:
        case "paragraph":
            return within(exercises, paragraph_at(bitext, wanted.language, wanted.segment), bitext)
        case "section":
            return within(exercises, section_at(bitext, wanted.language, wanted.segment), bitext)
        case "unknown":
            return unknown_words(exercises, progress)
        case "due":
            return due_exercises(exercises, progress, place)
        case _:
            return list(exercises)


def within(exercises: Sequence[Exercise], segments: Collection[str], bitext: Bitext) -> list[Exercise]:
    """The exercises about these sentences (``lang/segment``): all they rest on stands there, headings aside."""
    return [exercise for exercise in exercises if _is_within(exercise, segments, bitext)]


def _is_within(exercise: Exercise, segments: Collection[str], bitext: Bitext) -> bool:
    body = []
    for piece in exercise.evidence:
        edition = next((e for e in (bitext.left, bitext.right) if e.language == piece.lang), None)
        sentence = edition.sentence(piece.seg) if edition is not None else None
        if edition is not None and sentence is not None and edition.blocks[sentence.block].kind != "heading":
            body.append(f"{piece.lang}/{piece.seg}")
    if not body:
        return bool(exercise.evidence) and all(f"{p.lang}/{p.seg}" in segments for p in exercise.evidence)
    return all(name in segments for name in body)


def unknown_words(exercises: Sequence[Exercise], progress: KnowsCards) -> list[Exercise]:
    """The exercises about words that have no card, or one that would soon be forgotten.

    Where the learner has said how well a word is known, that counts; words that are set aside are not among them. On a
    board no word may be called known, nor set aside.
    """
    asked = [(exercise, (card_of(exercise), word_of(exercise))) for exercise in exercises if exercise.is_vocabulary]
    unknown = {key: _is_unknown(key[0], progress, key[1]) for key in {key for _exercise, key in asked}}
    boards = {exercise.id: words_of_board(exercise) for exercise, key in asked if unknown[key]}
    called_known = {
        key: status_by_hand(key[0], progress, key[1]) >= Status.KNOWN or is_set_aside(key[0], progress, key[1])
        for key in {key for words in boards.values() for key in words}
    }
    return [e for e, key in asked if unknown[key] and not any(called_known[word] for word in boards[e.id])]


def _is_unknown(card: str, progress: KnowsCards, lexeme: str) -> bool:
    if is_set_aside(card, progress, lexeme):
        return False
    if said := status_by_hand(card, progress, lexeme):
        return said < Status.KNOWN
    state = progress.state(card)
    return state is None or state.stability < KNOWN_DAYS


# --- what is due; nothing here looks at more than the cards that are


def due_in(pair: str, progress: KnowsCards) -> Sequence[CardState]:
    """The cards of a pair of languages that are due, of whatever article, the longest overdue first."""
    due, resting_cards = progress.due(group=pair), resting(progress)
    return [state for state in due if not rests(state, state.key, resting_cards)] if resting_cards else due


def due_by_article(pair: str | None, progress: KnowsCards) -> dict[str, int]:
    """How many cards of a pair, or of all, are due of each article; empty text: of none that is known."""
    counted = Counter(progress.due_by_place(group=pair))
    now = progress.now()
    for card in resting(progress):
        state = progress.state(card)
        if state is None or not is_due(state, now) or is_set_aside(card, progress) or is_in_steps(state):
            continue
        if pair in (None, state.group):
            counted[state.place] -= 1
    return {place: count for place, count in counted.items() if count > 0}


def count_due(pair: str, progress: KnowsCards) -> int:
    """How many cards of a pair are due."""
    return sum(due_by_article(pair, progress).values())


def due_today(pair: str, progress: KnowsCards) -> int:
    """How many of them the limit of a day still lets through."""
    return len(within_limit(due_in(pair, progress), left_today(progress, pair)))


def due_cards(progress: KnowsCards, pair: str, place: str) -> list[str]:
    """The cards of a pair that are due and were asked last in an article, the longest overdue first."""
    return [state.key for state in due_in(pair, progress) if state.place == place]


def due_places(pair: str, progress: KnowsCards, limit: int = MAX_ARTICLES) -> list[str]:
    """The articles whose cards of a pair are due, those with the most first, at most so many."""
    counted = due_by_article(pair, progress)
    counted.pop("", None)
    return sorted(counted, key=lambda place: (-counted[place], place))[:limit]


def due_exercises(exercises: Sequence[Exercise], progress: KnowsCards, place: str) -> list[Exercise]:
    """The exercises of an article, by its id, whose card is due."""
    now, resting_cards, is_aside = progress.now(), resting(progress), set_aside_of(progress)
    asked = [(exercise, card_of(exercise, place)) for exercise in exercises]
    due: dict[str, bool] = {}
    for card in {card for _exercise, card in asked}:
        state = progress.state(card)
        due[card] = is_due(state, now) and not rests(state, card, resting_cards)
    return [exercise for exercise, card in asked if due[card] and not is_aside(exercise, card)]
