"""Two devices, a copied folder, an older image, a backup, a hostile stick: the union of all, and nothing lost."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tinydb import Query

from tests.progress.test_first_version import answer, first_version
from tui_learn.progress import Progress, Rating, disk
from tui_learn.progress.backup import back_up
from tui_learn.progress.cards import Status
from tui_learn.progress.lines import encode
from tui_learn.progress.merging import CannotMerge, Merged, merge
from tui_learn.progress.options import ScheduleOptions
from tui_learn.progress.writers import SEQ_BITS

START = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
FOREIGN = "ab" * 8


class Clock:
    """A clock that is set by hand."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def told(folder: Path, clock: Clock) -> dict[str, Any]:
    """Everything a device knows."""
    with Progress(folder, clock=clock) as progress:
        table = progress.db.table("reviews")
        return {
            "states": dict(progress.states()),
            "statuses": progress.statuses(),
            "counters": progress.counters().to_json(),
            "marks": {name: progress.marks(name) for name in ("known", "rejected")},
            "kept": {name: progress.recall(name) for name in ("place", "pair", "schedule")},
            "options": progress.options,
            "stats": progress.stats(),
            "approved": [event.id for event in progress.approved()],
            "events": sorted(document["id"] for document in table),
        }


def logs_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted((folder / "log").rglob("*.jsonl"))}


def everything_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def act(progress: Progress, clock: Clock, chance: random.Random, steps: int) -> None:
    """Answer, take back, decide and keep, by chance."""
    ids: list[str] = []
    for _step in range(steps):
        clock.now += timedelta(minutes=chance.randrange(1, 3000))
        card = f"word/nb:fi/{chance.randrange(6)}"
        match chance.randrange(12):
            case 0 if ids:
                progress.undo(chance.choice(ids))
            case 1:
                ids += progress.suspend([card]) if chance.random() < 0.5 else progress.resume([card])
            case 2:
                progress.mark(chance.choice(["known", "rejected"]), [f"e{chance.randrange(5)}"])
            case 3:
                progress.unmark(chance.choice(["known", "rejected"]), [f"e{chance.randrange(5)}"])
            case 4:
                progress.remember(chance.choice(["place", "pair"]), chance.randrange(100))
            case 5:
                ids += progress.set_status([card], chance.choice([None, Status.IGNORED, Status.FAMILIAR]))
            case 6:
                ids += progress.forget([card]) if chance.random() < 0.3 else progress.bury([card])
            case 7 if chance.random() < 0.3:
                progress.set_options(ScheduleOptions(retention=chance.choice([0.8, 0.9])))
            case 8 if chance.random() < 0.4:
                to = f"word/nb:fi/{chance.randrange(6)}"
                with suppress(ValueError):  # it goes there already
                    ids.append(progress.move(card, to))
            case _:
                rating, place = Rating(chance.randrange(1, 5)), f"a{chance.randrange(2)}"
                practice, text = chance.random() < 0.2, "kissa" if chance.random() < 0.1 else ""
                ids.append(
                    progress.record(
                        card,
                        rating,
                        group="nb:fi",
                        place=place,
                        milliseconds=900,
                        practice=practice,
                        answer=text,
                    )
                )


def answered(folder: Path, clock: Clock, *cards: str) -> list[str]:
    with Progress(folder, clock=clock) as progress:
        ids = []
        for card in cards:
            clock.now += timedelta(minutes=1)
            ids.append(progress.record(card, Rating.GOOD, group="nb:fi"))
        return ids


