from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.library.test_library import FI, NB, write
from tui_learn.library import Library
from tui_learn.library.index import INDEX, Index
from tui_learn.library.shelf import UNUSED, Shelf, State, outermost, sweep, today

NOW = time.time()


def a_day_later(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    monkeypatch.setattr("tui_learn.library.shelf.time.time", lambda: NOW + days * 86400)


def libraries(folder: Path, count: int) -> list[Library]:
    return [
        Library(write(folder / f"{n}", {"a.md": f"---\nlang: nb\n---\n{NB} {n}."}), cache=folder / "cache", workers=0)
        for n in range(count)
    ]


def test_what_no_library_has_used_for_long_is_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    every = libraries(tmp_path, 12)
    for library in every:
        library.scan()
    outer = Library(tmp_path / "3", tmp_path / "4", cache=tmp_path / "cache")
    outer.scan()
    a_day_later(monkeypatch, UNUSED - 1)
    for library in (every[0], outer):
        assert not library.refresh()
    a_day_later(monkeypatch, UNUSED + 40)
    assert not every[0].refresh()
    index = Index(tmp_path / "cache")
    there = {int(name) for name in (str(n) for n in range(12)) if index.known([str(tmp_path / name)])}
    assert there == {0, 3, 4}
    assert Library(tmp_path / "5", cache=tmp_path / "cache").kept() is None
    assert len(index.shelves("/state")) == 2
    assert len(Library(tmp_path / "5", cache=tmp_path / "cache").articles) == 1
    assert len(Library(tmp_path / "3", tmp_path / "4", cache=tmp_path / "cache").kept() or []) == 2


def test_it_is_swept_once_a_day_and_a_clock_may_be_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    swept: list[int] = []
    (library,) = libraries(tmp_path, 1)
    library.scan()

    def note(index: Index) -> None:
        swept.append(today())
        sweep(index)

    monkeypatch.setattr("tui_learn.library.shelf.sweep", note)
    library.refresh()
    assert swept == []
    a_day_later(monkeypatch, 1)
    library.refresh()
    library.refresh()
    assert len(swept) == 1
    a_day_later(monkeypatch, -20000)
    library.refresh()
    a_day_later(monkeypatch, 0)
    library.refresh()
    assert len(swept) == 3
    assert len(library.kept() or []) == 1


def test_folders_that_lie_in_others() -> None:
    assert outermost(["/a/b", "/a", "/a-b", "/a", "/c/d", "/a/b/c", "/c"]) == ["/a-b", "/a", "/c"]
    assert outermost([]) == []


def test_the_same_folder_by_any_name_is_one_shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "texts" / "deep", {"a.fi.md": FI, "a.nb.md": NB, "empty.md": ""})
    cache = tmp_path / "cache"
    monkeypatch.chdir(tmp_path)
    for name in (
        "texts",
        "./texts",
        str(tmp_path / "texts"),
        "texts/",
        "../" + tmp_path.name + "/texts",
        "texts/deep/..",
    ):
        library = Library(name, cache=cache)
        assert (library.kept() is not None) == (name != "texts")
        (article,) = library.articles
        assert [edition.path for edition in article.editions] == [
            str(Path(name) / "deep" / "a.fi.md"), str(Path(name) / "deep" / "a.nb.md"),
        ]  # fmt: skip
        assert [problem.path for problem in library.problems] == [str(Path(name) / "deep" / "empty.md")]
        assert library.article_of("texts/deep/a.fi.md") is article
        assert library.article_of(tmp_path / "texts" / "deep" / "a.nb.md") is article
        assert [hit.article for hit in library.search("suomenkielinen")] == [article]
        monkeypatch.chdir(tmp_path / "texts")
        assert Library("deep", cache=cache).article_of("deep/a.fi.md") is not None
        monkeypatch.chdir(tmp_path)


def test_a_link_to_a_library_is_the_library(tmp_path: Path) -> None:
    write(tmp_path / "texts", {"a.fi.md": FI})
    try:
        (tmp_path / "way").symlink_to(tmp_path / "texts", target_is_directory=True)
    except OSError:
        pytest.skip("links need a right of their own")
    library = Library(tmp_path / "way", cache=tmp_path / "cache")
    (article,) = library.articles
    assert library.article_of(tmp_path / "texts" / "a.fi.md") is article
    assert library.article_of(tmp_path / "way" / "a.fi.md") is article
    assert library.article_of(tmp_path / "nowhere" / "a.fi.md") is None


def test_a_damaged_piece_takes_the_shelf_with_it(tmp_path: Path) -> None:
    (library,) = libraries(tmp_path, 1)
    right = library.articles
    index = Index(tmp_path / "cache")
    name = next(iter(index.shelves("/state"))).removesuffix("state")
    index._run(lambda db: db.execute("UPDATE shelves SET data = x'00' WHERE shelf = ?", (name + "articles",)) and None)
    shelf = Shelf([tmp_path / "0"], index)
    assert shelf.articles() == []
    assert shelf.state() is None
    assert Library(tmp_path / "0", cache=tmp_path / "cache").articles == right


def test_many_libraries_take_little_room(tmp_path: Path) -> None:
    index = Index(tmp_path / "cache")
    for number in range(0, 1000, 5):
        folder = tmp_path / f"{number}"
        shelf = Shelf([folder], index)
        shelf.put([], [], [f"{folder}/x"], [], State("d", 0, 0))
    sweep(index)
    assert len(index.shelves("/state")) == 200
    assert (tmp_path / "cache" / INDEX).stat().st_size < 1_000_000
