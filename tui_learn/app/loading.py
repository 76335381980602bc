"""Making a session out of what the learner wants to be asked about. Slow: for a thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from tui_learn.app.desk import Desk
from tui_learn.library import Article, Pair
from tui_learn.progress import Progress
from tui_learn.quiz.begin import Learner, begin_session, learner_of
from tui_learn.quiz.decks import beside, deck_folders
from tui_learn.quiz.decks.asking import exercises_of as exercises_of_deck
from tui_learn.quiz.decks.asking import open_deck, with_decks
from tui_learn.quiz.decks.marks import changed_keys, with_cards
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.feedback import Counterpart, Proven, counterparts, no_counterpart, nothing_proven, proven_words
from tui_learn.quiz.generate import of_kind
from tui_learn.quiz.reading import opened_sections, read_filter
from tui_learn.quiz.sampling import is_long
from tui_learn.quiz.scope import (
    SCOPES,
    Scope,
    Wanted,
    count_due,
    due_cards,
    due_exercises,
    due_places,
    due_today,
    exercises_of,
    segments_at,
)
from tui_learn.quiz.session import Session
from tui_learn.quiz.stages import card_of
from tui_learn.quiz.wanted_parts import segments_of_cards
from tui_learn.quiz.words import WordIndex
from tui_learn.settings import read_settings
from tui_learn.text import Edition, Problem

Tell = Callable[[float], None]
"""Told how much is done, 0 to 1; what it raises stops the work."""


class Left(Exception):
    """The learner has left: the work is no longer wanted."""


def _everything(_exercise: Exercise) -> bool:
    return True


@dataclass(frozen=True, eq=False)
class Source:
    """An article, or a deck alone, that is asked about, and what explains its answers."""

    place: str
    """By what its answers are remembered."""
    title: str
    pair: Pair
    exercises: Sequence[Exercise]
    """Best first."""
    article: Article | None = None
    editions: Mapping[str, Edition] = field(default_factory=dict)
    """Those of the two languages."""
    vocabulary: Mapping[str, frozenset[str]] = field(default_factory=dict)
    counterpart: Counterpart = no_counterpart
    proven: Proven = nothing_proven
    is_read: Callable[[Exercise], bool] = _everything
    """Whether the section an exercise is about was opened in the reader."""


@dataclass(frozen=True)
class Asked:
    """A session with what its exercises were made of."""

    session: Session
    sources: dict[str, Source]
    """By the id of an exercise."""
    anything: bool
    """Whether there was anything to choose from."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with a deck that was named."""
    of_decks: tuple[Exercise, ...] = ()
    """Those of decks."""
    changed: tuple[Exercise, ...] = ()
    """Those whose answer has been changed since they were asked."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many questions a scope would ask now, and how many there are."""

    asked: int
    there: int


def load_session(
    desk: Desk,
    article: Article | None,
    pair: Pair,
    tell: Tell,
    *,
    wanted: Wanted | None = None,
    deck: Path | None = None,
    kind: str | None = None,
    count: int | None = None,
    seed: int = 0,
) -> Asked:
    """Generate what is wanted and begin a session of it; with a ``deck`` only what stands there.

    Raises ``UnreadableFile`` and ``ProgressDamaged``.
    """
    progress = desk.progress()
    problems: Sequence[Problem] = ()
    if deck is not None:
        source, problems = _deck(desk, deck, article, pair)
        found = [(source, source.exercises)]
    elif wanted is not None and wanted.scope == "due":
        found = _due(desk, pair, progress, seed, tell)
    else:
        assert article is not None
        source = _source(desk, article, pair, progress, seed, tell, wanted)
        found = [(source, source.exercises if wanted is None else _of_scope(desk, source, wanted, progress))]
    found = [(source, of_kind(exercises, kind)) for source, exercises in found]
    sources = {exercise.id: source for source, exercises in found for exercise in exercises}
    asked = list(chain.from_iterable(exercises for _source, exercises in found))
    # Who names a kind, a number or a deck wants just that.
    free = kind is not None or count is not None or deck is not None
    session = _begin(asked, sources, progress, count=count, whatever_was_read=free)
    of_decks = tuple(exercise for exercise in asked if exercise.deck)
    changed = tuple(e for e in changed_keys(of_decks, progress) if progress.state(card_of(e, sources[e.id].place)))
    return Asked(session, sources, bool(asked), tuple(problems), of_decks, changed)


def _begin(
    exercises: Sequence[Exercise],
    sources: Mapping[str, Source],
    progress: Progress,
    *,
    count: int | None = None,
    whatever_was_read: bool = False,
    learner: Learner | None = None,
) -> Session:
    vocabulary: dict[str, frozenset[str]] = {}
    for source in dict.fromkeys(sources.values()):
        for language, words in source.vocabulary.items():
            vocabulary[language] = vocabulary.get(language, frozenset()) | words
    return begin_session(
        exercises,
        progress,
        count=count,
        place=lambda exercise: sources[exercise.id].place,
        vocabulary=vocabulary,
        read=None if whatever_was_read else lambda exercise: sources[exercise.id].is_read(exercise),
        learner=learner,
    )


