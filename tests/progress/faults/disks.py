"""Disks that are full or fail: what was acknowledged is there, what was refused is not, and the learner can go on."""

from __future__ import annotations

import errno
import os
import random
from pathlib import Path
from typing import Any

import pytest

from tests.progress.faults.cuts import Tally, picture_without_caches
from tests.progress.faults.learner import Clock, Learner, differences, opened, picture, stored
from tui_learn.progress import ProgressNotSaved, disk

FAILING = ("make_folder", "create", "append", "sync", "truncate", "close", "sync_folder", "put", "replace")


class Moody:
    """A disk that refuses by chance, at times after having done a part of it or all of it."""

    def __init__(self, chance: random.Random, patch: pytest.MonkeyPatch, how_often: float) -> None:
        self.chance, self.how_often = chance, how_often
        self.well = True
        self.refused: list[str] = []
        """What it has refused to do since somebody looked."""
        for verb in FAILING:
            patch.setattr(disk, verb, self._wrapped(verb, getattr(disk, verb)))

    def _wrapped(self, verb: str, real: Any) -> Any:
        def call(*given: Any, **named: Any) -> Any:
            if self.well or self.chance.random() >= self.how_often:
                return real(*given, **named)
            self.refused.append(verb)
            if verb == "append" and self.chance.random() < 0.7:
                descriptor, data = given
                os.write(descriptor, data[: self.chance.randint(0, len(data))])
            elif verb in ("close", "sync", "make_folder") and self.chance.random() < 0.5:
                real(*given, **named)
            raise OSError(self.chance.choice([errno.ENOSPC, errno.EIO, errno.EDQUOT]), "the disk refuses")

        return call


def refusals(root: Path, count: int, seed: int) -> Tally:
    """Learn on a moody disk until it has refused ``count`` times; then look, on a good one, what is there."""
    chance = random.Random(seed)
    tally = Tally()
    number = 0
    while tally.trials < count:
        number += 1
        folder, clock = root / f"moody{number}", Clock()
        with pytest.MonkeyPatch.context() as patch:
            moody = Moody(chance, patch, chance.choice([0.01, 0.1, 0.5]))
            learner = Learner(opened(folder, clock), clock, chance)
            sure: set[str] = set()
            left: set[str] = set()
            for _number in range(40):
                moody.well = chance.random() < 0.3
                moody.refused = []
                try:
                    sure.update(learner.act())
                except ProgressNotSaved:
                    tally.trials += 1
                    moody.well = True
                    more = stored_now(learner) - sure - left
                    left |= more
                    # What cannot even be taken back may stand there.
                    if more and "truncate" not in moody.refused:
                        tally.wrong.append(f"refused, and there all the same: {sorted(more)}")
                if chance.random() < 0.1:
                    learner.progress.tidy()
            moody.well = chance.random() < 0.5
            try:
                learner.progress.close()
            except ProgressNotSaved:
                tally.told += 1
            moody.well = True
        _settle(folder, clock, sure, chance, tally)
    return tally


def stored_now(learner: Learner) -> set[str]:
    """The ids of the events that are there but undos, which have been told to nobody, as another program sees them."""
    with opened(learner.progress.folder, learner.clock) as other:
        return {row["id"] for row in other.db.table("reviews").all() if row["kind"] != "undo"}


def _settle(folder: Path, clock: Clock, sure: set[str], chance: random.Random, tally: Tally) -> None:
    with opened(folder, clock) as again:
        tally.acknowledged += len(sure)
        tally.lost += sorted(sure - stored(again))
        learner = Learner(again, clock, chance)
        learner.acts(3)
        tally.lost += sorted(set(learner.acknowledged) - stored(again))
        tally.wrong += differences(picture(again, clock.now), picture_without_caches(folder, clock))
