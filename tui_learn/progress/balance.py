"""Days that are evenly full: a card may come some days sooner or later than FSRS says.

Cards that were begun together would otherwise come together for ever. The days that stand for an interval are those of
Anki and FSRS (``fuzz_range``); among them one is drawn, the likelier the fewer cards it has, as Anki's load balancer
does (Anki, ``rslib/src/scheduler/states/load_balancer.rs``, 2024 and later). The draw depends on the card and on how
often it was reviewed, and on nothing else that is random: what was drawn is kept with the answer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from tui_learn.progress.cards import Memory, Phase
from tui_learn.progress.options import ScheduleOptions
from tui_learn.progress.schedule import day_number, fuzz_range, interval_of

FEWER = 2.15
"""The power of the number of cards by which a day is less likely; Anki's."""
SOONER = 2
"""The power of the interval by which it is less likely: days further off have fewer cards as yet, and cards would drift
there. Anki's 3 makes intervals of 3 to 6 days 9 % shorter on the average; 2 makes them 5 % shorter and leaves longer
ones as they are (simulated: 90 days, 30 new cards a day)."""
NEAR = 90
"""Days; further off it matters little how full a day is, and each is as likely as the other."""


def choose_shift(
    memory: Memory,
    zone_minutes: int,
    load: Callable[[int], int],
    seed: str,
    options: ScheduleOptions,
) -> int:
    """Days by which a card comes later (or sooner) than FSRS says; 0 in learning steps and without ``balance``.

    ``memory`` is that after the review, ``load`` the number of other cards that come on a day (as ``day_number`` has
    it), and ``seed`` names the card. The same arguments give the same days on every device and every version of Python.
    """
    if not options.balance or memory.phase != Phase.REVIEW:
        return 0
    days = interval_of(memory)
    shortest, longest = fuzz_range(days, options.maximum_days)
    if shortest == longest:
        return shortest - days
    due = day_number(memory.due, zone_minutes, options.day_begins)
    shifts = range(shortest - days, longest - days + 1)
    weights = [1.0] * len(shifts)
    if days <= NEAR:
        weights = [(1 + load(due + shift)) ** -FEWER * (days + shift) ** -SOONER for shift in shifts]
    return _drawn(shifts, weights, f"{seed}\n{memory.reviews}")


def _drawn(shifts: Sequence[int], weights: Sequence[float], seed: str) -> int:
    """One of the shifts, each as likely as its weight says."""
    digest = hashlib.sha256(seed.encode("utf-8", "surrogatepass")).digest()
    drawn = int.from_bytes(digest[:7], "big") / 2**56 * sum(weights)
    for shift, weight in zip(shifts, weights, strict=True):
        drawn -= weight
        if drawn < 0:
            return shift
    return shifts[-1]
