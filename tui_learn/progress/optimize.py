"""Weights of FSRS fitted to a learner's own answers, by the package ``fsrs-rs-python`` (the extra ``optimize``).

Fitting is that of FSRS-6 (Ye et al., https://github.com/open-spaced-repetition/fsrs-rs): gradient descent on the log
loss of reviews at least a day apart, held to the defaults where answers are few. Whether it was worth while is measured
on cards the weights were not fitted to: each fifth of the cards is foretold with weights fitted to the others.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from types import ModuleType

from tui_learn.i18n import gettext as _
from tui_learn.progress.cards import UNSEEN, Rating, in_milliseconds
from tui_learn.progress.events import Event
from tui_learn.progress.options import DEFAULT_WEIGHTS, ScheduleOptions
from tui_learn.progress.schedule import DAY, retrievability, review_memory
from tui_learn.progress.sets import joined_reviews

MINIMUM = 400
"""Reviews at least a day after the one before. With fewer, fitted weights foretell no better than the defaults; Anki
asked for as many for long."""
PARTS = 5
"""Cards are foretold in so many parts, each with weights fitted to the other parts."""
INSTALL = "pip install 'tui-learn[optimize]'"

History = Sequence[tuple[int, int]]
"""A card's reviews in order of time: milliseconds since 1970, and ratings 1 to 4."""
_NEARLY = 1e-6
"""No chance is taken to be nearer to 0 or 1: one surprise would weigh more than all the rest."""


class NotFitted(Exception):
    """No weights could be found; says why and what to do."""


class MissingExtra(NotFitted):
    """The package that fits is not installed."""

    def __init__(self) -> None:
        message = _("fitting the schedule needs a package that is not installed; get it with: {command}")
        super().__init__(message.format(command=INSTALL))


@dataclass(frozen=True, slots=True)
class Quality:
    """How well weights foretell which reviews, at least a day after the one before, are right; 0 would be perfect."""

    reviews: int
    log_loss: float
    """Mean of ``-log(chance given to what happened)``, natural."""
    rmse: float
    """RMSE (bins): how far the mean chance is from the part that was right, over bins of alike reviews, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights, and how well they and those of now foretell answers of cards that they were not fitted to."""

    weights: tuple[float, ...]
    reviews: int
    before: Quality
    after: Quality

    @property
    def is_better(self) -> bool:
        """Whether the weights are worth taking."""
        return self.after.log_loss < self.before.log_loss


def histories(events: Iterable[Event]) -> list[History]:
    """The reviews of each card, sets joined; a card that was forgotten by hand begins anew.

    Events that were taken back are left out by the caller; those that are neither reviews nor ``forget`` count for
    nothing.
    """
    cards: dict[tuple[str, int], list[Event]] = defaultdict(list)
    begun: dict[str, int] = defaultdict(int)
    for event in sorted(events, key=lambda event: (event.at, event.id)):
        if event.kind == "forget":
            begun[event.card] += 1
        elif event.kind == "review":
            cards[(event.card, begun[event.card])].append(event)
    return [[(in_milliseconds(at), int(rating)) for at, rating in joined_reviews(of)] for of in cards.values()]


def fit(
    cards: Sequence[History],
    options: ScheduleOptions,
    report: Callable[[float], None] = lambda _done: None,
) -> Fitted:
    """Weights for ``options`` fitted to all of the cards; ``report`` is told which part, 0 to 1, is done.

    Slow where answers are many (some seconds for a hundred thousand): for a thread. Raises ``NotFitted`` where
    there are too few answers, or none that tell anything, and ``MissingExtra``.
    """
    package = _package()
    there = sum(1 for _last, _item in _reviews_to_foretell(cards))
    if there < MINIMUM:
        message = _("fitting needs {needed} answers given at least a day after the one before; there are {there} yet")
        raise NotFitted(message.format(needed=MINIMUM, there=there))
    after: list[Foretold] = []
    before: list[Foretold] = []
    for number in range(PARTS):
        others = [card for place, card in enumerate(cards) if place % PARTS != number]
        theirs = replace(options, weights=_weights(package, others, options))
        after += foretell(cards[number::PARTS], theirs)
        before += foretell(cards[number::PARTS], options)
        report((number + 1) / (PARTS + 1))
    weights = _weights(package, cards, options)
    report(1.0)
    return Fitted(weights, there, quality(before), quality(after))


