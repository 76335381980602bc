"""Alignments already made, kept by the hashes of both files and by what was repaired by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_learn.bitext.beads import Bead
from tui_learn.bitext.bitext import Bitext, Progress, same_edition
from tui_learn.bitext.repair_store import RepairStore
from tui_learn.cache import Cache
from tui_learn.text import Edition, Problem
from tui_learn.text.version import READING_VERSION

if TYPE_CHECKING:
    from tui_learn.bitext.beads import FixedBead

Report = Callable[[Problem], None]
"""Told what is wrong, for the caller to show."""

_VERSION = 4 + 10 * READING_VERSION


def _unheard(problem: Problem) -> None:
    """For callers that report elsewhere."""


def kept_bitext(
    left: Edition,
    right: Edition,
    cache_folder: Path | None,
    repairs: RepairStore | None = None,
    *,
    report: Report = _unheard,
    quickly: bool = True,
) -> Bitext | None:
    """As ``load_bitext``, but None if it was not done before; it takes no longer than reading a file.

    Many repairs are not looked through either, which takes longer, unless there is no need to be ``quickly`` done.
    """
    if quickly and repairs is not None and not repairs.is_quick(left.language, right.language):
        return None
    return _kept(left, right, cache_folder, _fixed(left, right, repairs, report))


def load_bitext(
    left: Edition,
    right: Edition,
    cache_folder: Path | None,
    repairs: RepairStore | None = None,
    *,
    report: Report = _unheard,
    progress: Progress | None = None,
) -> Bitext:
    """The two editions aligned, from the cache when both and the repairs that apply are known as they are.

    ``report`` is told what is wrong with the file of repairs; the repairs that cannot be read are then left out.
    ``progress`` is told how much is aligned; what it raises stops the work, and nothing is kept.
    """
    fixed = _fixed(left, right, repairs, report)
    kept = _kept(left, right, cache_folder, fixed)
    if kept is not None:
        return kept
    from tui_learn.bitext.repairs import build_repaired

    bitext = build_repaired(left, right, fixed, progress=progress)
    Cache(cache_folder, "bitexts", _VERSION).put(bitext_to_json(bitext), *_key(left, right, fixed))
    return bitext


def bitext_to_json(bitext: Bitext) -> dict[str, Any]:
    """How its blocks and sentences are aligned, as JSON."""
    return {"blocks": _beads_to_json(bitext.block_beads), "sentences": _beads_to_json(bitext.beads)}


def bitext_from_json(
    data: Any,
    left: Edition,
    right: Edition,
    repairs: RepairStore | None = None,
    *,
    report: Report = _unheard,
) -> Bitext | None:
    """The two editions aligned as they were; None where that is not how these editions can be."""
    return _marked(_from_json(data, left, right), _fixed(left, right, repairs, report))


def _fixed(left: Edition, right: Edition, repairs: RepairStore | None, report: Report) -> list[FixedBead]:
    if repairs is None or left is right:
        return []
    kept, problems = repairs.read(left.language, right.language)
    for problem in problems:
        report(problem)
    if not kept:
        return []
    from tui_learn.bitext.repairs import look_for

    return look_for(kept, left, right).fixed


def _marked(bitext: Bitext | None, fixed: Sequence[FixedBead]) -> Bitext | None:
    if bitext is None or not fixed:
        return bitext
    from tui_learn.bitext.repairs import marked

    return marked(bitext, fixed)


def _kept(left: Edition, right: Edition, cache_folder: Path | None, fixed: Sequence[FixedBead]) -> Bitext | None:
    if left is right:
        return same_edition(left)
    data = Cache(cache_folder, "bitexts", _VERSION).get(*_key(left, right, fixed))
    return _marked(_from_json(data, left, right), fixed)


def _key(left: Edition, right: Edition, fixed: Sequence[FixedBead]) -> tuple[str, ...]:
    by_hand = [f"{bead.left}:{bead.right}" for bead in fixed]
    return (left.sha256, left.language, right.sha256, right.language, *by_hand)


def _beads_to_json(beads: tuple[Bead, ...]) -> list[Any]:
    return [[bead.left, bead.right, bead.confidence] for bead in beads]


def _from_json(data: Any, left: Edition, right: Edition) -> Bitext | None:
    try:
        blocks, beads = (
            tuple(Bead(tuple(a), tuple(b), confidence) for a, b, confidence in data[name])
            for name in ("blocks", "sentences")
        )
    except (TypeError, KeyError, ValueError):
        return None  # nothing kept, or by another version: it is aligned again
    bitext = Bitext(left, right, blocks, beads)
    whole = sorted(bitext.bead_of_left) == list(range(len(left.sentences))) and sorted(bitext.bead_of_right) == list(
        range(len(right.sentences))
    )
    return bitext if whole else None
