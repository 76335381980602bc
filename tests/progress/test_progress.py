from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fsrs import Card, Scheduler
from fsrs import Rating as FsrsRating
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import Query, TinyDB

from tests.progress.replay import fold
from tui_learn.progress import Progress, ProgressNotSaved, Rating, disk
from tui_learn.progress.schedule import learning_day, retrievability

START = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)


class Clock:
    """A clock that is set by hand."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def progress(tmp_path: Path, clock: Clock) -> Progress:
    return Progress(tmp_path / "progress", clock=clock)


def test_looking_makes_no_file(progress: Progress) -> None:
    assert progress.due() == []
    assert progress.stats()["answers"] == 0
    assert progress.state("x") is None
    assert progress.recall("x", 5) == 5
    assert progress.today() == 0
    assert not progress.folder.exists()


def test_an_answer_is_there_after_a_restart(progress: Progress, clock: Clock) -> None:
    event = progress.record("word", Rating.GOOD, group="nb:fi", place="article", milliseconds=1234)
    again = Progress(progress.folder, clock=clock)
    assert isinstance(again.db, TinyDB)
    (document,) = again.db.table("reviews").search(Query().card == "word")
    assert document["id"] == event
    assert document["ms"] == 1234
    assert document["at"] == int(START.timestamp() * 1000)
    assert again.state("word") == progress.state("word")


def test_due_cards_come_back(progress: Progress, clock: Clock) -> None:
    progress.record("late", Rating.AGAIN)
    progress.record("later", Rating.GOOD)
    progress.record("far", Rating.EASY)
    assert progress.due() == []
    clock.now += timedelta(minutes=2)
    assert [state.key for state in progress.due()] == ["late"]
    clock.now += timedelta(minutes=30)
    assert [state.key for state in Progress(progress.folder, clock=clock).due()] == ["late", "later"]


def test_undo_is_durable_and_single(progress: Progress, clock: Clock) -> None:
    first = progress.record("word", Rating.GOOD)
    before = progress.state("word")
    clock.now += timedelta(days=3)
    second = progress.record("word", Rating.AGAIN)
    assert progress.undo(second)
    assert not progress.undo(second)
    assert not progress.undo("nothing")
    again = Progress(progress.folder, clock=clock)
    assert again.state("word") == before
    assert again.stats()["answers"] == 1
    assert again.undo(first)
    assert again.state("word") is None


def test_practice_counts_as_an_answer_and_changes_no_schedule(progress: Progress) -> None:
    progress.record("word", Rating.AGAIN, group="nb:fi")
    before = progress.state("word")
    progress.record("word", Rating.GOOD, group="nb:fi", practice=True)
    assert progress.state("word") == before
    stats = progress.stats()
    assert (stats["answers"], stats["reviews"], stats["cards"]) == (2, 1, 1)
    assert stats["pairs"] == {"nb:fi": {"answers": 2, "reviews": 1, "right": 0, "cards": 1, "due": 0}}


def test_stats_days_turn_at_four(progress: Progress, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    clock.now = datetime(2026, 3, 5, 3, 59, tzinfo=UTC)
    progress.record("a", Rating.GOOD)
    clock.now = datetime(2026, 3, 5, 4, 1, tzinfo=UTC)
    progress.record("b", Rating.AGAIN)
    assert progress.stats()["days"] == {
        "2026-03-04": {"reviews": 1, "right": 1},
        "2026-03-05": {"reviews": 1, "right": 0},
    }
    assert progress.today() == 1


def test_learning_day_uses_the_learners_own_clock() -> None:
    at = datetime(2026, 3, 5, 1, 30, tzinfo=UTC)
    assert learning_day(at, 0) == "2026-03-04"
    assert learning_day(at, 180) == "2026-03-05"


def test_retention_compares_with_what_was_expected(progress: Progress, clock: Clock) -> None:
    assert progress.stats()["retention"] == {"reviews": 0, "measured": None, "expected": None}
    for _ in range(3):
        progress.record("word", Rating.GOOD)
        clock.now += timedelta(days=4)
    progress.record("word", Rating.AGAIN)
    retention = progress.stats()["retention"]
    assert retention["reviews"] == 2
    assert retention["measured"] == 0.5
    assert 0.5 < retention["expected"] < 1


def test_a_clock_that_runs_backwards_is_straightened(progress: Progress, clock: Clock) -> None:
    progress.record("word", Rating.GOOD)
    clock.now -= timedelta(days=1)
    progress.record("word", Rating.GOOD)
    state = progress.state("word")
    assert state is not None
    assert state.reviews == 2
    assert state.last_review > START


def test_a_rating_must_be_one(progress: Progress) -> None:
    with pytest.raises(ValueError, match="7"):
        progress.record("word", 7)
    assert progress.stats()["answers"] == 0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 40 * 24 * 60)), min_size=1, max_size=12))
def test_the_fold_is_py_fsrs_replayed(reviews: list[tuple[int, int]]) -> None:
    scheduler, card, at = Scheduler(enable_fuzzing=False), Card(card_id=1), START
    history = []
    for rating, minutes in reviews:
        at += timedelta(minutes=minutes)
        history.append((at, Rating(rating)))
        card, _log = scheduler.review_card(card, FsrsRating(rating), at)
    state = fold("x", history)
    assert state is not None
    assert (state.stability, state.difficulty, state.due) == (card.stability, card.difficulty, card.due)
    assert 0 <= retrievability(state, at + timedelta(days=1)) <= 1


def test_things_are_kept_by_name(progress: Progress) -> None:
    progress.remember("a", {"x": [1, 2]})
    progress.remember("b", "ø")
    progress.remember("a", {"x": []})
    progress.record("word", Rating.GOOD)
    again = Progress(progress.folder)
    assert again.recall("a") == {"x": []}
    assert again.recall("b") == "ø"
    assert len(again.db.table("kept").all()) == 2


# --- the disk


def children_that_answer(folder: Path, count: int) -> list[subprocess.Popen[str]]:
    script = (
        "import sys\nfrom tui_learn.progress import Progress\np = Progress(sys.argv[1])\nn = 0\n"
        "while True:\n"
        "    i = p.record(f'{sys.argv[2]}-{n}', 3)\n    print(i, flush=True)\n    n += 1\n"
    )
    return [
        subprocess.Popen([sys.executable, "-c", script, str(folder), str(n)], stdout=subprocess.PIPE, text=True)
        for n in range(count)
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_no_acknowledged_answer_is_lost_when_killed(tmp_path: Path) -> None:
    folder = tmp_path / "progress"
    acknowledged: list[str] = []
    for round_ in range(12):
        (child,) = children_that_answer(folder, 1)
        assert child.stdout is not None
        seen = [child.stdout.readline().strip()]
        timer = threading.Timer(0.01 * round_, os.kill, (child.pid, signal.SIGKILL))
        timer.start()
        seen += [line.strip() for line in child.stdout if line.endswith("\n")]
        child.wait()
        acknowledged += seen
        stored = {row["id"] for row in Progress(folder).db.table("reviews").all()}
        assert set(acknowledged) <= stored
    assert len(acknowledged) >= 12


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_two_programs_at_once_both_keep_their_answers(tmp_path: Path) -> None:
    folder = tmp_path / "progress"
    children = children_that_answer(folder, 2)
    acknowledged: list[str] = []
    for child in children:
        assert child.stdout is not None
        acknowledged += [child.stdout.readline().strip() for _ in range(8)]
    for child in children:
        child.kill()
        assert child.stdout is not None
        acknowledged += [line.strip() for line in child.stdout if line.endswith("\n")]
        child.wait()
    rows = Progress(folder).db.table("reviews").all()
    assert set(acknowledged) <= {row["id"] for row in rows}
    assert len({row["id"] for row in rows}) == len(rows)
    assert Progress(folder).stats()["cards"] == len(rows)


def test_an_open_program_sees_what_another_wrote(tmp_path: Path) -> None:
    one, two = Progress(tmp_path), Progress(tmp_path)
    one.record("a", Rating.GOOD)
    assert two.stats()["answers"] == 1
    two.record("b", Rating.GOOD)
    one.record("c", Rating.GOOD)
    assert one.stats()["cards"] == two.stats()["cards"] == 3


@pytest.mark.parametrize("call", ["append", "sync"])
def test_a_refusing_disk_loses_nothing(progress: Progress, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    progress.record("a", Rating.GOOD)

    def refuse(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as context:
        context.setattr(disk, call, refuse)
        with pytest.raises(ProgressNotSaved, match="No space left"):
            progress.record("b", Rating.GOOD)
    assert progress.state("b") is None
    assert Progress(progress.folder).stats()["cards"] == 1
    progress.record("b", Rating.GOOD)
    assert Progress(progress.folder).stats()["cards"] == 2
    assert Progress(progress.folder).troubles() == []


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ProgressNotSaved):
        Progress(tmp_path / "file" / "progress").record("a", Rating.GOOD)


def test_what_many_threads_change_is_all_kept(tmp_path: Path) -> None:
    def add(writer: int) -> None:
        mine = Progress(tmp_path)
        for number in range(10):
            mine.change("ids", lambda ids, new=f"{writer}-{number}": sorted([*(ids or []), new]))

    threads = [threading.Thread(target=add, args=(writer,)) for writer in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(Progress(tmp_path).recall("ids")) == 40


def test_an_answer_replaces_another_in_one_write(progress: Progress, monkeypatch: pytest.MonkeyPatch) -> None:
    event = progress.record("word", Rating.AGAIN)
    monkeypatch.setattr(disk, "sync", lambda _descriptor: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(ProgressNotSaved):
        progress.record("word", Rating.GOOD, replaces=event)
    monkeypatch.undo()
    assert Progress(progress.folder).stats()["answers"] == 1
    progress.record("word", Rating.GOOD, replaces=event)
    again = Progress(progress.folder)
    assert again.stats()["answers"] == 1
    assert not again.undo(event)
