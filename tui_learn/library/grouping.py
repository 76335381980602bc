"""Which files are translations of one another.

What is declared decides; then *certain*: many shared anchors, the same sequence of blocks and block
lengths that rise and fall together, with no rival; then *probable*, which a person should confirm. A wrong
merge is worse than a missed one.
"""

from __future__ import annotations

import difflib
import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tui_learn.i18n import gettext as _
from tui_learn.library.groups import Group, Grouping
from tui_learn.library.summary import EditionSummary
from tui_learn.text.languages import UNKNOWN, language_name
from tui_learn.text.problems import Problem

_WEIGHTS = {"u": 1.5, "c": 1.0, "a": 0.8, "n": 0.5, "k": 0.3}
_COMMON = 60
"""An anchor in more files than this proposes no pairs."""
_MIN_SHARED = 3
"""Shared anchors, keywords not counted, without which nothing is certain."""
_LONG_SHAPE = 400


@dataclass(frozen=True, slots=True)
class _Pair:
    left: int
    right: int
    jaccard: float
    shared: int
    structure: float
    correlation: float

    @property
    def score(self) -> float:
        return 0.55 * self.jaccard + 0.3 * self.structure + 0.15 * max(0.0, self.correlation)

    @property
    def certain(self) -> bool:
        return self.jaccard >= 0.6 and self.shared >= _MIN_SHARED and self.structure >= 0.9 and self.correlation >= 0.9

    @property
    def probable(self) -> bool:
        return self.jaccard >= 0.35 and self.shared >= 2 and self.structure >= 0.75 and self.correlation >= 0.7


def group_editions(summaries: Sequence[EditionSummary]) -> tuple[list[Group], list[Problem]]:
    """Every summary in exactly one group, and what was odd about it (duplicates)."""
    ordered = sorted(summaries, key=lambda summary: summary.path)
    problems: list[Problem] = []
    groups: list[Group] = []
    loose: list[EditionSummary] = []

    by_declaration: dict[str, list[EditionSummary]] = defaultdict(list)
    for summary in ordered:
        if summary.declared:
            by_declaration[summary.declared].append(summary)
        else:
            loose.append(summary)
    for declared, members in by_declaration.items():
        kept = _one_a_language(members, problems, groups)
        # A lone file whose folder happens to be named like a language declares nothing.
        if len(kept) > 1 or declared.startswith("article:"):
            groups.append(Group("declared" if len(kept) > 1 else "single", tuple(kept)))
        else:
            loose += kept
    unique = _without_copies(loose, problems, groups)
    groups += _by_content(sorted(unique, key=lambda summary: summary.path))
    return sorted(groups, key=lambda group: group.members[0].path), problems


def _one_a_language(
    members: list[EditionSummary], problems: list[Problem], groups: list[Group]
) -> list[EditionSummary]:
    kept: dict[str, EditionSummary] = {}
    for member in members:
        first = kept.setdefault(member.language, member)
        if first is not member:
            problems.append(_duplicate(member, first))
            groups.append(Group("single", (member,)))
    return list(kept.values())


def _without_copies(
    members: list[EditionSummary], problems: list[Problem], groups: list[Group]
) -> list[EditionSummary]:
    first: dict[str, EditionSummary] = {}
    for member in members:
        if first.setdefault(member.sha256, member) is not member:
            problems.append(_duplicate(member, first[member.sha256]))
            groups.append(Group("single", (member,)))
    return list(first.values())


def _duplicate(member: EditionSummary, first: EditionSummary) -> Problem:
    message = _("the same article in {language} as {other}; keep one of the two").format(
        language=language_name(member.language), other=first.path
    )
    return Problem("warning", member.path, None, message)


def _by_content(summaries: list[EditionSummary]) -> list[Group]:
    pairs = _score_pairs(summaries)
    by_ends = {(pair.left, pair.right): pair for pair in pairs}
    group_of = list(range(len(summaries)))
    members = {index: [index] for index in group_of}
    grouping: dict[int, Grouping] = dict.fromkeys(group_of, "single")
    rivals = _rivals(summaries, pairs)

    def tier(pair: _Pair) -> Grouping:
        known = UNKNOWN not in (summaries[pair.left].language, summaries[pair.right].language)
        return "certain" if pair.certain and known and pair not in rivals else "probable"

    for wanted in ("certain", "probable"):
        for pair in pairs:
            a, b = group_of[pair.left], group_of[pair.right]
            if a == b or tier(pair) != wanted:
                continue
            languages = [summaries[index].language for index in members[a] + members[b]]
            if len(set(languages)) < len(languages):
                continue
            across = [by_ends.get((min(i, j), max(i, j))) for i in members[a] for j in members[b]]
            agreeing = sum(
                1 for other in across if other is not None and (other.certain if wanted == "certain" else True)
            )
            if agreeing * 2 <= len(across):
                continue
            for index in members[b]:
                group_of[index] = a
            members[a] += members.pop(b)
            before = (grouping[a], grouping.pop(b))
            grouping[a] = "probable" if wanted == "probable" or "probable" in before else "certain"
    return [
        Group(grouping[root], tuple(summaries[index] for index in sorted(indexes))) for root, indexes in members.items()
    ]


