"""Power cuts, bits that flip, files that are cut short: what is read then is right, or it is said that it is not."""

from __future__ import annotations

import os
import random
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.progress.faults.learner import Clock, Learner, differences, opened, picture, stored
from tests.progress.faults.power import Recorder, cuts, put_on_disk
from tui_learn.progress import Progress
from tui_learn.progress.lines import Damage, scan


@dataclass
class Tally:
    """What came of many trials."""

    trials: int = 0
    acknowledged: int = 0
    """Answers that had to be there, summed over the trials."""
    told: int = 0
    """Trials in which something was told to be wrong."""
    lost: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def picture_without_caches(folder: Path, clock: Clock) -> dict[str, Any]:
    """What the logs alone say; copies that were kept of them belong to them."""
    bare = folder.with_name(folder.name + "-bare")
    shutil.rmtree(bare, ignore_errors=True)
    for name in ("log", "kept"):
        if (folder / name).is_dir():
            shutil.copytree(folder / name, bare / name)
    with Progress(bare, clock=clock) as progress:
        found = picture(progress, clock.now)
    shutil.rmtree(bare, ignore_errors=True)
    return found


# --- power cuts


def power_cuts(root: Path, count: int, seed: int, *, acts: int = 45, states: int = 25) -> Tally:
    """``count`` states of a disk after a power cut, ``states`` of each history; each is opened and gone on with."""
    chance = random.Random(seed)
    tally = Tally()
    while tally.trials < count:
        folder = root / "progress"
        folder.mkdir(parents=True)
        clock = Clock()
        recorder = Recorder(folder)
        with recorder.recording():
            learner = Learner(opened(folder, clock), clock, chance)
            for _number in range(acts):
                values = dict(learner.values)
                for identity in learner.act():
                    recorder.acknowledge(identity)
                for name, value in learner.values.items():
                    if values.get(name) != value:
                        recorder.acknowledge((name, value))
                if chance.random() < 0.1:
                    learner.progress.tidy()
                if chance.random() < 0.1:
                    learner.progress.close()
                    learner.progress = opened(folder, clock)
            learner.progress.close()
        for state, said in cuts(recorder.steps, chance, min(states, count - tally.trials)):
            after = root / "after"
            put_on_disk(state, after)
            _look(after, said, Clock(clock.now), chance, tally)
            shutil.rmtree(after)
        shutil.rmtree(folder)
    return tally


def _look(folder: Path, said: list[Any], clock: Clock, chance: random.Random, tally: Tally) -> None:
    """Open what a power cut has left, compare, go on, open again."""
    promised = [one for one in said if isinstance(one, str)]
    values: dict[str, int] = dict(one for one in said if isinstance(one, tuple))
    progress = opened(folder, clock)
    found = stored(progress)
    tally.trials += 1
    tally.acknowledged += len(promised)
    tally.told += bool(progress.troubles())
    tally.lost += sorted(set(promised) - found)
    for name, value in values.items():
        if (progress.recall(name) or 0) < value:
            tally.lost.append(f"{name} {value}")
    if chance.random() < 0.3:  # in the end it is compared in any case
        tally.wrong += differences(picture(progress, clock.now), picture_without_caches(folder, clock))
    learner = Learner(progress, clock, chance)
    learner.acts(3)
    progress.close()
    with opened(folder, clock) as again:
        tally.lost += sorted((set(learner.acknowledged) | set(promised)) - stored(again))
        tally.wrong += differences(picture(again, clock.now), picture_without_caches(folder, clock))


# --- damage


