"""The exercises of an article as the app and the command line ask them: with what its decks forbid left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from tui_learn.bitext import Bitext
from tui_learn.bitext.glossary import Glossary
from tui_learn.bitext.repair_store import RepairStore
from tui_learn.bitext.store import load_bitext
from tui_learn.library import Article, Pair
from tui_learn.paths import cache_folder, repairs_folder
from tui_learn.quiz.decks import beside, deck_folders, excluded_for
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.generate import generate
from tui_learn.quiz.sampling import is_long
from tui_learn.quiz.words import WordIndex
from tui_learn.text import Edition, Problem, UnreadableFile

SUMMARY = "description"
"""What a summary is called in front matter."""
OTHERS = 8
"""Other articles whose summaries are read."""


class HasArticles(Protocol):
    """A library."""

    @property
    def articles(self) -> list[Article]: ...


@dataclass(frozen=True)
class ArticleQuiz:
    """Everything a session needs of an article."""

    article: Article
    pair: Pair
    exercises: tuple[Exercise, ...]
    """Best first."""
    vocabulary: dict[str, frozenset[str]]
    """The words of both languages that exist in the article."""
    problems: tuple[Problem, ...]
    """What is wrong with the decks and the repairs that were looked at."""


def quiz_of(
    article: Article,
    pair: Pair,
    *,
    seed: int = 0,
    decks: Sequence[Path] | None = None,
    bitext: Bitext | None = None,
    store: RepairStore | None = None,
    glossary: Glossary | None = None,
    picks: Mapping[str, tuple[str, ...]] | None = None,
    library: HasArticles | None = None,
    also: Iterable[str] = (),
) -> ArticleQuiz:
    """Generate the exercises of an article; ``decks`` are folders, the usual ones without any.

    ``store`` holds the learner's repairs; without one it is the store in the user's own folder. ``glossary`` is
    that of ``bitext``; without one nothing is asked that rests on pairs of words. ``picks`` are the wrong answers the
    learner has given before, as ``generate`` takes them; ``library`` gives other articles, with whose summaries this
    one's may be confused. Of a long article only a sample is asked about, and the segments named in ``also``.

    Raises ``UnreadableFile`` when a file has gone bad since the scan.
    """
    exclude, problems = excluded_for(article, deck_folders(beside(article)) if decks is None else decks)
    store = store or RepairStore(repairs_folder())
    repairs, damage = store.read(*article.languages)
    if bitext is None:
        left, right = article.edition(pair.known), article.edition(pair.learned)
        bitext = load_bitext(left, right, cache_folder(), store)
    make = partial(
        generate,
        bitext,
        article=article,
        glossary=glossary,
        exclude=exclude,
        seed=seed,
        repairs=repairs,
        picks=picks,
        align=lambda one, other: load_bitext(one, other, cache_folder(), store),
        elsewhere=_elsewhere(article, pair, library),
    )
    exercises = make()
    wanted = frozenset(also)
    if wanted and is_long(bitext):
        there = {exercise.id for exercise in exercises}
        exercises += [exercise for exercise in make(focus=wanted) if exercise.id not in there]
    vocabulary = {edition.language: WordIndex(edition).vocabulary for edition in (bitext.left, bitext.right)}
    return ArticleQuiz(article, pair, tuple(exercises), vocabulary, (*problems, *damage))


def _elsewhere(article: Article, pair: Pair, library: HasArticles | None) -> list[Edition]:
    """Editions of other articles in the two languages, where this article has a summary of its own."""
    languages = list(dict.fromkeys([pair.known, pair.learned]))
    if library is None or not any(article.edition(language).metadata.get(SUMMARY) for language in languages):
        return []
    found: list[Edition] = []
    for other in library.articles:
        if other.id == article.id or not set(languages) <= set(other.languages):
            continue
        try:
            found += [other.edition(language) for language in languages]
        except UnreadableFile:
            continue  # the library's own problems tell
        if len(found) >= OTHERS * len(languages):
            break
    return found
