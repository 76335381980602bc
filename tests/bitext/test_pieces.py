from __future__ import annotations

from itertools import chain, pairwise

from hypothesis import given
from hypothesis import strategies as st

from tui_learn.bitext.pieces import Piece, Place, batches, choose_cuts, pieces_between, stretches

N, M = 60, 50


@st.composite
def rising(draw: st.DrawFn, most: int = 30) -> list[Place]:
    """Places that rise on both sides."""
    lefts = draw(st.lists(st.integers(0, N), max_size=most))
    rights = draw(st.lists(st.integers(0, M), min_size=len(lefts), max_size=len(lefts)))
    return sorted(set(zip(sorted(lefts), sorted(rights), strict=True)))


@st.composite
def fixed_pieces(draw: st.DrawFn) -> list[Piece]:
    """Pieces with two sides, in order, that do not overlap."""
    count = draw(st.integers(0, 4))
    lefts = sorted(draw(st.sets(st.integers(0, N), min_size=2 * count, max_size=2 * count)))
    rights = sorted(draw(st.sets(st.integers(0, M), min_size=2 * count, max_size=2 * count)))
    return [Piece(range(*lefts[k : k + 2]), range(*rights[k : k + 2]), fixed=True) for k in range(0, 2 * count, 2)]


def fits(place: Place, piece: Piece) -> bool:
    return all(a <= b for a, b in zip(place, piece.start, strict=True)) or all(
        a >= b for a, b in zip(place, piece.end, strict=True)
    )


@given(rising(), fixed_pieces())
def test_every_unit_is_in_one_piece(cuts: list[Place], fixed: list[Piece]) -> None:
    cuts = [cut for cut in cuts if all(fits(cut, piece) for piece in fixed)]
    pieces = pieces_between(cuts, (0, 0), (N, M), fixed)
    assert list(chain.from_iterable(piece.rows for piece in pieces)) == list(range(N))
    assert list(chain.from_iterable(piece.columns for piece in pieces)) == list(range(M))
    assert [piece for piece in pieces if piece.fixed] == fixed
    assert all(len(piece.rows) or len(piece.columns) for piece in pieces)
    edges = {place for piece in pieces for place in (piece.start, piece.end)}
    assert edges >= set(cuts)


def test_no_piece_of_nothing() -> None:
    assert pieces_between([], (3, 4), (3, 4)) == []
    assert pieces_between([(3, 4), (3, 9)], (3, 4), (5, 9)) == [
        Piece(range(3, 3), range(4, 9)), Piece(range(3, 5), range(9, 9)),
    ]  # fmt: skip


@given(rising(), st.integers(1, 20), st.data())
def test_cuts_are_far_enough_apart(candidates: list[Place], size: int, data: st.DataObject) -> None:
    avoided = data.draw(st.sets(st.sampled_from(candidates))) if candidates else set()
    cuts = choose_cuts(candidates, (0, 0), (N, M), size, avoided)
    assert set(cuts) <= set(candidates) - {(N, M)}
    assert cuts == sorted(set(cuts))
    for number, (one, other) in enumerate(pairwise([(0, 0), *cuts])):
        long = max(other[0] - one[0], other[1] - one[1])
        assert long >= (size // 2 if avoided and not number else size)


@given(rising(), st.integers(1, 20))
def test_no_place_to_cut_is_passed_over(candidates: list[Place], size: int) -> None:
    cuts = choose_cuts(candidates, (0, 0), (N, M), size)
    for one, other in pairwise([(0, 0), *cuts, (N, M)]):
        for place in candidates:
            if one < place < other:
                assert max(place[0] - one[0], place[1] - one[1]) < size


def test_old_cuts_are_taken_only_when_nothing_else_comes() -> None:
    every = [(n, n) for n in range(1, 40)]
    old = choose_cuts(every, (0, 0), (40, 40), 8)
    assert old == [(8, 8), (16, 16), (24, 24), (32, 32)]
    new = choose_cuts(every, (0, 0), (40, 40), 8, old)
    assert not set(new) & set(old)
    assert len(new) >= 4
    # Where only the old ones are sure, some stay.
    stayed = choose_cuts(old, (0, 0), (40, 40), 8, old)
    assert set(stayed) < set(old)
    assert all(other[0] - one[0] <= 2 * 8 for one, other in pairwise([(0, 0), *stayed, (40, 40)]))


sizes = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=30)


def in_a_row(steps: list[tuple[int, int]]) -> list[Piece]:
    found, i, j = [], 0, 0
    for a, b in steps:
        found.append(Piece(range(i, i + a), range(j, j + b)))
        i, j = i + a, j + b
    return found


@given(sizes, st.integers(1, 60))
def test_stretches(steps: list[tuple[int, int]], size: int) -> None:
    pieces = in_a_row(steps)
    found = stretches(pieces, size)
    assert list(chain.from_iterable(found)) == pieces
    long = [[max(len(piece.rows), len(piece.columns)) for piece in stretch] for stretch in found]
    assert all(found)
    assert all(sum(own) <= size or len([n for n in own if n]) == 1 for own in long)
    assert all(sum(one) + next(filter(None, other), size) > size for one, other in pairwise(long))


@given(sizes)
def test_batches(steps: list[tuple[int, int]]) -> None:
    pieces = in_a_row(steps)
    found = batches(pieces)
    assert sorted(chain.from_iterable(found)) == list(range(len(pieces)))
    for batch in found:
        rows = [len(pieces[number].rows) for number in batch]
        columns = [len(pieces[number].columns) for number in batch]
        assert max(rows) <= 2 * min(rows) + 8
        for number, wide in enumerate(columns[1:], 1):
            before = max(columns[:number])
            assert max(wide, before) <= 2 * min(wide, before) + 8


def test_pieces_of_one_size_are_one_batch() -> None:
    assert batches(in_a_row([(16, 17)] * 50)) == [list(range(50))]
    assert len(batches(in_a_row([(16, 17), (100, 17), (16, 100)] * 10))) == 3
