"""How probable it is that a link is right: what speaks for it makes it more so."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bitext.word_making import cell
from tui_learn.bitext.cell_links import CellLink
from tui_learn.bitext.link_confidence import link_confidence

share = st.floats(0, 1)
links = st.builds(
    lambda weight, alike, worth, agreeing, more, path: cell(
        0, 1, weight, alike=alike, worth=worth, agreeing=agreeing, voices=agreeing + more, path=path
    ),
    share, share, share, st.integers(0, 4), st.integers(0, 4), share,
)  # fmt: skip
distance = st.floats(0.01, 0.5)


@given(links, st.integers(0, 9), share, distance)
def test_it_is_a_probability(link: CellLink, units: int, consistency: float, mean: float) -> None:
    assert 0 < link_confidence(link, units, consistency, mean) < 1


@given(links, links, st.integers(0, 9), st.integers(0, 9), share, share, distance, distance)
def test_what_speaks_for_a_link_makes_it_surer(
    one: CellLink, other: CellLink, units: int, more: int, first: float, second: float, near: float, far: float
) -> None:
    agreement = [link.agreeing / link.voices if link.voices else 0.0 for link in (one, other)]
    weak = cell(
        0, 1, min(one.weight, other.weight), alike=min(one.alike, other.alike), worth=min(one.worth, other.worth),
        path=min(one.path, other.path), agreeing=min(agreement), voices=1,
    )  # fmt: skip
    strong = cell(
        0, 1, max(one.weight, other.weight), alike=max(one.alike, other.alike), worth=max(one.worth, other.worth),
        path=max(one.path, other.path), agreeing=max(agreement), voices=1,
    )  # fmt: skip
    low = link_confidence(weak, min(units, more), min(first, second), max(near, far))
    assert low <= link_confidence(strong, max(units, more), max(first, second), min(near, far)) + 1e-12


POOR = cell(0, 1, 0.5, voices=4)


@pytest.mark.parametrize(
    ("better", "least", "most"),
    [
        ({"weight": 0.9}, 1.0, 1.4),
        ({"alike": 0.6}, 0.0, 0.0),  # not more than chance
        ({"alike": 0.9}, 1.2, 1.3),
        ({"worth": 1.0}, 2.4, 2.6),
        ({"agreeing": 4}, 0.8, 1.0),
        ({"agreeing": 2}, 0.4, 0.5),
        ({"path": 1.0}, 0.4, 0.6),
        ({"mutual": False}, 0.0, 0.0),
    ],
)
def test_how_much_each_says(better: dict[str, float], least: float, most: float) -> None:
    def log_odds(link: CellLink) -> float:
        sure = link_confidence(link, 1, 0.5, 0.1)
        return math.log(sure / (1 - sure))

    weight = better.pop("weight", 0.5)
    gain = log_odds(cell(0, 1, weight, **({"voices": 4, "mutual": True} | better))) - log_odds(POOR)  # type: ignore[arg-type]
    assert least - 1e-9 <= gain <= most + 1e-9


def test_repetition_counts_from_the_second_time_to_the_fourth() -> None:
    found = [link_confidence(POOR, units, 1.0, 0.1) for units in range(7)]
    assert found[0] == found[1] < found[2] < found[3] < found[4] == found[5] == found[6]
    assert link_confidence(POOR, 1, 0.0, 0.1) == found[1]
    assert link_confidence(POOR, 2, 0.0, 0.1) < found[2]


def test_a_dictionary_that_is_repeated_proves_a_link_and_nothing_alone_does() -> None:
    assert link_confidence(cell(0, 1, 0.99, worth=1.0, alike=0.9), 3, 1.0, 0.05) > 0.99
    assert link_confidence(cell(0, 1, 0.3), 1, 1.0, 0.2) < 0.3
    for mean in (0.001, 0.05):  # no order of words is so much the same
        assert link_confidence(POOR, 1, 1.0, mean) == link_confidence(POOR, 1, 1.0, 0.05)
