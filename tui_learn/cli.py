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

from tui_learn import __version__
from tui_learn.cli_common import DONE, NOT_ALL, USAGE, Failure, Misuse, as_json, report, say
from tui_learn.cli_library import Opening, find_article, open_folder, pair_of
from tui_learn.i18n import gettext as _

Run = Callable[[argparse.Namespace], int]


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
    from tui_learn import cli_quiz

    if cli_quiz.is_for_app(arguments):
        return _open_app(arguments, cli_quiz.opening_of(arguments), quiz=True)
    return cli_quiz.run_quiz(arguments)


def run_read(arguments: argparse.Namespace) -> int:
    """``read``: the app at an article."""
    library, article = find_article(arguments.article, arguments.library)
    return _open_app(arguments, (library, article, pair_of(arguments.pair, article) if arguments.pair else None))


def _open_app(arguments: argparse.Namespace, opening: Opening = (None, None, None), *, quiz: bool = False) -> int:
    library, article, pair = opening
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        hint = _(' ("quiz --plain" works without one)') if quiz else ""
        raise Failure(_("the app needs a terminal{hint}").format(hint=hint))
    from tui_learn.app import Start, run

    deck = getattr(arguments, "deck", None)
    return run(
        Start(
            library=arguments.library,
            opened=library,
            article=article.id if article else None,
            pair=pair,
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
            return run_read(arguments)
    arguments.welcome = True
    return _open_app(arguments)


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


class _Verbs:
    """The parser of verbs while it is being built."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self._verbs = parser.add_subparsers(dest="verb", metavar="VERB", parser_class=_Parser)
        self._common = _Parser(add_help=False)
        self._common.add_argument("--debug", action="store_true", help=_("show the traceback of an error"))

    def add(self, name: str, help_text: str, run: Run, *lines: str) -> _Parser:
        """A verb with examples of its use."""
        made: _Parser = self._verbs.add_parser(
            name,
            help=help_text,
            description=help_text,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            epilog=_examples(*lines),
            parents=[self._common],
        )
        made.set_defaults(run=run)
        return made


def _add_list(verbs: _Verbs) -> None:
    listing = verbs.add("list", _("Show articles, their languages, and problems."), run_list,
                        "tui-learn list", "tui-learn list ~/articles --json")  # fmt: skip
    listing.add_argument("library", nargs="?", metavar="LIBRARY", help=_("a folder, read recursively"))
    listing.add_argument("--json", action="store_true", help=_("for programs"))


def _add_read(verbs: _Verbs) -> None:
    _add_article(verbs.add("read", _("Open the app at an article."), run_read,
                           "tui-learn read parisuhteen-hoito --pair nb:fi", "tui-learn read text.md"))  # fmt: skip


def _add_quiz(verbs: _Verbs) -> None:
    from tui_learn.cli_quiz import QUIZ_EXAMPLES, add_quiz_options

    quiz = verbs.add("quiz", _("Be quizzed on an article, in the app or in lines."), run_quiz, *QUIZ_EXAMPLES)
    _add_article(quiz, optional=True)
    add_quiz_options(quiz)


def _add_deck(verbs: _Verbs) -> None:
    from tui_learn.cli_quiz import DECK_EXAMPLES, add_deck_verbs, run_deck

    add_deck_verbs(verbs.add("deck", _("Look over decks of questions."), run_deck, *DECK_EXAMPLES))


def _add_align(verbs: _Verbs) -> None:
    from tui_learn.cli_align import run_align
    from tui_learn.cli_repairs import EXAMPLES, add_repair_options
    from tui_learn.cli_words import add_word_options
    from tui_learn.format_names import ALIGN_FORMATS

    align = verbs.add("align", _("Align the sentences of two files."), run_align,
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


def _add_glossary(verbs: _Verbs) -> None:
    from tui_learn.cli_words import add_glossary_options, run_glossary

    glossary = verbs.add("glossary", _("Show which words of an article answer each other, and how sure that is."),
                         run_glossary, "tui-learn glossary parisuhteen-hoito --pair nb:fi",
                         "tui-learn glossary parisuhteen-hoito --pair nb:fi --all --tsv > words.tsv")  # fmt: skip
    _add_article(glossary)
    add_glossary_options(glossary)


def _add_search(verbs: _Verbs) -> None:
    from tui_learn.cli_search import SEARCH_EXAMPLES, add_search_options, run_search

    add_search_options(verbs.add("search", _("Find words in all articles, with both sides of each hit."), run_search,
                                 *SEARCH_EXAMPLES))  # fmt: skip


def _add_stats(verbs: _Verbs) -> None:
    from tui_learn.cli_progress import STATS_EXAMPLES, add_stats_options, run_stats

    add_stats_options(verbs.add("stats", _("Show progress in numbers."), run_stats, *STATS_EXAMPLES))


def _add_backup(verbs: _Verbs) -> None:
    from tui_learn.cli_progress import BACKUP_EXAMPLES, add_backup_options, run_backup

    add_backup_options(verbs.add("backup", _("Write all of your progress into one file."), run_backup,
                                 *BACKUP_EXAMPLES))  # fmt: skip


def _add_restore(verbs: _Verbs) -> None:
    from tui_learn.cli_progress import RESTORE_EXAMPLES, add_restore_options, run_restore

    told = _("Make your progress what it was when a backup was made; what is there now is moved beside it.")
    add_restore_options(verbs.add("restore", told, run_restore, *RESTORE_EXAMPLES))


def _add_merge(verbs: _Verbs) -> None:
    from tui_learn.cli_progress import MERGE_EXAMPLES, add_merge_options, run_merge

    told = _("Take in what another folder of progress knows; nothing is ever removed.")
    add_merge_options(verbs.add("merge", told, run_merge, *MERGE_EXAMPLES))


def _add_doctor(verbs: _Verbs) -> None:
    doctor = verbs.add("doctor", _("Show versions and folders, what is damaged, and what to do about it."), run_doctor,
                       "tui-learn doctor", "tui-learn doctor ~/articles --json",
                       "tui-learn doctor ~/articles --forget-orphans")  # fmt: skip
    doctor.add_argument("library", nargs="?", metavar="LIBRARY", help=_("a folder, read recursively"))
    doctor.add_argument(
        "--forget-orphans",
        action="store_true",
        help=_("drop the repairs of these articles that have no effect; a dated file beside the others keeps them"),
    )
    doctor.add_argument("--json", action="store_true", help=_("for programs"))


VERBS: dict[str, Callable[[_Verbs], None]] = {
    "list": _add_list, "read": _add_read, "quiz": _add_quiz, "deck": _add_deck, "align": _add_align,
    "glossary": _add_glossary, "search": _add_search, "stats": _add_stats, "backup": _add_backup,
    "restore": _add_restore, "merge": _add_merge, "doctor": _add_doctor,
}  # fmt: skip


def make_parser(*verbs: str) -> argparse.ArgumentParser:
    """The parser of these verbs, or of every verb."""
    parser = _Parser(
        prog="tui-learn",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description=_("Read articles side by side in two languages, and be quizzed on what you read."),
        usage="tui-learn [LIBRARY]\n       tui-learn {" + ",".join(VERBS) + "} ...",
        epilog=_examples("tui-learn", "tui-learn ~/articles", "tui-learn read parisuhteen-hoito --pair nb:fi")
        + "\n\n"
        + _("A folder named like a verb is written ./list."),
    )
    parser.add_argument("--version", action="version", version=f"tui-learn {__version__}")
    parser.add_argument("--debug", action="store_true", help=argparse.SUPPRESS)
    made = _Verbs(parser)
    for name in verbs or VERBS:
        VERBS[name](made)
    return parser


def _parse(words: Sequence[str]) -> argparse.Namespace:
    first = next((word for word in words if not word.startswith("-")), None)
    if first in VERBS or any(word in ("-h", "--help", "--version") for word in words):
        # A verb that comes first is the only one there is to know about: its parser is made sooner.
        arguments = make_parser(*(words[:1] if words[0] in VERBS else ())).parse_args(words)
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
