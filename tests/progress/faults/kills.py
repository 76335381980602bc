"""Kills learners in the middle of what they do, and looks whether anything they were promised is gone.

    python -m tests.progress.faults.kills FOLDER ROUNDS SEED [WRITERS]

A learner is a forked child that says over a pipe what was acknowledged; it is killed at a moment by chance and the
folder is opened by another. Each folder is used for several rounds, so that what a killed program leaves is gone on
with. With WRITERS so many write to one folder at once. Prints JSON.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.progress.faults.learner import START, Clock, Learner, differences, opened, picture, stored
from tui_learn.progress import Progress

ROUNDS_A_FOLDER = 8
MOST = 8
"""Words of a learner that are waited for before it is killed, at most."""
LONGEST = 0.004
"""Seconds after them, at most."""


def _learn(folder: Path, seed: int, told: int, start: Clock, limit: int) -> None:
    """What the child does until it is killed."""
    chance = random.Random(seed)
    done = 0
    while done < limit:
        learner = Learner(opened(folder, start), start, chance)
        for _number in range(chance.randint(1, 60)):
            before = dict(learner.values)
            ids = learner.act()
            news = {name: value for name, value in learner.values.items() if before.get(name) != value}
            done += len(ids)
            if ids or news:
                os.write(told, json.dumps([ids, news]).encode() + b"\n")
            if chance.random() < 0.05:
                learner.progress.tidy()
        learner.progress.close()


def begin(folder: Path, seed: int, clock: Clock, limit: int = 1 << 30) -> tuple[int, int]:
    """A child that learns; its process id and where it says what was acknowledged."""
    told, tells = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(told)
            _learn(folder, seed, tells, clock, limit)
        finally:
            os._exit(0)
    os.close(tells)
    return child, told


def heard(data: bytes) -> list[str]:
    """The ids that were acknowledged."""
    lines = data[: data.rfind(b"\n") + 1].splitlines()
    return [identity for line in lines for identity in json.loads(line)[0]]


def kill(folder: Path, seed: int, clock: Clock, chance: random.Random) -> list[str]:
    """Let a learner learn and kill it; the ids of the events it was promised."""
    child, told = begin(folder, seed, clock)
    data, wanted = b"", chance.randint(0, MOST)
    while data.count(b"\n") < wanted:
        data += os.read(told, 4096)
    time.sleep(chance.uniform(0, LONGEST))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(told, 1 << 16):
        data += more
    os.close(told)
    return heard(data)


def looked_at(folder: Path, promised: Iterable[str], clock: Clock, *, thoroughly: bool) -> dict[str, Any]:
    """What is missing, and whether caches and logs say the same."""
    with Progress(folder, clock=clock) as progress:
        found = stored(progress)
        result: dict[str, Any] = {"lost": sorted(set(promised) - found), "wrong": [], "stored": len(found)}
        result["troubles"] = [str(trouble) for trouble in progress.troubles()]
        if thoroughly:
            without = folder.with_name("without")
            shutil.rmtree(without, ignore_errors=True)
            shutil.copytree(folder / "log", without / "log")
            with Progress(without, clock=clock) as other:
                result["wrong"] = differences(picture(progress, clock.now), picture(other, clock.now))
    return result


def rounds(root: Path, count: int, seed: int) -> dict[str, Any]:
    """Kill so many learners."""
    chance = random.Random(seed)
    total: dict[str, Any] = {"rounds": count, "acknowledged": 0, "lost": [], "wrong": [], "damaged": 0}
    promised: list[str] = []
    clock = Clock()
    folder = root / "progress"
    for number in range(count):
        if number % ROUNDS_A_FOLDER == 0:
            shutil.rmtree(folder, ignore_errors=True)
            promised, clock = [], Clock(START)
        news = kill(folder, seed * 1_000_003 + number, Clock(clock.now), chance)
        promised += news
        last = number % ROUNDS_A_FOLDER == ROUNDS_A_FOLDER - 1 or number == count - 1
        result = looked_at(folder, promised, clock, thoroughly=last)
        total["acknowledged"] += len(news)
        total["lost"] += result["lost"]
        total["wrong"] += result["wrong"]
        total["damaged"] += any("damaged" in trouble for trouble in result["troubles"])
    return total


def at_once(root: Path, writers: int, seed: int, each: int = 25) -> dict[str, Any]:
    """So many learners at once, none of whom is killed."""
    folder = root / "progress"
    shutil.rmtree(folder, ignore_errors=True)
    children = [begin(folder, seed * 1009 + number, Clock(), each) for number in range(writers)]
    promised = []
    for _child, told in children:
        data = b""
        while more := os.read(told, 1 << 16):
            data += more
        os.close(told)
        promised += heard(data)
    for child, _told in children:
        with suppress(ChildProcessError):
            os.waitpid(child, 0)
    result = looked_at(folder, promised, Clock(), thoroughly=True)
    return {"acknowledged": len(promised), "writers": len(list((folder / "log").iterdir())), **result}


if __name__ == "__main__":
    where, how_many, first_seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    if len(sys.argv) > 4:
        print(json.dumps([at_once(where, int(sys.argv[4]), first_seed + n) for n in range(how_many)]))
    else:
        print(json.dumps(rounds(where, how_many, first_seed)))
