"""How much is asked in a day, and what is not asked today, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext
from tui_learn.progress import CardState, Event
from tui_learn.progress.cards import CardRow, in_milliseconds
from tui_learn.progress.counters import LEARNED, DayCounters
from tui_learn.progress.fold import NOT_ASKED
from tui_learn.progress.options import ScheduleOptions
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.word_cards import own_card, spelling, word_card, word_key
from tui_learn.text.fold import fold

_OTHER = {"recognise": "produce", "produce": "recognise"}
_DAY = timedelta(days=1)


class KnowsStates(Protocol):
    """What is known of a card."""

    def state(self, card: str) -> CardState | None: ...

    def row(self, card: str) -> CardRow | None: ...


class KnowsToday(KnowsStates, Protocol):
    """What was answered today; ``tui_learn.progress.Progress`` knows it."""

    @property
    def options(self) -> ScheduleOptions: ...

    def day(self, at: datetime | None = None) -> str: ...

    def today(self, at: datetime | None = None, *, group: str | None = None) -> int: ...

    def new_today(self, at: datetime | None = None, *, group: str | None = None) -> int: ...

    def counters(self) -> DayCounters: ...

    def attempts(self, *, practice: bool = False, last: int | None = None) -> list[Event]: ...


@dataclass(frozen=True, slots=True)
class Left:
    """How many cards of a pair of languages may still be asked today."""

    new: int
    reviews: int
    """Of cards past the learning steps; what is being learnt comes back whatever the limit."""


@dataclass(frozen=True, slots=True)
class Held:
    """How many cards a session would have, were it not for what is said here."""

    new: int = 0
    """The limit of new cards a day."""
    reviews: int = 0
    """The limit of reviews a day."""
    set_aside: int = 0
    """Suspended, or words that are ignored or well known: not even asked where a number of questions is wanted."""


NOTHING_HELD = Held()


def left_today(progress: KnowsToday, pair: str) -> Left:
    """What the options allow, less what was done since the learner's day began."""
    options = progress.options
    reviews = progress.counters().total(LEARNED, day=progress.day(), group=pair)
    return Left(
        max(0, options.new_a_day - progress.new_today(group=pair)),
        max(0, options.reviews_a_day - reviews),
    )


# --- which cards


def is_in_steps(state: CardState) -> bool:
    """Whether a card is being learnt: it comes back within the day."""
    return state.due - state.last_review < _DAY


def is_due(state: CardState | None, now: datetime) -> bool:
    """Whether it is time for a card that was asked before, suspended or not."""
    return state is not None and (state.comes or state.due) <= now


def other_direction(card: str) -> str:
    """The card that asks for the same word or sentence the other way round; empty for any other card."""
    parts = card.split("/", 3)
    if len(parts) == 4 and parts[0] in ("word", "sentence") and parts[2] in _OTHER:
        return "/".join([*parts[:2], _OTHER[parts[2]], parts[3]])
    return ""


def word_as_such(card: str, lexeme: str = "") -> str:
    """The card of the word a word's card is about, in whatever form and from whatever language; empty for any other.

    ``lexeme`` is the key of the word; where it is not known, the form is taken for it.
    """
    parts = word_card(card)
    own = own_card(parts.learned, lexeme or parts.form) if parts is not None else ""
    return own if own != card else ""


def word_of(exercise: Exercise) -> str:
    """The key of the word a question with a word's card is about: by its dictionary form, else as it is asked for."""
    parts = word_card(exercise.target)
    if parts is None:
        return ""
    return word_key(exercise.lexeme, parts.learned) or spelling(parts, (exercise.correction, exercise.key))


def _is_anothers(card: str, row: CardRow, lexeme: str) -> bool:
    """Whether a card that asks for a form in one language is the card of a word as such that differs from ``lexeme`` in
    marks alone: then a status was set of that word."""
    parts = word_card(card)
    if parts is None or not parts.is_own or row.memory.reviews or lexeme in ("", parts.form):
        return False
    return fold(lexeme, parts.learned) == parts.form


def is_set_aside(card: str, progress: KnowsStates, lexeme: str = "") -> bool:
    """Whether a card is never asked: it is suspended, or its word, either way round, is ignored or well known.

    What was said of the word as such counts for all forms of its ``lexeme``, which is the key of the word.
    """
    row = progress.row(card)
    if row is not None and row.suspended:
        return True
    other = other_direction(card)
    for key, there in ((card, row), (other, progress.row(other) if other else None)):
        if there is not None and there.status in NOT_ASKED and not _is_anothers(key, there, lexeme):
            return True
    own = word_as_such(card, lexeme)
    word = progress.row(own) if own else None
    return word is not None and word.status in NOT_ASKED


