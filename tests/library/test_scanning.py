from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path

import pytest

from tests.library.test_library import FI, NB, write
from tui_learn.library import Library
from tui_learn.library import readers as readers_module
from tui_learn.library.found import Found, found_in
from tui_learn.library.index import Index
from tui_learn.library.scan import Scan
from tui_learn.library.scanning import is_current, scan


class Stopped(Exception):
    """What a test's progress raises."""


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were read."""
    found: list[str] = []

    def note(path: Path) -> Found:
        found.append(path.name)
        return found_in(path)

    monkeypatch.setattr(readers_module, "found_in", note)
    return found


@pytest.fixture
def aged(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the files of a test had been written long before."""
    monkeypatch.setattr("tui_learn.library.scanning.TICK", -(10**12))
    monkeypatch.setattr("tui_learn.library.scanning.COARSE", 10**30)


def texts(folder: Path, count: int = 6) -> Path:
    return write(folder, {f"{number}.md": f"---\nlang: nb\n---\n{NB} {number}." for number in range(count)})


def names(library: Library) -> set[str]:
    return {os.path.basename(edition.path) for article in library.articles for edition in article.editions}


@pytest.mark.usefixtures("aged")
def test_only_what_has_changed_is_read(tmp_path: Path, opened: list[str]) -> None:
    folder = texts(tmp_path / "texts")
    library = Library(folder, cache=tmp_path / "cache")
    assert len(library.articles) == len(opened) == 6
    opened.clear()
    before = library.articles
    assert not library.refresh()
    assert library.articles is before
    assert opened == []
    assert is_current([folder], Index(tmp_path / "cache"))
    write(folder, {"3.md": FI, "new.md": NB})
    (folder / "5.md").unlink()
    assert not is_current([folder], Index(tmp_path / "cache"))
    assert library.refresh()
    assert sorted(opened) == ["3.md", "new.md"]
    assert names(library) == {"0.md", "1.md", "2.md", "3.md", "4.md", "new.md"}
    opened.clear()
    assert names(Library(folder, cache=tmp_path / "cache")) == names(library)
    assert opened == []


@pytest.mark.usefixtures("aged")
def test_a_file_that_was_only_touched_changes_nothing(tmp_path: Path, opened: list[str]) -> None:
    folder = texts(tmp_path / "texts", 2)
    library = Library(folder)
    library.scan()
    os.utime(folder / "1.md", ns=(5, 5))
    assert not library.refresh()
    assert opened[2:] == ["1.md"]
    assert not library.refresh()
    assert len(opened) == 3


def test_a_change_in_the_same_moment_and_of_the_same_size_is_seen(tmp_path: Path) -> None:
    folder = write(tmp_path / "texts", {"a.md": "# Before\n\n" + NB})
    library = Library(folder)
    assert library.articles[0].title() == "Before"
    found = (folder / "a.md").stat()
    with open(folder / "a.md", "r+", encoding="utf-8") as file:
        file.write("# Behind")
    os.utime(folder / "a.md", ns=(found.st_atime_ns, found.st_mtime_ns))
    assert library.refresh()
    assert library.articles[0].title() == "Behind"


def test_a_file_that_changes_while_it_is_read_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = texts(tmp_path / "texts", 2)

    def change(path: Path) -> Found:
        found = found_in(path)
        if path.name == "1.md" and "Later" not in path.read_text(encoding="utf-8"):
            path.write_text("# Later\n\n" + FI, encoding="utf-8")
        return found

    monkeypatch.setattr(readers_module, "found_in", change)
    library = Library(folder)
    library.scan()
    assert library.refresh()
    assert "Later" in {article.title() for article in library.articles}