# --- where from


def _source(
    desk: Desk,
    article: Article,
    pair: Pair,
    progress: Progress,
    seed: int,
    tell: Tell,
    wanted: Wanted | None = None,
) -> Source:
    """An article: what is generated of it and what its decks ask.

    Of a long one this is a sample, what is wanted of it, and what is due.
    """
    bitext = desk.bitext(article, pair)
    also: frozenset[str] = frozenset()
    if is_long(bitext):
        also = segments_of_cards(due_cards(progress, str(pair), article.id), bitext)
        also |= segments_at(wanted, bitext) if wanted is not None else frozenset()
    quiz = desk.quiz(article, pair, seed, tell, also)
    exercises, _problems = with_decks(quiz.exercises, article, pair, deck_folders(beside(article)))
    is_read: Callable[[Exercise], bool] = _everything
    if read_settings()[0].quiz.read_first:
        is_read = read_filter(bitext.right, opened_sections(progress, article.id, str(pair)))
    return Source(
        place=article.id,
        title=article.title(pair.learned, pair.known),
        pair=pair,
        exercises=with_cards(exercises, progress),
        article=article,
        editions={bitext.left.language: bitext.left, bitext.right.language: bitext.right},
        vocabulary=quiz.vocabulary,
        counterpart=counterparts(bitext),
        proven=proven_words(desk.kept_glossary(article, pair)),
        is_read=is_read,
    )


def _deck(desk: Desk, path: Path, article: Article | None, pair: Pair) -> tuple[Source, list[Problem]]:
    """A deck alone; ``article`` gives the sentences its questions rest on."""
    opened, problems = open_deck(path)
    if opened is None:
        return Source(path.stem, path.stem, pair, ()), problems
    exercises, wrong = exercises_of_deck(opened, pair, article)
    exercises = with_cards(exercises, desk.progress())
    source = Source(f"deck/{opened.deck.name}", opened.deck.title, pair, exercises)
    if article is not None and {pair.known, pair.learned} <= set(article.languages):
        bitext = desk.bitext(article, pair)
        source = Source(
            place=article.id,
            title=opened.deck.title,
            pair=pair,
            exercises=exercises,
            article=article,
            editions={bitext.left.language: bitext.left, bitext.right.language: bitext.right},
            vocabulary={e.language: WordIndex(e).vocabulary for e in (bitext.left, bitext.right)},
            counterpart=counterparts(bitext),
            proven=proven_words(desk.kept_glossary(article, pair)),
        )
    return source, [*problems, *wrong]


def _of_scope(desk: Desk, source: Source, wanted: Wanted, progress: Progress) -> list[Exercise]:
    assert source.article is not None
    bitext = desk.bitext(source.article, source.pair)
    return exercises_of(wanted, source.exercises, bitext, progress, source.place)


def _due(desk: Desk, pair: Pair, progress: Progress, seed: int, tell: Tell) -> list[tuple[Source, Sequence[Exercise]]]:
    """What is due of the articles that have the most of it."""
    articles = {article.id: article for article in desk.library().articles}
    places = [
        place
        for place in due_places(str(pair), progress)
        if place in articles and {pair.known, pair.learned} <= set(articles[place].languages)
    ]
    found: list[tuple[Source, Sequence[Exercise]]] = []
    for number, place in enumerate(places):

        def part(share: float, number: int = number) -> None:
            tell((number + share) / len(places))

        part(0.0)
        source = _source(desk, articles[place], pair, progress, seed, part)
        found.append((source, due_exercises(source.exercises, progress, place)))
    return found


def count_scopes(
    desk: Desk, article: Article, pair: Pair, place: tuple[str, str], seed: int, tell: Tell
) -> dict[Scope, Counted]:
    """How many questions each scope would ask; of what is due elsewhere only the cards are counted.

    Raises ``UnreadableFile`` and ``ProgressDamaged``.
    """
    progress = desk.progress()
    source = _source(desk, article, pair, progress, seed, tell, Wanted("section", *place))
    sources = {exercise.id: source for exercise in source.exercises}
    learner = learner_of(progress, source.exercises)
    counts: dict[Scope, Counted] = {}
    for scope in SCOPES:
        if scope == "due":
            counts[scope] = Counted(due_today(str(pair), progress), count_due(str(pair), progress))
            continue
        exercises = _of_scope(desk, source, Wanted(scope, *place), progress)
        counts[scope] = Counted(_begin(exercises, sources, progress, learner=learner).total, len(exercises))
    return counts
