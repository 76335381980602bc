"""Nothing that was acknowledged is lost, and nothing wrong is shown in silence, whatever happens to the machine.

Some hundreds of rounds of each kind; ten thousand with ``pytest -m soak -n 0 -s``, which prints what came of them.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from tests.progress.faults import cuts, disks
from tests.progress.faults.devices import live
from tests.progress.faults.learner import Clock, Learner, differences, opened, picture, stored, unhurried
from tui_learn.progress import Progress, ProgressNotSaved, Rating
from tui_learn.progress.counters import MILLISECONDS
from tui_learn.progress.lines import encode
from tui_learn.progress.logs import Logs

ROOT = Path(__file__).resolve().parents[2]
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")


def rounds(few: int) -> pytest.MarkDecorator:
    """A few rounds as a rule, ten thousand when asked for."""
    return pytest.mark.parametrize("count", [few, pytest.param(10_000, marks=pytest.mark.soak)])


@pytest.fixture
def quick() -> Iterator[Path]:
    """A folder in memory, where there is one, on a disk that is trusted."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder, unhurried():
        yield Path(folder)


def judged(what: str, tally: cuts.Tally, count: int) -> None:
    """Nothing is lost and nothing wrong; and it was tried."""
    figures = {name: len(value) if isinstance(value, list) else value for name, value in asdict(tally).items()}
    print(f"\n{what}: {figures}")
    assert tally.lost == []
    assert tally.wrong == []
    assert tally.trials >= count


# --- killed


