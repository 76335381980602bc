"""Which files are translations of one another.

What the learner has said decides; then what is declared; then *certain*: many shared anchors, the same sequence of
blocks and block lengths that rise and fall together, with no rival; then *probable*, which a person should confirm. A
wrong merge is worse than a missed one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

import numpy as np

from tui_learn.library.builds import builds_of
from tui_learn.library.clusters import Cluster, Clusters
from tui_learn.library.columns import Columns, Ints, columns_of
from tui_learn.library.copies import (
    best_of,
    exact_copies,
    near_copies,
    nearly_problem,
    same_problem,
    second_problem,
)
from tui_learn.library.declared import Declared, declared_articles
from tui_learn.library.evidence import CERTAIN, PROBABLE, SLIGHT, Evidence, contested, find_evidence
from tui_learn.library.groups import Doubt, Group, Grouped, Grouping
from tui_learn.library.said import NONE, Decisions, Lookup, Said, languages_said, said
from tui_learn.library.tongues import Tongues
from tui_learn.library.traits import Traits
from tui_learn.text.languages import UNKNOWN
from tui_learn.text.problems import Problem


def group_editions(
    traits: Iterable[Traits], decisions: Decisions = NONE, progress: Callable[[], None] | None = None
) -> Grouped:
    """Every edition in exactly one group, what was odd about it, and what is left to ask.

    The order of ``traits`` makes no difference; none of the objects is kept. ``progress`` is called now and then; what
    it raises stops the grouping.
    """
    return _Grouping(columns_of(traits), decisions, progress or (lambda: None)).run()


class _Grouping:
    """One run."""

    def __init__(self, columns: Columns, decisions: Decisions, tick: Callable[[], None]) -> None:
        self._columns, self._tick = columns, tick
        self._languages = list(columns.languages)
        self._tongues, self._said = self._take_in(decisions)
        self._problems: list[Problem] = []
        self._left_out: dict[int, int] = {}
        """Editions there is a better version of, and that."""

    def _take_in(self, decisions: Decisions) -> tuple[Tongues, Said]:
        rankings = self._columns.rankings
        if not decisions.made:
            return Tongues(self._languages, rankings), Said({}, [], frozenset())
        lookup = Lookup(self._columns.paths, (digest.hex() for digest in self._columns.sums))
        decided = languages_said(decisions, lookup)
        for number, language in decided.items():
            self._languages[number] = language
        tongues = Tongues(self._languages, rankings, frozenset(decided))

        def join(one: list[int], other: list[int]) -> bool:
            fits = tongues.may_join(one, other)
            if fits:
                tongues.settle(one, other)
            return fits

        return tongues, said(decisions, lookup, join)

    def run(self) -> Grouped:
        """Put the editions together."""
        columns, tongues = self._columns, self._tongues
        fixed = {number for part in self._said.together for number in part}
        copies = exact_copies(columns)
        declared = declared_articles(columns, tongues, fixed | set(copies), self._are_apart)
        self._leave_out({**copies, **declared.spare}, fixed)
        start = self._start(declared)
        languages = _numbered(self._languages)
        found = self._evidence(start, tongues, languages)
        clusters = Clusters(start, tongues, self._said.apart)
        clusters.grow(found, self._tiers(found, languages))
        whole = clusters.all()
        self._tell_seconds(found, clusters, tongues)
        lone = (Cluster([number]) for number in self._left_out)
        groups = [_group(columns, cluster) for cluster in [*whole, *lone]]
        made_out = {**tongues.made_out(), **{number: (tag, 1.0) for number, tag in self._said.languages.items()}}
        return Grouped(
            sorted(groups, key=lambda group: group.members[0]),
            sorted(self._problems, key=lambda problem: (problem.path, problem.message)),
            {columns.paths[number]: found for number, found in sorted(made_out.items())},
            tuple(_doubt(columns, found, cluster) for cluster in whole if cluster.doubts),
        )

    def _are_apart(self, one: int, other: int) -> bool:
        return (min(one, other), max(one, other)) in self._said.apart

    def _leave_out(self, copies: dict[int, int], fixed: set[int]) -> None:
        for number, kept in copies.items():
            if number not in fixed:
                self._left_out[number] = kept
                self._problems.append(same_problem(self._columns, number, kept, self._languages[number]))

    def _start(self, declared: Declared) -> list[Cluster]:
        start = [Cluster(list(part), is_declared=True) for part in self._said.together]
        start += [Cluster(list(part), is_declared=True, is_open=False) for part in declared.articles]
        placed = {number for cluster in start for number in cluster.members} | self._left_out.keys()
        start += [Cluster([number]) for number in range(len(self._columns)) if number not in placed]
        return start

    def _evidence(self, start: list[Cluster], tongues: Tongues, languages: Ints) -> Evidence:
        """What speaks for pairs; of several versions in one language only the best stays."""
        columns = self._columns
        declared = {number for cluster in start if cluster.is_declared for number in cluster.members}
        loose = [number not in declared and number not in self._left_out for number in range(len(columns))]
        unsure = [tongues.is_unsure(number) for number in range(len(columns))]
        near = near_copies(columns, languages)
        versions_of_others = {number for versions in near for number in versions[1:]} | self._left_out.keys()
        builds = builds_of(columns, languages, versions_of_others)
        found = find_evidence(columns, builds, languages, unsure, loose, self._tick)
        worth: dict[int, float] = defaultdict(float)
        for left, right, score in zip(found.left, found.right, found.score, strict=True):
            worth[left] += score
            worth[right] += score
        for versions in near:
            there = [number for number in versions if number not in self._left_out]
            settled = [number for number in there if number in declared]
            kept = settled[0] if settled else best_of(there, columns, worth) if there else -1
            for number in there:
                if number != kept and number not in declared:
                    self._left_out[number] = kept
                    self._problems.append(nearly_problem(columns, number, kept, self._languages[number]))
        start[:] = [cluster for cluster in start if cluster.members[0] not in self._left_out]
        return _without(found, self._left_out)

    def _tiers(self, found: Evidence, languages: Ints) -> list[int]:
        """The tier of each pair; a rival, or a language nobody knows, leaves it probable."""
        doubtful = contested(found, languages)
        unknown = [language == UNKNOWN for language in self._languages]
        return [
            _tier(tier, bool(doubtful[place]), unknown[left] or unknown[right])
            for place, (left, right, tier) in enumerate(zip(found.left, found.right, found.tier, strict=True))
        ]

    def _tell_seconds(self, found: Evidence, clusters: Clusters, tongues: Tongues) -> None:
        """Editions that stayed alone because their language is there."""
        told: set[int] = set()
        for place in sorted(range(len(found.left)), key=lambda place: -found.score[place]):
            for number, other in ((found.left[place], found.right[place]), (found.right[place], found.left[place])):
                if number in told or len(clusters.of[number].members) > 1 or found.tier[place] < CERTAIN:
                    continue
                language = tongues.now[number]
                same = [one for one in clusters.of[other].members if tongues.now[one] == language != UNKNOWN]
                if same and not self._are_apart(number, other):
                    told.add(number)
                    self._problems.append(second_problem(self._columns, number, same[0], language))


def _tier(tier: int, is_contested: bool, is_unknown: bool) -> int:
    if tier == SLIGHT:
        return 0 if is_contested else PROBABLE
    return PROBABLE if is_contested or is_unknown else tier


def _numbered(languages: list[str]) -> Ints:
    names = {language: number for number, language in enumerate(sorted(set(languages)))}
    return np.array([names[language] for language in languages], np.int64)


def _without(found: Evidence, left_out: dict[int, int]) -> Evidence:
    if not left_out:
        return found
    kept = Evidence()
    for place, (left, right) in enumerate(zip(found.left, found.right, strict=True)):
        if left not in left_out and right not in left_out:
            kept.take(found, place)
    return kept


def _group(columns: Columns, cluster: Cluster) -> Group:
    members = tuple(columns.paths[number] for number in sorted(cluster.members))
    grouping: Grouping = "certain" if cluster.tier == CERTAIN else "probable"
    if len(members) == 1:
        grouping = "single"
    elif cluster.is_declared and cluster.tier == CERTAIN:
        grouping = "declared"
    return Group(grouping, members)


def _doubt(columns: Columns, found: Evidence, cluster: Cluster) -> Doubt:
    """What is least sure of an article."""
    one, other, place = min(cluster.doubts, key=lambda doubt: (found.score[doubt[2]], doubt[:2]))
    right = min(one, other, key=len)
    left = [number for number in cluster.members if number not in right]
    return Doubt(
        tuple(columns.paths[number] for number in left),
        tuple(columns.paths[number] for number in right),
        found.shared[place],
        round(found.jaccard[place], 3),
        round(found.structure[place], 3),
        round(found.correlation[place], 3),
    )
