"""Several devices of one learner, and tools that carry files between them well or badly."""

from __future__ import annotations

import random
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.progress.faults.learner import START, Clock, Learner, differences, opened, picture, stored

SEGMENT = 700
"""Bytes of a segment: few answers, so that segments arrive one by one."""


class World:
    """Devices, each with a folder of its own. ``promised`` are the ids of all events that were acknowledged."""

    def __init__(self, root: Path, count: int, chance: random.Random) -> None:
        self.root, self.chance, self.count = root, chance, count
        self.folders = [root / f"device{number}" for number in range(count)]
        self.learners: list[Learner | None] = [None] * count
        self.clocks = [Clock(START + timedelta(minutes=number)) for number in range(count)]
        self.promised: set[str] = set()
        self._earlier: dict[int, list[Path]] = {number: [] for number in range(count)}

    def learner(self, device: int) -> Learner:
        """The learner at a device, whose program is open."""
        found = self.learners[device]
        if found is None:
            clock = self.clocks[device]
            found = Learner(opened(self.folders[device], clock, segment=SEGMENT), clock, self.chance)
            self.learners[device] = found
        return found

    def learn(self, device: int, acts: int) -> None:
        """Act so many times."""
        learner = self.learner(device)
        learner.acts(acts)
        self.promised.update(learner.acknowledged)

    def close(self, device: int) -> None:
        """Stop the program."""
        learner = self.learners[device]
        if learner is not None:
            learner.progress.close()
            self.learners[device] = None

    def look(self, device: int) -> None:
        """Look at progress, so that what has arrived is read."""
        progress = self.learner(device).progress
        picture(progress, self.clocks[device].now)

    # --- what carries files

    def own(self, device: int) -> set[str]:
        """The folders of the log that were begun on a device."""
        return {path.stem for path in (self.folders[device] / "local").glob("*.json")}

    def _logs(self, device: int) -> list[Path]:
        return sorted((self.folders[device] / "log").rglob("*.jsonl"))

    def relay(self, source: int, target: int, *, some: bool = False) -> None:
        """Copy the logs of other devices, and of the source itself, over those of the target; ``some``: by chance."""
        own = self.own(target)
        for path in self._logs(source):
            if path.parent.name not in own and not (some and self.chance.random() < 0.5):
                self._put(target, f"{path.parent.name}/{path.name}", path.read_bytes())

    def _put(self, device: int, name: str, data: bytes) -> None:
        path = self.folders[device] / "log" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def _foreign(self, device: int) -> Path | None:
        own = self.own(device)
        found = [path for path in self._logs(device) if path.parent.name not in own]
        return self.chance.choice(found) if found else None

    def shrink(self, device: int) -> None:
        """A tool brings a foreign log back shorter, cut anywhere."""
        path = self._foreign(device)
        if path is not None:
            data = path.read_bytes()
            path.write_bytes(data[: self.chance.randint(0, len(data))])

    def lose(self, device: int) -> None:
        """A tool removes a foreign log, or the whole folder."""
        path = self._foreign(device)
        if path is not None:
            if self.chance.random() < 0.5:
                path.unlink()
            else:
                shutil.rmtree(path.parent)

    def conflict(self, device: int) -> None:
        """A tool puts a copy beside a log, whole or an older one, of its own or of another device."""
        found = self._logs(device)
        if found:
            path = self.chance.choice(found)
            data = path.read_bytes()
            mark = self.chance.choice([".sync-conflict-20260305-120000-ABCDEFG", " (conflicted copy 2026-03-05)"])
            path.with_name(f"{path.stem}{mark}.jsonl").write_bytes(data[: self.chance.randint(1, len(data) or 1)])

    def clear_caches(self, device: int) -> None:
        """Somebody clears the caches; without ``local`` the device no longer knows its own folders."""
        self.close(device)
        state = self.folders[device] / "local" / "state"
        if self.chance.random() < 0.7:
            state.unlink(missing_ok=True)
        else:
            shutil.rmtree(self.folders[device] / "local", ignore_errors=True)

    def back_up(self, device: int) -> None:
        """Make an image of the device's disk."""
        self.close(device)
        if self.folders[device].exists():
            image = self.root / f"image{device}-{len(self._earlier[device])}"
            shutil.copytree(self.folders[device], image)
            self._earlier[device].append(image)

    def roll_back(self, device: int) -> None:
        """Restore an image; what was done since stays on the devices that have seen it, and on no other."""
        if self._earlier[device]:
            self.close(device)
            lost = self.root / f"gone{device}-{len(list(self.root.iterdir()))}"
            self.folders[device].rename(lost)
            shutil.copytree(self.chance.choice(self._earlier[device]), self.folders[device])

    # --- in the end

    def agree(self) -> tuple[list[str], set[str]]:
        """Carry everything there is to everybody: in what they differ, and what was promised and is nowhere.

        What an image has undone counts as being there: its folder has only been put aside.
        """
        for device in range(self.count):
            self.close(device)
        contents: dict[str, set[bytes]] = {}
        for path in self.root.rglob("*.jsonl"):
            contents.setdefault(f"{path.parent.name}/{path.name[:8]}", set()).add(path.read_bytes())
        fresh = self.root / "all"
        for folder in [*self.folders, fresh]:
            for name, versions in contents.items():
                for number, data in enumerate(sorted(versions)):
                    path = folder / "log" / name
                    path.parent.mkdir(parents=True, exist_ok=True)
                    if not any(data == kept.read_bytes() for kept in path.parent.glob(f"{path.name}*.jsonl")):
                        beside = path.with_name(f"{path.name}.version{number}.jsonl")
                        whole = path.with_name(f"{path.name}.jsonl")
                        (beside if whole.exists() else whole).write_bytes(data)
        at = max(clock.now for clock in self.clocks) + timedelta(days=3)
        pictures: list[dict[str, Any]] = []
        there: set[str] | None = None
        for folder in [fresh, *self.folders]:
            with opened(folder, Clock(at)) as progress:
                pictures.append(picture(progress, at))
                there = stored(progress) if there is None else there & stored(progress)
        wrong = [each for other in pictures[1:] for each in differences(pictures[0], other)]
        return wrong, self.promised - (there or set())


def live(root: Path, seed: int, *, steps: int = 25) -> World:
    """Devices that learn while tools carry their files about, all by chance."""
    chance = random.Random(seed)
    world = World(root, chance.randint(2, 3), chance)
    for _step in range(steps):
        one = chance.randrange(world.count)
        other = (one + chance.randint(1, world.count - 1)) % world.count
        match chance.choices(range(9), [10, 6, 3, 3, 2, 1, 1, 1, 1])[0]:
            case 0:
                world.learn(one, chance.randint(1, 6))
            case 1:
                world.relay(one, other, some=chance.random() < 0.4)
            case 2:
                world.look(one)
            case 3:
                world.close(one)
            case 4:
                chance.choice([world.shrink, world.lose])(one)
            case 5:
                world.conflict(one)
            case 6:
                world.clear_caches(one)
            case 7:
                world.back_up(one)
            case 8:
                world.roll_back(one)
    return world
