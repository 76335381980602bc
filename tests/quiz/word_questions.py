"""What the tests of questions about words share: a bitext, its glossary made by hand, what is asked of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.quiz.words import glossary_of
from tui_learn.bitext import Bitext, build_bitext
from tui_learn.bitext.glossary import Glossary
from tui_learn.library import Article
from tui_learn.quiz import Exercise, generate
from tui_learn.quiz.exclusions import Exclusions
from tui_learn.quiz.material import Material

Kind = Callable[[Material], Iterator[Exercise]]
ONE = "belønning = palkinto: b5s1 belønning palkintoja"
"""A pair nothing is wrong with."""


@pytest.fixture(scope="session")
def nb_fi(seeds: Article) -> Bitext:
    return build_bitext(seeds.edition("nb"), seeds.edition("fi"))


@pytest.fixture(scope="session")
def fi_nb(seeds: Article) -> Bitext:
    return build_bitext(seeds.edition("fi"), seeds.edition("nb"))


@pytest.fixture(scope="session")
def glossary(nb_fi: Bitext) -> Glossary:
    return glossary_of(nb_fi)


@pytest.fixture(scope="session")
def exercises(nb_fi: Bitext, glossary: Glossary, seeds: Article) -> list[Exercise]:
    return [e for e in generate(nb_fi, article=seeds, glossary=glossary) if e.code in ("V4", "V6", "V7")]


def made(kind: Kind, bitext: Bitext, text: str | Glossary, *exclude: str, seed: int = 0) -> list[Exercise]:
    """What one generator makes of a glossary, before anything is proven again."""
    glossary = glossary_of(bitext, text) if isinstance(text, str) else text
    return list(kind(Material(bitext, [], Exclusions(exclude), seed, glossary=glossary)))


def keys(made_: list[Exercise]) -> list[str]:
    return [exercise.key for exercise in made_]


def first(exercises: list[Exercise], code: str, key: str = "") -> Exercise:
    return next(e for e in exercises if e.code == code and key in e.key)
