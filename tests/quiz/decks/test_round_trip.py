"""What is written is read back as it was, whatever stands in it."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.quiz.decks.item_making import LANGS, items, texts
from tui_learn.quiz.decks.escapes import escaped, plain, split
from tui_learn.quiz.decks.fields import comment_lines, parse_comment
from tui_learn.quiz.decks.items import DeckItem
from tui_learn.quiz.decks.reading import parse_items
from tui_learn.quiz.decks.writing import write_items


def numbered(found: list[DeckItem]) -> list[DeckItem]:
    """The same with ids of their own."""
    return [item.with_field("id", f"{item.get('id')}-{number}") for number, item in enumerate(found)]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(items(), min_size=1, max_size=3).map(numbered))
def test_items_are_read_as_they_were_written(found: list[DeckItem]) -> None:
    text = write_items(found)
    again, wrong = parse_items(text, LANGS)
    assert wrong == []
    assert again == found
    assert write_items(again) == text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(items(), min_size=1, max_size=3).map(numbered))
def test_items_stand_where_markdown_has_its_headings(found: list[DeckItem]) -> None:
    text = write_items(found)
    again, _wrong = parse_items(text, LANGS)
    tokens = MarkdownIt("commonmark").parse(text)
    headings = [t.map[0] for t in tokens if t.type == "heading_open" and t.tag == "h2" and t.markup == "##" and t.map]
    assert [item.span[0] for item in again] == headings


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts, st.sampled_from(["", r"\|", r"::", r":(?=:)|(?<=:):", r"[{}]"]))
def test_a_text_survives_being_escaped(text: str, guard: str) -> None:
    written = escaped(text, guard)
    assert "\n" not in written
    assert written == written.strip()
    assert plain(written) == text


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(texts, min_size=1, max_size=4))
def test_parts_survive_being_joined(parts: list[str]) -> None:
    written = " | ".join(escaped(part, r"\|") for part in parts)
    assert [plain(part) for part in split(written, "|")] == parts


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(["a", "ev", "scope", "sv/b8s1"]), st.one_of(st.just(""), texts)), max_size=5))
def test_comments_survive(fields: list[tuple[str, str]]) -> None:
    lines = comment_lines(tuple(fields))
    assert all(line.startswith("<!-- ") and line.endswith(" -->") and line.count("-->") == 1 for line in lines)
    assert [field for line in lines for field in parse_comment(line[4:-3])] == fields


def test_a_backslash_before_anything_else_is_itself() -> None:
    assert plain(r"C:\new \| \\ \ä") == r"C:\new | \ \ä"
