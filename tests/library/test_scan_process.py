from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from tests.library.test_library import NB, write
from tui_learn import child_process
from tui_learn.child_process import start_child
from tui_learn.failed import Failed
from tui_learn.library import Library, scan_process
from tui_learn.library.scan import Scan
from tui_learn.library.scan_process import scan_apart

SLOW = """
import time
from tui_learn.library import readers, scanning
from tui_learn.library.deck_files import DeckFile
from tui_learn.library.scan_process import main as main

def found_in(path):
    time.sleep(0.02)
    return DeckFile(str(path))

readers.found_in = found_in
scanning.TOGETHER = 2
"""


def texts(folder: Path, count: int) -> Path:
    return write(folder, {f"{number:02}.md": f"---\nlang: nb\n---\n{NB} {number}." for number in range(count)})


@pytest.fixture
def slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that takes its time with each file, and says of all that they are decks."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "slow_scanning.py").write_text(SLOW, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path / "own"))
    monkeypatch.setattr(child_process, "start_child", lambda _module, errors: start_child("slow_scanning", errors))


def test_a_process_of_its_own_finds_the_same(tmp_path: Path) -> None:
    odd = 'o\'dd\n"name".md' if os.name == "posix" else "odd.md"
    folder, cache = write(texts(tmp_path / "texts", 3), {odd: NB, "empty.md": ""}), tmp_path / "cache"
    here = Library(folder)
    library = Library(folder, cache=cache)
    library.apart = True
    told: list[Scan] = []
    assert library.refresh(told.append)
    assert library.articles == here.articles
    assert library.problems == here.problems
    assert told[-1].published == 1
    assert not library.refresh()


@pytest.mark.usefixtures("slow")
def test_stopping_and_going_on(tmp_path: Path) -> None:
    folder, cache = texts(tmp_path / "texts", 30), tmp_path / "cache"
    stop = threading.Event()

    def progress(far: Scan) -> None:
        if far.step == "reading" and far.done:
            stop.set()

    assert scan_apart([folder], cache, progress, stop=stop, workers=0)
    library = Library(folder, cache=cache, workers=0)
    assert library.kept() == []
    read = len(library.decks)
    assert read + library.unread == 30
    assert library.unread > 0
    library.refresh()
    assert (len(library.decks), len(library.articles), library.unread) == (read, 30 - read, 0)


class Enough(Exception):
    """What progress raises."""


@pytest.mark.usefixtures("slow")
def test_what_is_killed_loses_nothing_it_has_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, cache = texts(tmp_path / "texts", 30), tmp_path / "cache"
    started = []

    def start(_module: str, errors: object) -> object:
        started.append(start_child("slow_scanning", errors))  # type: ignore[arg-type]
        return started[-1]

    monkeypatch.setattr(child_process, "start_child", start)

    def kill(_far: Scan) -> None:
        if (
            Path(cache / "library.sqlite").exists()
            and len(Library(folder, cache=cache)._index.known([str(folder)])) >= 2
        ):
            started[-1].kill()

    with pytest.raises(Failed, match="ended unexpectedly"):
        scan_apart([folder], cache, kill, stop=threading.Event(), workers=0)
    read = Library(folder, cache=cache)._index.known([str(folder)])
    assert 2 <= len(read) < 30
    library = Library(folder, cache=cache, workers=0)
    assert len(library.articles) == 30 - len(read)
    after = library._index.known([str(folder)])
    assert all(after[path][0] == number for path, (number, _stamp) in read.items())

    def enough(_far: Scan) -> None:
        raise Enough

    with pytest.raises(Enough):
        scan_apart([folder], cache, enough, stop=threading.Event())
    assert started[-1].returncode is not None


def test_where_nothing_can_be_kept_it_is_scanned_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, cache = texts(tmp_path / "texts", 2), tmp_path / "cache"
    library = Library(folder, cache=cache)
    library.apart = True
    monkeypatch.setattr(scan_process, "scan_apart", lambda *_arguments, **_options: False)
    assert len(library.articles) == 2
    assert len(list(library.search("norsk"))) == 2


@pytest.mark.parametrize(
    "lines", ["print('hello')", "print('{}')", "print('[1]')", "1/0", 'print(\'{"failed": "no"}\')']
)
def test_what_is_not_understood_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: str) -> None:
    (tmp_path / "odd_scanning.py").write_text(f"def main():\n    {lines}\n    return 0\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(child_process, "start_child", lambda _module, errors: start_child("odd_scanning", errors))
    with pytest.raises(Failed, match=r"not understood|division by zero|^no$"):
        scan_apart([tmp_path], tmp_path / "cache", lambda _far: None, stop=threading.Event())
