"""Footnotes, tasks, definition lists, tables, and what is bounded."""

from __future__ import annotations

import pytest

from tui_learn.text import markdown
from tui_learn.text.blocks import read_blocks, read_markdown


def shown(source: str) -> list[tuple[str, int, str, str, int]]:
    return [(b.kind, b.level, b.marker, b.text, b.line) for b in read_blocks(source)]


def test_footnotes_stand_where_they_stand_under_the_numbers_of_their_marks() -> None:
    source = (
        "One[^b] two[^a] and^[in *line*] again[^b].\n\n[^a]: The *note*.\n\n    - more\n\n[^b]: Other.\n[^c]: Unused."
    )
    assert shown(source) == [
        ("paragraph", 0, "", "One[1] two[2] and[3] again[1].", 0),
        ("item", 1, "[2]", "The note.", 2), ("item", 2, "•", "more", 4),
        ("item", 1, "[1]", "Other.", 6), ("item", 1, "[c]", "Unused.", 7), ("item", 1, "[3]", "in line", 0),
    ]  # fmt: skip
    spans = [s for s in read_blocks(source)[0].spans if s.kind == "note"]
    assert [s.target for s in spans] == ["#note-1", "#note-2", "#note-3", "#note-1"]


def test_a_mark_without_its_note_is_text() -> None:
    assert read_blocks("a[^1] ^[] b")[0].text == "a[^1] ^[] b"


def test_tasks() -> None:
    assert shown("- [ ] a\n- [X] b\n\n  [ ] c\n1. [x] d\n- [x](u)\n- [ ]\n") == [
        ("item", 1, "☐", "a", 0), ("item", 1, "☑", "b", 1), ("item", 1, "", "[ ] c", 3), ("item", 1, "1. ☑", "d", 4),
        ("item", 1, "•", "x", 5), ("item", 1, "•", "[ ]", 6),
    ]  # fmt: skip


def test_definition_lists() -> None:
    assert shown("*Term*\n: one\n\n: two\n\n  more\n\nplain\n\n- a\n\n  b\n  : c") == [
        ("paragraph", 0, "", "Term", 0), ("item", 1, ":", "one", 1), ("item", 1, ":", "two", 3),
        ("item", 1, "", "more", 5),
        ("paragraph", 0, "", "plain", 7),
        ("item", 1, "•", "a", 9), ("item", 1, "", "b", 11), ("item", 2, ":", "c", 12),
    ]  # fmt: skip
    term = read_blocks("*Term*\n: one")[0]
    assert {(s.kind, s.start, s.end) for s in term.spans} == {("strong", 0, 4), ("emphasis", 0, 4)}


def test_tables() -> None:
    assert [b.text for b in read_blocks("a | b\n:-- | --:\n`c\\|d` | \n | e | f | g\n\n|h|\n|-|-|\n")] == [
        "a  ·  b", "c|d", "e  ·  f  ·  g", "|h| |-|-|",
    ]  # fmt: skip
    (row, *_rest) = read_blocks("|*a*|[b](c)|\n|-|-|")
    assert {(s.kind, row.text[s.start : s.end]) for s in row.spans} == {("emphasis", "a"), ("link", "b")}
    assert [b.kind for b in read_blocks("|a|\n|-|\n> q\n|b|\n")] == ["row", "quote"]


def test_the_lines_of_blocks() -> None:
    source = "# a\n\nb\nc\n\n> d\n>\n> e\n\n1. f\n\n   g\n   - h\n\n```\ni\n```\n\n"
    source += "j\n===\n\n|k|\n|-|\n|l|\n\n[m]: n\n\n[m]\n"
    lines = source.split("\n")
    for block in read_blocks(source):
        below = lines[block.line + (block.kind == "code")]
        assert block.text.split()[0] in below, block


def test_what_is_too_entangled_is_shown_as_it_stands_and_told() -> None:
    source = "first *one*\n\n" + "[a][" * 20_000 + "\n\nlast *one*\n"
    reading = read_markdown(source)
    assert [block.text[:9] for block in reading.blocks] == ["first one", "[a][[a][[", "last one"]
    assert reading.entangled == [2]


def test_too_many_blocks_become_lines() -> None:
    reading = read_markdown("- a\n" * 30_000)
    assert reading.entangled
    assert len(reading.blocks) < 12_000
    assert sum(block.text.count("a") for block in reading.blocks) == 30_000


def test_containers_deeper_than_the_parser_goes() -> None:
    source = "".join("    " * depth + f"[^{depth}]: w{depth}\n\n" for depth in range(120))
    text = " ".join(block.text for block in read_blocks(source))
    assert all(f"w{depth}" in text for depth in range(120))


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "![",
        "[a](",
        "*a_ ",
        "<a b='",
        "`a``",
        "[^",
        "^[",
        "<!--",
        "&",
        "[a]: /u '",
        "a\n: ",
        "|a",
        "> - ",
        "](",
        "~~a",
        "<div><b ",
    ],
)
def test_the_work_is_bounded(piece: str) -> None:
    # With a quadratic parser this would run for minutes: that it ends is the test.
    source = "[^1]: x\n\n" + piece * (40_000 // len(piece))
    assert read_blocks(source)


def test_one_parser_is_kept() -> None:
    assert markdown.parser() is markdown.parser()
