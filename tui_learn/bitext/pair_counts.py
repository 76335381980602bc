"""How often dictionary forms of two languages were linked in some text, small enough for a whole library.

Dictionary forms are known by 64-bit hashes, so that counts of different texts can be added without their words.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tui_learn.bitext.arrays import Floats

Hashes = npt.NDArray[np.uint64]

_MIX = np.uint64(0x9E3779B97F4A7C15)
LEAST = 0.02
"""Counts below this are not kept."""


def hashes(names: Sequence[str]) -> Hashes:
    """Shape (names,): 64-bit hashes, the same on every machine."""
    raw = b"".join(hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest() for name in names)
    return np.frombuffer(raw, dtype="<u8").astype(np.uint64)


def pair_hashes(left: Hashes, right: Hashes) -> Hashes:
    """A hash of each pair; the order of the two matters."""
    with np.errstate(over="ignore"):
        return (left * _MIX) ^ (right + (left >> np.uint64(29)))


@dataclass(frozen=True)
class Tally:
    """Counts by hash."""

    keys: Hashes
    """Sorted, each once."""
    values: Floats

    def of(self, keys: Hashes) -> Floats:
        """The counts of some keys, 0 where there are none."""
        if not len(self.keys):
            return np.zeros(len(keys))
        place = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[place] == keys, self.values[place], 0.0)


def tally(keys: Hashes, values: Floats) -> Tally:
    """Counts of keys in any order, equal ones added."""
    distinct, back = np.unique(keys, return_inverse=True)
    return Tally(distinct, np.bincount(back.reshape(-1), values, minlength=len(distinct)).astype(np.float64))


@dataclass(frozen=True)
class PairCounts:
    """What one text, or many, taught of two languages."""

    pairs: Tally
    """Expected links of pairs of dictionary forms."""
    left: Tally
    """Words of each dictionary form on the left."""
    right: Tally
    units: int
    """Units that were learnt from."""


_NONE = Tally(np.zeros(0, np.uint64), np.zeros(0))
NOTHING = PairCounts(_NONE, _NONE, _NONE, 0)


def added(several: Iterable[PairCounts]) -> PairCounts:
    """The sums of several counts."""
    several = [counts for counts in several if counts.units]
    if not several:
        return NOTHING

    def total(tallies: list[Tally]) -> Tally:
        return tally(np.concatenate([t.keys for t in tallies]), np.concatenate([t.values for t in tallies]))

    return PairCounts(
        total([counts.pairs for counts in several]),
        total([counts.left for counts in several]),
        total([counts.right for counts in several]),
        sum(counts.units for counts in several),
    )


def to_bytes(counts: PairCounts) -> bytes:
    """For keeping."""
    out = io.BytesIO()
    arrays = {
        f"{name}_{part}": getattr(tally, part)
        for name, tally in (("pairs", counts.pairs), ("left", counts.left), ("right", counts.right))
        for part in ("keys", "values")
    }
    np.savez_compressed(out, units=np.array(counts.units), **arrays)
    return out.getvalue()


def from_bytes(data: bytes) -> PairCounts:
    """What ``to_bytes`` wrote. Raises ``ValueError`` for anything else."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            pairs, left, right = (
                Tally(arrays[f"{name}_keys"].astype(np.uint64), arrays[f"{name}_values"].astype(np.float64))
                for name in ("pairs", "left", "right")
            )
            return PairCounts(pairs, left, right, int(arrays["units"]))
    except (OSError, ValueError, KeyError, TypeError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        raise ValueError(str(error)) from error
