"""Finding on the command line what an article, a library or a pair of languages is meant by."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tui_learn.cli_common import Failure, Misuse, report, say
from tui_learn.i18n import gettext as _

if TYPE_CHECKING:
    from tui_learn.library import Article, Library, Pair
    from tui_learn.library.scan import Scan

Opening = tuple["Library | None", "Article | None", "Pair | None"]
"""Where the app begins: a library that was scanned already, an article of it, and the two languages."""


NOTICED = 200
"""Files that are read without anybody wondering what takes so long."""


def scan_progress() -> Callable[[Scan], None]:
    """How far a scan is, on one line of a terminal."""
    if not sys.stderr.isatty():
        return lambda _scan: None
    shown = ""

    def show(scan: Scan) -> None:
        nonlocal shown
        text = _line_of(scan)
        if text != shown:
            print("\r" + text.ljust(len(shown)) + ("" if text else "\r"), end="", file=sys.stderr, flush=True)
            shown = text

    return show


def _line_of(scan: Scan) -> str:
    if scan.step == "looking":
        return _("looking at {count} files").format(count=scan.done) if scan.done >= NOTICED else ""
    if scan.total is None or scan.total < NOTICED:
        return ""
    if scan.step == "grouping":
        return _("finding translations among {count} files").format(count=scan.total)
    return _("reading {done} of {total}").format(done=scan.done, total=scan.total)


def open_folder(folder: str | None) -> Library:
    """A folder as a library, or the bundled and the user's own without one; scanned."""
    from tui_learn.failed import Failed
    from tui_learn.library import open_library
    from tui_learn.library.scan import Scan

    library = open_library(*([folder] if folder else []))
    show = scan_progress()
    try:
        library.scan(show)
    except Failed as error:
        raise Failure(str(error)) from None
    finally:
        show(Scan("looking", 0, None))
    return library


def find_article(name: str, folder: str | None) -> tuple[Library, Article]:
    """An article by id, part of a title, or path, and the library it is in. Raises ``Failure``."""
    from tui_learn.library import ArticleNotFound

    path = Path(name)
    if path.is_file() or (path.suffix and (os.sep in name or (os.altsep or os.sep) in name)):
        library = open_folder(folder or str(path.parent))
        article = library.article_of(path)
        if article is None:
            own = [p for p in library.problems if Path(p.path).resolve() == path.resolve()]
            if own:
                raise Failure(str(own[0]))
            if path.is_file():
                raise Failure(f"{name}: " + _("this kind of file is not read; .md, .markdown and .txt are"))
            raise Failure(f"{name}: " + _("there is no such file; check the name"))
        return library, article
    library = open_folder(folder)
    try:
        return library, library.find(name)
    except ArticleNotFound as error:
        report(p for p in library.problems if p.severity == "error")
        raise Failure(str(error)) from None


def pair_of(text: str | None, article: Article) -> Pair:
    """The pair that was named, or the one that is likely meant. Raises ``Misuse``."""
    from tui_learn.library import BadPair, default_pair, pair_for, parse_pair

    try:
        if text is not None:
            return pair_for(article.languages, parse_pair(text))
    except BadPair as error:
        raise Misuse(str(error)) from None
    pair = default_pair(article.languages)
    if len(article.languages) > 2:
        say(_("no --pair was given: {pair} is used").format(pair=pair))
    return pair
