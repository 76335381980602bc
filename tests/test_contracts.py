"""What the house promises about imports. A linter cannot see whether a deferred import really defers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, SEEDS
from tui_learn.bitext.store import load_bitext
from tui_learn.library import open_library
from tui_learn.paths import cache_folder, progress_folder
from tui_learn.progress import Progress

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


FIRST_PICTURE = """
import json, sys
from tui_learn.app.app import TuiLearn
from tui_learn.app.start import Start
from tui_learn.library import Pair

class Seen(TuiLearn):
    def _display(self, screen, picture):
        super()._display(screen, picture)
        if picture is None or self._batch_count or type(screen).__name__ != sys.argv[1]:
            return
        if sys.argv[2] in " ".join(strip.text for strip in screen._compositor.render_strips()):
            print(json.dumps(sorted(sys.modules)), flush=True)
            self.exit()

start = Start() if sys.argv[1] == "LibraryScreen" else Start(article="parisuhteen-hoito", pair=Pair("nb", "fi"))
Seen(start).run(headless=True, size=(100, 30))
"""


@pytest.mark.parametrize(("screen", "text"), [("LibraryScreen", "Parisuhteen hoito"), ("ReaderScreen", "organisasjon")])
def test_the_first_picture_needs_little(screen: str, text: str) -> None:
    """Until the articles can be seen, or the text: all else is imported after that."""
    article = next(article for article in open_library().articles if "nb" in article.languages)
    load_bitext(article.edition("nb"), article.edition("fi"), cache_folder())
    Progress(progress_folder()).remember("app/first_run", True)
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PICTURE, screen, text],
        capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL, timeout=60,
    )  # fmt: skip
    modules = set(json.loads(done.stdout.splitlines()[0]))
    others = {"numpy", "regex", "simplemma", "rapidfuzz", "tomllib", "tomlkit", "plotext", "markdown_it", "frontmatter",
              "yaml", "fsrs", "py3langid", "watchfiles", "html", "filelock", "multiprocessing"}  # fmt: skip
    ours = ("quiz", "settings", "exchange", "analysis.key", "analysis.request", "analysis.process", "bitext.repairs",
            "bitext.repair_format", "bitext.repair_edits", "bitext.repair_making", "bitext.repair_places",
            "entry_file", "bitext.glossary", "bitext.word", "bitext.flat", "bitext.dictionar",
            "bitext.bead_kinds", "app.bookmarks", "app.card", "app.commands", "app.contents", "app.deeds", "app.entry",
            "app.palette", "app.progress_text", "app.schedule_form", "app.searching", "app.speech", "app.trail",
            "app.travels", "app.weave", "app.word_marks", "app.widgets.plots", "app.widgets.search_bar",
            "app.widgets.quiz_card", "app.answering", "progress.statistics", "progress.backup", "progress.merging",
            "progress.optimize", "library.grouping", "library.links", "library.scanning", "library.search",
            "library.watching", "child_process", "text.reading", "text.detect",
            "cli_q", "cli_a", "cli_w", "cli_p", "cli_r")  # fmt: skip
    screens = {"library", "options", "opening", "mending", "learning", "comparing", "knowing", "seeking", "travelling",
               "laying", "timing", "speaking", "renewing", "reader", "first_run", "pair", "filtering"}  # fmt: skip
    assert sorted(others & tops(modules)) == []
    found = [name.removeprefix("tui_learn.") for name in sorted(modules) if name.startswith("tui_learn.")]
    assert [name for name in found if name.startswith(ours)] == []
    assert {name.removeprefix("app.screens.") for name in found if name.startswith("app.screens.")} <= screens


def test_no_file_is_over_600_lines() -> None:
    files = [*(ROOT / "tui_learn").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
    assert {path.name for path in files if len(Path(path).read_text(encoding="utf-8").splitlines()) > 600} == set()