@pytest.mark.parametrize("seed", range(6))
def test_two_devices_that_merge_both_ways_agree(tmp_path: Path, clock: Clock, seed: int) -> None:
    a, b = tmp_path / "a", tmp_path / "b"
    for number, folder in enumerate((a, b)):
        device_clock = Clock(START + timedelta(minutes=number))
        with Progress(folder, clock=device_clock) as progress:
            act(progress, device_clock, random.Random(100 * seed + number), 60)
        clock.now = max(clock.now, device_clock.now)
    alone = told(a, clock), told(b, clock)
    first = merge(a, b)
    assert first.writers == 1
    assert first.events == len(set(alone[1]["events"]))
    second = merge(b, a)
    assert second.events == len(set(alone[0]["events"]))
    assert told(a, clock) == told(b, clock)
    assert logs_of(a) == logs_of(b)
    # They go on apart, from what they have of one another.
    for number, folder in enumerate((a, b)):
        with Progress(folder, clock=clock) as progress:
            act(progress, clock, random.Random(100 * seed + 50 + number), 30)
    merge(a, b)
    merge(b, a)
    assert told(a, clock) == told(b, clock)
    before = everything_in(a)
    again = merge(a, b)
    assert (again.lines, again.events, again.answers, again.writers, again.forked) == (0, 0, 0, 0, 0)
    assert {name: data for name, data in everything_in(a).items() if "local/" not in name} == {
        name: data for name, data in before.items() if "local/" not in name
    }


def test_the_order_of_merges_does_not_matter(tmp_path: Path, clock: Clock) -> None:
    devices = [tmp_path / name for name in "abc"]
    for number, folder in enumerate(devices):
        with Progress(folder, clock=clock) as progress:
            act(progress, clock, random.Random(number), 40)
    results = []
    for order in ((0, 1, 2), (2, 1, 0), (1, 0, 2)):
        target = tmp_path / f"into{order}"
        for number in order:
            merge(target, devices[number])
        results.append((told(target, clock), logs_of(target)))
    assert results[0] == results[1] == results[2]


def test_what_merged_says_is_what_is_new(tmp_path: Path, clock: Clock) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    ids = answered(there, clock, "a/1", "a/2", "a/3")
    with Progress(there, clock=clock) as progress:
        assert progress.undo(ids[0])
        progress.mark("known", ["x", "y"])
    merged = merge(here, there)
    assert merged == Merged(there, lines=5, events=4, answers=3, writers=1)
    answered(there, clock, "a/4")
    with Progress(here, clock=clock) as progress:
        assert progress.stats()["answers"] == 2
    merged = merge(here, there)
    assert (merged.lines, merged.answers, merged.writers, merged.longer_there) == (1, 1, 0, 1)
    with Progress(here, clock=clock) as progress:
        assert progress.stats()["answers"] == 3


def test_a_log_that_is_shorter_there_brings_nothing_back(tmp_path: Path, clock: Clock) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    ids = answered(there, clock, "a/1", "a/2", "a/3")
    with Progress(there, clock=clock) as progress:
        assert progress.undo(ids[1])
    merge(here, there)
    (log,) = (there / "log").rglob("*.jsonl")
    log.write_bytes(log.read_bytes()[: log.read_bytes().index(b"\n") + 1])
    shutil.rmtree(there / "kept")
    before = told(here, clock)
    merged = merge(here, there)
    assert (merged.lines, merged.longer_here) == (0, 1)
    shutil.copytree(here / "log", tmp_path / "same" / "log")
    assert merge(here, tmp_path / "same").longer_here == 0
    assert told(here, clock) == before


def test_what_the_source_has_kept_of_a_log_that_shrank_is_merged(tmp_path: Path, clock: Clock) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    ids = answered(there, clock, "a/1", "a/2", "a/3")
    shutil.rmtree(there / "log")
    assert merge(here, there).answers == 3
    assert told(here, clock)["events"] == sorted(ids)


def test_a_copied_folder_that_was_gone_on_with_in_two_places(tmp_path: Path, clock: Clock) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    ids = answered(one, clock, "a/1", "a/2")
    shutil.copytree(one, other)
    (segment,) = logs_of(one)
    # Both go on with the same line number of the same segment.
    seq = int(segment[-14:-6]) << SEQ_BITS | 3
    moment = int(clock.now.timestamp() * 1000)
    for number, folder in enumerate((one, other)):
        document = {"card": f"a/{number + 3}", "rating": 3, "at": moment, "zone": 0, "ms": 5, "kind": "review"}
        with (folder / segment).open("ab") as file:
            file.write(encode(seq, moment + number, [["e", "reviews", document]])[0])
    merged = merge(one, other)
    assert (merged.answers, merged.forked) == (1, 1)
    assert merge(other, one).answers == 1
    known = told(one, clock)
    assert len(known["events"]) == 4
    assert set(ids) < set(known["events"])
    assert {"a/1", "a/2", "a/3", "a/4"} == set(known["states"])
    assert told(other, clock) == known
    assert merge(one, other).lines == merge(other, one).lines == 0


