from __future__ import annotations

import os
import random
import sqlite3
import threading
from pathlib import Path

import pytest

from tests.library.test_library import FI, NB, write
from tui_learn.library import Library
from tui_learn.library.deck_files import DeckFile
from tui_learn.library.found import Found, found_in
from tui_learn.library.index import INDEX, Index
from tui_learn.library.walking import Stamp
from tui_learn.text.problems import Problem

STAMP = (1, 2, 3)


def sample(folder: Path, text: str = NB, name: str = "a.md") -> tuple[str, Stamp, Found]:
    path = write(folder, {name: text}) / name
    return str(path), STAMP, found_in(path)


def test_what_is_put_in_is_there(tmp_path: Path) -> None:
    index = Index(tmp_path / "cache")
    odd = os.fsdecode(b"/x/\xff'\"\n;--.md")
    files: list[tuple[str, Stamp, Found]] = [
        sample(tmp_path),
        ("/x/deck.md", STAMP, DeckFile("/x/deck.md")),
        (odd, STAMP, Problem("error", odd, 3, "no")),
    ]
    numbers = index.put(files)
    assert index.known([str(tmp_path)]) == {str(tmp_path / "a.md"): (numbers[0], STAMP)}
    assert set(Index(tmp_path / "cache").known(["/x"])) == {"/x/deck.md", odd}
    edition, deck, bad = index.found(numbers)
    assert edition.what is not None
    assert edition.what.path == str(tmp_path / "a.md")
    assert deck.what == DeckFile("/x/deck.md")
    assert (bad.what, bad.problems) == (None, (Problem("error", odd, 3, "no"),))
    assert [traits.path for traits in index.traits(numbers)] == [str(tmp_path / "a.md")]
    assert list(index.matching('"norsk"')) == [numbers[0]]


def test_folders_with_like_names_are_told_apart(tmp_path: Path) -> None:
    index = Index(None)
    for name in ("/a/b/x.md", "/a/b.md", "/a/bc/x.md", "/a/b0/x.md", "/a/B/x.md"):
        index.put([(name, STAMP, DeckFile(name))])
    assert set(index.known(["/a/b"])) == {"/a/b/x.md"}
    assert len(index.known(["/"])) == 5


def test_a_file_that_says_the_same_keeps_its_number(tmp_path: Path) -> None:
    index = Index(None)
    path, _stamp, found = sample(tmp_path)
    (first,) = index.put([(path, STAMP, found)])
    (again,) = index.put([(path, (1, 2, 9), found)])
    assert (again, index.known([str(tmp_path)])) == (first, {path: (first, (1, 2, 9))})
    (other,) = index.put([sample(tmp_path, FI)])
    assert other != first
    assert list(index.found([first])) == []
    assert list(index.paths(index.matching('"norsk"'))) == []


