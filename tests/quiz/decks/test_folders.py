"""Where decks are found, and that they are not taken for articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.quiz.decks.making import deck
from tui_learn.library import Library
from tui_learn.library.deck_files import is_deck
from tui_learn.paths import bundled_decks, decks_folder
from tui_learn.quiz.decks import beside, deck_folders
from tui_learn.quiz.decks.folders import deck_files

PROSE = "Dette er en lang nok tekst på norsk til at språket kan kjennes igjen uten tvil av enhver leser."


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("---\ndeck: 1\n---\n", True),
        ("---\ntitle: x\nexclude:\n  - a\ndeck: 1 # format\n---\n", True),
        ('\ufeff---\r\ndeck: "2"\r\n---\r\n', True),
        ("---\ndeck : 1\n---\n", True),
        ("---\ndeck: The line under a title\n---\n", False),
        ("---\nlang: nb\n---\ndeck: 1\n", False),
        ("---\nx:\n  deck: 1\n---\n", False),
        ("---\ndeckchair: 1\n---\n", False),
        ("deck: 1\n", False),
        ("# Deck: 1\n", False),
        ("", False),
    ],
)
def test_what_a_deck_is(text: str, is_one: bool) -> None:
    assert is_deck(text.encode()) is is_one


def test_folders(own_home: Path, tmp_path: Path) -> None:
    assert deck_folders() == [bundled_decks(), own_home / "decks"]
    assert decks_folder() == own_home / "decks"
    assert not decks_folder().exists()
    own_home.mkdir()
    (own_home / "config.toml").write_text('[decks]\nfolders = ["mine", "/elsewhere"]\n', "utf-8")
    assert deck_folders([tmp_path, bundled_decks()]) == [
        bundled_decks(), own_home / "decks", own_home / "mine", Path("/elsewhere"), tmp_path,
    ]  # fmt: skip


def test_files(tmp_path: Path) -> None:
    for name in ("b.md", "a.markdown", "c.txt", ".hidden.md", "d.html"):
        deck(tmp_path, "", name=name)
    (tmp_path / "article.md").write_text("# Title\n", "utf-8")
    (tmp_path / "folder.md").mkdir()
    found = deck_files([tmp_path, tmp_path / "missing", tmp_path])
    assert [path.name for path in found] == ["a.markdown", "b.md"]
    (tmp_path / "article.md").write_text("---\ndeck: 1\n---\n", "utf-8")
    assert tmp_path / "article.md" in deck_files([tmp_path])  # it has become one since


def test_bundled_decks_are_found() -> None:
    assert {path.name for path in deck_files(deck_folders())} == {path.name for path in (ROOT / "quizzes").glob("*.md")}


def test_decks_among_articles_are_no_articles(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "x.nb.md").write_text(PROSE, "utf-8")
    deck(tmp_path / "texts", f"## typed: a\n{PROSE}\n", name="deck.md")
    deck(tmp_path, "", name="empty.md", front="x: y")
    deck(tmp_path, f"{PROSE}\n", name="y.nb.txt", front="x: y")  # a deck is Markdown
    cache = tmp_path / "cache"
    for _again in range(2):  # read, then kept
        library = Library(tmp_path, cache=cache)
        assert [a.id for a in library.articles] == ["x", "y"]
        assert library.decks == [tmp_path / "empty.md", tmp_path / "texts" / "deck.md"]
        assert library.problems == []
    assert beside(library.articles[0]) == [tmp_path / "texts"]
    (tmp_path / "texts" / "deck.md").write_text(PROSE, "utf-8")
    library = Library(tmp_path, cache=cache)
    assert (len(library.articles), len(library.decks)) == (3, 1)


def test_a_folder_for_each_language_has_decks_above_it(tmp_path: Path) -> None:
    for language, text in (("nb", PROSE), ("sv", "Det här är en tillräckligt lång text på svenska för varje läsare.")):
        (tmp_path / language).mkdir()
        (tmp_path / language / "x.md").write_text(text, "utf-8")
    (article,) = Library(tmp_path).articles
    assert beside(article) == [tmp_path / "nb", tmp_path, tmp_path / "sv"]
