"""Every verb of the command line on one page.

Importing this module imports no room: a verb imports what it needs, and only the app imports Textual.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn, TextIO

from tui_learn import __version__, cli_quiz
from tui_learn.cli_align import run_align
from tui_learn.cli_common import DONE, NOT_ALL, USAGE, Failure, Misuse, as_json, report, say
from tui_learn.cli_library import open_folder
from tui_learn.cli_progress import (
    BACKUP_EXAMPLES,
    MERGE_EXAMPLES,
    RESTORE_EXAMPLES,
    STATS_EXAMPLES,
    add_backup_options,
    add_merge_options,
    add_restore_options,
    add_stats_options,
    run_backup,
    run_merge,
    run_restore,
    run_stats,
)
from tui_learn.cli_quiz import DECK_EXAMPLES, QUIZ_EXAMPLES, add_deck_verbs, add_quiz_options, run_deck
from tui_learn.cli_repairs import EXAMPLES, add_repair_options
from tui_learn.cli_words import add_glossary_options, add_word_options, run_glossary
from tui_learn.format_names import ALIGN_FORMATS
from tui_learn.i18n import gettext as _

VERBS = (
    "list", "read", "quiz", "deck", "align", "glossary", "stats", "backup", "restore", "merge", "doctor",
)  # fmt: skip


# --- the verbs


def run_list(arguments: argparse.Namespace) -> int:
    """``list``: articles, languages, grouping, problems."""
    from tui_learn.text.clean import clean_text

    library = open_folder(arguments.library)
    if arguments.json:
        articles = [
            {
                "id": article.id,
                "titles": {edition.language: edition.title for edition in article.editions},
                "grouping": article.grouping,
                "editions": [
                    {
                        "path": edition.path,
                        "language": edition.language,
                        "language_from": edition.language_from,
                        "confidence": edition.confidence,
                        "words": edition.words,
                    }
                    for edition in article.editions
                ],
            }
            for article in library.articles
        ]
        problems = [
            {"severity": p.severity, "path": p.path, "line": p.line, "message": p.message} for p in library.problems
        ]
        print(as_json({"articles": articles, "problems": problems}))
    else:
        for article in library.articles:
            mark = {"probable": _(" (probably one article)")}.get(article.grouping, "")
            print(f"{article.id}{mark}")
            for edition in article.editions:
                doubt = "?" if edition.language_from == "unknown" else ""
                line = f"{edition.language + doubt:8} {edition.words:7}  {edition.title}  [{edition.path}]"
                print("  " + clean_text(line).replace("\n", " "))
        if not library.articles:
            say(_("no article was found"))
    serious = report(library.problems)
    return NOT_ALL if serious else DONE


def run_quiz(arguments: argparse.Namespace) -> int:
    """``quiz``: in the app, in lines, as JSON, or into a deck."""
    if cli_quiz.is_for_app(arguments):
        return _open_app(arguments, quiz=True)
    return cli_quiz.run_quiz(arguments)


def run_read(arguments: argparse.Namespace) -> int:
    """``read``: the app at an article."""
    return _open_app(arguments, quiz=False)


def _open_app(arguments: argparse.Namespace, *, quiz: bool) -> int:
    start = cli_quiz.opening_of(arguments, quiz=quiz)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        hint = _(' ("quiz --plain" works without one)') if quiz else ""
        raise Failure(_("the app needs a terminal{hint}").format(hint=hint))
    from tui_learn.app import Start, run

    deck = getattr(arguments, "deck", None)
    return run(
        Start(
            library=arguments.library,
            opened=start.library,
            article=start.article.id if start.article else None,
            pair=start.pair,
            quiz=quiz,
            kind=getattr(arguments, "kind", None),
            count=getattr(arguments, "count", None),
            seed=getattr(arguments, "seed", 0),
            deck=Path(deck) if deck is not None else None,
            welcome=getattr(arguments, "welcome", False),
        )
    )


def run_app(arguments: argparse.Namespace) -> int:
    """The bare command: the app at the library; a file is opened for reading."""
    if arguments.library is not None:
        path = Path(arguments.library)
        if not path.exists():
            import difflib

            like = difflib.get_close_matches(arguments.library, VERBS, 1)
            hint = _('; did you mean "{verb}"?').format(verb=like[0]) if like else ""
            raise Failure(f"{arguments.library}: " + _("there is no such folder; check the name") + hint)
        if path.is_file():
            arguments.article, arguments.library = str(path), None
    arguments.welcome = True
    return _open_app(arguments, quiz=False)


def run_doctor(arguments: argparse.Namespace) -> int:
    """``doctor``: versions, folders, repairs, and what is wrong."""
    from tui_learn.bar import progress_bar
    from tui_learn.bitext.repair_store import RepairsNotKept
    from tui_learn.cli_repairs import forget_orphans
    from tui_learn.doctor import examine
    from tui_learn.text.clean import clean_text

    library = open_folder(arguments.library)
    with progress_bar(_("reading dictionaries")) as progress:
        diagnosis = examine(library, progress, named=arguments.library is not None)
    try:
        if arguments.forget_orphans:
            diagnosis, message = forget_orphans(diagnosis)
            say(message)
    except RepairsNotKept as error:
        raise Failure(str(error)) from None
    if arguments.json:
        print(as_json(diagnosis.to_json()))
    else:
        for line in diagnosis.lines():
            print(clean_text(line).replace("\n", " "))
    return NOT_ALL if report(diagnosis.problems) else DONE


# --- reading the command line


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Misuse(message)


def _examples(*lines: str) -> str:
    return _("Examples:") + "\n" + "\n".join(f"  {line}" for line in lines)


def _add_article(parser: argparse.ArgumentParser, *, optional: bool = False) -> None:
    parser.add_argument(
        "article",
        nargs="?" if optional else None,
        metavar="ARTICLE",
        help=_("an id from `tui-learn list`, a unique part of a title, or a path"),
    )
    parser.add_argument("--library", metavar="FOLDER", help=_("look for the article in this folder"))
    parser.add_argument("--pair", metavar="KNOWN:LEARNED", help=_("the two languages, for example nb:fi"))


def make_parser() -> argparse.ArgumentParser:
    """The parser of every verb."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = _Parser(
        prog="tui-learn",
        formatter_class=raw,
        description=_("Read articles side by side in two languages, and be quizzed on what you read."),
        usage="tui-learn [LIBRARY]\n       tui-learn {" + ",".join(VERBS) + "} ...",
        epilog=_examples("tui-learn", "tui-learn ~/articles", "tui-learn read parisuhteen-hoito --pair nb:fi")
        + "\n\n"
        + _("A folder named like a verb is written ./list."),
    )
    parser.add_argument("--version", action="version", version=f"tui-learn {__version__}")
    parser.add_argument("--debug", action="store_true", help=argparse.SUPPRESS)
    common = _Parser(add_help=False)
    common.add_argument("--debug", action="store_true", help=_("show the traceback of an error"))
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", parser_class=_Parser)

    def verb(name: str, help_text: str, run: Callable[[argparse.Namespace], int], *lines: str) -> _Parser:
        made: _Parser = verbs.add_parser(
            name,
            help=help_text,
            description=help_text,
            formatter_class=raw,
            epilog=_examples(*lines),
            parents=[common],
        )
        made.set_defaults(run=run)
        return made

    listing = verb("list", _("Show articles, their languages, and problems."), run_list,
                   "tui-learn list", "tui-learn list ~/articles --json")  # fmt: skip
    listing.add_argument("library", nargs="?", metavar="LIBRARY", help=_("a folder, read recursively"))
    listing.add_argument("--json", action="store_true", help=_("for programs"))

    reading = verb("read", _("Open the app at an article."), run_read,
                   "tui-learn read parisuhteen-hoito --pair nb:fi", "tui-learn read text.md")  # fmt: skip
    _add_article(reading)

    quiz = verb("quiz", _("Be quizzed on an article, in the app or in lines."), run_quiz, *QUIZ_EXAMPLES)
    _add_article(quiz, optional=True)
    add_quiz_options(quiz)

    deck = verb("deck", _("Look over decks of questions."), run_deck, *DECK_EXAMPLES)
    add_deck_verbs(deck)

    align = verb("align", _("Align the sentences of two files."), run_align,
                 "tui-learn align a.fi.md a.nb.md", "tui-learn align a.txt b.txt --presplit --format json",
                 "tui-learn align a.fi.md a.nb.md --format html > side-by-side.html", *EXAMPLES)  # fmt: skip
    align.add_argument("left", metavar="LEFT")
    align.add_argument("right", metavar="RIGHT")
    align.add_argument(
        "--format",
        choices=ALIGN_FORMATS,
        default=ALIGN_FORMATS[0],
        help=_(
            "sentence numbers (ladder), for programs (json), a table, a translation memory, a page to read, "
            "or word links (pharaoh)"
        ),
    )
    align.add_argument(
        "--presplit", action="store_true", help=_("one sentence a line, an empty line between paragraphs")
    )
    add_word_options(align)
    add_repair_options(align)

    glossary = verb("glossary", _("Show which words of an article answer each other, and how sure that is."),
                    run_glossary, "tui-learn glossary parisuhteen-hoito --pair nb:fi",
                    "tui-learn glossary parisuhteen-hoito --pair nb:fi --all --tsv > words.tsv")  # fmt: skip
    _add_article(glossary)
    add_glossary_options(glossary)

    add_stats_options(verb("stats", _("Show progress in numbers."), run_stats, *STATS_EXAMPLES))
    add_backup_options(verb("backup", _("Write all of your progress into one file."), run_backup, *BACKUP_EXAMPLES))
    restoring = _("Make your progress what it was when a backup was made; what is there now is moved beside it.")
    add_restore_options(verb("restore", restoring, run_restore, *RESTORE_EXAMPLES))
    merging = _("Take in what another folder of progress knows; nothing is ever removed.")
    add_merge_options(verb("merge", merging, run_merge, *MERGE_EXAMPLES))

    doctor = verb("doctor", _("Show versions and folders, what is damaged, and what to do about it."), run_doctor,
                  "tui-learn doctor", "tui-learn doctor ~/articles --json",
                  "tui-learn doctor ~/articles --forget-orphans")  # fmt: skip
    doctor.add_argument("library", nargs="?", metavar="LIBRARY", help=_("a folder, read recursively"))
    doctor.add_argument(
        "--forget-orphans",
        action="store_true",
        help=_("drop the repairs of these articles that have no effect; a dated file beside the others keeps them"),
    )
    doctor.add_argument("--json", action="store_true", help=_("for programs"))
    return parser


