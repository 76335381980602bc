from __future__ import annotations

from pathlib import Path

import pytest

from tui_learn.text import read_edition
from tui_learn.text.nesting_repair import DEPTH, flatten_nesting


@pytest.mark.parametrize(
    "source",
    [
        "> quoted",
        "> > > deep",
        "- a\n  - b\n    - c",
        "- - - - - - - - - - - - - - - - - - - - - - - - - - - - - -",  # a rule
        "```\n" + "> " * 40 + "code\n```",
        "1. one\n2. two",
    ],
)
def test_usual_nesting_is_left_alone(source: str) -> None:
    assert flatten_nesting(source) == (source, [])


@pytest.mark.parametrize(
    "lines",
    [
        [">" * 101 + " lost words"],
        ["- " * 60 + "lost words"],
        ["  " * depth + f"- item {depth}" for depth in range(60)] + ["  " * 60 + "- lost words"],
    ],
    ids=["quotes", "one line", "indented list"],
)
def test_nothing_is_lost_in_the_depth(tmp_path: Path, lines: list[str]) -> None:
    path = tmp_path / "deep.md"
    path.write_text("\n".join(["# Title", "", *lines, "", "The paragraph after it."]), encoding="utf-8")
    edition = read_edition(path)
    texts = [block.text for block in edition.blocks]
    assert "lost words" in texts
    assert texts[-1] == "The paragraph after it."
    assert any(str(DEPTH) in problem.message and problem.severity == "warning" for problem in edition.problems)
