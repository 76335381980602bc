"""The glossary of an article: what its languages and the library teach, dictionaries, decks and the learner say."""

from __future__ import annotations

import base64
import hashlib
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from tui_learn.bitext import Bead, Bitext
from tui_learn.bitext.article_words import PairLinks, link_article, taught_by
from tui_learn.bitext.curated import CuratedTerm
from tui_learn.bitext.dictionaries import Dictionaries, find_dictionaries
from tui_learn.bitext.glossary import Glossary, Verdict
from tui_learn.bitext.glossary_making import make_glossary
from tui_learn.bitext.pair_counts import NOTHING, PairCounts, added, from_bytes, to_bytes
from tui_learn.bitext.repair_store import RepairStore
from tui_learn.bitext.store import load_bitext
from tui_learn.bitext.verdicts import VerdictStore
from tui_learn.cache import Cache
from tui_learn.library import Article, Pair
from tui_learn.paths import cache_folder
from tui_learn.quiz.decks import beside, deck_folders
from tui_learn.quiz.decks.terms import terms_for
from tui_learn.text import Edition, Problem, UnreadableFile
from tui_learn.text.fold import fold
from tui_learn.text.languages import has_word_spaces
from tui_learn.text.lexemes import forget_lists
from tui_learn.text.segmenters import words_key

WITNESSES = 3
"""Other languages of the article that are learnt from together with the two."""
BACKGROUND_UNITS = 2_000
"""Sentence pairs of other articles that are learnt from: more teach little (see the benchmarks)."""
BEGINNING = 5
"""Letters two words must share to begin alike."""
_VERSION = 2
_KEPT_COUNTS = 20_000

Progress = Callable[[float], None]


class HasArticles(Protocol):
    """A library."""

    @property
    def articles(self) -> list[Article]: ...


def glossary_of(
    article: Article,
    pair: Pair,
    *,
    bitext: Bitext | None = None,
    store: RepairStore | None = None,
    verdicts: VerdictStore | None = None,
    library: HasArticles | None = None,
    decks: Sequence[Path] | None = None,
    with_dictionaries: bool = True,
    with_curated: bool = True,
    report: Callable[[Problem], None] = lambda _problem: None,
    progress: Progress | None = None,
) -> Glossary:
    """The glossary of an article in two languages.

    ``library`` gives other articles to learn from; ``decks`` are folders, the usual ones without any; ``report`` is
    told what is wrong with dictionaries and decks; ``progress`` is told how much is done, 0 to 1, and what it raises
    stops the work.

    Raises ``UnreadableFile`` when a file of the article has gone bad, ``ValueError`` for a pair of one language.
    """
    if pair.known == pair.learned:
        raise ValueError("a glossary needs two languages")
    tell = progress if progress is not None else lambda _share: None
    cache = cache_folder()
    left, right = article.edition(pair.known), article.edition(pair.learned)
    bitext = bitext if bitext is not None else load_bitext(left, right, cache, store)
    dictionaries = _opened(cache, report, lambda share: tell(OPENING * share)) if with_dictionaries else None
    taught, stamp = _background(
        article, pair, library, store, cache, dictionaries, lambda share: tell(OPENING + (LEARNING - OPENING) * share)
    )

    def bitext_of(one: Edition, other: Edition) -> Bitext:
        assert bitext is not None
        if (one.language, other.language) == (pair.known, pair.learned):
            return bitext
        if (one.language, other.language) == (pair.learned, pair.known):
            return _mirrored(bitext)
        return load_bitext(one, other, cache, store, progress=lambda _share: tell(LEARNING))

    witnesses = _witnesses(article, pair, dictionaries)
    links = _linked(
        [left, right, *witnesses],
        bitext_of,
        cache_folder=cache,
        dictionaries=dictionaries,
        background=lambda one, other: taught if {one, other} == {pair.known, pair.learned} else NOTHING,
        background_stamp=stamp,
        progress=lambda share: tell(LEARNING + (1 - LEARNING) * share),
    )
    terms: list[CuratedTerm] = []
    if with_curated:
        terms, problems = terms_for(article, deck_folders(beside(article)) if decks is None else decks)
        for problem in problems:
            report(problem)
    said = verdicts.read(pair.known, pair.learned)[0] if verdicts is not None else None

    def verdict_of(one: str, other: str) -> Verdict:
        return said.of(pair.known, one, other) if said is not None else ""

    return make_glossary(
        links,
        bitext,
        others=len(witnesses),
        verdict_of=verdict_of,
        curated=terms,
    )


def _linked(editions: list[Edition], bitext_of: Callable[[Edition, Edition], Bitext], **given: Any) -> PairLinks:
    """The links of the editions; the lists of forms, which take much memory, are freed whatever happens."""
    try:
        return link_article(editions, bitext_of, **given)
    finally:
        forget_lists()


