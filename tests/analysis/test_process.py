"""The process that finds things out: what it makes, tells and leaves behind."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.bitext.making import story
from tui_learn import child_process
from tui_learn.analysis.process import run
from tui_learn.analysis.request import Request, shown_of
from tui_learn.bitext.store import bitext_from_json, kept_bitext
from tui_learn.failed import Failed
from tui_learn.library import Library, Pair
from tui_learn.paths import cache_folder
from tui_learn.text import Problem, UnreadableFile

PAIR = Pair("nb", "fi")


def request(folder: Path, count: int = 20) -> Request:
    """For the alignment of two texts of so many sentences."""
    folder.mkdir(exist_ok=True)
    for language, sentences in zip(("nb", "fi"), story(count), strict=True):
        head = f"---\nlang: {language}\narticle: tale\n---\n\n"
        (folder / f"tale.{language}.md").write_text(head + "\n\n".join(sentences) + "\n", encoding="utf-8")
    article = Library(folder, cache=cache_folder()).find("tale")
    return Request("bitext", article, PAIR, shown_of(article, ("nb", "fi")))


@pytest.fixture
def asked(tmp_path: Path) -> Request:
    return request(tmp_path / "texts")


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The processes that are started."""
    found: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def popen(*arguments: Any, **options: Any) -> subprocess.Popen[bytes]:
        found.append(real(*arguments, **options))
        return found[-1]

    monkeypatch.setattr("tui_learn.child_process.subprocess.Popen", popen)
    return found


def unheard(_value: object) -> None:
    """Nobody listens."""


def editions(asked: Request) -> tuple[Any, Any]:
    return asked.article.edition("nb"), asked.article.edition("fi")


def test_what_it_makes_is_in_the_cache(asked: Request, started: list[subprocess.Popen[bytes]]) -> None:
    assert kept_bitext(*editions(asked), cache_folder()) is None
    shares: list[float] = []
    problems: list[Problem] = []
    made = run(asked, shares.append, problems.append)
    kept = kept_bitext(*editions(asked), cache_folder())
    assert made.data is None
    assert kept is not None
    assert [(bead.left, bead.right) for bead in kept.beads] == [((n,), (n,)) for n in range(20)]
    assert shares[-1] == 1.0
    assert shares == sorted(shares)
    assert problems == []
    assert [one.returncode is not None for one in started] == [True]


def test_it_works_where_nothing_can_be_kept(asked: Request) -> None:
    shelf = cache_folder() / "bitexts"
    shelf.write_text("in the way")
    made = run(asked, unheard, unheard)
    assert made.data is not None
    found = bitext_from_json(json.loads(made.data), *editions(asked))
    assert found is not None
    assert len(found.beads) == 20


def test_nobody_waits_for_it_any_more(tmp_path: Path, started: list[subprocess.Popen[bytes]]) -> None:
    class Left(Exception):
        pass

    def leave(_share: float) -> None:
        raise Left

    with pytest.raises(Left):
        run(request(tmp_path / "texts", 1_000), leave, unheard)
    (one,) = started
    assert one.poll() is not None


def test_it_ends_when_its_parent_does(tmp_path: Path) -> None:
    one = subprocess.Popen(
        [sys.executable, "-c", child_process._RUN, "tui_learn.analysis.__main__", *sys.path],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    assert one.stdin is not None
    one.stdin.write(json.dumps(request(tmp_path / "texts", 2_000).to_json()).encode() + b"\n")
    one.stdin.flush()
    time.sleep(0.2)  # it is at work, or about to be
    assert one.poll() is None
    one.stdin.close()
    assert one.wait(timeout=20) == 3


def test_a_file_that_was_changed_since_is_told(asked: Request) -> None:
    with pytest.raises(UnreadableFile, match=r"tale\.nb\.md: the file was changed while it was open"):
        run(replace(asked, shown={**asked.shown, "nb": "0"}), unheard, unheard)


def test_the_edition_that_is_shown_is_what_counts(asked: Request) -> None:
    left, right = editions(asked)
    Path(left.path).write_text("---\nlang: nb\n---\nNoe helt annet.\n", encoding="utf-8")
    run(asked, unheard, unheard)
    kept = kept_bitext(left, right, cache_folder())
    assert kept is not None
    assert len(kept.beads) == 20


def test_a_crash_is_told_in_a_line(asked: Request) -> None:
    with pytest.raises(Failed, match=r"^it ended unexpectedly, with code 1: KeyError: 'xx'$"):
        run(replace(asked, pair=Pair("nb", "xx")), unheard, unheard)


def test_a_program_that_cannot_be_started(asked: Request, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tui_learn.child_process.sys.executable", str(tmp_path / "none"))
    with pytest.raises(Failed, match="could not be started"):
        run(asked, unheard, unheard)


def test_where_no_file_can_be_made(asked: Request, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr("tui_learn.child_process.tempfile.TemporaryFile", refuse)
    with pytest.raises(Failed, match=r"could not be started .*No usable temporary directory"):
        run(asked, unheard, unheard)


def test_what_a_library_in_c_prints_is_no_line_of_ours(asked: Request, monkeypatch: pytest.MonkeyPatch) -> None:
    noisy = (
        "import os, tui_learn.analysis.work as w; real = w.make; "
        "w.make = lambda *a: (os.write(1, b'hello'), real(*a))[1]; "
    )
    monkeypatch.setattr(child_process, "_RUN", child_process._RUN.replace("sys.exit", noisy + "sys.exit"))
    run(asked, unheard, unheard)
    assert kept_bitext(*editions(asked), cache_folder()) is not None
