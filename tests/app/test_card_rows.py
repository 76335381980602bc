"""What the card browser says of a card."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tui_learn.app.card_rows import days_in_words, due_in_words, history_lines, memory_lines, row_of, wrapped
from tui_learn.app.cells import width_of
from tui_learn.progress import CardState, Progress, Rating
from tui_learn.progress.cards import Status

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
KIRJA = "word/nb:fi/recognise/kirjoja"


class Later:
    """A clock that goes on by a second each time it is asked."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def state(**more: Any) -> CardState:
    fields: dict[str, Any] = {
        "key": KIRJA, "due": NOW, "stability": 5.0, "difficulty": 4.0, "learned": True, "reviews": 3, "lapses": 0,
        "last_review": NOW, "comes": NOW, **more,
    }  # fmt: skip
    return CardState(**fields)


@pytest.mark.parametrize(
    ("wait", "learned", "expected"),
    [
        (timedelta(0), True, "now"),
        (timedelta(days=-400), True, "now"),
        (timedelta(minutes=9), False, "in 9 min"),
        (timedelta(hours=3), False, "in 3 h"),
        (timedelta(hours=16), True, "tomorrow"),
        (timedelta(days=1, hours=16), True, "in 2 days"),
        (timedelta(days=60), True, "in 60 days"),
        (timedelta(days=100), True, "in 3 months"),
        (timedelta(days=36500), True, "in 100 years"),
    ],
)
def test_when_a_card_comes(wait: timedelta, learned: bool, expected: str) -> None:
    found = due_in_words(state(comes=NOW + wait, learned=learned), NOW)
    assert found == expected
    assert len(found) <= 12


def test_rows() -> None:
    def title_of(place: str) -> str:
        return {"library": "Byens bibliotek"}.get(place, "")

    assert due_in_words(state(suspended=True), NOW) == "suspended"
    assert due_in_words(state(status=Status.IGNORED), NOW) == "ignored"
    leech = row_of(KIRJA, state(lapses=8, leech=True, status=Status.SEEN), NOW, title_of)
    assert (leech.lapses, leech.status, leech.quiet) == ("8 !", "2", False)
    assert row_of(KIRJA, state(suspended=True), NOW, title_of).quiet
    assert row_of(KIRJA, None, NOW, title_of).due == "new"
    assert row_of("claim/nb:fi/statements/library", None, NOW, title_of).name == "statements of Byens bibliotek"
    assert row_of("claim/nb:fi/statements/gone", None, NOW, title_of).name == "statements of gone"
    assert [days_in_words(days) for days in (0.04, 5, 400, 36500)] == ["0.0 d", "5 d", "400 d", "100.0 y"]


def test_the_history_tells_everything(own_home: Path) -> None:
    progress = Progress(own_home / "progress", clock=Later())
    progress.record(KIRJA, Rating.GOOD, group="nb:fi", place="library", at=NOW - timedelta(days=9), milliseconds=4200)
    progress.record(KIRJA, Rating.AGAIN, practice=True, hints=2, answer="kissa")
    progress.suspend([KIRJA])
    progress.resume([KIRJA])
    progress.bury([KIRJA])
    progress.set_due([KIRJA], 3)
    progress.set_status([KIRJA], Status.WELL_KNOWN)
    progress.set_status([KIRJA], None)
    progress.move(KIRJA, "word/nb:fi/recognise/kirja")
    progress.forget(["word/nb:fi/recognise/kirja"])
    events = progress.history("word/nb:fi/recognise/kirja")
    lines = [text for text, _how in history_lines(events)]
    told = "\n".join(reversed(lines))
    parts = ["good", "answered: kissa", "practice: again  2 hints", "suspended", "resumed", "put off until 2026-03-06",
             "due set to 2026-03-08", "status set to w", "status as it follows", "begun anew"]  # fmt: skip
    assert [part for part in parts if part not in told] == []
    places = [told.index(part) for part in parts]
    assert places == sorted(places)
    moved = replace(events[0], kind="move", rating=0, value="word/nb:fi/recognise/kirja")
    assert "put on to: kirja" in history_lines([moved])[0][0]


@pytest.mark.parametrize("width", [4, 7, 20])
def test_lines_are_broken_between_words(width: int) -> None:
    lines = [
        ("    yksi kaksi kolme neljä", "text"),
        ("", "text"),
        ("長い長い長い長い長い", "quiet"),
        ("a" * 30, "strong"),
    ]
    found = wrapped(lines, width)

    assert all(width_of(text) <= max(width, 4) for text, _how in found)
    assert "".join("".join(text.split()) for text, _how in found) == "".join(
        "".join(text.split()) for text, _how in lines
    )


def test_the_memory_of_a_card() -> None:
    told = "\n".join(text for text, _how in memory_lines(KIRJA, state(lapses=1), NOW, 0.874, "Byens bibliotek"))
    for part in ("word · recognise · norsk bokmål · suomi", "Byens bibliotek", "Comes now", "87 %", "stability 5 d",
                 "4.0 of 10", "3 reviews", "forgotten 1 time"):  # fmt: skip
        assert part in told
    told = "\n".join(text for text, _how in memory_lines(KIRJA, state(suspended=True, leech=True), NOW, 0.5, ""))
    assert "Not asked: suspended" in told
    assert "a leech" in told
    by_hand = state(status=Status.KNOWN, by_hand=True)
    assert "status 4, set by hand" in "\n".join(text for text, _how in memory_lines(KIRJA, by_hand, NOW, 0.5, ""))
    assert "asked as a new card" in memory_lines(KIRJA, None, NOW, 0.0, "")[-1][0]
