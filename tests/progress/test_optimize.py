"""Weights fitted to learners who forget otherwise than most."""

from __future__ import annotations

import importlib.util
import math
import random
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from tui_learn.progress.cards import UNSEEN, Phase
from tui_learn.progress.events import Event, Kind
from tui_learn.progress.optimize import (
    INSTALL,
    MINIMUM,
    Fitted,
    Foretold,
    History,
    MissingExtra,
    NotFitted,
    fit,
    foretell,
    histories,
    quality,
)
from tui_learn.progress.options import DEFAULT_WEIGHTS, ScheduleOptions
from tui_learn.progress.schedule import DAY, retrievability, review_memory, scheduler

needs_extra = pytest.mark.skipif(importlib.util.find_spec("fsrs_rs_python") is None, reason="needs the extra optimize")

OPTIONS = ScheduleOptions()
START = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)


def changed(*changes: tuple[int, float]) -> ScheduleOptions:
    """Options with other weights, by number."""
    weights = list(DEFAULT_WEIGHTS)
    for number, weight in changes:
        weights[number] = weight
    return ScheduleOptions(weights=tuple(weights))


LEARNERS = {
    "forgets sooner": changed((0, 0.08), (1, 0.4), (2, 0.8), (3, 3.0), (8, 1.3)),
    "forgets later": changed((0, 0.8), (1, 4.0), (2, 9.0), (3, 30.0), (8, 2.4)),
    "gains little by hard answers": changed((2, 4.5), (3, 20.0), (15, 0.1), (8, 2.3), (20, 0.3)),
}


def learner(true: ScheduleOptions, cards: int, seed: int = 1) -> list[History]:
    """Cards of somebody whose memory is as ``true`` says, asked when the defaults say or somewhat later."""
    rng = random.Random(seed)
    found: list[History] = []
    for _ in range(cards):
        at = 20_500 * DAY + rng.randrange(100 * DAY)
        asked, memory = UNSEEN, UNSEEN
        history = []
        for _review in range(8):
            if not memory.reviews:
                rating = rng.choices((1, 2, 3, 4), (24, 10, 55, 11))[0]
            elif rng.random() < retrievability(memory, at, true):
                rating = rng.choices((2, 3, 4), (10, 80, 10))[0]
            else:
                rating = 1
            history.append((at, rating))
            asked, memory = review_memory(asked, rating, at, OPTIONS), review_memory(memory, rating, at, true)
            at = asked.due + rng.randrange(2 * DAY if asked.phase == Phase.REVIEW else 60_000)
        found.append(history)
    return found


@needs_extra
@pytest.mark.parametrize("name", LEARNERS)
def test_fitted_weights_foretell_answers_they_have_not_seen(name: str) -> None:
    true = LEARNERS[name]
    done: list[float] = []
    fitted = fit(learner(true, 400), OPTIONS, done.append)
    assert isinstance(fitted, Fitted)
    assert fitted.is_better
    assert done == sorted(done)
    assert done[-1] == 1
    others = learner(true, 400, seed=2)
    plain, own, best = (quality(foretell(others, o)) for o in (OPTIONS, _with(fitted.weights), true))
    assert own.log_loss < plain.log_loss
    assert own.rmse < plain.rmse
    # At least half of what could be had is had.
    assert own.log_loss - best.log_loss < 0.5 * (plain.log_loss - best.log_loss)
    # What was promised is what came.
    gain = plain.log_loss - own.log_loss
    assert fitted.before.log_loss - fitted.after.log_loss == pytest.approx(gain, abs=0.006)
    assert fitted.before.reviews == fitted.after.reviews == fitted.reviews > MINIMUM


def _with(weights: Sequence[float]) -> ScheduleOptions:
    return ScheduleOptions(weights=tuple(weights))


@needs_extra
def test_weights_are_those_that_fsrs_takes() -> None:
    # Nobody forgets anything: the weights run into their bounds.
    never = [[(at, 4) for at, _rating in card] for card in learner(OPTIONS, 200)]
    fitted = fit(never, OPTIONS)
    assert scheduler(_with(fitted.weights)).parameters == fitted.weights
    assert all(weight == round(weight, 4) for weight in fitted.weights)
    ScheduleOptions.from_json(_with(fitted.weights).to_json())


