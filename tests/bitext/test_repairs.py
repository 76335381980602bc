"""Repairs: how beads are made by hand, and how they are found again in a text that has changed."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bitext.making import bitext, edition, sentences
from tui_learn.bitext import Bitext
from tui_learn.bitext.beads import FixedBead
from tui_learn.bitext.repair_making import CannotBeToldApart, merged_here, repairs_of, unlinked_here
from tui_learn.bitext.repair_places import LONGEST
from tui_learn.bitext.repairs import Compatible, Repair, build_repaired, look_for
from tui_learn.library import Article
from tui_learn.text import Edition

FI, SV = sentences("suomi", 10), sentences("svenska", 10)
LEFT, RIGHT = edition(FI, "fi"), edition(SV, "sv")
PLAIN = bitext(LEFT, RIGHT)


def linked(whole: Bitext, left: Sequence[int], right: Sequence[int]) -> list[Repair]:
    return repairs_of(whole, [FixedBead(tuple(left), tuple(right))])


def find(repairs: list[Repair], left: Edition, right: Edition) -> tuple[list[FixedBead], list[Repair]]:
    found = look_for(repairs, left, right)
    return found.fixed, list(found.orphans)


def beads_of(repairs: list[Repair], left: list[str] = FI, right: list[str] = SV) -> list[FixedBead]:
    return find(repairs, edition(left, "fi"), edition(right, "sv"))[0]


def orphans_of(repairs: list[Repair], left: list[str] = FI, right: list[str] = SV) -> list[Repair]:
    return find(repairs, edition(left, "fi"), edition(right, "sv"))[1]


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
    repairs = linked(PLAIN, (3, 4), (3, 4))
    assert beads_of(repairs, [text.replace(" ", "\n  ") for text in FI]) == [FixedBead((3, 4), (3, 4))]


def test_the_direction_does_not_matter() -> None:
    repairs = [*linked(PLAIN, (2, 3), (2,)), *linked(PLAIN, (7,), ()), *linked(PLAIN, (), (8,))]
    assert beads_of(repairs) == [FixedBead((2, 3), (2,)), FixedBead((7,), ()), FixedBead((), (8,))]
    assert find(repairs, RIGHT, LEFT)[0] == [FixedBead((2,), (2, 3)), FixedBead((8,), ()), FixedBead((), (7,))]
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
    assert find(linked(bitext(left, RIGHT), (0,), (0,)), left, RIGHT)[0] == [FixedBead((0,), (0,))]


def test_a_short_text_needs_a_neighbour() -> None:
    left = [*FI[:4], "Yes.", *FI[5:]]
    repairs = linked(bitext(edition(left, "fi"), RIGHT), (4,), (4,))
    assert beads_of(repairs, ["Yes.", *FI[5:]]) == [FixedBead((0,), (4,))]
    lost = ["Something new stands here.", "And here.", "Yes.", "Here too.", "And here as well."]
    assert (beads_of(repairs, lost), orphans_of(repairs, lost)) == ([], repairs)


def test_repairs_of_other_texts_are_neither_used_nor_missed() -> None:
    repairs = linked(PLAIN, (3,), (3,))
    other = edition(sentences("muu", 10), "fi", "other.md"), edition(sentences("annan", 10), "sv", "annan.md")
    assert find(repairs, *other) == ([], [])
    assert find(repairs, LEFT, edition(SV, "nb")) == ([], [])
    # Both files renamed: the words tell.
    renamed = replace(LEFT, path="a/x.md"), replace(RIGHT, path="b/y.md")
    assert find(repairs, *renamed) == ([FixedBead((3,), (3,))], [])
    # The same sentence in an article of other files, among other sentences, is another article's.
    quoted = edition([*sentences("muu", 3), FI[3]], "fi", "q.md"), edition([SV[3], *sentences("x", 3)], "sv", "r.md")
    assert find(repairs, *quoted) == ([], [])
    one_name = replace(quoted[0], path="z/tale.fi.md"), quoted[1]
    assert find(repairs, *one_name) == ([FixedBead((3,), (0,))], [])


def test_two_editions_in_one_language() -> None:
    old, new = edition(FI, "fi", "old.md"), edition([f"Newly: {text}" for text in FI], "fi", "new.md")
    repairs = linked(bitext(old, new), (2, 3), (2,)) + linked(bitext(old, new), (), (7,))
    assert find(repairs, old, new)[0] == [FixedBead((2, 3), (2,)), FixedBead((), (7,))]
    assert find(repairs, new, old)[0] == [FixedBead((2,), (2, 3)), FixedBead((7,), ())]


def test_later_repairs_win() -> None:
    first, second = linked(PLAIN, (3,), (3, 4)), linked(PLAIN, (3, 4), (5,))
    found = look_for([*first, *second], LEFT, RIGHT)
    assert (found.fixed, found.orphans) == ([FixedBead((3, 4), (5,))], ())
    assert found.overruled == ((first[0], FixedBead((3,), (3, 4))),)
    crossing = linked(PLAIN, (6,), (2,))
    assert look_for([*second, *crossing], LEFT, RIGHT).fixed == [FixedBead((6,), (2,))]
    # What answers nothing crosses nothing.
    alone = linked(PLAIN, (1,), ()) + linked(PLAIN, (), (8,))
    assert len(look_for([*second, *alone], LEFT, RIGHT).fixed) == 3


def covers_all(made: Bitext) -> bool:
    left = [n for bead in made.beads for n in bead.left]
    right = [n for bead in made.beads for n in bead.right]
    return left == list(range(len(made.left.sentences))) and right == list(range(len(made.right.sentences)))


def repaired(left: Edition, right: Edition, repairs: list[Repair]) -> Bitext:
    return build_repaired(left, right, look_for(repairs, left, right).fixed)


def test_the_rest_is_aligned_around_repairs(seeds: Article) -> None:
    left, right = seeds.edition("fi"), seeds.edition("sv")
    plain = repaired(left, right, [])
    beads = [*merged_here(plain, "left", 3), *unlinked_here(plain, "left", 10), FixedBead((15,), (15, 16))]
    repairs = repairs_of(plain, beads)
    whole = repaired(left, right, repairs)
    assert covers_all(whole)
    by_hand = {(bead.left, bead.right): bead.confidence for bead in whole.beads if bead.repaired}
    assert by_hand == dict.fromkeys([((3, 4), (3, 4)), ((10,), ()), ((), (10,)), ((15,), (15, 16))], 1.0)
    elsewhere = [bead for bead in whole.beads if bead.left and bead.left[0] not in (3, 10, 15, 16)]
    assert all(bead.left == bead.right and not bead.repaired for bead in elsewhere)
    turned = repaired(right, left, repairs)
    assert {(b.right, b.left) for b in turned.beads if b.repaired} == set(by_hand)


# --- whose they are


def test_an_edge_of_the_text_is_no_neighbour_of_a_short_one() -> None:
    left, right = ["Introduction", *FI[1:]], ["Inledning", *SV[1:]]
    repairs = linked(bitext(edition(left, "fi"), edition(right, "sv")), (0,), (0,))
    assert beads_of(repairs, left, right) == [FixedBead((0,), (0,))]
    other = ["Introduction", *sentences("muu", 4)], ["Inledning", *sentences("annan", 4)]
    assert beads_of(repairs, *other) == []
    assert orphans_of(repairs, *other) == repairs  # the files are called the same
    last = linked(bitext(edition([*FI, "Loppu"], "fi"), edition([*SV, "Slut"], "sv")), (10,), (10,))
    assert beads_of(last, [*sentences("muu", 4), "Loppu"], [*sentences("annan", 4), "Slut"]) == []
    assert beads_of(last, [*FI[5:], "Loppu"], [*SV[8:], "Slut"]) == [FixedBead((5,), (2,))]


def test_a_text_of_one_short_sentence() -> None:
    one = edition(["Hei!"], "fi"), edition(["Hej!"], "sv")
    repairs = linked(bitext(*one), (0,), (0,))
    assert beads_of(repairs, ["Hei!"], ["Hej!"]) == [FixedBead((0,), (0,))]
    assert beads_of(repairs, ["Hei!", "Mitä kuuluu?"], ["Hej!"]) == []


def test_a_long_refrain_at_the_edge() -> None:
    refrain = "And so they sang the whole night long."
    song = [*FI, refrain, *FI[:4], refrain]
    repairs = linked(bitext(edition(song, "fi"), RIGHT), (15,), (9,))
    assert beads_of(repairs, song) == [FixedBead((15,), (9,))]
    assert beads_of(repairs, ["x" * 30, refrain, "y" * 30, refrain]) == [FixedBead((3,), (9,))]


def test_very_long_sentences_are_told_by_their_beginning() -> None:
    left = [*FI[:4], "w " * 30_000, *FI[5:]]
    repairs = linked(bitext(edition(left, "fi"), RIGHT), (4,), (4,))
    assert max(len(text) for text in repairs[0].sides[0].texts) <= LONGEST
    assert beads_of(repairs, left) == [FixedBead((4,), (4,))]
    beside = linked(bitext(edition(left, "fi"), RIGHT), (3,), (3,))
    assert beads_of(beside, left) == [FixedBead((3,), (3,))]


# --- which hold together


@st.composite
def beads(draw: st.DrawFn) -> FixedBead:
    i, j, m, n = draw(st.tuples(*[st.integers(0, 8)] * 2, *[st.integers(0, 2)] * 2).filter(lambda b: b[2] or b[3]))
    return FixedBead(tuple(range(i, i + m)), tuple(range(j, j + n)))


def go_together(one: FixedBead, other: FixedBead) -> bool:
    if set(one.left) & set(other.left) or set(one.right) & set(other.right):
        return False
    two_sided = all([one.left, one.right, other.left, other.right])
    return not two_sided or (one.left < other.left) == (one.right < other.right)


@settings(max_examples=300, deadline=None)
@given(st.lists(beads(), max_size=12))
def test_beads_that_share_nothing_and_do_not_cross(tried: list[FixedBead]) -> None:
    kept = Compatible()
    held: list[FixedBead] = []
    for bead in tried:
        assert kept.allows(bead) == all(go_together(bead, other) for other in held)
        if kept.allows(bead):
            kept.add(bead)
            held.append(bead)


# --- how much work it is


@pytest.mark.parametrize("words", ["no two alike", "a refrain"])
def test_the_work_grows_with_the_number_of_repairs(words: str) -> None:
    def work(count: int) -> int:
        calls = 0
        left, right = sentences("suomi", count), sentences("svenska", count)
        if words == "a refrain":
            left = [text if n % 2 else "And so they sang the whole night long." for n, text in enumerate(left)]
        editions = edition(left, "fi"), edition(right, "sv")
        repairs = repairs_of(bitext(*editions), [FixedBead((n,), (n,)) for n in range(count)])

        def count_lines(_frame: object, event: str, _argument: object) -> Any:
            nonlocal calls
            calls += event == "line"
            return count_lines

        sys.settrace(count_lines)
        try:
            found = look_for(repairs, *editions)
        finally:
            sys.settrace(None)
        assert len(found.applied) == count
        return calls

    small, large = work(100), work(800)
    assert large < 12 * small
