"""Alignment of sentences from end to end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bitext.making import covered, shapes, story
from tui_learn.bitext import align_sentences, sentences
from tui_learn.bitext.beads import Bead, FixedBead
from tui_learn.bitext.pieces import Piece
from tui_learn.bitext.refine import Model
from tui_learn.bitext.sentences import fixed_pieces, paragraph_rules, starts
from tui_learn.bitext.settings import DEFAULT
from tui_learn.bitext.units import Rules, Units

sentence = st.one_of(
    st.text(alphabet="abc ABC 12.?!中", max_size=40), st.sampled_from(["", " ", "x" * 900, "https://a.b", "1 000"])
)
texts = st.lists(sentence, max_size=9)


@settings(max_examples=50, deadline=None)
@given(texts, texts)
def test_every_sentence_is_in_exactly_one_bead_in_order(left: list[str], right: list[str]) -> None:
    beads = align_sentences(left, right)
    assert covered(beads) == (list(range(len(left))), list(range(len(right))))
    assert all(0 <= bead.confidence <= 1 for bead in beads)
    assert not any(bead.repaired or bead.links for bead in beads)
    assert align_sentences(left, right) == beads


@settings(max_examples=25, deadline=None)
@given(st.data(), texts, texts)
def test_paragraphs_lose_no_sentence(data: st.DataObject, left: list[str], right: list[str]) -> None:
    numbers = [data.draw(st.lists(st.integers(0, 3), min_size=len(side), max_size=len(side))) for side in (left, right)]
    beads = align_sentences(left, right, left_paragraphs=numbers[0], right_paragraphs=numbers[1])
    assert covered(beads) == (list(range(len(left))), list(range(len(right))))


def test_a_sentence_that_was_split() -> None:
    left = [
        "The quick brown fox jumps over the lazy dog in 1987, and near the river it meets a friend from Hamburg.",
        "A short one.",
        "Then everybody went home, and the evening was quiet and long.",
    ]
    right = [
        "Der schnelle braune Fuchs springt 1987 über den faulen Hund.",
        "Am Fluss trifft er dann einen alten Freund aus Hamburg.",
        "Ein kurzer Satz.",
        "Dann gingen alle nach Hause, und der Abend war ruhig und lang.",
    ]
    assert shapes(align_sentences(left, right)) == [((0,), (0, 1)), ((1,), (2,)), ((2,), (3,))]


def test_paragraphs_are_evidence() -> None:
    left = ["Yksi lause tässä.", "Toinen lause tässä.", "Kolmas lause tässä.", "Neljäs lause tässä."]
    right = ["En setning her.", "Tredje setning her.", "Fjerde setning her."]
    beads = align_sentences(left, right, left_paragraphs=[0, 0, 1, 1], right_paragraphs=[0, 1, 1])
    assert ((2,), (1,)) in shapes(beads)


def test_paragraph_numbers_must_fit() -> None:
    with pytest.raises(ValueError, match="every sentence"):
        align_sentences(["a"], ["b"], left_paragraphs=[], right_paragraphs=[0])


def test_paragraphs_that_begin_together() -> None:
    left, right = starts([4, 4, 7, 7]), starts([0, 0, 1])
    assert (left.tolist(), right.tolist()) == ([True, False, True, False, True], [True, False, True, True])
    rules = paragraph_rules(left, right, replace(DEFAULT, paragraph_reward=1.0, paragraph_missed=2.0))
    assert rules.place_score is not None
    places = np.array([(0, 0), (1, 1), (2, 1), (1, 2), (2, 2)])
    assert rules.place_score(places[:, 0], places[:, 1]).tolist() == [1, 0, -2, -2, 1]
    assert rules.left_inner is not None
    assert rules.left_inner.tolist() == [-2, 0, -2, 0, -2]
    assert paragraph_rules(starts([0, 0]), right, DEFAULT) == Rules()
    assert starts([]).tolist() == [True]


def test_paragraphs_of_one_sentence_say_nothing() -> None:
    """A text with an empty line after every sentence is aligned as one without any."""
    left, right = story(40)
    right[7:9] = [" ".join(right[7:9])]
    del right[20:22]
    plain = align_sentences(left, right)
    spread = align_sentences(left, right, left_paragraphs=range(len(left)), right_paragraphs=range(len(right)))
    assert shapes(spread) == shapes(plain)


def test_the_side_with_more_paragraphs_says_less() -> None:
    many, few = starts([0, 0, 1, 1, 2, 2, 3, 3]), starts([0, 0, 0, 0, 1, 1, 1, 1])
    rules = paragraph_rules(many, few, replace(DEFAULT, paragraph_missed=3.0))
    assert rules.place_score is not None
    assert rules.place_score(np.array([2, 1]), np.array([2, 4])).tolist() == [-1.5, -3.0]


# Made by hand


@st.composite
def fixed_beads(draw: st.DrawFn, n: int, m: int) -> list[FixedBead]:
    """Beads that do not overlap or cross, in any order; some without a side."""
    found = []
    i = j = 0
    while i < n or j < m:
        a = draw(st.sampled_from([0, 1, 1, 1, 2, 4, 7]))
        b = draw(st.sampled_from([0, 1, 1, 1, 2, 4, 7]))
        left, right = tuple(range(i, min(n, i + a))), tuple(range(j, min(m, j + b)))
        i, j = i + len(left), j + len(right)
        if (left or right) and draw(st.booleans()):
            found.append(FixedBead(left, right))
        elif not (left or right):
            i, j = min(n, i + 1), min(m, j + 1)
    return draw(st.permutations(found))


def assert_kept(beads: list[Bead], fixed: list[FixedBead]) -> None:
    for one in fixed:
        if one.left and one.right:
            assert Bead(one.left, one.right, 1.0) in beads
        for number in one.left if not one.right else ():
            assert Bead((number,), (), 1.0) in beads
        for number in one.right if not one.left else ():
            assert Bead((), (number,), 1.0) in beads


@settings(max_examples=50, deadline=None)
@given(st.data(), st.integers(0, 14), st.integers(0, 14))
def test_fixed_beads_come_back(data: st.DataObject, n: int, m: int) -> None:
    left, right = story(14)
    fixed = data.draw(fixed_beads(n, m))
    beads = align_sentences(left[:n], right[:m], fixed=fixed)
    assert covered(beads) == (list(range(n)), list(range(m)))
    assert_kept(beads, fixed)


@pytest.mark.parametrize("window", [20, 1000])
def test_fixed_beads_against_all_evidence(window: int) -> None:
    left, right = story(120)
    fixed = [
        FixedBead((3, 4), tuple(range(3, 10))),
        FixedBead((60,), ()),
        FixedBead((), (70, 71)),
        FixedBead((90,), (95,)),
        FixedBead(tuple(range(100, 107)), (100, 101)),
    ]
    beads = align_sentences(left, right, fixed=fixed, settings=replace(DEFAULT, window=window))
    assert covered(beads) == (list(range(120)), list(range(120)))
    assert_kept(beads, fixed)
    # What lies between is aligned as ever.
    assert {((n,), (n,)) for n in (*range(25, 55), *range(110, 120))} <= set(shapes(beads))


@pytest.mark.parametrize(
    "fixed",
    [
        [FixedBead((0, 2), (0,))],
        [FixedBead((0,), (0, 2))],
        [FixedBead((1, 0), (0,))],
        [FixedBead((0,), (0,)), FixedBead((0,), (1,))],
        [FixedBead((0,), (1,)), FixedBead((1,), (1,))],
        [FixedBead((0,), ()), FixedBead((0,), (1,))],
        [FixedBead((), (1,)), FixedBead((), (1,))],
        [FixedBead((0,), (1,)), FixedBead((1,), (0,))],
        [FixedBead((1, 2), (0,)), FixedBead((0,), (2,))],
        [FixedBead((3,), (0,))],
        [FixedBead((0,), (4,))],
        [FixedBead((-1,), (0,))],
        [FixedBead((-1, 0), ())],
    ],
)
def test_fixed_beads_that_cannot_be(fixed: list[FixedBead]) -> None:
    with pytest.raises(ValueError, match="fixed beads must"):
        align_sentences(["a", "b", "c"], ["d", "e", "f", "g"], fixed=fixed)
    if max((*fixed[0].left, *fixed[0].right)) > 2:
        with pytest.raises(ValueError, match="fixed beads must"):
            align_sentences([], ["a"], fixed=fixed)


def test_fixed_pieces_stand_in_order() -> None:
    fixed = [FixedBead((4, 5), (2,)), FixedBead((0,), ()), FixedBead((1,), (0, 1)), FixedBead((), (5,))]
    assert [(piece.start, piece.end, piece.fixed) for piece in fixed_pieces(fixed, 6, 6)] == [
        ((1, 0), (2, 2), True), ((4, 2), (6, 3), True),
    ]  # fmt: skip


# Lexicons


@pytest.mark.parametrize("lost", range(6))
def test_a_dictionary_decides_what_lengths_cannot(lost: int) -> None:
    names = ["kissa", "koira", "hevon", "lehmä", "sikaa", "lamma"]
    others = ["katta", "hunda", "hästa", "kossa", "grisa", "fåret"]
    left = [f"{name} {name}." for name in names]
    right = [f"{name} {name}." for number, name in enumerate(others) if number != lost]
    plain = shapes(align_sentences(left, right))
    lexicon = {name: [other] for name, other in zip(names, others, strict=True)}
    told = shapes(align_sentences(left, right, lexicon=lexicon))
    assert told == [((n,), (n - (n > lost),) if n != lost else ()) for n in range(6)]
    if lost in (0, 5):
        assert plain != told
    assert shapes(align_sentences(left, right, lexicon={})) == plain
    assert shapes(align_sentences(left, right, lexicon={"talo": ["hus"]})) == plain


# Progress


@pytest.mark.parametrize("window", [30, 1000])
def test_progress_rises_to_one(window: int) -> None:
    told: list[float] = []
    left, right = story(150)
    beads = align_sentences(left, right, settings=replace(DEFAULT, window=window), progress=told.append)
    assert told == sorted(told)
    assert 0 <= told[0] < 0.3
    assert told[-1] == 1.0
    assert len(set(told)) > (5 if window == 30 else 2)
    assert beads == align_sentences(left, right, settings=replace(DEFAULT, window=window))


@pytest.mark.parametrize("sides", [([], []), (["a"], []), ([], ["a"]), (["a"], ["a"])])
def test_progress_of_little_comes_to_an_end(sides: tuple[list[str], list[str]]) -> None:
    told: list[float] = []
    align_sentences(*sides, progress=told.append)
    assert told[-1:] == [1.0]


class StopError(Exception):
    pass


@pytest.mark.parametrize("at", [0.0, 0.2, 0.5, 1.0])
def test_what_progress_raises_stops_the_work(at: float) -> None:
    def stop(share: float) -> None:
        told.append(share)
        if share >= at:
            raise StopError

    told: list[float] = []
    left, right = story(150)
    with pytest.raises(StopError):
        align_sentences(left, right, settings=replace(DEFAULT, window=30), progress=stop)
    assert told[-1] >= at
    assert all(share < at for share in told[:-1])


# Kinds of text


def mean_confidence(left: list[str], right: list[str]) -> float:
    beads = align_sentences(left, right)
    assert covered(beads) == (list(range(len(left))), list(range(len(right))))
    return sum(bead.confidence for bead in beads) / len(beads)


def test_texts_that_have_nothing_to_do_with_each_other() -> None:
    means = [mean_confidence(story(80, seed)[0], story(80, seed + 10)[1]) for seed in range(1, 4)]
    assert sum(means) / len(means) < 0.5
    assert max(means) < 0.7
    assert mean_confidence(*story(80, 1)) > 0.9
    assert mean_confidence(story(80, 1)[0], story(30, 2)[1]) < 0.6


def test_a_sentence_left_out_shifts_nothing() -> None:
    left, right = story(200)
    del right[60:80], left[150]
    wanted = {(n, n - (20 if n >= 80 else 0)) for n in range(200) if not 60 <= n < 80 and n != 150}
    wanted = {((i - (i > 150),), (j,)) for i, j in wanted}
    found = align_sentences(left, right)
    assert len(wanted & set(shapes(found))) > 175


@pytest.mark.parametrize("side", [0, 1])
def test_a_foreword_shifts_nothing(side: int) -> None:
    texts = list(story(150, 1))
    texts[side] = story(30, 2)[side] + texts[side]
    wanted = {((n + 30 * (1 - side),), (n + 30 * side,)) for n in range(150)}
    assert len(wanted & set(shapes(align_sentences(*texts)))) > 145


def test_windows_hand_on_what_they_learnt(monkeypatch: pytest.MonkeyPatch) -> None:
    known: list[Model] = []
    refined = sentences.refined

    def spied(left: Units, right: Units, pieces: Sequence[Piece], model: Model, *others: Any) -> Iterator[Any]:
        known.append(model)
        return refined(left, right, pieces, model, *others)

    monkeypatch.setattr(sentences, "refined", spied)
    left, right = story(240)
    del right[100]
    beads = align_sentences(left, right, settings=replace(DEFAULT, window=30, piece=6))
    assert covered(beads) == (list(range(240)), list(range(239)))
    wanted = {((n,), (n - (n > 100),)) for n in range(240) if n != 100}
    assert len(wanted & set(shapes(beads))) > 230
    assert len(known) > 4
    for direction in (0, 1):
        first, *later = [len(model.lexicons[direction].values) for model in known]
        assert min(later) > first + 20
    assert len({model.lengths.ratio for model in known}) == len(known)


def test_long_and_lopsided_texts_use_a_band() -> None:
    left = [f"Sentence number {n} of the long side, with some words." for n in range(600)]
    right = [f"Satz Nummer {n} der langen Seite, mit einigen Wörtern." for n in range(600)]
    beads = align_sentences(left, right)
    assert covered(beads) == (list(range(600)), list(range(600)))
    assert sum(bead.left == bead.right for bead in beads) > 580


@pytest.mark.parametrize("turned", [False, True])
def test_five_thousand_against_three(turned: bool) -> None:
    left = [f"Sentence number {n} of the long side, with some words." for n in range(5_000)]
    right = ["one", "two", "three"]
    beads = align_sentences(right, left) if turned else align_sentences(left, right)
    assert covered(beads)[turned] == list(range(5_000))
    assert covered(beads)[not turned] == [0, 1, 2]


def test_empty_sides() -> None:
    assert align_sentences([], []) == []
    assert align_sentences(["a"], []) == [Bead((0,), (), 1.0)]
    assert align_sentences([], ["a", "b"]) == [Bead((), (0,), 1.0), Bead((), (1,), 1.0)]


@pytest.mark.parametrize("line", ["x", "ab 12! ", "中", "?", "1 000 "])
def test_long_lines(line: str) -> None:
    left, right = [line * (100_000 // len(line)), "y"], ["z" * 100_000, "w", line * (100_000 // len(line))]
    assert covered(align_sentences(left, right)) == ([0, 1], [0, 1, 2])


def test_identical_texts() -> None:
    text = [f"Line {n} is a line like any other, but it is number {n}." for n in range(30)]
    assert shapes(align_sentences(text, text)) == [((n,), (n,)) for n in range(30)]
    same = ["Yes."] * 30
    assert shapes(align_sentences(same, same)) == [((n,), (n,)) for n in range(30)]


def test_sides_may_be_swapped() -> None:
    left, right = story(200, 5)
    right[20:22] = [" ".join(right[20:22])]
    left[120:123] = [" ".join(left[120:123])]
    del right[150:155]
    there = align_sentences(left, right)
    back = [replace(bead, left=bead.right, right=bead.left) for bead in align_sentences(right, left)]
    assert shapes(there) == shapes(back)
    far = [abs(one.confidence - other.confidence) for one, other in zip(there, back, strict=True)]
    assert sum(far) / len(far) < 0.005


@pytest.mark.parametrize(
    "off", ["lengths", "cognates", "punctuation", "learn_priors", "learn_lengths", "learn_lexicon"]
)
def test_anything_may_be_switched_off(off: str) -> None:
    left, right = story(60)
    beads = align_sentences(left, right, settings=replace(DEFAULT, **{off: False}))
    assert covered(beads) == (list(range(60)), list(range(60)))


@pytest.mark.parametrize("gone", [range(30, 60), range(0, 25), range(20, 45)], ids=["end", "beginning", "middle"])
def test_a_large_part_that_one_side_lacks(gone: range) -> None:
    left, right = story(60)
    kept = [n for n in range(60) if n not in gone]
    beads = align_sentences(left, [right[n] for n in kept])
    wanted = {((n,), (place,)) for place, n in enumerate(kept)}
    assert len(wanted & set(shapes(beads))) >= 0.8 * len(wanted)


def test_sentences_cut_otherwise_do_not_change_the_ratio() -> None:
    """Three sentences for each of the other side: the means of sentences would mislead."""
    left, right = story(60)
    joined = [" ".join(right[n : n + 3]) for n in range(0, 60, 3)]
    beads = shapes(align_sentences(left, joined))
    assert sum(((n, n + 1, n + 2), (n // 3,)) in beads for n in range(0, 60, 3)) >= 14
