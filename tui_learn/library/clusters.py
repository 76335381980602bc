"""From pairs of editions to articles: the surest pairs first, one edition a language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tui_learn.library.evidence import CERTAIN, PROBABLE, Evidence
from tui_learn.library.tongues import Tongues


@dataclass(slots=True)
class Cluster:
    """Editions that belong together."""

    members: list[int]
    tier: int = CERTAIN
    """The weakest of the steps that made it."""
    is_declared: bool = False
    """By the learner, by a key or by names: then nothing that is declared otherwise joins it."""
    is_open: bool = True
    """Whether what is only probable may join."""
    doubts: list[tuple[list[int], list[int], int]] = field(default_factory=list)
    """For each step that was only probable: the members of both sides, and the place of its pair."""


class Clusters:
    """Every edition in one cluster; the clusters grow."""

    def __init__(self, start: Iterable[Cluster], tongues: Tongues, apart: Iterable[tuple[int, int]]) -> None:
        """``apart``: pairs of editions that are not one article, as the learner has said."""
        self._tongues = tongues
        self._apart: dict[int, set[int]] = {}
        for one, other in apart:
            self._apart.setdefault(one, set()).add(other)
            self._apart.setdefault(other, set()).add(one)
        self.of: dict[int, Cluster] = {member: cluster for cluster in start for member in cluster.members}

    def grow(self, found: Evidence, tiers: Sequence[int]) -> None:
        """Join what belongs together; ``tiers`` gives that of each pair."""
        order = sorted(
            range(len(found.left)), key=lambda place: (-found.score[place], found.left[place], found.right[place])
        )
        for tier in (CERTAIN, PROBABLE):
            for place in order:
                if tiers[place] >= tier:
                    self._join(found, tiers, place, tier)

    def _join(self, found: Evidence, tiers: Sequence[int], place: int, tier: int) -> None:
        one, other = self.of[found.left[place]], self.of[found.right[place]]
        if one is other or (one.is_declared and other.is_declared):
            return
        if tier == PROBABLE and not (one.is_open and other.is_open):
            return
        if not self._tongues.may_join(one.members, other.members) or self._are_apart(one.members, other.members):
            return
        agreeing = 0
        for left in one.members:
            for right in other.members:
                across = found.place(left, right)
                agreeing += across is not None and (found.tier[across] >= CERTAIN or tier == PROBABLE)
        if agreeing * 2 <= len(one.members) * len(other.members):
            return
        self._merge(one, other, place, tier)

    def _merge(self, one: Cluster, other: Cluster, place: int, tier: int) -> None:
        doubts = one.doubts + other.doubts
        if tier == PROBABLE:
            doubts = [*doubts, (list(one.members), list(other.members), place)]
        self._tongues.settle(one.members, other.members)
        whole = Cluster(
            sorted(one.members + other.members),
            min(one.tier, other.tier, tier),
            one.is_declared or other.is_declared,
            one.is_open and other.is_open,
            doubts,
        )
        for member in whole.members:
            self.of[member] = whole

    def _are_apart(self, one: list[int], other: list[int]) -> bool:
        return any(not self._apart.get(member, frozenset()).isdisjoint(other) for member in one)

    def all(self) -> list[Cluster]:
        """All clusters, by their first members."""
        return sorted({id(cluster): cluster for cluster in self.of.values()}.values(), key=lambda one: one.members)
