"""What a glossary depends on, found out without reading more than names, sizes and times of files."""

from __future__ import annotations

import hashlib
import itertools
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

from tui_learn.bitext.dictionary_files import find_dictionaries
from tui_learn.bitext.repair_store import RepairStore
from tui_learn.library import Article, Pair
from tui_learn.library.deck_files import SUFFIXES
from tui_learn.paths import bundled_decks, decks_folder
from tui_learn.settings import read_settings
from tui_learn.text.segmenters import words_key


class HasArticles(Protocol):
    """A library."""

    @property
    def articles(self) -> list[Article]: ...


def glossary_key(
    article: Article,
    pair: Pair,
    shown: Mapping[str, str],
    *,
    store: RepairStore,
    decks: Iterable[str],
    library: HasArticles | None,
) -> str:
    """Differs whenever the glossary of an article may: what the learner says of pairs is not part of it.

    ``shown`` are the hashes of the editions of the two languages. ``decks`` lie among the articles, ``library`` is what
    else is learnt from.
    """
    return _digest(
        [
            str(pair),
            *(f"{words_key(language)} {sha}" for language, sha in sorted(shown.items())),
            *(
                f"{words_key(e.language)} {e.sha256}"
                for e in article.editions
                if e.language not in (pair.known, pair.learned)
            ),
            "repairs",
            *_repairs(article.languages, store),
            "dictionaries",
            *_dictionaries(),
            "decks",
            *_decks(decks),
            "library",
            *_others(article, pair, library),
        ]
    )


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _repairs(languages: Iterable[str], store: RepairStore) -> list[str]:
    """The files of repairs that change how any two of these languages are aligned."""
    names = {f"{one}-{other}.json" for one, other in itertools.combinations(sorted(languages), 2)}
    return [f"{stamp}" for stamp in store.stamp() if stamp[0] in names]


def _dictionaries() -> list[str]:
    files, _problems = find_dictionaries()
    return sorted(f"{file.name}/{file.key()}" for file in files)


def _decks(among_articles: Iterable[str]) -> list[str]:
    """Every deck that may have a word about the article."""
    settings, _problems = read_settings()
    files = [Path(file) for file in among_articles]
    for folder in dict.fromkeys([bundled_decks(), decks_folder(), *settings.decks.folders]):
        try:
            files += [path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES]
        except OSError:
            continue  # there is none, or nobody can read it: then nothing of it is used either
    return sorted(filter(None, map(_stamp, files)))


def _stamp(path: Path) -> str:
    try:
        found = os.stat(path)
    except OSError:
        return ""
    return f"{path} {found.st_size} {found.st_mtime_ns} {found.st_ino}"


def _others(article: Article, pair: Pair, library: HasArticles | None) -> list[str]:
    """The other articles in both languages, in order: no more are learnt from, perhaps fewer."""
    found: list[str] = []
    for other in library.articles if library is not None else ():
        if other.id != article.id and {pair.known, pair.learned} <= set(other.languages):
            found += [f"{e.language} {e.sha256}" for e in other.editions if e.language in (pair.known, pair.learned)]
    return found
