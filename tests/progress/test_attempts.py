"""What is kept of an answer besides its rating, and what is read from memory."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tui_learn.progress import Progress, Rating, Status
from tui_learn.progress.snapshot import read_snapshot


@pytest.fixture
def progress(tmp_path: Path) -> Progress:
    return Progress(tmp_path)


def test_what_was_asked_is_kept(progress: Progress) -> None:
    progress.record("a", Rating.AGAIN, item="v1-1", kind="V1", answer="x" * 201, part="p", hints=2, milliseconds=900)
    for reader in (progress, Progress(progress.folder)):
        (event,) = reader.attempts()
        assert (event.item, event.code, event.answer, event.part, event.hints) == ("v1-1", "V1", "x" * 200, "p", 2)
    (document,) = progress.db.table("reviews").all()
    assert {"item", "code", "answer", "part", "hints"} <= set(document)


def test_attempts_are_first_ones_in_order_of_time(progress: Progress) -> None:
    first = progress.record("a", Rating.GOOD)
    progress.record("b", Rating.GOOD, practice=True)
    second = progress.record("c", Rating.GOOD)
    taken_back = progress.record("d", Rating.GOOD)
    progress.undo(taken_back)
    replaced = progress.record("a", Rating.AGAIN, replaces=first)
    assert [event.id for event in progress.attempts()] == [second, replaced]
    assert len(progress.attempts(practice=True)) == 3


def test_states_are_those_of_the_cards(progress: Progress) -> None:
    progress.record("a", Rating.GOOD)
    progress.record("b", Rating.GOOD, practice=True)
    states = progress.states()
    assert states == {"a": progress.state("a")}


def test_what_is_recalled_from_memory_is_what_is_on_disk(progress: Progress) -> None:
    progress.remember("list", [1])
    progress.record("a", Rating.GOOD)
    recalled = progress.recall("list")
    recalled.append(2)
    assert progress.recall("list") == [1]
    other = Progress(progress.folder)
    other.remember("list", [3])
    assert progress.recall("list") == [3]
    assert progress.recall("nothing", "x") == "x"
    progress.remember("none", None)
    assert progress.recall("none", "x") is None


def test_what_was_decided_of_cards_never_reviewed_can_be_found(progress: Progress) -> None:
    progress.record("seen", Rating.GOOD)
    progress.suspend(["put aside"])
    (known,) = progress.set_status(["word"], Status.WELL_KNOWN)
    assert progress.state("put aside") is None
    assert set(progress.states()) == {"seen"}
    decided = progress.states(decided=True)
    assert set(decided) == {"seen", "put aside", "word"}
    assert len(decided) == 3
    assert decided["put aside"].suspended
    assert decided["put aside"].reviews == 0
    state = progress.state("word", decided=True)
    assert state is not None
    assert state.status is Status.WELL_KNOWN
    progress.undo(known)
    assert progress.state("word", decided=True) is None
    progress.resume(["put aside"])
    assert set(progress.states(decided=True)) == {"seen"}


def test_a_grade_that_is_changed_is_as_if_it_had_been_given_so(tmp_path: Path) -> None:
    now = [datetime(2026, 3, 5, 12, tzinfo=UTC)]
    with Progress(tmp_path / "one", clock=lambda: now[0]) as progress:
        for number in range(40):
            card = f"word/{number}"
            for _review in range(3):
                progress.record(card, Rating.EASY)
                now[0] += timedelta(days=9)
            wrong = progress.record(card, Rating.AGAIN)
            progress.record(card, Rating.GOOD, replaces=wrong)
        states = dict(progress.states())
        counted = progress.counters().to_json()
        replaced = [event for event in progress.attempts() if event.rating == Rating.GOOD]
    assert len(replaced) == 40
    assert any(event.shift for event in replaced)  # days are kept evenly full by these too
    shutil.rmtree(tmp_path / "one" / "local")
    again = Progress(tmp_path / "one", clock=lambda: now[0])
    assert dict(again.states()) == states
    assert again.counters().to_json() == counted


def test_what_another_version_folded_is_folded_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Progress(tmp_path) as progress:
        progress.record("word", Rating.GOOD)
    assert read_snapshot(tmp_path) is not None
    monkeypatch.setattr("tui_learn.progress.snapshot.__version__", "999")
    assert read_snapshot(tmp_path) is None
    assert Progress(tmp_path).stats()["cards"] == 1
