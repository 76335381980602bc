"""Only the lines of what is changed are touched."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.quiz.decks.item_making import LANGS, items, texts
from tests.quiz.decks.test_round_trip import numbered
from tui_learn.quiz.decks.items import DeckItem
from tui_learn.quiz.decks.patching import DeckNotKept, change_file, line_end, lines_of, patch
from tui_learn.quiz.decks.reading import parse_items
from tui_learn.quiz.decks.writing import write_item, write_items
from tui_learn.text.clean import clean_text, decode_utf8

FRONT = "---\ndeck: 1  # mine\nlangs: [fi, nb, pt-BR, ja]\n---\n"
BODY = """
Free text, \u00a0with\ttabs.


##   typed :  one
<!-- id: one -->
What is it?
- [=] this
*   not a list we know

   ## typed: two  ##
What is that?

- [=] that


# The end
"""


def parsed(raw: bytes) -> list[DeckItem]:
    return parse_items(clean_text(decode_utf8(raw)), LANGS)[0]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(items(), min_size=1, max_size=4).map(numbered),
    items(),
    st.integers(0, 3),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
    st.booleans(),
    st.lists(texts.map(lambda text: text.replace("\n", " ")), max_size=2),
)
def test_the_rest_stays_byte_for_byte(
    found: list[DeckItem], new: DeckItem, which: int, end: str, bom: bool, ended: bool, remarks: list[str]
) -> None:
    which %= len(found)
    text = (FRONT + "".join(f"% {line}\n" for line in remarks) + "\n" + "\n\n\n".join(map(write_item, found))).replace(
        "\n", end
    )
    raw = (b"\xef\xbb\xbf" if bom else b"") + (text if ended else text.removesuffix(end)).encode()
    before = parsed(raw)
    assert before == found
    assert patch(raw) == raw
    new = new.with_field("id", "new")
    after = patch(raw, {before[which].span: new})
    assert parsed(after) == [*found[:which], new, *found[which + 1 :]]
    first, last = before[which].span
    old_lines, new_lines = lines_of(raw), lines_of(after)
    assert new_lines[:first] == old_lines[:first]
    rest = old_lines[last:]
    assert (new_lines[-len(rest) :] if rest else []) == rest
    assert after.startswith(b"\xef\xbb\xbf") == bom
    assert patch(after, {parsed(after)[which].span: found[which]}) == raw or end == "\r"


def test_what_is_not_understood_is_kept() -> None:
    raw = (FRONT + BODY).encode()
    (two,) = parsed(raw)  # the other has a line that a typed item cannot have
    after = patch(raw, {two.span: two.with_field("id", "two")}).decode()
    assert after == (FRONT + BODY).replace(
        "   ## typed: two  ##\nWhat is that?\n\n- [=] that\n",
        "## typed: two\n<!-- id: two -->\n\nWhat is that?\n\n- [=] that\n",
    )


def test_items_are_left_out_and_added() -> None:
    raw = (FRONT + "\n" + write_items([item("one"), item("two"), item("three")])).replace("\n", "\r\n").encode()
    _one, two, _three = parsed(raw)
    after = patch(raw, {two.span: None}, [item("four")])
    assert (
        after == (FRONT + "\n" + write_items([item("one"), item("three"), item("four")])).replace("\n", "\r\n").encode()
    )


@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_an_item_is_added_with_one_empty_line_before_it(end: str) -> None:
    text = FRONT + "\n" + write_item(item("one")).removesuffix("\n") + end
    after = patch(text.encode(), added=[item("two")]).decode()
    assert after == FRONT + "\n" + write_items([item("one"), item("two")])


def test_the_front_matter_is_replaced_alone() -> None:
    raw = (FRONT + BODY).replace("\n", "\r\n").encode()
    after = patch(raw, front=["deck: 1", "title: New"]).decode()
    assert after == ("---\ndeck: 1\ntitle: New\n---\n" + BODY).replace("\n", "\r\n")


def item(name: str) -> DeckItem:
    (found,), _wrong = parse_items(f"## typed: {name}\n<!-- id: {name} -->\n\n{name}?\n\n- [=] x\n")
    return found


def test_line_ends() -> None:
    assert lines_of("a\r\nb\rc\u2028d\x85e".encode()) == ["a\r\n", "b\r", "c\u2028", "d\x85", "e"]
    assert (line_end(["a\n", "b\r\n"]), line_end(["a\r\n", "b\r\n", "c"]), line_end([])) == ("\n", "\r\n", "\n")


# --- files


def test_a_file_is_replaced_as_a_whole_and_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "deck.md"
    path.write_bytes(b"old\r\n")
    path.chmod(0o640)
    assert change_file(path, lambda old: old + b"new\r\n")
    assert path.read_bytes() == b"old\r\nnew\r\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [entry.name for entry in tmp_path.iterdir() if entry.name != "home"] == ["deck.md"]


def test_a_file_that_would_not_change_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "deck.md"
    path.write_bytes(b"old")
    os.utime(path, ns=(1, 1))
    assert not change_file(path, lambda old: old)
    assert path.stat().st_mtime_ns == 1


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_bytes(b"old")
    (tmp_path / "deck.md").symlink_to(tmp_path / "real.md")
    change_file(tmp_path / "deck.md", lambda _old: b"new")
    assert (tmp_path / "deck.md").is_symlink()
    assert (tmp_path / "real.md").read_bytes() == b"new"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="every folder can be written to")
def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    folder = tmp_path / "fixed"
    folder.mkdir(mode=0o500)
    with pytest.raises(DeckNotKept, match="could not be changed"):
        change_file(folder / "deck.md", lambda _old: b"new")


def test_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(DeckNotKept, match="could not be changed"):
        change_file(tmp_path, lambda _old: b"new")