def test_two_programs_may_read_the_same_files(tmp_path: Path) -> None:
    indexes = [Index(tmp_path / "cache") for _number in range(4)]
    file = sample(tmp_path)
    failed: list[Exception] = []

    def put(index: Index) -> None:
        try:
            for number in range(30):
                index.put([(file[0], (1, number, 0), file[2])])
        except Exception as error:  # noqa: BLE001
            failed.append(error)

    threads = [threading.Thread(target=put, args=(index,)) for index in indexes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert {index.put([file])[0] for index in indexes} == {1}


def test_a_shelf_is_read_as_it_was_at_one_moment(tmp_path: Path) -> None:
    one, other = Index(tmp_path), Index(tmp_path)
    one.replace({"s": [0], "x": [[0]] * 3})
    stop = threading.Event()

    def write_on() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            other.replace({"s": [number], "x": [[number]] * (1 + number % 5)})

    thread = threading.Thread(target=write_on)
    thread.start()
    try:
        for _round in range(300):
            state, found = one.shelf("s", "x")
            assert found == [[state]] * (1 + state % 5 if state else 3)
    finally:
        stop.set()
        thread.join()


def test_what_is_removed_or_made_anew_by_others_is_noticed(tmp_path: Path) -> None:
    index = Index(tmp_path / "cache")
    index.replace({"s": [1]})
    born = index.born()
    assert Index(tmp_path / "cache").born() == born
    for file in (tmp_path / "cache").iterdir():
        file.unlink()
    if os.name != "nt":
        assert index.pieces("s") == [None]
        assert index.born() != born
    index.replace({"s": [2]})
    assert Index(tmp_path / "cache").pieces("s", "t") == [2, None]


def test_an_index_of_another_version_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = Index(tmp_path)
    index.put([sample(tmp_path)])
    index.close()
    monkeypatch.setattr("tui_learn.library.index._FORMAT", "2")
    assert Index(tmp_path).known([str(tmp_path)]) == {}
    with sqlite3.connect(tmp_path / INDEX) as db:
        db.execute("DROP TABLE files")
        db.execute("CREATE TABLE files (something)")
    db.close()
    assert Index(tmp_path).known([str(tmp_path)]) == {}


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_where_nothing_can_be_kept_it_is_held(tmp_path: Path, kind: str) -> None:
    if kind == "file":
        (tmp_path / "cache").write_text("in the way")
    else:
        (tmp_path / "cache" / INDEX).mkdir(parents=True)
    index = Index(tmp_path / "cache")
    index.put([sample(tmp_path)])
    assert len(index.known([str(tmp_path)])) == 1
    assert not index.is_on_disk()
    assert index.size() in (0, (tmp_path / "cache" / INDEX).stat().st_size if kind == "folder" else 0)


@pytest.mark.parametrize("code", [sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR])
def test_on_a_full_disk_it_goes_on_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    texts = write(tmp_path / "texts", {"a.fi.md": FI, "a.nb.md": NB})
    library = Library(texts, cache=tmp_path / "cache")
    index = library._index
    attempt, writes = index._try, 0

    def full(work: object) -> object:
        nonlocal writes
        writes += 1
        if index._file is not None and writes > 6:
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = code
            raise error
        return attempt(work)  # type: ignore[arg-type]

    monkeypatch.setattr(index, "_try", full)
    assert [article.languages for article in library.articles] == [("fi", "nb")]
    assert not index.is_on_disk()


def test_a_program_that_writes_for_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tui_learn.failed import Failed

    monkeypatch.setattr("tui_learn.library.index._BUSY", 0.05)
    texts = write(tmp_path / "texts", {"a.md": NB})
    Library(texts, cache=tmp_path).scan()
    write(texts, {"b.md": FI})
    other = sqlite3.connect(tmp_path / INDEX, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Failed, match="locked"):
        Library(texts, cache=tmp_path).scan()
    other.close()
    assert len(Library(texts, cache=tmp_path).articles) == 2


def damage(data: bytes, chance: random.Random) -> bytes:
    kind, at = chance.randrange(5), chance.randrange(len(data))
    if kind == 0:
        return data[:at]
    if kind == 1:
        return data[:at] + bytes(min(4096, len(data) - at)) + data[at + 4096 :]
    size = 1 if kind == 2 else chance.randrange(1, 600)
    return data[:at] + chance.randbytes(min(size, len(data) - at)) + data[at + size :]


@pytest.mark.parametrize("seed", range(3))
def test_a_damaged_index_is_never_believed(tmp_path: Path, seed: int) -> None:
    texts = write(
        tmp_path / "texts",
        {f"{n}.{tag}.md": f"{text} {n}." for n in range(4) for tag, text in (("fi", FI), ("nb", NB))},
    )
    cache = tmp_path / "cache"
    library = Library(texts, cache=cache, workers=0)
    right, hits = library.articles, {hit.segment for hit in library.search("norsk")}
    library._index.close()
    whole = (cache / INDEX).read_bytes()
    chance = random.Random(seed)
    for _round in range(int(os.environ.get("TUI_LEARN_DAMAGES", "6"))):
        (cache / INDEX).write_bytes(damage(whole, chance))
        library = Library(texts, cache=cache, workers=0)
        kept = library.kept()
        assert kept is None or all(article in right for article in kept)
        library.refresh()
        library.refresh()
        assert library.articles == right
        assert {hit.segment for hit in library.search("norsk")} <= hits
        library._index.close()


def test_much_that_nobody_has_any_more_is_swept_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_learn.library.index.LEFT_OVER", 3)
    index = Index(None)
    for number in range(5):
        index.put([sample(tmp_path, f"{NB} {number}.")])
        index.tidy()
        assert len(index.known([str(tmp_path)])) == 1
    index.put([sample(tmp_path, FI)])
    index.tidy()
    assert index.known([str(tmp_path)]) == {}
    assert list(index.matching('"norsk"')) == []


def test_it_may_be_used_from_several_threads(tmp_path: Path) -> None:
    texts = write(tmp_path / "texts", {f"{n}.md": f"{NB} {n}." for n in range(6)})
    library = Library(texts, cache=tmp_path / "cache", workers=0)
    failed: list[Exception] = []

    def use(number: int) -> None:
        try:
            for turn in range(5):
                if number == 0:
                    write(texts, {f"{turn}.md": f"{FI} {turn}."})
                    library.refresh()
                assert len(library.articles) == 6
                assert len(list(library.search("norsk"))) <= 6
                assert library.problems is not None
                library.reload()
        except Exception as error:  # noqa: BLE001
            failed.append(error)

    threads = [threading.Thread(target=use, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
