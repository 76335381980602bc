from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from tests.library.test_library import FI, NB, write
from tui_learn.child_process import start_child
from tui_learn.library import readers
from tui_learn.library.deck_files import DeckFile
from tui_learn.library.found import Found, Read, Unread, found_from_json, found_in, found_to_json
from tui_learn.text.problems import Problem

DEADLY = """
import os
from tui_learn.library import readers
from tui_learn.library.read_process import main as main
from tui_learn.text.problems import Problem

def found_in(path):
    if "deadly" in path.name:
        os._exit(11)
    while "endless" in path.name:
        pass
    return Problem("notice", str(path), None, "read")

readers.found_in = found_in
"""


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return write(tmp_path / "texts", {f"{number:02}.md": f"{NB} {number}." for number in range(20)})


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "BATCH", 3)


@pytest.fixture
def deadly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes that end over some files."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "deadly_reading.py").write_text(DEADLY, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path / "own"))
    monkeypatch.setattr(readers, "start_child", lambda _module, errors: start_child("deadly_reading", errors))


def read(folder: Path, workers: int, stop: threading.Event | None = None) -> dict[str, Found]:
    paths = sorted(str(path) for path in folder.iterdir())
    answers = list(readers.read_files(paths, workers, stop))
    assert len({path for path, _found in answers}) == len(answers)
    return {Path(path).name: found for path, found in answers}


def test_processes_find_what_is_found_here(tmp_path: Path, small_batches: None) -> None:
    # Where the language is said its model need not be loaded.
    texts = write(tmp_path / "few", {f"{number}.md": f"---\nlang: nb\n---\n{NB} {number}." for number in range(4)})
    write(texts, {"empty.md": "", "deck.md": "---\ndeck: 1\n---\n", "b.md": "---\nlang: fi\na: b: c\n---\n" + FI})
    here = read(texts, 0)
    assert read(texts, 1) == here
    assert isinstance(here["empty.md"], Problem)
    assert isinstance(here["deck.md"], DeckFile)
    assert isinstance(here["b.md"], Read)
    assert [found_from_json(found_to_json(found)) for found in here.values()] == list(here.values())


@pytest.mark.usefixtures("small_batches", "deadly")
def test_a_file_that_ends_its_reader_takes_no_other_with_it(texts: Path) -> None:
    write(texts, {"03-deadly.md": NB, "04-deadly.md": NB, "zz-deadly.md": NB})
    found = read(texts, 1)
    assert len(found) == 23
    dead = {name for name, what in found.items() if isinstance(what, Unread)}
    assert dead == {"03-deadly.md", "04-deadly.md", "zz-deadly.md"}


@pytest.mark.usefixtures("small_batches", "deadly")
def test_a_reader_that_comes_to_no_end_can_be_stopped(texts: Path) -> None:
    write(texts, {"03-endless.md": NB})
    stop = threading.Event()
    threading.Timer(0.1, stop.set).start()
    assert len(read(texts, 1, stop)) < 21


@pytest.mark.usefixtures("small_batches", "deadly")
def test_a_file_that_is_never_read_to_its_end_is_told(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "PATIENCE", 0.3)
    found = read(write(texts, {"03-endless.md": NB}), 1)
    assert {name for name, what in found.items() if isinstance(what, Unread)} == {"03-endless.md"}
    assert len(found) == 21


@pytest.mark.usefixtures("small_batches", "deadly")
def test_readers_that_cannot_read_at_all_are_not_the_fault_of_the_files(tmp_path: Path) -> None:
    from tui_learn.failed import Failed

    folder = write(tmp_path / "all", {f"{number:02}-deadly.md": NB for number in range(20)})
    with pytest.raises(Failed, match=r"files cannot be read.*code 11"):
        read(folder, 1)


def test_an_error_of_the_program_is_told_as_one_of_the_file(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(path: Path) -> Found:
        if path.name == "07.md":
            raise KeyError("\x1b[2Joops\nmore")
        return found_in(path)

    monkeypatch.setattr(readers, "found_in", failing)
    found = read(texts, 0)
    unread = found.pop("07.md")
    assert isinstance(unread, Unread)
    problem = unread.problem
    assert (problem.severity, problem.path) == ("error", str(texts / "07.md"))
    assert "KeyError" in problem.message
    assert "\x1b" not in problem.message
    assert all(isinstance(what, Read) for what in found.values())


def test_what_cannot_be_started_is_told(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tui_learn.failed import Failed

    def refuse(_module: str, _errors: object) -> object:
        raise Failed("no room")

    monkeypatch.setattr(readers, "start_child", refuse)
    with pytest.raises(Failed, match="no room"):
        read(texts, 2)
    assert not [thread for thread in threading.enumerate() if "_feed" in thread.name and thread.is_alive()]


def test_few_files_need_no_process(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "start_child", None)
    assert len(list(readers.read_files([str(path) for path in texts.iterdir()]))) == 20
    assert readers.processors() >= 1
    assert readers.processors() <= (os.cpu_count() or 1)