def killer(folder: Path, *words: object) -> Any:
    command = [sys.executable, "-m", "tests.progress.faults.kills", str(folder), *map(str, words)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


@posix
@rounds(90)
def test_nothing_is_lost_when_killed(tmp_path: Path, count: int) -> None:
    result = killer(tmp_path, count, 1)
    print(f"\nkilled: { {name: len(v) if isinstance(v, list) else v for name, v in result.items()} }")
    assert result["lost"] == []
    assert result["wrong"] == []
    assert result["rounds"] == count
    assert result["acknowledged"] > count


@posix
def test_eight_programs_at_once_lose_nothing_and_count_alike(tmp_path: Path) -> None:
    (result,) = killer(tmp_path, 1, 1, 8)
    assert result["lost"] == []
    assert result["wrong"] == []
    assert result["acknowledged"] >= 8 * 15
    assert result["writers"] == 8


# --- the power fails, bits flip, files are cut


@rounds(90)
def test_nothing_is_lost_when_the_power_fails(quick: Path, count: int) -> None:
    judged("power cuts", cuts.power_cuts(quick, count, seed=count), count)


@rounds(180)
def test_a_bit_that_flips_anywhere_does_no_harm_or_is_told(quick: Path, count: int) -> None:
    judged("bits", cuts.bit_flips(quick, count, seed=count), count)


@rounds(100)
def test_a_bit_that_flips_where_there_is_no_copy_costs_one_line_at_most(quick: Path, count: int) -> None:
    judged("bits without copies", cuts.bit_flips(quick, count, seed=count, mirrored=False), count)


@pytest.mark.parametrize("answers", [3, pytest.param(40, marks=pytest.mark.soak)])
def test_of_a_log_cut_at_any_byte_the_beginning_is_read(quick: Path, answers: int) -> None:
    judged("cut at every byte", cuts.shortened(quick, seed=1, answers=answers), 100 * answers)


def test_a_log_that_is_cut_is_read_from_its_copy(quick: Path) -> None:
    tally = cuts.shortened(quick, seed=1, answers=9, step=23, mirrored=True)
    judged("cut, with a copy", tally, 60)
    assert tally.told >= tally.trials - 1  # all but the one that was not cut


# --- the disk refuses


@rounds(90)
def test_what_was_refused_is_not_there_and_what_was_accepted_is(quick: Path, count: int) -> None:
    judged("refusals", disks.refusals(quick, count, seed=count), count)


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file system of its own")
def test_a_full_disk(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(small)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("needs the right to mount")
    try:
        clock = Clock()
        (small / "something else").write_bytes(bytes(80_000))
        progress = opened(small / "progress", clock, segment=20_000)
        ids: list[str] = []
        refused = 0
        while refused < 50:
            try:
                ids.append(progress.record(f"card {len(ids)}", Rating.GOOD, answer="x" * 150))
            except ProgressNotSaved:
                refused += 1
        assert len(ids) > 100
        progress.tidy()
        progress.close()
        with Progress(small / "progress", clock=clock) as again:
            assert stored(again) == set(ids)
            with pytest.raises(ProgressNotSaved, match="No space left"):
                again.record("more", Rating.GOOD, answer="x" * 150)
            (small / "something else").unlink()
            before = stored(again)
            last = again.record("last", Rating.GOOD)
            assert stored(again) == before | {last}
    finally:
        subprocess.run(["umount", "-l", str(small)], check=True)


# --- many devices


@pytest.mark.soak
def test_ten_thousand_merges(quick: Path) -> None:
    promised = 0
    for seed in range(10_000):
        world = live(quick / "w", seed, steps=14)
        wrong, lost = world.agree()
        assert (wrong, lost) == ([], set()), seed
        promised += len(world.promised)
        shutil.rmtree(quick / "w", ignore_errors=True)
    print(f"\nmerges: 10000 trials, {promised} acknowledged")


# --- one thing at a time


def test_caches_may_be_deleted(quick: Path) -> None:
    folder, clock = quick / "progress", Clock()
    cuts.lived_in(folder, clock, 5)
    with Progress(folder, clock=clock) as progress:
        before = picture(progress, clock.now)
        assert len(before["states"]) > 5
        assert before["kept"] != {}
    caches = [path for path in cuts.files_of(folder) if path.parts[0] != "log"]
    assert len(caches) > 3
    empty: Callable[[Path], Any] = lambda path: path.write_bytes(b"")  # noqa: E731
    for number, (path, harm) in enumerate((path, harm) for path in caches for harm in (Path.unlink, empty)):
        trial = quick / f"trial{number}"
        shutil.copytree(folder, trial)
        harm(trial / path)
        with Progress(trial, clock=clock) as progress:
            assert picture(progress, clock.now) == before, (path, harm)
    for name in ("local", "kept"):
        shutil.rmtree(folder / name)
        with Progress(folder, clock=clock) as progress:
            assert picture(progress, clock.now) == before


def test_a_snapshot_of_another_folder_is_not_believed(quick: Path) -> None:
    clock = Clock()
    for number in range(2):
        cuts.lived_in(quick / str(number), clock, number)
    with Progress(quick / "0", clock=clock) as progress:
        before = picture(progress, clock.now)
    shutil.copy(quick / "1" / "local" / "state", quick / "0" / "local" / "state")
    with Progress(quick / "0", clock=clock) as progress:
        assert picture(progress, clock.now) == before


def test_a_snapshot_in_which_one_number_is_another_is_not_believed(quick: Path) -> None:
    folder, clock = quick / "p", Clock()
    cuts.lived_in(folder, clock, 3)
    with Progress(folder, clock=clock) as progress:
        before = picture(progress, clock.now)
    state = (folder / "local" / "state").read_bytes()
    digits = [at for at, byte in enumerate(state[: state.index(b"\n")]) if chr(byte).isdigit() and at > 8]
    assert len(digits) > 500
    for at in digits[:: len(digits) // 150]:
        (folder / "local" / "state").write_bytes(state[:at] + bytes([state[at] ^ 1]) + state[at + 1 :])
        progress = Progress(folder, clock=clock)
        assert picture(progress, clock.now) == before, state[at - 40 : at + 9]


def test_a_clock_that_runs_backwards_loses_nothing(quick: Path) -> None:
    clock = Clock()
    with opened(quick / "p", clock) as progress:
        ids = []
        for _number in range(5):
            ids.append(progress.record("card", Rating.GOOD))
            clock.now -= timedelta(days=1)
        state = progress.state("card")
        assert state is not None
        assert state.reviews == 5
        assert [event.id for event in progress.attempts()] == ids
        now = picture(progress, clock.now)
    with opened(quick / "p", clock) as again:
        assert picture(again, clock.now) == now
    assert differences(now, cuts.picture_without_caches(quick / "p", clock)) == []


def test_a_line_of_a_later_version_is_told_and_harms_nothing(quick: Path) -> None:
    clock = Clock()
    with opened(quick / "p", clock) as progress:
        progress.record("before", Rating.GOOD)
    strange: list[Any] = [
        [["q", "reviews", {"x": 1}]], [["e"]], [["e", "reviews"]], [["e", "reviews", 5]], [["e", "reviews", {}]], [[]],
        [5], 5, None, "e", {"e": 1}, [["p", "kept"]], [["p", "kept", 7, 8]], [["p", 1, 2, 3, 4, 5]], [["x"]],
        [["d", "kept", []]],
        [["e", "reviews", {"card": "x", "rating": 9, "at": 1, "zone": 0, "kind": "review"}]], [["x", "reviews"]],
        [["e", "reviews", {"card": "x", "rating": 3, "at": 1e300, "zone": 0, "kind": "review"}]],
        [["p", "kept", "1", 5]],
        [["p", "marks", "1", {"name": [], "element": {}, "on": True}]], [["p", "kept", "2", {"name": "schedule"}]],
        [["e", "reviews", {"card": "x", "rating": 0, "at": 1, "zone": 0, "kind": "dream"}]],
        [["e", "reviews", {"card": "x", "rating": 3, "at": 1, "zone": 0, "kind": "review", "shift": 10**18}]],
        [["e", "reviews", {"card": "x", "rating": 3, "at": 1, "zone": 0, "kind": "review", "ms": -(10**30)}]],
        [["e", "reviews", {"card": "x", "rating": 3, "at": 1, "zone": 0, "kind": "review", "ms": "long"}]],
        [["e", "reviews", {"card": "x", "rating": 0, "at": 1, "zone": 0, "kind": "due", "value": "soon"}]],
        [["e", "reviews", {"card": "x", "rating": 0, "at": 1, "zone": 0, "kind": "move", "value": "x"}]],
    ]  # fmt: skip
    folder = quick / "p" / "log" / ("0" * 15 + "1")
    folder.mkdir()
    for number, ops in enumerate(strange, start=1):
        (folder / f"{number:08d}.jsonl").write_bytes(encode(number << 24 | 1, 5, ops)[0])
    for seq, moment in (("x", 1), (1, "x"), (None, None), (1.5, 2.5), (True, 1)):
        data = encode(seq, moment, [["e", "reviews", {"card": "x"}]])[0]  # type: ignore[arg-type]
        with (folder / "00000099.jsonl").open("ab") as file:
            file.write(data)
    for _time in range(2):
        with opened(quick / "p", clock) as progress:
            assert {"before"} <= set(progress.states()) <= {"before", "x"}  # of some the rest can be used
            assert progress.counters().total(MILLISECONDS) >= 0
            assert progress.troubles()
            assert len(progress.db.table("reviews").all()) >= 1
            picture(progress, clock.now)
            progress.record("before", Rating.GOOD)
            progress.undo(progress.record("before", Rating.GOOD))
            progress.remember("place", 1)
            progress.mark("places", ["a"])
            progress.stats()
    assert progress.recall("place") == 1


def test_a_line_whose_end_alone_is_missing_is_read_alike(quick: Path) -> None:
    clock = Clock()
    with opened(quick / "p", clock, segment=100_000) as progress:
        progress.record("first", Rating.GOOD)
    shutil.copytree(quick / "p", quick / "early")
    with opened(quick / "p", clock, segment=100_000) as progress:
        progress.record("second", Rating.GOOD)
    (log,) = (quick / "p" / "log").rglob("*.jsonl")
    for cut, there in ((1, {"first", "second"}), (2, {"first"})):
        target = quick / f"cut{cut}"
        shutil.copytree(quick / "early", target)
        (target / log.relative_to(quick / "p")).write_bytes(log.read_bytes()[:-cut])
        with Progress(target, clock=clock) as progress:
            assert set(progress.states()) == there
            assert differences(picture(progress, clock.now), cuts.picture_without_caches(target, clock)) == []
            (target / log.relative_to(quick / "p")).write_bytes(log.read_bytes())
            assert set(progress.states()) == {"first", "second"}
            assert progress.stats()["answers"] == 2


def test_what_else_lies_in_the_log_does_no_harm(quick: Path) -> None:
    clock = Clock()
    with opened(quick / "p", clock) as progress:
        progress.record("card", Rating.GOOD)
    log = quick / "p" / "log"
    (folder,) = log.iterdir()
    for stray in (".stversions", "f" * 16, "not a writer"):
        (log / stray / "00000001.jsonl").mkdir(parents=True)
    for stray in (".DS_Store", "e" * 16, "00000001.jsonl", f"{folder.name}/.syncthing.00000001.jsonl.tmp"):
        (log / stray).write_bytes(b"\xff\x00 nothing of ours\n")
    for stray in ("99999999.jsonl", "00000001.jsonl.tmp", "00000002", "1.jsonl"):
        (folder / stray).mkdir()
    for _time in range(2):
        with opened(quick / "p", clock) as progress:
            assert set(progress.states()) == {"card"}
            progress.record("card", Rating.GOOD)
            assert progress.stats()["answers"] == _time + 2


def test_bottomless_json_with_a_right_sum_is_damage(quick: Path) -> None:
    clock = Clock()
    with opened(quick / "p", clock) as progress:
        progress.record("card", Rating.GOOD)
    (folder,) = (quick / "p" / "log").iterdir()
    body = b'{"s":1,"t":1,"o":' + b"[" * 100_000
    with (folder / "00000001.jsonl").open("ab") as file:
        file.write(b"%08x %b\n" % (crc32(body), body))
    with opened(quick / "p", clock) as progress:
        assert set(progress.states()) == {"card"}
        assert progress.troubles()


@pytest.mark.parametrize("harm", ["replaced", "cut", "removed", "folder removed"])
def test_a_tool_that_harms_the_log_that_is_being_written_loses_nothing(quick: Path, harm: str) -> None:
    clock = Clock()
    with opened(quick / "p", clock, segment=100_000) as progress:
        ids = [progress.record(f"card {number}", Rating.GOOD) for number in range(3)]
        (path,) = (quick / "p" / "log").rglob("*.jsonl")
        older = path.read_bytes().splitlines(keepends=True)[0]
        if harm == "replaced":
            path.with_suffix(".new").write_bytes(older)
            path.with_suffix(".new").replace(path)
        elif harm == "cut":
            os.truncate(path, len(older))
        elif harm == "removed":
            path.unlink()
        else:
            shutil.rmtree(path.parent)
        try:
            ids.append(progress.record("after", Rating.GOOD))
        except ProgressNotSaved:
            assert harm == "folder removed"
        assert len(progress.states()) == len(ids)
    with opened(quick / "p", clock) as again:
        assert set(ids) <= stored(again)
        assert len(again.states()) == len(ids)
        assert again.stats()["answers"] == len(ids)
        again.record("later", Rating.GOOD)
        assert len(stored(again)) == len(ids) + 1


def test_a_folder_that_was_copied_caches_and_all_writes_under_a_name_of_its_own(tmp_path: Path) -> None:
    clock = Clock()
    with opened(tmp_path / "a", clock) as one:
        one.record("before", Rating.GOOD)
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    for name in ("a", "b"):
        with opened(tmp_path / name, clock) as progress:
            progress.record(name, Rating.GOOD)
    shutil.copytree(tmp_path / "a" / "log", tmp_path / "b" / "log", dirs_exist_ok=True)
    with opened(tmp_path / "b", clock) as progress:
        assert set(progress.states()) == {"before", "a", "b"}
        assert not progress.troubles()
    assert len(list((tmp_path / "b" / "log").iterdir())) == 2


def test_an_undo_that_comes_while_everything_is_read_counts(quick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    with opened(quick / "p", clock) as other:
        event = other.record("card", Rating.GOOD)
        other.record("card", Rating.GOOD, at=clock.now + timedelta(days=1))
        everything = Logs.everything

        def while_reading(logs: Logs) -> Any:
            if logs is progress._storage.logs:
                other.undo(event)
            return everything(logs)

        progress = opened(quick / "p", clock)
        monkeypatch.setattr(Logs, "everything", while_reading)
        for _look in range(2):
            state = progress.state("card")
            assert state is not None
            assert state.reviews == 1
            assert progress.stats()["answers"] == 1
        progress.close()


def test_answers_that_come_while_a_card_is_folded_anew_are_counted_once(quick: Path) -> None:
    clock = Clock()
    with opened(quick / "p", clock) as other, opened(quick / "p", clock) as progress:
        identified = Logs.identified
        events = [other.record("card", Rating.GOOD, at=clock.now + timedelta(days=n * n)) for n in range(4)]
        progress.record("else", Rating.GOOD)
        assert progress.stats()["answers"] == 5
        other.undo(events[1])
        late = [clock.now + timedelta(days=30)]

        def while_reading(logs: Logs, *given: Any, **named: Any) -> Any:
            if logs is progress._storage.logs and late:
                other.record("card", Rating.AGAIN, at=late.pop())
            return identified(logs, *given, **named)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Logs, "identified", while_reading)
            for _look in range(4):
                progress.stats()
        assert not late
        now = picture(progress, clock.now)
    assert differences(now, cuts.picture_without_caches(quick / "p", clock)) == []


def test_many_programs_one_after_the_other_see_what_the_logs_say(quick: Path) -> None:
    """Three programs on one folder that take turns by chance; whoever looks sees what a fold of all would give."""
    for seed in range(12):
        chance = random.Random(seed)
        folder = quick / str(seed)
        learners = [Learner(opened(folder, clock), clock, chance) for clock in (Clock(), Clock(), Clock())]
        for _turn in range(40):
            learner = chance.choice(learners)
            learner.act()
            if chance.random() < 0.1:
                learner.progress.tidy()
            if chance.random() < 0.1:
                learner.progress.close()
                learner.progress = opened(folder, learner.clock)
            if chance.random() < 0.3 and folder.exists():
                now = picture(learner.progress, learner.clock.now)
                assert differences(now, cuts.picture_without_caches(folder, learner.clock)) == [], seed
        for learner in learners:
            learner.progress.close()


@posix
def test_everything_that_is_written_goes_through_the_disk_module(tmp_path: Path) -> None:
    """The power-cut model sees what ``disk`` does: nothing may go another way."""
    script = """
import os, random, sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from tests.progress.faults.learner import Clock, Learner, opened
folder = sys.argv[1]
seen = []
def look(name, arguments):
    path = str(arguments[0]) if arguments else ""
    if name == "open" and isinstance(arguments[2], int) and not arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        return
    if name in ("open", "os.rename", "os.remove", "os.truncate", "os.mkdir", "os.rmdir") and path.startswith(folder):
        frame = sys._getframe(1)
        while frame and not frame.f_code.co_filename.endswith("progress/disk.py"):
            if "/filelock/" in frame.f_code.co_filename:
                break
            if "/tui_learn/" in frame.f_code.co_filename:
                seen.append((name, path, frame.f_code.co_filename, frame.f_lineno))
                break
            frame = frame.f_back
clock = Clock()
sys.addaudithook(look)
learner = Learner(opened(Path(folder), clock), clock, random.Random(1))
for turn in range(4):
    learner.acts(40)
    learner.progress.tidy()
    learner.progress.close()
    learner.progress = opened(Path(folder), clock)
learner.progress.close()
assert len(os.listdir(folder)) >= 3
for each in seen:
    print(*each)
"""
    folder = tmp_path / "progress"
    ran = subprocess.run(
        [sys.executable, "-c", script, str(folder), str(ROOT)], capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == ""
