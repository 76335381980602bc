"""Beads made by hand out of those that are there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.bitext.making import bitext, edition, sentences
from tui_learn.bitext import Bitext
from tui_learn.bitext.beads import FixedBead
from tui_learn.bitext.repair_making import (
    CannotRepair,
    Side,
    merged_here,
    repairs_of,
    split_at,
    split_before,
    unlinked_here,
)
from tui_learn.bitext.repair_places import MOST
from tui_learn.bitext.repairs import in_order, look_for

LEFT, RIGHT = edition(sentences("suomi", 10), "fi"), edition(sentences("svenska", 10), "sv")
PLAIN = bitext(LEFT, RIGHT)


def shapes(beads: list[FixedBead]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """They are found again as they were made, too."""
    assert set(look_for(repairs_of(UNEVEN, beads), LEFT, RIGHT).fixed) == set(beads)
    return [(bead.left, bead.right) for bead in in_order(beads)]


UNEVEN = bitext(LEFT, RIGHT, ((0,), (0, 1)), ((1,), ()), ((2, 3, 4), (2, 3)), ((), (4,)), ((5,), (5,)), ((6, 7), (6,)))


def test_merging() -> None:
    assert shapes(merged_here(UNEVEN, "left", 0)) == [((0, 1), (0, 1))]
    assert shapes(merged_here(UNEVEN, "right", 3)) == [((2, 3, 4), (2, 3, 4))]
    whole = bitext(LEFT, RIGHT, (range(5), range(6)), (range(5, 10), range(6, 10)))
    assert shapes(merged_here(whole, "left", 2)) == [(tuple(range(10)), tuple(range(10)))]
    with pytest.raises(CannotRepair, match=r"nothing comes after this; go to the sentence before it and merge that"):
        merged_here(UNEVEN, "left", 7)
    with pytest.raises(CannotRepair, match="neither"):
        merged_here(bitext(LEFT, RIGHT, ((0,), ()), ((1,), ())), "left", 0)


def test_splitting_before_a_sentence_shares_out_the_other_side() -> None:
    assert shapes(split_before(UNEVEN, "left", 4)) == [((2, 3), (2,)), ((4,), (3,))]
    assert shapes(split_before(UNEVEN, "right", 3)) == [((2, 3), (2,)), ((4,), (3,))]
    assert shapes(split_before(UNEVEN, "left", 7)) == [((6,), (6,)), ((7,), ())]
    assert shapes(split_before(UNEVEN, "right", 1)) == [((0,), (0,)), ((), (1,))]
    for number in (2, 5):
        with pytest.raises(CannotRepair, match="begins here already"):
            split_before(UNEVEN, "left", number)


def test_splitting_at_two_sentences() -> None:
    assert shapes(split_at(UNEVEN, 3, 3)) == [((2,), (2,)), ((3, 4), (3,))]
    shifted = bitext(LEFT, RIGHT, ((0, 1), (0,)), ((2,), (1, 2)))
    assert shapes(split_at(shifted, 1, 1)) == [((0,), (0,)), ((1, 2), (1, 2))]
    assert shapes(split_at(shifted, 2, 2)) == [((2,), (2,)), ((), (1,))]  # one bead, and no other is touched
    with pytest.raises(CannotRepair, match="side by side"):
        split_at(UNEVEN, 0, 5)
    with pytest.raises(CannotRepair, match="begins here already"):
        split_at(UNEVEN, 5, 5)


def test_unlinking_and_linking_again() -> None:
    assert shapes(unlinked_here(UNEVEN, "right", 1)) == [((0,), ()), ((), (0,)), ((), (1,))]
    with pytest.raises(CannotRepair, match="already"):
        unlinked_here(UNEVEN, "left", 1)
    loose = bitext(LEFT, RIGHT, ((0,), (0,)), ((), (1,)), ((), (2,)), ((1,), ()), ((2,), ()), ((3,), (3,)))
    assert shapes(merged_here(loose, "left", 1)) == [((1,), (1,))]
    assert shapes(merged_here(loose, "right", 2)) == [((2,), (2,))]
    assert shapes(merged_here(loose, "left", 0)) == [((0,), (0, 1))]


@pytest.mark.parametrize(
    ("left", "right", "message"),
    [
        ((1, 3), (1,), "without gaps"),
        ((10,), (1,), "0 to 9"),
        ((), (-1,), "0 to 9"),
        ((), (), "no sentence"),
    ],
)
def test_what_cannot_be_linked(left: tuple[int, ...], right: tuple[int, ...], message: str) -> None:
    with pytest.raises(CannotRepair, match=message):
        repairs_of(PLAIN, [FixedBead(left, right)])


def test_a_bead_has_an_end() -> None:
    long = edition(sentences("pitkä", MOST + 1), "fi")
    with pytest.raises(CannotRepair, match="more than"):
        repairs_of(bitext(long, RIGHT), [FixedBead(tuple(range(MOST + 1)), (0,))])


@pytest.mark.parametrize(
    ("whole", "message"),
    [
        (bitext(LEFT, LEFT), "one language"),
        (bitext(LEFT, edition(sentences("suomi", 10), "sv", "b/copy.sv.md")), "both files hold the same text"),
    ],
)
@pytest.mark.parametrize("make", [merged_here, split_before, unlinked_here])
def test_of_one_text_there_is_nothing_to_repair(
    whole: Bitext, message: str, make: Callable[[Bitext, Side, int], list[FixedBead]]
) -> None:
    with pytest.raises(CannotRepair, match=message):
        make(whole, "left", 3)
    with pytest.raises(CannotRepair, match=message):
        repairs_of(whole, [FixedBead((3,), (3,))])
