"""A text whose file is changed while it is read."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.app.at_words import page_of, press, said, view_of
from tests.app.conftest import Open, screen_text, settle, until
from tests.conftest import SEEDS
from tests.library.test_library import write
from tui_learn.app.renewed import NEAR, same_place
from tui_learn.app.start import Start
from tui_learn.library import Pair
from tui_learn.text import Edition, read_edition

FI, NB = "000_f7697fab71580408.txt", "002_bd79d65d8abfecdf.txt"


# --- where a reader is


@pytest.fixture
def edition(tmp_path: Path) -> Callable[[str], Edition]:
    numbers = iter(range(99))

    def make(sentences: str) -> Edition:
        text = "\n\n".join(f"This is sentence {letter} of it." for letter in sentences)
        return read_edition(
            write(tmp_path, {f"{next(numbers)}.md": f"---\nlang: en\n---\n{text}\n"}) / f"{_last(tmp_path)}"
        )

    def _last(folder: Path) -> str:
        return max(folder.glob("*.md"), key=lambda path: int(path.stem)).name

    return make


@pytest.mark.parametrize(
    ("old", "number", "new", "found"),
    [
        ("abcd", 2, "abcd", 2), ("abcd", 2, "xyabcd", 4), ("abcd", 2, "cabd", 0), ("abcd", 2, "abxd", 2),
        ("abcd", 2, "abd", 2), ("abcd", 3, "abc", 2), ("abcd", 0, "bcd", 0), ("abcd", 1, "wxyz", 1),
        ("abcd", 3, "x", 0), ("aabaa", 2, "aa", 1), ("aaaa", 2, "aaaaaa", 2), ("abcd", 1, "axxbxx", 3),
    ],
)  # fmt: skip
def test_the_same_place(edition: Callable[[str], Edition], old: str, number: int, new: str, found: int) -> None:
    after = edition(new)
    assert same_place(edition(old), number, after) == after.sentences[found].id


def test_the_same_place_of_texts_without_sentences(edition: Callable[[str], Edition], tmp_path: Path) -> None:
    empty = read_edition(write(tmp_path / "rule", {"r.md": "```\n```\n\n---\n\nx\n"}) / "r.md")
    assert same_place(edition("ab"), 1, empty) in ("", *(sentence.id for sentence in empty.sentences))
    assert same_place(edition("ab"), NEAR * 3, edition("ab")) == "b1s0"


# --- in the reader


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    shutil.copytree(SEEDS, folder)
    return folder


def start_of(folder: Path, pair: str = "nb:fi") -> Start:
    known, _colon, learned = pair.partition(":")
    return Start(library=str(folder), article="parisuhteen-hoito", pair=Pair(known, learned))


def sentence_here(pilot: Pilot[int]) -> str:
    return page_of(pilot).sentence(view_of(pilot).position).text


async def rescanned(pilot: Pilot[int]) -> None:
    """As when the system tells that files have changed."""
    app: Any = pilot.app
    app.desk.opened_library().apart = False
    app.desk.opened_library().refresh()
    app.tell_changed()
    await settle(pilot)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


async def test_a_changed_text_is_shown_at_the_same_sentence(opened: Open, texts: Path) -> None:
    async with opened(start_of(texts)) as pilot:
        await press(pilot, *["j"] * 5)
        page, before = page_of(pilot), sentence_here(pilot)
        write(texts, {"other.md": "Noe helt annet på norsk, som ikke har noe med det andre å gjøre."})
        change(texts / "001_717f209ec9721583.txt", "CRM", "KRM")
        await rescanned(pilot)
        assert page_of(pilot) is page
        assert said(pilot) == []
        change(texts / NB, "# Relasjonsledelse", "# Relasjonsledelse\n\nEt nytt avsnitt står her nå.")
        await rescanned(pilot)
        await until(lambda: "Et nytt avsnitt" in " ".join(b.text for b in page_of(pilot).edition("left").blocks))
        assert sentence_here(pilot) == before
        assert said(pilot) == ["The file was changed: the text is shown as it is now."]
        await rescanned(pilot)
        assert len(said(pilot)) == 1


async def test_it_waits_until_what_stands_before_it_is_gone(opened: Open, texts: Path) -> None:
    async with opened(start_of(texts, "fi:fi")) as pilot:
        page = page_of(pilot)
        await press(pilot, "j", "j")
        before = sentence_here(pilot)
        await press(pilot, "f1")
        reader = pilot.app.screen_stack[-2]
        change(texts / FI, "# Parisuhteen hoito", "# Parisuhteen hoito\n\nUusi kappale on tässä.")
        await rescanned(pilot)
        assert pilot.app.screen is not reader
        await press(pilot, "escape")
        assert pilot.app.screen is reader
        await until(lambda: page_of(pilot) is not page)
        await settle(pilot)
        assert "Uusi kappale on tässä." in screen_text(pilot)
        assert sentence_here(pilot) == before


async def test_a_file_that_is_gone_or_broken_stays_on_the_screen(opened: Open, texts: Path) -> None:
    async with opened(start_of(texts)) as pilot:
        page = page_of(pilot)
        change(texts / FI, "CRM", "KRM")
        app: Any = pilot.app
        app.desk.opened_library().apart = False
        app.desk.opened_library().refresh()
        text = (texts / FI).read_bytes()
        (texts / FI).write_bytes(b"")
        app.tell_changed()
        await settle(pilot)
        assert page_of(pilot) is page
        assert any("empty" in message for message in said(pilot))
        (texts / FI).write_bytes(text)
        (texts / NB).unlink()
        await rescanned(pilot)
        assert page_of(pilot) is page
        assert said(pilot)[-1] == "The file of this text was changed; it is shown as it was."
        await press(pilot, "j", "k", "escape")
        assert pilot.app.is_running
