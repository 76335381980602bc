"""Generation from small articles made for one question each."""

from __future__ import annotations

import pytest

from tests.quiz.conftest import MakeEdition
from tui_learn.bitext import build_bitext
from tui_learn.quiz import generate
from tui_learn.quiz.difficulty import chance_of_right, prior_difficulty
from tui_learn.quiz.kinds.acronyms import definitions, spells
from tui_learn.quiz.ranking import rank
from tui_learn.quiz.sections import asks, overlap
from tui_learn.quiz.seeded import number, shuffled


def test_acronyms_are_taken_from_headings_and_links_only(edition_of: MakeEdition) -> None:
    edition = edition_of(
        "# Tools\n\n## World Health Organization (WHO)\n\nThe [food agency [FAO]](/fao) and some other body (XYZ).\n\n"
        "The World Hockey Order (WHO) is another.\n",
        "en",
    )
    found = definitions(edition)
    assert set(found) == {"WHO", "FAO"}
    assert found["WHO"].full == "World Health Organization"
    assert found["WHO"].also == ("World Hockey Order",)
    assert found["FAO"].full == "food agency"


def test_initials() -> None:
    assert spells(["business", "to", "consumer"], "B2C")
    assert not spells(["asiakassuhteiden", "hallintaan"], "CRM")


def test_questions_in_headings(edition_of: MakeEdition) -> None:
    for text, language, expected in (
        ("# What is it?", "en", True), ("# 什么？", "zh", True), ("# ما هذا؟", "ar", True), ("# Τι είναι;", "el", True),
        ("# One; two", "en", False),
    ):  # fmt: skip
        assert asks(edition_of(text, language).blocks[0], language) is expected


def test_like_headings_overlap() -> None:
    assert overlap("Vad är relationshantering?", "Förstå relationshantering", "sv") >= 0.5
    assert overlap("Customer Relationship Management (CRM)", "Business Relationship Management (BRM)", "fi") < 0.5


def test_no_words_are_asked_of_scripts_without_spaces(edition_of: MakeEdition) -> None:
    left = edition_of(
        "关系管理是一种战略。\n\n公司可以聘请经理。\n\n消费者很满意。\n\n市场很重要。\n\n今天天气很好。", "zh"
    )
    right = edition_of(
        "関係管理は戦略です。\n\n会社はマネージャーを雇える。\n\n消費者は満足です。\n\n市場は重要です。\n\n今日は天気がいい。",
        "ja",
    )
    codes = {exercise.code for exercise in generate(build_bitext(left, right))}
    assert codes <= {"V5"}


def test_unequal_blocks_prove_nothing(edition_of: MakeEdition) -> None:
    left = edition_of("Yritys voi palkata uuden päällikön. Se maksaa paljon rahaa kaikille.", "fi")
    right = edition_of("Bedriften kan ansette en ny leder som koster mye penger for alle parter i saken.", "nb")
    assert generate(build_bitext(left, right)) == []


def test_an_empty_exclude_entry_is_refused(edition_of: MakeEdition) -> None:
    edition = edition_of("Yritys voi palkata uuden päällikön.", "fi")
    with pytest.raises(ValueError, match="nonsense"):
        generate(build_bitext(edition, edition), exclude=["nonsense"])


def test_difficulty() -> None:
    assert prior_difficulty("V2") > prior_difficulty("V1")
    assert prior_difficulty("V1", letters=16) > prior_difficulty("V1", letters=8)
    assert prior_difficulty("V1", frequency=5) < prior_difficulty("V1")
    assert chance_of_right(0, 0, 0) == 0.5
    assert chance_of_right(-100, 0, 4) == pytest.approx(0.25)


def test_seeded_choices_are_the_same_everywhere() -> None:
    assert number(1, "a") == 951889089193931511
    assert shuffled("abcdef", 1) == shuffled("fedcba", 1)
    assert shuffled("abcdef", 1) != shuffled("abcdef", 2)


def test_an_empty_ranking() -> None:
    assert rank([], frozenset(), 0) == []
