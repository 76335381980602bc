"""What the key of a glossary depends on."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tui_learn.analysis.key import glossary_key
from tui_learn.bitext.dictionary_files import FOLDERS_VARIABLE
from tui_learn.bitext.repair_store import RepairStore
from tui_learn.bitext.verdicts import VerdictStore
from tui_learn.library import Article, Library, Pair
from tui_learn.paths import data_folder, decks_folder, repairs_folder

NB_FI = Pair("nb", "fi")


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    for name in ("one", "two"):
        for language in ("fi", "nb", "sv"):
            head = f"---\nlang: {language}\narticle: {name}\n---\n"
            write(folder / f"{name}.{language}.md", f"{head}# {name} {language}\n\nA {name} in {language}.\n")
    return folder


def key(folder: Path, pair: Pair = NB_FI, *, alone: bool = False) -> str:
    library = Library(folder)
    article = library.find("one")
    shown = {language: article.edition(language).sha256 for language in (pair.known, pair.learned)}
    store = RepairStore(repairs_folder())
    return glossary_key(
        article, pair, shown, store=store, decks=map(str, library.decks), library=None if alone else library
    )


def add(name: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write("\nMore.\n")

    return change


def repair(pair: str) -> Callable[[Path], None]:
    return lambda _folder: write(repairs_folder() / f"{pair}.json", "{}")


def deck(_folder: Path) -> None:
    write(decks_folder() / "a.md", "---\ndeck: 1\n---\n")


def deck_among_articles(folder: Path) -> None:
    write(folder / "deck.md", "---\ndeck: 1\n---\n")


def dictionary(_folder: Path) -> None:
    for ending in ("index", "dict"):
        write(data_folder() / "dictionaries" / f"freedict-nob-fin.{ending}", "")


CHANGES: dict[str, Callable[[Path], None]] = {
    "the left edition": add("one.nb.md"),
    "the right edition": add("one.fi.md"),
    "a witness": add("one.sv.md"),
    "a repair": repair("fi-nb"),
    "a repair of a witness": repair("nb-sv"),
    "a deck": deck,
    "a deck among the articles": deck_among_articles,
    "a dictionary": dictionary,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_it_changes_with_all_that_matters(change: Callable[[Path], None], folder: Path) -> None:
    before = key(folder), key(folder, alone=True)
    assert before == (key(folder), key(folder, alone=True))
    change(folder)
    assert key(folder) != before[0]
    assert key(folder, alone=True) != before[1]


def test_other_articles_matter_unless_it_is_made_alone(folder: Path) -> None:
    before = key(folder), key(folder, alone=True)
    assert before[0] != before[1]
    add("two.sv.md")(folder)  # in no language that is learnt from
    assert (key(folder), key(folder, alone=True)) == before
    add("two.fi.md")(folder)
    assert key(folder) != before[0]
    assert key(folder, alone=True) == before[1]


def test_without_other_articles_it_is_the_same_alone(folder: Path) -> None:
    (folder / "two.nb.md").unlink()
    assert key(folder) == key(folder, alone=True)


def test_what_does_not_matter(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = key(folder)
    VerdictStore(repairs_folder() / "words").give("nb", "fi", "kunde", "asiakas", "confirmed")
    repair("de-en")(folder)
    monkeypatch.setenv(FOLDERS_VARIABLE, str(folder / "none"))
    assert key(folder) == before
    assert key(folder, NB_FI.swapped()) != before


def test_the_edition_that_is_shown_matters_not_the_file(folder: Path) -> None:
    article = Library(folder).find("one")
    shown = {language: article.edition(language).sha256 for language in ("nb", "fi")}

    def of(article: Article) -> str:
        return glossary_key(article, NB_FI, shown, store=RepairStore(None), decks=(), library=None)

    scanned_since = tuple(replace(e, sha256="0") if e.language == "nb" else e for e in article.editions)
    assert of(replace(article, editions=scanned_since)) == of(article)


def test_names_that_are_not_utf8(folder: Path) -> None:
    name = os.fsdecode(b"d\xff.md")
    try:
        write(decks_folder() / name, "---\ndeck: 1\n---\n")
    except (OSError, UnicodeError):
        pytest.skip("this system has only names in Unicode")
    assert key(folder)
