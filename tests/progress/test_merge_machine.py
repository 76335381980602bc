"""Several devices of one learner: whatever carries their files about, and however badly, in the end they agree."""

from __future__ import annotations

import json
import random
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from fsrs import Card, Scheduler
from fsrs import Rating as FsrsRating
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.progress.faults.devices import World, live
from tests.progress.faults.learner import START, Clock, opened, unhurried
from tui_learn.progress import Progress, Rating


@pytest.fixture
def quick() -> Iterator[Path]:
    """A folder in memory, where there is one, on a disk that is trusted."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder, unhurried():
        yield Path(folder)


devices = st.integers(0, 2)


class Devices(RuleBasedStateMachine):
    """Three devices; the rules are what can happen to them."""

    @initialize(seed=st.integers(0, 2**32))
    def begin(self, seed: int) -> None:
        self.trust = unhurried()
        self.trust.__enter__()
        memory = Path("/dev/shm")
        self.folder = Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else None))
        self.world = World(self.folder, 3, random.Random(seed))

    @rule(device=devices, acts=st.integers(1, 6))
    def learn(self, device: int, acts: int) -> None:
        self.world.learn(device, acts)

    @rule(source=devices, to=devices, some=st.booleans())
    def relay(self, source: int, to: int, some: bool) -> None:
        if source != to:
            self.world.relay(source, to, some=some)

    @rule(device=devices)
    def look(self, device: int) -> None:
        self.world.look(device)

    @rule(device=devices)
    def close(self, device: int) -> None:
        self.world.close(device)

    @precondition(lambda self: self.world.promised)
    @rule(device=devices, what=st.sampled_from(["shrink", "lose", "conflict", "clear_caches"]))
    def go_wrong(self, device: int, what: str) -> None:
        getattr(self.world, what)(device)

    @precondition(lambda self: self.world.promised)
    @rule(device=devices)
    def back_up(self, device: int) -> None:
        self.world.back_up(device)

    @precondition(lambda self: any(self.world._earlier.values()))
    @rule(device=devices)
    def roll_back(self, device: int) -> None:
        self.world.roll_back(device)

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        try:
            wrong, lost = self.world.agree()
            assert not wrong
            assert not lost
        finally:
            self.trust.__exit__(None, None, None)
            shutil.rmtree(self.folder)


Devices.TestCase.settings = settings(
    max_examples=12, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
TestDevices = Devices.TestCase


def test_devices_that_live_by_chance_agree_in_the_end(quick: Path) -> None:
    promised = 0
    for seed in range(200):
        world = live(quick / str(seed), seed, steps=14)
        wrong, lost = world.agree()
        assert (wrong, lost) == ([], set()), seed
        promised += len(world.promised)
        shutil.rmtree(quick / str(seed), ignore_errors=True)
    assert promised > 2000


# --- against a fold of one's own


def lines_of(root: Path) -> dict[str, dict[str, Any]]:
    """The events in all logs, by id, read without the program."""
    found: dict[str, dict[str, Any]] = {}
    for path in root.rglob("*.jsonl"):
        for line in path.read_bytes().splitlines():
            if len(line) > 9 and line[:8] == b"%08x" % crc32(line[9:]):
                record = json.loads(line[9:])
                for place, (kind, *rest) in enumerate(record["o"]):
                    if kind == "e":
                        name = f"{path.parent.name}-{record['s']:x}-{line[:8].decode()}"
                        name += f".{place}" if place else ""
                        found[name] = {**rest[-1], "id": name}
    return found


def replayed(events: dict[str, dict[str, Any]]) -> dict[str, tuple[Any, ...]]:
    """By card what py-fsrs makes of the reviews that were not taken back: when due, stability, difficulty."""
    undone = {event["undoes"] for event in events.values() if event["kind"] == "undo"}
    by_card: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for event in events.values():
        if event["kind"] == "review" and event["id"] not in undone:
            by_card[event["card"]].append(event)
    scheduler = Scheduler(enable_fuzzing=False)
    found = {}
    for key, reviews in by_card.items():
        card, last = Card(card_id=1), 0
        for event in sorted(reviews, key=lambda e: (e["at"], e["id"])):
            last = max(event["at"], last + 1)
            moment = datetime.fromtimestamp(last / 1000, UTC)
            card, _log = scheduler.review_card(card, FsrsRating(event["rating"]), moment)
        found[key] = card.due, card.stability, card.difficulty, len(reviews)
    return found


@pytest.mark.parametrize("seed", range(4))
def test_merged_cards_are_what_fsrs_makes_of_all_answers_in_order_of_time(quick: Path, seed: int) -> None:
    chance = random.Random(seed)
    world = World(quick, 3, chance)
    ids: list[str] = []
    for _round in range(12):
        device = chance.randrange(3)
        learner = world.learner(device)
        for _number in range(chance.randint(1, 8)):
            learner.clock.now += timedelta(hours=chance.randint(1, 60))
            ids.append(learner.progress.record(f"word/{chance.randrange(5)}", chance.randint(1, 4), group="nb:fi"))
            if chance.random() < 0.2:
                learner.progress.undo(chance.choice(ids))
        world.promised.update(ids)
        world.relay(device, (device + 1) % 3)
        world.look((device + 1) % 3)
    assert world.agree() == ([], set())
    expected = replayed(lines_of(quick / "all"))
    for folder in (*world.folders, quick / "all"):
        with Progress(folder, clock=Clock(START + timedelta(days=900))) as progress:
            states = progress.states().items()
            assert {key: (s.due, s.stability, s.difficulty, s.reviews) for key, s in states} == expected
            assert progress.stats()["reviews"] == sum(reviews for *_rest, reviews in expected.values())


# --- one thing at a time


def carried(source: Path, target: Path) -> None:
    shutil.copytree(source / "log", target / "log", dirs_exist_ok=True)


def keys(progress: Progress) -> set[str]:
    return set(progress.states())


@pytest.fixture
def two(quick: Path) -> Iterator[tuple[Progress, Progress, Clock]]:
    """Two devices with one clock."""
    clock = Clock()
    with opened(quick / "a", clock, segment=300) as one, opened(quick / "b", clock, segment=300) as other:
        yield one, other, clock


Two = tuple[Progress, Progress, Clock]


def test_a_log_that_comes_back_shorter_or_not_at_all_loses_nothing(two: Two) -> None:
    one, other, clock = two
    for number in range(8):
        one.record(f"card{number}", Rating.GOOD)
    carried(one.folder, other.folder)
    assert len(keys(other)) == 8
    other.record("own", Rating.GOOD)
    other.tidy()
    (name,) = [path.name for path in (one.folder / "log").iterdir()]
    theirs = sorted((other.folder / "log" / name).iterdir())
    assert len(theirs) > 2
    theirs[0].write_bytes(theirs[0].read_bytes()[:-40])
    theirs[1].unlink()
    assert len(keys(other)) == 9
    assert other.troubles()
    with opened(other.folder, clock) as again:
        assert len(keys(again)) == 9
    shutil.rmtree(theirs[0].parent)
    assert len(keys(other)) == 9
    with opened(other.folder, clock) as again:
        assert len(keys(again)) == 9


def test_segments_may_arrive_in_any_order(two: Two, quick: Path) -> None:
    one, other, clock = two
    for number in range(8):
        one.record(f"card{number % 3}", Rating.GOOD)
        clock.now += timedelta(days=number)
    (folder,) = (one.folder / "log").iterdir()
    segments = sorted(folder.iterdir())
    assert len(segments) > 3
    (other.folder / "log" / folder.name).mkdir(parents=True)
    for path in reversed(segments):
        shutil.copy(path, other.folder / "log" / folder.name)
        keys(other)
    assert dict(other.states()) == dict(one.states())
    assert other.counters().to_json() == one.counters().to_json()
    assert not other.troubles()


def test_an_answer_undone_elsewhere_is_undone_here(two: Two) -> None:
    one, other, _clock = two
    first = one.record("card", Rating.GOOD)
    carried(one.folder, other.folder)
    other.record("card", Rating.GOOD, at=START + timedelta(days=3))
    assert other.undo(first)
    carried(other.folder, one.folder)
    for progress in two[:2]:
        state = progress.state("card")
        assert state is not None
        assert state.reviews == 1
        assert progress.stats()["answers"] == 1
        assert not progress.undo(first)


def test_an_undo_that_comes_before_its_answer_still_counts(two: Two) -> None:
    one, other, _clock = two
    for number in range(6):
        first = one.record(f"card{number}", Rating.GOOD)
    assert one.undo(first)
    (folder,) = (one.folder / "log").iterdir()
    *_segments, last = sorted(folder.iterdir())
    (other.folder / "log" / folder.name).mkdir(parents=True)
    shutil.copy(last, other.folder / "log" / folder.name)
    keys(other)
    carried(one.folder, other.folder)
    assert keys(other) == keys(one) == {f"card{number}" for number in range(5)}
    assert other.counters().to_json() == one.counters().to_json()


def test_an_answer_from_the_future_is_told_and_counts(two: Two) -> None:
    one, other, clock = two
    one.record("card", Rating.GOOD, at=clock.now + timedelta(days=400))
    other.record("card", Rating.GOOD)
    assert not other.troubles()
    carried(one.folder, other.folder)
    (trouble,) = other.troubles()
    assert "future" in str(trouble)
    state = other.state("card")
    assert state is not None
    assert state.reviews == 2
    clock.now += timedelta(days=401)
    assert not other.troubles()


def test_two_devices_that_have_seen_the_same_agree_on_what_was_kept_at_the_same_time(two: Two) -> None:
    one, other, _clock = two
    one.remember("place", "here")
    other.remember("place", "there")
    one.mark("places", ["a", "b"])
    other.mark("places", ["b", "c"])
    other.unmark("places", ["b"])
    carried(one.folder, other.folder)
    carried(other.folder, one.folder)
    assert one.recall("place") == other.recall("place") == "there"
    assert one.marks("places") == other.marks("places") == {"a", "c"}


def test_a_restored_disk_goes_on_and_what_others_have_seen_is_not_lost(two: Two, quick: Path) -> None:
    one, other, clock = two
    one.record("before", Rating.GOOD)
    one.close()
    shutil.copytree(one.folder, quick / "image")
    with opened(one.folder, clock) as again:
        again.record("gone", Rating.GOOD)
    carried(one.folder, other.folder)
    assert keys(other) == {"before", "gone"}
    other.tidy()
    shutil.rmtree(one.folder)
    shutil.copytree(quick / "image", one.folder)
    with opened(one.folder, clock) as again:
        again.record("after", Rating.AGAIN)
        carried(one.folder, other.folder)  # over the log that has "gone"
    assert keys(other) == {"before", "gone", "after"}
    with opened(other.folder, clock) as again:
        assert keys(again) == {"before", "gone", "after"}


def test_a_log_that_was_gone_and_comes_again_is_not_counted_twice(two: Two) -> None:
    one, other, _clock = two
    one.record("card", Rating.GOOD)
    carried(one.folder, other.folder)
    keys(other)
    other.tidy()
    (name,) = [path.name for path in (one.folder / "log").iterdir()]
    for _time in range(2):
        shutil.rmtree(other.folder / "log" / name)
        assert other.stats()["answers"] == 1
        carried(one.folder, other.folder)
        assert other.stats()["answers"] == 1


@pytest.mark.parametrize("left", [0, 20, 1.0, 1.5])
def test_a_log_that_was_cut_and_is_whole_again_is_not_counted_twice(two: Two, left: float) -> None:
    """``left``: bytes, or so many lines and a half."""
    one, other, _clock = two
    one._storage._max_segment = 100_000
    for number in range(3):
        one.record(f"card {number}", Rating.GOOD)
    carried(one.folder, other.folder)
    keys(other)
    other.tidy()
    (path,) = (other.folder / "log").rglob("*.jsonl")
    whole = path.read_bytes()
    line = whole.index(b"\n") + 1
    for _time in range(2):
        path.write_bytes(whole[: int(left if isinstance(left, int) else left * line)])
        assert other.stats()["answers"] == 3
        path.write_bytes(whole)
        assert other.stats()["answers"] == 3
