"""What speaks for a pair of dictionary forms, gathered from all its places."""

from __future__ import annotations

import math

import pytest

from tests.bitext.pair_making import LEFT, RIGHT, evidence, words_of
from tests.bitext.word_making import cell
from tui_learn.bitext.cell_links import CellLink
from tui_learn.bitext.pair_evidence import COGNATE, PairEvidence, gather, phrase

TALE = "# Kissa\nKissa näki koiran/koira\nkoira ja kissan/kissa häntä\nkissa"
SAGA = "# Katt\nKatten/katt såg hunden/hund\nhunden/hund och kattens/katt svans\nkatt"


def of_pair(pair: str, *spans: tuple[CellLink, ...], left: str = TALE, right: str = SAGA) -> PairEvidence:
    one, _sign, other = pair.partition("=")
    return gather(spans, words_of(left, LEFT), words_of(right, RIGHT))[one, other]


def test_links_are_gathered_by_dictionary_form() -> None:
    spans = [(cell(1, 1),), (cell(6, 6),), (cell(3, 3),)]
    found = gather(spans, words_of(TALE), words_of(SAGA, RIGHT))
    assert found.keys() == {("kissa", "katt"), ("koira", "hund")}
    assert found["kissa", "katt"].links == (spans[0], spans[1])
    assert gather([], words_of(TALE), words_of(SAGA, RIGHT)) == {}


def test_forms_of_several_words_are_joined_in_the_order_of_the_text() -> None:
    span = (cell(3, 4), cell(2, 4), cell(3, 2))
    found = of_pair("näki koira=såg hund", span)
    assert found.links == (span,)
    assert phrase(words_of(TALE), [3, 2, 3]) == "näki koira"
    assert phrase(words_of(TALE), [8, 2]) == "näki kissa"
    assert phrase(words_of(TALE), []) == ""


def test_numbers_are_means_and_bests_over_the_first_links() -> None:
    found = of_pair(
        "kissa=katt",
        (cell(1, 1, 0.9, alike=0.2, worth=0.5, path=0.1, like_path=0.6, dictionaries=("b",), pivots=("pl",)),),
        (cell(6, 6, 0.5, alike=0.4, worth=0.3, path=0.7, like_path=0.2, dictionaries=("a", "b"), via=("sv", "nb")),),
        (cell(8, 8, 0.4, pivots=("de", "pl"), via=("nb",)),),
    )
    assert found.weight == pytest.approx(0.6)
    assert (found.alike, found.worth, found.path, found.like_path) == (0.4, 0.5, 0.7, 0.6)
    assert (found.dictionaries, found.pivots, found.via) == (("a", "b"), ("de", "pl"), ("nb", "sv"))


def test_only_the_heaviest_link_of_a_span_speaks() -> None:
    found = of_pair("kissa=katt såg", (cell(1, 1, 0.9), cell(1, 2, 0.1, alike=1.0, worth=1.0)))
    assert (found.weight, found.alike, found.worth) == (0.9, 0.0, 0.0)


def test_sentences_are_counted_once() -> None:
    text = "kissa kissa\nkissa"
    left, right = words_of(text), words_of("katt katt\nkatt", RIGHT)
    found = gather([(cell(n, n),) for n in range(3)], left, right)["kissa", "katt"]
    assert found.units == 2


def test_consistency_is_over_the_more_frequent_of_the_two() -> None:
    left, right = words_of("kissa\nkissa\nkissa koira"), words_of("katt\nkatt katt\nkatt hund", RIGHT)
    found = gather([(cell(0, 0),), (cell(1, 1),), (cell(3, 4),)], left, right)
    assert found["kissa", "katt"].consistency == pytest.approx(2 / 4)
    assert found["koira", "hund"].consistency == 1.0
    flipped = gather([(cell(0, 0),), (cell(1, 1),)], right, left)
    assert flipped["katt", "kissa"].consistency == pytest.approx(2 / 4)


def test_the_title_is_no_occurrence_and_consistency_never_above_one() -> None:
    text, other = "# Kissa\nkissa\n## Kissa", "# Katt\nkatt\n## Katt"
    left, right = words_of(text), words_of(other, RIGHT)
    assert gather([(cell(1, 1),)], left, right)["kissa", "katt"].consistency == pytest.approx(1 / 2)
    assert gather([(cell(n, n),) for n in range(3)], left, right)["kissa", "katt"].consistency == 1.0


def test_agreement_is_that_of_the_place_where_most_languages_agree() -> None:
    found = of_pair(
        "kissa=katt",
        (cell(1, 1, agreeing=1, voices=3),),
        (cell(6, 6, agreeing=2, voices=3),),
        (cell(8, 8, agreeing=2, voices=2),),
    )
    assert (found.agreeing, found.voices, found.agreement) == (2, 2, 1.0)
    more = of_pair("kissa=katt", (cell(1, 1, agreeing=1, voices=1),), (cell(6, 6, agreeing=3, voices=3),))
    assert (more.agreeing, more.voices) == (3, 3)
    alone = of_pair("kissa=katt", (cell(1, 1),))
    assert (alone.voices, alone.agreement) == (0, 0.0)


def test_the_same_dictionary_form_is_wholly_alike() -> None:
    left, right = words_of("mediaa/media x"), words_of("medier/media y", RIGHT)
    found = gather([(cell(0, 0, alike=0.3),), (cell(1, 1, alike=0.3),)], left, right)
    assert (found["media", "media"].alike, found["x", "y"].alike) == (1.0, 0.3)


def test_share_of_places_where_a_word_is_linked_to_several() -> None:
    spans = ((cell(1, 1),), (cell(6, 6), cell(6, 6)), (cell(8, 8),))
    assert of_pair("kissa=katt", *spans).multiple == pytest.approx(1 / 3)


def test_length_ratio_is_of_the_words_as_they_stand_whichever_is_longer() -> None:
    text, other = "kissaa/kissa", "katt"
    left, right = words_of(text), words_of(other, RIGHT)
    expected = pytest.approx(math.log(6 / 4))
    assert gather([(cell(0, 0),)], left, right)["kissa", "katt"].length_ratio == expected
    assert gather([(cell(0, 0),)], right, left)["katt", "kissa"].length_ratio == expected


@pytest.mark.parametrize(
    ("given", "score"),
    [
        ({}, 0.0),
        ({"worth": 1.0}, 2.0),
        ({"alike": COGNATE}, 0.0),
        ({"alike": 0.8}, 1.2),
        ({"path": 0.9}, 0.9),
        ({"like_path": 0.9}, 0.0),
        ({"agreeing": 1, "voices": 2}, 0.25),
        ({"units": 1, "consistency": 1.0}, 0.0),
        ({"units": 2, "consistency": 0.5}, 0.3),
        ({"weight": 0.8}, 0.4),
        ({"multiple": 0.5}, -0.35),
        ({"length_ratio": 1.5}, -0.6),
        ({"worth": 1.0, "alike": 0.7, "weight": 1.0}, 3.55),
    ],
)
def test_score(given: dict[str, object], score: float) -> None:
    assert evidence([], **given).score == pytest.approx(score)
