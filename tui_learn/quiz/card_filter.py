"""Which cards are looked for: words, and conditions such as ``is:due``, ``pair:nb:fi`` or ``lapses>3``.

All of them must hold; a ``-`` before one turns it round. Words are looked for in what a card is about and in the title
of its article, capitals and marks aside; quotation marks keep several words together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, get_args

from tui_learn.i18n import gettext as _
from tui_learn.progress.cards import CardState, Status
from tui_learn.quiz.card_names import CardName, card_name
from tui_learn.text.fold import fold_marks

Sorting = Literal["due", "name", "stability", "lapses", "latest"]
SORTINGS: tuple[Sorting, ...] = get_args(Sorting)
NEVER_ASKED = frozenset({Status.IGNORED, Status.WELL_KNOWN})
"""Statuses of cards that are asked no more."""
KNOWN = frozenset({Status.LEARNED, Status.WELL_KNOWN})
_TERM = re.compile(r'(-?)((?:[^\s"]|"[^"]*"?)+)')
_NUMBER = re.compile(r"-?\d{1,6}(?:[.,]\d{1,3})?")
_COMPARED = re.compile(r"([a-z]+)(<=|>=|<|>|=)(.*)", re.DOTALL)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Looked:
    """A card as a filter sees it."""

    state: CardState
    now: datetime
    name: Callable[[], CardName]
    text: Callable[[], str]
    """Its name and the title of its article, folded."""
    is_orphan: Callable[[], bool]


Test = Callable[[Looked], bool]


@dataclass(frozen=True, slots=True)
class CardFilter:
    """Conditions, all of which must hold; and what could not be understood, a line each."""

    tests: tuple[Test, ...] = ()
    problems: tuple[str, ...] = ()
    asks_for_orphans: bool = False
    """Whether it must be known which cards are orphans."""

    def fits(self, looked: Looked) -> bool:
        """Whether a card is among those looked for."""
        return all(test(looked) for test in self.tests)


# --- what is known of a card


def comes(state: CardState) -> datetime:
    """When a card is asked again, apart from suspension."""
    return state.comes or state.due


def is_asked(state: CardState) -> bool:
    """Whether a card comes back at all."""
    return not state.suspended and state.status not in NEVER_ASKED


def folded(text: str) -> str:
    """Text as it is compared: no capitals, no marks."""
    return fold_marks(text.casefold())


_IS: dict[str, Test] = {
    "due": lambda card: is_asked(card.state) and comes(card.state) <= card.now,
    "learning": lambda card: not card.state.learned,
    "suspended": lambda card: card.state.suspended,
    "leech": lambda card: card.state.leech,
    "orphan": lambda card: card.is_orphan(),
    "known": lambda card: card.state.status in KNOWN,
    "ignored": lambda card: card.state.status == Status.IGNORED,
}
_NUMBERS: dict[str, Callable[[Looked], float]] = {
    "due": lambda card: (comes(card.state) - card.now) / _DAY,
    "lapses": lambda card: card.state.lapses,
    "reviews": lambda card: card.state.reviews,
    "stability": lambda card: card.state.stability,
    "difficulty": lambda card: card.state.difficulty,
}
_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
    "=": lambda one, other: one == other,
}
KINDS = ("word", "sentence", "board", "claim", "deck")
STATUSES: Mapping[str, Status] = {
    "0": Status.NONE, "1": Status.NEW, "2": Status.SEEN, "3": Status.FAMILIAR, "4": Status.KNOWN,
    "5": Status.LEARNED, "i": Status.IGNORED, "w": Status.WELL_KNOWN,
}  # fmt: skip
"""By the key that sets it."""


def status_sign(status: Status) -> str:
    """The key that sets a status, which is its mark too; nothing where nothing is known."""
    return next((sign for sign, one in STATUSES.items() if one == status and one), "")


# --- reading what was typed


class _Unknown(Exception):
    """A condition that cannot be understood; the message says what it may be."""


def parse_filter(text: str) -> CardFilter:
    """What was typed, as a filter; what cannot be understood is left aside and told."""
    tests: list[Test] = []
    problems: list[str] = []
    orphans = False
    for found in _TERM.finditer(text):
        minus, term = found[1], found[2]
        if term == "-" or not term.strip('"'):
            continue
        try:
            test = _test_of(term)
        except _Unknown as error:
            problems.append(str(error))
            continue
        orphans = orphans or term.casefold() == "is:orphan"
        tests.append(_turned(test) if minus else test)
    return CardFilter(tuple(tests), tuple(dict.fromkeys(problems)), orphans)


def _turned(test: Test) -> Test:
    return lambda card: not test(card)


def _test_of(term: str) -> Test:
    word, colon, value = term.partition(":")
    value = value.strip('"').casefold()
    if colon and not term.startswith('"') and word.casefold() in _NAMED:
        return _NAMED[word.casefold()](value)
    compared = _COMPARED.fullmatch(term)
    if compared is not None and compared[1] in _NUMBERS:
        return _number(compared[1], compared[2], compared[3])
    wanted = folded(" ".join(term.replace('"', "").split()))
    return lambda card: wanted in card.text()


def _is(value: str) -> Test:
    if value not in _IS:
        message = _('"is:{word}" means nothing here; after "is:" stands one of {words}')
        raise _Unknown(message.format(word=value, words=", ".join(_IS)))
    return _IS[value]


def _kind(value: str) -> Test:
    if value not in KINDS:
        message = _('"kind:{word}" means nothing here; after "kind:" stands one of {words}')
        raise _Unknown(message.format(word=value, words=", ".join(KINDS)))
    return lambda card: card.name().sort == value


def _pair(value: str) -> Test:
    known, colon, learned = value.partition(":")
    if not (known and colon and learned):
        raise _Unknown(_('write "pair:known:learned", for example pair:nb:fi'))
    return lambda card: (card.name().pair or card.state.group).casefold() == value


def _status(value: str) -> Test:
    if value not in STATUSES:
        message = _('"status:{word}" means nothing here; after "status:" stands one of {words}')
        raise _Unknown(message.format(word=value, words=", ".join(STATUSES)))
    return lambda card: card.state.status == STATUSES[value]


def _number(name: str, sign: str, value: str) -> Test:
    if not _NUMBER.fullmatch(value):
        message = _('after "{condition}" stands a number, for example {condition}3')
        raise _Unknown(message.format(condition=name + sign))
    of, compare, wanted = _NUMBERS[name], _COMPARISONS[sign], float(value.replace(",", "."))
    return lambda card: compare(of(card), wanted)


_NAMED: dict[str, Callable[[str], Test]] = {"is": _is, "kind": _kind, "pair": _pair, "status": _status}


# --- looking


def select(
    states: Iterable[CardState],
    wanted: CardFilter,
    *,
    now: datetime,
    order: Sorting = "due",
    title_of: Callable[[str], str] = str,
    orphans: Collection[str] = (),
    texts: dict[str, str] | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> list[str]:
    """The keys of the cards that fit, in an order; ``title_of`` gives the title of an article by its place.

    ``texts`` keeps what was made for searching, by key, from one call to the next. ``stop`` is asked now and then; once
    it says so, the rest is left out.
    """
    kept = {} if texts is None else texts
    found: list[tuple[Any, str]] = []
    rank = _RANKS[order]
    for number, state in enumerate(states):
        if number % 1000 == 0 and stop():
            break
        if not wanted.tests or wanted.fits(_looked(state, now, title_of, orphans, kept)):
            found.append((rank(state), state.key))
    found.sort()
    return [key for _rank, key in found]


def _looked(
    state: CardState,
    now: datetime,
    title_of: Callable[[str], str],
    orphans: Collection[str],
    texts: dict[str, str],
) -> Looked:
    key = state.key

    def text() -> str:
        if key not in texts:
            texts[key] = folded(f"{card_name(key).title} {title_of(state.place)}")
        return texts[key]

    return Looked(state, now, lambda: card_name(key), text, lambda: key in orphans)


_LAST = datetime.max.replace(tzinfo=UTC)
_RANKS: dict[Sorting, Callable[[CardState], Any]] = {
    "due": lambda state: comes(state) if is_asked(state) else _LAST,
    "name": lambda state: folded(card_name(state.key).title),
    "stability": lambda state: state.stability,
    "lapses": lambda state: -state.lapses,
    "latest": lambda state: -state.last_review.timestamp(),
}


def sorting_name(order: Sorting) -> str:
    """What an order is called."""
    return {
        "due": _("due first"),
        "name": _("by name"),
        "stability": _("weakest first"),
        "lapses": _("most lapses first"),
        "latest": _("latest answer first"),
    }[order]
