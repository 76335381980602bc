"""From folders to articles: scanning, grouping translations, the index."""

from tui_learn.library.article import Article
from tui_learn.library.library import ArticleNotFound, Library, open_library
from tui_learn.library.pairs import BadPair, Pair, default_pair, pair_for, parse_pair

__all__ = [
    "Article",
    "ArticleNotFound",
    "BadPair",
    "Library",
    "Pair",
    "default_pair",
    "open_library",
    "pair_for",
    "parse_pair",
]
