"""The verbs ``quiz`` and ``deck`` on the command line; the app itself is opened elsewhere."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tui_learn.cli_common import DONE, NOT_ALL, Failure, Misuse, as_json, report, say
from tui_learn.cli_library import Opening, find_article, open_folder, pair_of
from tui_learn.cli_words import glossary_for
from tui_learn.i18n import gettext as _

if TYPE_CHECKING:
    from tui_learn.bitext.glossary import Glossary
    from tui_learn.library import Article, Library, Pair
    from tui_learn.progress import Progress
    from tui_learn.quiz.decks.asking import OpenDeck
    from tui_learn.quiz.exercise import Exercise
    from tui_learn.text import Edition, Problem

QUIZ_EXAMPLES = (
    "tui-learn quiz parisuhteen-hoito --pair nb:fi",
    "tui-learn quiz --plain --count 10",
    "tui-learn quiz text.md --json --kind concept",
    "tui-learn quiz text.md --pair nb:fi --save my-deck.md",
    "tui-learn quiz --deck my-deck.md --plain",
)
DECK_EXAMPLES = ("tui-learn deck check my-deck.md", "tui-learn deck check decks/*.md --json")


def add_quiz_options(parser: argparse.ArgumentParser) -> None:
    """The options of ``quiz`` besides the article."""
    parser.add_argument("--kind", metavar="KIND", help=_("vocabulary, concept, or a code such as V5"))
    parser.add_argument("--count", type=int, metavar="N", help=_("how many exercises"))
    parser.add_argument("--seed", type=int, default=0, metavar="N", help=_("another order and other wrong answers"))
    parser.add_argument("--deck", metavar="DECK.md", help=_("only the questions of this deck; it needs no article"))
    parser.add_argument(
        "--dictionaries",
        action="store_true",
        help=_("with --json and --save: use what this machine knows of words, its dictionaries and other articles"),
    )
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--plain", action="store_true", help=_("in lines on standard input and output"))
    shape.add_argument("--json", action="store_true", help=_("every exercise as a JSON line; nothing is asked"))
    shape.add_argument("--save", metavar="DECK.md", help=_("every exercise as a deck; nothing is asked"))


def add_deck_verbs(parser: argparse.ArgumentParser) -> None:
    """What can be done with a deck."""
    verbs = parser.add_subparsers(dest="deck_verb", metavar="VERB", required=True)
    check = verbs.add_parser(
        "check",
        help=_("tell what is wrong with decks, each with file and line"),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=_("Examples:") + "\n" + "\n".join(f"  {line}" for line in DECK_EXAMPLES),
    )
    check.add_argument("decks", nargs="+", metavar="DECK.md")
    check.add_argument("--json", action="store_true", help=_("for programs"))
    check.add_argument("--debug", action="store_true", help=argparse.SUPPRESS)


# --- deck check


def run_deck(arguments: argparse.Namespace) -> int:
    """``deck check``: what is wrong with decks."""
    from tui_learn.quiz.decks.check import check_deck
    from tui_learn.text.clean import clean_line

    reports = [check_deck(Path(name)) for name in arguments.decks]
    for found in reports:
        report(found.problems)
    if arguments.json:
        print(as_json({"decks": [found.to_json() for found in reports]}))
    else:
        for found in reports:
            if found.title:
                counted = _("{items} items, {asked} of them asked").format(items=found.items, asked=found.asked)
                print(clean_line(f"{found.path}: {found.title}: {counted}"))
    return DONE if all(found.is_sound for found in reports) else NOT_ALL


# --- quiz


@dataclass(frozen=True)
class _Quiz:
    """What is to be asked, whatever the shape."""

    name: str
    """What it is called where nothing can be asked."""
    place: str
    """Where progress says the questions came from."""
    pair: Pair
    exercises: list[Exercise]
    serious: bool
    """Whether something was wrong with what was read."""
    vocabulary: Mapping[str, frozenset[str]] = field(default_factory=dict)
    editions: Mapping[str, Edition] = field(default_factory=dict)
    glossary: Glossary | None = None


def is_for_app(arguments: argparse.Namespace) -> bool:
    """Whether ``quiz`` is meant to open the app. Raises ``Misuse``."""
    _check(arguments)
    return not (arguments.json or arguments.plain or arguments.save)


def run_quiz(arguments: argparse.Namespace) -> int:
    """``quiz`` in lines, as JSON, or into a deck."""
    progress = _progress() if arguments.plain else None
    if arguments.deck is not None:
        quiz = _of_deck(arguments)
    else:
        library, article = article_to_quiz(arguments)
        if arguments.save:
            return _save(arguments, article, _of_article(arguments, library, article, None))
        quiz = _of_article(arguments, library, article, progress)
    if not quiz.exercises:
        raise Failure(_("{article}: nothing can be asked of this in {pair}").format(article=quiz.name, pair=quiz.pair))
    if progress is None:
        for exercise in quiz.exercises[: arguments.count]:
            print(as_json(exercise.to_json()))
        return NOT_ALL if quiz.serious else DONE
    return _ask_plainly(quiz, progress, arguments.count)


def _check(arguments: argparse.Namespace) -> None:
    from tui_learn.quiz.generate import CODES

    kind = arguments.kind
    if kind is not None and kind not in ("vocabulary", "concept") and kind.upper() not in CODES:
        codes = ", ".join(CODES)
        raise Misuse(_('--kind takes "vocabulary", "concept" or one of {codes}').format(codes=codes))
    if arguments.count is not None and arguments.count < 1:
        raise Misuse(_("--count takes a number from 1"))
    if arguments.save and arguments.deck:
        raise Misuse(_("--save makes a deck of an article; the questions of --deck are in one already"))


def _progress() -> Progress:
    from tui_learn.paths import progress_folder
    from tui_learn.progress import Progress

    return Progress(progress_folder())


def _of_article(arguments: argparse.Namespace, library: Library, article: Article, progress: Progress | None) -> _Quiz:
    """The questions of an article; with ``progress`` those of its decks too, and what was answered before."""
    from tui_learn.progress import ProgressDamaged
    from tui_learn.quiz.decks import beside, deck_folders
    from tui_learn.quiz.decks.asking import with_decks
    from tui_learn.quiz.generate import of_kind
    from tui_learn.quiz.of_article import quiz_of
    from tui_learn.quiz.picks import earlier_picks
    from tui_learn.quiz.scope import due_cards
    from tui_learn.quiz.wanted_parts import segments_of_cards
    from tui_learn.text import UnreadableFile

    pair = pair_of(arguments.pair, article)
    try:
        # What is printed or saved is the same on every machine, whatever dictionaries it has and whatever was learnt.
        glossary, problems = glossary_for(library, article, pair, alone=progress is None and not arguments.dictionaries)
        bitext = glossary.linked.bitext if glossary is not None else None
        also = segments_of_cards(due_cards(progress, str(pair), article.id), bitext) if progress and bitext else ()
        made = quiz_of(
            article,
            pair,
            seed=arguments.seed,
            bitext=bitext,
            also=also,
            glossary=glossary,
            picks=earlier_picks(progress, str(pair)) if progress is not None else None,
            library=library,
        )
        exercises: Sequence[Exercise] = made.exercises
        if progress is not None:
            exercises, wrong = with_decks(exercises, article, pair, deck_folders(beside(article)))
            problems = [*problems, *wrong]
        editions = {language: article.edition(language) for language in (pair.known, pair.learned)}
    except UnreadableFile as error:
        raise Failure(str(error)) from None
    except ProgressDamaged as error:
        raise Failure(str(error)) from None
    serious = report(dict.fromkeys([*made.problems, *problems]), notices=False)
    found = of_kind(exercises, arguments.kind)
    return _Quiz(article.id, article.id, pair, found, serious, made.vocabulary, editions, glossary)


def _ask_plainly(quiz: _Quiz, progress: Progress, count: int | None) -> int:
    from tui_learn.progress import ProgressDamaged, ProgressNotSaved
    from tui_learn.quiz.begin import begin_session
    from tui_learn.quiz.decks.marks import remember_keys, with_cards
    from tui_learn.quiz.decks.teaching import said_so_far, write_back
    from tui_learn.quiz.feedback import counterparts, no_counterpart, proven_words
    from tui_learn.quiz.plain import run_plain, teller

    glossary = quiz.glossary
    counterpart = counterparts(glossary.linked.bitext) if glossary is not None else no_counterpart
    problems: list[str] = []
    try:
        _ask_about_changes(quiz.exercises, progress)
        before = said_so_far(progress)
        exercises = with_cards(quiz.exercises, progress)
        session = begin_session(exercises, progress, count=count, place=quiz.place, vocabulary=quiz.vocabulary)
        if session.current is None and not session.summary().told:
            print(_("Nothing is due and nothing is new. Come back later, or name another article."))
        told = teller(quiz.editions, counterpart, proven_words(glossary))
        saved = run_plain(session, sys.stdin, sys.stdout, told=told)
        problems += write_back(exercises, before, said_so_far(progress))
        remember_keys([e for e in exercises if e.deck and progress.state(e.target) is not None], progress)
    except ProgressDamaged as error:
        raise Failure(str(error)) from None
    except ProgressNotSaved as error:
        problems.append(str(error))
        saved = False
    finally:
        progress.close()
    for message in problems:
        say(message)
    return DONE if saved and not quiz.serious and not problems else NOT_ALL


def _ask_about_changes(exercises: Sequence[Exercise], progress: Progress) -> None:
    """Where the answer of a deck is no longer what was learnt, a person may begin its card anew.

    Raises ``ProgressNotSaved``.
    """
    from tui_learn.quiz.decks.marks import changed_keys, remember_keys
    from tui_learn.quiz.decks.teaching import edit_line, item_id_of

    changed = changed_keys(exercises, progress)
    anew = set()
    for exercise in changed:
        line = edit_line(Path(exercise.deck), item_id_of(exercise))
        message = _("{deck}:{line}: the answer is another than the one you learnt: {key}")
        say(message.format(deck=exercise.deck, line=line, key=exercise.key))
        if sys.stdin.isatty() and sys.stdout.isatty():
            print(_("Learn it anew? [y/n] "), end="", flush=True)
            if sys.stdin.readline().strip().lower() in ("y", "yes", _("y")):
                anew.add(exercise.id)
    remember_keys(changed, progress, anew=anew)


# --- a deck


def _of_deck(arguments: argparse.Namespace) -> _Quiz:
    """The questions of one deck, with its article where that can be found."""
    from tui_learn.library import BadPair, Pair, parse_pair
    from tui_learn.quiz.decks.asking import default_pair_of, exercises_of
    from tui_learn.quiz.generate import of_kind
    from tui_learn.quiz.words import WordIndex
    from tui_learn.text import UnreadableFile

    opened, problems = _open_deck(arguments.deck)
    article = _article_of_deck(arguments, opened)
    try:
        pair = parse_pair(arguments.pair) if arguments.pair is not None else default_pair_of(opened)
    except BadPair as error:
        raise Misuse(str(error)) from None
    except ValueError as error:
        report(problems)
        raise Failure(f"{arguments.deck}: {error}") from None
    if arguments.pair is None and len(opened.deck.langs) > 2:
        say(_("no --pair was given: {pair} is used").format(pair=pair))
    assert isinstance(pair, Pair)
    try:
        exercises, wrong = exercises_of(opened, pair, article)
        both = dict.fromkeys([pair.known, pair.learned])
        editions = {
            language: article.edition(language) for language in both if article and language in article.languages
        }
    except UnreadableFile as error:
        raise Failure(str(error)) from None
    serious = report(dict.fromkeys([*problems, *wrong]), notices=False)
    vocabulary = {language: WordIndex(edition).vocabulary for language, edition in editions.items()}
    place = article.id if article is not None else f"deck/{opened.deck.name}"
    found = of_kind(exercises, arguments.kind)
    return _Quiz(str(arguments.deck), place, pair, found, serious, vocabulary, editions)


def _open_deck(name: str) -> tuple[OpenDeck, list[Problem]]:
    from tui_learn.quiz.decks.asking import open_deck

    opened, problems = open_deck(Path(name))
    if opened is None:
        report(problems[:-1])
        raise Failure(str(problems[-1]))
    return opened, problems


def _article_of_deck(arguments: argparse.Namespace, opened: OpenDeck) -> Article | None:
    deck = opened.deck
    if arguments.article is not None:
        _library, article = find_article(arguments.article, arguments.library)
        if (deck.article or deck.source) and not deck.is_about(article):
            message = _("{deck}: this deck is not about {article}; leave the article out, or name its own")
            raise Failure(message.format(deck=arguments.deck, article=article.id))
        return article
    if not (deck.article or deck.source):
        return None
    library = open_folder(arguments.library)
    return next((article for article in library.articles if deck.is_about(article)), None)


def _save(arguments: argparse.Namespace, article: Article, quiz: _Quiz) -> int:
    from tui_learn.quiz.decks.patching import DeckNotKept
    from tui_learn.quiz.decks.saving import NotOurs, about_article, save_deck

    if not quiz.exercises:
        raise Failure(_("{article}: nothing can be asked of this in {pair}").format(article=quiz.name, pair=quiz.pair))
    about = about_article(article, quiz.pair, arguments.seed)
    try:
        saved = save_deck(Path(arguments.save), quiz.exercises[: arguments.count], about)
    except (NotOurs, DeckNotKept) as error:
        raise Failure(str(error)) from None
    for message in saved.unwritable:
        say(message)
    told = _("{deck}: {new} new, {changed} changed, {kept} kept as you edited them, {removed} left out")
    say(told.format(deck=arguments.save, new=saved.new, changed=saved.changed, kept=saved.kept, removed=saved.removed))
    return NOT_ALL if quiz.serious or saved.unwritable else DONE


# --- where to begin


def article_to_quiz(arguments: argparse.Namespace) -> tuple[Library, Article]:
    """The article that was named, else the first that is there in both languages."""
    if arguments.article is not None:
        return find_article(arguments.article, arguments.library)
    library = open_folder(arguments.library)
    if not library.articles:
        report(library.problems)
        raise Failure(_("there is no article to ask about"))
    wanted = set()
    if arguments.pair is not None:
        from tui_learn.library import BadPair, parse_pair

        try:
            pair = parse_pair(arguments.pair)
        except BadPair as error:
            raise Misuse(str(error)) from None
        wanted = {pair.known, pair.learned}
    fitting = [article for article in library.articles if wanted <= set(article.languages)]
    return library, (fitting or library.articles)[0]


def opening_of(arguments: argparse.Namespace) -> Opening:
    """Where a quiz in the app begins: at an article, or at a deck."""
    if arguments.deck is not None:
        opened, _problems = _open_deck(arguments.deck)
        article = _article_of_deck(arguments, opened)
        return None, article, _of_deck(arguments).pair if arguments.pair else None
    library, found = article_to_quiz(arguments)
    return library, found, pair_of(arguments.pair, found) if arguments.pair else None
