"""The work itself: what is asked for is made and kept in the cache."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tui_learn.analysis.request import Request
from tui_learn.bitext import Bitext
from tui_learn.bitext.repair_store import RepairStore
from tui_learn.bitext.store import bitext_to_json, kept_bitext, load_bitext
from tui_learn.i18n import gettext as _
from tui_learn.library import Article, Library
from tui_learn.library.editions import edition_by_hash
from tui_learn.paths import cache_folder, decisions_file, repairs_folder
from tui_learn.text import Edition, Problem, UnreadableFile

Tell = Callable[[float], None]
Report = Callable[[Problem], None]


@dataclass(frozen=True, slots=True)
class Made:
    """What has become of a request."""

    key: str = ""
    """Under which a glossary is kept."""
    data: bytes | None = None
    """What could not be kept; None where it is in the cache."""


@dataclass
class _Heard:
    """Problems that are told on and remembered."""

    report: Report
    problems: list[Problem] = field(default_factory=list)

    def __call__(self, problem: Problem) -> None:
        self.problems.append(problem)
        self.report(problem)


def make(request: Request, tell: Tell, report: Report) -> Made:
    """Do what is asked for; ``tell`` hears how much is done, 0 to 1, ``report`` what is wrong with files.

    What ``tell`` raises stops the work. Raises ``UnreadableFile``.
    """
    cache, store = cache_folder(), RepairStore(repairs_folder())
    article = _as_shown(request, cache)
    if request.what == "words":
        return _words(article.edition(request.pair.learned), cache)
    if request.what == "bitext":
        return _bitext(article, request, cache, store, tell, report)
    return _glossary(article, request, cache, store, tell, report)


def _as_shown(request: Request, cache: Path) -> Article:
    """The article with those editions that the reader sees. Raises ``UnreadableFile``."""
    article = request.article
    seen: dict[str, Edition] = {}
    for summary in article.editions:
        wanted = request.shown.get(summary.language)
        edition = edition_by_hash(summary, wanted, cache) if wanted is not None else None
        if edition is not None:
            seen[summary.language] = edition
    again = Article(article.id, article.grouping, article.editions, cache, seen)
    for language, wanted in request.shown.items():
        if again.edition(language).sha256 != wanted:
            message = _("the file was changed while it was open; leave the article and open it again")
            raise UnreadableFile(Problem("error", again.edition(language).path, None, message))
    return again


def _words(edition: Edition, cache: Path) -> Made:
    from tui_learn.bitext.word_store import keep_words
    from tui_learn.bitext.word_tokens import words_of

    return Made(data=keep_words(words_of(edition, cache), cache))


def _bitext(article: Article, request: Request, cache: Path, store: RepairStore, tell: Tell, report: Report) -> Made:
    left, right = article.edition(request.pair.known), article.edition(request.pair.learned)
    bitext = load_bitext(left, right, cache, store, report=report, progress=tell)
    kept = kept_bitext(left, right, cache, store, quickly=False)
    return Made(data=None if kept is not None else json.dumps(bitext_to_json(bitext)).encode())


def _glossary(article: Article, request: Request, cache: Path, store: RepairStore, tell: Tell, report: Report) -> Made:
    from tui_learn.analysis.key import glossary_key
    from tui_learn.bitext.flat_pairs import glossary_to_bytes
    from tui_learn.bitext.word_store import glossaries
    from tui_learn.quiz.glossaries import glossary_of

    pair, heard = request.pair, _Heard(report)
    library = None
    if request.folders is not None:
        library = Library(*request.folders, cache=cache, decisions=decisions_file())
        library.kept()  # what the program that asks knows of it: another look would change nothing but the time
    # The key first: what is changed meanwhile makes what is found stale, not wrong.
    key = glossary_key(article, pair, request.shown, store=store, decks=request.decks, library=library)
    left, right = article.edition(pair.known), article.edition(pair.learned)
    bitext: Bitext = load_bitext(left, right, cache, store, report=report)
    # What the learner says of pairs is no part of it: it is put in where it is shown.
    glossary = glossary_of(
        article, pair, bitext=bitext, store=store, verdicts=None, library=library, report=heard, progress=tell
    )
    data = glossary_to_bytes(glossary, dict.fromkeys(heard.problems))
    return Made(key, None if glossaries(cache).put_bytes(data, key) else data)
