"""Rows of numbers in a file."""

from __future__ import annotations

import pytest

from tui_learn.bitext.flat import NONE, LazySequence, NotFlat, from_bytes, to_bytes

DATA = to_bytes(
    {"name": "ä\ud800", "rows": [1]},
    {"bytes": ("B", b"abc"), "odd": ("I", [1, NONE, 3]), "sure": ("d", [0.25, 1.0]), "empty": ("I", [])},
)


class Squares(LazySequence[int]):
    def __init__(self, count: int) -> None:
        self.count = count
        self.made: list[int] = []

    def __len__(self) -> int:
        return self.count

    def _item(self, number: int) -> int:
        self.made.append(number)
        return number * number


def test_what_goes_in_comes_out() -> None:
    found = from_bytes(DATA)
    assert found.meta == {"name": "ä\ud800", "rows": [1]}
    assert {name: list(found.numbers(name)) for name in ("bytes", "odd", "sure", "empty")} == {
        "bytes": [97, 98, 99],
        "odd": [1, NONE, 3],
        "sure": [0.25, 1.0],
        "empty": [],
    }
    with pytest.raises(NotFlat):
        found.numbers("other")


@pytest.mark.parametrize("at", range(0, len(DATA), 7))
def test_a_damaged_file_is_none(at: int) -> None:
    with pytest.raises(NotFlat):
        from_bytes(DATA[:at] + bytes([DATA[at] ^ 0x41]) + DATA[at + 1 :])
    with pytest.raises(NotFlat):
        from_bytes(DATA[:at])


def test_the_file_of_another_kind_of_machine_is_none() -> None:
    other = DATA.replace(b" little ", b" big ", 1) if b" little " in DATA else DATA.replace(b" big ", b" little ", 1)
    with pytest.raises(NotFlat):
        from_bytes(other)


def test_items_are_made_when_they_are_asked_for() -> None:
    squares = Squares(5)
    assert (squares[3], squares[-1], squares.made) == (9, 16, [3, 4])
    assert squares[1:3] == (1, 4)
    assert list(squares) == [0, 1, 4, 9, 16]
    assert squares == (0, 1, 4, 9, 16)
    assert (1, squares) == (1, (0, 1, 4, 9, 16))
    assert squares != [0, 1, 4, 9, 17]
    assert squares != Squares(4)
    assert hash(squares) == hash((0, 1, 4, 9, 16))
    for outside in (5, -6):
        with pytest.raises(IndexError):
            squares[outside]
    assert not Squares(0)