def test_what_a_device_has_lost_of_its_own_log_comes_back(tmp_path: Path, clock: Clock) -> None:
    device, stick = tmp_path / "device", tmp_path / "stick"
    answered(device, clock, "a/1")
    image = tmp_path / "image"
    shutil.copytree(device, image)
    answered(device, clock, "a/2", "a/3")
    merge(stick, device)
    shutil.rmtree(device)
    shutil.copytree(image, device)  # an older image of the disk
    answered(device, clock, "a/4")
    merged = merge(device, stick)
    assert merged.answers == 2
    known = told(device, clock)
    assert set(known["states"]) == {"a/1", "a/2", "a/3", "a/4"}
    answered(device, clock, "a/5")
    merge(stick, device)
    assert told(stick, clock) == told(device, clock)
    assert len(told(device, clock)["events"]) == 5


def test_the_same_while_a_program_is_writing(tmp_path: Path, clock: Clock) -> None:
    device, stick = tmp_path / "device", tmp_path / "stick"
    answered(device, clock, "a/1")
    image = tmp_path / "image"
    shutil.copytree(device / "log", image / "log")
    answered(device, clock, "a/2", "a/3")
    merge(stick, device)
    (log,) = (device / "log").rglob("*.jsonl")
    shutil.rmtree(device / "kept")
    shutil.rmtree(device / "local")
    log.write_bytes(next((image / "log").rglob("*.jsonl")).read_bytes())
    local = device / "local"
    local.mkdir()
    # As if that device went on with its folder.
    lock = FileLock(local / f"{log.parent.name}.lock", thread_local=False)
    with Progress(device, clock=clock) as writing, lock:
        before = log.read_bytes()
        writing.record("a/4", Rating.GOOD)
        assert merge(device, stick).answers == 2
        assert log.read_bytes() == before
        assert len(writing.states()) == 4
    assert set(told(device, clock)["states"]) == {"a/1", "a/2", "a/3", "a/4"}
    assert merge(device, stick).lines == 0


def test_an_open_program_notices(tmp_path: Path, clock: Clock) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    answered(there, clock, "a/1", "a/2")
    with Progress(here, clock=clock) as progress:
        progress.record("b/1", Rating.GOOD)
        assert merge(here, there).answers == 2
        assert set(progress.states()) == {"a/1", "a/2", "b/1"}
        answered(there, clock, "a/3")
        merge(here, there)
        assert set(progress.states()) == {"a/1", "a/2", "a/3", "b/1"}
        progress.record("b/2", Rating.GOOD)
        # The source's own log goes on while it is open there.
        with Progress(there, clock=clock) as other:
            other.record("a/4", Rating.GOOD)
            merge(here, there)
            assert progress.stats()["answers"] == 6
            merge(there, here)
            assert other.stats()["answers"] == 6
    assert told(here, clock) == told(there, clock)


def test_from_a_backup(tmp_path: Path, clock: Clock) -> None:
    here, there, file = tmp_path / "here", tmp_path / "there", tmp_path / "b.zip"
    with Progress(there, clock=clock) as progress:
        act(progress, clock, random.Random(5), 40)
    back_up(there, file)
    merge(here, file)
    assert told(here, clock) == told(there, clock)
    assert logs_of(here) == logs_of(there)
    assert merge(here, file).lines == 0


def test_from_the_first_version(tmp_path: Path, clock: Clock) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    first_version(there, [answer(number) for number in range(8)], [{"name": "pair", "value": "nb:fi"}])
    answered(here, clock, "a/1")
    before = everything_in(there)
    assert merge(here, there).answers == 8
    known = told(here, clock)
    assert known["stats"]["answers"] == 9
    assert known["kept"]["pair"] == "nb:fi"
    assert everything_in(there) == before
    assert merge(here, there).lines == 0
    (there / "progress.json").write_text("{")
    with pytest.raises(CannotMerge, match="cannot be read"):
        merge(here, there)


