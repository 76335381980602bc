from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.bitext.making import story
from tui_learn.bitext import band as band_module
from tui_learn.bitext import coarse
from tui_learn.bitext.anchors import anchor_table
from tui_learn.bitext.band import expected_places
from tui_learn.bitext.bead_kinds import BLOCK_BEADS, COARSE_BEADS, BeadKind
from tui_learn.bitext.coarse import Evidence, Places, look
from tui_learn.bitext.lengths import first_models
from tui_learn.bitext.pieces import Piece
from tui_learn.bitext.settings import DEFAULT, AlignmentSettings
from tui_learn.bitext.units import Rules, units_of

NARROW = replace(DEFAULT, margin=8)


def evidence_of(
    left: list[str], right: list[str], settings: AlignmentSettings = DEFAULT, rules: Rules | None = None
) -> Evidence:
    one, other = units_of(left), units_of(right)
    return Evidence(
        one,
        other,
        anchor_table(one.terms, other.terms),
        first_models(one.lengths, other.lengths, settings)[0],
        rules or Rules(),
        settings,
    )


def seen(
    evidence: Evidence,
    piece: Piece | None = None,
    kinds: tuple[BeadKind, ...] = COARSE_BEADS,
    least: float = 0.01,
) -> Places:
    piece = piece or Piece(range(len(evidence.left)), range(len(evidence.right)))
    lengths = [side.lengths.each[part.start : part.stop] for side, part in zip(
        (evidence.left, evidence.right), (piece.rows, piece.columns), strict=True
    )]  # fmt: skip
    expected = expected_places(lengths[0], lengths[1], np.zeros((0, 2), dtype=np.int64))
    *before, places = list(look(evidence, piece, kinds, expected, least))
    assert isinstance(places, Places)
    assert before == sorted(before)
    assert 0 < before[0] < before[-1] <= 1
    return places


def shares(places: Places) -> dict[tuple[int, int], float]:
    keys = zip(places.left.tolist(), places.right.tolist(), strict=True)
    return dict(zip(keys, places.probability.tolist(), strict=True))


def alike(one: Places, other: Places) -> bool:
    a, b = shares(one), shares(other)
    return all(abs(a.get(place, 0.0) - b.get(place, 0.0)) < 0.011 for place in a.keys() | b.keys())


def with_numbers(texts: list[str]) -> list[str]:
    """Some that are told by a number."""
    return [f"{text[:-1]} {1000 + n}." if n % 7 == 3 else text for n, text in enumerate(texts)]


def by_tens(i: np.ndarray, j: np.ndarray) -> np.ndarray:
    return np.where((i % 10 == 0) & (j % 10 == 0), 2.0, 0.0)


def near(i: np.ndarray, j: np.ndarray) -> np.ndarray:
    return -0.1 * np.abs(i - j)


@pytest.mark.parametrize("stride", [1, 2, 3, 7, 69, 70, 71])
@pytest.mark.parametrize("kinds", [COARSE_BEADS, BLOCK_BEADS], ids=["sentences", "blocks"])
def test_a_text_in_strides_is_a_text_at_once(
    monkeypatch: pytest.MonkeyPatch, stride: int, kinds: tuple[BeadKind, ...]
) -> None:
    monkeypatch.setattr(band_module, "SMALL", 0)
    left, right = map(with_numbers, story(90))
    del right[40:44], left[60:62]
    rules = Rules(
        by_tens,
        near,
        left_inner=np.where(np.arange(len(left) + 1) % 9 == 0, -2.0, 0.0),
        right_inner=np.where(np.arange(len(right) + 1) % 8 == 0, -1.0, 0.0),
        left_alone=np.arange(len(left)) == 20,
        right_alone=np.arange(len(right)) == 50,
    )
    evidence = evidence_of(left, right, NARROW, rules)
    piece = Piece(range(5, 75), range(4, 80))
    whole = seen(evidence, piece, kinds)
    monkeypatch.setattr(coarse, "STRIDE", stride)
    parts = seen(evidence, piece, kinds)
    assert len(shares(whole)) > 40
    assert shares(parts) == pytest.approx(shares(whole), abs=1e-3)
    assert parts.pressed == whole.pressed


def test_places_are_probabilities(monkeypatch: pytest.MonkeyPatch) -> None:
    found = seen(evidence_of(*story(30)), least=0.0)
    assert found.probability.min() >= 0
    assert found.probability.max() <= 1
    table = shares(found)
    assert table[0, 0] == pytest.approx(1, abs=1e-3)
    assert table[30, 30] == pytest.approx(1, abs=1e-3)
    keys = list(table)
    assert keys == sorted(keys)
    few = shares(seen(evidence_of(*story(30)), least=0.6))
    assert few == {place: share for place, share in table.items() if share >= 0.6}


def test_a_translation_is_seen_by_its_lengths() -> None:
    places = shares(seen(evidence_of(*story(60)), least=0.5))
    on_the_way = [(n, n) for n in range(61)]
    assert sum(place in places for place in on_the_way) > 50


@pytest.mark.parametrize("side", [0, 1])
def test_a_foreword_is_stepped_over(monkeypatch: pytest.MonkeyPatch, side: int) -> None:
    texts = [with_numbers(text) for text in story(150, 1)]
    texts[side] = story(100, 2)[side] + texts[side]
    evidence = evidence_of(*texts, NARROW)
    monkeypatch.setattr(band_module, "SMALL", 10**9)
    whole = seen(evidence, least=0.5)
    widths: list[int] = []

    def spied(*args: object) -> tuple[np.ndarray, int]:
        first, width = band_module.band(*args)
        widths.append(width)
        return first, width

    monkeypatch.setattr(band_module, "SMALL", 0)
    monkeypatch.setattr(coarse, "band", spied)
    in_bands = seen(evidence, least=0.5)
    assert len(widths) > 1
    assert widths == sorted(widths)
    assert not in_bands.pressed
    after = {place for place in shares(whole) if place[0] - place[1] == (100, -100)[side]}
    assert len(after) > 120
    assert alike(whole, in_bands)


def test_a_band_is_not_widened_beyond_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(band_module, "SMALL", 0)
    monkeypatch.setattr(coarse, "MAX_CELLS", 2_000)
    left, right = story(150, 1)
    found = seen(evidence_of(left, story(100, 2)[1] + right, NARROW), least=0.5)
    assert found.pressed or not len(found.left)


def test_what_must_answer_nothing_answers_nothing() -> None:
    left, right = story(12)
    alone = np.arange(12) == 5
    found = shares(seen(evidence_of(left, right, rules=Rules(left_alone=alone)), least=0.0))
    # A bead 1-0 begins before it and ends behind it: at the same place on the right.
    both = sum(min(found.get((5, j), 0.0), found.get((6, j), 0.0)) for j in range(13))
    assert both > 0.99
    without = shares(seen(evidence_of(left, right), least=0.0))
    assert sum(min(without.get((5, j), 0.0), without.get((6, j), 0.0)) for j in range(13)) < 0.5


def test_empty_stretches() -> None:
    evidence = evidence_of(*story(6))
    assert shares(seen(evidence, Piece(range(2, 3), range(4, 4)))) == pytest.approx({(0, 0): 1, (1, 0): 1}, abs=1e-6)
