"""Changes of an alignment: what they come to, and which of them cannot all be true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.bitext.making import bitext, edition, sentences
from tui_learn.bitext import Bitext
from tui_learn.bitext.beads import FixedBead
from tui_learn.bitext.repair_edits import Edit, Plan, Verb, making_way, parse_bead, parse_edit, plan
from tui_learn.bitext.repair_making import CannotRepair, repairs_of
from tui_learn.bitext.repairs import Repair, look_for

LEFT, RIGHT = edition(sentences("suomi", 12), "fi"), edition(sentences("svenska", 12), "sv")
PLAIN = bitext(LEFT, RIGHT)


def made(*beads: str) -> list[Repair]:
    return repairs_of(PLAIN, map(parse_bead, beads))


def asked(*words: str) -> list[Edit]:
    """``merge [3]:[3]``."""
    verbs: dict[str, Verb] = {"merge": "merge", "split": "split", "unlink": "unlink", "forget": "forget"}
    return [parse_edit(verbs[word.partition(" ")[0]], word.partition(" ")[2]) for word in words]


def aligned(fixed: Sequence[FixedBead]) -> Bitext:
    """Sentence by sentence, but for the beads made by hand."""
    left, right = {n for bead in fixed for n in bead.left}, {n for bead in fixed for n in bead.right}
    free = [((n,), (n,)) for n in range(12) if n not in left and n not in right]
    loose = [((n,), ()) for n in range(12) if n not in left and n in right]
    loose_right: list[tuple[tuple[int, ...], tuple[int, ...]]] = [
        ((), (n,)) for n in range(12) if n in left and n not in right
    ]
    beads = [*free, *loose, *loose_right, *((bead.left, bead.right) for bead in fixed)]
    return bitext(LEFT, RIGHT, *sorted(beads, key=lambda bead: (bead[0] or bead[1], bead[1])))


def planned(repairs: Sequence[Repair], *words: str) -> Plan:
    return plan(LEFT, RIGHT, repairs, asked(*words), aligned)


def after(repairs: Sequence[Repair], *words: str) -> set[str]:
    """The beads made by hand when all is done, as the command line writes them."""
    done = planned(repairs, *words)
    left = [repair for repair in repairs if repair not in done.gone]
    found = look_for([*left, *done.new], LEFT, RIGHT)
    assert (found.overruled, found.orphans) == ((), ())
    return {f"{list(bead.left)}:{list(bead.right)}" for bead in found.fixed}


def test_all_changes_are_made_on_what_is_there() -> None:
    there = made("[1]:[1]", "[8, 9]:[8, 9]")
    assert after(there, "merge [3, 4]:[3]", "split [9]:[9]", "unlink [6]:[]", "forget []:[1]") == {
        "[3, 4]:[3]", "[8]:[8]", "[9]:[9]", "[6]:[]",
    }  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        ("merge [3]:[3]", "merge [3, 4]:[4]"),
        ("merge [3]:[4]", "merge [4]:[3]"),  # they cross
        ("unlink [3]:[]", "merge [3]:[3]"),
        ("unlink [3]:[]", "unlink [3]:[]"),
        ("split [9]:[9]", "merge [9]:[9]"),
        ("forget [3]:[]", "merge [2, 3]:[2]"),
        ("merge [2, 3]:[2]", "forget [3]:[]"),
    ],
)
def test_changes_that_contradict_one_another(words: tuple[str, ...]) -> None:
    there = made("[3]:[3, 4]", "[8, 9]:[8, 9]")
    with pytest.raises(CannotRepair, match="contradict one another") as caught:
        planned(there, "merge [0]:[0]", *words)
    assert all(f"--{word}" in str(caught.value) for word in words)
    assert "[0]" not in str(caught.value)
    assert caught.value.bead is None


def test_what_can_be_true_together() -> None:
    assert after([], "unlink [3]:[]", "unlink []:[3]", "merge [2]:[4]") == {"[3]:[]", "[]:[3]", "[2]:[4]"}
    assert after(made("[3, 4]:[3]"), "forget [3]:[]", "forget [4]:[]", "forget []:[3]") == set()


def test_one_rule_says_what_makes_way() -> None:
    old = made("[0]:[0]", "[3]:[4]", "[6]:[6]")
    done = planned(old, "merge [0, 1]:[0]", "merge [4]:[3]")
    assert done.made_way == (FixedBead((0,), (0,)), FixedBead((3,), (4,)))
    assert done.gone == set(old[:2])
    assert making_way(done.made_way) == "2 earlier repairs make way: [0]:[0], [3]:[4]"
    assert making_way(done.made_way[:1]) == "1 earlier repair makes way: [0]:[0]"
    # One that a later one has overruled stands there all the same.
    overruled = made("[3]:[3]", "[3]:[4]")
    assert planned(overruled, "merge [3, 4]:[4]").gone == set(overruled)
    assert planned(old, "forget [6]:[]").made_way == ()


def test_what_is_there_already_stays_as_it_is() -> None:
    old = [replace(repair, date="2026-11-21") for repair in made("[3, 4]:[3]")]
    assert planned(old, "merge [3, 4]:[3]") == Plan((), frozenset(), ())


def test_unlinking_a_part_keeps_the_rest_of_what_was_made_by_hand() -> None:
    there = made("[3, 4, 5]:[3, 4]", "[8]:[8, 9]")
    assert after(there, "unlink [5]:[]") == {"[5]:[]", "[3, 4]:[3, 4]", "[8]:[8, 9]"}
    assert after(there, "unlink [3]:[4]", "unlink [5]:[]") == {"[3]:[]", "[5]:[]", "[]:[4]", "[4]:[3]", "[8]:[8, 9]"}
    assert after(there, "unlink [8]:[]") == {"[8]:[]", "[3, 4, 5]:[3, 4]"}  # nothing is left of it on one side
    assert after(there, "unlink [3]:[]", "merge [4]:[3]") == {"[3]:[]", "[4]:[3]", "[8]:[8, 9]"}
    with pytest.raises(CannotRepair, match=r"in the middle of \[3, 4, 5\]:\[3, 4\], made by hand") as caught:
        planned(there, "unlink [4]:[]")
    assert caught.value.bead == FixedBead((4,), ())


def test_the_one_that_cannot_be_made_is_named() -> None:
    for words, message in (
        ("merge [1, 3]:[2]", "without gaps"),
        ("unlink [12]:[]", "0 to 11"),
        ("forget [99]:[]", "0 to 11"),
        ("forget [1]:[]", "no repair is kept"),
        ("split [3]:[3]", "begins here already"),
    ):
        with pytest.raises(CannotRepair, match=message) as caught:
            planned([], "merge [9, 10]:[9]", words)
        assert caught.value.bead == parse_bead(words.partition(" ")[2])


def test_two_articles_with_files_of_the_same_names() -> None:
    a, b = (
        (
            edition(["Introduction", *sentences(f"{name} en", 8)], "en", f"{name}/index.en.md"),
            edition(["Johdanto", *sentences(f"{name} fi", 8)], "fi", f"{name}/index.fi.md"),
        )
        for name in ("a", "b")
    )
    of_a = repairs_of(bitext(*a), [FixedBead((0,), (0,)), FixedBead((3,), (3, 4))])
    assert look_for(of_a, *a).fixed == [FixedBead((0,), (0,)), FixedBead((3,), (3, 4))]
    assert look_for(of_a, *b).placed == ()
    for words in ("unlink [0]:[0]", "merge [0, 1]:[0, 1]", "merge [3]:[3]"):
        done = plan(*b, of_a, asked(words), lambda _fixed: bitext(*b))
        assert (done.gone, done.made_way) == (frozenset(), ())
        assert look_for([*of_a, *done.new], *a).fixed == look_for(of_a, *a).fixed
    with pytest.raises(CannotRepair, match="no repair is kept"):
        plan(*b, of_a, asked("forget [0]:[0]"), lambda _fixed: bitext(*b))
