"""What was read, and for how long: kept like answers, of no card, and the same on every device."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.progress.faults.learner import Clock, opened, picture, unhurried
from tests.progress.test_merge_machine import carried
from tui_learn.progress import Progress, ProgressNotSaved, Rating, events
from tui_learn.progress.counters import READ_MILLISECONDS, READ_WORDS
from tui_learn.progress.events import MAX_MILLISECONDS, MAX_WORDS
from tui_learn.progress.merging import merge

MINUTE = 60_000


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def progress(tmp_path: Path, clock: Clock) -> Iterator[Progress]:
    with unhurried(), opened(tmp_path / "progress", clock) as progress:
        yield progress


def read_of(progress: Progress, **where: str) -> tuple[int, int]:
    """Milliseconds and words."""
    counters = progress.counters()
    return counters.total(READ_MILLISECONDS, **where), counters.total(READ_WORDS, **where)


def test_what_is_read_is_there_at_the_next_start(progress: Progress, clock: Clock) -> None:
    progress.read("bees", group="nb:fi", milliseconds=3 * MINUTE, words=200)
    clock.now += timedelta(days=1)
    progress.read("bees", group="nb:fi", milliseconds=MINUTE, words=70)
    progress.read("tea", group="en:sv", milliseconds=MINUTE, words=1)
    for snapshot in (False, True):
        if snapshot:
            progress.tidy()
        with opened(progress.folder, clock) as again:
            assert read_of(again) == (5 * MINUTE, 271)
            assert read_of(again, group="nb:fi") == (4 * MINUTE, 270)
            assert read_of(again, day="2026-03-06") == (2 * MINUTE, 71)
            assert again.stats()["reading"]["words"] == 271
            assert not again.troubles()


def test_it_makes_no_card_and_is_no_answer(progress: Progress) -> None:
    progress.read("bees", group="nb:fi", milliseconds=MINUTE, words=9)
    assert (progress.cards(), progress.today(), dict(progress.states(decided=True))) == (0, 0, {})
    assert progress.attempts(practice=True) == []
    assert (progress.stats()["answers"], progress.stats()["pairs"]) == (0, {})
    (event,) = progress.history("read/bees")
    assert (event.kind, event.place, event.group, event.value) == ("reading", "bees", "nb:fi", "9")


@pytest.mark.parametrize("later", ["nothing", "another", "restart"])
def test_it_can_be_taken_back(progress: Progress, clock: Clock, later: str) -> None:
    first = progress.read("bees", group="nb:fi", milliseconds=MINUTE, words=9)
    if later == "another":
        progress.read("bees", group="nb:fi", milliseconds=5, words=1)
    left = read_of(progress)[0] - MINUTE
    with opened(progress.folder, clock) if later == "restart" else progress as taking:
        assert taking.undo(first)
        assert not taking.undo(first)
        assert read_of(taking) == (left, 1 if left else 0)
    with opened(progress.folder, clock) as again:
        assert read_of(again) == (left, 1 if left else 0)


def test_two_devices_read_and_come_together(tmp_path: Path, progress: Progress, clock: Clock) -> None:
    with opened(tmp_path / "other", clock) as other:
        mine = progress.read("bees", group="nb:fi", milliseconds=MINUTE, words=10)
        clock.now += timedelta(hours=1)
        other.read("bees", group="nb:fi", milliseconds=MINUTE, words=20)
        carried(progress.folder, other.folder)
        assert read_of(other) == (2 * MINUTE, 30)
        assert other.undo(mine)
        merged = merge(progress.folder, other.folder)
        assert (merged.answers, merged.events) == (0, 2)
        assert read_of(progress) == read_of(other) == (MINUTE, 20)
        with opened(progress.folder, clock) as anew:
            assert picture(anew, clock.now) == picture(other, clock.now)


def test_nothing_is_counted_that_was_not_stored(progress: Progress, monkeypatch: pytest.MonkeyPatch) -> None:
    progress.read("bees", group="nb:fi", milliseconds=1000, words=1)

    def full(*_arguments: Any) -> None:
        raise ProgressNotSaved(progress.folder, "No space left on device")

    monkeypatch.setattr(progress._storage, "commit", full)
    with pytest.raises(ProgressNotSaved):
        progress.read("bees", group="nb:fi", milliseconds=1000, words=1)
    monkeypatch.undo()
    assert read_of(progress) == (1000, 1)


def test_numbers_that_cannot_be_are_the_largest_that_can(progress: Progress) -> None:
    progress.read("bees", group="nb:fi", milliseconds=10**15, words=10**15)
    assert read_of(progress) == (MAX_MILLISECONDS, MAX_WORDS)
    for wrong in ({"milliseconds": -1, "words": 1}, {"milliseconds": 1, "words": -1}):
        with pytest.raises(ValueError, match="-1"):
            progress.read("bees", group="nb:fi", **wrong)


def test_a_version_that_knows_no_reading_passes_it_over_and_a_later_one_counts_it(
    progress: Progress, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    progress.record("card", Rating.GOOD, group="nb:fi")
    gone = progress.read("bees", group="nb:fi", milliseconds=MINUTE, words=10)
    progress.read("bees", group="nb:fi", milliseconds=MINUTE, words=20)
    progress.undo(gone)
    progress.close()
    with monkeypatch.context() as patch:
        patch.setattr(events, "KINDS", events.KINDS - {"reading"})
        (progress.folder / "local" / "state").unlink(missing_ok=True)  # a snapshot of a later version is not taken
        with opened(progress.folder, clock) as older:
            assert read_of(older) == (0, 0)
            assert older.stats()["answers"] == 1
            (trouble,) = older.troubles()
            assert "2 entries are of a later version" in str(trouble)
            clock.now += timedelta(days=2)
            older.record("card", Rating.GOOD)
        (progress.folder / "local" / "state").unlink(missing_ok=True)
    with opened(progress.folder, clock) as again:
        assert read_of(again) == (MINUTE, 20)
        assert again.stats()["answers"] == 2
        assert not again.troubles()


def test_a_snapshot_of_counters_without_reading_is_not_believed(progress: Progress, clock: Clock) -> None:
    from tui_learn.progress.snapshot import Snapshot, read_snapshot, write_snapshot

    progress.read("bees", group="nb:fi", milliseconds=MINUTE, words=10)
    progress.tidy()
    kept = read_snapshot(progress.folder)
    assert kept is not None
    (row,) = progress.counters().to_json()
    shorter = b'[["2026-03-05","nb:fi","read"%b]]' % (b",0" * (len(row) - 5))
    write_snapshot(progress.folder, Snapshot(kept.head, {**kept.sections, "counters": shorter}))
    with opened(progress.folder, clock) as again:
        assert read_of(again) == (MINUTE, 10)
