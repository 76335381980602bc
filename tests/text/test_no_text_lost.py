"""Every visible word of a source is in some block."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.text.visible_words import visible_words, words
from tui_learn.text.blocks import read_markdown
from tui_learn.text.clean import clean_text
from tui_learn.text.detect import Detection
from tui_learn.text.front_matter import split_front_matter
from tui_learn.text.model import Edition
from tui_learn.text.problems import UnreadableFile
from tui_learn.text.reading import edition_from_bytes

EXAMPLES: list[str] = json.loads(
    Path(__file__).with_name("data").joinpath("commonmark_examples.json").read_text(encoding="utf-8")
)["examples"]

_PIECES = [
    *"abÅ1 \n\n\n\t#>*-_`[]()|<>!&;:~^=+.\\\"'{}", "# ", "- ", "> ", "1. ", "```\n", "    ", "  \n", "---\n",
    "|a|b|\n|-|-|\n|", "[*]", "](#)", "[*]: #\n", "![", "<b>", "</b>", "<div>", "</div>", "<p>", "<!--", "-->",
    "<script>", "</script>", "<td>", "<table>", "<tr>", "<li>", "<ul>", "<pre>", "</pre>", "<br>", "<img alt=\"q\">",
    "&amp;", "<http://a.b>", "**", "word", "two words", "Å", "漢", "[^*]", "[^*]: ", "^[", "\n: ", "[ ] ", "- [ ] ",
    "~~", "<?", "?>", "<![CDATA[", "]]>", "+++\n",
]  # fmt: skip
# HTML that begins a footnote begins no HTML block where there are no footnotes.
SOURCES = (
    st.lists(st.sampled_from(_PIECES), max_size=40).map("".join).map(lambda source: re.sub(r"\]:\s*<", "]: ", source))
)


def shown(source: str) -> str:
    return "\n".join(f"{block.marker} {block.text}" for block in read_markdown(source).blocks)


@pytest.mark.parametrize("number", range(0, len(EXAMPLES), 25))
def test_the_examples_of_commonmark(number: int) -> None:
    for source in map(clean_text, EXAMPLES[number : number + 25]):
        assert not visible_words(source) - words(shown(source)), source


@pytest.mark.parametrize(
    "source",
    [
        "A claim[^1], more^[said *here*].\n\n[^1]: The note.\n\n    Second paragraph.\n\n[^2]: Never referred to.\n",
        "Term\n: Meaning\n: Other *meaning*\n\nSecond term\n\n: Loose\n\n  and more\n",
        "- [ ] to do\n- [ ] done\n  1. [ ] below\n\n[ ] no task\n",
        "| a | b |\n|:-:|--|\n| `c|d` | e \\| f |\n| only |\n| x | · |\n\n||\n|-|\n|y|\n",
        "> | q | r |\n> |---|---|\n> | s | t |\n",
    ],
)  # fmt: skip
def test_what_is_more_than_commonmark(source: str) -> None:
    assert not visible_words(source, extended=True) - words(shown(source))


def test_cells_a_row_has_too_many_are_shown() -> None:
    assert words(shown("|a|\n|-|\n|b|surplus|\n"))["surplus"] == 1
    assert words(shown("> |a|\n> |-|\n> |b|surplus|\n"))["surplus"] == 1


def letters(text: str) -> Counter[str]:
    return Counter(filter(str.isalpha, text))


def missing(source: str, text: str) -> Counter[str]:
    """Letters that are shown less often than on the page: where tags are unclosed, words may be joined otherwise."""
    return letters("".join(visible_words(source).elements())) - letters(text)


@settings(max_examples=100, deadline=None)
@given(SOURCES)
def test_any_markdown(source: str) -> None:
    source = clean_text(source)
    assert not missing(source, shown(source))


@settings(max_examples=100, deadline=None)
@given(SOURCES, st.integers(0, 40))
def test_any_markdown_when_the_work_is_bounded(source: str, steps: int) -> None:
    from tui_learn.text import markdown

    source = clean_text(source).replace("&amp;", "")  # shown as it stands where it is not parsed
    before = markdown.Budget.of
    try:
        markdown.Budget.of = classmethod(lambda cls, _source: cls(steps, steps))  # type: ignore[assignment]
        text = shown(source)
    finally:
        markdown.Budget.of = before  # type: ignore[method-assign]
    assert not missing(source, text)


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))))
def test_any_bytes(raw: bytes) -> None:
    try:
        edition = edition_from_bytes(raw, Path("x.md"), detect=lambda _prose: Detection("en", 1.0))
    except UnreadableFile as error:
        said = str(error)
    else:
        said = ""
        _well_formed(edition, raw)
    assert "\n" not in said


def _well_formed(edition: Edition, raw: bytes) -> None:
    lines = clean_text(raw.decode("utf-8", "replace")).count("\n") + 1
    for block in edition.blocks:
        assert block.text.strip()
        assert 1 <= block.line <= max(lines, len(raw))
        assert all(0 <= span.start < span.end <= len(block.text) for span in block.spans)


_FRONT = [
    "---\n", "...\n", "+++\n", "---json\n", "{", "}", "\"a\": 1\n", "a: b\n", "a = 1\n", "# c\n", "- x\n",
    "words here\n", "\n", " ", "<!-- c -->\n", "a:\n  b", ": ", "'", "[", "&a", "*a",
]  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(_FRONT), max_size=14).map("".join))
def test_front_matter_or_body(text: str) -> None:
    text = clean_text(text)
    front = split_front_matter(text)
    assert text.endswith(front.body)
    assert front.body == text or front.metadata or front.complaints
    assert front.body_line == text.count("\n", 0, len(text) - len(front.body)) + 1
