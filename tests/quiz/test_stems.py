from __future__ import annotations

import pytest

from tui_learn.quiz.stems import any_same_stem, beginnings, content_words, folded_words, same_stem


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("yritys", "yritysten", True),
        ("strategi", "stravar", False),
        ("kommer", "kommunikation", False),
        ("forsta", "forsoker", False),
        ("iliski", "iliskileri", True),
        ("kuin", "kuinka", True),
        ("crm", "brm", False),
        ("on", "on", True),
        ("one", "ones", False),
    ],
)
def test_forms_of_one_word(left: str, right: str, expected: bool) -> None:
    assert same_stem(left, right) is same_stem(right, left) is expected


def test_hyphenated_words_count_whole_and_in_parts() -> None:
    assert folded_words("B2C-yritykset", "fi") == ("b2c-yritykset", "b2c", "yritykset")
    assert any_same_stem(["yrityksen"], folded_words("B2C-yritykset", "fi"))


def test_scripts_without_spaces_use_pairs_of_characters() -> None:
    assert content_words("关系管理", "zh") == ("关系", "系管", "管理")
    assert "关系" in beginnings("关系管理", "zh")


def test_beginnings_are_four_letters() -> None:
    assert beginnings("Suhteiden ja hallinta on", "fi") == {"suht", "hall"}