def words_of_board(exercise: Exercise) -> list[tuple[str, str]]:
    """The words of the learned language on a board of words, each by the card of its form and its key.

    Of a deck that does not tell dictionary forms, the words as they stand. A board's own card tells but one of them.
    """
    learned = exercise.pair.partition(":")[2]
    if exercise.type != "match" or not exercise.is_vocabulary or not learned:
        return []
    rights = [right for _left, right in exercise.pairs]
    lexemes = exercise.lexeme.split("; ")
    if len(lexemes) != len(rights):
        lexemes = [word_key(right, learned) for right in rights]
    cards = [f"word/{exercise.pair}/recognise/{fold(right, learned)}" for right in rights]
    return list(zip(cards, lexemes, strict=True))


def set_aside_of(progress: KnowsStates) -> Callable[[Exercise, str], bool]:
    """Says of exercises with their cards whether they are never asked: of words that share a card, one may be.

    A board is not asked as long as one of its words is not.
    """
    found: dict[tuple[str, str], bool] = {}

    def is_aside(exercise: Exercise, card: str) -> bool:
        return any(map(is_word_aside, [(card, word_of(exercise)), *words_of_board(exercise)]))

    def is_word_aside(key: tuple[str, str]) -> bool:
        if key not in found:
            found[key] = is_set_aside(key[0], progress, key[1])
        return found[key]

    return is_aside


def is_put_off(card: str, progress: KnowsStates, now: datetime) -> bool:
    """Whether a card that was never asked is to be left alone until later."""
    row = progress.row(card)
    return row is not None and not row.memory.reviews and row.comes > in_milliseconds(now)


def status_by_hand(card: str, progress: KnowsStates, lexeme: str = "") -> int:
    """How well the learner has said a word is known, of this card or of the other way round; 0: nothing was said.

    What was said of the word as such, by its key ``lexeme``, counts until the card is reviewed.
    """
    reviewed = 0
    for key in (card, other_direction(card)):
        row = progress.row(key) if key else None
        if row is not None and row.status and not _is_anothers(key, row, lexeme):
            return row.status
        reviewed = max(reviewed, 0 if row is None else row.memory.last)
    own = word_as_such(card, lexeme)
    word = progress.row(own) if own else None
    return word.status if word is not None and word.last_event >= reviewed else 0


def resting(progress: KnowsToday) -> frozenset[str]:
    """Cards that rest until tomorrow because the same was asked the other way round today."""
    count = progress.today()
    asked = {attempt.card for attempt in progress.attempts(last=count)} if count else set()
    return frozenset(other for card in asked if (other := other_direction(card)) and progress.state(card) is not None)


def rests(state: CardState | None, card: str, resting_cards: frozenset[str]) -> bool:
    """Whether a card rests today; one that is being learnt comes back all the same."""
    return card in resting_cards and (state is None or not is_in_steps(state))


def within_limit(due: Iterable[CardState], left: Left) -> list[CardState]:
    """Those due cards that are still asked today, in the order in which they are given."""
    found: list[CardState] = []
    room = left.reviews
    for state in due:
        if is_in_steps(state):
            found.append(state)
        elif room:
            found.append(state)
            room -= 1
    return found


# --- what the learner is told


def told(held: Held, left: Left, options: ScheduleOptions) -> list[str]:
    """Why there is no more: lines for the end of a session, or for where none begins."""
    lines = []
    if held.new and not left.new:
        count = options.new_a_day
        done = ngettext(
            "Today's {count} new card is done; more come tomorrow.",
            "Today's {count} new cards are done; more come tomorrow.",
            count,
        ).format(count=count)
        lines.append(done if count else _("No new cards are begun: the options of the schedule allow none."))
    if held.reviews and not left.reviews:
        count = held.reviews
        lines.append(
            ngettext(
                "Today's reviews are done; {count} due card waits until tomorrow.",
                "Today's reviews are done; {count} due cards wait until tomorrow.",
                count,
            ).format(count=count)
        )
    return [*lines, *_told_aside(held)]


def _told_aside(held: Held) -> Sequence[str]:
    count = held.set_aside
    if not count:
        return ()
    text = ngettext(
        "{count} card is not asked: it is suspended, or its word is ignored or well known.",
        "{count} cards are not asked: they are suspended, or their words are ignored or well known.",
        count,
    )
    return (text.format(count=count),)
