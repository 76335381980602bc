from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import LANGUAGES, ROOT
from tui_learn.bitext import build_bitext
from tui_learn.library import Article
from tui_learn.quiz import Exercise, generate
from tui_learn.quiz.decks import excluded_for
from tui_learn.text import Edition, read_edition
from tui_learn.text.detect import Detection

PAIRS = list(itertools.permutations(LANGUAGES, 2))
MakeExercises = Callable[[str, str], list[Exercise]]
MakeEdition = Callable[[str, str], Edition]


@pytest.fixture(scope="session")
def exercises_of(seeds: Article) -> MakeExercises:
    """The exercises of the bundled article for a pair, with what its deck excludes."""
    exclude, problems = excluded_for(seeds, [ROOT / "quizzes"])
    assert problems == []

    @cache
    def make(known: str, learned: str) -> list[Exercise]:
        bitext = build_bitext(seeds.edition(known), seeds.edition(learned))
        return generate(bitext, article=seeds, exclude=exclude)

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
