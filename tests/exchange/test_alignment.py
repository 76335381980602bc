"""What an alignment knows, and the formats that are lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.conftest import article, pair
from tui_learn.bitext import Bead
from tui_learn.exchange.alignment import Alignment, Side, side_of, to_json, to_ladder, to_tsv
from tui_learn.exchange.escape import html_text, json_line, xml_allowed
from tui_learn.text import read_edition


def test_ladder() -> None:
    assert to_ladder(article()) == "[0]:[0]\n[1]:[1, 2]\n[2]:[]\n[]:[3]\n"


def test_json() -> None:
    text = to_json(article())
    assert text.count("\n") == 1
    data = json.loads(text)
    assert list(data) == ["left", "right", "beads"]
    assert data["left"] == {"language": "ar", "sentences": ["عنوان", "جملة أولى.", "جملة وحيدة."]}
    assert data["beads"][1] == {"left": [1], "right": [1, 2], "confidence": 0.4999}


def test_tsv() -> None:
    rows = [row.split("\t") for row in to_tsv(article()).splitlines()]
    assert rows[1] == ["جملة أولى.", "One. Two.", "0.4999"]
    assert rows[2:] == [["جملة وحيدة.", "", "0.5000"], ["", "Alone.", "0.2000"]]


def test_a_tab_in_a_sentence_makes_no_column() -> None:
    assert to_tsv(pair("a\tb", "c")) == "a b\tc\t0.9000\n"


def test_nothing_is_nothing() -> None:
    empty = Alignment(Side("fi", ()), Side("nb", ()), ())
    assert (to_ladder(empty), to_tsv(empty)) == ("", "")
    assert json.loads(to_json(empty))["beads"] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [("fi", "a b"), ("und", "a b"), ("ko", "a b"), ("zh-Hans", "ab"), ("ja", "ab"), ("th", "ab"), ("km", "ab")],
)
def test_sentences_are_joined_as_the_language_is_written(language: str, text: str) -> None:
    assert Side(language, ("x", "a", "b")).text((1, 2)) == text


def test_an_edition_as_a_side(tmp_path: Path) -> None:
    file = tmp_path / "text.nb.md"
    file.write_text("# Tittel\n\nEn setning. Og en til.\n\n## Del\n\n- punkt\n", encoding="utf-8")
    side = side_of(read_edition(file))
    assert side == Side(
        language="nb",
        sentences=("Tittel", "En setning.", "Og en til.", "Del", "punkt"),
        blocks=(0, 1, 1, 2, 3),
        levels=(1, 0, 0, 2, 0),
        title="Tittel",
        file="text.nb.md",
    )


ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)


@given(ANY_TEXT)
def test_json_comes_back_and_says_nothing_to_a_terminal(text: str) -> None:
    line = json_line({"a": text})
    assert json.loads(line) == {"a": text}
    assert not any(ord(c) < 0x20 or 0x7F <= ord(c) <= 0x9F or c in "\u202a\u202e\u2066\u2069" for c in line)


@given(ANY_TEXT)
def test_what_xml_forbids_is_all_that_is_left_out(text: str) -> None:
    def allowed(code: int) -> bool:  # production [2] of XML 1.0
        return code in (9, 10, 13) or 32 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000

    assert xml_allowed(text) == "".join(c for c in text if allowed(ord(c)))


def test_html_text_is_one_escaped_line() -> None:
    assert html_text("a\x00 <b>\n\u202e\"'&") == "a &lt;b&gt; &quot;&#x27;&amp;"


def test_a_bead_may_cross_blocks() -> None:
    side = Side("fi", ("a", "b"), (0, 1))
    crossing = Alignment(side, Side("nb", ("c",), (0,)), (Bead((0, 1), (0,), 1.0),))
    assert to_tsv(crossing) == "a b\tc\t1.0000\n"
