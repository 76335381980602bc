from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, SimpleQueue

import pytest

from tests.library.test_library import FI, NB, write
from tui_learn.library import watching
from tui_learn.library.watching import CannotWatch, changes, concerning

LIMIT = 10.0


class Watch:
    """Changes of folders as a thread hears them."""

    def __init__(self, *folders: Path) -> None:
        self.stop = threading.Event()
        self.heard: SimpleQueue[frozenset[str] | Exception] = SimpleQueue()
        self.thread = threading.Thread(target=self._hear, args=(folders,), daemon=True)
        self.thread.start()

    def _hear(self, folders: tuple[Path, ...]) -> None:
        try:
            for paths in changes(folders, self.stop):
                self.heard.put(paths)
        except CannotWatch as error:
            self.heard.put(error)

    def until(self, path: Path) -> None:
        """Wait until something is heard of a path."""
        while True:
            found = self.heard.get(timeout=LIMIT)
            assert not isinstance(found, Exception)
            if str(path) in found:
                return

    def begun(self, folder: Path) -> None:
        """Wait until it is heard what happens in a folder."""
        for number in range(int(LIMIT / 0.1)):
            write(folder, {"first.md": f"{NB} {number}"})
            try:
                self.heard.get(timeout=0.1)
                return
            except Empty:
                continue
        raise AssertionError("nothing was ever heard")


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return write(tmp_path.resolve() / "texts", {"a.md": NB})


@pytest.fixture
def watch(texts: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    monkeypatch.setattr(watching, "SETTLED", 20)
    monkeypatch.setattr(watching, "ASKED", 50)
    found = Watch(texts, texts.parent / "other")
    yield found
    found.stop.set()
    found.thread.join(LIMIT)
    assert not found.thread.is_alive()


def test_changes_are_told(texts: Path, watch: Watch) -> None:
    watch.begun(texts)
    write(texts, {".hidden.md": FI, "picture.png": "x", ".git/b.md": FI, "b.md": FI})
    watch.until(texts / "b.md")
    (texts / "b.md").unlink()
    watch.until(texts / "b.md")
    (texts / "folder").mkdir()
    watch.until(texts / "folder")


def test_a_folder_that_goes_and_comes_back_is_watched_again(texts: Path, watch: Watch) -> None:
    watch.begun(texts)
    shutil.move(texts, texts.parent / "away")
    watch.until(texts)
    shutil.move(texts.parent / "away", texts)
    watch.until(texts)
    watch.begun(texts)
    write(texts.parent / "other", {"x.md": NB})
    watch.until(texts.parent / "other")
    watch.begun(texts.parent / "other")


def test_what_concerns_nobody_is_not_told(texts: Path) -> None:
    concerns = concerning([str(texts)])
    for name in ("a.md", "deep/b.TXT", "c.markdown", "folder", "a name"):
        assert concerns(None, str(texts / name)), name  # type: ignore[arg-type]
    for name in (".a.md", ".git/a.md", "x/.y/z.md", "picture.png", "a.md~", "a.md.swp", "4913.tmp"):
        assert not concerns(None, str(texts / name)), name  # type: ignore[arg-type]
    hidden = texts.parent / ".local" / "texts"
    assert concerning([str(hidden)])(None, str(hidden / "a.md"))  # type: ignore[arg-type]


def test_a_folder_with_an_ending_that_is_moved_away(texts: Path) -> None:
    (texts / "book.v2").mkdir()
    concerns = concerning([str(texts)])
    (texts / "later.v3").mkdir()
    (texts / "later.v3" / "deep.v4").mkdir()
    for name in ("later.v3", "later.v3/deep.v4"):
        assert concerns(None, str(texts / name)), name  # type: ignore[arg-type]
    for name in ("book.v2", "later.v3"):
        shutil.move(texts / name, texts.parent / "away" / name)
        assert concerns(None, str(texts / name)), name  # type: ignore[arg-type]
    assert not concerns(None, str(texts / "picture.v2"))  # type: ignore[arg-type]


def test_where_the_system_cannot_tell_it_is_told(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import watchfiles

    def refuse(*_folders: str, **_options: object) -> object:
        raise OSError(28, "OS file watch limit reached")

    monkeypatch.setattr(watchfiles, "watch", refuse)
    with pytest.raises(CannotWatch, match="limit reached"):
        next(changes([texts], threading.Event()))
    stopped = threading.Event()
    stopped.set()
    assert list(changes([texts], stopped)) == []
