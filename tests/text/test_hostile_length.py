from __future__ import annotations

from pathlib import Path

import pytest

from tui_learn.text import read_edition, tokenize
from tui_learn.text.detect import Detection

LONG = 200_000


@pytest.mark.parametrize(
    "text",
    ["x" * LONG, "1" * LONG, "1." * (LONG // 2), "-" * LONG, "a-" * (LONG // 2), "@" * LONG, "/" * LONG,
     "a@" * (LONG // 2), "( " * (LONG // 2), "A" * LONG, "\u0301" * LONG, "'" * LONG, "#" * LONG, "- " * 2000],
    ids=lambda text: text[:2],
)  # fmt: skip
def test_one_very_long_line_is_read(tmp_path: Path, text: str) -> None:
    # With a quadratic pattern this would run for hours: that it ends is the test.
    path = tmp_path / "long.md"
    path.write_text("A " + text, encoding="utf-8")
    edition = read_edition(path, detect=lambda _prose: Detection("en", 1.0))
    assert sum(len(tokenize(sentence.text, "en")) for sentence in edition.sentences) >= 1
    assert sum(len(block.text) for block in edition.blocks) > len(text) // 3