@pytest.mark.usefixtures("aged")
def test_a_folder_that_is_away_is_not_forgotten(tmp_path: Path, opened: list[str]) -> None:
    folder = texts(tmp_path / "disk" / "texts")
    other = write(tmp_path / "other", {"o.md": NB})
    library = Library(folder, other, cache=tmp_path / "cache")
    assert len(library.articles) == 7
    (tmp_path / "disk").rename(tmp_path / "unmounted")
    assert library.refresh()
    assert names(library) == {"o.md"}
    assert [problem.path for problem in library.problems] == [str(folder)]
    folder.mkdir(parents=True)  # a place to mount something at, with nothing mounted
    library.refresh()
    assert names(library) == {"o.md"}
    shutil.rmtree(tmp_path / "disk")
    (tmp_path / "unmounted").rename(tmp_path / "disk")
    opened.clear()
    assert library.refresh()
    assert len(library.articles) == 7
    assert library.problems == []
    assert opened == []


@pytest.mark.usefixtures("aged")
def test_what_vanishes_while_it_is_read_is_read_when_it_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = texts(tmp_path / "disk" / "texts", 4)

    def unmount(path: Path) -> Found:
        if folder.is_dir():
            (tmp_path / "disk").rename(tmp_path / "away")
        return found_in(path)

    monkeypatch.setattr(readers_module, "found_in", unmount)
    library = Library(folder, cache=tmp_path / "cache")
    assert library.articles == []
    assert len(library.problems) == 4
    (tmp_path / "away").rename(tmp_path / "disk")
    monkeypatch.setattr(readers_module, "found_in", found_in)
    assert library.refresh()
    assert len(library.articles) == 4
    assert library.problems == []


@pytest.mark.usefixtures("aged")
def test_libraries_may_share_files(tmp_path: Path, opened: list[str]) -> None:
    folder = texts(tmp_path / "all", 2)
    texts(folder / "some", 3)
    cache = tmp_path / "cache"
    assert len(Library(folder, cache=cache).articles) == 5
    assert len(Library(folder / "some", cache=cache).articles) == 3
    assert len(Library(folder / "some", folder, folder, cache=cache).articles) == 5
    assert len(opened) == 5
    (folder / "some" / "1.md").unlink()
    assert len(Library(folder / "some", cache=cache).articles) == 2
    assert len(Library(folder, cache=cache).articles) == 4
    inside = Library(folder / "some", cache=cache)
    assert {os.path.dirname(hit.article.editions[0].path) for hit in inside.search("norsk")} == {str(folder / "some")}
    assert len(list(Library(folder, cache=cache).search("norsk"))) == 4