@needs_extra
def test_somebody_like_most_keeps_the_defaults_or_nearly() -> None:
    fitted = fit(learner(OPTIONS, 400), OPTIONS)
    assert abs(fitted.before.log_loss - fitted.after.log_loss) < 0.01


@needs_extra
def test_one_card_alone_is_foretold_with_the_defaults() -> None:
    fitted = fit([[(20_500 * DAY + n * DAY, 3 if n % 7 else 1) for n in range(MINIMUM + 1)]], OPTIONS)
    assert fitted.before == fitted.after
    assert not fitted.is_better


@needs_extra
def test_the_same_answers_give_the_same_weights() -> None:
    cards = learner(LEARNERS["forgets later"], 150)
    assert fit(cards, OPTIONS) == fit(cards, OPTIONS)


@needs_extra
def test_too_few_answers_are_told() -> None:
    with pytest.raises(NotFitted, match=rf"{MINIMUM} answers .* there are 0"):
        fit([], OPTIONS)
    same_day = [[(20_500 * DAY + n * 60_000, 3) for n in range(500)]]
    with pytest.raises(NotFitted, match="there are 0"):
        fit(same_day, OPTIONS)
    daily = [[(20_500 * DAY + n * DAY, 3) for n in range(MINIMUM)]]
    with pytest.raises(NotFitted, match=f"there are {MINIMUM - 1}"):
        fit(daily, OPTIONS)


def test_a_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsrs_rs_python", None)
    with pytest.raises(MissingExtra, match="tui-learn") as raised:
        fit([], OPTIONS)
    assert INSTALL in str(raised.value)


@needs_extra
def test_what_is_foretold_is_what_the_package_foretells() -> None:
    """The fit is of the same model as the schedule: log losses without its weights of age agree."""
    import fsrs_rs_python as package

    loss, count = 0.0, 0
    cards = learner(OPTIONS, 40)
    model = package.FSRS(list(DEFAULT_WEIGHTS))
    for card in cards:
        reviews: list[package.FSRSReview] = []
        last = card[0][0]
        for at, rating in card:
            days = (at - last) // DAY
            reviews.append(package.FSRSReview(rating, days))
            last = at
            if days:
                loss += model.evaluate([package.FSRSItem(reviews)]).log_loss
                count += 1
    ours = quality(foretell(cards, OPTIONS))
    assert ours.reviews == count
    assert ours.log_loss == pytest.approx(loss / count, abs=1e-4)


def test_quality_by_hand() -> None:
    like = Foretold(0.8, True, 3, 2, 0)
    miss = Foretold(0.8, False, 3, 2, 0)
    found = quality([like, like, like, miss])
    assert found.reviews == 4
    assert found.log_loss == pytest.approx(-(3 * math.log(0.8) + math.log(0.2)) / 4)
    assert found.rmse == pytest.approx(0.05)
    elsewhere = Foretold(0.5, True, 100, 2, 1)
    assert quality([like, miss, elsewhere, elsewhere]).rmse == pytest.approx(math.sqrt((0.3**2 + 0.5**2) / 2))
    assert math.isfinite(quality([Foretold(1.0, False, 1, 1, 0)]).log_loss)
    assert quality([]).reviews == 0


def test_histories_are_of_cards_and_begin_anew_when_forgotten() -> None:
    def happened(number: int, card: str, kind: Kind = "review", rating: int = 3, part: str = "") -> Event:
        at = START + timedelta(days=number)
        return Event(f"w-{number:04}-0", card, rating, at, 0, None, kind, "", "", "", part=part)

    events = [
        happened(3, "a", rating=4),
        happened(1, "a"),
        happened(2, "b", rating=1),
        happened(4, "a", "practice"),
        happened(5, "a", "forget", 0),
        happened(6, "a", rating=2),
        happened(7, "c", rating=3, part="p"),
        happened(8, "c", rating=3, part="p"),
        happened(9, "c", rating=3, part="p"),
    ]
    found = histories(events)
    assert [[rating for _at, rating in card] for card in found] == [[3, 4], [1], [2], [3]]
    assert [[(at // DAY) % 100 for at, _rating in card] for card in found] == [[18, 20], [19], [23], [26]]
