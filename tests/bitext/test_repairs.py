"""Repairs: how beads are made by hand, and how they are found again in a text that has changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bitext.making import bitext, edition, sentences
from tui_learn.bitext import Bitext
from tui_learn.bitext.beads import FixedBead
from tui_learn.bitext.repairs import (
    CannotBeToldApart,
    CannotRepair,
    Repair,
    find_repairs,
    linked,
    look_for,
    merged,
    merged_here,
    repaired_bitext,
    repairs_between,
    split,
    split_at,
    split_before,
    unlinked,
)
from tui_learn.library import Article

FI, SV = sentences("suomi", 10), sentences("svenska", 10)
LEFT, RIGHT = edition(FI, "fi"), edition(SV, "sv")
PLAIN = bitext(LEFT, RIGHT)


def beads_of(repairs: list[Repair], left: list[str] = FI, right: list[str] = SV) -> list[FixedBead]:
    return find_repairs(repairs, edition(left, "fi"), edition(right, "sv"))[0]


def orphans_of(repairs: list[Repair], left: list[str] = FI, right: list[str] = SV) -> list[Repair]:
    return find_repairs(repairs, edition(left, "fi"), edition(right, "sv"))[1]


def edited_elsewhere(draw: st.DrawFn, texts: list[str], kept: range, mark: str) -> list[str]:
    """The texts with anything done to the sentences that are not kept."""
    result = []
    for number, text in enumerate(texts):
        if number in kept:
            result.append(text)
            continue
        change = draw(st.sampled_from(["same", "same", "gone", "other", "before", "twice"]))
        other = f"Quite another sentence, {mark} {number}, of which nothing was known."
        result += {"same": [text], "gone": [], "other": [other], "before": [other, text], "twice": [text, text]}[change]
    return result


@st.composite
def changed_texts(draw: st.DrawFn) -> tuple[FixedBead, list[str], list[str]]:
    """A bead, and both texts after edits that leave its own sentences alone."""
    kept = []
    for _side in range(2):
        start = draw(st.integers(0, 9))
        kept.append(range(start, draw(st.integers(start, min(9, start + 3))) + 1))
    bead = FixedBead(tuple(kept[0]), tuple(kept[1]))
    return bead, edited_elsewhere(draw, FI, kept[0], "left"), edited_elsewhere(draw, SV, kept[1], "right")


@settings(max_examples=200, deadline=None)
@given(changed_texts())
def test_edits_elsewhere_lose_no_repair(changed: tuple[FixedBead, list[str], list[str]]) -> None:
    bead, left, right = changed
    repairs = linked(PLAIN, bead.left, bead.right)
    (found,) = beads_of(repairs, left, right)
    assert [left[n] for n in found.left] == [FI[n] for n in bead.left]
    assert [right[n] for n in found.right] == [SV[n] for n in bead.right]
    assert orphans_of(repairs, left, right) == []


def test_white_space_does_not_matter() -> None:
    repairs = merged(PLAIN, 3)
    assert beads_of(repairs, [text.replace(" ", "\n  ") for text in FI]) == [FixedBead((3, 4), (3, 4))]


def test_the_direction_does_not_matter() -> None:
    repairs = [*linked(PLAIN, (2, 3), (2,)), *linked(PLAIN, (7,), ()), *linked(PLAIN, (), (8,))]
    assert beads_of(repairs) == [FixedBead((2, 3), (2,)), FixedBead((7,), ()), FixedBead((), (8,))]
    assert find_repairs(repairs, RIGHT, LEFT)[0] == [FixedBead((2,), (2, 3)), FixedBead((8,), ()), FixedBead((), (7,))]
    turned = linked(bitext(RIGHT, LEFT), (2,), (2, 3))
    assert turned == repairs[:1]


def test_a_text_edited_a_little_is_found_beside_its_neighbours() -> None:
    repairs = linked(PLAIN, (4,), (4, 5))
    little = [*FI[:4], FI[4].replace("number", "no"), *FI[5:]]
    assert beads_of(repairs, little) == [FixedBead((4,), (4, 5))]
    assert orphans_of(repairs, little) == []
    moved = [little[4], *FI[6:]]  # edited, and nothing around it is left
    assert (beads_of(repairs, moved), orphans_of(repairs, moved)) == ([], repairs)
    rewritten = [*FI[:4], "Something else entirely is said in this place now.", *FI[5:]]
    assert (beads_of(repairs, rewritten), orphans_of(repairs, rewritten)) == ([], repairs)


def test_a_neighbour_is_not_taken_for_the_edited_text() -> None:
    items = [f"The price of item {letter} is five euros this year." for letter in "abcdefg"]
    repairs = linked(bitext(edition(items, "fi"), RIGHT, ((3,), (3,))), (3,), (3,))
    assert beads_of(repairs, items) == [FixedBead((3,), (3,))]
    gone = items[:3] + items[4:]
    assert (beads_of(repairs, gone), orphans_of(repairs, gone)) == ([], repairs)
    two_gone = items[:3] + items[5:]  # what now follows c is f, beside which d had never stood
    assert (beads_of(repairs, two_gone), orphans_of(repairs, two_gone)) == ([], repairs)
    # With its nearest neighbours gone too, what stands there now may be either: nothing is guessed.
    doubtful = [*items[:2], items[3].replace("five", "six"), items[3].replace("five", "ten"), *items[5:]]
    assert (beads_of(repairs, doubtful), orphans_of(repairs, doubtful)) == ([], repairs)


def test_of_several_places_the_one_with_its_neighbours() -> None:
    refrain = "And so they sang the whole night long."
    song = [refrain if n in (2, 5, 8) else text for n, text in enumerate(FI)]
    repairs = linked(bitext(edition(song, "fi"), RIGHT), (5,), (4, 5))
    assert beads_of(repairs, song) == [FixedBead((5,), (4, 5))]
    assert beads_of(repairs, song[1:]) == [FixedBead((4,), (4, 5))]
    strange = [text if text == refrain else f"Quite another line {n}." for n, text in enumerate(song)]
    assert (beads_of(repairs, strange), orphans_of(repairs, strange)) == ([], repairs)


def test_what_cannot_be_told_apart_is_not_repaired() -> None:
    left = edition(["Yes."] * 9, "fi")
    with pytest.raises(CannotBeToldApart, match="more than once"):
        linked(bitext(left, RIGHT), (4,), (4,))
    assert find_repairs(linked(bitext(left, RIGHT), (0,), (0,)), left, RIGHT)[0] == [FixedBead((0,), (0,))]


def test_a_short_text_needs_a_neighbour() -> None:
    left = [*FI[:4], "Yes.", *FI[5:]]
    repairs = linked(bitext(edition(left, "fi"), RIGHT), (4,), (4,))
    assert beads_of(repairs, ["Yes.", *FI[5:]]) == [FixedBead((0,), (4,))]
    lost = ["Something new stands here.", "And here.", "Yes.", "Here too.", "And here as well."]
    assert (beads_of(repairs, lost), orphans_of(repairs, lost)) == ([], repairs)


def test_repairs_of_other_texts_are_neither_used_nor_missed() -> None:
    repairs = linked(PLAIN, (3,), (3,))
    other = edition(sentences("muu", 10), "fi", "other.md"), edition(sentences("annan", 10), "sv", "annan.md")
    assert find_repairs(repairs, *other) == ([], [])
    assert find_repairs(repairs, LEFT, edition(SV, "nb")) == ([], [])
    # Both files renamed: the words tell.
    renamed = replace(LEFT, path="a/x.md"), replace(RIGHT, path="b/y.md")
    assert find_repairs(repairs, *renamed) == ([FixedBead((3,), (3,))], [])
    # The same sentence in an article of other files, among other sentences, is another article's.
    quoted = edition([*sentences("muu", 3), FI[3]], "fi", "q.md"), edition([SV[3], *sentences("x", 3)], "sv", "r.md")
    assert find_repairs(repairs, *quoted) == ([], [])
    one_name = replace(quoted[0], path="z/tale.fi.md"), quoted[1]
    assert find_repairs(repairs, *one_name) == ([FixedBead((3,), (0,))], [])


def test_two_editions_in_one_language() -> None:
    old, new = edition(FI, "fi", "old.md"), edition([f"Newly: {text}" for text in FI], "fi", "new.md")
    repairs = linked(bitext(old, new), (2, 3), (2,)) + linked(bitext(old, new), (), (7,))
    assert find_repairs(repairs, old, new)[0] == [FixedBead((2, 3), (2,)), FixedBead((), (7,))]
    assert find_repairs(repairs, new, old)[0] == [FixedBead((2,), (2, 3)), FixedBead((7,), ())]


def test_later_repairs_win() -> None:
    first, second = linked(PLAIN, (3,), (3, 4)), linked(PLAIN, (3, 4), (5,))
    found = look_for([*first, *second], LEFT, RIGHT)
    assert (found.fixed, found.overruled, found.orphans) == ([FixedBead((3, 4), (5,))], tuple(first), ())
    crossing = linked(PLAIN, (6,), (2,))
    assert look_for([*second, *crossing], LEFT, RIGHT).fixed == [FixedBead((6,), (2,))]
    # What answers nothing crosses nothing.
    alone = linked(PLAIN, (1,), ()) + linked(PLAIN, (), (8,))
    assert len(look_for([*second, *alone], LEFT, RIGHT).fixed) == 3


def test_repairs_between_editions() -> None:
    mine, other = linked(PLAIN, (3,), (3,)), linked(bitext(LEFT, edition(SV, "nb")), (5,), (5,))
    assert repairs_between([*other, *mine], [LEFT, RIGHT]) == mine
    assert repairs_between([*other, *mine], [LEFT, RIGHT, edition(SV, "nb")]) == [*other, *mine]


UNEVEN = bitext(LEFT, RIGHT, ((0,), (0, 1)), ((1,), ()), ((2, 3, 4), (2, 3)), ((), (4,)), ((5,), (5,)), ((6, 7), (6,)))


def made(repairs: list[Repair]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(bead.left, bead.right) for bead in find_repairs(repairs, LEFT, RIGHT)[0]]


def test_merging() -> None:
    assert made(merged(UNEVEN, 0)) == [((0, 1), (0, 1))]
    assert made(merged(UNEVEN, 2)) == [((2, 3, 4), (2, 3, 4))]
    whole = bitext(LEFT, RIGHT, (range(5), range(6)), (range(5, 10), range(6, 10)))
    assert made(merged(whole, 0)) == [(tuple(range(10)), tuple(range(10)))]
    with pytest.raises(CannotRepair, match="nothing comes after"):
        merged(UNEVEN, 5)
    with pytest.raises(CannotRepair, match="neither"):
        merged(bitext(LEFT, RIGHT, ((0,), ()), ((1,), ())), 0)


def test_splitting() -> None:
    assert made(split(UNEVEN, 2, 1, 1)) == [((2,), (2,)), ((3, 4), (3,))]
    assert made(split(UNEVEN, 5, 1, 1)) == [((6,), (6,)), ((7,), ())]
    assert made(split(UNEVEN, 5, 0, 1)) == [((6,), ()), ((7,), ()), ((), (6,))]
    for counts in ((0, 0), (3, 2), (4, 1), (-1, 1)):
        with pytest.raises(CannotRepair):
            split(UNEVEN, 2, *counts)
    with pytest.raises(CannotRepair, match="already"):
        split(UNEVEN, 1, 1, 0)


def test_splitting_before_a_sentence_shares_out_the_other_side() -> None:
    assert made(split_before(UNEVEN, "left", 4)) == [((2, 3), (2,)), ((4,), (3,))]
    assert made(split_before(UNEVEN, "right", 3)) == [((2, 3), (2,)), ((4,), (3,))]
    assert made(split_before(UNEVEN, "left", 7)) == [((6,), (6,)), ((7,), ())]
    assert made(split_before(UNEVEN, "right", 1)) == [((0,), (0,)), ((), (1,))]
    for number in (2, 5):
        with pytest.raises(CannotRepair, match="begins here already"):
            split_before(UNEVEN, "left", number)


def test_splitting_at_two_sentences() -> None:
    assert made(split_at(UNEVEN, 3, 3)) == [((2,), (2,)), ((3, 4), (3,))]
    shifted = bitext(LEFT, RIGHT, ((0, 1), (0,)), ((2,), (1, 2)))
    assert made(split_at(shifted, 1, 1)) == [((0,), (0,)), ((1, 2), (1, 2))]
    assert made(split_at(shifted, 2, 2)) == [((2,), (2,)), ((), (1,))]  # one bead, and no other is touched
    with pytest.raises(CannotRepair, match="side by side"):
        split_at(UNEVEN, 0, 5)
    with pytest.raises(CannotRepair, match="begins here already"):
        split_at(UNEVEN, 5, 5)


def test_unlinking_and_linking_again() -> None:
    assert made(unlinked(UNEVEN, 0)) == [((0,), ()), ((), (0,)), ((), (1,))]
    with pytest.raises(CannotRepair, match="already"):
        unlinked(UNEVEN, 1)
    loose = bitext(LEFT, RIGHT, ((0,), (0,)), ((), (1,)), ((), (2,)), ((1,), ()), ((2,), ()), ((3,), (3,)))
    assert made(merged_here(loose, "left", 1)) == [((1,), (1,))]
    assert made(merged_here(loose, "right", 2)) == [((2,), (2,))]
    assert made(merged_here(loose, "left", 0)) == [((0,), (0, 1))]


@pytest.mark.parametrize(
    ("left", "right", "message"),
    [((1, 3), (1,), "without gaps"), ((10,), (1,), "0 to 9"), ((), (-1,), "0 to 9"), ((), (), "no sentence")],
)
def test_what_cannot_be_linked(left: tuple[int, ...], right: tuple[int, ...], message: str) -> None:
    with pytest.raises(CannotRepair, match=message):
        linked(PLAIN, left, right)


def test_in_one_language_there_is_nothing_to_repair() -> None:
    with pytest.raises(CannotRepair, match="one language"):
        merged(bitext(LEFT, LEFT), 0)


def covers_all(made: Bitext) -> bool:
    left = [n for bead in made.beads for n in bead.left]
    right = [n for bead in made.beads for n in bead.right]
    return left == list(range(len(made.left.sentences))) and right == list(range(len(made.right.sentences)))


def test_the_rest_is_aligned_around_repairs(seeds: Article) -> None:
    left, right = seeds.edition("fi"), seeds.edition("sv")
    plain = repaired_bitext(left, right)
    repairs = [*merged(plain, 3), *unlinked(plain, 10), *linked(plain, (15,), (15, 16))]
    whole = repaired_bitext(left, right, repairs)
    assert covers_all(whole)
    by_hand = {(bead.left, bead.right): bead.confidence for bead in whole.beads if bead.repaired}
    assert by_hand == dict.fromkeys([((3, 4), (3, 4)), ((10,), ()), ((), (10,)), ((15,), (15, 16))], 1.0)
    elsewhere = [bead for bead in whole.beads if bead.left and bead.left[0] not in (3, 10, 15, 16)]
    assert all(bead.left == bead.right and not bead.repaired for bead in elsewhere)
    turned = repaired_bitext(right, left, repairs)
    assert {(b.right, b.left) for b in turned.beads if b.repaired} == set(by_hand)