@pytest.mark.parametrize("name", ["", "log", "home", "link"])
def test_the_folders_that_may_be_named(tmp_path: Path, clock: Clock, name: str) -> None:
    home = tmp_path / "home"
    answered(home / "progress", clock, "a/1")
    (tmp_path / "link").symlink_to(home)
    source = {"": home / "progress", "log": home / "progress" / "log", "home": home, "link": tmp_path / "link"}[name]
    before = everything_in(home)
    assert merge(tmp_path / "here", source).answers == 1
    assert everything_in(home) == before


def test_itself_is_refused(tmp_path: Path, clock: Clock) -> None:
    home = tmp_path / "home"
    own = home / "progress"
    answered(own, clock, "a/1")
    (tmp_path / "link").symlink_to(own)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "log").symlink_to(own / "log")
    shutil.copytree(own / "log", own / "copy" / "log")
    before = everything_in(home)
    for source in (own, home, own / "log", own / "kept", tmp_path / "link", tmp_path / "other", own / "copy"):
        with pytest.raises(CannotMerge, match="this is the progress that would be merged into"):
            merge(own, source)
    with pytest.raises(CannotMerge, match="this is the progress"):
        merge(tmp_path / "link", own)
    assert everything_in(home) == before


def test_what_is_no_progress_is_refused_and_makes_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.zip").write_text("no archive")
    for name, message in (("none", "no such folder"), ("empty", "no progress"), ("text.zip", "no backup")):
        with pytest.raises(CannotMerge, match=message):
            merge(tmp_path / "here", tmp_path / name)
    assert not (tmp_path / "here").exists()


def foreign(folder: Path, *lines: bytes, number: int = 1, writer: str = FOREIGN) -> Path:
    path = folder / "log" / writer / f"{number:08d}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(lines))
    return path


def line_of(place: int, card: str, segment: int = 1) -> bytes:
    document = {"card": card, "rating": 3, "at": 1_772_000_000_000 + place, "zone": 0, "ms": 5, "kind": "review"}
    return encode(segment << SEQ_BITS | place, 1000 + place, [["e", "reviews", document]])[0]


def test_damaged_lines_are_left_out_and_told(tmp_path: Path, clock: Clock) -> None:
    first, second, third = (line_of(place, f"a/{place}") for place in (1, 2, 3))
    damaged = second.replace(b"rating", b"rAting")
    path = foreign(tmp_path / "there", first, damaged, third, third[:20])
    merged = merge(tmp_path / "here", tmp_path / "there")
    assert merged.answers == 2
    (trouble,) = merged.troubles
    assert (trouble.severity, trouble.path) == ("error", path)
    assert trouble.message == "1 damaged line was left out"
    assert logs_of(tmp_path / "here") == {f"log/{FOREIGN}/00000001.jsonl": first + third}
    # A whole copy brings the rest.
    path.write_bytes(first + second + third)
    merged = merge(tmp_path / "here", tmp_path / "there")
    assert (merged.answers, merged.troubles) == (1, ())
    assert set(told(tmp_path / "here", clock)["states"]) == {"a/1", "a/2", "a/3"}


def test_a_damaged_copy_does_not_take_the_place_of_a_whole_beginning(tmp_path: Path) -> None:
    lines = [line_of(place, f"a/{place}") for place in (1, 2, 3)]
    ours = foreign(tmp_path / "here", lines[0])
    theirs = foreign(tmp_path / "there", lines[0], b"damaged\n", lines[2])
    assert merge(tmp_path / "here", tmp_path / "there").answers == 1
    assert ours.read_bytes() == lines[0]
    theirs.write_bytes(b"".join(lines))
    assert merge(tmp_path / "here", tmp_path / "there").answers == 1
    assert ours.read_bytes() == b"".join(lines)


def test_a_longer_copy_that_is_another_from_some_line_on(tmp_path: Path, clock: Clock) -> None:
    ours = foreign(tmp_path / "here", line_of(1, "a/1"), line_of(2, "a/2"))
    before = ours.read_bytes()
    for other in ("x", "y"):
        foreign(tmp_path / other, line_of(1, "a/1"), line_of(2, f"{other}/2"), line_of(3, f"{other}/3"))
        assert merge(tmp_path / "here", tmp_path / other).answers == 2
    assert ours.read_bytes() == before
    assert set(told(tmp_path / "here", clock)["states"]) == {"a/1", "a/2", "x/2", "x/3", "y/2", "y/3"}


