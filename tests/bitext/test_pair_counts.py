"""Counts of links by hash."""

from __future__ import annotations

import hashlib
import io
import random
from collections.abc import Iterable, Mapping
from typing import TypeVar

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_learn.bitext.pair_counts import (
    NOTHING,
    PairCounts,
    added,
    from_bytes,
    hashes,
    pair_hashes,
    tally,
    to_bytes,
)

Key = TypeVar("Key")
Plain = tuple[dict[tuple[str, str], float], dict[str, float], dict[str, float], int]
"""Counts by words."""

words = st.text(max_size=4)
count = st.floats(0.02, 50)
plain_counts = st.tuples(
    st.dictionaries(st.tuples(words, words), count, max_size=6),
    st.dictionaries(words, count, max_size=4),
    st.dictionaries(words, count, max_size=4),
    st.integers(1, 90),
)


def counted(plain: Plain) -> PairCounts:
    pairs, left, right, units = plain
    keys = pair_hashes(hashes([one for one, _other in pairs]), hashes([other for _one, other in pairs]))
    return PairCounts(
        tally(keys, np.array(list(pairs.values()))),
        tally(hashes(list(left)), np.array(list(left.values()))),
        tally(hashes(list(right)), np.array(list(right.values()))),
        units,
    )


def total(several: Iterable[Mapping[Key, float]]) -> dict[Key, float]:
    found: dict[Key, float] = {}
    for one in several:
        for key, value in one.items():
            found[key] = found.get(key, 0.0) + value
    return found


def check(found: PairCounts, several: list[Plain]) -> None:
    pairs = total([one[0] for one in several])
    keys = pair_hashes(hashes([one for one, _other in pairs]), hashes([other for _one, other in pairs]))
    assert found.pairs.of(keys) == pytest.approx(list(pairs.values()))
    assert len(found.pairs.keys) == len(pairs)
    for wanted, tallied in (
        (total(one[1] for one in several), found.left),
        (total(one[2] for one in several), found.right),
    ):
        assert tallied.of(hashes(list(wanted))) == pytest.approx(list(wanted.values()))
        assert tallied.of(hashes(["never met"])).tolist() == [0.0]
        assert tallied.keys.tolist() == sorted(set(tallied.keys.tolist()))
    assert found.units == sum(one[3] for one in several)


@given(st.lists(plain_counts, max_size=4), st.randoms(use_true_random=False))
def test_sums_of_counts(several: list[Plain], chance: random.Random) -> None:
    made = [counted(one) for one in several]
    check(added(made), several)
    chance.shuffle(made)
    check(added([NOTHING, *made]), several)


@given(st.lists(st.tuples(words, count), max_size=8))
def test_equal_keys_are_added(several: list[tuple[str, float]]) -> None:
    found = tally(hashes([word for word, _count in several]), np.array([value for _word, value in several]))
    wanted = total([{word: value} for word, value in several])
    assert found.of(hashes(list(wanted))) == pytest.approx(list(wanted.values()))


@settings(deadline=None)
@given(plain_counts)
def test_counts_are_the_same_after_they_were_kept(plain: Plain) -> None:
    made = counted(plain)
    found = from_bytes(to_bytes(made))
    for name in ("pairs", "left", "right"):
        assert getattr(found, name).keys.tolist() == getattr(made, name).keys.tolist()
        assert getattr(found, name).values.tolist() == getattr(made, name).values.tolist()
    assert found.units == made.units


@given(words, words)
def test_hashes_are_the_same_everywhere(one: str, other: str) -> None:
    left, right = (
        int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little") for word in (one, other)
    )
    assert hashes([one, other]).tolist() == [left, right]
    pair = (left * 0x9E3779B97F4A7C15) % 2**64 ^ (right + left // 2**29) % 2**64
    assert pair_hashes(hashes([one]), hashes([other])).tolist() == [pair]
    assert len(hashes(["file \udcff"])) == 1


@given(words, words)
def test_the_order_of_a_pair_matters(one: str, other: str) -> None:
    two = hashes([one]), hashes([other])
    assert (pair_hashes(*two) == pair_hashes(*two[::-1])).tolist() == [one == other]


def test_pairs_of_many_words_have_hashes_of_their_own() -> None:
    left, right = hashes([f"left {n}" for n in range(300)]), hashes([f"right {n}" for n in range(300)])
    found = pair_hashes(np.repeat(left, 300), np.tile(right, 300))
    assert len(np.unique(found)) == 90_000


EXAMPLE = to_bytes(counted(({("talo", "hus"): 2.5, ("iso", "stor"): 1.0}, {"talo": 3.0}, {"hus": 4.0}, 7)))


@settings(deadline=None)
@given(st.binary(max_size=40))
def test_other_bytes(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        from_bytes(data)


def test_bytes_that_are_cut_off() -> None:
    for end in range(0, len(EXAMPLE), 7):
        with pytest.raises(ValueError):  # noqa: PT011
            from_bytes(EXAMPLE[:end])


def test_damaged_bytes() -> None:
    wrong = 0
    names = EXAMPLE.index(b"PK\x01\x02")  # from here on: how each array is packed
    for place in [*range(0, names, 7), *range(names, len(EXAMPLE))]:
        for value in {EXAMPLE[place] ^ 1, EXAMPLE[place] ^ 0x40}:
            try:
                found = from_bytes(EXAMPLE[:place] + bytes([value]) + EXAMPLE[place + 1 :])
            except ValueError:
                wrong += 1
            else:  # what was hit means nothing, a date for example
                check(found, [({("talo", "hus"): 2.5, ("iso", "stor"): 1.0}, {"talo": 3.0}, {"hus": 4.0}, 7)])
    assert wrong > 200


def test_arrays_of_another_kind() -> None:
    one, several = io.BytesIO(), io.BytesIO()
    np.save(one, np.ones(3))
    np.savez(several, units=np.array(3))
    for out in (one, several):
        with pytest.raises(ValueError):  # noqa: PT011
            from_bytes(out.getvalue())


def test_nothing() -> None:
    assert added([]) is NOTHING
    assert added([NOTHING, NOTHING]) is NOTHING
    assert NOTHING.pairs.of(hashes(["talo"])).tolist() == [0.0]
    assert hashes([]).tolist() == []
    assert from_bytes(to_bytes(NOTHING)).units == 0
