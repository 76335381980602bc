from __future__ import annotations

import random

import numpy as np
import pytest

from tests.library.test_grouping import edition, source
from tui_learn.library.builds import builds_of
from tui_learn.library.columns import columns_of, spread
from tui_learn.library.structure import NOT_ALIKE, compare, correlate
from tui_learn.library.traits import Traits


def built(*rows: Traits, least: float = 0.0, align: bool = False) -> object:
    columns = columns_of(rows)
    languages = np.array([sorted({*columns.languages}).index(one) for one in columns.languages])
    return compare(builds_of(columns, languages, ()), 0, 1, least, align=align)


def row(path: str, shape: str, lengths: list[int], language: str) -> Traits:
    return Traits(path, language, "", "", "", (), shape, tuple(lengths))


def test_correlation() -> None:
    xs = np.array([1.0, 2.0, 3.0, 4.0])
    assert correlate(xs, 3 * xs + 1) == pytest.approx(1)
    assert correlate(xs, -xs) == pytest.approx(-1)
    assert correlate(xs, np.ones(4)) == 0
    assert correlate(xs[:2], xs[:2]) == 0


def test_a_paragraph_cut_in_two_costs_little_where_lengths_tell_which() -> None:
    rng = random.Random(3)
    lengths = [rng.randint(20, 900) for _n in range(40)]
    shape = "p" * 40
    cut = [*lengths[:20], 400, 300, *lengths[21:]]
    one, other = row("a", shape, lengths, "fi"), row("b", shape + "p", [int(n * 1.2) for n in cut], "sv")
    plain, aligned = built(one, other), built(one, other, align=True)
    assert aligned.correlation > 0.95 > plain.correlation  # type: ignore[attr-defined]
    assert aligned.structure > 0.95  # type: ignore[attr-defined]


def test_headings_alone_make_no_two_texts_alike() -> None:
    shape = "1" + "2p" * 20
    rng = random.Random(8)
    one, other = ([rng.randint(8, 14) if kind.isdigit() else rng.randint(200, 900) for kind in shape] for _n in "ab")
    like = built(row("a", shape, one, "fi"), row("b", shape, other, "sv"))
    assert like.correlation > 0.9  # type: ignore[attr-defined]
    assert abs(like.within) < 0.4  # type: ignore[attr-defined]


def test_what_is_too_unlike_is_not_measured() -> None:
    assert built(row("a", "p" * 9, [9] * 9, "fi"), row("b", "pp", [9] * 2, "sv"), least=0.5) is NOT_ALIKE


def test_a_template_is_taken_away() -> None:
    rng = random.Random(5)
    usual = [rng.randint(20, 2000) for _n in "1" + "p" * 20]
    pages = []
    for n in range(6):
        own = [int(length * rng.uniform(0.6, 1.6)) for length in usual]
        pages += [
            row(f"{n}{tag}", "1" + "p" * 20, [int(x * rng.uniform(0.95, 1.05)) for x in own], tag)
            for tag in ("fi", "sv")
        ]
    columns = columns_of(pages)
    builds = builds_of(columns, np.array([0, 1] * 6), ())
    assert min(compare(builds, n, n + 1, 0).within for n in range(0, 12, 2)) > 0.9
    assert max(compare(builds, n, m + 1, 0).within for n in range(0, 12, 2) for m in range(0, 12, 2) if n != m) < 0.7


def test_editions_of_one_article_are_no_template() -> None:
    one = source("x", (), "1" + "p" * 30)
    rows = [edition(one, language) for language in ("de", "fi", "sv")]
    columns = columns_of(rows)
    builds = builds_of(columns, np.arange(3), ())
    assert builds.templates == {}
    assert compare(builds, 0, 1, 0).within > 0.9


def test_many_slices_at_once() -> None:
    assert spread(np.array([5, 0, 9]), np.array([2, 0, 3])).tolist() == [5, 6, 9, 10, 11]
