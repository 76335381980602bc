from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import LANGUAGES, ROOT
from tests.quiz.small import Clock
from tui_learn.bitext.glossary import Glossary
from tui_learn.library import Article, Pair
from tui_learn.paths import HOME_VARIABLE
from tui_learn.progress import Progress
from tui_learn.quiz import Exercise, generate
from tui_learn.quiz.decks import excluded_for
from tui_learn.text import Edition, read_edition
from tui_learn.text.detect import Detection

PAIRS = list(itertools.permutations(LANGUAGES, 2))
MakeExercises = Callable[[str, str], list[Exercise]]
MakeGlossary = Callable[[str, str], Glossary]
MakeEdition = Callable[[str, str], Edition]


@pytest.fixture(scope="session")
def glossary_for(seeds: Article, kept_words: Path) -> MakeGlossary:
    """The glossary of the bundled article for a pair, without dictionaries, as the program makes it."""
    import tui_learn.quiz.glossaries as real  # not what tests of the app put in its place

    assert kept_words.is_dir()
    shared = kept_words.parent.parent

    @cache
    def make(known: str, learned: str) -> Glossary:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(HOME_VARIABLE, str(shared))
            return real.glossary_of(seeds, Pair(known, learned))

    return make


@pytest.fixture(scope="session")
def exercises_of(seeds: Article, glossary_for: MakeGlossary) -> MakeExercises:
    """The exercises of the bundled article for a pair, with what its deck excludes."""
    exclude, problems = excluded_for(seeds, [ROOT / "quizzes"])
    assert problems == []

    @cache
    def make(known: str, learned: str) -> list[Exercise]:
        glossary = glossary_for(known, learned)
        return generate(glossary.linked.bitext, article=seeds, glossary=glossary, exclude=exclude)

    return make


@pytest.fixture(scope="session")
def editions(seeds: Article) -> Mapping[str, Edition]:
    return {language: seeds.edition(language) for language in seeds.languages}


@pytest.fixture
def edition_of(tmp_path: Path) -> MakeEdition:
    """An edition from a text."""

    def make(text: str, language: str) -> Edition:
        path = tmp_path / f"text-{language}.md"
        path.write_text(text, encoding="utf-8")
        return read_edition(path, detect=lambda _prose: Detection(language, 1.0))

    return make


# --- for sessions


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def progress(tmp_path: Path, clock: Clock) -> Progress:
    return Progress(tmp_path / "progress", clock=clock)


@pytest.fixture
def exercises(exercises_of: MakeExercises) -> list[Exercise]:
    return exercises_of("nb", "fi")
