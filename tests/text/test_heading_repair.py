from __future__ import annotations

import pytest

from tui_learn.text.blocks import read_markdown


def repaired(source: str) -> list[int]:
    return read_markdown(source).repaired


def test_a_missing_space_is_put_in() -> None:
    reading = read_markdown("a\n\n###Customer (CRM) ##\n\nb")
    assert [(b.kind, b.level, b.text, b.line) for b in reading.blocks] == [
        ("paragraph", 0, "a", 0), ("heading", 3, "Customer (CRM)", 2), ("paragraph", 0, "b", 4),
    ]  # fmt: skip
    assert reading.repaired == [2]


def test_a_heading_right_before_and_behind_its_paragraph() -> None:
    blocks = read_markdown("##Title\ntext\n##Other *one*\nmore").blocks
    assert [(b.kind, b.text) for b in blocks] == [
        ("heading", "Title"), ("paragraph", "text"), ("heading", "Other one"), ("paragraph", "more"),
    ]  # fmt: skip


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
        "- item\n  ##x",
        "> ##x",
        "<div>\n##x\n</div>",
        "|a|\n|-|\n|##x|",
        "##" + "long " * 50,
    ],
)
def test_what_is_no_heading_stays(source: str) -> None:
    assert repaired(source) == []


def test_one_sign_before_a_title() -> None:
    assert repaired("#Hva er dette\n\ntekst") == [0]
