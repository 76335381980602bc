"""Which article answers were given about, when it is called otherwise by now."""

from __future__ import annotations

from collections.abc import Iterable

from tui_learn.library import Article
from tui_learn.library.summarise import slug


def homes(articles: Iterable[Article]) -> dict[str, str]:
    """From the names answers may be kept under to the id of the article that has it now.

    An article with no name of its own is called after the title of its first file: another first file, and it is
    called otherwise, but one of its titles is still that name.
    """
    found: dict[str, str] = {}
    known = list(articles)
    for article in known:
        for edition in article.editions:
            found.setdefault(slug(edition.title, edition.language), article.id)
    found.update({article.id: article.id for article in known})
    return found
