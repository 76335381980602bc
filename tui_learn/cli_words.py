"""Words on the command line: the verb ``glossary``, and the word links of ``align``."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from tui_learn.cli_common import DONE, NOT_ALL, Failure, Misuse, as_json, report
from tui_learn.cli_library import find_article, pair_of
from tui_learn.i18n import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_learn.bitext import Bead
    from tui_learn.bitext.bead_words import BeadWords
    from tui_learn.bitext.glossary import Glossary, GlossaryPair
    from tui_learn.exchange.alignment import Side
    from tui_learn.library import Article, Library, Pair
    from tui_learn.text import Problem


def add_word_options(parser: argparse.ArgumentParser) -> None:
    """The options of ``align`` that are about words."""
    group = parser.add_argument_group(_("words"))
    group.add_argument("--words", action="store_true", help=_("word links too, with --format json"))
    _add_dictionaries(group)


def _add_dictionaries(parser: argparse._ActionsContainer) -> None:
    parser.add_argument(
        "--no-dictionaries", action="store_true", help=_("from the texts alone, without the dictionaries there are")
    )


def add_glossary_options(parser: argparse.ArgumentParser) -> None:
    """The options of ``glossary``."""
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help=_("for programs"))
    shape.add_argument("--tsv", action="store_true", help=_("a table for other programs"))
    parser.add_argument("--all", action="store_true", help=_("every pair with its confidence, not only what is proven"))
    parser.add_argument("--no-curated", action="store_true", help=_("without the terms people wrote down in decks"))
    _add_dictionaries(parser)


def wants_words(arguments: argparse.Namespace) -> bool:
    """Whether ``align`` was asked for word links. Raises ``Misuse`` where the format has no place for them."""
    if arguments.words and arguments.format not in ("json", "pharaoh"):
        raise Misuse(_("--words goes with --format json; --format pharaoh has word links alone"))
    return bool(arguments.format == "pharaoh" or (arguments.words and arguments.format == "json"))


def link_words(
    sides: tuple[Side, Side], beads: Sequence[Bead], *, use_dictionaries: bool
) -> tuple[tuple[BeadWords, ...], list[Problem]]:
    """The word links of two aligned texts, and what is wrong with the dictionaries."""
    from tui_learn.bar import progress_bar
    from tui_learn.bitext.bead_words import bead_words
    from tui_learn.bitext.dictionaries import Dictionaries, find_dictionaries
    from tui_learn.paths import cache_folder

    dictionaries: Dictionaries | None = None
    problems: list[Problem] = []
    if use_dictionaries:
        files, problems = find_dictionaries()
        if files:
            with progress_bar(_("reading dictionaries")) as progress:
                dictionaries = Dictionaries(files, cache_folder(), progress=progress)
            problems += dictionaries.problems
    left, right = sides
    languages = _language(left), _language(right)
    return bead_words(left.sentences, right.sentences, beads, languages, dictionaries), problems


def _language(side: Side) -> str:
    """The language of a side; sentences of unknown language are listened to."""
    from tui_learn.text.detect import detect_language
    from tui_learn.text.languages import UNKNOWN

    return side.language if side.language != UNKNOWN else detect_language(" ".join(side.sentences)).language


def glossary_for(
    library: Library,
    article: Article,
    pair: Pair,
    *,
    with_dictionaries: bool = True,
    with_curated: bool = True,
    alone: bool = False,
) -> tuple[Glossary | None, list[Problem]]:
    """The glossary of an article, and what is wrong with what it rests on; None for one language.

    ``alone`` leaves out all that differs from machine to machine: dictionaries, other articles, what the learner said.

    Raises ``UnreadableFile``.
    """
    from tui_learn.bar import progress_bar
    from tui_learn.bitext.repair_store import RepairStore
    from tui_learn.bitext.verdicts import VerdictStore
    from tui_learn.paths import repairs_folder, verdicts_folder
    from tui_learn.quiz.glossaries import glossary_of

    if pair.known == pair.learned:
        return None, []
    verdicts = VerdictStore(verdicts_folder())
    problems = list(verdicts.read(pair.known, pair.learned)[1])
    with progress_bar(_("linking words")) as progress:
        glossary = glossary_of(
            article,
            pair,
            store=RepairStore(repairs_folder()),
            verdicts=None if alone else verdicts,
            library=None if alone else library,
            with_dictionaries=with_dictionaries and not alone,
            with_curated=with_curated,
            report=problems.append,
            progress=progress,
        )
    return glossary, problems


def run_glossary(arguments: argparse.Namespace) -> int:
    """``glossary``: which words of an article answer each other."""
    from tui_learn.text import UnreadableFile

    library, article = find_article(arguments.article, arguments.library)
    pair = pair_of(arguments.pair, article)
    try:
        glossary, problems = glossary_for(
            library,
            article,
            pair,
            with_dictionaries=not arguments.no_dictionaries,
            with_curated=not arguments.no_curated,
        )
    except UnreadableFile as error:
        raise Failure(str(error)) from None
    if glossary is None:
        message = _("a glossary needs two languages; name them with --pair, for example nb:fi")
        raise Misuse(message) if arguments.pair is not None else Failure(message)
    pairs = glossary.pairs if arguments.all else glossary.proven
    if arguments.json:
        print(as_json([_as_data(found, glossary) for found in pairs]))
    else:
        for line in _table(pairs, tabs=arguments.tsv):
            print(line)
    serious = report(dict.fromkeys(problems))
    if not pairs and not arguments.json:
        raise Failure(_("{article}: no pair of words is proven in {pair}; --all shows all").format(
            article=article.id, pair=pair))  # fmt: skip
    return NOT_ALL if serious else DONE


def _as_data(pair: GlossaryPair, glossary: Glossary) -> dict[str, Any]:
    """The contract's shape."""
    left, right = glossary.linked.left, glossary.linked.right
    sentences = []
    for place in pair.places:
        here = left.edition.sentences[left.words[place.left[0]].sentence].id
        there = right.edition.sentences[right.words[place.right[0]].sentence].id
        sentences.append([here, there])
    return {
        "left": pair.left,
        "right": pair.right,
        "confidence": pair.confidence,
        "proven": pair.is_proven,
        "evidence": list(pair.evidence),
        "left_forms": list(pair.left_forms),
        "right_forms": list(pair.right_forms),
        "sentences": sentences,
    }


def _table(pairs: Sequence[GlossaryPair], *, tabs: bool) -> list[str]:
    """A pair a line: the two words, confidence, whether it is proven, evidence."""
    from tui_learn.text.clean import clean_line

    rows = [
        (
            clean_line(pair.left),
            clean_line(pair.right),
            f"{pair.confidence:.2f}",
            ("proven" if tabs else _("proven")) if pair.is_proven else "-",
            ", ".join(pair.evidence),
        )
        for pair in pairs
    ]
    if tabs:
        return ["\t".join(row) for row in rows]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(4)]
    if not sys.stdout.isatty():
        widths = [min(width, 40) for width in widths]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, [*widths, 0], strict=True)).rstrip() for row in rows
    ]
