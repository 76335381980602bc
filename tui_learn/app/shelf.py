"""The list of articles: what is shown of each, which of them fit what is typed, and in which order. No drawing here."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from tui_learn.library import Article
from tui_learn.text.languages import UNKNOWN

if TYPE_CHECKING:
    from tui_learn.app.shelf_filter import Filter

By = Literal["title", "languages", "words", "read", "known", "due", "last"]
BYS: tuple[By, ...] = ("title", "languages", "words", "read", "known", "due", "last")
"""What a list can be sorted by, in the order of its columns."""
_UPWARDS = frozenset({"title"})
"""What begins with the least of its kind; of all else one wants to see the most first."""

_LASTING = frozenset({"languages", "words"})
"""What does not change with what the learner does."""

_FIRST_MARK, _LAST_MARK = "\u0300", "\u036f"
_WHOLE = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})
_DIGITS = re.compile(r"\d{1,30}")
_LEADING = re.compile(r"^[\W_]+")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the learner has to do with an article."""

    due: int = 0
    """Cards that have come."""
    read: float | None = None
    """How far it was read, 0 to 1; None where it never was."""
    known: float | None = None
    """Share of the words of the learned language that is known, 0 to 1; None where nobody has counted."""
    last: str = ""
    """The day it was read last, as ``2026-11-21``; empty where nothing is known of it."""


NOTHING = Facts()


@dataclass(frozen=True, slots=True)
class Order:
    """What a list is sorted by."""

    by: By = "title"
    backwards: bool = False
    """Whether the other end comes first than is usual."""

    @property
    def rises(self) -> bool:
        """Whether the least comes first."""
        return (self.by in _UPWARDS) != self.backwards

    def __str__(self) -> str:
        return f"{self.by}{' backwards' if self.backwards else ''}"

    def next(self) -> Order:
        """By the next column, in its usual direction."""
        return Order(BYS[(BYS.index(self.by) + 1) % len(BYS)])

    def turned(self) -> Order:
        """The other way round."""
        return replace(self, backwards=not self.backwards)


USUAL = Order()


def order_of(value: object) -> Order:
    """An order as it was written by ``str``; the usual one where it is none."""
    text = value if isinstance(value, str) else ""
    by, _space, way = text.partition(" ")
    found = next((each for each in BYS if each == by), None)
    return USUAL if found is None or way not in ("", "backwards") else Order(found, way == "backwards")


@dataclass(frozen=True, slots=True)
class Row:
    """What is shown of an article."""

    title: str
    """In the language one knows, if it is there in that."""
    other: str
    """In the language one learns; empty where it is the same."""
    languages: tuple[str, ...]
    words: int
    facts: Facts
    is_asked: bool
    """Whether only the learner can say what belongs to it, or which language something is in."""
    is_wrong: bool
    """Whether something is wrong with one of its files."""


def row_of(article: Article, languages: Sequence[str], facts: Facts = NOTHING, wrong: Set[str] = frozenset()) -> Row:
    """What is shown of an article to a person with these languages, the known one first.

    ``wrong`` are the paths of files with which something is.
    """
    title, other = article.title(*languages), article.title(*reversed(languages))
    return Row(
        title,
        "" if other == title else other,
        article.languages,
        words_of(article, languages),
        facts,
        is_asked(article),
        is_wrong(article, wrong),
    )


def words_of(article: Article, languages: Sequence[str]) -> int:
    """How long an article is: in the last of these languages it is there in, else in its longest."""
    for language in reversed(languages):
        for edition in article.editions:
            if edition.language == language:
                return edition.words
    return max(edition.words for edition in article.editions)


def is_asked(article: Article) -> bool:
    """Whether only the learner can say what belongs to an article, or which language one of its files is in."""
    return article.grouping == "probable" or any(edition.language == UNKNOWN for edition in article.editions)


def is_wrong(article: Article, wrong: Set[str]) -> bool:
    """Whether something is wrong with a file of an article; ``wrong`` are the paths of such files."""
    return bool(wrong) and any(edition.path in wrong for edition in article.editions)


def title_key(title: str) -> str:
    """What titles are sorted by: without case, marks and leading signs, numbers by what they are worth.

    The same whatever the locale. Scripts come in the order of Unicode.
    """
    if not title.isascii():
        whole = unicodedata.normalize("NFD", title.casefold())
        title = "".join(c for c in whole if not _FIRST_MARK <= c <= _LAST_MARK).translate(_WHOLE)
    else:
        title = title.lower()
    title = _LEADING.sub("", title) or title
    return _DIGITS.sub(lambda match: match.group().zfill(30), title)


