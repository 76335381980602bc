"""What the process is asked for, and what it tells: plain values that go through JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from tui_learn.library import Article, Pair
from tui_learn.library.summary import EditionSummary

What = Literal["bitext", "words", "glossary"]


@dataclass(frozen=True)
class Request:
    """Something to be found out about an article in two languages."""

    what: What
    """The alignment, the words of the learned language alone, or which words answer each other."""
    article: Article
    pair: Pair
    shown: Mapping[str, str]
    """By language the hashes of the editions the reader sees, whatever has become of their files since."""
    folders: tuple[str, ...] | None = None
    """The library whose other articles are learnt from too; without one the article teaches alone."""
    decks: tuple[str, ...] = ()
    """The decks that lie among the articles."""

    def to_json(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "what": self.what,
            "id": self.article.id,
            "grouping": self.article.grouping,
            "editions": [edition.to_json() for edition in self.article.editions],
            "pair": asdict(self.pair),
            "shown": dict(self.shown),
            "folders": self.folders,
            "decks": self.decks,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any], cache_folder: Path | None) -> Request:
        """Inverse of ``to_json``. Raises ``KeyError`` or ``TypeError`` for anything else."""
        editions = tuple(EditionSummary.from_json(edition) for edition in data["editions"])
        folders = data["folders"]
        return cls(
            what=data["what"],
            article=Article(data["id"], data["grouping"], editions, cache_folder),
            pair=Pair(**data["pair"]),
            shown=data["shown"],
            folders=None if folders is None else tuple(folders),
            decks=tuple(data["decks"]),
        )


def shown_of(article: Article, languages: Iterable[str]) -> dict[str, str]:
    """The hashes of the editions as they are loaded. Raises ``UnreadableFile``."""
    return {language: article.edition(language).sha256 for language in languages}
