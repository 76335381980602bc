from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_learn.text.blocks import RawBlock, read_blocks, text_of_html


def kinds(source: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read_blocks(source)]


def test_kinds_and_lines() -> None:
    blocks = read_blocks("# A\n\npara\n\n- one\n- two\n\n> said\n\n```py\nx = 1\n```\n\n|a|b|\n|-|-|\n|1|2|\n")
    assert [(b.kind, b.line) for b in blocks] == [
        ("heading", 0), ("paragraph", 2), ("item", 4), ("item", 5), ("quote", 7), ("code", 9), ("row", 13), ("row", 15),
    ]  # fmt: skip
    assert blocks[0].level == 1
    assert blocks[5].text == "x = 1"
    assert blocks[7].text == "1  ·  2"


def test_list_markers() -> None:
    blocks = read_blocks("3. three\n4. four\n\n   more\n")
    assert [(b.marker, b.text) for b in blocks] == [("3.", "three"), ("4.", "four"), ("", "more")]


def test_links_code_and_emphasis_are_spans_over_visible_text() -> None:
    (block,) = read_blocks("See [a *b*](/x) and `c  d` and **e**.")
    assert block.text == "See a b and c d and e."
    shown = {(s.kind, block.text[s.start : s.end], s.target) for s in block.spans}
    assert shown == {("link", "a b", "/x"), ("emphasis", "b", ""), ("code", "c d", ""), ("strong", "e", "")}


def test_brackets_inside_link_text() -> None:
    (block,) = read_blocks("( [business to kuluttaja [B2C]](/btoc) )")
    assert block.text == "( business to kuluttaja [B2C] )"
    assert block.spans[0].target == "/btoc"


def test_line_ends_are_spaces_but_not_between_ideographs() -> None:
    assert kinds("one\ntwo") == [("paragraph", "one two")]
    assert kinds("你好\n世界") == [("paragraph", "你好世界")]


def test_hard_breaks_stay() -> None:
    assert kinds("roses  \nviolets") == [("paragraph", "roses\nviolets")]


def test_html_shows_as_its_text() -> None:
    assert kinds("<div class='x'>hei <b>du</b></div>\n") == [("paragraph", "hei du")]
    assert kinds("<!-- nothing -->\n") == []
    assert text_of_html("<script>evil()</script><p>a</p><p>b") == ["a", "b"]


def test_entities_cannot_bring_direction_overrides() -> None:
    assert kinds("a &#x202e;b &#x9b;c") == [("paragraph", "a b \ufffdc")] or "\u202e" not in kinds("a &#x202e;b")[0][1]


def test_rules_and_empty_tables_are_no_blocks() -> None:
    assert kinds("***\n\n| | |\n|-|-|\n| | |\n") == []


@pytest.mark.parametrize("source", ["> " * 300 + "x", "- " * 300 + "x", "[" * 3000, "*a " * 3000, "`" * 2001])
def test_nesting_does_not_break_it(source: str) -> None:
    assert isinstance(read_blocks(source), list)


@given(st.text(alphabet="#>-*_`[]()|<>!&; \nab1.\\"))
def test_any_text_gives_blocks_whose_spans_lie_inside(source: str) -> None:
    for block in read_blocks(source):
        assert isinstance(block, RawBlock)
        assert block.text.strip()
        for span in block.spans:
            assert 0 <= span.start < span.end <= len(block.text)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Press <Enter> or <ESC>.", "Press <Enter> or <ESC>."),
        ("Type <your name here> or List<String>.", "Type <your name here> or List<String>."),
        ("A <b>bold</b> and <x-note>noted</x-note> <kbd>key</kbd>.", "A bold and noted key."),
        ("<Enter>", "<Enter>"),
        ("<div>Hello <T> there</div>", "Hello <T> there"),
        ("<div><my-box>inside</my-box></div>", "inside"),
    ],
)
def test_angle_brackets_that_are_no_html_are_text(source: str, text: str) -> None:
    assert [block.text for block in read_blocks(source)] == [text]