class Shelf:
    """Articles by title, in other orders, and those of them that fit.

    Making one sorts all titles: for a thread, where there are many.
    """

    def __init__(
        self, articles: Sequence[Article], languages: tuple[str, ...] = (), wrong: Set[str] = frozenset()
    ) -> None:
        """``languages`` are those a person knows and learns, in that order; ``wrong`` the paths of bad files."""
        self.given = articles
        self.languages = languages
        self.wrong = wrong
        self.articles = sorted(articles, key=lambda article: title_key(article.title(*languages)))
        """By title, so that what is looked through in this order lies together in memory."""
        self._filter: Filter | None = None
        self._making = threading.Lock()
        """Every key asks for the filter: it is made once."""
        self._orders: dict[Order, Sequence[int]] = {}

    @cached_property
    def number(self) -> Mapping[str, int]:
        """Where an article stands by title, by its id."""
        return {article.id: number for number, article in enumerate(self.articles)}

    @cached_property
    def asked(self) -> int:
        """How many articles there is something to ask about."""
        return sum(map(is_asked, self.articles))

    def common_languages(self) -> list[str]:
        """The tags of the languages most articles are in, the most common first."""
        counted = Counter(tag for article in self.articles for tag in article.languages if tag != UNKNOWN)
        return [tag for tag, _count in counted.most_common(COMMON)]

    def settle(self) -> None:
        """What is asked of it at every turn is known then; for a thread, where there are many articles."""
        for name in ("number", "asked"):
            getattr(self, name)

    def row(self, number: int, facts: Mapping[str, Facts]) -> Row:
        """What is shown of one of the articles."""
        article = self.articles[number]
        return row_of(article, self.languages, facts.get(article.id, NOTHING), self.wrong)

    def ordered(self, order: Order, facts: Mapping[str, Facts]) -> Sequence[int]:
        """The numbers of all articles. What nothing is known of comes last, whichever way they are sorted."""
        numbers = range(len(self.articles))
        if order.by == "title":
            return numbers if order.rises else numbers[::-1]
        if order in self._orders:
            return self._orders[order]
        values = self._values(order.by, facts)
        there = [number for number in numbers if values[number] is not None]
        # Equals stay by title in both directions: sorting is stable, and so is sorting in reverse.
        there.sort(key=values.__getitem__, reverse=not order.rises)  # type: ignore[arg-type]
        made = there + [number for number in numbers if values[number] is None]
        if order.by in _LASTING:
            self._orders[order] = made
        return made

    def _values(self, by: By, facts: Mapping[str, Facts]) -> list[float | str | None]:
        if by == "languages":
            return [f"{len(article.editions):03} {article.languages}" for article in self.articles]
        if by == "words":
            return [words_of(article, self.languages) for article in self.articles]
        value_of: Callable[[Facts], float | str | None] = {
            "read": lambda one: one.read,
            "known": lambda one: one.known,
            "due": lambda one: one.due or None,
            "last": lambda one: one.last or None,
        }[by]
        values: list[float | str | None] = [None] * len(self.articles)
        for article, one in facts.items():
            number = self.number.get(article)
            if number is not None:
                values[number] = value_of(one)
        return values

    # --- what is typed

    @property
    def is_ready(self) -> bool:
        """Whether a filter takes no longer than a key may."""
        return self._filter is not None or len(self.articles) <= FEW

    def make_ready(self) -> Filter:
        """What takes a while the first time; for a thread."""
        with self._making:
            if self._filter is None:
                from tui_learn.app.shelf_filter import Filter

                self._filter = Filter(self.articles, self.wrong)
            return self._filter

    def take_from(self, other: Shelf) -> None:
        """What the other has made ready is ready, if it is the same that is looked through."""
        if other.given is self.given and other.languages == self.languages and other.wrong == self.wrong:
            self._filter = other._filter

    def shown(self, text: str, order: Order, facts: Mapping[str, Facts]) -> Sequence[int]:
        """The numbers of the articles that fit what is typed, in an order."""
        if not text.strip():
            return self.ordered(order, facts)
        fitting = self.make_ready().fitting(text, facts)
        if order.by == "title":
            return fitting if order.rises else fitting[::-1]
        among = bytearray(len(self.articles))
        for number in fitting:
            among[number] = 1
        return [number for number in self.ordered(order, facts) if among[number]]


COMMON = 6
"""Languages of a library that are offered."""
FEW = 1000
"""Articles that are made ready to be looked through in no time."""