def test_only_events_of_answers_are_counted(tmp_path: Path) -> None:
    ops: list[Any] = [["e", "other", {"kind": "review"}], ["p", "kept", "1", {}], ["q"], 5]
    other = encode(1 << SEQ_BITS | 2, 5, ops)[0]
    odd = encode(1 << SEQ_BITS | 3, 6, [["e", "reviews", {"kind": ["review"]}], ["e", "reviews", {}]])[0]
    foreign(tmp_path / "there", line_of(1, "a/1"), other, odd)
    merged = merge(tmp_path / "here", tmp_path / "there")
    assert (merged.lines, merged.events, merged.answers) == (3, 3, 1)


def test_one_merge_at_a_time(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_learn.progress.merging.LOCK_SECONDS", 0)
    here, there = tmp_path / "here", tmp_path / "there"
    answered(here, clock, "a/1")
    answered(there, clock, "b/1")
    with FileLock(here / "local" / "merge.lock"), pytest.raises(CannotMerge, match="another program is merging"):
        merge(here, there)
    assert merge(here, there).answers == 1


def test_nothing_is_put_where_a_program_is_writing(tmp_path: Path, clock: Clock) -> None:
    """It may be about to make the very file."""
    here = tmp_path / "here"
    (local := here / "local").mkdir(parents=True)
    foreign(tmp_path / "there", line_of(1, "a/1"), line_of(2, "a/2"))
    with FileLock(local / f"{FOREIGN}.lock", thread_local=False):
        assert merge(here, tmp_path / "there").forked == 1
        assert not (here / "log" / FOREIGN / "00000001.jsonl").exists()
    assert set(told(here, clock)["states"]) == {"a/1", "a/2"}


def test_what_is_damaged_here_is_brought_back_by_a_whole_copy(tmp_path: Path, clock: Clock) -> None:
    lines = [line_of(place, f"a/{place}") for place in (1, 2, 3)]
    bad = foreign(tmp_path / "here", lines[0], lines[1].replace(b"rating", b"rAting"), lines[2])
    before = bad.read_bytes()
    foreign(tmp_path / "there", *lines)
    with Progress(tmp_path / "here", clock=clock) as progress:
        assert set(progress.states()) == {"a/1", "a/3"}
        assert merge(tmp_path / "here", tmp_path / "there").answers == 1
        assert set(progress.states()) == {"a/1", "a/2", "a/3"}
    assert bad.read_bytes() == before  # a damaged line is never rewritten


def test_lines_whose_end_was_damaged_or_changed_are_whole(tmp_path: Path, clock: Clock) -> None:
    first, second, third = (line_of(place, f"a/{place}") for place in (1, 2, 3))
    foreign(tmp_path / "there", first[:-1] + b"\x0b" + second[:-1] + b"\r\n" + third[:-1])
    merged = merge(tmp_path / "here", tmp_path / "there")
    assert (merged.answers, merged.troubles) == (3, ())
    assert logs_of(tmp_path / "here") == {f"log/{FOREIGN}/00000001.jsonl": first + second + third}
    with Progress(tmp_path / "there", clock=clock) as progress:
        assert len(progress.states()) == 3  # as the program reads them there


def test_lines_of_another_segment_are_left_out(tmp_path: Path) -> None:
    foreign(tmp_path / "there", line_of(1, "a/1"), line_of(1, "a/2", segment=7))
    merged = merge(tmp_path / "here", tmp_path / "there")
    assert merged.answers == 1
    assert len(merged.troubles) == 1


def test_copies_that_a_tool_has_put_beside_are_merged(tmp_path: Path) -> None:
    first, second, third = (line_of(place, f"a/{place}") for place in (1, 2, 3))
    path = foreign(tmp_path / "there", first, second)
    path.with_name("00000001.sync-conflict-20261122-102030-ABCDEFG.jsonl").write_bytes(first + second + third)
    path.with_name("00000001 (conflicted copy).jsonl").write_bytes(first)
    path.with_name("notes.txt").write_text("x")
    (path.parent.parent / "no-writer").mkdir()
    assert merge(tmp_path / "here", tmp_path / "there").answers == 3
    assert logs_of(tmp_path / "here") == {f"log/{FOREIGN}/00000001.jsonl": first + second + third}


def test_files_too_large_are_left_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    foreign(tmp_path / "there", line_of(1, "a/1"))
    large = foreign(tmp_path / "there", line_of(1, "a/2", segment=2), line_of(2, "a/3", segment=2), number=2)
    monkeypatch.setattr("tui_learn.progress.merging.MAX_FILE", large.stat().st_size - 1)
    merged = merge(tmp_path / "here", tmp_path / "there")
    assert merged.answers == 1
    assert [trouble.path for trouble in merged.troubles] == [large]


@pytest.mark.parametrize("failing", ["put", "replace", "make_folder"])
def test_a_disk_that_refuses_loses_nothing(
    tmp_path: Path, clock: Clock, failing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    answered(there, clock, "a/1", "a/2")
    answered(here, clock, "b/1")
    merge(here, there)
    answered(there, clock, "a/3")
    before = told(here, clock)

    def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    def full(patch: pytest.MonkeyPatch) -> None:
        patch.setattr(disk, failing, refuse)

    with monkeypatch.context() as patch:
        full(patch)
        with pytest.raises(CannotMerge, match="No space left"):
            merge(here, there)
    assert told(here, clock) == before
    assert merge(here, there).answers == 1
    assert told(here, clock)["stats"]["answers"] == 4


def test_the_reviews_are_in_the_database(tmp_path: Path, clock: Clock) -> None:
    (identity,) = answered(tmp_path / "there", clock, "a/1")
    merge(tmp_path / "here", tmp_path / "there")
    with Progress(tmp_path / "here", clock=clock) as progress:
        (document,) = progress.db.table("reviews").search(Query().card == "a/1")
        assert document["id"] == identity
        assert progress.undo(identity)
        assert progress.state("a/1") is None


PAIRS = [(0, 1), (1, 0), (0, 2), (2, 0), (1, 2), (2, 1)]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("act"), st.integers(0, 2), st.integers(0, 999)),
            st.tuples(st.just("merge"), st.sampled_from(PAIRS), st.just(0)),
            st.tuples(st.just("image"), st.integers(0, 2), st.just(0)),
            st.tuples(st.just("back"), st.integers(0, 2), st.just(0)),
        ),
        max_size=10,
    )
)
def test_whatever_is_done_all_devices_agree_in_the_end(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, steps: list[Any]
) -> None:
    monkeypatch.setattr(disk, "sync", lambda _descriptor: None)
    monkeypatch.setattr(disk, "sync_folder", lambda _folder: None)
    tmp_path, clock = tmp_path_factory.mktemp("devices"), Clock()
    folders = [tmp_path / str(number) for number in range(3)]
    images: dict[int, Path] = {}
    seen: set[str] = set()
    does: dict[str, Callable[[Any, int], None]] = {}

    def do_act(device: int, seed: int) -> None:
        with Progress(folders[device], clock=clock) as progress:
            act(progress, clock, random.Random(seed), 6)

    def do_merge(pair: tuple[int, int], _seed: int) -> None:
        if folders[pair[1]].exists():
            merge(folders[pair[0]], folders[pair[1]])

    def do_image(device: int, _seed: int) -> None:
        if folders[device].exists():
            images[device] = tmp_path / f"image{device}-{len(list(tmp_path.iterdir()))}"
            shutil.copytree(folders[device], images[device])

    def do_back(device: int, _seed: int) -> None:
        """The disk is set back; what it held is still on a stick."""
        if device in images:
            merge(tmp_path / "stick", folders[device])
            shutil.rmtree(folders[device])
            shutil.copytree(images[device], folders[device])

    does.update(act=do_act, merge=do_merge, image=do_image, back=do_back)
    for name, what, seed in steps:
        does[name](what, seed)
        for folder in folders:
            if folder.exists():
                seen |= set(told(folder, clock)["events"])
    everywhere = [folder for folder in [*folders, tmp_path / "stick"] if folder.exists()]
    for _round in range(2):
        for here in everywhere:
            for there in everywhere:
                if here != there:
                    merge(here, there)
    known = [told(folder, clock) for folder in everywhere]
    assert all(one == known[0] for one in known)
    assert not known or set(known[0]["events"]) == seen