def lived_in(folder: Path, clock: Clock, seed: int, acts: int = 40) -> list[str]:
    """Make a folder with the logs of two devices, copies of them and caches; the ids that were acknowledged."""
    chance = random.Random(seed)
    other = folder.with_name(folder.name + "-other")
    ids: list[str] = []
    for place in (other, folder):
        learner = Learner(opened(place, clock), clock, chance)
        for _number in range(3):
            learner.acts(acts // 3)
            learner.progress.close()
            learner.progress = opened(place, clock)
        learner.progress.close()
        ids += learner.acknowledged
    shutil.copytree(other / "log", folder / "log", dirs_exist_ok=True)
    shutil.rmtree(other)
    with opened(folder, clock) as progress:
        assert stored(progress) >= set(ids)
    return ids


def files_of(folder: Path) -> list[Path]:
    """Every file with anything in it, the log's, the copies' and the caches', relative to the folder."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".lock")
    return [path.relative_to(folder) for path in files if path.stat().st_size]


def flip(path: Path, bit: int, *, unseen: bool) -> None:
    """Flip a bit; ``unseen``, the file's time stays as it was."""
    data = bytearray(path.read_bytes())
    data[bit // 8] ^= 1 << bit % 8
    stat = path.stat()
    path.write_bytes(data)
    if unseen:
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def bit_flips(root: Path, count: int, seed: int, *, histories: int = 2, mirrored: bool = True) -> Tally:
    """``count`` flips of a bit somewhere in a folder; without ``mirrored``, copies of logs are missing."""
    chance = random.Random(seed)
    tally = Tally()
    for history in range(histories):
        folder, trial, clock = root / "lived", root / "trial", Clock()
        ids = lived_in(folder, clock, seed * 101 + history)
        if not mirrored:
            shutil.rmtree(folder / "kept")
        with Progress(folder, clock=clock) as progress:
            before = picture(progress, clock.now)
        files = files_of(folder)
        files += [Path("local", "state")] * (len(files) // 3)  # one file in which much could go wrong unseen
        for _number in range(count // histories):
            shutil.copytree(folder, trial)
            path = trial / chance.choice(files)
            bit = chance.randrange(path.stat().st_size * 8)
            flip(path, bit, unseen=chance.random() < 0.5)
            with Progress(trial, clock=clock) as progress:
                _compare(progress, before, ids, trial, tally, f"bit {bit} of {path.relative_to(trial)}", most=1)
            shutil.rmtree(trial)
        shutil.rmtree(folder)
    return tally


def _compare(
    progress: Progress, before: dict[str, Any], ids: list[str], folder: Path, tally: Tally, what: str, *, most: int
) -> None:
    """What is read is as it was; or it is told that something is wrong, and no more than ``most`` lines are missing."""
    now = picture(progress, progress.now())
    missing = set(ids) - stored(progress)
    told = [str(trouble) for trouble in progress.troubles()]
    tally.trials += 1
    tally.acknowledged += len(ids)
    tally.told += bool(told)
    if len({identity.partition(".")[0] for identity in missing}) > most:
        tally.lost.append(f"{what}: {sorted(missing)}")
    if (missing or now != before) and not told:
        tally.wrong.append(f"{what}, not told: {sorted(missing)} {differences(now, before)}")
    if now != before:
        # Each part is what it was, or what the logs now say.
        bare = picture_without_caches(folder, Clock(progress.now()))
        mixed = {name: before[name] if now[name] == before[name] else bare[name] for name in now}
        if set(now["answers"]) <= {*before["answers"], *bare["answers"]}:  # read from the logs, undone as is remembered
            mixed["answers"] = now["answers"]
        tally.wrong += [f"{what}: {each}" for each in differences(now, mixed)]


def shortened(root: Path, seed: int, *, answers: int, step: int = 1, mirrored: bool = False) -> Tally:
    """Cut the only log at every byte (every ``step``-th): what is left is read, the beginning exactly.

    With ``mirrored`` there are caches and a copy of the log: then everything is there.
    """
    folder, trial, clock = root / "lived", root / "trial", Clock()
    learner = Learner(opened(folder, clock, segment=1 << 20), clock, random.Random(seed))
    pictures: dict[int, dict[str, Any]] = {}
    while len(learner.acknowledged) < answers:
        learner.act()
        (log,) = (folder / "log").rglob("*.jsonl") if (folder / "log").is_dir() else (None,)
        lines = log.read_bytes().count(b"\n") if log else 0
        pictures[lines] = picture_without_caches(folder, clock) if log else {}
    learner.progress.close()
    assert log is not None
    whole = log.read_bytes()
    if not mirrored:
        shutil.rmtree(folder / "local")
        shutil.rmtree(folder / "kept")
    tally = Tally()
    for size in range(0, len(whole) + 1, step):
        shutil.copytree(folder, trial)
        (trial / log.relative_to(folder)).write_bytes(whole[:size])
        # A last line whose end alone is missing is whole.
        lines = sum(not isinstance(line, Damage) for line in scan(whole[:size] + b"\n"))
        expected = pictures[max(pictures) if mirrored else lines] if lines in pictures or mirrored else None
        with Progress(trial, clock=clock) as progress:
            tally.trials += 1
            if expected:
                now = picture(progress, clock.now)
                # Days and what is due are those of the last picture, whenever the others were made.
                named = [name for name in now if name not in ("due", "places")]
                tally.wrong += [
                    f"{size} bytes: {each}"
                    for each in differences({n: now[n] for n in named}, {n: expected[n] for n in named})
                ]
            tally.told += bool(progress.troubles())
        shutil.rmtree(trial)
    return tally
