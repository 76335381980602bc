"""Editions that are there twice: the same file, or the same text but for a few changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rapidfuzz.distance import LCSseq

from tui_learn.i18n import gettext as _
from tui_learn.library.candidates import Postings, candidates, jaccard_of, postings_of
from tui_learn.library.columns import Columns, Ints
from tui_learn.text.languages import UNKNOWN, language_name
from tui_learn.text.problems import Problem

_SAME_SENTENCES = 0.5
"""Share of sentences that two versions of a text have in common."""
_FEWEST = 3
"""Sentences in common without which they are no evidence."""
_SAME_ANCHORS = 0.8
_SAME_LENGTH = 0.1


def exact_copies(columns: Columns) -> dict[int, int]:
    """Each later file with the bytes of an earlier one, and that one."""
    first: dict[bytes, int] = {}
    sums = enumerate(columns.sums)
    return {number: first[digest] for number, digest in sums if first.setdefault(digest, number) != number}


def near_copies(columns: Columns, languages: Ints) -> list[list[int]]:
    """Groups of editions of one language with mostly the same sentences, links and blocks."""
    leaders = list(range(len(columns)))

    def leader(number: int) -> int:
        while leaders[number] != number:
            number = leaders[number]
        return number

    anchors: Postings | None = None
    sizes = columns.sketches.sizes
    for some in candidates(postings_of(columns.sketches, languages, kinds=False), 0.1):
        union = sizes[some.left] + sizes[some.right] - some.shared
        same = languages[some.left] == languages[some.right]
        good = same & (some.shared >= _FEWEST) & (some.shared >= _SAME_SENTENCES * union)
        for left, right in zip(some.left[good].tolist(), some.right[good].tolist(), strict=True):
            if leader(left) == leader(right):
                continue
            anchors = anchors or postings_of(columns.anchors, languages, kinds=True)
            if _is_nearly(columns, anchors, left, right):
                low, high = sorted((leader(left), leader(right)))
                leaders[high] = low
    groups: dict[int, list[int]] = defaultdict(list)
    for number in range(len(columns)):
        if leaders[number] != number or number in groups:
            groups[leader(number)].append(number)
    return [[first, *rest] for first, rest in sorted(groups.items())]


def _is_nearly(columns: Columns, anchors: Postings, left: int, right: int) -> bool:
    one, other = columns.shapes[left], columns.shapes[right]
    if 2 * LCSseq.similarity(one, other) < 0.9 * (len(one) + len(other)):
        return False
    jaccard, _shared, fewer = jaccard_of(anchors, left, right)
    if fewer >= _FEWEST and jaccard < _SAME_ANCHORS:
        return False
    size, length = (int(columns.lengths.row(number).sum()) for number in (left, right))
    return abs(size - length) <= _SAME_LENGTH * max(size, length)


def best_of(numbers: Sequence[int], columns: Columns, worth: dict[int, float]) -> int:
    """The version to keep: what fits other editions best, then what is longest, then the first."""
    return min(
        numbers, key=lambda number: (-round(worth.get(number, 0.0), 6), -int(columns.lengths.row(number).sum()), number)
    )


def same_problem(columns: Columns, number: int, kept: int, language: str) -> Problem:
    """A file that is there twice."""
    if language == UNKNOWN:
        message = _(
            'declared to be the same article as {other}, but in which language is not known; write "lang:" into both'
        )
        return _problem(columns, number, kept, language, message)
    message = _("the same article in {language} as {other}; keep one of the two")
    return _problem(columns, number, kept, language, message)


def nearly_problem(columns: Columns, number: int, kept: int, language: str) -> Problem:
    """A file that is there in another version."""
    message = _("nearly the same text in {language} as {other}; keep one of the two")
    return _problem(columns, number, kept, language, message)


def second_problem(columns: Columns, number: int, kept: int, language: str) -> Problem:
    """A file that fits an article as well, which has an edition in its language."""
    message = _("this may be the article of {other} in {language} once more; keep one of the two, if it is")
    return _problem(columns, number, kept, language, message)


def _problem(columns: Columns, number: int, kept: int, language: str, message: str) -> Problem:
    text = message.format(language=language_name(language), other=columns.paths[kept])
    return Problem("warning", columns.paths[number], None, text)
