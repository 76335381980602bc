"""Words and their links in sentences that were aligned."""

from __future__ import annotations

from tui_learn.bitext.bead_words import bead_words
from tui_learn.bitext.beads import Bead
from tui_learn.bitext.words import align_words

LEFT = ["Iso talo-auto on CRM.", "Talo!", "Auto, auto.", "Lintu."]
RIGHT = ["Stort hus.", "Bilen är CRM.", "Hus…", "…"]
BEADS = [
    Bead((0,), (0, 1), 0.9),
    Bead((1,), (2,), 0.9),
    Bead((2,), (), 0.9),
    Bead((), (3,), 0.9),
    Bead((3,), (), 0.9),
]


def test_words_of_beads() -> None:
    found = bead_words(LEFT, RIGHT, BEADS, ("qaa", "qab"))
    assert [bead.left for bead in found] == [
        ("Iso", "talo", "auto", "on", "CRM"), ("Talo",), ("Auto", "auto"), (), ("Lintu",),
    ]  # fmt: skip
    assert [bead.right for bead in found] == [("Stort", "hus", "Bilen", "är", "CRM"), ("Hus",), (), (), ()]
    assert [bool(bead.links) for bead in found] == [True, True, False, False, False]


def test_links_are_those_of_all_beads_together() -> None:
    found = bead_words(LEFT, RIGHT, BEADS, ("qaa", "qab"))
    pairs = [(list(bead.left), list(bead.right)) for bead in found]
    assert [set(bead.links) for bead in found] == align_words(pairs, "qaa", "qab")
    links = {(found[0].left[link.left], found[0].right[link.right]) for link in found[0].links}
    assert {("talo", "hus"), ("CRM", "CRM")} <= links


def test_no_beads() -> None:
    assert bead_words(LEFT, RIGHT, [], ("qaa", "qab")) == ()
    assert bead_words([], [], [], ("qaa", "qab")) == ()