def _package() -> ModuleType:
    try:
        import fsrs_rs_python
    except ImportError as error:
        raise MissingExtra from error
    return fsrs_rs_python


def _weights(package: ModuleType, cards: Sequence[History], options: ScheduleOptions) -> tuple[float, ...]:
    """Weights fitted to cards, to four places and within what FSRS allows."""
    from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

    # In order of time: what was answered lately weighs more.
    ordered = sorted(_reviews_to_foretell(cards), key=lambda found: found[0])
    reviews = {(rating, days): package.FSRSReview(rating, days) for _last, item in ordered for rating, days in item}
    items = [package.FSRSItem([reviews[review] for review in item]) for _last, item in ordered]
    try:
        found = package.FSRS(list(DEFAULT_WEIGHTS)).compute_parameters(
            items, num_relearning_steps=len(options.relearning_steps)
        )
    except ValueError as error:
        raise NotFitted(_("no weights fit your answers ({reason}); try again later").format(reason=error)) from error
    if len(found) != len(DEFAULT_WEIGHTS) or not all(map(math.isfinite, found)):
        raise NotFitted(_("no weights fit your answers; try again when there are more"))
    bounds = zip(found, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
    return tuple(min(max(round(float(weight), 4), low), high) for weight, low, high in bounds)


def _reviews_to_foretell(cards: Iterable[History]) -> Iterator[tuple[int, Sequence[tuple[int, int]]]]:
    """Each review at least a day after the one before: its time, and it and all before as (rating, days since)."""
    for card in cards:
        so_far: list[tuple[int, int]] = []
        last = None
        for at, rating in card:
            days = 0 if last is None else max(0, at - last) // DAY
            so_far.append((rating, days))
            last = at
            if days:
                yield at, tuple(so_far)


# --- how well it is foretold


@dataclass(frozen=True, slots=True)
class Foretold:
    """A review at least a day after the one before."""

    chance: float
    """0 to 1, as it was foretold."""
    right: bool
    days: int
    """Since the review before."""
    reviews: int
    """Before it."""
    lapses: int


def foretell(cards: Iterable[History], options: ScheduleOptions) -> list[Foretold]:
    """What the schedule expects of each review at least a day after the one before, replayed."""
    found = []
    for card in cards:
        memory = UNSEEN
        for at, rating in card:
            days = (at - memory.last) // DAY if memory.reviews else 0
            if days > 0:
                chance = retrievability(memory, at, options)
                found.append(Foretold(chance, rating > Rating.AGAIN, days, memory.reviews, memory.lapses))
            memory = review_memory(memory, rating, at, options)
    return found


def quality(foretold: Sequence[Foretold]) -> Quality:
    """Log loss, and RMSE (bins) over reviews of like age, number and lapses, as the benchmark of FSRS has them.

    See https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Metric.
    """
    if not foretold:
        return Quality(0, 0.0, 0.0)
    loss = 0.0
    bins: dict[tuple[float, float, float], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for one in foretold:
        chance = min(max(one.chance, _NEARLY), 1 - _NEARLY)
        loss -= math.log(chance if one.right else 1 - chance)
        days, reviews = _bin(one.days, 2.48, 3.62), _bin(one.reviews, 1.99, 1.89)
        sums = bins[(days, reviews, _bin(one.lapses, 1.65, 1.73))]
        sums[0] += 1
        sums[1] += one.chance
        sums[2] += one.right
    squares = sum((expected - right) ** 2 / count for count, expected, right in bins.values())
    return Quality(len(foretold), loss / len(foretold), math.sqrt(squares / len(foretold)))


def _bin(number: int, scale: float, base: float) -> float:
    """The bin of a number: bins grow with it by ``base``."""
    return round(scale * base ** math.floor(math.log(number, base)), 2) if number else 0.0
