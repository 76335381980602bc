"""The questions of decks: those about an article, or of one deck alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tui_learn.i18n import gettext as _
from tui_learn.i18n import ngettext
from tui_learn.library import Pair
from tui_learn.quiz.decks.authored import ask
from tui_learn.quiz.decks.folders import deck_files
from tui_learn.quiz.decks.front import Deck, HasHashes
from tui_learn.quiz.decks.items import DeckItem
from tui_learn.quiz.decks.marks import is_edited
from tui_learn.quiz.decks.reading import read_items
from tui_learn.quiz.decks.to_exercise import exercise_of, is_exact
from tui_learn.quiz.exercise import Exercise
from tui_learn.quiz.flaws import flaws
from tui_learn.text import Edition
from tui_learn.text.problems import Problem

EVERY = 4
"""Generated questions before each that a person wrote: about as many of both ask what the article says."""
UNANSWERABLE = frozenset({"F01", "F02", "F07", "F19", "F20", "F32"})
"""Flaws with which nobody could answer; of others the author is told, and it is asked all the same."""


class HasEditions(HasHashes, Protocol):
    """An article."""

    @property
    def languages(self) -> tuple[str, ...]: ...

    def edition(self, language: str) -> Edition: ...


@dataclass(frozen=True, slots=True)
class OpenDeck:
    """A deck with its items."""

    path: Path
    deck: Deck
    items: tuple[DeckItem, ...]

    @property
    def asked(self) -> tuple[DeckItem, ...]:
        """The items that may be asked."""
        return tuple(item for item in self.items if item.status == "ok" and item.kind != "pair")


def open_deck(path: Path) -> tuple[OpenDeck | None, list[Problem]]:
    """A deck with its items; None where the file is none. And everything that is wrong with it."""
    deck, items, problems = read_items(path)
    return (OpenDeck(path, deck, tuple(items)) if deck is not None else None), problems


def decks_about(article: HasHashes, folders: Iterable[Path]) -> tuple[list[OpenDeck], list[Problem]]:
    """The decks in these folders that are about an article, and what is wrong with them."""
    found: list[OpenDeck] = []
    problems: list[Problem] = []
    for path in deck_files(folders):
        opened, wrong = open_deck(path)
        if opened is None or opened.deck.is_about(article):
            problems += wrong
        if opened is not None and opened.deck.is_about(article):
            found.append(opened)
    return found, problems


def deck_exercises(article: HasEditions, pair: Pair, folders: Iterable[Path]) -> tuple[list[Exercise], list[Problem]]:
    """The questions of every deck about an article for a pair of languages, and what is wrong with those decks.

    Raises ``UnreadableFile`` when a file of the article has gone bad.
    """
    decks, problems = decks_about(article, folders)
    exercises: list[Exercise] = []
    for opened in decks:
        made, wrong = exercises_of(opened, pair, article)
        exercises += made
        problems += wrong
    return exercises, problems


def exercises_of(
    opened: OpenDeck, pair: Pair, article: HasEditions | None = None
) -> tuple[list[Exercise], list[Problem]]:
    """The questions of one deck for a pair; ``article`` gives the sentences they rest on."""
    editions: Mapping[str, Edition] = {}
    if article is not None:
        languages = dict.fromkeys([pair.known, pair.learned])
        editions = {language: article.edition(language) for language in languages if language in article.languages}
    exercises: list[Exercise] = []
    problems: list[Problem] = []
    stale: list[DeckItem] = []
    for item in opened.asked:
        made, wrong = _asked(opened, item, pair, editions)
        problems += wrong
        for exercise in made:
            if is_exact(item) and not is_edited(item) and _is_stale(exercise, editions):
                stale.append(item)
            elif not any(flaw.code in UNANSWERABLE and flaw.severity == "error" for flaw in flaws(exercise)):
                exercises.append(exercise)
    if stale:
        message = ngettext(
            "{count} question rests on a sentence that has changed; save the deck anew",
            "{count} questions rest on sentences that have changed; save the deck anew",
            len(stale),
        )
        problems.append(Problem("notice", str(opened.path), stale[0].line, message.format(count=len(stale))))
    return exercises, problems


def _asked(
    opened: OpenDeck, item: DeckItem, pair: Pair, editions: Mapping[str, Edition]
) -> tuple[list[Exercise], list[Problem]]:
    if not is_exact(item):
        return ask(item, opened.deck, pair, editions), []
    if item.get("pair") != str(pair):
        return [], []
    try:
        return [exercise_of(item, seed=opened.deck.seed, deck=str(opened.path))], []
    except ValueError as error:
        return [], [Problem("error", str(opened.path), item.line, str(error))]


def _is_stale(exercise: Exercise, editions: Mapping[str, Edition]) -> bool:
    """Whether a sentence a question rests on is no longer in its article."""
    for piece in exercise.evidence:
        edition = editions.get(piece.lang)
        sentence = edition.sentence(piece.seg) if edition is not None else None
        if edition is not None and (sentence is None or sentence.text != piece.text):
            return True
    return False


def with_decks(
    generated: Sequence[Exercise], article: HasEditions, pair: Pair, folders: Iterable[Path]
) -> tuple[list[Exercise], list[Problem]]:
    """Generated questions and those of decks together: what a deck has of the generated ones, it has the say over.

    What people wrote stands among the others, one behind each few.
    """
    decks, problems = decks_about(article, folders)
    taken = {item.id for opened in decks for item in opened.items if is_exact(item)}
    own: list[Exercise] = []
    for opened in decks:
        made, wrong = exercises_of(opened, pair, article)
        own += made
        problems += wrong
    names = {exercise.id for exercise in own}
    own = list({exercise.id: exercise for exercise in own}.values())
    rest = [exercise for exercise in generated if exercise.id not in taken and exercise.id not in names]
    mixed: list[Exercise] = []
    for number, exercise in enumerate(rest, start=1):
        mixed.append(exercise)
        if number % EVERY == 0 and own:
            mixed.append(own.pop(0))
    return [*mixed, *own], problems


def exercise_from(
    path: Path, exercise_id: str, pair: Pair, article: HasEditions | None = None
) -> tuple[Exercise | None, list[Problem]]:
    """One question of a deck as it stands there now, None where it can no longer be asked; and what is wrong there."""
    opened, problems = open_deck(path)
    if opened is None:
        return None, problems
    made, wrong = exercises_of(opened, pair, article)
    return next((exercise for exercise in made if exercise.id == exercise_id), None), [*problems, *wrong]


def pairs_of(deck: Deck) -> list[Pair]:
    """The pairs a deck may be asked in, the likeliest first: known first, as its languages are listed."""
    langs = deck.langs
    both = [Pair(known, learned) for known in langs for learned in langs if known != learned]
    return [*both, *(Pair(language, language) for language in langs)]


def default_pair_of(opened: OpenDeck) -> Pair:
    """The pair of a deck where nobody names one: the first in which it asks anything. Raises ``ValueError``."""
    named = [item.get("pair").partition(":") for item in opened.asked if is_exact(item)]
    pairs = [Pair(known, learned) for known, _colon, learned in named[:1]] + pairs_of(opened.deck)
    for pair in pairs:
        if exercises_of(opened, pair)[0]:
            return pair
    raise ValueError(_("nothing in this deck can be asked; “deck check” says why"))