def _mirrored(bitext: Bitext) -> Bitext:
    """Right becomes left."""

    def turned(beads: tuple[Bead, ...]) -> tuple[Bead, ...]:
        return tuple(replace(bead, left=bead.right, right=bead.left, links=()) for bead in beads)

    return Bitext(bitext.right, bitext.left, turned(bitext.block_beads), turned(bitext.beads))


OPENING, LEARNING = 0.4, 0.8
"""Shares of the work at which the dictionaries are open, and at which the library is learnt from."""

_open: dict[tuple[str, ...], Dictionaries] = {}
_opening = threading.Lock()


def _opened(cache: Path, report: Callable[[Problem], None], progress: Progress) -> Dictionaries | None:
    """The dictionaries there are, opened once; those that have been added since are opened too."""
    files, problems = find_dictionaries()
    for problem in problems:
        report(problem)
    if not files:
        return None
    key = tuple(sorted(file.key() for file in files))
    with _opening:
        dictionaries = _open.get(key)
        if dictionaries is None:
            dictionaries = Dictionaries(files, cache, progress=progress)
            _open.clear()  # those are closed when nobody uses them any more
            _open[key] = dictionaries
    for problem in dictionaries.problems:
        report(problem)
    return dictionaries


def _witnesses(article: Article, pair: Pair, dictionaries: Dictionaries | None) -> list[Edition]:
    """Editions in other languages, those first of whose words most can be known.

    A witness is worth as much as links both of the two languages to it: by dictionaries, or by words that begin alike.
    """
    two = [article.edition(pair.known), article.edition(pair.learned)]
    ranked = []
    for language in article.languages:
        if language in (pair.known, pair.learned):
            continue
        try:
            edition = article.edition(language)
        except UnreadableFile:
            continue  # a witness that has gone bad says nothing; the library's own problems tell
        known = [_knows(dictionaries, edition, one) for one in two]
        ranked.append((not has_word_spaces(language), -min(known), -sum(known), language, edition))
    return [edition for *_rank, edition in sorted(ranked, key=lambda found: found[:4])[:WITNESSES]]


def _knows(dictionaries: Dictionaries | None, one: Edition, other: Edition) -> float:
    """How much is known of the words of two editions: 1 for a dictionary, and the share of words that begin alike."""
    direct = dictionaries is not None and dictionaries.has(one.language, other.language)
    first, second = _beginnings(one), _beginnings(other)
    return float(direct) + len(first & second) / max(1, min(len(first), len(second)))


def _beginnings(edition: Edition) -> frozenset[str]:
    """The first letters of the longer words of an edition, without marks."""
    words = {fold(token.text, edition.language) for s in edition.sentences for token in edition.tokens(s)}
    return frozenset(word[:BEGINNING] for word in words if len(word) >= BEGINNING)


def _background(
    article: Article,
    pair: Pair,
    library: HasArticles | None,
    store: RepairStore | None,
    cache: Path,
    dictionaries: Dictionaries | None,
    progress: Progress,
) -> tuple[PairCounts, str]:
    """What other articles teach of the two languages, in the order of the text's two; and what they were."""
    one, other = sorted((pair.known, pair.learned))
    found, names, units = [], [], 0
    if library is not None and one != other:

        def beat(_share: float) -> None:
            progress(min(1.0, units / BACKGROUND_UNITS))

        for counts, name in _counts_of_library(library, article.id, one, other, store, cache, dictionaries, beat):
            found.append(counts)
            names.append(name)
            units += counts.units
            progress(min(1.0, units / BACKGROUND_UNITS))
            if units >= BACKGROUND_UNITS:
                break
    stamp = hashlib.sha256(" ".join(names).encode()).hexdigest() if names else ""
    return added(found), stamp


def _counts_of_library(
    library: HasArticles,
    without: str,
    one: str,
    other: str,
    store: RepairStore | None,
    cache: Path,
    dictionaries: Dictionaries | None,
    beat: Progress,
) -> Iterator[tuple[PairCounts, str]]:
    kept = Cache(cache, "word-counts", _VERSION, kept=_KEPT_COUNTS)
    for article in library.articles:
        if article.id == without or not {one, other} <= set(article.languages):
            continue
        try:
            left, right = article.edition(one), article.edition(other)
        except UnreadableFile:
            continue  # the library's own problems tell
        bitext = load_bitext(left, right, cache, store, progress=beat)
        stamp = dictionaries.stamp if dictionaries is not None else ""
        key = (
            left.sha256,
            right.sha256,
            words_key(one),
            words_key(other),
            stamp,
            str([(bead.left, bead.right, bead.repaired, round(bead.confidence, 3)) for bead in bitext.beads]),
        )
        data = kept.get(*key)
        try:
            counts = from_bytes(base64.b64decode(data))
        except (TypeError, ValueError):
            counts = taught_by(left, right, bitext, cache_folder=cache, dictionaries=dictionaries, progress=beat)
            kept.put(base64.b64encode(to_bytes(counts)).decode("ascii"), *key)
        yield counts, hashlib.sha256("\x1f".join(key).encode()).hexdigest()
