from __future__ import annotations

import pytest

from tui_learn.text.blocks import read_blocks
from tui_learn.text.html_tags import attribute, single_tag
from tui_learn.text.html_text import html_blocks, text_of_html


def kinds(source: str) -> list[tuple[str, int, str, str]]:
    return [(b.kind, b.level, b.marker, b.text) for b in html_blocks(source, 0)]


def test_elements_give_their_kinds() -> None:
    assert kinds("<h2>Head</h2><p>one\ntwo<br>three<blockquote>said</blockquote>") == [
        ("heading", 2, "", "Head"), ("paragraph", 0, "", "one two\nthree"), ("quote", 1, "", "said"),
    ]  # fmt: skip
    assert kinds("<ul><li>a<li>b<ol start=4><li>c</ol></ul><p>after") == [
        ("item", 1, "•", "a"), ("item", 1, "•", "b"), ("item", 2, "4.", "c"), ("paragraph", 0, "", "after"),
    ]  # fmt: skip
    assert kinds("<table><tr><th>a<th>b<tr><td><p>1</p></td><td>2 <b>3</b></table>after") == [
        ("row", 0, "", "a  ·  b"), ("row", 0, "", "1  ·  2 3"), ("paragraph", 0, "", "after"),
    ]  # fmt: skip
    assert kinds("<dl><dt>term<dd>meaning</dl>") == [("paragraph", 0, "", "term"), ("item", 1, ":", "meaning")]
    assert kinds("<pre>a\n  b &lt;</pre>c") == [("code", 0, "", "a\n  b <"), ("paragraph", 0, "", "c")]


def test_spans_links_and_images() -> None:
    (block,) = html_blocks(
        '<p>see <a href="/x?a&amp;b">the <i>page</i></a>, [more](/y "t") <img src=z alt="a cat"></p>', 0
    )
    assert block.text == "see the page, more a cat"
    assert {(s.kind, block.text[s.start : s.end], s.target) for s in block.spans} == {
        ("link", "the page", "/x?a&b"), ("emphasis", "page", ""), ("link", "more", "/y"), ("image", "a cat", "z"),
    }  # fmt: skip


def test_an_image_on_its_own_line_is_no_beginning_of_a_sentence() -> None:
    assert text_of_html('<aside>\n<img alt="avatar" src="a">\nShe said so.\n</aside>') == ["avatar", "She said so."]


def test_lines_of_the_source() -> None:
    blocks = html_blocks("<div>\n\n<p>a\n</p>\n<table>\n<tr><td>b\n</table>\n<pre>c</pre></div>", 10)
    assert [(b.text, b.line) for b in blocks] == [("a", 12), ("b", 15), ("c", 17)]


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("<script>evil()</script><p>a</p><style>b{}</style>c", ["a", "c"]),
        ("<div><script>a", ["a"]),
        ("a <!-- b --> c <!-- d", ["a c d"]),
        ("a <![CDATA[b]]> c <? d ?> e", ["a c e"]),
        ("1 < 2 > 0 <3 <a<b>", ["1 < 2 > 0 <3 <a"]),
        ("<b>x <p>y", ["x", "y"]),
        ("&lt;script&gt; &#x41;&nbsp;&copy", ["<script> A ©"]),
        ("<details><summary>More</summary>hidden</details>", ["More", "hidden"]),
    ],
)
def test_what_nobody_sees_and_what_everybody_sees(source: str, texts: list[str]) -> None:
    assert text_of_html(source) == texts


def test_what_nothing_ends_does_not_hide_the_rest_of_the_document() -> None:
    for opening in ("<!-- note", "<script>", "<style>", "<pre>", "<textarea>", "<?php", "<![CDATA[", "<div><!--"):
        assert read_blocks(f"before\n\n{opening}\n\nafter\n")[-1].text == "after", opening


def test_html_inside_a_paragraph() -> None:
    (block,) = read_blocks(
        'a <b>bold</b><!-- no --> <a href="/x">link</a> <img alt="cat" src="c"> <script>evil()</script>z'
    )
    assert block.text == "a bold link cat z"
    assert {(s.kind, block.text[s.start : s.end]) for s in block.spans} == {
        ("strong", "bold"), ("link", "link"), ("image", "cat"),
    }  # fmt: skip
    assert read_blocks("one<p>two")[0].text == "one\ntwo"


def test_attributes() -> None:
    tag = single_tag("<img ALT='a &gt; b' title=\"alt=\" src = x hidden>")
    assert tag is not None
    assert (attribute(tag, "alt"), attribute(tag, "src"), attribute(tag, "hidden"), attribute(tag, "x")) == (
        "a > b",
        "x",
        "",
        "",
    )
