"""Units as padded arrays."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bitext.word_making import units
from tui_learn.bitext import word_sheets
from tui_learn.bitext.word_sheets import MAX_WORDS, STEP, Units, all_pairs, grouped, pair_cells, relative_distance

LANGUAGES = ("qaa", "qab", "qac")


@st.composite
def texts(draw: st.DrawFn) -> dict[str, list[str]]:
    count = draw(st.integers(0, 6))
    side = st.lists(st.lists(st.sampled_from("abcdef"), max_size=20).map(" ".join), min_size=count, max_size=count)
    return {language: draw(side) for language in LANGUAGES[: draw(st.integers(1, 3))]}


@given(texts())
def test_units_of_similar_size_lie_together(given: dict[str, list[str]]) -> None:
    made = units(given)
    groups = grouped(made)
    lengths = [[len(words) for words in side] for side in made.tokens]
    kept = [n for n in range(len(made.tokens[0])) if sum(side[n] > 0 for side in lengths) >= 2]
    assert sorted(n for group in groups for n in group.units.tolist()) == kept
    assert [group.size for group in groups] == sorted({group.size for group in groups})
    for group in groups:
        assert group.size % STEP == 0
        for row, number in enumerate(group.units.tolist()):
            assert group.size - STEP < max(side[number] for side in lengths) <= group.size
            for language, side in enumerate(made.tokens):
                length = lengths[language][number]
                assert group.lengths[language, row] == length
                assert group.tokens[language, row].tolist() == side[number].tolist() + [0] * (group.size - length)
                assert group.inside(language)[row].tolist() == [place < length for place in range(group.size)]
        assert (group.targets == -1).all()
        assert (group.teaching == 1).all()


def same_kinds(made: Units) -> list[tuple[list[int], list[int]]]:
    """Every cell's kind stands for the words of the cell, and only those there are have a number."""
    groups = grouped(made)
    found = []
    for cells in pair_cells(made, groups, all_pairs(len(made.vocabularies))):
        pairs = list(zip(cells.lefts.tolist(), cells.rights.tolist(), strict=True))
        assert pairs == sorted(set(pairs))
        met = set()
        for number, group in enumerate(groups):
            for row, unit in enumerate(group.units.tolist()):
                words = made.tokens[cells.left][unit].tolist(), made.tokens[cells.right][unit].tolist()
                for i in range(group.size):
                    for j in range(group.size):
                        inside = i < len(words[0]) and j < len(words[1])
                        assert cells.inside[number][row, i, j] == inside
                        kind = cells.kinds[number][row, i, j]
                        if inside:
                            assert pairs[kind] == (words[0][i], words[1][j])
                            met.add(pairs[kind])
                        else:
                            assert kind == 0
        assert met == set(pairs)
        found.append((cells.lefts.tolist(), cells.rights.tolist()))
    return found


@given(texts())
def test_kinds_are_the_pairs_of_words_there_are(given: dict[str, list[str]]) -> None:
    made = units(given)
    dense = same_kinds(made)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(word_sheets, "DENSE", 0)
        assert same_kinds(made) == dense


@pytest.mark.parametrize("dense", [0, word_sheets.DENSE])
def test_languages_without_a_unit_in_common(monkeypatch: pytest.MonkeyPatch, dense: int) -> None:
    monkeypatch.setattr(word_sheets, "DENSE", dense)
    made = units({"qaa": ["a b", "c d"], "qab": ["p", ""], "qac": ["", "x y z"], "qad": ["", ""], "qae": ["k", "l m"]})
    groups = grouped(made)
    for cells in pair_cells(made, groups, [(1, 2), (0, 3), (2, 3), (3, 4)]):
        assert not len(cells.lefts)
        assert not cells.inside[0].any()
        assert cells.spread(np.zeros(0), 0).tolist() == np.zeros((2, 8, 8)).tolist()


def test_values_by_kind_are_spread_over_the_cells() -> None:
    made = units({"qaa": ["a b a"], "qab": ["p q"]})
    (cells,) = pair_cells(made, grouped(made), [(0, 1)])
    found = cells.spread(10 * cells.lefts + cells.rights, 0)[0, :3, :2]
    assert found.tolist() == [[0, 1], [10, 11], [0, 1]]


def test_what_is_beyond_the_most_words_is_not_looked_at() -> None:
    long = [f"word{n}" for n in range(MAX_WORDS + 40)]
    numbers = list(range(len(long)))
    made = units({"qaa": [" ".join(long)], "qab": ["some few words"]}, targets={"qaa": [numbers], "qab": [[7, -1, 9]]})
    (group,) = grouped(made)
    assert group.lengths.tolist() == [[MAX_WORDS], [3]]
    assert group.size == MAX_WORDS
    assert group.tokens[0, 0].tolist() == made.tokens[0][0][:MAX_WORDS].tolist()
    assert group.targets[0, 0].tolist() == numbers[:MAX_WORDS]
    assert group.targets[1, 0, :5].tolist() == [7, -1, 9, -1, -1]
    (cells,) = pair_cells(made, (group,), [(0, 1)])
    assert len(cells.lefts) == MAX_WORDS * 3


def test_what_teaches_goes_with_its_unit() -> None:
    made = units({"qaa": ["a", "b " * 9, "", "c"], "qab": ["p", "q", "r", "s"]}, teaching=[0.0, 0.5, 0.7, 1.0])
    assert [(group.units.tolist(), group.teaching.tolist()) for group in grouped(made)] == [
        ([0, 3], [0.0, 1.0]), ([1], [0.5]),
    ]  # fmt: skip


@given(st.integers(1, 12), st.integers(1, 12))
def test_the_distance_of_relative_places(height: int, width: int) -> None:
    made = units({"qaa": ["a " * height], "qab": ["p " * width]})
    (group,) = grouped(made)
    found = relative_distance(group, 0, 1)[0]
    for i in range(height):
        for j in range(width):
            assert found[i, j] == pytest.approx(abs((i + 0.5) / height - (j + 0.5) / width))
    assert found[:height, :width].max() < 1


def test_nothing_to_group() -> None:
    assert grouped(units({"qaa": [], "qab": []})) == ()
    assert grouped(units({"qaa": ["a"], "qab": [""]})) == ()
    assert grouped(units({"qaa": ["a"]})) == ()
    assert all_pairs(3) == [(0, 1), (0, 2), (1, 2)]
    assert units({"qaa": ["a"], "qab": ["b"]}).languages == ("qaa", "qab")