def _parse(words: Sequence[str]) -> argparse.Namespace:
    first = next((word for word in words if not word.startswith("-")), None)
    if first in VERBS or any(word in ("-h", "--help", "--version") for word in words):
        arguments = make_parser().parse_args(words)
        if arguments.verb is not None:
            return arguments
    bare = _Parser(prog="tui-learn", usage="tui-learn [LIBRARY]", add_help=False)
    bare.add_argument("library", nargs="?")
    bare.add_argument("--debug", action="store_true")
    arguments = bare.parse_args(words)
    arguments.run, arguments.article, arguments.pair = run_app, None, None
    return arguments


def _fill_closed_streams() -> None:
    """A stream the caller has closed is an empty one: nothing to read, and nobody to read what is written."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115 - it lives as long as the program
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def _make_streams_safe(*streams: TextIO) -> None:
    """UTF-8 in and out, whatever the locale; what cannot be shown never stops the program."""
    for stream in streams:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def main(words: Sequence[str] | None = None) -> int:
    """Run a command line; returns the exit code."""
    words = sys.argv[1:] if words is None else words
    _fill_closed_streams()
    _make_streams_safe(sys.stdin, sys.stdout, sys.stderr)
    try:
        arguments = _parse(words)
        code: int = arguments.run(arguments)
        sys.stdout.flush()
        return code
    except Misuse as error:
        say(f"tui-learn: {error}")
        say(_('"tui-learn --help" shows what there is'))
        return USAGE
    except Failure as error:
        say(error)
        return NOT_ALL
    except BrokenPipeError:
        # The reader (head, less) has gone: that is its right.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if "--debug" in words:
            raise
        if isinstance(error, OSError) and error.filename is None and error.errno in (errno.ENOSPC, errno.EIO):
            with contextlib.suppress(OSError):
                sys.stdout.close()  # or Python would try once more to write what is left, and complain
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
            say(_("the output could not be written: {reason}").format(reason=error.strerror))
            return NOT_ALL
        say(f"tui-learn: {type(error).__name__}: {error}")
        say(_("this is an error of the program; --debug shows where it happened"))
        return NOT_ALL
