"""What all tests share. No test reads the developer's own home."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from tui_learn.bitext.dictionary_files import FOLDERS_VARIABLE
from tui_learn.bitext.word_tokens import words_of
from tui_learn.library import Article, Library
from tui_learn.paths import HOME_VARIABLE
from tui_learn.text.lexemes import forget_lists

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
LANGUAGES = ("fi", "nb", "pl", "sv", "tr")

if sys.dont_write_bytecode:
    # Nothing is to be written beside the sources; but to compile all tests and what they start anew costs a minute.
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(ROOT / ".pytest_cache" / "bytecode")
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def of_all_workers(factory: pytest.TempPathFactory) -> Path:
    """The temporary folder that the processes of this run have in common."""
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session", autouse=True)
def shared_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home for what all tests share; and no dictionaries but those a test names, whatever the machine has."""
    home = of_all_workers(tmp_path_factory) / "shared-home"
    home.mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(HOME_VARIABLE, str(home))
        patch.setenv(FOLDERS_VARIABLE, "")
        yield home


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own."""
    home = tmp_path / "home"
    monkeypatch.setenv(HOME_VARIABLE, str(home))
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "NO_COLOR", "COLORFGBG"):
        monkeypatch.delenv(name, raising=False)
    return home


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Article:
    """The bundled article in five languages."""
    library = Library(SEEDS, cache=tmp_path_factory.mktemp("cache"))
    (article,) = library.articles
    return article


@pytest.fixture(scope="session")
def seed_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder in which the bundled article is read already."""
    folder = tmp_path_factory.mktemp("seed-cache")
    library = Library(SEEDS, cache=folder)
    for language in library.articles[0].languages:
        library.articles[0].edition(language)
    return folder


@pytest.fixture(scope="session")
def kept_words(shared_home: Path, seeds: Article) -> Path:
    """The folder in which the dictionary forms of the bundled article are kept: to find them takes four seconds."""
    with FileLock(shared_home / "words.lock"):
        for language in seeds.languages:
            words_of(seeds.edition(language), shared_home / "cache")
    forget_lists()
    return shared_home / "cache" / "lexemes"


@pytest.fixture
def warm_words(own_home: Path, kept_words: Path) -> Path:
    """The test's home, in which the dictionary forms of the bundled article are known already.

    For every module that runs the program: ``pytestmark = pytest.mark.usefixtures("warm_words")``.
    """
    shutil.copytree(kept_words, own_home / "cache" / "lexemes")
    return own_home


@pytest.fixture
def data() -> Path:
    """Real text to measure on, where the environment names a folder with it."""
    folder = os.environ.get("TUI_LEARN_TEST_DATA")
    if not folder or not Path(folder).is_dir():
        pytest.skip("TUI_LEARN_TEST_DATA names no folder with test data")
    return Path(folder)
