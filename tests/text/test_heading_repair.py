from __future__ import annotations

import pytest

from tui_learn.text.heading_repair import repair_headings


def test_a_missing_space_is_put_in() -> None:
    assert repair_headings("a\n\n###Customer (CRM)\n\nb") == ("a\n\n### Customer (CRM)\n\nb", [2])


def test_a_heading_right_before_its_paragraph() -> None:
    assert repair_headings("##Title\ntext") == ("## Title\ntext", [0])


@pytest.mark.parametrize(
    "source",
    [
        "#tag",
        "#one #two",
        "#1",
        "#MeToo changed the world.",
        "```\n##x\n```",
        "    ##x",
        "text",
        "# fine",
        "####### seven",
    ],
)
def test_what_is_no_heading_stays(source: str) -> None:
    assert repair_headings(source) == (source, [])


def test_one_sign_before_a_title() -> None:
    assert repair_headings("#Hva er dette\n\ntekst")[1] == [0]