def test_names_of_files_that_are_no_text(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    odd = [b"'a\";--.md", b"b%s{0}.md", b"[red]c.md"]
    if os.name == "posix":
        odd += [b"\xff\xfed.md", b"two\nlines.md"]
    try:
        for number, name in enumerate(odd):
            Path(os.fsdecode(os.path.join(os.fsencode(folder), name))).write_text(f"{NB} {number}.", encoding="utf-8")
    except OSError:
        pytest.skip("this disk allows no such names")
    library = Library(folder, cache=tmp_path / "cache")
    assert {os.fsencode(name) for name in names(library)} == set(odd)
    again = Library(folder, cache=tmp_path / "cache")
    assert again.kept() == library.articles
    assert len(list(again.search("norsk"))) == len(odd)
    for article in again.articles:
        assert again.article_of(article.editions[0].path) == article


def test_no_two_articles_have_one_id(tmp_path: Path) -> None:
    titles = ["A", "A", "A 2", "A", "A-2", "A 3", "", "Article"]
    write(
        tmp_path,
        {f"{n}.md": (f"# {t}\n\n" if t else "```\nx\n```\n\n") + f"{NB} {n}{n}." for n, t in enumerate(titles)},
    )
    ids = [article.id for article in Library(tmp_path).articles]
    assert len(ids) == len(set(ids)) == len(titles)


@pytest.mark.usefixtures("aged")
def test_what_was_read_before_a_stop_stays_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_learn.library.scanning.TOGETHER", 3)
    monkeypatch.setattr("tui_learn.library.scanning.SECONDS", 100.0)
    folder = texts(tmp_path / "texts", 12)
    library = Library(folder, cache=tmp_path / "cache", workers=0)
    seen = 0

    def raising(path: Path) -> Found:
        nonlocal seen
        seen += 1
        if seen == 8:
            raise KeyboardInterrupt
        return found_in(path)

    monkeypatch.setattr(readers_module, "found_in", raising)
    with pytest.raises(KeyboardInterrupt):
        library.scan()
    assert library.kept() is None
    stop = threading.Event()
    seen = 8

    def stopping(path: Path) -> Found:
        stop.set()
        return raising(path)

    monkeypatch.setattr(readers_module, "found_in", stopping)
    library.refresh(stop=stop)
    assert library.unread == 4
    assert len(library.articles) == 8
    library.refresh()
    assert (len(library.articles), library.unread) == (12, 0)


def test_what_progress_raises_ends_the_scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = texts(tmp_path / "texts", 3)
    library = Library(folder, cache=tmp_path / "cache")
    for step in ("looking", "reading", "grouping"):

        def refuse(far: Scan, step: str = step) -> None:
            if far.step == step:
                raise Stopped(step)

        with pytest.raises(Stopped, match=step):
            library.scan(refuse)
    assert len(library.articles) == 3


def test_articles_are_there_before_all_files_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_learn.library.scanning.FIRST_SHOWN", 1)
    monkeypatch.setattr("tui_learn.library.scanning.TOGETHER", 2)
    folder = texts(tmp_path / "texts", 30)
    library = Library(folder, cache=tmp_path / "cache", workers=0)
    shown: list[int] = []

    def reload(far: Scan) -> None:
        if far.published > len(shown):
            other = Library(folder, cache=tmp_path / "cache")
            shown.append(len(other.kept() or []))
            assert other.unread == 30 - shown[-1]
            assert len(other.kept(2) or []) == 2

    library.scan(reload)
    assert len(shown) >= 3
    assert shown == sorted(set(shown))
    assert shown[-1] == 30


def test_a_scan_knows_what_another_does_at_the_same_time(tmp_path: Path) -> None:
    folder = texts(tmp_path / "texts", 20)
    failed: list[Exception] = []
    begin = threading.Barrier(3)

    def run() -> None:
        try:
            begin.wait()
            library = Library(folder, cache=tmp_path / "cache", workers=0)
            library.scan()
            assert len(library.articles) == 20
        except Exception as error:  # noqa: BLE001
            failed.append(error)

    threads = [threading.Thread(target=run) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(Library(folder, cache=tmp_path / "cache").kept() or []) == 20


def test_what_another_program_reads_anew_meanwhile_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, cache = texts(tmp_path / "texts", 3), tmp_path / "cache"
    index = Index(cache)
    done = False

    def other(far: Scan) -> None:
        nonlocal done
        if far.step == "grouping" and not done:
            done = True
            write(folder, {"1.md": "# Other\n\n" + FI})
            found = found_in(folder / "1.md")
            Index(cache).put([(str(folder / "1.md"), (0, 0, 0), found)])

    scan([folder], index, other, workers=0)
    library = Library(folder, cache=cache)
    assert {article.title() for article in library.kept() or []} >= {"Other"}
    assert len(library.kept() or []) == 3


def test_a_cache_that_is_emptied_meanwhile_is_made_again(tmp_path: Path) -> None:
    folder, cache = texts(tmp_path / "texts", 3), tmp_path / "cache"
    library = Library(folder, cache=cache)
    library.scan()
    if os.name != "nt":
        shutil.rmtree(cache)
    write(folder, {"1.md": "# Newer\n\n" + NB})
    assert library.refresh()
    assert "Newer" in {article.title() for article in library.articles}
    assert len(library.articles) == 3
    assert len(Library(folder, cache=cache).kept() or []) == 3


def test_a_problem_of_a_file_is_told_once_and_goes_with_it(tmp_path: Path) -> None:
    folder = write(tmp_path / "texts", {"a.md": NB, "empty.md": ""})
    library = Library(folder, cache=tmp_path / "cache")
    (problem,) = library.problems
    assert problem.path == str(folder / "empty.md")
    assert Library(folder, cache=tmp_path / "cache").problems == [problem]
    write(folder, {"empty.md": FI})
    assert library.refresh()
    assert library.problems == []