def _rivals(summaries: list[EditionSummary], pairs: list[_Pair]) -> set[_Pair]:
    """Pairs one of whose ends has another candidate, in the same language, nearly as good."""
    best: dict[tuple[int, str], list[float]] = defaultdict(list)
    for pair in pairs:
        best[pair.left, summaries[pair.right].language].append(pair.score)
        best[pair.right, summaries[pair.left].language].append(pair.score)
    contested: set[_Pair] = set()
    for pair in pairs:
        for end, other in ((pair.left, pair.right), (pair.right, pair.left)):
            scores = best[end, summaries[other].language]
            if sum(1 for score in scores if score >= 0.85 * pair.score) > 1:
                contested.add(pair)
    return contested


def _score_pairs(summaries: list[EditionSummary]) -> list[_Pair]:
    """Pairs that are at least probable, best first."""
    frequency = Counter(anchor for summary in summaries for anchor in summary.anchors)
    weight = {
        anchor: _WEIGHTS[anchor[0]] * math.log((len(summaries) + 1) / count) for anchor, count in frequency.items()
    }
    totals = [sum(weight[anchor] for anchor in summary.anchors) for summary in summaries]
    places: dict[str, list[int]] = defaultdict(list)
    for index, summary in enumerate(summaries):
        for anchor in summary.anchors:
            if 1 < frequency[anchor] <= _COMMON:
                places[anchor].append(index)
    shared: dict[tuple[int, int], list[str]] = defaultdict(list)
    for anchor in sorted(places):
        indexes = places[anchor]
        for position, left in enumerate(indexes):
            for right in indexes[position + 1 :]:
                if summaries[left].language != summaries[right].language or summaries[left].language == UNKNOWN:
                    shared[left, right].append(anchor)
    pairs = []
    for (left, right), anchors in shared.items():
        common = sum(weight[anchor] for anchor in anchors)
        union = totals[left] + totals[right] - common
        jaccard = common / union if union else 0.0
        if jaccard < 0.35 or _headings_conflict(summaries[left].heading, summaries[right].heading):
            continue
        structure, correlation = _compare_structure(summaries[left], summaries[right])
        count = sum(1 for anchor in anchors if not anchor.startswith("k:"))
        pair = _Pair(left, right, jaccard, count, structure, correlation)
        if pair.probable:
            pairs.append(pair)
    return sorted(pairs, key=lambda pair: (-pair.score, pair.left, pair.right))


def _headings_conflict(left: str, right: str) -> bool:
    """Two short headings in ASCII look like names of commands or products: those are not translated."""

    def is_name(heading: str) -> bool:
        return heading.isascii() and 0 < len(heading.split()) <= 2

    return is_name(left) and is_name(right) and left.lower() != right.lower() and _code_like(left, right)


def _code_like(left: str, right: str) -> bool:
    # Ordinary words are translated ("Privacy", "Personvern"); what is written like code is not.
    return all(heading == heading.lower() or not heading.isalpha() for heading in (left, right))


def _compare_structure(left: EditionSummary, right: EditionSummary) -> tuple[float, float]:
    """(similarity of the block sequences, correlation of log lengths over matching blocks)."""
    if len(left.shape) > _LONG_SHAPE or len(right.shape) > _LONG_SHAPE:
        if left.shape == right.shape:
            ratio, matched = 1.0, list(zip(left.lengths, right.lengths, strict=True))
        else:
            common = Counter(left.shape) & Counter(right.shape)
            ratio = 2 * sum(common.values()) / (len(left.shape) + len(right.shape))
            matched = list(zip(left.lengths, right.lengths, strict=False))
    else:
        matcher = difflib.SequenceMatcher(None, left.shape, right.shape, autojunk=False)
        ratio = matcher.ratio()
        matched = [
            (left.lengths[a + offset], right.lengths[b + offset])
            for a, b, size in matcher.get_matching_blocks()
            for offset in range(size)
        ]
    return ratio, _correlation(matched)


def _correlation(pairs: list[tuple[int, int]]) -> float:
    if len(pairs) < 3:
        return 0.0
    xs = [math.log(1 + x) for x, _y in pairs]
    ys = [math.log(1 + y) for _x, y in pairs]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    cross = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
    spread = math.sqrt(sum((x - mean_x) ** 2 for x in xs) * sum((y - mean_y) ** 2 for y in ys))
    return cross / spread if spread else 0.0
