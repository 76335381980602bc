"""What the house promises about imports. A linter cannot see whether a deferred import really defers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, SEEDS

DECK = ROOT / "quizzes" / "relationship-management.md"
FI, NB = SEEDS / "000_f7697fab71580408.txt", SEEDS / "002_bd79d65d8abfecdf.txt"


def modules_after(*statements: str) -> set[str]:
    script = "\n".join([
        "import contextlib, io, json, sys",
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):",
        *(f"    {statement}" for statement in statements),
        "print(json.dumps(sorted(sys.modules)))",
    ])  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL
    )
    return set(json.loads(done.stdout))


def tops(modules: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules}


@pytest.mark.parametrize(
    "words",
    [
        ["list"], ["list", "--json"], ["stats"], ["stats", "--json"], ["align", str(FI), str(NB)], ["doctor"],
        ["align", str(FI), str(NB), "--format", "tmx"], ["align", str(FI), str(NB), "--format", "html"],
        ["quiz", "--json", "--pair", "nb:fi", "--count", "1"], ["quiz", "--plain", "--pair", "nb:fi", "--count", "1"],
        ["deck", "check", str(DECK)], ["quiz", "--deck", str(DECK), "--json", "--pair", "nb:fi"],
    ],
    ids=" ".join,
)  # fmt: skip
@pytest.mark.usefixtures("warm_words")
def test_verbs_that_need_no_screen_import_no_textual(words: list[str]) -> None:
    modules = modules_after("from tui_learn.cli import main", f"assert main({words!r}) == 0")
    assert not {"textual", "rich"} & tops(modules)


def test_help_imports_next_to_nothing() -> None:
    modules = modules_after("from tui_learn.cli import make_parser", "make_parser().format_help()")
    heavy = {
        "textual",
        "rich",
        "numpy",
        "regex",
        "markdown_it",
        "frontmatter",
        "tinydb",
        "fsrs",
        "py3langid",
        "simplemma",
    }
    assert not heavy & tops(modules)
    assert not {name for name in modules if name.startswith(("tui_learn.exchange", "tui_learn.bitext"))}


@pytest.mark.parametrize("room", ["text", "library", "bitext", "quiz", "progress", "analysis", "exchange"])
def test_rooms_of_the_core_import_no_textual(room: str) -> None:
    names = [path.stem for path in sorted((ROOT / "tui_learn" / room).glob("*.py")) if path.stem != "__init__"]
    modules = modules_after(*(f"import tui_learn.{room}.{name}" for name in names))
    assert not {"textual", "rich"} & tops(modules)


def test_importing_the_package_imports_no_room() -> None:
    assert not {name for name in modules_after("import tui_learn") if name.startswith("tui_learn.")}


def test_progress_knows_nothing_of_articles() -> None:
    modules = modules_after("import tui_learn.progress.progress", "import tui_learn.progress.schedule")
    rooms = {name.split(".")[1] for name in modules if name.startswith("tui_learn.")}
    assert rooms <= {"progress", "i18n", "lazy"}


def test_the_proof_checker_imports_no_generator() -> None:
    source = (ROOT / "tui_learn" / "quiz" / "proof.py").read_text(encoding="utf-8")
    for word in ("generate", "kinds", "distractors", "disjoint", "material"):
        assert f"quiz.{word}" not in source


def test_the_first_screen_needs_neither_parser_nor_aligner() -> None:
    modules = modules_after("import tui_learn.app.app", "import tui_learn.app.screens.library")
    heavy = {"numpy", "regex", "markdown_it", "frontmatter", "tinydb", "fsrs", "py3langid", "simplemma", "rapidfuzz"}
    assert not heavy & tops(modules)


def test_the_reader_needs_neither_parser_nor_aligner() -> None:
    """What an article needs that is known already: analysis runs in a process of its own."""
    modules = modules_after(
        "import tui_learn.app.app",
        "import tui_learn.app.screens.reader",
        "import tui_learn.bitext.store",
        "import tui_learn.bitext.word_store",
        "import tui_learn.analysis.key",
        "import tui_learn.analysis.request",
    )
    heavy = {"numpy", "markdown_it", "frontmatter", "fsrs", "py3langid", "simplemma", "rapidfuzz"}
    assert not heavy & tops(modules)


def test_no_file_is_over_600_lines() -> None:
    files = [*(ROOT / "tui_learn").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
    assert {path.name for path in files if len(Path(path).read_text(encoding="utf-8").splitlines()) > 600} == set()
