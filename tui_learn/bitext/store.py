"""Alignments already made, kept by the hashes of both files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tui_learn.bitext.beads import Bead
from tui_learn.bitext.bitext import Bitext, build_bitext, same_edition
from tui_learn.cache import Cache
from tui_learn.text import Edition

_VERSION = 1


def kept_bitext(left: Edition, right: Edition, cache_folder: Path | None) -> Bitext | None:
    """The two editions aligned, if that was done before; it takes no longer than reading a file."""
    if left is right:
        return same_edition(left)
    return _from_json(Cache(cache_folder, "bitexts", _VERSION).get(*_key(left, right)), left, right)


def load_bitext(left: Edition, right: Edition, cache_folder: Path | None) -> Bitext:
    """The two editions aligned, from the cache when both are known as they are."""
    kept = kept_bitext(left, right, cache_folder)
    if kept is not None:
        return kept
    bitext = build_bitext(left, right)
    value = {"blocks": _beads_to_json(bitext.block_beads), "sentences": _beads_to_json(bitext.beads)}
    Cache(cache_folder, "bitexts", _VERSION).put(value, *_key(left, right))
    return bitext


def _key(left: Edition, right: Edition) -> tuple[str, ...]:
    return (left.sha256, left.language, right.sha256, right.language)


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
