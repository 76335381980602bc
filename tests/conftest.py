"""What all tests share. No test reads the developer's own home."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui_learn.library import Article, Library

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
LANGUAGES = ("fi", "nb", "pl", "sv", "tr")


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own."""
    home = tmp_path / "home"
    monkeypatch.setenv("TUI_LEARN_HOME", str(home))
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "NO_COLOR"):
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


@pytest.fixture
def data() -> Path:
    """Real text to measure on, where the environment names a folder with it."""
    folder = os.environ.get("TUI_LEARN_TEST_DATA")
    if not folder or not Path(folder).is_dir():
        pytest.skip("TUI_LEARN_TEST_DATA names no folder with test data")
    return Path(folder)
