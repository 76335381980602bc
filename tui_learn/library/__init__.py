"""From folders to articles: scanning, grouping translations, the index."""

from tui_learn.library.library import Article, ArticleNotFound, Library

__all__ = ["Article", "ArticleNotFound", "Library"]
